"""What the trends say about chance: simulated series, seeded, and what must never matter."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from analytics import trends
from analytics.codebook import load_codebook
from analytics.trends.limits import (
    bootstrap_limits,
    poisson_limits,
    ratio_limits,
    spread_between_neighbours,
    spread_within,
)
from analytics.trends.permuting import adjusted, can_tell, difference_chance

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
POISSON, OVERDISPERSED = "Poisson", "overdispersed"
DRAWS = 10


@pytest.fixture(scope="module")
def simulated() -> ModuleType:
    """The series of the benchmark."""
    path = Path(__file__).parent / "bench" / "simulated.py"
    spec = importlib.util.spec_from_file_location("simulated", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["simulated"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


both = pytest.mark.parametrize("counts", [POISSON, OVERDISPERSED])


def averaged(measure: Callable[[int], dict[str, float]]) -> dict[str, float]:
    """Average over draws of the reports' lengths; with 100 series a draw, 1,000 series in all."""
    found = [measure(seed) for seed in range(DRAWS)]
    return {name: fmean(each[name] for each in found) for name in found[0]}


def test_exact_limits_hold_a_poisson_mean_in_95_of_100_cases_or_more(simulated: ModuleType) -> None:
    """Counted out over all counts that may come, not drawn: from means of 0.05 to 500."""
    assert min(map(simulated.exact_coverage, np.geomspace(0.05, 500, 300))) >= 0.95


@both
@pytest.mark.parametrize("reports", [20, 60])
def test_shown_limits_hold_the_rate_in_93_to_97_of_100_cases(simulated: ModuleType, counts: str, reports: int) -> None:
    """Drawn from 20 reports or more, even or uneven."""
    kind = simulated.Kind(3, counts == OVERDISPERSED)
    assert 0.93 <= averaged(lambda seed: simulated.coverage(seed, kind, reports, 100))["shown"] <= 0.97


def test_exact_limits_are_too_narrow_for_reports_that_differ(simulated: ModuleType) -> None:
    """The reason for the others: of uneven reports they hold the rate in fewer than 90 of 100 cases."""
    kind = simulated.Kind(3, overdispersed=True)
    assert averaged(lambda seed: simulated.coverage(seed, kind, 20, 100))["exact"] < 0.90


@both
def test_limits_of_one_report_hold_its_rate(simulated: ModuleType, counts: str) -> None:
    """Widened by how much neighbours differ, they are rather too wide than too narrow."""
    kind = simulated.Kind(3, counts == OVERDISPERSED)
    assert averaged(lambda seed: simulated.single_coverage(seed, kind, 100))["shown"] >= 0.95


@both
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_wide_limits_hold_the_ratio_of_two_weeks(simulated: ModuleType, counts: str, factor: float) -> None:
    """Seven reports against seven, with and without a doubling."""
    kind = simulated.Kind(3, counts == OVERDISPERSED)
    assert averaged(lambda seed: simulated.ratio_coverage(seed, kind, 7, 100, factor))["shown"] >= 0.95


@both
@pytest.mark.parametrize("reports", [7, 20])
def test_false_flags_are_five_in_a_hundred_at_most(simulated: ModuleType, counts: str, reports: int) -> None:
    """Of 1,000 series without a change, in pages of eight."""
    kind = simulated.Kind(3, counts == OVERDISPERSED)
    assert averaged(lambda seed: simulated.flags(seed, kind, reports, 104))["false"] <= 0.05


@pytest.mark.parametrize(
    ("counts", "reports", "least"),
    [(POISSON, 7, 0.5), (POISSON, 20, 0.98), (OVERDISPERSED, 7, 0.1), (OVERDISPERSED, 20, 0.65)],
)
def test_a_doubling_is_told(simulated: ModuleType, counts: str, reports: int, least: float) -> None:
    """Of 1,000 series that double: nearly all of even reports, some of uneven ones; more with more reports."""
    kind = simulated.Kind(3, counts == OVERDISPERSED)
    found = averaged(lambda seed: simulated.flags(seed, kind, reports, 104, changed=simulated.FAMILY))
    assert found["power"] >= least


