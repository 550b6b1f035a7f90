"""What changed: an export against the one before of different content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from analytics.publishing.changes import changes_since, in_words, settings, told_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

DAYS = [("2023-07-08", "They took the mill, the ford and the weir."), ("2023-07-10", "They took the mill again.")]
MILL = {"kind": "capture", "actor": "RU", "place": "Mill", "place_id": "p1"}


def claims(*rows: tuple[int, dict[str, Any]]) -> list[tuple[int, str, dict[str, Any]]]:
    """Claims of the mill: the report and what differs."""
    return [(report, "the mill", {**MILL, **more}) for report, more in rows]


def test_nothing_changes_against_itself(tell: Callable[..., Timeline]) -> None:
    """The same timeline twice has no change of any sort."""
    told = told_in(
        tell(DAYS, claims=claims((0, {}), (1, {"actor": "UA"})), acts=[(0, "the ford", {"kind": "consult"})])
    )
    assert changes_since(told, told) == {"claims": [], "credence": [], "places": [], "acts": []}


def test_new_claims_and_acts_are_those_of_new_events(tell: Callable[..., Timeline]) -> None:
    """An event that was told before is not new, whatever else stands beside it."""
    before = tell(DAYS, claims=claims((0, {})))
    now = tell(DAYS, claims=claims((0, {}), (1, {"kind": "strike"})), acts=[(0, "the ford", {"kind": "consult"})])
    changes = changes_since(told_in(before), told_in(now))
    row = {"day": "2023-07-10", "kind": "strike", "actor": "RU", "places": ["Mill"], "credence": "stated"}
    assert changes["claims"] == [row]
    assert [act["kind"] for act in changes["acts"]] == ["consult"]
    assert changes["credence"] == changes["places"] == []


REVERSED = [
    ("the other side holds it now", [(1, {"actor": "UA"})], ["UA"]),
    ("the same side again", [(1, {})], []),
    ("only claimed", [(1, {"actor": "UA", "credence": "claimed"})], []),
    ("doubted", [(1, {"actor": "UA", "credence": "doubted"})], []),
    ("an advance is no hold", [(1, {"actor": "UA", "kind": "advance"})], []),
    ("near it is not it", [(1, {"actor": "UA", "relation": "2 km south of"})], []),
    ("both on the same day", [(1, {"actor": "UA"}), (1, {"kind": "hold"})], []),
    ("nobody knows who", [(1, {"actor": "unknown"})], []),
    ("told of an earlier day", [(0, {"actor": "UA"})], []),
]


@pytest.mark.parametrize(("case", "more", "now_held"), REVERSED, ids=[case for case, *_ in REVERSED])
def test_a_place_is_reversed_where_its_last_stated_holder_is_another(
    tell: Callable[..., Timeline], case: str, more: list[tuple[int, dict[str, Any]]], now_held: list[str]
) -> None:
    """A report must stand behind it, of the place itself, and no report of the same day may say the contrary."""
    before, now = tell(DAYS, claims=claims((0, {}))), tell(DAYS, claims=claims((0, {}), *more))
    places = changes_since(told_in(before), told_in(now))["places"]
    assert [row["side"] for row in places] == now_held, case
    assert [(row["place"], row["before"]) for row in places] == [("Mill", "RU")] * len(now_held)


CREDENCE = [
    ("confirmed in a later report", [(0, {"credence": "claimed"}), (1, {"credence": "confirmed"})], ["confirmed"]),
    ("of the same sentence", [(0, {"credence": "denied"})], ["denied"]),
    ("two on the last day", [(0, {}), (1, {"credence": "denied"}), (1, {"credence": "claimed"})], ["claimed, denied"]),
    ("an older report is no news", [(0, {"credence": "claimed"})], []),
    ("of the other side", [(0, {"credence": "claimed"}), (1, {"credence": "confirmed", "actor": "UA"})], []),
    ("of another kind", [(0, {"credence": "claimed"}), (1, {"credence": "confirmed", "kind": "strike"})], []),
]


@pytest.mark.parametrize(("case", "rows", "credences"), CREDENCE, ids=[case for case, *_ in CREDENCE])
def test_credence_changes_where_the_same_is_told_with_another(
    tell: Callable[..., Timeline], case: str, rows: list[tuple[int, dict[str, Any]]], credences: list[str]
) -> None:
    """Of a kind, side and place what was last told counts."""
    before = told_in(tell(DAYS, claims=claims((0, {"credence": "claimed"}))))
    changed = changes_since(before, told_in(tell(DAYS, claims=claims(*rows))))["credence"]
    assert [(row["credence"], row["before"]) for row in changed] == [(one, "claimed") for one in credences], case


def test_a_strike_s_credence_changes_only_in_its_own_sentence(tell: Callable[..., Timeline]) -> None:
    """Another strike at the same place is another strike."""
    strike = {"kind": "strike"}
    before = told_in(tell(DAYS, claims=claims((0, {**strike, "credence": "claimed"}))))
    later = claims((0, {**strike, "credence": "claimed"}), (1, {**strike, "credence": "confirmed"}))
    assert changes_since(before, told_in(tell(DAYS, claims=later)))["credence"] == []
    corrected = claims((0, {**strike, "credence": "denied"}))
    assert [row["before"] for row in changes_since(before, told_in(tell(DAYS, claims=corrected)))["credence"]] == [
        "claimed"
    ]


def test_the_newest_and_weightiest_come_first(tell: Callable[..., Timeline]) -> None:
    """By day, then as ``changes.toml`` orders the kinds."""
    kinds = [(0, {"kind": "capture"}), (1, {"kind": "strike"}), (1, {"kind": "novel"}), (1, {"kind": "advance"})]
    new = changes_since(told_in(tell(DAYS)), told_in(tell(DAYS, claims=claims(*kinds))))["claims"]
    assert [row["kind"] for row in new] == ["advance", "strike", "novel", "capture"]


def test_counts_are_told_in_words() -> None:
    """One and many, in the order of ``changes.toml``; what did not change is not told."""
    assert in_words({"acts": 1, "claims": 1_200, "places": 0}) == "1,200 new claims, 1 new act"
    assert in_words({}) == ""


def test_kinds_and_credences_are_the_codebook_s() -> None:
    """Every word in ``changes.toml`` is one that the extraction can give."""
    from analytics.codebook import load_codebook  # noqa: PLC0415  only here

    book = load_codebook()
    kinds = {row["kind"] for row in book.table("trigger")}
    assert {*settings()["holding_kinds"], *settings()["followed"], *settings()["order"]} <= kinds
    assert set(settings()["holding_credence"]) <= {row["id"] for row in book.table("credence_display")}
