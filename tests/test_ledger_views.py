"""What stands on the ledger: rules as data, control, the claimants' record, what changed."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from analytics.codebook import Codebook, load_codebook
from analytics.errors import CodebookError
from analytics.ledgers import build_ledger, claimants_record, control, status_changes
from analytics.ledgers.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.schema import Timeline

DAY = dt.date(2023, 7, 1)


@pytest.fixture
def ledger(tell: Callable[..., Timeline]) -> Callable[..., pl.DataFrame]:
    """Give the builder of a ledger from (days after 1 July, fields); each claim is a report of its own."""

    def build(*told: tuple[int, dict[str, Any]], as_of: dt.date | None = None) -> pl.DataFrame:
        reports = [(str(DAY + dt.timedelta(days=day)), f"words {n} of a report") for n, (day, _) in enumerate(told)]
        claims = [(n, f"words {n}", {"actor": "UA"} | more) for n, (_, more) in enumerate(told)]
        return build_ledger(tell(reports, claims=claims), as_of)

    return build


def at(place: str, kind: str, actor: str = "UA", claimant: str = "author", credence: str = "stated") -> dict[str, Any]:
    """Fields of a claim at a place."""
    names = {"place_id": place, "place": place, "surface": place, "place_precision": 1, "theater": "bakhmut"}
    return names | {"kind": kind, "actor": actor, "claimant": claimant, "credence": credence, "claimant_text": claimant}


# ---------------------------------------------------------------------- rules as data


def changed(table: str, entry: str, **keys: Any) -> Codebook:
    """The shipped codebook with other values in one entry."""
    book = load_codebook()
    rows = tuple(row | keys if row["id"] == entry else row for row in book.table(table))
    return replace(book, tables={**book.tables, table: rows}, digest=f"{table} {entry} {keys}")


@pytest.mark.parametrize(
    ("table", "entry", "keys", "said"),
    [
        ("ledger_kind", "hold", {"windows": 3}, r"unknown key 'windows'; expected one of good_for, id, kinds, lapses"),
        ("ledger_kind", "hold", {"good_for": "me"}, r"good_for 'me'; expected one of actor, none, opponent"),
        ("ledger_relation", "hold_lost", {"by": "flight"}, r"by 'flight'; expected one of advance, attack, capture"),
        ("ledger_relation", "hold_lost", {"effect": "helps"}, r"effect 'helps'; expected one of contradicts, reverses"),
        ("ledger_rule", "quiet", {"status": "old"}, r"status 'old'; expected one of claimed, contradicted"),
        ("ledger_rule", "quiet", {"all": ["silence"]}, r"all 'silence'; expected one of against_interest, both_sides"),
    ],
)
def test_a_rule_with_a_key_or_value_that_nothing_knows_is_refused(
    table: str, entry: str, keys: dict[str, Any], said: str
) -> None:
    """The message names the entry, what was found, and what could stand there."""
    with pytest.raises(CodebookError, match=rf"\[\[{table}\]\] {entry}: {said}"):
        rules_of(changed(table, entry, **keys))


def test_an_entry_that_lacks_a_key_is_refused(tmp_path: Path) -> None:
    """A kind of one's own needs all that a kind has."""
    (tmp_path / "codebook.toml").write_text('extends = "ukraine"', encoding="utf-8")
    (tmp_path / "ledger.toml").write_text('[[ledger_kind]]\nid = "raid"\nname = "raid"', encoding="utf-8")
    with pytest.raises(CodebookError, match=r"\[\[ledger_kind\]\] raid: lacks .*'kinds'"):
        rules_of(load_codebook(tmp_path))


def test_an_analyst_changes_a_window_without_a_fork(tmp_path: Path, tell: Callable[..., Timeline]) -> None:
    """A folder that lies over the shipped codebook sets another number of days, and two claims are one."""
    (tmp_path / "codebook.toml").write_text('extends = "ukraine"', encoding="utf-8")
    (tmp_path / "ledger.toml").write_text('[[ledger_kind]]\nid = "advance"\nwindow = 30', encoding="utf-8")
    reports = [("2023-07-01", "words 0"), ("2023-07-20", "words 1")]
    told = tell(reports, claims=[(n, f"words {n}", at("p", "advance")) for n in (0, 1)])
    assert build_ledger(told).height == 2
    assert build_ledger(told, codebook=tmp_path).height == 1


