"""One export at a time in a folder, and a room in it for what is not finished.

The lock is the kernel's (``flock``): it ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analytics.errors import ExportError, LockedError
from analytics.reports.files import EXPORTED
from analytics.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LOCK", "WORK", "alone_in", "room", "unwritable"]

LOCK, WORK = EXPORTED, ".export"
_HOLDER = "holder.json"  # in the room: it goes when the export does
_ASKED, _BETWEEN = 50, 0.1  # times, seconds: five seconds for a process that is slow to write its name


@contextmanager
def alone_in(folder: Path) -> Iterator[Path]:
    """Hold a folder for one export.

    Args:
        folder: Made if it is missing. It keeps an empty file, ``.export.lock``.

    Yields:
        An empty room in the folder, on the same disk as what will be published. What a run that was killed left there
        is cleared away before, and the room itself after.

    Raises:
        LockedError: If another export holds the folder; names its process.
        ExportError: If the folder cannot be made or written.
    """
    import filelock  # noqa: PLC0415  only an export needs it

    lock = filelock.FileLock(folder / LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout:
        raise LockedError.at(
            str(folder),
            got=f"{_holder(folder)} is exporting into it",
            expected="no other export at work",
            way_out="Wait for it, or name another folder by --out.",
        ) from None
    except (OSError, NotImplementedError) as error:
        raise unwritable(folder, error) from error
    try:
        yield _emptied(folder)
    finally:
        shutil.rmtree(folder / WORK, ignore_errors=True)
        lock.release()


def unwritable(folder: Path, error: Exception) -> ExportError:
    """Return the error for a folder that cannot be written."""
    return ExportError.at(
        str(folder),
        got=str(getattr(error, "strerror", None) or error),
        expected="a folder that can be written",
        way_out="Name another one.",
    )


def room(work: Path, name: str) -> Path:
    """Return an empty folder in the room of an export."""
    made = work / name
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(exist_ok=True)
    return made


def _emptied(folder: Path) -> Path:
    work = folder / WORK
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(exist_ok=True)  # a kernel that outlived its run by a second may be making it again
        holder = {"process": os.getpid(), "machine": socket.gethostname()}
        write_beside(work / _HOLDER, json.dumps(holder).encode())
    except OSError as error:
        raise unwritable(folder, error) from error
    return work


def _holder(folder: Path) -> str:
    """Name the process that holds a folder; one that took it this moment is given some to say who it is."""
    for _ in range(_ASKED):
        try:
            told = json.loads((folder / WORK / _HOLDER).read_bytes())
            return f"process {int(told['process'])} on {str(told['machine'])!r}"
        except (OSError, ValueError, KeyError, TypeError):
            time.sleep(_BETWEEN)
    return "another process"
