"""How often each theater is named in the newest week, against the week before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.following import follows
from analytics.charts.labels import labels_of, period_text
from analytics.charts.theme import empty_chart, heading

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.trends import Week

__all__ = ["chart_weeks"]

_LANE = 46  # pixels
_PLACES = {"name_at": 0.2, "newest_at": 0.56, "before_at": 0.82}  # of a lane, from its top
_LAYOUT = {"lane": _LANE, "places": _PLACES, "fixed": True}  # fixed: whatever days are chosen
_CAVEATS = (
    "Place names per 1,000 words: what reports write about, not how intense the fighting is.",
    "Filled: the newest week. Hollow, below it: the week before. Bars: 95 % limits that let whole reports differ.",
    "On the right: how many times as often, where a test over whole reports tells a change.",
)
_TELLING = ("more", "less")
_UPPER = ("high", "wide_high")
_ENDLESS = 1000  # times as often: a limit beyond says nothing, and JSON knows no infinity


def chart_weeks(frame: pl.DataFrame, codebook: Codebook, weeks: tuple[Week, Week] | None) -> alt.Chart | alt.LayerChart:
    """Draw the rates of two weeks, a lane a theater.

    Args:
        frame: As `analytics.trends.week_changes` returns it; its mentions are drawn.
        codebook: Names, colours and order of the theaters.
        weeks: What it compares, the newer one first; none where there are no reports.

    Returns:
        A chart. An empty frame gives a chart that says so.
    """
    title = f"Mentions in the week of {period_text(weeks[0].first, weeks[0].last)}" if weeks else "Mentions in the week"
    mentions = frame.filter(pl.col("what") == "mentions").rename({"key": "theater"})
    if mentions.is_empty():
        return empty_chart(title, "No report of these weeks names a place of any theater.")
    rows = _rows(mentions, codebook)
    return _draw(rows).properties(
        title=heading(title, *_CAVEATS),
        width="container",
        height=_LANE * rows.height,
        description=_description(title, rows),
        usermeta=follows("weeks", "mention", [], _LAYOUT),
    )


def _description(title: str, rows: pl.DataFrame) -> str:
    told = [
        f"{name} {n}, before {before}" for name, n, before in rows.select("theater_name", "n", "n_before").iter_rows()
    ]
    return f"{title}. Place names by theater: {'; '.join(told)}. {_CAVEATS[0]}"


def _rows(frame: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    labels = {label.id: label for label in labels_of(codebook, "theater", frame["theater"])}
    theater = pl.col("theater")
    telling = pl.col("verdict").is_in(_TELLING) & pl.col("ratio").is_not_null()
    return (
        frame.with_columns(
            theater.replace_strict({i: label.name for i, label in labels.items()}).alias("theater_name"),
            theater.replace_strict({i: label.colour for i, label in labels.items()}).alias("colour"),
            theater.replace_strict({i: n for n, i in enumerate(labels)}, return_dtype=pl.Int64).alias("order"),
            pl.when(telling).then(pl.format("{} times", pl.col("ratio").round_sig_figs(2))).alias("change"),
            *(pl.when(pl.col(limit) <= _ENDLESS).then(limit).alias(limit) for limit in _UPPER),
        )
        .sort("rate", "n_before", "order", descending=[True, True, False], nulls_last=True)
        .with_row_index("lane")
        .with_columns((pl.col("lane") + at).alias(name) for name, at in _PLACES.items())
    )


def _tooltip() -> list[alt.Tooltip]:
    shown = [
        ("n", "Place names", "d"),
        ("rate", "Per 1,000 words", ".1f"),
        ("rate_low", "Rate, low (95 %)", ".1f"),
        ("rate_high", "Rate, high (95 %)", ".1f"),
        ("n_before", "Week before", "d"),
        ("rate_before", "Per 1,000 words before", ".1f"),
        ("rate_low_before", "Rate before, low (95 %)", ".1f"),
        ("rate_high_before", "Rate before, high (95 %)", ".1f"),
        ("ratio", "Times as often", ".2f"),
        ("wide_low", "Times, low (95 %)", ".2f"),
        ("wide_high", "Times, high (95 %)", ".2f"),
        ("low", "Times, low, counting alone", ".2f"),
        ("high", "Times, high, counting alone", ".2f"),
        ("adjusted", "Adjusted p", ".3f"),
    ]
    numbers = [
        alt.Tooltip(field=field, type="quantitative", title=title, format=pattern) for field, title, pattern in shown
    ]
    return [alt.Tooltip(field="theater_name", type="nominal", title="Theater"), *numbers]


def _draw(rows: pl.DataFrame) -> alt.LayerChart:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("lane_count"), nice=False, reverse=True)
    rates = alt.Scale(domainMin=0, padding=8)

    def y(field: str) -> alt.Y:
        return alt.Y(field=field, type="quantitative", scale=scale, axis=None)

    def x(field: str) -> alt.X:
        return alt.X(
            field=field,
            type="quantitative",
            scale=rates,
            title="place names per 1,000 words",
            axis=alt.Axis(tickCount=6),
        )

    colours = rows.select("theater_name", "colour").unique(maintain_order=True)
    key = alt.Scale(domain=colours["theater_name"].to_list(), range=colours["colour"].to_list())
    colour: dict[str, Any] = {"field": "theater_name", "type": "nominal", "scale": key, "legend": None}
    before = rows.filter(pl.col("rate_before").is_not_null())
    layers = [
        alt.Chart(data=rows, name="lanes").mark_rule(opacity=0.12, tooltip=None).encode(y=y("lane")),
        *(
            alt.Chart(data=chosen, name=f"limits_{which}")
            .mark_rule(strokeWidth=4, opacity=0.35, color="currentColor", tooltip=None)
            .encode(x=x(f"rate_low{end}"), x2=alt.X2(field=f"rate_high{end}"), y=y(f"{which}_at"))
            for which, end, chosen in (("newest", "", rows), ("before", "_before", before))
        ),
        alt.Chart(data=before, name="week_before")
        .mark_point(size=80, strokeWidth=1.8, fill="rgba(136, 136, 136, 0.01)", opacity=1)
        .encode(x=x("rate_before"), y=y("before_at"), stroke=alt.value("currentColor"), tooltip=_tooltip()),
        alt.Chart(data=rows, name="newest_week")
        .mark_point(size=90, filled=True, stroke="currentColor", strokeWidth=0.7, opacity=1)
        .encode(x=x("rate"), y=y("newest_at"), color=alt.Color(**colour), tooltip=_tooltip()),
        alt.Chart(data=rows, name="theaters")
        .mark_text(align="left", dx=4, fontSize=12, fontWeight="bold")
        .encode(x=alt.value(0), y=y("name_at"), text=alt.Text(field="theater_name", type="nominal")),
        alt.Chart(data=rows.filter(pl.col("change").is_not_null()), name="told_changes")
        .mark_text(align="right", fontSize=12)
        .encode(x=alt.value("width"), y=y("name_at"), text=alt.Text(field="change", type="nominal")),
    ]
    count = alt.param(name="lane_count", value=rows.height)  # a page that filters has fewer
    return cast("alt.LayerChart", alt.layer(*layers).add_params(count))
