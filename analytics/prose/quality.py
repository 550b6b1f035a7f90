"""How well the reports of a period were read, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics import trends
from analytics.charts.labels import period_text
from analytics.prose.wording import bullets, count, is_or_are, listed, paragraph

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from analytics.charts.tables import Shown
    from analytics.schema import DroppedTriggers, Outcomes, Refusals, Removals, Timeline

__all__ = ["corrections", "passed_over", "read_of_days", "read_of_names", "refusals", "removals", "standing"]

_SHOWN = 5


def read_of_days(timeline: Timeline) -> Shown:
    """Say how many days have reports, and which have none."""
    if timeline.reports.is_empty():
        return paragraph(["There are no reports in this period."])
    days = trends.coverage(timeline)
    read = days.filter(pl.col("reports") > 0)
    missing = trends.gaps(timeline)
    spans = listed([_span(*gap) for gap in missing[:_SHOWN]]) if missing else ""
    more = f" and {count(len(missing) - _SHOWN, 'further gap')}" if len(missing) > _SHOWN else ""
    return paragraph(
        [
            f"{read.height:,} of {count(days.height, 'day')} from the first report to the last have a report.",
            f"Without one: {spans}{more}." if missing else "",
            f"A day has {min(read['words']):,} to {max(read['words']):,} words.",
        ]
    )


def _span(first: dt.date, last: dt.date) -> str:
    return period_text(first, last)


def refusals(refused: dy.DataFrame[Refusals]) -> Shown:
    """Say how many reports could not be read."""
    if refused.is_empty():
        return paragraph(["Every report that was given was read."])
    return paragraph(
        [f"{count(refused.height, 'report')} could not be read and {is_or_are(refused.height)} in no chart."]
    )


def removals(removed: dy.DataFrame[Removals], timeline: Timeline) -> Shown:
    """Say how much was taken out of the reports as boilerplate.

    Args:
        removed: As `analytics.reports.Reading` has it.
        timeline: Its reports are the ones to count.
    """
    rows = trends.removed_texts(removed, timeline)
    if rows.is_empty():
        return paragraph(["No report of this period holds anything that a rule knows as boilerplate."])
    reports = removed.join(timeline.reports, on="report_id", how="semi")["report_id"].n_unique()
    pieces, words, kept = (int(column.sum()) for column in (rows["n"], rows["words"], timeline.reports["words"]))
    return paragraph(
        [
            f"{count(pieces, 'piece')} of boilerplate {is_or_are(pieces)} taken out of",
            f"{reports:,} of {count(timeline.reports.height, 'report')}: {count(words, 'word')},",
            f"{words / max(words + kept, 1):.1%} of all. No rate counts them, and offsets are those of what is kept.",
        ]
    )


def read_of_names(timeline: Timeline) -> Shown:
    """Say how many place names found a place, and how."""
    names = timeline.mentions
    if names.is_empty():
        return paragraph(["No report of this period names a place."])
    unresolved = names.filter(pl.col("match") == "unresolved").height
    found = names.height - unresolved
    typos = trends.typos(timeline)
    slips = int(typos["n"].sum())
    most = max(typos["distance"], default=0)
    return bullets(
        [
            f"Of {count(names.height, 'place name')}, {found:,} found their place, {unresolved:,} did not.",
            f"{count(slips, 'name')} {is_or_are(slips)} read as a slip of the pen, at most {count(most, 'edit')} off."
            if slips
            else "No name was read as a slip of the pen.",
            f"{trends.share_without_theater(timeline):.1%} of all place names belong to no theater.",
        ]
    )


def standing(timeline: Timeline) -> Shown:
    """Say how many claims there are and how far the reports stand behind them."""
    mix = trends.credence_mix(timeline)
    if mix.is_empty():
        return paragraph(["No report of this period tells of a claim."])
    total = int(mix["n"].sum())
    own = int(mix.filter(pl.col("claimant") == "author")["n"].sum())
    return paragraph(
        [
            f"Of {count(total, 'claim')}, {own:,} {is_or_are(own)} in the reports' own voice,",
            f"{total - own:,} in somebody else's.",
        ]
    )


def passed_over(dropped: dy.DataFrame[DroppedTriggers], timeline: Timeline) -> Shown:
    """Say how many triggers became no record, and why.

    Args:
        dropped: As `analytics.extraction.engine.dropped_triggers` returns it.
        timeline: Its reports are the ones to count.
    """
    here = dropped.join(timeline.reports.select("report_id"), on="report_id", how="semi")
    if here.is_empty():
        return paragraph(["Every word of the codebook that tells of a claim became a record."])
    reasons = here.group_by("reason").len().sort("len", "reason", descending=[True, False])
    parts = listed([f"{reason} ({n:,})" for reason, n in reasons.iter_rows()])
    silent = here.filter(pl.col("records") == 0).unique(["report_id", "sentence"]).height
    return paragraph(
        [
            f"{count(here.height, 'word')} that can tell of a claim became no record: {parts}.",
            f"{count(silent, 'sentence')} {'has' if silent == 1 else 'have'} such a word and no record at all.",
        ]
    )


def corrections(outcomes: dy.DataFrame[Outcomes]) -> Shown:
    """Say how many corrections an analyst made, what they changed, and how many do not fit."""
    if outcomes.is_empty():
        return paragraph(["Nobody has corrected a record."])
    unfit = outcomes.filter(pl.col("problem").is_not_null()).height
    rows = int(outcomes["rows"].sum())
    return paragraph(
        [
            f"{count(outcomes.height, 'correction')} changed or took out {count(rows, 'record')}.",
            f"{unfit:,} of them {'does' if unfit == 1 else 'do'} not fit any more: mend or remove them."
            if unfit
            else "",
        ]
    )
