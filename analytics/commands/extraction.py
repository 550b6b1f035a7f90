"""``analytics extract``: reports to records."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.formats import formats
from analytics.terminal import (
    REFUSED,
    SHOWN,
    Codebook,
    Debug,
    Json,
    counted,
    one_clear_message,
    progress_bars,
    store_counts,
    tell,
    tell_doubts,
    tell_losses,
    tell_refused,
    tell_store,
    tell_unfit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from analytics import codebook as codebooks
    from analytics.publishing.runner import Progress
    from analytics.reports.gathering import Gathered
    from analytics.scale.crew import Worker
    from analytics.scale.reader import Reader
    from analytics.schema import Timeline
    from analytics.timelines.writing import Writer

__all__ = ["EXAMPLES", "extract"]

EXAMPLES = """\b
Examples:
  analytics extract seeds > timeline.jsonl
  analytics extract 'reports/2023-07-*.txt' --format parquet --out timeline
  analytics extract archive --store kept --workers 4 > timeline.jsonl
  analytics extract archive --dask tcp://127.0.0.1:8786 > timeline.jsonl
  analytics extract - --date 2023-07-10 < report.txt"""


class Format(StrEnum):
    """What a timeline is written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"
    GEOJSON = "geojson"


FormatOption = Annotated[
    Format,
    typer.Option(help="jsonl: a record a line; parquet, csv: four files; geojson: claims and mentions as points."),
]


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", hidden=True),  # told in the text: a list would be called <list[str]>
    ],
    *,
    format: FormatOption = Format.JSONL,  # noqa: A002  the word of the command line
    out: Annotated[
        str | None,
        typer.Option(
            help="File (jsonl, geojson) or folder (parquet, csv), or its URL. Default: standard output.",
            metavar="FILE|DIR",
        ),
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
    dask: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler, whose cluster reads: tcp://HOST:8786.", metavar="ADDRESS"),
    ] = None,
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Read reports into a timeline: reports, place mentions, claims, diplomatic acts.

    PATH is a folder, a file, a pattern, or a URL of any of these; - is standard input. Reports are .txt, .md, .html,
    .pdf, .docx and .eml files, the messages of a Telegram export (.json), or rows of .jsonl, .csv and .parquet with the
    columns date and text (optional: report_id, source, title). NAME.toml beside NAME.txt tells its date, source, title,
    origin. A corrections.toml beside the reports is applied last.
    """
    if out is None and format in {Format.PARQUET, Format.CSV}:
        raise typer.BadParameter(f"--format {format} writes four files: name a folder by --out.")
    if sweep and store is None:
        raise typer.BadParameter("--sweep sweeps a store: name it by --store.")
    if dask is not None and workers != 1:
        raise typer.BadParameter("--dask and --workers exclude each other.")
    from analytics.scale.crew import hired  # noqa: PLC0415  --help needs no processes

    with one_clear_message(debug=debug), hired(workers) as crew:
        from analytics.reports.gathering import gather  # noqa: PLC0415  heavy
        from analytics.scale.reader import Reader  # noqa: PLC0415  same

        book = _equipped(crew, codebook)
        with (
            _client(dask) as client,
            gather(paths, date=date, source=source, codebook=codebook) as gathered,
            progress_bars() as progress,
            _writer(out, format, codebook) as writer,
        ):
            reader = Reader(store, workers, sweep, client, crew=crew)
            summary = _extracted(gathered, reader, book, writer.add, progress)
        summary |= {
            "out": out or "-",
            "store": None if store is None else store_counts(reader.tally),
            "left_out": writer.left_out,
        }
        summary["refused"] += reader.tally.aside.to_dicts()
        if json_:
            typer.echo(json.dumps(summary), err=out is None)
        else:
            _tell(summary, formats()[format.value].losses)
    if summary["refused"]:
        raise typer.Exit(REFUSED)


def _equipped(crew: Iterable[Worker], codebook: str) -> codebooks.Codebook:
    """Load the codebook, and send it to the processes."""
    from analytics.codebook import load_codebook  # noqa: PLC0415  heavy

    book = load_codebook(codebook)
    for worker in crew:
        worker.equip(book)
    return book


def _client(address: str | None) -> AbstractContextManager[Any]:
    """Give a client of the cluster, if there is one."""
    if address is None:
        return nullcontext()
    from analytics.scale.cluster import connected  # noqa: PLC0415  needs a library that few have

    return connected(address)


@contextmanager
def _writer(out: str | None, format: Format, codebook: str) -> Iterator[Writer]:  # noqa: A002  the word of the command line
    """Give a writer of the timeline: to a file, elsewhere, or to standard output."""
    from analytics.remote import is_url, sent  # noqa: PLC0415  heavy
    from analytics.timelines import timeline_writer  # noqa: PLC0415  same

    if out is not None and is_url(out):
        with TemporaryDirectory() as folder:
            made = Path(folder) / "timeline"
            with timeline_writer(made, format.value, codebook) as writer:
                yield writer
            sent(made, out)
        return
    with timeline_writer(out or sys.stdout.buffer, format.value, codebook) as writer:
        yield writer
    sys.stdout.buffer.flush()


def _extracted(
    gathered: Gathered,
    reader: Reader,
    book: codebooks.Codebook,
    write: Callable[[Timeline], None],
    progress: Progress | None,
) -> dict[str, Any]:
    """Read reports a few at a time, correct and write what they give, and sum up."""
    from analytics.extraction.correcting import apply_corrections, joined_outcomes, unfit_lines  # noqa: PLC0415  heavy
    from analytics.extraction.corrections import read_corrections  # noqa: PLC0415  same
    from analytics.scale.shards import cut  # noqa: PLC0415  same

    wanted = read_corrections(gathered.corrections)
    counts = dict.fromkeys(("reports", "mentions", "claims", "diplomacy"), 0)
    shards = (gathered.reports(start, stop) for start, stop in cut(gathered.index.get_column("size")))
    done, outcomes = 0, []
    for piece in reader.pieces(shards, codebook=book):
        corrected = apply_corrections(piece.timeline, wanted, book, reports=gathered.index)
        write(corrected.timeline)
        outcomes.append(corrected.outcomes)
        done += piece.given
        if progress is not None:
            progress("reports", done, gathered.index.height)
        for name in counts:
            frame = getattr(corrected.timeline, name)
            counts[name] += frame.get_column("event_id").n_unique() if name == "claims" else frame.height
    became = joined_outcomes(outcomes, wanted)
    return counts | {
        "refused": gathered.refused.to_dicts(),
        "doubts": list(gathered.doubts),
        "skipped": list(gathered.skipped),
        "removed": int(gathered.removed["n"].sum()),
        "corrected": became["rows"].sum(),
        "unfit": unfit_lines(became),
    }


def _tell(summary: Mapping[str, Any], losses: Sequence[str]) -> None:
    tell(_extracted_text(summary))
    tell_losses(summary["left_out"], losses)
    if summary["store"] is not None:
        tell_store(summary["store"])
    tell_refused(summary["refused"])
    tell_doubts(summary["doubts"])
    tell_unfit(summary["unfit"])


def _extracted_text(summary: Mapping[str, Any]) -> str:
    counts = (
        counted(summary["reports"], "report", "reports"),
        counted(summary["mentions"], "place mention", "place mentions"),
        counted(summary["claims"], "claim", "claims"),
        counted(summary["diplomacy"], "diplomatic act", "diplomatic acts"),
    )
    corrected = f"; {counted(summary['corrected'], 'row', 'rows')} corrected" if summary["corrected"] else ""
    removed = (
        f"; {counted(summary['removed'], 'piece', 'pieces')} of boilerplate left out" if summary["removed"] else ""
    )
    skipped = f"; skipped: {', '.join(summary['skipped'][:SHOWN])}" if summary["skipped"] else ""
    return (
        ", ".join(counts) + ("" if summary["out"] == "-" else f" in {summary['out']}") + corrected + removed + skipped
    )
