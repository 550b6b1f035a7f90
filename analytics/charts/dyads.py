"""Who acts toward whom, as a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl

from analytics.charts.following import follows
from analytics.charts.labels import labels_of, period_text
from analytics.charts.theme import NEUTRAL, empty_chart, heading
from analytics.trends import QUAD_CLASSES, thresholds

if TYPE_CHECKING:
    import datetime as dt

    from analytics.charts.labels import Label
    from analytics.codebook import Codebook

__all__ = ["chart_dyads"]

_CELL = 34  # pixels
_SHAPES = {"cooperation": "circle", "even": "diamond", "conflict": "triangle-down"}
_CAVEATS = (
    "Acts as reports tell them; an act told twice counts twice, one by two toward two counts in each pair.",
    "Rows act toward columns. The number and the size count acts, colour and shape say of which tone.",
)


def chart_dyads(
    pairs: pl.DataFrame,
    codebook: Codebook,
    days: tuple[dt.date, dt.date] | None,
    unpaired: int = 0,
    acts: pl.DataFrame | None = None,
) -> alt.Chart | alt.LayerChart:
    """Draw how many acts each actor directs at each other, and whether they are of cooperation or of conflict.

    Args:
        pairs: As `analytics.trends.dyads` returns it.
        codebook: Names and colours of the balance of cooperation and conflict.
        days: First and last day of the reports, for the title.
        unpaired: Acts that are in no pair, as `analytics.trends.no_dyad` counts them.
        acts: As `analytics.trends.paired_acts` returns it, so that a page can count what a filter leaves.

    Returns:
        A chart of the actors with the most acts, as many as ``matrix_actors`` of ``thresholds.toml``; its subtitle says
        what is left out. An empty frame gives a chart that says so.
    """
    title = f"Who acts toward whom, {period_text(*days)}" if days else "Who acts toward whom"
    if pairs.is_empty():
        return empty_chart(title, "No report of this period tells of an act of one actor toward another.")
    actors = _busiest(pairs)
    balances = labels_of(codebook, "balance_display")
    cells = _cells(pairs, balances).filter(pl.col("source").is_in(actors) & pl.col("target").is_in(actors))
    drawn = _draw(cells, actors, balances).properties(
        title=heading(title, *_CAVEATS, _left_out(pairs, actors, unpaired)),
        width="container",
        height=_CELL * len(actors),
        description=_description(title, cells),
    )
    return drawn if acts is None else drawn.properties(usermeta=_followed(acts, balances))


def _followed(acts: pl.DataFrame, balances: tuple[Label, ...]) -> dict[str, Any]:
    """Say to a page between whom each act is, and how it counts."""
    told = {
        event: {"pairs": [[source, target] for source, target in zip(sources, targets, strict=True)], "of": quad}
        for event, quad, sources, targets in acts.group_by("event_id", "quad_class", maintain_order=True)
        .agg("source", "target")
        .iter_rows()
    }
    names = {label.id: label.name for label in balances}
    return follows("dyads", "diplomacy", ["pairs"], {"acts": told, "classes": QUAD_CLASSES, "balances": names})


def _busiest(pairs: pl.DataFrame) -> list[str]:
    """Return the actors of most acts, done or met with, the most first, then by name."""
    ends = pl.concat([pairs.select(pl.col(end).alias("actor"), "n") for end in ("source", "target")])
    counted = ends.group_by("actor").agg(pl.col("n").sum()).sort("n", "actor", descending=[True, False])
    return counted["actor"].head(thresholds().matrix_actors).to_list()


def _cells(pairs: pl.DataFrame, balances: tuple[Label, ...]) -> pl.DataFrame:
    """Return a row a pair: its acts by quad class, and which tone has more of them."""
    counts = [pl.col("n").filter(pl.col("quad_class") == name).sum().alias(name) for name in QUAD_CLASSES]
    tones = [
        pl.sum_horizontal(name for name in QUAD_CLASSES if name.endswith(tone)) for tone in ("cooperation", "conflict")
    ]
    balance = (
        pl.when(tones[0] > tones[1]).then(pl.lit("cooperation")).when(tones[0] < tones[1]).then(pl.lit("conflict"))
    )
    names = {label.id: label.name for label in balances}
    return (
        pairs.group_by("source", "target")
        .agg(pl.col("n").sum(), *counts)
        .with_columns(balance.otherwise(pl.lit("even")).replace_strict(names).alias("balance"))
        .sort("n", "source", "target", descending=[True, False, False])
    )


def _left_out(pairs: pl.DataFrame, actors: list[str], unpaired: int) -> str:
    within = pl.col("source").is_in(actors) & pl.col("target").is_in(actors)
    others = {*pairs["source"], *pairs["target"]} - set(actors)
    apart = int(pairs.filter(~within)["n"].sum())
    told = [
        f"{apart:,} with {len(others):,} other {'actor' if len(others) == 1 else 'actors'}" if others else "",
        f"{unpaired:,} that name only one end" if unpaired else "",
    ]
    said = [part for part in told if part]
    return f"Not drawn: {' and '.join(said)}." if said else ""


def _description(title: str, cells: pl.DataFrame) -> str:
    told = [f"{one} toward {other} {n}" for one, other, n in cells.select("source", "target", "n").head(5).iter_rows()]
    return f"{title}. A matrix of actors. Most acts: {'; '.join(told)}. {_CAVEATS[0]}"


def _tooltip() -> list[alt.Tooltip]:
    counts = [("n", "Acts"), *((name, name.capitalize()) for name in QUAD_CLASSES)]
    ends = [("source", "By"), ("target", "Toward"), ("balance", "Tone")]
    return [
        *(alt.Tooltip(field=field, type="nominal", title=title) for field, title in ends),
        *(alt.Tooltip(field=field, type="quantitative", title=title, format="d") for field, title in counts),
    ]


def _draw(cells: pl.DataFrame, actors: list[str], balances: tuple[Label, ...]) -> alt.LayerChart:
    names = [label.name for label in balances]
    scale = alt.Scale(domain=actors, paddingInner=0.06)
    x = alt.X(field="target", type="nominal", scale=scale, title="toward", axis=alt.Axis(labelAngle=-45, orient="top"))
    y = alt.Y(field="source", type="nominal", scale=scale, title="by")
    pick = alt.selection_point(name="balance_pick", fields=["balance"], bind="legend")
    legend = alt.Legend(title=None, symbolOpacity=1, columns=2)
    look: dict[str, Any] = {"field": "balance", "type": "nominal", "legend": legend}
    colours = alt.Scale(domain=names, range=[label.colour for label in balances])
    shapes = alt.Scale(domain=names, range=[_SHAPES[label.id] for label in balances])
    grid = pl.DataFrame({"source": actors}).join(pl.DataFrame({"target": actors}), how="cross")
    opacity = alt.condition(pick, alt.value(1), alt.value(0.15))
    base = alt.Chart(data=cells)
    layers = [
        alt.Chart(data=grid, name="cells").mark_rect(color=NEUTRAL, opacity=0.1, tooltip=None).encode(x=x, y=y),
        base.mark_point(filled=True, fillOpacity=0.3, strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            size=alt.Size(field="n", type="quantitative", scale=alt.Scale(range=[260, 700], zero=False), legend=None),
            color=alt.Color(**look, scale=colours),
            stroke=alt.Stroke(**look, scale=colours),
            shape=alt.Shape(**look, scale=shapes),
            opacity=opacity,
            tooltip=_tooltip(),
        )
        .add_params(pick)
        .properties(name="pairs"),
        base.mark_text(fontSize=11, tooltip=None)
        .encode(x=x, y=y, text=alt.Text(field="n", type="quantitative", format="d"), opacity=opacity)
        .properties(name="acts"),
    ]
    return cast("alt.LayerChart", alt.layer(*layers))
