"""How often each theater is named over a whole period, with the limits that are shown and those of counting alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["rate_rows"]


def rate_rows(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """List the theaters that reports name, a row a theater.

    Args:
        timeline: What was reported.
        codebook: Names of the theaters, and of what limits rest on.

    Returns:
        ``theater``, ``place names`` (int), ``per 1,000 words`` (float), ``95 % limits`` (str), ``they rest on`` (str),
        ``limits of counting alone`` (str), ``per report`` (float), ``95 % limits per report`` (str). The most named
        first, then by name.
    """
    words = trends.mention_frequency(timeline, every="window")
    reports = trends.mention_frequency(timeline, every="window", per="report").select(
        "theater", report=_shown(), mean="rate"
    )
    names = {label.id: label.name for label in labels_of(codebook, "theater", words["theater"])}
    bases = {label.id: label.name for label in labels_of(codebook, "basis_display", words["basis"])}
    return (
        words.join(reports, on="theater")
        .select(
            pl.col("theater").replace_strict(names, return_dtype=pl.String),
            pl.col("n").alias("place names"),
            pl.col("rate").round(2).alias("per 1,000 words"),
            _shown().alias("95 % limits"),
            pl.col("basis").replace_strict(bases, return_dtype=pl.String).alias("they rest on"),
            _span("low", "high").alias("limits of counting alone"),
            pl.col("mean").round(2).alias("per report"),
            pl.col("report").alias("95 % limits per report"),
        )
        .sort("place names", "theater", descending=[True, False])
    )


def _shown() -> pl.Expr:
    return pl.coalesce(_span("wide_low", "wide_high"), _span("low", "high"))


def _span(low: str, high: str) -> pl.Expr:
    return pl.format("{} to {}", pl.col(low).round(2), pl.col(high).round(2))
