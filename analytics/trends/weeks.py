"""The newest week of reports against the week before it.

A week is the seven days that end on the newest report's day, not a calendar week: a page made on a Monday would else
compare one day with seven.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import polars as pl

from analytics.schema import Timeline
from analytics.trends.advances import CONTRADICTED, MOVES

__all__ = [
    "BRIEFED",
    "COMPARED_DAYS",
    "Week",
    "both_weeks",
    "in_week",
    "newest_week",
    "newest_weeks",
    "strike_events",
    "strike_totals",
    "strikes_by_theater",
]

_DAYS = 7
COMPARED_DAYS = 2 * _DAYS  # that the newest week and the one before it take
_STRIKE = "strike"
BRIEFED = (*MOVES, _STRIKE)  # kinds of claims whose sentences a briefing shows


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of reports.

    Attributes:
        first: The first day.
        last: The last day, which counts too.
        reports: How many reports are of these days.
        words: How many words they have.
    """

    first: dt.date
    last: dt.date
    reports: int
    words: int


def newest_weeks(timeline: Timeline) -> tuple[Week, Week] | None:
    """Return the seven days up to the newest report and the seven days before them, none where there are no reports."""
    if timeline.reports.is_empty():
        return None
    newest: dt.date = timeline.reports["date"].max()  # type: ignore[assignment]  # a column of days
    return _week(timeline, newest), _week(timeline, newest - dt.timedelta(days=_DAYS))


def _week(timeline: Timeline, last: dt.date) -> Week:
    first = last - dt.timedelta(days=_DAYS - 1)
    reports = timeline.reports.filter(pl.col("date").is_between(first, last))
    return Week(first, last, reports.height, int(reports["words"].sum()))


def in_week(timeline: Timeline, week: Week) -> Timeline:
    """Keep the reports of a week, and what was read from them."""
    return Timeline.cast({name: frame.filter(_within(week)) for name, frame in timeline.to_dict().items()})


def newest_week(timeline: Timeline) -> Timeline:
    """Keep the reports of the newest week, and what was read from them; nothing where there are no reports."""
    weeks = newest_weeks(timeline)
    return in_week(timeline, weeks[0]) if weeks else timeline


def both_weeks(timeline: Timeline) -> Timeline:
    """Keep the reports of the newest week and of the week before, and what was read from them."""
    weeks = newest_weeks(timeline)
    return in_week(timeline, replace(weeks[0], first=weeks[1].first)) if weeks else timeline


def _within(week: Week) -> pl.Expr:
    return pl.col("date").is_between(week.first, week.last)


def strikes_by_theater(timeline: Timeline) -> pl.DataFrame:
    """Count strikes that are told and not contradicted.

    Args:
        timeline: What was reported.

    Returns:
        ``theater``, ``side`` (str, the side that fires, also ``unknown``), ``n`` (int, distinct events; one at two
        theaters counts in both). Sorted by theater, then ``n``, the most first, then side.
    """
    return (
        _strikes(timeline)
        .group_by("theater", "side")
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort("theater", "n", "side", descending=[False, True, False])
    )


def strike_totals(timeline: Timeline) -> dict[str, int]:
    """Count the strikes that are told and not contradicted, distinct events by the side that fires, the most first."""
    rows = strike_events(timeline).group_by("key").len().sort("len", "key", descending=[True, False])
    return dict(rows.iter_rows())


def _strikes(timeline: Timeline) -> pl.DataFrame:
    """Return the claims of strikes that are not contradicted, with the side that fires."""
    strikes = timeline.claims.filter(pl.col("kind") == _STRIKE, ~pl.col("credence").is_in(CONTRADICTED))
    return strikes.with_columns(pl.col("actor").alias("side"))


def strike_events(timeline: Timeline) -> pl.DataFrame:
    """Return ``report_id`` and ``key``, the side that fires, a row a strike that is not contradicted."""
    return _strikes(timeline).unique("event_id").select("report_id", pl.col("side").alias("key"))
