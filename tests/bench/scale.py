"""Extract many reports: with a store and without, in one process and in two, as whole runs of the command line.

    python tests/bench/scale.py ../shared/corpora/isw_daily

Prints the seconds of one run each, the processor's seconds of all its processes, and the ratio of the former to a run
without store in one process. The last report is left out of the store at first, and is then passed alone.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROWS = [
    ("one process", "all", ()),
    ("two processes", "all", ("--workers", "2")),
    ("into an empty store", "most", ("--store", "{store}")),
    ("one more report, alone", "one", ("--store", "{store}")),
    ("the same into an empty store", "one", ("--store", "{other}")),
    ("from the full store", "all", ("--store", "{store}")),
]


def measured(command: list[str]) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    clock, after = perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def parted(source: Path, scratch: Path) -> None:
    """Lay all reports, all but the last, and the last alone into folders."""
    reports = sorted(path for path in source.iterdir() if path.suffix == ".txt")
    for name, chosen in {"all": reports, "most": reports[:-1], "one": reports[-1:]}.items():
        (scratch / name).mkdir()
        for path in chosen:
            shutil.copy(path, scratch / name)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        parted(Path(sys.argv[1]), scratch)
        places = {"store": scratch / "store", "other": scratch / "other"}
        first, outputs = 0.0, set()
        for name, part, options in ROWS:
            out = scratch / f"{name}.jsonl"
            given = [option.format(**places) for option in options]
            command = [sys.executable, "-m", "analytics", "extract", str(scratch / part), "--out", str(out), *given]
            clock, processor = measured(command)
            first = first or clock
            if part == "all":
                outputs.add(out.read_bytes())
            print(f"{name:<30} {clock:7.2f} s {processor:7.2f} s of the processor {clock / first:6.2f}")
        print(f"{'outputs that differ':<30} {len(outputs) - 1:7}")


if __name__ == "__main__":
    main()
