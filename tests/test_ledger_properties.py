"""What holds of every ledger: order never matters, a report touches only its places, a day only looks back."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.codebook import load_codebook
from analytics.ledgers import build_ledger
from analytics.ledgers.clusters import clusters_at
from analytics.ledgers.rules import rules_of
from analytics.ledgers.tellings import tellings_of
from analytics.notebook import within
from analytics.schema import STATUSES, Claims, Diplomacy, Mentions, Reports, Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = dt.date(2023, 7, 1)
MANY = settings(deadline=None, max_examples=50)
BOOK = load_codebook()
KINDS = ("capture", "advance", "hold", "withdraw", "attack", "repelled", "contested", "strike", "deploy")
CREDENCES = ("confirmed", "stated", "likely", "claimed", "doubted", "denied")

Told = dict[str, Any]


@st.composite
def told(draw: st.DrawFn) -> Told:
    """One claim, at one of few places on one of few days, so that claims meet."""
    place = draw(st.sampled_from(("1", "2", None)))
    report = draw(st.integers(0, 50))
    start = DAY + dt.timedelta(days=report - draw(st.integers(0, 5)))
    actor = draw(st.sampled_from(("UA", "RU", "both", "unknown")))
    return {
        "report": report, "kind": draw(st.sampled_from(KINDS)), "actor": actor, "place_id": place,
        "surface": draw(st.sampled_from(("Alpha", "alpha.", None))), "theater": draw(st.sampled_from(("n", "s"))),
        "relation": draw(st.sampled_from((None, None, "west of"))),
        "place_precision": draw(st.sampled_from((1, 2, 3, None))),
        "claimant": draw(st.sampled_from(("author", "UA", "RU", "other", "unattributed"))),
        "claimant_text": draw(st.sampled_from(("", "staff"))), "credence": draw(st.sampled_from(CREDENCES)),
        "evidence": draw(st.sampled_from(("none", "footage", "statement"))), "against_interest": draw(st.booleans()),
        "event_start": start, "event_end": start + dt.timedelta(days=draw(st.integers(1, 9))),
        "quote": draw(st.sampled_from(("They took it.", "they took it", "It was lost again on that day."))),
    }  # fmt: skip


def timeline(claims: Sequence[Told]) -> Timeline:
    """A timeline of claims in the order given; the number of a claim in its report is its position there."""
    days = sorted({row["report"] for row in claims})
    reports = [
        {"report_id": f"r{n:02}", "date": DAY + dt.timedelta(days=n), "date_source": "option", "sha256": "0"}
        | {"text": "", "words": 0, "language": "en"}
        for n in days
    ]
    rows = [_row(row) for row in claims]
    return Timeline.validate(
        {
            "reports": pl.DataFrame(reports, schema=dict(Reports.create_empty().schema)),
            "claims": pl.DataFrame(rows, schema=dict(Claims.create_empty().schema)),
            "mentions": Mentions.create_empty(),
            "diplomacy": Diplomacy.create_empty(),
        }
    )


def _row(told: Told) -> dict[str, Any]:
    fixed = {"row": 0, "sentence": 0, "trigger": "", "sides": [], "toward": [], "carried": False, "cues": []}
    more = {key: value for key, value in told.items() if key not in {"report", "number"}}
    return {
        **fixed, **more, "report_id": f"r{told['report']:02}", "event_id": f"e{told['number']:03}", "rule": "test",
        "date": DAY + dt.timedelta(days=told["report"]), "start": 10 * told["number"], "end": 10 * told["number"] + 5,
        "date_precision": 2,
    }  # fmt: skip


claims = st.lists(told(), min_size=1, max_size=24).map(
    lambda rows: [row | {"number": number} for number, row in enumerate(rows)]
)


@MANY
@given(claims, st.randoms(use_true_random=False))
def test_the_order_of_reports_never_matters(rows: list[Told], random: Any) -> None:
    """The same claims, shuffled, give the same ledger."""
    shuffled = random.sample(rows, len(rows))
    assert build_ledger(timeline(rows)).equals(build_ledger(timeline(shuffled)))


@MANY
@given(claims, st.lists(told(), min_size=1, max_size=3))
def test_a_report_changes_only_the_claims_at_its_places(rows: list[Told], new: list[Told]) -> None:
    """Whatever one more report tells, the claims at places that it does not name stay as they were."""
    added = [row | {"report": 51, "number": len(rows) + n, "place_id": "2"} for n, row in enumerate(new)]
    day = DAY + dt.timedelta(days=60)
    before, after = build_ledger(timeline(rows), day), build_ledger(timeline([*rows, *added]), day)
    elsewhere = pl.col("place_id").is_null() | (pl.col("place_id") != "2")
    assert before.filter(elsewhere).equals(after.filter(elsewhere))


@MANY
@given(claims, st.lists(told(), min_size=1, max_size=3))
def test_a_report_of_strikes_changes_only_claims_of_strikes(rows: list[Told], new: list[Told]) -> None:
    """At one place, too, a report changes only what its kind of claim bears on."""
    added = [row | {"report": 51, "number": len(rows) + n, "kind": "strike"} for n, row in enumerate(new)]
    day = DAY + dt.timedelta(days=60)
    before, after = build_ledger(timeline(rows), day), build_ledger(timeline([*rows, *added]), day)
    other = pl.col("kind") != "strike"
    assert before.filter(other).equals(after.filter(other))


@MANY
@given(claims, st.integers(0, 55))
def test_a_day_sees_what_was_told_by_then(rows: list[Told], days: int) -> None:
    """Later reports are left out: the ledger of a day is that of the reports up to it."""
    day = DAY + dt.timedelta(days=days)
    whole = timeline(rows)
    assert build_ledger(whole, day).equals(build_ledger(within(whole, None, day), day))


@MANY
@given(claims, st.integers(1, 400))
def test_time_alone_only_makes_open_claims_lapse(rows: list[Told], days: int) -> None:
    """A day behind the last report changes nothing but claims that are open, and those only to lapsed."""
    whole = timeline(rows)
    newest: dt.date = whole.reports["date"].max()  # type: ignore[assignment]  # a column of days
    now, then = build_ledger(whole, newest), build_ledger(whole, newest + dt.timedelta(days=days))
    both = now.join(then, on="cluster_id", how="full", suffix="_then")
    changed = both.filter(pl.col("status") != pl.col("status_then"))
    assert both.height == now.height == then.height
    assert set(changed["status"]) <= {"claimed"}
    assert set(changed["status_then"]) <= {"lapsed"}
    assert now.filter(~pl.col("cluster_id").is_in(changed["cluster_id"].to_list())).equals(
        then.filter(~pl.col("cluster_id").is_in(changed["cluster_id"].to_list()))
    )


@MANY
@given(claims)
def test_a_claim_never_spans_more_than_its_window(rows: list[Told]) -> None:
    """Each telling is in one claim at most, and no chain of tellings joins events further apart than one window."""
    rules = rules_of(BOOK)
    for place in tellings_of(timeline(rows).claims, rules):
        clusters = list(clusters_at(place, rules))
        members = [telling for cluster in clusters for telling in cluster.tellings]
        assert len(members) == len(set(members)) <= len(place)
        for cluster in clusters:
            days = [telling.event_start for telling in cluster.tellings]
            assert (max(days) - min(days)).days <= rules.kinds[cluster.first.kind].window
            assert {telling.where for telling in cluster.tellings} == {cluster.first.where}


@MANY
@given(claims)
def test_a_status_is_the_end_of_its_history(rows: list[Told]) -> None:
    """The history is in order, changes at every step, and ends with the status that stands; ids are unique."""
    ledger = build_ledger(timeline(rows))
    for row in ledger.iter_rows(named=True):
        days, steps = [s["date"] for s in row["history"]], [s["status"] for s in row["history"]]
        assert row["history"][-1] == {"date": row["since"], "status": row["status"], "rule": row["rule"]}
        assert days == sorted(days)
        assert all(one != other for one, other in pairwise(steps))
        assert set(steps) <= set(STATUSES)
    assert ledger["cluster_id"].n_unique() == ledger.height


def test_an_empty_timeline_has_an_empty_ledger() -> None:
    """No reports, no claims, no error."""
    empty = Timeline.cast({name: frame.clear() for name, frame in timeline([]).to_dict().items()})
    assert build_ledger(empty).is_empty()
    assert build_ledger(empty, DAY).is_empty()
