"""How often reports name places of each theater."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analytics.extraction.theaters import NO_THEATER
from analytics.trends.counting import Counted, count_by_report
from analytics.trends.rates import rate_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.schema import Timeline
    from analytics.trends.counting import Per
    from analytics.trends.periods import Every

__all__ = [
    "NO_THEATER",
    "TheaterTotal",
    "mention_frequency",
    "mention_totals",
    "mentions_by_report",
    "share_without_theater",
]


def mentions_by_report(timeline: Timeline, theaters: Iterable[str] = (), every: Every = "day") -> Counted:
    """Count the places that each report names of each theater; of theaters that nothing names, those that are given."""
    named = {*theaters, *timeline.mentions["theater"].unique()} - {NO_THEATER}
    rows = timeline.mentions.select("report_id", pl.col("theater").alias("key"))
    return count_by_report(rows, timeline.reports, named, every)


def mention_frequency(
    timeline: Timeline, theaters: Iterable[str] = (), every: Every = "day", per: Per = "words"
) -> pl.DataFrame:
    """Say how often reports name places of each theater, and how sure that is.

    A period with reports and no mention of a theater is a row with ``n`` 0; a period without reports has no row.

    Args:
        timeline: What was reported.
        theaters: Ids that get rows even if nothing names them.
        every: The period.
        per: What rates are of: ``words``, a thousand of them, or ``report``, one.

    Returns:
        As `analytics.trends.rates.rate_table`, with the key ``theater``: ``n`` counts mentions.
    """
    return rate_table(mentions_by_report(timeline, theaters, every), "theater", per)


def share_without_theater(timeline: Timeline) -> float:
    """Return the share (0 to 1) of place mentions that belong to no theater; 0 where there are no mentions."""
    theaters = timeline.mentions["theater"]
    return float((theaters == NO_THEATER).mean() or 0.0)  # type: ignore[arg-type]  # a mean of booleans is a float


@dataclass(frozen=True, slots=True)
class TheaterTotal:
    """How often one theater is named over a whole window; the limits are those of `mention_frequency`."""

    theater: str
    n: int
    words: int
    reports: int
    rate: float
    low: float
    high: float
    wide_low: float | None
    wide_high: float | None
    basis: str

    @property
    def shown_limits(self) -> tuple[float, float]:
        """The limits that a reader sees: the wide ones, or the exact ones where these are unknown."""
        wide = self.wide_low is not None and self.wide_high is not None
        return (self.wide_low, self.wide_high) if wide else (self.low, self.high)  # type: ignore[return-value]  # both or none


def mention_totals(timeline: Timeline, theaters: Iterable[str] = ()) -> tuple[TheaterTotal, ...]:
    """Return each theater's total, the most named first, then by id."""
    rows = mention_frequency(timeline, theaters, "window").drop("period").sort("n", "theater", descending=[True, False])
    return tuple(TheaterTotal(**row) for row in rows.iter_rows(named=True))
