"""Bad and hostile input: each case with the message that the user reads and the exit code; nothing is lost.

The terminal summary of a test run lists them all (``told`` in conftest.py).
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from analytics import publishing
from analytics.cli import app
from analytics.reports import read_reports
from analytics.reports.decoding import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GOOD = "The gunners left the ridge before dawn, according to the ferryman who had counted them.\n"
PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning.\n"
DAY = "2023-07-10"
TEXT, CSV = "English prose as UTF-8 text", "rows of comma-separated cells"
CONVERT = "Convert it, for example by: iconv -f WINDOWS-1251 -t UTF-8 (with the encoding that it is in)."
QUOTES = 'Put cells with commas or line ends into "quotes".'
JSON_ROW = 'a JSON object such as {"date": "2023-07-10", "text": "..."}'
YAML = "front matter of plain `key: value` lines. Write it plainly, or use a TOML sidecar."
HTML = "Save the article's text without its markup."
SIDE = "a sidecar in TOML. Mend the sidecar, or take it away."
SIXTIES = f"{60**4000 - 1:x}"[:38]  # how a number of 4,000 parts of 59 begins
FORM = "a date such as 2023-07-10. Write the date in that form."


def row(**fields: Any) -> str:
    """Write one JSON line, with a date and a text unless they are given."""
    return json.dumps({"date": DAY, "text": PROSE} | fields)


def parquet(**columns: Any) -> bytes:
    """Write a Parquet file."""
    buffer = io.BytesIO()
    pl.DataFrame(columns).write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def run(*args: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args])


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def harmless(result: Result) -> bool:
    """Whether a terminal would obey nothing that a command printed."""
    return not [c for c in result.stdout + result.stderr if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}]


# What a file holds, and the whole line that names it: file, line or byte, found; expected. Way out.
FILES: dict[str, tuple[str, str | bytes, str]] = {
    "empty file": (f"{DAY}.txt", b"", f"{DAY}.txt: nothing; expected {TEXT}. Fill it, or take it out of the folder."),
    "blank file": (
        f"{DAY}.txt",
        b" \n\t ",
        f"{DAY}.txt: no text; expected {TEXT}. Fill it, or take it out of the folder.",
    ),
    "only a byte order mark": (
        f"{DAY}.txt",
        b"\xef\xbb\xbf",
        f"{DAY}.txt: nothing; expected {TEXT}. Fill it, or take it out of the folder.",
    ),
    "no words": (
        f"{DAY}.txt",
        "*** --- ***",
        f"{DAY}.txt: no words; expected English prose. Translate it, or leave it out.",
    ),
    "binary: a program": (
        f"{DAY}.txt",
        b"\x7fELF\x02\x01\x01\x00\xff",
        f"{DAY}.txt: byte 0xFF at 8 is not UTF-8; expected {TEXT}. {CONVERT}",
    ),
    "binary: PDF": (
        f"{DAY}.txt",
        b"%PDF-1.7\n\0",
        f"{DAY}.txt: a PDF document; expected {TEXT}. Save its text as a .txt file.",
    ),
    "binary: Word, or a zip bomb": (
        f"{DAY}.txt",
        b"PK\x03\x04\x14\0",
        f"{DAY}.txt: a ZIP archive (perhaps a Word document); expected {TEXT}. Save its text as a .txt file.",
    ),
    "binary: picture": (
        f"{DAY}.md",
        b"\x89PNG\r\n\x1a\n",
        f"{DAY}.md: a picture; expected {TEXT}. Save its text as a .txt file.",
    ),
    "gzip, or a gzip bomb": (
        f"{DAY}.jsonl",
        b"\x1f\x8b\x08\0",
        f"{DAY}.jsonl, line 1: gzip data; expected {TEXT}. Save its text as a .txt file.",
    ),
    "NUL bytes": (
        f"{DAY}.txt",
        PROSE + "\0",
        f"{DAY}.txt: a NUL at character 91; expected {TEXT}. Save its text as UTF-8; binary files hold none.",
    ),
    "NUL in JSON": (
        "a.jsonl",
        row(text="The ford\0"),
        f"a.jsonl, line 1: a NUL at character 8; expected {TEXT}. Save its text as UTF-8; binary files hold none.",
    ),
    "UTF-16 without its mark": (
        f"{DAY}.txt",
        PROSE.encode("utf-16-le"),
        f"{DAY}.txt: a NUL at character 1; expected {TEXT}. Save its text as UTF-8; binary files hold none.",
    ),
    "UTF-16, cut off": (
        f"{DAY}.txt",
        b"\xff\xfeT\0h",
        f"{DAY}.txt: byte 0x68 at 4 is not UTF-16; expected {TEXT}. It may be cut off: save it again, as UTF-8.",
    ),
    "UTF-16 in JSON lines": (
        "a.jsonl",
        row().encode("utf-16"),
        "a.jsonl: UTF-16; expected lines of UTF-8. Convert it: iconv -f UTF-16 -t UTF-8.",
    ),
    "cp1251": (
        f"{DAY}.txt",
        "Переправа".encode("cp1251"),
        f"{DAY}.txt: byte 0xCF at 0 is not UTF-8; expected {TEXT}. {CONVERT}",
    ),
    "Latin-1": (
        f"{DAY}.txt",
        "The café".encode("latin-1"),
        f"{DAY}.txt: byte 0xE9 at 7 is not UTF-8; expected {TEXT}. {CONVERT}",
    ),
    "broken UTF-8": (
        f"{DAY}.txt",
        b"The ford \xe2\x28\xa1 is",
        f"{DAY}.txt: byte 0xE2 at 9 is not UTF-8; expected {TEXT}. {CONVERT}",
    ),
    "half a character": (
        "a.jsonl",
        row(text="The ford \ud800"),
        f"a.jsonl, line 1: half a character (a lone surrogate) at 9; expected {TEXT}. Write the character as UTF-8.",
    ),
    "no date": (
        "desk.txt",
        PROSE,
        (
            "desk.txt: no date; expected one date, as in 2023-07-10-report.txt. "
            "Name the file so, put `date = 2023-07-10` into a NAME.toml beside it, or give the date as an option."
        ),
    ),
    "two dates in a name": (
        "2023-07-03_2023-07-09.txt",
        PROSE,
        (
            "2023-07-03_2023-07-09.txt: no date but 2023-07-03, 2023-07-09 in its name; expected one date, as in "
            "2023-07-10-report.txt. Name the file so, put `date = 2023-07-10` into a NAME.toml beside it, or give "
            "the date as an option."
        ),
    ),
    "a date that is none": (
        "a.jsonl",
        row(date="07/10/2023"),
        f"a.jsonl, line 1: '07/10/2023' as date in the column; expected {FORM}",
    ),
    "a day that no calendar has": (
        "a.jsonl",
        row(date="2023-02-30"),
        f"a.jsonl, line 1: '2023-02-30' as date in the column; expected {FORM}",
    ),
    "the last day that there is": (
        "a.jsonl",
        row(date="9999-12-31"),
        f"a.jsonl, line 1: '9999-12-31' as date in the column; expected {FORM}",
    ),
    "a date of the wrong type": (
        "a.jsonl",
        row(date=True),
        f"a.jsonl, line 1: 'True' as date in the column; expected {FORM}",
    ),
    "Ukrainian": (
        f"{DAY}.txt",
        "Сапери перейшли брід біля млина.",
        f"{DAY}.txt: Ukrainian text; expected English prose. Translate it, or leave it out.",
    ),
    "Russian": (
        f"{DAY}.txt",
        "Саперы перешли брод возле мельницы, но ещё не возвращались.",
        f"{DAY}.txt: Russian text; expected English prose. Translate it, or leave it out.",
    ),
    "German": (
        f"{DAY}.txt",
        "Die Pioniere sind nicht von der Furt und dem Dorf bei der Mühle zurück.",
        f"{DAY}.txt: German text; expected English prose. Translate it, or leave it out.",
    ),
    "no language": (
        f"{DAY}.txt",
        "zzxq " * 80,
        f"{DAY}.txt: unreadable text; expected English prose. Translate it, or leave it out.",
    ),
    "50 MB on one line": (
        f"{DAY}.txt",
        b"a " * 25_000_000,
        f"{DAY}.txt: over {LIMIT:,} bytes; expected at most {LIMIT:,} bytes a report. Split it into one report a day.",
    ),
    "50 MB on one line of JSON": (
        "a.jsonl",
        b'{"text": "' + b"a " * 25_000_000,
        (
            f"a.jsonl, line 1: over {LIMIT:,} bytes; expected at most {LIMIT:,} bytes a report. Split it into one "
            "report a day."
        ),
    ),
    "50 MB in one cell": (
        "a.csv",
        b'date,text\n2023-07-10,"' + b"a " * 25_000_000 + b'"\n',
        f"a.csv, line 2: broken CSV (a record of over {2 * LIMIT:,} characters); expected {CSV}. {QUOTES}",
    ),
    "6 MB in one cell": (
        "a.csv",
        b'date,text\n2023-07-10,"' + b"a " * 3_000_000 + b'"\n',
        f"a.csv, line 2: broken CSV (field larger than field limit ({LIMIT})); expected {CSV}. {QUOTES}",
    ),
    "HTML": (f"{DAY}.txt", f"<!DOCTYPE html><html><p>{PROSE}", f"{DAY}.txt: HTML or XML; expected {TEXT}. {HTML}"),
    "a piece of HTML": (f"{DAY}.txt", f"<p>{PROSE}</p>" * 6, f"{DAY}.txt: HTML or XML; expected {TEXT}. {HTML}"),
    "XML entities (no XML is read)": (
        f"{DAY}.txt",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>',
        f"{DAY}.txt: HTML or XML; expected {TEXT}. {HTML}",
    ),
    "YAML alias bomb": (
        f"{DAY}.md",
        f"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n---\n{PROSE}",
        f"{DAY}.md: YAML aliases in the front matter; expected {YAML}",
    ),
    "YAML that builds objects": (
        f"{DAY}.md",
        f"---\na: !!python/object/apply:os.getcwd []\n---\n{PROSE}",
        f"{DAY}.md: YAML tags in the front matter; expected {YAML}",
    ),
    "a YAML value unlike its tag: no number": (
        f"{DAY}.md",
        f'---\na: !!int ""\n---\n{PROSE}',
        f"{DAY}.md: YAML tags in the front matter; expected {YAML}",
    ),
    "a YAML value unlike its tag: no boolean": (
        f"{DAY}.md",
        f"---\na: [!!bool x]\n---\n{PROSE}",
        f"{DAY}.md: YAML tags in the front matter; expected {YAML}",
    ),
    "a YAML value unlike its tag: no time": (
        f"{DAY}.md",
        f"---\n!!timestamp x: a\n---\n{PROSE}",
        f"{DAY}.md: YAML tags in the front matter; expected {YAML}",
    ),
    "a title of 7,000 digits": (
        f"{DAY}.md",
        f"---\ntitle: 0x{'f' * 6000}\n---\n{PROSE}",
        f"{DAY}.md: a `title` of 6,002 characters; expected at most 1,000. Shorten it.",
    ),
    "a date of 7,000 digits": (
        f"{DAY}.md",
        f"---\ndate: {':'.join(['59'] * 4000)}\n---\n{PROSE}",
        f"{DAY}.md: '0x{SIXTIES}' as date in the front matter; expected {FORM}",
    ),
    "a list of dates of 7,000 digits": (
        f"{DAY}.md",
        f"---\ndate: [0x{'f' * 6000}]\n---\n{PROSE}",
        f"{DAY}.md: 'a list of long numbers' as date in the front matter; expected {FORM}",
    ),
    "half a character in a column's name": (
        "a.jsonl",
        '{"\\ud800": 1}',
        r"a.jsonl, line 1: no `text` among \ud800; expected `date` and `text`. Rename the column.",
    ),
    "deep YAML": (
        f"{DAY}.md",
        f"---\na: {'[' * 5000}{']' * 5000}\n---\n{PROSE}",
        f"{DAY}.md: broken front matter (while increasing flow level); expected {YAML}",
    ),
    "long front matter": (
        f"{DAY}.md",
        f"---\na: {'x' * 30_000}\n---\n{PROSE}",
        f"{DAY}.md: front matter over 20,000 characters; expected {YAML}",
    ),
    "an impossible day in YAML": (
        f"{DAY}.md",
        f"---\ndate: 2023-02-30\n---\n{PROSE}",
        f"{DAY}.md: broken front matter (day is out of range for month); expected {YAML}",
    ),
    "broken JSON line": (
        "a.jsonl",
        '{"text": ',
        (
            f"a.jsonl, line 1: broken JSON (Expecting value: line 1 column 10 (char 9)); expected {JSON_ROW}. "
            "Mend the line."
        ),
    ),
    "JSON that is no object": ("a.jsonl", "[1]", f"a.jsonl, line 1: a JSON list; expected {JSON_ROW}. Mend the line."),
    "deep JSON": (
        "a.jsonl",
        '{"text": ' + "[" * 100_000,
        f"a.jsonl, line 1: JSON nested too deeply; expected {JSON_ROW}. Mend the line.",
    ),
    "missing column in JSON": (
        "a.jsonl",
        '{"body": "x", "date": "2023-07-10"}',
        "a.jsonl, line 1: no `text` among body, date; expected `date` and `text`. Rename the column.",
    ),
    "text of the wrong type": (
        "a.jsonl",
        row(text=7),
        "a.jsonl, line 1: a `text` of type int among date; expected `date` and `text`. Rename the column.",
    ),
    "an id of a megabyte": (
        "a.jsonl",
        row(report_id="x" * 1_000_000),
        "a.jsonl, line 1: a `report_id` of 1,000,000 characters; expected at most 1,000. Shorten it.",
    ),
    "missing column in CSV": (
        "a.csv",
        "date,body\n2023-07-10,x\n",
        (
            "a.csv, line 1: no `text` among the columns date, body; expected `date` and `text`. Name the columns "
            "in the first line."
        ),
    ),
    "empty CSV": (
        "a.csv",
        "",
        (
            "a.csv, line 1: no `text` among the columns (none); expected `date` and `text`. Name the columns in "
            "the first line."
        ),
    ),
    "a comma without quotes": (
        "a.csv",
        "date,text\n2023-07-10,The ford, the mill\n",
        f"a.csv, line 2: 3 cells under 2 columns; expected {CSV}. {QUOTES}",
    ),
    "a first line that is broken": (
        "a.csv",
        '"date" x,text\n2023-07-10,The ford\n',
        f"a.csv, line 1: broken CSV (',' expected after '\"'); expected {CSV}. {QUOTES}",
    ),
    "a quote that nothing closes before 100,000 lines": (
        "a.csv",
        'date,text\n2023-07-10,"The ford' + "\n" * 100_001,
        f"a.csv, line 2: broken CSV (a record of over 100,000 lines); expected {CSV}. {QUOTES}",
    ),
    "a quote that nothing closes": (
        "a.csv",
        'date,text\n2023-07-10,"The ford',
        f"a.csv, line 2: broken CSV (unexpected end of data); expected {CSV}. {QUOTES}",
    ),
    "a quote inside a cell": (
        "a.csv",
        'date,text\n2023-07-10,"The "old" ford"\n',
        f"a.csv, line 2: broken CSV (',' expected after '\"'); expected {CSV}. {QUOTES}",
    ),
    "missing column in Parquet": (
        "a.parquet",
        parquet(body=["x"]),
        "a.parquet: no `text` of strings among the columns body; expected `date` and `text`. Rename the column.",
    ),
    "a nested column in Parquet": (
        "a.parquet",
        parquet(text=[PROSE], date=[[DAY]]),
        (
            "a.parquet: a column `date` of type List(String); expected one plain value a cell. Flatten the "
            "column, or drop it."
        ),
    ),
    "a Parquet bomb": (
        "a.parquet",
        parquet(text=pl.repeat("The ford", 6_000_000, eager=True)),
        "a.parquet: 6,000,000 rows; expected at most 5,000,000 rows and 500,000,000 bytes a file. Split it by month.",
    ),
    "a Parquet bomb beside the text": (
        "a.parquet",
        parquet(text=[PROSE] * 6000, source=["x" * 100_000] * 6000),
        (
            "a.parquet: 6,000 rows, 600,546,000 bytes of text; expected at most 5,000,000 rows and 500,000,000 "
            "bytes a file. "
            "Split it by month."
        ),
    ),
    "hostile names of columns": (
        "a.jsonl",
        json.dumps({"\x1b[2J": 1, "[/x]": 2, "\u202eeb": 3, "</script>": 4, "\ud800": 5}),
        (
            "a.jsonl, line 1: no `text` among \\x1b[2j, </script>, [/x], \\u202eeb, \\ud800; expected `date` and "
            "`text`. "
            "Rename the column."
        ),
    ),
    "hostile file name": (
        "\x1b]0;x\x07[/x]\u202e\n.txt",
        PROSE,
        (
            "\\x1b]0;x\\x07[/x]\\u202e\\n.txt: no date; expected one date, as in 2023-07-10-report.txt. "
            "Name the file so, put `date = 2023-07-10` into a NAME.toml beside it, or give the date as an option."
        ),
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_is_named_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], case: str
) -> None:
    """Exit code 4 with one whole message; the good report is extracted; alone, the bad one is an error, exit code 1."""
    name, content, message = FILES[case]
    put(tmp_path / "in", {name: content})
    monkeypatch.chdir(tmp_path)
    alone = run("extract", "in")
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert alone.stderr.startswith("error: in: no report could be read, 1 refused:\n  ")
    put(tmp_path / "in", {"2023-07-01-good.txt": GOOD})
    result = run("extract", "in")
    told(case, result.exit_code, message)
    assert result.exit_code == 4
    assert result.stderr.splitlines()[1:] == ["1 refused:", f"  {message}"]
    assert [r["text"] for r in map(json.loads, result.stdout.splitlines()) if r["family"] == "report"] == [GOOD]
    assert harmless(alone)
    assert harmless(result)
    refused = json.loads(run("extract", "in", "--json").stderr)["refused"]
    assert refused == read_reports("in").refused.to_dicts()
    assert all(refused[0][part] for part in ("file", "found", "expected", "way_out"))


# ---------------------------------------------------------------------- 50 MB on one line

# Reads a sound report, then a folder; prints what it refused, and by how many bytes that raised the most memory held.
_MEASURED = """
import sys
from pathlib import Path
from analytics.reports import read_reports
most = lambda: int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024
read_reports("sound")
before = most()
try:
    read_reports(sys.argv[1])
