"""Reports read from files: every format, every place a date may stand, every bad input named."""

import datetime as dt
import io
import json
import os
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.codebook import load_codebook
from analytics.errors import ReportError
from analytics.reports import Reading, read_reports
from analytics.reports.dates import Calendar, dateline, dates_in, day_of, name_dates
from analytics.reports.decoding import LIMIT
from analytics.reports.language import language_test
from analytics.schema import Refusals, Reports

PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning.\n"
OTHER = "The gunners left the ridge before dawn, according to the ferryman who had counted them.\n"
BOOK = load_codebook()
CALENDAR = Calendar(
    tuple((word, row["number"]) for row in BOOK.table("month") for word in row["words"]), BOOK.settings["timezone"]
)
DAY = dt.date(2023, 7, 10)


def put(folder: Path, name: str, content: str | bytes = PROSE) -> Path:
    """Write a file below a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(reading: Reading) -> dict[str, object]:
    """The only refusal of a reading."""
    (row,) = reading.refused.iter_rows(named=True)
    return row


def read_beside_good(folder: Path, name: str, content: str | bytes) -> Reading:
    """Read a file with a good report beside it."""
    put(folder, "2023-07-01-good.txt", OTHER)
    put(folder, name, content)
    return read_reports(folder)


# ---------------------------------------------------------------------- what is read


def test_a_folder_gives_the_schema_sorted(tmp_path: Path) -> None:
    """Folders are read with those below, sorted by date; paths are relative to the folder."""
    put(tmp_path, "b/2023-07-09.txt")
    put(tmp_path, "2023-07-10.TXT", OTHER)
    reading = read_reports(tmp_path)
    assert reading.reports["path"].to_list() == ["b/2023-07-09.txt", "2023-07-10.TXT"]
    assert reading.reports.schema == Reports.create_empty().schema
    assert reading.refused.schema == Refusals.create_empty().schema
    assert reading.refused.is_empty()
    assert reading.reports["words"].to_list() == [17, 15]
    assert reading.reports["language"].unique().to_list() == ["en"]


def test_the_text_is_untouched(tmp_path: Path) -> None:
    """Line ends, soft hyphens and spaces stay: offsets refer to them."""
    text = "  The ford\r\nwas cro\u00adssed by the sappers;\tthe mill\u2028is empty.  \r"
    put(tmp_path, "2023-07-10.txt", text)
    assert read_reports(tmp_path).reports["text"].to_list() == [text]


def test_the_verb_answers_alike_twice(tmp_path: Path) -> None:
    """A second call reads the same."""
    put(tmp_path, "2023-07-10.txt")
    assert read_reports(tmp_path).reports.equals(read_reports(str(tmp_path)).reports)


@pytest.mark.parametrize("ending", ["jsonl", "ndjson", "csv", "parquet"])
def test_tables_give_a_report_a_row(tmp_path: Path, ending: str) -> None:
    """JSON lines, CSV and Parquet hold the columns date, text and, if they like, report_id, source, title."""
    rows = [
        {"date": "2023-07-09", "text": PROSE, "report_id": "one", "source": "s", "title": "t, u"},
        {"date": "2023-07-10", "text": OTHER, "report_id": "two", "source": None, "title": ""},
    ]
    frame, path = pl.DataFrame(rows), tmp_path / f"dump.{ending}"
    writers = {"csv": frame.write_csv, "parquet": frame.write_parquet}
    writers.get(ending, frame.write_ndjson)(path)
    reports = read_reports(path).reports
    assert reports.select("report_id", "date", "source", "title", "date_source", "path").rows() == [
        ("one", dt.date(2023, 7, 9), "s", "t, u", "column", path.name),
        ("two", DAY, None, None, "column", path.name),
    ]
    assert reports["text"].to_list() == [PROSE, OTHER]


def test_a_table_may_say_id_and_dates_of_any_kind(tmp_path: Path) -> None:
    """`id` serves as report_id; days, times and numbers serve as dates."""
    days = [DAY, dt.datetime(2023, 7, 10, 22, 30, tzinfo=dt.UTC)]
    for number, day in enumerate(days):
        frame = pl.DataFrame({"ID": [f"n{number}"], "Date": [day], "text": [PROSE + str(number)]})
        frame.rename({"ID": "id", "Date": "date"}).write_parquet(tmp_path / f"{number}.parquet")
    put(tmp_path, "2.jsonl", json.dumps({"id": 7, "date": 20230712, "text": OTHER}))
    rows = read_reports(tmp_path).reports.select("report_id", "date").rows()
    assert rows == [("n0", DAY), ("n1", dt.date(2023, 7, 11)), ("7", dt.date(2023, 7, 12))]


def test_csv_may_use_semicolons_and_long_cells(tmp_path: Path) -> None:
    """A spreadsheet's semicolons, quoted line ends and cells over the csv module's own limit are read."""
    long = (PROSE * 3000).strip()
    put(tmp_path, "d.csv", f'\ufeffDate;Text;title\n2023-07-10;"{long}";a "b" c\n')
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["text"], row["title"]) == (long, 'a "b" c')


def test_front_matter_tells_and_leaves_the_text(tmp_path: Path) -> None:
    """Markdown's front matter gives the columns and is no text."""
    put(tmp_path, "a.md", f"---\ndate: 2023-07-10\nTitle: Ford\nsource: desk\nreport_id: f1\n---\n\n# Ford\n\n{PROSE}")
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["report_id"], row["date"], row["date_source"]) == ("f1", DAY, "front matter")
    assert (row["title"], row["source"], row["text"]) == ("Ford", "desk", f"# Ford\n\n{PROSE}")


