"""Limits of counts: what chance alone leaves open about a rate, or about the ratio of two.

Poisson limits take every word of every report as independent. Reports repeat themselves, so the counts of whole reports
differ by more than that; their `spread` is how many times more. Counts divided by it have about the variance of a
Poisson count (quasi-likelihood: Wedderburn, Biometrika 61, 1974), and get its limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    from analytics.trends.counting import Floats, Mask

__all__ = [
    "bootstrap_limits",
    "poisson_limits",
    "ratio_limits",
    "share_limits",
    "spread_between_neighbours",
    "spread_within",
]


def poisson_limits(counts: Floats, spread: Floats | float = 1.0) -> tuple[Floats, Floats]:
    """Return the exact limits of Poisson means, or those widened by a spread.

    Garwood's limits of a count n (Biometrika 28, 1936) are half the chi-square quantiles 2.5 % at 2n degrees of
    freedom, 97.5 % at 2n + 2. `gammaincinv` gives the same numbers, and loads faster than scipy's distributions.

    Args:
        counts: Any shape.
        spread: 1 for the exact limits; else as `spread_between_neighbours` gives it.

    Returns:
        Lower and upper limits, of the shape of the counts.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415  slow to load

    tail, told = thresholds().tail, counts / spread
    low = np.where(counts > 0, gammaincinv(np.where(counts > 0, told, 1), tail), 0)
    return low * spread, gammaincinv(told + 1, 1 - tail) * spread


def ratio_limits(counts: Floats, before: Floats, spread: Floats | float = 1.0) -> tuple[Floats, Floats]:
    """Return the limits of the ratio of two Poisson means, exact or widened by a spread.

    Given the sum of both counts, the first is binomial; Clopper and Pearson's limits of its share (Biometrika 26, 1934)
    become those of the ratio (Przyborowski and Wilenski, Biometrika 31, 1940).

    Args:
        counts: Any shape.
        before: Of the same shape.
        spread: 1 for the exact limits; else as `spread_within` gives it.

    Returns:
        Lower and upper limits; 0 below where nothing is counted, infinite above where nothing was before.
    """
    from scipy.special import betaincinv  # noqa: PLC0415  slow to load

    tail, now, then = thresholds().tail, counts / spread, before / spread
    low = np.where(counts > 0, betaincinv(np.where(counts > 0, now, 1), then + 1, tail), 0)
    rest = np.where(before > 0, betaincinv(np.where(before > 0, then, 1), now + 1, tail), 0)  # 1 - the share's limit
    high = np.divide(1 - rest, rest, out=np.full(np.shape(rest), np.inf), where=rest > 0)
    return low / (1 - low), high


def share_limits(n: int, of: int, spread: float = 1.0) -> tuple[float | None, float | None]:
    """Return the limits of a share, exact (Clopper and Pearson, Biometrika 26, 1934) or widened by a spread.

    Args:
        n: How many.
        of: Of how many.
        spread: 1 for the exact limits; else as `spread_within` gives it.

    Returns:
        Lower and upper limit, 0 to 1; none of nothing.
    """
    from scipy.special import betaincinv  # noqa: PLC0415  slow to load

    if not of:
        return None, None
    tail, told, rest = thresholds().tail, n / spread, (of - n) / spread
    low = float(betaincinv(told, rest + 1, tail)) if n else 0.0
    return low, float(betaincinv(told + 1, rest, 1 - tail)) if n < of else 1.0


