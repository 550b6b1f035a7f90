"""``analytics explain``: a report with its marks, records and reasons."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.terminal import (
    REFUSED,
    Codebook,
    Debug,
    one_clear_message,
    printable,
    tell_doubts,
    tell_refused,
    tell_unfit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.explanations import Explanation

__all__ = ["EXAMPLES", "explain"]

EXAMPLES = """\b
Examples:
  analytics explain report.txt
  analytics explain report.txt --sentence 3
  analytics explain - --date 2023-07-10 < report.txt"""

_STYLES = {"claim": "bold red", "act": "bold cyan", "place": "green", "dropped": "yellow", "cue": "magenta"}


def explain(
    file: Annotated[str, typer.Argument(help="A file of reports; - is standard input.", metavar="FILE")],
    *,
    date: Annotated[str | None, typer.Option(help="The day of the report, as 2023-07-10.", metavar="DAY")] = None,
    sentence: Annotated[
        int | None, typer.Option(help="This sentence only, by the number before it.", min=0, metavar="N")
    ] = None,
    codebook: Codebook = "default",
    debug: Debug = False,
) -> None:
    """Show how a report is read: places, claims, acts and cues in its text, and below each sentence the reasons.

    Words of a claim that became no record are marked too, with the reason. Colours are for a terminal only.
    """
    with one_clear_message(debug=debug):
        from analytics.codebook import load_codebook  # noqa: PLC0415  heavy
        from analytics.explanations import explain_timeline  # noqa: PLC0415  same
        from analytics.extraction.correcting import apply_corrections  # noqa: PLC0415  same
        from analytics.extraction.corrections import read_corrections  # noqa: PLC0415  same
        from analytics.extraction.engine import extract_fully  # noqa: PLC0415  same
        from analytics.reports import read_reports  # noqa: PLC0415  same

        book = load_codebook(codebook)
        reading = read_reports([file], date=date, codebook=book)
        wanted = read_corrections(reading.corrections)
        timeline, dropped = extract_fully(reading.reports, codebook=book)
        corrected = apply_corrections(timeline, wanted, book)
        shown = _chosen(list(explain_timeline(corrected.timeline, dropped, book)), sentence)
        for number, explanation in enumerate(shown):
            if number:
                typer.echo("")
            _show(explanation)
        refused = reading.refused.to_dicts()
        tell_refused(refused)
        tell_doubts(reading.doubts)
        tell_unfit(corrected.unfit())
    if refused:
        raise typer.Exit(REFUSED)


def _chosen(explanations: Sequence[Explanation], sentence: int | None) -> list[Explanation]:
    if sentence is None:
        return list(explanations)
    some = [e.only(sentence) for e in explanations if any(s.number == sentence for s in e.sentences)]
    if not some:
        most = max(len(e.sentences) for e in explanations)
        raise typer.BadParameter(f"--sentence {sentence}: the report has the sentences 0 to {most - 1}.")
    return some


def _show(explanation: Explanation) -> None:
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        _show_coloured(explanation)
    else:
        typer.echo(str(explanation))


def _show_coloured(explanation: Explanation) -> None:
    from rich.console import Console  # noqa: PLC0415  heavy
    from rich.text import Text  # noqa: PLC0415  same

    from analytics.explanations.model import detail_lines, legend  # noqa: PLC0415  same

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(printable(explanation.head), style="bold"))
    console.print(Text("  ").join(Text(name, style=_STYLES[role]) for role, name in legend()))
    for sentence in explanation.sentences:
        line = Text(f"\n{sentence.number:>3} ", style="")
        for run in sentence.runs:
            line.append(printable(run.text.replace("\n", " ")), style=_STYLES.get(run.role, ""))
        console.print(line)
        for detail in detail_lines(sentence):
            console.print(Text("    " + printable(detail), style="dim"))
