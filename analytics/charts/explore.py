"""A chart to ask questions of in JupyterLab: choose theater, side, standing, kind and days, then take the rows.

`chart_claims` is the chart, `live` makes it answer to Python, `selected` returns what is chosen as a Polars frame.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import altair as alt
import polars as pl
import tomli

from analytics.charts.credence import CROSSES, DASHED, SOLID, hollow, rgba
from analytics.charts.labels import Label, labels_of, period_text
from analytics.charts.theme import NEUTRAL, NOTEBOOK_WIDTH, empty_chart, heading
from analytics.errors import NotebookError

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["chart_claims", "chosen_days", "live", "selected"]

_TOML = Path(__file__).with_suffix(".toml")
_CHOICES = ("theater", "side", "credence", "kind")  # columns that a reader can choose a value of
_BRUSH = "days_brush"
_ROW, _SIZES = 56, (40, 300)  # pixels, square pixels
_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomli.loads(_TOML.read_text(encoding="utf-8"))


def chart_claims(frame: pl.DataFrame, codebook: Codebook, periods: pl.DataFrame) -> alt.Chart | alt.LayerChart:
    """Draw claims by day, a row a credence, the firmest on top, the sides one above the other.

    Args:
        frame: As `analytics.trends.count_cube` returns it; families other than claims are left out.
        codebook: Names and colours.
        periods: Days, as `analytics.trends.reported_periods` returns them.

    Returns:
        A chart with a drop-down for each of theater, side, credence and kind, and a brush over days. If there is
        nothing to show, a chart that says so.
    """
    claims = frame.filter(pl.col("family") == "claim")
    days = period_text(periods["first"][0], periods["last"][-1]) if periods.height else ""
    title = _words()["title"].format(days=days).rstrip(", ")
    if claims.is_empty():
        return empty_chart(title, _words()["empty"]).properties(width=NOTEBOOK_WIDTH)
    rows = _rows(claims, codebook)
    return cast("alt.LayerChart", alt.layer(*_gaps(periods), *_marks(rows, codebook))).properties(
        title=heading(title, *_words()["caveats"]),
        width=NOTEBOOK_WIDTH,
        height=_ROW * rows["credence"].n_unique(),
        description=f"{title}. Events: {rows['n'].sum()}. {_words()['caveats'][0]}",
    )


def _rows(claims: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return the counts with names; ``day`` as text, which JavaScript reads as UTC."""
    names = [
        pl.col(column)
        .replace_strict({one.id: one.name for one in labels_of(codebook, _table(column), claims[column])})
        .alias(f"{column}_name")
        for column in _CHOICES
    ]
    counted = claims.group_by("day", *_CHOICES).agg(pl.col("n").sum())
    mark = pl.format("{}, {}", "side", "credence").alias("mark")
    return counted.sort("day", *_CHOICES).with_columns(*names, mark, pl.col("day").cast(pl.String))


def _table(column: str) -> str:
    return {"credence": "credence_display", "kind": "kind_display"}.get(column, column)


def _choosers(rows: pl.DataFrame, codebook: Codebook) -> list[alt.Parameter]:
    """Return a drop-down for each column, its first choice all of them."""
    every = _words()["every"]
    params = []
    for column in _CHOICES:
        present = set(rows[column])
        labels = [one for one in labels_of(codebook, _table(column), present) if one.id in present]
        bind = alt.binding_select(
            options=["", *(one.id for one in labels)],
            labels=[every, *(one.name for one in labels)],
            name=f"{_words()['labels'][column]} ",
        )
        params.append(alt.param(name=f"{column}_choice", value="", bind=bind))
    return params


def _marks(rows: pl.DataFrame, codebook: Codebook) -> list[alt.Chart]:
    """Return the marks, added up in the browser over what is chosen."""
    sides, credences = (
        [one for one in labels_of(codebook, _table(column), set(rows[column])) if one.id in set(rows[column])]
        for column in ("side", "credence")
    )
    chosen = " && ".join(f"({name}_choice == '' || datum.{name} == {name}_choice)" for name in _CHOICES)
    shown: list[str | alt.FieldName] = ["day", "side", "side_name", "credence", "credence_name", "mark"]
    chart = (
        alt.Chart(data=rows, name="claims")
        .transform_filter(chosen)
        .transform_aggregate([alt.AggregatedFieldDef(op="sum", field="n", **{"as": "events"})], groupby=shown)
        .mark_point(filled=True, strokeWidth=1.5, clip=True)
        .encode(
            x=_days(),
            y=_standing(credences),
            yOffset=alt.YOffset(field="side", type="nominal", scale=alt.Scale(domain=[side.id for side in sides])),
            size=alt.Size(
                field="events", type="quantitative", scale=alt.Scale(range=list(_SIZES), zero=False), legend=None
            ),
            **_look(sides, credences),
            opacity=alt.condition(alt.ParameterPredicate(param=_BRUSH), alt.value(1), alt.value(0.2)),
            tooltip=_tooltip(),
        )
        .add_params(alt.selection_interval(name=_BRUSH, encodings=["x"]), *_choosers(rows, codebook))
    )
    return [chart]


