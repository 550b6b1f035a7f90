"""What the charts of a whole period add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of, name_of
from analytics.prose.wording import count, is_or_are, listed, paragraph, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.charts.tables import Shown
    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends import ActTotal, SideTotal, TheaterTotal

__all__ = ["advances", "diplomacy", "mentions", "most_told", "side_gains", "theaters_of", "topics_told"]

_LEADERS = 3


def theaters_of(codebook: Codebook) -> tuple[str, ...]:
    """Return the ids of the theaters where places lie, in the codebook's order."""
    rows = sorted(codebook.table("theater"), key=lambda row: (row.get("order", 0), row["id"]))
    return tuple(row["id"] for row in rows if row.get("kind") != "diplomatic" and row["id"] != trends.NO_THEATER)


def mentions(timeline: Timeline, codebook: Codebook) -> Shown:
    """Say which theaters are named most, and how much could not be placed."""
    named = [total for total in trends.mention_totals(timeline) if total.n]
    if not named:
        return paragraph(["No report of this period names a place of any theater."])
    leaders = listed([_rate(total, codebook) for total in named[:_LEADERS]])
    total = sum(t.n for t in named)
    unplaced = trends.share_without_theater(timeline)
    return paragraph(
        [
            f"Reports name places of {count(len(named), 'theater')} {count(total, 'time')}.",
            f"Most often, per 1,000 words (95 % limits): {leaders}.",
            f"{percent(unplaced)} of all place names belong to no theater or were not resolved; no chart shows them."
            if unplaced
            else "",
        ]
    )


def _rate(total: TheaterTotal, codebook: Codebook) -> str:
    return f"{name_of(codebook, 'theater', total.theater)} {total.rate:.1f} ({total.low:.1f} to {total.high:.1f})"


def advances(timeline: Timeline, codebook: Codebook) -> Shown:
    """Say what each side is said to have gained, and how much of it the reports stand behind."""
    totals = {total.side: total for total in trends.advance_totals(timeline)}
    if not totals:
        return paragraph(["No report of this period tells of a gain or a withdrawal."])
    labels = labels_of(codebook, "side", totals)
    return paragraph([side_gains(totals[label.id], label.name) for label in labels if label.id in totals])


def most_told(places: pl.DataFrame) -> Shown:
    """Say of which places most gains and withdrawals are told.

    Args:
        places: As `analytics.trends.claimed_places` returns it.
    """
    counts = places.drop_nulls("place").group_by("place").agg(pl.col("n").sum())
    if counts.is_empty():
        return paragraph(["No report of this period tells of a gain or a withdrawal at a named place."])
    ordered = counts.sort("n", "place", descending=[True, False])
    told = listed([f"{place} ({count(n, 'claim')})" for place, n in ordered.head(_LEADERS).iter_rows()])
    return paragraph([f"Gains and withdrawals are told of {count(counts.height, 'place')}, most often of {told}."])


def side_gains(total: SideTotal, name: str) -> str:
    """Say in a sentence what one side is said to have gained and left."""
    gains = total.own_voice + total.attributed + total.contradicted
    kept = f"{count(total.withdrawals, 'withdrawal') if total.withdrawals else 'no withdrawal'} of its own"
    if not gains:
        return f"{name}: no gains, {kept}."
    return (
        f"{name}: {count(gains, 'gain')}, of which the reports themselves state {total.own_voice:,}, pass on "
        f"{total.attributed:,} as somebody's claim and doubt or deny {total.contradicted:,}; {kept}."
    )


def diplomacy(timeline: Timeline, codebook: Codebook) -> Shown:
    """Say what the diplomatic acts are about and of which kinds they are."""
    topics, kinds = trends.act_totals(timeline, "topic"), trends.act_totals(timeline, "kind")
    if not topics:
        return paragraph(["No report of this period tells of a diplomatic act."])
    about_what = topics_told(topics, codebook)
    of_kind = listed([f"{name_of(codebook, 'act_display', k.name)} ({k.n:,})" for k in kinds[:_LEADERS]])
    return paragraph(
        [
            f"Reports tell of {count(sum(t.n for t in topics), 'diplomatic act')}.",
            f"{about_what} The most frequent kinds are {of_kind}.",
        ]
    )


def topics_told(topics: Sequence[ActTotal], codebook: Codebook) -> str:
    """Say in a sentence what acts are most often about, and how many are about nothing that the codebook names.

    Args:
        topics: As `analytics.trends.act_totals` gives them, at least one.
        codebook: Names of the topics.
    """
    named = [topic for topic in topics if topic.name != trends.OTHER_TOPIC]
    rest = sum(topic.n for topic in topics) - sum(topic.n for topic in named)
    if not named:
        return "None is about a topic of the codebook."
    told = listed([f"{name_of(codebook, 'topic_display', t.name)} ({t.n:,})" for t in named[:_LEADERS]])
    return f"Most often they are about {told}" + (f"; {rest:,} {is_or_are(rest)} about other topics." if rest else ".")
