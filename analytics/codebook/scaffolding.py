"""A new codebook's folder, to be filled in by who knows the war."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from analytics.codebook.loader import shipped_codebooks
from analytics.errors import CodebookError

__all__ = ["scaffold"]

_SCAFFOLD = Path(__file__).parent / "scaffold"
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def scaffold(name: str, parent: str | Path = ".") -> tuple[Path, ...]:
    """Write the files of a new codebook, each with what is required, examples and comments.

    The grammar is inherited, not copied.

    Args:
        name: Of the codebook and its folder: small letters, digits, ``-`` and ``_``.
        parent: Where the folder is made.

    Returns:
        The files that were written, by name.

    Raises:
        CodebookError: If the name is none or taken by a codebook that ships, if something of this name is there
            already, or if the folder cannot be written.
    """
    if not _NAME.fullmatch(name):
        expected = "a small letter, then small letters, digits, - and _"
        raise CodebookError.at("codebook", got=f"name {name!r}", expected=expected, way_out="Choose another.")
    if name in shipped_codebooks():
        expected, way_out = "a name of its own", "Choose another, or use that one."
        raise CodebookError.at("codebook", got=f"{name!r} ships with the package", expected=expected, way_out=way_out)
    folder = Path(parent) / name
    values = {"name": name.replace("_", " ").replace("-", " ").title(), "folder": folder.as_posix()}
    try:
        folder.mkdir(parents=True)
        return tuple(_written(path, folder, values) for path in sorted(_SCAFFOLD.glob("*.toml.in")))
    except FileExistsError as error:
        expected, way_out = "no such file or folder", "Choose another name, or another place by --in."
        raise CodebookError.at(str(folder), got="it is there already", expected=expected, way_out=way_out) from error
    except OSError as error:
        got, expected = error.strerror or "it cannot be written", "a place that can be written to"
        raise CodebookError.at(str(folder), got=got, expected=expected, way_out="Choose another by --in.") from error


def _written(path: Path, folder: Path, values: dict[str, str]) -> Path:
    target = folder / path.name.removesuffix(".in")
    target.write_text(Template(path.read_text(encoding="utf-8")).substitute(values), encoding="utf-8")
    return target
