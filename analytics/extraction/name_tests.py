"""Whether a word that could be a place's name is one where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.extraction.place_words import Line, PlaceWords

__all__ = ["NameTests"]


class NameTests:
    """Tests of names in one sentence, by the words before and behind them."""

    def __init__(self, line: Line, words: PlaceWords) -> None:
        """Take a sentence and the words to test by."""
        self.line = line
        self.words = words
        self._sets = words.sets

    def is_place(self, at: int, end: int, key: str, *, known: bool) -> bool:
        """Whether a bare name ``[at, end)`` is a place here.

        Args:
            at: First word.
            end: One past the last.
            key: Its plain form.
            known: Whether it is of the overlay or a large town: then a verb of speaking does not make it a person.
        """
        line = self.line
        if key in self.words.countries:
            return False
        if key in self.words.stops or key in self.words.surnames:
            return line.word(at - 1) == "of" and line.word(at - 2) in self._sets["settlement"]
        if key in self.words.metonyms["territory"]:
            return self.is_territory(at, end)
        if line.hyphen[at] and not line.capital[at - 1]:
            return False
        if self.is_unit(end, end) or self.is_event(end):
            return False
        if key in self.words.metonyms["strict"]:
            return self._strict(at, end)
        if key in self.words.metonyms["loose"]:
            return self._loose(at, end)
        return known or line.word(end) not in self._sets["speaks"]

    # --- what follows

    def is_unit(self, base: int, end: int) -> bool:
        """Whether a unit's words follow: "Oakham 12th Tank Brigade"."""
        line = self.line
        at = base
        if base and line.genitive[base - 1]:
            return False
        while at < len(line.words) and (line.words[at][0].isdigit() or line.words[at] in self._sets["unit_adjective"]):
            at += 1
        return self.words.phrases["unit"].at(line.words, max(at, end)) is not None

    def is_event(self, end: int) -> bool:
        """Whether words of a meeting, a treaty or a newspaper follow: "the Oakham agreements"."""
        if end and self.line.genitive[end - 1]:
            return False
        return self.words.phrases["event"].at(self.line.words, end) is not None

    def is_regional(self, end: int) -> bool:
        """Whether "regional" follows: "Oakham regional authorities"."""
        return self.line.word(end) in self._sets["regional"]

    def role(self, at: int, end: int) -> str:
        """Return the role of a name: axis, title or place."""
        line, phrases = self.line, self.words.phrases
        if phrases["axis"].at(line.words, end) and not line.genitive[end - 1]:
            return "axis"
        before = [line.word(i) for i in range(at - 4, at) if line.word(i) not in {"the", "city", "town"}]
        if " ".join(before[-2:]) in self._sets["direction"]:
            return "axis"
        after = end + 1 if self.is_regional(end) else end
        if line.word(after) == "military":
            after += 1
        if phrases["office"].at(line.words, after) or phrases["office"].at(line.words, end):
            return "title"
        if before[-1:] == ["of"] and before[-2:-1] and before[-2] in self._sets["title"]:
            return "title"
        return "place"

    # --- governments

    def _before(self, at: int) -> tuple[str, str]:
        """Return the word before a name, and the one before that, fillers left out."""
        line = self.line
        i = at - 1
        while line.word(i) in self._sets["skip"] and line.word(i) not in {"of", "city", "town"}:
            i -= 1
        return line.word(i), line.word(i - 1)

    def _strict(self, at: int, end: int) -> bool:
        line = self.line
        before, earlier = self._before(at)
        if line.word(end) in self._sets["speaks"] and before not in self._sets["locative_strict"]:
            return False
        if before in self._sets["locative_strict"]:
            return True
        if before in {"to", "from"}:
            return any(line.word(i) in self._sets["travel"] for i in range(at - 4, at - 1))
        if before == "of":
            return earlier in self._sets["part"]
        if line.genitive[end - 1]:
            return line.word(end) in self._sets["part"]
        return before in self._sets["visited"]

    def _loose(self, at: int, end: int) -> bool:
        line = self.line
        before, earlier = self._before(at)
        if line.word(end) in self._sets["speaks"] | self._sets["governs"]:
            return False
        if line.genitive[end - 1]:
            return line.word(end) in self._sets["part"] or line.capital[min(end, len(line.words) - 1)]
        if before == "to":
            return not any(line.word(i) in self._sets["addressed"] for i in range(at - 4, at - 1))
        if before in self._sets["with_government"]:
            return before in {"by", "against"} and earlier in self._sets["attack"]
        return True

    def is_territory(self, at: int, end: int) -> bool:
        """Whether a self-styled state's name means its land here."""
        line = self.line
        follows = line.word(end)
        if follows.isalnum() and follows not in self.words.closed and not line.genitive[end - 1]:
            return False
        if line.hyphen[end] if end < len(line.words) else False:
            return False
        before = at - 1
        if line.word(before) == "(":  # the name in full stands before it
            return line.word(before - 1).startswith("republic") or line.capital[before - 1]
        while line.word(before) in self._sets["skip"] or line.word(before) in {"and", "("}:
            before -= 1
        if line.word(before) in self._sets["territory"]:
            return True
        return False

    # --- typos

    def may_be_misspelt(self, at: int, key: str) -> bool:
        """Whether an unknown word stands where a place's name would: capitalised, in no list, behind a preposition."""
        if len(key) < 5 or not key.isalpha() or key in self.words.stops or key in self.words.surnames:
            return False
        if any(key in words for words in self._sets.values()) or key.endswith(tuple(self._sets["demonym_ending"])):
            return False
        before, earlier = self._before(at)
        if self.words.heads.at(self.line.words, at + 1):
            return True
        if before == "of":
            return earlier in self._sets["part"] | self._sets["locative"]
        return before in self._sets["locative"] or before in {"to", "on"}
