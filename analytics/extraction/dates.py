"""Dates in a sentence: found, resolved from the report's day to half-open intervals, and given to events.

Words, offsets and thresholds are the codebook's (``english/dates.toml``); precision is ACLED's (1 exact, 2 within a
week, 3 within a month). A date dates the statement that it stands in, and those that hang on it; one that tells when
something was *said* only bounds what was said. Limits: no holidays, no "the 8th" without its month, no day counted from
an event ("two days after the strike").
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.extraction.date_grammar import Found, grammar_of
from analytics.extraction.date_reach import Reach, Statements
from analytics.extraction.records import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.text import Sentence

__all__ = ["DateMention", "event_interval", "find_dates", "is_history"]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A run of tokens that names days.

    Attributes:
        first: First token in the sentence.
        last: One past the last token.
        surface: The tokens' plain text.
        interval: The days.
        reach: Which tokens it can date.
        ahead: Whether the text itself puts it after the report.
    """

    first: int
    last: int
    surface: str
    interval: Interval
    reach: Reach
    ahead: bool = False


def find_dates(sentence: Sentence, report_date: dt.date, codebook: Codebook) -> tuple[DateMention, ...]:
    """Find the dates of a sentence.

    Args:
        sentence: The sentence.
        report_date: The report's day; years and "yesterday" are told from it.
        codebook: The words.

    Returns:
        Mentions in order, none overlapping another.
    """
    grammar = grammar_of(codebook)
    found = grammar.find(sentence.tokens, sentence.lowers)
    if not found:
        return ()
    statements = Statements.of(sentence, tuple((one.first, one.last) for one in found), codebook)
    mentions: list[DateMention] = []
    for one in found:
        cue = statements.future(one.first, one.last)
        anchor = mentions[-1].interval.start if mentions else None
        interval = grammar.interval(one, report_date, anchor, future=cue is not None)
        if interval is not None:
            ahead = interval.start > report_date and (cue is not None or one.is_relative)
            reach = statements.reach(one.first, one.last, adverbial=one.is_adverbial, begin=cue if ahead else None)
            if is_history(interval, report_date, codebook) and reach.reporting is None:  # "wrote in 2014 that X fell"
                reach = statements.own(one.first, one.last, reach)
            mentions.append(_mention(sentence, one, interval, reach, ahead=ahead))
    return tuple(mentions)


def _mention(sentence: Sentence, found: Found, interval: Interval, reach: Reach, *, ahead: bool) -> DateMention:
    tokens = sentence.tokens[found.first : found.last]
    return DateMention(
        first=found.first,
        last=found.last,
        surface=" ".join(t.text for t in tokens),
        interval=interval,
        reach=reach,
        ahead=ahead,
    )


def event_interval(
    sentence: Sentence, first: int, last: int, dates: Sequence[DateMention], report_date: dt.date
) -> Interval:
    """Choose the days of an event from the dates of its sentence.

    The nearest date of the event's own statement, else of one that it hangs on. The date of a telling ("stated on March
    28 that ...") bounds what was told: that day with precision 2. The report's own day with precision 2 where the text
    gives none; no event lies after its report unless the text says so.

    Args:
        sentence: The sentence.
        first: First token of the event's trigger.
        last: One past its last token.
        dates: What `find_dates` found in the sentence.
        report_date: The report's day.

    Returns:
        Half-open days with a precision.
    """
    assert 0 <= first < last <= len(sentence.tokens)  # noqa: S101  an invariant, not input
    told = [date for date in dates if date.ahead or date.interval.start <= report_date]
    ranked = [(rank, date) for date in told if (rank := date.reach.rank(first, last, (date.first, date.last)))]
    if not ranked:
        return Interval(report_date, report_date + _DAY, 2)
    rank, date = min(ranked, key=lambda pair: pair[0])
    return replace(date.interval, precision=max(2, date.interval.precision)) if rank.bound else date.interval


def is_history(interval: Interval, report_date: dt.date, codebook: Codebook) -> bool:
    """Whether an event ended so long before its report that it is background.

    Args:
        interval: The event's days.
        report_date: The report's day.
        codebook: Its setting ``history_days`` is the threshold.
    """
    ended = report_date - (interval.end - _DAY)
    return ended.days > grammar_of(codebook).settings["history_days"]
