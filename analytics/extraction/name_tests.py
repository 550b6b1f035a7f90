"""Whether a word that could be a place's name is one where it stands."""

from __future__ import annotations

from functools import cached_property

from analytics.extraction.name_capitals import CapitalTests
from analytics.extraction.name_states import StateTests

__all__ = ["NameTests"]

_TITLE = 4  # words of a body's name behind a place's


class NameTests(CapitalTests, StateTests):
    """Tests of names in one sentence, by the words before and behind them."""

    def is_place(  # noqa: PLR0911  a test a line
        self, at: int, end: int, key: str, *, known: bool, listed: bool
    ) -> bool:
        """Whether a bare name ``[at, end)`` is a place here.

        Args:
            at: First word.
            end: One past the last.
            key: Its plain form.
            known: Whether it is of the overlay or a large town: then a verb of speaking does not make it a person.
            listed: Whether a place stands right before it in a list.
        """
        line, words = self.line, self.words
        if key in words.countries or (line.hyphen[at] and not line.capital[at - 1]):
            return False
        if at in self._in_states and at not in self.territory:
            return False
        if key in words.stops or key in words.surnames:
            return self._in_spite_of_list(at, end, key, listed=listed)
        if key in words.metonyms["territory"]:
            return at in self.territory
        if self.is_unit(end, end) or self.is_event(end):
            return False
        if key in words.metonyms["strict"]:
            return self._strict(at, end, listed=listed)
        if key in words.metonyms["loose"]:
            return self._loose(at, end)
        return known or listed or line.word(end) not in self._sets["speaks"] or self.only_place(at)

    def _in_spite_of_list(self, at: int, end: int, key: str, *, listed: bool) -> bool:
        """Whether a name in the stop list is a place after all: "the village of Police", "near Smith"."""
        line = self.line
        if line.word(at - 1) == "of" and line.word(at - 2) in self._sets["settlement"]:
            return True
        if key not in self.words.weak or line.genitive[end - 1] or self.is_unit(end, end):
            return False
        return listed or self.only_place(at)

    # --- what follows

    def is_unit(self, base: int, end: int) -> bool:
        """Whether a unit's words follow: "Oakham 12th Tank Brigade", "the Oakham and Northern fleets"."""
        line = self.line
        if base and line.genitive[base - 1]:
            return False
        at = base
        if line.word(at) == "and" and line.capital[min(at + 1, len(line.words) - 1)]:
            return line.word(at + 2) in self._sets["fleets"]
        while at < len(line.words) and (line.words[at][0].isdigit() or line.words[at] in self._sets["unit_adjective"]):
            at += 1
        return self.words.phrases["unit"].at(line.words, max(at, end)) is not None

    def is_event(self, end: int) -> bool:
        """Whether words of a meeting, a treaty, a newspaper or a body follow: "the Oakham agreements".

        Other capitalised words may stand between: "the Oakham Human Rights Group".
        """
        line, phrases = self.line, self.words.phrases["event"]
        if end and line.genitive[end - 1]:
            return False
        if phrases.at(line.words, end) is not None:
            return True
        for at in range(end, min(end + _TITLE, len(line.words))):
            if not line.capital[at] or line.genitive[at] or line.hyphen[at]:
                return False
            found = phrases.at(line.words, at)
            if found is not None and at > end:
                return True
        return False

    def is_borne(self, at: int) -> bool:
        """Whether a paper, a channel, a unit or a ship bears a name: "the channel Oakham Today"."""
        line, bearers = self.line, self._bearers
        if not bearers:
            return False
        while at and line.capital[at - 1] and not line.genitive[at - 1]:
            at -= 1
            if line.words[at] in bearers:
                return True
        return line.word(at - 1) in bearers and not line.genitive[at - 1]

    @cached_property
    def _bearers(self) -> frozenset[str]:
        return self._sets["bearer"].intersection(self.line.words)

    def is_regional(self, end: int) -> bool:
        """Whether "regional" follows: "Oakham regional authorities"."""
        return self.line.word(end) in self._sets["regional"]

    def role(self, at: int, end: int) -> str:
        """Return the role of a name: axis, title or place."""
        line, phrases = self.line, self.words.phrases
        if phrases["axis"].at(line.words, end) and not line.genitive[end - 1]:
            return "axis"
        before = [word for word in line.words[max(0, at - 4) : at] if word not in self._sets["direction_skip"]]
        if " ".join(before[-2:]) in self._sets["direction"]:
            return "axis"
        after = end + 1 if self.is_regional(end) else end
        if line.word(after) in self._sets["office_prefix"]:
            after += 1
        if phrases["office"].at(line.words, after) or phrases["office"].at(line.words, end):
            return "title"
        if before[-1:] == ["of"] and before[-2:-1] and before[-2] in self._sets["title"]:
            return "title"
        return "place"

    # --- names in no list

    def may_be_name(self, at: int, end: int, key: str, *, listed: bool) -> bool:
        """Whether an uncertain match (a loose key, a typo) is a run of capitals of its own, where places stand."""
        line = self.line
        if any(word in self.words.stops for word in key.split()):
            return False
        joined = end < len(line.words) and line.capital[end] and not line.genitive[end - 1]
        if joined and not line.hyphen[end] and not self._ends_name(end):
            return False
        hyphened = listed and line.hyphen[at]  # "the Oakham-Melton line"
        if at and line.capital[at - 1] and not line.genitive[at - 1] and not hyphened and not self._begins_name(at - 1):
            return False
        if listed or self._where_places_stand(at):
            return True
        return key.endswith(tuple(self._sets["name_ending"]))

    def _ends_name(self, at: int) -> bool:
        words = self.line.words
        return bool(self.words.heads.at(words, at) or self.words.phrases["axis"].at(words, at)) or (
            self.words.phrases["office"].at(words, at) is not None
        )

    def _begins_name(self, at: int) -> bool:
        """Whether a capitalised word before a name is none of it: the sentence's first, or a nationality."""
        word = self.line.words[at]
        return at == 0 or self._is_demonym(word) or word in self._sets["locative"]

    def _is_demonym(self, word: str) -> bool:
        return word.endswith(tuple(self._sets["demonym_ending"]))

    def is_surely_name(self, at: int, *, before_region: bool) -> bool:
        """Whether an unknown word can be but a place's name: "the village of X", "X (8km north", "X, R Oblast"."""
        line, sets = self.line, self._sets
        word = line.words[at]
        if (
            len(word) < self.words.limits["shortest_unknown"]
            or word in self.words.stops
            or word in self.words.countries
        ):
            return False
        if word in self.words.all or self._is_demonym(word):
            return False
        before, _ = self._before(at)
        if line.word(at - 1) == "of" and line.word(at - 2) in sets["settlement"]:
            return True
        if before in sets["place_only"] and self._is_abroad(at + 1):
            return True
        if before_region:
            return before in sets["place_only"]
        measured = line.word(at + 1) in {"(", ","} and self._is_distance(at + 2)
        return measured and (before in self._sets["list"] or self._where_places_stand(at))

    def _is_distance(self, at: int) -> bool:
        """Whether a distance begins at a word: "8km north", "about 20 kilometers"."""
        words = [self.line.word(i) for i in range(at, at + 4)]
        number = next((i for i, word in enumerate(words) if word[:1].isdigit()), None)
        if number is None:
            return False
        return words[number].endswith(tuple(self._sets["unit_of_length"])) or (
            number + 1 < len(words) and words[number + 1] in self._sets["unit_of_length"]
        )

    def may_be_misspelt(self, at: int, key: str, *, listed: bool, end: int = 0) -> bool:
        """Whether an unknown word stands where a place's name would: capitalised, in no list, behind a preposition."""
        end = end or at + 1
        if len(key) < self.words.limits["shortest_unknown"] or not key.isalpha() or key in self.words.surnames:
            return False
        if key in self.words.all or self._is_demonym(key):
            return False
        before, earlier = self._before(at)
        stands = earlier in self._sets["place_noun"] if before == "of" else listed or self._where_places_stand(at)
        headed = self.words.heads.at(self.line.words, end) is not None
        return (stands or headed) and self.may_be_name(at, end, key, listed=listed or headed)
