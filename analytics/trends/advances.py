"""What each side is said to have gained or left, by what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.periods import with_period

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.periods import Every

__all__ = ["CONTRADICTED", "KIND_MOVES", "MOVES", "SideTotal", "advance_totals", "by_side", "claimed_advances", "moves"]

_GAINS = ("advance", "capture")
_LOSS = "withdraw"
KIND_MOVES = {**dict.fromkeys(_GAINS, "gain"), _LOSS: "withdrawal"}
MOVES = tuple(KIND_MOVES)
CONTRADICTED = ("doubted", "denied")


def moves(timeline: Timeline) -> pl.DataFrame:
    """Return gains and withdrawals, a row an event, place and side."""
    moved = pl.col("kind").replace_strict(KIND_MOVES, return_dtype=pl.String)
    return by_side(timeline.claims.filter(pl.col("kind").is_in(MOVES))).with_columns(moved.alias("move"))


def by_side(claims: pl.DataFrame) -> pl.DataFrame:
    """Return claims, a row a ``side``: those that act together, else the actor."""
    sides = pl.when(pl.col("sides").list.len() > 0).then("sides").otherwise(pl.concat_list("actor"))
    return claims.with_columns(sides.alias("side")).explode("side")


def claimed_advances(timeline: Timeline, every: Every = "window") -> pl.DataFrame:
    """Count claimed gains, and withdrawals apart from them, by what stands behind them.

    An event with places in two theaters counts once in each. Claims of two sides together count once for each side.
    ``claimed`` is a word of one party; nothing here is a change of control.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``theater`` (str), ``side`` (str: who gains or withdraws, also ``other``, ``unknown``),
        ``move`` (``gain``: kinds advance and capture; ``withdrawal``), ``credence`` (str), ``n`` (int, distinct
        events). Sorted by all of them in that order; no rows of 0.
    """
    keys = ["period", "theater", "side", "move", "credence"]
    return (
        with_period(moves(timeline), timeline.reports, every)
        .group_by(keys)
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort(keys)
    )


@dataclass(frozen=True, slots=True)
class SideTotal:
    """Distinct gains that reports give to one side.

    Attributes:
        side: The side's id, ``other`` or ``unknown``.
        own_voice: Gains that the report itself states, as confirmed, stated or likely.
        attributed: Gains that somebody claims and the report leaves at that.
        contradicted: Gains that the report doubts or that are denied.
        withdrawals: Withdrawals of this side that are not contradicted.
    """

    side: str
    own_voice: int
    attributed: int
    contradicted: int
    withdrawals: int


def advance_totals(timeline: Timeline) -> tuple[SideTotal, ...]:
    """Return the totals over the window of each side that gained or withdrew, by id; an event counts once."""
    gain, claimed = pl.col("move") == "gain", pl.col("credence") == "claimed"
    contradicted = pl.col("credence").is_in(CONTRADICTED)

    def events(which: pl.Expr) -> pl.Expr:
        return pl.col("event_id").filter(which).n_unique().cast(pl.Int64)

    rows = (
        moves(timeline)
        .group_by("side")
        .agg(
            events(gain & ~contradicted & ~claimed).alias("own_voice"),
            events(gain & claimed).alias("attributed"),
            events(gain & contradicted).alias("contradicted"),
            events(~gain & ~contradicted).alias("withdrawals"),
        )
        .sort("side")
    )
    return tuple(SideTotal(**row) for row in rows.iter_rows(named=True))
