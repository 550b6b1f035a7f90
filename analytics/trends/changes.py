"""What changed between two weeks of reports, and what chance may have done.

Compared are place names by theater, gains and strikes by side, acts by topic, and the share of claims in dispute. All
comparisons of a page are one family: of the changes that it tells, at most 5 in 100 should be none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.trends.advances import CONTRADICTED, moves
from analytics.trends.comparing import compare, judged, nothing_compared
from analytics.trends.counting import count_by_report
from analytics.trends.disputes import claimed_by_both, contradicted
from analytics.trends.limits import share_limits, spread_within
from analytics.trends.mentions import NO_THEATER
from analytics.trends.weeks import in_week, strike_events

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends.counting import Counted, Mask
    from analytics.trends.weeks import Week

__all__ = ["CHANGES", "dispute_shares", "week_changes"]

CHANGES = ("mentions", "gains", "strikes", "acts", "disputes")  # what is compared, in the order of the rows
_DISPUTED = "disputed"  # the one key of the last


def week_changes(timeline: Timeline, weeks: tuple[Week, Week] | None, codebook: Codebook | None = None) -> pl.DataFrame:
    """Say what is told more or less often than in the week before.

    Args:
        timeline: With the reports of both weeks.
        weeks: The newest week and the one before, as `analytics.trends.newest_weeks` gives them; none for no rows.
        codebook: As for `dispute_shares`.

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
    sources = (_mentions(timeline), _gains(timeline), strike_events(timeline), _acts(timeline))
    compared = []
    if weeks:
        counted = (_counted(rows, timeline.reports, weeks) for rows in sources)
        pairs = zip(CHANGES, (*counted, _disputed(timeline, weeks, codebook)), strict=True)
        compared = [_named(what, compare(rows, _newer(rows, weeks[0]))) for what, rows in pairs]
    frame = judged(pl.concat([_named("", nothing_compared()), *compared]))
    order = pl.col("what").replace_strict({what: n for n, what in enumerate(CHANGES)}, return_dtype=pl.Int64)
    return frame.sort(order, "key").select(pl.exclude("adjusted", "verdict"), "adjusted", "verdict")


def _mentions(timeline: Timeline) -> pl.DataFrame:
    told = timeline.mentions.filter(pl.col("theater") != NO_THEATER)
    return told.select("report_id", pl.col("theater").alias("key"))


def _gains(timeline: Timeline) -> pl.DataFrame:
    kept = moves(timeline).filter(pl.col("move") == "gain", ~pl.col("credence").is_in(CONTRADICTED))
    return kept.unique(["event_id", "side"]).select("report_id", pl.col("side").alias("key"))


def _acts(timeline: Timeline) -> pl.DataFrame:
    return timeline.diplomacy.unique("event_id").select("report_id", pl.col("topic").alias("key"))


def dispute_shares(
    timeline: Timeline, weeks: tuple[Week, Week], codebook: Codebook | None = None
) -> dict[str, int | float | None]:
    """Say which share of the claims is disputed: doubted, denied, or of a place that rival sides are said to have.

    Args:
        timeline: With the reports of both weeks.
        weeks: As for `week_changes`; each is judged by itself.
        codebook: Says which sides are allies; without it every side is a rival of every other.

    Returns:
        ``n`` disputed ``of`` so many claims, for its two reasons ``doubted`` and ``both`` (a claim may have both),
        ``share`` (0 to 1; null without claims) with ``share_low`` and ``share_high`` (95 %, which let whole reports
        differ where there are three or more); the same of the week before, each name with ``_before``, but no limits.
    """
    week, before = (_dispute(in_week(timeline, each), codebook) for each in weeks)
    counted = _disputed(timeline, weeks, codebook)
    newer = _newer(counted, weeks[0])
    told = counted.keys and len(newer) > 2 and newer.any() and not newer.all()  # noqa: PLR2004  two rates leave nothing to differ
    spread = float(spread_within(counted.counts, counted.exposure(), newer)[0]) if told else 1.0
    low, high = share_limits(int(week["n"] or 0), int(week["of"] or 0), spread)
    return week | {"share_low": low, "share_high": high} | {f"{name}_before": n for name, n in before.items()}


def _dispute(week: Timeline, codebook: Codebook | None) -> dict[str, int | float | None]:
    doubted, both = set(contradicted(week)), set(claimed_by_both(week, codebook))
    n, of = len(doubted | both), week.claims["event_id"].n_unique()
    return {"n": n, "of": of, "doubted": len(doubted), "both": len(both), "share": n / of if of else None}


def _disputed(timeline: Timeline, weeks: tuple[Week, Week], codebook: Codebook | None) -> Counted:
    """Count disputed claims by report, of its claims as other things are of its words."""
    each = [in_week(timeline, week) for week in weeks]
    disputed = [event for week in each for event in (*contradicted(week), *claimed_by_both(week, codebook))]
    events = timeline.claims.unique("event_id")
    amounts = events.group_by("report_id").agg(pl.len().alias("words"))
    reports = timeline.reports.drop("words").join(amounts, on="report_id", maintain_order="left")
    rows = events.filter(pl.col("event_id").is_in(disputed)).select("report_id", pl.lit(_DISPUTED).alias("key"))
    return _counted(rows, reports, weeks, [_DISPUTED] if any(len(week.claims) for week in each) else [])


def _counted(
    rows: pl.DataFrame, reports: pl.DataFrame, weeks: tuple[Week, Week], keys: Iterable[str] | None = None
) -> Counted:
    """Count rows by report of the two weeks; by default by all keys that these tell of."""
    both = reports.filter(pl.any_horizontal(pl.col("date").is_between(week.first, week.last) for week in weeks))
    told = rows.join(both, on="report_id", how="semi")["key"].unique()
    return count_by_report(rows, both, told if keys is None else keys, "window")


def _newer(counted: Counted, week: Week) -> Mask:
    newer: Mask = counted.reports.select(pl.col("date").is_between(week.first, week.last)).to_series().to_numpy()
    return newer


def _named(what: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.lit(what).alias("what"), pl.all())
