"""Diplomatic acts as cooperation and conflict, and who acts toward whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.periods import with_period

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends.periods import Every

__all__ = ["QUAD_CLASSES", "act_classes", "dyads", "no_dyad", "paired_acts"]

QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def _quad_class(codebook: Codebook) -> pl.Expr:
    """Return PLOVER's quad class of a ``kind``, as the codebook's ``act_display`` has it; null for one it lacks."""
    known = {row["id"]: f"{row['means']} {row['tone']}" for row in codebook.table("act_display") if "means" in row}
    return pl.col("kind").replace_strict(known, default=None, return_dtype=pl.String).alias("quad_class")


def act_classes(timeline: Timeline, codebook: Codebook, every: Every = "day") -> pl.DataFrame:
    """Say how much of what is done and said is cooperation or conflict, by topic and kind.

    Args:
        timeline: What was reported.
        codebook: Which kinds are verbal or material, cooperation or conflict.
        every: The period.

    Returns:
        ``period`` (date), ``topic``, ``kind`` (str), ``quad_class`` (str, one of `QUAD_CLASSES`; null for a kind that
        the codebook does not class), ``n`` (int, distinct acts). Sorted by those; no rows of 0.
    """
    keys = ["period", "topic", "kind", "quad_class"]
    return (
        with_period(timeline.diplomacy, timeline.reports, every)
        .with_columns(_quad_class(codebook))
        .group_by(keys)
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort(keys, nulls_last=True)
    )


def paired_acts(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """List each act with each pair of those who act and whom they act toward.

    An act by two toward two is one act of each of the four pairs; who acts and is acted on in one act (those who meet)
    is no pair with itself. Acts that name only one end are in no pair: `no_dyad` counts them.

    Args:
        timeline: What was reported.
        codebook: As for `act_classes`.

    Returns:
        ``event_id``, ``source``, ``target`` (str, names of the actor table), ``quad_class`` (str or null). Sorted by
        those.
    """
    return (
        timeline.diplomacy.select("event_id", "source", "target", _quad_class(codebook))
        .explode("source")
        .explode("target")
        .filter(pl.col("source") != pl.col("target"))
        .unique()
        .sort("event_id", "source", "target")
    )


def dyads(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """Say who acts toward whom, and how; pairs are those of `paired_acts`.

    Args:
        timeline: What was reported.
        codebook: As for `act_classes`.

    Returns:
        ``source``, ``target`` (str, names of the actor table), ``quad_class`` (str or null), ``n`` (int, distinct
        acts). Sorted by those.
    """
    keys = ["source", "target", "quad_class"]
    return (
        paired_acts(timeline, codebook)
        .group_by(keys)
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort(keys, nulls_last=True)
    )


def no_dyad(timeline: Timeline) -> int:
    """Return how many acts name nobody who acts, nobody acted on, or one alone for both."""
    ends = timeline.diplomacy.select("event_id", "source", "target").explode("source").explode("target")
    paired = ends.filter(pl.col("source") != pl.col("target"))["event_id"].n_unique()
    return int(timeline.diplomacy["event_id"].n_unique()) - int(paired)
