"""How the claim ended that an event tells of: one status an event, the firmest of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

import analytics
from analytics import trends
from analytics.ledgers import event_statuses
from analytics.ledgers.ends import FIRMEST
from analytics.schema import STATUSES

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.schema import Timeline

CAPTURED = "The Russian Ministry of Defense claimed that Russian forces captured Spirne and Siversk."
SEEN = "Geolocated footage shows that Russian forces captured Siversk."


@pytest.fixture
def followed(tmp_path: Path) -> Timeline:
    """Two days: a claim of two towns, then footage of one of them."""
    (tmp_path / "2023-07-01.txt").write_text(CAPTURED, encoding="utf-8")
    (tmp_path / "2023-07-02.txt").write_text(SEEN, encoding="utf-8")
    return analytics.extract(analytics.read_reports(tmp_path).reports)


def test_an_event_has_the_firmest_end_of_its_places(followed: Timeline) -> None:
    """The claim of two towns ended corroborated for one of them: so did the event; no event has two rows."""
    statuses = event_statuses(analytics.build_ledger(followed), followed)
    assert statuses["event_id"].to_list() == sorted(set(followed.claims["event_id"]))
    assert set(statuses["status"]) == {"corroborated"}


def test_an_event_that_bears_on_another_claim_keeps_its_own_end(followed: Timeline) -> None:
    """Only the claim of an event's own kind and side says how it ended."""
    ledger = analytics.build_ledger(followed)
    assert event_statuses(ledger.with_columns(actor=pl.lit("UA")), followed).is_empty()
    assert event_statuses(ledger.with_columns(kind=pl.lit("hold")), followed).is_empty()


def test_every_status_has_its_rank() -> None:
    """A status that the ledger may give is never without a place in the order."""
    assert set(FIRMEST) == set(STATUSES)


def test_what_stood_is_what_the_ledger_found(followed: Timeline) -> None:
    """A claim that was only claimed stands once it is corroborated, and the net says so."""
    ledger = analytics.build_ledger(followed)
    joined = trends.movement_that_stood(followed, event_statuses(ledger, followed))
    assert joined.select("claimed", "stood").rows() == [(2, 2)]
    assert trends.movement_that_stood(followed)["stood"].to_list() == [1]
