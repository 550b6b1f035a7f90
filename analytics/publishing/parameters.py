"""Parameters of a notebook: assignments in the cell tagged ``parameters``, overridden by a cell put after it.

The same convention as papermill's, so that either can run these notebooks; but an unknown name is refused before
anything starts, where papermill runs the notebook without it.
"""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any

from analytics.errors import NotebookError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["injected", "parameter_names"]

_TAG, _INJECTED_TAG = "parameters", "injected-parameters"


def _tags(cell: Any) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _declared_at(notebook: Any) -> int | None:
    cells = enumerate(notebook["cells"])
    return next((n for n, cell in cells if cell["cell_type"] == "code" and _TAG in _tags(cell)), None)


def parameter_names(notebook: Any) -> tuple[str, ...]:
    """Return the names that a notebook's ``parameters`` cell assigns, in their order; none without such a cell.

    Raises:
        NotebookError: If the cell is not Python.
    """
    where = _declared_at(notebook)
    if where is None:
        return ()
    try:
        statements = ast.parse(notebook["cells"][where]["source"]).body
    except SyntaxError as error:
        raise NotebookError.at(
            f"cell {where + 1}, line {error.lineno}",
            got=str(error.msg),
            expected="assignments in the cell tagged `parameters`",
            way_out="Mend the cell.",
        ) from error
    targets: list[ast.expr] = []
    for statement in statements:
        targets += statement.targets if isinstance(statement, ast.Assign) else []
        targets += [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return tuple(dict.fromkeys(target.id for target in targets if isinstance(target, ast.Name)))


def injected(notebook: Any, values: Mapping[str, Any], name: str = "notebook") -> Any:
    """Return a copy of a notebook with a cell that sets parameters, in place of one injected earlier.

    Args:
        notebook: As `nbformat.read` gives it.
        values: By name; each value's ``repr`` is Python.
        name: What errors call the notebook.

    Raises:
        NotebookError: If the notebook has no such parameter, or no cell for parameters.
    """
    known = parameter_names(notebook)
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise NotebookError.at(
            name,
            got=f"unknown parameter {', '.join(map(repr, unknown))}",
            expected=f"one of {', '.join(known)}" if known else "a cell tagged `parameters` that sets it",
            way_out="Correct the name, or add it to that cell with its default.",
        )
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
