"""Every entry of the codebook fires on its examples and stays silent on its counter-examples."""

from __future__ import annotations

from functools import cache

import pytest

from analytics.checking.examples import TABLES, Case, Reading, cases_of, fires, read_texts
from analytics.checking.findings import key_of
from analytics.codebook import load_codebook

# Those of dates, actors and languages are tried in the tests of their own rooms too.
CASES = list(cases_of(load_codebook()))


@cache
def readings() -> dict[str, Reading]:
    """Every example, read once."""
    return read_texts([case.text for case in CASES], load_codebook())


def named(case: Case) -> str:
    """A case as the report of a test run names it."""
    return f"{case.table}-{key_of(case.entry)}-{'counter' if case.counter else 'example'}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_example_does_what_it_says(case: Case) -> None:
    """The entry shows in what its example becomes, and does not in what its counter-example becomes."""
    assert case.holds(readings()[case.text]), case.text


@pytest.mark.parametrize("table", ["trigger", "cue", "report", "act", "topic"])
def test_every_entry_has_examples_of_both_kinds(table: str) -> None:
    """No rule without a sentence that fires it and one that must not."""
    lacking = {"topic": {"other"}}.get(table, set())
    missing = [e["id"] for e in load_codebook().table(table) if not (e.get("examples") and e.get("counterexamples"))]
    assert [entry for entry in missing if entry not in lacking] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_there(table: str) -> None:
    """A table that is checked exists: a renamed one would be checked no more."""
    assert load_codebook().table(table)


def test_a_trigger_does_not_fire_on_nothing() -> None:
    """The check itself can fail: an empty day fires no entry but those that silence."""
    reading = read_texts(["Nothing was said."], load_codebook())["Nothing was said."]
    fired = {t for t in TABLES for entry in load_codebook().table(t) if fires(t, entry, reading)}
    assert fired <= {"cue", "language"}
