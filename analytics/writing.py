"""Files in their place: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["place_folder", "place_together", "write_beside", "write_synced"]


def write_beside(path: Path, content: bytes) -> None:
    """Write a file beside its target and rename it: whoever reads sees the old one or the new one, never half.

    Args:
        path: The target; its folder exists.
        content: All of it.

    Raises:
        OSError: If the folder cannot be written; the old file then stands as it was.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        write_synced(draft, content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it.

    Raises:
        OSError: If it is there already, or cannot be written.
    """
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def place_together(files: Mapping[str, bytes], target: Path, drafts: Path) -> None:
    """Replace files in their order, none before the drafts of all are on the disk.

    Args:
        files: Content by name.
        target: Their folder.
        drafts: An empty folder on the same disk; what a run that died leaves in it is the caller's to clear away.

    Raises:
        OSError: If a folder cannot be written.
    """
    for name, content in files.items():
        write_synced(drafts / name, content)
    for name in files:
        (drafts / name).replace(target / name)
    _sync_folder(target)


def place_folder(draft: Path, target: Path) -> None:
    """Rename a folder whose files are on the disk: it is there as a whole, or not at all.

    Raises:
        OSError: If the target is there already, or its folder cannot be written.
    """
    _sync_folder(draft)
    draft.rename(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
