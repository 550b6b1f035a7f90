"""What is passed over early would have come to nothing: with the shortcuts switched off, every record is the same."""

from __future__ import annotations

import gc
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import analytics
from analytics.codebook import Match, PhraseTable, load_codebook
from analytics.extraction.act_proposals import Proposer
from analytics.extraction.actor_phrases import PhraseReader
from analytics.extraction.engine import extract_fully
from analytics.extraction.grammar import Grammar
from analytics.extraction.place_words import Phrases
from analytics.text import read_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

SEEDS = Path(__file__).parents[1] / "seeds"
CORPORA = ("corpora/isw_daily", "corpora/isw_ctp", "corpora/cnn_headlines", "gold/dev_passages.jsonl")
TABLES = ("trigger", "report", "cue", "control", "act", "act_object", "topic", "unit", "date_phrase")


class _Everything:
    """A set that holds every word."""

    def __contains__(self, word: object) -> bool:
        """Whether it holds a word: it does."""
        return True


def _found_everywhere(table: PhraseTable, lowers: Sequence[str]) -> list[Match]:
    return [match for start in range(len(lowers)) for match in table.at(lowers, start)]


def _assert_same_without(shortcuts: pytest.MonkeyPatch, folder: Path) -> None:
    """Read reports with and without the shortcuts; compare every record, and every trigger that became none."""
    reports = analytics.read_reports(folder).reports
    timeline, dropped = extract_fully(reports)
    shortcuts.setattr(PhraseTable, "find", _found_everywhere)
    shortcuts.setattr(PhraseReader, "_is_ordinary", lambda *_: False)
    shortcuts.setattr(Proposer, "_lacks_object", lambda *_: False)
    shortcuts.setattr(Phrases, "begins_in", lambda *_: True)
    shortcuts.setattr(Grammar, "may_open_clause", property(lambda _: _Everything()))
    again, dropped_again = extract_fully(reports)
    assert dropped.equals(dropped_again)
    for name in ("mentions", "claims", "diplomacy"):
        assert getattr(timeline, name).equals(getattr(again, name)), name


def test_shortcuts_change_no_record_of_the_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeds read alike with and without them."""
    _assert_same_without(monkeypatch, SEEDS)


@pytest.mark.shared
@pytest.mark.parametrize("corpus", CORPORA)
def test_shortcuts_change_no_record_of_real_reports(shared: Path, monkeypatch: pytest.MonkeyPatch, corpus: str) -> None:
    """So do whole corpora."""
    _assert_same_without(monkeypatch, shared / corpus)


@pytest.fixture(scope="module")
def seeds() -> pl.DataFrame:
    """Give the reports that ship."""
    return analytics.read_reports(SEEDS).reports


@pytest.mark.parametrize("name", TABLES)
def test_phrases_are_found_as_if_all_were_spelled_out(seeds: pl.DataFrame, name: str) -> None:
    """A table that spells out the phrases of a word when it meets it finds what a list of all phrases finds."""
    book = load_codebook()
    table = PhraseTable(book, book.table(name))
    rows = sorted(PhraseTable(book, book.table(name)).rows(), key=lambda row: row[0])
    listed = {words: [row[1:] for row in group] for words, group in groupby(rows, key=lambda row: row[0])}
    longest = max(map(len, listed))
    matches = 0
    for report in seeds.iter_rows(named=True):
        for sentence in read_document(report["report_id"], report["date"], report["text"], book).sentences:
            low = sentence.lowers
            expected = [
                Match(start, start + length, *reading)
                for start in range(len(low))
                for length in range(min(longest, len(low) - start), 0, -1)
                for reading in listed.get(low[start : start + length], ())
            ]
            assert table.find(low) == expected
            matches += len(expected)
    assert matches


def test_no_phrase_begins_before_the_first_token() -> None:
    """A token before the sentence has none, though Python counts -1 from its end."""
    table = PhraseTable(load_codebook(), [{"id": "one", "words": ["end"]}])
    assert table.at(("the", "end"), -1) == []
    assert [m.start for m in table.find(("the", "end"))] == [1]


# ---------------------------------------------------------------------- cycles


def test_reading_makes_no_reference_cycles(seeds: pl.DataFrame) -> None:
    """Nothing is left for Python's collector, which rests meanwhile."""
    extract_fully(seeds.head(1))
    gc.collect()
    gc.disable()
    try:
        read = extract_fully(seeds)
        assert gc.collect() == 0
        del read
    finally:
        gc.enable()


def test_collector_works_again_behind_a_reading_that_fails(seeds: pl.DataFrame) -> None:
    """It rests only while reports are read, however that ends."""

    def fail(done: int, of: int) -> None:
        raise KeyboardInterrupt(f"{done} of {of}")

    with pytest.raises(KeyboardInterrupt):
        extract_fully(seeds, progress=fail)
    assert gc.isenabled()


def test_collector_that_rested_before_rests_behind(seeds: pl.DataFrame) -> None:
    """A program that has switched it off keeps it so."""
    gc.disable()
    try:
        extract_fully(seeds.head(1))
        assert not gc.isenabled()
    finally:
        gc.enable()
