"""Place names in a report's sentences, with the places that each may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.extraction.records import Place
    from analytics.gazetteer import Gazetteer
    from analytics.text import Document

__all__ = ["Candidate", "Spotted", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a spotted name may mean.

    Attributes:
        place: Of the gazetteer or the overlay.
        match: exact, alias, transliteration, typo, overlay.
        distance: Edits between the surface and the matched name; zero but for typos.
    """

    place: Place
    match: str
    distance: int


@dataclass(frozen=True, slots=True)
class Spotted:
    """A run of tokens that names a place below country level, before it is decided which.

    Attributes:
        sentence: The sentence's index.
        first: First token in the sentence.
        last: One past the last token.
        start: First character in the untouched text.
        end: One past the last character.
        surface: ``text[start:end]``.
        kind: settlement, region, water, facility, road, area, other: what the words say ("Kherson Oblast" is a region
            whatever its candidates); else that of the best candidate.
        role: ``place``, ``axis`` (names a direction, axis or front), ``title`` (inside an office or an organisation).
        candidates: Best tier first; empty where the pattern alone tells that it is a place.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    surface: str
    kind: str
    role: str
    candidates: tuple[Candidate, ...]


def find_mentions(document: Document, gazetteer: Gazetteer, codebook: Codebook) -> list[Spotted]:
    """Spot the place names of a report.

    Args:
        document: The report.
        gazetteer: Of the same codebook.
        codebook: Gives head nouns, stop lists and words of persons.

    Returns:
        The names by position, none overlapping another.
    """
    raise NotImplementedError
