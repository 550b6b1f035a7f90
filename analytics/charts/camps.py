"""The two camps that charts set against each other, be it of two sides or of more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.labels import Label, labels_of
from analytics.codebook import camps_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook

__all__ = ["Camps", "drawn_camps", "gains_of"]


@dataclass(frozen=True, slots=True)
class Camps:
    """The first two camps of a codebook.

    Attributes:
        labels: The one and the other (alone if there is one): the id and colour of its first side, and its name.
        of: The id of the camp's label by a side's id; sides of a third camp are left out.
        names: Each such side's name by its id.
    """

    labels: tuple[Label, ...]
    of: dict[str, str]
    names: dict[str, str]

    def favoured(self) -> dict[str, dict[str, str]]:
        """Return the camp that a side's move favours: its own by a gain, the rival one by a withdrawal."""
        first, last = self.labels[0].id, self.labels[-1].id
        return {
            "gain": self.of,
            "withdrawal": {side: last if camp == first else first for side, camp in self.of.items()},
        }

    def members(self) -> str:
        """Say which sides a camp of several has; nothing where each camp is one side."""
        named = [
            (label.name, [self.names[side] for side, camp in self.of.items() if camp == label.id])
            for label in self.labels
        ]
        return " ".join(f"{name}: {', '.join(sides)}." for name, sides in named if len(sides) > 1)

    def is_drawn(self) -> pl.Expr:
        """Whether a row's ``side`` is of one of the two."""
        return pl.col("side").is_in(list(self.of))

    def favours(self) -> pl.Expr:
        """Return whom a row ``favours``: the camp of the side that gains, or the rival of the one that withdraws."""
        gain, withdrawal = (
            pl.col("side").replace_strict(by, return_dtype=pl.String) for by in self.favoured().values()
        )
        return pl.when(pl.col("move") == "gain").then(gain).otherwise(withdrawal).alias("favours")


def drawn_camps(codebook: Codebook, ids: Iterable[str] = ()) -> Camps:
    """Return the two camps of a codebook that charts draw.

    Args:
        codebook: Its sides in their order, with their camps.
        ids: Further ids of a frame, each a camp of its own.
    """
    sides = labels_of(codebook, "side", set(ids) - {"other", "unknown"})
    camps = camps_of(codebook)
    leading: dict[str, Label] = {}
    for side in sides:
        camp = camps.get(side.id, side.id)
        leading.setdefault(camp, replace(side, name=side.name if camp == side.id else camp))
    drawn = dict(list(leading.items())[:2])
    members = [side for side in sides if camps.get(side.id, side.id) in drawn]
    return Camps(
        labels=tuple(drawn.values()),
        of={side.id: drawn[camps.get(side.id, side.id)].id for side in members},
        names={side.id: side.name for side in members},
    )


def gains_of(camp: Label) -> str:
    """Say what a direction shows."""
    return f"{camp.name} gains"
