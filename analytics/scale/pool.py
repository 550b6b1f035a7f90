"""Several processes read shards; one that is killed costs its shard's time and nothing else.

They are spawned: a forked process hangs in Polars. Each holds one shard at a time and tells which of its reports are
read, so that it is known which one a killed process was reading.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import Counter, deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.errors import AnalyticsError, WorkerError
from analytics.process import own_the_process
from analytics.scale.packing import PACKED
from analytics.scale.shards import read_shard
from analytics.schema import Reports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from analytics.codebook import Codebook
    from analytics.scale.store import Store

__all__ = ["STRIKES", "Pool", "hired"]

STRIKES = 2  # a report that ended its process so often is set aside
_DEATHS = 5  # of processes with no report to blame and no shard done between, before the run is given up
_PATIENCE = 5.0  # seconds for a process to take its drafts away before it is killed
_AHEAD = 4  # shards a process that may be done before the oldest open one is: what waits in memory is bounded


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, our end of its pipe, the shard that it was sent, and how many of its reports are read.

    ``read`` is null until it says that it has the shard. ``equipping`` sends it the codebook, which is more than a pipe
    holds: it ends when the process has it, or is gone.
    """

    process: BaseProcess
    pipe: Connection
    equipping: Thread
    shard: int | None = None
    read: int | None = None


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
    crew: list[_Worker] = field(default_factory=list)
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
        with _ending(self.crew):
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
            self.crew.append(_started(self.book))
        for worker in self.crew:
            if worker.shard is None and self._waiting:
                worker.shard, worker.read = self._waiting.popleft(), None
                self._hand(worker, self._open[worker.shard])

    def _hand(self, worker: _Worker, shard: pl.DataFrame) -> None:
        worker.equipping.join()
        with suppress(OSError):  # it was killed: its pipe says so when we listen
            worker.pipe.send((shard, self.store))

    def _listen(self) -> None:
        """Wait until a process has something to say, and take it."""
        ready = wait([worker.pipe for worker in self.crew])
        for worker in [worker for worker in self.crew if worker.pipe in ready]:
            try:
                self._take(worker, worker.pipe.recv())
            except (EOFError, OSError):
                self.crew.remove(worker)
                _end(worker)
                self._bury(worker)

    def _take(self, worker: _Worker, said: int | pl.DataFrame | AnalyticsError) -> None:
        if isinstance(said, AnalyticsError):
            raise said
        if isinstance(said, int):
            worker.read = said
        elif worker.shard is not None:
            self._results[worker.shard] = said
            del self._open[worker.shard]
            worker.shard, self._blameless = None, 0

    def _bury(self, worker: _Worker) -> None:
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

    def _suspect(self, worker: _Worker) -> str | None:
        """Return the report that a process was reading when it ended, if it was reading one."""
        if worker.shard is None or worker.read is None or worker.read == self._open[worker.shard].height:
            return None
        return str(self._open[worker.shard].item(worker.read, "report_id"))


@contextmanager
def hired(workers: int, book: Codebook) -> Iterator[list[_Worker]]:
    """Start processes, which load while the work for them is still looked for.

    Args:
        workers: How many; none where one process is to read.
        book: The codebook.
    """
    with _ending([]) as crew:
        crew += [_started(book) for _ in range(workers if workers > 1 else 0)]
        yield crew


@contextmanager
def _ending(crew: list[_Worker]) -> Iterator[list[_Worker]]:
    """End the processes that are in a list at the end."""
    try:
        yield crew
    finally:
        _end(*crew)
        crew.clear()


def _started(book: Codebook) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()  # the process has the only one left: it ends with it
    equipping = Thread(target=_equip, args=(ours, book), daemon=True)
    equipping.start()
    return _Worker(process, ours, equipping)


def _equip(pipe: Connection, book: Codebook) -> None:
    with suppress(OSError):  # it was killed: its pipe says so when we listen
        pipe.send(book)


def _end(*crew: _Worker) -> None:
    """End processes, all at a time."""
    for worker in crew:
        worker.process.terminate()
    for worker in crew:
        worker.process.join(_PATIENCE)
        worker.process.kill()
        worker.process.join()
        worker.equipping.join()
        worker.pipe.close()


def _given_up(code: int | None) -> WorkerError:
    return WorkerError.at(
        f"{_DEATHS} processes",
        got=f"each ended before it could read a report, or after its last (the last with code {code})",
        expected="processes that live",
        way_out='Use --workers 1; a script that asks for workers needs `if __name__ == "__main__":` around its calls.',
    )


# ---------------------------------------------------------------------- in the process


def _work(pipe: Any) -> None:
    """Read the shards that come until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C reaches every process: the first one ends the others
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # an exit takes a half-written draft away
    own_the_process()
    try:
        book = pipe.recv()
        _answer(Reports.create_empty(), book, None, pipe)  # all that reading needs is laid out while there is time
        while True:
            shard, store = pipe.recv()
            pipe.send(0)
            pipe.send(_answer(shard, book, store, pipe))
    except (EOFError, OSError):
        return  # the process that started this one is done with it, or gone
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it leaves by itself now


def _answer(shard: pl.DataFrame, book: Codebook, store: Store | None, pipe: Any) -> pl.DataFrame | AnalyticsError:
    try:
        return read_shard(shard, book, store, lambda done, _: pipe.send(done))
    except AnalyticsError as error:
        return error
    except Exception as error:  # noqa: BLE001  any other may not survive the way through a pipe
        return WorkerError(f"unexpected {type(error).__name__}: {error}")
