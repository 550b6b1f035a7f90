"""Processes that read shards, started before anything heavy is loaded: they load while their caller does.

They are spawned: a forked process hangs in Polars. Each is sent the codebook, then a shard at a time. How many of a
shard's reports it has read stands in memory that is shared, so that it is known which one a killed process was reading.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from analytics.process import own_the_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    import polars as pl

    from analytics.codebook import Codebook
    from analytics.errors import AnalyticsError
    from analytics.scale.store import Store

__all__ = ["Worker", "end", "ending", "hired", "started"]

_PATIENCE = 5.0  # seconds for a process to take its drafts away before it is killed
_NONE = -1  # reports read, until a process says that it has the shard


@dataclass(slots=True, eq=False)
class Worker:
    """A process, our end of its pipe, and the number of the shard that it was sent.

    ``equipping`` sends it the codebook, which is more than a pipe holds: it ends when the process has it, or is gone.
    """

    process: BaseProcess
    pipe: Connection
    count: Any  # a number in memory that is shared with the process
    equipping: Thread | None = None
    shard: int | None = None

    @property
    def read(self) -> int | None:
        """How many reports of its shard are read; null if it does not have it yet."""
        return None if self.count.value == _NONE else int(self.count.value)

    def equip(self, book: Codebook) -> None:
        """Send the codebook, once: the process lays out all that reading needs while there is time."""
        if self.equipping is None:
            self.equipping = Thread(target=_send, args=(self.pipe, book), daemon=True)
            self.equipping.start()

    def hand(self, number: int, shard: pl.DataFrame, store: Store | None) -> None:
        """Send a shard, once the codebook is there."""
        self.shard, self.count.value = number, _NONE
        if self.equipping is not None:
            self.equipping.join()
        _send(self.pipe, (shard, store))


@contextmanager
def hired(workers: int) -> Iterator[list[Worker]]:
    """Start processes, and end those that are in the list at the end.

    Args:
        workers: How many; none where one process is to read.
    """
    with ending([]) as crew:
        crew += [started() for _ in range(workers if workers > 1 else 0)]
        yield crew


@contextmanager
def ending(crew: list[Worker]) -> Iterator[list[Worker]]:
    """End the processes that are in a list at the end, all at a time."""
    try:
        yield crew
    finally:
        end(*crew)
        crew.clear()


def end(*crew: Worker) -> None:
    """End processes, all at a time, whether they heed that or not."""
    for worker in crew:
        worker.process.terminate()
    for worker in crew:
        worker.process.join(_PATIENCE)
        worker.process.kill()
        worker.process.join()
        if worker.equipping is not None:
            worker.equipping.join()
        worker.pipe.close()


def started() -> Worker:
    """Start a process that waits for the codebook."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    count = context.RawValue("l", _NONE)
    process = context.Process(target=_work, args=(theirs, count), daemon=True)
    process.start()
    theirs.close()  # the process has the only one left: it ends with it
    return Worker(process, ours, count)


def _send(pipe: Connection, what: object) -> None:
    with suppress(OSError):  # it was killed: its pipe says so when we listen
        pipe.send(what)


# ---------------------------------------------------------------------- in the process


def _work(pipe: Any, count: Any) -> None:
    """Read the shards that come until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C reaches every process: the first one ends the others
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # an exit takes a half-written draft away
    own_the_process()
    try:
        import analytics.extraction.engine  # noqa: F401, PLC0415  while the codebook is on its way
        from analytics.schema import Reports  # noqa: PLC0415  the one that starts it need not load it first

        book = pipe.recv()
        _answer(Reports.create_empty(), book, None, count)  # all that reading needs is laid out while there is time
        while True:
            shard, store = pipe.recv()
            count.value = 0
            pipe.send(_answer(shard, book, store, count))
    except (EOFError, OSError):
        return  # the process that started this one is done with it, or gone
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it leaves by itself now


def _answer(shard: pl.DataFrame, book: Codebook, store: Store | None, count: Any) -> pl.DataFrame | AnalyticsError:
    from analytics.errors import AnalyticsError, WorkerError  # noqa: PLC0415  as above
    from analytics.scale.shards import read_shard  # noqa: PLC0415  same

    def tell(done: int, _: int) -> None:
        count.value = done

    try:
        return read_shard(shard, book, store, tell)
    except AnalyticsError as error:
        return error
    except Exception as error:  # noqa: BLE001  any other may not survive the way through a pipe
        return WorkerError(f"unexpected {type(error).__name__}: {error}")
