"""Misspelt names: bounded edit distance to the names of the war's fronts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.extraction.place_words import place_words
from analytics.gazetteer import LOOSE, Candidate

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.extraction.records import Place
    from analytics.gazetteer import Gazetteer

__all__ = ["Typos", "typos_of"]

_REMEMBERED = 1 << 13  # words whose neighbours are kept at hand


class Typos:
    """Names near a word, by edit distance (optimal string alignment: a swap of neighbours is one edit)."""

    def __init__(self, gazetteer: Gazetteer, codebook: Codebook) -> None:
        """Take the names that a codebook's ``[typos]`` settings allow."""
        self._gazetteer = gazetteer
        limits = codebook.settings["typos"]
        self._short, self._long, self._town = limits["short"], limits["long"], limits["town_population"]
        self._fronts = frozenset(codebook.settings.get("front_divisions", ()))
        names = gazetteer.spellings(frozenset(limits["kinds"]), self._fronts)
        self._by_length: dict[int, list[str]] = {}
        for name in names:
            if len(name) >= self._short:
                self._by_length.setdefault(len(name), []).append(name)
        self._nations = place_words(codebook).nations
        self._search = lru_cache(maxsize=_REMEMBERED)(self._compare)

    def near(self, word: str) -> tuple[Candidate, ...]:
        """Return the places whose names a word may misspell, nearest first.

        Args:
            word: In plain form.
        """
        return self._search(word)

    def is_front(self, place: Place) -> bool:
        """Whether a place lies in a division that front lines have crossed."""
        return place.admin1 in self._fronts

    def is_nation(self, word: str) -> bool:
        """Whether a word is a nation's name, or one edit from it."""
        from rapidfuzz import process  # noqa: PLC0415  loaded where it is used
        from rapidfuzz.distance import OSA  # noqa: PLC0415  loaded where it is used

        return process.extractOne(word, self._nations, scorer=OSA.distance, score_cutoff=1) is not None

    def _compare(self, word: str) -> tuple[Candidate, ...]:
        from rapidfuzz import process  # noqa: PLC0415  loaded where it is used
        from rapidfuzz.distance import OSA  # noqa: PLC0415  loaded where it is used

        if self.is_nation(word):
            return ()
        most = 1 if len(word) < self._long else 2
        pool = [n for size in range(len(word) - most, len(word) + most + 1) for n in self._by_length.get(size, ())]
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=most, limit=None)
        near = {str(name): int(distance) for name, distance, _ in found}
        if not near:
            return ()
        best: dict[str, Candidate] = {}
        for name in sorted(near, key=lambda n: (near[n], n)):
            for hit in self._gazetteer.hits(name):
                if hit.place.kind == "settlement" and self.is_front(hit.place):
                    best.setdefault(hit.place.place_id, Candidate(hit.place, "typo", near[name], LOOSE))
        least = min((c.distance for c in best.values()), default=0)
        kept = [c for c in best.values() if c.distance == least or c.place.population >= self._town]
        return tuple(sorted(kept, key=lambda c: (c.distance - (c.place.population >= self._town), c.place.place_id)))


@lru_cache(maxsize=4)
def typos_of(gazetteer: Gazetteer, codebook: Codebook) -> Typos:
    """Return the typo search of a codebook, built once.

    Args:
        gazetteer: Where the names are from.
        codebook: Gives the limits (``[typos]``) and the fronts (``front_divisions``).
    """
    return Typos(gazetteer, codebook)
