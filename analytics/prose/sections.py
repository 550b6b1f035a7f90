"""A section a theater: its heading, what to take away, its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analytics import trends
from analytics.charts.by_theater import move_rows, place_rows
from analytics.charts.labels import labels_of
from analytics.charts.tables import Shown, safe, source_table
from analytics.prose.headlines import change_text
from analytics.prose.totals import side_gains
from analytics.prose.wording import count, listed, paragraph
from analytics.schema import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from analytics.charts.labels import Label
    from analytics.codebook import Codebook

__all__ = ["advances_by_theater", "mentions_by_theater"]

_LEADERS = 3


def mentions_by_theater(timeline: Timeline, codebook: Codebook) -> Shown:
    """Show a section for each theater that reports name: how often, where most, the newest week, its places.

    Args:
        timeline: What was reported.
        codebook: Names and order of the theaters, the texts of ``section`` and ``change_display``.

    Returns:
        Sections with a heading of level 3, in the codebook's order.
    """
    totals = {total.theater: total for total in trends.mention_totals(timeline) if total.n}
    changes = {row["key"]: row for row in _newest(timeline).iter_rows(named=True)}
    places = trends.named_places(timeline)
    words = _words(codebook, "mentions")

    def section(theater: Label) -> tuple[str, Shown]:
        total, here = totals[theater.id], places.filter(pl.col("theater") == theater.id)
        told = [f"{place} ({n:,})" for place, n in here.select("place", "n").head(_LEADERS).iter_rows()]
        rates = dict(zip(("rate", "low", "high"), map(_one_digit, (total.rate, *total.shown_limits)), strict=True))
        said = words["takeaway"].format(
            times=count(total.n, "time"), **rates, places=listed(told) if told else words["nowhere"]
        )
        newest = words["newest"].format(**_week(changes.get(theater.id), codebook))
        return f"{said} {newest}", source_table(place_rows(here), f"Places named, {theater.name}")

    return _sections(totals, codebook, section, words["nothing"])


def advances_by_theater(timeline: Timeline, codebook: Codebook) -> Shown:
    """Show a section for each theater where a gain or withdrawal is told: by side, then place by place.

    Args:
        timeline: What was reported.
        codebook: Names and order of theaters, sides and credences, the texts of ``section``.

    Returns:
        Sections with a heading of level 3, in the codebook's order. An event with places in two theaters is in both.
    """
    moved = trends.claimed_places(timeline)

    def section(theater: Label) -> tuple[str, Shown]:
        totals = {total.side: total for total in trends.advance_totals(_of(timeline, theater.id))}
        sides = [side for side in labels_of(codebook, "side", totals) if side.id in totals]
        said = " ".join(side_gains(totals[side.id], side.name) for side in sides)
        here = moved.filter(pl.col("theater") == theater.id)
        return said, source_table(move_rows(here, codebook), f"Claimed gains and withdrawals by place, {theater.name}")

    return _sections(moved["theater"].unique(), codebook, section, _words(codebook, "advances")["nothing"])


def _words(codebook: Codebook, which: str) -> dict[str, str]:
    return next(row for row in codebook.table("section") if row["id"] == which)


def _newest(timeline: Timeline) -> pl.DataFrame:
    changed = trends.week_changes(timeline, trends.newest_weeks(timeline))
    return changed.filter(pl.col("what") == "mentions")


def _one_digit(rate: float) -> str:
    return f"{rate:.1f}"


def _week(row: dict[str, Any] | None, codebook: Codebook) -> dict[str, str]:
    """Return what the newest week adds: how often, and how that changed."""
    if row is None:
        return {"n": "0", "change": change_text({"verdict": "few", "n_before": 0}, codebook)}
    return {"n": f"{row['n']:,}", "change": change_text(row, codebook)}


def _of(timeline: Timeline, theater: str) -> Timeline:
    """Keep the claims of one theater alone."""
    frames: dict[str, Any] = dict(timeline.to_dict())
    return Timeline.cast(frames | {"claims": timeline.claims.filter(pl.col("theater") == theater)})


def _sections(
    theaters: Iterable[str], codebook: Codebook, section: Callable[[Label], tuple[str, Shown]], nothing: str
) -> Shown:
    known = set(theaters)
    shown = [label for label in labels_of(codebook, "theater", known) if label.id in known]
    if not shown:
        return paragraph([nothing], "nothing")
    html, text = [], []
    for theater in shown:
        said, rows = section(theater)
        html.append(
            f'<h3>{safe(theater.name)}</h3><p class="computed">{safe(said)}</p>'
            f'<details class="more"><summary>{safe(rows.text.splitlines()[0])}</summary>{rows.html}</details>'
        )
        text.append(f"{theater.name}\n{said}\n{rows.text}")
    return Shown(f'<div class="theaters mathjax_ignore">{"".join(html)}</div>', "\n\n".join(text))
