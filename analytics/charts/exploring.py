"""What a page needs to filter its charts and its table by itself: counts, words, limits, and the events as rows.

It stands in a page once, as JSON: `Explorer` shows it under a kind of its own, and as a plain table where nothing
knows that kind, as in JupyterLab.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import tomli

from analytics import trends
from analytics.charts.credence import CROSSES
from analytics.charts.event_rows import act_events, claim_events, mention_events
from analytics.charts.labels import Label, labels_of
from analytics.charts.mime import EVENTS_MIME
from analytics.charts.quotes import marked
from analytics.charts.tables import plain, source_table
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from analytics.charts.quotes import Mark, Quotes
    from analytics.codebook import Codebook
    from analytics.schema import Timeline
    from analytics.trends import Every

    _Quoted = Callable[[tuple[str, list[Mark]]], tuple[str, list[Mark]]]

__all__ = ["Explorer", "explore"]

_WORDS = Path(__file__).with_name("exploring.toml")
_WITHOUT_SCRIPTS = 50  # rows of the plain table
_IDS = {"theater": "theaters", "topic": "topics", "side": "sides", "actor": "actors"}  # lists; the rest is one id
_DIGITS = 6  # of a limit


@dataclass(frozen=True, slots=True)
class Explorer:
    """A record to explore.

    Attributes:
        record: The JSON that a page filters.
        html: The newest rows as a plain table, escaped.
        text: The same as plain text.
    """

    record: dict[str, Any]
    html: str
    text: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {EVENTS_MIME: self.record, "text/html": self.html, "text/plain": self.text}


def explore(
    timeline: Timeline,
    codebook: Codebook,
    families: Sequence[str],
    caption: str,
    every: Every = "day",
    *,
    kinds: Iterable[str] = (),
    quotes: Quotes = "short",
) -> Explorer:
    """Return the record of a page to filter, click on, sort and search.

    Args:
        timeline: What was reported.
        codebook: Names, order and colours.
        families: Of the rows: ``mention``, ``claim``, ``diplomacy``.
        caption: What the table lists.
        every: The period of the page's charts.
        kinds: Kinds of claims to keep; all of them if empty.
        quotes: How much of each sentence the page shows, as `analytics.charts.quotes.quoted` has it.

    Returns:
        What a notebook shows. Its `record` holds ``words`` and ``families`` (of ``exploring.toml``), ``facets`` (label
        and options: id, name and look), ``days`` (day, words, reports), ``every``, ``limits`` (low and high for each
        count from 0), ``cube`` (keys, rows; without claims of other kinds), ``strings`` (texts) and ``rows`` (by
        family, in columns: texts, days and options by number).
    """
    frames = {name: _events(timeline, codebook, name, list(kinds)) for name in families}
    told = _told()
    shown = {name: _shown(told["families"][name], quotes) for name in families}
    facets = [name for name in told["facets"] if any(name in family["facets"] for family in shown.values())]
    strings = _Strings()
    offered = {name: _facet(name, told["facets"][name], frames, codebook) for name in facets}
    days = [[day.isoformat(), *more] for day, *more in trends.words_by_day(timeline).iter_rows()]
    pack = _Pack(strings, [day for day, *_ in days], offered, lambda row: marked(*row, quotes, codebook))
    record = {
        "every": every,
        "words": told["words"],
        "families": shown,
        "facets": offered,
        "days": days,
        "limits": _limits(timeline, every),
        "cube": _cube(timeline, families, list(kinds)),
        "rows": {name: pack.columns(frame, shown[name]) for name, frame in frames.items()},
        "strings": strings.known,
    }
    table = source_table(pack.plain_rows(frames, shown), caption, _WITHOUT_SCRIPTS)
    return Explorer(record, table.html, table.text)


def _shown(family: dict[str, Any], quotes: Quotes) -> dict[str, Any]:
    """Leave out the column of quotes where none is wanted."""
    return family | {"columns": [name for name in family["columns"] if quotes != "none" or name != "quote"]}


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    return tomli.loads(_WORDS.read_text(encoding="utf-8"))


def _events(timeline: Timeline, codebook: Codebook, family: str, kinds: list[str]) -> pl.DataFrame:
    if family == "claim":
        return claim_events(timeline, codebook, kinds)
    return (mention_events if family == "mention" else act_events)(timeline, codebook)


class _Strings:
    """Texts, each kept once and named by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, value: object) -> int:
        return self._numbers.setdefault(plain(value), len(self._numbers))

    @property
    def known(self) -> list[str]:
        return list(self._numbers)


