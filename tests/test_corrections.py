"""Corrections: each field, what no longer fits and why, and that they survive every way of reading."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import nbformat
import polars as pl
import pytest
from typer.testing import CliRunner

import analytics
from analytics.charts.tables import claim_rows, diplomacy_rows, mention_rows
from analytics.cli import app
from analytics.codebook import load_codebook
from analytics.errors import CorrectionError, CorrectionWarning
from analytics.extraction.correcting import Corrected, apply_corrections
from analytics.extraction.corrections import read_corrections
from analytics.notebook import open_outcomes, open_timeline

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Russian forces attacked Robotyne and shelled Orikhiv on July 7. Ukrainian officials claimed that Ukrainian \
forces captured Bilohorivka.

Poland accused Turkey of delay. Russian forces advanced near Kreminna. They also attacked the village overnight."""
BOOK = load_codebook()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2023-07-08.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "2023-07-09.txt").write_text(
        "Nothing was reported on this quiet day by the desk.", encoding="utf-8"
    )
    return tmp_path / "in"


def write(folder: Path, *entries: str) -> Path:
    """Write corrections of the report; each has a reason."""
    path = folder / "corrections.toml"
    head = '[[correction]]\nreport = "2023-07-08"\nwhy = "seen by an analyst"\n'
    path.write_text("\n".join(head + entry for entry in entries), encoding="utf-8")
    return path


def corrected(folder: Path, *entries: str) -> Corrected:
    """Extract the folder with some corrections."""
    write(folder, *entries)
    reading = analytics.read_reports(folder)
    return apply_corrections(analytics.extract(reading.reports), read_corrections(reading.corrections), BOOK)


def problem(folder: Path, entry: str) -> str:
    """Why a correction does not fit; nothing is changed by it."""
    before = analytics.extract(analytics.read_reports(folder).reports)
    result = corrected(folder, entry)
    for name in ("mentions", "claims", "diplomacy"):
        assert getattr(before, name).equals(getattr(result.timeline, name))
    (row,) = result.outcomes.to_dicts()
    assert row["rows"] == 0
    return str(row["problem"])


def claim(result: Corrected, trigger: str) -> dict[str, object]:
    """The one claim of a trigger."""
    return result.timeline.claims.row(by_predicate=pl.col("trigger") == trigger, named=True)


# ---------------------------------------------------------------------- what fits


def test_side_is_corrected_with_what_hangs_on_it(folder: Path) -> None:
    """The side's list and the flag of a claim against interest follow; the row says why; the others stay."""
    result = corrected(folder, 'quote = "captured Bilohorivka"\nfield = "side"\nvalue = "Russia"')
    row = claim(result, "captured")
    assert (row["actor"], row["sides"], row["against_interest"]) == ("RU", ["RU"], True)
    assert row["corrected"] == "seen by an analyst"
    assert result.outcomes["rows"].to_list() == [1]


def test_other_rows_are_untouched(folder: Path) -> None:
    """Only the row that is meant carries the mark."""
    result = corrected(folder, 'quote = "captured Bilohorivka"\nfield = "side"\nvalue = "RU"')
    assert result.timeline.claims["corrected"].drop_nulls().to_list() == ["seen by an analyst"]
    plain = analytics.extract(analytics.read_reports(folder).reports)
    rest = pl.col("trigger") != "captured"
    assert result.timeline.claims.filter(rest).equals(plain.claims.filter(rest))
    assert result.timeline.mentions.equals(plain.mentions)


def test_both_sides_are_named(folder: Path) -> None:
    """A fight of both sides lists them."""
    result = corrected(folder, 'quote = "advanced near Kreminna"\nfield = "actor"\nvalue = "both"')
    row = claim(result, "advanced")
    assert (row["actor"], row["sides"]) == ("both", [entry["id"] for entry in BOOK.table("side")])


def test_kind_and_credence_and_claimant(folder: Path) -> None:
    """Several corrections of one record; a record is picked by what was extracted."""
    result = corrected(
        folder,
        'quote = "captured Bilohorivka"\nfield = "kind"\nvalue = "advance"',
        'quote = "captured Bilohorivka"\nkind = "capture"\nfield = "credence"\nvalue = "doubted"',
        'quote = "captured Bilohorivka"\nfield = "claimant"\nvalue = "author"',
    )
    row = claim(result, "captured")
    assert (row["kind"], row["credence"], row["claimant"], row["claimant_text"]) == ("advance", "doubted", "author", "")
    assert result.outcomes["problem"].to_list() == [None, None, None]


