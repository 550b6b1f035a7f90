"""Names of persons, so that nobody's surname becomes a village."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.extraction.place_words import Line, PlaceWords

__all__ = ["person_words"]

_LONGEST = 5  # words of a name
_SHORTEST = 4  # letters of a surname that is remembered


def person_words(lines: Sequence[Line], words: PlaceWords) -> list[frozenset[int]]:
    """Return, for each sentence, the words that belong to persons' names.

    A name is one or more capitalised words behind a title ("Mayor Ivan Oakham") or a given name and what follows it.
    Its last word is a surname, which names that person wherever it stands alone in the report.

    Args:
        lines: The sentences of a report.
        words: Titles, given names.
    """
    spans = [list(_spans(line, words)) for line in lines]
    surnames = {
        line.words[end - 1]
        for line, found in zip(lines, spans, strict=True)
        for start, end in found
        if len(line.words[end - 1]) >= _SHORTEST and end - start > 1
    }
    return [
        frozenset(i for start, end in found for i in range(start, end)) | frozenset(_alone(line, surnames, words))
        for line, found in zip(lines, spans, strict=True)
    ]


def _spans(line: Line, words: PlaceWords) -> Iterator[tuple[int, int]]:
    titles, given = words.sets["title"], words.sets["given_name"]
    at = 0
    while at < len(line.words):
        if line.words[at] in titles:
            start = at + 1
            while line.word(start) in titles:
                start += 1
            begins = start < len(line.words) and line.capital[start] and not line.genitive[at]
            end = _end(line, start, words) if begins else start
        elif line.capital[at] and line.words[at] in given:
            start, end = at, _end(line, at, words)
            if end - start == 1:
                end = start
        else:
            start = end = at
        if end > start:
            yield start, end
        at = max(end, at + 1)


def _end(line: Line, start: int, words: PlaceWords) -> int:
    """Return where a run of capitalised words ends; nowhere behind `start` where a head word makes it a place."""
    end = start
    while end < len(line.words) and line.capital[end] and end - start < _LONGEST:
        if end > start and (words.heads.at(line.words, end) or line.words[end] in words.sets["title"]):
            break
        end += 1
        if line.genitive[end - 1]:
            break
        if len(line.words[end - 1]) == 1 and line.word(end) == "." and line.capital[min(end + 1, len(line.words) - 1)]:
            end += 1  # an initial's stop
    headed = words.heads.at(line.words, end) is not None and end - start == 1
    return start if headed else end


def _alone(line: Line, surnames: set[str], words: PlaceWords) -> Iterator[int]:
    for at, word in enumerate(line.words):
        if line.capital[at] and word in surnames and not words.heads.at(line.words, at + 1):
            yield at
