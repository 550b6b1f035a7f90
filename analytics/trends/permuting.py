"""Tests that rest on whole reports or periods in another order, and what many of them at once leave.

Nothing is taken for granted but that, without a change, any order of the reports (or periods) is as likely as another:
how unevenly they name a place does not matter. Text that runs on over days breaks this too, and shows as a change.
"""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    from analytics.trends.counting import Floats, Mask

__all__ = ["adjusted", "can_tell", "difference_chance", "step_chance"]

_ROUNDING = 1 - 1e-9  # equal statistics that were added up in another order are equal


def can_tell(reports: int, first: int) -> bool:
    """Return whether reports of two groups have enough splits for the rarest to be a discovery."""
    return math.comb(reports, first) * thresholds().false_discoveries >= 2  # noqa: PLR2004  the two opposite ones


def difference_chance(counts: Floats, exposure: Floats, first: Mask) -> Floats:
    """Return how often chance alone parts the rates of two groups of reports as far, by permutation of the reports.

    What counts as far is the score of a difference of two Poisson rates; since its distribution is that of the reports
    themselves in other groups, the test holds its level for counts of any spread (Fisher's and Pitman's permutation
    test; Good, Permutation, Parametric and Bootstrap Tests, 2005). All splits are tried where they are few; of drawn
    ones the observed is one (Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 9, 2010).

    Args:
        counts: Shape (reports, keys), in an order that depends on nothing but the reports.
        exposure: Shape (reports,), above 0.
        first: Which reports are of the first group. Shape (reports,).

    Returns:
        Two-sided p-values, shape (keys,).
    """
    residuals = _residuals(counts, exposure)
    observed = _parted(residuals, exposure, first[None, :].astype(float))
    tried = _parted(residuals, exposure, _splits(len(first), int(first.sum())))
    as_far = (tried >= observed * _ROUNDING).sum(axis=0)
    drawn = math.comb(len(first), int(first.sum())) > thresholds().most_splits
    chances: Floats = (as_far + drawn) / (len(tried) + drawn)
    return chances


def _residuals(counts: Floats, exposure: Floats) -> Floats:
    expected: Floats = exposure[:, None] * (counts.sum(axis=0) / exposure.sum())
    return counts - expected


def _parted(residuals: Floats, exposure: Floats, groups: Floats) -> Floats:
    """Return how far each grouping parts the rates; shape (groupings, keys)."""
    share = groups @ exposure / exposure.sum()
    parted: Floats = np.abs(groups @ residuals) / np.sqrt(share * (1 - share))[:, None]
    return parted


@lru_cache(maxsize=4)  # a page asks three times for the same
def _splits(reports: int, first: int) -> Floats:
    """Return every choice of so many reports, or as many drawn ones as bearable; shape (splits, reports)."""
    most = thresholds().most_splits
    if math.comb(reports, first) > most:
        order = np.random.default_rng(thresholds().seed).random((most, reports)).argsort(axis=1)
        return (order < first).astype(float)
    chosen = np.array(list(itertools.combinations(range(reports), first)))
    groups = np.zeros((len(chosen), reports))
    np.put_along_axis(groups, chosen, 1.0, axis=1)
    return groups


def step_chance(counts: Floats, exposure: Floats) -> tuple[list[int], Floats]:
    """Find where each series most looks like a step, and how often chance alone looks as much like one.

    The largest score over all places of a step, against the same of the periods in other orders (Antoch and Huskova,
    Statistics and Probability Letters 53, 2001).

    Args:
        counts: Shape (periods, keys), in order of time, at least as many periods as two sides of a step need.
        exposure: Shape (periods,), above 0.

    Returns:
        For each key the number of periods before the step; the p-values, shape (keys,).
    """
    known, size = thresholds(), len(counts)
    residuals = _residuals(counts, exposure)
    observed = _steps(residuals, exposure)
    orders = np.random.default_rng(known.seed).random((known.draws, size)).argsort(axis=1)
    as_far = np.ones(counts.shape[1])
    for order in orders:
        as_far += _steps(residuals[order], exposure[order]).max(axis=0) >= observed.max(axis=0) * _ROUNDING
    return [int(at) + known.least_side for at in observed.argmax(axis=0)], as_far / (known.draws + 1)


def _steps(residuals: Floats, exposure: Floats) -> Floats:
    """Return the score of a step after each period that leaves enough on both sides; shape (places, keys)."""
    side = thresholds().least_side
    share = (exposure.cumsum() / exposure.sum())[side - 1 : len(exposure) - side]
    sums = residuals.cumsum(axis=0)[side - 1 : len(exposure) - side]
    steps: Floats = np.abs(sums) / np.sqrt(share * (1 - share))[:, None]
    return steps


def adjusted(chances: Floats) -> Floats:
    """Return p-values so that those up to a level hold at most that share of false ones among them.

    Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995), as scipy has it.
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415  slow to load

    found: Floats = false_discovery_control(chances) if len(chances) else chances
    return found
