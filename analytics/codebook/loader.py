"""Codebook folders to one frozen value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from analytics.codebook.kinds import Kinds
from analytics.errors import CodebookError

__all__ = ["DEFAULT_CODEBOOK", "Codebook", "load_codebook", "shipped_codebooks"]

_HERE = Path(__file__).parent
_GRAMMAR = "english"
DEFAULT_CODEBOOK = "default"  # stands for the codebook that default.toml names


@dataclass(frozen=True, eq=False)
class Codebook:
    """What a folder and those beneath it say.

    Attributes:
        name: The folder's name.
        tables: Entries by table, each entry a mapping as its TOML gives it.
        settings: Top-level values of ``codebook.toml``: ``timezone``, ``language``, ...
        digest: SHA-256 over every file read, in order: equal digests read alike.
        folders: Where they stand, the lowest first; empty for a codebook that was made in memory.
    """

    name: str
    tables: dict[str, tuple[dict[str, Any], ...]]
    settings: dict[str, Any]
    digest: str
    folders: tuple[Path, ...] = ()

    def table(self, name: str) -> tuple[dict[str, Any], ...]:
        """Return the entries of a table, empty where no file has it."""
        return self.tables.get(name, ())

    def words(self, table: str, entry: str) -> tuple[str, ...]:
        """Return the ``words`` of one entry.

        Raises:
            CodebookError: If the table has no such entry.
        """
        for row in self.table(table):
            if row["id"] == entry:
                return tuple(row["words"])
        raise CodebookError(f"codebook {self.name}: table {table!r} has no entry {entry!r}")

    def classes(self, table: str) -> dict[str, frozenset[str]]:
        """Return the ``words`` of every entry of a table by its id, empty where an entry has none."""
        return {row["id"]: frozenset(row.get("words", ())) for row in self.table(table)}

    def __hash__(self) -> int:
        """Hash by content, so that caches keyed by a codebook survive a reload."""
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        """Two codebooks are equal when their files are."""
        return isinstance(other, Codebook) and other.digest == self.digest


def _key(entry: dict[str, Any]) -> str:
    return str(entry.get("id", entry.get("name", "")))


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for key, value in above.items():
        if isinstance(value, list) and isinstance(out.get(key), list):
            out[key] = [*out[key], *(v for v in value if v not in out[key])]
        else:
            out[key] = value
    return out


def _content(path: Path) -> dict[str, Any]:
    where = f"{path.parent.name}/{path.name}"
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # broken TOML, broken UTF-8, a number of thousands of digits
        raise CodebookError(f"{where}: {error}; expected TOML in UTF-8. Mend the file.") from error
    except RecursionError:
        raise CodebookError(f"{where}: values nested too deeply; expected plain TOML. Mend the file.") from None
    except OSError as error:
        raise CodebookError(f"{where}: cannot be read ({error.strerror}). Check its permissions.") from error


def _lay(tables: dict[str, dict[str, dict[str, Any]]], path: Path, kinds: Kinds | None) -> dict[str, Any]:
    """Lay one file's entries over the tables; return its top-level values."""
    content = _content(path)
    if kinds is not None:
        kinds.check(f"{path.parent.name}/{path.name}", content)
    settings = {}
    for name, value in content.items():
        if not (isinstance(value, list) and all(isinstance(v, dict) for v in value)):
            settings[name] = value
            continue
        rows = tables.setdefault(name, {})
        for number, entry in enumerate(value):
            key = _key(entry)
            if not key:
                raise CodebookError(
                    f"{path.parent.name}/{path.name}: entry {number + 1} of [[{name}]] has neither id nor name. "
                    "Give it one."
                )
            rows[key] = _merged(rows[key], entry) if key in rows else dict(entry)
    return settings


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return settings with each table filled up from beneath: an upper folder may set one key of it alone."""
    return {
        key: {**below[key], **value} if isinstance(value, dict) and isinstance(below.get(key), dict) else value
        for key, value in above.items()
    }


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for any
        return False


def _folder(name: str | Path) -> Path:
    if name == DEFAULT_CODEBOOK:
        name = str(tomli.loads((_HERE / "default.toml").read_text(encoding="utf-8"))["codebook"])
    own = _HERE / str(name)
    if isinstance(name, str) and name.isidentifier() and _is_folder(own):
        return own
    folder = Path(name)
    if _is_folder(folder):
        return folder
    shipped = ", ".join(shipped_codebooks())
    raise CodebookError(f"no codebook {str(name)!r}: neither a folder nor one that ships. Shipped: {shipped}.")


def shipped_codebooks() -> tuple[str, ...]:
    """Return the names of the codebooks that ship: those with sides, not what they lie on."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/sides.toml")))


def _stack(name: str | Path) -> list[Path]:
    """Return the folders from the grammar up to the named one."""
    folders: list[Path] = []
    current: str | Path = name
    while True:
        folder = _folder(current)
        if any(folder.samefile(other) for other in folders):
            raise CodebookError(f"codebook {folder.name} extends itself. Mend `extends` in its codebook.toml.")
        folders.append(folder)
        head = folder / "codebook.toml"
        if not head.is_file():
            raise CodebookError(f"{folder.name}: no codebook.toml. Every codebook folder has one; it may be empty.")
        extends = _content(head).get("extends")
        if not extends:
            break
        if not isinstance(extends, str):
            raise CodebookError(f"{folder.name}/codebook.toml: `extends` is no text. Name one codebook, in quotes.")
        current = extends if extends.isidentifier() and _is_folder(_HERE / extends) else folder.parent / extends
    if folder.name != _GRAMMAR:
        folders.append(_HERE / _GRAMMAR)
    return folders[::-1]


@lru_cache(maxsize=16)
def load_codebook(name: str | Path = "default") -> Codebook:
    """Load a codebook by its shipped name or by its folder.

    Args:
        name: One that ships, a folder with a ``codebook.toml``, or ``"default"`` for the one that ``default.toml``
            names.

    Returns:
        The codebook with everything beneath it laid in.

    Raises:
        CodebookError: If a folder or file is missing or wrong.
    """
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    settings: dict[str, Any] = {}
    digest = hashlib.sha256()
    folders = _stack(name)
    for folder in folders:
        # Of what ships a test sees to it, so that a start need not.
        beneath = None if folder.parent == _HERE else Kinds(tables, settings)
        for path in sorted(folder.glob("*.toml")):
            settings |= _over(settings, _lay(tables, path, beneath))
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        for path in sorted(folder.glob("*.parquet")):  # a gazetteer of its own
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Codebook(
        name=folders[-1].name,
        tables={table: tuple(rows.values()) for table, rows in tables.items()},
        settings=settings,
        digest=digest.hexdigest(),
        folders=tuple(folders),
    )
