"""The verb: files to the frame of reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.errors import ReportError
from analytics.reports.ahead import doubts, without_strays
from analytics.reports.dates import Calendar, day_of
from analytics.reports.drafts import Draft, Refusal, Where
from analytics.reports.files import corrections_beside, find_files
from analytics.reports.formats import read_drafts
from analytics.reports.language import language_test
from analytics.reports.settling import Rules, Settled, settled, without_doubles
from analytics.schema import Refusals, Reports

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import dataframely as dy

__all__ = ["Reading", "read_reports", "report_of_text"]

_SHOWN = 5
_WORD = r"[\p{L}\p{N}]+(?:['\\x{2019}-][\p{L}\p{N}]+)*"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What came of the files that a caller named.

    Attributes:
        reports: Schema `Reports`, a row a report, by date and id.
        refused: Schema `Refusals`, a row a report or file that was not read, by file and line.
        skipped: Files of other endings met in folders, and links to folders.
        corrections: The files ``corrections.toml`` beside the reports, for `analytics.extract`.
        doubts: A line a report whose day is in doubt: two dates disagree, or it is far ahead of the others.
    """

    reports: dy.DataFrame[Reports]
    refused: dy.DataFrame[Refusals]
    skipped: tuple[str, ...]
    corrections: tuple[Path, ...] = ()
    doubts: tuple[str, ...] = ()


def read_reports(
    paths: str | Path | Iterable[str | Path],
    *,
    date: dt.date | str | None = None,
    source: str | None = None,
    codebook: str | Path | Codebook = "default",
) -> Reading:
    """Read reports from folders, files, patterns or standard input.

    ``.txt``; ``.md`` with front matter; ``.jsonl``, ``.csv`` and ``.parquet`` with the columns ``date``, ``text``
    and, if they like, ``report_id``, ``source``, ``title``. A sidecar ``NAME.toml`` beside a file tells its ``date``,
    ``source``, ``title``, ``report_id``, ``date_source`` and ``origin``. The date is taken from the option, else the
    sidecar, the front matter, the column, the file's name, its folder's name, or a dateline; which one,
    ``date_source`` says, with those that disagree.

    Args:
        paths: One input or several; ``-`` is standard input.
        date: The day of every report, over all that they say themselves.
        source: The source of every report, likewise.
        codebook: Gives the language to expect, month names and the time zone.

    Returns:
        The reports, with those refused and the files skipped: one bad report never stops the others.

    Raises:
        ReportError: If no report could be read at all, or `date` is no date.
        CodebookError: If the codebook cannot be loaded.
    """
    inputs = [paths] if isinstance(paths, str | Path) else list(paths)
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    rules = _rules(book, date, source)
    finding = find_files(inputs)
    refused = list(finding.refused)
    drafted: list[Settled] = []
    for item in (draft for file in finding.found for draft in read_drafts(file)):
        outcome = item if isinstance(item, Refusal) else settled(item, rules)
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            drafted.append(outcome)
    single, doubles = without_doubles(drafted)
    kept, strays = without_strays(single)
    refused += doubles + strays
    if not kept:
        raise _nothing_read(inputs, refused)
    return Reading(
        _reports([report.row for report in kept]),
        _refusals(refused),
        tuple(sorted(set(finding.skipped))),
        corrections_beside(finding.found),
        doubts(kept),
    )


def report_of_text(
    text: str, *, date: dt.date | str | None = None, codebook: str | Path | Codebook = "default"
) -> dy.DataFrame[Reports]:
    """Make a report of a text at hand.

    Args:
        text: The report, untouched.
        date: Its day; if not given, that of its dateline.
        codebook: As in `read_reports`.

    Returns:
        Schema `Reports`, one row without a path.

    Raises:
        ReportError: If the text is empty, in another language, or has no date.
        CodebookError: If the codebook cannot be loaded.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    outcome = settled(Draft(Where("the text", None), text), _rules(book, date, None))
    if isinstance(outcome, Refusal):
        raise ReportError(str(outcome))
    return _reports([outcome.row])


def _months(book: Codebook) -> tuple[tuple[str, int], ...]:
    return tuple((word, int(row["number"])) for row in book.table("month") for word in row["words"])


def _rules(book: Codebook, date: dt.date | str | None, source: str | None) -> Rules:
    calendar = Calendar(_months(book), str(book.settings["timezone"]))
    day = None if date is None else day_of(date, calendar)
    if date is not None and day is None:
        raise ReportError.at(
            "the option `date`", got=repr(date), expected="a date such as 2023-07-10", way_out="Write it so."
        )
    return Rules(calendar, language_test(book), day, source)


def _reports(rows: list[dict[str, Any]]) -> dy.DataFrame[Reports]:
    schema = {name: kind for name, kind in Reports.create_empty().schema.items() if name != "words"}
    frame = pl.DataFrame(rows, schema=schema).with_columns(
        pl.col("text").str.count_matches(_WORD).cast(pl.Int64).alias("words")
    )
    return Reports.validate(frame.select(Reports.column_names()).sort("date", "report_id"))


def _refusals(refused: list[Refusal]) -> dy.DataFrame[Refusals]:
    rows = [
        {"file": _whole(r.where.file), "line": r.where.line, "found": _whole(r.found)}
        | {"expected": _whole(r.expected), "way_out": _whole(r.way_out)}
        for r in refused
    ]
    frame = pl.DataFrame(rows, schema=Refusals.create_empty().schema)
    return Refusals.validate(frame.sort("file", "line", "found", nulls_last=False))


def _whole(text: str) -> str:
    """Spell out half characters, which no frame holds."""
    return text.encode("utf-8", "backslashreplace").decode()


def _nothing_read(inputs: list[str | Path], refused: list[Refusal]) -> ReportError:
    where = ", ".join(Path(given).name or str(given) for given in inputs[:_SHOWN]) or "no input"
    if not refused:
        return ReportError.at(
            where,
            got="no report",
            expected="files that end in .txt, .md, .jsonl, .csv or .parquet",
            way_out="Name a folder that holds some.",
        )
    lines = "".join(f"\n  {refusal}" for refusal in refused[:_SHOWN])
    more = f"\n  and {len(refused) - _SHOWN} more" if len(refused) > _SHOWN else ""
    return ReportError(f"{where}: no report could be read, {len(refused)} refused:{lines}{more}")
