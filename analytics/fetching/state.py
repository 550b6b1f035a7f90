"""What the runs before took, in ``.fetch.json`` beside the reports: a cache, so that hosts are not asked in vain.

Without it everything is asked for again, and nothing is written twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.fetching.sources import Source

__all__ = ["STATE", "Memory", "State"]

STATE = ".fetch.json"
_VERSION = 1


@dataclass(slots=True)
class Memory:
    """What is known of one source.

    Attributes:
        validators: Headers of the last answer by address.
        taken: Keys of the entries that are settled: written, or refused for good.
    """

    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


class State:
    """The file."""

    def __init__(self, folder: Path) -> None:
        """Read it; one that is broken counts as empty."""
        self.path = folder / STATE
        self._sources = _read(self.path)

    def of(self, source: Source) -> Memory:
        """Return what is known of a source, nothing if its entry in the file of sources was changed since."""
        kept = self._sources.get(source.name, {})
        if kept.get("digest") != source.digest:
            return Memory()
        return Memory(dict(kept["validators"]), list(kept["taken"]))

    def keep(self, source: Source, memory: Memory) -> None:
        """Write what is known of a source now.

        Raises:
            OSError: If the folder cannot be written.
        """
        from analytics.writing import write_beside  # noqa: PLC0415  publishing loads much

        self._sources[source.name] = {
            "digest": source.digest,
            "validators": memory.validators,
            "taken": sorted(set(memory.taken)),
        }
        told = {"version": _VERSION, "sources": self._sources}
        write_beside(self.path, (json.dumps(told, indent=1, sort_keys=True) + "\n").encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
        return {name: kept for name, kept in told["sources"].items() if _is_sound(kept)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_sound(kept: Any) -> bool:
    validators, taken = kept["validators"], kept["taken"]
    return (
        isinstance(taken, list)
        and all(isinstance(key, str) for key in taken)
        and all(isinstance(value, str) for headers in validators.values() for value in headers.values())
    )
