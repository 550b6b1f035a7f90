"""Dates in doubt: two that disagree, and a day far ahead of every other report, which would move all pages there."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.reports.dates import MADE
from analytics.reports.drafts import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.reports.dates import DatedBy
    from analytics.reports.settling import Settled

__all__ = ["doubts", "without_strays"]

_CONFIRMED = frozenset({"option", "sidecar"})  # the reader's own word, given for this report
_DAY = dt.timedelta(days=1)
_LAG = 2  # days between a report's day and its publication: names and datelines may differ by so much
_QUIET = 7  # days: a weekly report is no surprise
_TIMES = 3  # a gap so many times as long as any other in the folder is one
_FAR, _FEW = 300, 3  # days: a slip in the year; reports from which a folder has a span to compare with


def without_strays(reports: Sequence[Settled]) -> tuple[list[Settled], list[Refusal]]:
    """Refuse a newest report whose day is a slip of the pen, not a gap.

    Over one day ahead of the newest other report, it is refused (a) if another of its own dates lies within the days
    of the others and over two days off, or (b) if it lies 300 days and three times the others' whole span ahead. A
    date by option or sidecar is never in question, so that a sidecar is the way out.

    Args:
        reports: In any order.

    Returns:
        Those that stay, in their order, and the refusals.
    """
    kept, refused = list(reports), []
    while (newest := _alone(kept)) and (refusal := _stray(newest, [r for r in kept if r is not newest])):
        kept = [report for report in kept if report is not newest]
        refused.append(refusal)
    return kept, refused


def _alone(reports: Sequence[Settled]) -> Settled | None:
    """Return the newest report, if it is alone over a day ahead of the others and its day is not confirmed."""
    ordered = sorted(reports, key=lambda report: report.day)
    if len(ordered) < 2 or ordered[-1].day - ordered[-2].day <= _DAY or ordered[-1].dates[0].by in _CONFIRMED:  # noqa: PLR2004  a report and another
        return None
    return ordered[-1]


def _stray(report: Settled, others: Sequence[Settled]) -> Refusal | None:
    days = sorted({other.day for other in others})
    gap, span = (report.day - days[-1]).days, (days[-1] - days[0]).days
    found = f"dated {_by(report.dates[0])}, {gap:,} days after the newest other report"
    for other in report.dates[1:]:
        if days[0] - _DAY <= other.day <= days[-1] + _DAY and (report.day - other.day).days > _LAG:
            return _refusal(report, f"{found}, but {_by(other)}", "dates that agree")
    if gap >= _FAR and gap > _TIMES * span and len(others) >= _FEW:
        return _refusal(report, found, f"a day near the others, {days[0]} to {days[-1]}")
    return None


def _by(dated: DatedBy) -> str:
    return f"{dated.day} by its {dated.by}"


def _refusal(report: Settled, found: str, expected: str) -> Refusal:
    way_out = f"Mend the date, or confirm it by a sidecar with `date = {report.day}`."
    return Refusal(report.where, found, expected, way_out)


def doubts(reports: Sequence[Settled]) -> tuple[str, ...]:
    """Say which days are in doubt, a line each.

    Dates that disagree, a newest day ahead of the others by a long gap, and the day on which a file was made.

    Args:
        reports: Those that stay; the lines are by file and line, whatever the order.

    Returns:
        Lines of file, day, who tells it and what speaks against it; none for a day by option or sidecar.
    """
    newest = _alone(reports)
    lines = []
    for report in sorted(reports, key=lambda report: report.order):
        against = [f"the {by.by} says {by.day}" for by in report.dates[1:] if by.day != report.day]
        if report.dates[0].by == MADE:
            against.append("that is when the file was made, and need not be the report's day")
        if report is newest and (gap := _long_gap(report, reports)):
            against.append(f"that is {gap:,} days after the newest other report")
        if against and report.dates[0].by not in _CONFIRMED:
            lines.append(f"{report.where}: dated {_by(report.dates[0])}; {', '.join(dict.fromkeys(against))}")
    return tuple(lines)


def _long_gap(report: Settled, reports: Sequence[Settled]) -> int:
    days = sorted({other.day for other in reports if other is not report})
    usual = max((later - earlier for earlier, later in pairwise(days)), default=_DAY).days
    gap = (report.day - days[-1]).days
    return gap if gap > max(_QUIET, _TIMES * usual) else 0
