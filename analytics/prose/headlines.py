"""The first screen of a briefing: what a week tells in figures, each with its change against the week before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of, name_of
from analytics.charts.tables import Shown, safe
from analytics.prose.briefing import firing, times
from analytics.prose.wording import count, is_or_are, listed, paragraph, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends import Week

__all__ = ["change_text", "headlines", "mention_change"]

_FIGURES = 4  # of a card
_TELLING = ("more", "less")
_NUMBERS = {"times": "ratio", "low": "wide_low", "high": "wide_high"}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number, what it counts, and what must be said with it."""

    number: str
    name: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    title: str
    takeaway: str
    figures: tuple[_Figure, ...] = ()

    @property
    def html(self) -> str:
        items = "".join(
            f"<li><b>{safe(each.number)}</b><span>{safe(each.name)}"
            + "".join(f"<small>{safe(line)}</small>" for line in each.told if line)
            + "</span></li>"
            for each in self.figures
        )
        figures = f"<dd><ul>{items}</ul></dd>" if items else ""
        return f'<div><dt>{safe(self.title)}</dt><dd class="takeaway">{safe(self.takeaway)}</dd>{figures}</div>'

    @property
    def text(self) -> str:
        lines = [f"  {each.number} {each.name}; {'; '.join(filter(None, each.told))}" for each in self.figures]
        return "\n".join([f"{self.title}: {self.takeaway}", *lines])


def headlines(
    timeline: Timeline, changed: pl.DataFrame, compared: tuple[Week, Week] | None, codebook: Codebook
) -> Shown:
    """Show four cards: place names by theater, claimed gains by side, the share in dispute, acts by topic.

    Args:
        timeline: With the reports of both weeks.
        changed: As `analytics.trends.week_changes` gives it.
        compared: As `analytics.trends.newest_weeks` gives them.
        codebook: Its tables ``headline`` and ``change_display`` word the cards; names of theaters, sides and topics.

    Returns:
        A list of definitions, a card a definition. Every number is computed; a change is only told where the
        test over whole reports tells it among all comparisons of the page.
    """
    if compared is None:
        return paragraph(["There are no reports in this period."])
    words = {row["id"]: row for row in codebook.table("headline")}
    cards = [
        _mentions(_of(changed, "mentions"), codebook, words["mentions"]),
        _advances(_of(changed, "gains"), trends.in_week(timeline, compared[0]), codebook, words["advances"]),
        _disputes(
            _of(changed, "disputes"), trends.dispute_shares(timeline, compared, codebook), codebook, words["disputes"]
        ),
        _acts(_of(changed, "acts"), codebook, words["acts"]),
    ]
    html = "".join(card.html for card in cards)
    return Shown(f'<dl class="headlines mathjax_ignore">{html}</dl>', "\n".join(card.text for card in cards))


def mention_change(frame: pl.DataFrame, codebook: Codebook) -> Shown:
    """Say which theaters are named clearly more or less often than in the week before.

    Args:
        frame: As `analytics.trends.week_changes` returns it; its mentions are told.
        codebook: Its table ``headline`` has the words.
    """
    mentions = _of(frame, "mentions")
    words = next(row for row in codebook.table("headline") if row["id"] == "mentions")
    return paragraph([_said(_ordered(mentions, "theater", codebook), words) if mentions.height else words["nothing"]])


def _of(changed: pl.DataFrame, what: str) -> pl.DataFrame:
    return changed.filter(pl.col("what") == what)


def _mentions(frame: pl.DataFrame, codebook: Codebook, words: dict[str, str]) -> _Card:
    rows = _ordered(frame, "theater", codebook)
    total = sum(row["n"] for row in rows)
    if not total:
        return _Card(words["title"], words["nothing"])
    first = rows[0]
    told = words["takeaway"].format(
        first=first["name"], n=f"{first['n']:,}", total=f"{total:,}", share=percent(first["n"] / total)
    )
    rate = "{rate:.1f} per 1,000 words (95 % limits {rate_low:.1f} to {rate_high:.1f})"
    return _Card(
        words["title"],
        _sentences(told, _said(rows, words)),
        tuple(_Figure(f"{r['n']:,}", r["name"], (rate.format(**r), change_text(r, codebook))) for r in rows[:_FIGURES]),
    )


