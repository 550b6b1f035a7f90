"""A cluster of Dask reads shards: each is a task that may be done twice, wherever, and gives the same.

A task takes its reports with it and brings their records back: the workers need the package, in this version, and
nothing else, no disk that all share.
"""

from __future__ import annotations

import pickle
import zlib
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.errors import AnalyticsError, WorkerError
from analytics.scale.packing import PACKED
from analytics.scale.pool import STRIKES
from analytics.scale.shards import keep, read_shard
from analytics.scale.version import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Codebook
    from analytics.scale.store import Store

__all__ = ["connected", "read_by"]

_AHEAD = 4  # shards a thread of the cluster that may be under way: what waits in memory is bounded
_PATIENCE = 10  # seconds for a scheduler to answer


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Give a client of a cluster, and leave the cluster at the end.

    Args:
        address: Of its scheduler, as ``tcp://host:8786``.

    Raises:
        WorkerError: If Dask is not installed, or no scheduler answers.
    """
    distributed = _library()
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # ValueError, TypeError: no address at all
        raise WorkerError.at(
            address,
            got=f"no scheduler answers ({str(error).splitlines()[0] if str(error) else type(error).__name__})",
            expected="the address of a Dask scheduler, such as tcp://127.0.0.1:8786",
            way_out="Start one with `dask scheduler`, or use --workers.",
        ) from error
    with client:
        yield client


def _library() -> Any:
    try:
        import distributed  # noqa: PLC0415  few have it
    except ModuleNotFoundError as error:
        raise WorkerError.at(
            "Dask",
            got="not installed",
            expected="the extra `dask`",
            way_out="Install it: pip install 'sitrep-analytics[dask]'.",
        ) from error
    return distributed


def read_by(
    client: Any, shards: Iterator[pl.DataFrame], book: Codebook, store: Store | None, aside: list[str]
) -> Iterator[pl.DataFrame]:
    """Yield what shards gave, in their order.

    A task whose worker dies is done by another. Where that goes on, its reports are read one by one, and the one that
    no worker survives is set aside.

    Args:
        client: A ``distributed.Client``.
        shards: Schema `analytics.schema.Reports`, perhaps empty; taken as they are needed.
        book: The codebook.
        store: Where this process keeps what reports gave, if anywhere.
        aside: Gets the ids of the reports that are set aside.

    Yields:
        Schema `analytics.scale.packing.PACKED`.

    Raises:
        StoreError: If the store cannot be written.
        WorkerError: If the cluster has no worker, loses its scheduler, or runs another version of this package.
    """
    cluster = _Cluster(client, book, store, aside)
    under_way: deque[_Task] = deque()
    try:
        for shard in shards:
            under_way.append(cluster.hand(shard))
            if len(under_way) >= _AHEAD * cluster.threads():
                yield cluster.take(under_way.popleft())
        while under_way:
            yield cluster.take(under_way.popleft())
    finally:
        client.cancel([task.future for task in under_way if task.future is not None])


@dataclass(frozen=True, slots=True)
class _Task:
    """A shard, and the promise of its records; an empty shard has none."""

    shard: pl.DataFrame
    future: Any


class _Cluster:
    """A cluster at work on shards."""

    def __init__(self, client: Any, book: Codebook, store: Store | None, aside: list[str]) -> None:
        self._client, self._store, self._aside = client, store, aside
        self._strikes: Counter[str] = Counter()
        self._version = stamp(book)
        # In every task, for what is scattered is lost with the workers that have it; packed it is 140 kB.
        self._book = zlib.compress(pickle.dumps(book))
        self.threads()

    def threads(self) -> int:
        """Return how many tasks the cluster does at a time, which may change.

        Raises:
            WorkerError: If it has no worker, or its scheduler is gone.
        """
        try:
            threads = int(sum(self._client.nthreads().values()))
        except OSError as error:
            raise WorkerError.at(
                "the cluster",
                got="its scheduler is gone",
                expected="one that answers",
                way_out="Start it and run again.",
            ) from error
        if not threads:
            raise WorkerError.at(
                self._client.scheduler.address,
                got="no worker",
                expected="one at least",
                way_out="Start some, as `dask worker ADDRESS --nworkers 2 --nthreads 1`.",
            )
        return threads

    def hand(self, shard: pl.DataFrame) -> _Task:
        if not shard.height:
            return _Task(shard, None)
        return _Task(shard, self._client.submit(_read, shard, self._book, self._version, pure=False))

    def take(self, task: _Task) -> pl.DataFrame:
        """Wait for a task; return and keep what its reports gave."""
        if task.future is None:
            return pl.DataFrame(schema=PACKED)
        try:
            records: pl.DataFrame = task.future.result()
        except _library().KilledWorker:
            return self._one_by_one(task.shard)
        except AnalyticsError:
            raise
        except Exception as error:
            raise WorkerError(f"unexpected {type(error).__name__}: {error}") from error
        if self._store is not None:
            keep(task.shard, records, self._store)
        return records

    def _one_by_one(self, shard: pl.DataFrame) -> pl.DataFrame:
        """Read the reports of a shard that no worker survived, without the one that is to blame.

        One after another: what waits behind a deadly report in its worker counts as its accomplice.
        """
        if shard.height > 1:
            parts = (shard[number : number + 1] for number in range(shard.height))
            return pl.concat([self.take(self.hand(part)) for part in parts])
        report = shard.item(0, "report_id")
        self._strikes[report] += 1
        if self._strikes[report] < STRIKES:
            return self.take(self.hand(shard))
        self._aside.append(report)
        return pl.DataFrame(schema=PACKED)


def _read(shard: pl.DataFrame, packed: bytes, version: str) -> pl.DataFrame:
    """Read a shard, in a worker.

    Raises:
        WorkerError: If this is another version of the package.
    """
    book = _book(packed)
    own = stamp(book)
    if own != version:
        raise WorkerError.at(
            "the cluster",
            got=f"another version of the package, of Python or of a library ({own}, here {version})",
            expected="the same on every worker",
            way_out="Install the same there.",
        )
    return read_shard(shard, book, None)


@lru_cache(maxsize=4)
def _book(packed: bytes) -> Codebook:
    book: Codebook = pickle.loads(zlib.decompress(packed))  # noqa: S301  whoever hands tasks to a worker runs code there
    return book
