"""What each side is said to have gained in each theater, and who stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.advance_rows import advance_rows, stacked
from analytics.charts.camps import drawn_camps, gains_of
from analytics.charts.credence import CROSSES, DASHED, SOLID, credence_key, hollow, rgba
from analytics.charts.following import follows
from analytics.charts.labels import Label, labels_of, period_text
from analytics.charts.theme import NEUTRAL, empty_chart, heading
from analytics.trends.advances import CONTRADICTED, KIND_MOVES

if TYPE_CHECKING:
    import datetime as dt

    from analytics.codebook import Codebook

__all__ = ["chart_advances"]

_HEIGHT = 380  # pixels
_EDGE = 46  # pixels above and below, where what is contradicted stands apart
_ROWS = {"doubted": 10, "denied": 28}  # pixels from the edge
_WIDTHS = {"gain": 0.9, "withdrawal": 0.45}  # of a half column
_NARROW = 84  # pixels a theater; below that names are slanted
_AXIS = 70  # pixels that the axis takes of a container, which the first layout does not know of
_CAVEATS = (
    "Records of what reports tell, not of who controls what. A gain told twice counts twice.",
    "Hollow and dashed: only claimed. Narrow bars: the other side withdrew.",
    "At the edges, not in the bars: what is doubted or denied.",
)


def chart_advances(
    frame: pl.DataFrame, codebook: Codebook, days: tuple[dt.date, dt.date] | None
) -> alt.Chart | alt.LayerChart:
    """Draw claimed gains by theater: the codebook's first side or camp up, its second down, by credence.

    Args:
        frame: As `analytics.trends.claimed_advances` returns it; its periods are added up.
        codebook: Names, colours and order of theaters, sides and credences. Gains of a third camp are only counted, in
            the subtitle.
        days: First and last day of the reports, for the title.

    Returns:
        A chart. An empty frame gives a chart that says so.
    """
    title = f"Claimed advances, {period_text(*days)}" if days else "Claimed advances"
    camps = drawn_camps(codebook, frame["side"])
    sides = camps.labels
    if frame.filter(camps.is_drawn()).is_empty():
        return empty_chart(title, "No report of this period tells of a gain or withdrawal of any side.")
    rows = advance_rows(frame, codebook, camps)
    apart = frame.filter(~camps.is_drawn())["n"].sum()
    told = f"Not drawn: {apart:,} of another or an unknown side." if apart else ""
    return _draw(rows, codebook, sides).properties(
        title=heading(
            title, *_CAVEATS, f"Up: {gains_of(sides[0])}. Down: {gains_of(sides[-1])}.", camps.members(), told
        ),
        width="container",
        height=_HEIGHT,
        description=_description(title, rows),
        usermeta=_followed(rows),
    )


def _followed(rows: pl.DataFrame) -> dict[str, Any]:
    """Return what a page's script needs to count the bars and crosses anew."""
    bars = [f"{move}s" for move in _moves(rows.filter(~pl.col("credence").is_in(CONTRADICTED)))]
    apart = rows.filter(pl.col("credence").is_in(CONTRADICTED)).select("credence", "sign").unique(maintain_order=True)
    crosses = [_crosses_name(credence, sign) for credence, sign in apart.iter_rows()]
    layout = {"bars": bars, "crosses": crosses, "moves": KIND_MOVES}
    return follows("advances", "claim", [*bars, *crosses], layout)


def _moves(bars: pl.DataFrame) -> list[str]:
    return [move for move in _WIDTHS if move in set(bars["move"])]


def _crosses_name(credence: str, sign: int) -> str:
    return f"{credence}_{'up' if sign == 1 else 'down'}"


def _description(title: str, rows: pl.DataFrame) -> str:
    told = rows.group_by("side_name", "what", "credence_name", maintain_order=True).agg(pl.col("n").sum())
    parts = [f"{side}, {what}, {credence}: {n}" for side, what, credence, n in told.iter_rows()]
    return f"{title}. Bars by theater, one side up and the other down. {'; '.join(parts)}. {_CAVEATS[0]}"


def _x(rows: pl.DataFrame) -> alt.X:
    names = rows["theater_name"].unique(maintain_order=True).to_list()
    slanted = f"min(width, (containerSize()[0] || 1e9) - {_AXIS}) < {_NARROW * len(names)}"
    return alt.X(
        field="theater_name",
        type="nominal",
        sort=names,
        title=None,
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15),
        axis=alt.Axis(
            labelExpr=f"{slanted} ? replace(datum.value, /\\n/g, ' ') : split(datum.value, '\\n')",
            labelAngle=alt.ExprRef(f"{slanted} ? -60 : 0"),
            labelAlign=alt.ExprRef(f"{slanted} ? 'right' : 'center'"),
            labelBaseline=alt.ExprRef(f"{slanted} ? 'middle' : 'top'"),
            labelLimit=150,
            labelOverlap=False,
            orient="bottom",
            ticks=False,
            labelPadding=6,
        ),
    )


