"""A report and its sidecar, under names that nobody else chose."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tomli_w

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Report", "key_of", "same_text", "write_report", "written_in"]

_KEY = 16  # hexadecimal digits: 64 bits


@dataclass(frozen=True, slots=True)
class Report:
    """What is written.

    Attributes:
        key: As `key_of` makes it.
        day: In the file's name; null where it is not known.
        title: The file's name has its letters.
        text: The report, untouched from here on.
        sidecar: What the sidecar says.
    """

    key: str
    day: dt.date | None
    title: str
    text: str
    sidecar: Mapping[str, str | dt.date]


def key_of(*parts: str) -> str:
    """Return what a file's name knows an entry by: a hash of what its host knows it by."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:_KEY]


def written_in(folder: Path) -> dict[str, Path]:
    """Return the reports of a folder by their keys."""
    return {path.stem.rpartition("-")[2]: path for path in sorted(folder.glob("*-*.txt"))}


def same_text(folder: Path, report: Report) -> Path | None:
    """Return a report of the same day and words in a folder: the reader would refuse the second."""
    words = report.text.split()
    others = sorted(folder.glob(f"{_day(report)}-*.txt"))
    return next((path for path in others if path.read_text(encoding="utf-8", errors="replace").split() == words), None)


def write_report(folder: Path, report: Report, slug_length: int) -> Path:
    """Write a text and its sidecar: the sidecar first, so that no reader meets a text without its date.

    Returns:
        The text's path: ``DAY-LETTERS-KEY.txt``, of which a title gives only the letters a to z.

    Raises:
        OSError: If the folder cannot be written.
    """
    from analytics.writing import write_beside  # noqa: PLC0415  publishing loads much

    slug = _slug(report.title, slug_length)
    path = folder / ("-".join(filter(None, (_day(report), slug, report.key))) + ".txt")
    write_beside(path.with_suffix(".toml"), tomli_w.dumps(dict(report.sidecar)).encode())
    write_beside(path, (report.text + "\n").encode())
    return path


def _day(report: Report) -> str:
    return report.day.isoformat() if report.day else "undated"


def _slug(title: str, longest: int) -> str:
    """Return the letters of a title: no digit, which could be read as another date."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z]+", ascii_only))[:longest].strip("-")