@both
def test_a_step_is_found_where_there_is_one(simulated: ModuleType, counts: str) -> None:
    """Of 40 days: in 1,000 series without a step about as often as the level says, in those that double far oftener."""
    kind = simulated.Kind(3, counts == OVERDISPERSED)
    none, half_way = (fmean(simulated.steps(seed, kind, 40, 250, factor) for seed in range(4)) for factor in (1.0, 2.0))
    assert none <= 0.065  # 5 %, and twice the error of a share of 1,000
    assert half_way >= (0.5 if counts == OVERDISPERSED else 0.9)


def test_the_p_value_is_that_of_scipy(simulated: ModuleType) -> None:
    """With reports of one length the test is the permutation test of a difference of means."""
    from scipy.stats import permutation_test  # noqa: PLC0415  only this test needs it

    counts = simulated.drawn(1, simulated.Kind(3, overdispersed=True), 10, 5).counts
    first = np.arange(10) < 5
    found = difference_chance(counts, np.ones(10), first)
    for column, chance in zip(counts.T, found, strict=True):
        halves = (column[first], column[~first])
        peer = permutation_test(halves, lambda a, b: abs(a.mean() - b.mean()), alternative="greater", n_resamples=252)
        assert chance == pytest.approx(peer.pvalue)


def test_spread_is_that_of_pearson() -> None:
    """Of reports of one length, the spread within two groups is Pearson's statistic over its degrees of freedom."""
    counts = np.array([[1.0, 9, 2, 8, 4, 3, 5, 0]]).T
    first = np.arange(8) < 4
    means = np.repeat([5.0, 3.0], 4)
    pearson = ((counts[:, 0] - means) ** 2).sum() / means.sum() * 8 / 6
    t = 2.4469118511449692  # Student's 97.5 % at 6 degrees of freedom
    assert spread_within(counts, np.ones(8), first)[0] == pytest.approx(pearson * (t / 1.959963984540054) ** 2)


def test_even_counts_have_no_spread() -> None:
    """Counts that differ less than Poisson counts leave the exact limits as they are."""
    even = np.full((30, 1), 4.0)
    assert spread_between_neighbours(even, np.ones(30)) == [1.0]
    assert np.array_equal(poisson_limits(even[:1], 1.0)[1], poisson_limits(even[:1])[1])


def test_a_drift_is_no_spread() -> None:
    """A rate that grows over the months does not widen the limits of a day."""
    drift = np.arange(1.0, 101)[:, None].round()
    assert spread_between_neighbours(drift, np.ones(100)) == [1.0]


def test_nothing_counted_has_limits() -> None:
    """No name in thirty reports: zero below, something above, no warning."""
    nothing = np.zeros((30, 1))
    assert poisson_limits(nothing[0])[0] == [0.0]
    assert spread_between_neighbours(nothing, np.ones(30)) == [1.0]
    assert bootstrap_limits(nothing, np.ones(30))[0] == [0.0]


def test_a_ratio_of_next_to_nothing_is_no_division_by_zero() -> None:
    """A spread so wide that the week before is as good as empty gives a limit beyond all use, without a warning."""
    counts, before = np.array([30.0, 0.0, 10.0]), np.array([1.0, 0.0, 10.0])
    with np.errstate(all="raise"):
        low, high = ratio_limits(counts, before, np.array([5000.0, 1.0, 1.0]))
    assert low[:2].tolist() == pytest.approx([0.0, 0.0], abs=1e-6)
    assert high[0] > 1e6
    assert np.isinf(high[1])
    assert low[2] == pytest.approx(1 / high[2])


@pytest.mark.parametrize(("reports", "first", "enough"), [(2, 1, False), (7, 3, False), (8, 4, True), (14, 7, True)])
def test_few_reports_can_tell_nothing(reports: int, first: int, enough: bool) -> None:
    """Of 35 splits even the rarest two are no discovery at 5 %; of 70 they are."""
    assert can_tell(reports, first) is enough


def test_no_comparison_is_no_error() -> None:
    """An empty family stays empty."""
    assert adjusted(np.array([])).shape == (0,)


