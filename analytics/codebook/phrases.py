"""Phrases of the codebook, matched over a sentence's tokens.

An entry lists its words under three keys, so that an analyst need not know a pattern language:

``verbs``  the first word is inflected (``push forward``: pushes, pushed, pushing forward)
``nouns``  the head is also matched in the plural (``ground attack``: ground attacks; ``effort to``: efforts to)
``words``  exactly as written

In all of them ``a|b`` are alternatives and a word with ``?`` behind it may be missing: ``in the? vicinity of``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from analytics.codebook.loader import Codebook

    Words = tuple[str, ...]
    Reading = tuple[Mapping[str, Any], str, str]  # entry, form, phrase
    Row = tuple[Words, Mapping[str, Any], str, str]

__all__ = ["Match", "PhraseTable", "Verb", "inflect"]

_VOWELS = "aeiou"
_LINKS = frozenset(
    {"of", "in", "on", "to", "over", "for", "at", "against", "near", "around", "from", "across", "away"}
)  # end a noun phrase's head


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb: base, third person, past, past participle, present participle; more finite ones of "be"."""

    base: str
    third: str
    past: str
    participle: str
    ing: str
    more: tuple[str, ...] = ()

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield (form, tag); a past that serves as participle too is tagged ``ed``."""
        yield self.base, "base"
        yield self.third, "third"
        if self.past == self.participle:
            yield self.past, "ed"
        else:
            yield self.past, "past"
            yield self.participle, "participle"
        yield self.ing, "ing"
        yield from ((form, "third") for form in self.more)


def plural(noun: str) -> str:
    """Return the regular plural of a noun."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def inflect(verb: str, irregular: Mapping[str, Mapping[str, Any]], doubling: frozenset[str]) -> Verb:
    """Return a verb's forms.

    Args:
        verb: The base form.
        irregular: Base form to its entry: ``forms`` (past, past participle), perhaps ``third`` and ``more``.
        doubling: Base forms that double their last consonant (``repel``).
    """
    third = plural(verb)
    if verb.endswith("e") and len(verb) > 2 and not verb.endswith(("ee", "oe", "ye")):  # noqa: PLR2004  "be"
        stem = verb[:-1]
    elif verb in doubling:
        stem = verb + verb[-1]
    else:
        stem = verb
    ing = stem + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        past = verb[:-1] + "ied"
    elif verb.endswith("e"):
        past = verb + "d"
    else:
        past = stem + "ed"
    if verb.endswith("ie"):
        ing = verb[:-2] + "ying"
    participle = past
    entry = irregular.get(verb, {})
    if entry:
        past, participle = entry["forms"]
    return Verb(verb, entry.get("third", third), past, participle, ing, tuple(entry.get("more", ())))


class Match(NamedTuple):
    """A phrase found in a sentence: tokens ``[start, end)``, the entry, how its key word stood.

    ``form`` is the verb's form tag (base, third, past, participle, ed, ing), ``noun``, or ``word``.
    """

    start: int
    end: int
    entry: Mapping[str, Any]
    form: str
    phrase: str


def _alternatives(phrase: str) -> Iterator[tuple[str, ...]]:
    """Spell out ``a|b`` and ``c?``."""
    slots = []
    for word in phrase.lower().split():
        optional = word.endswith("?")
        choices = word.removesuffix("?").split("|")
        slots.append([*choices, ""] if optional else choices)
    for choice in product(*slots):
        words = tuple(word for word in choice if word)
        if words:
            yield words


def _tokens(words: Iterable[str]) -> tuple[str, ...]:
    """Split a phrase's words as the tokeniser splits text: hyphens and the genitive stand alone."""
    out: list[str] = []
    for word in words:
        for number, piece in enumerate(word.split("-")):
            if number:
                out.append("-")
            if piece.endswith("'s"):
                out += [piece[:-2], "'s"]
            elif piece:
                out.append(piece)
    return tuple(out)


class PhraseTable:
    """All phrases of some codebook entries, looked up by their first two words, then whole by their length.

    Attributes:
        firsts: The words that they begin with: a quick look before `at`.
    """

    def __init__(self, codebook: Codebook, entries: Iterable[Mapping[str, Any]], *, holding: str = "") -> None:
        """Index the phrases of `entries`, with the codebook's irregular verbs; if asked, those that hold one word."""
        self._irregular = {row["id"]: row for row in codebook.table("irregular_verb")}
        self._doubling = frozenset(codebook.words("text", "doubling"))
        self._rows = [row for entry in entries for row in self._expanded(entry) if not holding or holding in row[0]]
        self._alone: dict[str, list[Reading]] = {}
        longer: dict[Words, dict[int, dict[Words, list[Reading]]]] = {}
        for words, entry, form, phrase in self._rows:
            if len(words) == 1:
                self._alone.setdefault(words[0], []).append((entry, form, phrase))
            else:
                phrases = longer.setdefault(words[:2], {}).setdefault(len(words), {})
                phrases.setdefault(words, []).append((entry, form, phrase))
        self._longer = {pair: sorted(lengths.items(), reverse=True) for pair, lengths in longer.items()}
        self.firsts = frozenset(words[0] for words, *_ in self._rows)

    def _forms(self, base: str) -> dict[tuple[str, str], None]:
        """Return a verb's forms, in British and American spelling where they differ (cancelled, canceled)."""
        doubling = [self._doubling]
        if base in self._doubling and base.endswith("l"):
            doubling.append(frozenset())
        return {form: None for letters in doubling for form in inflect(base, self._irregular, letters).forms()}

    def _expanded(self, entry: Mapping[str, Any]) -> Iterator[Row]:
        for phrase in entry.get("verbs", ()):
            for base, *rest in _alternatives(phrase):
                for form, tag in self._forms(base):
                    yield _tokens((form, *rest)), entry, tag, phrase
        for phrase in entry.get("nouns", ()):
            for words in _alternatives(phrase):
                head = next((i for i, word in enumerate(words) if word in _LINKS), len(words)) - 1
                yield _tokens(words), entry, "noun", phrase
                yield _tokens((*words[:head], plural(words[head]), *words[head + 1 :])), entry, "noun", phrase
        for phrase in entry.get("words", ()):
            for words in _alternatives(phrase):
                yield _tokens(words), entry, "word", phrase

    def rows(self) -> Iterator[Row]:
        """Yield (words, entry, form, phrase) of every phrase, spelled out."""
        yield from self._rows

    def at(self, lowers: Sequence[str], start: int) -> list[Match]:
        """Return every phrase that begins at a token, longest first; none begins before the first."""
        if start < 0:
            return []
        found: list[Match] = []
        for length, phrases in self._longer.get(tuple(lowers[start : start + 2]), ()):
            words = tuple(lowers[start : start + length])
            found += [Match(start, start + length, *reading) for reading in phrases.get(words, ())]
        found += [Match(start, start + 1, *reading) for reading in self._alone.get(lowers[start], ())]
        return found

    def find(self, lowers: Sequence[str]) -> list[Match]:
        """Return every match of a sentence by start, longest first; overlaps are kept."""
        firsts = self.firsts
        if firsts.isdisjoint(lowers):  # most sentences have no word of most tables
            return []
        return [match for start, word in enumerate(lowers) if word in firsts for match in self.at(lowers, start)]