def _advances(frame: pl.DataFrame, week: Timeline, codebook: Codebook, words: dict[str, str]) -> _Card:
    rows = _ordered(frame, "side", codebook)
    totals = {total.side: total for total in trends.advance_totals(week)}
    gained = [row for row in rows if row["n"]]
    if not gained:
        return _Card(words["title"], words["nothing"])
    total, claimed = sum(row["n"] for row in gained), sum(totals[row["key"]].attributed for row in gained)
    told = words["takeaway"].format(
        told=listed([f"{count(row['n'], 'gain')} by {firing(row['name'], row['key'])}" for row in gained]),
        total=f"{total:,}",
        claimed=f"{claimed:,}",
        are=is_or_are(claimed),
    )
    figures = [
        _Figure(f"{row['n']:,}", f"gains, {firing(row['name'], row['key'])}", (_standing(totals, row["key"]), change))
        for row, change in ((row, change_text(row, codebook)) for row in rows[:_FIGURES])
    ]
    return _Card(words["title"], _sentences(told, _said(rows, words)), tuple(figures))


def _standing(totals: dict[str, trends.SideTotal], side: str) -> str:
    total = totals.get(side)
    if total is None:
        return ""
    doubted = f"; {total.contradicted:,} more doubted or denied" if total.contradicted else ""
    return f"{total.own_voice:,} stated by reports, {total.attributed:,} only claimed{doubted}"


def _disputes(frame: pl.DataFrame, shares: dict[str, Any], codebook: Codebook, words: dict[str, str]) -> _Card:
    if not shares["of"]:
        return _Card(words["title"], words["nothing"])
    row = frame.row(0, named=True) | shares
    share, low, high = (percent(row[name]) for name in ("share", "share_low", "share_high"))
    before = "no claims" if row["share_before"] is None else percent(row["share_before"])
    told = words["takeaway"].format(n=f"{row['n']:,}", total=f"{row['of']:,}", share=share, low=low, high=high)
    change = words[{"open": "same"}.get(row["verdict"], row["verdict"])] if row["verdict"] != "none" else ""
    figures = (
        _Figure(share, "of all claims in dispute", (change_text(row, codebook, before=before),)),
        _Figure(f"{row['doubted']:,}", "doubted or denied", (f"{row['doubted_before']:,} in the week before",)),
        _Figure(
            f"{row['both']:,}",
            "of places that rival sides are said to have",
            (f"{row['both_before']:,} in the week before",),
        ),
    )
    return _Card(words["title"], _sentences(told, change.format(before=before)), figures)


def _acts(frame: pl.DataFrame, codebook: Codebook, words: dict[str, str]) -> _Card:
    rows = _ordered(frame, "topic_display", codebook)
    total = sum(row["n"] for row in rows)
    if not total:
        return _Card(words["title"], words["nothing"])
    told = words["takeaway"].format(total=count(total, "act"), first=rows[0]["name"], n=f"{rows[0]['n']:,}")
    shown = [
        *[row for row in rows if row["key"] != trends.OTHER_TOPIC][:_FIGURES],
        *[row for row in rows if row["key"] == trends.OTHER_TOPIC],
    ]
    figures = tuple(_Figure(f"{row['n']:,}", row["name"], (change_text(row, codebook),)) for row in shown)
    return _Card(words["title"], _sentences(told, _said(rows, words)), figures)


def _ordered(frame: pl.DataFrame, table: str, codebook: Codebook) -> list[dict[str, Any]]:
    """Name the rows and sort them: the most counted first, then in the codebook's order; what is left over last."""
    order = [label.id for label in labels_of(codebook, table, frame["key"])]
    rows = [row | {"name": name_of(codebook, table, row["key"])} for row in frame.iter_rows(named=True)]
    return sorted(
        rows, key=lambda row: (row["key"] == trends.OTHER_TOPIC, -row["n"], -row["n_before"], order.index(row["key"]))
    )


def _said(rows: Sequence[dict[str, Any]], words: dict[str, str]) -> str:
    """Say which rows changed clearly, or that none did, or that the counts could not have told it."""
    verdicts = {row["verdict"] for row in rows}
    changed = [
        words[verdict].format(names=listed(names))
        for verdict in _TELLING
        if (names := [row["name"] for row in rows if row["verdict"] == verdict])
    ]
    if changed or verdicts == {"none"}:
        return _sentences(*changed)
    return words["few"] if verdicts == {"few"} else words["same"]


def change_text(row: dict[str, Any], codebook: Codebook, before: str = "") -> str:
    """Say how a figure changed against the week before.

    Args:
        row: Of the frame that `analytics.trends.week_changes` returns.
        codebook: Its table ``change_display`` has the words.
        before: The figure of the week before; the row's count by default.
    """
    texts = {entry["id"]: entry["name"] for entry in codebook.table("change_display")}
    which = "new" if row["verdict"] == "more" and row["ratio"] is None else row["verdict"]
    numbers = {name: times(row.get(column)) for name, column in _NUMBERS.items()}
    told: str = texts[which].format(before=before or f"{row['n_before']:,}", **numbers)
    return told


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))
