"""Periods without a report: shaded in every chart over time, since nothing is known of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from analytics.charts.theme import NEUTRAL, period_axis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.trends import Every

__all__ = ["calendar", "gap_marks", "unread"]


def _step(every: Every) -> dt.timedelta:
    return dt.timedelta(days=7 if every == "week" else 1)


def calendar(periods: Iterable[dt.date], every: Every) -> pl.Series:
    """Return every period from the first of some to the last, with or without reports.

    Args:
        periods: Days or Mondays, at least one.
        every: ``day`` or ``week``.
    """
    known = sorted(periods)
    return pl.date_range(known[0], known[-1], _step(every), eager=True).alias("period")


def unread(read: Iterable[dt.date], every: Every) -> pl.DataFrame:
    """List the periods without a report between the first and the last that has one.

    Args:
        read: The periods with a report.
        every: ``day`` or ``week``.

    Returns:
        ``from`` and ``to`` (datetime, half a period before and after), in order; empty where nothing was read.
    """
    known = set(read)
    missing = calendar(known, every).filter(~calendar(known, every).is_in(sorted(known))) if known else pl.Series([])
    half = _step(every) / 2
    start = pl.col("period").cast(pl.Datetime)
    frame = pl.DataFrame({"period": missing}, schema={"period": pl.Date})
    return frame.select((start - half).alias("from"), (start + half).alias("to"))


def gap_marks(read: Iterable[dt.date], periods: Iterable[dt.date], every: Every) -> alt.Chart:
    """Shade the periods without a report over the whole height of a chart.

    Args:
        read: The periods with a report.
        periods: Those that the axis names.
        every: ``day`` or ``week``.
    """
    chart: alt.Chart = (
        alt.Chart(data=unread(read, every), name="periods_without_reports")
        .mark_rect(color=NEUTRAL, opacity=0.18, tooltip=None)
        .encode(x=period_axis("from", periods, every), x2=alt.X2(field="to"), y=alt.value(0), y2=alt.value("height"))
    )
    return chart
