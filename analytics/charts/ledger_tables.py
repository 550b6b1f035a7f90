"""The ledger as tables: the claims of the chart with their sentences, the claimants' record, control, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.labels import labels_of
from analytics.charts.lane_rows import claim_name, lanes_of, rule_says
from analytics.charts.tables import claim_rows
from analytics.ledgers import claimants_record, control, ended_claims, status_changes

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.charts.quotes import Quotes
    from analytics.codebook import Codebook
    from analytics.schema import Ledger, Timeline
    from analytics.trends import Week

__all__ = ["control_rows", "ended_sentences", "lane_rows", "lane_sentences", "record_rows", "source_rows", "week_rows"]

_REPORT = "the report"
_EVENTS = ("events_for", "events_against")


def lane_rows(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> pl.DataFrame:
    """List the claims that `analytics.charts.claim_lanes.chart_lanes` draws.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: As for the chart.

    Returns:
        ``no.`` (as in the chart), ``claim``, ``theater``, ``said by`` (list of str), ``first reported``, ``status``,
        ``since``, ``why``, ``against interest`` (str, ``yes`` or null).
    """
    rows = lanes_of(ledger, codebook).rows
    return rows.select(
        pl.col("number").alias("no."), "claim", pl.col("theater_name").alias("theater"), _said_by(codebook, rows),
        pl.col("first").alias("first reported"), pl.col("status_name").alias("status"), "since", "why",
        pl.when("against_interest").then(pl.lit("yes")).alias("against interest"),
    )  # fmt: skip


def lane_sentences(
    ledger: dy.DataFrame[Ledger], timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short"
) -> pl.DataFrame:
    """List the sentences for and against each claim that the chart draws.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        timeline: What the ledger was built from.
        codebook: As for the chart.
        quotes: How much of a sentence, as `analytics.charts.quotes.quoted` has it.

    Returns:
        ``no.`` (as in the chart), ``told`` (``for``, ``against``), then as `analytics.charts.tables.claim_rows`.
    """
    lanes = lanes_of(ledger, codebook).rows.select(pl.col("number").alias("no."), *_EVENTS)
    return _told(lanes, timeline, codebook, quotes)


def ended_sentences(
    ledger: dy.DataFrame[Ledger], timeline: Timeline, codebook: Codebook, *, quotes: Quotes = "short"
) -> pl.DataFrame:
    """List the sentences for and against each claim of somebody's that ended: those that `record_rows` counts.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        timeline: What the ledger was built from.
        codebook: Names of sides and statuses.
        quotes: As for `lane_sentences`.

    Returns:
        ``claim``, ``status``, ``told`` (``for``, ``against``), then as `analytics.charts.tables.claim_rows` without
        place and theater; by the day of the end.
    """
    rows = ended_claims(ledger).sort("since", "cluster_id")
    status = _named(codebook, "status_display", rows["status"])
    told = _told(rows.select(claim_name(codebook, rows), status, *_EVENTS), timeline, codebook, quotes)
    return told.drop("place", "theater", strict=False)  # the claim names its place


def _told(claims: pl.DataFrame, timeline: Timeline, codebook: Codebook, quotes: Quotes) -> pl.DataFrame:
    """List the sentences behind claims, each beside all columns of its claim but the event ids."""
    events = [
        claim_rows(timeline, codebook, events=ids, quotes=quotes).select(
            *(pl.lit(value).alias(name) for name, value in claim.items() if name not in _EVENTS),
            pl.lit(told).alias("told"), pl.all(),
        )
        for claim in claims.iter_rows(named=True)
        for told, ids in zip(("for", "against"), (claim[name] for name in _EVENTS), strict=True)
        if ids
    ]  # fmt: skip
    return pl.concat(events) if events else pl.DataFrame()


def record_rows(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> pl.DataFrame:
    """List how the claims of each side ended.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Names of the sides; the interval's width.

    Returns:
        ``side``, then as `analytics.ledgers.claimants_record`, named for a reader, the interval in words; null where no
        claim ended.
    """
    return _record(claimants_record(ledger, codebook=codebook), codebook)


def source_rows(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> pl.DataFrame:
    """List how the claims of each source that the reports name ended, as `record_rows` does, with ``source``."""
    return _record(claimants_record(ledger, sources=True, codebook=codebook), codebook)


def _record(record: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    percent = [(pl.col(name) * 100).round().cast(pl.Int64) for name in ("share", "low", "high")]
    return record.select(
        _named(codebook, "side", record["claimant"]).alias("side"), pl.col("^source$"),
        "claims", "corroborated", "contradicted", "open",
        pl.when(pl.col("share").is_not_null())
        .then(pl.format("{} % ({} to {})", *percent))
        .alias(f"corroborated of ended ({codebook.settings['ledger']['interval']:.0%} interval)"),
        pl.col("days").alias("median days"),
    )  # fmt: skip


def control_rows(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> pl.DataFrame:
    """List who is last said to hold each place.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Names of sides, theaters and statuses.

    Returns:
        ``place``, ``theater``, ``last stated holder``, ``said by`` (list of str), ``on``, ``status``, ``disputed by``
        (list of str), in the order of `analytics.ledgers.control`.
    """
    rows = control(ledger, codebook)
    spoken = pl.element().replace({**_names(codebook, "side", rows["claimants"].explode()), "author": _REPORT})
    rivals = pl.element().replace({**_names(codebook, "side", ()), "both": "fighting there"})
    return rows.select(
        pl.coalesce("place", "surface").alias("place"),
        _named(codebook, "theater", rows["theater"]).alias("theater"),
        _named(codebook, "side", rows["holder"]).alias("last stated holder"),
        pl.col("claimants").list.eval(spoken).alias("said by"),
        pl.col("stated").alias("on"),
        _named(codebook, "status_display", rows["status"]).alias("status"),
        pl.col("disputed_by").list.eval(rivals).alias("disputed by"),
    )


def week_rows(ledger: dy.DataFrame[Ledger], compared: tuple[Week, Week] | None, codebook: Codebook) -> pl.DataFrame:
    """List the older claims that stand otherwise at the end of the newest week than before it.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        compared: As `analytics.trends.newest_weeks` gives them; none for no rows.
        codebook: Names of sides, theaters and statuses.

    Returns:
        ``claim``, ``theater``, ``first reported``, ``before``, ``now``, ``since``, ``why``, ``said by`` (list of str);
        by the day of the change.
    """
    if compared is None:
        return pl.DataFrame()
    changed = status_changes(ledger, compared[0].first, compared[0].last)
    rows = changed.filter(pl.col("before").is_not_null())
    return rows.select(
        claim_name(codebook, rows),
        _named(codebook, "theater", rows["theater"]).alias("theater"),
        pl.col("first").alias("first reported"),
        _named(codebook, "status_display", rows["before"]).alias("before"),
        _named(codebook, "status_display", rows["after"]).alias("now"),
        "since",
        rule_says(codebook),
        _said_by(codebook, rows),
    )


def _names(codebook: Codebook, table: str, ids: pl.Series | tuple[str, ...]) -> dict[str, str]:
    return {label.id: label.name for label in labels_of(codebook, table, {i for i in ids if i is not None})}


def _named(codebook: Codebook, table: str, ids: pl.Series) -> pl.Expr:
    return pl.col(ids.name).replace_strict(_names(codebook, table, ids), return_dtype=pl.String)


def _said_by(codebook: Codebook, rows: pl.DataFrame) -> pl.Expr:
    """Return who says so, by side, with the words for him where the text has some."""
    claimants = rows["claimants"].explode().struct.field("claimant") if rows.height else pl.Series(dtype=pl.String)
    names = {**_names(codebook, "side", claimants), "author": _REPORT}
    source = pl.element().struct.field("source")
    side = pl.element().struct.field("claimant").replace(names)
    told = pl.when(source == "").then(side).otherwise(pl.format("{} ({})", side, source))
    return pl.col("claimants").list.eval(told).alias("said by")
