"""The ledger: sequences of reports with the status that a reader would give, its rules, and what never matters."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from analytics.checking.endings import check_ledger
from analytics.codebook import load_codebook
from analytics.ledgers import build_ledger
from analytics.scale.extracting import extract
from analytics.schema import Claims, Diplomacy, Mentions, Reports, Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = tomllib.loads(Path(__file__).with_name("ledger_cases.toml").read_text(encoding="utf-8"))["case"]


def reports_of(told: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Make a report of each day and text."""
    rows = [
        {"report_id": f"r{n}", "date": dt.date.fromisoformat(day), "date_source": "option", "sha256": "0", "text": text}
        | {"words": len(text.split()), "language": "en"}
        for n, (day, text) in enumerate(told)
    ]
    return pl.DataFrame(rows, schema=dict(Reports.create_empty().schema))


def built(rows: Sequence[tuple[str, str, dict[str, Any]]]) -> Timeline:
    """Make a timeline of claims, a report each."""
    reports = reports_of([(day, words) for day, words, _ in rows])
    return Timeline.validate(
        {
            "reports": reports,
            "claims": pl.DataFrame(
                [claim(n, *row) for n, row in enumerate(rows)], schema=dict(Claims.create_empty().schema)
            ),
            "mentions": Mentions.create_empty(),
            "diplomacy": Diplomacy.create_empty(),
        }
    )


def claim(number: int, day: str, words: str, more: dict[str, Any]) -> dict[str, Any]:
    """Make a row of "kind actor place claimant credence"; words between actor and the last two are the place."""
    kind, actor, *place, claimant, credence = words.split()
    date = dt.date.fromisoformat(day)
    surface = " ".join(place)
    row = {
        "report_id": f"r{number}", "event_id": f"e{number}", "row": 0, "date": date, "sentence": 0, "start": 0,
        "end": len(words), "quote": f"{words} {number}", "trigger": kind, "kind": kind, "actor": actor,
        "sides": [actor], "surface": surface, "place": surface if "place_id" in more else None, "toward": [],
        "carried": False, "theater": "none", "claimant": claimant, "claimant_text": "", "against_interest": False,
        "credence": credence, "evidence": "none", "event_start": date, "event_end": date + dt.timedelta(days=1),
        "date_precision": 2, "cues": [], "rule": "test",
    }  # fmt: skip
    return row | more


@cache
def read(told: tuple[tuple[str, str], ...]) -> Timeline:
    """Extract reports; the same ones once."""
    return extract(reports_of(told))


def timeline_of(case: dict[str, Any]) -> Timeline:
    """The timeline of a case, read or built."""
    if "rows" in case:
        return built([tuple(row) for row in case["rows"]])
    return read(tuple(map(tuple, case["reports"])))


def named(ledger: pl.DataFrame) -> pl.DataFrame:
    """Give each claim the name that cases use."""
    place = pl.coalesce("place", "surface").fill_null("nowhere")
    return ledger.with_columns(pl.format("{} {} {}", "kind", "actor", place).alias("claim")).sort(
        "claim", "event_start", "first", "cluster_id"
    )


def statuses(ledger: pl.DataFrame) -> dict[str, list[str]]:
    """Statuses by the claim's name, in the order of events."""
    return {name: group["status"].to_list() for (name,), group in named(ledger).group_by("claim", maintain_order=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_claim_ends_as_a_reader_would_say(case: dict[str, Any]) -> None:
    """Sequences of reports give each claim the status that was written down beside them."""
    as_of = dt.date.fromisoformat(case["as_of"]) if "as_of" in case else None
    ledger = build_ledger(timeline_of(case), as_of)
    expected: dict[str, list[str]] = {}
    for name, status in case["expect"]:
        expected.setdefault(name, []).append(status)
    found = statuses(ledger)
    assert {name: found.get(name) for name in expected} == expected
    if case.get("only"):
        assert set(found) == set(expected)
    if "repeats" in case:
        assert ledger["repeats"].list.len().sum() == case["repeats"]
    if "against_interest" in case:
        assert named(ledger.filter("against_interest"))["claim"].to_list() == case["against_interest"]


def test_there_are_forty_cases_and_most_are_read_from_text() -> None:
    """The cases are as many as was asked, and most of them go through the extraction."""
    assert len(CASES) >= 40
    assert len([case for case in CASES if "reports" in case]) >= 25
    assert len({case["id"] for case in CASES}) == len(CASES)


def rule_examples() -> list[tuple[str, str, dict[str, Any]]]:
    """Every example of a rule or relation."""
    return [
        (table, row["id"], example)
        for table in ("ledger_rule", "ledger_relation")
        for row in load_codebook().table(table)
        for example in row["examples"]
    ]


@pytest.mark.parametrize(("table", "entry", "example"), rule_examples(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_rule_fires_on_its_example(table: str, entry: str, example: dict[str, Any]) -> None:
    """A rule sets the status of its example's claim; a relation's other claim is among what is for or against it."""
    ledger = named(build_ledger(read(tuple(map(tuple, example["reports"])))))
    rows = ledger.filter(pl.col("claim") == example["claim"])
    assert rows["status"].to_list() == [example["status"]]
    if table == "ledger_rule":
        assert entry in [step["rule"] for step in rows["history"][0]]
    else:
        own = {c["event_id"] for c in read(tuple(map(tuple, example["reports"]))).claims.iter_rows(named=True)}
        linked = {*rows["events_for"][0], *rows["events_against"][0]}
        assert linked == own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[ledger_kind]]\nid = "hold"\nhalf_life = 3', r"unknown key 'half_life'"),
        ('[[ledger_rule]]\nid = "borne_out"\nstatus = "reported"', r"capture UA Robotyne is reported; expected corr"),
        (
            '[[ledger_rule]]\nid = "new"\norder = 99\nstatus = "claimed"\nsays = "so"',
            r"\[\[ledger_rule\]\] new: no example",
        ),
    ],
)
def test_check_reads_the_rules_and_fires_their_examples(text: str, said: str, tmp_path: Path) -> None:
    """`analytics check` names a rule that cannot be read, has no example, or ends its example otherwise."""
    (tmp_path / "codebook.toml").write_text('extends = "ukraine"', encoding="utf-8")
    (tmp_path / "ledger.toml").write_text(text, encoding="utf-8")
    found = [str(finding) for finding in check_ledger(load_codebook(tmp_path))]
    assert re.search(said, "\n".join(found)), found


def test_the_rules_that_ship_are_clean() -> None:
    """No finding of the ledger's rules as they are."""
    assert list(check_ledger(load_codebook())) == []
