"""Misspelt names: bounded edit distance to the names of the war's fronts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.extraction.place_words import place_words

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.extraction.records import Place
    from analytics.gazetteer import Gazetteer, Hit

__all__ = ["Typos", "typos_of"]

_TOWN = 5000  # people of a place that is named, and so misspelt, more often than a village one edit nearer


class Typos:
    """Names near a word, by edit distance (optimal string alignment: a swap of neighbours is one edit)."""

    def __init__(self, gazetteer: Gazetteer, codebook: Codebook) -> None:
        """Take the names that a codebook's ``[typos]`` settings allow."""
        self._gazetteer = gazetteer
        limits = codebook.settings["typos"]
        self._short, self._long = limits["short"], limits["long"]
        self._fronts = frozenset(codebook.settings.get("front_divisions", ()))
        names = gazetteer.names_near(frozenset(limits["kinds"]), self._fronts, limits["alias_population"])
        self._by_length: dict[int, list[str]] = {}
        for name in names:
            if len(name) >= self._short:
                self._by_length.setdefault(len(name), []).append(name)
        self._nations = place_words(codebook).nations
        self._cache: dict[str, tuple[tuple[Hit, int], ...]] = {}

    def near(self, word: str) -> tuple[tuple[Hit, int], ...]:
        """Return the places whose names a word may misspell, nearest first.

        Args:
            word: In plain form.
        """
        if word not in self._cache:
            self._cache[word] = tuple(self._search(word))
        return self._cache[word]

    def is_front(self, place: Place) -> bool:
        """Whether a place lies in a division that front lines have crossed."""
        return place.admin1 in self._fronts

    def is_nation(self, word: str) -> bool:
        """Whether a word is a nation's name, or one edit from it."""
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        return process.extractOne(word, self._nations, scorer=OSA.distance, score_cutoff=1) is not None

    def _search(self, word: str) -> list[tuple[Hit, int]]:
        from rapidfuzz import process  # noqa: PLC0415  loaded where it is used
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        if self.is_nation(word):
            return []
        most = 1 if len(word) < self._long else 2
        pool = [n for size in range(len(word) - most, len(word) + most + 1) for n in self._by_length.get(size, ())]
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=most, limit=None)
        near = {str(name): int(distance) for name, distance, _ in found}
        if not near:
            return []
        best: dict[str, tuple[Hit, int]] = {}
        for name in sorted(near, key=lambda n: (near[n], n)):
            for hit in self._gazetteer.hits(name):
                if hit.place.kind == "settlement" and hit.place.admin1 in self._fronts:
                    best.setdefault(hit.place.place_id, (hit, near[name]))
        least = min((distance for _, distance in best.values()), default=0)
        kept = [(h, d) for h, d in best.values() if d == least or h.place.population >= _TOWN]
        return sorted(kept, key=lambda pair: (pair[1] - (pair[0].place.population >= _TOWN), pair[0].place.place_id))


@lru_cache(maxsize=4)
def typos_of(gazetteer: Gazetteer, codebook: Codebook) -> Typos:
    """Return the typo search of a codebook, built once.

    Args:
        gazetteer: Where the names are from.
        codebook: Gives the limits (``[typos]``) and the fronts (``front_divisions``).
    """
    return Typos(gazetteer, codebook)
