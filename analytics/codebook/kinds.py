"""What kind of value stands where in a codebook: what lies beneath shows it, an upper folder keeps to it.

No schema is written down: `aliases = "Bahmut"` is refused because every other entry's aliases are a list of texts.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Kinds"]

_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    ((int, float), "a number"),
    (str, "a text"),
    (list, "a list"),
    (dict, "a table"),
    ((dt.date, dt.time), "a date or time"),
)
_Path = tuple[str, ...]
_ITEM = "*"  # stands for every value of a list


def _kind(value: Any) -> str:
    return next(name for types, name in _KINDS if isinstance(value, types))


def _within(path: _Path, value: Any) -> Iterator[tuple[_Path, Any]]:
    """Yield a value and all values in it, each with the keys that lead to it."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _within((*path, key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _within((*path, _ITEM), inner)


class Kinds:
    """The kinds of value that entries and settings have so far, by the keys that lead to them."""

    def __init__(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]], settings: Mapping[str, Any]) -> None:
        """Learn the kinds.

        Args:
            tables: Entries by key, by table.
            settings: Top-level values.
        """
        self._seen: dict[_Path, set[str]] = {}
        self._keys = {
            name: [key for key in ("id", "name") if all(key in row for row in rows.values())]
            for name, rows in tables.items()
            if rows
        }
        entries = {name: list(rows.values()) for name, rows in tables.items()}
        for path, value in _within((), {**settings, **entries}):
            self._seen.setdefault(path, set()).add(_kind(value))

    def check(self, where: str, content: Mapping[str, Any]) -> None:
        """Refuse a file with a value of a kind that nothing beneath has there.

        Args:
            where: The file.
            content: As its TOML gives it.

        Raises:
            CodebookError: If there is one, or an entry without what its table is looked up by.
        """
        for name, value in content.items():
            self._check_kind(where, (name,), value)
            for number, entry in enumerate(value if isinstance(value, list) else [value], 1):
                path = (name, _ITEM) if isinstance(value, list) else (name,)
                at = where
                if isinstance(value, list) and isinstance(entry, dict):
                    at = f"{where}: entry {number} of [[{name}]]"
                    self._check_key(at, name, entry)
                for inner, one in _within(path, entry):
                    self._check_kind(at, inner, one)

    def _check_kind(self, where: str, path: _Path, value: Any) -> None:
        kinds = self._seen.get(path, {_kind(value)})
        if _kind(value) not in kinds:
            raise CodebookError.at(
                where,
                got=f"{_kind(value)} {_shown(path)}",
                expected=" or ".join(sorted(kinds)),
                way_out="Write it as the entries of the codebook beneath do.",
            )

    def _check_key(self, where: str, table: str, entry: Mapping[str, Any]) -> None:
        keys = self._keys.get(table, [])
        if keys and not any(key in entry for key in keys):
            raise CodebookError.at(
                where,
                got=f"no {' or '.join(keys)}",
                expected="the key by which the table is looked up",
                way_out="Give it one.",
            )


def _shown(path: _Path) -> str:
    """Say which value of its entry keys lead to."""
    keys = [key for key in path if key != _ITEM]
    within = " in" if path[-1] == _ITEM and len(path) > 1 else " as"
    return f"{within.strip()} `{'.'.join(keys[1:] or keys)}`"
