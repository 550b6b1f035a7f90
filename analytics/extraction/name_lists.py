"""Lists of names in one sentence: a head word behind the last one holds for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.extraction.name_tests import NameTests

if TYPE_CHECKING:
    from analytics.extraction.place_words import Line, PlaceWords
    from analytics.extraction.typos import Typos
    from analytics.gazetteer import Candidate, Gazetteer

__all__ = ["DIVISIONS", "NO_NAME", "Name", "NameLists"]

DIVISIONS = frozenset({"oblast", "raion", "hromada"})  # heads that make a region of a name


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a line: words ``[start, base)`` name, ``[base, end)`` are head words of class `head`."""

    start: int
    base: int
    end: int
    key: str
    head: str | None
    kind: str
    role: str
    candidates: tuple[Candidate, ...]
    shared: str | None = None  # the head class that it has from a later name of its list


NO_NAME = Name(0, 0, 0, "", None, "", "", ())


class NameLists:
    """Reads the lists of names of one sentence."""

    def __init__(
        self, line: Line, people: frozenset[int], gazetteer: Gazetteer, words: PlaceWords, typos: Typos
    ) -> None:
        """Take a sentence, its words that belong to persons, and what to read by."""
        self.line = line
        self.people = people
        self.gazetteer = gazetteer
        self.words = words
        self.typos = typos
        self.tests = NameTests(line, words)
        self.found: list[Name] = []

    def _is_listed(self, at: int) -> bool:
        """Whether a name stands right before a word in a list."""
        return bool(self.found) and self._link(self.found[-1].end, at) is not None

    def _coordinated(self, names: list[Name]) -> list[Name]:
        out = list(names)
        for at in range(len(out) - 2, -1, -1):
            left, right = out[at], out[at + 1]
            link = self._link(left.end, right.start)
            if link is None:
                continue
            if right.role == "axis" and left.role == "place":
                left = replace(left, role="axis")
            shared = right.shared or right.head
            plural = shared and (shared in DIVISIONS or self.line.words[right.end - 1].endswith("s") or right.shared)
            if shared and plural and left.head is None and (link != "," or right.shared):
                left = replace(self._as_division(left, shared), shared=shared)
            elif link == "and" and self._together(left, right):
                left, out[at + 1] = self._as_division(left, "oblast"), self._as_division(right, "oblast")
            out[at] = left
        return out

    def _together(self, left: Name, right: Name) -> bool:
        regions = self.words.metonyms.get("regions_together", frozenset())
        return left.head is None and right.head is None and left.key in regions and right.key in regions

    def _as_division(self, name: Name, head: str) -> Name:
        regions = self.gazetteer.hits(f"{name.key} #{head}")
        kind = self.words.kinds[head]
        return replace(name, kind=kind, candidates=regions) if regions else name

    def _link(self, end: int, start: int) -> str | None:
        """Return what joins two names of a list, null where something else stands between them."""
        between = self.line.words[end:start]
        if between[:1] == ["("] and ")" in between:  # A (APR) and B
            between = between[between.index(")") + 1 :]
        elif between[:1] == [")"]:  # A (R Oblast), B
            between = between[1:]
        if not between:
            return "-" if start < len(self.line.words) and self.line.hyphen[start] else None
        if all(word in self.words.sets["list"] or word == ";" for word in between):
            return "and" if any(word not in {",", ";"} for word in between) else ","
        return None
