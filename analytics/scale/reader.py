"""Reports read a few at a time, by way of a store and of other processes: the same records as without."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.errors import ReportError, WorkerError
from analytics.scale.packing import PACKED, joined, unpacked
from analytics.scale.pool import Pool
from analytics.scale.shards import cut, read_shard
from analytics.scale.store import Store, key_of, load
from analytics.schema import DroppedTriggers, Refusals, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import dataframely as dy

    from analytics.scale.crew import Worker

__all__ = ["Piece", "Reader", "Tally"]

_Known = tuple[pl.DataFrame, list[pl.DataFrame]]  # a shard, and what the store has of its reports


@dataclass(slots=True)
class Tally:
    """What became of the reports of a run.

    Attributes:
        stored: How many came from the store.
        read: How many were read.
        broken: How many of those because their file in the store was broken.
        storeless: Why the store cannot be written, where the run does without it rather than stop.
        swept: Files that went from the store.
        aside: Schema `Refusals`, a row a report that ended the process that read it, twice.
    """

    stored: int = 0
    read: int = 0
    broken: int = 0
    swept: int = 0
    storeless: str | None = None
    aside: dy.DataFrame[Refusals] = field(default_factory=Refusals.create_empty)


class Piece(NamedTuple):
    """What a few reports gave.

    Attributes:
        timeline: Of those of them that could be read, in order.
        dropped: The triggers that became no record.
        given: How many reports there were.
    """

    timeline: Timeline
    dropped: dy.DataFrame[DroppedTriggers]
    given: int


@dataclass(slots=True)
class Reader:
    """A way to read many reports.

    Attributes:
        store: A folder that keeps what each report gave; made if it is missing.
        workers: How many processes read.
        sweep: Whether to take from the store what other versions of the codebook and the program left there.
        client: A client of a cluster that reads instead, as ``distributed`` has it.
        needed: Whether a store that cannot be written ends the run; if not, the run does without.
        tally: What became of the reports of the last call.
        crew: Processes that `analytics.scale.crew.hired` started before; they end with the reading.
    """

    store: str | Path | None = None
    workers: int = 1
    sweep: bool = False
    client: Any = None
    needed: bool = True
    tally: Tally = field(default_factory=Tally)
    crew: list[Worker] = field(default_factory=list)

    def __call__(
        self,
        reports: pl.DataFrame,
        *,
        codebook: str | Path | Codebook = "default",
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Timeline, dy.DataFrame[DroppedTriggers]]:
        """Read reports: byte for byte what `analytics.extraction.engine.extract_fully` returns.

        A report's records depend on its id, date and text, the codebook and the program, never on other reports.

        Args:
            reports: As `extract_fully` takes them.
            codebook: The same.
            progress: Called with (reports done, reports in all) after each piece.

        Raises:
            CodebookError: If the codebook cannot be read.
            StoreError: If the store cannot be written.
            WorkerError: If the processes cannot do their work.
            ReportError: If every report was set aside.
        """
        ordered = reports.sort("date", "report_id")
        shards = (ordered[start:stop] for start, stop in cut(ordered.get_column("text").str.len_bytes()))
        pieces, done = [], 0
        for piece in self.pieces(shards, codebook=codebook):
            pieces.append(piece)
            done += piece.given
            if progress is not None:
                progress(done, ordered.height)
        frames = {
            name: pl.concat([schema.create_empty(), *(getattr(piece.timeline, name) for piece in pieces)])
            for name, schema in Timeline.member_schemas().items()
        }
        dropped = pl.concat([DroppedTriggers.create_empty(), *(piece.dropped for piece in pieces)])
        return Timeline.validate(frames), DroppedTriggers.validate(dropped)

    def pieces(self, shards: Iterable[pl.DataFrame], *, codebook: str | Path | Codebook = "default") -> Iterator[Piece]:
        """Read reports, and hold few of them at a time.

        Args:
            shards: Schema `analytics.schema.Reports` each; taken as they are needed.
            codebook: As `__call__` takes it.

        Yields:
            What each shard gave, in the order of the shards.

        Raises:
            CodebookError: If the codebook cannot be read.
            StoreError: If the store cannot be written.
            WorkerError: If the processes cannot do their work.
            ReportError: At the end, if every report was set aside.
        """
        book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
        self.tally = Tally()
        store = None if self.store is None else Store.of(self.store, book, needed=self.needed)
        waiting: deque[_Known] = deque()
        aside: list[str] = []
        for answer in self._answers(self._missing(shards, store, waiting), book, store, aside):
            shard, kept = waiting.popleft()
            lost = pl.col("report_id").is_in(aside)
            self._set_aside(shard.filter(lost))
            stays = shard.filter(~lost)
            timeline, dropped = unpacked(joined([*kept, answer], stays), stays)
            yield Piece(timeline, dropped, shard.height)
        self._close(store)

    def _set_aside(self, reports: pl.DataFrame) -> None:
        if reports.height:
            self.tally.read -= reports.height
            self.tally.aside = Refusals.validate(pl.concat([self.tally.aside, _refusals(reports)]))

    def _close(self, store: Store | None) -> None:
        """Sweep the store, if it can be written; see that something was read."""
        if store is not None and not self.needed:
            self.tally.storeless = store.trouble()
        if store is not None and self.sweep and self.tally.storeless is None:
            self.tally.swept = store.sweep()
        if self.tally.aside.height and not self.tally.stored + self.tally.read:
            raise _none_left(self.tally.aside)

    def _missing(
        self, shards: Iterable[pl.DataFrame], store: Store | None, waiting: deque[_Known]
    ) -> Iterator[pl.DataFrame]:
        """Yield what is to be read of each shard; leave the shard, and what the store has of it, in a queue."""
        entries = {} if store is None else store.entries()
        for shard in shards:
            kept: dict[str, pl.DataFrame] = {}
            for report in shard.iter_rows(named=True) if store is not None and entries else ():
                key = key_of(report)
                if key in entries:
                    frame = load(key, entries[key])
                    self.tally.broken += frame is None
                    if frame is not None:
                        kept[report["report_id"]] = frame
            self.tally.stored += len(kept)
            self.tally.read += shard.height - len(kept)
            waiting.append((shard, list(kept.values())))
            yield shard.filter(~pl.col("report_id").is_in(list(kept))) if kept else shard

    def _answers(
        self, missing: Iterator[pl.DataFrame], book: Codebook, store: Store | None, aside: list[str]
    ) -> Iterator[pl.DataFrame]:
        """Yield what shards gave, in their order; add to the list what is set aside, before its shard's answer."""
        if self.workers < 1:
            raise WorkerError.at(
                "workers", got=str(self.workers), expected="a number of processes", way_out="One reads in this process."
            )
        if self.client is not None:
            from analytics.scale.cluster import read_by  # noqa: PLC0415  needs a library that few have

            yield from read_by(self.client, missing, book, store, aside)
        elif self.workers > 1:
            yield from Pool(missing, self.workers, book, store, aside, self.crew).read()
        else:
            for shard in missing:
                yield read_shard(shard, book, store) if shard.height else pl.DataFrame(schema=PACKED)


def _refusals(reports: pl.DataFrame) -> dy.DataFrame[Refusals]:
    rows = [
        {
            "file": report["path"] or report["report_id"],
            "line": None,
            "found": f"report {report['report_id']} ended the process that read it, twice",
            "expected": "a report that can be read",
            "way_out": "Cut it into shorter ones, or leave it out.",
        }
        for report in reports.iter_rows(named=True)
    ]
    return Refusals.validate(pl.DataFrame(rows, schema=Refusals.create_empty().schema))


def _none_left(aside: pl.DataFrame) -> ReportError:
    return ReportError.at(
        "every report",
        got=f"it ended the process that read it, twice ({aside.item(0, 'file')!r} first)",
        expected="a report that can be read",
        way_out="Give the processes more memory, or cut the reports into shorter ones.",
    )
