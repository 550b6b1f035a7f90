"""What each side is said to have gained in each theater, and who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.advance_rows import CONTRADICTED, advance_rows, gains_of, stacked
from analytics.charts.labels import Label, labels_of, period_text
from analytics.charts.theme import NEUTRAL, empty_chart, heading

if TYPE_CHECKING:
    import datetime as dt

    from analytics.codebook import Codebook

__all__ = ["chart_advances"]

_HEIGHT = 380  # pixels
_EDGE = 46  # pixels above and below, where what is contradicted stands apart
_ROWS = {"doubted": 10, "denied": 28}  # pixels from the edge
_CROSSES = {"doubted": "M-.7,.7L.7,-.7", "denied": "M-.7,-.7L.7,.7M-.7,.7L.7,-.7"}  # half a cross, a whole one
_HOLLOW = 0.0  # strength of a claim that nobody but its claimant stands behind
_WIDTHS = {"gain": 0.9, "withdrawal": 0.45}  # of a half column
_NARROW = 84  # pixels a theater; below that names are slanted
_CAVEATS = (
    "Records of what reports tell, not of who controls what. A gain told twice counts twice.",
    "Hollow and dashed: only claimed. Narrow bars: the other side withdrew.",
    "At the edges, not in the bars: what is doubted or denied.",
)


def chart_advances(
    frame: pl.DataFrame, codebook: Codebook, days: tuple[dt.date, dt.date] | None
) -> alt.Chart | alt.LayerChart:
    """Draw claimed gains by theater: the codebook's first side up, its second side down, by credence.

    Args:
        frame: As `analytics.trends.claimed_advances` returns it; its periods are added up.
        codebook: Names, colours and order of theaters, sides and credences. Gains of a third side are only counted, in
            the subtitle.
        days: First and last day of the reports, for the title.

    Returns:
        A chart. An empty frame gives a chart that says so.
    """
    title = f"Claimed advances, {period_text(*days)}" if days else "Claimed advances"
    sides = labels_of(codebook, "side", set(frame["side"]) - {"other", "unknown"})[:2]
    if not frame["side"].is_in([side.id for side in sides]).any():
        return empty_chart(title, "No report of this period tells of a gain or withdrawal of either side.")
    rows = advance_rows(frame, codebook, sides)
    apart = frame.filter(~pl.col("side").is_in([side.id for side in sides]))["n"].sum()
    told = f"Not drawn: {apart:,} of another or an unknown side." if apart else ""
    return _draw(rows, codebook, sides).properties(
        title=heading(title, *_CAVEATS, f"Up: {gains_of(sides[0])}. Down: {gains_of(sides[-1])}.", told),
        width="container",
        height=_HEIGHT,
        description=_description(title, rows),
    )


def _description(title: str, rows: pl.DataFrame) -> str:
    told = rows.group_by("side_name", "what", "credence_name", maintain_order=True).agg(pl.col("n").sum())
    parts = [f"{side}, {what}, {credence}: {n}" for side, what, credence, n in told.iter_rows()]
    return f"{title}. Bars by theater, one side up and the other down. {'; '.join(parts)}. {_CAVEATS[0]}"


def _x(rows: pl.DataFrame) -> alt.X:
    names = rows["theater_name"].unique(maintain_order=True).to_list()
    slanted = f"width < {_NARROW * len(names)}"
    return alt.X(
        field="theater_name",
        type="nominal",
        sort=names,
        title=None,
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15),
        axis=alt.Axis(
            labelExpr=f"{slanted} ? replace(datum.value, /\\n/g, ' ') : split(datum.value, '\\n')",
            labelAngle=alt.ExprRef(f"{slanted} ? -45 : 0"),
            labelAlign=alt.ExprRef(f"{slanted} ? 'right' : 'center'"),
            labelBaseline=alt.ExprRef(f"{slanted} ? 'middle' : 'top'"),
            labelLimit=150,
            labelOverlap=False,
            orient="bottom",
            ticks=False,
            labelPadding=6,
        ),
    )


def _y(field: str, most: int, sides: tuple[Label, ...]) -> alt.Y:
    """Return the axis: whole numbers without sign, room for the edges."""
    reach = most * (_HEIGHT / 2) / (_HEIGHT / 2 - _EDGE)
    step = max(1, round(most / 4))
    ticks = [sign * n for n in range(0, most + 1, step) for sign in (1, -1)]
    title = " \N{MIDDLE DOT} ".join(
        [f"\N{LEFTWARDS ARROW} {gains_of(sides[-1])}", "events", f"{gains_of(sides[0])} \N{RIGHTWARDS ARROW}"]
    )
    return alt.Y(
        field=field,
        type="quantitative",
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        title=title,
        axis=alt.Axis(values=sorted(set(ticks)), labelExpr="abs(datum.value)", format="d"),
    )


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip(field="theater_name", type="nominal", title="Theater"),
        alt.Tooltip(field="side_name", type="nominal", title="Side"),
        alt.Tooltip(field="what", type="nominal", title="What"),
        alt.Tooltip(field="credence_name", type="nominal", title="Credence"),
        alt.Tooltip(field="n", type="quantitative", title="Events"),
    ]


def _outline(sides: tuple[Label, ...]) -> Any:
    """Outline a mark in the colour of the side that it favours; no scale, so that the legend's outlines stay grey."""
    up = alt.FieldEqualPredicate(field="sign", equal=1)
    return alt.condition(up, alt.value(sides[0].colour), alt.value(sides[-1].colour))


