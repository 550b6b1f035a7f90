"""Sentences whose every number is computed, for the text around the charts.

Each function returns a `Shown`: HTML in which whatever came from a report is escaped, and the same as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import trends
from analytics.charts.labels import labels_of, name_of, period_text
from analytics.charts.tables import Shown, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends import SideTotal, TheaterTotal

__all__ = ["about", "advances", "diplomacy", "mentions", "sources", "theaters_of"]

_LEADERS = 3


def _paragraph(sentences: Sequence[str], css: str = "computed") -> Shown:
    text = " ".join(sentence for sentence in sentences if sentence)
    return Shown(f'<p class="{css} mathjax_ignore">{safe(text)}</p>', text)


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def theaters_of(codebook: Codebook) -> tuple[str, ...]:
    """Return the ids of the theaters where places lie, in the codebook's order."""
    rows = sorted(codebook.table("theater"), key=lambda row: (row.get("order", 0), row["id"]))
    return tuple(row["id"] for row in rows if row.get("kind") != "diplomatic" and row["id"] != trends.NO_THEATER)


def about(timeline: Timeline) -> Shown:
    """Say which days and reports a page covers, and what must be said about those reports."""
    reports = timeline.reports
    if reports.is_empty():
        return _paragraph(["There are no reports in this period."], "period")
    span = period_text(reports["date"].min(), reports["date"].max())  # type: ignore[arg-type]  # dates
    days = _count(reports["date"].n_unique(), "day")
    line = f"{span}: {_count(reports.height, 'report')} of {days}, {reports['words'].sum():,} words."
    notes = reports.filter(reports["note"].is_not_null()).group_by("note").len().sort("note")
    warnings = [f"{_count(n, 'report')} of {reports.height:,}: {note}." for note, n in notes.iter_rows()]
    html = f'<p class="period">{safe(line)}</p>' + "".join(f'<p class="note">{safe(w)}</p>' for w in warnings)
    return Shown(f'<div class="mathjax_ignore">{html}</div>', "\n".join([line, *warnings]))


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


def mentions(timeline: Timeline, codebook: Codebook) -> Shown:
    """Say which theaters are named most, and how much could not be placed."""
    named = [total for total in trends.mention_totals(timeline) if total.n]
    if not named:
        return _paragraph(["No report of this period names a place of any theater."])
    leaders = _listed([_rate(total, codebook) for total in named[:_LEADERS]])
    total = sum(t.n for t in named)
    unplaced = trends.share_without_theater(timeline)
    return _paragraph(
        [
            f"Reports name places of {_count(len(named), 'theater')} {_count(total, 'time')}.",
            f"Most often, per 1,000 words (95 % limits): {leaders}.",
            f"{unplaced:.0%} of all place names belong to no theater or could not be resolved; no chart shows them."
            if unplaced
            else "",
        ]
    )


def _rate(total: TheaterTotal, codebook: Codebook) -> str:
    return f"{name_of(codebook, 'theater', total.theater)} {total.rate:.1f} ({total.low:.1f} to {total.high:.1f})"


def advances(timeline: Timeline, codebook: Codebook) -> Shown:
    """Say what each side is said to have gained, and how much of it the reports stand behind."""
    totals = {total.side: total for total in trends.advance_totals(timeline)}
    if not totals:
        return _paragraph(["No report of this period tells of a gain or a withdrawal."])
    labels = labels_of(codebook, "side", totals)
    return _paragraph([_gains(totals[label.id], label.name) for label in labels if label.id in totals])


def _gains(total: SideTotal, name: str) -> str:
    gains = total.own_voice + total.attributed + total.contradicted
    kept = f"{_count(total.withdrawals, 'withdrawal') if total.withdrawals else 'no withdrawal'} of its own"
    if not gains:
        return f"{name}: no gains, {kept}."
    return (
        f"{name}: {_count(gains, 'gain')}, of which the reports themselves state {total.own_voice:,}, pass on "
        f"{total.attributed:,} as somebody's claim and doubt or deny {total.contradicted:,}; {kept}."
    )


def diplomacy(timeline: Timeline, codebook: Codebook) -> Shown:
    """Say what the diplomatic acts are about and of which kinds they are."""
    topics, kinds = trends.act_totals(timeline, "topic"), trends.act_totals(timeline, "kind")
    if not topics:
        return _paragraph(["No report of this period tells of a diplomatic act."])
    about_what = _listed([f"{name_of(codebook, 'topic_display', t.name)} ({t.n:,})" for t in topics[:_LEADERS]])
    of_kind = _listed([f"{name_of(codebook, 'act_display', k.name)} ({k.n:,})" for k in kinds[:_LEADERS]])
    return _paragraph(
        [
            f"Reports tell of {_count(sum(t.n for t in topics), 'diplomatic act')}.",
            f"Most are about {about_what}; the most frequent kinds are {of_kind}.",
        ]
    )
