"""What stands beside a name in its sentence: what all tests of names ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.extraction.place_words import Line, PlaceWords

__all__ = ["NameContext"]


class NameContext:
    """A sentence, and the words to test its names by."""

    def __init__(self, line: Line, words: PlaceWords) -> None:
        """Take a sentence and the words to test by."""
        self.line = line
        self.words = words
        self._sets = words.sets

    def only_place(self, at: int) -> bool:
        """Whether the words before a name let only a place follow: "near", "the outskirts of"."""
        before, earlier = self._before(at)
        return before in self._sets["place_only"] or (before == "of" and earlier in self._sets["place_noun"])

    def _where_places_stand(self, at: int) -> bool:
        """Whether the word before a name often has a place behind it: "in", "to", "near"."""
        before, _ = self._before(at)
        sets = self._sets
        return before in sets["place_often"] or before in sets["locative"] or self.only_place(at)

    def _before(self, at: int) -> tuple[str, str]:
        """Return the word before a name, and the one before that, fillers left out."""
        line = self.line
        i = at - 1
        while line.word(i) in self._sets["skip"]:
            i -= 1
        return line.word(i), line.word(i - 1)

    def _is_abroad(self, end: int) -> bool:
        """Whether a state's name follows behind a comma: "to Oakham, Kent"."""
        return self.line.word(end) == "," and self.line.word(end + 1) in self.words.countries
