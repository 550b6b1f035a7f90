"""Whether a capital's name means the city or its government."""

from __future__ import annotations

from itertools import takewhile

from analytics.extraction.name_context import NameContext

__all__ = ["CapitalTests"]

_OWNED = 4  # words of a noun phrase behind a genitive
_JOURNEY = 8  # words between a verb of travel and where it leads
_TELLING = 6  # words of "for weeks has denied" behind "which"
_PAST = frozenset({"past", "ed", "participle"})


class CapitalTests(NameContext):
    """Tests of the capitals in one sentence: `strict` ones mean the city only where words say so."""

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
            clause = takewhile(lambda i: line.word(i) != ",", range(at, at + _TELLING))
            if any(line.word(i) in sets["speaks"] for i in clause):
                return True  # "Oakham, which for weeks has | denied it"
        carried = False
        while line.word(at) in sets["carries"] or grammar.is_adverb(line.word(at)) or self._dates(at):
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

    def _dates(self, at: int) -> bool:
        """Whether a word belongs to a day between a government and its verb: "Oakham | on Thursday | launched"."""
        line, grammar = self.line, self.words.grammar
        named = line.word(at) in grammar.time and line.capital[at] and line.word(at - 1) in grammar.dating
        named = named or (line.word(at).isdigit() and line.word(at - 1) in grammar.time)
        ahead = (line.word(at + 1) in grammar.time and line.capital[at + 1]) or line.word(at + 1) in grammar.dating
        return named or (line.word(at) in grammar.dating and at + 1 < len(line.words) and ahead)

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
