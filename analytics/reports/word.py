"""Word documents (.docx), by python-docx; their XML is looked over by defusedxml before."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from analytics.reports.decoding import capped
from analytics.reports.drafts import Draft, RefusedError
from analytics.reports.libraries import extra
from analytics.reports.wrapping import RAISED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.reports.drafts import Refusal
    from analytics.reports.files import Found

__all__ = ["read_docx"]

_FILE_LIMIT = 50_000_000  # bytes: pictures may stand in a document
_UNFOLDED_LIMIT = 200_000_000  # bytes of all that is packed in it
_XML_LIMIT = 30_000_000  # bytes of its texts and their formats
_PARTS = 5_000
_XML = (".xml", ".rels")
_EXPECTED = "a Word document (.docx)"
_AGAIN = "Save it again as .docx, or copy its text into a .txt file."
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom"})  # said again for old programs; struck out
_RAISED = f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']"
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a Word document as one report: its paragraphs, those of tables and boxes too, without notes and heads.

    Raises:
        RefusedError: If a library is not installed, or the document is broken, encrypted or unfolds to too much.
    """
    with extra("docx", file.at()):
        import defusedxml.ElementTree  # noqa: PLC0415  an extra
        from defusedxml.common import DefusedXmlException  # noqa: PLC0415  same
        from docx import Document  # noqa: PLC0415  heavy, and an extra
    with path.open("rb") as handle:
        content = capped(handle, file.at(), _FILE_LIMIT, "Save it without its pictures.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        found = "an encrypted or an old Word document"
        raise RefusedError(file.at(), found, _EXPECTED, "Save it as .docx without a password.")
    try:
        with ZipFile(BytesIO(content)) as parts:
            _look_over(parts, file, defusedxml.ElementTree)
        document = Document(BytesIO(content))
        text = "\n\n".join(filter(None, map(str.strip, _paragraphs(document.element.body))))
        made = document.core_properties.created
    except (RefusedError, OSError):
        raise
    except DefusedXmlException:
        raise RefusedError(
            file.at(), "XML that declares entities, as no Word document does", _EXPECTED, _AGAIN
        ) from None
    except BadZipFile:
        raise RefusedError(file.at(), "no Word document, or one that is cut off", _EXPECTED, _AGAIN) from None
    except Exception as error:  # noqa: BLE001  whatever its parsers trip over in a broken file
        found = f"a broken Word document ({type(error).__name__}: {error})"
        raise RefusedError(file.at(), found[:300], _EXPECTED, _AGAIN) from None
    yield Draft(file.at(), text, made=made)


def _look_over(parts: ZipFile, file: Found, parser: Any) -> None:
    """Refuse what unfolds to too much, and XML that declares entities. No part is longer than its zip says."""
    listed = parts.infolist()
    size = sum(part.file_size for part in listed)
    texts = [part for part in listed if part.filename.lower().endswith(_XML)]
    if size > _UNFOLDED_LIMIT or len(listed) > _PARTS or sum(part.file_size for part in texts) > _XML_LIMIT:
        found = f"{len(listed):,} parts that unfold to {size:,} bytes"
        expected = f"at most {_XML_LIMIT:,} bytes of text, {_UNFOLDED_LIMIT:,} with pictures"
        raise RefusedError(file.at(), found, expected, _AGAIN)
    for part in texts:
        with parts.open(part) as handle:
            parser.parse(handle, forbid_dtd=True)


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the text of each paragraph, in the order of the document."""
    for paragraph in body.iter(f"{_W}p"):
        if not any(above.tag in _GONE for above in paragraph.iterancestors()):
            yield "".join(_written(paragraph))


def _written(element: Any) -> Iterator[str]:
    """Yield what a paragraph says itself; one that lies within it, in a box, is a paragraph of its own."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}r" and child.find(_RAISED) is not None:
            yield "".join(_written(child)).translate(RAISED)
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag != f"{_W}p" and child.tag not in _GONE:
            yield from _written(child)
