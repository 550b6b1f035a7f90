"""The day that a fetched report is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analytics.reports.dates import dates_in

if TYPE_CHECKING:
    import datetime as dt

    from analytics.reports.dates import Calendar

__all__ = ["Dated", "dated"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, and who told it; null and empty where nobody did."""

    day: dt.date | None = None
    by: str = ""


def dated(
    title: str,
    *,
    published: dt.datetime | None,
    page_day: dt.date | None,
    calendar: Calendar,
    latest: dt.date,
    lag: int,
) -> Dated:
    """Return the day that a title names, else that of publication.

    A report is often published after the day that it is about, so that its title knows better: where it names one day,
    not after the publication and at most `lag` days before it.

    Args:
        title: Of the entry or page.
        published: The entry's own time; turned into a day in the zone of `calendar`.
        page_day: What the page says of itself, where the entry says nothing.
        calendar: How dates are read.
        latest: A day after this one is a slip, or a lie, and counts as not told: a report from the future would move
            every page there.
        lag: Days between a report's day and its publication.
    """
    own = [(published.astimezone(ZoneInfo(calendar.timezone)).date(), "entry")] if published else []
    told = [*own, *([(page_day, "page")] if page_day else [])]
    day, by = next(((day, by) for day, by in told if day <= latest), (None, ""))
    named = {named for _, _, named in dates_in(title, calendar) if named <= latest}
    if len(named) == 1:
        (in_title,) = named
        if day is None or 0 <= (day - in_title).days <= lag:
            return Dated(in_title, "title")
    return Dated(day, by)
