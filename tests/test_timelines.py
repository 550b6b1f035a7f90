"""Timelines written and read back."""

import csv
import datetime as dt
import json
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.errors import TimelineError
from analytics.schema import Claims, Diplomacy, Mentions, Reports, Timeline
from analytics.timelines import read_timeline, timeline_jsonl, write_timeline

DAY = dt.date(2023, 7, 10)
CUE = {"text": "reportedly", "start": 0, "end": 10, "role": "attribution"}


def report(**changes: object) -> dict[str, object]:
    """A row of `Reports`."""
    row = {"report_id": "a", "date": DAY, "date_source": "file name", "source": None, "title": "=1+1", "path": "a.txt"}
    row |= {"sha256": "0", "text": "Sappers crossed at Brod.", "words": 4, "language": "en", "note": None}
    return row | changes


def mention(**changes: object) -> dict[str, object]:
    """A row of `Mentions`."""
    row = {
        "report_id": "a",
        "start": 19,
        "end": 23,
        "date": DAY,
        "sentence": 0,
        "surface": "Brod",
        "kind": "settlement",
    }
    row |= {"place_id": None, "place": None, "country": None, "admin1": None, "lat": -48.5, "lon": 37.25}
    row |= {"place_precision": 1, "theater": "none", "match": "exact", "distance": 0, "candidates": ["x:1", "x:2"]}
    return row | {"decided_by": "unique"} | changes


def claim(**changes: object) -> dict[str, object]:
    """A row of `Claims`."""
    row = {"report_id": "a", "event_id": "e", "row": 0, "date": DAY, "sentence": 0, "start": 0, "end": 24}
    row |= {"quote": "Sappers crossed at Brod.", "trigger": "crossed", "kind": "advance", "actor": "X", "sides": ["X"]}
    row |= {"surface": "Brod", "place_id": None, "place": None, "admin1": None, "lat": None, "lon": None}
    row |= {"place_precision": None, "relation": None, "toward": [], "carried": False, "theater": "none"}
    row |= {"claimant": "author", "claimant_text": "@ford", "against_interest": False, "credence": "stated"}
    row |= {"evidence": "none", "event_start": DAY, "event_end": DAY + dt.timedelta(1), "date_precision": 2}
    return row | {"cues": [CUE], "rule": "cross"} | changes


def act(**changes: object) -> dict[str, object]:
    """A row of `Diplomacy`."""
    row = {"report_id": "a", "event_id": "d", "date": DAY, "sentence": 0, "start": 0, "end": 24}
    row |= {
        "quote": "Sappers crossed at Brod.",
        "trigger": "talks",
        "kind": "consult",
        "source": ["A", "B"],
        "target": [],
    }
    row |= {"topic": "grain", "theater": "diplomacy", "front": None, "claimant": "author", "claimant_text": ""}
    row |= {"credence": "stated", "conditions": None, "event_start": DAY, "event_end": DAY + dt.timedelta(1)}
    return row | {"date_precision": 1, "cues": [], "rule": "talk"} | changes


def timeline(**changes: list[dict[str, object]]) -> Timeline:
    """A timeline of one row a frame, or of the rows given."""
    rows = {"reports": [report()], "mentions": [mention()], "claims": [claim()], "diplomacy": [act()]} | changes
    schemas = {"reports": Reports, "mentions": Mentions, "claims": Claims, "diplomacy": Diplomacy}
    return Timeline.validate(
        {name: pl.DataFrame(rows[name], schema=schema.create_empty().schema) for name, schema in schemas.items()}
    )


