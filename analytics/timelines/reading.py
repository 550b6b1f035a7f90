"""Timelines read back from where `write_timeline` put them; what would not come back equal is refused."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dataframely as dy
import polars as pl

from analytics.errors import TimelineError
from analytics.formats import formats
from analytics.schema import Timeline
from analytics.timelines.model import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["read_timeline"]

_WAY_OUT = "Make it again with `analytics extract`."
# How the files begin that other formats have: ours, and those that other programs write of them.
_HEADS = {
    "geojson": re.compile(rb'\s{0,9}\{\s{0,9}"type"\s{0,9}:\s{0,9}"Feature'),
    "timelinejs": re.compile(rb'\s{0,9}\{\s{0,9}"(?:title|events|eras|scale)"\s{0,9}:'),
    "acled": re.compile(rb'\W{0,9}event_id_cnty"?,'),
    "csv": re.compile(rb'\W{0,9}report_id"?,'),
}
_HEAD = 256  # bytes that are enough to tell
_LINES = 1000  # read between two steps of a progress bar


def read_timeline(path: str | Path, *, progress: Callable[[int, int], None] | None = None) -> Timeline:
    """Read a timeline that `write_timeline` or ``analytics extract`` wrote.

    Args:
        path: A JSON lines file, or a folder with the four Parquet files.
        progress: Called with (bytes read, bytes in all) as a JSON lines file is read.

    Returns:
        The four frames, validated: every column of the schema is there, every record's report is there.

    Raises:
        TimelineError: If something is missing, broken, or does not fit the schema; or if it is in a format that loses
            something, with what that is.
    """
    place = Path(path)
    if place.is_dir():
        _refuse_csv(place)
        frames = {name: _parquet(place / f"{name}.parquet", name) for name in FAMILIES.values()}
    elif place.is_file():
        _refuse_lossy(place)
        frames = _from_jsonl(place, progress)
    else:
        expected = "a JSON lines file, or a folder of Parquet files"
        raise TimelineError.at(place.name, got="nothing there", expected=expected, way_out=_WAY_OUT)
    return _validated(place, frames)


def _refuse_csv(folder: Path) -> None:
    """Raise an error that says what CSV loses, if that is what a folder holds."""
    found = {path.suffix for name in FAMILIES.values() for path in folder.glob(f"{name}.*")}
    if ".csv" in found and ".parquet" not in found:
        raise _lossy(folder, "csv")


def _refuse_lossy(file: Path) -> None:
    """Raise an error that says what a format loses, if a file is in one that loses something."""
    try:
        with file.open("rb") as handle:
            head = handle.read(_HEAD)
    except OSError as error:
        way_out = "Give yourself the right to read it."
        raise TimelineError.at(
            file.name, got=f"{error.strerror}", expected="a file that can be read", way_out=way_out
        ) from error
    for name, pattern in _HEADS.items():
        if pattern.match(head):
            raise _lossy(file, name)


def _lossy(place: Path, name: str) -> TimelineError:
    losses = "; ".join(formats()[name].losses)
    return TimelineError.at(
        place.name,
        got=f"a timeline as {name}, which cannot be read back equal: {losses}",
        expected="JSON lines or Parquet",
        way_out="Name the timeline that it was made from, or make one with `analytics extract`.",
    )


@cache
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


def _from_jsonl(file: Path, progress: Callable[[int, int], None] | None) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in FAMILIES.values()}
    size, done = file.stat().st_size, 0
    with file.open("rb") as handle:
        for number, line in enumerate(handle, 1):
            if line.strip():
                name, row = _record(line, f"{file.name}, line {number}")
                rows[name].append(row)
            done += len(line)
            if progress and (number % _LINES == 0 or done == size):
                progress(done, size)
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
