"""What was refused, left open, corrected and passed over, as tables for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of
from analytics.charts.quotes import quoted
from analytics.charts.towns import describe_places

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.charts.quotes import Quotes
    from analytics.codebook import Codebook
    from analytics.schema import DroppedTriggers, Outcomes, Refusals, Removals, Timeline

__all__ = [
    "corrected_rows",
    "correction_rows",
    "credence_rows",
    "match_rows",
    "passed_over_rows",
    "refused_rows",
    "removed_rows",
    "rule_rows",
    "standing_rows",
    "typo_rows",
    "unresolved_rows",
]


def _percent() -> pl.Expr:
    return pl.format("{} %", (100 * pl.col("share")).round(1)).alias("share")


def refused_rows(refused: dy.DataFrame[Refusals]) -> pl.DataFrame:
    """List what was given and could not be read: ``file``, ``line``, ``found``, ``expected``, ``way out``."""
    return refused.sort("file", "line").rename({"way_out": "way out"})


def removed_rows(
    removed: dy.DataFrame[Removals], timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short"
) -> pl.DataFrame:
    """List what was taken out of reports before they were read.

    Args:
        removed: As `analytics.reports.Reading` has it.
        timeline: Its reports are the ones to list.
        codebook: Has the setting for a part of a sentence.
        quotes: How much of the text, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``rule``, ``times``, ``reports``, ``quote`` (empty for what may tell of a person).
    """
    rows = trends.removed_texts(removed, timeline).select(
        "rule", pl.col("n").alias("times"), "reports", pl.col("text").alias("quote")
    )
    return quoted(rows, quotes, codebook, around=[""] * rows.height)


def standing_rows(timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short") -> pl.DataFrame:
    """List paragraphs that stand alike in many reports and were kept.

    Args:
        timeline: What was read.
        codebook: Has the setting for a part of a sentence.
        quotes: How much of the text, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``reports``, ``first``, ``last``, ``quote``; the most frequent first.
    """
    rows = trends.standing_paragraphs(timeline).select("reports", "first", "last", pl.col("text").alias("quote"))
    return quoted(rows, quotes, codebook, around=[""] * rows.height)


def unresolved_rows(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """List names that stayed without a place.

    Args:
        timeline: What was reported.
        codebook: With the overlay of places.

    Returns:
        ``as written``, ``times``, ``reports``, ``may be`` (list of places with their region).
    """
    names = trends.unresolved_names(timeline)
    known = describe_places(codebook, names["candidates"].explode().drop_nulls())
    may_be = [[known.get(place, place) for place in candidates] for candidates in names["candidates"]]
    return names.select(
        pl.col("surface").alias("as written"),
        pl.col("n").alias("times"),
        "reports",
        pl.Series("may be", may_be, pl.List(pl.String)),
    )


def typo_rows(timeline: Timeline) -> pl.DataFrame:
    """List names taken for another spelling: ``as written``, ``taken for``, ``edits``, ``times``."""
    return trends.typos(timeline).select(
        pl.col("surface").alias("as written"),
        pl.col("place").alias("taken for"),
        pl.col("distance").alias("edits"),
        pl.col("n").alias("times"),
    )


def match_rows(timeline: Timeline) -> pl.DataFrame:
    """Count the ways in which names found their place: ``matched``, ``decided by``, ``names``, ``share``."""
    return trends.name_matches(timeline).select(
        pl.col("match").alias("matched"),
        pl.col("decided_by").alias("decided by"),
        pl.col("n").alias("names"),
        _percent(),
    )


def credence_rows(timeline: Timeline, codebook: Codebook) -> pl.DataFrame:
    """Count claims by claimant and credence: ``claimant``, ``credence``, ``claims``, ``share``.

    Args:
        timeline: What was reported.
        codebook: Names of sides and credences.
    """
    rows = trends.credence_mix(timeline)
    said = {label.id: label.name for label in labels_of(codebook, "side", rows["claimant"])} | {"author": "the report"}
    standing = {label.id: label.name for label in labels_of(codebook, "credence_display", rows["credence"])}
    return rows.select(
        pl.col("claimant").replace_strict(said, return_dtype=pl.String),
        pl.col("credence").replace_strict(standing, return_dtype=pl.String),
        pl.col("n").alias("claims"),
        _percent(),
    )


def rule_rows(timeline: Timeline) -> pl.DataFrame:
    """Count the records of each rule: ``rule``, ``of``, ``kind``, ``records``, ``share``."""
    return trends.rules_fired(timeline).select(
        "rule", pl.col("family").alias("of"), "kind", pl.col("n").alias("records"), _percent()
    )


def passed_over_rows(
    dropped: dy.DataFrame[DroppedTriggers], timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short"
) -> pl.DataFrame:
    """List the sentences with a trigger that gave no record at all.

    Args:
        dropped: As `analytics.extraction.engine.dropped_triggers` returns it.
        timeline: Its reports are the ones to list.
        codebook: Has the setting for a part of a sentence.
        quotes: How much of the sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``date``, ``trigger``, ``rule``, ``reason``, ``cues`` (list), ``quote``; by date, report and position.
    """
    rows = (
        dropped.join(timeline.reports.select("report_id"), on="report_id", how="semi")
        .filter(pl.col("records") == 0)
        .sort("date", "report_id", "start", "rule")
        .with_columns(pl.col("cues").list.eval(pl.element().struct.field("text")).alias("cues"))
        .select("date", "trigger", "rule", "reason", "cues", "quote")
    )
    return quoted(rows, quotes, codebook)


def correction_rows(outcomes: dy.DataFrame[Outcomes], codebook: Codebook, *, quotes: Quotes = "short") -> pl.DataFrame:
    """List corrections.

    Args:
        outcomes: What became of each.
        codebook: Has the setting for a part of a sentence.
        quotes: How much of the sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``file``, ``number``, ``field``, ``value``, ``why``, ``rows``, ``does not fit``, ``quote``.
    """
    rows = outcomes.sort("file", "number").select(
        "file",
        "number",
        "field",
        "value",
        "why",
        "rows",
        pl.col("problem").alias("does not fit"),
        "quote",
    )
    return quoted(rows, quotes, codebook, around=[""] * rows.height)


def corrected_rows(timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short") -> pl.DataFrame:
    """List what a correction changed.

    Args:
        timeline: What was reported.
        codebook: Has the setting for a part of a sentence.
        quotes: How much of the sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``date``, ``what``, ``kind``, ``why``, ``quote``; by date and position.
    """
    parts = [
        ("place name", timeline.mentions.with_columns(quote="surface", trigger="surface")),
        ("claim", timeline.claims),
        ("diplomatic act", timeline.diplomacy),
    ]
    rows = [
        frame.filter(pl.col("corrected").is_not_null()).select(
            "date", pl.lit(what).alias("what"), "kind", pl.col("corrected").alias("why"), "quote", "trigger", "start"
        )
        for what, frame in parts
    ]
    ordered = pl.concat(rows).sort("date", "start", "what", "kind", "quote", "why")
    return quoted(ordered, quotes, codebook).drop("trigger", "start")
