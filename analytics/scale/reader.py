"""Reports read by way of a store and of several processes: the same records as without."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.errors import ReportError, WorkerError
from analytics.scale.packing import joined, unpacked
from analytics.scale.pool import Pool
from analytics.scale.shards import cut, read_shard
from analytics.scale.store import Store, key_of, load
from analytics.schema import Refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import dataframely as dy

    from analytics.schema import DroppedTriggers, Timeline

__all__ = ["Reader", "Tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the reports of a run.

    Attributes:
        stored: How many came from the store.
        read: How many were read.
        broken: How many of those because their file in the store was broken.
        swept: Files that went from the store.
        aside: Schema `Refusals`, a row a report that ended the process that read it, twice.
    """

    stored: int
    read: int
    broken: int
    swept: int
    aside: dy.DataFrame[Refusals]


@dataclass(slots=True)
class Reader:
    """A way to read many reports, for `analytics.extraction.engine.extract`.

    Attributes:
        store: A folder that keeps what each report gave; made if it is missing.
        workers: How many processes read.
        sweep: Whether to take from the store what other versions of the codebook and the program left there.
        tally: What became of the reports of the last call.
    """

    store: str | Path | None = None
    workers: int = 1
    sweep: bool = False
    tally: Tally = field(default_factory=lambda: Tally(0, 0, 0, 0, Refusals.create_empty()))

    def __call__(
        self,
        reports: pl.DataFrame,
        *,
        codebook: str | Path | Codebook = "default",
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Timeline, dy.DataFrame[DroppedTriggers]]:
        """Read reports: as `analytics.extraction.engine.extract_fully`, and byte for byte what that returns.

        A report's records depend on its id, date and text, the codebook and the program, never on other reports.

        Args:
            reports: As `extract_fully` takes them.
            codebook: The same.
            progress: Called with (reports done, reports in all) after each shard.

        Raises:
            CodebookError: If the codebook cannot be read.
            StoreError: If the store cannot be written.
            WorkerError: If the processes cannot do their work.
            ReportError: If every report was set aside.
        """
        book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
        ordered = reports.sort("date", "report_id")
        store = None if self.store is None else Store.of(self.store, book)
        kept, broken = _kept(store, ordered)
        shards = list(cut(ordered.filter(~pl.col("report_id").is_in(list(kept)))))
        aside: list[str] = []
        frames, done = list(kept.values()), len(kept)
        for height, frame in zip(
            [shard.height for shard in shards], self._read(shards, book, store, aside), strict=True
        ):
            frames.append(frame)
            done += height
            if progress is not None:
                progress(done, ordered.height)
        swept = store.sweep() if store is not None and self.sweep else 0
        read = ordered.filter(~pl.col("report_id").is_in(aside))
        self.tally = Tally(len(kept), read.height - len(kept), broken, swept, _refusals(ordered, aside))
        if not read.height and aside:
            raise _none_left(aside)
        return unpacked(joined(frames, read), read)

    def _read(
        self, shards: list[pl.DataFrame], book: Codebook, store: Store | None, aside: list[str]
    ) -> Iterator[pl.DataFrame]:
        """Yield what shards gave, in their order; add to the list what is set aside."""
        if self.workers < 1:
            raise WorkerError.at(
                "workers", got=str(self.workers), expected="a number of processes", way_out="One reads in this process."
            )
        if self.workers == 1 or not shards:
            yield from (read_shard(shard, book, store) for shard in shards)
            return
        pool = Pool(shards, self.workers, book, store)
        yield from pool.read()
        aside += pool.aside


def _kept(store: Store | None, reports: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], int]:
    """Return what a store has of reports, by report, and how many of its files are broken."""
    entries = {} if store is None else store.entries()
    kept, broken = {}, 0
    for report in reports.iter_rows(named=True) if entries else ():
        key = key_of(report)
        if key not in entries:
            continue
        frame = load(key, entries[key])
        if frame is None:
            broken += 1
        else:
            kept[report["report_id"]] = frame
    return kept, broken


def _refusals(reports: pl.DataFrame, aside: list[str]) -> dy.DataFrame[Refusals]:
    rows = [
        {
            "file": report["path"] or report["report_id"],
            "line": None,
            "found": f"report {report['report_id']} ended the process that read it, twice",
            "expected": "a report that can be read",
            "way_out": "Cut it into shorter ones, or leave it out.",
        }
        for report in reports.filter(pl.col("report_id").is_in(aside)).iter_rows(named=True)
    ]
    return Refusals.validate(pl.DataFrame(rows, schema=Refusals.create_empty().schema))


def _none_left(aside: list[str]) -> ReportError:
    return ReportError.at(
        "every report",
        got=f"it ended the process that read it, twice ({aside[0]!r} first)",
        expected="a report that can be read",
        way_out="Give the processes more memory, or cut the reports into shorter ones.",
    )
