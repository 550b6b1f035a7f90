"""The days, weeks or whole window that rows are counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    import datetime as dt

    from analytics.schema import Timeline

__all__ = ["Every", "choose_period", "days_of", "period_of", "periods_read", "reported_periods", "with_period"]

Every = Literal["day", "week", "window"]

_DAYS_SHOWN_SINGLY = 45  # more marks than this in a row cannot be told apart at the width of a page


def choose_period(timeline: Timeline) -> Every:
    """Return the finest period that a reader can tell apart on a page: days, or weeks where there are many days."""
    days = days_of(timeline)
    return "week" if days and (days[1] - days[0]).days > _DAYS_SHOWN_SINGLY else "day"


def days_of(timeline: Timeline) -> tuple[dt.date, dt.date] | None:
    """Return the days of the first and the last report, none where there are no reports."""
    days = timeline.reports["date"].sort()
    return (days[0], days[-1]) if len(days) else None


def period_of(every: Every) -> pl.Expr:
    """Return the period of a row's ``date``: the day, the Monday of its week, or the first day of all rows."""
    day = pl.col("date")
    if every == "day":
        return day.alias("period")
    return (day.dt.truncate("1w") if every == "week" else day.min()).alias("period")


def with_period(frame: pl.DataFrame, reports: pl.DataFrame, every: Every) -> pl.DataFrame:
    """Give rows the period of their report, so that all frames agree on it."""
    periods = reports.select("report_id", period_of(every))
    return frame.join(periods, on="report_id", how="inner", maintain_order="left")


def reported_periods(timeline: Timeline, every: Every) -> pl.DataFrame:
    """Return every period from the first report's day to the last one's, those without a report too.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``first`` and ``last`` (date, both included: the days of the period that lie between the
        first and the last report), ``reports`` (int). Sorted by ``period``.
    """
    span = days_of(timeline)
    schema = {"date": pl.Date}
    days = pl.DataFrame({"date": pl.date_range(*span, eager=True)} if span else None, schema=schema)
    counts = timeline.reports.group_by("date").agg(pl.len().cast(pl.Int64).alias("reports"))
    return (
        days.join(counts, on="date", how="left")
        .with_columns(period_of(every), pl.col("reports").fill_null(0))
        .group_by("period")
        .agg(pl.col("date").min().alias("first"), pl.col("date").max().alias("last"), pl.col("reports").sum())
        .sort("period")
    )


def periods_read(timeline: Timeline, every: Every) -> tuple[dt.date, ...]:
    """Return the periods that have a report, in order."""
    return tuple(reported_periods(timeline, every).filter(pl.col("reports") > 0)["period"])
