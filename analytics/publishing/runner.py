"""Run notebooks: each once, in a kernel of its own, two at a time.

A kernel is started from this interpreter, never from another one that happens to be registered under the same name. It
works in a private folder: whatever it is told, it is told by relative paths.
"""

from __future__ import annotations

import asyncio
import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Progress", "Run", "Stop", "kernels", "plain", "without_ansi"]

_AT_ONCE = 2
_STARTUP_SECONDS = 120
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONGEST = 400  # characters of an error that a message shows
_PUBLIC_NAMES = {"_IncompleteInputError": "SyntaxError"}  # since Python 3.13 an unfinished cell raises a private kind
# Equal input, equal bytes: sets of strings come in one order. The rest keeps a kernel from reading or writing what is
# the user's own, and quiet.
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
_ARGUMENTS = ("--HistoryManager.hist_file=:memory:", "--IPKernelApp.extra_extensions=analytics.publishing.warming")


class Progress(Protocol):
    """What an export tells while it runs."""

    def __call__(self, name: str, done: int, total: int) -> None:
        """Hear that a notebook has run so many of its cells."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where and why a notebook stopped.

    Attributes:
        cell: Number of the cell, from 1; 0 where the kernel did not start.
        cells: Number of cells.
        source: First line of the cell.
        reason: Kind of error and its text, free of control characters.
    """

    cell: int
    cells: int
    source: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"cell {self.cell} of {self.cells} (`{self.source}`)" if self.cell else "start of the kernel"
        return f"{where}: {self.reason}"


@dataclass(slots=True, eq=False)
class Run:
    """A notebook on its way through a kernel.

    Attributes:
        name: As pages and messages call it.
        notebook: With the outputs so far; the runner writes into it.
        stopped: Where it failed, none while it has not.
    """

    name: str
    notebook: Any
    stopped: Stop | None = None


@contextmanager
def kernels(
    folder: Path, count: int, *, timeout: int, progress: Progress | None = None
) -> Iterator[Callable[[Sequence[Run]], Callable[[], None]]]:
    """Start kernels, and run notebooks in them while the caller does something else.

    They run in a thread of its own: this works inside Jupyter, whose thread has a loop already, and an interrupt
    reaches the caller, which ends the kernels.

    Args:
        folder: Private folder where the kernels work.
        count: How many notebooks there will be: no more kernels are started ahead of them.
        timeout: Seconds that a cell may take.
        progress: Called from that thread after every cell.

    Yields:
        A function to call once with the notebooks; each gets its outputs, and `stopped` if it fails. It returns a
        function that waits until every notebook has ended; leaving the block waits too.
    """
    loop = asyncio.new_event_loop()
    given: asyncio.Future[Sequence[Run]] = loop.create_future()
    task = loop.create_task(_all(given, _Kernels(folder.resolve(), count), timeout, progress))
    with ThreadPoolExecutor(1, "notebooks") as pool:
        ended = pool.submit(_drive, loop, task)

        def run(runs: Sequence[Run]) -> Callable[[], None]:
            _call(loop, given.set_result, runs)
            return ended.result

        try:
            yield run
            if not given.done():
                _call(loop, given.set_result, ())
            ended.result()
        except BaseException:
            _call(loop, task.cancel)
            raise


def _call(loop: asyncio.AbstractEventLoop, function: Callable[..., object], *values: object) -> None:
    with suppress(RuntimeError):  # the loop has closed: every notebook has ended
        loop.call_soon_threadsafe(function, *values)


def _drive(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    try:
        loop.run_until_complete(task)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _all(
    given: asyncio.Future[Sequence[Run]], kernels: _Kernels, seconds: int, progress: Progress | None
) -> None:
    places = asyncio.Semaphore(_AT_ONCE)

    async def one(run: Run) -> None:
        async with places:
            await _execute(run, kernels, seconds, progress)

    try:
        kernels.start_ahead()
        await asyncio.gather(*map(one, await given))
    finally:
        await kernels.end()


class _Kernels:
    """Kernels that start before there is a notebook for them: loading the libraries takes them two seconds."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._ahead = min(count, _AT_ONCE)
        self._managers: list[Any] = []
        self._starting: list[asyncio.Task[Any]] = []

    def start_ahead(self) -> None:
        """Start as many as run at once."""
        self._starting = [asyncio.create_task(self._start()) for _ in range(self._ahead)]

    async def take(self) -> Any:
        """Return the manager of a kernel that nobody else has.

        Raises:
            RuntimeError, OSError: If it does not start.
        """
        return await (self._starting.pop(0) if self._starting else self._start())

    async def end(self) -> None:
        """End those that still run."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for manager in self._managers:
            if manager.has_kernel:
                await manager.shutdown_kernel(now=True)

    async def _start(self) -> Any:
        manager = _manager(self._folder, len(self._managers))
        self._managers.append(manager)
        environment = {**os.environ, **_ENVIRONMENT, "IPYTHONDIR": str(self._folder / "ipython")}
        await manager.start_kernel(extra_arguments=list(_ARGUMENTS), cwd=str(self._folder), env=environment)
        return manager


def _manager(folder: Path, number: int) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415  only a run needs it
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415  same

    return AsyncKernelManager(
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),  # leaves the native one: this interpreter
        connection_file=str(folder / f"kernel-{number}.json"),
        transport_encryption="auto",
    )


async def _execute(run: Run, kernels: _Kernels, seconds: int, progress: Progress | None) -> None:
    from nbclient import NotebookClient  # noqa: PLC0415  only a run needs it
    from nbclient.exceptions import CellControlSignal  # noqa: PLC0415  same

    started = [0]

    def on_start(cell: Any, cell_index: int) -> None:  # noqa: ARG001  the names are nbclient's
        started[0] = cell_index + 1

    def on_end(cell: Any, cell_index: int) -> None:  # noqa: ARG001  same
        if progress:
            progress(run.name, cell_index + 1, len(run.notebook["cells"]))

    try:
        client = NotebookClient(
            run.notebook,
            km=await kernels.take(),
            timeout=seconds,
            startup_timeout=_STARTUP_SECONDS,
            record_timing=False,
            shutdown_kernel="immediate",  # its outputs are here: a kernel asked to end takes a second to do so
            coalesce_streams=True,
            on_cell_start=on_start,
            on_cell_complete=on_end,
        )
        await client.async_execute(cleanup_kc=True)
    except (CellControlSignal, RuntimeError, OSError) as error:  # CellExecutionError, CellTimeoutError, DeadKernelError
        run.stopped = _stop(run, started[0], _reason(error, seconds))


def _reason(error: Exception, seconds: int) -> str:
    if isinstance(error, TimeoutError):
        return f"took longer than {seconds} s"
    kind, value = getattr(error, "ename", type(error).__name__), getattr(error, "evalue", str(error))
    kind = _PUBLIC_NAMES.get(kind, kind)
    return f"{kind}: {plain(value)}" if value else str(kind)


def _stop(run: Run, cell: int, reason: str) -> Stop:
    cells = run.notebook["cells"]
    lines = str(cells[cell - 1]["source"]).strip().splitlines() if cell else []
    return Stop(cell, len(cells), plain(lines[0] if lines else ""), reason)


def plain(text: str) -> str:
    """Return a text as one line without terminal sequences, cut where it is long."""
    line = " ".join(without_ansi(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def without_ansi(text: str) -> str:
    """Return a text without terminal sequences and control characters; lines and tabs stay."""
    return _ANSI.sub("", text)
