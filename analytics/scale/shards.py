"""Reports cut into tasks, each of which may be done twice without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.scale.packing import packed
from analytics.scale.store import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from analytics.codebook import Codebook
    from analytics.scale.store import Store

__all__ = ["cut", "keep", "read_shard"]

_BYTES = 60_000  # about half a second of reading: what a killed process loses, and how even the last ones end
_REPORTS = 256


def cut(sizes: pl.Series) -> Iterator[tuple[int, int]]:
    """Cut reports into shards of about the same length, none empty; a long report is a shard of its own.

    Args:
        sizes: Bytes of each report's text, in the order of the reports.

    Yields:
        The numbers of a shard's first report and of the first after it.
    """
    start, length = 0, 0
    for number, size in enumerate(sizes):
        if number > start and (length + size > _BYTES or number - start == _REPORTS):
            yield start, number
            start, length = number, 0
        length += size
    if start < len(sizes):
        yield start, len(sizes)


def read_shard(
    shard: pl.DataFrame, book: Codebook, store: Store | None, progress: Callable[[int, int], None] | None = None
) -> pl.DataFrame:
    """Read a shard, and keep what each of its reports gave.

    Args:
        shard: Schema `analytics.schema.Reports`.
        book: The codebook.
        store: Where to keep it, if anywhere.
        progress: Called with (reports read, reports in all) after each report.

    Returns:
        Schema `analytics.scale.packing.PACKED`.

    Raises:
        StoreError: If the store cannot be written.
    """
    from analytics.extraction.engine import extract_fully  # noqa: PLC0415  a run that finds all in its store needs none

    records = packed(*extract_fully(shard, codebook=book, progress=progress))
    if store is not None:
        keep(shard, records, store)
    return records


def keep(shard: pl.DataFrame, records: pl.DataFrame, store: Store) -> None:
    """Keep what each report of a shard gave.

    Args:
        shard: Schema `analytics.schema.Reports`.
        records: Schema `analytics.scale.packing.PACKED`.
        store: Where.

    Raises:
        StoreError: If the store is needed and cannot be written.
    """
    for report in shard.iter_rows(named=True):
        store.save(key_of(report), records.filter(pl.col("report_id") == report["report_id"]))
