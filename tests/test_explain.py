"""Explanations: what is marked, which reason is given, and that hostile text stays text."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import analytics
from analytics.cli import app
from analytics.codebook import load_codebook
from analytics.errors import CorrectionWarning, ReportError
from analytics.explanations.marks import ROLES, Mark, plain_text, runs
from analytics.explanations.model import detail_lines
from analytics.extraction.engine import dropped_triggers
from analytics.reports import report_of_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.schema import Timeline

DAY = dt.date(2023, 7, 8)
BOOK = load_codebook()


def told(text: str) -> str:
    """The explanation of a text as a terminal shows it."""
    return str(analytics.explain(text, date=DAY))


# ---------------------------------------------------------------------- what is shown


def test_marks_and_reasons_of_a_claim() -> None:
    """Place, trigger and cue are marked; rule, side, place, claimant, credence and date say why."""
    shown = told("Ukrainian officials claimed that Russian troops likely attacked Robotyne on July 7.")
    assert "Ukrainian officials _claimed_ that Russian troops _likely_ *attacked* [Robotyne] on July 7." in shown
    for line in (
        "*claim* attack by Russia: Robotyne",
        'rule       attack, by "attacked"',
        'claimant   Ukraine, in the words "Ukrainian officials"',
        'credence   only claimed: attribution "claimed", hedge "likely"',
        'date       2023-07-07, to the day: "on July 7"',
    ):
        assert line in shown


def test_a_place_of_no_theater_is_said_to_have_none() -> None:
    """The name of the row without a theater is no theater's name."""
    assert ", no theater: " in told("The ambassador arrived in Paris.")


def test_a_side_that_the_sentence_does_not_name_is_said_to_be_inferred() -> None:
    """Fire behind the front tells whose it was, and the reader is told that no word did."""
    reason = "Russia; not named in the sentence: inferred from "
    assert reason in told("A missile hit a market in Ternopil.")
    assert reason in told("Russian troops fled Lyman. They left Siversk.")
    assert reason not in told("A Russian missile hit a market in Ternopil.")


def test_repelled_attack_is_no_deed_of_its_attacker() -> None:
    """The side of a repelled attack attacked; the words must not say that it repelled one."""
    shown = told("Ukrainian forces repelled a Russian attack near Robotyne.")
    assert "*claim* repelled attack by Russia: Robotyne" in shown


def test_place_says_which_rule_decided_and_what_else_it_may_be() -> None:
    """A namesake lists the others; an open one lists all."""
    shown = told("Troops held Soledar. Shells fell on Bilohorivka.")
    assert "decided by" in shown
    assert "; not Bilohorivka, " in shown
    assert "unresolved; it may be Bilohorivka, " in told("Shells fell on Bilohorivka.")


def test_act_is_marked_with_its_parties() -> None:
    """Who acts toward whom, about what."""
    shown = told("Poland accused Turkey of delaying grain.")
    assert "Poland +accused+ Turkey" in shown
    assert "+diplomatic act+ accuse by Poland toward Turkey" in shown
    assert "topic      Grain" in shown


def test_date_that_is_not_told_says_so() -> None:
    """Without a date the report's day stands, and the reason does."""
    assert "2023-07-08, within a week: the report's day" in told("Russian troops attacked Robotyne.")


def test_carried_place_says_so() -> None:
    """A place from the sentence before is named as such."""
    shown = told("Russian troops advanced near Kreminna. They also attacked the village.")
    assert "Kreminna; carried over from a sentence before" in shown


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("Russian troops may attack Lyman.", "plan", 'a plan, forecast or possibility is no event: plan "may"'),
        ("Russian troops moved west to capture Lyman.", "aim", "an infinitive of purpose"),
        ("The offensive began.", "no place", "this rule needs a place"),
        ("Russian troops attacked Lyman in March 2022.", "history", "over a month before the report"),
    ],
)
def test_trigger_without_record_says_why(text: str, reason: str, line: str) -> None:
    """The reason stands in the frame and in words below the sentence."""
    reports = analytics.extract(report_of_text(text, date=DAY)).reports
    rows = dropped_triggers(reports).to_dicts()
    assert (rows[0]["reason"], rows[0]["records"], rows[0]["quote"]) == (reason, 0, text)
    assert text[rows[0]["start"] : rows[0]["end"]] == rows[0]["trigger"]
    assert line in told(text)


def test_dropped_trigger_beside_a_record_counts_it(read: Callable[[str], Timeline]) -> None:
    """A sentence that has a record and a plan tells both."""
    timeline = read("Russian troops attacked Robotyne and may attack Orikhiv.")
    (row,) = dropped_triggers(timeline.reports).to_dicts()
    assert (row["trigger"], row["reason"], row["records"]) == ("attack", "plan", timeline.claims.height)


def test_records_drop_nothing_twice(read: Callable[[str], Timeline]) -> None:
    """What became a record is no dropped trigger."""
    assert dropped_triggers(read("Russian troops attacked Robotyne.").reports).is_empty()


