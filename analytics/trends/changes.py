"""What changed between two weeks of reports, and what chance may have done.

Three things are compared: place names by theater, gains by side, strikes by side. All comparisons of a page are one
family: of the changes that it tells, at most 5 in 100 should be none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.advances import CONTRADICTED, moves
from analytics.trends.comparing import compare, judged, nothing_compared
from analytics.trends.counting import count_by_report
from analytics.trends.mentions import NO_THEATER
from analytics.trends.weeks import strike_events

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.counting import Mask
    from analytics.trends.weeks import Week

__all__ = ["CHANGES", "week_changes"]

CHANGES = ("mentions", "gains", "strikes")  # what is compared, in the order of the rows


def week_changes(timeline: Timeline, weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    """Say what is told more or less often than in the week before.

    Args:
        timeline: With the reports of both weeks.
        weeks: The newest week and the one before, as `analytics.trends.newest_weeks` gives them; none for no rows.

    Returns:
        ``what`` (one of `CHANGES`), ``key`` (str: the theater, or the side that gains or fires, also ``unknown``),
        ``n`` (int: mentions, or distinct events that are not contradicted), ``rate`` (float, per 1,000 words),
        ``n_before``, ``rate_before``; of the rates' ``ratio`` (null where nothing was before) ``low`` and ``high``, the
        exact limits of counting alone, and ``wide_low`` and ``wide_high``, which let whole reports differ (float, 95 %;
        infinite above where nothing was before; all null where a week has no words); ``chance`` (float, the p-value by
        permutation of the reports), ``adjusted`` (float, the same for all comparisons at once), both null where nothing
        could be told; ``verdict``: ``more``, ``less`` (`adjusted` is small enough), ``open`` (it is not), ``few`` (so
        few names or reports that no split of them would tell), ``none`` (a week without words). Sorted by what, key.
    """
    sources = (_mentions(timeline), _gains(timeline), strike_events(timeline))
    pairs = zip(CHANGES, sources, strict=True) if weeks else ()
    compared = [_compared(what, rows, timeline.reports, weeks) for what, rows in pairs if weeks]
    frame = judged(pl.concat([_named("", nothing_compared()), *compared]))
    order = pl.col("what").replace_strict({what: n for n, what in enumerate(CHANGES)}, return_dtype=pl.Int64)
    return frame.sort(order, "key").select(pl.exclude("adjusted", "verdict"), "adjusted", "verdict")


def _mentions(timeline: Timeline) -> pl.DataFrame:
    told = timeline.mentions.filter(pl.col("theater") != NO_THEATER)
    return told.select("report_id", pl.col("theater").alias("key"))


def _gains(timeline: Timeline) -> pl.DataFrame:
    kept = moves(timeline).filter(pl.col("move") == "gain", ~pl.col("credence").is_in(CONTRADICTED))
    return kept.unique(["event_id", "side"]).select("report_id", pl.col("side").alias("key"))


def _compared(what: str, rows: pl.DataFrame, reports: pl.DataFrame, weeks: tuple[Week, Week]) -> pl.DataFrame:
    week, before = weeks
    within = pl.col("date").is_between(week.first, week.last)
    both = reports.filter(within | pl.col("date").is_between(before.first, before.last))
    told = rows.join(both, on="report_id", how="semi")["key"].unique()
    counted = count_by_report(rows, both, told, "window")
    newer: Mask = counted.reports.select(within).to_series().to_numpy()
    return _named(what, compare(counted, newer))


def _named(what: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.lit(what).alias("what"), pl.all())
