"""Where a text says that one place lies from another: "Oakham (8 km northwest of Melton)".

Three constructions name the place that is located: before the phrase ("Oakham, some ten miles from Melton"; "Oakham and
Wymondham, both east of Melton"), behind it ("south of Melton near Oakham"), or not at all ("advanced west of Melton").
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.text import Sentence

__all__ = ["Relation", "Words", "distance_km", "relations_of", "words_of"]

_EARTH_KM = 6371.0088
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)(km|m)?")
_REACH = 10  # tokens that a phrase's fillers may span


class Mark(Protocol):
    """A run of tokens that names a place."""

    @property
    def first(self) -> int:
        """First token."""

    @property
    def last(self) -> int:
        """One past the last token."""


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


class _Reader:
    """Reads the relations of one sentence."""

    def __init__(self, sentence: Sentence, marks: Sequence[Mark], regions: frozenset[int], words: Words) -> None:
        self.sentence, self.marks, self.regions, self.words = sentence, marks, regions, words
        self.lowers = sentence.lowers
        self.ending = {mark.last: i for i, mark in enumerate(marks)}
        self.starting = {mark.first: i for i, mark in enumerate(marks)}
        self.found: dict[int, Relation] = {}

    def slot(self, at: int, name: str) -> bool:
        return 0 <= at < len(self.lowers) and self.lowers[at] in self.words.slots[name]

    def read(self) -> tuple[Relation, ...]:
        for index in range(len(self.marks)):
            relation = self.before_anchor(index)
            if relation:
                self.found[index] = relation
        return tuple(self.found.values())

    def before_anchor(self, anchor: int) -> Relation | None:
        """Find the phrase whose "of" leads to a mark."""
        at = self.marks[anchor].first
        if self.is_line(anchor):
            return None
        for of in range(at - 1, max(at - _REACH, 0), -1):
            if self.slot(of, "of"):
                relation = self.phrase(anchor, of)
                if relation:
                    return relation
            if not self.slot(of, "of_filler"):
                return None
        return None

    def is_line(self, anchor: int) -> bool:
        """Whether the name is part of a border's or a road's: a distance from that is none from the place."""
        start = at = self.marks[anchor].last
        while at - start <= _REACH and (self.slot(at, "line_filler") or at in self.starting):
            at = self.marks[self.starting[at]].last if at in self.starting else at + 1
        return self.slot(at, "line")

    def phrase(self, anchor: int, of: int) -> Relation | None:
        start, degrees = self.directions(of)
        first, span = self.length(start)
        if span is None and not (degrees and self.lowers[of] == "of"):
            return None
        first = first if span else start
        lead = first
        while self.slot(lead - 1, "approximate" if span else "direction_lead"):
            lead -= 1
        bound = next((i for i in range(lead, first) if self.slot(i, "within")), None)
        if span and bound is not None:
            first, span = bound, (0.0, span[1])
        subjects = self.subjects(anchor, lead, listed=span is not None and span[0] != span[1], bare=span is None)
        low, high = span or (None, None)
        tokens = self.sentence.tokens
        return Relation(anchor, subjects, low, high, degrees, tokens[first].start, tokens[of].end)

    def directions(self, end: int) -> tuple[int, tuple[float, ...]]:
        """Read compass words backwards; return the first one's token and the degrees."""
        start, at, degrees = end, end - 1, set[float]()
        while at >= 0 and end - at <= _REACH:
            word = self.lowers[at]
            if word in self.words.compass:
                degrees.add(self.words.compass[word])
                start = at
            elif not self.slot(at, "direction_filler"):
                break
            at -= 1
        return start, tuple(sorted(degrees))

    def length(self, end: int) -> tuple[int, tuple[float, float] | None]:
        """Read a distance that ends before a token, fillers between; return its first token and the km."""
        at = end - 1
        while at >= 0 and self.slot(at, "direction_filler") and self.lowers[at] not in self.words.units:
            at -= 1
        first, number = self.number(at)
        if number is None:
            return end, None
        if self.slot(first - 1, "range"):
            lower, other = self.number(first - 2, unit=number[2])
            if other is not None:
                return lower, (min(number[0], other[0]), max(number[1], other[1]))
        return first, number[:2]

    def number(self, at: int, unit: float | None = None) -> tuple[int, tuple[float, float, float] | None]:
        """Read "8km", "8 km", "eight kilometers", or with a unit already known "8"; return (low, high, unit)."""
        if at < 0:
            return at, None
        if self.lowers[at] in self.words.units:
            unit, at = self.words.units[self.lowers[at]], at - 1
            while self.slot(at, "unit_filler"):
                at -= 1
        written = _NUMBER.fullmatch(self.lowers[at]) if at >= 0 else None
        if written:
            unit = self.words.units.get(written[2] or "", unit)
            value = float(written[1].replace(",", "."))
            return at, None if unit is None else (value * unit, value * unit, unit)
        if unit is None or at < 0 or self.lowers[at] not in self.words.numbers:
            return at, None
        low, high = self.words.numbers[self.lowers[at]]
        return at, (low * unit, high * unit, unit)

    def subjects(self, anchor: int, lead: int, *, listed: bool, bare: bool) -> tuple[int, ...]:
        """Choose the marks that the phrase locates, before it or behind its anchor."""
        before, paused, every = self.bridged(lead)
        if bare and self.slot(lead, "direction_lead") and not (paused or every):
            before = None
        behind = self.behind(anchor)
        if before is None or (bare and paused and behind):
            return behind
        if before in self.found and (bare or self.found[before].subjects):
            return self.found[before].subjects
        return self.listed(before) if every or listed or bare else (before,)

    def bridged(self, lead: int) -> tuple[int | None, bool, bool]:
        """Walk from the phrase back to a mark; return it, whether over a pause, whether over "both" or "all"."""
        at, paused, every = self.opened(lead), False, False
        while lead - at <= 2 * _REACH:
            index = self.ending.get(at)
            if index is not None and index not in self.regions:
                return index, paused, every
            if index is not None:
                at = self.marks[index].first
            elif self.slot(at - 1, "bridge"):
                paused = paused or self.slot(at - 1, "pause")
                every = every or self.slot(at - 1, "all")
                at -= 1
            else:
                break
        return None, paused, every

    def opened(self, lead: int) -> int:
        """Go back to the bracket that the phrase stands in, where no mark stands between: "(by the ford, 4 km of …"."""
        at = lead - 1
        while at >= 0 and lead - at <= _REACH and self.lowers[at] != ")" and at + 1 not in self.ending:
            if self.lowers[at] == "(":
                return at
            at -= 1
        return lead

    def listed(self, index: int) -> tuple[int, ...]:
        """Return a mark with those that stand before it in a list."""
        run = [index]
        at = self.marks[index].first
        while self.slot(at - 1, "list"):
            while self.slot(at - 1, "list"):
                at -= 1
            before = self.ending.get(at)
            if before is None or before in self.regions or before in self.found:
                break
            run.append(before)
            at = self.marks[before].first
        return tuple(sorted(run))

    def behind(self, anchor: int) -> tuple[int, ...]:
        """Return the marks that follow an anchor behind "near" or "in"."""
        at = self.marks[anchor].last
        if not (self.slot(at, "near_head") or (self.slot(at, "pause") and self.slot(at + 1, "near_head"))):
            return ()
        while self.slot(at, "near"):
            at += 1
        run = []
        while at in self.starting and self.starting[at] not in self.regions:
            run.append(self.starting[at])
            at = self.marks[self.starting[at]].last
            while self.slot(at, "list"):
                at += 1
        return tuple(run)


def relations_of(
    sentence: Sentence, marks: Sequence[Mark], regions: frozenset[int], words: Words
) -> tuple[Relation, ...]:
    """Read the relations of one sentence.

    Args:
        sentence: With its tokens.
        marks: The place names of this sentence, by position.
        regions: Indices of marks that are oblasts and the like: they are located by no phrase.
        words: From `words_of`.

    Returns:
        At most one relation an anchor, in order.
    """
    return _Reader(sentence, marks, regions, words).read()
