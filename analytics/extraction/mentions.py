"""Place names in a report's sentences, with the places that each may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.extraction.name_reading import Name, NameReader
from analytics.extraction.persons import person_words
from analytics.extraction.place_words import Line, place_words
from analytics.extraction.typos import typos_of

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.gazetteer import Candidate, Gazetteer
    from analytics.text import Document, Sentence

__all__ = ["Spotted", "find_mentions"]


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
        kind: settlement, region, water, facility, road, area, other: what the words say ("Oakham Oblast" is a region
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
    words = place_words(codebook)
    typos = typos_of(gazetteer, codebook)
    lines = [Line.of(sentence) for sentence in document.sentences]
    persons = person_words(lines, words)
    return [
        _spotted(document, sentence, line, name)
        for sentence, line, people in zip(document.sentences, lines, persons, strict=True)
        for name in NameReader(line, people, gazetteer, words, typos).names()
    ]


def _spotted(document: Document, sentence: Sentence, line: Line, name: Name) -> Spotted:
    first, last = line.tokens[name.start], line.tokens[name.end - 1] + 1
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return Spotted(
        sentence.index, first, last, start, end, document.text[start:end], name.kind, name.role, name.candidates
    )
