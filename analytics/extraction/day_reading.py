"""Reading days off tokens, left to right, each token looked at a bounded number of times."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.days import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.days import Almanac
    from analytics.text import Token

__all__ = ["read_days"]

_YEARS = range(1900, 2100)
_MONTH_DAYS = range(1, 32)
_NAMES = 4  # tokens of "2022 Kentish coast" before "offensive"
_DIGITS = 4  # of the longest number that is a day or a year
_ISO_TOKENS, _ISO_LENGTH = 5, len("2023-07-08")
_WEEK = 7
_ANY_YEAR = 2023  # without a February 29, for the question which days are neighbours


def read_days(tokens: Sequence[Token], at: int, almanac: Almanac) -> tuple[tuple[Point, ...], int] | None:
    """Read the longest day, stretch or list of days that begins at a token.

    Returns:
        The points and the token after them; null where none begins.
    """
    reader = _Reader(tokens, almanac)
    group = reader.group(at)
    if group is None:
        return None
    points, end = group
    more = reader.joined(at, points[-1], end)
    return (points + more[0], more[1]) if more else group


@dataclass(frozen=True, slots=True)
class _Reader:
    tokens: Sequence[Token]
    almanac: Almanac

    def lower(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def before(self, at: int) -> str:
        """Return the word before a month or year, over a hyphen."""
        return self.lower(at - 1 - (self.lower(at - 1) in self.almanac.hyphen))

    def number(self, at: int) -> int | None:
        """A day of the month: "8", "8th"."""
        text = self.lower(at)
        digits = text[:-2] if text.endswith(("st", "nd", "rd", "th")) else text
        return _within(digits, _MONTH_DAYS)

    def year(self, at: int) -> int | None:
        return _within(self.lower(at), _YEARS)

    def month(self, at: int) -> tuple[int, int] | None:
        """A capitalised month's name and the token after it."""
        found = self.almanac.months.get(self.lower(at))
        if not found or not self.tokens[at].is_capitalised:
            return None
        stop = self.lower(at + 1) == "." and self.tokens[at + 1].start == self.tokens[at].end
        return found, at + 1 + (stop and self.number(at + 2) is not None)

    def group(self, at: int, *, bare: bool = False) -> tuple[tuple[Point, ...], int] | None:
        """Points that share one month, or one point of another kind."""
        if turn := self.almanac.turns.get(self.lower(at)):
            return self.turned(at + 1, turn)
        if self.lower(at)[:1].isdigit():
            return self.numeric(at) or self.day_first(at) or self.bare_year(at, bare=bare)
        dated = self.month_first(at)
        if dated:
            return dated
        found = self.named(at, bare=bare)
        if not found:
            return None
        if found[0].weekday:  # "Tuesday, July 4"
            behind = found[1] + (self.lower(found[1]) in (",", "("))
            return self.month_first(behind) or self.day_first(behind) or ((found[0],), found[1])
        return (found[0],), found[1]

    def turned(self, at: int, turn: str) -> tuple[tuple[Point, ...], int] | None:
        """Read what stands behind "last", "next", "this": "March", "Tuesday", "July 23"."""
        if day := self.month_first(at):
            return tuple(replace(point, turn=turn) for point in day[0]), day[1]
        found = self.named(at, turn=turn)
        return ((replace(found[0], turn=turn),), found[1]) if found else None

    def numeric(self, at: int) -> tuple[tuple[Point, ...], int] | None:
        """Read "2023-07-08" and "08.07.2023"."""
        tokens = self.tokens[at : at + _ISO_TOKENS]
        tight = "".join(t.text for t in tokens) if tokens[-1].end - tokens[0].start == _ISO_LENGTH else ""
        for text, form, end in ((tight, "%Y-%m-%d", at + len(tokens)), (self.lower(at), "%d.%m.%Y", at + 1)):
            if len(text) != _ISO_LENGTH:
                continue
            try:
                day = dt.datetime.strptime(text, form)  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
            return ((Point(day.year, day.month, day.day),), end) if day.year in _YEARS else None
        return None

    def month_first(self, at: int) -> tuple[tuple[Point, ...], int] | None:
        """Read "July 8", "July 7-8", "July 3, 4, and 5, 2023"."""
        month = self.month(at)
        day = self.number(month[1]) if month else None
        if month is None or day is None:
            return None
        days, end = self.days([day], month[1] + 1)
        year, end = self.year_behind(end)
        return tuple(Point(year, month[0], day) for day in days), end

    def day_first(self, at: int) -> tuple[tuple[Point, ...], int] | None:
        """Read "8 July", "the 8th of July", "7-8 July 2023"."""
        day = self.number(at)
        if day is None:
            return None
        days, end = [day], at + 1
        second = self.number(end + 1)
        if second and second > day and (self.lower(end) in self.almanac.joins or self.lower(end) in self.almanac.lists):
            days, end = [day, second], end + 2
        month = self.month(end + (self.lower(end) == "of"))
        if month is None:
            return None
        year, end = self.year_behind(month[1])
        return tuple(Point(year, month[0], day) for day in days), end

    def days(self, days: list[int], end: int) -> tuple[list[int], int]:
        """Further days of the month: "-8", "to 8", "and 4", ", 4, and 5"."""
        found, at, closed = list(days), end, False
        while not closed:
            comma = self.lower(at) == ","
            word = self.lower(at + comma)
            link = word in self.almanac.joins or word in self.almanac.lists
            more = self.number(at + comma + link)
            if not (comma or link) or more is None or more <= found[-1]:
                return days, end
            at += comma + link + 1
            found.append(more)
            closed = link
            if closed and word.isalpha() and not self.ends_number(at):
                return days, end
        return found, at

    def ends_number(self, at: int) -> bool:
        """Whether the number before a token counts nothing: "on May 3 and 4 in Oakham", not "and 4 tanks"."""
        if at >= len(self.tokens) or not self.tokens[at].is_word or self.tokens[at].is_capitalised:
            return True
        return self.lower(at) in self.almanac.function_words or self.year(at) is not None

    def year_behind(self, end: int) -> tuple[int | None, int]:
        comma = self.lower(end) in (",", "of")
        year = self.year(end + comma)
        return (year, end + comma + 1) if year else (None, end)

    def bare_year(self, at: int, *, bare: bool) -> tuple[tuple[Point, ...], int] | None:
        year = self.year(at)
        told = bare or (self.before(at) in self.almanac.bare_year and self.ends_number(at + 1)) or self.dates_noun(at)
        return ((Point(year),), at + 1) if year and told else None

    def dates_noun(self, at: int) -> bool:
        """Whether a number is the year of what is named right behind it: "the | 2023 counteroffensive"."""
        opens = self.lower(at - 1) in self.almanac.before_year
        names = takewhile(lambda j: self.tokens[j].is_capitalised, range(at + 1, min(len(self.tokens), at + _NAMES)))
        return opens and self.lower(max(names, default=at) + 1) in self.almanac.year_nouns

    def named(self, at: int, *, turn: str = "", bare: bool = False) -> tuple[Point, int] | None:
        """A weekday, a month or a season by its name alone."""
        word = self.lower(at)
        if word in self.almanac.seasons:
            year, end = self.year_behind(at + 1)
            return (Point(year, season=self.almanac.seasons[word]), end) if year or turn else None
        if not word or not self.tokens[at].is_capitalised:
            return None
        if word in self.almanac.weekdays:
            return Point(weekday=self.almanac.weekdays[word]), at + 1
        month = self.month(at)
        if month is None:
            return None
        year, end = self.year_behind(month[1])
        alone = bare or turn or word not in self.almanac.ambiguous or self.before(at) in self.almanac.bare_month
        return (Point(year, month[0]), end) if year or alone else None

    def joined(self, start: int, point: Point, end: int) -> tuple[tuple[Point, ...], int] | None:
        """A second group that makes a stretch with the first: "to July 10", "and May 4" of neighbouring days."""
        word = self.lower(end)
        if word not in self.almanac.joins and word not in self.almanac.lists:
            return None
        again = self.lower(end + 1) in self.almanac.repeats  # "on July 3 and on July 4"
        group = self.group(end + 1 + again, bare=True)
        if group is None or group[0][0].kind != point.kind:
            return None
        stretch = word in self.almanac.joins or self.lower(start - 1) in self.almanac.between
        return group if stretch or _neighbours(point, group[0][0]) else None


def _neighbours(first: Point, second: Point) -> bool:
    if first.weekday and second.weekday:
        return (second.weekday - first.weekday) % _WEEK == 1
    if first.day and second.day and first.month and second.month:
        year = second.year or first.year or _ANY_YEAR
        one, two = first.within(year), second.within(year)
        return bool(one and two and (two[0] - one[0]).days == 1)
    return False


def _within(digits: str, numbers: range) -> int | None:
    """Return a number that is short, decimal and in range."""
    return int(digits) if digits.isdecimal() and len(digits) <= _DIGITS and int(digits) in numbers else None
