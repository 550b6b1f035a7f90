"""Each claim from its first report to its end, by how it stood on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.credence import DASHED, SOLID, rgba
from analytics.charts.following import follows
from analytics.charts.labels import Label, labels_of, period_text
from analytics.charts.lane_rows import Lanes, lanes_of
from analytics.charts.theme import empty_chart, heading

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from analytics.codebook import Codebook
    from analytics.schema import Ledger

__all__ = ["chart_lanes"]

_LANE = 36  # pixels
_NAME_AT, _LINE_AT = 0.25, 0.7  # of a lane, from its top
_PLACES = {"lane": 0, "name_at": _NAME_AT, "line_at": _LINE_AT}
_CHOSEN_BY = ("theater", "actor", "kind")  # what a page filters lanes by, beside days and credences
_NAME_CHARACTERS = 34  # of a claim's name, so that its status fits beside it on a telephone
_CAVEATS = (
    "What reports say of a claim, not whether it is true: a claim may lapse and be true, or be doubted and be true.",
    "From the first report that tells of it to the last. A mark: the day of a report that changed how it stands.",
    "Dashed: nobody but its claimant stands behind it, or it has ended.",
)


def chart_lanes(
    ledger: dy.DataFrame[Ledger], codebook: Codebook, days: tuple[dt.date, dt.date] | None
) -> alt.Chart | alt.LayerChart:
    """Draw a lane a claim: a line from its first report on, a mark wherever its status changed.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Names, colours and shapes; which kinds and how many claims are drawn.
        days: First and last day of the reports, for the title.

    Returns:
        A chart; its subtitle says what is left out. A ledger without claims of these kinds gives a chart that says so.
    """
    title = f"How claims ended, {period_text(*days)}" if days else "How claims ended"
    lanes = lanes_of(ledger, codebook)
    if lanes.rows.is_empty():
        return empty_chart(title, "No report of this period tells of a claim to follow.")
    return _draw(lanes, codebook).properties(
        title=heading(title, *_CAVEATS, _left_out(lanes)),
        width="container",
        height=_LANE * lanes.rows.height,
        description=_description(title, lanes),
        usermeta=follows("lanes", "claim", [], {"lane": _LANE, "places": _PLACES}),
    )


def _left_out(lanes: Lanes) -> str:
    """Say which claims are not drawn."""
    older = f"{lanes.not_shown:,} that are open, or ended longer ago" if lanes.not_shown else ""
    other = f"{lanes.other_kinds:,} of other kinds (attacks, strikes) or without a place" if lanes.other_kinds else ""
    told = " and ".join(part for part in (older, other) if part)
    return f"Not drawn: {told}." if told else ""


def _description(title: str, lanes: Lanes) -> str:
    counts = lanes.rows.group_by("status_name").len().sort("len", "status_name", descending=[True, False])
    parts = [f"{status} {n}" for status, n in counts.iter_rows()]
    return f"{title}. {lanes.rows.height} claims, by status: {', '.join(parts)}. {_CAVEATS[0]}"


def _tooltip() -> list[alt.Tooltip]:
    named = [("claim", "Claim"), ("step_name", "Status"), ("theater_name", "Theater"), ("why", "Why it stands so now")]
    dated = [("date", "Since"), ("first", "First reported")]
    return [
        *(alt.Tooltip(field=field, type="nominal", title=title) for field, title in named[:2]),
        *(alt.Tooltip(field=field, type="temporal", title=title, format="%-d %B %Y") for field, title in dated),
        *(alt.Tooltip(field=field, type="nominal", title=title) for field, title in named[2:]),
    ]


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    lane = pl.col("number") - 1
    return frame.with_columns((lane + at).alias(name) for name, at in _PLACES.items())


def _shapes(statuses: tuple[Label, ...], codebook: Codebook) -> alt.Shape:
    shape = {row["id"]: row["shape"] for row in codebook.table("status_display")}
    legend = alt.Legend(
        title=None,
        columns=alt.ExprRef("width < 480 ? 2 : 6"),
        symbolFillColor="transparent",
        symbolStrokeWidth=1.8,
        symbolSize=90,
    )
    scale = alt.Scale(domain=[s.name for s in statuses], range=[shape.get(s.id, "cross") for s in statuses])
    return alt.Shape(field="step_name", type="nominal", scale=scale, legend=legend)


def _colours(sides: tuple[Label, ...], statuses: tuple[Label, ...]) -> dict[str, Any]:
    """Return the channels of colour: outlines by side, fills by side as full as the status is firm."""
    pairs = [(side, status) for side in sides for status in statuses]
    outline = alt.Scale(domain=[side.name for side in sides], range=[side.colour for side in sides])
    # Nearly clear, not empty: the whole mark answers to the pointer.
    fills = alt.Scale(
        domain=[f"{side.id}, {status.id}" for side, status in pairs],
        range=[rgba(side.colour, max(status.strength, 0.01)) for side, status in pairs],
    )
    columns = alt.ExprRef("width < 480 ? 1 : 4")
    legend = alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=3, columns=columns)
    return {
        "stroke": alt.Stroke(field="actor_name", type="nominal", scale=outline, legend=legend),
        "fill": alt.Fill(field="mark", type="nominal", scale=fills, legend=None),
    }


def _draw(lanes: Lanes, codebook: Codebook) -> alt.LayerChart:
    present = set(lanes.rows["actor"])
    sides = tuple(label for label in labels_of(codebook, "side", present) if label.id in present)
    statuses = labels_of(codebook, "status_display", lanes.steps["status"])
    colours = _colours(sides, statuses)
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("lane_count"), nice=False, reverse=True)
    steps = _placed(lanes.steps).with_columns(pl.format("{}, {}", "actor", "status").alias("mark"))
    name = pl.format("{}  {}", "number", _short(pl.col("claim"))).alias("name")
    credences = pl.col("credences").list.eval(pl.element().struct.field("credence").unique(maintain_order=True))
    days = pl.col("first", "end").dt.to_string()
    rows = _placed(lanes.rows.select("number", name, "status_name", *_CHOSEN_BY, days, credences))

    def y(field: str) -> alt.Y:
        return alt.Y(field=field, type="quantitative", scale=scale, axis=None)

    def x(field: str) -> alt.X:
        axis = alt.Axis(format="%-d %b", labelOverlap="greedy", labelSeparation=8, grid=False, tickCount=8)
        return alt.X(field=field, type="temporal", title="day of the report", scale=alt.Scale(padding=12), axis=axis)

    runs = steps.filter(pl.col("until") > pl.col("date")).drop("first", "end")
    changes = steps.drop("end", "until")  # a layer has no day that it does not draw: a page could not restore it alike
    dash = alt.condition(alt.datum.stands, alt.value(SOLID), alt.value(DASHED))
    layers = [
        alt.Chart(data=rows, name="lanes").mark_rule(opacity=0.12, tooltip=None).encode(y=y("lane")),
        alt.Chart(data=runs, name="runs")
        .mark_rule(strokeWidth=2.5, tooltip=None)
        .encode(x=x("date"), x2=alt.X2(field="until"), y=y("line_at"), stroke=colours["stroke"], strokeDash=dash),
        alt.Chart(data=changes, name="statuses")
        .mark_point(size=95, strokeWidth=2, opacity=1)
        .encode(x=x("date"), y=y("line_at"), shape=_shapes(statuses, codebook), tooltip=_tooltip(), **colours),
        alt.Chart(data=rows, name="claims")
        .mark_text(align="left", dx=4, fontSize=12)
        .encode(x=alt.value(0), y=y("name_at"), text=alt.Text(field="name", type="nominal")),
        alt.Chart(data=rows, name="ends")
        .mark_text(align="right", fontSize=12, fontWeight="bold")
        .encode(x=alt.value("width"), y=y("name_at"), text=alt.Text(field="status_name", type="nominal")),
    ]
    drawn = alt.layer(*[layer for layer in layers if layer.data.height])
    return cast("alt.LayerChart", drawn.add_params(alt.param(name="lane_count", value=lanes.rows.height)))


def _short(name: pl.Expr) -> pl.Expr:
    cut = pl.format("{}…", name.str.slice(0, _NAME_CHARACTERS - 1))
    return pl.when(name.str.len_chars() > _NAME_CHARACTERS).then(cut).otherwise(name)
