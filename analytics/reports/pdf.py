"""PDF documents that hold their text, by pypdf; scans hold none."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from analytics.reports.decoding import LIMIT, too_large
from analytics.reports.drafts import Draft, Piece, RefusedError
from analytics.reports.libraries import extra, silent
from analytics.reports.wrapping import RAISED, unwrapped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pypdf import PageObject, PdfReader

    from analytics.reports.drafts import Refusal
    from analytics.reports.files import Found

__all__ = ["read_pdf"]

_FILE_LIMIT = 50_000_000  # bytes: pictures may stand in a document
_STREAM_LIMIT = 20_000_000  # bytes that one stream of it may unfold to
_PAGES = 1_000
_EXPECTED = "a PDF document with text"
_RUNNING = "running head"
_RUNNING_PAGES = 3  # a line at the edge of so many pages, and of half of all, is no part of the text
_RUNNING_WORDS = 12  # of such a line at most; one that ends a sentence is prose
_SMALLER = 0.9  # size of a footnote's mark or text, of that of the text
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DIGITS = re.compile(r"\d+")


def read_pdf(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a PDF document as one report: its lines joined to paragraphs, without what runs along its pages' edges.

    Raises:
        RefusedError: If pypdf is not installed, or the document is broken, encrypted, too large or without text.
    """
    with extra("pdf", file.at()):
        from pypdf import PdfReader, apply_configuration  # noqa: PLC0415  heavy, and an extra
        from pypdf.errors import DependencyError, FileNotDecryptedError  # noqa: PLC0415  same
    size = path.stat().st_size
    if size > _FILE_LIMIT:
        found = f"{size:,} bytes"
        raise RefusedError(file.at(), found, f"at most {_FILE_LIMIT:,} bytes a file", "Save it without its pictures.")
    limits = apply_configuration(
        zlib_maximum_output_length=_STREAM_LIMIT,
        lzw_maximum_output_length=_STREAM_LIMIT,
        run_length_maximum_output_length=_STREAM_LIMIT,
        array_based_stream_maximum_output_length=_STREAM_LIMIT,
    )
    try:
        with limits, silent("pypdf"), path.open("rb") as handle:
            reader = PdfReader(handle)
            pages, made = _pages(reader, file), _made(reader)
    except (RefusedError, OSError):
        raise
    except (FileNotDecryptedError, DependencyError):
        way_out = "Save a copy that opens without a password."
        raise RefusedError(file.at(), "an encrypted PDF document", _EXPECTED, way_out) from None
    except Exception as error:  # noqa: BLE001  whatever its parser trips over in a broken file
        found = f"a broken PDF document ({type(error).__name__}: {error})"
        raise RefusedError(file.at(), found[:300], _EXPECTED, "Save it again, or copy its text.") from None
    body, pieces = _without_running(pages)
    if not any(line.strip() for line in body):
        found = f"a PDF document of {len(pages):,} pages without text (perhaps a scan)"
        raise RefusedError(file.at(), found, _EXPECTED, "Recognise its text first, for example by ocrmypdf.")
    yield Draft(file.at(), "\n\n".join(unwrapped(body)), made=made, pieces=pieces)


class _Lines:
    """Collects what a page draws, a line a text; a blank one where the size of letters changes."""

    def __init__(self) -> None:
        self.lines = [""]
        self._size = self._height = 0.0  # of the letters before; of their baseline above the page's foot

    def draw(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Add a piece of text, as pypdf hands it on: with matrices of page and text, font and size."""
        size *= abs(cm[3] * tm[3])
        height = tm[5] * cm[3] + cm[5]
        raised = self.lines[-1] and size < _SMALLER * self._size and height > self._height
        if raised and text.strip().isdigit():
            text = text.translate(RAISED)
        elif text.strip():
            if not self.lines[-1] and abs(size - self._size) > (1 - _SMALLER) * self._size:
                self.lines.append("")
            self._size, self._height = size, height
        first, *others = text.translate(_LIGATURES).split("\n")
        self.lines[-1] += first
        self.lines += others


def _lines(page: PageObject) -> list[str]:
    """Return the lines of a page; raised digits, of a footnote or a square, are written as such."""
    drawn = _Lines()
    page.extract_text(visitor_text=drawn.draw)
    return drawn.lines


def _pages(reader: PdfReader, file: Found) -> list[list[str]]:
    """Return the lines of each page."""
    count = len(reader.pages)
    if count > _PAGES:
        raise RefusedError(file.at(), f"{count:,} pages", f"at most {_PAGES:,} a report", "Split it.")
    pages, size = [], 0
    for page in reader.pages:
        pages.append(_lines(page))
        size += sum(map(len, pages[-1]))
        if size > LIMIT:
            raise too_large(file.at())
    return pages


def _made(reader: PdfReader) -> dt.datetime | None:
    with suppress(ValueError):  # a date that is none
        return reader.metadata.creation_date if reader.metadata else None
    return None


def _without_running(pages: Sequence[Sequence[str]]) -> tuple[list[str], tuple[Piece, ...]]:
    """Return the lines of all pages but those that stand at the edge of most, apart from their numbers."""
    edges = Counter(key for lines in pages for key in set(map(_running_key, _edges(lines))))
    running = {key for key, n in edges.items() if key and n >= max(_RUNNING_PAGES, len(pages) / 2)}
    body: list[str] = []
    pieces: list[Piece] = []
    for lines in pages:
        first, last = 0, len(lines)
        while first < last and (not lines[first].strip() or _running_key(lines[first]) in running):
            first += 1
        while last > first and (not lines[last - 1].strip() or _running_key(lines[last - 1]) in running):
            last -= 1
        pieces += (Piece(_RUNNING, line.strip()) for line in (*lines[:first], *lines[last:]) if line.strip())
        body += lines[first:last]
    return body, tuple(pieces)


def _edges(lines: Sequence[str]) -> Sequence[str]:
    written = [line for line in lines if line.strip()]
    return (*written[:2], *written[-2:])


def _running_key(line: str) -> str | None:
    """Return what a line at an edge says apart from its numbers; null for prose."""
    line = line.strip()
    prose = line.endswith((".", "!", "?", ",", ";")) or len(line.split()) > _RUNNING_WORDS
    return None if prose else _DIGITS.sub("0", line)
