"""Reports read by several processes: the same bytes, whoever is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import analytics
from analytics.codebook import load_codebook
from analytics.errors import ReportError, SetAsideWarning, WorkerError
from analytics.extraction.engine import extract_fully
from analytics.scale.crew import hired
from analytics.scale.pool import Pool
from analytics.scale.reader import Reader
from analytics.scale.shards import cut, read_shard
from analytics.timelines import timeline_jsonl

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def reports() -> pl.DataFrame:
    """The sample and the seed: 36 reports."""
    return analytics.read_reports(ROOT / "seeds").reports


@pytest.fixture(scope="module")
def plain(reports: pl.DataFrame) -> analytics.Timeline:
    """What they give in one process."""
    return extract_fully(reports)[0]


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of two or three reports of the sample, so that there are many."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", 5_000)


@pytest.fixture
def deadly(deadly_words: str, tmp_path: Path) -> Path:
    """A folder with two good reports and, between them, one that kills whatever process reads it."""
    folder = tmp_path / "in"
    folder.mkdir()
    for day, words in (
        (7, "Ukrainian forces captured Robotyne."),
        (8, deadly_words),
        (9, "Russian forces shelled Orikhiv."),
    ):
        (folder / f"2023-07-0{day}.txt").write_text(f"{words} The weather on the day was fair, and the road was dry.")
    return folder


def written(timeline: analytics.Timeline) -> bytes:
    """The bytes of a timeline."""
    return b"".join(timeline_jsonl(timeline))


def sharded(reports: pl.DataFrame) -> list[pl.DataFrame]:
    """Reports cut into shards."""
    return [reports[start:stop] for start, stop in cut(reports.get_column("text").str.len_bytes())]


def children() -> list[int]:
    """The processes that read for this one, in the order of their start."""
    return sorted(process.pid or 0 for process in multiprocessing.active_children())


# ---------------------------------------------------------------------- shards


@pytest.mark.parametrize("size", [1, 2_500, 5_000, 10**9])
def test_shards_hold_every_report_once(reports: pl.DataFrame, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Together the shards are the reports, in order; none is empty, none over its length unless it is one report."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", size)
    shards = sharded(reports)
    assert pl.concat(shards).equals(reports)
    assert all(shard.height for shard in shards)
    assert all(shard.height == 1 or shard.get_column("text").str.len_bytes().sum() <= size for shard in shards)


def test_no_reports_no_shards(reports: pl.DataFrame) -> None:
    """Nothing is cut into nothing, and read as nothing by however many processes."""
    assert sharded(reports[:0]) == []
    assert Reader(workers=2)(reports[:0])[0].reports.height == 0
    assert children() == []


# ---------------------------------------------------------------------- the same bytes


@pytest.mark.usefixtures("small_shards")
def test_processes_change_no_byte(reports: pl.DataFrame, plain: analytics.Timeline, tmp_path: Path) -> None:
    """Three processes on shuffled reports, into a store and then from a part of it: what one process gives."""
    shuffled = reports.sample(fraction=1, shuffle=True, seed=3)
    store = tmp_path / "store"
    steps: list[tuple[int, int]] = []
    first = analytics.extract(shuffled, workers=3, store=store, progress=lambda *step: steps.append(step))
    assert written(first) == written(plain)
    assert steps[-1] == (36, 36)
    assert steps == sorted(set(steps))
    assert children() == []
    for entry in sorted(store.rglob("*.parquet"))[::2]:
        entry.unlink()
    reader = Reader(store, workers=2)
    assert written(reader(shuffled)[0]) == written(plain)
    assert (reader.tally.stored, reader.tally.read) == (18, 18)


def test_what_waits_is_bounded(reports: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    """No shard is handed out that lies further ahead of the oldest open one than the window."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", 1)
    monkeypatch.setattr("analytics.scale.pool._AHEAD", 1)
    book = load_codebook()
    pool = Pool(iter(sharded(reports)), 2, book, None)
    for number, frame in enumerate(pool.read()):
        assert len(pool._results) <= 2  # noqa: SLF001  memory is what the test is about
        assert frame.equals(read_shard(reports[number : number + 1], book, None))


# ---------------------------------------------------------------------- kill -9


