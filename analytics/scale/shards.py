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

__all__ = ["cut", "read_shard"]

_CHARACTERS = 60_000  # about half a second of reading: what a killed process loses, and how even the last ones end
_REPORTS = 256


def cut(reports: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Cut reports into shards of about the same length, none empty; a long report is a shard of its own.

    Args:
        reports: Schema `analytics.schema.Reports`; its order is kept.
    """
    start, length = 0, 0
    for number, characters in enumerate(reports.get_column("text").str.len_chars()):
        if number > start and (length + characters > _CHARACTERS or number - start == _REPORTS):
            yield reports[start:number]
            start, length = number, 0
        length += characters
    if start < reports.height:
        yield reports[start:]


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
        for report in shard.iter_rows(named=True):
            store.save(key_of(report), records.filter(pl.col("report_id") == report["report_id"]))
    return records