def assert_same(left: Timeline, right: Timeline) -> None:
    """Fail unless all four frames are equal."""
    for name in Timeline.members():
        assert getattr(left, name).equals(getattr(right, name)), name


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_what_is_written_is_read_back(tmp_path: Path, format_: str) -> None:
    """Both formats keep every column and value."""
    target = tmp_path / "deep" / "out"
    write_timeline(timeline(), target, format_)
    assert_same(read_timeline(target), timeline())


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_a_timeline_without_records_is_read_back(tmp_path: Path, format_: str) -> None:
    """A quiet report has no records and is a timeline all the same."""
    quiet = timeline(mentions=[], claims=[], diplomacy=[])
    write_timeline(quiet, tmp_path / "out", format_)
    assert_same(read_timeline(tmp_path / "out"), quiet)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives(tmp_path: Path, text: str) -> None:
    """Whatever a report holds comes back the same, and a record stays on one line."""
    one = timeline(reports=[report(text=text, title=text)])
    write_timeline(one, tmp_path / "any.jsonl", "jsonl")
    assert_same(read_timeline(tmp_path / "any.jsonl"), one)
    assert len((tmp_path / "any.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_json_lines_hold_family_columns_and_iso_days() -> None:
    """One record a line: `family`, then exactly the columns of the schema."""
    rows = [json.loads(line) for chunk in timeline_jsonl(timeline()) for line in chunk.splitlines()]
    assert [row["family"] for row in rows] == ["report", "mention", "claim", "diplomacy"]
    assert [list(row) for row in rows] == [
        ["family", *schema.column_names()] for schema in (Reports, Mentions, Claims, Diplomacy)
    ]
    assert rows[2]["event_start"] == "2023-07-10"
    assert rows[2]["cues"] == [CUE]
    assert rows[3]["source"] == ["A", "B"]


@pytest.mark.parametrize("mark", ["\x1b[2J", "\x9b2J", "\u2028", "\u2029", "\x85", "\x00"])
def test_json_lines_hold_no_raw_control(mark: str) -> None:
    """No character of a report reaches a terminal as a command or ends a line."""
    out = b"".join(timeline_jsonl(timeline(reports=[report(text=f"a{mark}b")])))
    assert mark.encode() not in out
    assert json.loads(out.splitlines()[0])["text"] == f"a{mark}b"


def test_equal_timelines_give_equal_bytes(tmp_path: Path) -> None:
    """Every format writes the same bytes twice."""
    for number in "12":
        write_timeline(timeline(), tmp_path / number / "t.jsonl", "jsonl")
        write_timeline(timeline(), tmp_path / number, "parquet")
        write_timeline(timeline(), tmp_path / number, "csv")
    files = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert len(files) == 9
    assert all((tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes() for name in files)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_csv_disarms_formulas(tmp_path: Path, start: str) -> None:
    """A cell that a spreadsheet would run gets an apostrophe."""
    evil = start + "cmd|' /C calc'!A0"
    write_timeline(timeline(reports=[report(text=evil)], mentions=[mention(candidates=[evil])]), tmp_path, "csv")
    assert pl.read_csv(tmp_path / "reports.csv")["text"][0] == "'" + evil
    assert pl.read_csv(tmp_path / "mentions.csv")["candidates"][0] == "'" + evil


@pytest.mark.parametrize("text", ["Brod = ford", "a-b", "2 + 2", " =1", "'quoted'"])
def test_csv_leaves_other_text_alone(tmp_path: Path, text: str) -> None:
    """A sign inside a cell is text."""
    write_timeline(timeline(reports=[report(text=text)]), tmp_path, "csv")
    with (tmp_path / "reports.csv").open(newline="", encoding="utf-8") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [text]


def test_csv_flattens_lists_and_keeps_numbers(tmp_path: Path) -> None:
    """Lists are joined, cues are JSON, a negative number stays a number."""
    write_timeline(timeline(), tmp_path, "csv")
    mentions, claims = pl.read_csv(tmp_path / "mentions.csv"), pl.read_csv(tmp_path / "claims.csv")
    assert mentions["candidates"][0] == "x:1; x:2"
    assert mentions["lat"][0] == -48.5
    assert json.loads(claims["cues"][0]) == [CUE]
    assert claims["claimant_text"][0] == "'@ford"


@pytest.mark.parametrize("format_", ["jsonl", "parquet", "csv"])
def test_a_crash_leaves_the_last_good_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    """While writing fails, the old files stay and no other file is left behind."""
    target = tmp_path / "t.jsonl" if format_ == "jsonl" else tmp_path
    write_timeline(timeline(), target, format_)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TimelineError, match="No space left on device"):
        write_timeline(timeline(reports=[report(text="new")]), target, format_)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_half_written_file_never_looks_like_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A glob for Parquet meets no file in the making."""
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(path.name for path in tmp_path.iterdir()))
    write_timeline(timeline(), tmp_path, "parquet")
    assert seen
    assert not [name for name in seen if name.endswith(".parquet") and name.startswith(".")]


def test_a_target_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    """A folder of the target's name is told, not a traceback."""
    (tmp_path / "t.jsonl").mkdir()
    with pytest.raises(TimelineError, match=r"t\.jsonl"):
        write_timeline(timeline(), tmp_path / "t.jsonl", "jsonl")
    (tmp_path / "file").write_text("x")
    with pytest.raises(TimelineError, match="file"):
        write_timeline(timeline(), tmp_path / "file", "parquet")


def _lines() -> list[dict[str, object]]:
    return [json.loads(line) for chunk in timeline_jsonl(timeline()) for line in chunk.splitlines()]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows[1].pop("theater"), "line 2: no column theater"),
        (lambda rows: rows[1].update(family="rumour"), "line 2: family 'rumour'"),
        (lambda rows: rows[2].update(lat="north"), "value of another type in claims"),
        (lambda rows: rows[2].update(event_start="July"), "value of another type in claims"),
        (lambda rows: rows[2].update(event_end="2023-07-10"), "interval_is_not_empty"),
        (lambda rows: rows[0].update(report_id="b"), "that are not in it, such as 'a'"),
        (lambda rows: rows.append(rows[0]), "primary_key"),
    ],
)
def test_a_timeline_that_does_not_fit_is_named(tmp_path: Path, change: object, message: str) -> None:
    """The message says where and what."""
    rows = _lines()
    change(rows)
    (tmp_path / "t.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    with pytest.raises(TimelineError, match=message):
        read_timeline(tmp_path / "t.jsonl")


@pytest.mark.parametrize("line", ["{", "[1]", "null", '"text"', "[" * 100_000, "\udc80"])
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    """Broken JSON and JSON of another shape are told with their line."""
    (tmp_path / "t.jsonl").write_bytes(b"\n" + line.encode(errors="surrogateescape"))
    with pytest.raises(TimelineError, match=r"t\.jsonl, line 2"):
        read_timeline(tmp_path / "t.jsonl")


def test_a_folder_that_lacks_a_file_is_named(tmp_path: Path) -> None:
    """The missing file is told by name, and so is a broken one."""
    write_timeline(timeline(), tmp_path, "parquet")
    (tmp_path / "claims.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(TimelineError, match=r"claims\.parquet: broken"):
        read_timeline(tmp_path)
    (tmp_path / "claims.parquet").unlink()
    with pytest.raises(TimelineError, match=r"claims\.parquet: no such file"):
        read_timeline(tmp_path)
    with pytest.raises(TimelineError, match="nothing there"):
        read_timeline(tmp_path / "nowhere")
