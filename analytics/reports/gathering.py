"""Files to reports that lie on a shelf, so that a caller can take a few at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.errors import ReportError
from analytics.reports.ahead import doubts, without_strays
from analytics.reports.dates import calendar_of, day_of
from analytics.reports.drafts import Refusal
from analytics.reports.files import corrections_beside, find_files
from analytics.reports.formats import read_drafts
from analytics.reports.language import language_test
from analytics.reports.registry import endings
from analytics.reports.settling import Rules, Settled, settled, without_doubles
from analytics.reports.shelf import Shelf
from analytics.schema import Refusals, Removals, Reports

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    import dataframely as dy

    from analytics.reports.files import Found

__all__ = ["Gathered", "gather", "rules_of"]

_SHOWN = 5
_NAMED = 1_000  # refusals of one file; a file of nothing but broken lines would fill the memory with them


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What came of the files that a caller named, while their texts lie on a shelf.

    Attributes:
        index: The columns of the schema `Reports` but ``text``, by date and id; with it ``size``, bytes of the text.
        refused: Schema `Refusals`, a row a report or file that was not read, by file and line.
        skipped: Files of other endings met in folders, and links to folders.
        corrections: The files ``corrections.toml`` beside the reports.
        doubts: A line a report whose day is in doubt: two dates disagree, or it is far ahead of the others.
        removed: Schema `Removals`, a row a report and piece that was taken out of it.
    """

    index: pl.DataFrame
    refused: dy.DataFrame[Refusals]
    skipped: tuple[str, ...]
    corrections: tuple[Path, ...]
    doubts: tuple[str, ...]
    removed: dy.DataFrame[Removals]
    _shelf: Shelf

    def reports(self, start: int = 0, stop: int | None = None) -> dy.DataFrame[Reports]:
        """Return some of the reports, in the order of the index.

        Args:
            start: Number of the first.
            stop: Number of the first that is not wanted any more; all the others if it is not given.

        Returns:
            Schema `Reports`.
        """
        return Reports.validate(self._shelf.reports(self.index[start:stop]))


@contextmanager
def gather(
    paths: str | Path | Iterable[str | Path],
    *,
    date: dt.date | str | None = None,
    source: str | None = None,
    codebook: str | Path | Codebook = "default",
) -> Iterator[Gathered]:
    """Read reports as `analytics.read_reports` does, and leave their texts on a shelf while the context lasts.

    Args:
        paths: As `read_reports` takes them.
        date: The same.
        source: The same.
        codebook: The same.

    Raises:
        ReportError: If no report could be read at all, `date` is no date, or there is no room for the texts.
        CodebookError: If the codebook cannot be loaded.
    """
    inputs = [paths] if isinstance(paths, str | Path) else list(paths)
    rules = rules_of(codebook if isinstance(codebook, Codebook) else load_codebook(codebook), date, source)
    with Shelf() as shelf:
        yield _gathered(inputs, rules, shelf)


def _gathered(inputs: list[str | Path], rules: Rules, shelf: Shelf) -> Gathered:
    """Put what inputs hold on a shelf; what must be known of all reports at once is forgotten at the end."""
    finding = find_files(inputs)
    numbered, refused = _put(finding.found, rules, shelf)
    single, doubles = without_doubles(numbered)
    kept, strays = without_strays(single)
    refused += [*finding.refused, *doubles, *strays]
    if not kept:
        raise _nothing_read(inputs, refused)
    return Gathered(
        shelf.index()[sorted(numbered[report] for report in kept)].sort("date", "report_id"),
        _refusals(refused),
        tuple(sorted(set(finding.skipped))),
        corrections_beside(finding.found),
        doubts(kept),
        _removals(kept),
        shelf,
    )


def _put(files: Iterable[Found], rules: Rules, shelf: Shelf) -> tuple[dict[Settled, int], list[Refusal]]:
    """Put the reports of files on the shelf; return them with their numbers, and what was refused."""
    numbered: dict[Settled, int] = {}
    refused: list[Refusal] = []
    for outcome in (outcome for file in files for outcome in _outcomes(file, rules)):
        if isinstance(outcome, Refusal):
            refused.append(outcome)
            continue
        report, row = outcome
        numbered[report] = len(numbered)
        shelf.put(row)
    return numbered, refused


def _outcomes(file: Found, rules: Rules) -> Iterator[tuple[Settled, dict[str, Any]] | Refusal]:
    """Yield the reports of a file, and why others are none: so many by name, of more their number."""
    refused = 0
    for item in read_drafts(file):
        outcome = item if isinstance(item, Refusal) else settled(item, rules)
        refused += isinstance(outcome, Refusal)
        if not isinstance(outcome, Refusal) or refused <= _NAMED:
            yield outcome
    if refused > _NAMED:
        found = f"{refused - _NAMED:,} more that cannot be read"
        yield Refusal(file.at(), found, f"at most {_NAMED:,} to be named", "Mend those that are named first.")


def rules_of(book: Codebook, date: dt.date | str | None, source: str | None) -> Rules:
    """Return the rules by which drafts become reports.

    Args:
        book: Gives months, time zone and language.
        date: As `analytics.read_reports` takes it.
        source: The same.

    Raises:
        ReportError: If `date` is no date.
    """
    calendar = calendar_of(book)
    day = None if date is None else day_of(date, calendar)
    if date is not None and day is None:
        raise ReportError.at(
            "the option `date`", got=repr(date), expected="a date such as 2023-07-10", way_out="Write it so."
        )
    return Rules(book, calendar, language_test(book), day, source)


def _refusals(refused: list[Refusal]) -> dy.DataFrame[Refusals]:
    rows = [
        {"file": _whole(r.where.file), "line": r.where.line, "found": _whole(r.found)}
        | {"expected": _whole(r.expected), "way_out": _whole(r.way_out)}
        for r in refused
    ]
    frame = pl.DataFrame(rows, schema=Refusals.create_empty().schema)
    return Refusals.validate(frame.sort("file", "line", "found", nulls_last=False))


def _removals(reports: Iterable[Settled]) -> dy.DataFrame[Removals]:
    rows = [
        {"report_id": report.report_id, "rule": piece.rule, "text": piece.text, "n": n}
        for report in reports
        for piece, n in Counter(report.pieces).items()
    ]
    frame = pl.DataFrame(rows, schema=Removals.create_empty().schema)
    return Removals.validate(frame.sort("report_id", "rule", "text"))


def _whole(text: str) -> str:
    """Spell out half characters, which no frame holds."""
    return text.encode("utf-8", "backslashreplace").decode()


def _nothing_read(inputs: list[str | Path], refused: list[Refusal]) -> ReportError:
    where = ", ".join(Path(given).name or str(given) for given in inputs[:_SHOWN]) or "no input"
    if not refused:
        return ReportError.at(
            where,
            got="no report",
            expected=f"files that end in {', '.join(endings())}",
            way_out="Name a folder that holds some.",
        )
    lines = "".join(f"\n  {refusal}" for refusal in refused[:_SHOWN])
    more = f"\n  and {len(refused) - _SHOWN} more" if len(refused) > _SHOWN else ""
    return ReportError(f"{where}: no report could be read, {len(refused)} refused:{lines}{more}")
