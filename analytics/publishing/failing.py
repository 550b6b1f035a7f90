"""Notebooks that failed: said in one line, and kept as far as they ran."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.publishing.runner import plain, without_ansi

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.publishing.runner import Run, Stop

__all__ = ["FAILED", "Failure", "failed_notebook", "redaction"]

FAILED = ".failed.ipynb"
_PACKAGE = Path(__file__).parents[1]
# Where ipykernel says that a cell's code is: a path with the number of its process.
_CELL_FILE = re.compile(r"(?<![^\s'\"])[^\s'\"]*ipykernel_\d+[\w/\\.]*")


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be made; one of an earlier run stays as it was.

    Attributes:
        name: The notebook's name, without ending.
        stop: Where and why it stopped.
        kept: The notebook as far as it ran, beside the pages.
    """

    name: str
    stop: Stop
    kept: Path

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.name}: {self.stop}; the notebook as far as it ran is {self.kept}"


def redaction(named: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that takes the paths of this machine out of a text.

    Args:
        named: Further paths, with what to show in their place.
    """
    machine = {str(folder): "..." for folder in (_PACKAGE.parent, sys.prefix, sys.base_prefix)}
    paths = {**machine, str(Path.home()): "~", **named}
    longest_first = sorted((item for item in paths.items() if len(item[0]) > 1), key=lambda item: -len(item[0]))

    def redacted(text: str) -> str:
        text = _CELL_FILE.sub("cell", text)
        for path, shown in longest_first:
            text = text.replace(path, shown)
        return text

    return redacted


def failed_notebook(run: Run, redacted: Callable[[str], str]) -> bytes:
    """Return a failed notebook as far as it ran, without paths of this machine and without terminal sequences.

    Args:
        run: Ended by an error.
        redacted: As `redaction` returns it.
    """
    import nbformat  # noqa: PLC0415  only a failure needs it

    for cell in run.notebook["cells"]:
        cell["source"] = redacted(cell["source"])
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                output["evalue"] = redacted(plain(output["evalue"]))
                output["traceback"] = [redacted(without_ansi(part)) for part in output["traceback"]]
            elif output["output_type"] == "stream":
                output["text"] = redacted(without_ansi(output["text"]))
    text: str = nbformat.writes(run.notebook)  # type: ignore[no-untyped-call]  # nbformat has no types
    return f"{text}\n".encode(errors="replace")
