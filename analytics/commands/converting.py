"""``analytics convert``: a stored timeline in another format."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  typer reads the annotations at run time
import json
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path  # noqa: TC003  typer reads the annotations at run time
from typing import Annotated

import typer

from analytics.formats import formats
from analytics.terminal import Codebook, Debug, Json, counted, one_clear_message, progress_bars, tell, tell_losses

__all__ = ["EXAMPLES", "convert"]

_LOSSES = "\n".join(f"  {name}: {'; '.join(facts.losses) or 'nothing'}." for name, facts in formats().items())
EXAMPLES = f"""\b
Examples:
  analytics convert timeline.jsonl --to timelinejs > slides.json
  analytics convert timeline.jsonl --to acled --out events.csv
  analytics convert frames --to geojson --since 2023-07-03 > map.geojson

\b
What each format loses:
{_LOSSES}

The codes of acled stand in acled.toml of the codebook, each with the section of ACLED's own that it is from."""


class To(StrEnum):
    """What a stored timeline is written as."""

    TIMELINEJS = "timelinejs"
    ACLED = "acled"
    GEOJSON = "geojson"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


_WHAT = "; ".join(f"{name}: {formats()[name].what}" for name in To)


def convert(
    timeline: Annotated[
        str, typer.Argument(help="A JSON lines file, or a folder of four Parquet files.", metavar="TIMELINE")
    ],
    *,
    to: Annotated[To, typer.Option(help=_WHAT + ".")],
    out: Annotated[
        Path | None,
        typer.Option(help="File, or folder (csv, parquet). Default: standard output.", metavar="FILE|DIR"),
    ] = None,
    since: Annotated[
        dt.datetime | None, typer.Option(help="First day of reports.", formats=["%Y-%m-%d"], metavar="DAY")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option(help="Last day of reports.", formats=["%Y-%m-%d"], metavar="DAY")
    ] = None,
    codebook: Codebook = "default",
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Write a stored timeline in another format, and say what that loses.

    TIMELINE is what `analytics extract` wrote as jsonl or parquet. The codebook gives names and codes to timelinejs and
    acled: take the one that the timeline was made with.
    """
    facts = formats()[to]
    if out is None and facts.target == "folder":
        raise typer.BadParameter(f"--to {to} writes four files: name a folder by --out.")
    if since and until and until < since:
        raise typer.BadParameter("--until lies before --since.")
    with one_clear_message(debug=debug):
        from analytics.notebook import within  # noqa: PLC0415  heavy
        from analytics.timelines import read_timeline, write_timeline  # noqa: PLC0415  same

        with progress_bars() as progress:
            read = read_timeline(timeline, progress=partial(progress, "timeline") if progress else None)
        some = within(read, since.date() if since else None, until.date() if until else None)
        left_out = write_timeline(some, out or sys.stdout.buffer, to.value, codebook)
        sys.stdout.buffer.flush()
        reports = some.reports.height
        where = "-" if out is None else str(out)
        if json_:
            summary = {"reports": reports, "out": where, "left_out": dict(left_out), "losses": list(facts.losses)}
            typer.echo(json.dumps(summary), err=out is None)
            return
        tell(f"{counted(reports, 'report', 'reports')} as {to}" + ("" if out is None else f" in {out}"))
        tell_losses(left_out, facts.losses)
