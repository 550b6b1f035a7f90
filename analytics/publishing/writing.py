"""Files in their place: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_beside"]


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
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