except Exception as error:
    print(error)
print(most() - before)
"""
_HUGE = b"a " * 25_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (f"{DAY}.txt", _HUGE),
        (f"{DAY}.md", b"---\ntitle: t\n---\n" + _HUGE),
        (f"{DAY}.md", b"---\ntitle: " + _HUGE),
        ("a.jsonl", b'{"text": "' + _HUGE + b'"}'),
        ("a.csv", b"date,text\n2023-07-10," + _HUGE),
        ("a.csv", _HUGE),
        ("a.csv", b'date,text\n2023-07-10,"' + b"a\n" * 2_000_000 + _HUGE + b'"'),
        ("a.jsonl", b"{]\n" * 500_000 + _HUGE),
        ("a.csv", ('date,text\n2023-07-10,"' + "a " * 12_500_000).encode("utf-16")),
        ("-", _HUGE),
    ],
    ids=[
        "text",
        "markdown",
        "front matter",
        "json",
        "cell",
        "header",
        "lines of a cell",
        "lines of json",
        "cell in UTF-16",
        "stdin",
    ],
)
def test_50_mb_on_one_line_take_little_memory(tmp_path: Path, name: str, content: bytes) -> None:
    """It is refused by name, whatever the format, and no more of it is held than a few reports may have."""
    put(tmp_path, {"sound/2023-07-01.txt": GOOD, f"in/{name}": content})
    given = "-" if name == "-" else "in"
    with (tmp_path / "in" / name).open("rb") as handle:
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, given], cwd=tmp_path, stdin=handle, capture_output=True, check=True
        )
    *told, held = done.stdout.decode().splitlines()
    assert "refused:" in told[0]
    assert "expected" in told[1]
    assert int(held) < 10 * LIMIT


# ---------------------------------------------------------------------- several files


SIDECARS = {
    "broken sidecar": (
        "date = \n",
        f"{DAY}.txt: its sidecar {DAY}.toml is broken (Invalid value (at line 1, column 8)); expected {SIDE}",
    ),
    "sidecar in UTF-16": (
        'title = "Ford"'.encode("utf-16"),
        (
            f"{DAY}.txt: its sidecar {DAY}.toml is broken ('utf-8' codec can't decode byte 0xff in position 0: "
            f"invalid start byte); expected {SIDE}"
        ),
    ),
    "huge sidecar": ("#" * 30_000, f"{DAY}.txt: its sidecar {DAY}.toml is over 20,000 bytes; expected {SIDE}"),
    "sidecar without a day": ('date = "soon"', f"{DAY}.txt: 'soon' as date in the sidecar; expected {FORM}"),
}


@pytest.mark.parametrize("case", SIDECARS)
def test_a_bad_sidecar_refuses_its_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], case: str
) -> None:
    """A report whose sidecar cannot be read is not read without it."""
    content, message = SIDECARS[case]
    put(tmp_path / "in", {"2023-07-01.txt": GOOD, f"{DAY}.txt": PROSE, f"{DAY}.toml": content})
    monkeypatch.chdir(tmp_path)
    result = run("extract", "in")
    told(case, result.exit_code, message)
    assert (result.exit_code, result.stderr.splitlines()[1:]) == (4, ["1 refused:", f"  {message}"])


DAYS = {f"2023-07-0{day}.txt": f"{GOOD}It was said {day} times." for day in range(1, 6)}
# Files beside the five of DAYS, the messages, how many reports stay.
FOLDERS: dict[str, tuple[Mapping[str, str], list[str], int]] = {
    "equal text twice": (
        {"2023-07-05-b.txt": DAYS["2023-07-05.txt"].replace(" ", "  ")},
        [
            (
                "2023-07-05.txt: same text as 2023-07-05-b.txt; expected another text, or another date. Take one of "
                "them out."
            )
        ],
        5,
    ),
    "equal report_id": (
        {
            "a.jsonl": "\n".join(
                [row(report_id="x", date="2023-07-04"), row(report_id="x", text=GOOD, date="2023-07-05")]
            )
        },
        ["a.jsonl, line 2: report_id 'x', which a.jsonl, line 1 has; expected an id of its own. Change one of them."],
        6,
    ),
    "a date ahead, contradicted": (
        {"2023-07-15.txt": f"Situation Report, July 5, 2023\n\n{PROSE}"},
        [
            (
                "2023-07-15.txt: dated 2023-07-15 by its file name, 10 days after the newest other report, but "
                "2023-07-05 by its "
                "dateline; expected dates that agree. Mend the date, or confirm it by a sidecar with `date = "
                "2023-07-15`."
            )
        ],
        5,
    ),
    "a date years ahead": (
        {"2033-07-06.txt": PROSE},
        [
            (
                "2033-07-06.txt: dated 2033-07-06 by its file name, 3,654 days after the newest other report; "
                "expected a day near "
                "the others, 2023-07-01 to 2023-07-05. Mend the date, or confirm it by a sidecar with `date = "
                "2033-07-06`."
            )
        ],
        5,
    ),
    "two bad files and a bad line": (
        {
            "desk.txt": "",
            "a.jsonl": "\n".join([row(), "{]", row(text=GOOD)]),
            "b.csv": f'date,text\n2023-07-06,"a" b\n2023-07-06,"{PROSE}"\n',
        },
        [
            (
                "a.jsonl, line 2: broken JSON (Expecting property name enclosed in double quotes: line 1 column 2 "
                "(char 1)); "
                f"expected {JSON_ROW}. Mend the line."
            ),
            f"b.csv, line 2: broken CSV (',' expected after '\"'); expected {CSV}. {QUOTES}",
            f"desk.txt: nothing; expected {TEXT}. Fill it, or take it out of the folder.",
        ],
        8,
    ),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_what_is_wrong_between_files_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], case: str
) -> None:
    """Exit code 4, a line each, every other report is there."""
    files, messages, height = FOLDERS[case]
    put(tmp_path / "in", DAYS | dict(files))
    monkeypatch.chdir(tmp_path)
    result = run("extract", "in")
    told(case, result.exit_code, "\n".join(messages))
    assert result.exit_code == 4
    assert result.stderr.splitlines()[1 : len(messages) + 2] == [
        f"{len(messages)} refused:",
        *(f"  {message}" for message in messages),
    ]
    assert result.stdout.count('"family":"report"') == height


# Files beside those of DAYS, and the whole of standard error but its first line; exit code 0.
DOUBTS: dict[str, tuple[Mapping[str, str], str | None]] = {
    "two dates that disagree": (
        {"2023-07-06.txt": f"Situation Report, July 5, 2023\n\n{PROSE}"},
        "2023-07-06.txt: dated 2023-07-06 by its file name; the dateline says 2023-07-05",
    ),
    "column and file name disagree": (
        {"2023-07-04.jsonl": row(date="2023-07-05")},
        "2023-07-04.jsonl, line 1: dated 2023-07-05 by its column; the file name says 2023-07-04",
    ),
    "a date ahead, after a long gap": (
        {"2023-07-25.txt": PROSE},
        "2023-07-25.txt: dated 2023-07-25 by its file name; that is 20 days after the newest other report",
    ),
    "two dates, settled by a sidecar": (
        {"2023-07-15.txt": f"Report, July 5, 2023\n\n{PROSE}", "2023-07-15.toml": "date = 2023-07-15"},
        None,
    ),
    "a far date, settled by a sidecar": ({"a.txt": PROSE, "a.toml": "date = 2033-07-15"}, None),
    "a week after the others": ({"2023-07-12.txt": PROSE}, None),
    "two reports of one day": ({"2023-07-05-b.txt": PROSE}, None),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_a_day_in_doubt_is_told_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], case: str
) -> None:
    """Exit code 0: the report is kept, the doubt is listed; a sidecar's date settles it; an honest gap is none."""
    files, doubt = DOUBTS[case]
    put(tmp_path / "in", DAYS | dict(files))
    monkeypatch.chdir(tmp_path)
    result = run("extract", "in")
    told(case, result.exit_code, doubt or "(nothing: read like any other)")
    told_lines = [] if doubt is None else ["1 date in doubt (a sidecar's `date` settles it):", f"  {doubt}"]
    assert (result.exit_code, result.stderr.splitlines()[1:]) == (0, told_lines)
    assert result.stdout.count('"family":"report"') == len(DAYS) + 1
    assert json.loads(run("extract", "in", "--json").stderr)["doubts"] == ([doubt] if doubt else [])


