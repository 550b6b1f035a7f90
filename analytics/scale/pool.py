"""Several processes read shards; one that is killed costs its shard's time and nothing else.

Each holds one shard at a time.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import polars as pl

from analytics.errors import AnalyticsError, WorkerError
from analytics.scale.crew import end, ending, started
from analytics.scale.packing import PACKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Codebook
    from analytics.scale.crew import Worker
    from analytics.scale.store import Store

__all__ = ["STRIKES", "Pool"]

STRIKES = 2  # a report that ended its process so often is set aside
_DEATHS = 5  # of processes with no report to blame and no shard done between, before the run is given up
_AHEAD = 4  # shards a process that may be done before the oldest open one is: what waits in memory is bounded


@dataclass(slots=True, eq=False)
class Pool:
    """What a run in several processes knows.

    Attributes:
        shards: Schema `analytics.schema.Reports` each, perhaps empty; taken as they are needed.
        workers: How many processes read at a time.
        book: The codebook.
        store: Where the processes keep what reports gave, if anywhere.
        aside: Gets the ids of the reports that ended their process twice, in that order.
        crew: Processes that were started before; others are started as they are needed, and all end with the reading.
    """

    shards: Iterator[pl.DataFrame]
    workers: int
    book: Codebook
    store: Store | None
    aside: list[str] = field(default_factory=list)
    crew: list[Worker] = field(default_factory=list)
    _open: dict[int, pl.DataFrame] = field(default_factory=dict)  # a report that is set aside leaves its shard
    _taken: int = 0  # shards taken
    _waiting: deque[int] = field(default_factory=deque)
    _given: int = 0  # shards yielded
    _results: dict[int, pl.DataFrame] = field(default_factory=dict)
    _strikes: Counter[str] = field(default_factory=Counter)
    _blameless: int = 0

    def read(self) -> Iterator[pl.DataFrame]:
        """Yield what each shard gave, schema `analytics.scale.packing.PACKED`, in the order of the shards.

        Raises:
            WorkerError: If processes end without a report to blame.
            AnalyticsError: What reading raised.
        """
        with ending(self.crew):
            while self._take_shards() or self._given < self._taken:
                if self._given not in self._results:
                    self._staff()
                    self._listen()
                    self._staff()  # they read on while the caller looks at what they gave
                while self._given in self._results:
                    yield self._results.pop(self._given)
                    self._given += 1

    def _take_shards(self) -> bool:
        """Take shards as far as the window goes; whether there was one."""
        taken = self._taken
        last = self._given + _AHEAD * self.workers
        for shard in islice(self.shards, max(0, last - self._taken)):
            self._put(self._taken, shard)
            self._taken += 1
        return self._taken > taken

    def _put(self, number: int, shard: pl.DataFrame) -> None:
        """Let a shard wait to be read; an empty one is read."""
        if shard.height:
            self._open[number] = shard
            self._waiting.append(number)
        else:
            self._results[number] = pl.DataFrame(schema=PACKED)

    def _staff(self) -> None:
        """Start what is missing, and hand a shard to each process that has none."""
        busy = sum(worker.shard is not None for worker in self.crew)
        while len(self.crew) < min(self.workers, busy + len(self._waiting)):
            self.crew.append(started())
        for worker in self.crew:
            worker.equip(self.book)
            if worker.shard is None and self._waiting:
                number = self._waiting.popleft()
                worker.hand(number, self._open[number], self.store)

    def _listen(self) -> None:
        """Wait until a process has something to say, and take it."""
        ready = wait([worker.pipe for worker in self.crew])
        for worker in [worker for worker in self.crew if worker.pipe in ready]:
            try:
                self._take(worker, worker.pipe.recv())
            except (EOFError, OSError):
                self.crew.remove(worker)
                end(worker)
                self._bury(worker)

    def _take(self, worker: Worker, said: pl.DataFrame | AnalyticsError) -> None:
        if isinstance(said, AnalyticsError):
            raise said
        if worker.shard is not None:
            self._results[worker.shard] = said
            del self._open[worker.shard]
            worker.shard, self._blameless = None, 0

    def _bury(self, worker: Worker) -> None:
        """Give back the shard of a process that ended, without a report that ended one twice."""
        suspect = self._suspect(worker)
        if suspect is None:
            self._blameless += 1
            if self._blameless == _DEATHS:
                raise _given_up(worker.process.exitcode)
        else:
            self._strikes[suspect] += 1
        if worker.shard is None:
            return
        shard = self._open.pop(worker.shard)
        if suspect is not None and self._strikes[suspect] == STRIKES:
            self.aside.append(suspect)
            shard = shard.filter(pl.col("report_id") != suspect)
        self._put(worker.shard, shard)

    def _suspect(self, worker: Worker) -> str | None:
        """Return the report that a process was reading when it ended, if it was reading one."""
        if worker.shard is None or worker.read is None or worker.read == self._open[worker.shard].height:
            return None
        return str(self._open[worker.shard].item(worker.read, "report_id"))


def _given_up(code: int | None) -> WorkerError:
    return WorkerError.at(
        f"{_DEATHS} processes",
        got=f"each ended before it could read a report, or after its last (the last with code {code})",
        expected="processes that live",
        way_out='Use --workers 1; a script that asks for workers needs `if __name__ == "__main__":` around its calls.',
    )
