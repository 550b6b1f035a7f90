"""The verb: reports to pages."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import load_codebook
from analytics.errors import ExportError, NotebookError
from analytics.notebook import DROPPED, OUTCOMES, REFUSED
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.facts import facts_of
from analytics.publishing.failing import FAILED, Failure, keep_failed, redaction
from analytics.publishing.listing import INDEX, write_index
from analytics.publishing.parameters import injected, parameter_names
from analytics.publishing.runner import Run, running
from analytics.publishing.showing import showing_of, write_records
from analytics.publishing.writing import write_beside
from analytics.schema import Outcomes, Reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import dataframely as dy

    from analytics.charts.quotes import Quotes
    from analytics.publishing.exporter import OfflineHTMLExporter
    from analytics.publishing.facts import Facts
    from analytics.publishing.runner import Progress
    from analytics.publishing.showing import Showing
    from analytics.schema import DroppedTriggers, Refusals, Timeline

__all__ = ["ExportSummary", "export", "publish"]

_PACKAGE = Path(__file__).parents[1]
_TIMELINE, _CODEBOOK, _QUOTES = "timeline", "codebook", "quotes"  # parameters of a notebook
_TIMEOUT = 600  # seconds a cell


@dataclass(frozen=True, slots=True, eq=False)
class ExportSummary:
    """What an export made.

    Attributes:
        index: The page that lists the others.
        pages: The pages made, by name.
        failures: The pages that could not be made.
        reports: How many reports the pages were made from.
        first: Day of the oldest of them.
        newest: Day of the newest.
        refused: Schema `Refusals`: what was given and could not be read.
        corrections: Schema `Outcomes`: what became of each correction.
        doubts: A line a report whose day is in doubt.
        left_out: How many more reports were read that lie before the pages' window.
    """

    index: Path
    pages: tuple[Path, ...]
    failures: tuple[Failure, ...]
    reports: int
    first: dt.date
    newest: dt.date
    refused: dy.DataFrame[Refusals]
    corrections: dy.DataFrame[Outcomes] = field(default_factory=Outcomes.create_empty)
    doubts: tuple[str, ...] = ()
    left_out: int = 0

    def raise_for_failures(self) -> None:
        """Raise if a page could not be made; a script that should not go on unnoticed calls this.

        Raises:
            NotebookError: With a line a failure.
        """
        if self.failures:
            raise NotebookError("\n".join(map(str, self.failures)))


def export(
    paths: str | Path | Iterable[str | Path] = ("seeds",),
    *,
    notebooks: Iterable[str | Path] | None = None,
    out: str | Path = "reports",
    since: dt.date | None = None,
    until: dt.date | None = None,
    codebook: str | Path = "ukraine",
    window: int | None = None,
    quotes: Quotes = "short",
    rhythm: int | None = None,
    progress: Progress | None = None,
) -> ExportSummary:
    """Read reports, run the notebooks on their timeline and write each as an HTML page, with an index.

    Nothing written tells of this machine or of the time of day: the same reports give the same bytes. A notebook that
    fails leaves the page of an earlier run in place and does not keep the others from being published; the summary
    names it.

    Args:
        paths: Files, folders or patterns with reports, as `analytics.read_reports` takes them.
        notebooks: Names or beginnings of names of the notebooks that ship, or paths of others, each with a parameter
            ``timeline``; all that ship if none are named.
        out: Folder for the pages; made if it is missing.
        since: First day of reports.
        until: Last day of reports, which counts too.
        codebook: Name or folder.
        window: Days of reports that a page shows, counted back from the newest; 0 for all, by default as the codebook
            has it. CSV files beside the pages have the records of all reports.
        quotes: How much of a publisher's sentence pages and CSV show: ``none``, ``short`` (the words around those that
            fired) or ``full``.
        rhythm: Days within which a new report is promised: an older page says that it is out of date. 0 promises
            nothing; by default as the codebook has it.
        progress: Called after every cell that has run.

    Returns:
        The pages, and what went wrong with which report or notebook.

    Raises:
        ReportError: If no report can be read.
        CodebookError: If the codebook cannot be loaded.
        CorrectionError: If a ``corrections.toml`` beside the reports cannot be read.
        NotebookError: If a notebook is not there, or lacks the parameter.
        ExportError: If no report is of the days asked for, an option makes no sense, or the folder cannot be written.
    """
    from analytics.extraction.correcting import apply_corrections  # noqa: PLC0415  next to its use
    from analytics.extraction.corrections import read_corrections  # noqa: PLC0415  same
    from analytics.reports import read_reports  # noqa: PLC0415  same

    showing = showing_of(load_codebook(codebook), window, quotes, rhythm)
    loaded = load_notebooks(notebooks)
    reading = read_reports(paths, codebook=codebook)
    reports = _within(reading.reports, since, until)
    corrections = read_corrections(reading.corrections)
    from analytics.extraction.engine import extract_fully  # noqa: PLC0415  loads the gazetteer

    timeline, dropped = extract_fully(reports, codebook=codebook)
    corrected = apply_corrections(timeline, corrections, load_codebook(codebook), reports=reading.reports)
    made = publish(
        corrected.timeline,
        loaded,
        out=out,
        refused=reading.refused,
        corrections=corrected.outcomes,
        dropped=dropped,
        codebook=codebook,
        showing=showing,
        progress=progress,
    )
    return replace(made, doubts=reading.doubts)


def publish(
    timeline: Timeline,
    notebooks: Mapping[str, Any],
    *,
    out: str | Path,
    refused: dy.DataFrame[Refusals],
    corrections: dy.DataFrame[Outcomes] | None = None,
    dropped: dy.DataFrame[DroppedTriggers] | None = None,
    codebook: str | Path = "ukraine",
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
        codebook: See `export`.
        showing: What of the timeline the notebooks see, and how; by default as the codebook has it.
        progress: See `export`.

    Returns:
        See `export`.

    Raises:
        NotebookError: If a notebook lacks the parameter ``timeline``.
        ExportError: If the folder cannot be written.
    """
    book = load_codebook(codebook)
    shown = showing or showing_of(book)
    newest = shown.newest(timeline)
    facts = facts_of(newest.reports, refused, read=timeline.reports, rhythm=shown.rhythm)
    outcomes = Outcomes.create_empty() if corrections is None else corrections
    runs = [_prepared(name, notebook, codebook, shown.quotes) for name, notebook in notebooks.items()]
    target = Path(out)
    with tempfile.TemporaryDirectory(prefix="sitrep-") as private:
        beside = {OUTCOMES: outcomes, REFUSED: refused} | ({} if dropped is None else {DROPPED: dropped})
        exporter = _run(runs, newest, beside, Path(private), progress)
        redacted = redaction({private: ".", _from_anywhere(codebook): str(codebook)})
    try:
        target.mkdir(parents=True, exist_ok=True)
        facts = replace(facts, files=write_records(timeline, target, shown.quotes, book))
        failures = tuple(keep_failed(run, run.stopped, target, redacted) for run in runs if run.stopped)
        pages = tuple(_page(run, target, facts, exporter) for run in runs if not run.stopped)
        index = write_index(target, refused, {failure.name: str(failure.stop) for failure in failures})
    except OSError as error:
        raise ExportError.at(
            str(out), got=str(error.strerror), expected="a folder that can be written", way_out="Name another one."
        ) from error
    told = (facts.reports, facts.first, facts.newest, refused, outcomes)
    return ExportSummary(index, pages, failures, *told, left_out=facts.left_out)


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


