"""``analytics check``: what may be wrong with a codebook."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from analytics.terminal import FAILED, Codebook, Debug, Json, counted, one_clear_message, printable, tell

__all__ = ["EXAMPLES", "check"]

EXAMPLES = """\b
Examples:
  analytics check                     the codebook that is meant where none is named
  analytics check --json              the same as a line of JSON
  analytics check my-war              a folder: what is missing in it, and what may be wrong

\b
Exit codes: 0 clean, 1 findings."""


def check(
    folder: Annotated[
        str | None, typer.Argument(help="A codebook's folder, or one that ships.", metavar="[NAME|DIR]")
    ] = None,
    *,
    codebook: Codebook = "default",
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Look for what is missing in a codebook, and for what may be wrong with it and its places.

    First what every codebook needs: a time zone, sides with colours, an actor for each, theaters. Once that is there:
    examples that do not fire and counter-examples that do, words said twice or shadowed, names of two bearers, entries
    without a source, places that are known already or hide a village, theaters with a gap or an overlap.
    """
    with one_clear_message(debug=debug):
        from analytics.checking import check_codebook  # noqa: PLC0415  heavy
        from analytics.codebook import load_codebook  # noqa: PLC0415  same

        book = load_codebook(folder or codebook)
        findings = check_codebook(book)
    if json_:
        rows = [
            {"file": f.file, "table": f.table, "entry": f.entry, "problem": f.problem, "way_out": f.way_out}
            for f in findings
        ]
        typer.echo(json.dumps({"findings": rows}))
    else:
        for finding in findings:
            typer.echo(printable(str(finding)).replace("\n", "\\n"))
        tell(f"{counted(len(findings), 'finding', 'findings')} in codebook {book.name}")
    if findings:
        raise typer.Exit(FAILED)
