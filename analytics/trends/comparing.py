"""Counts of two groups of reports against each other: ratio, limits, chance, verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import polars.selectors as cs

from analytics.trends.counting import PER_WORDS
from analytics.trends.limits import poisson_limits, ratio_limits, spread_within
from analytics.trends.permuting import adjusted, can_tell, difference_chance
from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    from analytics.trends.counting import Counted, Floats, Mask

__all__ = ["compare", "judged", "nothing_compared"]

_OF_WEEK = ("n", "rate", "rate_low", "rate_high")
_COLUMNS = (
    *_OF_WEEK,
    *(f"{name}_before" for name in _OF_WEEK),
    *("ratio", "low", "high", "wide_low", "wide_high", "chance"),
)


def nothing_compared() -> pl.DataFrame:
    """Return what `compare` gives for no keys."""
    whole = ("n", "n_before")
    numbers = {name: pl.Int64 if name in whole else pl.Float64 for name in _COLUMNS}
    return pl.DataFrame(schema={"key": pl.String, **numbers, "verdict": pl.String})


def compare(counted: Counted, newer: Mask) -> pl.DataFrame:
    """Say how the rates of some reports differ from those of the others.

    Args:
        counted: Counts by report, of both groups.
        newer: Which reports are of the newer group. Shape (reports,).

    Returns:
        ``key``, then the columns from ``n`` to ``chance`` as `analytics.trends.week_changes` tells them, and a
        ``verdict`` that is ``open`` until all comparisons are made, ``few`` or ``none``. A row a key, in their order.
    """
    if not counted.keys:
        return nothing_compared()
    columns, verdicts = _measured(counted, newer)
    frame = pl.DataFrame({"key": pl.Series(counted.keys, dtype=pl.String), **columns, "verdict": verdicts})
    whole = [pl.col(name).cast(pl.Int64) for name in ("n", "n_before")]
    return frame.with_columns(cs.float().fill_nan(None)).with_columns(whole)


def _measured(counted: Counted, newer: Mask) -> tuple[dict[str, Floats], list[str]]:
    """Return the columns of `_COLUMNS`, shape (keys,), not-a-number for what is unknown; and what keeps a verdict."""
    counts, exposure = counted.counts, counted.exposure()
    n, n_before = counts[newer].sum(axis=0), counts[~newer].sum(axis=0)
    words, words_before = exposure[newer].sum(), exposure[~newer].sum()
    unknown = np.full(len(n), np.nan)
    several = len(newer) > 2 and words and words_before  # noqa: PLR2004  two rates leave nothing of two reports to differ
    spread = spread_within(counts, exposure, newer) if several else np.ones(len(n))
    columns = dict.fromkeys(_COLUMNS, unknown) | _rated("", n, words, spread)
    columns |= _rated("_before", n_before, words_before, spread)
    if not (words and words_before):
        return columns, ["none"] * len(n)
    scale = words_before / words
    columns["ratio"] = np.divide(n * scale, n_before, out=unknown.copy(), where=n_before > 0)
    columns["low"], columns["high"] = (limit * scale for limit in ratio_limits(n, n_before))
    few = _few(n + n_before, scale) | (not can_tell(len(newer), int(newer.sum())))
    if several:
        columns["wide_low"], columns["wide_high"] = (limit * scale for limit in ratio_limits(n, n_before, spread))
    if not few.all():
        columns["chance"] = np.where(few, np.nan, difference_chance(counts, exposure, newer))
    return columns, ["few" if each else "open" for each in few]


def _rated(end: str, n: Floats, words: float, spread: Floats) -> dict[str, Floats]:
    """Return the columns of one week; without words there is no rate."""
    values = (n, *poisson_limits(n, spread)) if words else ()
    rates = zip(_OF_WEEK[1:], values, strict=bool(values))
    return {f"n{end}": n} | {f"{name}{end}": PER_WORDS * value / words for name, value in rates}


def _few(total: Floats, scale: float) -> Mask:
    """Return which totals are so small that the exact limits hold no change however they fell."""
    nothing = np.zeros_like(total)
    least, most = ratio_limits(total, nothing)[0] * scale, ratio_limits(nothing, total)[1] * scale
    few: Mask = (least <= 1) & (most >= 1)
    return few


def judged(frame: pl.DataFrame) -> pl.DataFrame:
    """Adjust the p-values of all rows at once, and turn them into verdicts.

    Args:
        frame: Of `compare`; rows without a ``chance`` are no part of the family.

    Returns:
        The same rows, those with a ``chance`` first, with ``adjusted`` (float or null) and the last ``verdict``.
    """
    tested = pl.col("chance").is_not_null()
    shown = pl.Series("adjusted", adjusted(frame.filter(tested)["chance"].to_numpy()), pl.Float64)
    several = pl.concat([frame.filter(tested).with_columns(shown), frame.filter(~tested)], how="diagonal")
    told = pl.col("adjusted") <= thresholds().false_discoveries
    more = pl.col("rate") > pl.col("rate_before")
    verdict = pl.when(told & more).then(pl.lit("more")).when(told).then(pl.lit("less")).otherwise("verdict")
    return several.with_columns(verdict.alias("verdict"))