def _prepared(name: str, notebook: Any, codebook: str | Path, quotes: Quotes) -> Run:
    values: dict[str, Any] = {_TIMELINE: _TIMELINE}  # relative to the private folder: no path gets into a notebook
    if _CODEBOOK in parameter_names(notebook):
        values[_CODEBOOK] = _from_anywhere(codebook)
    if _QUOTES in parameter_names(notebook):
        values[_QUOTES] = quotes
    return Run(name, injected(notebook, values, name))


def _from_anywhere(codebook: str | Path) -> str:
    """Name a codebook so that a kernel in another folder finds it."""
    ships = (_PACKAGE / "codebook" / codebook).is_dir()
    return str(codebook) if ships else str(Path(codebook).resolve())


def _run(
    runs: Sequence[Run], timeline: Timeline, beside: Mapping[str, pl.DataFrame], folder: Path, progress: Progress | None
) -> OfflineHTMLExporter:
    """Run the notebooks; meanwhile load what turns them into pages."""
    from analytics.timelines import write_timeline  # noqa: PLC0415  next to its use

    write_timeline(timeline, folder / _TIMELINE, "parquet")
    for name, frame in beside.items():
        frame.write_parquet(folder / _TIMELINE / name)
    with running(runs, folder, timeout=_TIMEOUT, progress=progress) as finish:
        from analytics.publishing.bundle import vega_bundle  # noqa: PLC0415  while the kernels start
        from analytics.publishing.exporter import OfflineHTMLExporter  # noqa: PLC0415  brings nbconvert

        vega_bundle()
        finish()
    return OfflineHTMLExporter()  # type: ignore[no-untyped-call]  # nbconvert is half typed


def _page(run: Run, target: Path, facts: Facts, exporter: OfflineHTMLExporter) -> Path:
    page, _ = exporter.from_notebook_node(
        run.notebook, {"metadata": {"name": run.name}, "facts": facts, "index": INDEX}
    )
    path = target / f"{run.name}.html"
    write_beside(path, page.encode(errors="replace"))
    (target / f"{run.name}{FAILED}").unlink(missing_ok=True)
    return path
