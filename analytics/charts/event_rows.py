"""What the table of a page lists, with the ids by which a page filters it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.charts.tables import EVENT_KEYS, claim_rows, diplomacy_rows, mention_rows, sentence_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from analytics.charts.quotes import Mark
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["act_events", "claim_events", "mention_events"]

_AT = ["place_id", "place", "relation", "admin1", "lat", "lon", "place_precision", "theater"]
_IDS = ["event_id", "theaters", "topics", "sides", "actors", "credence_id", "kind_id", "marks", "at"]


def claim_events(timeline: Timeline, codebook: Codebook, kinds: Iterable[str] = ()) -> pl.DataFrame:
    """List claims, a row an event.

    Args:
        timeline: What was reported.
        codebook: Names of theaters, sides and credences.
        kinds: Kinds to keep; all of them if empty.

    Returns:
        The columns of `analytics.charts.tables.claim_rows`, in its order and with whole sentences, with ``event_id``,
        the lists ``theaters``, ``topics``, ``sides`` and ``actors`` of ids, ``credence_id``, ``kind_id``, ``marks``
        (lists of first character, one past the last, role, within the quote) and ``at`` (dicts of ``lat``, ``lon``,
        ``theater``; a row of the claim that is a point each).
    """
    wanted = list(kinds)
    claims: pl.DataFrame = timeline.claims.filter(pl.col("kind").is_in(wanted)) if wanted else timeline.claims
    events = (
        claims.with_columns(pl.coalesce("place", "surface").alias("place"))
        .sort(*EVENT_KEYS, "row")
        .group_by(EVENT_KEYS, maintain_order=True)
        .agg(
            pl.col("theater").unique(maintain_order=True).alias("theaters"),
            pl.when(pl.col("sides").first().list.len() > 0)
            .then(pl.col("sides").first())
            .otherwise(pl.concat_list(pl.col("actor").first())),
            pl.col("credence").first().alias("credence_id"),
            pl.col("kind").first().alias("kind_id"),
            pl.col("quote", "trigger", "cues").first(),
            pl.struct(_AT).unique(maintain_order=True).alias("at"),
        )
        .with_columns(topics=_no_ids(), actors=_no_ids())
    )
    return _joined(claim_rows(timeline, codebook, wanted, quotes="full"), events, _fired)


def act_events(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """List diplomatic acts, a row an act.

    Args:
        timeline: What was reported.
        codebook: Names of topics, sides and credences.

    Returns:
        The columns of `analytics.charts.tables.diplomacy_rows` and those that `claim_events` adds.
    """
    acts = timeline.diplomacy.sort(EVENT_KEYS).with_columns(
        pl.concat_list("topic").alias("topics"),
        pl.concat_list("source", "target").list.unique(maintain_order=True).alias("actors"),
        pl.col("credence").alias("credence_id"),
        pl.col("kind").alias("kind_id"),
        theaters=_no_ids(),
        sides=_no_ids(),
        at=pl.lit([]),
    )
    return _joined(diplomacy_rows(timeline, codebook, quotes="full"), acts, _fired)


def mention_events(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """List place mentions with the sentence around each.

    Args:
        timeline: What was reported.
        codebook: Names of the theaters.

    Returns:
        The columns of `analytics.charts.tables.mention_rows` and those that `claim_events` adds; the mark is the name.
    """
    nothing = pl.lit(None, pl.String)
    texts = dict(timeline.reports.select("report_id", "text").iter_rows())
    mentions = timeline.mentions.sort("date", "report_id", "start").with_columns(
        pl.format("{}:{}", pl.col("report_id").rank("dense"), "start").alias("event_id"),  # short: there are many
        pl.concat_list("theater").alias("theaters"),
        topics=_no_ids(),
        sides=_no_ids(),
        actors=_no_ids(),
        credence_id=nothing,
        kind_id=nothing,
        at=pl.lit([]),
    )
    rows = mention_rows(timeline, codebook, quotes="full")
    return _joined(rows, mentions, lambda row: _named(row, texts[row["report_id"]]))


def _no_ids() -> pl.Expr:
    return pl.lit([], pl.List(pl.String))


def _joined(rows: pl.DataFrame, ids: pl.DataFrame, marked: Callable[[dict[str, Any]], list[Mark]]) -> pl.DataFrame:
    """Put the ids beside the cells; both have one row an event in the same order."""
    marks = [marked(row) for row in ids.iter_rows(named=True)]
    beside = ids.with_columns(pl.Series("marks", marks, pl.Object)).select(_IDS)
    return pl.concat([rows, beside], how="horizontal")


def _fired(row: dict[str, Any]) -> list[Mark]:
    """Return the trigger and the cues of an event within its quote; a trigger without offsets is looked for."""
    size = len(row["quote"])
    cues = [(cue["start"] - row["start"], cue["end"] - row["start"], cue["role"]) for cue in row["cues"] or []]
    within = [cue for cue in cues if 0 <= cue[0] < cue[1] <= size]
    if any(role == "trigger" for _, _, role in within):
        return within
    return [*within, *_found(row["quote"], row["trigger"], "trigger")]


def _named(row: dict[str, Any], text: str) -> list[Mark]:
    """Return the name that a mention read, within the sentence around it."""
    _, at = sentence_around(text, row["start"], row["end"])
    return [(at, at + row["end"] - row["start"], "name")]


def _found(quote: str, words: str, role: str) -> list[Mark]:
    found = _whole(words).search(quote) if words else None
    return [(*found.span(), role)] if found else []


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