def test_event_false_takes_the_record_out(folder: Path) -> None:
    """No event is no row; the trigger picks which."""
    result = corrected(folder, 'quote = "attacked Robotyne and shelled"\nevent = false\ntrigger = "shelled"')
    assert "shelled" not in result.timeline.claims["trigger"].to_list()
    assert result.outcomes.select("field", "value", "rows").row(0) == ("event", "false", 1)


def test_diplomacy_is_corrected_too(folder: Path) -> None:
    """The kind of an act, and an act that is none."""
    result = corrected(folder, 'quote = "accused Turkey"\nfield = "kind"\nvalue = "protest"')
    assert result.timeline.diplomacy.select("kind", "corrected").rows() == [("protest", "seen by an analyst")]
    assert corrected(folder, 'quote = "accused Turkey"\nevent = false').timeline.diplomacy.is_empty()


@pytest.mark.parametrize("by", ["place_id", "place"])
def test_place_by_id_or_name(folder: Path, by: str) -> None:
    """Mention and claim get the place, its coordinates and its theater."""
    plain = analytics.extract(analytics.read_reports(folder).reports).mentions
    value = plain.row(by_predicate=pl.col("surface") == "Kreminna", named=True)[by]
    result = corrected(folder, f'quote = "attacked Robotyne"\nsurface = "Robotyne"\nfield = "place"\nvalue = "{value}"')
    mention = result.timeline.mentions.row(by_predicate=pl.col("surface") == "Robotyne", named=True)
    assert (mention["place"], mention["theater"], mention["decided_by"]) == ("Kreminna", "luhansk", "correction")
    assert mention["candidates"][0] == mention["place_id"]
    row = result.timeline.claims.row(by_predicate=pl.col("surface") == "Robotyne", named=True)
    assert (row["place"], row["theater"], row["lat"]) == ("Kreminna", "luhansk", mention["lat"])
    assert "Orikhiv" in result.timeline.claims["place"].to_list()


def test_place_follows_where_it_is_carried(folder: Path) -> None:
    """A claim of the next sentence that carries the place over is corrected with it."""
    plain = analytics.extract(analytics.read_reports(folder).reports).claims
    assert plain.filter("carried")["place"].to_list() == ["Kreminna"]
    result = corrected(folder, 'quote = "advanced near Kreminna"\nfield = "place"\nvalue = "Svatove"')
    assert result.timeline.claims.filter("carried")["place"].to_list() == ["Svatove"]
    assert result.outcomes["rows"].to_list() == [3]


def test_place_without_quote_holds_for_the_report(folder: Path) -> None:
    """A name that the whole report means otherwise needs one correction."""
    result = corrected(folder, 'surface = "kreminna"\nfield = "place"\nvalue = "none"')
    rows = result.timeline.mentions.filter(pl.col("surface") == "Kreminna")
    assert rows.select("place", "lat", "theater", "match").rows() == [(None, None, "none", "unresolved")]


