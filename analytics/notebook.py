"""What a notebook starts from: the timeline of a period, whether stored or read from reports here and now."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from analytics.errors import NotebookError
from analytics.schema import DroppedTriggers, Outcomes, Refusals, Removals, Timeline

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.codebook import Codebook

__all__ = [
    "DROPPED",
    "OUTCOMES",
    "REFUSED",
    "REMOVED",
    "open_dropped",
    "open_outcomes",
    "open_refused",
    "open_removed",
    "open_timeline",
    "within",
]

# Beside the files of a stored timeline.
OUTCOMES = "corrections.parquet"
REFUSED = "refused.parquet"
DROPPED = "dropped.parquet"
REMOVED = "removed.parquet"


def open_timeline(
    timeline: str, reports_path: str, codebook: Codebook, *, since: str = "", until: str = ""
) -> Timeline:
    """Return the timeline that a notebook's parameters ask for.

    Args:
        timeline: Folder that `analytics.timelines.write_timeline` wrote; if empty, the reports are read and extracted.
        reports_path: Folder or file with reports, seen from the notebook's folder or from the project's root.
        codebook: The codebook in force.
        since: First day of reports, as 2023-07-01; empty for no limit.
        until: Last day of reports, which counts too; empty for no limit.

    Returns:
        The timeline, with the reports of those days and what was read from them.

    Raises:
        NotebookError: If a day is not a day or the reports are not there.
        AnalyticsError: If timeline or reports cannot be read.
    """
    first, last = _day("since", since), _day("until", until)
    return within(_stored(timeline) if timeline else _extracted(reports_path, codebook), first, last)


def open_outcomes(timeline: str, reports_path: str, codebook: Codebook) -> dy.DataFrame[Outcomes]:
    """Return what became of each correction, for the timeline that a notebook's parameters ask for.

    Args:
        timeline: As in `open_timeline`; a stored timeline that knows of no corrections has none.
        reports_path: As in `open_timeline`.
        codebook: The codebook in force.

    Returns:
        Schema `analytics.schema.Outcomes`.

    Raises:
        AnalyticsError: If the reports or their corrections cannot be read.
    """
    if timeline:
        stored = _beside(timeline, OUTCOMES)
        return Outcomes.create_empty() if stored is None else Outcomes.validate(stored)
    from analytics.extraction.correcting import apply_corrections  # noqa: PLC0415  only where reports are read
    from analytics.extraction.corrections import read_corrections  # noqa: PLC0415  same
    from analytics.reports import read_reports  # noqa: PLC0415  same
    from analytics.scale.extracting import extract  # noqa: PLC0415  loads the gazetteer

    reading = read_reports(_found(reports_path), codebook=codebook)
    wanted = read_corrections(reading.corrections)
    if not wanted:
        return Outcomes.create_empty()
    return apply_corrections(extract(reading.reports, codebook=codebook), wanted, codebook).outcomes


def open_refused(timeline: str, reports_path: str, codebook: Codebook) -> dy.DataFrame[Refusals]:
    """Return what was given and could not be read, for the timeline that a notebook's parameters ask for.

    Args:
        timeline: As in `open_timeline`; a stored timeline that knows of no refusals has none.
        reports_path: As in `open_timeline`.
        codebook: The codebook in force.

    Returns:
        Schema `analytics.schema.Refusals`.

    Raises:
        AnalyticsError: If the reports cannot be read.
    """
    if timeline:
        stored = _beside(timeline, REFUSED)
        return Refusals.create_empty() if stored is None else Refusals.validate(stored)
    from analytics.reports import read_reports  # noqa: PLC0415  only where reports are read

    return read_reports(_found(reports_path), codebook=codebook).refused


def open_removed(timeline: str, reports_path: str, codebook: Codebook) -> dy.DataFrame[Removals]:
    """Return what was taken out as boilerplate, for the timeline that a notebook's parameters ask for.

    Args:
        timeline: As in `open_timeline`; a stored timeline that knows of no removals has none.
        reports_path: As in `open_timeline`.
        codebook: The codebook in force.

    Returns:
        Schema `analytics.schema.Removals`.

    Raises:
        AnalyticsError: If the reports cannot be read.
    """
    if timeline:
        stored = _beside(timeline, REMOVED)
        return Removals.create_empty() if stored is None else Removals.validate(stored)
    from analytics.reports import read_reports  # noqa: PLC0415  only where reports are read

    return read_reports(_found(reports_path), codebook=codebook).removed


def open_dropped(timeline: str, reports_path: str, codebook: Codebook) -> dy.DataFrame[DroppedTriggers]:
    """Return the triggers that became no record, for the timeline that a notebook's parameters ask for.

    Args:
        timeline: As in `open_timeline`; where they are not stored beside it, its reports are read for them.
        reports_path: As in `open_timeline`.
        codebook: The codebook in force.

    Returns:
        Schema `analytics.schema.DroppedTriggers`.

    Raises:
        AnalyticsError: If timeline or reports cannot be read.
    """
    stored = _beside(timeline, DROPPED) if timeline else None
    if stored is not None:
        return DroppedTriggers.validate(stored)
    from analytics.extraction.engine import dropped_triggers  # noqa: PLC0415  loads the gazetteer
    from analytics.reports import read_reports  # noqa: PLC0415  only where reports are read

    reports: pl.DataFrame = (
        _stored(timeline).reports if timeline else read_reports(_found(reports_path), codebook=codebook).reports
    )
    return dropped_triggers(reports, codebook=codebook)


def within(timeline: Timeline, first: dt.date | None, last: dt.date | None) -> Timeline:
    """Keep the reports of some days, both included, and what was read from them."""
    days = pl.lit(value=True)
    if first:
        days &= pl.col("date") >= first
    if last:
        days &= pl.col("date") <= last
    return Timeline.cast({name: frame.filter(days) for name, frame in timeline.to_dict().items()})


def _stored(folder: str) -> Timeline:
    from analytics.timelines import read_timeline  # noqa: PLC0415  a notebook needs one of the two ways

    return read_timeline(folder)


def _beside(folder: str, name: str) -> pl.DataFrame | None:
    """Return what is stored beside a timeline; null where it was stored without."""
    file = Path(folder) / name
    return pl.read_parquet(file) if file.is_file() else None


def _extracted(reports_path: str, codebook: Codebook) -> Timeline:
    reports = _found(reports_path)
    from analytics.reports import read_reports  # noqa: PLC0415  a notebook needs one of the two ways
    from analytics.scale.extracting import extract  # noqa: PLC0415  loads the gazetteer

    reading = read_reports(reports, codebook=codebook)
    return extract(reading.reports, codebook=codebook, corrections=reading.corrections)


def _found(reports_path: str) -> Path:
    """Find the reports from the notebook's folder, or from the folder above it where the kernel runs there."""
    given = Path(reports_path)
    from_root = Path(*(part for part in given.parts if part != ".."))
    for path in (given, from_root):
        if path.exists() and path != Path():
            return path
    raise NotebookError.at(
        "parameter reports_path",
        got=repr(reports_path),
        expected="a folder or file with reports",
        way_out="Give its path from the notebook's folder.",
    )


def _day(name: str, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotebookError.at(
            f"parameter {name}",
            got=repr(text),
            expected="a day such as 2023-07-01",
            way_out="Write it so, or leave it empty.",
        ) from error
