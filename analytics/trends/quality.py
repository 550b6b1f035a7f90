"""How well reports were read: what is covered, how names were matched, which rules fired."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from analytics.schema import Timeline

__all__ = ["coverage", "credence_mix", "gaps", "name_matches", "rules_fired", "typos", "unresolved_names"]

_TYPO, _UNRESOLVED = "typo", "unresolved"


def coverage(timeline: Timeline) -> pl.DataFrame:
    """Count what was read of each day, days without a report included.

    Args:
        timeline: What was reported.

    Returns:
        ``date`` (every day from the first report's to the last's), ``reports``, ``words``, ``mentions``, ``claims`` and
        ``acts`` (int, distinct events; all 0 on a day without a report). Sorted by date.
    """
    reports = timeline.reports.group_by("date").agg(pl.len().alias("reports"), pl.col("words").sum())
    parts = [
        (timeline.mentions, pl.len().alias("mentions")),
        (timeline.claims, pl.col("event_id").n_unique().alias("claims")),
        (timeline.diplomacy, pl.col("event_id").n_unique().alias("acts")),
    ]
    days = pl.DataFrame({"date": []}, schema={"date": pl.Date})
    if not reports.is_empty():
        days = pl.select(pl.date_range(reports["date"].min(), reports["date"].max()).alias("date"))  # type: ignore[arg-type]  # days
    joined = days.join(reports, on="date", how="left")
    for frame, counted in parts:
        joined = joined.join(frame.group_by("date").agg(counted), on="date", how="left")
    return joined.with_columns(pl.exclude("date").fill_null(0).cast(pl.Int64)).sort("date")


def gaps(timeline: Timeline) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return the spans of days without a report between the first and the last, both ends included, in order."""
    days = timeline.reports["date"].unique().sort().to_list()
    day = dt.timedelta(days=1)
    return tuple((one + day, other - day) for one, other in pairwise(days) if other - one > day)


def name_matches(timeline: Timeline) -> pl.DataFrame:
    """Count place names by the way in which they were matched and told from their namesakes.

    Args:
        timeline: What was reported.

    Returns:
        ``match`` (exact, alias, transliteration, typo, overlay, unresolved), ``decided_by`` (str), ``n`` (int),
        ``share`` (float, 0 to 1, of all place names). Sorted by ``n``, the most first, then by the names.
    """
    return _shared(timeline.mentions, ["match", "decided_by"])


def credence_mix(timeline: Timeline) -> pl.DataFrame:
    """Count claims by who says so and how far the report stands behind it.

    Args:
        timeline: What was reported.

    Returns:
        ``claimant``, ``credence`` (str), ``n`` (int, distinct events), ``share`` (float, 0 to 1, of all claims). Sorted
        by ``n``, the most first, then by the names.
    """
    return _shared(timeline.claims.unique("event_id"), ["claimant", "credence"])


def rules_fired(timeline: Timeline) -> pl.DataFrame:
    """Count records by the rule of the codebook that gave them.

    Args:
        timeline: What was reported.

    Returns:
        ``family`` (``claim``, ``act``), ``rule``, ``kind`` (str), ``n`` (int, distinct events), ``share`` (float, 0 to
        1, of all of them). Sorted by ``n``, the most first, then by the names.
    """
    families = [("claim", timeline.claims), ("act", timeline.diplomacy)]
    rows = [
        frame.unique("event_id").select(pl.lit(family).alias("family"), "rule", "kind") for family, frame in families
    ]
    return _shared(pl.concat(rows), ["family", "rule", "kind"])


def _shared(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    counts = frame.group_by(keys).agg(pl.len().cast(pl.Int64).alias("n"))
    total = pl.col("n").sum()
    return counts.with_columns((pl.col("n") / total).alias("share")).sort(
        "n", *keys, descending=[True, *(False for _ in keys)]
    )


def unresolved_names(timeline: Timeline) -> pl.DataFrame:
    """List the names that stayed without a place.

    Args:
        timeline: What was reported.

    Returns:
        ``surface`` (str, as written), ``n``, ``reports`` (int), ``candidates`` (list of str, ids of places that it may
        mean; empty where no list has it). Sorted by ``n``, the most first, then by name.
    """
    return (
        timeline.mentions.filter(pl.col("match") == _UNRESOLVED)
        .group_by("surface")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("report_id").n_unique().cast(pl.Int64).alias("reports"),
            pl.col("candidates").explode().drop_nulls().unique().sort().alias("candidates"),
        )
        .sort("n", "surface", descending=[True, False])
    )


def typos(timeline: Timeline) -> pl.DataFrame:
    """List the names that are spelled like no place, and the place that each was taken for.

    Args:
        timeline: What was reported.

    Returns:
        ``surface``, ``place`` (str), ``distance`` (int, edits between them), ``n`` (int). Sorted by distance, the
        largest first, then by name.
    """
    keys = ["surface", "place", "distance"]
    return (
        timeline.mentions.filter(pl.col("match") == _TYPO)
        .group_by(keys)
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .sort("distance", "surface", "place", descending=[True, False, False])
    )
