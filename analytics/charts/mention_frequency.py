"""How often reports name places of each theater."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.following import follows
from analytics.charts.gaps import calendar, gap_marks
from analytics.charts.labels import Label, labels_of, name_of, period_text
from analytics.charts.theme import empty_chart, heading, period_axis
from analytics.trends import COUNTING
from analytics.trends.counting import PER_WORDS

if TYPE_CHECKING:
    import datetime as dt

    from analytics.codebook import Codebook
    from analytics.trends import Every

__all__ = ["chart_mentions"]

_LANE = 60  # pixels
_FILLED = 0.7  # of a lane; the rest holds the theater's name
_NAME_AT = 0.85
_NICE = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
_CAVEAT = "Place names per 1,000 words: what reports write about, not how intense the fighting is."
_BARS = "Bars: 95 % limits that let whole reports differ, cut at the lane's top. Shaded: no report, which is not zero."
_NARROW_BARS = (
    "Bars: 95 % limits of counting alone, too narrow: there are too few reports to see how much they differ.",
    "Cut at the lane's top. Shaded: no report, which is not zero.",
)


def _nice(limit: float) -> float:
    """Round up to a number that reads well on an axis."""
    scale = 10 ** (len(str(int(limit))) - 1)
    return next(float(step * scale) for step in _NICE if step * scale >= limit)


def _top(frame: pl.DataFrame) -> float:
    """Return the rate at the top of every lane."""
    return _nice(frame["rate"].max())  # type: ignore[arg-type]  # a float column


def _lanes(frame: pl.DataFrame, theaters: tuple[Label, ...]) -> pl.DataFrame:
    """Give each theater a lane, the first one on top, with the mean rate of the window."""
    means = frame.group_by("theater").agg((1000 * pl.col("n").sum() / pl.col("words").sum()).alias("mean"))
    lanes = pl.DataFrame(
        {
            "theater": [label.id for label in theaters],
            "name": [label.name for label in theaters],
            "base": [float(len(theaters) - 1 - row) for row in range(len(theaters))],
        },
        schema={"theater": pl.String, "name": pl.String, "base": pl.Float64},
    )
    return lanes.join(means, on="theater", how="left", maintain_order="left").with_columns(
        (pl.col("base") + _NAME_AT).alias("label_at"),
        pl.format("mean {}", pl.col("mean").round(1)).alias("mean_text"),
    )


def _points(frame: pl.DataFrame, lanes: pl.DataFrame, top: float, every: Every) -> pl.DataFrame:
    """Place each rate in its theater's lane; periods without reports get rows of nulls, where the line breaks."""
    grid = calendar(frame["period"], every).to_frame().join(lanes.select("theater", "name", "base"), how="cross")
    rows = grid.join(frame, on=["period", "theater"], how="left").sort("base", "period", descending=[True, False])

    def height(column: str) -> pl.Expr:
        return (pl.col("base") + _FILLED * pl.col(column).clip(upper_bound=top) / top).alias(f"y_{column}")

    shown = rows.with_columns(
        pl.coalesce("wide_low", "low").alias("shown_low"), pl.coalesce("wide_high", "high").alias("shown_high")
    )
    return shown.with_columns(height("rate"), height("shown_low"), height("shown_high"))


def _lane_params(lanes: pl.DataFrame) -> list[alt.Parameter]:
    """Return how many lanes there are and where their axis has ticks: a page that filters has fewer."""
    ticks = sorted(y for base in lanes["base"] for y in (base, base + _FILLED))
    return [alt.param(name="lane_count", value=lanes.height), alt.param(name="lane_ticks", value=ticks)]


def _axis(top: float) -> alt.Axis:
    return alt.Axis(
        values=alt.ExprRef("lane_ticks"),
        labelExpr=f"datum.value % 1 < 0.01 ? '0' : '{top:g}'",
        title=None,
        grid=False,
        domain=False,
        labelOverlap=False,
    )


def _tooltip(every: Every) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(field="name", type="nominal", title="Theater"),
        alt.Tooltip(
            field="period", type="temporal", title="Week from" if every == "week" else "Day", format="%-d %B %Y"
        ),
        alt.Tooltip(field="n", type="quantitative", title="Place names"),
        alt.Tooltip(field="words", type="quantitative", title="Words in reports", format=","),
        alt.Tooltip(field="rate", type="quantitative", title="Per 1,000 words", format=".1f"),
        alt.Tooltip(field="shown_low", type="quantitative", title="Low (95 %)", format=".1f"),
        alt.Tooltip(field="shown_high", type="quantitative", title="High (95 %)", format=".1f"),
        alt.Tooltip(field="basis_name", type="nominal", title="Limits rest on"),
    ]


