"""`analytics convert` and `extract --format geojson`: what they write where, what they say is lost, how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from analytics.cli import app
from analytics.formats import formats
from analytics.timelines import read_timeline, write_timeline

if TYPE_CHECKING:
    from analytics.schema import Timeline

SEED = Path(__file__).parents[1] / "seeds" / "sample" / "2023-06-05.txt"


def run(*args: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture(name="stored")
def a_stored_timeline(week: Timeline, tmp_path: Path) -> Path:
    """A timeline as JSON lines."""
    write_timeline(week, tmp_path / "t.jsonl", "jsonl")
    return tmp_path / "t.jsonl"


@pytest.mark.parametrize("to", formats())
def test_every_format_is_written(stored: Path, week: Timeline, tmp_path: Path, to: str) -> None:
    """Into `--out`, the same as `write_timeline` writes; standard error says what it loses, and nothing else."""
    result = run("convert", stored, "--to", to, "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    left_out = write_timeline(week, tmp_path / "same", to)
    files = [
        {path.name: path.read_bytes() for path in place.rglob("*")} for place in (tmp_path / "out", tmp_path / "same")
    ]
    assert list(files[0].values()) == list(files[1].values())
    told = result.stderr.splitlines()
    assert told[0] == f"7 reports as {to} in {tmp_path / 'out'}"
    assert [line.strip() for line in told if line.startswith("  ")] == list(formats()[to].losses)
    assert bool(left_out) == any(line.startswith("left out: ") for line in told)


def test_a_file_goes_to_standard_output(stored: Path) -> None:
    """Where no `--out` is named, and nothing but it."""
    rows = list(csv.DictReader(io.StringIO(run("convert", stored, "--to", "acled").stdout)))
    assert rows
    assert {row["event_type"] for row in rows} <= {"Battles", "Explosions/Remote violence", "Strategic developments"}
    assert json.loads(run("convert", stored, "--to", "timelinejs").stdout)["events"]


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_four_files_need_a_folder(stored: Path, to: str) -> None:
    """Wrong usage, told before anything is read."""
    result = run("convert", stored, "--to", to)
    assert result.exit_code == 2
    assert f"--to {to} writes four files: name a folder by --out." in result.stderr


def test_json_sums_up_in_one_line(stored: Path, week: Timeline, tmp_path: Path) -> None:
    """What was left out by its number, and the losses; on standard error where the records are on standard output."""
    out = tmp_path / "events.csv"
    summary = json.loads(run("convert", stored, "--to", "acled", "--out", out, "--json").stdout)
    assert (summary["reports"], summary["out"]) == (7, str(out))
    assert summary["left_out"]["diplomatic acts"] == week.diplomacy.height
    assert summary["losses"] == list(formats()["acled"].losses)
    piped = run("convert", stored, "--to", "geojson", "--json")
    assert json.loads(piped.stderr)["out"] == "-"
    assert json.loads(piped.stdout)["type"] == "FeatureCollection"


def test_some_days_are_taken(stored: Path, tmp_path: Path) -> None:
    """Both ends included; what was read from other reports is not in it."""
    days = ("--since", "2023-06-06", "--until", "2023-06-07")
    assert run("convert", stored, "--to", "parquet", "--out", tmp_path / "out", *days).exit_code == 0
    some = read_timeline(tmp_path / "out")
    assert [str(day) for day in some.reports["date"].sort()] == ["2023-06-06", "2023-06-07"]
    assert some.claims.height
    backwards = run("convert", stored, "--to", "acled", "--since", "2023-06-07", "--until", "2023-06-06")
    assert (backwards.exit_code, "--until lies before --since." in backwards.stderr) == (2, True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "nothing there; expected a JSON lines file, or a folder of Parquet files."),
        ("{", "line 1: broken JSON"),
        ('{"type": "FeatureCollection", "features": []}', "a timeline as geojson, which cannot be read back equal"),
        ("event_id_cnty,event_date\n", "a timeline as acled, which cannot be read back equal"),
    ],
)
def test_what_is_no_timeline_is_one_clear_message(tmp_path: Path, content: str | None, message: str) -> None:
    """Exit code 1, the file, what was found, what was expected; no traceback."""
    if content is not None:
        (tmp_path / "t").write_text(content)
    result = run("convert", tmp_path / "t", "--to", "acled")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: t")
    assert message in result.stderr


def test_a_codebook_that_is_not_there_is_told(stored: Path) -> None:
    """Names and codes are the codebook's; a map needs none."""
    result = run("convert", stored, "--to", "acled", "--codebook", "atlantis")
    assert result.exit_code == 1
    assert "no codebook 'atlantis'" in result.stderr
    assert run("convert", stored, "--to", "geojson", "--codebook", "atlantis").exit_code == 0


def test_a_codebook_of_one_s_own_says_the_codes(stored: Path, tmp_path: Path) -> None:
    """Another name of a side, and what is left out besides."""
    book = tmp_path / "mine"
    book.mkdir()
    (book / "codebook.toml").write_text('extends = "ukraine"\n')
    own = '[acled]\nleft_out = ["denied", "doubted", "claimed"]\n\n[[acled_actor]]\nid = "UA"\nname = "Defenders"\n'
    (book / "acled.toml").write_text(own)
    rows = list(csv.DictReader(io.StringIO(run("convert", stored, "--to", "acled", "--codebook", book).stdout)))
    assert "Defenders" in {row["actor1"] for row in rows}
    assert {row["credence"] for row in rows}.isdisjoint({"denied", "doubted", "claimed"})


def test_a_target_that_cannot_be_written_is_told(stored: Path, tmp_path: Path) -> None:
    """A folder where a file should be: exit code 1 and the way out."""
    (tmp_path / "out").mkdir()
    result = run("convert", stored, "--to", "acled", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "expected a file that can be written. Name another place." in result.stderr


def test_help_tells_every_loss() -> None:
    """And what each format is."""
    shown = " ".join(run("convert", "--help").stdout.split())
    for facts in formats().values():
        assert f"{facts.id}: {facts.what}" in shown
        assert all(loss in shown for loss in facts.losses)


def test_extract_writes_a_map(tmp_path: Path) -> None:
    """To standard output or a file; what has no place is counted on standard error and by `--json`."""
    piped = run("extract", SEED, "--format", "geojson")
    assert piped.exit_code == 0
    assert json.loads(piped.stdout)["features"]
    assert "left out: " in piped.stderr
    result = run("extract", SEED, "--format", "geojson", "--out", tmp_path / "map.geojson", "--json")
    assert (tmp_path / "map.geojson").read_text(encoding="utf-8") == piped.stdout
    assert json.loads(result.stdout)["left_out"]["reports"] == 1


def test_extract_says_nothing_is_lost_where_nothing_is(tmp_path: Path) -> None:
    """JSON lines keep everything."""
    result = run("extract", SEED, "--out", tmp_path / "t.jsonl")
    assert len(result.stderr.splitlines()) == 1
    assert json.loads(run("extract", SEED, "--out", tmp_path / "t.jsonl", "--json").stdout)["left_out"] == {}
