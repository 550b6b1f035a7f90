"""Execute and convert the briefing: this package's export against papermill and nbconvert.

Each side runs as processes from start to end, on the same notebook and the same stored timeline of ``seeds``; ours also
writes index and archive. One after the other, three times; the middle one counts.

    python tests/bench/publishing.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
BRIEFING = ROOT / "notebooks" / "00-briefing.ipynb"
TIMES = 3
OURS = """
import sys
from analytics.publishing import publish
from analytics.publishing.choosing import load_notebooks
from analytics.schema import Refusals
from analytics.timelines import read_timeline
made = publish(
    read_timeline(sys.argv[1]), load_notebooks(["00-briefing"]), out=sys.argv[2], refused=Refusals.create_empty()
)
made.raise_for_failures()
"""


def seconds(*commands: list[str]) -> float:
    """Return how long some commands take, one after the other."""
    started = perf_counter()
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - started


def main() -> None:
    """Measure and print."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        timeline, ran, pages = (str(Path(folder) / name) for name in ("timeline", "ran.ipynb", "pages"))
        extract = [python, "-m", "analytics", "extract", str(ROOT / "seeds"), "--format", "parquet", "--out", timeline]
        subprocess.run(extract, check=True, capture_output=True)
        papermill = [python, "-m", "papermill", "--no-progress-bar", "-p", "timeline", timeline, str(BRIEFING), ran]
        nbconvert = [python, "-m", "nbconvert", "--to", "html", ran]
        ours = [python, "-c", OURS, timeline, pages]
        seconds(ours)  # the charts' script is in the cache from then on
        runs = [(seconds(ours), seconds(papermill, nbconvert)) for _ in range(TIMES)]
    for name, times in zip(("analytics", "papermill + nbconvert"), zip(*runs, strict=True), strict=True):
        print(f"{name:<22} {statistics.median(times):6.2f} s  ({', '.join(f'{time:.2f}' for time in times)})")
    print(f"{'ratio':<22} {statistics.median(theirs / ours for ours, theirs in runs):6.2f}")


if __name__ == "__main__":
    main()
