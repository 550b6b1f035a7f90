"""Print how often the trends are right about simulated series: limits, told changes, steps.

    python tests/bench/trends.py

Each figure rests on about 2,000 series of each kind, in twenty draws of the reports' lengths; those of no change on
8,000 series, in 1,000 pages of eight.
"""

from __future__ import annotations

from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
from scoring import print_table
from simulated import FAMILY, Kind, coverage, exact_coverage, flags, ratio_coverage, single_coverage, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[[int, Kind], dict[str, float]]

DRAWS, SERIES = 20, 100
LENGTHS, PAGES = 125, 8  # pages without a change: drawn oftener, since a page counts as one
MEANS = np.geomspace(0.05, 500, 2000)
KINDS = {
    f"{'overdispersed' if wide else 'Poisson'}, {names:g}": Kind(names, wide)
    for wide in (False, True)
    for names in (1, 3, 10)
}


def shown(measure: Measure, figures: dict[str, str], draws: int = DRAWS) -> dict[str, list[str]]:
    """Average a measure over draws of the reports' lengths; a row a figure, a cell a kind of series."""
    means = []
    for kind in KINDS.values():
        found = [measure(seed, kind) for seed in range(draws)]
        means.append({name: fmean(each[name] for each in found) for name in figures})
    return {title: [f"{100 * each[name]:.1f} %" for each in means] for name, title in figures.items()}


def limits() -> dict[str, list[str]]:
    """Return how often 95 % limits hold the true value."""
    rows: dict[str, list[str]] = {}
    for reports in (20, 150):
        figures = {name: f"limits of a rate, {reports} reports: {name}" for name in ("exact", "shown")}
        rows |= shown(partial(coverage, reports=reports, series=SERIES), figures)
    figures = {name: f"limits of a rate, one report of 40: {name}" for name in ("exact", "shown")}
    rows |= shown(partial(single_coverage, series=SERIES), figures)
    figures = {name: f"limits of a doubling, 7 and 7 reports: {name}" for name in ("exact", "shown")}
    return rows | shown(partial(ratio_coverage, reports=7, series=SERIES, factor=2.0), figures)


def changes() -> dict[str, list[str]]:
    """Return how often a change is told that is none, and one that is a doubling."""
    rows: dict[str, list[str]] = {}
    for reports in (7, 20):
        what = f"{reports} and {reports} reports"
        figures = {
            "exact": f"no change, {what}: exact limits exclude it",
            "false": f"no change, {what}: told (false flags)",
            "pages": f"no change, {what}: pages of {FAMILY} with a false flag",
        }
        rows |= shown(partial(flags, reports=reports, series=PAGES * FAMILY), figures, LENGTHS)
        for changed, which in ((1, f"one of {FAMILY}"), (FAMILY, "all")):
            title = {"power": f"doubling of {which}, {what}: told (power)"}
            rows |= shown(partial(flags, reports=reports, series=SERIES, changed=changed), title)
    return rows


def one_step(seed: int, kind: Kind, periods: int, factor: float) -> dict[str, float]:
    """Return how often a step is found, by its name."""
    return {"found": steps(seed, kind, periods, SERIES, factor)}


def series() -> dict[str, list[str]]:
    """Return how often a series is taken for a step that has none, and one that doubles half-way."""
    rows: dict[str, list[str]] = {}
    for periods in (20, 40):
        for factor, what in ((1.0, "no step"), (2.0, "doubling half-way")):
            measure = partial(one_step, periods=periods, factor=factor)
            rows |= shown(measure, {"found": f"{what}, {periods} days: found"})
    return rows


if __name__ == "__main__":
    rows = limits() | changes() | series()
    print_table(
        "names a report", {kind: [row[at] for row in rows.values()] for at, kind in enumerate(KINDS)}, list(rows)
    )
    least = min(map(exact_coverage, MEANS))
    print(f"\nExact limits of Poisson counts, counted out for 2,000 means up to 500: {100 * least:.1f} % or more.")