def spread_between_neighbours(counts: Floats, exposure: Floats) -> Floats:
    """Return how many times more than Poisson counts a report's counts differ from the next report's.

    Of two reports' sum, the first's part is binomial where both have one rate; the spread is the sum of its squared
    deviations over the sum of their variances. Neighbours, and not all reports, because a rate that drifts over the
    months is no spread. Text that is repeated the next day makes it too small.

    Args:
        counts: Shape (reports, keys), at least two reports in order of their days.
        exposure: Shape (reports,), above 0.

    Returns:
        Shape (keys,), at least 1, made larger as Student's t is wider than the normal where few reports tell it.
    """
    total, share = counts[1:] + counts[:-1], (exposure[1:] / (exposure[1:] + exposure[:-1]))[:, None]
    squares = ((counts[1:] - total * share) ** 2).sum(axis=0)
    return _cautious(squares, (total * share * (1 - share)).sum(axis=0), len(counts) - 1)


def spread_within(counts: Floats, exposure: Floats, first: Mask) -> Floats:
    """Return how many times more than Poisson counts those of reports differ from their group's rate.

    Args:
        counts: Shape (reports, keys), at least three reports.
        exposure: Shape (reports,), above 0.
        first: Which reports are of the first of two groups. Shape (reports,).

    Returns:
        As `spread_between_neighbours`.
    """
    squares, variances = np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    for group in (first, ~first):
        expected = exposure[group, None] * counts[group].sum(axis=0) / exposure[group].sum()
        squares += ((counts[group] - expected) ** 2).sum(axis=0)
        variances += expected.sum(axis=0)
    freedom = len(counts) - 2
    return _cautious(squares * len(counts) / freedom, variances, freedom)


def _cautious(squares: Floats, variances: Floats, freedom: int) -> Floats:
    """Divide sums of squares by what they should be; widen what is above 1 as t is wider than the normal."""
    from scipy.special import ndtri, stdtrit  # noqa: PLC0415  slow to load

    spread = np.divide(squares, variances, out=np.ones_like(squares), where=variances > 0)
    at = 1 - thresholds().tail
    return np.where(spread > 1, spread * (stdtrit(freedom, at) / ndtri(at)) ** 2, 1.0)


def bootstrap_limits(counts: Floats, exposure: Floats) -> tuple[Floats, Floats]:
    """Return limits of rates by drawing whole reports with replacement, studentised.

    Percentiles of drawn rates hold the true rate too seldom where reports are few and uneven; the studentised bootstrap
    (bootstrap-t: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 12.5) draws how far a rate lies
    off in units of its own error, here the linearised error of a ratio of two sums over reports (Cochran, Sampling
    Techniques, 1977, section 6.4).

    Args:
        counts: Shape (reports, keys), in an order that depends on nothing but the reports.
        exposure: Shape (reports,), above 0.

    Returns:
        Lower and upper limits, shape (keys,); infinite above where a drawing leaves no count.
    """
    known, size = thresholds(), len(counts)
    drawn = np.random.default_rng(known.seed).multinomial(size, np.full(size, 1 / size), known.draws).astype(float)
    rate, error = _rate_and_error(counts, exposure, np.ones((1, size)))
    rates, errors = _rate_and_error(counts, exposure, drawn)
    off = np.where(rates < rate, -np.inf, 0.0)
    np.divide(rates - rate, errors, out=off, where=errors > 0)
    least, most = np.quantile(off, [known.tail, 1 - known.tail], axis=0, method="closest_observation")
    step = np.where(error[0] > 0, error[0], 1)
    return np.maximum(rate[0] - most * step, 0), rate[0] - least * step


def _rate_and_error(counts: Floats, exposure: Floats, drawn: Floats) -> tuple[Floats, Floats]:
    """Return rates and their errors for so many of each report; shapes (drawings, keys)."""
    size, amount = len(counts), (drawn @ exposure)[:, None]
    rates = drawn @ counts / amount
    crossed, squared = drawn @ (counts * exposure[:, None]), (drawn @ exposure**2)[:, None]
    squares = drawn @ counts**2 - 2 * rates * crossed + rates**2 * squared
    # What rounding leaves of a sum of squares that is zero is no error.
    squares[squares < 1e-9 * (1 + rates**2 * squared)] = 0
    return rates, np.sqrt(squares * size / (size - 1)) / amount
