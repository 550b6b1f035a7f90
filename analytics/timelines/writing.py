"""Timelines written: files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analytics.errors import TimelineError
from analytics.formats import formats
from analytics.timelines.rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.codebook import Codebook
    from analytics.formats import Format
    from analytics.schema import Timeline

__all__ = ["write_timeline"]


def write_timeline(
    timeline: Timeline,
    target: str | Path | BinaryIO,
    format: Format,  # noqa: A002  the word of the command line
    codebook: str | Path | Codebook = "ukraine",
) -> Mapping[str, int]:
    """Write a timeline beside its target and rename it there: a crash leaves the last good one.

    Args:
        timeline: The four frames.
        target: A file, or an open stream; for ``parquet`` and ``csv`` a folder, which gets ``reports``, ``mentions``,
            ``claims`` and ``diplomacy`` with that ending. Missing folders are made.
        format: ``jsonl`` or ``parquet``, which `read_timeline` reads back equal; ``csv``, ``geojson``, ``timelinejs``
            or ``acled``, whose losses `analytics.formats` tells.
        codebook: Names and codes for ``timelinejs`` and ``acled``.

    Returns:
        How many records are not in what was written, by what they are.

    Raises:
        TimelineError: If the target cannot be written.
        CodebookError: If the codebook is needed and cannot be read.
    """
    kind = formats()[format].target
    rendering = rendered(timeline, format, codebook)
    if not isinstance(target, str | Path):
        for chunks in rendering.files.values():
            target.writelines(chunks)
        return rendering.left_out
    place = Path(target)
    try:
        (place if kind == "folder" else place.parent).mkdir(parents=True, exist_ok=True)
        with _replacing([place / name if name else place for name in rendering.files]) as handles:
            for chunks, handle in zip(rendering.files.values(), handles, strict=True):
                handle.writelines(chunks)
    except OSError as error:
        expected, way_out = f"a {kind} that can be written", "Name another place."
        raise TimelineError.at(place.name, got=f"{error.strerror}", expected=expected, way_out=way_out) from error
    return rendering.left_out


@contextmanager
def _replacing(targets: list[Path]) -> Iterator[list[BinaryIO]]:
    """Open a hidden file beside each target; rename all when every one is written, drop all when one fails."""
    # The ending is not the target's: a reader's glob must not meet a half-written file.
    parts = [target.with_name(f".{target.name}.{os.getpid()}.part") for target in targets]
    handles: list[BinaryIO] = []
    try:
        handles += [part.open("wb") for part in parts]
        yield handles
        for handle in handles:
            handle.flush()
            os.fsync(handle.fileno())
            handle.close()
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
    finally:
        for handle in handles:
            handle.close()
        for part in parts:
            part.unlink(missing_ok=True)
