"""How often reports name places of each theater."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analytics.extraction.theaters import NO_THEATER
from analytics.trends.periods import period_of, with_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.schema import Timeline
    from analytics.trends.periods import Every

__all__ = [
    "CONFIDENCE",
    "NO_THEATER",
    "PER_WORDS",
    "TheaterTotal",
    "exact_limits",
    "mention_frequency",
    "mention_totals",
    "share_without_theater",
]

PER_WORDS = 1000  # words that a rate is of
CONFIDENCE = 0.95  # of the limits of rates and of their ratios
_LIMITS = {"n": pl.Int64, "low": pl.Float64, "high": pl.Float64}


def exact_limits(most: int) -> pl.DataFrame:
    """Return Garwood's exact limits of every Poisson count up to a greatest one.

    The limits of a count n (Biometrika 28, 1936) are half the chi-square quantiles 2.5 % at 2n degrees of freedom,
    97.5 % at 2n + 2. `gammaincinv` gives the same numbers, and loads faster than scipy's distributions.

    Args:
        most: The greatest count.

    Returns:
        ``n`` (int, 0 to `most`), ``low`` and ``high`` (float, 95 % limits of the expected count). Sorted by ``n``.
    """
    import numpy as np  # noqa: PLC0415  comes with scipy, which is slow to load
    from scipy.special import gammaincinv  # noqa: PLC0415  slow to load

    tail = (1 - CONFIDENCE) / 2
    counts = np.arange(most + 1)
    low = gammaincinv(counts.clip(1), tail) * (counts > 0)
    high = gammaincinv(counts + 1, 1 - tail)
    return pl.DataFrame({"n": counts, "low": low, "high": high}, schema=_LIMITS)


def _interval(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the rate per 1,000 words with its exact limits."""
    limits = exact_limits(int(frame["n"].max() or 0))  # type: ignore[arg-type]  # a column of whole numbers
    per_words = PER_WORDS / pl.col("words")
    return frame.join(limits, on="n", how="left", maintain_order="left").with_columns(
        (pl.col("n") * per_words).alias("rate"), pl.col("low") * per_words, pl.col("high") * per_words
    )


def mention_frequency(timeline: Timeline, theaters: Iterable[str] = (), every: Every = "day") -> pl.DataFrame:
    """Count place mentions by period and theater.

    A period with reports and no mention of a theater is a row with ``n`` 0; a period without reports has no row.

    Args:
        timeline: What was reported.
        theaters: Ids that get rows even if nothing names them.
        every: The period.

    Returns:
        ``period`` (date), ``theater`` (str), ``n`` (int, mentions), ``words`` (int, of the period's reports),
        ``rate`` (float, mentions per 1,000 words), ``low`` and ``high`` (float, exact 95 % Poisson limits of the rate:
        counting noise only, mentions of one report are not independent). Sorted by period, theater.
    """
    words = (
        timeline.reports.select("report_id", "words", period_of(every))
        .group_by("period")
        .agg(pl.col("words").sum())
        .filter(pl.col("words") > 0)
    )
    named = sorted({*theaters, *timeline.mentions["theater"].unique()} - {NO_THEATER})
    counts = (
        with_period(timeline.mentions.select("report_id", "theater"), timeline.reports, every)
        .group_by("period", "theater")
        .agg(pl.len().cast(pl.Int64).alias("n"))
    )
    rows = (
        words.join(pl.DataFrame({"theater": named}, schema={"theater": pl.String}), how="cross")
        .join(counts, on=["period", "theater"], how="left")
        .with_columns(pl.col("n").fill_null(0))
        .sort("period", "theater")
    )
    return _interval(rows).select("period", "theater", "n", "words", "rate", "low", "high")


def share_without_theater(timeline: Timeline) -> float:
    """Return the share (0 to 1) of place mentions that belong to no theater; 0 where there are no mentions."""
    theaters = timeline.mentions["theater"]
    return float((theaters == NO_THEATER).mean() or 0.0)  # type: ignore[arg-type]  # a mean of booleans is a float


@dataclass(frozen=True, slots=True)
class TheaterTotal:
    """How often one theater is named over a whole window; the limits are those of `mention_frequency`."""

    theater: str
    n: int
    words: int
    rate: float
    low: float
    high: float


def mention_totals(timeline: Timeline, theaters: Iterable[str] = ()) -> tuple[TheaterTotal, ...]:
    """Return each theater's total, the most named first, then by id."""
    rows = mention_frequency(timeline, theaters, "window").drop("period").sort("n", "theater", descending=[True, False])
    return tuple(TheaterTotal(**row) for row in rows.iter_rows(named=True))
