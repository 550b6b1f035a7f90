"""A sentence's tokens as the words of actors: what each may be, and where a noun phrase may end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analytics.extraction.actor_table import ActorTable, Lexeme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Grammar
    from analytics.text import Sentence

__all__ = ["RANK", "ActorWords"]

# Which of several names in one phrase decides, the first before the last; `local` only if nothing else is said.
RANK = {"strong": 0, "attributive": 1, "compound": 1, "adjective": 2, "name": 2, "capital": 2, "person": 3, "office": 4,
        "forces": 4, "media": 4, "people": 4, "local": 5}  # fmt: skip
_NAMING = frozenset(RANK) - {"compound"}
_TAIL = 6  # tokens of ", the Kentish army" before the verb that closes a sentence
_PAST = frozenset({"past", "ed", "participle"})
_NAME_LENGTH = 10  # tokens of a person's name, initials and stops counted
_SERVING = (5, 4, 3, 2)  # tokens of "on the side of", "loyal to"
_SHORT = 3  # letters of an initial or a rank before a stop
_QUOTE_REACH = 60  # tokens in which a quotation closes


class _Word(NamedTuple):
    """What the tokens from one on may be.

    Attributes:
        readings: Longest first.
        core: The longest that names somebody; of equal ones the most telling role. Null for none.
        in_role: The longest in each role.
    """

    readings: list[Lexeme]
    core: Lexeme | None
    in_role: dict[str, Lexeme]

    @classmethod
    def of(cls, readings: list[Lexeme]) -> _Word:
        """Sort out some readings."""
        core = next((r for r in readings if r.role in _NAMING), None)
        return cls(readings, core, {r.role: r for r in reversed(readings)})


_NOBODY = _Word([], None, {})


class ActorWords:
    """The words of one sentence.

    Attributes:
        sentence: The sentence.
        tokens: Its tokens.
        low: The same in lower case.
        table: The codebook's actors.
        grammar: The codebook's grammar.
    """

    def __init__(
        self, sentence: Sentence, table: ActorTable, grammar: Grammar, date: dt.date, cast: Mapping[str, Actor]
    ) -> None:
        """Hold the sentence.

        Args:
            sentence: The sentence.
            table: The codebook's actors.
            grammar: The codebook's grammar.
            date: The report's day.
            cast: Surnames that the report introduced before.
        """
        self.sentence, self.tokens, self.low = sentence, sentence.tokens, sentence.lowers
        self.table, self.grammar, self.date, self.cast = table, grammar, date, cast
        self._words: dict[int, _Word] = {}

    def word(self, i: int) -> str:
        """Return a token in lower case, empty outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def of_class(self, i: int, name: str) -> bool:
        """Whether a token is in a class of english/actors.toml."""
        return self.word(i) in self.table.words.get(name, ())

    def phrase_of_class(self, i: int, name: str) -> bool:
        """Whether one, two or three tokens from `i` on are in a class."""
        words = self.table.words.get(name, ())
        return any(" ".join(self.low[i : i + n]) in words for n in (1, 2, 3))

    def serving_end(self, i: int) -> int:
        """Return where "loyal to", "on the side of" ends that begins at a token; else the token itself."""
        words = self.table.words["serving"] if self.word(i) in self.table.serving else ()
        return next((i + n for n in _SERVING if " ".join(self.low[i : i + n]) in words), i)

    def _word(self, i: int) -> _Word:
        if i >= len(self.low):
            return _NOBODY
        known = self._words.get(i)
        if known is None:
            known = self._words[i] = self._read(i)
        return known

    def _read(self, i: int) -> _Word:
        found = self.table.readings(self.tokens, self.low, i, self.date)
        if found:
            return _Word.of(found)
        known = self.cast.get(self.low[i]) if self.tokens[i].is_capitalised else None
        return _Word.of([Lexeme(1, "person", known.name, known.side, known.form)]) if known else _NOBODY

    def readings(self, i: int) -> list[Lexeme]:
        """Return what the tokens from `i` on may be, longest first."""
        return self._word(i).readings

    def core(self, i: int) -> Lexeme | None:
        """Return the longest reading that names somebody; of equal ones the most telling role."""
        return self._word(i).core

    def reading(self, i: int, role: str) -> Lexeme | None:
        """Return the longest reading in a role."""
        return self._word(i).in_role.get(role)

    def may_end(self, i: int) -> bool:
        """Whether a noun phrase may end before a token: no noun follows."""
        word, g = self.word(i), self.grammar
        if not word or not word[0].isalpha() or self.tokens[i].is_capitalised:
            return True
        if any(word in words for words in (g.preposition, g.auxiliary, g.coordinator, g.relativizer, g.subordinator)):
            return True
        tags = g.forms.get(word, frozenset())
        is_past = word.endswith("ed") or (bool(tags & _PAST) and "base" not in tags)
        return is_past or g.is_adverb(word) or word in g.determiner or self.phrase_of_class(i, "capital-after")

    def acts(self, i: int) -> bool:
        """Whether a word behind a name that is also an adjective reads as its verb: "EU slaps", "EU working"."""
        tags = self.grammar.forms.get(self.word(i), frozenset())
        if "ing" in tags:
            return True
        after = self.word(i + 1)
        if "third" not in tags or not after or not after[0].isalnum():
            return False
        if self.of_class(i, "noun-or-verb"):
            return after == "to" or not (after in self.grammar.preposition or after in self.grammar.auxiliary
                                         or after in self.grammar.coordinator)  # fmt: skip
        return True

    def closes(self, i: int) -> bool:
        """Whether a verb of saying closes a sentence: "X was shelled, the Kentish army | estimates"."""
        says = any(m.form == "third" for m in self.grammar.reporting.at(self.low, i))
        return says and not self.word(i + 1)[:1].isalnum() and "," in self.low[max(0, i - _TAIL) : i]

    def name_end(self, at: int) -> int:
        """Return where a person's name that begins at a token ends."""
        stop = at
        while stop < len(self.low) and stop - at < _NAME_LENGTH:
            token = self.tokens[stop]
            if token.is_capitalised and token.is_word and not self.of_class(stop, "no-name"):
                core = self.core(stop)
                if core is not None and core.role != "person" and stop == at:
                    return at
                if core is not None and core.role in {"name", "adjective", "office", "body"}:
                    break
                stop += 1
                if self.word(stop) == "." and len(token.text) <= _SHORT and stop + 1 < len(self.low):
                    stop += 1
            elif (self.word(stop) in {"-", "'"} and stop > at and self.capital_at(stop + 1)) or (
                self.of_class(stop, "particle") and self.capital_at(stop + (2 if self.word(stop + 1) == "-" else 1))
            ):
                stop += 1
            else:
                break
        return stop

    def capital_at(self, i: int) -> bool:
        """Whether a token begins with a capital letter."""
        return i < len(self.low) and self.tokens[i].is_capitalised

    def numbered(self, i: int) -> bool:
        """Whether a token is an ordinal: "58th"."""
        return self.low[i][0].isdigit() and self.low[i][-2:] in {"st", "nd", "rd", "th"}

    def head_soon(self, at: int) -> bool:
        """Whether a head follows with nothing but names and modifiers before it."""
        for i in range(at, min(at + 4, len(self.low))):
            if self.reading(i, "head") is not None:
                return True
            if not self.tokens[i].is_capitalised and self.reading(i, "modifier") is None:
                return False
        return False

    def quoted(self, at: int) -> bool:
        """Whether an apostrophe closes a quotation."""
        return self.low[max(0, at - _QUOTE_REACH) : at].count("'") % 2 == 1
