"""The rows of a timeline taken out for correction, and put back in their order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.schema import Timeline
from analytics.text import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook
    from analytics.extraction.rows import Row

__all__ = ["Desk", "Entry", "NoFitError", "listed", "words_of"]

_FAMILIES = ("mentions", "claims", "diplomacy")
_WORD = re.compile(r"\w+")
_SHOWN = 5


class NoFitError(Exception):
    """Why a correction does not fit: it ends that correction and is told as its outcome."""


def words_of(text: str) -> tuple[str, ...]:
    """Return a text's words for comparing: no case, no punctuation, letters composed."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _holds(text: str, quote: tuple[str, ...]) -> bool:
    words = words_of(text)
    return any(words[i : i + len(quote)] == quote for i in range(len(words) - len(quote) + 1))


def listed(values: Iterable[str]) -> str:
    """Write the first few of some values, and how many more there are."""
    names = list(dict.fromkeys(values))
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


@dataclass(eq=False)
class Entry:
    """A row on the desk.

    Attributes:
        family: mentions, claims or diplomacy.
        was: The row as extracted.
        row: The row as it is now.
        stays: Whether it goes back.
    """

    family: str
    was: Row
    row: Row
    stays: bool = True

    def set(self, why: str, **values: Any) -> None:
        """Change columns and mark the row."""
        self.row |= values | {"corrected": why}


class Desk:
    """Holds the rows of the reports that corrections are about."""

    def __init__(self, timeline: Timeline, codebook: Codebook, known: pl.DataFrame) -> None:
        """Take a timeline; nothing is taken out yet.

        Args:
            timeline: As extracted.
            codebook: Cuts the reports into sentences.
            known: All reports that were read: those of the timeline and perhaps others.
        """
        self._frames: dict[str, pl.DataFrame] = {"reports": timeline.reports, "mentions": timeline.mentions}
        self._frames |= {"claims": timeline.claims, "diplomacy": timeline.diplomacy}
        self._codebook, self._known = codebook, known
        self._entries: dict[str, list[Entry]] = {}

    def report(self, name: str) -> tuple[Row, bool]:
        """Return the report of an id, path or file name, and whether the timeline has it.

        Raises:
            NoFitError: If there is none, or more than one.
        """
        near = (pl.col("report_id") == name) | pl.col("path").str.contains(name, literal=True)  # of many reports, a few
        rows = self._known.select("report_id", "path").filter(near).iter_rows(named=True)
        found = [row for row in rows if name == row["report_id"] or _is_file(name, row["path"])]
        exact = [row for row in found if name in {row["report_id"], row["path"]}] or found
        if not exact:
            raise NoFitError("no such report was read")
        if len(exact) > 1:
            raise NoFitError(f"{len(exact)} reports have that name; give one's id")
        own = self._frames["reports"].filter(pl.col("report_id") == exact[0]["report_id"])
        return (own.row(0, named=True), True) if own.height else (exact[0], False)

    def entries(self, report_id: str) -> list[Entry]:
        """Return the rows of a report, taken out on the first call."""
        if report_id not in self._entries:
            self._entries[report_id] = [
                Entry(family, row, dict(row))
                for family in _FAMILIES
                for row in self._frames[family].filter(pl.col("report_id") == report_id).iter_rows(named=True)
            ]
        return self._entries[report_id]

    def sentences(self, report: Row, quote: str) -> frozenset[int]:
        """Return the sentence that holds some words; of no words, all sentences.

        Raises:
            NoFitError: If no sentence has them, or more than one.
        """
        document = read_document(report["report_id"], report["date"], report["text"], self._codebook)
        words = words_of(quote)
        found = [s.index for s in document.sentences if _holds(report["text"][s.start : s.end], words)]
        if words and not found:
            raise NoFitError("no sentence has these words")
        if words and len(found) > 1:
            raise NoFitError(f"{len(found)} sentences have these words; quote more of the one meant")
        return frozenset(found)

    def timeline(self) -> Timeline:
        """Return the frames with the rows of the desk in their places."""
        taken = list(self._entries)
        waiting = {
            (report, family): iter([e for e in entries if e.family == family])
            for report, entries in self._entries.items()
            for family in _FAMILIES
        }
        out = dict(self._frames)
        for family in _FAMILIES if taken else ():
            frame = self._frames[family].with_row_index("#")
            is_open = pl.col("report_id").is_in(taken)
            spots = frame.filter(is_open).select("#", "report_id").iter_rows()
            pairs = [(at, next(waiting[report, family])) for at, report in spots]
            rows = [{"#": at} | entry.row for at, entry in pairs if entry.stays]
            changed = pl.DataFrame(rows, schema=frame.schema, orient="row")
            out[family] = pl.concat([frame.filter(~is_open), changed]).sort("#").drop("#")
        return Timeline.validate(out)


def _is_file(name: str, path: str | None) -> bool:
    if path is None:
        return False
    file = path.rpartition("/")[2]
    return name in {path, file, file.rpartition(".")[0]}
