"""Where a text says that one place lies from another: "Oakham (8 km northwest of Melton)".

Three constructions name the place that is located: before the phrase ("Oakham, some ten miles from Melton"; "Oakham and
Wymondham, both east of Melton"), behind it ("south of Melton near Oakham"), or not at all ("advanced west of Melton").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from analytics.extraction.relations import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.relations import Words
    from analytics.text import Sentence

__all__ = ["relations_of"]

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
        words: Of distance and direction.

    Returns:
        At most one relation an anchor, in order.
    """
    return _Reader(sentence, marks, regions, words).read()
