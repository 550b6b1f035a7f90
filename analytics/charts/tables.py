"""Source sentences as tables: what a chart counts, in the reports' own words.

Report text is hostile: every cell is escaped, control characters are shown as what they are, direction marks stay in
their cell, and neither Markdown nor mathematics is read into it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.charts.labels import labels_of
from analytics.charts.quotes import excerpt, quoted
from analytics.trends.acts import report_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.charts.quotes import Quotes
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = [
    "EVENT_KEYS",
    "Shown",
    "claim_rows",
    "diplomacy_rows",
    "mention_rows",
    "plain",
    "safe",
    "sentence_around",
    "source_table",
]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CONTEXT = 160  # characters on each side of a mention
EVENT_KEYS = ["date", "report_id", "start", "event_id"]  # the order of events, wherever they are listed
_BOUNDARY = re.compile(r"\n+|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a notebook shows as HTML, and that reads as text elsewhere.

    Attributes:
        html: Markup made here; whatever came from a report is escaped in it.
        text: The same as plain text.
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.text


def safe(value: object) -> str:
    """Return a value as text that no browser takes for markup; a null is a dash, a list its members with commas."""
    if value is None or value == []:
        return "–"  # noqa: RUF001  a dash as printed
    if isinstance(value, dt.date):
        return value.isoformat()
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _reports(timeline: Timeline) -> pl.DataFrame:
    return timeline.reports.select("report_id", report_name())


def _named(codebook: Codebook, table: str, column: str, frame: pl.DataFrame) -> pl.Expr:
    ids = frame[column].drop_nulls().unique()
    names = {label.id: label.name for label in labels_of(codebook, table, ids)}
    return pl.col(column).replace_strict(names, return_dtype=pl.String)


def sentence_around(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the sentence around a span, cut where it is long, and where in it the span starts."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    lead = _BOUNDARY.split(before)[-1]
    return lead + text[start:end] + _BOUNDARY.split(after)[0], len(lead)


def mention_rows(timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short") -> pl.DataFrame:
    """List place mentions with the sentence around each.

    Args:
        timeline: What was reported.
        codebook: Names of the theaters.
        quotes: How much of the sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``date``, ``place`` (null if unresolved), ``as written``, ``theater``, ``quote``, ``report``; by date, report,
        position.
    """
    texts = dict(timeline.reports.select("report_id", "text").iter_rows())
    words = codebook.settings["quote_words"] if quotes == "short" else None
    rows = timeline.mentions.join(_reports(timeline), on="report_id").sort("date", "report_id", "start")
    spans = [(*sentence_around(texts[r], s, e), e - s) for r, s, e in rows.select("report_id", "start", "end").rows()]
    cut = [whole if words is None else excerpt(whole, at, at + size, words) for whole, at, size in spans]
    listed = rows.with_columns(
        pl.Series("quote", cut, pl.String),
        pl.col("surface").alias("as written"),
        _named(codebook, "theater", "theater", rows),
        _corrected("place"),
    ).select("date", "place", "as written", "theater", "quote", "report")
    return listed.drop("quote") if quotes == "none" else listed


def _claimant(codebook: Codebook, frame: pl.DataFrame) -> pl.Expr:
    """Return who says so: the report, or the words for the claimant with the side they count for."""
    side = _named(codebook, "side", "claimant", frame)
    return (
        pl.when(pl.col("claimant") == "author")
        .then(pl.lit("the report"))
        .when(pl.col("claimant_text") == "")
        .then(side)
        .otherwise(pl.format("{} ({})", side, "claimant_text"))
        .alias("claimant")
    )


def _corrected(column: str) -> pl.Expr:
    """Return a column as text that says, with the reason, where an analyst corrected the row."""
    marked = pl.format("{} (corrected: {})", pl.col(column).fill_null("–"), "corrected")  # noqa: RUF001  a dash as printed
    return pl.when(pl.col("corrected").is_null()).then(column).otherwise(marked).alias(column)


def claim_rows(
    timeline: Timeline,
    codebook: Codebook,
    kinds: Iterable[str] = (),
    *,
    events: Iterable[str] | None = None,
    quotes: Quotes = "short",
) -> pl.DataFrame:
    """List claims of control and movement with their sentences, a row an event.

    Args:
        timeline: What was reported.
        codebook: Names of theaters, sides and credences.
        kinds: Kinds to keep; all of them if empty.
        events: Ids of the events to keep; all of them by default.
        quotes: How much of the sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``date``, ``place`` (list), ``theater`` (list), ``actor``, ``kind``, ``claimant``, ``credence``, ``quote``,
        ``report``; by date, report and position.
    """
    wanted = list(kinds)
    claims: pl.DataFrame = timeline.claims.filter(pl.col("kind").is_in(wanted)) if wanted else timeline.claims
    if events is not None:
        claims = claims.filter(pl.col("event_id").is_in(list(events)))
    named = claims.join(_reports(timeline), on="report_id").with_columns(
        _named(codebook, "theater", "theater", claims),
        _named(codebook, "side", "actor", claims),
        _named(codebook, "credence_display", "credence", claims),
        _claimant(codebook, claims),
        pl.coalesce("place", "surface").alias("place"),
    )
    rows = (
        named.sort(*EVENT_KEYS, "row")
        .group_by(
            *(*EVENT_KEYS, "actor", "kind", "claimant", "credence", "quote", "trigger", "report"), maintain_order=True
        )
        .agg(
            pl.col("place").drop_nulls().unique(maintain_order=True),
            pl.col("theater").unique(maintain_order=True),
            pl.col("corrected").drop_nulls().first(),
        )
        .with_columns(_corrected("credence"))
        .select("date", "place", "theater", "actor", "kind", "claimant", "credence", "quote", "trigger", "report")
    )
    return quoted(rows, quotes, codebook).drop("trigger")


def diplomacy_rows(timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short") -> pl.DataFrame:
    """List diplomatic acts with their sentences, a row an act.

    Args:
        timeline: What was reported.
        codebook: Names of topics, sides and credences.
        quotes: How much of the sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``date``, ``topic``, ``actor`` (list), ``toward`` (list), ``kind``, ``claimant``, ``credence``, ``quote``,
        ``report``; by date, report and position.
    """
    acts = timeline.diplomacy
    rows = (
        acts.join(_reports(timeline), on="report_id")
        .sort(EVENT_KEYS)
        .with_columns(
            _named(codebook, "topic_display", "topic", acts),
            _named(codebook, "credence_display", "credence", acts),
            _claimant(codebook, acts),
            pl.col("source").alias("actor"),
            pl.col("target").alias("toward"),
        )
        .with_columns(_corrected("credence"))
        .select("date", "topic", "actor", "toward", "kind", "claimant", "credence", "quote", "trigger", "report")
    )
    return quoted(rows, quotes, codebook).drop("trigger")


def _html_row(values: Iterable[Any]) -> str:
    return "<tr>" + "".join(f"<td><bdi>{safe(value)}</bdi></td>" for value in values) + "</tr>"


def source_table(
    frame: pl.DataFrame, caption: str, limit: int = 300, *, why: str = "no report of this period tells of one"
) -> Shown:
    """Show source sentences as a table.

    Args:
        frame: As `mention_rows`, `claim_rows` or `diplomacy_rows` give it; any frame will do.
        caption: What the table lists.
        limit: Rows to show; the caption says how many are left out.
        why: What an empty table says as its reason.

    Returns:
        An HTML table whose cells are escaped; as text the same caption and the rows with bars between cells.
    """
    if frame.is_empty():
        nothing = f"{caption}: none; {why}."
        return Shown(f'<p class="nothing">{safe(nothing)}</p>', nothing)
    shown = frame.head(limit)
    counted = f"{caption}: {frame.height:,}" + ("" if frame.height <= limit else f", the first {limit:,} shown")
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in frame.columns)
    body = "\n".join(_html_row(row) for row in shown.iter_rows())
    html = (
        f'<div class="source-table mathjax_ignore" role="region" tabindex="0" aria-label="{safe(caption)}">'
        f"<table><caption>{safe(counted)}</caption><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
    lines = [" | ".join(plain(value) for value in row) for row in [frame.columns, *shown.iter_rows()]]
    return Shown(html, "\n".join([counted, *lines]))


def plain(value: object) -> str:
    """Return a value as one line of text; a null is empty, a list its members with commas."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", " ")