def test_an_analyst_sets_one_threshold_alone(tmp_path: Path) -> None:
    """The table's other values stay those beneath it."""
    (tmp_path / "codebook.toml").write_text('extends = "ukraine"', encoding="utf-8")
    (tmp_path / "ledger.toml").write_text("[ledger]\nrepeat_days = 3", encoding="utf-8")
    shipped, own = (rules_of(load_codebook(name)).settings for name in ("ukraine", tmp_path))
    assert own == replace(shipped, repeat_days=3) != shipped


def test_rules_that_never_end_are_refused(tell: Callable[..., Timeline]) -> None:
    """Without a last rule that always holds, a claim would have no status."""
    book = changed("ledger_rule", "only_claimed", all=["evidence"])
    told = tell([("2023-07-01", "words")], claims=[(0, "words", at("p", "capture", claimant="UA", credence="claimed"))])
    with pytest.raises(CodebookError, match="no rule holds; expected a last rule without conditions"):
        build_ledger(told, codebook=book)


# ---------------------------------------------------------------------- control


def test_the_last_stated_holder_is_told_with_who_says_so_and_when(ledger: Callable[..., pl.DataFrame]) -> None:
    """A capture that was lost is over; the holder is the side that retook it."""
    view = control(ledger((0, at("p", "capture")), (5, at("p", "capture", "RU")), (9, at("p", "hold", "RU"))))
    row = view.row(0, named=True)
    assert view.height == 1
    assert (row["holder"], row["kind"], row["claimants"]) == ("RU", "hold", ["author"])
    assert (row["stated"], row["status"], row["disputes"]) == (DAY + dt.timedelta(days=9), "reported", [])


def test_the_report_s_own_word_comes_before_a_newer_claim_which_disputes_it(
    ledger: Callable[..., pl.DataFrame],
) -> None:
    """A party's claim to hold a place does not move it; it is told beside the holder."""
    own, claim = at("p", "hold", "RU"), at("p", "capture", "UA", "UA", "claimed")
    frame = ledger((0, own), (4, claim))
    row = control(frame).row(0, named=True)
    assert (row["holder"], row["disputed_by"]) == ("RU", ["UA"])
    assert row["disputes"] == frame.filter(pl.col("actor") == "UA")["cluster_id"].to_list()


def test_newer_fighting_disputes_a_hold_and_older_fighting_does_not(ledger: Callable[..., pl.DataFrame]) -> None:
    """What is fought over is not simply held."""
    newer = control(ledger((0, at("p", "hold")), (3, at("p", "contested", "both"))))
    older = control(ledger((0, at("p", "contested", "both")), (3, at("p", "hold"))))
    assert newer["disputed_by"].to_list() == [["both"]]
    assert older["disputed_by"].to_list() == [[]]


def test_what_lies_near_a_place_or_is_contradicted_holds_nothing(ledger: Callable[..., pl.DataFrame]) -> None:
    """Positions west of a village are not the village; a doubted capture gives it to nobody."""
    near = at("p", "hold") | {"relation": "west of", "place_precision": 2}
    doubted = at("q", "capture", "UA", "UA", "doubted")
    assert control(ledger((0, near), (1, doubted))).is_empty()


# ---------------------------------------------------------------------- the claimants' record


def test_a_side_s_claims_are_counted_by_how_they_ended(ledger: Callable[..., pl.DataFrame]) -> None:
    """One borne out after four days, one held by the other side after two, one open."""
    claimed = {"claimant": "UA", "credence": "claimed"}
    frame = ledger(
        (0, at("p", "capture", **claimed)), (4, at("p", "capture")),
        (0, at("q", "capture", **claimed)), (2, at("q", "hold", "RU")),
        (0, at("r", "capture", **claimed)),
    )  # fmt: skip
    row = claimants_record(frame).row(0, named=True)
    assert claimants_record(frame).height == 1
    assert [row[name] for name in ("claimant", "claims", "corroborated", "contradicted", "open")] == ["UA", 3, 1, 1, 1]
    assert (row["share"], row["days"]) == (0.5, 3.0)


