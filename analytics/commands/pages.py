"""``analytics export``: reports to pages."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  typer reads the annotations at run time
import glob
import hashlib
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.commands.fetching import counts_of, fetched, tell_fetched
from analytics.errors import ExportError, ReportError
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
    store_counts,
    tell,
    tell_doubts,
    tell_refused,
    tell_store,
    tell_unfit,
)

if TYPE_CHECKING:
    from analytics.fetching.summary import FetchSummary
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
  analytics export daily --fetch sources.toml --out pages
  analytics export my-reports --notebook 02 --notebook my-own.ipynb --set name=value"""


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
    fetch: Annotated[
        str | None,
        typer.Option(help="Fetch what this file of sources names into PATH, one folder, before.", metavar="FILE"),
    ] = None,
    codebook: Codebook = "default",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="A parameter of the notebooks that have it; may be repeated.", metavar="NAME=VALUE"),
    ] = None,
    keep: Annotated[
        int,
        typer.Option(
            min=0,
            help="How many exports of different content archive/ keeps; 0: none, and no word of what changed.",
            metavar="N",
        ),
    ] = 14,
    images: Annotated[bool, typer.Option("--images", help="Draw each chart as SVG and PNG too.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Print each page to PDF too, by the system's Chromium.")] = False,
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
    store: Annotated[
        Path | None,
        typer.Option(
            help="Folder that keeps what each report gave: the next export reads only what is new. "
            "Default: one a folder of reports, among the user's caches.",
            metavar="DIR",
        ),
    ] = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Read all reports anew, and keep nothing.")] = False,
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Run the notebooks on reports and write offline HTML pages and an index.

    PATH is a folder, a file, a pattern, or a URL of any of these; - is standard input. Default: seeds.

    With --fetch, the export follows whatever the fetch brought; if no source could be read, the exit code is 1.

    A page that cannot be made is named and leaves that of the last run in its place. Two exports never work in one
    folder: the second leaves with exit code 5.
    """
    if since and until and until < since:
        raise typer.BadParameter("--until lies before --since.")
    if store is not None and no_store:
        raise typer.BadParameter("--store and --no-store exclude each other.")
    if fetch and (not paths or paths[0] == "-" or glob.has_magic(paths[0])):
        raise typer.BadParameter("--fetch needs a PATH: the folder that new reports go into; the first, of several.")
    with one_clear_message(debug=debug):
        from analytics.publishing import export as exported  # noqa: PLC0415  heavy

        brought = _brought(fetch, paths or [], codebook, quiet=json_)
        reports = paths or [_default_reports()]
        with progress_bars() as progress:
            made = exported(
                reports,
                notebooks=notebook or None,
                out=out,
                since=since.date() if since else None,
                until=until.date() if until else None,
                codebook=codebook,
                parameters=_parameters(set_ or []),
                keep=keep,
                images=images,
                pdf=pdf,
                window=window,
                quotes=quotes.value,
                rhythm=rhythm,
                store=None if no_store else store or _default_store(reports),
                progress=progress,
            )
        _tell_export(made, brought, as_json=json_)
    if made.failures or made.renditions.failures or (brought and brought.all_dead):
        raise typer.Exit(FAILED)
    if made.refused.height:
        raise typer.Exit(REFUSED)


def _brought(fetch: str | None, paths: list[str], codebook: str, *, quiet: bool) -> FetchSummary | None:
    """Fetch into the first path, and say what came; null where nothing is to be fetched."""
    if not fetch:
        return None
    brought = fetched(fetch, Path(paths[0]), codebook)
    if not quiet:
        tell_fetched(brought, Path(paths[0]))
    return brought


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


def _default_store(reports: list[str]) -> Path:
    """Return the store of an export that names none: one for each choice of folders, for nobody else to read."""
    import platformdirs  # noqa: PLC0415  only an export needs it

    roots = sorted({str(Path(given).resolve()) for given in reports})
    home = hashlib.sha256("\0".join(roots).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return platformdirs.user_cache_path("sitrep-analytics") / "stores" / home


def _parameters(given: list[str]) -> dict[str, str]:
    """Read NAME=VALUE; the notebooks' own defaults say what kind of value it is."""
    if bad := [text for text in given if not text.partition("=")[0].isidentifier() or "=" not in text]:
        raise ExportError.at(
            f"--set {bad[0]}", got="no NAME=VALUE", expected="a parameter's name and value", way_out="Write it so."
        )
    return {name: value for name, _, value in (text.partition("=") for text in given)}


def _tell_export(made: ExportSummary, brought: FetchSummary | None, *, as_json: bool) -> None:
    """Say where the pages are (standard output), and what failed or was refused (standard error)."""
    from analytics.extraction.correcting import unfit_lines  # noqa: PLC0415  heavy
    from analytics.publishing.changes import in_words  # noqa: PLC0415  same

    files = [*made.pages, made.index, *made.renditions.files]
    refused = made.refused.to_dicts()
    if as_json:
        failures = [{"page": f.name, "reason": str(f.stop), "kept": str(f.kept)} for f in made.failures]
        days = {"first": made.first.isoformat(), "newest": made.newest.isoformat()}
        told = {"pages": [str(page) for page in made.pages], "index": str(made.index), "failures": failures}
        done = {
            "archived": str(made.archived) if made.archived else None,
            "changes": made.changes,
            "renditions": [str(file) for file in made.renditions.files],
            "unmade": list(made.renditions.failures),
            "left_out": made.left_out,
            "doubts": list(made.doubts),
            "corrected": made.corrections["rows"].sum(),
            "unfit": unfit_lines(made.corrections),
            "store": None if made.tally is None else store_counts(made.tally),
        }
        fetch = {"fetch": counts_of(brought)} if brought else {}
        typer.echo(json.dumps({"reports": made.reports} | days | told | {"refused": refused} | done | fetch))
        return
    for file in files:
        typer.echo(printable(str(file)))
    rows = int(made.corrections["rows"].sum())
    corrected = f"; {counted(rows, 'row', 'rows')} corrected" if rows else ""
    earlier = f"; {made.left_out:,} earlier, only in the CSV files" if made.left_out else ""
    changed = f"; {words} against the export before" if (words := in_words(made.changes)) else ""
    tell(f"{counted(made.reports, 'report', 'reports')}, {made.first} to {made.newest}{earlier}{corrected}{changed}")
    if made.tally is not None:
        tell_store(store_counts(made.tally))
    for failure in (*made.failures, *made.renditions.failures):
        tell(f"failed: {failure}")
    tell_refused(refused)
    tell_doubts(made.doubts)
    tell_unfit(unfit_lines(made.corrections))
