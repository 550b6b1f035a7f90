"""What is said about a draft, in several places, settled into one row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.reports.boilerplate import without_boilerplate
from analytics.reports.dates import MADE, DatedBy, dateline, day_of, name_dates
from analytics.reports.decoding import checked_text
from analytics.reports.drafts import Draft, Piece, Refusal, RefusedError, written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analytics.codebook import Codebook
    from analytics.reports.dates import Calendar
    from analytics.reports.drafts import Where
    from analytics.reports.language import LanguageTest

__all__ = ["Rules", "Settled", "settled", "without_doubles"]


@dataclass(frozen=True)
class Rules:
    """What holds for every draft of one reading.

    Attributes:
        codebook: Says what is boilerplate.
        calendar: How dates are read.
        language: The language test.
        date: The caller's date for every report; null where the reports tell theirs.
        source: The caller's source for every report; null likewise.
    """

    codebook: Codebook
    calendar: Calendar
    language: LanguageTest
    date: dt.date | None
    source: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What must be known of every report at once; little, for there may be many.

    Attributes:
        where: Where it stands.
        dates: Every day that it is given, the one that counts first.
        report_id: Its id.
        sha256: Of its text.
        same: A hash that reports of the same words on one day share.
        pieces: What was taken out of its text.
    """

    where: Where
    dates: tuple[DatedBy, ...]
    report_id: str
    sha256: str
    same: bytes
    pieces: tuple[Piece, ...]

    @property
    def day(self) -> dt.date:
        """The day that counts."""
        return self.dates[0].day

    @property
    def order(self) -> tuple[str, int, str, str]:
        """A key that does not depend on the order of input."""
        return self.where.file, self.where.line or 0, self.sha256, self.report_id


def settled(draft: Draft, rules: Rules) -> tuple[Settled, dict[str, Any]] | Refusal:
    """Make a report of a draft.

    Args:
        draft: The text with what is said about it.
        rules: Options, calendar, language test.

    Returns:
        The report and its row, the columns of the schema ``Reports`` but ``words``; or the reason why there is none:
        no text, no date, another language.
    """
    try:
        return _settled(draft, rules)
    except RefusedError as error:
        return error.refusal


def _settled(draft: Draft, rules: Rules) -> tuple[Settled, dict[str, Any]]:
    draft = _kept(draft, rules)
    text = draft.text
    _refuse_other_language(draft, rules)
    dates = _dated(draft, rules)
    source = rules.source or draft.said("source")
    date = dates[0].day
    given = draft.said("report_id", "id")
    notes = dict.fromkeys(note for note in (draft.said("origin"), draft.said("note")) if note)
    row: dict[str, Any] = {
        "report_id": given or _hash(source or "", date.isoformat(), text)[:16],
        "date": date,
        "date_source": _date_source(draft, dates),
        "source": source,
        "title": draft.said("title"),
        "path": draft.where.path,
        "sha256": _hash(text),
        "text": text,
        "language": rules.language.expected,
        "note": "; ".join(notes) or None,
    }
    same = hashlib.sha256(f"{date} {' '.join(text.split())}".encode()).digest()
    return Settled(draft.where, dates, row["report_id"], row["sha256"], same, draft.pieces), row


def _kept(draft: Draft, rules: Rules) -> Draft:
    """Take the boilerplate out of a draft's text."""
    kept = without_boilerplate(checked_text(draft.text, draft.where), rules.codebook, message=draft.message)
    if not kept.text.strip():
        found = f"nothing but boilerplate ({', '.join(sorted({piece.rule for piece in kept.pieces}))})"
        way_out = "Take it out of the folder, or mend the codebook's table `boilerplate`."
        raise RefusedError(draft.where, found, "a report", way_out)
    return replace(draft, text=kept.text, pieces=(*draft.pieces, *kept.pieces))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _refuse_other_language(draft: Draft, rules: Rules) -> None:
    other = rules.language.other(draft.text)
    if other:
        expected = f"{rules.language.names[rules.language.expected]} prose"
        raise RefusedError(draft.where, other, expected, "Translate it, or leave it out.")


def _dated(draft: Draft, rules: Rules) -> tuple[DatedBy, ...]:
    """Return every day that a report is given, the strongest source first; the first counts."""
    candidates = list(_given_days(draft, rules))
    named = name_dates(draft.where.path or "", rules.calendar)
    line = dateline(draft.text, rules.calendar)
    if len(named) == 1:
        candidates += named
    if line:
        candidates.append(line)
    if not candidates and draft.made and (day := day_of(draft.made, rules.calendar)):
        candidates.append(DatedBy(MADE, day))
    if not candidates:
        raise _no_date(draft.where, named)
    return (*candidates, *(named if len(named) > 1 else ()))


def _date_source(draft: Draft, dates: tuple[DatedBy, ...]) -> str:
    """Say where the day comes from, with every weaker source that disagrees."""
    first, *others = dates
    disagreeing = dict.fromkeys(f"the {other.by} says {other.day}" for other in others if other.day != first.day)
    label = _label(draft, first)
    return f"{label} ({', '.join(disagreeing)})" if disagreeing else label


def _given_days(draft: Draft, rules: Rules) -> Iterable[DatedBy]:
    if rules.date is not None:
        yield DatedBy("option", rules.date)
    for by, layer in draft.layers:
        value = layer.get("date")
        if value is None or not written(value).strip():
            continue
        day = day_of(value, rules.calendar)
        if day is not None:
            yield DatedBy(by, day)
        elif rules.date is None:
            found = f"{written(value)[:40]!r} as date in the {by}"
            raise RefusedError(draft.where, found, "a date such as 2023-07-10", "Write the date in that form.")


def _label(draft: Draft, first: DatedBy) -> str:
    """Return a sidecar's own words about its date where it has some, else the kind of place."""
    own = Draft(draft.where, "", tuple((by, layer) for by, layer in draft.layers if by == first.by))
    return own.said("date_source") or first.by


def _no_date(where: Where, named: Iterable[DatedBy]) -> RefusedError:
    days = ", ".join(str(by.day) for by in named)
    found = f"no date but {days} in its name" if days else "no date"
    if where.line is not None:
        expected, way_out = (
            "a `date` beside the text, such as 2023-07-10",
            "Give each row a `date`, or name the file so.",
        )
        return RefusedError(where, found, expected, way_out)
    way_out = "Name the file so, put `date = 2023-07-10` into a NAME.toml beside it, or give the date as an option."
    return RefusedError(where, found, "one date, as in 2023-07-10-report.txt", way_out)


def without_doubles(reports: Iterable[Settled]) -> tuple[list[Settled], list[Refusal]]:
    """Keep the first of reports that share an id, or a day and a text; name the others.

    First means by file name and line, so that the order of input does not matter.
    """
    by_id: dict[str, Settled] = {}
    by_text: dict[bytes, Settled] = {}
    refused = []
    for report in sorted(reports, key=lambda report: report.order):
        same = by_text.get(report.same)
        taken = by_id.get(report.report_id)
        if same is not None:
            expected = "another text, or another date"
            refused.append(Refusal(report.where, f"same text as {same.where}", expected, "Take one of them out."))
        elif taken is not None:
            found = f"report_id {report.report_id!r}, which {taken.where} has"
            refused.append(Refusal(report.where, found, "an id of its own", "Change one of them."))
        else:
            by_text[report.same] = by_id[report.report_id] = report
    return list(by_id.values()), refused
