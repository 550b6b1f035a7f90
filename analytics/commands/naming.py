"""``analytics places``: which place a name means, and why."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from analytics.terminal import Codebook, Debug, one_clear_message

__all__ = ["EXAMPLES", "places"]

EXAMPLES = """\b
Examples:
  analytics places Oakham
  analytics places Newton --near Oakham --near Melton
  analytics places "Oakham dam" --date 2023-06-06"""


def places(
    name: Annotated[str, typer.Argument(help="As a report writes it.", metavar="NAME")],
    *,
    near: Annotated[
        list[str] | None, typer.Option(help="A place that the same paragraph names; may be repeated.", metavar="NAME")
    ] = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(
            help="The report's day, as 2023-07-10: theaters depend on it. Default: the last they know.",
            formats=["%Y-%m-%d"],
            metavar="DAY",
        ),
    ] = None,
    codebook: Codebook = "default",
    debug: Debug = False,
) -> None:
    """Show the places that a name may mean, and which of them a report would mean by it, alone and with others near."""
    with one_clear_message(debug=debug):
        from analytics.explanations import explain_name  # noqa: PLC0415  heavy

        day = date.date() if date else dt.date.max - dt.timedelta(days=1)
        typer.echo(str(explain_name(name, date=day, near=near or (), codebook=codebook)))
