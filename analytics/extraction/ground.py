"""The candidates of names and how they lie to each other, remembered: reports of one war name the same places daily."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.extraction.theaters import theaters_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from analytics.codebook import Codebook
    from analytics.extraction.records import Place
    from analytics.extraction.theaters import Theaters

__all__ = ["Ground", "Option", "ground_of"]

_KM_PER_DEGREE = 111.195
_FAR_DEGREES = 5.0  # of latitude: farther apart than this, two places say nothing of each other
_REMEMBERED = 1 << 16  # pairs of places whose nearness is kept at hand, and half as many lists of candidates


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
        (lat, lon), (other_lat, other_lon) = self.point, other.point
        north = lat - other_lat
        if abs(north) > _FAR_DEGREES:
            return math.inf
        east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
        return _KM_PER_DEGREE * math.hypot(east, north)


class Ground:
    """Candidates, each made once, so that what is known of two or more of them is computed once.

    Attributes:
        nearness: 1 for places side by side, 1/e at ``near_km``; a place is not near itself.
        nearest: The nearness of the nearest of some others.
        merged: A list of candidates without what is a place in it already: within a few km of one of its kind, or,
            without a point, less clean.
    """

    def __init__(self, theaters: Theaters, *, near_km: float, merge_km: float) -> None:
        """Begin with none.

        Args:
            theaters: Of the codebook.
            near_km: What is near, in km.
            merge_km: How far namesakes lie apart at most that are one place, in km.
        """
        self._theaters, self._near_km, self._merge_km = theaters, near_km, merge_km
        self._options: dict[tuple[str, float, str], Option] = {}
        self.nearness: Callable[[Option, Option], float] = lru_cache(_REMEMBERED)(self._nearness)
        self.nearest: Callable[[Option, tuple[Option, ...]], float] = lru_cache(_REMEMBERED)(self._nearest)
        self.merged: Callable[[tuple[Option, ...]], tuple[Option, ...]] = lru_cache(_REMEMBERED // 2)(self._merged)

    def option(self, place: Place, cost: float, date: dt.date) -> Option:
        """Return a place as a candidate on a day.

        Args:
            place: Of the gazetteer.
            cost: How much worse than a clean match it is.
            date: The report's day.
        """
        theater = self._theaters.theater_of(place, date)
        slot = (place.place_id, cost, theater)
        if slot not in self._options:
            point = None if place.lat is None or place.lon is None else (place.lat, place.lon)
            self._options[slot] = Option(place, cost, theater, point)
        return self._options[slot]

    def _nearness(self, option: Option, other: Option) -> float:
        return 0.0 if option is other else math.exp(-option.apart(other) / self._near_km)

    def _nearest(self, option: Option, others: tuple[Option, ...]) -> float:
        return max(self.nearness(option, other) for other in others)

    def _merged(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        kept: list[Option] = []
        for option in sorted(options, key=lambda o: (o.cost, -o.place.population, o.place.place_id)):
            if not any(self._is_one(cleaner, option) for cleaner in kept):
                kept.append(option)
        return tuple(kept)

    def _is_one(self, cleaner: Option, option: Option) -> bool:
        if cleaner.place.kind != option.place.kind:
            return False
        if cleaner.point is None and option.point is None:
            return cleaner.cost < option.cost
        return cleaner.apart(option) <= self._merge_km


@lru_cache(maxsize=8)
def ground_of(codebook: Codebook) -> Ground:
    """Return the candidates of a codebook, kept from report to report.

    Args:
        codebook: With the settings ``resolution``.
    """
    weights = codebook.settings["resolution"]
    return Ground(theaters_of(codebook), near_km=weights["near_km"], merge_km=weights["merge_km"])
