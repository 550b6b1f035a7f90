"""``analytics export``: reports to pages."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  typer reads the annotations at run time
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.errors import ReportError
from analytics.terminal import (
    FAILED,
    REFUSED,
    Codebook,
    Debug,
    Json,
    counted,
    one_clear_message,
    printable,
    progress_bars,
    tell,
    tell_doubts,
    tell_refused,
    tell_unfit,
)

if TYPE_CHECKING:
    from analytics.publishing import ExportSummary

__all__ = ["EXAMPLES", "export"]

_DAY = "%Y-%m-%d"
_SEEDS = "seeds"


class Quotes(StrEnum):
    """What ``--quotes`` takes: the values of `analytics.charts.quotes.Quotes`."""

    NONE = "none"
    SHORT = "short"
    FULL = "full"


EXAMPLES = """\b
Examples:
  analytics export
  analytics export my-reports --since 2023-07-03 --until 2023-07-09 --out pages
  analytics export my-reports --notebook 02 --notebook my-own.ipynb"""


def export(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", hidden=True),  # told in the text: a list would be called <list[str]>
    ] = None,
    *,
    notebook: Annotated[
        list[str] | None,
        typer.Option(
            help="A name, its beginning, or a file; may be repeated. Default: all that ship.", metavar="NAME|FILE"
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the pages.", metavar="DIR")] = Path("reports"),
    since: Annotated[
        dt.datetime | None, typer.Option(help="First day of reports, as 2023-07-03.", formats=[_DAY], metavar="DAY")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option(help="Last day of reports, which counts too.", formats=[_DAY], metavar="DAY")
    ] = None,
    codebook: Codebook = "ukraine",
    window: Annotated[
        int | None,
        typer.Option(help="Days of reports in a page, back from the newest; 0 for all. Default: 35.", metavar="DAYS"),
    ] = None,
    quotes: Annotated[
        Quotes, typer.Option(help="How much of a publisher's sentence to show; short: the words that fired, and near.")
    ] = Quotes.SHORT,
    rhythm: Annotated[
        int | None,
        typer.Option(help="Days within which a report is promised; 0 for no promise. Default: 3.", metavar="DAYS"),
    ] = None,
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Run the notebooks on reports and write offline HTML pages and an index.

    PATH is a folder, a file or a pattern; - is standard input. Default: seeds.

    A page that cannot be made is named and leaves that of the last run in its place.
    """
    if since and until and until < since:
        raise typer.BadParameter("--until lies before --since.")
    with one_clear_message(debug=debug):
        from analytics.publishing import export as exported  # noqa: PLC0415  heavy

        with progress_bars() as progress:
            made = exported(
                paths or [_default_reports()],
                notebooks=notebook or None,
                out=out,
                since=since.date() if since else None,
                until=until.date() if until else None,
                codebook=codebook,
                window=window,
                quotes=quotes.value,
                rhythm=rhythm,
                progress=progress,
            )
        _tell_export(made, as_json=json_)
    if made.failures:
        raise typer.Exit(FAILED)
    if made.refused.height:
        raise typer.Exit(REFUSED)


def _default_reports() -> str:
    """Return the folder that an export reads where none is named."""
    if not Path(_SEEDS).exists():
        raise ReportError.at(
            _SEEDS,
            got="no such folder here",
            expected="reports",
            way_out="Name a folder with reports: analytics export my-reports",
        )
    return _SEEDS


def _tell_export(made: ExportSummary, *, as_json: bool) -> None:
    """Say where the pages are (standard output), and what failed or was refused (standard error)."""
    from analytics.extraction.correcting import unfit_lines  # noqa: PLC0415  heavy

    pages = [*made.pages, made.index]
    refused = made.refused.to_dicts()
    if as_json:
        failures = [{"page": f.name, "reason": str(f.stop), "kept": str(f.kept)} for f in made.failures]
        days = {"first": made.first.isoformat(), "newest": made.newest.isoformat()}
        told = {"pages": [str(page) for page in made.pages], "index": str(made.index), "failures": failures}
        done = {
            "left_out": made.left_out,
            "doubts": list(made.doubts),
            "corrected": made.corrections["rows"].sum(),
            "unfit": unfit_lines(made.corrections),
        }
        typer.echo(json.dumps({"reports": made.reports} | days | told | {"refused": refused} | done))
        return
    for page in pages:
        typer.echo(printable(str(page)))
    rows = int(made.corrections["rows"].sum())
    corrected = f"; {counted(rows, 'row', 'rows')} corrected" if rows else ""
    earlier = f"; {made.left_out:,} earlier, only in the CSV files" if made.left_out else ""
    tell(f"{counted(made.reports, 'report', 'reports')}, {made.first} to {made.newest}{earlier}{corrected}")
    for failure in made.failures:
        tell(f"failed: {failure}")
    tell_refused(refused)
    tell_doubts(made.doubts)
    tell_unfit(unfit_lines(made.corrections))
