"""The verb: reports to pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import DEFAULT_CODEBOOK, load_codebook, shipped_codebooks
from analytics.errors import ExportError
from analytics.notebook import DROPPED, OUTCOMES, REFUSED, REMOVED
from analytics.publishing.archive import ARCHIVE
from analytics.publishing.changes import told_in
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.facts import facts_of
from analytics.publishing.failing import FAILED, Failure, failed_notebook, redaction
from analytics.publishing.listing import INDEX
from analytics.publishing.locking import unwritable
from analytics.publishing.parameters import dealt, injected, parameter_defaults
from analytics.publishing.placing import Made, place
from analytics.publishing.renditions import render
from analytics.publishing.runner import Run
from analytics.publishing.shop import TIMELINE, open_shop
from analytics.publishing.showing import records_of, showing_of
from analytics.publishing.summary import ExportSummary
from analytics.schema import Outcomes, Reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import dataframely as dy

    from analytics.charts.quotes import Quotes
    from analytics.publishing.runner import Progress
    from analytics.publishing.shop import Shop
    from analytics.publishing.showing import Showing
    from analytics.schema import DroppedTriggers, Refusals, Removals, Timeline

__all__ = ["KEEP", "export", "publish"]

KEEP = 14  # exports that the archive keeps unless it is told otherwise
_PACKAGE = Path(__file__).parents[1]
_CODEBOOK, _QUOTES = "codebook", "quotes"  # parameters of a notebook
_OWN = (TIMELINE, _CODEBOOK, _QUOTES, "reports_path", "since", "until")  # parameters that an export has options for


def export(
    paths: str | Path | Iterable[str | Path] = ("seeds",),
    *,
    notebooks: Iterable[str | Path] | None = None,
    out: str | Path = "reports",
    since: dt.date | None = None,
    until: dt.date | None = None,
    codebook: str | Path = "default",
    parameters: Mapping[str, Any] | None = None,
    keep: int = KEEP,
    images: bool = False,
    pdf: bool = False,
    window: int | None = None,
    quotes: Quotes = "short",
    rhythm: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> ExportSummary:
    """Read reports, run the notebooks on their timeline and write each as an HTML page, with an index and an archive.

    Nothing written tells of this machine or of the time of day: the same reports give the same bytes. A notebook that
    fails leaves the page of an earlier run in place and does not keep the others from being published; the summary
    names it. A process that is killed leaves whole pages, and the next export clears away what it left.

    Args:
        paths: Files, folders or patterns with reports, as `analytics.read_reports` takes them.
        notebooks: Names or beginnings of names of the notebooks that ship, or paths of others, each with a parameter
            ``timeline``; all that ship if none are named.
        out: Folder for the pages; made if it is missing.
        since: First day of reports.
        until: Last day of reports, which counts too.
        codebook: Name or folder.
        parameters: Values for parameters of the notebooks, by name; each goes to the notebooks that have it.
        keep: How many exports of different content ``archive/`` keeps; with 0 there is no archive, and the index
            cannot tell what changed.
        images: Whether to draw each chart as SVG and PNG, beside its page.
        pdf: Whether to print each page to PDF, beside it, which needs a Chromium.
        window: Days of reports that a page shows, counted back from the newest; 0 for all, by default as the codebook
            has it. CSV files beside the pages have the records of all reports.
        quotes: How much of a publisher's sentence pages and CSV show: ``none``, ``short`` (the words around those that
            fired) or ``full``.
        rhythm: Days within which a new report is promised: an older page says that it is out of date. 0 promises
            nothing; by default as the codebook has it.
        store: A folder that keeps what each report gave, so that the next export reads only what is new or changed,
            as `analytics.extract` has it; older versions of it are swept away. Where it cannot be written the export
            does without, and the summary says why.
        progress: Called after every cell that has run.

    Returns:
        The pages, and what went wrong with which report or notebook.

    Raises:
        ReportError: If no report can be read.
        CodebookError: If the codebook cannot be loaded.
        CorrectionError: If a ``corrections.toml`` beside the reports cannot be read.
        NotebookError: If a notebook is not there, or none has a parameter; nothing has started then.
        LockedError: If another export is at work in the folder.
        ExportError: If no report is of the days asked for, an option makes no sense, or the folder cannot be written.
    """
    from analytics.extraction.correcting import apply_corrections  # noqa: PLC0415  next to its use
    from analytics.extraction.corrections import read_corrections  # noqa: PLC0415  same
    from analytics.reports import read_reports  # noqa: PLC0415  same
    from analytics.scale.reader import Reader  # noqa: PLC0415  same

    book = load_codebook(codebook)
    showing = showing_of(book, window, quotes, rhythm)
    runs = _prepared(load_notebooks(notebooks), codebook, parameters, showing.quotes)
    with open_shop(out, len(runs), progress) as shop:
        reading = read_reports(paths, codebook=codebook)
        reports = _within(reading.reports, since, until)
        corrections = read_corrections(reading.corrections)
        reader = Reader(store, sweep=store is not None, needed=False)
        timeline, dropped = reader(reports, codebook=book)
        corrected = apply_corrections(timeline, corrections, book, reports=reading.reports)
        beside = {OUTCOMES: corrected.outcomes, REFUSED: reading.refused, DROPPED: dropped, REMOVED: reading.removed}
        made = _published(
            corrected.timeline,
            runs,
            shop,
            beside,
            showing=showing,
            keep=keep,
            codebook=codebook,
            images=images,
            pdf=pdf,
        )
    return replace(made, doubts=reading.doubts, tally=None if store is None else reader.tally)


def publish(
    timeline: Timeline,
    notebooks: Mapping[str, Any],
    *,
    out: str | Path,
    refused: dy.DataFrame[Refusals],
    corrections: dy.DataFrame[Outcomes] | None = None,
    dropped: dy.DataFrame[DroppedTriggers] | None = None,
    removed: dy.DataFrame[Removals] | None = None,
    codebook: str | Path = "default",
    parameters: Mapping[str, Any] | None = None,
    keep: int = KEEP,
    images: bool = False,
    pdf: bool = False,
    showing: Showing | None = None,
    progress: Progress | None = None,
) -> ExportSummary:
    """Run notebooks on a timeline and write their pages; `export` without the reading.

    Args:
        timeline: What was read; it has a report at least.
        notebooks: By name, as `nbformat.read` gives them.
        out: See `export`.
        refused: What the index lists as refused; the notebooks find it beside the timeline.
        corrections: What became of each correction; beside the timeline too.
        dropped: The triggers that became no record; beside the timeline too.
        removed: What was taken out of the reports; beside the timeline too.
        codebook: See `export`.
        parameters: See `export`.
        keep: See `export`.
        images: See `export`.
        pdf: See `export`.
        showing: What of the timeline the notebooks see, and how; by default as the codebook has it.
        progress: See `export`.

    Returns:
        See `export`.

    Raises:
        NotebookError: If a notebook lacks the parameter ``timeline``, or see `export`.
        LockedError: See `export`.
        ExportError: If the folder cannot be written.
    """
    shown = showing or showing_of(load_codebook(codebook))
    runs = _prepared(notebooks, codebook, parameters, shown.quotes)
    outcomes = Outcomes.create_empty() if corrections is None else corrections
    beside = {OUTCOMES: outcomes, REFUSED: refused}
    beside |= {name: frame for name, frame in ((DROPPED, dropped), (REMOVED, removed)) if frame is not None}
    with open_shop(out, len(runs), progress) as shop:
        return _published(
            timeline,
            runs,
            shop,
            beside,
            showing=shown,
            keep=keep,
            codebook=codebook,
            images=images,
            pdf=pdf,
        )


def _within(reports: dy.DataFrame[Reports], since: dt.date | None, until: dt.date | None) -> dy.DataFrame[Reports]:
    kept = reports.filter(pl.col("date").is_between(since or dt.date.min, until or dt.date.max))
    if kept.is_empty():
        days = " to ".join(str(day) for day in (reports["date"].min(), reports["date"].max()))
        raise ExportError.at(
            f"{since or 'the first day'} to {until or 'the last day'}",
            got=f"no report; those read are of {days}",
            expected="a report at least",
            way_out="Widen --since and --until.",
        )
    return Reports.cast(kept)


def _prepared(
    notebooks: Mapping[str, Any], codebook: str | Path, parameters: Mapping[str, Any] | None, quotes: Quotes
) -> list[Run]:
    given = dealt(notebooks, parameters or {}, own=_OWN)
    own = {_CODEBOOK: _from_anywhere(codebook), _QUOTES: quotes}
    runs = []
    for name, notebook in notebooks.items():
        known = parameter_defaults(notebook)
        values = {**given[name], TIMELINE: TIMELINE}  # relative to the private folder: no path gets into a notebook
        values |= {parameter: value for parameter, value in own.items() if parameter in known}
        runs.append(Run(name, injected(notebook, values, name)))
    return runs


def _from_anywhere(codebook: str | Path) -> str:
    """Name a codebook so that a kernel in another folder finds it."""
    ships = codebook in {DEFAULT_CODEBOOK, *shipped_codebooks()}
    return str(codebook) if ships else str(Path(codebook).resolve())


def _published(
    timeline: Timeline,
    runs: Sequence[Run],
    shop: Shop,
    beside: Mapping[str, Any],
    *,
    showing: Showing,
    keep: int,
    codebook: str | Path,
    images: bool,
    pdf: bool,
) -> ExportSummary:
    book, newest = load_codebook(codebook), showing.newest(timeline)
    records = records_of(timeline, showing.quotes, book)
    facts = facts_of(
        newest.reports,
        beside[REFUSED],
        read=timeline.reports,
        rhythm=showing.rhythm,
        files=tuple(records),
        war=str(book.settings.get("name", "")),
    )
    pages = shop.pages(runs, newest, beside, facts)
    redacted = redaction({str(shop.private): ".", _from_anywhere(codebook): str(codebook)})
    stopped = {run.name: replace(run.stopped, reason=redacted(run.stopped.reason)) for run in runs if run.stopped}
    failures = tuple(Failure(name, stop, shop.target / f"{name}{FAILED}") for name, stop in stopped.items())
    made = Made(
        pages={file: content for file, (_, content) in pages.items()} | records,
        titles={file: title for file, (title, _) in pages.items()},
        failed={f"{run.name}{FAILED}": failed_notebook(run, redacted) for run in runs if run.stopped},
        stops={name: str(stop) for name, stop in stopped.items()},
        facts=facts,
        told=told_in(timeline),
        refused=beside[REFUSED],
    )
    try:
        edition = place(made, shop.target, shop.work, keep=keep, codebook=book)
        renditions = render(runs, shop.target, facts.newest, images=images, pdf=pdf)
    except OSError as error:
        raise unwritable(shop.target, error) from error
    return ExportSummary(
        index=shop.target / INDEX,
        pages=tuple(shop.target / file for file in pages),
        failures=failures,
        reports=facts.reports,
        first=facts.first,
        newest=facts.newest,
        refused=beside[REFUSED],
        corrections=beside[OUTCOMES],
        archived=shop.target / ARCHIVE / edition.name if edition else None,
        changes=edition.counts if edition else {},
        renditions=renditions,
        left_out=facts.left_out,
    )
