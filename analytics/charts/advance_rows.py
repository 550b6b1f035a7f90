"""The rows behind the chart of claimed advances: who is favoured, what lies on what."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.camps import gains_of
from analytics.charts.labels import Label, labels_of
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    from analytics.charts.camps import Camps
    from analytics.codebook import Codebook

__all__ = ["advance_rows", "stacked", "what_moved"]

_NAME_WIDTH = 16  # characters of a line under a column


def advance_rows(frame: pl.DataFrame, codebook: Codebook, camps: Camps) -> pl.DataFrame:
    """Add up the periods; name everything; say whom each row favours, and whether that is drawn up or down.

    Args:
        frame: As `analytics.trends.claimed_advances` returns it.
        codebook: Names and order of theaters and credences.
        camps: The camp to draw up and the camp to draw down; rows of others are left out.

    Returns:
        ``theater side move credence n`` with their names (``theater_name`` in lines, ``side_name``, ``credence_name``),
        ``favours`` (the camp that gains, or the rival of the one that withdraws), ``gains`` (that, in words), ``what``,
        ``sign`` (1 up, -1 down). Sorted by theater, ``favours``, move, credence, side.
    """
    theaters = labels_of(codebook, "theater", frame["theater"])
    credences = labels_of(codebook, "credence_display", frame["credence"])
    return (
        frame.filter(camps.is_drawn())
        .group_by("theater", "side", "move", "credence")
        .agg(pl.col("n").sum())
        .with_columns(camps.favours(), what_moved())
        .join(_names(theaters, "theater"), on="theater", how="left")
        .join(_names(credences, "credence"), on="credence", how="left")
        .with_columns(
            pl.col("favours")
            .replace_strict({camp.id: gains_of(camp) for camp in camps.labels}, return_dtype=pl.String)
            .alias("gains"),
            pl.col("side").replace_strict(camps.names, return_dtype=pl.String).alias("side_name"),
            pl.when(pl.col("favours") == camps.labels[0].id).then(1).otherwise(-1).alias("sign"),
        )
        .sort("theater_order", "favours", "move", "credence_order", "side")
    )


def what_moved() -> pl.Expr:
    """Return ``what`` a row counts, in words."""
    return pl.when(pl.col("move") == "gain").then(pl.lit("gains")).otherwise(pl.lit("withdrawals")).alias("what")


def _names(labels: tuple[Label, ...], column: str) -> pl.DataFrame:
    lines = [textwrap.fill(label.name, _NAME_WIDTH) for label in labels]
    return pl.DataFrame(
        {
            column: [label.id for label in labels],
            f"{column}_name": lines if column == "theater" else [label.name for label in labels],
            f"{column}_order": list(range(len(labels))),
        },
        schema={column: pl.String, f"{column}_name": pl.String, f"{column}_order": pl.Int64},
    )


def stacked(rows: pl.DataFrame) -> pl.DataFrame:
    """Stack what is not contradicted, the firmest at the axis: ``from`` and ``to`` are signed, ``upper`` is not."""
    within = ["theater", "favours", "move"]
    return (
        rows.filter(~pl.col("credence").is_in(CONTRADICTED))
        .with_columns(pl.col("n").cum_sum().over(within).alias("upper"))
        .with_columns(
            (pl.col("sign") * (pl.col("upper") - pl.col("n"))).alias("from"),
            (pl.col("sign") * pl.col("upper")).alias("to"),
        )
    )
