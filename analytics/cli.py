"""The command line: ``analytics extract``, ``analytics export``.

Records go to standard output, everything else to standard error. Exit codes: 0 all done, 1 failed, 2 wrong usage,
4 some reports were refused (they are listed) and the rest is done. Report text never reaches the terminal raw.
Heavy libraries load inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003  typer reads the annotations at run time
import json
import sys
import unicodedata
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.publishing import ExportSummary
    from analytics.publishing.runner import Progress

__all__ = ["app", "main", "printable"]

FAILED, REFUSED, STOPPED = 1, 4, 130
_SHOWN = 20
_DAY = "%Y-%m-%d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, marks that reorder text, half characters, line ends

app = typer.Typer(
    help="Reads daily war reports into attributed event timelines and exports offline HTML.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What a timeline is written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"


Json = Annotated[bool, typer.Option("--json", help="Sum up in one line of JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Codebook = Annotated[str, typer.Option(help="A codebook that ships, or a folder.", metavar="NAME|DIR")]


def printable(text: str) -> str:
    r"""Spell out what a terminal would obey or hide: ESC becomes ``\x1b``; line ends stay."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _HIDDEN else ascii(char)[1:-1] for char in text
    )


def _tell(text: str) -> None:
    typer.echo(printable(text), err=True)


@contextmanager
def _one_clear_message(*, debug: bool) -> Iterator[None]:
    """Turn an error into one message and exit code 1, unless the traceback is asked for."""
    from analytics.errors import AnalyticsError  # noqa: PLC0415  keeps --help fast

    try:
        yield
    except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        _tell("stopped")
        raise typer.Exit(STOPPED) from None
    except AnalyticsError as error:
        _fail(str(error), debug=debug)
    except Exception as error:  # noqa: BLE001  the last resort before a traceback
        _fail(f"unexpected {type(error).__name__}: {error}\nRun it again with --debug for the traceback.", debug=debug)


def _fail(message: str, *, debug: bool) -> NoReturn:
    if debug:
        raise  # noqa: PLE0704  called from the handlers above
    _tell(f"error: {message}")
    raise typer.Exit(FAILED) from None


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Give a callback for (name, done, total) that draws a bar a name on a terminal; null elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  heavy
    from rich.markup import escape  # noqa: PLC0415  same
    from rich.progress import Progress as Bars  # noqa: PLC0415  same

    bars: dict[str, Any] = {}
    with Bars(console=Console(stderr=True), transient=True) as shown:

        def advance(name: str, done: int, total: int) -> None:
            if name not in bars:
                bars[name] = shown.add_task(escape(printable(name)), total=total)
            shown.update(bars[name], completed=done, total=total)

        yield advance


def _tell_refused(rows: Sequence[Mapping[str, Any]]) -> None:
    """List refused reports for people, a line each."""
    if rows:
        _tell(f"{len(rows)} refused:")
    for row in rows[:_SHOWN]:
        where = row["file"] if row["line"] is None else f"{row['file']}, line {row['line']}"
        _tell("  " + f"{where}: {row['found']}; expected {row['expected']}. {row['way_out']}".replace("\n", "\\n"))
    if len(rows) > _SHOWN:
        _tell(f"  and {len(rows) - _SHOWN} more: --json lists them all")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