def test_corrected_record_says_why(tmp_path: Path) -> None:
    """An analyst's correction is shown with its reason; one that does not fit warns."""
    (tmp_path / "2023-07-08.txt").write_text("Russian troops attacked Robotyne.", encoding="utf-8")
    path = tmp_path / "corrections.toml"
    entry = '[[correction]]\nreport = "2023-07-08"\nquote = "{}"\n'
    entry += 'field = "credence"\nvalue = "doubted"\nwhy = "seen otherwise"\n'
    path.write_text(entry.format("attacked"), encoding="utf-8")
    report = analytics.read_reports(tmp_path).reports
    assert "corrected  seen otherwise" in str(analytics.explain(report, corrections=path))
    shown = CliRunner().invoke(app, ["explain", str(tmp_path / "2023-07-08.txt")]).stdout
    assert "corrected  seen otherwise" in shown
    assert shown.startswith("2023-07-08.txt (")
    path.write_text(entry.format("slept"), encoding="utf-8")
    with pytest.warns(CorrectionWarning):
        analytics.explain(report, corrections=path)


# ---------------------------------------------------------------------- what it takes


def test_takes_a_text_a_row_or_a_frame_of_one() -> None:
    """All three give the same explanation; a frame of two is refused with the way out."""
    text = "Russian troops attacked Robotyne."
    frame = report_of_text(text, date=DAY)
    explanations = [analytics.explain(given) for given in (frame, frame.row(0, named=True))]
    assert explanations == [analytics.explain(text, date="2023-07-08")] * 2
    with pytest.raises(ReportError, match="2 reports; expected one"):
        analytics.explain(pl.concat([frame, frame]))


def test_text_without_a_date_is_refused() -> None:
    """No clock is read: a text needs its day, or a dateline."""
    with pytest.raises(ReportError, match="no date"):
        analytics.explain("Russian troops attacked Robotyne.")


def test_one_sentence_alone() -> None:
    """A sentence by its number, an error that says the numbers there are."""
    explanation = analytics.explain("Poland left. Turkey stayed.", date=DAY)
    assert [s.number for s in explanation.only(1).sentences] == [1]
    with pytest.raises(IndexError, match="0 to 1"):
        explanation.only(2)


# ---------------------------------------------------------------------- hostile text

HOSTILE = (
    "Russian troops \x1b[31mattacked</script><script>alert(1)</script> "
    "\u202eRobotyne\u202c <img src=x onerror=y>[/red]."
)


class Tags(HTMLParser):
    """Collects the tags of a piece of HTML."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; it has no attribute that could run or load anything."""
        self.tags.add(tag)
        assert not {name for name, _ in attrs} - {"class", "title", "style"}


def test_hostile_text_stays_text() -> None:
    """Nothing of a report becomes markup or moves the cursor."""
    explanation = analytics.explain(HOSTILE, date=DAY)
    assert not set("\x1b\u202e") & set(str(explanation))
    assert "\\x1b" in str(explanation)
    html = explanation._repr_html_()
    parser = Tags()
    parser.feed(html)
    assert parser.tags <= {"div", "p", "strong", "bdi", "mark", "section", "small", "ul", "li", "dl", "dt", "dd"}


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10), st.sampled_from(ROLES)), max_size=8),
)
def test_runs_lose_no_character(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Whatever overlaps, the runs joined are the text."""
    marks = [Mark(start, start + size, role) for start, size, role in spans]
    cut = runs(text, 0, len(text), marks)
    assert "".join(run.text for run in cut) == text
    assert all(run.text for run in cut) or not text


def test_marks_that_overlap_show_the_stronger() -> None:
    """A claim's trigger inside a cue is shown as the claim."""
    marks = [Mark(0, 9, "cue"), Mark(4, 6, "claim")]
    assert plain_text(runs("abcdefghi", 0, 9, marks)) == "_abcd_*ef*_ghi_"


def test_every_reason_has_words() -> None:
    """Reasons, rules of choice, matches and precisions that the frames can hold are worded in the codebook."""
    needed = {
        "dropped_display": {
            "plan",
            "history",
            "aim",
            "attempt",
            "no place",
            "no actor",
            "bare noun",
            "negated",
            "behind enemy lines",
        },
        "decided_display": {
            "unique",
            "relative",
            "region",
            "city",
            "paragraph",
            "report",
            "theater",
            "none",
            "correction",
        },
        "match_display": {"exact", "alias", "transliteration", "typo", "overlay", "unresolved", "correction"},
        "precision_display": {"1", "2", "3"},
    }
    assert {table: {row["id"] for row in BOOK.table(table)} for table in needed} == needed


# ---------------------------------------------------------------------- command


def test_command_shows_a_sentence(tmp_path: Path) -> None:
    """Plain marks where standard output is no terminal; a number that is not there is wrong usage."""
    path = tmp_path / "2023-07-08.txt"
    path.write_text("Poland left. Russian troops attacked Robotyne.", encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(path), "--sentence", "1"])
    assert result.exit_code == 0
    assert "  1 Russian troops *attacked* [Robotyne]." in result.stdout
    assert "Poland" not in result.stdout
    assert CliRunner().invoke(app, ["explain", str(path), "--sentence", "9"]).exit_code == 2


def test_command_refuses_clearly(tmp_path: Path) -> None:
    """A file without a date is an error with the way out."""
    path = tmp_path / "report.txt"
    path.write_text("Russian troops attacked Robotyne.", encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no date" in result.stderr
    assert CliRunner().invoke(app, ["explain", str(path), "--date", "2023-07-08"]).exit_code == 0


def test_details_are_lines() -> None:
    """A newline in a sentence does not break the lay-out of what stands below it."""
    explanation = analytics.explain("Russian troops attacked\nRobotyne.", date=DAY)
    assert all("\n" not in line for sentence in explanation.sentences for line in detail_lines(sentence))