@pytest.mark.parametrize(
    "text", [f"---\n{PROSE}", f"---\n{PROSE}---\n{OTHER}", f"Lead\n---\ndate: 2020-01-01\n---\n{PROSE}"]
)
def test_a_rule_is_no_front_matter(tmp_path: Path, text: str) -> None:
    """Three dashes above prose take nothing away."""
    put(tmp_path, "2023-07-10.md", text)
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["text"], row["date"]) == (text, DAY)


def test_a_sidecar_tells_all(tmp_path: Path) -> None:
    """NAME.toml beside NAME.txt gives every column, its own words about the date, and what a page must say."""
    put(tmp_path, "a.txt")
    put(
        tmp_path,
        "a.toml",
        'date = 2023-07-10\nsource = "desk"\ntitle = "Ford"\nreport_id = "f1"\nlicence = "unknown"\n'
        'date_source = "inferred: market day"\norigin = "made up"\nnote = "for tests"',
    )
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["report_id"], row["date"], row["date_source"]) == ("f1", DAY, "inferred: market day")
    assert (row["source"], row["title"], row["note"]) == ("desk", "Ford", "made up; for tests")


def test_standard_input_is_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads one text; it has no path."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROSE.encode())))
    row = read_reports("-", date="2023-07-10", source="pipe").reports.row(0, named=True)
    assert (row["text"], row["path"], row["date_source"], row["source"]) == (PROSE, None, "option", "pipe")
    assert not list(tmp_path.iterdir())


