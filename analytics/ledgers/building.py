"""The verb: a timeline to its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.ledgers.clusters import clusters_at
from analytics.ledgers.rules import rules_of
from analytics.ledgers.statuses import history_of
from analytics.ledgers.tellings import tellings_of
from analytics.schema import Ledger

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    import dataframely as dy

    from analytics.ledgers.clusters import Cluster
    from analytics.ledgers.rules import Rules
    from analytics.ledgers.tellings import Telling
    from analytics.schema import Timeline

__all__ = ["build_ledger"]

Row = dict[str, Any]


def build_ledger(
    timeline: Timeline, as_of: dt.date | None = None, *, codebook: str | Path | Codebook = "default"
) -> dy.DataFrame[Ledger]:
    """Follow each claim through the reports and say how it ended.

    Claims of one kind by one side at one place whose events lie within one window are one claim. Each place is weighed
    for itself: a report changes only the claims at places that it tells of.

    Args:
        timeline: What was reported; the order of its rows does not matter.
        as_of: The day to look from; by default that of the newest report. Reports of later days are left out, so the
            ledger is what could be known on that day; a day later than all reports only makes open claims lapse.
        codebook: A shipped codebook's name, a folder, or a loaded codebook: has the rules, and the sides.

    Returns:
        Schema `analytics.schema.Ledger`, by first report, place and id. Empty where nothing is claimed.

    Raises:
        CodebookError: If the codebook, or one of its rules, cannot be read.
    """
    rules = rules_of(codebook if isinstance(codebook, Codebook) else load_codebook(codebook))
    day: dt.date | None = as_of or timeline.reports["date"].max()  # type: ignore[assignment]  # a column of days
    if day is None:
        return Ledger.create_empty()
    places = tellings_of(timeline.claims.filter(pl.col("date") <= day), rules)
    rows = [_row(cluster, rules, day) for place in places for cluster in clusters_at(place, rules)]
    frame = pl.DataFrame(rows, schema=dict(Ledger.create_empty().schema), orient="row")
    return Ledger.validate(frame.sort("first", "place", "surface", "cluster_id", nulls_last=True))


def _row(cluster: Cluster, rules: Rules, as_of: dt.date) -> Row:
    first, history = cluster.first, history_of(cluster, rules, as_of)
    told = [t for t in cluster.tellings if t not in cluster.repeats]
    against = [t for relation, t in cluster.related if relation.effect != "supports"]
    favour = [t for relation, t in cluster.related if relation.effect == "supports"]
    return {
        "cluster_id": cluster.id, "first": first.date, "last": cluster.tellings[-1].date, "kind": first.kind,
        "actor": first.actor, "surface": first.surface, "place_id": first.place_id, "place": first.place,
        "relation": first.relation, "theater": first.theater,
        "event_start": min(t.event_start for t in cluster.tellings),
        "event_end": max(t.event_end for t in cluster.tellings),
        "claimants": _claimants(cluster.tellings, told),
        "credences": [{"date": t.date, "credence": t.credence, "claimant": t.claimant} for t in told],
        "events_for": _events([*(t for t in cluster.tellings if t.asserts), *favour]),
        "events_against": _events([*(t for t in cluster.tellings if not t.asserts), *against]),
        "repeats": [{"event_id": one.event_id, "repeats": of.event_id} for one, of in cluster.repeats.items()],
        "against_interest": any(t.against_interest for t in cluster.tellings),
        "status": history[-1].status, "since": history[-1].date, "rule": history[-1].rule,
        "history": [{"date": s.date, "status": s.status, "rule": s.rule} for s in history],
    }  # fmt: skip


def _claimants(tellings: Iterable[Telling], told: Iterable[Telling]) -> list[Row]:
    """Return who says so, by side and source as written."""
    found: dict[tuple[str, str], list[Telling]] = {}
    for telling in tellings:
        if telling.claims:
            found.setdefault((telling.claimant, telling.claimant_text), []).append(telling)
    return [
        {"claimant": claimant, "source": source, "first": min(t.date for t in said), "n": sum(t in told for t in said)}
        for (claimant, source), said in sorted(found.items())
    ]


def _events(tellings: Iterable[Telling]) -> list[str]:
    """Return each event once, in the order of telling."""
    return list(dict.fromkeys(t.event_id for t in sorted(tellings, key=lambda t: t.order)))
