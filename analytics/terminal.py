"""What every command shares: messages that a terminal can be trusted with, progress, exit codes, options.

Records go to standard output, everything else to standard error. Report text never reaches the terminal raw.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from analytics.printing import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.publishing.runner import Progress
    from analytics.scale.reader import Tally

__all__ = [
    "FAILED", "LOCKED", "REFUSED", "SHOWN", "STOPPED", "Codebook", "Debug", "Json", "counted", "one_clear_message",
    "printable", "progress_bars", "store_counts", "tell", "tell_doubts", "tell_losses", "tell_refused", "tell_store",
    "tell_unfit",
]  # fmt: skip

FAILED, REFUSED, LOCKED, STOPPED = 1, 4, 5, 130
SHOWN = 20

Json = Annotated[bool, typer.Option("--json", help="Sum up in one line of JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Codebook = Annotated[str, typer.Option(help="A codebook that ships, or a folder.", metavar="NAME|DIR")]


def tell(text: str) -> None:
    """Write a message to standard error."""
    typer.echo(printable(text), err=True)


@contextmanager
def one_clear_message(*, debug: bool) -> Iterator[None]:
    """Turn an error into one message and exit code 1 (5 for a lock), unless the traceback is asked for."""
    from analytics.errors import AnalyticsError, LockedError  # noqa: PLC0415  keeps --help fast

    try:
        yield
    except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        tell("stopped")
        raise typer.Exit(STOPPED) from None
    except LockedError as error:
        _fail(str(error), debug=debug, code=LOCKED)
    except AnalyticsError as error:
        _fail(str(error), debug=debug)
    except Exception as error:  # noqa: BLE001  the last resort before a traceback
        _fail(f"unexpected {type(error).__name__}: {error}\nRun it again with --debug for the traceback.", debug=debug)


def _fail(message: str, *, debug: bool, code: int = FAILED) -> NoReturn:
    if debug:
        raise  # noqa: PLE0704  called from the handlers above
    tell(f"error: {message}")
    raise typer.Exit(code) from None


@contextmanager
def progress_bars() -> Iterator[Progress | None]:
    """Give a callback for (name, done, total) that draws a bar a name on a terminal; null elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  heavy
    from rich.markup import escape  # noqa: PLC0415  same
    from rich.progress import Progress as Bars  # noqa: PLC0415  same

    bars: dict[str, Any] = {}
    with Bars(console=Console(stderr=True), transient=True) as shown:

        def advance(name: str, done: int, total: int) -> None:
            if name not in bars:
                bars[name] = shown.add_task(escape(printable(name)), total=total)
            shown.update(bars[name], completed=done, total=total)

        yield advance


def tell_refused(rows: Sequence[Mapping[str, Any]]) -> None:
    """List refused reports for people, a line each."""
    if rows:
        tell(f"{len(rows)} refused:")
    for row in rows[:SHOWN]:
        where = row["file"] if row["line"] is None else f"{row['file']}, line {row['line']}"
        tell("  " + f"{where}: {row['found']}; expected {row['expected']}. {row['way_out']}".replace("\n", "\\n"))
    if len(rows) > SHOWN:
        tell(f"  and {len(rows) - SHOWN} more: --json lists them all")


def store_counts(tally: Tally) -> dict[str, Any]:
    """Return how many reports came from a store, were read, were broken there, what was swept, what is in the way."""
    counts = {"stored": tally.stored, "read": tally.read, "broken": tally.broken, "swept": tally.swept}
    return counts | ({} if tally.storeless is None else {"storeless": tally.storeless})


def tell_store(counts: Mapping[str, Any]) -> None:
    """Say how many reports came from a store, and why that cannot be written.

    Args:
        counts: Of `store_counts`.
    """
    reports = counted(counts["stored"] + counts["read"], "report", "reports")
    broken = f", {counts['broken']:,} of them because the file in the store was broken" if counts["broken"] else ""
    swept = f"; {counted(counts['swept'], 'file', 'files')} swept" if counts["swept"] else ""
    tell(f"{reports}: {counts['stored']:,} from the store, {counts['read']:,} read{broken}{swept}")
    if "storeless" in counts:
        tell(f"not kept for the next run: {counts['storeless']}")


def tell_unfit(lines: Sequence[str]) -> None:
    """List the corrections that do not fit, a line each."""
    _tell_lines(f"{counted(len(lines), 'correction does', 'corrections do')} not fit:", lines)


def tell_losses(left_out: Mapping[str, int], losses: Sequence[str]) -> None:
    """Say what a format does not keep: the records that are not in it, and what it changes in general."""
    if left_out:
        tell("left out: " + ", ".join(f"{what} ({count:,})" for what, count in left_out.items()))
    for loss in losses:
        tell(f"  {loss}")


def tell_doubts(lines: Sequence[str]) -> None:
    """List the reports whose day is in doubt, a line each."""
    _tell_lines(f"{counted(len(lines), 'date', 'dates')} in doubt (a sidecar's `date` settles it):", lines)


def _tell_lines(head: str, lines: Sequence[str]) -> None:
    if lines:
        tell(head)
    for line in lines[:SHOWN]:
        tell("  " + line.replace("\n", "\\n"))
    if len(lines) > SHOWN:
        tell(f"  and {len(lines) - SHOWN} more: --json lists them all")


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