@app.command(
    epilog="""\b
Examples:
  analytics extract seeds > timeline.jsonl
  analytics extract 'reports/2023-07-*.txt' --format parquet --out timeline
  pbpaste | analytics extract - --date 2023-07-10""",
)
def extract(
    paths: Annotated[
        list[str], typer.Argument(help="Folders, files, patterns; - is standard input.", metavar="PATH...")
    ],
    *,
    format: Annotated[Format, typer.Option(help="jsonl: a record a line; parquet, csv: four files.")] = Format.JSONL,  # noqa: A002
    out: Annotated[
        Path | None, typer.Option(help="File (jsonl) or folder (parquet, csv). Default: standard output.")
    ] = None,
    date: Annotated[str | None, typer.Option(help="The day of every report, as 2023-07-10.")] = None,
    source: Annotated[str | None, typer.Option(help="The source of every report.")] = None,
    codebook: Codebook = "ukraine",
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Read reports into a timeline: reports, place mentions, claims, diplomatic acts.

    Reports are .txt and .md files, or rows of .jsonl, .csv and .parquet with the columns date and text (optional:
    report_id, source, title). NAME.toml beside NAME.txt tells its date, source, title, origin.
    """
    if out is None and format is not Format.JSONL:
        raise typer.BadParameter(f"--format {format} writes four files: name a folder by --out.")
    with _one_clear_message(debug=debug):
        from analytics.extraction.engine import extract as extracted  # noqa: PLC0415  heavy
        from analytics.reports import read_reports  # noqa: PLC0415  same
        from analytics.timelines import timeline_jsonl, write_timeline  # noqa: PLC0415  same

        reading = read_reports(paths, date=date, source=source, codebook=codebook)
        with _progress() as progress:
            timeline = extracted(
                reading.reports, codebook=codebook, progress=partial(progress, "reports") if progress else None
            )
        if out is None:
            sys.stdout.buffer.writelines(timeline_jsonl(timeline))
            sys.stdout.buffer.flush()
        else:
            write_timeline(timeline, out, format.value)
        refused = reading.refused.to_dicts()
        summary = {
            "reports": timeline.reports.height,
            "mentions": timeline.mentions.height,
            "claims": timeline.claims.get_column("event_id").n_unique(),
            "diplomacy": timeline.diplomacy.height,
            "out": "-" if out is None else str(out),
            "refused": refused,
            "skipped": list(reading.skipped),
        }
        if json_:
            typer.echo(json.dumps(summary), err=out is None)
        else:
            _tell(_extracted_text(summary))
            _tell_refused(refused)
    if refused:
        raise typer.Exit(REFUSED)


def _extracted_text(summary: Mapping[str, Any]) -> str:
    counts = (
        _counted(summary["reports"], "report", "reports"),
        _counted(summary["mentions"], "place mention", "place mentions"),
        _counted(summary["claims"], "claim", "claims"),
        _counted(summary["diplomacy"], "diplomatic act", "diplomatic acts"),
    )
    skipped = f"; skipped: {', '.join(summary['skipped'][:_SHOWN])}" if summary["skipped"] else ""
    return ", ".join(counts) + ("" if summary["out"] == "-" else f" in {summary['out']}") + skipped


@app.command(
    epilog="""\b
Examples:
  analytics export
  analytics export my-reports --since 2023-07-03 --until 2023-07-09 --out pages
  analytics export my-reports --notebook 02 --notebook my-own.ipynb""",
)
def export(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Folders, files, patterns; - is standard input. Default: seeds/.", metavar="[PATH...]"),
    ] = None,
    *,
    notebook: Annotated[
        list[str] | None,
        typer.Option(help="A name, its beginning, or a file; may be repeated. Default: all that ship."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("reports"),
    since: Annotated[dt.datetime | None, typer.Option(help="First day of reports.", formats=[_DAY])] = None,
    until: Annotated[dt.datetime | None, typer.Option(help="Last day of reports.", formats=[_DAY])] = None,
    codebook: Codebook = "ukraine",
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Run the notebooks on reports and write offline HTML pages and an index.

    A page that cannot be made is named and leaves that of the last run in its place.
    """
    if since and until and until < since:
        raise typer.BadParameter("--until lies before --since.")
    with _one_clear_message(debug=debug):
        from analytics.publishing import export as exported  # noqa: PLC0415  heavy

        with _progress() as progress:
            made = exported(
                paths or ["seeds"],
                notebooks=notebook or None,
                out=out,
                since=since.date() if since else None,
                until=until.date() if until else None,
                codebook=codebook,
                progress=progress,
            )
        _tell_export(made, as_json=json_)
    if made.failures:
        raise typer.Exit(FAILED)
    if made.refused.height:
        raise typer.Exit(REFUSED)


def _tell_export(made: ExportSummary, *, as_json: bool) -> None:
    """Say where the pages are (standard output), and what failed or was refused (standard error)."""
    pages = [*made.pages, made.index]
    refused = made.refused.to_dicts()
    if as_json:
        failures = [{"page": f.name, "reason": str(f.stop), "kept": str(f.kept)} for f in made.failures]
        days = {"first": made.first.isoformat(), "newest": made.newest.isoformat()}
        told = {"pages": [str(page) for page in made.pages], "index": str(made.index), "failures": failures}
        typer.echo(json.dumps({"reports": made.reports} | days | told | {"refused": refused}))
        return
    for page in pages:
        typer.echo(printable(str(page)))
    _tell(f"{_counted(made.reports, 'report', 'reports')}, {made.first} to {made.newest}")
    for failure in made.failures:
        _tell(f"failed: {failure}")
    _tell_refused(refused)


def _version(asked: bool) -> None:  # noqa: FBT001  typer's callback
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  keeps --help fast

        typer.echo(f"analytics {version('sitrep-analytics')}")
        raise typer.Exit


@app.callback(
    epilog="""\b
Examples:
  analytics export                                     the reports in seeds/ to pages in reports/
  analytics export my-reports --since 2023-07-03       a week's pages
  analytics extract my-reports > timeline.jsonl        records for other programs

\b
Exit codes: 0 done, 1 failed, 2 wrong usage, 4 some reports refused (the rest is done).""",
)
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads daily war reports into attributed event timelines and exports offline HTML."""


def main() -> None:
    """Run the command line (the console script ``analytics``)."""
    app()
