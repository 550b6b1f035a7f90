"""Self-styled states in a sentence: where they stand, and where their land is meant."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from analytics.extraction.name_context import NameContext

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["StateTests"]


class StateTests(NameContext):
    """Tests of self-styled states in one sentence: "the Oakham People's Republic (OPR)"."""

    @cached_property
    def territory(self) -> frozenset[int]:
        """The words of self-styled states' names where their land is meant: "in the Oakham People's Republic (OPR)"."""
        return frozenset(i for start, end in self.states if self._is_land(start, end) for i in range(start, end))

    @cached_property
    def states(self) -> tuple[tuple[int, int], ...]:
        """Where self-styled states stand, with their short names: "the A and B People's Republics (APR and BPR)"."""
        return tuple(self._states())

    @cached_property
    def _in_states(self) -> frozenset[int]:
        return frozenset(i for start, end in self.states for i in range(start, end))

    def _states(self) -> Iterator[tuple[int, int]]:
        line = self.line
        covered: set[int] = set()
        title = self.words.phrases["state_title"]
        for at in range(1, len(line.words)) if title.begins_in(line.words) else ():
            if title.at(line.words, at) is not None:
                start, end = self._states_left(at - 1), self._states_right(at + 2)
                covered.update(range(start, end))
                yield start, end
        for at, word in enumerate(line.words):
            if word in self.words.metonyms["territory"] and at not in covered:
                end = self._states_right(at + 1)
                covered.update(range(at, end))
                yield at, end

    def _states_left(self, at: int) -> int:
        """Return the first word of the names before "People's Republic": "A (APR) and B (BPR)"."""
        line, start = self.line, at
        joints = self._sets["state_mark"]
        while start > 0:
            word = line.words[start - 1]
            named = line.capital[start - 1] and (line.words[start] in joints)
            if word == "(" and ")" not in line.words[start : at + 1]:
                break  # "Oakham | (Kent People's Republic)": where it lies
            if not (word in joints or self._is_short(start - 1) or named):
                break
            start -= 1
        while line.words[start] in joints:
            start += 1
        return start

    def _is_short(self, at: int) -> bool:
        return self.line.words[at] in self.words.metonyms["territory"]

    def _states_right(self, end: int) -> int:
        line, joints = self.line, self._sets["state_joint"]
        opened = line.word(end) == "("
        at = end + 1 if opened else end
        last = end
        while at < len(line.words):
            if self._is_short(at):
                last = at + 1
            elif line.words[at] not in joints:
                break
            at += 1
        if opened and last > end and line.word(last) == ")":
            last += 1
        return last

    def _is_land(self, start: int, end: int) -> bool:
        line, sets = self.line, self._sets
        if end < len(line.words) and not line.genitive[end - 1] and self._is_its_own(end):
            return False
        before, earlier = self._before(start)
        if before == "of":
            return earlier in sets["territory_noun"]
        if before == "(":
            return line.word(end) == ")"
        if before == ",":  # "Oakham, Kent People's Republic": where it lies
            return line.capital[start - 2] and not line.word(end).isalnum()
        return before in sets["territory"]

    def _is_its_own(self, at: int) -> bool:
        """Whether what follows a state's name is a body or a person of it: "OPR troops", "OPR-based", "OPR Head"."""
        line, phrases = self.line, self.words.phrases
        if line.hyphen[at] or line.capital[at] or line.words[at][0].isdigit() or line.words[at] in self._sets["title"]:
            return True
        return any(phrases[kind].at(line.words, at) for kind in ("unit", "office"))
