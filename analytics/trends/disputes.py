"""What a week of reports leaves in dispute: events by their id, for the table of their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.codebook import camps_of
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["against_interest", "claimed_by_both", "contradicted", "disputed_places"]

_HAVE = ("advance", "capture", "hold")


def contradicted(timeline: Timeline) -> tuple[str, ...]:
    """Return the events that a report doubts, or that it or somebody denies."""
    return _ids(timeline.claims.filter(pl.col("credence").is_in(CONTRADICTED)))


def against_interest(timeline: Timeline) -> tuple[str, ...]:
    """Return the events in which a side itself tells what hurts it."""
    return _ids(timeline.claims.filter("against_interest"))


def disputed_places(timeline: Timeline, codebook: Codebook | None = None) -> pl.DataFrame:
    """List the places that sides of more than one camp are said to gain or hold, what is contradicted left out.

    Args:
        timeline: What was reported.
        codebook: Says which sides are allies; without it every side is a camp of its own.

    Returns:
        ``place_id``, ``place``, ``theater`` (str), ``sides`` (list of str, sorted), ``n`` (int, distinct events).
        Sorted by ``n``, the most first, then by place.
    """
    camps = camps_of(codebook) if codebook is not None else {}
    return (
        _held(timeline)
        .with_columns(pl.col("side").replace(camps).alias("camp"))
        .group_by("place_id", "place", "theater")
        .agg(
            pl.col("side").unique().sort().alias("sides"),
            pl.col("camp").n_unique().alias("camps"),
            pl.col("event_id").n_unique().cast(pl.Int64).alias("n"),
        )
        .filter(pl.col("camps") > 1)
        .drop("camps")
        .sort("n", "place", "place_id", descending=[True, False, False])
    )


def claimed_by_both(timeline: Timeline, codebook: Codebook | None = None) -> tuple[str, ...]:
    """Return the events at the places of `disputed_places` by which one side or another is said to have them."""
    places = disputed_places(timeline, codebook)["place_id"].to_list()
    return _ids(_held(timeline).filter(pl.col("place_id").is_in(places)))


def _held(timeline: Timeline) -> pl.DataFrame:
    return (
        timeline.claims.filter(
            pl.col("kind").is_in(_HAVE), ~pl.col("credence").is_in(CONTRADICTED), pl.col("place_id").is_not_null()
        )
        .with_columns(pl.col("sides").alias("side"))
        .explode("side")
        .drop_nulls("side")
    )


def _ids(claims: pl.DataFrame) -> tuple[str, ...]:
    return tuple(claims["event_id"].unique().sort())