def months(tell: Tell) -> Timeline:
    """Ninety days of reports but for some, with places, gains, strikes and acts of changing number."""
    first = dt.date(2024, 1, 1)
    days = [n for n in range(90) if n % 11 != 5 and n // 7 != 6]
    names = [f"Place{n}x" for n in range(6)]
    text = " ".join([*names, "troops", "moved", "on"])
    reports = [((first + dt.timedelta(days=n)).isoformat(), f"{text} {'word ' * (20 + n % 13)}") for n in days]
    mentions = [
        (r, name, {"theater": "kharkiv" if k % 2 else "donetsk"})
        for r, n in enumerate(days)
        for k, name in enumerate(names[: (n * 7 + n // 45 * 3) % 7])
    ]
    sides = ("UA", "RU")
    claims = [
        (r, "troops", {"kind": kind, "actor": sides[n % 2], "theater": "kharkiv", "claimant": sides[n % 3 % 2]})
        for r, n in enumerate(days)
        for kind in ("advance", "withdraw", "strike")[: n % 4]
    ]
    acts = [
        (r, "moved", {"kind": ("aid", "accuse")[n % 2], "source": [f"S{n % 3}"], "target": [f"S{n % 4}", "T"]})
        for r, n in enumerate(days)
    ]
    return tell(reports, mentions=mentions, claims=claims, acts=acts)


def answers(told: Timeline) -> dict[str, pl.DataFrame]:
    """Ask every trend."""
    ledger = told.claims.select("event_id", pl.lit("corroborated").alias("status"))
    return {
        **{every: trends.mention_frequency(told, (), every) for every in ("day", "week", "window")},
        "per report": trends.mention_frequency(told, (), "week", "report"),
        "changes": trends.week_changes(told, trends.newest_weeks(told)),
        "steps": trends.mention_steps(told, "day"),
        "movement": trends.net_movement(told, ledger),
        "stood": trends.movement_that_stood(told, ledger, "week"),
        "classes": trends.act_classes(told, BOOK, "week"),
        "dyads": trends.dyads(told, BOOK),
    }


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_never_matters(tell: Tell, seed: int) -> None:
    """Reports and records in any order give equal frames: nothing drawn depends on it."""
    told = months(tell)
    mixed = type(told).cast(
        {name: frame.collect().sample(fraction=1, shuffle=True, seed=seed) for name, frame in told.to_dict().items()}
    )
    expected, found = answers(told), answers(mixed)
    assert all(frame.height for frame in expected.values())
    assert [name for name, frame in expected.items() if not frame.equals(found[name])] == []


def test_a_period_without_reports_has_no_rate(tell: Tell) -> None:
    """Missing is not zero: no row of a period without a report, one of every theater for every other."""
    told = months(tell)
    days = told.reports["date"]
    for every, periods in (("day", days), ("week", days.dt.truncate("1w"))):
        rows = trends.mention_frequency(told, ["never"], every)
        assert rows["period"].unique().sort().to_list() == periods.unique().sort().to_list()
        assert rows.group_by("period").len()["len"].unique().to_list() == [3]
        assert rows.filter(theater="never").select(pl.col("n").sum()).item() == 0


def test_the_basis_of_the_limits_is_what_reports_allow(tell: Tell) -> None:
    """Drawn from many reports, widened where a period has few, exact where all are few; never null without a word."""
    told = months(tell)
    assert set(trends.mention_frequency(told, (), "window")["basis"]) == {trends.BOOTSTRAP}
    assert set(trends.mention_frequency(told, ["never"], "window")["basis"]) == {trends.BOOTSTRAP, trends.SPREAD}
    assert set(trends.mention_frequency(told, (), "day")["basis"]) == {trends.SPREAD}
    few = trends.mention_frequency(trends.newest_week(told), (), "window")
    assert set(few["basis"]) == {trends.COUNTING}
    assert few["wide_low"].null_count() == few["wide_high"].null_count() == few.height


def test_a_rate_per_report_is_of_reports(tell: Tell) -> None:
    """Seven reports that name a place twenty-one times name it three times each, however long they are."""
    words: list[Any] = [("2024-03-04", "Kharkiv Kharkov Harkiv " + "word " * n) for n in range(1, 8)]
    mentions = [(n, name, {"theater": "kharkiv"}) for n in range(7) for name in ("Kharkiv", "Kharkov", "Harkiv")]
    row = trends.mention_frequency(tell(words, mentions=mentions), (), "window", "report").row(0, named=True)
    assert (row["n"], row["reports"], row["rate"]) == (21, 7, 3.0)
    assert row["high"] == pytest.approx(poisson_limits(np.array([21.0]))[1][0] / 7)
