"""``analytics schedule``: files that run an export every day."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  typer reads the annotations at run time
import glob
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analytics.terminal import Codebook, Debug, one_clear_message, tell

__all__ = ["EXAMPLES", "schedule"]

EXAMPLES = """\b
Examples:
  analytics schedule systemd daily --at 06:15 --write ~/.config/systemd/user
  analytics schedule systemd daily --fetch sources.toml --out pages
  analytics schedule cron daily --at 06:15 --zone Pacific/Auckland
  analytics schedule github daily --write .github/workflows"""


class Scheduler(StrEnum):
    """What runs the export."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"


def schedule(
    scheduler: Annotated[Scheduler, typer.Argument(hidden=True, metavar="systemd|cron|github")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", hidden=True),  # told in the text: a list would be called <list[str]>
    ] = None,
    *,
    at: Annotated[dt.datetime, typer.Option(help="Time of day.", formats=["%H:%M"], metavar="HH:MM")] = "06:15",  # type: ignore[assignment]  # typer reads the text
    zone: Annotated[
        str | None, typer.Option(help="Zone of that time. Default: the codebook's.", metavar="NAME")
    ] = None,
    fetch: Annotated[
        str | None,
        typer.Option(help="Fetch what this file of sources names into PATH before each export.", metavar="FILE"),
    ] = None,
    out: Annotated[str, typer.Option(help="Folder for the pages.", metavar="DIR")] = "reports",
    folder: Annotated[
        Path | None, typer.Option(help="Where the export runs. Default: this folder.", metavar="DIR")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="Write the files into this folder instead of printing them.", metavar="DIR")
    ] = None,
    codebook: Codebook = "default",
    debug: Debug = False,
) -> None:
    """Print the files that make systemd, cron or GitHub Actions export every day.

    PATH is what `analytics export` takes, seen from the folder where it runs. Default: seeds.

    Nothing is installed: each file says where it belongs. A path that a scheduler could misread is refused.
    """
    if fetch and (not paths or paths[0] == "-" or glob.has_magic(paths[0])):
        raise typer.BadParameter("--fetch needs a PATH: the folder that new reports go into; the first, of several.")
    with one_clear_message(debug=debug):
        from analytics.codebook import load_codebook  # noqa: PLC0415  heavy
        from analytics.schedules import Job, listed, schedule_files  # noqa: PLC0415  same
        from analytics.writing import write_beside  # noqa: PLC0415  same

        job = Job(
            at=at.time(),
            zone=zone or str(load_codebook(codebook).settings["timezone"]),
            paths=tuple(paths or ["seeds"]),
            out=out,
            folder=str((folder or Path()).absolute()),
            program=(sys.executable, "-m", "analytics"),
            codebook=codebook,
            fetch=fetch or "",
        )
        files = schedule_files(scheduler.value, job)
        if write is None:
            typer.echo(listed(files.items()), nl=False)
            return
        write.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            write_beside(write / name, text.encode())
            tell(f"written: {write / name}")