# ---------------------------------------------------------------------- what does not fit


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('quote = "took the moon"\nfield = "kind"\nvalue = "hold"', "no sentence has these words"),
        ('quote = "Russian forces"\nfield = "kind"\nvalue = "hold"', "2 sentences have these words; quote more"),
        (
            'quote = "attacked Robotyne"\nfield = "side"\nvalue = "UA"',
            "several records in that sentence: attack (attacked), strike",
        ),
        (
            'quote = "attacked Robotyne"\nkind = "hold"\nfield = "side"\nvalue = "UA"',
            "no such record in that sentence; it has attack",
        ),
        ('quote = "captured Bilohorivka"\nfield = "side"\nvalue = "Atlantis"', "no actor 'Atlantis'; expected one of"),
        ('quote = "captured Bilohorivka"\nfield = "kind"\nvalue = "dance"', "no kind 'dance'; expected one of"),
        ('quote = "captured Bilohorivka"\nfield = "credence"\nvalue = "sure"', "expected one of confirmed, stated"),
        ('quote = "captured Bilohorivka"\nfield = "kind"\nvalue = "capture"', "needless"),
        (
            'quote = "attacked Robotyne"\nfield = "place"\nvalue = "Kreminna"',
            "several names there: Robotyne, Orikhiv; say which",
        ),
        ('quote = "attacked Robotyne"\nsurface = "Lyman"\nfield = "place"\nvalue = "Kreminna"', "no such name there"),
        (
            'quote = "advanced near Kreminna"\nfield = "place"\nvalue = "Novoselivka"',
            "places of that name: Novoselivka",
        ),
        ('quote = "advanced near Kreminna"\nfield = "place"\nvalue = "Qwertzuiop"', "no such place"),
        ('quote = "advanced near Kreminna"\nfield = "place"\nvalue = "Kreminna"', "needless"),
        ('quote = "advanced near Kreminna"\nfield = "mood"\nvalue = "bad"', "field 'mood'; expected one of"),
        ('quote = "advanced near Kreminna"\nfeild = "kind"\nvalue = "hold"', "unknown key feild"),
        ('quote = "advanced near Kreminna"\nfield = "kind"', "no value"),
        ('quote = "advanced near Kreminna"\nevent = true', "expected `event = false`"),
        ('field = "kind"\nvalue = "hold"', "no quote"),
    ],
)
def test_what_does_not_fit_is_named(folder: Path, entry: str, reason: str) -> None:
    """The outcome says why, and nothing is changed."""
    assert reason in problem(folder, entry)


def test_a_misspelt_key_leaves_no_empty_field(tmp_path: Path) -> None:
    """Its line says that no field is named."""
    path = tmp_path / "corrections.toml"
    path.write_text('[[correction]]\nreport = "r.txt"\nquote = "q"\nfeild = "kind"\nvalue = "hold"\nwhy = "y"\n')
    (read,) = read_corrections(path)
    assert (read.field, (read.problem or "").split(";")[0]) == ("no field", "unknown key feild")


