"""A store asked directly, with the lines of the manual as they stand there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

import analytics

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = [str(ROOT / "seeds" / "sample" / f"2023-06-{day:02}.txt") for day in range(5, 9)]


def query(program: str) -> str:
    """The lines of the manual for a program."""
    block = re.search(rf"<!-- query: {program} -->\n```\w+\n(.*?)\n```", README, re.DOTALL)
    assert block, program
    return block[1]


@pytest.fixture(scope="module", name="kept")
def a_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, int]]]:
    """A folder with the store that the manual names, and the claims by kind and actor of the timeline beside it."""
    folder = tmp_path_factory.mktemp("asked")
    timeline = analytics.extract(analytics.read_reports(FILES).reports, store=folder / "kept")
    counts = timeline.claims.group_by("kind", "actor").agg(pl.col("event_id").n_unique()).sort("kind", "actor")
    assert counts.height > 5
    return folder, counts.rows()


def test_duckdb_asks_the_store(kept: tuple[Path, list[tuple[str, str, int]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of SQL counts what the timeline has."""
    folder, counts = kept
    monkeypatch.chdir(folder)
    found = duckdb.sql(query("duckdb"))
    assert (found.columns, found.fetchall()) == (["kind", "actor", "n"], counts)


def test_polars_asks_the_store(kept: tuple[Path, list[tuple[str, str, int]]]) -> None:
    """So do the lines of Python, run as a script."""
    folder, counts = kept
    show = "import polars as pl\npl.Config(tbl_rows=-1, tbl_formatting='NOTHING', tbl_hide_dataframe_shape=True)\n"
    run = subprocess.run(
        [sys.executable, "-c", show + query("polars")], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    rows = [line.split() for line in run.stdout.splitlines()]
    assert [row for row in rows if len(row) == 3 and row[2].isdigit()] == [[k, a, str(n)] for k, a, n in counts]


def test_the_manual_s_exact_questions_are_answered(
    kept: tuple[Path, list[tuple[str, str, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says to ask of a timeline instead, where a count must be exact."""
    folder, counts = kept
    monkeypatch.chdir(folder)
    timeline = analytics.extract(analytics.read_reports(FILES).reports, store=folder / "kept")
    from analytics.timelines import write_timeline  # noqa: PLC0415  beside what it is for

    write_timeline(timeline, "frames", "parquet")
    write_timeline(timeline, "records.jsonl", "jsonl")
    asked = re.findall(r"`(FROM [^`]+)`", README.split("Where a count must be exact")[1].split("###")[0])
    assert len(asked) == 2
    for question in asked:
        found = duckdb.sql(question).aggregate("kind, actor, count(DISTINCT event_id)", "ALL").order("kind, actor")
        assert found.fetchall() == counts
