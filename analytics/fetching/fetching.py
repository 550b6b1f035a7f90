"""The verb: sources to reports in a folder."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import FetchError

if TYPE_CHECKING:
    from analytics.fetching.asking import Asker
    from analytics.fetching.sources import Plan
    from analytics.fetching.summary import FetchSummary
    from analytics.publishing.runner import Progress
    from analytics.reports.dates import Calendar

__all__ = ["agent", "fetch", "fetch_into", "needs_extra"]

_LIBRARIES = ("feedparser", "httpx", "lxml", "protego", "tenacity", "tomli_w", "trafilatura", "webencodings")
_PROGRAM = "sitrep-analytics"


def fetch(
    sources: str | Path = "sources.toml",
    out: str | Path = "daily",
    *,
    codebook: str | Path = "default",
    progress: Progress | None = None,
) -> FetchSummary:
    """Ask the sources that a file names, and write what is new as reports: a text and its sidecar each.

    Only hosts that the file names are asked, over the address that their name had when it was first looked up, and
    none on a private network unless the file allows it. Proxies of the environment are not used. A report that was
    written is never changed: the same answers twice write nothing the second time.

    Args:
        sources: A TOML file; `analytics.fetching.sources` has its form.
        out: Folder for the reports; made if it is missing. ``.fetch.json`` in it keeps what was taken.
        codebook: Gives the names of months and the time zone in which a time is a day.
        progress: Called after every source.

    Returns:
        What came of each source. One that gives nothing is a warning there.

    Raises:
        FetchError: If the file is wrong, a library is missing, or the folder cannot be written. Nothing is asked then.
        CodebookError: If the codebook cannot be loaded.
    """
    needs_extra()
    from analytics.codebook import load_codebook  # noqa: PLC0415  after the check
    from analytics.fetching.addresses import Addresses  # noqa: PLC0415  same
    from analytics.fetching.asking import Asker  # noqa: PLC0415  same
    from analytics.fetching.limits import limits  # noqa: PLC0415  same
    from analytics.fetching.sources import read_sources  # noqa: PLC0415  same
    from analytics.fetching.wire import Clock  # noqa: PLC0415  same
    from analytics.reports.dates import calendar_of  # noqa: PLC0415  same

    plan = read_sources(sources)
    calendar = calendar_of(load_codebook(codebook))
    with Asker(Addresses(), limits(), Clock(), agent(plan)) as asker:
        return fetch_into(Path(out), plan, calendar, asker, progress)


def fetch_into(
    folder: Path, plan: Plan, calendar: Calendar, asker: Asker, progress: Progress | None = None
) -> FetchSummary:
    """Ask the sources of a plan, one after another; arguments as `fetch` prepares them.

    Raises:
        FetchError: If the folder cannot be written.
    """
    from analytics.fetching.state import State  # noqa: PLC0415  after the check
    from analytics.fetching.summary import FetchSummary  # noqa: PLC0415  same
    from analytics.fetching.taking import Desk, take  # noqa: PLC0415  same
    from analytics.fetching.writing import written_in  # noqa: PLC0415  same

    outcomes = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        desk = Desk(folder, asker, calendar, State(folder), written_in(folder), _program())
        for number, source in enumerate(plan.sources, 1):
            outcomes.append(take(source, desk))
            if progress:
                progress("sources", number, len(plan.sources))
    except OSError as error:
        raise FetchError.at(
            str(folder),
            got=str(error.strerror or error),
            expected="a folder that can be written",
            way_out="Name another one by --out.",
        ) from error
    return FetchSummary(tuple(outcomes))


def needs_extra() -> None:
    """Refuse to begin without the libraries that only a fetch needs.

    Raises:
        FetchError: If one is missing.
    """
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise FetchError.at(
            "analytics fetch",
            got=f"{', '.join(missing)} not installed",
            expected="the libraries of the extra `fetch`",
            way_out=f"Install them: pip install '{_PROGRAM}[fetch]', or in a clone pip install '.[fetch]'.",
        )


def agent(plan: Plan) -> str:
    """Return the header User-Agent: the program, and how to reach who runs it."""
    return _program().replace(" ", "/") + (f" (+{plan.contact})" if plan.contact else "")


def _program() -> str:
    return f"{_PROGRAM} {version(_PROGRAM)}"
