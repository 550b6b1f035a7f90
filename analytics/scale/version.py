"""What the records of a report depend on beside the report: codebook, program, libraries."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import analytics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Codebook

__all__ = ["LIBRARIES", "SOURCES", "stamp"]

SOURCES = (
    "codebook", "data", "errors", "extraction", "gazetteer", "gazetteer_files", "scale.packing", "schema", "spelling",
    "text",
)  # fmt: skip
LIBRARIES = ("dataframely", "polars", "rapidfuzz", "tomli")
_PACKAGE = Path(analytics.__file__).parent
_STAMP = 16


def stamp(book: Codebook) -> str:
    """Return a name for all that decides how a report is read: 16 hexadecimal digits.

    Args:
        book: Its digest stands for its files.

    Returns:
        The same for the same codebook, sources of the extraction, Python and libraries; another for others.
    """
    return hashlib.sha256(f"{book.digest}\0{_program()}".encode()).hexdigest()[:_STAMP]


@cache
def _program() -> str:
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\0".encode())
    for path in _files():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    """Yield what the extraction is made of, in a fixed order; a codebook's own files are in its digest."""
    for name in SOURCES:
        place = _PACKAGE.joinpath(*name.split("."))
        pattern = "*" if name == "data" else "*.py"
        found = place.glob(pattern) if place.is_dir() else [place.with_suffix(".py")]
        yield from sorted(path for path in found if path.is_file())
