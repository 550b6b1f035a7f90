"""The days, weeks or whole window that rows are counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    import datetime as dt

    from analytics.schema import Timeline

__all__ = ["Every", "choose_period", "days_of", "period_of", "periods_read", "with_period"]

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


def periods_read(timeline: Timeline, every: Every) -> tuple[dt.date, ...]:
    """Return the periods that have a report, in order."""
    return tuple(timeline.reports.select(period_of(every)).to_series().unique().sort())


def with_period(frame: pl.DataFrame, reports: pl.DataFrame, every: Every) -> pl.DataFrame:
    """Give rows the period of their report, so that all frames agree on it."""
    periods = reports.select("report_id", period_of(every))
    return frame.join(periods, on="report_id", how="inner", maintain_order="left")
