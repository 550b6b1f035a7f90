"""Phrases of the codebook, matched over a sentence's tokens.

An entry lists its words under three keys, so that an analyst need not know a pattern language:

``verbs``  the first word is inflected (``push forward``: pushes, pushed, pushing forward)
``nouns``  the head is also matched in the plural (``ground attack``: ground attacks; ``effort to``: efforts to)
``words``  exactly as written

In all of them ``a|b`` are alternatives and a word with ``?`` behind it may be missing: ``in the? vicinity of``.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from analytics.codebook.inflection import inflect, plural, spellings
from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from analytics.codebook.loader import Codebook

    Words = tuple[str, ...]
    Reading = tuple[Mapping[str, Any], str, str]  # entry, form, phrase
    Row = tuple[Words, Mapping[str, Any], str, str]

__all__ = ["Match", "PhraseTable", "verb_forms"]

_MOST = 50_000  # readings of one phrase; the longest that ships has a sixth of them
_TAGS = {"nouns": "noun", "words": "word"}  # what is inflected has its form's tag
_LINKS = frozenset(
    {"of", "in", "on", "to", "over", "for", "at", "against", "near", "around", "from", "across", "away"}
)  # end a noun phrase's head


class Match(NamedTuple):
    """A phrase found in a sentence: tokens ``[start, end)``, the entry, how its key word stood.

    ``form`` is the verb's form tag (base, third, past, participle, ed, ing), ``noun``, or ``word``.
    """

    start: int
    end: int
    entry: Mapping[str, Any]
    form: str
    phrase: str


@lru_cache(maxsize=1 << 14)
def _slots(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Return the choices for each word; one that may be missing may be empty."""
    slots = []
    for word in phrase.lower().split():
        choices = word.removesuffix("?").split("|")
        slots.append((*choices, "") if word.endswith("?") else tuple(choices))
    if (readings := prod(map(len, slots))) > _MOST:
        raise CodebookError.at(
            f"phrase {phrase[:80]!r}",
            got=f"{readings:,} readings",
            expected=f"at most {_MOST:,}",
            way_out="Write it as several phrases.",
        )
    return tuple(slots)


def _openers(phrase: str) -> Sequence[str]:
    """Return the words that a phrase may begin with."""
    if "|" not in phrase and "?" not in phrase:
        return phrase.lower().split()[:1]
    openers: list[str] = []
    for choices in _slots(phrase):
        openers.extend(filter(None, choices))
        if "" not in choices:
            break
    return openers


def _alternatives(phrase: str, opener: str) -> Iterator[Words]:
    """Spell out ``a|b`` and ``c?`` of a phrase where it begins with a word."""
    slots = _slots(phrase)
    for at, choices in enumerate(slots):
        if opener in choices:
            yield from ((opener, *filter(None, rest)) for rest in product(*slots[at + 1 :]))
        if "" not in choices:
            return


def _tokens(words: Words) -> Words:
    """Split a phrase's words as the tokeniser splits text: hyphens and the genitive stand alone."""
    whole = " ".join(words)
    if "-" not in whole and "'" not in whole:
        return words
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


class _Inflection(NamedTuple):
    """What a codebook says of forms: irregular verbs by base, bases that double their last consonant, British ends."""

    irregular: dict[str, Mapping[str, Any]]
    doubling: frozenset[str]
    british: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def _inflection(codebook: Codebook) -> _Inflection:
    irregular: dict[str, Mapping[str, Any]] = {row["id"]: row for row in codebook.table("irregular_verb")}
    british = tuple((row["id"], row["british"]) for row in codebook.table("spelling_end"))
    return _Inflection(irregular, frozenset(codebook.words("text", "doubling")), british)


@lru_cache(maxsize=1 << 14)
def _forms(codebook: Codebook, base: str) -> tuple[tuple[str, str], ...]:
    """Return a verb's forms with their tags; British and American where they differ (cancelled, canceled)."""
    known = _inflection(codebook)
    letters = [known.doubling]
    if base in known.doubling and base.endswith("l"):
        letters.append(frozenset())
    verbs = (inflect(one, known.irregular, each) for one in spellings(base, known.british) for each in letters)
    return tuple(dict.fromkeys(form for verb in verbs for form in verb.forms()))


def verb_forms(codebook: Codebook, phrase: str) -> Iterator[tuple[str, str]]:
    """Yield (form, tag) of the verbs that a phrase may begin with, as `inflect` inflects them, by their first token.

    Args:
        codebook: With what is irregular.
        phrase: As it stands under ``verbs``.
    """
    for opener in _openers(phrase):
        yield from ((_tokens((form,))[0], tag) for form, tag in _forms(codebook, opener))


class _Listed(NamedTuple):
    """A phrase where it begins with one of its words: its place in the codebook, its entry, how its key word stands."""

    number: int
    entry: Mapping[str, Any]
    phrase: str
    opener: str
    key: str

    def spelled(self, written: str) -> Iterator[Words]:
        """Yield all ways in which it goes on behind a form of its first word; a noun's plurals among them."""
        for words in _alternatives(self.phrase, self.opener):
            yield _tokens((written, *words[1:]))
            if self.key == "nouns":
                head = next((i for i, word in enumerate(words) if word in _LINKS), len(words)) - 1
                yield _tokens((*words[:head], plural(words[head]), *words[head + 1 :]))

    def rest(self) -> Iterator[str]:
        """Yield the words that stand behind its first, in whatever way it goes on."""
        if " " not in self.phrase:
            return
        slots = _slots(self.phrase)
        for at, choices in enumerate(slots):
            if self.opener in choices:
                yield from _tokens(tuple(word for later in slots[at + 1 :] for word in later if word))
            if "" not in choices:
                return