def _rgba(colour: str, strength: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {strength:g})"


def _mark_key(sides: tuple[Label, ...], credences: tuple[Label, ...]) -> alt.Color:
    """Fill each bar in its side's colour, as full as its credence is strong."""
    pairs = [(side, credence) for side in sides for credence in credences]
    return alt.Color(
        field="mark",
        type="nominal",
        scale=alt.Scale(
            domain=[f"{gains_of(side)}, {credence.name}" for side, credence in pairs],
            range=[_rgba(side.colour, credence.strength) for side, credence in pairs],
        ),
        legend=None,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """Channels of several layers: the sample's one legend tells the credences apart by fill, dash and shape."""

    x: alt.X
    outline: Any
    dash: alt.StrokeDash
    shape: alt.Shape
    sample: alt.Fill
    grey: alt.Stroke


def _look(rows: pl.DataFrame, sides: tuple[Label, ...], credences: tuple[Label, ...]) -> _Look:
    names = [credence.name for credence in credences]
    solid, dashed = [1, 0], [3, 2]

    def scale(*values: Any) -> alt.Scale:
        return alt.Scale(domain=names, range=list(values))

    legend = alt.Legend(
        title=None,
        columns=alt.ExprRef("width < 480 ? 2 : width < 900 ? 3 : 6"),
        symbolStrokeWidth=1.5,
        symbolOpacity=1,
        symbolSize=110,
    )
    hollow = [c.strength == _HOLLOW and c.id not in CONTRADICTED for c in credences]
    return _Look(
        x=_x(rows),
        outline=_outline(sides),
        dash=alt.StrokeDash(
            field="credence_name", type="nominal", scale=scale(*(dashed if h else solid for h in hollow)), legend=legend
        ),
        shape=alt.Shape(
            field="credence_name",
            type="nominal",
            scale=scale(*(_CROSSES.get(c.id, "square") for c in credences)),
            legend=legend,
        ),
        sample=alt.Fill(
            field="credence_name",
            type="nominal",
            scale=scale(*(_rgba(NEUTRAL, c.strength) for c in credences)),
            legend=legend,
        ),
        grey=alt.Stroke(
            field="credence_name", type="nominal", scale=scale(*(NEUTRAL for _ in credences)), legend=legend
        ),
    )


def _bar_layers(
    rows: pl.DataFrame, sides: tuple[Label, ...], credences: tuple[Label, ...], look: _Look
) -> list[alt.Chart]:
    bars = stacked(rows).with_columns(pl.format("{}, {}", "gains", "credence_name").alias("mark"))
    most = max([1, *bars["upper"]])
    hollow = alt.FieldOneOfPredicate(field="credence", oneOf=[c.id for c in credences if c.strength == _HOLLOW])
    moves = [move for move in _WIDTHS if move in set(bars["move"])]
    return [
        alt.Chart(data=bars.filter(pl.col("move") == move), name=f"{move}s")
        .mark_bar(width={"band": _WIDTHS[move]}, strokeWidth=1.5)
        .encode(
            x=look.x,
            xOffset=alt.XOffset(field="move", type="nominal", scale=alt.Scale(domain=moves)),
            y=_y("from", most, sides),
            y2=alt.Y2(field="to"),
            color=_mark_key(sides, credences),
            stroke=look.outline,
            strokeDash=alt.condition(hollow, alt.value([3, 2]), alt.value([1, 0])),
            opacity=alt.condition("credence_pick", alt.value(1), alt.value(0.15)),
            tooltip=_tooltip(),
        )
        for move in moves
    ]


def _cross_layers(rows: pl.DataFrame, look: _Look) -> list[alt.Chart]:
    """Count what is doubted or denied along the upper and lower edge."""
    layers = []
    for (credence, sign), chosen in rows.filter(pl.col("credence").is_in(CONTRADICTED)).group_by(
        "credence", "sign", maintain_order=True
    ):
        way = "up" if sign == 1 else "down"
        at = alt.value(_ROWS[str(credence)] if sign == 1 else _HEIGHT - _ROWS[str(credence)])
        summed = chosen.with_columns(pl.col("n").sum().over("theater").alias("crossed"))
        base = alt.Chart(data=summed).encode(x=look.x, y=at, tooltip=_tooltip())
        layers += [
            base.mark_point(shape=_CROSSES[str(credence)], size=70, strokeWidth=2, opacity=1, xOffset=-6)
            .encode(stroke=look.outline)
            .properties(name=f"{credence}_{way}"),
            base.mark_text(align="left", dx=4, fontSize=11)
            .encode(text=alt.Text(field="crossed", type="quantitative"))
            .properties(name=f"{credence}_{way}_count"),
        ]
    return layers


def _rule(name: str, y: float | None, opacity: float, dash: list[int]) -> alt.Chart:
    """Draw a line across, at a pixel or, without one, at zero."""
    chart = alt.Chart(data=pl.DataFrame({"zero": [0]}), name=name).mark_rule(opacity=opacity, strokeDash=dash)
    drawn: alt.Chart = chart.encode(y=alt.Y(field="zero", type="quantitative") if y is None else alt.value(y))
    return drawn


def _draw(rows: pl.DataFrame, codebook: Codebook, sides: tuple[Label, ...]) -> alt.LayerChart:
    present = set(rows["credence"])
    credences = tuple(c for c in labels_of(codebook, "credence_display", present) if c.id in present)
    look = _look(rows, sides, credences)
    pick = alt.selection_point(name="credence_pick", fields=["credence_name"], bind="legend")
    sample = (
        alt.Chart(data=rows.head(1), name="legend_sample")
        .mark_point(opacity=0, tooltip=None)
        .encode(
            x=look.x,
            y=alt.value(0),
            fill=look.sample,
            shape=look.shape,
            strokeDash=look.dash,
            stroke=alt.value(NEUTRAL),
        )
        .add_params(pick)
    )
    layers = [
        sample,
        *_bar_layers(rows, sides, credences, look),
        _rule("zero_line", None, 0.6, [1, 0]),
        *_cross_layers(rows, look),
        *(
            [_rule(f"edge_{at}", at, 0.3, [2, 3]) for at in (_EDGE - 6, _HEIGHT - _EDGE + 6)]
            if present & set(CONTRADICTED)
            else []
        ),
    ]
    return cast("alt.LayerChart", alt.layer(*layers))
