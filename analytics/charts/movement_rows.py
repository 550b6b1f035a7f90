"""What each side is said to have gained in each theater, and what of it stood, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["movement_rows"]


def movement_rows(timeline: Timeline, codebook: Codebook, ledger: pl.DataFrame | None = None) -> pl.DataFrame:
    """List the net movement of each side in each theater, a row a side.

    Args:
        timeline: What was reported.
        codebook: Names and order of theaters and sides.
        ledger: As for `analytics.trends.net_movement`.

    Returns:
        ``theater``, ``side`` (str), ``net of all claims``, ``net of what stood`` (int). In the codebook's order.
    """
    rows = trends.movement_that_stood(timeline, ledger)
    names, order = {}, {}
    for table in ("theater", "side"):
        labels = labels_of(codebook, table, rows[table])
        names[table] = pl.col(table).replace_strict({label.id: label.name for label in labels}, return_dtype=pl.String)
        order[table] = pl.col(table).replace_strict(
            {label.id: n for n, label in enumerate(labels)}, return_dtype=pl.Int64
        )
    return rows.sort(*order.values()).select(
        names["theater"],
        names["side"],
        pl.col("claimed").alias("net of all claims"),
        pl.col("stood").alias("net of what stood"),
    )
