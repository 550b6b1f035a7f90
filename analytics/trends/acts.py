"""Diplomatic acts by topic and kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from analytics.trends.periods import period_of, with_period

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.periods import Every

__all__ = ["OTHER_TOPIC", "ActTotal", "act_totals", "diplomatic_acts", "diplomatic_developments", "report_name"]


OTHER_TOPIC = "other"  # of an act that is about none of the codebook's topics


def diplomatic_developments(timeline: Timeline, every: Every = "day") -> pl.DataFrame:
    """Count diplomatic acts by topic and kind.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``topic`` (str), ``kind`` (str), ``n`` (int, distinct acts). Sorted by those; no
        rows of 0.
    """
    keys = ["period", "topic", "kind"]
    return (
        with_period(timeline.diplomacy, timeline.reports, every)
        .group_by(keys)
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort(keys)
    )


def diplomatic_acts(timeline: Timeline, every: Every = "day") -> pl.DataFrame:
    """List diplomatic acts, a row an act.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``date`` (date), ``topic``, ``kind``, ``who`` and ``whom`` (str, names with commas, empty
        where not said), ``claimant``, ``credence``, ``quote``, ``trigger``, ``report`` (str, the report's title,
        source or id), ``event_id``. Sorted by period, topic, kind, date, report_id, start.
    """
    periods = timeline.reports.select("report_id", report_name(), period_of(every))
    return (
        timeline.diplomacy.join(periods, on="report_id", how="inner")
        .sort("period", "topic", "kind", "date", "report_id", "start", "event_id")
        .with_columns(
            pl.col("source").list.join(", ").alias("who"),
            pl.col("target").list.join(", ").alias("whom"),
        )
        .select(
            *("period", "date", "topic", "kind", "who", "whom", "claimant", "credence"),
            *("quote", "trigger", "report", "event_id"),
        )
    )


def report_name() -> pl.Expr:
    """Return what a reader calls a ``report``: its title, else its source, else its id."""
    return pl.coalesce("title", "source", "report_id").alias("report")


@dataclass(frozen=True, slots=True)
class ActTotal:
    """Distinct diplomatic acts of one topic or kind."""

    name: str
    n: int


def act_totals(timeline: Timeline, by: Literal["topic", "kind"]) -> tuple[ActTotal, ...]:
    """Return the number of acts of each topic or kind, the most frequent first, then by name."""
    rows = diplomatic_developments(timeline, "window").group_by(by).agg(pl.col("n").sum())
    ordered = rows.sort("n", by, descending=[True, False])
    return tuple(ActTotal(name, n) for name, n in ordered.iter_rows())
