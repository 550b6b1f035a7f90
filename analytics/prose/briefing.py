"""What the newest week of reports says, what changed against the week before, what is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of, name_of, period_text
from analytics.prose.totals import side_gains, topics_told
from analytics.prose.wording import bullets, chance, count, is_or_are, listed, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analytics.charts.tables import Shown
    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends import Week

__all__ = ["changes", "disputes", "firing", "newest_acts", "reported", "times", "weeks"]

_LEADERS = 3
_BY_SIDE = ("gains", "strikes")  # of `analytics.trends.CHANGES`
_NO_WEEK = "There are no reports in this period."


def weeks(compared: tuple[Week, Week] | None) -> Shown:
    """Say which two weeks are compared, and on how much text."""
    if compared is None:
        return paragraph([_NO_WEEK])
    week, before = compared
    if not before.reports:
        return paragraph(
            [f"The newest week, {_week(week)}.", "No report is of the week before: nothing to compare with."]
        )
    return paragraph([f"The newest week, {_week(week)}.", f"The week before, {_week(before)}."])


def _week(week: Week) -> str:
    return f"{period_text(week.first, week.last)}: {count(week.reports, 'report')}, {week.words:,} words"


def reported(week: Timeline, codebook: Codebook) -> Shown:
    """Say what the reports of a week tell: places named, gains by side, strikes by side.

    Args:
        week: The timeline of that week alone.
        codebook: Names of theaters and sides.
    """
    if week.reports.is_empty():
        return paragraph([_NO_WEEK])
    named = [total for total in trends.mention_totals(week) if total.n]
    leaders = [
        f"{name_of(codebook, 'theater', t.theater)} ({t.n:,}, {t.rate:.1f} per 1,000 words)" for t in named[:_LEADERS]
    ]
    places = f"Reports name places of {count(len(named), 'theater')}, most often of {listed(leaders)}." if named else ""
    totals = {total.side: total for total in trends.advance_totals(week)}
    sides = labels_of(codebook, "side", totals)
    gains = [side_gains(totals[side.id], side.name) for side in sides if side.id in totals]
    return bullets(
        [
            places or "No report of this week names a place of any theater.",
            *(gains or ["No report of this week tells of a gain or a withdrawal."]),
            _strikes(week, codebook),
        ]
    )


def _strikes(week: Timeline, codebook: Codebook) -> str:
    counts = trends.strike_totals(week)
    if not counts:
        return "No report of this week tells of a strike."
    names = {label.id: label.name for label in labels_of(codebook, "side", counts)}
    shown = [f"{n:,} by {firing(names[side], side)}" for side, n in counts.items()]
    return f"Strikes: {listed(shown)}."


def firing(name: str, side: str) -> str:
    """Return what a sentence calls the side that acts."""
    return "nobody named" if side == "unknown" else name


def changes(changed: pl.DataFrame, compared: tuple[Week, Week] | None, codebook: Codebook) -> Shown:
    """Say what a test over whole reports leaves to be said of two weeks, and of how much it leaves nothing.

    Args:
        changed: As `analytics.trends.week_changes` gives it.
        compared: As `analytics.trends.newest_weeks` gives them.
        codebook: Names of theaters and sides.
    """
    if compared is None:
        return paragraph([_NO_WEEK])
    if not compared[1].words or not compared[0].words:
        return paragraph(["One of the two weeks has no words: no change can be told."])
    mentions = changed.filter(pl.col("what") == "mentions")
    sides = [_sides(changed.filter(pl.col("what") == what), what, codebook) for what in _BY_SIDE]
    return bullets([*_told(mentions, codebook), _untold(mentions), *sides, _family(changed)])


def _told(frame: pl.DataFrame, codebook: Codebook) -> list[str]:
    words = {"more": "more often", "less": "less often"}
    sentences = []
    for verdict, word in words.items():
        rows = frame.filter(pl.col("verdict") == verdict).sort("rate", "key", descending=[True, False])
        parts = [f"{name_of(codebook, 'theater', row['key'])}, {_rates(row)}" for row in rows.iter_rows(named=True)]
        sentences.append(f"Named {word} than in the week before, per 1,000 words: {'; '.join(parts)}." if parts else "")
    return sentences


def _rates(row: dict[str, Any]) -> str:
    """Write both rates and the ratio with its limits."""
    counts = f"{row['n']:,} after {row['n_before']:,}"
    return f"{row['rate']:.1f} after {row['rate_before']:.1f} ({counts}; {_ratio(row)})"


def _ratio(row: dict[str, Any]) -> str:
    """Write the ratio with the limits that let whole reports differ, and what chance would do as often."""
    low, high = times(row["wide_low"]), times(row["wide_high"])
    by_chance = f"adjusted p {chance(row['adjusted'])}"
    if row["ratio"] is None:
        return f"none before, at least {low} times as often by the 95 % limits, {by_chance}"
    return f"{times(row['ratio'])} times, 95 % limits {low} to {high}, {by_chance}"


def times(ratio: float | None) -> str:
    """Write a ratio so that what is below 1 does not read as 1; nothing where there is none."""
    if ratio is None:
        return ""
    if ratio == float("inf"):
        return "any number"
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 2 else f"{ratio:.2f}"  # noqa: PLR2004  digits


def _untold(frame: pl.DataFrame) -> str:
    """Say for how many theaters the reports tell no change, and for how many they could tell none."""
    open_, few = (frame.filter(pl.col("verdict") == verdict).height for verdict in ("open", "few"))
    said = [
        f"For {count(open_, 'theater')} chance could part the reports of the two weeks as far." if open_ else "",
        f"For {count(few, 'theater')} there are too few names or reports to tell, however they fell." if few else "",
    ]
    return " ".join(part for part in said if part)


def _sides(frame: pl.DataFrame, what: str, codebook: Codebook) -> str:
    """Give the counts of each side, and say whether they tell a change."""
    if frame.is_empty():
        return ""
    order = [label.id for label in labels_of(codebook, "side", frame["key"])]
    rows = sorted(frame.iter_rows(named=True), key=lambda row: order.index(row["key"]))
    parts = [f"{firing(name_of(codebook, 'side', r['key']), r['key'])} {_side(r)}" for r in rows]
    return f"{what.capitalize()} told and not contradicted, this week after the week before: {'; '.join(parts)}."


def _side(row: dict[str, Any]) -> str:
    counts = f"{row['n']:,} after {row['n_before']:,}"
    if row["verdict"] in {"more", "less"}:
        return f"{counts} (per 1,000 words: {_ratio(row)})"
    return f"{counts} ({'too few to tell' if row['verdict'] == 'few' else 'chance could do as much'})"


def _family(changed: pl.DataFrame) -> str:
    """Say how many comparisons were made at once, and how many of them tell a change."""
    tested = changed["adjusted"].drop_nulls()
    told = changed.filter(pl.col("verdict").is_in(["more", "less"])).height
    if tested.is_empty():
        return ""
    share = f"{100 * trends.thresholds().false_discoveries:.0f} %"
    return (
        f"{count(len(tested), 'comparison')} could be tested at once, {told:,} {'tells' if told == 1 else 'tell'} a "
        f"change; of changes told in this way up to {share} may be none."
    )


def disputes(week: Timeline, codebook: Codebook) -> Shown:
    """Say how much of a week's claims is contradicted, claimed by rival sides, or told against one's own interest.

    Args:
        week: The timeline of that week alone.
        codebook: Names of the sides.
    """
    if week.reports.is_empty():
        return paragraph([_NO_WEEK])
    events = week.claims["event_id"].n_unique()
    if not events:
        return paragraph(["No report of this week tells of a claim."])
    crossed, against = len(trends.contradicted(week)), len(trends.against_interest(week))
    both = trends.disputed_places(week, codebook)
    return bullets(
        [
            f"Of {count(events, 'claim')} of this week, {crossed:,} {is_or_are(crossed)} doubted or denied.",
            _both(both, codebook),
            f"{count(against, 'claim')} {is_or_are(against)} against the claimant's own interest."
            if against
            else "No side tells what hurts it.",
        ]
    )


def _both(places: pl.DataFrame, codebook: Codebook) -> str:
    if places.is_empty():
        return "No place is said to be gained or held by rival sides."
    sides = labels_of(codebook, "side", places["sides"].explode())
    names = listed([side.name for side in sides if side.id in set(places["sides"].explode())])
    shown = listed([f"{place} ({n:,})" for place, n in places.select("place", "n").iter_rows()])
    return f"Said to be gained or held by {names} alike, with the number of claims: {shown}."


def newest_acts(week: Timeline, codebook: Codebook) -> Shown:
    """Say what the diplomatic acts of a week are about, and who acts.

    Args:
        week: The timeline of that week alone.
        codebook: Names of the topics.
    """
    topics = trends.act_totals(week, "topic")
    if not topics:
        return paragraph(["No report of this week tells of a diplomatic act."])
    actors = _most(week.diplomacy["source"].explode().drop_nulls().to_list())
    return paragraph(
        [
            f"Reports of this week tell of {count(sum(t.n for t in topics), 'diplomatic act')}.",
            topics_told(topics, codebook),
            f"Most often acting: {listed(actors)}." if actors else "",
        ]
    )


def _most(names: Iterable[str]) -> Sequence[str]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{name} ({n:,})" for name, n in ordered[:_LEADERS]]
