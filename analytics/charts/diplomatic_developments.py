"""Diplomatic acts over time, a lane a topic, a mark an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.credence import CROSSES
from analytics.charts.following import follows
from analytics.charts.gaps import gap_marks
from analytics.charts.labels import labels_of, name_of, period_text
from analytics.charts.quotes import quoted
from analytics.charts.theme import NEUTRAL, empty_chart, heading, period_axis
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analytics.charts.labels import Label
    from analytics.charts.quotes import Quotes
    from analytics.codebook import Codebook
    from analytics.trends import Every

__all__ = ["chart_diplomacy"]

_STEP = 15  # pixels an act
_ROOM = 1.6  # acts' heights that a lane needs for its name and the gap
_NAME_AT = 0.6  # acts' heights below the lane's top
_STACK = 12  # acts of one topic and period that are drawn, one of each kind first; the rest is counted above them
_PASSED_ON = ("claimed", "likely")
_TONES = {"cooperation": "#0072B2", "conflict": "#D55E00"}  # Okabe and Ito's blue and vermilion
# Six shapes, each once a tone: kinds are told apart without colour too, since each tone has its own six.
_SHAPES = {
    "cooperation": ("circle", "square", "triangle-up", "diamond", "cross", "triangle-right"),
    "conflict": (
        "triangle-down",
        "M-1,-.5L1,-.5L1,.5L-1,.5Z",
        "M-.9,-.9L.9,-.9L0,0L.9,.9L-.9,.9L0,0Z",
        "M-.5,-1L.5,-1L.5,1L-.5,1Z",
        "triangle-left",
        "M0,-1L.95,-.31L.59,.81L-.59,.81L-.95,-.31Z",
    ),
}
_CAVEATS = (
    "Acts as reports tell them, on the day of the report; an act told twice counts twice.",
    "Filled: in the report's own voice. Hollow: somebody's word, or hedged.",
    "Struck through once means doubted, twice means denied.",
    "Blue: cooperation. Orange: conflict. Shaded: no report, which is not a day without acts.",
)


def chart_diplomacy(
    acts: pl.DataFrame,
    codebook: Codebook,
    days: tuple[dt.date, dt.date] | None,
    every: Every = "day",
    *,
    read: Iterable[dt.date] = (),
    quotes: Quotes = "short",
) -> alt.Chart | alt.LayerChart:
    """Draw diplomatic acts, a lane a topic, a mark a kind; the hover shows the sentence and its report.

    Args:
        acts: As `analytics.trends.diplomatic_acts` returns it, made with the same `every`.
        codebook: Names, order and tone of topics and kinds, names of credences.
        days: First and last day of the reports, for the title.
        every: ``day`` or ``week``.
        read: The periods that have a report; those between them that have none are shaded.
        quotes: How much of a sentence the hover shows, as `analytics.charts.quotes.quoted` has it.

    Returns:
        A chart. Acts of one topic and period stand on each other; what is more than fits is counted above them. An
        empty frame gives a chart that says so.
    """
    title = f"Diplomatic developments, {period_text(*days)}" if days else "Diplomatic developments"
    if acts.is_empty():
        return empty_chart(title, "No report of this period tells of a diplomatic act.")
    lanes = _lanes(acts, codebook)
    marks = _marks(quoted(acts, quotes, codebook), lanes, codebook)
    height = lanes["bottom"].max()
    return _draw(marks, lanes, codebook, every, tuple(read)).properties(
        title=heading(title, *_CAVEATS),
        width="container",
        height=round(_STEP * float(height)),  # type: ignore[arg-type]  # a float column
        description=_description(title, acts, codebook),
        usermeta=_followed(marks, codebook),
    )


def _followed(marks: pl.DataFrame, codebook: Codebook) -> dict[str, Any]:
    """Return what a page's script needs to stack the acts anew."""
    order = [label.id for label in labels_of(codebook, "act_display", marks["kind"])]
    layout = {"step": _STEP, "room": _ROOM, "stack": _STACK, "name_at": _NAME_AT, "kinds": order}
    hollow = [*_PASSED_ON, *CONTRADICTED]
    firm = [label.id for label in labels_of(codebook, "credence_display", marks["credence"]) if label.id not in hollow]
    layers = {"in_own_voice": firm, "passed_on": hollow} | {credence: [credence] for credence in CONTRADICTED}
    return follows("diplomacy", "diplomacy", ["in_own_voice", "passed_on"], layout | {"layers": layers})


