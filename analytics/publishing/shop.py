"""Where an export is at work: its folder is locked, kernels stand by, notebooks become pages."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analytics.publishing.listing import INDEX
from analytics.publishing.locking import alone_in, room
from analytics.publishing.runner import kernels
from analytics.timelines import write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import polars as pl

    from analytics.publishing.facts import Facts
    from analytics.publishing.runner import Progress, Run
    from analytics.schema import Timeline

__all__ = ["TIMELINE", "Shop", "open_shop"]

TIMELINE = "timeline"  # a notebook's parameter, and the folder that it names
_TIMEOUT = 600  # seconds a cell


class Shop(NamedTuple):
    """A locked folder and what works in it.

    Attributes:
        target: The folder of the pages.
        work: A room in it, for what is not finished.
        private: Where the kernels work.
        run: Runs notebooks, see `analytics.publishing.runner.kernels`.
    """

    target: Path
    work: Path
    private: Path
    run: Callable[[Sequence[Run]], Callable[[], None]]

    def pages(
        self, runs: Sequence[Run], timeline: Timeline, beside: Mapping[str, pl.DataFrame], facts: Facts
    ) -> dict[str, tuple[str, bytes]]:
        """Run notebooks and turn those that end well into pages.

        Args:
            runs: Each has the parameter ``timeline`` set to `TIMELINE`.
            timeline: What they read.
            beside: Frames beside the timeline, by file.
            facts: What the pages tell of their reports.

        Returns:
            Title and content by file, in the order of the runs.
        """
        write_timeline(timeline, self.private / TIMELINE, "parquet")
        for name, frame in beside.items():
            frame.write_parquet(self.private / TIMELINE / name)
        finish = self.run(runs)
        from analytics.publishing.bundle import vega_bundle  # noqa: PLC0415  while the notebooks run
        from analytics.publishing.exporter import OfflineHTMLExporter  # noqa: PLC0415  brings nbconvert

        vega_bundle()
        exporter = OfflineHTMLExporter()  # type: ignore[no-untyped-call]  # nbconvert is half typed
        finish()
        pages = {}
        for run in (run for run in runs if not run.stopped):
            resources = {"metadata": {"name": run.name}, "facts": facts, "index": INDEX}
            page, told = exporter.from_notebook_node(run.notebook, resources)
            pages[f"{run.name}.html"] = told["outline"].title or run.name, page.encode(errors="replace")
        return pages


@contextmanager
def open_shop(out: str | Path, count: int, progress: Progress | None) -> Iterator[Shop]:
    """Lock a folder and start kernels: they load their libraries while the reports are read.

    Args:
        out: The folder.
        count: How many notebooks there will be.
        progress: Called after every cell that has run.

    Raises:
        LockedError, ExportError: See `alone_in`.
    """
    with alone_in(Path(out)) as work:
        private = room(work, f"kernels-{os.getpid()}").resolve()  # apart from kernels that outlived a killed run
        with kernels(private, count, timeout=_TIMEOUT, progress=progress) as run:
            yield Shop(Path(out), work, private, run)
