"""PDF documents that hold their text, by pypdf; scans hold none."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from analytics.reports.decoding import LIMIT, too_large
from analytics.reports.drafts import Draft, RefusedError
from analytics.reports.libraries import extra, silent
from analytics.reports.pdf_pages import lines_of, text_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf import PdfReader

    from analytics.reports.drafts import Refusal
    from analytics.reports.files import Found
    from analytics.reports.pdf_pages import Line

__all__ = ["read_pdf"]

_FILE_LIMIT = 50_000_000  # bytes: pictures may stand in a document
_STREAM_LIMIT = 20_000_000  # bytes that one stream of it may unfold to
_PAGES = 1_000
_EXPECTED = "a PDF document with text"


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
    text, pieces = text_of(pages)
    if not text:
        found = f"no text on any of {len(pages):,} pages (perhaps a scan)"
        raise RefusedError(file.at(), found, _EXPECTED, "Recognise its text first, for example by ocrmypdf.")
    yield Draft(file.at(), text, made=made, pieces=pieces)


def _pages(reader: PdfReader, file: Found) -> list[list[Line]]:
    """Return the lines of each page."""
    count = len(reader.pages)
    if count > _PAGES:
        raise RefusedError(file.at(), f"{count:,} pages", f"at most {_PAGES:,} a report", "Split it.")
    pages, size = [], 0
    for page in reader.pages:
        pages.append(lines_of(page))
        size += sum(len(line.text) for line in pages[-1])
        if size > LIMIT:
            raise too_large(file.at())
    return pages


def _made(reader: PdfReader) -> dt.datetime | None:
    with suppress(ValueError):  # a date that is none
        return reader.metadata.creation_date if reader.metadata else None
    return None
