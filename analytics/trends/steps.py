"""Where the rate of a series steps up or down for good, if anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analytics.trends.counting import PER_WORDS
from analytics.trends.mentions import mentions_by_report
from analytics.trends.permuting import adjusted, step_chance
from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.counting import Floats, Mask
    from analytics.trends.periods import Every

__all__ = ["mention_steps"]

_COLUMNS = {
    "theater": pl.String,
    "periods": pl.Int64,
    "since": pl.Date,
    "rate_before": pl.Float64,
    "rate": pl.Float64,
    "ratio": pl.Float64,
    "chance": pl.Float64,
    "adjusted": pl.Float64,
    "verdict": pl.String,
}


def mention_steps(timeline: Timeline, every: Every = "day") -> pl.DataFrame:
    """Say whether and when each theater began to be named more or less often.

    One step is looked for in each series, by permutation of whole periods (`analytics.trends.permuting.step_chance`).
    A small chance says that the order of the periods matters; a slow drift or a passing wave does that too, and is
    described as the one step that comes nearest to it.

    Args:
        timeline: What was reported.
        every: The period; those without reports are missing, and take no part.

    Returns:
        ``theater`` (str), ``periods`` (int, with reports), ``since`` (date, the first period after the likeliest step),
        ``rate_before`` and ``rate`` (float, per 1,000 words, before and from then on), their ``ratio`` (null where
        nothing was before), ``chance`` (float, p-value), ``adjusted`` (float, for all theaters at once), ``verdict``:
        ``more``, ``less``, ``open`` (chance does as much), ``short`` (fewer than `least_periods` of
        ``thresholds.toml``; all but the periods is null). Sorted by theater.
    """
    counted = mentions_by_report(timeline, every=every)
    days, at = np.unique(counted.reports["period"].to_numpy(), return_inverse=True)
    members: Mask = at == np.arange(len(days))[:, None]
    frame = pl.DataFrame({"theater": pl.Series(counted.keys, dtype=pl.String)}).with_columns(
        pl.lit(len(days), pl.Int64).alias("periods"),
        *(pl.lit(None, kind).alias(name) for name, kind in _COLUMNS.items() if name not in {"theater", "periods"}),
    )
    if len(days) < thresholds().least_periods or not counted.keys:
        return frame.with_columns(pl.lit("short").alias("verdict")).select(*_COLUMNS)
    found = _found(members @ counted.counts, members @ counted.exposure(), days)
    return _judged(frame.with_columns(found)).select(*_COLUMNS)


def _found(counts: Floats, exposure: Floats, days: np.ndarray) -> list[pl.Series]:
    places, chances = step_chance(counts, exposure)
    after = np.arange(len(days))[:, None] >= np.array(places)
    rates = [PER_WORDS * (counts * part).sum(axis=0) / (exposure @ part) for part in (~after, after)]
    ratio = np.divide(rates[1], rates[0], out=np.full(len(places), np.nan), where=rates[0] > 0)
    return [
        pl.Series("since", days[places]).cast(pl.Date),
        pl.Series("rate_before", rates[0]),
        pl.Series("rate", rates[1]),
        pl.Series("ratio", ratio).fill_nan(None),
        pl.Series("chance", chances),
        pl.Series("adjusted", adjusted(chances)),
    ]


def _judged(frame: pl.DataFrame) -> pl.DataFrame:
    told = pl.col("adjusted") <= thresholds().false_discoveries
    more = pl.col("rate") > pl.col("rate_before")
    verdict = pl.when(told & more).then(pl.lit("more")).when(told).then(pl.lit("less")).otherwise(pl.lit("open"))
    return frame.with_columns(verdict.alias("verdict"))
