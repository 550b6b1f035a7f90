"""The words around place names, as a codebook lists them, and a sentence laid out for reading names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.extraction.grammar import Grammar, grammar_of
from analytics.gazetteer import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.text import Sentence

__all__ = ["Line", "PlaceWords", "place_words"]

_Phrase = tuple[str, ...]


class Phrases:
    """Phrases with a label each, found by their first word, longest first."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        """Index (phrase, label) pairs."""
        self._by_first: dict[str, list[tuple[_Phrase, str]]] = {}
        for phrase, label in rows:
            words = tuple(plain_name(phrase).split()) or (phrase,)
            self._by_first.setdefault(words[0], []).append((words, label))
        for found in self._by_first.values():
            found.sort(key=lambda row: (-len(row[0]), row[0]))

    def begins_in(self, words: Sequence[str]) -> bool:
        """Whether any of some words is the first of a phrase: a quick look before `at`."""
        return not self._by_first.keys().isdisjoint(words)

    def at(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """Return the end and the label of the longest phrase that begins at a word, null if none does."""
        if start >= len(words):
            return None
        for phrase, label in self._by_first.get(words[start], ()):
            end = start + len(phrase)
            if tuple(words[start:end]) == phrase:
                return end, label
        return None


_METONYMS = ("strict", "loose", "territory", "regions_together")  # kinds; a codebook may have none of some


@dataclass(frozen=True, eq=False)
class PlaceWords:
    """What a codebook says about the words around names.

    Attributes:
        heads: Head words, labelled with their class.
        kinds: Class of head to kind of place.
        phrases: ``[[place_word]]`` entries of several words, by id.
        sets: The same entries as sets of words.
        stops: Words that hardly ever name a place.
        weak: Those of them that do where only a place can stand.
        countries: Names of states and unions.
        metonyms: Capitals and republics that stand for their government, by how strict to be.
        surnames: Of the codebook's persons.
        nations: Names of states, their adjectives and peoples, which are misspelt too.
        capitals: The metonyms that are capitals.
        grammar: Verb forms, adverbs, determiners.
        plurals: Third persons that are plural nouns as often.
        closed: Function words: what may follow a river's name that stands alone.
        compass: Compass points, which may follow it too.
        all: Every single word of `sets`.
        mixed: Names and aliases of the codebook's own places that have a word in small letters: "Sugar mill".
        limits: The settings ``[names]``, in letters and people.
        ordinary: Capitalised words that no name begins with, unless the gazetteer has a longer name that does.
    """

    heads: Phrases
    kinds: Mapping[str, str]
    phrases: Mapping[str, Phrases]
    sets: Mapping[str, frozenset[str]]
    stops: frozenset[str]
    weak: frozenset[str]
    countries: frozenset[str]
    metonyms: Mapping[str, frozenset[str]]
    surnames: frozenset[str]
    nations: tuple[str, ...]
    capitals: frozenset[str]
    grammar: Grammar
    plurals: frozenset[str]
    closed: frozenset[str]
    compass: frozenset[str]
    all: frozenset[str]
    ordinary: frozenset[str]
    mixed: Phrases
    limits: Mapping[str, int]


@lru_cache(maxsize=8)
def place_words(codebook: Codebook) -> PlaceWords:
    """Return a codebook's words around place names, indexed once.

    Args:
        codebook: With the tables ``place_head``, ``place_word``, ``stop``, ``metonym``; ``actor`` and ``person`` where
            it has them.
    """
    limits = codebook.settings["names"]
    heads = codebook.table("place_head")
    words = codebook.table("place_word")
    states = [name for row in codebook.table("actor") if row.get("type") == "state" for name in row.get("names", ())]
    nations = [
        plain_name(name)
        for row in codebook.table("actor")
        for name in (*row.get("names", ()), *row.get("adjectives", ()), *row.get("people", ()))
    ]
    written = [name for row in codebook.table("place") for name in (row["name"], *row.get("aliases", ()))]
    persons = [alias for row in codebook.table("person") for alias in (row["name"], *row.get("aliases", ()))]
    closed = ("preposition", "coordinator", "relativizer", "be", "have", "modal", "subordinator", "adverb")
    sets = {row["id"]: frozenset(plain_name(word) or word for word in row["words"]) for row in words}
    metonyms = dict.fromkeys(_METONYMS, frozenset[str]()) | {
        row["id"]: frozenset(map(plain_name, row["words"])) for row in codebook.table("metonym")
    }
    function_words = frozenset(w for row in codebook.table("grammar") if row["id"] in closed for w in row["words"])
    compass = frozenset(w for row in codebook.table("compass") for w in row["words"])
    return PlaceWords(
        heads=Phrases((phrase, row["id"]) for row in heads for phrase in row["words"]),
        kinds={row["id"]: row["kind"] for row in heads},
        phrases={row["id"]: Phrases((phrase, row["id"]) for phrase in row["words"]) for row in words},
        sets=sets,
        stops=frozenset(word for row in codebook.table("stop") for word in row["words"]),
        weak=frozenset(word for row in codebook.table("stop") if row.get("weak") for word in row["words"]),
        countries=frozenset(map(plain_name, states)) | frozenset(codebook.words("place_word", "country")),
        metonyms=metonyms,
        surnames=frozenset(plain_name(name).split()[-1] for name in persons),
        nations=tuple(sorted({name for name in nations if len(name) >= limits["shortest_nation"] and " " not in name})),
        capitals=frozenset().union(*(metonyms.get(kind, frozenset()) for kind in ("strict", "loose"))),
        grammar=grammar_of(codebook),
        plurals=frozenset(codebook.words("actor_word", "noun-or-verb")),
        closed=function_words,
        compass=compass,
        all=frozenset().union(*sets.values()),
        ordinary=function_words | sets["no_name"] | frozenset(nations) | sets["country"],
        mixed=Phrases((name, name) for name in written if not all(word[:1].isupper() for word in name.split())),
        limits=limits,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as plain words: hyphens and genitives are marks on the words, not words.

    Attributes:
        words: Plain forms; a punctuation mark is itself.
        tokens: Each word's token.
        capital: Whether it begins with a capital letter.
        hyphen: Whether a hyphen joins it to the word before.
        genitive: Whether ``'s`` follows.
    """

    words: list[str]
    tokens: list[int]
    capital: list[bool]
    hyphen: list[bool]
    genitive: list[bool]

    @classmethod
    def of(cls, sentence: Sentence) -> Line:
        """Lay out a sentence."""
        line = cls([], [], [], [], [])
        tokens = sentence.tokens
        joined = False
        for at, (text, lower, start, end) in enumerate(tokens):
            if lower == "-":
                near = at > 0 and tokens[at - 1].end == start
                joined = bool(line.words) and (near or (at + 1 < len(tokens) and tokens[at + 1].start == end))
                if joined:
                    continue
            if lower in {"'s", "s'"} and line.words:
                line.genitive[-1] = True
                continue
            if lower == '"':  # "Azot" plant: quotes part nothing
                continue
            if lower == "." and line.words and line.words[-1] == "st" and at + 1 < len(tokens):
                continue  # St. Oakham
            line.words.append(lower if lower.isascii() and "'" not in lower else plain_name(lower) or lower)
            line.tokens.append(at)
            line.capital.append(text[0].isupper())
            line.hyphen.append(joined)
            line.genitive.append(False)
            joined = False
        return line

    def word(self, at: int) -> str:
        """Return a word, or the empty string outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""
