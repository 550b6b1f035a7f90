"""Dates: every codebook example fires, no counterexample does; which date an event takes."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.codebook import load_codebook
from analytics.extraction.dates import DateMention, event_interval, find_dates, is_history
from analytics.text import Sentence, read_document

if TYPE_CHECKING:
    from analytics.extraction.records import Interval

TABLES = ["month", "weekday", "season", "date_phrase", "date_unit", "date_count", "date_prefix", "date_suffix"]
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"
MONDAY = dt.date(2023, 7, 10)
DAY = dt.timedelta(days=1)


def read(text: str, report: dt.date = MONDAY) -> tuple[Sentence, tuple[DateMention, ...]]:
    """The only sentence of a text and its dates."""
    book = load_codebook()
    (sentence,) = read_document("r", report, text, book).sentences
    return sentence, find_dates(sentence, report, book)


def spelled(interval: Interval) -> str:
    """An interval as the gold writes it: both ends included."""
    last = interval.end - DAY
    return str(interval.start) if last == interval.start else f"{interval.start}/{last}"


def dated(text: str, trigger: str, report: dt.date = MONDAY) -> tuple[str, int]:
    """The days and the precision that the event of a trigger takes."""
    sentence, dates = read(text, report)
    at = text.index(trigger)
    inside = [i for i, t in enumerate(sentence.tokens) if at < t.end and t.start < at + len(trigger)]
    interval = event_interval(sentence, inside[0], inside[-1] + 1, dates, report)
    return spelled(interval), interval.precision


def entries(key: str) -> list[tuple[str, str, str]]:
    """Every example of the date tables, with its entry."""
    book = load_codebook()
    out = []
    for table in TABLES:
        for row in book.table(table):
            cases = row.get(key, {})
            named = f"{table}/{row['id']}"
            pairs = cases.items() if isinstance(cases, dict) else ((text, "") for text in cases)
            out += [(named, text, days) for text, days in pairs]
    return out


@pytest.mark.parametrize(("entry", "text", "days"), entries("examples"))
def test_examples_fire(entry: str, text: str, days: str) -> None:
    """Each example of the codebook names the days that it says."""
    assert " ".join(spelled(d.interval) for d in read(text)[1]) == days, entry


@pytest.mark.parametrize(("entry", "text", "days"), entries("counterexamples"))
def test_counterexamples_do_not_fire(entry: str, text: str, days: str) -> None:
    """No counterexample of the codebook names a day, but for those that another entry reads: then it says which."""
    assert " ".join(spelled(d.interval) for d in read(text)[1]) == days, entry


def test_every_entry_has_an_example() -> None:
    """An entry of a date table without an example is not known to work."""
    book = load_codebook()
    assert [row["id"] for table in TABLES for row in book.table(table) if not row.get("examples")] == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It burned 2023-07-08 at dawn.", "2023-07-08"),
        ("It burned on 08.07.2023 at dawn.", "2023-07-08"),
        ("It burned on July 8th, 2023, at dawn.", "2023-07-08"),
        ("It burned overnight July 7\u20138.", "2023-07-07/2023-07-08"),
        ("It burned overnight from July 7 to July 8.", "2023-07-07/2023-07-08"),
        ("It burned on the night of 7 to 8 July.", "2023-07-07/2023-07-08"),
        ("It burned on July 3 and 4.", "2023-07-03/2023-07-04"),
        ("It burned on July 3 and July 4.", "2023-07-03/2023-07-04"),
        ("It burned on June 30 and July 9.", "2023-06-30 2023-07-09"),
        ("It burned from June 30-July 2.", "2023-06-30/2023-07-02"),
        ("It burned between December 30, 2022 and January 2, 2023.", "2022-12-30/2023-01-02"),
        ("It burned from December 30 to January 2, 2023.", "2022-12-30/2023-01-02"),
        ("Guns fired Saturday and Sunday.", "2023-07-08/2023-07-09"),
        ("Guns fired on Tuesday, July 4, near the mill.", "2023-07-04"),
        ("No gains came in the last 24-48 hours.", "2023-07-08/2023-07-10"),
        ("It has been theirs since 2014.", "2014-01-01/2023-07-10"),
        ("Guns have fired since yesterday.", "2023-07-09/2023-07-10"),
        ("It burned on the night of 7/8 July.", "2023-07-07/2023-07-08"),
        ("It burned between the evenings of 7 and 9 July.", "2023-07-07/2023-07-09"),
        ("It burned this July 3.", "2023-07-03"),
        ("They mean to hold a vote by September 11.", "2023-09-11"),
        ("It burned in mid-2022.", "2022-05-03/2022-08-31"),
        ("It was built in early 2020.", "2020-01-01/2020-05-01"),
    ],
)
def test_reads(text: str, days: str) -> None:
    """Forms that more than one entry makes together."""
    assert " ".join(spelled(d.interval) for d in read(text)[1]) == days


@pytest.mark.parametrize(
    "text",
    [
        "They may attack 9 posts.",
        "The brigade is on the march toward the river.",
        "March on, the officer said.",
        "Two S-300 and six T-64 were lost.",
        "The convoy came at 9 am.",
        "The 3rd Brigade and the 14th Corps met.",
        "The gun has a range of 2000 m.",
        "They lost 2014 rifles.",
        "The road 07-08 is mined.",
        "A ratio of 24/7 was kept.",
        "Version 2023-13-45 is out.",
        "It fell on February 30.",
        "The siege lasted three weeks.",
        "The siege is expected to last 2-3 weeks.",
        "The president met Theresa May near the border.",
        "Day after day they dug.",
        "Augustus was a name.",
    ],
)
def test_does_not_read(text: str) -> None:
    """Numbers, names and verbs that look like days."""
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    ("report", "text", "days"),
    [
        (dt.date(2024, 1, 2), "It fell on December 30.", "2023-12-30"),
        (dt.date(2023, 12, 30), "It fell on January 2.", "2024-01-02"),
        (dt.date(2024, 3, 1), "It fell on February 29.", "2024-02-29"),
        (dt.date(2024, 3, 1), "It fell yesterday.", "2024-02-29"),
        (dt.date(2023, 2, 20), "They have held it since February 24.", "2022-02-24/2023-02-20"),
        (dt.date(2025, 1, 1), "It fell last month.", "2024-12-01/2024-12-31"),
        (dt.date(2025, 1, 1), "It fell last night.", "2024-12-31/2025-01-01"),
        (dt.date(2022, 11, 9), "Envoys will meet on March 3.", "2023-03-03"),
        (dt.date(2022, 11, 9), "Envoys met on March 3.", "2022-03-03"),
    ],
)
def test_years_are_the_nearest_that_fit(report: dt.date, text: str, days: str) -> None:
    """A day without a year lies near its report, and behind it unless the text looks ahead."""
    assert " ".join(spelled(d.interval) for d in read(text, report)[1]) == days


@pytest.mark.parametrize(
    ("text", "trigger", "days", "precision"),
    [
        ("On July 8, troops took the mill and shelled the ford.", "shelled", "2023-07-08", 1),
        ("Troops took the mill on July 7 and shelled the ford on July 8.", "took", "2023-07-07", 1),
        ("Troops took the mill on July 7 and shelled the ford on July 8.", "shelled", "2023-07-08", 1),
        ("Troops took the mill on July 7 but did not reach the ford.", "reach", "2023-07-07", 1),
        ("Troops moved on July 8, taking the mill, the ford and a wood in the past day.", "moved", "2023-07-08", 1),
        ("On July 2 troops moved, taking the mill and a wood in the past day.", "taking", "2023-07-09/2023-07-10", 1),
        ("Troops moved on July 8, taking a wood in the past day.", "taking", "2023-07-09/2023-07-10", 1),
        ("The ministry claimed late on July 9 that troops took the mill on July 6.", "took", "2023-07-06", 1),
        ("The ministry claimed on July 9 that on July 6 troops took the mill.", "took", "2023-07-06", 1),
        ("The July 4 strike on the depot killed six.", "strike", "2023-07-04", 1),
        ("Envoys agreed on terms during the July 5 talks.", "agreed", "2023-07-05", 1),
        ("On July 5, troops captured the mill.", "captured", "2023-07-05", 1),
        ("The ministry said Sunday's raid failed.", "raid", "2023-07-09", 1),
        ("The ministry denied the loss of the mill on July 5.", "denied", "2023-07-05", 1),
        ("Guards hold the mill as of July 9.", "hold", "2023-07-09", 1),
        ("Envoys will meet in the capital on July 14.", "meet", "2023-07-14", 1),
    ],
)
def test_event_takes_the_date_of_its_statement(text: str, trigger: str, days: str, precision: int) -> None:
    """The nearest date of the same statement, before or behind the verb."""
    assert dated(text, trigger) == (days, precision)


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("The staff stated on July 5 that troops shelled the ford.", "shelled", "2023-07-05"),
        ("The staff said Wednesday troops shelled the ford.", "shelled", "2023-07-05"),
        ("On July 5, the staff said that troops shelled the ford.", "shelled", "2023-07-05"),
        ("Troops shelled the ford, the staff said on July 5.", "shelled", "2023-07-05"),
        ("A staff report from July 5 that troops shelled the ford is doubtful.", "shelled", "2023-07-05"),
    ],
)
def test_date_of_the_report_only_bounds_the_event(text: str, trigger: str, days: str) -> None:
    """When it was said is not when it was done: the same day, within a week."""
    assert dated(text, trigger) == (days, 2)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Troops shelled the ford.", "shelled"),
        ("Troops shelled the ford, much like the effort that failed in early March.", "shelled"),
        ("Troops shelled the ford \u2014 a repeat of May 3.", "shelled"),
        ("Troops shelled the ford in answer to the July 3 raid.", "shelled"),
        ("The capital promised help for a summit that will open on July 20.", "promised"),
        ("The capital announced it would host talks on July 20.", "announced"),
        ("Troops shelled the ford on July 14.", "shelled"),
        ("Envoys doubt an accord prior to Tuesday's summit.", "doubt"),
        ("Troops shelled the ford; the wood had burned on July 2.", "shelled"),
    ],
)
def test_without_a_date_of_its_own_an_event_takes_the_report_s(text: str, trigger: str) -> None:
    """Another statement's date, a noun's, or one ahead of the report is not the event's."""
    assert dated(text, trigger) == ("2023-07-10", 2)