@pytest.mark.parametrize(("held", "fell"), [(0, 5), (1, 3), (5, 5)])
def test_the_interval_is_that_of_jeffreys_prior(held: int, fell: int, ledger: Callable[..., pl.DataFrame]) -> None:
    """90 % limits of Beta(k + 1/2, n - k + 1/2), computed apart from the code by adding up the density."""
    claimed = {"claimant": "UA", "credence": "claimed"}
    told = [(0, at(f"p{n}", "capture", **claimed)) for n in range(held + fell)]
    ends = [(2, at(f"p{n}", "capture" if n < held else "hold", "UA" if n < held else "RU")) for n in range(held + fell)]
    row = claimants_record(ledger(*told, *ends)).row(0, named=True)
    assert (row["low"], row["high"]) == pytest.approx(limits(held + 0.5, fell + 0.5), abs=1e-4)


def limits(a: float, b: float, steps: int = 200_000) -> tuple[float, float]:
    """Quantiles 0.05 and 0.95 of a beta distribution, by sums over its density (in sin², where it has no poles)."""
    angles = [(n + 0.5) / steps * math.pi / 2 for n in range(steps)]
    density = [math.sin(t) ** (2 * a - 1) * math.cos(t) ** (2 * b - 1) for t in angles]
    total, run, found = sum(density), 0.0, []
    for angle, weight in zip(angles, density, strict=True):
        before, run = run, run + weight / total
        found += [math.sin(angle) ** 2 for tail in (0.05, 0.95) if before < tail <= run]
    return found[0], found[1]


def test_a_record_by_source_leaves_out_whom_the_text_does_not_name(ledger: Callable[..., pl.DataFrame]) -> None:
    """The source is told as written, under its side."""
    named = at("p", "capture", claimant="UA", credence="claimed") | {"claimant_text": "the governor"}
    nameless = at("q", "capture", claimant="RU", credence="claimed") | {"claimant_text": ""}
    rumor = at("r", "capture", claimant="unattributed", credence="claimed") | {"claimant_text": "reportedly"}
    rows = claimants_record(ledger((0, named), (0, nameless), (0, rumor)), sources=True)
    assert rows.select("claimant", "source", "claims").rows() == [("UA", "the governor", 1)]


def test_a_claim_that_nobody_ended_has_no_share(ledger: Callable[..., pl.DataFrame]) -> None:
    """No end, no share and no interval, rather than one of 0 to 1."""
    row = claimants_record(ledger((0, at("p", "capture", claimant="UA", credence="claimed")))).row(0, named=True)
    assert (row["share"], row["low"], row["high"], row["days"]) == (None, None, None, None)


def test_a_denial_is_no_claim_of_who_denies(ledger: Callable[..., pl.DataFrame]) -> None:
    """Who says that a thing is not so has claimed nothing that could be borne out."""
    claim, denial = (
        at("p", "capture", claimant="UA", credence="claimed"),
        at("p", "capture", claimant="RU", credence="denied"),
    )
    rows = claimants_record(ledger((0, claim), (1, denial)))
    assert rows.select("claimant", "contradicted").rows() == [("UA", 1)]


# ---------------------------------------------------------------------- what changed


def test_changes_of_a_week_are_told_from_before_to_after(ledger: Callable[..., pl.DataFrame]) -> None:
    """An old claim that is borne out, a new one, and one that stays as it was."""
    claimed = {"claimant": "UA", "credence": "claimed"}
    frame = ledger(
        (0, at("p", "capture", **claimed)),
        (0, at("q", "capture", **claimed)),
        (8, at("p", "capture")),
        (9, at("r", "hold")),
    )
    rows = status_changes(frame, DAY + dt.timedelta(days=7), DAY + dt.timedelta(days=13))
    assert rows.select("place", "before", "after").rows() == [("p", "claimed", "corroborated"), ("r", None, "reported")]
    assert status_changes(frame, DAY + dt.timedelta(days=10), DAY + dt.timedelta(days=16)).is_empty()
