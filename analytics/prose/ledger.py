"""How claims ended, whose were borne out, and what changed in the newest week, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.charts.labels import labels_of, name_of, period_text
from analytics.ledgers import claimants_record, status_changes
from analytics.prose.wording import bullets, count, is_or_are, listed, paragraph

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.charts.tables import Shown
    from analytics.codebook import Codebook
    from analytics.schema import Ledger
    from analytics.trends import Week

__all__ = ["claimants", "endings", "status_week"]

_NOTHING = "No report of this period tells of a claim."


def endings(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> Shown:
    """Say how many claims there are and how they stand.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Names and order of the statuses.
    """
    if ledger.is_empty():
        return paragraph([_NOTHING])
    counts = dict(ledger.group_by("status").len().iter_rows())
    labels = [label for label in labels_of(codebook, "status_display", counts) if label.id in counts]
    parts = listed([f"{label.name} {counts[label.id]:,} ({counts[label.id] / ledger.height:.0%})" for label in labels])
    repeats = int(ledger["repeats"].list.len().sum())
    against = ledger.filter("against_interest").height
    return paragraph(
        [
            f"{count(ledger.height, 'claim')}, by how they stand on the last day: {parts}.",
            f"{count(against, 'claim')} {is_or_are(against)} told by a side that it hurts." if against else "",
            f"Said again, and counted once: {count(repeats, 'sentence')}." if repeats else "",
        ]
    )


def claimants(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> Shown:
    """Say how the claims of each side ended, and what that does not mean.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Names of the sides; the interval's width.
    """
    record = claimants_record(ledger, codebook=codebook)
    if record.is_empty():
        return paragraph(["No report of this period passes on anybody's claim."])
    sides, width = {row["id"] for row in codebook.table("side")}, codebook.settings["ledger"]["interval"]
    words = codebook.settings["record"]
    told = [
        _record(row, codebook, width, words["enough"])
        for row in record.iter_rows(named=True)
        if row["claimant"] in sides
    ]
    return bullets([*told, *words["caveats"]])


def _record(row: dict[str, Any], codebook: Codebook, width: float, enough: int) -> str:
    """Say in a sentence how the claims of one side ended."""
    name = name_of(codebook, "side", row["claimant"])
    ended = row["corroborated"] + row["contradicted"]
    counts = f"{name}: {count(row['claims'], 'claim')}, {row['open']:,} of them open"
    if not ended:
        return f"{counts}; none ended."
    share = f"of the {ended:,} that ended, {row['corroborated']:,} corroborated"
    limits = f"{row['share']:.0%}, {width:.0%} interval {row['low']:.0%} to {row['high']:.0%}"
    few = "; too few to tell" if ended < enough else ""
    days = f"within {count(round(row['days']), 'day')}" if row["days"] >= 1 else "on the day on which they were made"
    return f"{counts}; {share} ({limits}{few}). Half of them ended {days}."


def status_week(ledger: dy.DataFrame[Ledger], compared: tuple[Week, Week] | None, codebook: Codebook) -> Shown:
    """Say which claims stand otherwise at the end of the newest week than before it.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        compared: As `analytics.trends.newest_weeks` gives them.
        codebook: Names and order of the statuses.
    """
    if compared is None or ledger.is_empty():
        return paragraph([_NOTHING])
    week = compared[0]
    changed = status_changes(ledger, week.first, week.last)
    new, old = changed.filter(pl.col("before").is_null()), changed.filter(pl.col("before").is_not_null())
    return bullets(
        [
            f"{period_text(week.first, week.last)}: {count(new.height, 'claim')} {is_or_are(new.height)} new"
            + (f", now {_by_status(new, codebook)}." if new.height else "."),
            *_moves(old, codebook),
            "" if old.height else "No older claim stands otherwise than before.",
        ]
    )


def _by_status(rows: pl.DataFrame, codebook: Codebook) -> str:
    counts = dict(rows.group_by("after").len().iter_rows())
    labels = [label for label in labels_of(codebook, "status_display", counts) if label.id in counts]
    return listed([f"{label.name} {counts[label.id]:,}" for label in labels])


def _moves(rows: pl.DataFrame, codebook: Codebook) -> list[str]:
    """Say for each way in which older claims changed how many did."""
    counts = rows.group_by("before", "after").len()
    order = [label.id for label in labels_of(codebook, "status_display", {*rows["before"], *rows["after"]})]
    ordered = sorted(counts.iter_rows(), key=lambda row: (order.index(row[1]), order.index(row[0])))
    names = {i: name_of(codebook, "status_display", i) for i in order}
    return [f"{count(n, 'older claim')}: {names[before]} before, {names[after]} now." for before, after, n in ordered]
