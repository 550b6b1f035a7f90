"""``analytics fetch``: reports from where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.terminal import (
    FAILED,
    SHOWN,
    Codebook,
    Debug,
    Json,
    counted,
    one_clear_message,
    printable,
    progress_bars,
    tell,
)

if TYPE_CHECKING:
    from analytics.fetching.summary import FetchSummary, Outcome

__all__ = ["EXAMPLES", "counts_of", "fetch", "fetched", "tell_fetched"]

EXAMPLES = """\b
Examples:
  analytics fetch sources.toml --out daily
  analytics fetch sources.toml --dry-run
  analytics export daily --fetch sources.toml          fetch, then export whatever came

\b
sources.toml:
  [[source]]
  name = "Our desk"
  feed = "https://example.org/feed.xml"
  hosts = ["www.example.org"]

\b
Instead of feed: list = "https://example.org/news/" with links = "https://example.org/news/20*",
or pages = ["https://example.org/today"]. Optional: text = "entry" or "page", newest = 20,
licence = "CC BY 4.0", allow = ["intranet.example:8080"] for a host on a private network."""


def fetch(
    sources: Annotated[str, typer.Argument(metavar="FILE", hidden=True)] = "sources.toml",
    *,
    out: Annotated[Path, typer.Option(help="Folder for the reports.", metavar="DIR")] = Path("daily"),
    codebook: Codebook = "default",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be asked; ask nothing.")] = False,
    json_: Json = False,
    debug: Debug = False,
) -> None:
    """Ask feeds and pages for new reports and write them into a folder: a text and its sidecar each.

    FILE names them. Default: sources.toml. Only hosts that it names are asked; what has been written stays as it is.

    A source that gives nothing is a warning. Nothing new is no failure. If no source at all can be read, the exit code
    is 1.
    """
    with one_clear_message(debug=debug):
        if dry_run:
            _list_plan(sources)
            return
        made = fetched(sources, out, codebook)
        if json_:
            typer.echo(json.dumps(counts_of(made)))
        else:
            for path in made.written:
                typer.echo(printable(str(path)))
            tell_fetched(made, out)
    if made.all_dead:
        raise typer.Exit(FAILED)


def fetched(sources: str, out: Path, codebook: str) -> FetchSummary:
    """Fetch, with a bar where there is a terminal."""
    from analytics.fetching import fetch as fetched_into  # noqa: PLC0415  heavy

    with progress_bars() as progress:
        return fetched_into(sources, out, codebook=codebook, progress=progress)


def _list_plan(sources: str) -> None:
    """Say what would be asked first, and what else may be (standard output)."""
    from analytics.fetching.fetching import needs_extra  # noqa: PLC0415  heavy

    needs_extra()
    from analytics.fetching.sources import read_sources  # noqa: PLC0415  after the check

    for source in read_sources(sources).sources:
        for address in source.addresses:
            typer.echo(printable(address))
        sites = ", ".join(sorted(map(str, source.sites)))
        tell(f"{source.name}: {source.kind}; with its robots.txt first, and nothing outside {sites}")


def counts_of(made: FetchSummary) -> dict[str, Any]:
    """Return a fetch as one line of JSON has it."""
    return {
        "written": [str(path) for path in made.written],
        "known": sum(outcome.known for outcome in made.outcomes),
        "sources": len(made.outcomes),
        "dead": [outcome.name for outcome in made.outcomes if outcome.dead],
        "warnings": list(made.warnings),
    }


def tell_fetched(made: FetchSummary, out: Path) -> None:
    """Say what came of each source, what did not go as meant, and how much there is (standard error)."""
    for outcome in made.outcomes:
        if not outcome.dead:
            tell(f"{outcome.name}: {_came(outcome)}")
    for line in made.warnings[:SHOWN]:
        tell(f"warning: {line}")
    if len(made.warnings) > SHOWN:
        tell(f"warning: and {len(made.warnings) - SHOWN} more: --json lists them all")
    alive = sum(not outcome.dead for outcome in made.outcomes)
    new = counted(len(made.written), "new report", "new reports") if made.written else "nothing new"
    tell(f"{new} in {out}; {alive} of {counted(len(made.outcomes), 'source', 'sources')} could be read")


def _came(outcome: Outcome) -> str:
    if outcome.unchanged:
        return "nothing new, not changed since the last time"
    return f"{len(outcome.written):,} new, {outcome.known:,} known"
