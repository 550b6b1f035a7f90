"""The families of records, and what a timeline becomes in a format of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FAMILIES", "Rendering"]

FAMILIES = {"report": "reports", "mention": "mentions", "claim": "claims", "diplomacy": "diplomacy"}


@dataclass(frozen=True, slots=True)
class Rendering:
    """A timeline in a format.

    Attributes:
        content: The file, in chunks.
        left_out: How many records are not in it, by what they are.
    """

    content: Iterable[bytes]
    left_out: Mapping[str, int] = field(default_factory=dict)