def _days() -> alt.X:
    # UTC on both sides: whatever the clock of the browser, a day is the day that the report bears.
    axis = alt.Axis(format="%-d %b", labelOverlap="greedy", labelSeparation=8, grid=False)
    return alt.X(
        field="day", type="temporal", title="day of the report", scale=alt.Scale(type="utc", padding=12), axis=axis
    )


def _standing(credences: list[Label]) -> alt.Y:
    names = [one.name for one in credences]
    return alt.Y(
        field="credence_name",
        type="nominal",
        title=None,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(tickBand="extent", grid=True),
    )


def _look(sides: list[Label], credences: list[Label]) -> dict[str, Any]:
    """Return colour by side, shape and fill by credence."""
    pairs = [(side, credence) for side in sides for credence in credences]
    fills = [rgba(side.colour, max(credence.strength, 0.01)) for side, credence in pairs]
    names, colours = [side.name for side in sides], [side.colour for side in sides]
    hollows = alt.FieldOneOfPredicate(field="credence", oneOf=[one.id for one in credences if hollow(one)])
    shapes = [CROSSES.get(one.id, "circle") for one in credences]
    by_pair = alt.Scale(domain=[f"{side.id}, {one.id}" for side, one in pairs], range=fills)
    by_credence = alt.Scale(domain=[one.id for one in credences], range=shapes)
    return {
        "fill": alt.Fill(field="mark", type="nominal", legend=None, scale=by_pair),
        "stroke": alt.Stroke(
            field="side_name",
            type="nominal",
            title=None,
            scale=alt.Scale(domain=names, range=colours),
            legend=alt.Legend(symbolFillColor="transparent", symbolStrokeWidth=2),
        ),
        "shape": alt.Shape(field="credence", type="nominal", legend=None, scale=by_credence),
        "strokeDash": alt.condition(hollows, alt.value(DASHED), alt.value(SOLID)),
    }


def _tooltip() -> list[alt.Tooltip]:
    day = alt.Tooltip(field="day", type="temporal", title="Day", format="%-d %B %Y", timeUnit="utcyearmonthdate")
    rows = [("side_name", "Side"), ("credence_name", "Standing"), ("events", "Events")]
    return [day, *(alt.Tooltip(field=field, type="nominal", title=title) for field, title in rows)]


def _gaps(periods: pl.DataFrame) -> list[alt.Chart]:
    """Shade the days without a report, where there are any."""
    half = _DAY / 2
    start = pl.col("period").cast(pl.Datetime)
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    missing = periods.filter(pl.col("reports") == 0).select(
        day=(start - half).dt.strftime(stamp), until=(start + half).dt.strftime(stamp)
    )
    if missing.is_empty():
        return []
    return [
        alt.Chart(data=missing, name="days_without_reports")
        .mark_rect(color=NEUTRAL, opacity=0.18, tooltip=None, clip=True)
        .encode(x=_days(), x2=alt.X2(field="until"))
    ]


def live(chart: alt.Chart | alt.LayerChart) -> alt.JupyterChart:
    """Return a chart that tells Python what a reader chooses in it. It draws with what vl-convert brings: offline.

    Args:
        chart: As `chart_claims` returns it.

    Raises:
        NotebookError: If the package that connects charts and Python is not installed.
    """
    if find_spec("anywidget") is None:
        raise NotebookError.at(
            "explore.live",
            got=_words()["no_widgets"],
            expected="JupyterLab with anywidget",
            way_out='Install it beside JupyterLab (pip install ".[lab]") and start JupyterLab again.',
        )
    alt.JupyterChart.enable_offline()
    return alt.JupyterChart(chart, embed_options={"renderer": "svg", "actions": False})


def selected(explored: alt.JupyterChart, timeline: Timeline) -> pl.DataFrame:
    """Return the claims that are chosen in a chart: every column, so that each can be read in its report.

    Args:
        explored: As `live` returns it; where nothing is chosen, everything is.
        timeline: The record that the chart was drawn from.

    Returns:
        Rows of `analytics.schema.Claims`, a row an event and place, sorted by date, report and position.
    """
    chosen = [_is_chosen(column, getattr(explored.params, f"{column}_choice", "")) for column in _CHOICES]
    days = chosen_days(explored)
    if days:
        chosen.append(pl.col("date").is_between(*days))
    return timeline.claims.filter(*chosen).sort("date", "report_id", "start", "event_id", "row")


def chosen_days(explored: alt.JupyterChart) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day under the brush, both included; none where there is no brush.

    A day is under the brush if its mark is; where the brush lies between two marks, the first day is after the last.

    Args:
        explored: As `live` returns it.
    """
    brush = getattr(explored.selections, _BRUSH, None)  # a chart of nothing has none
    span = brush.value.get("day") if brush else None
    if not span:
        return None
    first, last = (dt.datetime.fromtimestamp(edge / 1000, dt.UTC) for edge in sorted(span))
    begun = first.date() if first.time() == dt.time() else first.date() + _DAY
    return begun, last.date()


def _is_chosen(column: str, value: str) -> pl.Expr:
    if not value:
        return pl.lit(value=True)
    if column == "side":
        return pl.col("sides").list.contains(value) | ((pl.col("sides").list.len() == 0) & (pl.col("actor") == value))
    return pl.col(column) == value
