"""What the charts of a whole period add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of, name_of, period_text
from analytics.prose.wording import bullets, chance, count, is_or_are, listed, paragraph, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.charts.tables import Shown
    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends import ActTotal, Every, SideTotal, TheaterTotal

__all__ = [
    "advances",
    "diplomacy",
    "mentions",
    "most_paired",
    "most_told",
    "side_gains",
    "steps",
    "theaters_of",
    "topics_told",
]

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
            _basis(named[:_LEADERS]),
            f"{percent(unplaced)} of all place names belong to no theater or were not resolved; no chart shows them."
            if unplaced
            else "",
        ]
    )


def _rate(total: TheaterTotal, codebook: Codebook) -> str:
    low, high = total.shown_limits
    return f"{name_of(codebook, 'theater', total.theater)} {total.rate:.1f} ({low:.1f} to {high:.1f})"


def _basis(totals: Sequence[TheaterTotal]) -> str:
    """Say what the limits rest on."""
    if any(total.basis == trends.COUNTING for total in totals):
        few = f"fewer than {trends.thresholds().least_reports} reports"
        return f"There are {few}: the limits are those of counting alone, which take each name as independent."
    return "The limits let whole reports differ, since names within one report hang together."


def steps(timeline: Timeline, codebook: Codebook, every: Every) -> Shown:
    """Say which theaters began to be named more or less often, and since when."""
    found, least = trends.mention_steps(timeline, every), trends.thresholds().least_periods
    if found.is_empty():
        return paragraph(["No report of this period names a place of any theater."])
    periods = count(found["periods"][0], every)
    if set(found["verdict"]) == {"short"}:
        return paragraph([f"Reports are of {periods}; a step is looked for only in {least} or more."])
    told = found.filter(pl.col("verdict") != "open").sort("since", "theater")
    rest = found.height - told.height
    return bullets(
        [
            *(_step(row, codebook, every) for row in told.iter_rows(named=True)),
            f"For {count(rest, 'theater')} no step stands out from what the same {periods} show in another order."
            if rest
            else "",
        ]
    )


def _step(row: dict[str, Any], codebook: Codebook, every: Every) -> str:
    since = period_text(row["since"], row["since"])
    when = f"the week of {since}" if every == "week" else since
    rates = f"{row['rate']:.1f} per 1,000 words after {row['rate_before']:.1f}"
    name = name_of(codebook, "theater", row["theater"])
    return f"{name} is named {row['verdict']} often since {when}: {rates} (adjusted p {chance(row['adjusted'])})."


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


def _classes(timeline: Timeline, codebook: Codebook) -> str:
    """Count acts of cooperation and conflict, in words and in deeds."""
    counts = trends.act_classes(timeline, codebook, "window").group_by("quad_class").agg(pl.col("n").sum())
    known = dict(counts.iter_rows())
    told = [f"{name} {known.get(name, 0):,}" for name in trends.QUAD_CLASSES]
    return listed([*told, f"without a class {known[None]:,}"] if None in known else told)


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
            f"By PLOVER's classes: {_classes(timeline, codebook)}.",
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


def most_paired(pairs: pl.DataFrame) -> Shown:
    """Say between whom most acts are told, whoever acts.

    Args:
        pairs: As `analytics.trends.dyads` returns it.
    """
    if pairs.is_empty():
        return paragraph(["No report of this period tells of an act of one actor toward another."])
    ends = pl.min_horizontal("source", "target").alias("one"), pl.max_horizontal("source", "target").alias("other")
    counts = pairs.group_by(*ends).agg(pl.col("n").sum()).sort("n", "one", "other", descending=[True, False, False])
    told = listed([f"{one} and {other} ({n:,})" for one, other, n in counts.head(_LEADERS).iter_rows()])
    return paragraph([f"Acts of one toward another are told most often between {told}."])
