"""What each side is said to have gained, less what it is said to have left, and how much of that stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.advances import moves
from analytics.trends.periods import with_period
from analytics.trends.thresholds import thresholds

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.periods import Every

__all__ = ["movement_that_stood", "net_movement"]


def net_movement(timeline: Timeline, ledger: pl.DataFrame | None = None, every: Every = "window") -> pl.DataFrame:
    """Say what each claimant says of the movement of each side, and with what credence and end.

    Records are counted, not ground: a net of 3 is three gains more than withdrawals, whatever their size.

    Args:
        timeline: What was reported.
        ledger: ``event_id``, ``status`` (str), a row an event at most; events that it lacks have no status.
        every: The period.

    Returns:
        ``period`` (date), ``theater``, ``side`` (str: whose movement, also ``other``, ``unknown``), ``claimant`` (str:
        who says so, ``author`` for the report), ``credence`` (str), ``status`` (str, null without a ledger), ``gains``,
        ``withdrawals`` (int, distinct events; one in two theaters counts in both), ``net`` (int, gains less
        withdrawals). Sorted by what comes before ``gains``; no rows of nothing.
    """
    keys = ["period", "theater", "side", "claimant", "credence", "status"]
    statuses = pl.DataFrame(schema={"event_id": pl.String, "status": pl.String}) if ledger is None else ledger
    rows = with_period(moves(timeline), timeline.reports, every).join(
        statuses.select("event_id", "status"), on="event_id", how="left", validate="m:1"
    )
    return (
        rows.group_by(keys)
        .agg(_events("gain").alias("gains"), _events("withdrawal").alias("withdrawals"))
        .with_columns((pl.col("gains") - pl.col("withdrawals")).alias("net"))
        .sort(keys, nulls_last=True)
    )


def _events(move: str) -> pl.Expr:
    return pl.col("event_id").filter(pl.col("move") == move).n_unique().cast(pl.Int64)


def movement_that_stood(
    timeline: Timeline, ledger: pl.DataFrame | None = None, every: Every = "window"
) -> pl.DataFrame:
    """Say how much net movement of each side was claimed, and how much of that stood.

    Without a ledger what stood is what the report says in its own voice; with one, what the ledger found. The words for
    both are in ``thresholds.toml``.

    Args:
        timeline: What was reported.
        ledger: As for `net_movement`.
        every: The period.

    Returns:
        ``period`` (date), ``theater``, ``side`` (str), ``claimed`` (int, net of all claims), ``stood`` (int, net of
        those that stood). Sorted by period, theater, side.
    """
    keys, known = ["period", "theater", "side"], thresholds()
    by_credence = pl.col("credence").is_in(known.standing_credences)
    stood = by_credence if ledger is None else pl.col("status").is_in(known.standing_statuses)
    return (
        net_movement(timeline, ledger, every)
        .group_by(keys)
        .agg(pl.col("net").sum().alias("claimed"), pl.col("net").filter(stood).sum().alias("stood"))
        .sort(keys)
    )
