"""The cube of counts: added up, it is what the other trends count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from analytics import extract, read_reports, trends
from analytics.trends.advances import moves

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def seeds() -> Timeline:
    """What the reports that ship tell."""
    return extract(read_reports(SEEDS).reports)


def family(cube: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the cells of one family."""
    return cube.filter(pl.col("family") == name)


def test_mentions_add_up_to_the_mention_trend(seeds: Timeline) -> None:
    """Each day and theater has the count that the trend has, and zeros are no cells."""
    told = trends.mention_frequency(seeds).filter(pl.col("n") > 0).select(day="period", theater="theater", n="n")
    cells = family(trends.count_cube(seeds), "mention").filter(pl.col("theater") != trends.NO_THEATER)
    assert cells.select("day", "theater", "n").equals(told)


def test_claims_add_up_to_the_advances_trend(seeds: Timeline) -> None:
    """Gains and withdrawals by theater, side and credence are sums of cells over days, claimants and kinds."""
    kinds = dict(moves(seeds).select("kind", "move").unique().iter_rows())
    keys = ["theater", "side", "move", "credence"]
    cells = (
        family(trends.count_cube(seeds), "claim")
        .filter(pl.col("kind").is_in(trends.MOVES))
        .with_columns(pl.col("kind").replace_strict(kinds).alias("move"))
    )
    added = cells.group_by(keys).agg(pl.col("n").sum()).sort(keys)
    assert added.equals(trends.claimed_advances(seeds).select(*keys, "n"))


def test_acts_add_up_to_the_diplomacy_trend(seeds: Timeline) -> None:
    """Acts by day, topic and kind are sums of cells."""
    keys = ["day", "topic", "kind"]
    added = family(trends.count_cube(seeds), "diplomacy").group_by(keys).agg(pl.col("n").sum()).sort(keys)
    assert added.equals(trends.diplomatic_developments(seeds).rename({"period": "day"}))


def test_an_event_counts_once_a_theater_and_side_and_not_once_a_place(tell: Tell) -> None:
    """Two places of one theater are one cell of 1; two sides are a cell each; two theaters are a cell each."""
    text = "They met in a village"
    fields = {"kind": "contested", "actor": "both", "sides": ["UA", "RU"], "theater": "bakhmut"}
    told = tell([("2024-03-04", text)], claims=[(0, text, fields)])
    again = told.claims.with_columns(pl.lit(1, pl.Int64).alias("row"))
    away = told.claims.with_columns(pl.lit(2, pl.Int64).alias("row"), pl.lit("kharkiv").alias("theater"))
    frames = told.to_dict() | {"claims": pl.concat([told.claims, again, away])}
    cube = family(trends.count_cube(type(told).cast(frames)), "claim")
    assert cube.select("theater", "side", "n").rows() == [
        ("bakhmut", "RU", 1),
        ("bakhmut", "UA", 1),
        ("kharkiv", "RU", 1),
        ("kharkiv", "UA", 1),
    ]


def test_what_a_family_does_not_have_is_null(seeds: Timeline) -> None:
    """Mentions have no side, credence or kind; claims no topic; acts no side."""
    cube = trends.count_cube(seeds)
    empty = {name: [key for key in trends.CUBE_KEYS if family(cube, name)[key].is_null().all()] for name in FAMILIES}
    assert empty == FAMILIES
    assert not any(family(cube, name)[key].is_null().any() for name in FAMILIES for key in HAS[name])


FAMILIES = {
    "mention": ["topic", "side", "claimant", "credence", "kind"],
    "claim": ["topic"],
    "diplomacy": ["side"],
}
HAS = {name: [key for key in trends.CUBE_KEYS if key not in lacks] for name, lacks in FAMILIES.items()}


def test_days_without_a_report_have_no_words(tell: Tell) -> None:
    """A gap is no row, which is not a row of zero."""
    told = tell([("2024-03-04", "one two"), ("2024-03-04", "three"), ("2024-03-06", "four")])
    assert [row[1:] for row in trends.words_by_day(told).rows()] == [(3, 2), (1, 1)]


def test_a_cube_of_nothing_is_empty(tell: Tell) -> None:
    """No reports: no cells, with all columns."""
    cube = trends.count_cube(tell([]))
    assert (cube.height, cube.columns) == (0, [*trends.CUBE_KEYS, "n"])


def test_limits_are_those_of_the_trend(seeds: Timeline) -> None:
    """The table of limits, divided by the words, gives the very limits of the rates; zero has a low limit of zero."""
    rates = trends.mention_frequency(seeds)
    limits = trends.exact_limits(int(rates["n"].max()))  # type: ignore[call-overload]  # a column of whole numbers
    assert limits["n"].to_list() == list(range(limits.height))
    made = rates.select("n", "words").join(limits, on="n", maintain_order="left")
    assert (1000 * made["low"] / made["words"]).to_list() == pytest.approx(rates["low"].to_list())
    assert (1000 * made["high"] / made["words"]).to_list() == pytest.approx(rates["high"].to_list())
    assert limits.row(0)[1:] == (0.0, pytest.approx(3.6889, abs=1e-4))
