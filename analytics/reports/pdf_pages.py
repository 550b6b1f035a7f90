"""The pages of a PDF document as one text: lines joined to paragraphs, without what runs along the pages' edges."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from analytics.reports.drafts import Piece
from analytics.reports.wrapping import RAISED, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pypdf import PageObject

__all__ = ["Line", "lines_of", "text_of"]

_RUNNING = "running head"
_RUNNING_PAGES = 3  # a line at the edge of so many pages, and of half of all, is no part of the text
_RUNNING_WORDS = 12  # of such a line at most; one that ends a sentence is prose
_SMALLER = 0.9  # size of a footnote's mark or text, of that of the text
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DIGITS = re.compile(r"\d+")


class Line(NamedTuple):
    """A line of a page.

    Attributes:
        text: What it says.
        size: Of its letters, in points.
    """

    text: str
    size: float


class _Drawn:
    """Collects what a page draws; raised digits, of a footnote or a square, are written as such."""

    def __init__(self) -> None:
        self.lines = [Line("", 0)]
        self._size = self._height = 0.0  # of the letters before; of their baseline above the page's foot

    def draw(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Add a piece of text, as pypdf hands it on: with matrices of page and text, font and size."""
        size *= abs(cm[3] * tm[3])
        height = tm[5] * cm[3] + cm[5]
        raised = self.lines[-1].text and size < _SMALLER * self._size and height > self._height
        if raised and text.strip().isdigit():
            text = text.translate(RAISED)
        elif text.strip():
            self._size, self._height = size, height
        first, *others = text.translate(_LIGATURES).split("\n")
        self.lines[-1] = Line(self.lines[-1].text + first, self.lines[-1].size or (size if first.strip() else 0))
        self.lines += (Line(other, size if other.strip() else 0) for other in others)


def lines_of(page: PageObject) -> list[Line]:
    """Return the lines of a page that say anything."""
    drawn = _Drawn()
    page.extract_text(visitor_text=drawn.draw)
    return [line for line in drawn.lines if line.text.strip()]


def text_of(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Piece, ...]]:
    """Join the lines of pages to paragraphs; footnotes come last.

    Args:
        pages: Of each the lines, in the order of drawing.

    Returns:
        The text, empty for a scan; the lines that were left out.
    """
    running = _running(pages)
    usual = _usual_size(pages)
    body: list[Line] = []
    notes: list[Line] = []
    pieces: list[Piece] = []
    for lines in pages:
        first, last = 0, len(lines)
        while first < last and _apart_from_numbers(lines[first]) in running:
            first += 1
        while last > first and _apart_from_numbers(lines[last - 1]) in running:
            last -= 1
        pieces += (Piece(_RUNNING, line.text.strip()) for line in (*lines[:first], *lines[last:]))
        foot = last
        while foot > first and lines[foot - 1].size < _SMALLER * usual:
            foot -= 1
        body += lines[first:foot]
        notes += lines[foot:last]
    paragraphs = (*unwrapped(_parted(body)), *unwrapped(_parted(notes)))
    return "\n\n".join(paragraphs), tuple(pieces)


def _usual_size(pages: Iterable[Sequence[Line]]) -> float:
    """Return the size of most letters."""
    letters: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0)


def _parted(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines, with a blank one where the size of letters changes: a heading ends there."""
    before = 0.0
    for line in lines:
        if before and not _SMALLER <= line.size / before <= 1 / _SMALLER:
            yield ""
        before = line.size or before
        yield line.text


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str | None]:
    """Return what stands at the edge of most pages, apart from their numbers."""
    edges: Counter[str | None] = Counter()
    for lines in pages:
        edges.update({_apart_from_numbers(line) for line in (*lines[:2], *lines[-2:])})
    least = max(_RUNNING_PAGES, len(pages) / 2)
    return frozenset(text for text, n in edges.items() if text and n >= least)


def _apart_from_numbers(line: Line) -> str | None:
    """Return a line with its numbers made alike; null for prose, which runs along no edge."""
    text = line.text.strip()
    prose = text.endswith((".", "!", "?", ",", ";")) or len(text.split()) > _RUNNING_WORDS
    return None if prose else _DIGITS.sub("0", text)
