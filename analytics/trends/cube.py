"""The whole record as one small cube of counts, and the words that rates are per: what a page filters by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.advances import by_side

if TYPE_CHECKING:
    from analytics.schema import Timeline

__all__ = ["CUBE_KEYS", "count_cube", "words_by_day"]

CUBE_KEYS = ("day", "family", "theater", "topic", "side", "claimant", "credence", "kind")


def count_cube(timeline: Timeline) -> pl.DataFrame:
    """Count everything that was reported, a row a cell that is not empty.

    An event has one day, claimant, credence and kind, so cells that differ in these only may be added. An event at
    places of two theaters, or of two sides, is in a cell of each: added over theaters or sides it counts twice, as in
    `analytics.trends.claimed_advances`.

    Args:
        timeline: What was reported.

    Returns:
        ``day`` (date, of the report), ``family`` (``mention``, ``claim``, ``diplomacy``), ``theater`` (str),
        ``topic`` (str, of acts), ``side`` (str, of claims: also ``other``, ``unknown``), ``claimant`` and ``credence``
        (str, not of mentions), ``kind`` (str, not of mentions), ``n`` (int: mentions, or distinct events). What a
        family does not have is null. Sorted by all keys; no rows of 0.
    """
    claims = by_side(timeline.claims).with_columns(pl.lit("claim").alias("family"))
    acts = timeline.diplomacy.with_columns(pl.lit("diplomacy").alias("family"))
    events = [_cells(frame, pl.col("event_id").n_unique()) for frame in (claims, acts)]
    mentions = timeline.mentions.drop("kind").with_columns(pl.lit("mention").alias("family"))
    return pl.concat([_cells(mentions, pl.len()), *events]).sort(CUBE_KEYS, nulls_last=True)


def _cells(frame: pl.DataFrame, counted: pl.Expr) -> pl.DataFrame:
    has = [key for key in CUBE_KEYS if key in {"day", *frame.columns}]
    lacks = [pl.lit(None, pl.String).alias(key) for key in CUBE_KEYS if key not in has]
    cells = frame.rename({"date": "day"}).group_by(has).agg(counted.cast(pl.Int64).alias("n"))
    return cells.with_columns(lacks).select(*CUBE_KEYS, "n")


def words_by_day(timeline: Timeline) -> pl.DataFrame:
    """Count the words of each day's reports; a day without a report has no row.

    Args:
        timeline: What was reported.

    Returns:
        ``day`` (date), ``words`` (int), ``reports`` (int). Sorted by day.
    """
    return (
        timeline.reports.group_by(pl.col("date").alias("day"))
        .agg(pl.col("words").sum(), pl.len().cast(pl.Int64).alias("reports"))
        .sort("day")
    )
