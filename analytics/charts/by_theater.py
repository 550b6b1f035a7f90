"""What a section on one theater lists: the places named there, the gains and withdrawals told of each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.labels import labels_of

if TYPE_CHECKING:
    from analytics.codebook import Codebook

__all__ = ["move_rows", "place_rows"]


def place_rows(places: pl.DataFrame) -> pl.DataFrame:
    """List the places that reports name, the most named first.

    Args:
        places: As `analytics.trends.named_places` returns it, of one theater.

    Returns:
        ``place``, ``times``, ``reports``, ``first named``, ``last named``.
    """
    return places.select(
        "place",
        pl.col("n").alias("times"),
        "reports",
        *(pl.col(end).alias(f"{end} named") for end in ("first", "last")),
    )


def move_rows(moved: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """List gains and withdrawals by place, side and what stands behind them, the place most told of first.

    Args:
        moved: As `analytics.trends.claimed_places` returns it, of one theater.
        codebook: Names and order of sides and credences.

    Returns:
        ``place``, ``side``, ``what``, ``credence``, ``claims``, ``first told``, ``last told``.
    """
    standing = labels_of(codebook, "credence_display", moved["credence"])
    sides = {label.id: label.name for label in labels_of(codebook, "side", moved["side"])}
    relation = pl.when(pl.col("relation").is_not_null()).then(pl.format("{} {}", "relation", "place"))
    keys = ["place", "side", "what", "order"]
    return (
        moved.with_columns(
            relation.otherwise("place").fill_null("no place named").alias("place"),
            pl.col("side").replace_strict(sides, return_dtype=pl.String),
            pl.when(pl.col("move") == "gain").then(pl.lit("gain")).otherwise(pl.lit("withdrawal")).alias("what"),
            pl.col("credence")
            .replace_strict({label.id: place for place, label in enumerate(standing)}, return_dtype=pl.Int64)
            .alias("order"),
            pl.col("credence").replace_strict({label.id: label.name for label in standing}, return_dtype=pl.String),
        )
        .group_by(*keys, "credence")
        .agg(pl.col("n").sum().alias("claims"), pl.col("first").min(), pl.col("last").max())
        .with_columns(pl.col("claims").sum().over("place").alias("told"))
        .sort("told", *keys, descending=[True, *(False for _ in keys)], nulls_last=True)
        .select(
            "place",
            "side",
            "what",
            "credence",
            "claims",
            *(pl.col(end).alias(f"{end} told") for end in ("first", "last")),
        )
    )
