"""The newest week of reports against the week before it.

A week is the seven days that end on the newest report's day, not a calendar week: a page made on a Monday would else
compare one day with seven.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import polars as pl

from analytics.schema import Timeline
from analytics.trends.advances import CONTRADICTED, MOVES, moves
from analytics.trends.disputes import claimed_by_both, contradicted
from analytics.trends.mentions import CONFIDENCE, NO_THEATER, PER_WORDS, count_limits

__all__ = [
    "BRIEFED",
    "COMPARED_DAYS",
    "Week",
    "act_changes",
    "both_weeks",
    "dispute_change",
    "gain_changes",
    "in_week",
    "mention_changes",
    "newest_week",
    "newest_weeks",
    "share_limits",
    "strike_changes",
    "strike_totals",
    "strikes_by_theater",
]

_DAYS = 7
COMPARED_DAYS = 2 * _DAYS  # that the newest week and the one before it take
_STRIKE = "strike"
BRIEFED = (*MOVES, _STRIKE)  # kinds of claims whose sentences a briefing shows


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of reports.

    Attributes:
        first: The first day.
        last: The last day, which counts too.
        reports: How many reports are of these days.
        words: How many words they have.
    """

    first: dt.date
    last: dt.date
    reports: int
    words: int


_NOTHING = Week(dt.date.min, dt.date.min, 0, 0)


def newest_weeks(timeline: Timeline) -> tuple[Week, Week] | None:
    """Return the seven days up to the newest report and the seven days before them, none where there are no reports."""
    if timeline.reports.is_empty():
        return None
    newest: dt.date = timeline.reports["date"].max()  # type: ignore[assignment]  # a column of days
    return _week(timeline, newest), _week(timeline, newest - dt.timedelta(days=_DAYS))


def _week(timeline: Timeline, last: dt.date) -> Week:
    first = last - dt.timedelta(days=_DAYS - 1)
    reports = timeline.reports.filter(pl.col("date").is_between(first, last))
    return Week(first, last, reports.height, int(reports["words"].sum()))


def in_week(timeline: Timeline, week: Week) -> Timeline:
    """Keep the reports of a week, and what was read from them."""
    return Timeline.cast({name: frame.filter(_within(week)) for name, frame in timeline.to_dict().items()})


def newest_week(timeline: Timeline) -> Timeline:
    """Keep the reports of the newest week, and what was read from them; nothing where there are no reports."""
    weeks = newest_weeks(timeline)
    return in_week(timeline, weeks[0]) if weeks else timeline


def both_weeks(timeline: Timeline) -> Timeline:
    """Keep the reports of the newest week and of the week before, and what was read from them."""
    weeks = newest_weeks(timeline)
    return in_week(timeline, replace(weeks[0], first=weeks[1].first)) if weeks else timeline


def _within(week: Week) -> pl.Expr:
    return pl.col("date").is_between(week.first, week.last)


def strikes_by_theater(timeline: Timeline) -> pl.DataFrame:
    """Count strikes that are told and not contradicted.

    Args:
        timeline: What was reported.

    Returns:
        ``theater``, ``side`` (str, the side that fires, also ``unknown``), ``n`` (int, distinct events; one at two
        theaters counts in both). Sorted by theater, then ``n``, the most first, then side.
    """
    return (
        _strikes(timeline)
        .group_by("theater", "side")
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort("theater", "n", "side", descending=[False, True, False])
    )


def strike_totals(timeline: Timeline) -> dict[str, int]:
    """Count the strikes that are told and not contradicted, distinct events by the side that fires, the most first."""
    rows = _strike_events(timeline).group_by("side").len().sort("len", "side", descending=[True, False])
    return dict(rows.iter_rows())


