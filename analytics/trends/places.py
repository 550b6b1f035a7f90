"""Where each side is said to have gained or left, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.advances import moves
from analytics.trends.periods import with_period

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.periods import Every

__all__ = ["claimed_places", "named_places"]

_WHERE = ["place", "relation", "admin1", "lat", "lon", "place_precision"]


def claimed_places(timeline: Timeline, every: Every = "window") -> pl.DataFrame:
    """Count claimed gains and withdrawals by period, place, side and credence.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``place_id`` (str, null where unresolved), ``place`` (str: its name, else as written;
        null where none is named), ``relation`` (str, "2 km south of": ``lat`` and ``lon`` are then the computed
        point), ``admin1``, ``lat``, ``lon`` (degrees; null for what is no point, as a river),
        ``place_precision`` (1 at, 2 near, 3 in a region), ``theater``, ``side``, ``move``, ``credence`` (as
        `analytics.trends.claimed_advances` has them), ``n`` (int, distinct events), ``first`` and ``last``
        (date, of the reports). Sorted by what comes before ``n``.
    """
    keys = ["period", "place_id", *_WHERE, "theater", "side", "move", "credence"]
    return (
        with_period(moves(timeline), timeline.reports, every)
        .with_columns(pl.coalesce("place", "surface").alias("place"))
        .group_by(keys)
        .agg(
            pl.col("event_id").n_unique().cast(pl.Int64).alias("n"),
            pl.col("date").min().alias("first"),
            pl.col("date").max().alias("last"),
        )
        .sort(keys, nulls_last=True)
    )


def named_places(timeline: Timeline) -> pl.DataFrame:
    """Count how often reports name each place.

    Args:
        timeline: What was reported.

    Returns:
        ``theater``, ``place`` (str; what was not resolved is left out), ``n`` (int, mentions), ``reports`` (int),
        ``first`` and ``last`` (date, of the reports). Sorted by theater, then the most named first, then by place.
    """
    return (
        timeline.mentions.drop_nulls("place_id")
        .group_by("theater", "place_id", "place")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("report_id").n_unique().cast(pl.Int64).alias("reports"),
            pl.col("date").min().alias("first"),
            pl.col("date").max().alias("last"),
        )
        .sort("theater", "n", "place", "place_id", descending=[False, True, False, False])
        .drop("place_id")
    )
