"""Rates by period, each with two pairs of limits: of counting alone, and of how much reports differ.

``low`` and ``high`` are exact limits of Poisson counts: they take each word as independent and are too narrow where
reports repeat themselves. ``wide_low`` and ``wide_high`` let whole reports differ; charts and sentences show these
where they can be had, and `basis` says what they rest on:

- ``bootstrap``: the period has enough reports to draw from (`least_reports`, `least_naming` in ``thresholds.toml``).
- ``spread``: it has fewer, but all reports together show how much one differs from the next; the Poisson limits are
  widened by that.
- ``counting``: there are too few reports to know. The wide limits are null, the exact ones are shown, and said to be
  of counting alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analytics.trends.counting import PER_WORDS
from analytics.trends.limits import bootstrap_limits, poisson_limits, spread_between_neighbours
from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    from analytics.trends.counting import Counted, Floats, Mask, Per

__all__ = ["BOOTSTRAP", "COUNTING", "SPREAD", "rate_table"]

BOOTSTRAP, SPREAD, COUNTING = "bootstrap", "spread", "counting"


def rate_table(counted: Counted, key: str, per: Per = "words") -> pl.DataFrame:
    """Return the rate of each key in each period that has reports.

    Args:
        counted: Counts by report.
        key: What to call the column of its keys.
        per: What rates are of: ``words``, a thousand of them, or ``report``, one.

    Returns:
        ``period`` (date), the key (str), ``n`` (int), ``words``, ``reports`` (int, of the period), ``rate``, ``low``,
        ``high``, ``wide_low``, ``wide_high`` (float, 95 %; the wide ones null where unknown), ``basis`` (str). Sorted
        by period and key; a period with reports and nothing counted is 0, one without reports has no row.
    """
    periods, at = np.unique(counted.reports["period"].to_numpy(), return_inverse=True)
    members: Mask = at == np.arange(len(periods))[:, None]
    exposure, unit = counted.exposure(per), PER_WORDS if per == "words" else 1
    amount, n = (members @ exposure)[:, None] / unit, members @ counted.counts
    low, high = poisson_limits(n)
    wide_low, wide_high, basis = _wide(counted, members, exposure)
    numbers = {"rate": n / amount, "low": low / amount, "high": high / amount}
    numbers |= {"wide_low": unit * wide_low, "wide_high": unit * wide_high}
    of_period = {"words": members @ counted.reports["words"].to_numpy(), "reports": members.sum(axis=1)}
    return pl.DataFrame(
        {
            "period": pl.Series(np.repeat(periods, len(counted.keys))).cast(pl.Date),
            key: pl.Series(counted.keys * len(periods), dtype=pl.String),
            "n": n.ravel().astype(np.int64),
            **{name: np.repeat(values.astype(np.int64), len(counted.keys)) for name, values in of_period.items()},
            **{name: pl.Series(values.ravel()).fill_nan(None) for name, values in numbers.items()},
            "basis": pl.Series(basis.ravel().tolist(), dtype=pl.String),
        }
    )


def _wide(counted: Counted, members: Mask, exposure: Floats) -> tuple[Floats, Floats, np.ndarray]:
    """Return limits of the rates per word or report, and what they rest on; each of shape (periods, keys)."""
    known, counts = thresholds(), counted.counts
    shape = (len(members), len(counted.keys))
    basis = np.full(shape, COUNTING, dtype=object)
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    if len(counts) < known.least_reports or not counted.keys:
        return low, high, basis
    amount = (members @ exposure)[:, None]
    spread = spread_between_neighbours(counts, exposure)
    low, high = (limit / amount for limit in poisson_limits(members @ counts, spread))
    basis[:] = SPREAD
    for row, chosen in enumerate(members):
        if chosen.sum() < known.least_reports:
            continue
        drawn_low, drawn_high = bootstrap_limits(counts[chosen], exposure[chosen])
        enough = ((counts[chosen] > 0).sum(axis=0) >= known.least_naming) & np.isfinite(drawn_high)
        low[row], high[row] = np.where(enough, drawn_low, low[row]), np.where(enough, drawn_high, high[row])
        basis[row, enough] = BOOTSTRAP
    return low, high, basis
