"""Names on their way to a place: what the choice among namesakes works on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from analytics.extraction.records import Place
    from analytics.extraction.relations import Relation, Words
    from analytics.extraction.theaters import Theaters

__all__ = ["Case", "Link", "Option", "Setting"]

_KM_PER_DEGREE = 111.195
_FAR_DEGREES = 5.0  # of latitude: farther apart than this, two places say nothing of each other


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two cases, by their indices in the report."""

    anchor: int
    subject: int
    relation: Relation


@dataclass(frozen=True, eq=False)
class Option:
    """A candidate of a name.

    Attributes:
        place: Of the gazetteer.
        cost: How much worse than a clean match it is (edits, variants); 0 for a clean one.
        theater: Its theater on the report's day.
        point: Latitude and longitude; null where the place has none.
    """

    place: Place
    cost: float
    theater: str
    point: tuple[float, float] | None

    def apart(self, other: Option) -> float:
        """Return the distance in km on a plane at the middle latitude, infinite where one has no point."""
        if self.point is None or other.point is None:
            return math.inf
        north = self.point[0] - other.point[0]
        if abs(north) > _FAR_DEGREES:
            return math.inf
        east = (self.point[1] - other.point[1]) * math.cos(math.radians((self.point[0] + other.point[0]) / 2))
        return _KM_PER_DEGREE * math.hypot(east, north)


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
    """What the choice depends on beside the text: weights, geometry, theaters, day."""

    weights: Mapping[str, float]
    margins: tuple[float, ...]
    words: Words
    theaters: Theaters
    date: dt.date
    _options: dict[tuple[str, float], Option] = field(default_factory=dict)

    def option(self, place: Place, cost: float) -> Option:
        """Return a place as a candidate, made once a report."""
        slot = (place.place_id, cost)
        if slot not in self._options:
            point = None if place.lat is None or place.lon is None else (place.lat, place.lon)
            self._options[slot] = Option(place, cost, self.theaters.theater_of(place, self.date), point)
        return self._options[slot]
