"""What changed between two weeks of reports, and what chance may have done.

Three things are compared: place names by theater, gains by side, strikes by side. All comparisons of a page are one
family: of the changes that it tells, at most 5 in 100 should be none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import polars.selectors as cs

from analytics.trends.advances import CONTRADICTED, moves
from analytics.trends.counting import count_by_report
from analytics.trends.limits import ratio_limits, spread_within
from analytics.trends.mentions import NO_THEATER
from analytics.trends.permuting import adjusted, can_tell, difference_chance
from analytics.trends.thresholds import thresholds
from analytics.trends.weeks import strike_events

if TYPE_CHECKING:
    from analytics.schema import Timeline
    from analytics.trends.counting import Counted, Floats, Mask
    from analytics.trends.weeks import Week

__all__ = ["CHANGES", "week_changes"]

CHANGES = ("mentions", "gains", "strikes")  # what is compared, in the order of the rows
_COLUMNS = ("n", "rate", "n_before", "rate_before", "ratio", "low", "high", "wide_low", "wide_high", "chance")


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
    if weeks is None:
        return _judged(_empty())
    sources = (_mentions(timeline), _gains(timeline), strike_events(timeline))
    compared = [_compared(*pair, timeline.reports, weeks) for pair in zip(CHANGES, sources, strict=True)]
    return _judged(pl.concat(compared))


def _mentions(timeline: Timeline) -> pl.DataFrame:
    told = timeline.mentions.filter(pl.col("theater") != NO_THEATER)
    return told.select("report_id", pl.col("theater").alias("key"))


def _gains(timeline: Timeline) -> pl.DataFrame:
    kept = moves(timeline).filter(pl.col("move") == "gain", ~pl.col("credence").is_in(CONTRADICTED))
    return kept.unique(["event_id", "side"]).select("report_id", pl.col("side").alias("key"))


def _empty() -> pl.DataFrame:
    whole = ("n", "n_before")
    numbers = {name: pl.Int64 if name in whole else pl.Float64 for name in _COLUMNS}
    return pl.DataFrame(schema={"what": pl.String, "key": pl.String, **numbers, "verdict": pl.String})


def _compared(what: str, rows: pl.DataFrame, reports: pl.DataFrame, weeks: tuple[Week, Week]) -> pl.DataFrame:
    week, before = weeks
    within = pl.col("date").is_between(week.first, week.last)
    both = reports.filter(within | pl.col("date").is_between(before.first, before.last))
    told = rows.join(both, on="report_id", how="semi")["key"].unique()
    counted = count_by_report(rows, both, told, "window")
    if not counted.keys:
        return _empty()
    newer: Mask = counted.reports.select(within).to_series().to_numpy()
    columns, verdicts = _measured(counted, newer)
    frame = pl.DataFrame({"key": pl.Series(counted.keys, dtype=pl.String), **columns, "verdict": verdicts})
    whole = [pl.col(name).cast(pl.Int64) for name in ("n", "n_before")]
    named = frame.with_columns(cs.float().fill_nan(None)).with_columns(pl.lit(what).alias("what"), *whole)
    return named.select(_empty().columns)


def _measured(counted: Counted, newer: Mask) -> tuple[dict[str, Floats], list[str]]:
    """Return the columns of `_COLUMNS`, shape (keys,), not-a-number for what is unknown; and what keeps a verdict."""
    counts, exposure = counted.counts, counted.exposure()
    n, n_before = counts[newer].sum(axis=0), counts[~newer].sum(axis=0)
    words, words_before = exposure[newer].sum(), exposure[~newer].sum()
    unknown = np.full(len(n), np.nan)
    columns = dict.fromkeys(_COLUMNS, unknown) | {"n": n, "n_before": n_before}
    columns |= {"rate": n / words if words else unknown}
    columns |= {"rate_before": n_before / words_before if words_before else unknown}
    if not (words and words_before):
        return columns, ["none"] * len(n)
    scale = words_before / words
    columns["ratio"] = np.divide(n * scale, n_before, out=unknown.copy(), where=n_before > 0)
    columns["low"], columns["high"] = (limit * scale for limit in ratio_limits(n, n_before))
    few = _few(n + n_before, scale) | (not can_tell(len(newer), int(newer.sum())))
    if len(newer) > 2:  # noqa: PLR2004  two rates leave nothing of two reports to differ
        spread = spread_within(counts, exposure, newer)
        columns["wide_low"], columns["wide_high"] = (limit * scale for limit in ratio_limits(n, n_before, spread))
    if not few.all():
        columns["chance"] = np.where(few, np.nan, difference_chance(counts, exposure, newer))
    return columns, ["few" if each else "open" for each in few]


def _few(total: Floats, scale: float) -> Mask:
    """Return which totals are so small that the exact limits hold no change however they fell."""
    nothing = np.zeros_like(total)
    least, most = ratio_limits(total, nothing)[0] * scale, ratio_limits(nothing, total)[1] * scale
    few: Mask = (least <= 1) & (most >= 1)
    return few


def _judged(frame: pl.DataFrame) -> pl.DataFrame:
    """Adjust the p-values of all rows at once, and turn them into verdicts."""
    tested = pl.col("chance").is_not_null()
    shown = pl.Series("adjusted", adjusted(frame.filter(tested)["chance"].to_numpy()), pl.Float64)
    several = pl.concat([frame.filter(tested).with_columns(shown), frame.filter(~tested)], how="diagonal")
    told = pl.col("adjusted") <= thresholds().false_discoveries
    more = pl.col("rate") > pl.col("rate_before")
    verdict = pl.when(told & more).then(pl.lit("more")).when(told).then(pl.lit("less")).otherwise("verdict")
    order = pl.col("what").replace_strict({what: n for n, what in enumerate(CHANGES)}, return_dtype=pl.Int64)
    columns = ["what", "key", *_COLUMNS, "adjusted", "verdict"]
    return several.with_columns(verdict.alias("verdict")).sort(order, "key").select(columns)
