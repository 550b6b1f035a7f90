"""Where each side is said to have gained, on a map, and who stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.camps import Camps, drawn_camps, gains_of
from analytics.charts.credence import DASHED, SOLID, credence_key, hollow, rgba
from analytics.charts.following import follows
from analytics.charts.labels import Label, labels_of, period_text
from analytics.charts.map_ground import at, land, name_marks, view_params, zoomed
from analytics.charts.map_marks import a_point, map_marks, off_map_rows, on_map
from analytics.charts.map_slider import (
    ALL_DAYS,
    SHOWN_WORDS,
    STEP,
    now_shown,
    slider_params,
    step_days,
    stepped,
    words_mark,
)
from analytics.charts.map_views import ALL, View, name_rows, views_of
from analytics.charts.outlines import outlines_of
from analytics.charts.theme import NEUTRAL, empty_chart, heading
from analytics.trends.advances import CONTRADICTED, KIND_MOVES

if TYPE_CHECKING:
    from analytics.codebook import Codebook

__all__ = ["chart_map", "off_map"]

_HEIGHT = 480  # pixels
_SIZES = (90, 320)  # square pixels of a mark, told once and told most often
_RING = 560  # a hint: how wide the doubt is, no report says
# Halves of a disc, the first side's left of the point; narrow bars for what the rival left; crosses beside them.
_HALVES = ("M0,-1A1,1,0,0,0,0,1Z", "M0,-1A1,1,0,0,1,0,1Z")
_BARS = ("M-.45,-1.1L0,-1.1L0,1.1L-.45,1.1Z", "M0,-1.1L.45,-1.1L.45,1.1L0,1.1Z")
_BESIDE = {
    "doubted": ("M-1.9,.4L-1.1,-.4", "M1.1,.4L1.9,-.4"),
    "denied": ("M-1.9,.4L-1.1,-.4M-1.9,-.4L-1.1,.4", "M1.1,.4L1.9,-.4M1.1,-.4L1.9,.4"),
}
_CAVEATS = (
    "Where reports place what they tell, not who holds what: a map of words, not of control.",
    "Larger: told more often. As full as its firmest claim; hollow and dashed: only claimed.",
    "Narrow: the other side withdrew. Crosses: doubted or denied. Ring: near the place, not at it.",
)


def chart_map(frame: pl.DataFrame, codebook: Codebook, periods: pl.DataFrame) -> alt.Chart | alt.LayerChart:
    """Draw claimed gains where they are said to have happened, each place in two halves, a half a side or camp.

    Args:
        frame: As `analytics.trends.claimed_places` returns it.
        codebook: Names and colours of sides, credences and theaters; the outlines; names of towns.
        periods: As `analytics.trends.reported_periods` returns it, of the same period.

    Returns:
        A map that a reader can narrow to a theater, and by a slider to one period. What is no point is counted in the
        subtitle and listed by `off_map`. If nothing is a point, a chart that says so.
    """
    title = ", ".join(["Claimed advances on the map", *_days(periods)])
    outlines = outlines_of(codebook)
    camps = drawn_camps(codebook, frame["side"])
    sides = camps.labels
    shown = frame.filter(a_point(), on_map(outlines.box if outlines else None))
    steps = map_marks(stepped(shown, periods), codebook, camps)
    marks = steps.filter(pl.col("step") == ALL_DAYS)
    if marks.is_empty():
        return empty_chart(title, "No report of this period tells of a gain or withdrawal at a place of this map.")
    halves = f"Left half: {gains_of(sides[0])}. Right half: {gains_of(sides[-1])}."
    views = views_of(marks, codebook)
    told = [*_CAVEATS, halves, camps.members(), _far(marks, views[0]), _left_out(frame, shown, camps)]
    drawn = _draw(steps, codebook, sides, views).add_params(*slider_params(steps, periods))
    return drawn.add_params(*view_params(views)).properties(
        title=heading(title, *told),
        width="container",
        height=_HEIGHT,
        description=_description(title, marks),
        usermeta={
            "words": {STEP: SHOWN_WORDS},
            "table": {"step": ALL_DAYS},
            "steps": step_days(periods),
            **_followed(camps, codebook),
        },
    )


def _days(periods: pl.DataFrame) -> list[str]:
    return [] if periods.is_empty() else [period_text(periods["first"][0], periods["last"][-1])]


def _followed(camps: Camps, codebook: Codebook) -> dict[str, Any]:
    """Return what a page's script needs to count the marks anew."""
    names = {label.id: label.name for label in labels_of(codebook, "credence_display")}
    layers = [
        f"{name}_{place}" for place in range(len(camps.labels)) for name in ("gains", "withdrawals", *CONTRADICTED)
    ]
    layout = {
        "moves": KIND_MOVES,
        "contradicted": list(CONTRADICTED),
        "credences": names,
        "favours": camps.favoured(),
    }
    return follows("map", "claim", layers, layout)