@pytest.mark.parametrize("step", [1, 7, 30, 365])
def test_a_rhythm_is_no_doubt(tmp_path: Path, step: int) -> None:
    """Daily, weekly, monthly, yearly reports: the newest is as far ahead as any other, whatever the order of input."""
    days = [dt.date(2021, 1, 4) + dt.timedelta(step * number) for number in range(4)]
    paths = [put(tmp_path, {f"{day}.txt": f"{PROSE}{day}"}) / f"{day}.txt" for day in days]
    for given in (paths, paths[::-1]):
        reading = read_reports(given)
        assert (reading.reports.height, reading.refused.height, reading.doubts) == (4, 0, ())


# ---------------------------------------------------------------------- what cannot be opened, links, paths


def test_an_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None]) -> None:
    """It is named, the rest of the tree is read."""
    put(tmp_path / "in", {"2023-07-01.txt": GOOD, "shut/2023-07-11.txt": PROSE})
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)  # root may open everything, and tests may run as root
    monkeypatch.chdir(tmp_path)
    result = run("extract", "in")
    message = (
        "shut: cannot be opened (Permission denied); expected a readable folder. Allow reading it, or leave it out."
    )
    told("unreadable folder", result.exit_code, message)
    assert (result.exit_code, result.stderr.splitlines()[1:]) == (4, ["1 refused:", f"  {message}"])


