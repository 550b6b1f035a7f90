"""The verb: reports to a timeline, by a store and several processes where they are asked for."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from analytics.codebook import Codebook, load_codebook
from analytics.errors import CorrectionWarning, SetAsideWarning
from analytics.extraction.correcting import apply_corrections
from analytics.extraction.corrections import read_corrections
from analytics.scale.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import polars as pl

    from analytics.schema import Timeline

__all__ = ["extract"]


def extract(
    reports: pl.DataFrame,
    *,
    codebook: str | Path | Codebook = "default",
    progress: Callable[[int, int], None] | None = None,
    corrections: str | Path | Iterable[str | Path] = (),
    store: str | Path | None = None,
    workers: int = 1,
    client: Any = None,
) -> Timeline:
    """Read reports into a timeline.

    Args:
        reports: A frame of the schema `analytics.schema.Reports`, as `analytics.read_reports` gives it; any order.
        codebook: A shipped codebook's name, a folder, or a loaded codebook.
        progress: Called with (reports done, reports in all) after every few.
        corrections: Files of corrections, as `analytics.read_reports` finds them beside reports; applied last.
        store: A folder that keeps what each report gave, so that the next run reads only what is new or changed. It is
            a cache: deleting it, or anything in it, loses nothing.
        workers: How many processes read. A script that asks for more than one needs ``if __name__ == "__main__":``
            around its calls.
        client: A ``distributed.Client``: its cluster reads, and `workers` is not looked at.

    Returns:
        The four frames, each in its own fixed order: the same reports give the same frames in whatever order they
        come, with a store or without, by however many processes.

    Raises:
        CodebookError: If the codebook cannot be read.
        CorrectionError: If a file of corrections cannot be read.
        StoreError: If the store cannot be written.
        WorkerError: If the processes cannot do their work.
        ReportError: If every report ended the process that read it.

    Warns:
        CorrectionWarning: For each correction that does not fit (any more).
        SetAsideWarning: For each report that ended the process that read it, twice; the timeline is without it.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    wanted = read_corrections(corrections)
    reader = Reader(store, workers, client=client)
    timeline, _ = reader(reports, codebook=book, progress=progress)
    corrected = apply_corrections(timeline, wanted, book)
    for line in corrected.unfit():
        warnings.warn(line, CorrectionWarning, stacklevel=2)
    for found in reader.tally.aside.get_column("found"):
        warnings.warn(found, SetAsideWarning, stacklevel=2)
    return corrected.timeline
