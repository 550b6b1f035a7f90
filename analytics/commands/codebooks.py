"""``analytics codebook``: codebooks of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analytics.terminal import Debug, one_clear_message, printable, tell

__all__ = ["app"]

app = typer.Typer(
    help="Make codebooks of your own: what a war's parties, theaters and places are.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_EXAMPLES = """\b
Examples:
  analytics codebook new my-war              the folder my-war, to be filled in
  analytics check my-war                     what is missing in it
  analytics export reports --codebook my-war"""


@app.callback()
def _group() -> None:
    """Make codebooks of your own: what a war's parties, theaters and places are."""


@app.command(epilog=_EXAMPLES)
def new(
    name: Annotated[str, typer.Argument(help="Small letters, digits, - and _.", metavar="NAME")],
    *,
    parent: Annotated[Path, typer.Option("--in", help="Where the folder is made.", metavar="DIR")] = Path(),
    debug: Debug = False,
) -> None:
    """Make a codebook's folder, to be filled in: each file says what is required and shows examples.

    The English grammar and the world's states are inherited. `analytics check` says what is missing.
    """
    with one_clear_message(debug=debug):
        from analytics.codebook.scaffolding import scaffold  # noqa: PLC0415  keeps --help fast

        written = scaffold(name, parent)
    for path in written:
        typer.echo(printable(str(path)))
    tell(f"fill them in, codebook.toml first; `analytics check {written[0].parent}` says what is missing")