def _description(title: str, acts: pl.DataFrame, codebook: Codebook) -> str:
    counts = acts.group_by("topic").len().sort("len", "topic", descending=[True, False])
    told = ", ".join(f"{name_of(codebook, 'topic_display', topic)} {n}" for topic, n in counts.iter_rows())
    return f"{title}. A lane a topic, a mark an act. Acts: {told}. {_CAVEATS[0]}"


def _lanes(acts: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Give each topic a lane as high as its fullest period, from the top; heights are counted in acts."""
    fullest = (
        acts.group_by("topic", "period")
        .len()
        .group_by("topic")
        .agg(pl.col("len").max(), pl.col("len").sum().alias("n"))
    )
    topics = labels_of(codebook, "topic_display", acts["topic"])
    order = pl.DataFrame({"topic": [t.id for t in topics], "topic_name": [t.name for t in topics]})
    high = pl.col("len").clip(upper_bound=_STACK + 1) + _ROOM
    return (
        order.join(fullest, on="topic", how="inner", maintain_order="left")
        .with_columns(high.cum_sum().alias("bottom"), (high.cum_sum() - high).alias("top"))
        .with_columns(
            (pl.col("top") + _NAME_AT).alias("name_at"), pl.format("{} ({})", "topic_name", "n").alias("lane_name")
        )
    )


def _marks(acts: pl.DataFrame, lanes: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Stack the acts of a topic and period from the lane's bottom, and word what the hover shows."""
    credences = labels_of(codebook, "credence_display", acts["credence"])
    voices = {side.id: side.name for side in labels_of(codebook, "side", acts["claimant"])} | {"author": "the report"}
    kinds = {label.id: label.order for label in labels_of(codebook, "act_display", acts["kind"])}
    return (
        acts.with_columns(
            pl.col("kind").replace_strict(kinds, return_dtype=pl.Float64).alias("kind_order"),
            pl.col("credence")
            .replace_strict({c.id: c.name for c in credences}, return_dtype=pl.String)
            .alias("standing"),
            pl.col("claimant").replace_strict(voices, return_dtype=pl.String).alias("voice"),
            pl.col("kind").replace_strict(_kind_names(codebook, acts), return_dtype=pl.String).alias("act"),
        )
        .pipe(_stacked)
        .join(lanes.select("topic", "topic_name", "bottom"), on="topic", how="left", maintain_order="left")
        .with_columns((pl.col("bottom") - 0.5 - pl.col("place")).alias("y"))
        .drop("trigger", "claimant", "kind_order", "bottom")  # a page carries what it shows, or asks for by its id
    )


def _stacked(acts: pl.DataFrame) -> pl.DataFrame:
    """Give each act its place in its stack, by kind; where the stack is too high, one of each kind comes first."""
    stack, within = ["period", "topic"], ["date", "report", "event_id"]
    return (
        acts.sort(*stack, "kind_order", *within)
        .with_columns(pl.int_range(pl.len()).over(*stack, "kind").alias("nth"), pl.len().over(stack).alias("together"))
        .sort(*stack, "nth", "kind_order")
        .with_columns((pl.int_range(pl.len()).over(stack) >= _STACK).alias("left_out"))
        .sort(*stack, "left_out", "kind_order", "nth")
        .with_columns(pl.int_range(pl.len()).over(stack).alias("place"))
        .drop("nth", "left_out")
    )


def _kind_names(codebook: Codebook, acts: pl.DataFrame) -> dict[str, str]:
    return {label.id: label.name for label in labels_of(codebook, "act_display", acts["kind"])}


def _look(kinds: tuple[Label, ...]) -> tuple[list[str], list[str]]:
    """Return shape and colour of each kind; a kind without a tone is a grey dot."""
    shapes, colours = [], []
    seen = dict.fromkeys(_SHAPES, 0)
    for kind in kinds:
        own = _SHAPES.get(kind.tone, ("circle",))
        shapes.append(own[seen.get(kind.tone, 0) % len(own)])
        colours.append(_TONES.get(kind.tone, NEUTRAL))
        seen[kind.tone] = seen.get(kind.tone, 0) + 1
    return shapes, colours


def _tooltip(every: Every, shown: Iterable[str]) -> list[alt.Tooltip]:
    """Name what the hover shows; no title may be `image` or `title`, which the page's tooltip reads as markup."""
    rows = [
        ("act", "Act"),
        ("who", "By"),
        ("whom", "Toward"),
        ("topic_name", "Topic"),
        ("voice", "Claimant"),
        ("standing", "Credence"),
        *([("quote", "Sentence")] if "quote" in shown else []),
        ("report", "Report"),
    ]
    day = alt.Tooltip(field="date", type="temporal", title="Day of the report", format="%-d %B %Y")
    together = alt.Tooltip(
        field="together", type="quantitative", title="Acts of this topic, " + ("week" if every == "week" else "day")
    )
    return [day, *(alt.Tooltip(field=field, type="nominal", title=title) for field, title in rows), together]


def _draw(
    marks: pl.DataFrame, lanes: pl.DataFrame, codebook: Codebook, every: Every, read: tuple[dt.date, ...]
) -> alt.LayerChart:
    present = set(marks["kind"])
    kinds = tuple(kind for kind in labels_of(codebook, "act_display", present) if kind.id in present)
    names = [kind.name for kind in kinds]
    shapes, colours = _look(kinds)
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("lanes_bottom"), nice=False, reverse=True)
    pick = alt.selection_point(name="kind_pick", fields=["act"], bind="legend")
    legend = alt.Legend(
        title=None, columns=alt.ExprRef("width < 480 ? 4 : 6"), symbolOpacity=1, symbolSize=90, symbolStrokeWidth=1.5
    )

    def y(field: str) -> alt.Y:
        return alt.Y(field=field, type="quantitative", scale=scale, axis=None)

    periods = sorted({*marks["period"], *read})
    x = period_axis("period", periods, every, pinned=True)
    shape = alt.Shape(field="act", type="nominal", scale=alt.Scale(domain=names, range=shapes), legend=legend)
    colour = alt.Scale(domain=names, range=colours)
    shown = marks.filter(pl.col("place") < _STACK)

    def acts(name: str, chosen: pl.Expr, fill: alt.Fill) -> alt.Chart:
        chart: alt.Chart = (
            alt.Chart(data=shown.filter(chosen), name=name)
            .mark_point(size=75, strokeWidth=1.5)
            .encode(
                x=x,
                y=y("y"),
                shape=shape,
                fill=fill,
                stroke=alt.Stroke(field="act", type="nominal", scale=colour, legend=legend),
                opacity=alt.condition(pick, alt.value(1), alt.value(0.15)),
                tooltip=_tooltip(every, marks.columns),
            )
        )
        return chart

    hollow = pl.col("credence").is_in([*_PASSED_ON, *CONTRADICTED])
    filled = alt.Fill(field="act", type="nominal", scale=colour, legend=legend)
    layers = [
        *([gap_marks({*read, *marks["period"]}, periods, every)] if read else []),
        alt.Chart(data=lanes, name="lane_floors").mark_rule(opacity=0.35).encode(y=y("bottom")),
        acts("in_own_voice", ~hollow, filled).add_params(pick),
        # Nearly clear, not empty: the whole mark answers to the pointer.
        acts("passed_on", hollow, alt.value("rgba(136, 136, 136, 0.01)")),  # type: ignore[arg-type]  # a constant
        *(
            alt.Chart(data=shown.filter(pl.col("credence") == credence), name=credence)
            .mark_point(
                shape=CROSSES[credence], size=240, strokeWidth=1.5, opacity=1, stroke="currentColor", tooltip=None
            )
            .encode(x=x, y=y("y"))
            for credence in CONTRADICTED
        ),
        alt.Chart(data=_overflow(marks), name="more_than_fits")
        .mark_text(fontSize=10, dy=-1)
        .encode(x=x, y=y("above"), text=alt.Text(field="more", type="nominal")),
        alt.Chart(data=lanes, name="lane_names")
        .mark_text(align="left", dx=4, fontSize=12, fontWeight="bold")
        .encode(x=alt.value(0), y=y("name_at"), text=alt.Text(field="lane_name", type="nominal")),
    ]
    bottom = alt.param(name="lanes_bottom", value=lanes["bottom"].max())  # a page that filters has another
    return cast("alt.LayerChart", alt.layer(*layers).add_params(bottom))


def _overflow(marks: pl.DataFrame) -> pl.DataFrame:
    """Count what does not fit on the stacks."""
    return (
        marks.filter((pl.col("together") > _STACK) & (pl.col("place") == _STACK))
        .with_columns((pl.col("y") + 0.1).alias("above"), pl.format("+{}", pl.col("together") - _STACK).alias("more"))
        .select("period", "above", "more")
    )
