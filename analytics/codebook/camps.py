"""Which sides of a war stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.codebook.loader import Codebook

__all__ = ["are_rivals", "camps_of"]


def camps_of(codebook: Codebook) -> dict[str, str]:
    """Return the camp of each side by its id: the one that its entry names by ``camp``, else the side alone.

    Allies are no rivals: what both are said to hold is not in dispute, and what both say is said by one camp.
    """
    return {row["id"]: row.get("camp", row["id"]) for row in codebook.table("side")}


def are_rivals(one: str, other: str, camps: Mapping[str, str]) -> bool:
    """Whether both are sides, of two camps.

    Args:
        one: A side's id, or another actor's.
        other: The same.
        camps: As `camps_of` returns it.
    """
    return one in camps and other in camps and camps[one] != camps[other]
