"""The formats that a timeline can be written in part by part: JSON lines, CSV, Parquet."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from analytics.schema import Timeline
from analytics.timelines.jsonl import timeline_jsonl
from analytics.timelines.model import FAMILIES
from analytics.timelines.tables import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["STREAMS"]

_ROWS = 50_000  # of a row group of Parquet, and of what waits in memory for one


@contextmanager
def _lines(handles: Sequence[BinaryIO]) -> Iterator[Callable[[Timeline], None]]:
    yield lambda timeline: handles[0].writelines(timeline_jsonl(timeline))


@contextmanager
def _csv(handles: Sequence[BinaryIO]) -> Iterator[Callable[[Timeline], None]]:
    def add(timeline: Timeline) -> None:
        for name, handle in zip(FAMILIES.values(), handles, strict=True):
            flat(getattr(timeline, name)).write_csv(handle, include_header=not handle.tell())

    yield add


@contextmanager
def _parquet(handles: Sequence[BinaryIO]) -> Iterator[Callable[[Timeline], None]]:
    """Write row groups of a fixed size: however the rows came, they are cut alike."""
    with TemporaryDirectory() as folder:
        parts = [_Parts(Path(folder), name) for name in FAMILIES.values()]

        def add(timeline: Timeline) -> None:
            for part in parts:
                part.add(getattr(timeline, part.name))

        yield add
        for part, handle in zip(parts, handles, strict=True):
            try:
                part.all().sink_parquet(handle, row_group_size=_ROWS)
            except pl.exceptions.ComputeError as error:  # so Polars tells of a full disk
                raise OSError(str(error)) from error


@dataclass(slots=True)
class _Parts:
    """Rows of a family: the last few in memory, those before in files of as many rows each."""

    folder: Path
    name: str
    files: list[Path] = field(default_factory=list)
    frames: list[pl.DataFrame] = field(default_factory=list)

    def add(self, frame: pl.DataFrame) -> None:
        self.frames.append(frame)
        while sum(each.height for each in self.frames) >= _ROWS:
            rows = pl.concat(self.frames)
            self.files.append(self.folder / f"{self.name}{len(self.files)}.arrow")
            rows[:_ROWS].write_ipc(self.files[-1])
            self.frames = [rows[_ROWS:]]

    def all(self) -> pl.LazyFrame:
        none = Timeline.member_schemas()[self.name].create_empty()
        return pl.concat([*map(pl.scan_ipc, self.files), pl.concat([none, *self.frames]).lazy()])


STREAMS = {"jsonl": _lines, "csv": _csv, "parquet": _parquet}
