"""Every entry of the codebook fires on its examples and stays silent on its counter-examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analytics.codebook import load_codebook
from analytics.schema import Timeline

TABLES = ("trigger", "cue", "report", "report_noun", "evidence", "hearsay", "according", "control", "outcome")
CREDENCE = {"hedge": "likely", "doubt": "doubted", "denial": "denied"}


Read = Callable[[str], Timeline]


def fires(read: Read, table: str, entry: dict[str, Any], text: str) -> bool:
    """Whether an entry shows in the records of a text."""
    rows = read(text).claims.to_dicts()
    check: dict[str, Callable[[], bool]] = {
        "trigger": lambda: any(r["rule"] == entry["id"] for r in rows),
        "cue": lambda: _cued(entry, rows),
        "report": lambda: _reported(entry, rows),
        "report_noun": lambda: _reported(entry, rows),
        "evidence": lambda: any(r["evidence"] == entry["evidence"] for r in rows),
        "hearsay": lambda: any(r["claimant"] == "unattributed" for r in rows),
        "according": lambda: any(r["claimant"] != "author" for r in rows),
        "control": lambda: any(r["kind"] == {"attempt": "attack", "fail": "repelled"}[entry["role"]] for r in rows),
        "outcome": lambda: any(r["kind"] == "repelled" for r in rows),
    }  # fmt: skip
    return check[table]()


def _cued(entry: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    if entry["role"] in {"plan", "history"}:
        return not rows
    return any(r["credence"] == CREDENCE[entry["role"]] for r in rows)


def _reported(entry: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    opened = any(cue["role"] == "attribution" for r in rows for cue in r["cues"])
    voice = {
        "attributed": any(r["claimant"] != "author" for r in rows),
        "evidence": any(r["credence"] == "confirmed" for r in rows),
        "assessment": opened and all(r["claimant"] == "author" for r in rows),
        "denial": any(r["credence"] == "denied" for r in rows),
    }
    return voice[entry["voice"]]


ENTRIES = [(table, entry) for table in TABLES for entry in load_codebook().table(table)]
GIVEN = [(t, e, text) for t, e in ENTRIES for text in e.get("examples", ())]
REFUSED = [(t, e, text) for t, e in ENTRIES for text in e.get("counterexamples", ())]


@pytest.mark.parametrize(
    ("table", "entry", "text"), GIVEN, ids=[f"{t}-{e['id']}-{i}" for i, (t, e, _) in enumerate(GIVEN)]
)
def test_example_fires(read: Read, table: str, entry: dict[str, Any], text: str) -> None:
    """The entry shows in what its example becomes."""
    assert fires(read, table, entry, text)


@pytest.mark.parametrize(
    ("table", "entry", "text"), REFUSED, ids=[f"{t}-{e['id']}-{i}" for i, (t, e, _) in enumerate(REFUSED)]
)
def test_counterexample_is_silent(read: Read, table: str, entry: dict[str, Any], text: str) -> None:
    """The entry does not show in what its counter-example becomes."""
    assert not fires(read, table, entry, text)


@pytest.mark.parametrize("table", ["trigger", "cue", "report"])
def test_every_entry_has_examples_of_both_kinds(table: str) -> None:
    """No rule without a sentence that fires it and one that must not."""
    missing = [e["id"] for e in load_codebook().table(table) if not (e.get("examples") and e.get("counterexamples"))]
    assert missing == []