def _ids(frame: pl.DataFrame, facet: str) -> list[list[str]]:
    """Return the ids of each row in a facet."""
    values = frame[_IDS.get(facet, f"{facet}_id")].to_list()
    return values if facet in _IDS else [[value] for value in values]


def _facet(
    name: str, told: Mapping[str, Any], frames: Mapping[str, pl.DataFrame], codebook: Codebook
) -> dict[str, Any]:
    """Return a facet's label and its options: those that any row has, in the codebook's order."""
    present = {value for frame in frames.values() for ids in _ids(frame, name) for value in ids if value is not None}
    if "table" in told:
        labels = [label for label in labels_of(codebook, told["table"], present) if label.id in present]
        options = [_option(label) for label in labels]
    else:
        options = [{"id": value, "name": value} for value in sorted(present)]
    return {"label": told["label"], "options": options}


def _option(label: Label) -> dict[str, Any]:
    look = {"cross": CROSSES[label.id]} if label.id in CONTRADICTED else {}
    return {"id": label.id, "name": label.name, "colour": label.colour, "strength": label.strength, **look}


def _limits(timeline: Timeline, every: Every) -> list[list[float]]:
    counts = trends.mention_frequency(timeline, every=every)["n"]
    limits = trends.exact_limits(int(counts.max() or 0))  # type: ignore[arg-type]  # whole numbers
    return [[round(low, _DIGITS), round(high, _DIGITS)] for low, high in limits.select("low", "high").iter_rows()]


def _cube(timeline: Timeline, families: Sequence[str], kinds: list[str]) -> dict[str, Any]:
    cube = trends.count_cube(timeline).filter(pl.col("family").is_in(["mention", *families]))
    if kinds:
        cube = cube.filter((pl.col("family") != "claim") | pl.col("kind").is_in(kinds))
    rows = cube.with_columns(pl.col("day").dt.to_string())
    return {"keys": list(trends.CUBE_KEYS), "rows": [list(row) for row in rows.iter_rows()]}


class _Pack:
    """Rows as columns of numbers: of texts, of days, of a facet's options."""

    def __init__(
        self, strings: _Strings, days: Sequence[str], facets: Mapping[str, dict[str, Any]], quoted: _Quoted
    ) -> None:
        self._strings, self._quoted = strings, quoted
        self._days = {day: number for number, day in enumerate(days)}
        self._options = {
            name: {option["id"]: number for number, option in enumerate(facet["options"])}
            for name, facet in facets.items()
        }

    def columns(self, frame: pl.DataFrame, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return rows as columns; offsets of marks count UTF-16 units, as the page's script does."""
        pairs = frame.select("quote", "marks").iter_rows()
        shown = [self._quoted((plain(quote), marks)) for quote, marks in pairs]
        cells = [name for name in told["columns"] if name not in {"date", "quote"}]
        points = [[[p["lat"], p["lon"], p["theater"]] for p in at if p["lat"] is not None] for at in frame["at"]]
        return {
            "event": frame["event_id"].to_list(),
            "day": [self._days[day.isoformat()] for day in frame["date"]],
            "quote": [self._strings.number(quote) for quote, _ in shown],
            "marks": [[[*(_units(text[:at]) for at in mark[:2]), mark[2]] for mark in marks] for text, marks in shown],
            "cells": {name: [self._strings.number(value) for value in frame[name].to_list()] for name in cells},
            "ids": {name: self._numbers(frame, name) for name in told["facets"]},
            **({"at": points} if any(points) else {}),
        }

    def _numbers(self, frame: pl.DataFrame, facet: str) -> list[list[int]]:
        known = self._options[facet]
        return [[known[value] for value in ids if value in known] for ids in _ids(frame, facet)]

    def plain_rows(self, frames: Mapping[str, pl.DataFrame], shown: Mapping[str, Mapping[str, Any]]) -> pl.DataFrame:
        """Return the rows as a plain table shows them, the newest first."""
        tables = []
        for name, frame in frames.items():
            texts = [self._quoted(row)[0] for row in frame.select("quote", "marks").iter_rows()]
            columns = shown[name]["columns"]
            lists = [pl.col(c).list.join(", ") for c in columns if frame.schema[c] == pl.List]
            tables.append(frame.with_columns(pl.Series("quote", texts, pl.String), *lists).select(columns))
        return pl.concat(tables, how="diagonal").reverse().sort("date", descending=True, maintain_order=True)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
