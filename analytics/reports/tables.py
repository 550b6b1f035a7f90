"""Readers of tables: CSV and Parquet, a report a row."""

from __future__ import annotations

import csv
from collections import deque
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from analytics.reports.decoding import LIMIT, encoding_of
from analytics.reports.drafts import COLUMNS, Refusal, RefusedError, row_draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    import polars as pl

    from analytics.reports.drafts import Draft
    from analytics.reports.files import Found

__all__ = ["read_csv", "read_parquet"]

_TABLE_LIMIT = 500_000_000  # bytes of a file that holds many reports
_TABLE_ROWS = 5_000_000
_RECORD = 2 * LIMIT  # characters of a record of a CSV file: a report, and what is said about it
_RECORD_LINES = 100_000
_SLIPS = 100  # broken records of a CSV file: each may cost a reading to its end


@contextmanager
def _wide_fields() -> Iterator[None]:
    """Let the csv module read fields up to the limit, and put its setting back."""
    before = csv.field_size_limit(LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_csv(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a CSV file with a line of column names; commas, semicolons or tabs part its cells.

    Raises:
        RefusedError: If no row of it can be read.
    """
    if (size := path.stat().st_size) > _TABLE_LIMIT:
        expected = f"at most {_TABLE_LIMIT:,} bytes a file"
        raise RefusedError(file.at(), f"{size:,} bytes", expected, "Split it by month.")
    expected, way_out = "rows of comma-separated cells", 'Put cells with commas or line ends into "quotes".'
    with path.open("rb") as raw:
        encoding = encoding_of(raw, file.at())
    with path.open(encoding=encoding, newline="") as handle, _wide_fields():
        records = _csv_records(_Lines(handle))
        first = next(records, (1, []))[1]
        if isinstance(first, str):
            raise RefusedError(file.at(1), f"broken CSV ({first})", expected, way_out)
        header = [cell.strip().lower() for cell in first]
        if "text" not in header:
            found = f"no `text` among the columns {', '.join(header[:8]) or '(none)'}"
            raise RefusedError(file.at(1), found, "`date` and `text`", "Name the columns in the first line.")
        for line, row in records:
            if isinstance(row, str):
                yield Refusal(file.at(line), f"broken CSV ({row})", expected, way_out)
            elif len(row) > len(header):
                yield Refusal(file.at(line), f"{len(row)} cells under {len(header)} columns", expected, way_out)
            elif any(cell.strip() for cell in row):
                yield row_draft(dict.fromkeys(header, "") | dict(zip(header, row, strict=False)), file.at(line))


class _Lines:
    """The lines of a CSV file, of which no more is held than a record: those of a broken one are read again."""

    def __init__(self, handle: TextIO) -> None:
        """Stand before the first line."""
        self._handle = handle
        self._waiting: deque[str] = deque()
        self._record: list[str] = []
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._handle.readline(_RECORD + 1)
        if not line:
            raise StopIteration
        self._record.append(line)
        self._length += len(line)
        if self._length > _RECORD:
            raise csv.Error(f"a record of over {_RECORD:,} characters")
        if len(self._record) > _RECORD_LINES:
            raise csv.Error(f"a record of over {_RECORD_LINES:,} lines")
        return line

    def head(self) -> str:
        """Return the first line, and stand before it again."""
        line = self._handle.readline(_RECORD + 1)
        self._waiting.append(line)
        return line

    def done(self) -> int:
        """Return how many lines the record has that was read, and begin the next one."""
        lines = len(self._record)
        self._record, self._length = [], 0
        return lines

    def again(self) -> None:
        """Go back to the second line of a record that is broken; of a line over the limit nothing is read."""
        last = self._record[-1]
        while len(last) > _RECORD and not last.endswith(("\n", "\r")):
            last = self._handle.readline(_RECORD + 1)
        self._waiting.extendleft(reversed(self._record[1:]))
        self._record, self._length = [], 0


def _csv_records(lines: _Lines) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the number of its first line and the cells of each record, or what is wrong with it.

    After a record that is broken, such as by a quote that nothing closes, reading goes on with its second line.
    """
    delimiter = max(",;\t", key=lines.head().count)
    at = 0
    for slips in count(1):
        try:
            for row in csv.reader(lines, delimiter=delimiter, strict=True):
                yield at + 1, row
                at += lines.done()
        except csv.Error as error:
            given_up = "; what follows is not read" if slips == _SLIPS else ""
            yield at + 1, f"{error}{given_up}"
            at += 1
            lines.again()
            if given_up:
                return
        else:
            return


def read_parquet(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a Parquet file.

    Raises:
        RefusedError: If no row of it can be read.
    """
    import polars as pl  # noqa: PLC0415  heavy

    try:
        frame = _parquet_frame(pl.scan_parquet(path, glob=False), file)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        found = f"broken Parquet ({str(error).splitlines()[0]})"
        raise RefusedError(file.at(), found, "a Parquet file", "Write it again.") from None
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        try:
            yield row_draft(row, file.at(number))
        except RefusedError as error:
            yield error.refusal


def _parquet_frame(scan: pl.LazyFrame, file: Found) -> pl.DataFrame:
    """Load the known columns, unless a small file would unfold to more than a table may hold."""
    import polars as pl  # noqa: PLC0415  heavy

    schema = scan.collect_schema()
    if schema.get("text") != pl.String:
        found = f"no `text` of strings among the columns {', '.join(schema.names()[:8])}"
        raise RefusedError(file.at(), found, "`date` and `text`", "Rename the column.")
    known = [name for name in COLUMNS if name in schema]
    for name in known:
        if schema[name].is_nested() or schema[name] in {pl.Binary, pl.Object}:
            found = f"a column `{name}` of type {schema[name]}"
            raise RefusedError(file.at(), found, "one plain value a cell", "Flatten the column, or drop it.")
    rows = scan.select(pl.len()).collect().item()  # from the file's foot: no column is unfolded
    strings = [pl.col(name).str.len_bytes().cast(pl.Int64).sum() for name in known if schema[name] == pl.String]
    size = 0 if rows > _TABLE_ROWS else sum(scan.select(strings).collect().row(0))
    if size > _TABLE_LIMIT or rows > _TABLE_ROWS:
        found = f"{rows:,} rows" + (f", {size:,} bytes of text" if size else "")
        expected = f"at most {_TABLE_ROWS:,} rows and {_TABLE_LIMIT:,} bytes a file"
        raise RefusedError(file.at(), found, expected, "Split it by month.")
    return scan.select(known).collect()
