"""Counts of reports as chance makes them, and how often the trends are right about them.

A series is what reports name of one theater. Each of its reports has about 300 words and a mean of some names; the
counts are Poisson, or overdispersed: negative binomial, each report's own rate gamma distributed with shape 3, so that
at three names a report the variance is twice the mean, and at ten more than four times.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.trends.comparing import compare, judged
from analytics.trends.counting import Counted
from analytics.trends.limits import poisson_limits
from analytics.trends.permuting import step_chance
from analytics.trends.rates import rate_table

SHAPE = 3.0
FAMILY = 8  # comparisons of a page
LEVEL = 0.05
_WORDS, _UNEVEN = 300, 0.4  # words of a report, spread of their logarithms


@dataclass(frozen=True)
class Kind:
    """How counts come about."""

    names: float  # of a theater in a report, on average
    overdispersed: bool


def drawn(seed: int, kind: Kind, reports: int, series: int, factors: np.ndarray | float = 1.0) -> Counted:
    """Draw counts: a report a day, a column a series; factors multiply the rate, shape (reports, series) or one."""
    chance = np.random.default_rng(seed)
    words = np.maximum(chance.lognormal(np.log(_WORDS), _UNEVEN, reports).round(), 1)
    means = np.broadcast_to(kind.names * factors, (reports, series)) * (words / _WORDS)[:, None]
    if kind.overdispersed:
        means = means * chance.gamma(SHAPE, 1 / SHAPE, means.shape)
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(reports)]
    frame = pl.DataFrame({"report_id": [f"r{n:03}" for n in range(reports)], "date": days, "words": words.astype(int)})
    keys = tuple(f"t{n:04}" for n in range(series))
    return Counted(frame.with_columns(pl.lit(days[0]).alias("period")), keys, chance.poisson(means).astype(float))


def coverage(seed: int, kind: Kind, reports: int, series: int) -> dict[str, float]:
    """Return how often the exact and the shown limits of a rate hold the true one."""
    table = rate_table(drawn(seed, kind, reports, series), "theater")
    true = 1000 * kind.names / _WORDS
    exact = table.select(pl.lit(true).is_between("low", "high").mean()).item()
    shown = table.select(pl.lit(true).is_between("wide_low", "wide_high").mean()).item()
    return {"exact": exact, "shown": shown}


def single_coverage(seed: int, kind: Kind, series: int) -> dict[str, float]:
    """Return the same for one report of the forty whose differences widen its limits."""
    counted = drawn(seed, kind, 40, series)
    by_day = Counted(counted.reports.with_columns(pl.col("date").alias("period")), counted.keys, counted.counts)
    table = rate_table(by_day, "theater").filter(pl.col("period") == pl.col("period").min())
    true = pl.lit(1000 * kind.names / _WORDS)
    return {
        "exact": table.select(true.is_between("low", "high").mean()).item(),
        "shown": table.select(true.is_between("wide_low", "wide_high").mean()).item(),
    }


def ratio_coverage(seed: int, kind: Kind, reports: int, series: int, factor: float) -> dict[str, float]:
    """Return how often the exact and the wide limits of a ratio hold the true one, two weeks of so many reports."""
    table = compare(drawn(seed, kind, 2 * reports, series, _last(reports, factor)), _newer(reports))
    exact = table.select(pl.lit(factor).is_between("low", "high").mean()).item()
    shown = table.select(pl.lit(factor).is_between("wide_low", "wide_high").mean()).item()
    return {"exact": exact, "shown": shown}


def _newer(reports: int) -> np.ndarray:
    return np.arange(2 * reports) >= reports


def _last(reports: int, factor: np.ndarray | float) -> np.ndarray:
    return np.where(_newer(reports)[:, None], factor, 1.0)


def flags(seed: int, kind: Kind, reports: int, series: int, *, changed: int = 0) -> dict[str, float]:
    """Compare two weeks of so many reports, in pages of eight theaters of which the first so many double.

    Returns:
        ``exact``: share of the unchanged series whose exact limits exclude no change, for comparison; ``false``: share
        of the unchanged ones that are told as changed; ``pages``: share of the pages that tell any of them; ``power``:
        share of the doubled ones that are told as more. Not a number where there are none.
    """
    pages = series // FAMILY
    doubled = np.tile(np.arange(FAMILY) < changed, pages)
    table = compare(drawn(seed, kind, 2 * reports, pages * FAMILY, _last(reports, 1.0 + doubled)), _newer(reports))
    exact = table.select((pl.col("low") > 1) | (pl.col("high") < 1)).to_series().to_numpy()
    told = [judged(table[at : at + FAMILY]).sort("key")["verdict"] for at in range(0, table.height, FAMILY)]
    verdicts = np.concatenate([each.to_numpy() for each in told])
    false = np.isin(verdicts, ["more", "less"]) & ~doubled
    return {
        "exact": float(exact[~doubled].mean()) if changed < FAMILY else float("nan"),
        "false": float(false[~doubled].mean()) if changed < FAMILY else float("nan"),
        "pages": float(false.reshape(pages, FAMILY).any(axis=1).mean()),
        "power": float((verdicts[doubled] == "more").mean()) if changed else float("nan"),
    }


def steps(seed: int, kind: Kind, periods: int, series: int, factor: float) -> float:
    """Return how often a series of so many days is taken for a step, by one test at 5 %; the rate changes half-way."""
    after = np.where(np.arange(periods)[:, None] >= periods // 2, factor, 1.0)
    counted = drawn(seed, kind, periods, series, after)
    return float((step_chance(counted.counts, counted.exposure())[1] <= LEVEL).mean())


def exact_coverage(names: float) -> float:
    """Return the coverage of the exact limits of one Poisson count, summed over the counts that may come."""
    from scipy.stats import poisson  # noqa: PLC0415  only the benchmark needs it

    counts = np.arange(int(names + 20 * names**0.5 + 20)).astype(float)
    low, high = poisson_limits(counts)
    return float(poisson.pmf(counts, names)[(low <= names) & (names <= high)].sum())
