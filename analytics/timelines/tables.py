"""Frames as CSV that a spreadsheet can be trusted with."""

from __future__ import annotations

import io

import polars as pl

__all__ = ["csv_bytes", "flat"]

# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection"); the full-width forms count too.
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


def csv_bytes(frame: pl.DataFrame, *, mark: bool = True) -> bytes:
    """Return a frame as CSV: for people, not to be read back.

    Args:
        frame: As `flat` has it.
        mark: Whether it begins with the mark by which a spreadsheet knows UTF-8.
    """
    buffer = io.BytesIO()
    flat(frame).write_csv(buffer, include_bom=mark)
    return buffer.getvalue()


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame without nested columns and formulas.

    Lists are joined by ``; ``, cues are JSON, and a cell that a spreadsheet would run as a formula gets an apostrophe
    in front.
    """
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
