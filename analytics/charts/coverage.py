"""How much was read of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import altair as alt
import polars as pl

from analytics.charts.labels import period_text
from analytics.charts.theme import NEUTRAL, empty_chart, heading, period_axis

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["chart_coverage"]

_HEIGHT = 180  # pixels
_BAR = "#0072B2"  # Okabe and Ito's blue
_TICKS = 45  # more days than this are named by the week
_CAVEAT = "Words of the reports of each day. Shaded: no report, which is not a day on which nothing happened."


def chart_coverage(frame: pl.DataFrame, days: tuple[dt.date, dt.date] | None) -> alt.Chart | alt.LayerChart:
    """Draw the words of each day, days without a report shaded.

    Args:
        frame: As `analytics.trends.coverage` returns it.
        days: First and last day of the reports, for the title.

    Returns:
        A chart. An empty frame gives a chart that says so.
    """
    title = f"What was read, {period_text(*days)}" if days else "What was read"
    if frame.is_empty():
        return empty_chart(title, "There are no reports in this period.")
    read = frame.filter(pl.col("reports") > 0)
    told = f"{read.height} of {frame.height} days have a report; words a day: "
    words = f"{min(read['words']):,} to {max(read['words']):,}."
    return _draw(frame).properties(
        title=heading(title, _CAVEAT),
        width="container",
        height=_HEIGHT,
        description=f"{title}. {told}{words} {_CAVEAT}",
    )


def _draw(frame: pl.DataFrame) -> alt.LayerChart:
    half = pl.duration(hours=12)
    noon = pl.col("date").cast(pl.Datetime)
    spans = frame.with_columns((noon - half).alias("from"), (noon + half).alias("to"))
    ticks = frame["date"].to_list()
    x = period_axis("date", ticks if len(ticks) <= _TICKS else ticks[::7], "day")
    tooltip = [
        alt.Tooltip(field="date", type="temporal", title="Day of the report", format="%-d %B %Y"),
        *(
            alt.Tooltip(field=field, type="quantitative", title=title, format=",")
            for field, title in (
                ("reports", "Reports"),
                ("words", "Words"),
                ("mentions", "Place names"),
                ("claims", "Claims"),
                ("acts", "Diplomatic acts"),
            )
        ),
    ]
    layers = [
        alt.Chart(data=spans.filter(pl.col("reports") == 0), name="days_without_report")
        .mark_rect(color=NEUTRAL, opacity=0.25)
        .encode(
            x=alt.X(field="from", type="temporal"),
            x2=alt.X2(field="to"),
            tooltip=[alt.Tooltip(field="date", type="temporal", title="No report on", format="%-d %B %Y")],
        ),
        alt.Chart(data=spans.filter(pl.col("reports") > 0), name="days_with_reports")
        .mark_rect(color=_BAR, opacity=0.85, stroke="transparent")
        .encode(
            x=alt.X(field="from", type="temporal"),
            x2=alt.X2(field="to"),
            y=alt.Y(field="words", type="quantitative", title="words in reports"),
            y2=alt.Y2(datum=0),
            tooltip=tooltip,
        ),
        alt.Chart(data=frame.head(1), name="day_axis").mark_point(opacity=0, tooltip=None).encode(x=x),
    ]
    return cast("alt.LayerChart", alt.layer(*layers))