def chart_mentions(
    frame: pl.DataFrame, codebook: Codebook, days: tuple[dt.date, dt.date] | None, every: Every = "day"
) -> alt.Chart | alt.LayerChart:
    """Draw the mention rate of each theater over time, a lane a theater, all lanes to one scale.

    Args:
        frame: As `analytics.trends.mention_frequency` returns it, made with the same `every`.
        codebook: Names, colours and order of the theaters.
        days: First and last day of the reports, for the title.
        every: ``day`` or ``week``.

    Returns:
        A chart; theaters that no report names are listed in its subtitle. An empty frame gives a chart that says so.
    """
    title = f"Mentions by theater, {period_text(*days)}" if days else "Mentions by theater"
    named = frame.filter(pl.col("n").sum().over("theater") > 0)
    if named.is_empty():
        return empty_chart(title, "No report of this period names a place of any theater.")
    present = set(named["theater"])
    labels = labels_of(codebook, "theater", present)
    theaters = tuple(label for label in labels if label.id in present)
    silent = [label.name for label in labels if label.id in set(frame["theater"]) - present]
    bases = {label.id: label.name for label in labels_of(codebook, "basis_display", named["basis"])}
    rows = named.with_columns(pl.col("basis").replace_strict(bases).alias("basis_name"))
    return _draw(rows, theaters, every).properties(
        title=heading(title, *_caveats(named), f"Never named: {', '.join(silent)}." if silent else ""),
        width="container",
        height=_LANE * len(theaters),
        description=_description(title, _lanes(named, theaters)),
        usermeta=_followed(named, codebook),
    )


def _caveats(frame: pl.DataFrame) -> tuple[str, ...]:
    return (_CAVEAT, *(_NARROW_BARS if COUNTING in set(frame["basis"]) else (_BARS,)))


def _followed(frame: pl.DataFrame, codebook: Codebook) -> dict[str, Any]:
    """Return what a page's script needs to count the lanes anew; it knows no limits but those of counting."""
    layout = {"lane": _LANE, "filled": _FILLED, "name_at": _NAME_AT, "top": _top(frame), "per": PER_WORDS}
    basis = {"basis": COUNTING, "basis_name": name_of(codebook, "basis_display", COUNTING)}
    return follows("mentions", "mention", ["periods"], layout | basis)


def _description(title: str, lanes: pl.DataFrame) -> str:
    means = ", ".join(f"{name} {mean:.1f}" for name, mean in lanes.select("name", "mean").iter_rows())
    return f"{title}. A lane a theater with its place names per 1,000 words over time. Means: {means}. {_CAVEAT}"


def _draw(frame: pl.DataFrame, theaters: tuple[Label, ...], every: Every) -> alt.LayerChart:
    lanes = _lanes(frame, theaters)
    top = _top(frame)
    points = _points(frame, lanes, top, every)
    hover = alt.selection_point(
        name="period_hover", fields=["period"], on="pointerover", clear="pointerout", nearest=True, empty=False
    )
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("lane_count"), nice=False)
    axis = _axis(top)

    def y(field: str) -> alt.Y:
        return alt.Y(field=field, type="quantitative", scale=scale, axis=axis)

    colour = alt.Color(
        field="theater",
        type="nominal",
        scale=alt.Scale(domain=[t.id for t in theaters], range=[t.colour for t in theaters]),
        legend=None,
    )
    periods = calendar(frame["period"], every).to_list()
    x = period_axis("period", periods, every)
    rate = y("y_rate")
    base = alt.Chart(data=points)
    layers = [
        gap_marks(frame["period"], periods, every),
        alt.Chart(data=lanes, name="zero_lines").mark_rule(opacity=0.35).encode(y=y("base")),
        base.mark_rule(strokeWidth=4, opacity=0.35, color="currentColor")
        .encode(x=x, y=y("y_shown_low"), y2=alt.Y2(field="y_shown_high"))
        .properties(name="limits"),
        base.mark_line(strokeWidth=1.2, opacity=0.5, color="currentColor")
        .encode(x=x, y=rate, detail=alt.Detail(field="theater", type="nominal"))
        .properties(name="rates"),
        base.mark_point(filled=True, opacity=1, stroke="currentColor", strokeWidth=0.7)
        .encode(
            x=x,
            y=rate,
            color=colour,
            size=alt.condition(hover, alt.value(110), alt.value(36)),
            tooltip=_tooltip(every),
        )
        .add_params(hover)
        .properties(name="periods"),
        _lane_text(lanes, "name", "left", 0, y("label_at"), bold=True),
        _lane_text(lanes, "mean_text", "right", "width", y("label_at"), bold=False),
    ]
    return cast("alt.LayerChart", alt.layer(*layers).add_params(*_lane_params(lanes)))


def _lane_text(lanes: pl.DataFrame, field: str, align: str, x: float | str, y: alt.Y, *, bold: bool) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(data=lanes, name=f"lane_{field}")
        .mark_text(align=align, dx=4 if align == "left" else 0, fontSize=12, fontWeight="bold" if bold else "normal")  # type: ignore[arg-type]  # a literal
        .encode(
            x=alt.value(x),
            y=y,
            text=alt.Text(field=field, type="nominal"),
        )
    )
    return chart
