"""Boilerplate is taken out by rules of the codebook, counted, and never by what other reports say."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import extract, prose, trends
from analytics.charts import quality_tables
from analytics.checking import check_codebook
from analytics.codebook import load_codebook
from analytics.errors import CodebookError, ReportError
from analytics.notebook import REMOVED, open_removed
from analytics.reports import read_reports, report_of_text
from analytics.reports.boilerplate import without_boilerplate
from analytics.schema import Removals
from analytics.timelines import write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.codebook import Codebook
    from analytics.schema import Timeline

BOOK = load_codebook()
ENTRIES = BOOK.table("boilerplate")
PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning."
CLICK = "Click here for the desk's map of the valley."
SAID = [text for entry in ENTRIES for key in ("examples", "counterexamples") for text in entry[key]]


def book_with(**entry: Any) -> Codebook:
    """The codebook with one more entry."""
    rows = (*ENTRIES, {"id": "mine"} | entry)
    return replace(BOOK, tables=BOOK.tables | {"boilerplate": rows}, digest=repr(entry))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{CLICK}\n\n{PROSE}\n", f"{PROSE}\n"),
        (f"{PROSE}\n\n{CLICK}\n\n{PROSE}", f"{PROSE}\n\n{PROSE}"),
        (f"{PROSE}\n{CLICK}\n\n{PROSE}", f"{PROSE}\n\n{PROSE}"),
        (f"{PROSE} {CLICK} {PROSE}", f"{PROSE} {PROSE}"),
        (f"{PROSE}\r\n\r\n- {CLICK}\r\n- {PROSE}\r\n", f"{PROSE}\r\n\r\n- {PROSE}\r\n"),
        (f"{PROSE[:-1]}.[1][12] {PROSE}\n", f"{PROSE} {PROSE}\n"),
        (f"{PROSE}\n\n{CLICK}", PROSE),
        (f"{PROSE}\nYOU\u2019RE \t RECEIVING this as a friend of the desk.", PROSE),
        (f"{PROSE}\nCLICK  HERE for more.", PROSE),
    ],
)
def test_what_is_left_is_as_it_was(text: str, kept: str) -> None:
    """A sentence, a line or a mark goes with the white space that parted it; a blank line still parts paragraphs."""
    assert without_boilerplate(text, BOOK).text == kept


@pytest.mark.parametrize(
    "text",
    [
        f"  {PROSE}\r\nwas cro\u00adssed;\tthe mill\u2028is empty.  \r",
        "Robotyne[sic] fell on [9] May.",
        f"{PROSE}\n\n\n\n\n  {PROSE}",
        "The fire took 12 km\u00b2, said a man with 3\u00b2 cows.",
    ],
)
def test_a_text_without_boilerplate_stays_to_the_character(text: str) -> None:
    """No space is tidied where nothing goes."""
    assert without_boilerplate(text, BOOK).text == text


PARTS = st.tuples(
    st.sampled_from([*SAID, "[1]", "[", "12]", "\u00b9", PROSE]), st.sampled_from(["", " ", "\n", "\n\n", ". "])
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS))
def test_nothing_is_lost_and_a_second_time_finds_nothing(parts: list[tuple[str, str]]) -> None:
    """Kept text and pieces hold every character that is not white; what was kept holds no boilerplate."""
    text = "".join(a + b for a, b in parts)
    done = without_boilerplate(text, BOOK)
    book_pieces = "".join(piece.text for piece in done.pieces)
    if all(piece.text for piece in done.pieces):
        assert Counter("".join((done.text + book_pieces).split())) == Counter("".join(text.split()))
    assert without_boilerplate(done.text, BOOK).pieces == ()


def test_a_longer_unit_stays() -> None:
    """There may be news in a sentence of over 40 words, however it opens."""
    long = "Click here " + "and there " * 25 + "said the ferryman."
    assert without_boilerplate(long, BOOK).text == long


def test_rules_of_messages_leave_reports_alone() -> None:
    """A report may greet and sign; a message loses that, and what it loses is counted but not kept."""
    text = f"Dear Olena,\n\n{PROSE} Write to desk@valley.example.\n\nKind regards,\nIvan L.\nRiver Street 1"
    assert without_boilerplate(text, BOOK).text == text
    message = without_boilerplate(text, BOOK, message=True)
    assert message.text == f"{PROSE} Write to ."
    assert {piece.text for piece in message.pieces} == {""}
    assert {piece.rule for piece in message.pieces} == {"greeting", "mail address", "sign-off"}


@pytest.mark.parametrize(
    "text", ["[1" * 200_000, "\n" * 500_000, "Click here " * 50_000, "> " * 200_000, "a@" * 300_000]
)
def test_hostile_text_ends(text: str) -> None:
    """What nests, repeats or never ends a line is read through like any other."""
    assert len(without_boilerplate(text, BOOK, message=True).text) <= len(text)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"unit": "page", "opens": ["x"]}, "unit 'page'; expected a sentence, line or mark"),
        ({"unit": "line"}, "neither `is`, `opens`, `contains` nor `pattern`; expected a sentence, line or mark"),
        ({"unit": "mark", "pattern": "("}, "a pattern that is none"),
    ],
)
def test_a_broken_entry_is_named(entry: dict[str, Any], message: str) -> None:
    """An analyst's own entry is told by its id what it lacks."""
    with pytest.raises(CodebookError, match=r"\[\[boilerplate\]\] mine: ") as raised:
        without_boilerplate(PROSE, book_with(**entry))
    assert message in str(raised.value)


