"""The verb: a report to its explanation."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.errors import CorrectionWarning, ReportError
from analytics.explanations.marks import Mark, runs
from analytics.explanations.model import Explanation, SentenceNotes
from analytics.explanations.reasons import act_note, claim_note, dropped_note, place_line
from analytics.extraction.correcting import apply_corrections
from analytics.extraction.corrections import read_corrections
from analytics.extraction.engine import extract_fully
from analytics.reports.reading import report_of_text
from analytics.schema import Reports
from analytics.text import read_document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from analytics.schema import Timeline
    from analytics.text import Document, Sentence

__all__ = ["Explanation", "explain", "explain_timeline"]

Row = dict[str, Any]


def explain(
    text_or_report: str | Mapping[str, Any] | pl.DataFrame,
    *,
    date: dt.date | str | None = None,
    codebook: str | Path | Codebook = "default",
    corrections: str | Path | Iterable[str | Path] = (),
) -> Explanation:
    """Explain how a report is read.

    Args:
        text_or_report: A text; or a report, as a row of the frame of reports or a frame with that row alone.
        date: The day of a text; if not given, that of its dateline. A report has its own.
        codebook: A shipped codebook's name, a folder, or a loaded codebook.
        corrections: Files of corrections, as `analytics.extract` takes them.

    Returns:
        Each sentence with its marks, records and reasons. ``print`` it, or let a notebook show it.

    Raises:
        ReportError: If the text has no date, or the frame not just one report.
        CodebookError: If the codebook cannot be read.
        CorrectionError: If a file of corrections cannot be read.

    Warns:
        CorrectionWarning: For each correction that does not fit.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    report = _report(text_or_report, date, book)
    wanted = read_corrections(corrections)
    timeline, dropped = extract_fully(report, codebook=book)
    corrected = apply_corrections(timeline, wanted, book)
    for line in corrected.unfit():
        warnings.warn(line, CorrectionWarning, stacklevel=2)
    (explanation,) = explain_timeline(corrected.timeline, dropped, book)
    return explanation


def explain_timeline(timeline: Timeline, dropped: pl.DataFrame, codebook: Codebook) -> Iterator[Explanation]:
    """Explain each report of a timeline, in its order.

    Args:
        timeline: As extracted with this codebook, corrected or not.
        dropped: The triggers that became no record; schema `analytics.schema.DroppedTriggers`.
        codebook: The codebook in force.

    Yields:
        A report's explanation.
    """
    families = (timeline.mentions, timeline.claims, timeline.diplomacy, dropped)
    for row in timeline.reports.iter_rows(named=True):
        document = read_document(row["report_id"], row["date"], row["text"], codebook)
        own = [_by_sentence(frame.filter(pl.col("report_id") == row["report_id"])) for frame in families]
        reader = _Reader(document, codebook, *own)
        title = row["path"] or row["title"] or ""
        yield Explanation(row["report_id"], title, row["date"], tuple(map(reader.sentence, document.sentences)))


def _report(given: str | Mapping[str, Any] | pl.DataFrame, date: dt.date | str | None, book: Codebook) -> pl.DataFrame:
    if isinstance(given, str):
        return report_of_text(given, date=date, codebook=book)
    schema = Reports.create_empty().schema
    frame = pl.DataFrame([dict(given)], schema=schema, orient="row") if isinstance(given, Mapping) else given
    if frame.height != 1:
        raise ReportError.at(
            "the reports to explain", got=f"{frame.height} reports", expected="one", way_out="Take one by `reports[0]`."
        )
    return frame


class _Reader:
    """Gathers what belongs to each sentence."""

    def __init__(self, document: Document, codebook: Codebook, *families: Mapping[int, list[Row]]) -> None:
        self.document, self.codebook = document, codebook
        self.mentions, self.claims, self.acts, self.dropped = families

    def sentence(self, sentence: Sentence) -> SentenceNotes:
        here = sentence.index
        book = self.codebook
        claims = [list(rows) for _, rows in groupby(self.claims.get(here, ()), key=lambda row: row["event_id"])]
        acts, dropped = self.acts.get(here, []), self.dropped.get(here, [])
        notes = (
            *(claim_note(rows, sentence, book) for rows in claims),
            *(act_note(row, sentence, book) for row in acts),
            *(dropped_note(row, book) for row in dropped),
        )
        marks = list(self._marks(here, [rows[0] for rows in claims], acts, dropped))
        text = runs(self.document.text, sentence.start, sentence.end, marks)
        places = tuple(place_line(row, book) for row in self.mentions.get(here, ()))
        return SentenceNotes(here, sentence.paragraph, text, notes, places)

    def _marks(self, here: int, claims: list[Row], acts: list[Row], dropped: list[Row]) -> Iterator[Mark]:
        for row in self.mentions.get(here, ()):
            yield Mark(row["start"], row["end"], "place")
        for row in dropped:
            yield Mark(row["start"], row["end"], "dropped")
        for act in acts:
            start = self.document.text.find(act["trigger"], act["start"], act["end"])
            if start >= 0:
                yield Mark(start, start + len(act["trigger"]), "act")
        for row in (*claims, *acts, *dropped):
            for cue in row["cues"]:
                yield Mark(cue["start"], cue["end"], "claim" if cue["role"] == "trigger" else "cue")


def _by_sentence(frame: pl.DataFrame) -> dict[int, list[Row]]:
    out: dict[int, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        out.setdefault(row["sentence"], []).append(row)
    return out
