"""Frames as files of a table: Parquet, and CSV that a spreadsheet can be trusted with."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from analytics.timelines.model import FAMILIES, Rendering

if TYPE_CHECKING:
    from analytics.schema import Timeline

__all__ = ["as_csv", "as_parquet", "csv_bytes"]

# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection"); the full-width forms count too.
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


def as_parquet(timeline: Timeline) -> Rendering:
    """Return a timeline as four Parquet files."""
    return Rendering({f"{name}.parquet": (_parquet(getattr(timeline, name)),) for name in FAMILIES.values()})


def as_csv(timeline: Timeline) -> Rendering:
    """Return a timeline as four CSV files: as `csv_bytes` has them, without the mark."""
    return Rendering({f"{name}.csv": (csv_bytes(getattr(timeline, name), mark=False),) for name in FAMILIES.values()})


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def csv_bytes(frame: pl.DataFrame, *, mark: bool = True) -> bytes:
    """Return a frame as CSV: for people, not to be read back.

    Args:
        frame: Lists are joined by ``; ``, cues are JSON, and a cell that a spreadsheet would run as a formula gets an
            apostrophe in front.
        mark: Whether it begins with the mark by which a spreadsheet knows UTF-8.
    """
    buffer = io.BytesIO()
    _flat(frame).write_csv(buffer, include_bom=mark)
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
