"""Bytes to the text of a report, or the reason why not."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO

from analytics.reports.drafts import RefusedError

if TYPE_CHECKING:
    from analytics.reports.drafts import Where

__all__ = ["LIMIT", "capped", "checked_text", "decoded", "decoded_as", "encoding_of", "too_large"]

LIMIT = 5_000_000  # bytes of one report: a hundred times the longest daily report that was met
_EXPECTED = "English prose as UTF-8 text"
_CONVERT = "Convert it, for example by: iconv -f WINDOWS-1251 -t UTF-8 (with the encoding that it is in)."
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20  # bytes that are decoded at a time
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (perhaps a Word document)"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PAR1", "Parquet data"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "rich text (RTF)"),
)
# Quotes, dashes, ellipsis and the hard space lie alike in Windows' Western and Cyrillic pages (cp1250 to cp1258).
_SAFE_WINDOWS = frozenset(bytes(range(1, 0x80)) + b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0")
# Encodings that a page or a message may declare; some others of Python's are slow on hostile bytes, or no encodings.
_DECLARED = re.compile(
    r"utf-?(?:8|16|32)(?:[-_]?[lb]e)?|(?:us-)?ascii|(?:windows|cp)-?(?:125\d|866)|koi8-[rtu]|latin-?1|iso-?8859-?\d{1,2}",
    re.IGNORECASE,
)
_MARKUP_START = re.compile(r"(?:<!doctype|<\?xml|<html|<head|<body|<rss|<feed)\b", re.IGNORECASE)
_MARKUP_TAG = re.compile(
    r"</?(?:p|div|td|tr|li|ul|ol|br|span|table|h[1-6]|section|article)\b[^<>]{0,500}>", re.IGNORECASE
)
_MARKUP_TAGS = 10


def too_large(where: Where, size: int | None = None) -> RefusedError:
    """Return the error for a report over the limit."""
    found = f"over {LIMIT:,} bytes" if size is None else f"{size:,} bytes"
    return RefusedError(where, found, f"at most {LIMIT:,} bytes a report", "Split it into one report a day.")


def capped(handle: BinaryIO, where: Where, limit: int = LIMIT, way_out: str = "") -> bytes:
    """Read a file of one report, or one of another limit; `way_out` says what to do with one that is longer.

    Raises:
        RefusedError: If it is over the limit.
    """
    raw = handle.read(limit + 1)
    if len(raw) > limit:
        if limit == LIMIT:
            raise too_large(where)
        raise RefusedError(where, f"over {limit:,} bytes", f"at most {limit:,} bytes a file", way_out)
    return raw


def decoded(raw: bytes, where: Where) -> str:
    """Decode a file: UTF-8, any UTF with a byte order mark, or Windows text where only its typography is not ASCII.

    Args:
        raw: The whole file.
        where: For the message.

    Raises:
        RefusedError: If the bytes are no text, or text in an encoding that cannot be told for certain.
    """
    return raw.decode(encoding_of(io.BytesIO(raw), where))


def encoding_of(handle: BinaryIO, where: Where) -> str:
    """Tell a file's encoding: read it to its end, and hold a piece of it at a time.

    Args:
        handle: At the file's beginning.
        where: For the message.

    Raises:
        RefusedError: As `decoded` does.
    """
    head = piece = handle.read(_PIECE)
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise RefusedError(where, name, _EXPECTED, "Save its text as a .txt file.")
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)()
    broken, typography, end = "", encoding == "utf-8", 0
    while not broken or (piece and typography):
        end += len(piece)
        typography = typography and _SAFE_WINDOWS.issuperset(piece)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            at = end - len(error.object) + error.start
            broken = broken or f"byte 0x{error.object[error.start]:02X} at {at:,} is not {encoding.upper()}"
        if not piece:
            break
        piece = handle.read(_PIECE)
    if broken and typography:
        return "cp1252"
    if broken:
        way_out = _CONVERT if encoding == "utf-8" else "It may be cut off: save it again, as UTF-8."
        raise RefusedError(where, broken, _EXPECTED, way_out)
    return encoding


def decoded_as(raw: bytes, declared: str | None, where: Where) -> str:
    """Decode a page or a part of a message, which may say its encoding: UTF-8 where the bytes are, else as declared.

    A browser that saves a page as UTF-8 leaves the old declaration in it, so the bytes count first.

    Args:
        raw: All of it.
        declared: The encoding that it says; null where it says none.
        where: For the message.

    Raises:
        RefusedError: If the bytes are no text in that encoding, or in an encoding that cannot be told.
    """
    if not declared or not _DECLARED.fullmatch(declared.strip()):
        return decoded(raw, where)
    try:
        return decoded(raw, where)
    except RefusedError:
        name = re.sub(r"(?i)iso-?8859-?1|(?:us-)?ascii|latin-?1", "cp1252", declared.strip())  # as browsers read them
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError) as error:
            at = f"byte 0x{raw[error.start]:02X} at {error.start:,}" if isinstance(error, UnicodeDecodeError) else "it"
            found = f"{at} is not {declared.strip().upper()}, which it declares"
            raise RefusedError(where, found, _EXPECTED, _CONVERT) from None


def checked_text(text: str, where: Where) -> str:
    """Return a decoded text as it is, or refuse it.

    Raises:
        RefusedError: If it is empty, holds NUL or half a character, is over the limit, or is markup.
    """
    if not text.strip():
        raise RefusedError(where, "no text" if text else "nothing", _EXPECTED, "Fill it, or take it out of the folder.")
    if (at := text.find("\0")) >= 0:
        raise RefusedError(
            where, f"a NUL at character {at:,}", _EXPECTED, "Save its text as UTF-8; binary files hold none."
        )
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        found = f"half a character (a lone surrogate) at {error.start:,}"
        raise RefusedError(where, found, _EXPECTED, "Write the character as UTF-8.") from None
    if size > LIMIT:
        raise too_large(where, size)
    if _MARKUP_START.match(text.lstrip()) or sum(1 for _ in _MARKUP_TAG.finditer(text)) >= _MARKUP_TAGS:
        raise RefusedError(where, "HTML or XML", _EXPECTED, "Save the article's text without its markup.")
    return text
