"""How the claim ended that an event tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from analytics.schema import Timeline

__all__ = ["FIRMEST", "event_statuses"]

FIRMEST = ("corroborated", "reported", "claimed", "lapsed", "contradicted", "reversed")  # of an event at several places
_KEYS = ["event_id", "kind", "actor"]


def event_statuses(ledger: pl.DataFrame, timeline: Timeline) -> pl.DataFrame:
    """Say for each event how the claim ended that it tells of.

    An event is an entry of its own claim, and may also bear on others; only its own counts here, which is of its kind
    and side. Of an event at several places, each followed for itself, the firmest end counts.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        timeline: What it was built from.

    Returns:
        ``event_id``, ``status`` (str), a row an event that the ledger follows. Sorted by event.
    """
    told = pl.concat_list("events_for", "events_against").alias("event_id")
    entries = ledger.select("kind", "actor", "status", told).explode("event_id")
    own = timeline.claims.select(_KEYS).unique().join(entries, on=_KEYS, how="inner")
    rank = pl.col("status").replace_strict(FIRMEST, range(len(FIRMEST)), return_dtype=pl.Int64)
    return (
        own.select("event_id", "status", rank.alias("rank"))
        .sort("event_id", "rank")
        .unique("event_id", keep="first", maintain_order=True)
        .select("event_id", "status")
    )
