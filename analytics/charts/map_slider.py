"""The time slider of the map: all days first, then one period after another, and in words what is shown."""

from __future__ import annotations

import json
import textwrap
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from analytics.charts.labels import period_text
from analytics.charts.theme import SUBTITLE_CHARACTERS

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["ALL_DAYS", "SHOWN_WORDS", "STEP", "now_shown", "slider_params", "step_words", "stepped", "words_mark"]

ALL_DAYS = 0  # the step that shows every day
STEP, SHOWN_WORDS = "map_step", "map_words"  # params
_WORDS = Path(__file__).with_suffix(".toml")
_BELOW, _LINE = 18, 15  # pixels from the map to the words, and from line to line


@lru_cache(maxsize=1)
def _templates() -> dict[str, str]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


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


def step_words(marks: pl.DataFrame, periods: pl.DataFrame) -> list[list[str]]:
    """Say of every step which days it shows and what is there to see of them, in as many lines each.

    A period without a report and one whose reports tell of no gain look alike on a map: the words tell them apart.

    Args:
        marks: As `analytics.charts.map_marks.map_marks` returns it.
        periods: As `stepped` takes it.
    """
    words = _templates()
    drawn = dict(marks.group_by("step").agg(pl.col("n").sum()).iter_rows())
    span: tuple[dt.date, dt.date] = (periods["first"].min(), periods["last"].max())  # type: ignore[assignment]  # days
    told = [(words["all"].format(days=period_text(*span)), words["told"].format(claims=drawn[ALL_DAYS]))]
    for step, row in enumerate(periods.iter_rows(named=True), 1):
        kind = "told" if step in drawn else "quiet" if row["reports"] else "unreported"
        what = words[kind].format(claims=drawn.get(step, 0), reports=row["reports"])
        told.append((words["one"].format(days=period_text(row["first"], row["last"])), what))
    lines = [[line for text in texts for line in textwrap.wrap(text, SUBTITLE_CHARACTERS)] for texts in told]
    most = max(map(len, lines))
    return [[*some, *[""] * (most - len(some))] for some in lines]


def slider_params(lines: list[list[str]]) -> list[alt.Parameter]:
    """Let a reader choose a step, and hold the words of it; a single period needs no choice.

    Args:
        lines: As `step_words` returns them.
    """
    last = len(lines) - 1
    slider = alt.binding_range(min=ALL_DAYS, max=last, step=1, name=f"{_templates()['label']} ")
    return [
        alt.param(name=STEP, value=ALL_DAYS, bind=slider if last > 1 else alt.Undefined),
        alt.param(name=SHOWN_WORDS, expr=f"{json.dumps(lines, separators=(',', ':'))}[{STEP}]"),
    ]


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