def test_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None]) -> None:
    """A loop is passed over and listed; a file out of the input root is refused, by a link as by a sidecar."""
    root = put(tmp_path / "in", {"2023-07-01.txt": GOOD, "2023-07-03.txt": PROSE})
    put(tmp_path / "secret", {"a.txt": PROSE, "a.toml": 'title = "secret"'})
    (root / "loop").symlink_to(root)
    (root / "2023-07-02.txt").symlink_to(tmp_path / "secret" / "a.txt")
    (root / "2023-07-03.toml").symlink_to(tmp_path / "secret" / "a.toml")
    monkeypatch.chdir(tmp_path)
    result = run("extract", "in")
    out, side = (
        "2023-07-02.txt: a link that leads out of the folder; expected a file in it. Copy the file into the folder.",
        f"2023-07-03.txt: its sidecar 2023-07-03.toml leads out of the folder; expected {SIDE}",
    )
    told("a path out of the input root", result.exit_code, out)
    told("a sidecar out of the input root", result.exit_code, side)
    told("symlink loop", result.exit_code, "1 report, ...; skipped: loop/ (a link to a folder)")
    assert result.exit_code == 4
    assert result.stderr.splitlines()[0].endswith("skipped: loop/ (a link to a folder)")
    assert result.stderr.splitlines()[1:] == ["2 refused:", f"  {out}", f"  {side}"]
    assert "secret" not in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("gone",), "gone: no such file or folder"),
        (("a.xml",), "a.xml: a file that ends in .xml"),
        (("a.jsonl.gz",), "a.jsonl.gz: a file that ends in .gz"),
        (("*.none",), "*.none: a pattern that no file fits"),
    ],
)
def test_a_named_file_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], args: tuple[str, ...], message: str
) -> None:
    """What the user names is never passed over: exit code 4 beside a report, 1 alone."""
    put(tmp_path, {"2023-07-01.txt": GOOD, "a.xml": "<x/>", "a.jsonl.gz": b"\x1f\x8b"})
    monkeypatch.chdir(tmp_path)
    result = run("extract", "2023-07-01.txt", *args)
    line = next(line for line in result.stderr.splitlines() if line.startswith(f"  {message}; expected a folder, or"))
    told(f"named: {args[0]}", result.exit_code, line.strip())
    assert result.exit_code == 4
    assert run("extract", *args).exit_code == 1


