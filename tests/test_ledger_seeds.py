"""The ledger of the reports that ship, at places whose sentences were read by a person first.

Read otherwise by the extraction than by a person, and so left out here: what the report of 4 July says that it wrote
the day before of Klishchiivka is taken for an advance; the report on Zherebyanky of 9 July gives no claim.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

import analytics
from analytics.ledgers import build_ledger

if TYPE_CHECKING:
    from analytics.schema import Timeline

SEEDS = Path(__file__).parents[1] / "seeds"

# Kind, actor, day of the first report, status, and why a reader of the reports would say so.
READ = {
    "Krynky": [
        ("attack", "UA", "2023-07-10", "contradicted"),  # "significantly overblown or never happened"
    ],
    "Zherebianky": [
        (
            "capture",
            "UA",
            "2023-07-08",
            "contradicted",
        ),  # "Russian sources deny it", "despite reports the other day that Ukraine had liberated it"
        ("hold", "RU", "2023-07-10", "reported"),  # "likely remains under Russian control"
    ],
    "Klishchiivka": [
        ("advance", "UA", "2023-06-24", "contradicted"),  # rumors that are "unsubstantiated"
        ("advance", "UA", "2023-07-03", "claimed"),  # the heights west of it, "reportedly"
        ("hold", "UA", "2023-07-04", "corroborated"),  # the trench line west of it, by geolocated footage
        ("hold", "RU", "2023-07-04", "reported"),  # "Russia still controls the village itself", to the last report
        ("advance", "UA", "2023-07-05", "corroborated"),  # a Russian milblogger acknowledges it, Ukraine claims it
        ("withdraw", "RU", "2023-07-08", "claimed"),  # from the canal, says a correspondent
    ],
}


@pytest.fixture(scope="module")
def seeds() -> Timeline:
    """Extract the reports that ship, once."""
    return analytics.extract(analytics.read_reports(SEEDS).reports)


@pytest.mark.parametrize("place", READ)
def test_claims_end_as_a_reader_of_the_reports_would_say(place: str, seeds: Timeline) -> None:
    """Each claim of movement or control that was read by a person is in the ledger with the status that he gave it."""
    rows = (
        build_ledger(seeds)
        .filter(pl.col("place") == place)
        .select("kind", "actor", pl.col("first").cast(str), "status")
    )
    assert set(READ[place]) <= set(rows.rows())


def test_nothing_is_claimed_of_soledar(seeds: Timeline) -> None:
    """Its capture is history and its loss a threat: neither is a claim."""
    assert build_ledger(seeds).filter(pl.col("place") == "Soledar").is_empty()


def test_the_advance_at_klishchiivka_was_open_until_ukraine_claimed_it(seeds: Timeline) -> None:
    """Told against interest on 5 July, corroborated on 10 July by the claim of the side that gained."""
    day = dt.date(2023, 7, 9)
    rows = [
        build_ledger(seeds, as_of).row(
            by_predicate=(pl.col("place") == "Klishchiivka")
            & (pl.col("kind") == "advance")
            & (pl.col("first") == dt.date(2023, 7, 5)),
            named=True,
        )
        for as_of in (day, None)
    ]
    assert [row["status"] for row in rows] == ["claimed", "corroborated"]
    assert rows[1]["against_interest"]
    assert rows[1]["since"] == dt.date(2023, 7, 10)
    assert rows[1]["rule"] == "told_against_interest"
    assert rows[0]["cluster_id"] == rows[1]["cluster_id"]
