"""Days as a text names them: "July 7-8", "8 July 2023", "Tuesday", "last March", before and after their year is known.

All words are the codebook's (``english/dates.toml``).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.codebook import Codebook

__all__ = ["Almanac", "Point", "Span", "monday", "resolve", "settings_of", "whole"]

Span = tuple[dt.date, dt.date]
"""First and last day, both included."""

_WEEK = 7
_FUNCTION_WORDS = (
    *("preposition", "determiner", "pronoun", "modal", "be", "have", "do"),
    *("coordinator", "subordinator", "relativizer", "adverb"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, weekday, month, season or year as named.

    Attributes:
        year: Null where the text leaves it out.
        month: Of a day or a month.
        day: Of a day.
        weekday: 1 Monday to 7 Sunday.
        season: First and last month.
        turn: ``last``, ``next``, ``this``, or empty.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: tuple[int, int] | None = None
    turn: str = ""

    @property
    def kind(self) -> str:
        """What is named: points of one kind can be joined to a stretch."""
        if self.weekday:
            return "weekday"
        if self.day:
            return "day"
        return "month" if self.month else "season" if self.season else "year"

    def within(self, year: int) -> Span | None:
        """Return the days named, in a given year; null for a day that the year has not."""
        if self.season:
            first, last = self.season
            end = year + (last < first)
            return dt.date(year, first, 1), dt.date(end, last, calendar.monthrange(end, last)[1])
        if not self.month:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        length = calendar.monthrange(year, self.month)[1]
        if self.day is None:
            return dt.date(year, self.month, 1), dt.date(year, self.month, length)
        if self.day > length:
            return None
        return dt.date(year, self.month, self.day), dt.date(year, self.month, self.day)


@dataclass(frozen=True, eq=False)
class Almanac:
    """The calendar's words of a codebook."""

    months: dict[str, int]
    ambiguous: frozenset[str]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    turns: dict[str, str]
    joins: frozenset[str]
    lists: frozenset[str]
    between: frozenset[str]
    repeats: frozenset[str]
    hyphen: frozenset[str]
    bare_month: frozenset[str]
    bare_year: frozenset[str]
    before_year: frozenset[str]
    year_nouns: frozenset[str]
    function_words: frozenset[str]
    ahead_weight: int

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, codebook: Codebook) -> Almanac:
        """Compile a codebook's calendar words."""

        def each(table: str) -> dict[str, dict[str, object]]:
            return {word: row for row in codebook.table(table) for word in row["words"]}

        def words(entry: str) -> frozenset[str]:
            return frozenset(codebook.words("date_word", entry))

        return cls(
            months={word: int(str(row["number"])) for word, row in each("month").items()},
            ambiguous=frozenset(word for word, row in each("month").items() if row.get("ambiguous")),
            weekdays={word: int(str(row["number"])) for word, row in each("weekday").items()},
            seasons={w: (row["months"][0], row["months"][1]) for row in codebook.table("season") for w in row["words"]},
            turns={word: turn for turn in ("last", "next", "this") for word in words(turn)},
            joins=words("joins"),
            lists=words("lists"),
            between=words("between"),
            repeats=words("repeats"),
            hyphen=words("hyphen"),
            bare_month=words("bare_month"),
            bare_year=words("bare_year"),
            before_year=words("before_year"),
            year_nouns=words("year_noun"),
            function_words=frozenset(word for entry in _FUNCTION_WORDS for word in codebook.words("grammar", entry)),
            ahead_weight=settings_of(codebook)["ahead_weight"],
        )

    @property
    def words(self) -> frozenset[str]:
        """Every word that a day can begin with, beside numbers."""
        return self.names | frozenset(self.turns)

    @property
    def names(self) -> frozenset[str]:
        """Every name of a month, weekday or season."""
        return frozenset((*self.months, *self.weekdays, *self.seasons))


def settings_of(codebook: Codebook) -> dict[str, int]:
    """Return the numbers of a codebook's ``[[date_setting]]`` entries by id."""
    rows = codebook.table("date_setting")
    return {row["id"]: number for row in rows for number in row.values() if isinstance(number, int)}


def resolve(
    points: Sequence[Point], report: dt.date, almanac: Almanac, *, future: bool, past: bool = False
) -> Span | None:
    """Return the days from the first to the last of some joined points, both included.

    Args:
        points: At least one; a year that only the last one bears holds for all.
        report: The report's day.
        almanac: The codebook's words.
        future: Whether the text speaks of what is to come.
        past: Whether the days cannot lie after the report ("since").

    Returns:
        The span; null where no year has such a day.
    """
    year = points[-1].year
    begins = replace(points[0], year=points[0].year or year)
    weight = 0 if past else 1 if future else almanac.ahead_weight
    spans = [_resolved(point, report, weight) for point in (begins, points[-1])]
    if spans[0] and spans[1] and spans[1][1] < spans[0][0]:  # "Saturday to Tuesday", "December 30 to January 2, 2023"
        if begins.weekday:
            return spans[0][0] - dt.timedelta(days=_WEEK), spans[1][1]
        spans[0] = begins.within(year - 1) if year else None
    return (spans[0][0], spans[1][1]) if spans[0] and spans[1] else None


def _resolved(point: Point, report: dt.date, weight: int) -> Span | None:
    """Resolve one point; days ahead count `weight` times, and not at all with 0."""
    return _weekday(point, report, future=weight == 1) if point.weekday else _dated(point, report, weight)


def _weekday(point: Point, report: dt.date, *, future: bool) -> Span:
    back = (report.isoweekday() - (point.weekday or 0)) % _WEEK
    if point.turn == "last":
        back = back or _WEEK
    elif point.turn == "next" or future:
        back = -(-back % _WEEK) or (-_WEEK if point.turn == "next" else 0)
    day = report - dt.timedelta(days=back)
    return day, day


def _dated(point: Point, report: dt.date, weight: int) -> Span | None:
    if point.year:
        return point.within(point.year)
    years = range(report.year - 4, report.year + 5)  # February 29
    spans = [span for span in map(point.within, years) if span]
    if point.turn == "last":
        spans = [span for span in spans if span[1] < report]
    elif point.turn == "next":
        spans = [span for span in spans if span[0] > report]
    elif not weight:
        spans = [span for span in spans if span[0] <= report]

    def distance(span: Span) -> tuple[dt.timedelta, dt.date]:
        return max(report - span[1], weight * (span[0] - report), dt.timedelta()), span[0]

    return min(spans, key=distance, default=None)


def monday(day: dt.date) -> dt.date:
    """Return the first day of a day's ISO week."""
    return day - dt.timedelta(days=day.weekday())


def whole(entry: Mapping[str, Any], base: dt.date) -> Span | None:
    """Return the week, weekend, month or year that an entry counts from a day."""
    if "week" in entry:
        first = monday(base) + dt.timedelta(weeks=entry["week"])
        return first, first + dt.timedelta(days=6)
    if "weekend" in entry:
        first = base - dt.timedelta(days=(base.isoweekday() - 6) % 7)
        return first, first + dt.timedelta(days=1)
    if "month" in entry:
        number = base.year * 12 + base.month - 1 + entry["month"]
        return Point(month=number % 12 + 1).within(number // 12)
    return Point().within(base.year + entry["year"]) if "year" in entry else None
