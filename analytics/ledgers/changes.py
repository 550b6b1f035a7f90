"""Which claims changed their status in some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from analytics.schema import Ledger

__all__ = ["status_changes"]


def status_changes(ledger: dy.DataFrame[Ledger], first: dt.date, last: dt.date) -> pl.DataFrame:
    """List the claims whose status is another one at the end of some days than before them.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        first: The first of the days.
        last: The last of the days.

    Returns:
        The ledger's columns with ``before`` (str, the status on the day before; null for a claim that is new) and
        ``after`` (str, the status on the last day). Sorted by the day of the change, then as the ledger.
    """
    element = pl.element()

    def until(day: dt.date, *, before: bool) -> pl.Expr:
        told = element.struct.field("date")
        kept = element.filter(told < day if before else told <= day)
        return pl.col("history").list.eval(kept.struct.field("status")).list.last()

    both = ledger.with_columns(until(first, before=True).alias("before"), until(last, before=False).alias("after"))
    changed = both.filter(pl.col("after").is_not_null(), pl.col("after").ne_missing(pl.col("before")))
    return changed.sort("since", "first", "place", "surface", "cluster_id", nulls_last=True)