@pytest.mark.parametrize(
    ("text", "trigger", "history"),
    [
        ("Troops took the mill on June 9.", "took", True),
        ("Troops took the mill on June 10.", "took", False),
        ("Troops have held the mill since February 24.", "held", False),
        ("Troops took the mill in 2014.", "took", True),
        ("Troops took the mill.", "took", False),
    ],
)
def test_history_ended_long_before_the_report(text: str, trigger: str, *, history: bool) -> None:
    """Over thirty days before the report is background; what lasts until now is not."""
    sentence, dates = read(text)
    at = next(i for i, t in enumerate(sentence.tokens) if t.text == trigger)
    interval = event_interval(sentence, at, at + 1, dates, MONDAY)
    assert is_history(interval, MONDAY, load_codebook()) is history


WORDS = st.sampled_from(
    (
        *(
            "July",
            "8",
            "-",
            "to",
            "and",
            ",",
            "on",
            "the",
            "of",
            "night",
            "overnight",
            "2023",
            "07",
            "past",
            "last",
            "24",
        ),
        *(
            "hours",
            "Tuesday",
            "May",
            "March",
            "since",
            "before",
            "(",
            ")",
            "that",
            "said",
            "will",
            "99",
            "Sept",
            "week",
        ),
    )
)


@given(st.lists(WORDS, min_size=1, max_size=30), st.dates(dt.date(1950, 1, 1), dt.date(2080, 1, 1)))
def test_any_words_give_sound_dates(words: list[str], report: dt.date) -> None:
    """Whatever the words: mentions in order, spans of the text, intervals not empty."""
    text = " ".join(words)
    book = load_codebook()
    for sentence in read_document("r", report, text, book).sentences:
        dates = find_dates(sentence, report, book)
        assert all(a.last <= b.first for a, b in pairwise(dates))
        for date in dates:
            assert date.interval.start < date.interval.end
            assert date.interval.precision in {1, 2, 3}
            assert date.surface.split() == [token.text for token in sentence.tokens[date.first : date.last]]
        interval = event_interval(sentence, 0, 1, dates, report)
        assert interval.start < interval.end


