"""Timelines on disk: JSON lines for other programs, Parquet for this one, CSV for spreadsheets."""

from __future__ import annotations

import io
import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import dataframely as dy
import polars as pl

from analytics.errors import TimelineError
from analytics.schema import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["FAMILIES", "Format", "csv_bytes", "read_timeline", "timeline_jsonl", "timeline_writer", "write_timeline"]

Format = Literal["jsonl", "parquet", "csv"]
FAMILIES = {"report": "reports", "mention": "mentions", "claim": "claims", "diplomacy": "diplomacy"}

# Raw in JSON they would move a terminal's cursor (C1 controls), turn its text around (marks of direction) or end a line
# for readers that split as Python does.
_ESCAPED = re.compile(b"\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection"); the full-width forms count too.
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
_ROWS = 50_000  # of a row group of Parquet, and of what waits in memory for one
_WAY_OUT = "Make it again with `analytics extract`."


def timeline_jsonl(timeline: Timeline) -> Iterator[bytes]:
    """Yield a timeline as JSON lines, a chunk a report: its own line, then those of its mentions, claims, acts.

    Each line has ``family`` (report, mention, claim, diplomacy) and exactly the columns of that family's schema; days
    are ISO dates. Equal timelines give equal bytes.
    """
    chunks: dict[str, list[bytes]] = {report_id: [] for report_id in timeline.reports.get_column("report_id")}
    for family, name in FAMILIES.items():
        frame: pl.DataFrame = getattr(timeline, name)
        buffer = io.BytesIO()
        frame.select(pl.lit(family).alias("family"), pl.all()).write_ndjson(buffer)
        lines = _ESCAPED.sub(_json_escape, buffer.getvalue()).splitlines(keepends=True)
        for report_id, line in zip(frame.get_column("report_id"), lines, strict=True):
            chunks[report_id].append(line)
    yield from (b"".join(lines) for lines in chunks.values())


def _json_escape(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match[0].decode())


def write_timeline(timeline: Timeline, path: str | Path, format: Format) -> None:  # noqa: A002  the word of the command line
    """Write a timeline as `timeline_writer` does.

    Args:
        timeline: The four frames.
        path: As `timeline_writer` takes it.
        format: The same.

    Raises:
        TimelineError: If the target cannot be written.
    """
    with timeline_writer(path, format) as write:
        write(timeline)


@contextmanager
def timeline_writer(path: str | Path, format: Format) -> Iterator[Callable[[Timeline], None]]:  # noqa: A002  the word of the command line
    """Give a function that writes a timeline, piece after piece; nothing is in its place before all of it is written.

    It is written beside its target and renamed there: a crash leaves the last good one.

    Args:
        path: A file for ``jsonl``; for ``parquet`` and ``csv`` a folder, which gets ``reports``, ``mentions``,
            ``claims`` and ``diplomacy`` with that ending. Missing folders are made.
        format: ``jsonl``; ``parquet``; ``csv``, where lists are joined by ``; ``, cues are JSON and a cell that a
            spreadsheet would run as a formula gets an apostrophe in front. CSV is for reading by people, not back.

    Yields:
        The function: timelines of different reports, in order, give the same bytes as one timeline of them all.

    Raises:
        TimelineError: If the target cannot be written.
    """
    target = Path(path)
    files = [target] if format == "jsonl" else [target / f"{name}.{format}" for name in FAMILIES.values()]
    try:
        files[0].parent.mkdir(parents=True, exist_ok=True)
        with _replacing(files) as handles, _WRITERS[format](handles) as write:
            yield write
    except OSError as error:
        kind = "a file that can be written" if format == "jsonl" else "a folder that can be written"
        way_out = "Name another place."
        raise TimelineError.at(target.name, got=f"{error.strerror}", expected=kind, way_out=way_out) from error


@contextmanager
def _lines_writer(handles: list[BinaryIO]) -> Iterator[Callable[[Timeline], None]]:
    yield lambda timeline: handles[0].writelines(timeline_jsonl(timeline))


@contextmanager
def _csv_writer(handles: list[BinaryIO]) -> Iterator[Callable[[Timeline], None]]:
    def write(timeline: Timeline) -> None:
        for name, handle in zip(FAMILIES.values(), handles, strict=True):
            _flat(getattr(timeline, name)).write_csv(handle, include_header=not handle.tell())

    yield write


@contextmanager
def _parquet_writer(handles: list[BinaryIO]) -> Iterator[Callable[[Timeline], None]]:
    """Write row groups of a fixed size: however the rows came, they are cut alike."""
    with TemporaryDirectory() as folder:
        parts = [_Parts(Path(folder), name) for name in FAMILIES.values()]

        def write(timeline: Timeline) -> None:
            for part in parts:
                part.add(getattr(timeline, part.name))

        yield write
        for part, handle in zip(parts, handles, strict=True):
            part.all().sink_parquet(handle, row_group_size=_ROWS)


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
        schema = pl.DataFrame(schema=_schema(self.name))
        return pl.concat([*map(pl.scan_ipc, self.files), pl.concat([schema, *self.frames]).lazy()])