def off_map(frame: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """List what `chart_map` cannot show as a point: rivers, regions, places unresolved, unnamed or beyond the map.

    Args:
        frame: As `analytics.trends.claimed_places` returns it.
        codebook: The same.

    Returns:
        ``place``, ``why``, ``theater``, ``side``, ``what``, ``credence``, ``n``; the most told first.
    """
    outlines = outlines_of(codebook)
    return off_map_rows(frame, codebook, outlines.box if outlines else None)


def _far(marks: pl.DataFrame, view: View) -> str:
    """Say how many places a reader sees only after choosing to see everything."""
    places = marks.select("lat", "lon").unique()
    far = places.height - places.filter(on_map(view.box)).height
    return f"Behind the fronts: {far:,} more; choose to show {ALL}." if far else ""


def _left_out(frame: pl.DataFrame, shown: pl.DataFrame, camps: Camps) -> str:
    apart = shown.filter(~camps.is_drawn())["n"].sum()
    off = int(frame["n"].sum()) - int(shown["n"].sum())
    told = [f"Not on the map, listed below: {off:,} claims without a point of their own."] if off else []
    return " ".join([*told, *([f"Not drawn: {apart:,} of another or an unknown side."] if apart else [])])


def _description(title: str, marks: pl.DataFrame) -> str:
    counts = marks.group_by("side_name", "what").agg(pl.len().alias("places"), pl.col("n").sum())
    parts = [
        f"{side}, {what}: claims {n}, places {places}"
        for side, what, places, n in counts.sort("side_name", "what").iter_rows()
    ]
    return f"{title}. {'; '.join(parts)}. {_CAVEATS[0]}"


def _tooltip() -> list[alt.Tooltip]:
    rows = [
        ("where", "Place"),
        ("admin1", "Region"),
        ("theater_name", "Theater"),
        ("side_name", "Side"),
        ("what", "What"),
        ("told", "Claims"),
        ("days", "Reported"),
    ]
    return [alt.Tooltip(field=field, type="nominal", title=title) for field, title in rows]


def _fill(sides: tuple[Label, ...], credences: tuple[Label, ...]) -> alt.Color:
    pairs = [(side, credence) for side in sides for credence in credences]
    # Nearly clear, not empty: the whole mark answers to the pointer.
    return alt.Color(
        field="mark",
        type="nominal",
        scale=alt.Scale(
            domain=[f"{side.id}, {credence.id}" for side, credence in pairs],
            range=[rgba(side.colour, max(credence.strength, 0.01)) for side, credence in pairs],
        ),
        legend=None,
    )


def _claim_layers(marks: pl.DataFrame, sides: tuple[Label, ...], credences: tuple[Label, ...]) -> list[alt.Chart]:
    """Draw gains as half discs, withdrawals as bars, what is contradicted as crosses beside them."""
    most = max(2, *marks["n"])
    size = alt.Size(
        field="n",
        type="quantitative",
        scale=alt.Scale(type="linear", domain=[1, most], range=[zoomed(size) for size in _SIZES]),
        legend=None,
    )
    outlined = alt.FieldOneOfPredicate(field="credence", oneOf=[c.id for c in credences if hollow(c)])
    marked = marks.with_columns(pl.format("{}, {}", "favours", "credence").alias("mark"))
    layers = []
    for place, side in enumerate(sides):
        for name, move, shapes in (("gains", "gain", _HALVES), ("withdrawals", "withdrawal", _BARS)):
            chosen = marked.filter(
                pl.col("favours") == side.id, pl.col("move") == move, pl.col("credence").is_not_null()
            )
            layers.append(
                alt.Chart(data=chosen, name=f"{name}_{place}")
                .transform_filter(now_shown())
                .mark_point(shape=shapes[place], filled=True, strokeWidth=1.5, clip=True)
                .encode(
                    **at(),
                    size=size,
                    color=_fill(sides, credences),
                    stroke=alt.value(side.colour),
                    strokeDash=alt.condition(outlined, alt.value(DASHED), alt.value(SOLID)),
                    opacity=alt.condition(alt.ParameterPredicate(param="credence_pick"), alt.value(1), alt.value(0.15)),
                    tooltip=_tooltip(),
                )
            )
        for credence in CONTRADICTED:
            crossed = marked.filter(pl.col("favours") == side.id, pl.col("crossed") == credence)
            layers.append(
                alt.Chart(data=crossed, name=f"{credence}_{place}")
                .transform_filter(now_shown())
                .mark_point(
                    shape=_BESIDE[credence][place],
                    size=zoomed(110),
                    opacity=1,
                    strokeWidth=2,
                    stroke=side.colour,
                    clip=True,
                )
                .encode(**at(), tooltip=_tooltip())
            )
    return [layer for layer in layers if layer.data.height]


def _points(marks: pl.DataFrame) -> list[alt.Chart]:
    """Mark each point itself, and a ring where every claim is only near it."""
    points = marks.group_by("step", "lat", "lon").agg(pl.col("near").all()).sort("step", "lat", "lon")
    return [
        alt.Chart(data=points.filter(pl.col("near")), name="near_rings")
        .transform_filter(now_shown())
        .mark_point(
            shape="circle",
            size=zoomed(_RING),
            opacity=0.6,
            strokeWidth=1.2,
            strokeDash=[2, 2],
            clip=True,
            tooltip=None,
        )
        .encode(**at(), stroke=alt.value("currentColor")),
        alt.Chart(data=points, name="points")
        .transform_filter(now_shown())
        .mark_point(shape="circle", filled=True, size=6, opacity=1, color="currentColor", clip=True, tooltip=None)
        .encode(**at()),
    ]


def _draw(steps: pl.DataFrame, codebook: Codebook, sides: tuple[Label, ...], views: tuple[View, ...]) -> alt.LayerChart:
    outlines = outlines_of(codebook)
    whole = steps.filter(pl.col("step") == ALL_DAYS)
    present = {*steps["credence"].drop_nulls(), *steps["crossed"].drop_nulls()}
    credences = tuple(c for c in labels_of(codebook, "credence_display", present) if c.id in present)
    key = credence_key(credences, "circle")
    names = pl.DataFrame({"credence_name": [c.name for c in credences]})
    pick = alt.selection_point(name="credence_pick", fields=["credence_name"], bind="legend")
    sample = (
        alt.Chart(data=names, name="legend_sample")
        .mark_point(opacity=0, tooltip=None)
        .encode(
            x=alt.value(0),
            y=alt.value(0),
            fill=key.fill,
            shape=key.shape,
            strokeDash=key.dash,
            stroke=alt.value(NEUTRAL),
        )
        .add_params(pick)
    )
    rings, points = _points(steps)
    layers = [
        *([land(outlines, codebook)] if outlines else []),
        *name_marks(name_rows(views, whole, codebook, _HEIGHT)),
        rings,
        sample,
        *_claim_layers(steps, sides, credences),
        points,
        words_mark(_HEIGHT),
    ]
    looked_at = {"type": "mercator", "fit": alt.ExprRef("map_extent")}
    return cast("alt.LayerChart", alt.layer(*(layer.project(**looked_at) for layer in layers)))