@lru_cache(maxsize=1 << 15)
def _ways(codebook: Codebook, opener: str, key: str) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Return the forms of a phrase's first word: as written, the form's tag, the tokens that it may begin with."""
    if key == "verbs":
        return tuple((form, tag, frozenset(_tokens((form,))[:1])) for form, tag in _forms(codebook, opener))
    firsts = {_tokens((opener,))[0]}
    if key == "nouns":
        firsts.add(_tokens((plural(opener),))[0])
    return ((opener, _TAGS[key], frozenset(firsts)),)


class _Phrases(NamedTuple):
    """The phrases that begin with one word: the readings of the word alone, longer ones by the word behind it."""

    alone: list[Reading]
    longer: dict[str, list[tuple[int, dict[Words, list[Reading]]]]]


class PhraseTable:
    """All phrases of some codebook entries, looked up by their first two words, then whole by their length.

    A codebook spells out into far more phrases than a report has use for: those that begin with a word are spelled out
    when that word is met.

    Attributes:
        firsts: The words that they may begin with: a quick look before `at`.
    """

    def __init__(self, codebook: Codebook, entries: Iterable[Mapping[str, Any]], *, holding: str = "") -> None:
        """Index the phrases of `entries`, with the codebook's irregular verbs; if asked, those that hold one word."""
        listed: dict[tuple[str, str], list[_Listed]] = {}
        number = 0
        for entry in entries:
            for key in ("verbs", *_TAGS):
                for phrase in entry.get(key, ()):
                    number += 1
                    if holding and not any(holding in _tokens(choices) for choices in _slots(phrase)):
                        continue
                    for opener in _openers(phrase):
                        listed.setdefault((opener, key), []).append(_Listed(number, entry, phrase, opener, key))
        self._begun: dict[str, list[tuple[str, str, list[_Listed]]]] = {}  # first token: form as written, tag, phrases
        for (opener, key), phrases in listed.items():
            for written, tag, firsts in _ways(codebook, opener, key):
                for first in firsts:
                    self._begun.setdefault(first, []).append((written, tag, phrases))
        self._holding = holding
        self._spelled: dict[str, _Phrases] = {}
        self.firsts = self._begun.keys()

    def _rows_from(self, first: str) -> Iterator[Row]:
        begun = [(one, written, tag) for written, tag, phrases in self._begun.get(first, ()) for one in phrases]
        begun.sort(key=lambda way: way[0].number)
        for one, written, tag in begun:
            for words in one.spelled(written):
                if words[0] == first and (not self._holding or self._holding in words):
                    yield words, one.entry, tag, one.phrase

    def rows(self, first: str | None = None) -> Iterator[Row]:
        """Yield (words, entry, form, phrase) of every phrase, spelled out; if asked, of those with a first word."""
        for word in self._begun if first is None else (first,):
            yield from self._rows_from(word)

    def words(self) -> set[str]:
        """Return every word of the phrases, without spelling them all out."""
        words: set[str] = set()
        for written, phrases in {(w, id(p)): (w, p) for begun in self._begun.values() for w, _, p in begun}.values():
            words.update(_tokens((written,)))
            for one in phrases:
                words.update(one.rest())
                if one.key == "nouns":
                    words.update(word for spelled in one.spelled(written) for word in spelled)
        return words

    def _spell(self, first: str) -> _Phrases:
        alone: list[Reading] = []
        longer: dict[str, dict[int, dict[Words, list[Reading]]]] = {}
        for words, entry, form, phrase in self.rows(first):
            lengths = longer.setdefault(words[1], {}) if words[1:] else {}
            found = lengths.setdefault(len(words), {}).setdefault(words, []) if words[1:] else alone
            found.append((entry, form, phrase))
        return _Phrases(alone, {second: sorted(lengths.items(), reverse=True) for second, lengths in longer.items()})

    def at(self, lowers: Sequence[str], start: int) -> list[Match]:
        """Return every phrase that begins at a token, longest first; none begins outside the sentence."""
        first = lowers[start] if 0 <= start < len(lowers) else ""
        if first not in self._begun:
            return []
        if first not in self._spelled:
            self._spelled[first] = self._spell(first)
        alone, longer = self._spelled[first]
        found = [Match(start, start + 1, *reading) for reading in alone] if alone else []
        if longer and start + 1 < len(lowers) and lowers[start + 1] in longer:
            return [*self._longer_at(lowers, start, longer[lowers[start + 1]]), *found]
        return found

    @staticmethod
    def _longer_at(
        lowers: Sequence[str], start: int, lengths: list[tuple[int, dict[Words, list[Reading]]]]
    ) -> Iterator[Match]:
        for length, phrases in lengths:
            words = tuple(lowers[start : start + length])
            yield from (Match(start, start + length, *reading) for reading in phrases.get(words, ()))

    def find(self, lowers: Sequence[str]) -> list[Match]:
        """Return every match of a sentence by start, longest first; overlaps are kept."""
        firsts = self.firsts
        if firsts.isdisjoint(lowers):  # most sentences have no word of most tables
            return []
        return [match for start, word in enumerate(lowers) if word in firsts for match in self.at(lowers, start)]
