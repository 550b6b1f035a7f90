"""What a page shows of all that was read, and the files beside it that have the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.quotes import QUOTES, quoted
from analytics.errors import ExportError
from analytics.notebook import within
from analytics.timelines import csv_bytes
from analytics.trends import COMPARED_DAYS

if TYPE_CHECKING:
    from analytics.charts.quotes import Quotes
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["RECORDS", "Showing", "records_of", "showing_of"]

RECORDS = ("claims", "diplomacy", "mentions")  # frames that stand beside the pages as CSV


@dataclass(frozen=True, slots=True)
class Showing:
    """How much pages show, and what they promise.

    Attributes:
        window: Days of reports, counted back from the newest; 0 for all.
        quotes: How much of a publisher's sentence, as `analytics.charts.quotes.quoted` has it.
        rhythm: Days within which a new report is promised; 0 promises nothing.
    """

    window: int
    quotes: Quotes
    rhythm: int

    def newest(self, timeline: Timeline) -> Timeline:
        """Keep the reports of the window, and what was read from them.

        Args:
            timeline: With a report at least.
        """
        last: dt.date = timeline.reports["date"].max()  # type: ignore[assignment]  # a column of days
        return within(timeline, last - dt.timedelta(days=self.window - 1), last) if self.window else timeline


def showing_of(
    codebook: Codebook, window: int | None = None, quotes: Quotes = "short", rhythm: int | None = None
) -> Showing:
    """Fill in what was not asked for from the codebook.

    Args:
        codebook: Has the settings ``window_days`` and ``rhythm_days``.
        window: See `Showing`.
        quotes: See `Showing`.
        rhythm: See `Showing`.

    Raises:
        ExportError: If a number is below what makes sense, or `quotes` is none of the three.
    """
    days = codebook.settings["window_days"] if window is None else window
    promised = codebook.settings["rhythm_days"] if rhythm is None else rhythm
    wrong = [
        ("window", days, f"0, or {COMPARED_DAYS} days and more: two weeks are compared", days and days < COMPARED_DAYS),
        ("quotes", quotes, f"one of {', '.join(QUOTES)}", quotes not in QUOTES),
        ("rhythm", promised, "0 days or more", promised < 0),
    ]
    for name, got, expected, fails in wrong:
        if fails:
            raise ExportError.at(name, got=repr(got), expected=expected, way_out="Correct the value.")
    return Showing(int(days), quotes, int(promised))


def records_of(timeline: Timeline, quotes: Quotes, codebook: Codebook) -> dict[str, bytes]:
    """Return every record that was read as CSV, a file a frame.

    Args:
        timeline: All of it, not only what pages show.
        quotes: How much of a sentence a row has; what else repeats one is treated alike.
        codebook: Has the setting for a part of a sentence.

    Returns:
        The files' contents by name.
    """
    return {f"{name}.csv": csv_bytes(_told(getattr(timeline, name), quotes, codebook)) for name in RECORDS}


def _told(frame: pl.DataFrame, quotes: Quotes, codebook: Codebook) -> pl.DataFrame:
    """Leave of a frame's sentences, and of the clauses that it quotes from them, what may be shown."""
    if "quote" not in frame.columns:
        return frame
    told = frame.sort("date", "report_id", "start", "event_id")
    if "conditions" in told.columns and quotes != "full":
        clauses = told.select(quote=pl.col("conditions").fill_null(""), trigger=pl.lit(""))
        cut = quoted(clauses, quotes, codebook)
        told = told.with_columns(conditions=cut["quote"]) if "quote" in cut.columns else told.drop("conditions")
    return quoted(told, quotes, codebook)
