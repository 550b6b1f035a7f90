"""Names on their way to a place: what the choice among namesakes works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from analytics.extraction.ground import Ground, Option
    from analytics.extraction.records import Place
    from analytics.extraction.relations import Relation, Words
    from analytics.extraction.theaters import Theaters

__all__ = ["Case", "Link", "Setting"]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two cases, by their indices in the report."""

    anchor: int
    subject: int
    relation: Relation


@dataclass(eq=False)
class Case:
    """One name in the text on its way to a place.

    Attributes:
        start: First character in the text.
        paragraph: Which paragraph it stands in, or which part of one, where an axis parts it.
        key: The name in lower case: equal keys of one report usually mean one place.
        pool: Candidates left, best first.
        regions: Oblasts that the text states for it.
        home: The theater that the heading above it names, null if none does.
        paired: Indices of cases that stand with it in a line "A-B".
        chosen: The one decided on.
        by: What decided.
        near: Whether a namesake close by could be meant as well.
    """

    start: int
    paragraph: int
    key: str
    pool: tuple[Option, ...]
    regions: frozenset[str] = frozenset()
    home: str | None = None
    paired: frozenset[int] = frozenset()
    chosen: Option | None = None
    by: str = "none"
    near: bool = False

    def keep(self, options: Sequence[Option], by: str) -> None:
        """Narrow the pool; decide if one is left."""
        self.pool = tuple(options)
        if len(self.pool) == 1:
            self.chosen, self.by = self.pool[0], by


@dataclass(frozen=True, eq=False)
class Setting:
    """What the choice depends on beside the text: weights, geometry, theaters, day, candidates."""

    weights: Mapping[str, float]
    margins: tuple[float, ...]
    words: Words
    theaters: Theaters
    date: dt.date
    ground: Ground

    def option(self, place: Place, cost: float) -> Option:
        """Return a place as a candidate on the report's day."""
        return self.ground.option(place, cost, self.date)
