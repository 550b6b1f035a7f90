"""What was read and how well: coverage, names left open, rules, refusals, what was passed over, corrections."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from analytics import prose, trends
from analytics.charts import quality_tables, tables
from analytics.charts.coverage import chart_coverage
from analytics.codebook import load_codebook
from analytics.extraction.engine import dropped_triggers
from analytics.notebook import DROPPED, OUTCOMES, REFUSED, open_dropped, open_outcomes, open_refused
from analytics.schema import Outcomes, Refusals
from analytics.timelines import write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import dataframely as dy

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
DAY, LATER = "2024-03-04", "2024-03-08"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def refused() -> dy.DataFrame[Refusals]:
    """One refusal with a hostile file name."""
    row = {"file": HOSTILE, "line": None, "found": "no day", "expected": "a day", "way_out": "Give one."}
    return Refusals.validate(pl.DataFrame([row], schema=Refusals.create_empty().schema))


@pytest.fixture
def outcomes() -> dy.DataFrame[Outcomes]:
    """A correction that was applied and one that does not fit."""
    row = {"file": "corrections.toml", "number": 1, "report": "r0", "quote": "q", "field": "kind", "value": "hold"}
    rows = [row | {"why": "misread", "rows": 2, "problem": None}]
    rows += [row | {"number": 2, "why": "old", "rows": 0, "problem": "no such sentence"}]
    return Outcomes.validate(pl.DataFrame(rows, schema=Outcomes.create_empty().schema))


def test_days_without_a_report_are_rows_and_gaps(tell: Tell) -> None:
    """Coverage has every day from the first to the last; a gap is named by its first and last day."""
    told = tell([(DAY, "a b c"), (LATER, "d")], mentions=[(0, "a", {"theater": "none"})])
    days = trends.coverage(told)
    assert days["reports"].to_list() == [1, 0, 0, 0, 1]
    assert days.row(0) == (dt.date(2024, 3, 4), 1, 3, 1, 0, 0)
    assert trends.gaps(told) == ((dt.date(2024, 3, 5), dt.date(2024, 3, 7)),)
    said = prose.read_of_days(told).text
    assert "2 of 5 days from the first report to the last have a report. Without one: 5 to 7 March 2024." in said
    assert "A day has 1 to 3 words." in said


def test_no_gap_is_not_told(tell: Tell) -> None:
    """Reports of each day: no sentence about missing ones."""
    assert "Without" not in prose.read_of_days(tell([(DAY, "a"), ("2024-03-05", "b")])).text


def test_the_chart_shades_days_without_a_report(tell: Tell) -> None:
    """A day without a report is shaded and no bar of height zero."""
    told = tell([(DAY, "a b c"), (LATER, "d")])
    spec = chart_coverage(trends.coverage(told), trends.days_of(told)).to_dict()
    rows = {layer["name"]: spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]}
    assert len(rows["days_without_report"]) == 3
    assert [row["words"] for row in rows["days_with_reports"]] == [3, 1]


def test_open_names_show_what_they_may_be(tell: Tell) -> None:
    """Candidates are places with their region, of the data and of the overlay; an unknown id stays as it is."""
    open_: dict[str, Any] = {"theater": "none", "match": "unresolved", "decided_by": "none"}
    ids = ["geonames:706483", "overlay:smolensk-nuclear-power-plant", "geonames:0"]
    told = tell([(DAY, "Xx and Xx")], mentions=[(0, "Xx", open_ | {"candidates": ids})])
    row = quality_tables.unresolved_rows(told, BOOK).row(0, named=True)
    assert (row["as written"], row["times"], row["reports"]) == ("Xx", 1, 1)
    assert "geonames:0" in row["may be"]
    assert "Kharkiv (Kharkiv, UA, 49.98 N 36.25 E)" in row["may be"]
    assert any(place.startswith("Smolensk Nuclear Power Plant (") for place in row["may be"])


def test_typos_are_listed_by_their_distance(tell: Tell) -> None:
    """The farthest first, with the name as it was written."""
    slips = [("Spledar", "Soledar", 1), ("Rbotyn", "Robotyne", 2)]
    told = tell(
        [(DAY, "Spledar Rbotyn")],
        mentions=[(0, s, {"theater": "none", "match": "typo", "place": p, "distance": d}) for s, p, d in slips],
    )
    assert quality_tables.typo_rows(told).rows() == [("Rbotyn", "Robotyne", 2, 1), ("Spledar", "Soledar", 1, 1)]
    assert "2 names are read as a slip of the pen, at most 2 edits off." in prose.read_of_names(told).text


def test_shares_are_of_all(tell: Tell) -> None:
    """Matches, credences and rules are counted with their share; an event with two places is one claim."""
    claim: dict[str, Any] = {"actor": "UA", "kind": "advance"}
    claims = [(0, "a b", claim | {"event_id": "one", "row": n}) for n in (0, 1)]
    claims += [(0, "a b", claim | {"credence": "claimed", "claimant": "UA"}) for _ in range(3)]
    acts = [(0, "a b", {"kind": "consult"})]
    told = tell([(DAY, "a b")], claims=claims, acts=acts, mentions=[(0, "a", {"theater": "none"})])
    assert quality_tables.credence_rows(told, BOOK).rows() == [
        ("Ukraine", "only claimed", 3, "75.0 %"),
        ("the report", "stated by the report", 1, "25.0 %"),
    ]
    assert quality_tables.rule_rows(told).rows() == [
        ("test", "claim", "advance", 4, "80.0 %"),
        ("test", "act", "consult", 1, "20.0 %"),
    ]
    assert quality_tables.match_rows(told).rows() == [("exact", "unique", 1, "100.0 %")]
    assert "Of 4 claims, 1 is in the reports' own voice" in prose.standing(told).text


def test_sentences_passed_over_have_their_reason(read: Callable[[str], Timeline]) -> None:
    """A plan is listed with the word that made it one; a sentence that gave a record is not."""
    told = read("Russian forces may attack Avdiivka next month. Russian forces attacked Marinka.")
    dropped = dropped_triggers(told.reports)
    rows = quality_tables.passed_over_rows(dropped, told, BOOK)
    assert [(row["reason"], row["quote"]) for row in rows.iter_rows(named=True)] == [
        ("plan", "Russian forces may attack Avdiivka next month.")
    ]
    assert "may" in rows["cues"][0]
    said = prose.passed_over(dropped, told).text
    assert "1 word that can tell of a claim became no record: plan (1)." in said
    assert "1 sentence has such a word and no record at all." in said


def test_only_reports_of_the_page_are_counted_as_passed_over(read: Callable[[str], Timeline]) -> None:
    """A narrower window does not list what lies outside it."""
    told = read("Russian forces may attack Avdiivka next month.")
    dropped = dropped_triggers(told.reports)
    outside = type(told).cast({name: frame.clear() for name, frame in told.to_dict().items()})
    assert quality_tables.passed_over_rows(dropped, outside, BOOK).is_empty()


def test_refusals_are_listed_and_escaped(refused: dy.DataFrame[Refusals]) -> None:
    """A file's name is report text too."""
    assert "1 report could not be read and is in no chart." in prose.refusals(refused).text
    html = tables.source_table(quality_tables.refused_rows(refused), "Refused").html
    assert "<img" not in html
    assert "way out" in html
    assert "Every report that was given was read." in prose.refusals(Refusals.create_empty()).text


