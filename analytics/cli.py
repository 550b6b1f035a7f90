"""The command line: ``analytics``, whose commands are the modules of ``analytics.commands``.

Exit codes: 0 all done, 1 failed, 2 wrong usage, 4 some reports were refused (they are listed) and the rest is done,
5 another export is at work in the same folder.
"""

from __future__ import annotations

from typing import Annotated

import typer

from analytics.commands import (
    checking,
    codebooks,
    converting,
    explaining,
    extraction,
    fetching,
    naming,
    pages,
    scheduling,
)
from analytics.process import own_the_process
from analytics.terminal import printable

__all__ = ["app", "main", "printable"]

app = typer.Typer(
    help="Reads daily war reports into attributed event timelines and exports offline HTML.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(epilog=fetching.EXAMPLES)(fetching.fetch)
app.command(epilog=extraction.EXAMPLES)(extraction.extract)
app.command(epilog=converting.EXAMPLES)(converting.convert)
app.command(epilog=pages.EXAMPLES)(pages.export)
app.command(epilog=scheduling.EXAMPLES)(scheduling.schedule)
app.command(epilog=explaining.EXAMPLES)(explaining.explain)
app.command(epilog=naming.EXAMPLES)(naming.places)
app.command(epilog=checking.EXAMPLES)(checking.check)
app.add_typer(codebooks.app, name="codebook")


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
  analytics fetch sources.toml --out my-reports        new reports from feeds and pages
  analytics schedule systemd my-reports --at 06:15     files that export every morning
  analytics extract my-reports > timeline.jsonl        records for other programs
  analytics convert timeline.jsonl --to acled          the same for those who read ACLED's columns
  analytics explain my-reports/2023-07-10.txt          why a report reads as it does
  analytics places Newton --near Oakham                why a name is that place
  analytics codebook new my-war                        a codebook of your own, to be filled in
  analytics check my-war                               what is missing in a codebook, or wrong

\b
Exit codes: 0 done, 1 failed, 2 wrong usage, 4 some reports refused (the rest is done), 5 another export is at work.""",
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
    own_the_process()
    app()
