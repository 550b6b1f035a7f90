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
from math import prod
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from analytics.codebook.loader import Codebook

    Words = tuple[str, ...]
    Reading = tuple[Mapping[str, Any], str, str]  # entry, form, phrase

__all__ = ["Match", "PhraseTable", "Verb", "inflect"]

_VOWELS = "aeiou"
_MOST = 50_000  # readings of one phrase; the longest that ships has a sixth of them
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
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
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
        try:
            past, participle = entry["forms"]
        except (KeyError, ValueError):
            raise CodebookError.at(
                f"irregular_verb {verb!r}",
                got=f"forms {', '.join(entry.get('forms', ())) or '(none)'}",
                expected="two: past and past participle",
                way_out="Give both, even where they are alike.",
            ) from None
    return Verb(verb, entry.get("third", third), past, participle, ing, tuple(entry.get("more", ())))


@dataclass(frozen=True, slots=True)
class Match:
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
    if (readings := prod(map(len, slots))) > _MOST:
        raise CodebookError.at(
            f"phrase {phrase[:80]!r}",
            got=f"{readings:,} readings",
            expected=f"at most {_MOST:,}",
            way_out="Write it as several phrases.",
        )
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
    """All phrases of some codebook entries, looked up by their first word, then whole by their length."""

    def __init__(self, codebook: Codebook, entries: Iterable[Mapping[str, Any]]) -> None:
        """Index the phrases of `entries`, with the codebook's irregular verbs."""
        self._irregular = {row["id"]: row for row in codebook.table("irregular_verb")}
        self._doubling = frozenset(codebook.words("text", "doubling"))
        index: dict[str, dict[int, dict[Words, list[Reading]]]] = {}
        for entry in entries:
            for words, form, phrase in self._expanded(entry):
                lengths = index.setdefault(words[0], {})
                lengths.setdefault(len(words), {}).setdefault(words, []).append((entry, form, phrase))
        self._index = {first: sorted(lengths.items(), reverse=True) for first, lengths in index.items()}

    def _forms(self, base: str) -> dict[tuple[str, str], None]:
        """Return a verb's forms, in British and American spelling where they differ (cancelled, canceled)."""
        doubling = [self._doubling]
        if base in self._doubling and base.endswith("l"):
            doubling.append(frozenset())
        return {form: None for letters in doubling for form in inflect(base, self._irregular, letters).forms()}

    def _expanded(self, entry: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, str]]:
        for phrase in entry.get("verbs", ()):
            for base, *rest in _alternatives(phrase):
                for form, tag in self._forms(base):
                    yield _tokens((form, *rest)), tag, phrase
        for phrase in entry.get("nouns", ()):
            for words in _alternatives(phrase):
                head = next((i for i, word in enumerate(words) if word in _LINKS), len(words)) - 1
                yield _tokens(words), "noun", phrase
                yield _tokens((*words[:head], plural(words[head]), *words[head + 1 :])), "noun", phrase
        for phrase in entry.get("words", ()):
            for words in _alternatives(phrase):
                yield _tokens(words), "word", phrase

    def rows(self) -> Iterator[tuple[Words, Mapping[str, Any], str, str]]:
        """Yield (words, entry, form, phrase) of every phrase, spelled out."""
        for lengths in self._index.values():
            for _, phrases in lengths:
                for words, readings in phrases.items():
                    yield from ((words, *reading) for reading in readings)

    def at(self, lowers: Sequence[str], start: int) -> list[Match]:
        """Return every phrase that begins at a token, longest first."""
        return [
            Match(start, start + length, entry, form, phrase)
            for length, phrases in self._index.get(lowers[start], ())
            for entry, form, phrase in phrases.get(tuple(lowers[start : start + length]), ())
        ]

    def find(self, lowers: Sequence[str]) -> list[Match]:
        """Return every match of a sentence by start, longest first; overlaps are kept."""
        index = self._index
        return [match for start, word in enumerate(lowers) if word in index for match in self.at(lowers, start)]
