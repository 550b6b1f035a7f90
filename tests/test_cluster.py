"""Reports read by a cluster of Dask on loopback: the same bytes, whichever worker is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dask
import pytest
from distributed import Client, LocalCluster

import analytics
from analytics.errors import ReportError, SetAsideWarning, WorkerError
from analytics.extraction.engine import extract_fully
from analytics.scale.cluster import connected
from analytics.scale.reader import Reader
from analytics.timelines import timeline_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

ROOT = Path(__file__).parents[1]
SETTINGS = {
    "distributed.scheduler.allowed-failures": 1,  # workers that a task may cost
    "distributed.worker.daemon": True,
    "distributed.admin.system-monitor.gil.enabled": False,
}


def tasks(dask_scheduler: Any) -> list[str]:
    """What a scheduler has to do, or keeps."""
    return [str(key) for key in dask_scheduler.tasks]


def cluster() -> LocalCluster:
    """Two workers, each a process of its own, and a scheduler."""
    return LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0")


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client of a real cluster."""
    with dask.config.set(SETTINGS), cluster() as here, Client(here, set_as_default=False) as client:
        yield client


@pytest.fixture(scope="module")
def reports() -> pl.DataFrame:
    """The sample and the seed."""
    return analytics.read_reports(ROOT / "seeds").reports


@pytest.fixture(scope="module")
def plain(reports: pl.DataFrame) -> bytes:
    """What they give in one process."""
    return written(extract_fully(reports)[0])


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of two or three reports of the sample, so that there are many."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", 5_000)


def written(timeline: analytics.Timeline) -> bytes:
    """The bytes of a timeline."""
    return b"".join(timeline_jsonl(timeline))


# ---------------------------------------------------------------------- the same bytes


@pytest.mark.usefixtures("small_shards")
def test_a_cluster_changes_no_byte(client: Client, reports: pl.DataFrame, plain: bytes, tmp_path: Path) -> None:
    """Shuffled reports, into a store and then from a part of it: what one process gives."""
    shuffled = reports.sample(fraction=1, shuffle=True, seed=3)
    steps: list[tuple[int, int]] = []
    first = analytics.extract(shuffled, client=client, store=tmp_path, progress=lambda *step: steps.append(step))
    assert written(first) == plain
    assert steps[-1] == (reports.height, reports.height)
    entries = sorted(tmp_path.rglob("*.parquet"))
    assert len(entries) == reports.height
    for entry in entries[::2]:
        entry.unlink()
    reader = Reader(tmp_path, client=client)
    assert written(reader(shuffled)[0]) == plain
    assert (reader.tally.stored, reader.tally.read) == (reports.height // 2, reports.height - reports.height // 2)


@pytest.mark.usefixtures("small_shards")
def test_a_killed_worker_costs_nothing_but_time(client: Client, reports: pl.DataFrame, plain: bytes) -> None:
    """`kill -9` of a worker in the middle of a run: another one does its task, nothing is lost or doubled."""
    shot: list[int] = []

    def shoot(_done: int, _total: int) -> None:
        if not shot:
            shot.append(min(client.run(os.getpid).values()))
            os.kill(shot[0], signal.SIGKILL)

    reader = Reader(client=client)
    timeline, _ = reader(reports, progress=shoot)
    assert written(timeline) == plain
    assert len(shot) == 1
    assert reader.tally.aside.is_empty()
    client.wait_for_workers(2)
    assert shot[0] not in client.run(os.getpid).values()


def test_nothing_is_left_behind(client: Client, reports: pl.DataFrame) -> None:
    """A caller that stops in the middle leaves no task on the cluster."""
    pieces = Reader(client=client).pieces(reports[number : number + 1] for number in range(12))
    next(pieces)
    pieces.close()
    client.submit(os.getpid, pure=False).result()
    assert not [key for key in client.run_on_scheduler(tasks) if "_read" in key]


# ---------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("size", [1, 60_000])
def test_a_deadly_report_is_set_aside(
    deadly_words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """A report that no worker survives is named, the others are read, in its shard or behind it in its worker."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", size)
    said = ((7, "Ukrainian forces captured Robotyne."), (8, deadly_words), (9, "Russian forces shelled Orikhiv."))
    for day, words in said:
        (tmp_path / f"2023-07-0{day}.txt").write_text(f"{words} The weather was fair, and the road was dry all day.")
    reports = analytics.read_reports(str(tmp_path / "*.txt")).reports
    strict = SETTINGS | {"distributed.scheduler.allowed-failures": 0}
    with dask.config.set(strict), cluster() as here, Client(here, set_as_default=False) as client:
        with pytest.warns(SetAsideWarning, match="ended the process that read it"):
            timeline = analytics.extract(reports, client=client)
        with pytest.raises(ReportError, match="every report: it ended the process that read it"):
            analytics.extract(reports[1:2], client=client)
    assert written(timeline) == written(extract_fully(reports[[0, 2]])[0])


def test_another_version_is_refused(client: Client, reports: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that would read otherwise reads nothing."""
    monkeypatch.setattr("analytics.scale.cluster.stamp", lambda _: "another")
    with pytest.raises(WorkerError, match="the cluster: another version of the package, of Python or of a library"):
        analytics.extract(reports[:1], client=client)


def test_a_cluster_without_workers_is_told(reports: pl.DataFrame) -> None:
    """Nobody waits for workers that are not there."""
    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty:
        address = empty.scheduler_address
        with connected(address) as client, pytest.raises(WorkerError, match="no worker; expected one at least"):
            analytics.extract(reports[:1], client=client)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere://", "127.0.0.1:9"])
def test_an_address_without_a_scheduler_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What answers no one is named, with an address that would do."""
    monkeypatch.setattr("analytics.scale.cluster._PATIENCE", 1)
    with pytest.raises(WorkerError, match=r"no scheduler answers .*; expected the address of a Dask scheduler"):
        connected(address).__enter__()


def test_the_command_line_asks_a_cluster(client: Client, plain: bytes, tmp_path: Path) -> None:
    """`--dask` gives the bytes of a run without."""
    address: Any = client.scheduler.address
    command = [sys.executable, "-m", "analytics", "extract", str(ROOT / "seeds"), "--dask", address]
    run = subprocess.run([*command, "--out", str(tmp_path / "out.jsonl")], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == plain
    assert run.stderr.splitlines()[0].startswith("36 reports")
    both = subprocess.run([*command, "--workers", "2"], capture_output=True, text=True, check=False)
    assert both.returncode == 2
    assert "--dask and --workers exclude each other" in both.stderr
