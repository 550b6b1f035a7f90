"""The day a report is about: where it may be written, and which place counts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from analytics.reports.drafts import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Codebook

__all__ = ["MADE", "Calendar", "DatedBy", "calendar_of", "dateline", "dates_in", "day_of", "name_dates"]

MADE = "document properties"  # the day on which a file was made: its report may be of another
_NUMERIC = (
    r"(?<![0-9])(?P<y1>(?:19|20)\d\d)(?P<sep>[-_./])(?P<m1>\d\d?)(?P=sep)(?P<d1>\d\d?)(?![0-9])"  # 2023-07-10
    r"|(?<![0-9A-Fa-f])(?P<y2>(?:19|20)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?![0-9A-Fa-f])"  # 20230710, not inside a hash
    r"|(?<![0-9])(?P<d3>\d\d?)\.(?P<m3>\d\d?)\.(?P<y3>(?:19|20)\d\d)(?![0-9])"  # 10.07.2023
)
_YEAR = re.compile(r"(?:19|20)\d\d")  # no full date is without
_YEARS = range(1900, 2100)
_HEADING_LINES = 5
_HEADING_LENGTH = 120
_DATELINE_REACH = 60


@dataclass(frozen=True)
class Calendar:
    """What dates are read by.

    Attributes:
        months: Names and short forms of months in lower case, with the month's number.
        timezone: IANA name; a time of day with an offset is turned into a day there.
    """

    months: tuple[tuple[str, int], ...]
    timezone: str


@dataclass(frozen=True, slots=True)
class DatedBy:
    """A day and the place that gave it: option, sidecar, front matter, page, message, column, file name, ..."""

    by: str
    day: dt.date


def calendar_of(book: Codebook) -> Calendar:
    """Return how a codebook's reports are dated: its names of months, its time zone."""
    months = tuple((word, int(row["number"])) for row in book.table("month") for word in row["words"])
    return Calendar(months, str(book.settings["timezone"]))


@lru_cache(maxsize=4)
def _pattern(months: tuple[tuple[str, int], ...]) -> re.Pattern[str]:
    name = "|".join(re.escape(word) for word, _ in sorted(months, key=lambda month: (-len(month[0]), month)))
    gap, ordinal = r"[\s_,.-]{1,3}", r"(?:st|nd|rd|th)?"
    return re.compile(
        _NUMERIC
        # July 10, 2023
        + rf"|(?<![A-Za-z])(?P<n4>{name}){gap}(?P<d4>\d\d?){ordinal}{gap}(?P<y4>(?:19|20)\d\d)(?![0-9])"
        # 10 July 2023
        + rf"|(?<![0-9])(?P<d5>\d\d?){ordinal}{gap}(?P<n5>{name}){gap}(?P<y5>(?:19|20)\d\d)(?![0-9])",
        re.IGNORECASE,
    )


def dates_in(text: str, calendar: Calendar) -> Iterator[tuple[int, int, dt.date]]:
    """Yield every full date of a text as (start, end, day); a day that no calendar has is passed over."""
    if not _YEAR.search(text):
        return
    numbers = dict(calendar.months)
    for match in _pattern(calendar.months).finditer(text):
        parts = {key[0]: value for key, value in match.groupdict().items() if value and key != "sep"}
        month = int(parts["m"]) if "m" in parts else numbers[parts["n"].lower()]
        try:
            yield match.start(), match.end(), dt.date(int(parts["y"]), month, int(parts["d"]))
        except ValueError:
            continue


def day_of(value: Any, calendar: Calendar) -> dt.date | None:
    """Read a given value (date, time, text, number) as one day; null where it is none, or more than one.

    A day outside the years 1900 to 2099 is none: so it is in file names and datelines.
    """
    day = _day(value, calendar)
    return day if day and day.year in _YEARS else None


def _day(value: Any, calendar: Calendar) -> dt.date | None:
    if isinstance(value, dt.datetime):
        try:
            return (value.astimezone(ZoneInfo(calendar.timezone)) if value.tzinfo else value).date()
        except OverflowError:  # the first and the last day that there is
            return None
    if isinstance(value, dt.date):
        return value
    text = written(value).strip()
    try:
        return _day(dt.datetime.fromisoformat(text), calendar)
    except ValueError:
        days = {day for _, _, day in dates_in(text, calendar)}
    return days.pop() if len(days) == 1 else None


def name_dates(path: str, calendar: Calendar) -> Sequence[DatedBy]:
    """Return the days that a file's name tells, else those of the nearest folder that tells any."""
    for number, part in enumerate(reversed(PurePath(path).parts)):
        days = {day: None for _, _, day in dates_in(part, calendar)}
        if days:
            return [DatedBy("folder name" if number else "file name", day) for day in days]
    return ()


def dateline(text: str, calendar: Calendar) -> DatedBy | None:
    """Return the day of a headline among the first lines, or of a dateline that opens the text.

    A headline is a short line without a full stop; a date inside a sentence is about something else.
    """
    lines = [line.strip() for line in text[: 40 * _HEADING_LENGTH].splitlines() if line.strip()][:_HEADING_LINES]
    for number, line in enumerate(lines):
        for start, end, day in dates_in(line, calendar):
            heading = len(line) <= _HEADING_LENGTH and not line.endswith((".", "!", "?", "\u2026"))
            opens = number == 0 and end <= _DATELINE_REACH and _opens(line[:start], line[end:])
            if heading or opens:
                return DatedBy("dateline", day)
    return None


def _opens(before: str, after: str) -> bool:
    """Whether a date between these opens a text: ``July 10, 2023 - …``, ``OAKHAM, July 10, 2023: …``."""
    rest = after.removeprefix(")").lstrip()
    return (not before.strip() or before.rstrip().endswith((",", "(", ":"))) and (
        not rest or rest.startswith(("-", "\u2013", "\u2014", ":", ".", "("))
    )