def test_an_entry_of_one_s_own_is_used() -> None:
    """The first words of an idle paragraph are enough."""
    book = book_with(unit="line", opens=["the valley desk wishes"])
    assert without_boilerplate(f"{PROSE}\n\nThe Valley Desk  wishes all a good night.", book).text == PROSE


def test_the_manual_s_entry_works(tmp_path: Path) -> None:
    """The lines of the README, put into a codebook of one's own, take out what they show, and `check` finds nothing."""
    manual = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    entry = re.search(r"```toml\n(\[\[boilerplate\]\].*?)```", manual, re.DOTALL)
    assert entry
    (tmp_path / "codebook.toml").write_text('extends = "ukraine"\n', encoding="utf-8")
    (tmp_path / "boilerplate.toml").write_text(entry[1], encoding="utf-8")
    book = load_codebook(tmp_path)
    text = next(iter(tomllib.loads(entry[1])["boilerplate"]))["examples"][0]
    assert without_boilerplate(f"{PROSE}\n\n{text}", book).text == PROSE
    assert list(check_codebook(book)) == []


# ---------------------------------------------------------------------- in reports


def put(folder: Path, *, click: str = CLICK, days: int = 8) -> Path:
    """Reports of some days: each with an invitation, and a paragraph that is the same each day."""
    folder.mkdir(exist_ok=True)
    same = "Guns of the northern battery stood in the quarry all day long and did not fire once."
    for day in range(1, days + 1):
        text = f"{click}\n\nRussian forces captured Robotyne, hour {day}.\n\n{same}\n"
        (folder / f"2023-07-0{day}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_report_reads_the_same_alone_and_among_others(tmp_path: Path) -> None:
    """Text, id and what was taken out depend on the report alone, so a store knows it again."""
    folder = put(tmp_path / "in")
    together = read_reports(folder)
    for number, path in enumerate(sorted(folder.iterdir())):
        alone = read_reports(path)
        assert alone.reports.equals(together.reports[number])
        assert alone.removed.equals(together.removed.filter(pl.col("report_id") == alone.reports["report_id"][0]))
    assert together.removed.select("rule", "text", "n").unique().rows() == [("invitation", CLICK, 1)]


def test_the_page_around_a_report_is_no_part_of_its_id(tmp_path: Path) -> None:
    """The same report under another invitation is the same report."""
    ids = [
        read_reports(put(tmp_path / name, click=click)).reports["report_id"]
        for name, click in (("a", CLICK), ("b", "Subscribe to our letter."))
    ]
    assert ids[0].to_list() == ids[1].to_list()


def test_offsets_are_those_of_the_kept_text(tmp_path: Path) -> None:
    """Every record's quote stands in the report's text where the record says."""
    timeline = extract(read_reports(put(tmp_path / "in")).reports)
    text = dict(timeline.reports.select("report_id", "text").rows())
    rows = timeline.claims.to_dicts()
    assert len(rows) == 8
    assert all(text[row["report_id"]][row["start"] : row["end"]] == row["quote"] for row in rows)
    assert not any("Click" in each for each in text.values())


def test_a_stored_timeline_gives_the_same_reports_again(tmp_path: Path) -> None:
    """What was kept is kept."""
    reading = read_reports(put(tmp_path / "in"))
    write_timeline(extract(reading.reports), tmp_path / "t.jsonl", "jsonl")
    again = read_reports(tmp_path / "t.jsonl")
    assert again.reports.select("report_id", "text", "sha256").equals(
        reading.reports.select("report_id", "text", "sha256")
    )
    assert again.removed.is_empty()


def test_nothing_but_boilerplate_is_refused() -> None:
    """A text of which nothing is left is no quiet day."""
    with pytest.raises(ReportError, match="nothing but boilerplate \\(invitation, rights\\); expected a report"):
        report_of_text(f"{CLICK}\n\n\u00a9 2023 The Valley Desk", date="2023-07-10")


# ---------------------------------------------------------------------- on the page


@pytest.fixture(name="read_in")
def _read_in(tmp_path: Path) -> tuple[Timeline, Any]:
    reading = read_reports(put(tmp_path / "in"))
    return extract(reading.reports), reading.removed


def test_what_was_left_out_is_counted(read_in: tuple[Timeline, Any]) -> None:
    """Rule, times, reports and words; the sentence above the table says how much of all that is."""
    timeline, removed = read_in
    assert trends.removed_texts(removed, timeline).rows() == [("invitation", CLICK, 8, 8, 72)]
    said = prose.removals(removed, timeline).text
    assert "8 pieces of boilerplate are taken out of 8 of 8 reports: 72 words," in said
    rows = quality_tables.removed_rows(removed, timeline, BOOK)
    assert rows.row(0, named=True) == {"rule": "invitation", "times": 8, "reports": 8, "quote": CLICK}
    assert "quote" not in quality_tables.removed_rows(removed, timeline, BOOK, quotes="none").columns


def test_nothing_left_out_is_said(read_in: tuple[Timeline, Any]) -> None:
    """An empty table comes with a sentence, and reports outside the period do not count."""
    timeline, removed = read_in
    assert "No report of this period" in prose.removals(Removals.create_empty(), timeline).text
    other = removed.with_columns(report_id=pl.lit("another"))
    assert trends.removed_texts(other, timeline).is_empty()


def test_a_paragraph_of_many_reports_is_kept_and_listed(read_in: tuple[Timeline, Any]) -> None:
    """It may be news that still holds: the analyst judges. What was taken out is not listed again."""
    timeline, _ = read_in
    ((text, reports, first, last),) = trends.standing_paragraphs(timeline).rows()
    assert (text[:20], reports, first, last) == ("Guns of the northern", 8, dt.date(2023, 7, 1), dt.date(2023, 7, 8))
    assert timeline.reports["text"].str.contains("Guns of the northern").all()
    assert quality_tables.standing_rows(timeline, BOOK).columns == ["reports", "first", "last", "quote"]


def test_a_paragraph_of_few_reports_is_not_listed(tmp_path: Path) -> None:
    """Five days are a working week."""
    timeline = extract(read_reports(put(tmp_path / "in", days=5)).reports)
    assert trends.standing_paragraphs(timeline).is_empty()


def test_a_notebook_finds_it_stored_or_reads_it(tmp_path: Path, tell: Callable[..., Timeline]) -> None:
    """Beside a stored timeline, else from the reports; a timeline stored without has none."""
    folder = put(tmp_path / "in")
    removed = read_reports(folder).removed
    assert open_removed("", str(folder), BOOK).equals(removed)
    write_timeline(tell([("2023-07-01", PROSE)]), tmp_path / "t", "parquet")
    assert open_removed(str(tmp_path / "t"), "", BOOK).is_empty()
    removed.write_parquet(tmp_path / "t" / REMOVED)
    assert open_removed(str(tmp_path / "t"), "", BOOK).equals(removed)
