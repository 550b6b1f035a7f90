"""A finding, and where in which file an entry stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from analytics.codebook import Codebook

__all__ = ["Finding", "Origins", "key_of", "origins_of", "own_entries"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in a codebook that wants mending.

    Attributes:
        file: ``folder/file.toml``; empty where the entry stands in no file.
        table: The table.
        entry: The entry's id or name.
        problem: What is wrong.
        way_out: What to do.
    """

    file: str
    table: str
    entry: str
    problem: str
    way_out: str

    def __str__(self) -> str:
        """Write the finding in a line."""
        where = f"{self.file}: " if self.file else ""
        return f"{where}{f'[[{self.table}]] {self.entry}'.strip()}: {self.problem}. {self.way_out}"


def key_of(entry: Mapping[str, Any]) -> str:
    """Return what an entry is known by in its table."""
    return str(entry.get("id", entry.get("name", "")))


@dataclass(frozen=True, slots=True)
class Origins:
    """Which files say what.

    Attributes:
        files: ``folder/file.toml`` by table and entry; of several the uppermost.
        twice: File, table and entry of what one file says twice.
    """

    files: Mapping[tuple[str, str], str]
    twice: tuple[tuple[str, str, str], ...]

    def at(self, table: str, entry: str, problem: str, way_out: str) -> Finding:
        """Return a finding about an entry, with its file."""
        return Finding(self.files.get((table, entry), ""), table, entry, problem, way_out)


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    for table, rows in tomli.loads(path.read_text(encoding="utf-8")).items():
        if isinstance(rows, list):
            yield from ((table, key_of(row)) for row in rows if isinstance(row, dict))


@lru_cache(maxsize=8)
def origins_of(codebook: Codebook) -> Origins:
    """Return where a codebook's entries stand; nowhere for one that was made in memory."""
    files: dict[tuple[str, str], str] = {}
    twice: list[tuple[str, str, str]] = []
    for path in (path for folder in codebook.folders for path in sorted(folder.glob("*.toml"))):
        name = f"{path.parent.name}/{path.name}"
        seen: set[tuple[str, str]] = set()
        for entry in _entries(path):
            if entry in seen:
                twice.append((name, *entry))
            seen.add(entry)
            files[entry] = name
    return Origins(files, tuple(dict.fromkeys(twice)))


def own_entries(codebook: Codebook, table: str) -> tuple[dict[str, Any], ...]:
    """Return the entries whose examples this codebook can read.

    The grammar's are written in the names of one war (its setting `examples_with`): another war leaves them out.
    """
    grammar, *above = codebook.folders or (None,)
    if grammar is None or codebook.settings.get("examples_with") in {None, *(folder.name for folder in above)}:
        return codebook.table(table)
    files = origins_of(codebook).files
    return tuple(row for row in codebook.table(table) if not files[table, key_of(row)].startswith(f"{grammar.name}/"))
