"""Timelines written: files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from analytics.errors import TimelineError
from analytics.formats import formats
from analytics.schema import Timeline
from analytics.timelines.model import FAMILIES
from analytics.timelines.rendering import rendered
from analytics.timelines.streams import STREAMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.formats import Format

__all__ = ["Writer", "timeline_writer", "write_timeline"]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes a timeline, part after part.

    Attributes:
        add: Takes a part; timelines of different reports, in order, give the same bytes as one timeline of them all.
        left_out: How many records are not in what was written, by what they are; told once all is written.
    """

    add: Callable[[Timeline], None]
    left_out: dict[str, int]


def write_timeline(
    timeline: Timeline,
    target: str | Path | BinaryIO,
    format: Format,  # noqa: A002  the word of the command line
    codebook: str | Path | Codebook = "default",
) -> Mapping[str, int]:
    """Write a timeline as `timeline_writer` does.

    Args:
        timeline: The four frames.
        target: As `timeline_writer` takes it.
        format: The same.
        codebook: The same.

    Returns:
        How many records are not in what was written, by what they are.

    Raises:
        TimelineError: If the target cannot be written.
        CodebookError: If the codebook is needed and cannot be read.
    """
    with timeline_writer(target, format, codebook) as writer:
        writer.add(timeline)
    return writer.left_out


@contextmanager
def timeline_writer(
    target: str | Path | BinaryIO,
    format: Format,  # noqa: A002  the word of the command line
    codebook: str | Path | Codebook = "default",
) -> Iterator[Writer]:
    """Give a writer of a timeline, which is in its place when the context has ended well.

    It is written beside its target and renamed there: a crash leaves the last good one. ``jsonl``, ``parquet`` and
    ``csv`` need little memory; the others hold all of it.

    Args:
        target: A file, or an open stream; for ``parquet`` and ``csv`` a folder, which gets ``reports``, ``mentions``,
            ``claims`` and ``diplomacy`` with that ending. Missing folders are made.
        format: ``jsonl`` or ``parquet``, which `read_timeline` reads back equal; ``csv``, ``geojson``, ``timelinejs``
            or ``acled``, whose losses `analytics.formats` tells.
        codebook: Names and codes for ``timelinejs`` and ``acled``.

    Raises:
        TimelineError: If the target cannot be written.
        CodebookError: If the codebook is needed and cannot be read.
    """
    if not isinstance(target, str | Path):
        with _writer([target], format, codebook) as writer:
            yield writer
        return
    place, kind = Path(target), formats()[format].target
    files = [place] if kind == "file" else [place / f"{name}.{format}" for name in FAMILIES.values()]
    try:
        files[0].parent.mkdir(parents=True, exist_ok=True)
        with _replacing(files) as handles, _writer(handles, format, codebook) as writer:
            yield writer
    except OSError as error:
        expected, way_out = f"a {kind} that can be written", "Name another place."
        raise TimelineError.at(
            place.name, got=error.strerror or str(error), expected=expected, way_out=way_out
        ) from error


@contextmanager
def _writer(
    handles: Sequence[BinaryIO],
    format: Format,  # noqa: A002  the word of the command line
    codebook: str | Path | Codebook,
) -> Iterator[Writer]:
    if format in STREAMS:
        with STREAMS[format](handles) as add:
            yield Writer(add, {})
        return
    parts: list[Timeline] = []
    writer = Writer(parts.append, {})
    yield writer
    rendering = rendered(_whole(parts), format, codebook)
    handles[0].writelines(rendering.content)
    writer.left_out.update(rendering.left_out)


def _whole(parts: Sequence[Timeline]) -> Timeline:
    frames = {
        name: pl.concat([schema.create_empty(), *(getattr(part, name) for part in parts)])
        for name, schema in Timeline.member_schemas().items()
    }
    return Timeline.validate(frames)


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
            with suppress(OSError):  # what a full disk did not take is given up with the draft
                handle.close()
        for part in parts:
            part.unlink(missing_ok=True)
