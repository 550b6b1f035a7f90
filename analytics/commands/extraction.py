"""``analytics extract``: reports to records."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path  # noqa: TC003  typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.terminal import (
    REFUSED,
    SHOWN,
    Codebook,
    Debug,
    Json,
    counted,
    one_clear_message,
    progress_bars,
    tell,
    tell_doubts,
    tell_refused,
    tell_unfit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.scale.reader import Tally

__all__ = ["EXAMPLES", "extract"]

EXAMPLES = """\b
Examples:
  analytics extract seeds > timeline.jsonl
  analytics extract 'reports/2023-07-*.txt' --format parquet --out timeline
  analytics extract archive --store kept --workers 4 > timeline.jsonl
  analytics extract - --date 2023-07-10 < report.txt"""


class Format(StrEnum):
    """What a timeline is written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option(help="jsonl: a record a line; parquet, csv: four files.")]


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", hidden=True),  # told in the text: a list would be called <list[str]>
    ],
    *,
    format: FormatOption = Format.JSONL,  # noqa: A002  the word of the command line
    out: Annotated[
        Path | None,
        typer.Option(help="File (jsonl) or folder (parquet, csv). Default: standard output.", metavar="FILE|DIR"),
    ] = None,
    date: Annotated[str | None, typer.Option(help="The day of every report, as 2023-07-10.", metavar="DAY")] = None,
    source: Annotated[str | None, typer.Option(help="The source of every report.", metavar="NAME")] = None,
    codebook: Codebook = "default",
    store: Annotated[
        Path | None,
        typer.Option(
            help="Folder that keeps what each report gave: the next run reads only what is new.", metavar="DIR"
        ),
    ] = None,
    sweep: Annotated[
        bool,
        typer.Option("--sweep", help="Take from the store what older versions of the codebook and the program left."),
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="How many processes read.", metavar="N")] = 1,
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Read reports into a timeline: reports, place mentions, claims, diplomatic acts.

    PATH is a folder, a file or a pattern; - is standard input. Reports are .txt and .md files, or rows of .jsonl, .csv
    and .parquet with the columns date and text (optional: report_id, source, title). NAME.toml beside NAME.txt tells
    its date, source, title, origin. A corrections.toml beside the reports is applied last.
    """
    if out is None and format is not Format.JSONL:
        raise typer.BadParameter(f"--format {format} writes four files: name a folder by --out.")
    if sweep and store is None:
        raise typer.BadParameter("--sweep sweeps a store: name it by --store.")
    with one_clear_message(debug=debug):
        from analytics.codebook import load_codebook  # noqa: PLC0415  heavy
        from analytics.extraction.correcting import apply_corrections  # noqa: PLC0415  same
        from analytics.extraction.corrections import read_corrections  # noqa: PLC0415  same
        from analytics.extraction.engine import extract as extracted  # noqa: PLC0415  same
        from analytics.reports import read_reports  # noqa: PLC0415  same
        from analytics.scale import Reader  # noqa: PLC0415  same
        from analytics.timelines import timeline_jsonl, write_timeline  # noqa: PLC0415  same

        reading = read_reports(paths, date=date, source=source, codebook=codebook)
        corrections = read_corrections(reading.corrections)
        reader = Reader(store, workers, sweep)
        with progress_bars() as progress:
            timeline = extracted(
                reading.reports,
                codebook=codebook,
                progress=partial(progress, "reports") if progress else None,
                read=None if store is None and workers == 1 else reader,
            )
        corrected = apply_corrections(timeline, corrections, load_codebook(codebook))
        timeline = corrected.timeline
        if out is None:
            sys.stdout.buffer.writelines(timeline_jsonl(timeline))
            sys.stdout.buffer.flush()
        else:
            write_timeline(timeline, out, format.value)
        refused = [*reading.refused.to_dicts(), *reader.tally.aside.to_dicts()]
        kept = None if store is None else _store_counts(reader.tally)
        summary = {
            "reports": timeline.reports.height,
            "mentions": timeline.mentions.height,
            "claims": timeline.claims.get_column("event_id").n_unique(),
            "diplomacy": timeline.diplomacy.height,
            "out": "-" if out is None else str(out),
            "refused": refused,
            "doubts": list(reading.doubts),
            "skipped": list(reading.skipped),
            "corrected": corrected.outcomes["rows"].sum(),
            "unfit": corrected.unfit(),
            "store": kept,
        }
        if json_:
            typer.echo(json.dumps(summary), err=out is None)
        else:
            tell(_extracted_text(summary))
            if kept is not None:
                tell(_store_text(kept))
            tell_refused(refused)
            tell_doubts(reading.doubts)
            tell_unfit(corrected.unfit())
    if refused:
        raise typer.Exit(REFUSED)


def _extracted_text(summary: Mapping[str, Any]) -> str:
    counts = (
        counted(summary["reports"], "report", "reports"),
        counted(summary["mentions"], "place mention", "place mentions"),
        counted(summary["claims"], "claim", "claims"),
        counted(summary["diplomacy"], "diplomatic act", "diplomatic acts"),
    )
    corrected = f"; {counted(summary['corrected'], 'row', 'rows')} corrected" if summary["corrected"] else ""
    skipped = f"; skipped: {', '.join(summary['skipped'][:SHOWN])}" if summary["skipped"] else ""
    return ", ".join(counts) + ("" if summary["out"] == "-" else f" in {summary['out']}") + corrected + skipped


def _store_counts(tally: Tally) -> dict[str, int]:
    return {"stored": tally.stored, "read": tally.read, "broken": tally.broken, "swept": tally.swept}


def _store_text(counts: Mapping[str, int]) -> str:
    reports = counted(counts["stored"] + counts["read"], "report", "reports")
    broken = f", {counts['broken']:,} of them because the file in the store was broken" if counts["broken"] else ""
    swept = f"; {counted(counts['swept'], 'file', 'files')} swept" if counts["swept"] else ""
    return f"{reports}: {counts['stored']:,} from the store, {counts['read']:,} read{broken}{swept}"
