"""What was taken out of reports before they were read, and what stands in many of them and was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.schema import Removals, Timeline

__all__ = ["removed_texts", "standing_paragraphs"]

_WORD = r"[\p{L}\p{N}]+(?:['\x{2019}-][\p{L}\p{N}]+)*"


def removed_texts(removed: dy.DataFrame[Removals], timeline: Timeline) -> pl.DataFrame:
    """Count what was taken out of the reports of a timeline.

    Args:
        removed: As `analytics.reports.Reading` has it.
        timeline: Its reports are the ones to count.

    Returns:
        ``rule``, ``text`` (str; empty for what is not kept, since it may tell of a person), ``n`` (int, times),
        ``reports`` (int), ``words`` (int, of all times). Sorted by ``n``, the most first, then by rule and text.
    """
    here = removed.join(timeline.reports.select("report_id"), on="report_id", how="semi")
    words = pl.col("text").str.count_matches(_WORD).cast(pl.Int64) * pl.col("n")
    return (
        here.with_columns(words.alias("words"))
        .group_by("rule", "text")
        .agg(pl.col("n").sum(), pl.len().cast(pl.Int64).alias("reports"), pl.col("words").sum())
        .sort("n", "rule", "text", descending=[True, False, False])
    )


def standing_paragraphs(timeline: Timeline) -> pl.DataFrame:
    """List the paragraphs that stand word for word in many reports: what a desk repeats, or what still holds.

    Args:
        timeline: What was read; how many reports and how long a paragraph, `thresholds` says.

    Returns:
        ``text`` (str), ``reports`` (int), ``first``, ``last`` (date, of these reports). Sorted by ``reports``, the most
        first, then by text.
    """
    least = thresholds()
    lines = (
        timeline.reports.select("report_id", "date", pl.col("text").str.split("\n").alias("text"))
        .explode("text")
        .with_columns(pl.col("text").str.strip_chars())
        .filter(pl.col("text").str.count_matches(_WORD) >= least.standing_words)
    )
    return (
        lines.group_by("text")
        .agg(
            pl.col("report_id").n_unique().cast(pl.Int64).alias("reports"),
            pl.col("date").min().alias("first"),
            pl.col("date").max().alias("last"),
        )
        .filter(pl.col("reports") >= least.standing_reports)
        .sort("reports", "text", descending=[True, False])
    )
