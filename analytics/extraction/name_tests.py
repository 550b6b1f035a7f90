"""Whether a word that could be a place's name is one where it stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.extraction.place_words import Line, PlaceWords

__all__ = ["NameTests"]

_TITLE = 4  # words of a body's name behind a place's
_OWNED = 4  # words of a noun phrase behind a genitive
_JOURNEY = 8  # words between a verb of travel and where it leads
_PAST = frozenset({"past", "ed", "participle"})


class NameTests:
    """Tests of names in one sentence, by the words before and behind them."""

    def __init__(self, line: Line, words: PlaceWords) -> None:
        """Take a sentence and the words to test by."""
        self.line = line
        self.words = words
        self._sets = words.sets

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
        return known or listed or line.word(end) not in self._sets["speaks"]

    def _in_spite_of_list(self, at: int, end: int, key: str, *, listed: bool) -> bool:
        """Whether a name in the stop list is a place after all: "the village of Police", "near Budanov"."""
        line = self.line
        if line.word(at - 1) == "of" and line.word(at - 2) in self._sets["settlement"]:
            return True
        if key not in self.words.weak or line.genitive[end - 1] or self.is_unit(end, end):
            return False
        return listed or self.only_place(at)

    def only_place(self, at: int) -> bool:
        """Whether the words before a name let only a place follow: "near", "the outskirts of"."""
        before, earlier = self._before(at)
        return before in self._sets["place_only"] or (before == "of" and earlier in self._sets["place_noun"])

    def _where_places_stand(self, at: int) -> bool:
        """Whether the word before a name often has a place behind it: "in", "to", "near"."""
        before, _ = self._before(at)
        sets = self._sets
        return before in sets["place_often"] or before in sets["locative"] or self.only_place(at)

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
        before = [line.word(i) for i in range(at - 4, at) if line.word(i) not in self._sets["direction_skip"]]
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

    # --- governments

    def _before(self, at: int) -> tuple[str, str]:
        """Return the word before a name, and the one before that, fillers left out."""
        line = self.line
        i = at - 1
        while line.word(i) in self._sets["skip"]:
            i -= 1
        return line.word(i), line.word(i - 1)

    def _is_abroad(self, end: int) -> bool:
        """Whether a state's name follows behind a comma: "to Oakham, Ukraine"."""
        return self.line.word(end) == "," and self.line.word(end + 1) in self.words.countries

    def _stands_for_state(self, at: int, end: int) -> bool | None:
        """Whether what stands beside a capital decides that its government is meant or the city; null if nothing does.

        Beside it: what it owns, a "regime", a hyphen ("Oakham-backed"), the body that sits in it, its state.
        """
        line, sets = self.line, self._sets
        follows = line.word(end)
        if line.genitive[end - 1]:
            return not self._owns_part(end)
        if end < len(line.words) and line.hyphen[end] and not line.capital[end]:
            return follows not in sets["compound_place"]
        if follows in sets["regime"]:
            return True
        before, earlier = self._before(at)
        if before == "in" and (earlier in sets["government_body"] or self._rulers_act(at, end)):
            return True
        if follows in sets["civic"] or self._is_abroad(end) or (follows == "," and line.word(end + 1) == "where"):
            return False
        return None

    def _rulers_act(self, at: int, end: int) -> bool:
        """Whether those who rule in a capital open a clause: "officials in Oakham say"; not "met leaders in Oakham"."""
        opener, ruler = self.line.word(at - 3), self.line.word(at - 2)
        if ruler not in self._sets["rulers"] or (opener[:1].isalnum() and opener not in self._sets["clause"]):
            return False
        _, end = self._among_capitals(at, end)
        return self.line.word(end) in self.words.grammar.auxiliary or self._acts(end, paired=True)

    def _owns_part(self, at: int) -> bool:
        """Whether the noun phrase at a word, behind a genitive, is a part of a city: "'s western outskirts"."""
        line, sets = self.line, self._sets
        for i in range(at, min(at + _OWNED, len(line.words))):
            word = line.words[i]
            if not word[0].isalnum() or word in self.words.closed or word in sets["government_noun"]:
                return False
            if word in sets["city_part"] or self.words.heads.at(line.words, i):
                return True
        return False

    def _strict(self, at: int, end: int, *, listed: bool) -> bool:  # noqa: PLR0911  a test a line
        line, sets = self.line, self._sets
        state = self._stands_for_state(at, end)
        if state is not None:
            return not state
        if listed and self._ends_phrase(end) and not self._acts(end, paired=False):
            return True
        while line.word(at - 1) in self.words.grammar.joiner and line.word(at - 2) in self.words.countries:
            at -= 2
        before, earlier = self._before(at)
        if before in sets["locative_strict"]:
            return True
        if before in sets["motion"]:
            return any(line.word(i) in sets["travel"] for i in range(at - _JOURNEY, at - 1))
        if before == "of":
            return earlier in sets["place_noun"]
        if before in sets["target"]:
            return earlier in sets["attack"]
        return before in sets["visited"]

    def _loose(self, at: int, end: int) -> bool:  # noqa: PLR0911  a test a line
        line, sets = self.line, self._sets
        state = self._stands_for_state(at, end)
        if state is not None:
            return not state
        start, end = self._among_capitals(at, end)
        paired = (start, end) != (at, end) or line.word(end - 2) in sets["state_joint"]
        before, earlier = self._before(start)
        if before in sets["recipient"]:
            return not any(line.word(i) in sets["addressed"] for i in range(start - 4, start - 1))
        if before in sets["beneficiary"]:
            return earlier in sets["fought_for"]
        if before in sets["with_government"] or (before == "between" and paired):
            return before == "between" and earlier in sets["travel"]
        if before == "of":
            return earlier in sets["place_noun"] or earlier not in sets["government_noun"]
        if before in sets["target"]:
            return earlier not in sets["pressed"]
        if before in sets["source"] and earlier in sets["issued"]:
            return False
        if self.only_place(start) or before in sets["locative"]:
            return True
        return not self._acts(end, paired=paired)

    def _among_capitals(self, at: int, end: int) -> tuple[int, int]:
        """Return the run of capitals that one is listed with: "Oakham and Melton agree"."""
        line, sets = self.line, self._sets
        while line.word(at - 1) in sets["state_joint"] and line.word(at - 2) in self.words.capitals:
            at -= 2
        while line.word(end) in sets["state_joint"] and line.word(end + 1) in self.words.capitals:
            end += 2
        return at, end

    def _acts(self, at: int, *, paired: bool) -> bool:
        """Whether a verb follows that only governments do: not "falls", "was shelled", "wakes to explosions"."""
        line, sets, grammar = self.line, self._sets, self.words.grammar
        if line.word(at) == "," and line.word(at + 1) in sets["relative"]:
            at += 2
        carried = False
        while line.word(at) in sets["carries"] or grammar.is_adverb(line.word(at)):
            carried = carried or line.word(at) in sets["carries"]
            at += 1
        verb, tags = line.word(at), grammar.forms.get(line.word(at), frozenset())
        if verb in grammar.be:
            return line.word(at + 1) in sets["speaks"] | sets["governs"]
        if verb in sets["befalls"]:
            return False
        if carried or verb in sets["speaks"] or verb in sets["governs"]:
            return True
        has_object = self._opens_object(at + 1)
        if verb in self.words.plurals or tags & _PAST:
            return has_object
        return "third" in tags or (paired and "base" in tags)

    def _ends_phrase(self, end: int) -> bool:
        """Whether no noun follows: a mark or a function word."""
        follows = self.line.word(end)
        return not follows[:1].isalnum() or follows in self.words.closed

    def _opens_object(self, at: int) -> bool:
        """Whether an object or a complement may begin at a word: "the", "its", a name, "to"."""
        word = self.line.word(at)
        return (
            word in self.words.grammar.determiner
            or word in self._sets["complement"]
            or (bool(word) and self.line.capital[at])
        )

    # --- self-styled states

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
        for at in range(1, len(line.words)):
            if title.at(line.words, at) is not None:
                start, end = self._states_left(at - 1), self._states_right(at + 2)
                covered.update(range(start, end))
                yield start, end
        for at in range(len(line.words)):
            if self._is_short(at) and at not in covered:
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
        return before in sets["territory"]

    def _is_its_own(self, at: int) -> bool:
        """Whether what follows a state's name is a body or a person of it: "OPR troops", "OPR-based", "OPR Head"."""
        line, phrases = self.line, self.words.phrases
        if line.hyphen[at] or line.capital[at] or line.words[at][0].isdigit() or line.words[at] in self._sets["title"]:
            return True
        return any(phrases[kind].at(line.words, at) for kind in ("unit", "office"))

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
