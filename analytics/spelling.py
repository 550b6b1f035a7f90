"""Misspelled words of a report, read as the codebook's words they were meant to be.

Only a word that no English dictionary knows is repaired, only towards words of the codebook, and only where no other
English word is as near: "aevanced" is read as "advanced", "centered" stays what it is. The dictionary is that of
symspellpy (from Google Books and SCOWL, MIT licence).
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook

__all__ = ["Repairs", "is_english", "repairs_of"]

_DICTIONARY = "frequency_dictionary_en_82_765.txt"


@cache
def _english() -> dict[str, int]:
    """Return the dictionary's words with how often they occur."""
    fields = files("symspellpy").joinpath(_DICTIONARY).read_text(encoding="utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    out: dict[int, list[str]] = {}
    for word in words:
        out.setdefault(len(word), []).append(word)
    return out


def is_english(word: str) -> bool:
    """Whether a lower-case word stands in the English dictionary."""
    return word in _english()


class Repairs:
    """Maps misspelled lower-case words to words of a codebook's grammar and frames."""

    def __init__(self, codebook: Codebook) -> None:
        """Collect the codebook's words that may be meant."""
        spelling = next(iter(codebook.table("spelling")))
        self._shortest: int = spelling["shortest"]
        self._two_edits_from: int = spelling["two_edits_from"]
        self._before_participle = frozenset(spelling["before_participle"])
        self._slips: int = spelling["slips"]
        self._rarer: int = spelling["rarer"]
        self._beside = _neighbours(spelling["keyboard"])
        self._words = sorted(self._vocabulary(codebook, spelling["tables"]))
        self._known = frozenset(self._words)
        self._of_length = _by_length(self._words)
        self._meant = {word: word for word in self._words}

    @cached_property
    def _others(self) -> dict[int, list[str]]:
        """The English words that the codebook does not have, by length."""
        return _by_length(word for word in _english() if word not in self._known)

    def _vocabulary(self, codebook: Codebook, tables: list[str]) -> set[str]:
        from analytics.codebook import PhraseTable  # noqa: PLC0415  text comes before phrases are needed

        entries = [row for table in tables for row in codebook.table(table)]
        return {
            word for word in PhraseTable(codebook, entries).words() if word.isalpha() and len(word) >= self._shortest
        }

    def __call__(self, word: str, before: str = "") -> str:
        """Return the word meant, or the word itself where it is known or too far from any.

        Args:
            word: In lower case.
            before: The word before it: behind "being" no "fires" stands, but "fired".
        """
        if before in self._before_participle and word.endswith("s") and f"{word[:-1]}d" in self._known:
            return f"{word[:-1]}d"
        meant = self._meant.get(word)
        if meant is None:
            is_word = len(word) >= self._shortest and word.isalpha()
            meant = self._meant[word] = self._nearest(word) if is_word else word
        return meant

    def _nearest(self, word: str) -> str:
        from rapidfuzz import process  # noqa: PLC0415  only for words in no dictionary
        from rapidfuzz.distance import OSA  # noqa: PLC0415  only for words in no dictionary

        singular = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
        if is_english(word) or is_english(singular) or singular in self._known:
            return word
        limit = 2 if len(word) >= self._two_edits_from else 1
        meant = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=limit)
        if meant is None:
            return self._slipped(word)
        for length in range(len(word) - meant[1], len(word) + meant[1] + 1):
            rivals = self._others.get(length, [])
            if process.extractOne(word, rivals, scorer=OSA.distance, score_cutoff=meant[1]) is not None:
                return word
        return str(meant[0])

    def _slipped(self, word: str) -> str:
        """Return the one word that a hand beside its keys may have meant: "rdfoets" is "efforts"."""
        if len(word) < self._two_edits_from:
            return word
        meant = [other for other in self._of_length.get(len(word), ()) if self._is_slip(word, other)]
        if len(meant) != 1:
            return word
        common = _english().get(meant[0], 0)
        others = (other for other in self._others.get(len(word), ()) if _english()[other] * self._rarer > common)
        rivals = any(self._is_slip(word, other) for other in others)
        return word if rivals else meant[0]

    def slips_of(self, word: str) -> frozenset[str]:
        """Return what a word becomes with one letter replaced by a key beside it: "reporter" for "reported"."""
        return frozenset(word[:i] + b + word[i + 1 :] for i, a in enumerate(word) for x, b in self._beside if x == a)

    def _is_slip(self, word: str, meant: str) -> bool:
        """Whether a word differs from another of its length in a few neighbouring keys alone."""
        wrong = [pair for pair in zip(word, meant, strict=True) if pair[0] != pair[1]]
        return len(wrong) <= self._slips and all(pair in self._beside for pair in wrong)


def _neighbours(rows: list[str]) -> frozenset[tuple[str, str]]:
    """Return the pairs of keys that touch: in a row, and across rows, each row half a key to the right."""
    at = {key: (y, x + y / 2) for y, row in enumerate(rows) for x, key in enumerate(row)}
    touching = ((a, b) for a, (ya, xa) in at.items() for b, (yb, xb) in at.items() if abs(ya - yb) <= 1 >= abs(xa - xb))
    return frozenset((a, b) for a, b in touching if a != b)


@lru_cache(maxsize=8)
def repairs_of(codebook: Codebook) -> Repairs:
    """Return the codebook's repairs, made once."""
    return Repairs(codebook)
