"""Parameters of a notebook: assignments in the cell tagged ``parameters``, overridden by a cell put after it.

The same convention as papermill's, so that either can run these notebooks; but an unknown name is refused before
anything starts, where papermill runs the notebook without it.
"""

from __future__ import annotations

import ast
import copy
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from analytics.errors import NotebookError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["dealt", "injected", "parameter_defaults"]

_TAG, _INJECTED_TAG = "parameters", "injected-parameters"
_ALIKE = 60  # per cent, rapidfuzz's ratio: from here on a name may be what was meant
_UNREAD = object()  # a default that is no literal


def _tags(cell: Any) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _declared_at(notebook: Any) -> int | None:
    cells = enumerate(notebook["cells"])
    return next((n for n, cell in cells if cell["cell_type"] == "code" and _TAG in _tags(cell)), None)


def parameter_defaults(notebook: Any) -> dict[str, Any]:
    """Return what a notebook's ``parameters`` cell assigns, in its order; nothing without such a cell.

    Raises:
        NotebookError: If the cell is not Python.
    """
    where = _declared_at(notebook)
    if where is None:
        return {}
    try:
        statements = ast.parse(notebook["cells"][where]["source"]).body
    except SyntaxError as error:
        raise NotebookError.at(
            f"cell {where + 1}, line {error.lineno}",
            got=str(error.msg),
            expected="assignments in the cell tagged `parameters`",
            way_out="Mend the cell.",
        ) from error
    defaults: dict[str, Any] = {}
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        defaults |= dict.fromkeys(names, _literal(getattr(statement, "value", None)))
    return defaults


def _literal(node: ast.expr | None) -> Any:
    try:
        return ast.literal_eval(node) if node else _UNREAD
    except ValueError:
        return _UNREAD


def dealt(
    notebooks: Mapping[str, Any], given: Mapping[str, Any], *, own: Collection[str] = ()
) -> dict[str, dict[str, Any]]:
    """Deal parameters out to the notebooks that have them.

    Args:
        notebooks: By name, as `nbformat.read` gives them.
        given: Values by name; a text for a parameter whose default is a number, truth value or list is read as one.
        own: Names that the caller sets itself, and nobody else may.

    Returns:
        Values by the notebook's name.

    Raises:
        NotebookError: If none of the notebooks has a parameter, it is the caller's own, or a value does not fit.
    """
    defaults = {name: parameter_defaults(notebook) for name, notebook in notebooks.items()}
    known = list(dict.fromkeys(key for each in defaults.values() for key in each if key not in own))
    for key in given:
        if key in own:
            way_out = "Use the option of the export."
            raise NotebookError.at(
                f"parameter {key}", got="set by hand", expected="what an export sets", way_out=way_out
            )
        if key not in known:
            raise _unknown("the notebooks", [key], known)
    return {
        name: {key: _fitted(key, value, each[key]) for key, value in given.items() if key in each}
        for name, each in defaults.items()
    }


def _fitted(name: str, value: Any, default: Any) -> Any:
    """Return a value of the default's type."""
    fitted = value
    if isinstance(value, str) and not isinstance(default, str | None) and default is not _UNREAD:
        with suppress(ValueError, SyntaxError):
            fitted = ast.literal_eval(value.capitalize() if isinstance(default, bool) else value.strip())
    fits = default is _UNREAD or default is None or type(fitted) is type(default) or _counts(fitted, default)
    if fits and _survives(fitted):
        return fitted
    raise NotebookError.at(
        f"parameter {name}",
        got=repr(value),
        expected=f"a value such as {default!r}" if default is not _UNREAD else "a text, number or list",
        way_out="Correct the value.",
    )


def _counts(value: Any, default: Any) -> bool:
    """Whether a whole number stands for a fraction."""
    return isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool)


def _survives(value: Any) -> bool:
    """Whether a value's ``repr`` is Python that gives it back."""
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError):
        return False


def _unknown(where: str, unknown: Sequence[str], known: Sequence[str]) -> NotebookError:
    from rapidfuzz import process  # noqa: PLC0415  only an error needs it

    alike = process.extractOne(unknown[0], known, score_cutoff=_ALIKE)
    return NotebookError.at(
        where,
        got=f"unknown parameter {', '.join(map(repr, unknown))}",
        expected=f"one of {', '.join(known)}" if known else "a cell tagged `parameters` that sets it",
        way_out=f"Did you mean {alike[0]}?" if alike else "Correct the name, or add it to that cell with its default.",
    )


def injected(notebook: Any, values: Mapping[str, Any], name: str = "notebook") -> Any:
    """Return a copy of a notebook with a cell that sets parameters, in place of one injected earlier.

    Args:
        notebook: As `nbformat.read` gives it.
        values: By name; each value's ``repr`` is Python.
        name: What errors call the notebook.

    Raises:
        NotebookError: If the notebook has no such parameter, or no cell for parameters.
    """
    known = list(parameter_defaults(notebook))
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise _unknown(name, unknown, known)
    changed = copy.deepcopy(notebook)
    changed["cells"] = [cell for cell in changed["cells"] if _INJECTED_TAG not in _tags(cell)]
    where = _declared_at(changed)
    if where is not None and values:
        changed["cells"].insert(where + 1, _cell(values))
    return changed


def _cell(values: Mapping[str, Any]) -> Any:
    import nbformat  # noqa: PLC0415  only a run needs it

    source = "\n".join(f"{key} = {value!r}" for key, value in values.items())
    metadata = {"tags": [_INJECTED_TAG]}
    return nbformat.v4.new_code_cell(source, id=_INJECTED_TAG, metadata=metadata)  # type: ignore[no-untyped-call]  # no types