def test_unknown_report_is_named(folder: Path) -> None:
    """So is the correction of a report that was not read; one of a report left out by its day is not."""
    entry = '[[correction]]\nreport = "{}"\nquote = "x"\nevent = false\nwhy = "y"\n'
    path = folder / "corrections.toml"
    path.write_text(entry.format("2023-08-01.txt") + entry.format("2023-07-09.txt"), encoding="utf-8")
    reports = analytics.read_reports(folder).reports
    some = analytics.extract(reports.filter(pl.col("date") == dt.date(2023, 7, 8)))
    outcomes = apply_corrections(some, read_corrections(path), BOOK, reports=reports).outcomes
    assert outcomes.select("number", "problem").rows() == [(1, "no such report was read")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[correction]\n", "expected TOML in UTF-8"),
        ('[[corection]]\nreport = "r"\n', "other keys: corection; expected a list of"),
        ('correction = "x"\n', "no list; expected a list of"),
    ],
)
def test_broken_file_is_an_error(folder: Path, text: str, reason: str) -> None:
    """Corrections are never left out in silence: the whole run stops, and says where."""
    (folder / "corrections.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"corrections\.toml: ") as caught:
        read_corrections(folder / "corrections.toml")
    assert reason in str(caught.value)
    result = CliRunner().invoke(app, ["extract", str(folder)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "corrections.toml" in result.stderr


# ---------------------------------------------------------------------- every way in


def test_extract_applies_and_warns(folder: Path) -> None:
    """In a script: the file that the reading found, and a warning for what does not fit."""
    write(folder, 'quote = "accused Turkey"\nevent = false', 'quote = "took the moon"\nevent = false')
    reading = analytics.read_reports(folder)
    assert [path.name for path in reading.corrections] == ["corrections.toml"]
    with pytest.warns(CorrectionWarning, match=r"corrections\.toml, correction 2 \(2023-07-08, event\): no sentence"):
        timeline = analytics.extract(reading.reports, corrections=reading.corrections)
    assert timeline.diplomacy.is_empty()


def test_corrections_survive_the_next_extraction(folder: Path) -> None:
    """Twice the same bytes: the file is applied anew, whatever the order of reports."""
    write(folder, 'quote = "captured Bilohorivka"\nfield = "credence"\nvalue = "denied"')
    reading = analytics.read_reports(folder)
    first = analytics.extract(reading.reports, corrections=reading.corrections)
    again = analytics.extract(reading.reports.reverse(), corrections=reading.corrections)
    assert first.claims.equals(again.claims)


def test_command_line_finds_the_file(folder: Path) -> None:
    """The summary counts, what does not fit is listed, and the exit code stays 0."""
    write(folder, 'quote = "accused Turkey"\nevent = false', 'quote = "took the \\u001b[31mmoon"\nevent = false')
    result = CliRunner().invoke(app, ["extract", str(folder)])
    assert result.exit_code == 0
    assert "; 1 row corrected" in result.stderr
    assert (
        "1 correction does not fit:\n  corrections.toml, correction 2 (2023-07-08, event): no sentence" in result.stderr
    )
    assert "\x1b" not in result.stderr
    families = [json.loads(line)["family"] for line in result.stdout.splitlines()]
    assert "diplomacy" not in families
    summary = json.loads(CliRunner().invoke(app, ["extract", str(folder), "--json"]).stderr)
    assert (summary["corrected"], len(summary["unfit"])) == (1, 1)


def test_notebook_sees_corrections_and_their_outcomes(folder: Path) -> None:
    """A notebook on reports has the corrected rows, and what became of each correction."""
    write(folder, 'quote = "captured Bilohorivka"\nfield = "credence"\nvalue = "denied"')
    record = open_timeline("", str(folder), BOOK)
    assert record.claims["corrected"].drop_nulls().len() == 1
    assert open_outcomes("", str(folder), BOOK)["rows"].to_list() == [1]
    assert open_outcomes(str(folder), "", BOOK).is_empty()


def test_no_file_no_outcome(folder: Path) -> None:
    """Reports without corrections are as they were."""
    reading = analytics.read_reports(folder)
    assert reading.corrections == ()
    assert analytics.extract(reading.reports).claims["corrected"].is_null().all()


def test_tables_show_what_was_corrected(folder: Path) -> None:
    """The source sentences under a chart say that an analyst corrected a row, and why."""
    timeline = corrected(
        folder,
        'quote = "captured Bilohorivka"\nfield = "credence"\nvalue = "denied"',
        'quote = "accused Turkey"\nfield = "credence"\nvalue = "doubted"',
        'quote = "advanced near Kreminna"\nfield = "place"\nvalue = "Svatove"',
    ).timeline
    claims, acts, mentions = (rows(timeline, BOOK) for rows in (claim_rows, diplomacy_rows, mention_rows))
    why = " (corrected: seen by an analyst)"
    assert f"denied{why}" in claims["credence"].to_list()
    assert acts["credence"].to_list() == [f"doubted{why}"]
    assert f"Svatove{why}" in mentions["place"].to_list()
    assert (
        sum("corrected" in text for text in claims["credence"]) == 3
    )  # the claim, and two that Kreminna is the place of


NOTEBOOK = """from analytics.codebook import load_codebook
from analytics.notebook import open_outcomes, open_timeline
record = open_timeline(timeline, reports_path, load_codebook())
print(record.claims["corrected"].drop_nulls().to_list())
print(open_outcomes(timeline, reports_path, load_codebook())["problem"].to_list())"""


def test_export_applies_and_tells(folder: Path, tmp_path: Path) -> None:
    """A page is made from corrected rows, its notebook sees the outcomes, and the summary has them."""
    write(
        folder, 'quote = "captured Bilohorivka"\nfield = "credence"\nvalue = "denied"', 'quote = "moon"\nevent = false'
    )
    cells = [
        nbformat.v4.new_code_cell('timeline = ""\nreports_path = ""', metadata={"tags": ["parameters"]}, id="first")
    ]
    notebook = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell(NOTEBOOK, id="second")])
    path = tmp_path / "own.ipynb"
    nbformat.write(notebook, path)
    made = analytics.export([folder], notebooks=[path], out=tmp_path / "pages", since=dt.date(2023, 7, 8))
    assert made.corrections["problem"].to_list() == [None, "no sentence has these words"]
    page = made.pages[0].read_text(encoding="utf-8")
    assert "seen by an analyst" in page
    assert "no sentence has these words" in page
