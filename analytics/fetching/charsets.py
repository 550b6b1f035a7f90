"""Bytes of the web to text, whatever the server says about them."""

from __future__ import annotations

import codecs
import re
import unicodedata

import webencodings

__all__ = ["decoded", "plain"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSEEN = frozenset({"Cc", "Cs"})
_HEAD = 1_024  # bytes in which a page must tell its encoding (HTML, "Prescan a byte stream")
_NAMED = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)


def plain(text: str) -> str:
    """Drop the control characters of a text, but for tabs and line ends, which become line feeds."""
    lines = "\n".join(text.splitlines())
    return "".join(char for char in lines if char in "\n\t" or unicodedata.category(char) not in _UNSEEN).strip()


def decoded(raw: bytes, kind: str) -> str:
    """Decode an answer: what is UTF-8 is read so, else as the header or the head says, else as Windows' Western text.

    Bytes that are valid UTF-8 by accident are rare, servers that name a wrong charset are not. Nothing is refused: what
    cannot be read becomes U+FFFD, and control characters are dropped.

    Args:
        raw: The whole answer.
        kind: The header Content-Type; may be empty.
    """
    return plain(_decoded(raw, kind))


def _decoded(raw: bytes, kind: str) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    told = (*_NAMED.findall(kind), *_NAMED.findall(raw[:_HEAD].decode("latin-1")))
    known = (encoding for name in told if (encoding := webencodings.lookup(name)))  # not each codec of Python's is text
    for name in ("utf-8", *(encoding.codec_info.name for encoding in known)):
        try:
            return raw.decode(name)
        except UnicodeError:
            continue
    return raw.decode("cp1252", "replace")
