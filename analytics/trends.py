"""A timeline as small tidy frames, one function a question.

Everything is counted by the day of the *report*: the day on which something was reported, not the day on which it
happened. What later reports repeat is counted again. Rows come in the order of their key columns.

Periods are days, ISO weeks (named by their Monday) or the whole window (named by its first report's day).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analytics.schema import Timeline

__all__ = [
    "MOVES",
    "NO_THEATER",
    "ActTotal",
    "Every",
    "SideTotal",
    "TheaterTotal",
    "act_totals",
    "advance_totals",
    "choose_period",
    "claimed_advances",
    "days_of",
    "diplomatic_acts",
    "diplomatic_developments",
    "mention_frequency",
    "mention_totals",
    "share_without_theater",
]

Every = Literal["day", "week", "window"]

NO_THEATER = "none"
_PER_WORDS = 1000
_CONFIDENCE = 0.95
_DAYS_SHOWN_SINGLY = 45  # more marks than this in a row cannot be told apart at the width of a page
_GAINS = ("advance", "capture")
_LOSS = "withdraw"
MOVES = (*_GAINS, _LOSS)
_CONTRADICTED = ("doubted", "denied")


def choose_period(timeline: Timeline) -> Every:
    """Return the finest period that a reader can tell apart on a page: days, or weeks where there are many days."""
    days = days_of(timeline)
    return "week" if days and (days[1] - days[0]).days > _DAYS_SHOWN_SINGLY else "day"


def days_of(timeline: Timeline) -> tuple[dt.date, dt.date] | None:
    """Return the days of the first and the last report, none where there are no reports."""
    days = timeline.reports["date"].sort()
    return (days[0], days[-1]) if len(days) else None


def _period(every: Every) -> pl.Expr:
    day = pl.col("date")
    if every == "day":
        return day.alias("period")
    return (day.dt.truncate("1w") if every == "week" else day.min()).alias("period")


def _with_period(frame: pl.DataFrame, reports: pl.DataFrame, every: Every) -> pl.DataFrame:
    """Give rows the period of their report, so that all frames agree on it."""
    periods = reports.select("report_id", _period(every))
    return frame.join(periods, on="report_id", how="inner", maintain_order="left")


def _interval(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the rate per 1,000 words with its exact limits.

    Garwood's limits of a Poisson count n (Biometrika 28, 1936) are half the chi-square quantiles 2.5 % at 2n degrees of
    freedom, 97.5 % at 2n + 2. `gammaincinv` gives the same numbers, and loads faster than scipy's distributions.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415  slow to load

    tail = (1 - _CONFIDENCE) / 2
    counts = frame["n"].to_numpy()
    low = gammaincinv(counts.clip(1), tail) * (counts > 0)
    high = gammaincinv(counts + 1, 1 - tail)
    per_words = _PER_WORDS / pl.col("words")
    return frame.with_columns(pl.Series("low", low, pl.Float64), pl.Series("high", high, pl.Float64)).with_columns(
        (pl.col("n") * per_words).alias("rate"), pl.col("low") * per_words, pl.col("high") * per_words
    )


def mention_frequency(timeline: Timeline, theaters: Iterable[str] = (), every: Every = "day") -> pl.DataFrame:
    """Count place mentions by period and theater.

    A period with reports and no mention of a theater is a row with ``n`` 0; a period without reports has no row.

    Args:
        timeline: What was reported.
        theaters: Ids that get rows even if nothing names them.
        every: The period.

    Returns:
        ``period`` (date), ``theater`` (str), ``n`` (int, mentions), ``words`` (int, of the period's reports),
        ``rate`` (float, mentions per 1,000 words), ``low`` and ``high`` (float, exact 95 % Poisson limits of the rate:
        counting noise only, mentions of one report are not independent). Sorted by period, theater.
    """
    words = (
        timeline.reports.select("report_id", "words", _period(every))
        .group_by("period")
        .agg(pl.col("words").sum())
        .filter(pl.col("words") > 0)
    )
    named = sorted({*theaters, *timeline.mentions["theater"].unique()} - {NO_THEATER})
    counts = (
        _with_period(timeline.mentions.select("report_id", "theater"), timeline.reports, every)
        .group_by("period", "theater")
        .agg(pl.len().cast(pl.Int64).alias("n"))
    )
    rows = (
        words.join(pl.DataFrame({"theater": named}, schema={"theater": pl.String}), how="cross")
        .join(counts, on=["period", "theater"], how="left")
        .with_columns(pl.col("n").fill_null(0))
        .sort("period", "theater")
    )
    return _interval(rows).select("period", "theater", "n", "words", "rate", "low", "high")


def share_without_theater(timeline: Timeline) -> float:
    """Return the share (0 to 1) of place mentions that belong to no theater; 0 where there are no mentions."""
    theaters = timeline.mentions["theater"]
    return float((theaters == NO_THEATER).mean() or 0.0)  # type: ignore[arg-type]  # a mean of booleans is a float


def _moves(timeline: Timeline) -> pl.DataFrame:
    """Return gains and withdrawals, a row an event, place and side."""
    return (
        timeline.claims.filter(pl.col("kind").is_in(MOVES))
        .with_columns(
            pl.when(pl.col("sides").list.len() > 0).then("sides").otherwise(pl.concat_list("actor")).alias("side"),
            pl.when(pl.col("kind") == _LOSS).then(pl.lit("withdrawal")).otherwise(pl.lit("gain")).alias("move"),
        )
        .explode("side")
    )


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
        _with_period(_moves(timeline), timeline.reports, every)
        .group_by(keys)
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort(keys)
    )


def diplomatic_developments(timeline: Timeline, every: Every = "day") -> pl.DataFrame:
    """Count diplomatic acts by topic and kind.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``topic`` (str), ``kind`` (str), ``n`` (int, distinct acts). Sorted by those; no
        rows of 0.
    """
    keys = ["period", "topic", "kind"]
    return (
        _with_period(timeline.diplomacy, timeline.reports, every)
        .group_by(keys)
        .agg(pl.col("event_id").n_unique().cast(pl.Int64).alias("n"))
        .sort(keys)
    )


def diplomatic_acts(timeline: Timeline, every: Every = "day") -> pl.DataFrame:
    """List diplomatic acts, a row an act.

    Args:
        timeline: What was reported.
        every: The period.

    Returns:
        ``period`` (date), ``date`` (date), ``topic``, ``kind``, ``who`` and ``whom`` (str, names with commas, empty
        where not said), ``claimant``, ``credence``, ``quote``, ``report`` (str, the report's title, source or id),
        ``event_id``. Sorted by period, topic, kind, date, report_id, start.
    """
    report = pl.coalesce("title", pl.col("source").alias("publisher"), "report_id").alias("report")
    periods = timeline.reports.select("report_id", report, _period(every))
    return (
        timeline.diplomacy.join(periods, on="report_id", how="inner")
        .sort("period", "topic", "kind", "date", "report_id", "start", "event_id")
        .with_columns(
            pl.col("source").list.join(", ").alias("who"),
            pl.col("target").list.join(", ").alias("whom"),
        )
        .select("period", "date", "topic", "kind", "who", "whom", "claimant", "credence", "quote", "report", "event_id")
    )


@dataclass(frozen=True, slots=True)
class TheaterTotal:
    """How often one theater is named over a whole window; the limits are those of `mention_frequency`."""

    theater: str
    n: int
    words: int
    rate: float
    low: float
    high: float


def mention_totals(timeline: Timeline, theaters: Iterable[str] = ()) -> tuple[TheaterTotal, ...]:
    """Return each theater's total, the most named first, then by id."""
    rows = mention_frequency(timeline, theaters, "window").drop("period").sort("n", "theater", descending=[True, False])
    return tuple(TheaterTotal(**row) for row in rows.iter_rows(named=True))


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
    contradicted = pl.col("credence").is_in(_CONTRADICTED)

    def events(which: pl.Expr) -> pl.Expr:
        return pl.col("event_id").filter(which).n_unique().cast(pl.Int64)

    rows = (
        _moves(timeline)
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


@dataclass(frozen=True, slots=True)
class ActTotal:
    """Distinct diplomatic acts of one topic or kind."""

    name: str
    n: int


def act_totals(timeline: Timeline, by: Literal["topic", "kind"]) -> tuple[ActTotal, ...]:
    """Return the number of acts of each topic or kind, the most frequent first, then by name."""
    rows = diplomatic_developments(timeline, "window").group_by(by).agg(pl.col("n").sum())
    ordered = rows.sort("n", by, descending=[True, False])
    return tuple(ActTotal(name, n) for name, n in ordered.iter_rows())
