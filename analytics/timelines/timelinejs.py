"""Claims and diplomatic acts as slides: the JSON document that TimelineJS (Knight Lab) shows.

The format: https://timeline.knightlab.com/docs/json-format.html. Its ``headline`` and ``text`` are HTML, so whatever
came from a report is escaped there. TimelineJS takes ``group`` and ``display_date`` apart as HTML and puts their *text*
onto the page as HTML: no word of a report stands in them.
"""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.timelines.jsonl import escaped
from analytics.timelines.model import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.schema import Timeline

__all__ = ["as_timelinejs"]

_WITHIN = {2: "within a week", 3: "within a month"}
_SPEAKERS = {"author": "the report", "other": "others", "unattributed": "somebody unnamed"}
_ORDER = ["event_start", "date", "report_id", "start", "event_id"]
Row = dict[str, Any]


def as_timelinejs(timeline: Timeline, codebook: str | Path | Codebook) -> Rendering:
    """Return the events of a timeline as one file, a slide an event.

    Args:
        timeline: What was reported.
        codebook: Names of sides, theaters and credences; a slide's group is its theater.
    """
    names = _Names(codebook if isinstance(codebook, Codebook) else load_codebook(codebook))
    calls = dict(timeline.reports.select("report_id", pl.coalesce("title", "source", "report_id")).iter_rows())
    rows = [*_claims(timeline), *timeline.diplomacy.iter_rows(named=True)]
    rows.sort(key=lambda row: tuple(row[key] for key in _ORDER))
    counts = {"place mentions": timeline.mentions.height, "reports": timeline.reports.height}
    left_out = {what: count for what, count in counts.items() if count}
    slides = [_slide(row, names, calls[row["report_id"]]) for row in rows]
    document = {"title": _title(timeline, len(slides), left_out), "events": slides}
    return Rendering(_lines(document), left_out)


class _Names:
    """How a codebook calls what a slide tells of."""

    def __init__(self, book: Codebook) -> None:
        self.sides = {row["id"]: str(row["name"]) for row in book.table("side")}
        self.theaters = {row["id"]: str(row["name"]) for row in book.table("theater")}
        self.credences = {row["id"]: str(row["name"]) for row in book.table("credence_display")}

    def actor(self, row: Row) -> str:
        """Return who acts: a side's name, several for ``both``, the id of what is no side."""
        return " and ".join(self.sides.get(side, side) for side in row["sides"] or [row["actor"]])

    def speaker(self, row: Row) -> str:
        """Return who says so, with the words for him."""
        who = _SPEAKERS.get(row["claimant"]) or self.sides.get(row["claimant"], str(row["claimant"]))
        return f"{who} ({row['claimant_text']})" if row["claimant_text"] else who


def _claims(timeline: Timeline) -> Iterator[Row]:
    """Yield a row an event, its places in one."""
    where = pl.concat_str("relation", pl.coalesce("place", "surface"), separator=" ", ignore_nulls=True)
    keys = ["report_id", "event_id"]
    claims: pl.DataFrame = timeline.claims.sort(*keys, "row").with_columns(where.alias("where"))
    events = claims.group_by(keys, maintain_order=True).agg(pl.exclude("where").first(), pl.col("where"))
    for row in events.iter_rows(named=True):
        yield row | {"where": [place for place in dict.fromkeys(row["where"]) if place]}


def _slide(row: Row, names: _Names, report: str) -> Row:
    last = row["event_end"] - dt.timedelta(days=1)
    head, told = (_claim if "actor" in row else _act)(row, names)
    credence = names.credences.get(row["credence"], row["credence"])
    told |= {"Told by": names.speaker(row), "Credence": credence}
    told |= {"Report": f"{report}, {row['date']}", "Corrected": row["corrected"]}
    lines = "<br>".join(f"{name}: {escape(str(value))}" for name, value in told.items() if value)
    slide: Row = {"unique_id": row["event_id"], "start_date": _date(row["event_start"])}
    if last > row["event_start"]:
        slide["end_date"] = _date(last)
    if row["date_precision"] in _WITHIN:
        span = f"{row['event_start']} to {last}" if "end_date" in slide else f"{last}"
        slide["display_date"] = f"{span}, {_WITHIN[row['date_precision']]}"
    if row["theater"] in names.theaters:
        slide["group"] = names.theaters[row["theater"]]
    text = f"<blockquote>{escape(row['quote'])}</blockquote><p>{lines}</p>"
    return slide | {"text": {"headline": escape(f"{head} ({credence})"), "text": text}, "autolink": False}


def _claim(row: Row, names: _Names) -> tuple[str, Row]:
    evidence = None if row["evidence"] == "none" else row["evidence"]
    head = f"{names.actor(row)}: {row['kind']}" + (f", {', '.join(row['where'])}" if row["where"] else "")
    interest = "yes" if row["against_interest"] else None
    return head, {"Toward": ", ".join(row["toward"]), "Evidence": evidence, "Against interest": interest}


def _act(row: Row, _: _Names) -> tuple[str, Row]:
    source, target = (", ".join(row[end]) for end in ("source", "target"))
    head = f"{source or 'somebody'}: {row['kind']}" + (f", {target}" if target else "")
    return head, {"Topic": row["topic"], "Conditions": row["conditions"]}


def _date(day: dt.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _title(timeline: Timeline, slides: int, left_out: dict[str, int]) -> Row:
    """Return the slide before the others: what these are, and what is not among them."""
    notes = timeline.reports["note"].drop_nulls().unique().sort().to_list()
    said = [
        "What reports write, not what happened: each slide says who claims it and how far the report stands behind it.",
        *(f"Left out: {what} ({count:,})." for what, count in left_out.items()),
        *(f"Reports here: {note}." for note in notes),
    ]
    text = "".join(f"<p>{escape(line)}</p>" for line in said)
    days = timeline.reports["date"]
    span = f", {days.min()!s} to {days.max()!s}" if len(days) else ""
    return {"text": {"headline": f"Events told of: {slides:,}{span}", "text": text}, "autolink": False}


def _lines(document: Row) -> Iterator[bytes]:
    yield escaped(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