# ---------------------------------------------------------------------- hostile text in every field

ATTACK = (
    "\x1b[2J\x1b]0;x\x07\x9b2J </script><script>window.__pwned=1</script> [/x] [bold] *a* `b` \u202eeb\u2066 {{7*7}}"
)


def hostile_folder(folder: Path) -> Path:
    """A folder with one report whose every field attacks, and one that is refused."""
    text = f"Russian forces {ATTACK} captured Robotyne, Ukrainian officials said.\n\n{PROSE}"
    fields = {name: f"{name} {ATTACK}" for name in ("report_id", "title", "source", "date_source", "origin", "note")}
    return put(folder, {"2023-07-01.jsonl": row(text=text, date="2023-07-01", **fields), f"{ATTACK[:9]}.txt": PROSE})


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_hostile_text_reaches_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], command: str
) -> None:
    """Every field may attack: controls and marks leave as escapes, rich's markup as the text that it is."""
    folder = hostile_folder(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    result = run(command, "in" if command == "extract" else folder / "2023-07-01.jsonl")
    told(f"hostile text in a terminal: {command}", result.exit_code, "ESC, OSC, C1 and bidi marks spelt out: \\x1b[2J")
    assert result.exit_code == (4 if command == "extract" else 0)
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(result.stdout + result.stderr)
    assert "[/x] [bold]" in result.stdout


def test_formulas_are_neutralised(tmp_path: Path, told: Callable[..., None]) -> None:
    """A cell of a CSV file that a spreadsheet would run gets an apostrophe, in every frame and field."""
    text = f"=HYPERLINK(A1) Russian forces captured Robotyne.\n\n{PROSE}"
    fields = {"report_id": "-1+2", "title": "+A1", "source": "@SUM(A1)", "note": "\t=1"}
    put(tmp_path, {"a.jsonl": row(text=text, **fields)})
    result = run("extract", tmp_path / "a.jsonl", "--format", "csv", "--out", tmp_path / "out")
    told("CSV cells with = + - @", result.exit_code, "'=HYPERLINK(A1) (an apostrophe in front)")
    assert result.exit_code == 0
    for file in sorted((tmp_path / "out").iterdir()):
        frame = pl.read_csv(file, infer_schema=False)
        cells = [cell for column in frame.iter_columns() for cell in column if cell]
        assert [cell for cell in cells if cell[0] in "=+-@\t\r"] == []
    assert pl.read_csv(tmp_path / "out" / "reports.csv", infer_schema=False).row(0, named=True)["title"] == "'+A1"


def test_no_page_or_timeline_tells_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None]
) -> None:
    """Absolute paths and user names reach neither pages, index, nor any format of a timeline; attacks stay text."""
    home = tmp_path / "home" / "anna-lysenko"
    folder = hostile_folder(home / "daily")
    put(folder, {"2023-07-02.txt": PROSE, "gone.txt": b"\xff\xff"})
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "anna-lysenko")
    made = publishing.export(folder, notebooks=["00", "04"], out=tmp_path / "pages")
    made.raise_for_failures()
    for format_ in ("jsonl", "csv", "parquet"):
        run("extract", folder, "--format", format_, "--out", tmp_path / "pages" / format_)
    files = [path for path in (tmp_path / "pages").rglob("*") if path.is_file()]
    assert len(files) >= 3 + 1 + 4 + 4
    for file in files:
        content = file.read_bytes()
        assert b"anna-lysenko" not in content
        assert str(tmp_path).encode() not in content
        assert str(Path(sys.prefix)).encode() not in content
        assert b"Traceback" not in content
        if file.suffix == ".html":
            assert b"</script><script>window" not in content
    told(
        "paths and user names in a page",
        4,
        f"(in none of {len(files)} files; refused reports are listed by relative path)",
    )
