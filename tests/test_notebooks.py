"""The notebooks: kept clean, made of prose and calls, and running in a real kernel."""

from __future__ import annotations

import ast
import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from analytics.codebook import load_codebook
from analytics.errors import NotebookError
from analytics.notebook import open_timeline, within
from analytics.timelines import write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("0[0-4]-*.ipynb"))
EXPLORE = ROOT / "notebooks" / "10-explore.ipynb"  # needs a reader: its chart is tested in JupyterLab
PARAMETERS = {"timeline": "", "reports_path": "../seeds", "since": "", "until": "", "codebook": "default"}
SHOWING = {"quotes": "short"}  # of what others read; the explorer's rows are for the analyst alone
MIME = "application/vnd.vegalite.v5+json"
HOSTILE = "</script><img src=x onerror=alert(1)>"


def read(path: Path) -> Any:
    """Read a notebook."""
    return nbformat.read(path, as_version=4)


def code(notebook: Any) -> list[Any]:
    """Return its code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tree(cell: Any) -> ast.Module:
    """Parse a cell."""
    return ast.parse(cell.source)


each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
all_of_them = pytest.mark.parametrize("path", [*PATHS, EXPLORE], ids=lambda path: path.stem)


def test_the_notebooks_are_there() -> None:
    """A briefing, one for each of the three questions, and what is behind them all."""
    assert [path.stem for path in PATHS] == [
        "00-briefing",
        "01-mention-frequency",
        "02-claimed-advances",
        "03-diplomacy",
        "04-data-quality",
    ]


@all_of_them
def test_a_notebook_is_kept_clean(path: Path) -> None:
    """Valid nbformat 4.5 with stable ids; no output, no count, no trace of a run is stored."""
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert not any(cell.outputs or cell.execution_count for cell in code(notebook))
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@all_of_them
def test_cells_are_one_to_five_lines_of_calls(path: Path) -> None:
    """No logic lives in a notebook: no function, class, loop or condition, and no number."""
    allowed = ast.Import | ast.ImportFrom | ast.Assign | ast.Expr
    for cell in code(read(path)):
        assert 1 <= len(cell.source.splitlines()) <= (len(PARAMETERS | SHOWING) if cell.id == "parameters" else 5), (
            cell.id
        )
        assert all(isinstance(statement, allowed) for statement in tree(cell).body), cell.id
        numbers = [
            n.value for n in ast.walk(tree(cell)) if isinstance(n, ast.Constant) and not isinstance(n.value, str)
        ]
        assert not numbers, cell.id


@all_of_them
def test_parameters_are_plain_assignments(path: Path) -> None:
    """One cell tagged `parameters`, the same in all notebooks, that a run can override."""
    cells = [cell for cell in code(read(path)) if "parameters" in cell.metadata.get("tags", [])]
    assert len(cells) == 1
    found = {s.targets[0].id: ast.literal_eval(s.value) for s in tree(cells[0]).body}  # type: ignore[attr-defined]
    assert found == (PARAMETERS if path == EXPLORE else PARAMETERS | SHOWING)


@each
def test_caveats_stand_before_the_chart(path: Path) -> None:
    """A reader meets the limits first, then the numbers, then the sentences behind them, then the reports."""
    ids = [cell.id for cell in read(path).cells]
    assert ids.index("map-caveats") < ids.index("map") if "map" in ids else True
    wanted = ["title", "parameters", "about", "caveats", "summary", "chart", "table", "reports"]
    assert [name for name in ids if name in wanted] == wanted


@pytest.fixture
def stored(tell: Tell, tmp_path: Path) -> Path:
    """A tiny stored timeline with hostile text in every record."""
    text = f"Robotyne may fall, {HOSTILE} they said."
    told = tell(
        [("2024-03-04", text), ("2024-03-06", "Quiet.")],
        mentions=[(0, "Robotyne", {"theater": "zaporizhzhia"})],
        claims=[(0, text, {"kind": "capture", "actor": "UA", "theater": "zaporizhzhia", "credence": "claimed"})],
        acts=[(0, text, {"kind": "accuse", "topic": "grain", "source": ["Russia"]})],
        note="written for a test; not a source",
    )
    write_timeline(told, tmp_path / "timeline", "parquet")
    return tmp_path / "timeline"


def run(path: Path, folder: Path, values: dict[str, str]) -> Any:
    """Run a notebook in a kernel of its own, as JupyterLab would from that folder."""
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415  only these tests start kernels
    from nbclient import NotebookClient  # noqa: PLC0415  only these tests start kernels

    notebook = read(path)
    cell = next(cell for cell in code(notebook) if cell.id == "parameters")
    cell.source = "\n".join(f"{name} = {value!r}" for name, value in (PARAMETERS | SHOWING | values).items())
    manager = AsyncKernelManager(kernel_name="python3", transport_encryption="auto")
    client = NotebookClient(notebook, km=manager, timeout=120, resources={"metadata": {"path": str(folder)}})
    return asyncio.run(client.async_execute(cleanup_kc=True))


def shown(notebook: Any, name: str) -> dict[str, str]:
    """Return what the cell of that id shows."""
    cell = next(cell for cell in notebook.cells if cell.id == name)
    assert [output.output_type for output in cell.outputs] == ["execute_result"], cell.outputs
    data: dict[str, str] = cell.outputs[0].data
    return data


@each
def test_a_notebook_runs_in_a_kernel(path: Path, stored: Path) -> None:
    """Every cell runs; chart, note and table are there; no report text is markup in any output."""
    ran = run(path, path.parent, {"timeline": str(stored)})
    assert MIME in shown(ran, "chart")
    assert "written for a test; not a source" in shown(ran, "about")["text/html"]
    assert "Robotyne" in shown(ran, "table")["text/html"]
    outputs = [output.data for cell in code(ran) for output in cell.outputs if "data" in output]
    assert not any("<img" in data.get("text/html", "") for data in outputs)
    assert not any("text/markdown" in data for data in outputs)


@each
def test_a_notebook_of_an_empty_period_runs(path: Path, stored: Path) -> None:
    """A window without reports gives a page that says so."""
    ran = run(path, ROOT, {"timeline": str(stored), "since": "2030-01-01"})
    assert "There are no reports in this period." in shown(ran, "about")["text/html"]
    assert re.search("No report|There are no reports", str(shown(ran, "chart")[MIME]))


@pytest.mark.parametrize("since", ["", "2030-01-01"])
def test_what_is_explored_is_a_frame_without_a_reader_too(stored: Path, since: str) -> None:
    """Nothing chosen is everything; a period without reports is an empty frame, no error."""
    ran = run(EXPLORE, EXPLORE.parent, {"timeline": str(stored), "since": since})
    assert "application/vnd.jupyter.widget-view+json" in shown(ran, "chart")
    assert ("capture" in shown(ran, "rows")["text/plain"]) == (since == "")


def test_days_of_a_window_are_both_included(tell: Tell) -> None:
    """`since` and `until` name the first and the last day that count."""
    told = tell([("2024-03-04", "a"), ("2024-03-05", "b"), ("2024-03-06", "c")])
    days = told.reports["date"].to_list()
    assert within(told, days[1], days[1]).reports["text"].to_list() == ["b"]
    assert within(told, None, None).reports.height == 3


def test_a_day_that_is_none_is_refused_by_name(stored: Path) -> None:
    """A wrong day is an error that names the parameter, not a silent whole window."""
    with pytest.raises(NotebookError, match="parameter since: '5 March'"):
        open_timeline(str(stored), "", load_codebook(), since="5 March")


def test_reports_that_are_not_there_are_refused_by_name() -> None:
    """A wrong folder is an error that names it."""
    with pytest.raises(NotebookError, match="nowhere"):
        open_timeline("", "../nowhere", load_codebook())
