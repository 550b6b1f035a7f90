"""How one place lies from another: distance and direction on the ground, and how well two points fit those stated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.codebook import Codebook

__all__ = ["Relation", "Words", "distance_km", "words_of"]

_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Relation:
    """A phrase that locates a place from an anchor.

    Attributes:
        anchor: Index of the anchor among the sentence's marks.
        subjects: Indices of the marks that it locates; empty where it locates the event itself.
        low: Least distance in km; null where no distance is given.
        high: Greatest distance in km.
        degrees: Directions from north, any of which may hold; empty where none is given.
        start: First character of the phrase in the untouched text.
        end: One past its last ("of").
    """

    anchor: int
    subjects: tuple[int, ...]
    low: float | None
    high: float | None
    degrees: tuple[float, ...]
    start: int
    end: int

    @property
    def bearing(self) -> float | None:
        """The mean direction, null where none is given or the directions cancel out."""
        x = sum(math.cos(math.radians(d)) for d in self.degrees)
        y = sum(math.sin(math.radians(d)) for d in self.degrees)
        return math.degrees(math.atan2(y, x)) % 360 if math.hypot(x, y) > 1e-6 else None  # noqa: PLR2004  zero, but for rounding

    def point(self, lat: float, lon: float) -> tuple[float, float] | None:
        """Return the point that the phrase computes from its anchor, null without both a distance and a direction."""
        if self.low is None or self.high is None or self.bearing is None:
            return None
        arc, course = (self.low + self.high) / 2 / _EARTH_KM, math.radians(self.bearing)
        north = math.asin(
            math.sin(math.radians(lat)) * math.cos(arc) + math.cos(math.radians(lat)) * math.sin(arc) * math.cos(course)
        )
        east = math.atan2(
            math.sin(course) * math.sin(arc) * math.cos(math.radians(lat)),
            math.cos(arc) - math.sin(math.radians(lat)) * math.sin(north),
        )
        return round(math.degrees(north), 5), round(lon + math.degrees(east), 5)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) points in km."""
    half = math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    half += math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def bearing_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the direction from `a` to `b` in degrees from north."""
    east = math.radians(b[1] - a[1])
    x = math.cos(math.radians(a[0])) * math.sin(math.radians(b[0]))
    x -= math.sin(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.cos(east)
    return math.degrees(math.atan2(math.sin(east) * math.cos(math.radians(b[0])), x)) % 360


@dataclass(frozen=True, eq=False)
class Words:
    """A codebook's geometry: compass, units, numbers, fillers by slot, limits."""

    compass: dict[str, float]
    units: dict[str, float]
    numbers: dict[str, tuple[float, float]]
    slots: dict[str, frozenset[str]]
    slack_km: float
    slack_share: float
    slack_degrees: float
    bare_reach_km: float

    def misfit(self, relation: Relation, anchor: tuple[float, float], subject: tuple[float, float]) -> float:
        """Return how badly two points fit a relation: 0 well, up to 1 within the limits, more outside them."""
        apart = distance_km(anchor, subject)
        if relation.low is None or relation.high is None:
            far = apart / self.bare_reach_km
        else:
            slack = max(self.slack_km, self.slack_share * relation.high)
            far = max(relation.low - apart, apart - relation.high, 0.0) / slack
        if not relation.degrees or apart < self.slack_km / 2:
            return far
        course = bearing_between(anchor, subject)
        turn = min(abs((course - d + 180) % 360 - 180) for d in relation.degrees)
        return max(far, turn / self.slack_degrees)


@lru_cache(maxsize=8)
def words_of(codebook: Codebook) -> Words:
    """Return a codebook's words of distance and direction.

    Args:
        codebook: With the tables ``compass``, ``length_unit``, ``length_number`` and ``geometry``.
    """
    numbers: dict[str, tuple[float, float]] = {}
    for entry in codebook.table("length_number"):
        numbers |= {word: (float(n), float(n)) for word, n in entry.get("values", {}).items()}
        numbers |= {word: (float(low), float(high)) for word, (low, high) in entry.get("ranges", {}).items()}
    return Words(
        compass={w: float(e["degrees"]) for e in codebook.table("compass") for w in e["words"]},
        units={w: float(e["km"]) for e in codebook.table("length_unit") for w in e["words"]},
        numbers=numbers,
        slots={e["id"]: frozenset(e["words"]) for e in codebook.table("geometry")},
        **codebook.settings["geometry_limits"],
    )