def _y_params(rows: pl.DataFrame) -> list[alt.Parameter]:
    """Return the highest bar and the ticks up to it: a page that filters has others."""
    most = max([1, *stacked(rows)["upper"]])
    step = max(1, int(most / 4 + 0.5))  # halves upward, as a page's script rounds
    ticks = sorted({sign * n for n in range(0, most + 1, step) for sign in (1, -1)})
    return [alt.param(name="most", value=most), alt.param(name="ticks", value=ticks)]


def _y(field: str, sides: tuple[Label, ...]) -> alt.Y:
    """Return the axis: whole numbers without sign, room for the edges."""
    reach = round(_HEIGHT / (_HEIGHT - 2 * _EDGE), 3)
    title = " \N{MIDDLE DOT} ".join(
        [f"\N{LEFTWARDS ARROW} {gains_of(sides[-1])}", "events", f"{gains_of(sides[0])} \N{RIGHTWARDS ARROW}"]
    )
    return alt.Y(
        field=field,
        type="quantitative",
        scale=alt.Scale(
            domainMin=alt.ExprRef(f"-most * {reach}"), domainMax=alt.ExprRef(f"most * {reach}"), nice=False
        ),
        title=title,
        axis=alt.Axis(values=alt.ExprRef("ticks"), labelExpr="abs(datum.value)", format="d"),
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


def _mark_key(sides: tuple[Label, ...], credences: tuple[Label, ...]) -> alt.Color:
    """Fill each bar in its side's colour, as full as its credence is strong."""
    pairs = [(side, credence) for side in sides for credence in credences]
    return alt.Color(
        field="mark",
        type="nominal",
        scale=alt.Scale(
            domain=[f"{gains_of(side)}, {credence.name}" for side, credence in pairs],
            range=[rgba(side.colour, credence.strength) for side, credence in pairs],
        ),
        legend=None,
    )


def _bar_layers(
    rows: pl.DataFrame, sides: tuple[Label, ...], credences: tuple[Label, ...], x: alt.X
) -> list[alt.Chart]:
    bars = stacked(rows).with_columns(pl.format("{}, {}", "gains", "credence_name").alias("mark"))
    outlined = alt.FieldOneOfPredicate(field="credence", oneOf=[c.id for c in credences if hollow(c)])
    moves = _moves(bars)
    return [
        alt.Chart(data=bars.filter(pl.col("move") == move), name=f"{move}s")
        .mark_bar(width={"band": _WIDTHS[move]}, strokeWidth=1.5)
        .encode(
            x=x,
            xOffset=alt.XOffset(field="move", type="nominal", scale=alt.Scale(domain=moves)),
            y=_y("from", sides),
            y2=alt.Y2(field="to"),
            color=_mark_key(sides, credences),
            stroke=_outline(sides),
            strokeDash=alt.condition(outlined, alt.value(DASHED), alt.value(SOLID)),
            opacity=alt.condition(alt.ParameterPredicate(param="credence_pick"), alt.value(1), alt.value(0.15)),
            tooltip=_tooltip(),
        )
        for move in moves
    ]


def _cross_layers(rows: pl.DataFrame, sides: tuple[Label, ...], x: alt.X) -> list[alt.Chart]:
    """Count what is doubted or denied along the upper and lower edge."""
    layers = []
    for (credence, sign), chosen in rows.filter(pl.col("credence").is_in(CONTRADICTED)).group_by(
        "credence", "sign", maintain_order=True
    ):
        name = _crosses_name(str(credence), int(str(sign)))
        at = alt.value(_ROWS[str(credence)] if sign == 1 else _HEIGHT - _ROWS[str(credence)])
        summed = chosen.with_columns(pl.col("n").sum().over("theater").alias("crossed"))
        base = alt.Chart(data=summed).encode(x=x, y=at, tooltip=_tooltip())
        layers += [
            base.mark_point(shape=CROSSES[str(credence)], size=70, strokeWidth=2, opacity=1, xOffset=-6)
            .encode(stroke=_outline(sides))
            .properties(name=name),
            # One number, however many rows it sums up.
            alt.Chart(data=summed.unique("theater", keep="first", maintain_order=True))
            .mark_text(align="left", dx=4, fontSize=11)
            .encode(x=x, y=at, text=alt.Text(field="crossed", type="quantitative"))
            .properties(name=f"{name}_count"),
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
    x, key = _x(rows), credence_key(credences, "square")
    pick = alt.selection_point(name="credence_pick", fields=["credence_name"], bind="legend")
    sample = (
        alt.Chart(data=rows.head(1), name="legend_sample")
        .mark_point(opacity=0, tooltip=None)
        .encode(x=x, y=alt.value(0), fill=key.fill, shape=key.shape, strokeDash=key.dash, stroke=alt.value(NEUTRAL))
        .add_params(pick)
    )
    layers = [
        sample,
        *_bar_layers(rows, sides, credences, x),
        _rule("zero_line", None, 0.6, [1, 0]),
        *_cross_layers(rows, sides, x),
        *(
            [_rule(f"edge_{at}", at, 0.3, [2, 3]) for at in (_EDGE - 6, _HEIGHT - _EDGE + 6)]
            if present & set(CONTRADICTED)
            else []
        ),
    ]
    return cast("alt.LayerChart", alt.layer(*layers).add_params(*_y_params(rows)))