_WRITERS = {"jsonl": _lines_writer, "csv": _csv_writer, "parquet": _parquet_writer}


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


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as CSV for a spreadsheet: as `write_timeline` has it, with the mark that says it is UTF-8."""
    buffer = io.BytesIO()
    _flat(frame).write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame without nested columns and formulas."""
    nested = {name: kind.inner for name, kind in frame.schema.items() if isinstance(kind, pl.List)}
    joined = [
        pl.format("[{}]", pl.col(name).list.eval(pl.element().struct.json_encode()).list.join(",")).alias(name)
        if isinstance(inner, pl.Struct)
        else pl.col(name).list.join("; ")
        for name, inner in nested.items()
    ]
    cell = pl.col(pl.String)
    armed = pl.when(cell.str.contains(_FORMULA)).then(pl.lit("'") + cell).otherwise(cell)
    return frame.with_columns(joined).with_columns(armed.name.keep())


def read_timeline(path: str | Path) -> Timeline:
    """Read a timeline that `write_timeline` or ``analytics extract`` wrote.

    Args:
        path: A JSON lines file, or a folder with the four Parquet files.

    Returns:
        The four frames, validated: every column of the schema is there, every record's report is there.

    Raises:
        TimelineError: If something is missing, broken, or does not fit the schema.
    """
    place = Path(path)
    if place.is_dir():
        frames = {name: _parquet(place / f"{name}.parquet", name) for name in FAMILIES.values()}
    elif place.is_file():
        frames = _from_jsonl(place)
    else:
        expected = "a JSON lines file, or a folder of Parquet files"
        raise TimelineError.at(place.name, got="nothing there", expected=expected, way_out=_WAY_OUT)
    return _validated(place, frames)


def _schema(name: str) -> dict[str, pl.DataType]:
    return dict(Timeline.member_schemas()[name].create_empty().schema)


def _parquet(file: Path, name: str) -> pl.DataFrame:
    where = f"{file.parent.name}/{file.name}"
    if not file.is_file():
        expected = "the four files of a timeline: " + ", ".join(f"{each}.parquet" for each in FAMILIES.values())
        raise TimelineError.at(where, got="no such file", expected=expected, way_out=_WAY_OUT)
    try:
        frame = pl.read_parquet(file, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        got = f"broken ({str(error).splitlines()[0]})"
        raise TimelineError.at(where, got=got, expected="a Parquet file", way_out=_WAY_OUT) from error
    return _columns(frame, name, where)


def _columns(frame: pl.DataFrame, name: str, where: str) -> pl.DataFrame:
    missing = [column for column in _schema(name) if column not in frame.columns]
    if missing:
        got = f"no column {', '.join(missing)}"
        raise TimelineError.at(where, got=got, expected="every column of the schema", way_out=_WAY_OUT)
    return frame.select(list(_schema(name)))


def _from_jsonl(file: Path) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in FAMILIES.values()}
    with file.open("rb") as handle:
        for number, line in enumerate(handle, 1):
            if line.strip():
                name, row = _record(line, f"{file.name}, line {number}")
                rows[name].append(row)
    return {name: _frame(name, found, file.name) for name, found in rows.items()}


def _record(line: bytes, where: str) -> tuple[str, dict[str, Any]]:
    expected = "a JSON object with a `family`: " + ", ".join(FAMILIES)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TimelineError.at(where, got=f"broken JSON ({error})", expected=expected, way_out=_WAY_OUT) from error
    family = row.pop("family", None) if isinstance(row, dict) else None
    if family not in FAMILIES:
        raise TimelineError.at(where, got=f"family {family!r}", expected=expected, way_out=_WAY_OUT)
    name = FAMILIES[family]
    missing = [column for column in _schema(name) if column not in row]
    if missing:
        got = f"no column {', '.join(missing)}"
        raise TimelineError.at(where, got=got, expected="every column of the schema", way_out=_WAY_OUT)
    return name, row


def _frame(name: str, rows: list[dict[str, Any]], where: str) -> pl.DataFrame:
    schema = _schema(name)
    days = [column for column, kind in schema.items() if kind == pl.Date]
    as_text = {column: pl.String() if column in days else kind for column, kind in schema.items()}
    try:
        frame = pl.DataFrame(rows, schema=as_text, orient="row")
        return frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d"))
    except (pl.exceptions.PolarsError, TypeError, OverflowError) as error:
        got = f"a value of another type in {name} ({str(error).splitlines()[0]})"
        raise TimelineError.at(where, got=got, expected="the types of the schema", way_out=_WAY_OUT) from error


def _validated(place: Path, frames: dict[str, pl.DataFrame]) -> Timeline:
    try:
        timeline = Timeline.validate(frames)
    except (dy.exc.ValidationError, dy.exc.SchemaError) as error:
        got = "records that break the schema:\n" + str(error)
        raise TimelineError.at(
            place.name, got=got, expected="what `analytics extract` writes", way_out=_WAY_OUT
        ) from error
    for name in ("mentions", "claims", "diplomacy"):
        strays = (
            frames[name].join(frames["reports"], on="report_id", how="anti").get_column("report_id").unique().sort()
        )
        if len(strays):
            got = f"{name} of {len(strays)} reports that are not in it, such as {strays[0]!r}"
            raise TimelineError.at(place.name, got=got, expected="records and their reports", way_out=_WAY_OUT)
    return timeline