def test_standard_input_may_be_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` that begins with a brace is read a report a line."""
    lines = [json.dumps({"date": f"2023-07-0{day}", "text": PROSE}) for day in (1, 2)]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    assert read_reports(["-"]).reports["date"].to_list() == [dt.date(2023, 7, 1), dt.date(2023, 7, 2)]


def test_a_pattern_names_files_below_its_fixed_part(tmp_path: Path) -> None:
    """Patterns work as in a shell, `**` too; what holds no report is passed over."""
    put(tmp_path, "x/y/2023-07-10.txt")
    put(tmp_path, "x/2023-07-09.txt", OTHER)
    put(tmp_path, "x/2023-07-09.toml", 'title = "T"')
    assert read_reports(str(tmp_path / "x" / "2023*")).reports["path"].to_list() == ["2023-07-09.txt"]
    both = read_reports(str(tmp_path / "x" / "**" / "*"))
    assert both.reports["path"].to_list() == ["2023-07-09.txt", "y/2023-07-10.txt"]
    assert both.refused.is_empty()


def test_a_stored_timeline_gives_its_reports(tmp_path: Path) -> None:
    """Lines of other families are no reports, and no refusals either."""
    rows = [{"family": "report", "date": "2023-07-10", "text": PROSE}, {"family": "mention", "surface": "Brod"}]
    put(tmp_path, "t.jsonl", "\n".join(map(json.dumps, rows)))
    reading = read_reports(tmp_path)
    assert (reading.reports.height, reading.refused.height) == (1, 0)


# ---------------------------------------------------------------------- identity and order


def test_order_of_input_does_not_matter(tmp_path: Path) -> None:
    """Equal inputs give equal frames however they are named."""
    paths = [put(tmp_path, f"{side}/2023-07-0{day}.txt", PROSE + str(day % 3)) for side in "ab" for day in range(1, 6)]
    one, two = read_reports(paths), read_reports([*reversed(paths), tmp_path, paths[0]])
    assert one.reports.drop("path").equals(two.reports.drop("path"))
    assert one.refused["found"].to_list() != []
    assert read_reports(paths[::-1]).refused.equals(one.refused)


def test_ids_are_hashes_of_source_date_and_text(tmp_path: Path) -> None:
    """An id does not depend on the file's name or place, and differs with source, date or text."""
    put(tmp_path, "2023-07-10.txt")
    put(tmp_path, "deep/10 July 2023.txt", OTHER)
    ids = read_reports(tmp_path).reports["report_id"].to_list()
    (tmp_path / "2023-07-10.txt").rename(tmp_path / "20230710.txt")
    assert read_reports(tmp_path).reports["report_id"].to_list() == ids
    assert set(read_reports(tmp_path, source="s").reports["report_id"]).isdisjoint(ids)
    assert set(read_reports(tmp_path, date="2023-07-11").reports["report_id"]).isdisjoint(ids)


def test_two_reports_of_one_day_are_fine(tmp_path: Path) -> None:
    """Different texts of a day both stay."""
    put(tmp_path, "2023-07-10-a.txt")
    put(tmp_path, "2023-07-10-b.txt", OTHER)
    assert read_reports(tmp_path).reports.height == 2


def test_an_equal_text_of_the_day_is_refused_and_named(tmp_path: Path) -> None:
    """The second of two equal texts is refused; spaces do not make them differ; another day does."""
    put(tmp_path, "2023-07-10-a.txt")
    put(tmp_path, "2023-07-10-b.txt", PROSE.replace(" ", "  "))
    put(tmp_path, "2023-07-11.txt")
    reading = read_reports(tmp_path)
    assert reading.reports["path"].to_list() == ["2023-07-10-a.txt", "2023-07-11.txt"]
    assert refusal(reading)["file"] == "2023-07-10-b.txt"
    assert refusal(reading)["found"] == "same text as 2023-07-10-a.txt"


def test_a_given_id_twice_is_refused_and_named(tmp_path: Path) -> None:
    """The second report with an id is refused; the message names the first."""
    rows = [{"report_id": "x", "date": "2023-07-10", "text": text} for text in (PROSE, OTHER)]
    put(tmp_path, "d.jsonl", "\n".join(map(json.dumps, rows)))
    reading = read_reports(tmp_path)
    assert reading.reports["text"].to_list() == [PROSE]
    assert refusal(reading)["line"] == 2
    assert refusal(reading)["found"] == "report_id 'x', which d.jsonl, line 1 has"


# ---------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "name",
    [
        "2023-07-10", "seed-2023-07-10-final", "2023_07_10", "2023.07.10", "2023-7-10", "20230710", "isw_20230710_v2",
        "10.07.2023", "July 10 2023", "july-10-2023", "JUL_10_2023", "10 July 2023", "10th-jul-2023", "July 10th, 2023",
    ],
)  # fmt: skip
def test_a_file_name_tells_its_day(tmp_path: Path, name: str) -> None:
    """The usual ways to write a date in a file's name are read."""
    put(tmp_path, f"{name}.txt")
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["date"], row["date_source"]) == (DAY, "file name")


@pytest.mark.parametrize(
    "name",
    [
        "report", "2023-07", "07-10-2023", "2023-13-10", "2023-02-30", "000_90dd58c29e20230710", "12023071099",
        "july 2023", "may 10", "week-27", "v2023.1", "maya-10-2023",
    ],
)  # fmt: skip
def test_a_file_name_that_tells_no_day(name: str) -> None:
    """Half dates, hashes, impossible days and American numerals are none."""
    assert list(name_dates(name, CALENDAR)) == []


def test_a_folder_name_tells_the_day_where_the_file_does_not(tmp_path: Path) -> None:
    """The nearest folder below the root counts; the file's own name is stronger."""
    put(tmp_path, "2023-07-09/desk.txt")
    put(tmp_path, "2023-07-09/2023-07-10.txt", OTHER)
    rows = read_reports(tmp_path).reports.select("date", "date_source").rows()
    assert rows == [(dt.date(2023, 7, 9), "folder name"), (DAY, "file name")]


@pytest.mark.parametrize(
    "head",
    ["Situation Report, July 10, 2023", "# Daily\n\n10 July 2023, 18:00", "BROD, 2023-07-10 \u2014 The ford is open."],
)
def test_a_dateline_tells_the_day(tmp_path: Path, head: str) -> None:
    """A headline or a dateline among the first lines is the last resort."""
    put(tmp_path, "desk.txt", f"{head}\n\n{PROSE}")
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["date"], row["date_source"]) == (DAY, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "The ford was lost on July 10, 2023.",
        "Since July 10, 2023 the mill has been empty and the ferryman has not been back at the ford.",
        PROSE * 6 + "July 10, 2023",
        "July 10\n" + PROSE,
    ],
)
def test_a_date_in_prose_is_no_dateline(text: str) -> None:
    """A date inside a sentence is about something else; a day without a year is no date."""
    assert dateline(text, CALENDAR) is None


def test_the_stronger_source_of_a_date_wins_and_the_others_are_named(tmp_path: Path) -> None:
    """Option, sidecar, front matter, column, file name, dateline: what disagrees is kept in the note."""
    head = "Report, July 8, 2023\n\n"
    put(tmp_path, "2023-07-09.txt", head + PROSE)
    assert read_reports(tmp_path).reports["date_source"][0] == "file name (the dateline says 2023-07-08)"
    put(tmp_path, "2023-07-09.toml", "date = 2023-07-10")
    note = "(the file name says 2023-07-09, the dateline says 2023-07-08)"
    row = read_reports(tmp_path).reports.row(0, named=True)
    assert (row["date"], row["date_source"]) == (DAY, f"sidecar {note}")
    row = read_reports(tmp_path, date=dt.date(2023, 7, 9)).reports.row(0, named=True)
    assert row["date_source"] == "option (the sidecar says 2023-07-10, the dateline says 2023-07-08)"


def test_a_front_matter_date_is_stronger_than_the_name(tmp_path: Path) -> None:
    """Front matter over file name."""
    put(tmp_path, "2023-07-09.md", f"---\ndate: 2023-07-10\n---\n{PROSE}")
    assert read_reports(tmp_path).reports["date_source"][0] == "front matter (the file name says 2023-07-09)"


def test_sources_that_agree_leave_no_note(tmp_path: Path) -> None:
    """A dateline of the same day is not mentioned."""
    put(tmp_path, "2023-07-10.txt", f"July 10, 2023\n\n{PROSE}")
    assert read_reports(tmp_path).reports["date_source"][0] == "file name"


def test_a_report_without_a_date_is_refused_by_name(tmp_path: Path) -> None:
    """The others go on; the way out is told."""
    reading = read_beside_good(tmp_path, "sub/desk.txt", PROSE)
    assert reading.reports["path"].to_list() == ["2023-07-01-good.txt"]
    assert refusal(reading)["file"] == "sub/desk.txt"
    assert refusal(reading)["found"] == "no date"
    assert "a NAME.toml beside it" in str(refusal(reading)["way_out"])


def test_a_row_without_a_date_is_told_of_its_column(tmp_path: Path) -> None:
    """A table whose dates stand under another name."""
    reading = read_beside_good(tmp_path, "desk.csv", f'datum,text\n2023-07-02,"{PROSE}"\n')
    assert refusal(reading)["line"] == 2
    assert refusal(reading)["way_out"] == "Give each row a `date`, or name the file so."


def test_two_dates_in_a_name_are_none(tmp_path: Path) -> None:
    """A span in a file's name cannot date a report; both days are told."""
    reading = read_beside_good(tmp_path, "2023-07-03_2023-07-09.txt", PROSE)
    assert refusal(reading)["found"] == "no date but 2023-07-03, 2023-07-09 in its name"


@pytest.mark.parametrize("value", ["07/10/2023", "yesterday", "2023-02-30", "July"])
def test_a_given_date_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    """A column's wrong date is not passed over for the file's name."""
    reading = read_beside_good(tmp_path, "2023-07-09.jsonl", json.dumps({"date": value, "text": PROSE}))
    assert refusal(reading)["found"] == f"{value!r} as date in the column"


def test_an_option_that_is_no_date_is_an_error(tmp_path: Path) -> None:
    """The caller's own date is checked before anything is read."""
    with pytest.raises(ReportError, match="expected a date such as 2023-07-10"):
        read_reports(tmp_path, date="07/10/2023")


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    """Each form of a date gives the day back."""
    forms = [day.isoformat(), f"{day:%Y%m%d}", f"{day:%d.%m.%Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%d %b %Y}"]
    for form in forms:
        assert [found for _, _, found in dates_in(f"x {form}.txt", CALENDAR)] == [day]
        assert day_of(form, CALENDAR) == day


# ---------------------------------------------------------------------- bad and hostile input

GOOD = {
    "a byte order mark": (b"\xef\xbb\xbf" + PROSE.encode(), PROSE),
    "UTF-16": (PROSE.encode("utf-16"), PROSE),
    "UTF-32": (PROSE.encode("utf-32"), PROSE),
    "Windows quotes": (
        b"The \x93ford\x94 \x96 it\x92s open to the men",
        "The \u201cford\u201d \u2013 it\u2019s open to the men",
    ),
    "a quoted sentence": (f"{PROSE}They said: «Брід відкрито».".encode(), f"{PROSE}They said: «Брід відкрито»."),
    "markup in prose": (
        f"{PROSE}</script><script>alert(1)</script>".encode(),
        f"{PROSE}</script><script>alert(1)</script>",
    ),
    "an arrow and a tag": (
        f"{PROSE}<img src=x onerror=alert(1)> [/x]".encode(),
        f"{PROSE}<img src=x onerror=alert(1)> [/x]",
    ),
    "terminal sequences": (f"\x1b[2J{PROSE}\x1b]0;x\x07".encode(), f"\x1b[2J{PROSE}\x1b]0;x\x07"),
    "bidi marks": (f"{PROSE}\u202etxt.exe".encode(), f"{PROSE}\u202etxt.exe"),
    "a short headline": (b"Ferry crossing closed", "Ferry crossing closed"),
    "headlines without function words": (b"Russian troops shell Kharkiv\n" * 5, "Russian troops shell Kharkiv\n" * 5),
}


@pytest.mark.parametrize("case", GOOD)
def test_what_looks_odd_and_is_a_report_is_read(tmp_path: Path, case: str) -> None:
    """Encodings that are certain are decoded, hostile prose is kept as it is."""
    content, text = GOOD[case]
    put(tmp_path, "2023-07-10.txt", content)
    reading = read_reports(tmp_path)
    assert reading.reports["text"].to_list() == [text]
    assert reading.refused.is_empty()


def test_one_broken_line_leaves_the_others(tmp_path: Path) -> None:
    """In JSON lines and CSV a bad row is named by its line; rows after it are read."""
    good = [json.dumps({"date": "2023-07-10", "text": text}) for text in (PROSE, OTHER)]
    put(tmp_path, "a.jsonl", f"{good[0]}\n\n{{]\n{good[1]}\n")
    put(tmp_path, "b.csv", f'date,text\n2023-07-11,"{PROSE}"\n2023-07-11,the ford, the mill\n2023-07-11,"{OTHER}"')
    reading = read_reports(tmp_path)
    assert reading.reports["path"].to_list() == ["a.jsonl", "a.jsonl", "b.csv", "b.csv"]
    assert reading.refused.select("file", "line").rows() == [("a.jsonl", 3), ("b.csv", 4)]


@pytest.mark.parametrize("ending", ["txt", "md", "jsonl"])
def test_a_line_of_fifty_megabytes_is_refused_with_the_limit(tmp_path: Path, ending: str) -> None:
    """It is not read into memory as a report; the limit is told; a line after it is read."""
    put(tmp_path, f"2023-07-10.{ending}", b"a " * 25_000_000 + b"\n")
    if ending == "jsonl":
        with (tmp_path / "2023-07-10.jsonl").open("a") as file:
            file.write(json.dumps({"text": OTHER}))
    else:
        put(tmp_path, "2023-07-09.txt")
    reading = read_reports(tmp_path)
    assert reading.reports.height == 1
    assert refusal(reading)["expected"] == f"at most {LIMIT:,} bytes a report"


def test_broken_lines_without_end_are_counted(tmp_path: Path) -> None:
    """A thousand are named, the others are a number: no file fills the memory, none hides a report."""
    good = json.dumps({"date": "2023-07-10", "text": PROSE})
    reading = read_beside_good(tmp_path, "a.jsonl", "\n".join([*["{]"] * 1_500, good]))
    assert reading.reports["text"].to_list() == [OTHER, PROSE]
    assert reading.refused.height == 1_001
    assert "500 more that cannot be read" in reading.refused["found"].to_list()


def test_a_long_report_on_one_line_is_read(tmp_path: Path) -> None:
    """A megabyte without a line end is a report."""
    put(tmp_path, "2023-07-10.txt", PROSE.strip() * 10_000)
    assert read_reports(tmp_path).reports.height == 1


def test_files_that_hold_no_report_are_passed_over(tmp_path: Path) -> None:
    """Sidecars, readmes and hidden files are silent; unknown endings are listed."""
    for name in ("README.md", "licence.txt", ".gitkeep", ".hidden/2023-07-10.txt", "orphan.toml", "map.png", "notes"):
        put(tmp_path, name)
    put(tmp_path, "2023-07-10.txt")
    reading = read_reports(tmp_path)
    assert reading.reports["path"].to_list() == ["2023-07-10.txt"]
    assert reading.refused.is_empty()
    assert reading.skipped == ("map.png", "notes")


def test_named_files_are_refused_where_a_folder_would_skip(tmp_path: Path) -> None:
    """A file that the caller names is never passed over; a sidecar that a shell's pattern names is."""
    good, odd, side = put(tmp_path, "2023-07-10.txt"), put(tmp_path, "x.rtf"), put(tmp_path, "x.toml", "a = 1")
    reading = read_reports([good, odd, side, tmp_path / "gone.txt", tmp_path / "*.none"])
    assert reading.reports.height == 1
    found = dict(reading.refused.select("file", "found").rows())
    assert found["x.rtf"] == "a file that ends in .rtf"
    assert found["gone.txt"] == "no such file or folder"
    assert len(found) == 3


def test_links_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A link to a file outside is refused, one to a folder skipped, a loop harmless, one inside it read once."""
    root = tmp_path / "root"
    put(root, "2023-07-10.txt")
    secret = put(tmp_path, "secret/2023-07-11.txt", OTHER)
    (root / "2023-07-12.txt").symlink_to(secret)
    (root / "away").symlink_to(secret.parent)
    (root / "loop").symlink_to(root)
    (root / "2023-07-10-again.txt").symlink_to(root / "2023-07-10.txt")
    (root / "2023-07-13.txt").symlink_to(root / "2023-07-13.txt")
    reading = read_reports(root)
    assert reading.reports.height == 1
    assert reading.skipped == ("away/ (a link to a folder)", "loop/ (a link to a folder)")
    assert reading.refused["file"].to_list() == ["2023-07-12.txt", "2023-07-13.txt"]
    assert reading.refused["found"].unique().to_list() == ["a link that leads out of the folder"]


def test_a_sidecar_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A sidecar that is a link to a file outside is refused."""
    (tmp_path / "2023-07-10.toml").symlink_to(put(tmp_path.parent, "secret.toml", 'title = "secret"'))
    reading = read_beside_good(tmp_path, "2023-07-10.txt", PROSE)
    assert refusal(reading)["found"] == "its sidecar 2023-07-10.toml leads out of the folder"


def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    """A named pipe would hang the run."""
    os.mkfifo(tmp_path / "2023-07-10.txt")
    put(tmp_path, "2023-07-11.txt")
    assert refusal(read_reports(tmp_path))["found"] == "not a regular file"


def test_an_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the tree is read."""
    put(tmp_path, "2023-07-10.txt")
    put(tmp_path, "shut/2023-07-11.txt")
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    reading = read_reports(tmp_path)
    assert reading.reports.height == 1
    assert (refusal(reading)["file"], refusal(reading)["found"]) == ("shut", "cannot be opened (Permission denied)")


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened is a refusal of its own."""
    put(tmp_path, "2023-07-10.txt")
    shut = put(tmp_path, "2023-07-11.txt")
    opened = Path.open

    def guarded(self: Path, *args: object, **kwargs: object) -> object:
        if self == shut:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    assert refusal(read_reports(tmp_path))["found"] == "cannot be read (Permission denied)"


def test_a_file_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    """Odd bytes in a name reach no frame raw."""
    path = os.fsencode(tmp_path / "2023-07-10-") + b"\xff.txt"
    try:
        Path(os.fsdecode(path)).write_text(PROSE)
    except OSError:
        pytest.skip("the file system takes no such name")
    assert read_reports(tmp_path).reports["path"].to_list() == ["2023-07-10-\\xff.txt"]


def test_no_absolute_path_reaches_a_frame(tmp_path: Path) -> None:
    """Neither reports nor refusals tell where the folder lies."""
    put(tmp_path, "a/2023-07-10.txt")
    put(tmp_path, "a/bad.txt", b"\xff\xff")
    reading = read_reports([tmp_path, tmp_path / "gone"])
    assert str(tmp_path) not in str(reading.reports.rows()) + str(reading.refused.rows())


def test_nothing_read_is_an_error_that_lists_why(tmp_path: Path) -> None:
    """One bad report is a refusal; nothing but bad reports is an error."""
    with pytest.raises(ReportError, match=r"no report; expected files that end in \.csv, \.docx"):
        read_reports(tmp_path)
    for number in range(7):
        put(tmp_path, f"{number}.txt")
    with pytest.raises(ReportError, match=r"7 refused:\n  0\.txt: no date(.|\n)*and 2 more"):
        read_reports(tmp_path)
    with pytest.raises(ReportError, match="no such file or folder"):
        read_reports(tmp_path / "gone.txt")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), ending=st.sampled_from(["txt", "md", "jsonl", "csv", "parquet", "toml"]))
def test_no_bytes_break_the_reading(tmp_path: Path, content: bytes, ending: str) -> None:
    """Whatever a file holds, the good report beside it is read and nothing is raised."""
    put(tmp_path, "2023-07-01-good.txt", OTHER)
    put(tmp_path, "2023-07-02.txt")
    path = put(tmp_path, f"2023-07-02.{ending}", content)
    try:
        assert "2023-07-01-good.txt" in read_reports(tmp_path).reports["path"].to_list()
    finally:
        path.unlink()


# ---------------------------------------------------------------------- language


@pytest.mark.parametrize("entry", BOOK.table("language"), ids=lambda entry: entry["id"])
def test_language_entries_fire_on_their_examples_only(entry: dict[str, object]) -> None:
    """Each entry's examples are told as its language, its counter-examples are not."""
    test = language_test(BOOK)
    verdict = None if entry["id"] == test.expected else f"{entry['name']} text"
    assert [test.other(text) for text in entry["examples"]] == [verdict] * len(entry["examples"])
    assert verdict not in [test.other(text) for text in entry["counterexamples"]]


def test_long_text_of_another_language_that_quotes_english_is_refused() -> None:
    """A few English words make no English text: the detector is asked, and tells it."""
    told = "Die Artillerie bei der alten Mühle hat seit dem Morgen nicht geschossen, der Weg zur Furt ist wieder frei. "
    test = language_test(BOOK)
    assert test.other(told * 5 + "He said that the road from the ford is open.") == "German text"
    assert test.other("The road from the ford to the mill is open, and the ferry runs. " * 5 + told) is None


@pytest.mark.shared
def test_every_real_report_is_english() -> None:
    """None of the texts to develop against is refused."""
    shared = Path(__file__).parents[2] / "shared"
    if not shared.is_dir():
        pytest.skip("../shared is not there")
    reading = read_reports([shared / "corpora" / name for name in ("isw_daily", "isw_ctp", "cnn_headlines")])
    assert reading.refused.is_empty()
    assert read_reports(shared / "gold" / "dev_passages.jsonl").refused.is_empty()
