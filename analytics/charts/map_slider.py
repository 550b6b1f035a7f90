"""The time slider of the map: all days first, then one period after another, and in words what is shown."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl
import tomli

from analytics.charts.labels import period_text

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["ALL_DAYS", "SHOWN_WORDS", "STEP", "now_shown", "slider_params", "step_days", "stepped", "words_mark"]

ALL_DAYS = 0  # the step that shows every day
STEP, COUNTS, SHOWN_WORDS = "map_step", "map_counts", "map_words"  # params
_WORDS = Path(__file__).with_suffix(".toml")
_BELOW, _LINE = 18, 15  # pixels from the map to the words, and from line to line


@lru_cache(maxsize=1)
def _templates() -> dict[str, str]:
    return tomli.loads(_WORDS.read_text(encoding="utf-8"))


def stepped(frame: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of every step of the slider: all of them at `ALL_DAYS`, each again at its own period's step.

    Args:
        frame: As `analytics.trends.claimed_places` returns it.
        periods: As `analytics.trends.reported_periods` returns it, of the same period.

    Returns:
        The same columns and ``step`` (int): the number of the period, from 1.
    """
    steps = periods.select("period", step=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    single = frame.join(steps, on="period", how="inner", maintain_order="left")
    whole = frame.with_columns(step=pl.lit(ALL_DAYS, dtype=pl.Int64))
    return pl.concat([whole, single]) if periods.height > 1 else whole


def slider_params(marks: pl.DataFrame, periods: pl.DataFrame) -> list[alt.Parameter]:
    """Let a reader choose a step, and hold the words of it; a single period needs no choice.

    A period without a report and one whose reports tell of no gain look alike on a map: the words tell them apart.
    The counts stand in a param of their own: what draws other rows can put other numbers there.

    Args:
        marks: As `analytics.charts.map_marks.map_marks` returns it.
        periods: As `stepped` takes it.
    """
    drawn = dict(marks.group_by("step").agg(pl.col("n").sum()).iter_rows())
    before, _, after = _templates()["told"].partition("{claims}")
    now = f"{COUNTS}[{STEP}]"
    told = f"{json.dumps(before)} + format({now}, ',') + {json.dumps(after)}"
    words = f"{json.dumps(_words(periods), separators=(',', ':'))}[{STEP}]"
    slider = alt.binding_range(min=ALL_DAYS, max=periods.height, step=1, name=f"{_templates()['label']} ")
    return [
        alt.param(name=STEP, value=ALL_DAYS, bind=slider if periods.height > 1 else alt.Undefined),
        alt.param(name=COUNTS, value=[drawn.get(step, 0) for step in range(periods.height + 1)]),
        alt.param(name=SHOWN_WORDS, expr=f"[{words}[0], {now} ? {told} : {words}[1]]"),
    ]


def _words(periods: pl.DataFrame) -> list[tuple[str, str]]:
    """Say of every step which days it shows, and why nothing is to be seen, where nothing is."""
    words = _templates()

    def told(days: str, first: dt.date, last: dt.date, reports: int) -> tuple[str, str]:
        empty = words["quiet" if reports else "unreported"].format(reports=reports)
        return words[days].format(days=period_text(first, last)), empty

    rows = periods.select("first", "last", "reports").rows()
    return [told("all", rows[0][0], rows[-1][1], sum(row[2] for row in rows)), *(told("one", *row) for row in rows)]


def step_days(periods: pl.DataFrame) -> list[list[str]]:
    """Return the first and the last day of every step, for what counts the rows anew."""
    rows = [[str(first), str(last)] for first, last in periods.select("first", "last").iter_rows()]
    return [[rows[0][0], rows[-1][1]], *rows]


def now_shown() -> str:
    """Return the filter that keeps the rows of the chosen step."""
    return f"datum.step == {STEP}"


def words_mark(height: int) -> alt.Chart:
    """Write the words of the chosen step below the map, next to the slider.

    Args:
        height: Of the map, in pixels.
    """
    chart: alt.Chart = (
        alt.Chart(data=pl.DataFrame({"step": [ALL_DAYS]}), name="days_shown")
        .mark_text(
            text=alt.ExprRef(SHOWN_WORDS), align="left", baseline="top", fontSize=12, lineHeight=_LINE, tooltip=None
        )
        .encode(**_below(height))
    )
    return chart


def _below(height: int) -> dict[str, Any]:
    return {"x": alt.value(0), "y": alt.value(height + _BELOW)}