def test_corrections_say_what_they_did_and_which_do_not_fit(outcomes: dy.DataFrame[Outcomes], tell: Tell) -> None:
    """One that does not fit any more is counted and named; corrected records are listed with the reason."""
    said = prose.corrections(outcomes).text
    assert "2 corrections changed or took out 2 records." in said
    assert "1 of them does not fit any more" in said
    assert quality_tables.correction_rows(outcomes, BOOK)["does not fit"].to_list() == [None, "no such sentence"]
    told = tell(
        [(DAY, "a b")],
        claims=[
            (0, "a b", {"kind": "hold", "actor": "UA", "corrected": "misread"}),
            (0, "a", {"kind": "hold", "actor": "UA"}),
        ],
    )
    assert quality_tables.corrected_rows(told, BOOK).select("what", "why", "quote").rows() == [
        ("claim", "misread", "a b")
    ]
    assert "Nobody has corrected a record." in prose.corrections(Outcomes.create_empty()).text


def test_what_an_export_hands_over_is_found_beside_the_timeline(
    read: Callable[[str], Timeline], tmp_path: Path, refused: dy.DataFrame[Refusals], outcomes: dy.DataFrame[Outcomes]
) -> None:
    """Refusals, corrections and triggers come from the stored timeline's folder."""
    told = read("Russian forces may attack Avdiivka next month.")
    dropped = dropped_triggers(told.reports)
    folder = tmp_path / "timeline"
    write_timeline(told, folder, "parquet")
    assert open_refused(str(folder), "", BOOK).is_empty()
    assert open_dropped(str(folder), "", BOOK).equals(dropped)  # read again where they are not stored
    for name, frame in ((REFUSED, refused), (OUTCOMES, outcomes), (DROPPED, dropped)):
        frame.write_parquet(folder / name)
    assert open_refused(str(folder), "", BOOK).equals(refused)
    assert open_outcomes(str(folder), "", BOOK).equals(outcomes)
    assert open_dropped(str(folder), "", BOOK).equals(dropped)


def test_a_notebook_that_reads_reports_itself_knows_what_was_refused(tmp_path: Path) -> None:
    """In JupyterLab, without an export, refusals and triggers come from the reports."""
    (tmp_path / "2024-03-04.txt").write_text("Russian forces may attack Avdiivka next month.", encoding="utf-8")
    (tmp_path / "2024-03-05.txt").write_text("", encoding="utf-8")
    assert open_refused("", str(tmp_path), BOOK)["file"].to_list() == ["2024-03-05.txt"]
    assert open_dropped("", str(tmp_path), BOOK)["reason"].to_list() == ["plan"]


def test_nothing_read_is_said_in_words(tell: Tell) -> None:
    """An empty period has empty tables and sentences."""
    told = tell([])
    for shown in (prose.read_of_days(told), prose.read_of_names(told), prose.standing(told)):
        assert " no " in f" {shown.text.lower()}"
    for rows in (
        quality_tables.unresolved_rows(told, BOOK),
        quality_tables.typo_rows(told),
        quality_tables.match_rows(told),
        quality_tables.credence_rows(told, BOOK),
        quality_tables.rule_rows(told),
        quality_tables.corrected_rows(told, BOOK),
    ):
        assert rows.is_empty()
        assert rows.width
    assert trends.coverage(told).is_empty()