def mention_changes(timeline: Timeline, weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    """Compare how often places of each theater are named.

    Args:
        timeline: What was reported.
        weeks: The newest week and the one before, as `newest_weeks` gives them; none for no rows.

    Returns:
        ``theater`` (str), then for the week ``n`` (int), ``rate``, ``rate_low``, ``rate_high`` (float, per 1,000 words
        with its exact 95 % limits; null without words), for the week before ``n_before``, ``rate_before``,
        ``rate_low_before``, ``rate_high_before``, and of the rates' ratio ``ratio``, ``low``, ``high`` (float, exact
        95 % limits; null where a week has no words; ``high`` is infinite where nothing was counted before) and
        ``verdict``: ``more``, ``less`` (the limits leave 1 out), ``open`` (they hold it), ``few`` (so few that they
        would hold it whatever the split), ``none`` (no week before). Sorted by theater.
    """
    rows = timeline.mentions.filter(pl.col("theater") != NO_THEATER).select("date", "theater")
    return _compared(rows, ["theater"], weeks)


def gain_changes(timeline: Timeline, weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    """Compare how many gains of each side are told and not contradicted.

    Args:
        timeline: What was reported.
        weeks: As for `mention_changes`.

    Returns:
        ``side`` (str), then as `mention_changes`, of distinct events.
    """
    kept = moves(timeline).filter(pl.col("move") == "gain", ~pl.col("credence").is_in(CONTRADICTED))
    return _compared(kept.unique(["event_id", "side"]).select("date", "side"), ["side"], weeks)


def strike_changes(timeline: Timeline, weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    """Compare how many strikes by each side are told and not contradicted.

    Args:
        timeline: What was reported.
        weeks: As for `mention_changes`.

    Returns:
        ``side`` (str, the side that fires, also ``unknown``), then as `mention_changes`, of distinct events.
    """
    return _compared(_strike_events(timeline), ["side"], weeks)


def act_changes(timeline: Timeline, weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    """Compare how many diplomatic acts of each topic are told.

    Args:
        timeline: What was reported.
        weeks: As for `mention_changes`.

    Returns:
        ``topic`` (str), then as `mention_changes`, of distinct acts.
    """
    return _compared(timeline.diplomacy.unique("event_id").select("date", "topic"), ["topic"], weeks)


def dispute_change(timeline: Timeline, weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    """Compare which share of the claims is disputed: doubted, denied, or of a place that both sides are said to have.

    Args:
        timeline: What was reported.
        weeks: As for `mention_changes`.

    Returns:
        A row: ``n`` disputed ``of`` so many claims, ``doubted``, ``both`` (int, its two reasons; a claim may have
        both), ``rate`` (float, the share, 0 to 1; null without claims) with ``rate_low`` and ``rate_high`` (its exact
        95 % limits), the same of the week before (``n_before``, ``of_before``, ``rate_before``), then ``ratio``,
        ``low``, ``high`` and ``verdict`` as `mention_changes` has them. The limits of the ratio are those of two
        Poisson rates; of shares they are a little wide.
    """
    week, before = (_disputed(in_week(timeline, each)) for each in weeks or (_NOTHING, _NOTHING))
    shared = pl.DataFrame([week | {f"{name}_before": n for name, n in before.items()}]).with_columns(
        pl.when(pl.col("of") > 0).then(pl.col("n") / pl.col("of")).alias("rate"),
        pl.when(pl.col("of_before") > 0).then(pl.col("n_before") / pl.col("of_before")).alias("rate_before"),
        **dict(zip(("rate_low", "rate_high"), map(pl.lit, share_limits(week["n"], week["of"])), strict=True)),
    )
    return _with_verdict(_with_ratio(shared, week["of"], before["of"]))


def _disputed(week: Timeline) -> dict[str, int]:
    doubted, both = set(contradicted(week)), set(claimed_by_both(week))
    events = week.claims["event_id"].n_unique()
    return {"n": len(doubted | both), "of": events, "doubted": len(doubted), "both": len(both)}


def share_limits(n: int, of: int) -> tuple[float | None, float | None]:
    """Return the exact 95 % limits of a share (Clopper and Pearson, Biometrika 26, 1934); none of nothing."""
    from scipy.special import betaincinv  # noqa: PLC0415  slow to load

    if not of:
        return None, None
    tail = (1 - CONFIDENCE) / 2
    low = float(betaincinv(n, of - n + 1, tail)) if n else 0.0
    return low, float(betaincinv(n + 1, of - n, 1 - tail)) if n < of else 1.0


def _strikes(timeline: Timeline) -> pl.DataFrame:
    """Return the claims of strikes that are not contradicted, with the side that fires."""
    strikes = timeline.claims.filter(pl.col("kind") == _STRIKE, ~pl.col("credence").is_in(CONTRADICTED))
    return strikes.with_columns(pl.col("actor").alias("side"))


def _strike_events(timeline: Timeline) -> pl.DataFrame:
    """Return a row a strike, with the day of the report and the side that fires."""
    return _strikes(timeline).unique("event_id").select("date", "side")


def _compared(rows: pl.DataFrame, keys: list[str], weeks: tuple[Week, Week] | None) -> pl.DataFrame:
    week, before = weeks or (_NOTHING, _NOTHING)
    counted = rows.group_by(keys).agg(
        _within(week).sum().cast(pl.Int64).alias("n"), _within(before).sum().cast(pl.Int64).alias("n_before")
    )
    named = counted.filter(pl.col("n") + pl.col("n_before") > 0).sort(keys)
    rated = named
    for end, words in (("", week.words), ("_before", before.words)):
        per = pl.lit(PER_WORDS / words if words else None, pl.Float64)
        low, high = count_limits(named[f"n{end}"])
        rated = rated.with_columns(
            (pl.col(f"n{end}") * per).alias(f"rate{end}"),
            (pl.lit(low) * per).alias(f"rate_low{end}"),
            (pl.lit(high) * per).alias(f"rate_high{end}"),
        )
    return _with_verdict(_with_ratio(rated, week.words, before.words))


def _with_ratio(frame: pl.DataFrame, words: int, words_before: int) -> pl.DataFrame:
    """Add the ratio of two Poisson rates with its exact limits, and the least limit that the total could reach.

    Given the sum of both counts, the first is binomial; Clopper and Pearson's limits of its share (Biometrika 26, 1934)
    become those of the ratio (Przyborowski and Wilenski, Biometrika 31, 1940).
    """
    from scipy.special import betaincinv  # noqa: PLC0415  slow to load

    n, m = frame["n"].to_numpy(), frame["n_before"].to_numpy()
    tail = (1 - CONFIDENCE) / 2
    low = betaincinv(n.clip(1), m + 1, tail) * (n > 0)
    high = betaincinv(n + 1, m.clip(1), 1 - tail)
    all_now, none_now = betaincinv((n + m).clip(1), 1, tail), betaincinv(1, (n + m).clip(1), 1 - tail)
    shares = {"low": low, "high": high, "most_low": all_now, "least_high": none_now}
    scale = pl.lit(words_before / words if words and words_before else None, pl.Float64)
    odds = {name: pl.Series(name, share, pl.Float64) for name, share in shares.items()}
    limits = [(pl.lit(share) / (1 - pl.lit(share)) * scale).alias(name) for name, share in odds.items()]
    unbounded = pl.when(pl.col("n_before") == 0).then(pl.lit(float("inf")) * scale).otherwise("high")
    return frame.with_columns(
        pl.when(pl.col("n_before") > 0).then(pl.col("n") / pl.col("n_before") * scale).alias("ratio"), *limits
    ).with_columns(unbounded.alias("high"))


def _with_verdict(frame: pl.DataFrame) -> pl.DataFrame:
    verdict = (
        pl.when(pl.col("low").is_null())
        .then(pl.lit("none"))
        .when(pl.col("low") > 1)
        .then(pl.lit("more"))
        .when(pl.col("high") < 1)
        .then(pl.lit("less"))
        .when((pl.col("most_low") <= 1) & (pl.col("least_high") >= 1))
        .then(pl.lit("few"))
        .otherwise(pl.lit("open"))
    )
    return frame.with_columns(verdict.alias("verdict")).drop("most_low", "least_high")
