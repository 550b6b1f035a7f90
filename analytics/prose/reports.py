"""Which reports a page covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.charts.labels import period_text
from analytics.charts.tables import Shown, safe
from analytics.prose.wording import count, paragraph

if TYPE_CHECKING:
    from analytics.charts.quotes import Quotes
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["about", "rests_on", "shown_of", "sources"]


_SOURCES = 3  # that a source note names before it counts the others


def about(timeline: Timeline) -> Shown:
    """Say which days and reports a page covers, and what must be said about those reports."""
    reports = timeline.reports
    if reports.is_empty():
        return paragraph(["There are no reports in this period."], "period")
    span = period_text(reports["date"].min(), reports["date"].max())  # type: ignore[arg-type]  # dates
    days = count(reports["date"].n_unique(), "day")
    line = f"{span}: {count(reports.height, 'report')} of {days}, {reports['words'].sum():,} words."
    notes = reports.filter(reports["note"].is_not_null()).group_by("note").len().sort("note")
    warnings = [f"{count(n, 'report')} of {reports.height:,}: {note}." for note, n in notes.iter_rows()]
    html = f'<p class="period">{safe(line)}</p>' + "".join(f'<p class="note">{safe(w)}</p>' for w in warnings)
    return Shown(f'<div class="mathjax_ignore">{html}</div>', "\n".join([line, *warnings]))


def rests_on(timeline: Timeline) -> str:
    """Say which reports a chart counts, for its source note: how many, of which days, whose."""
    reports = timeline.reports
    if reports.is_empty():
        return "no report."
    span = period_text(reports["date"].min(), reports["date"].max())  # type: ignore[arg-type]  # dates
    counts = (
        reports["source"].fill_null("source not given").value_counts().sort("count", "source", descending=[True, False])
    )
    named = [f"{source} ({n:,})" if counts.height > 1 else source for source, n in counts.head(_SOURCES).iter_rows()]
    more = counts.height - len(named)
    further = f" and {count(more, 'more source')}" if more else ""
    return f"{count(reports.height, 'report')}, {span}: {', '.join(named)}{further}."


def shown_of(quotes: Quotes, codebook: Codebook) -> Shown:
    """Say how much of the publishers' sentences the tables show.

    Args:
        quotes: As `analytics.charts.quotes.quoted` has it.
        codebook: Has the setting ``quote_words``.
    """
    words = codebook.settings["quote_words"]
    said = {
        "none": "The sentences are their publishers': this page shows none of them; the reports have them.",
        "short": f"The sentences are their publishers': of each, up to {words} words on each side of those that fired "
        "are shown; the reports have the rest.",
        "full": "The sentences are shown whole.",
    }
    return paragraph([said[quotes]], "quoted")


def sources(timeline: Timeline) -> Shown:
    """List the reports: day, title, source, where the day is from, and what must be said about each."""
    rows = timeline.reports.sort("date", "report_id").select(
        "date", "title", "source", "path", "date_source", "note", "report_id"
    )
    lines = []
    for date, title, source, path, date_source, note, report_id in rows.iter_rows():
        parts = [
            f"{date}",
            title or report_id,
            source or "source not given",
            path or "",
            f"date from {date_source}",
            note or "",
        ]
        lines.append(" · ".join(part for part in parts if part))
    items = "".join(f"<li><bdi>{safe(line)}</bdi></li>" for line in lines)
    return Shown(f'<ul class="report-list mathjax_ignore">{items}</ul>', "\n".join(lines))