@pytest.mark.usefixtures("small_shards")
def test_a_killed_process_costs_nothing_but_time(
    reports: pl.DataFrame, plain: analytics.Timeline, tmp_path: Path
) -> None:
    """`kill -9` of two processes while they read: their shards are read again, nothing is lost or doubled."""
    shot: list[int] = []

    def shoot(done: int, total: int) -> None:
        if len(shot) < 2 and total - done > 20:
            shot.append(next(pid for pid in children() if pid not in shot))
            os.kill(shot[-1], signal.SIGKILL)

    reader = Reader(tmp_path / "store", workers=2)
    assert written(reader(reports, progress=shoot)[0]) == written(plain)
    assert len(set(shot)) == 2
    assert reader.tally.aside.is_empty()
    assert (reader.tally.stored, reader.tally.read) == (0, 36)
    assert written(reader(reports)[0]) == written(plain)
    assert (reader.tally.stored, reader.tally.broken) == (36, 0)


def test_processes_that_were_started_ahead_read_or_end(reports: pl.DataFrame, plain: analytics.Timeline) -> None:
    """They are there before there are reports; one that is killed while it waits is replaced; none outlives its use."""
    with hired(2):
        assert len(children()) == 2
    assert children() == []
    with hired(2) as crew:
        waiting = children()
        os.kill(waiting[0], signal.SIGKILL)
        assert written(Reader(workers=2, crew=crew)(reports)[0]) == written(plain)
        assert children() == []
    with hired(1):
        assert children() == []


def test_a_deadly_report_is_set_aside_and_named(deadly: Path) -> None:
    """A report that kills its process twice is refused by name; those beside it are read as if it were not there."""
    run = subprocess.run(
        [sys.executable, "-m", "analytics", "extract", "in", "--workers", "2", "--out", "out.jsonl"],
        cwd=deadly.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 4, run.stderr
    assert "1 refused:\n  2023-07-08.txt: report " in run.stderr
    assert "ended the process that read it, twice; expected a report that can be read." in run.stderr
    (deadly / "2023-07-08.txt").unlink()
    rest = analytics.extract(analytics.read_reports(deadly).reports)
    assert rest.claims.height
    assert (deadly.parent / "out.jsonl").read_bytes() == written(rest)


def test_a_deadly_report_warns_a_script(deadly: Path) -> None:
    """The verb warns of it; what was read of the others is in the store, and the next run tries it again."""
    reports = analytics.read_reports(deadly).reports
    store = deadly.parent / "store"
    for _ in range(2):
        with pytest.warns(SetAsideWarning, match="ended the process that read it, twice"):
            timeline = analytics.extract(reports, workers=2, store=store)
        assert timeline.reports.height == 2
    assert len(list(store.rglob("*.parquet"))) == 2


def test_nothing_but_deadly_reports(deadly: Path) -> None:
    """Where no report can be read, that is an error."""
    reports = analytics.read_reports(deadly / "2023-07-08.txt").reports
    with pytest.raises(ReportError, match="every report: it ended the process that read it, twice"):
        analytics.extract(reports, workers=2)


def test_a_script_without_its_guard_is_told(tmp_path: Path) -> None:
    """Processes that end before they can read blame no report: the run is given up, with the way out."""
    (tmp_path / "2023-07-10.txt").write_text("The sappers crossed the ford near the mill, and nobody has seen them.")
    script = tmp_path / "script.py"
    script.write_text("import analytics\nanalytics.extract(analytics.read_reports('.').reports, workers=2)\n")
    run = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    last = run.stderr.strip().splitlines()[-1]
    assert "WorkerError: 5 processes: each ended before it could read a report" in last
    assert 'needs `if __name__ == "__main__":`' in last


def test_what_reading_raises_is_raised(reports: pl.DataFrame) -> None:
    """An error in a process is told as one, and the processes end."""
    broken = reports.with_columns(date=pl.lit(None, pl.Date))
    with pytest.raises(WorkerError, match="unexpected "):
        Reader(workers=2)(broken)
    assert children() == []


def test_no_process_is_refused(reports: pl.DataFrame) -> None:
    """Nobody waits for processes that are not there."""
    with pytest.raises(WorkerError, match="workers: 0; expected a number of processes"):
        analytics.extract(reports, workers=0)