@pytest.mark.shared
def test_gold_dates_are_found_and_given_to_their_events() -> None:
    """On the development gold at least nine in ten dated events get their day."""
    book, found, covered, total = load_codebook(), 0, 0, 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        report = dt.date.fromisoformat(passage["date"])
        sentences = read_document(passage["id"], report, passage["text"], book).sentences
        starts, at = [], 0
        for sentence in passage["sentences"]:
            starts.append(passage["text"].find(sentence, at))
            at = starts[-1] + len(sentence)
        for record in [r for r in passage["claims"] + passage["diplomacy"] if r["event_date"]]:
            begin = max(passage["text"].find(record["trigger"], starts[record["s"]]), starts[record["s"]])
            sentence = next(s for s in sentences if s.end > begin)
            dates = find_dates(sentence, report, book)
            first = next(i for i, t in enumerate(sentence.tokens) if t.end > begin)
            last = max(i for i, t in enumerate(sentence.tokens) if t.start < begin + len(record["trigger"])) + 1
            interval = event_interval(sentence, first, max(last, first + 1), dates, report)
            begins, _, ends = record["event_date"].partition("/")
            day, until = dt.date.fromisoformat(begins), dt.date.fromisoformat(ends or begins)
            found += any(d.interval.start <= until and day < d.interval.end for d in dates)
            covered += interval.start <= until and day < interval.end
            total += 1
    assert total > 100
    assert min(found, covered) >= 0.9 * total
