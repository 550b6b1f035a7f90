"""The verb: files to the frame of reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analytics.codebook import Codebook, load_codebook
from analytics.errors import ReportError
from analytics.reports.drafts import Draft, Refusal, Where
from analytics.reports.gathering import gather, rules_of
from analytics.reports.settling import settled
from analytics.reports.shelf import Shelf
from analytics.schema import Removals, Reports

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    import dataframely as dy

    from analytics.schema import Refusals

__all__ = ["Reading", "read_reports", "report_of_text"]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What came of the files that a caller named.

    Attributes:
        reports: Schema `Reports`, a row a report, by date and id.
        refused: Schema `Refusals`, a row a report or file that was not read, by file and line.
        skipped: Files of other endings met in folders, and links to folders.
        corrections: The files ``corrections.toml`` beside the reports, for `analytics.extract`.
        doubts: A line a report whose day is in doubt: two dates disagree, it is far ahead of the others, or only its
            file says when that was made.
        removed: Schema `Removals`: the boilerplate that was taken out of the reports.
    """

    reports: dy.DataFrame[Reports]
    refused: dy.DataFrame[Refusals]
    skipped: tuple[str, ...]
    corrections: tuple[Path, ...] = ()
    doubts: tuple[str, ...] = ()
    removed: dy.DataFrame[Removals] = field(default_factory=Removals.create_empty)


def read_reports(
    paths: str | Path | Iterable[str | Path],
    *,
    date: dt.date | str | None = None,
    source: str | None = None,
    codebook: str | Path | Codebook = "default",
) -> Reading:
    """Read reports from folders, files, patterns or standard input.

    ``.txt``; ``.md`` with front matter; ``.jsonl``, ``.csv`` and ``.parquet`` with the columns ``date``, ``text``
    and, if they like, ``report_id``, ``source``, ``title``; saved pages (``.html``, ``.mhtml``), ``.pdf``, ``.docx``,
    e-mail (``.eml``) and Telegram's export (``.json``), of which channel, day and text are kept; and what readers of
    other packages read (`analytics.reports.registry`). What the codebook's table ``boilerplate`` names is taken out of
    each text. A sidecar ``NAME.toml`` beside a file tells its ``date``,
    ``source``, ``title``, ``report_id``, ``date_source`` and ``origin``. The date is taken from the option, else the
    sidecar, the front matter, the page, the head of the message, the column, the file's name, its folder's name, or a
    dateline, and at last from the day on which a document was made; which one, ``date_source`` says, with those that
    disagree.

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
    with gather(paths, date=date, source=source, codebook=codebook) as gathered:
        return Reading(
            gathered.reports(),
            gathered.refused,
            gathered.skipped,
            gathered.corrections,
            gathered.doubts,
            gathered.removed,
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
    outcome = settled(Draft(Where("the text", None), text), rules_of(book, date, None))
    if isinstance(outcome, Refusal):
        raise ReportError(str(outcome))
    with Shelf() as shelf:
        shelf.put(outcome[1])
        return Reports.validate(shelf.reports(shelf.index()))
