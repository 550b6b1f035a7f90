"""How fast many reports are read, how much memory that takes, and what a store and a second process save.

    pytest tests/bench/performance.py --benchmark-json=performance.json
    pytest tests/bench/performance.py -k "not 100000"        # without the longest, which takes many minutes

Every run is one of the command line, from its start to its end, once; its figures (seconds of the clock, in
``extra_info`` those of the processor, the peak of memory of the largest process, reports, words) are for comparison
within one session: other machines have others. Reports are made of sentences of the sample, drawn by a fixed seed.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from distributed import LocalCluster

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ISW = ROOT.parent / "shared" / "corpora" / "isw_daily"
SEED, SENTENCES, A_DAY = 7, 5, 100  # sentences of a report, reports of a day
FIRST = dt.date(2022, 3, 1)
SIZES = (100, 1_000, 10_000, 100_000)


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the sample."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "sample").glob("*.txt")))
    paragraphs = [part for text in texts for part in text.split("\n\n") if len(part) > 80]
    return tuple(sentence for part in paragraphs for sentence in re.split(r"(?<=[.]) ", " ".join(part.split())))


def reports(count: int) -> Iterator[dict[str, str]]:
    """Rows of reports, each of a few sentences drawn without repeating one."""
    draw = random.Random(SEED)  # noqa: S311  no secret
    for number in range(count):
        day = FIRST + dt.timedelta(days=number // A_DAY)
        text = f"Desk report {number}.\n\n" + " ".join(draw.sample(sentences(), SENTENCES))
        yield {"report_id": f"{number:06}", "date": day.isoformat(), "text": text}


def lines(file: Path, rows: Iterator[dict[str, str]]) -> int:
    """Write reports as JSON lines; return how many words they have."""
    words = 0
    with file.open("w", encoding="utf-8") as handle:
        for row in rows:
            words += len(row["text"].split())
            handle.write(json.dumps(row) + "\n")
    return words


def words_of(folder: Path) -> int:
    """Count the words of the reports in a folder."""
    return sum(len(path.read_text(encoding="utf-8").split()) for path in folder.glob("*.txt"))


def run(benchmark: Any, *args: str | Path, words: int | None = None, command: str = "extract") -> float:
    """Run the command line once; return the processor's seconds of it and all that it started."""
    usage: list[Any] = []

    def once() -> None:
        process = subprocess.Popen([sys.executable, "-m", "analytics", command, *map(str, args)])
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        usage.append(used)

    benchmark.pedantic(once, rounds=1, iterations=1)
    (used,) = usage
    processor = used.ru_utime + used.ru_stime
    benchmark.extra_info |= {"processor_seconds": processor, "peak_megabytes": used.ru_maxrss / 1024}
    if words is not None:
        benchmark.extra_info |= {"words": words, "words_a_processor_second": words / processor}
    return processor


@pytest.mark.parametrize("what", ["import analytics", "--help", "extract"])
def test_start(benchmark: Any, tmp_path: Path, what: str) -> None:
    """A process that only imports the package, tells its commands, or reads one report; the best of ten counts."""
    text = tmp_path / "2023-07-10.txt"
    text.write_text(" ".join(sentences()[:SENTENCES]), encoding="utf-8")
    given = ["-m", "analytics", "extract", str(text), "--out", str(tmp_path / "out.jsonl")]
    args = {"import analytics": ["-c", what], "--help": ["-m", "analytics", what], "extract": given}[what]
    command = [sys.executable, *args]
    subprocess.run(command, check=True, capture_output=True)  # what Python keeps of its modules is there then
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=10, iterations=1)


@pytest.mark.parametrize("count", SIZES)
def test_reports(benchmark: Any, tmp_path: Path, count: int) -> None:
    """So many reports from one file, written as one."""
    words = lines(tmp_path / "in.jsonl", reports(count))
    benchmark.extra_info["reports"] = count
    run(benchmark, tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", words=words)


@pytest.mark.parametrize("workers", [1, 2])
def test_short_reports(benchmark: Any, tmp_path: Path, workers: int) -> None:
    """Ten thousand short reports, by one process and by two."""
    words = lines(tmp_path / "in.jsonl", reports(10_000))
    run(benchmark, tmp_path / "in.jsonl", "--workers", str(workers), "--out", tmp_path / "out.jsonl", words=words)


@pytest.mark.parametrize("workers", [1, 2])
def test_processes(benchmark: Any, tmp_path: Path, workers: int) -> None:
    """Long reports, by one process and by two."""
    run(benchmark, ISW, "--workers", str(workers), "--out", tmp_path / "out.jsonl", words=words_of(ISW))


def test_cluster(benchmark: Any, tmp_path: Path) -> None:
    """Long reports, by a cluster of two workers on this machine; the processor's seconds are those of the client."""
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as cluster:
        given = ("--dask", cluster.scheduler_address, "--out", tmp_path / "out.jsonl")
        run(benchmark, ISW, *given, words=words_of(ISW))


@pytest.mark.parametrize("kept", [0, 10_000])
def test_one_more_report(benchmark: Any, tmp_path: Path, kept: int) -> None:
    """One report, passed alone, into a store that has so many."""
    lines(tmp_path / "in.jsonl", reports(kept + 1))
    rows = (tmp_path / "in.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "before.jsonl").write_text("".join(rows[:-1]), encoding="utf-8")
    (tmp_path / "one.jsonl").write_text(rows[-1], encoding="utf-8")
    store = ("--store", tmp_path / "store", "--out", tmp_path / "out.jsonl")
    if kept:
        command = [sys.executable, "-m", "analytics", "extract", tmp_path / "before.jsonl", *store]
        subprocess.run(command, check=True)
    run(benchmark, tmp_path / "one.jsonl", *store)


@pytest.mark.parametrize("state", ["empty", "full"])
def test_store(benchmark: Any, tmp_path: Path, state: str) -> None:
    """Long reports into an empty store, and from a full one."""
    store = ("--store", tmp_path / "store", "--out", tmp_path / "out.jsonl")
    if state == "full":
        subprocess.run([sys.executable, "-m", "analytics", "extract", ISW, *store], check=True)
    run(benchmark, ISW, *store, words=words_of(ISW))


@pytest.mark.parametrize("state", ["empty", "full"])
def test_export(benchmark: Any, tmp_path: Path, state: str) -> None:
    """All pages of the seeds, where the store has none of the reports and where it has all."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    given = (tmp_path / "seeds", "--store", tmp_path / "store", "--out", tmp_path / "pages")
    if state == "full":
        subprocess.run([sys.executable, "-m", "analytics", "export", *given], check=True)
    run(benchmark, *given, command="export")
