"""Which notebooks an export runs: those that ship, or those that a caller names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import NotebookError
from analytics.publishing.archive import INDEX
from analytics.publishing.runner import plain
from analytics.publishing.warming import load_jsonschema

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["load_notebooks", "notebooks_folder"]

_PACKAGE = Path(__file__).parents[1]
_SHIPPED = "[0-9][0-9]-*.ipynb"


def load_notebooks(notebooks: Iterable[str | Path] | None = None) -> dict[str, Any]:
    """Read notebooks.

    A notebook whose metadata say ``"page": false`` needs a reader beside its kernel: a page of it would be a chart that
    answers nobody, so it makes none.

    Args:
        notebooks: Paths, names of notebooks that ship, or beginnings of such names; all that ship and make a page if
            none are named.

    Returns:
        Notebooks as `nbformat.read` gives them, by the name of their page, in the order given.

    Raises:
        NotebookError: If there is no such notebook, two share a name, a file is no notebook, or one that is named
            makes no page.
    """
    read = {name: _read(file) for name, file in _chosen(notebooks).items()}
    without = [name for name, notebook in read.items() if notebook["metadata"].get("page") is False]
    if notebooks is not None and without:
        raise NotebookError.at(
            without[0],
            got="a notebook that works in JupyterLab only",
            expected="one that makes a page",
            way_out="Open it with `jupyter lab`, or leave it out.",
        )
    return {name: notebook for name, notebook in read.items() if name not in without}


def notebooks_folder() -> Path:
    """Return the folder of the notebooks that ship: the checkout's own, or the one in the installed package."""
    installed = _PACKAGE / "notebooks"
    return installed if installed.is_dir() else _PACKAGE.parent / "notebooks"


def _chosen(notebooks: Iterable[str | Path] | None) -> dict[str, Path]:
    """Find notebooks by path, by name or by the beginning of a name; by name, in the order given."""
    shipped = {file.stem: file for file in sorted(notebooks_folder().glob(_SHIPPED))}
    if notebooks is None:
        return shipped
    chosen: dict[str, Path] = {}
    for wanted in notebooks:
        file = _one(str(wanted), shipped)
        if chosen.setdefault(file.stem, file) != file or f"{file.stem}.html" == INDEX:
            raise NotebookError(f"{wanted}: a page of the name {file.stem} is taken already. Rename the notebook.")
    return chosen


def _one(wanted: str, shipped: dict[str, Path]) -> Path:
    given = Path(wanted)
    if given.suffix == ".ipynb" and given.is_file():
        return given
    stem = given.name.removesuffix(".ipynb")
    found = [file for name, file in shipped.items() if stem and name.startswith(stem)]
    exact = shipped.get(stem)
    if exact or len(found) == 1:
        return exact or found[0]
    raise NotebookError.at(
        wanted,
        got=f"{len(found)} notebooks of this name" if found else "no such notebook",
        expected=f"a file that ends in .ipynb, or one of {', '.join(shipped)}",
        way_out="Correct the name.",
    )


def _read(file: Path) -> Any:
    load_jsonschema()
    import nbformat  # noqa: PLC0415  only an export needs it

    try:
        return nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    except (OSError, ValueError, KeyError, AttributeError, nbformat.ValidationError) as error:
        raise NotebookError.at(
            file.name, got=plain(str(error)), expected="a Jupyter notebook", way_out="Mend or leave out the file."
        ) from error
