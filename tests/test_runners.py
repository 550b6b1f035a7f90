"""The notebooks under other programs that run notebooks: `papermill` and `jupyter execute`, as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
REPORTS = ("2023-07-10-seed", "sample/2023-07-01", "sample/2023-07-09")  # enough for two weeks; all would take longer
MIME = "application/vnd.vegalite.v5+json"
WIDGET = "application/vnd.jupyter.widget-view+json"  # a chart that answers Python
NOT_OURS = "Kernel is running over TCP without encryption"  # how these programs start a kernel


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the notebooks beside reports, as in a fresh clone."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (tmp_path / "seeds" / "sample").mkdir(parents=True)
    for name in (f"{report}{ending}" for report in REPORTS for ending in (".txt", ".toml")):
        shutil.copy(ROOT / "seeds" / name, tmp_path / "seeds" / name)
    return tmp_path


def run(command: list[str], folder: Path, home: Path) -> None:
    """Run a program without settings of the user's; it must end well and without a warning."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    own = {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    own |= {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    done = subprocess.run(command, cwd=folder, env=kept | own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "warning" in line.lower() and NOT_OURS not in line]
    assert said == []


def check(path: Path) -> None:
    """A notebook that ran: every cell counted, nothing but results, a chart (a live one where it makes no page)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a runner writes is its own affair: papermill's cells lack an id
        notebook: Any = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs]
    assert all(cell.execution_count for cell in cells)
    assert {output.output_type for output in outputs} <= {"execute_result", "display_data"}
    chart = MIME if notebook.metadata.get("page", True) else WIDGET
    assert any(chart in output.data for output in outputs)


def test_jupyter_execute_runs_the_notebooks(clone: Path) -> None:
    """All in one go, and without a warning; its kernels work beside the notebooks."""
    run(["jupyter", "execute", "--inplace", *NAMES], clone / "notebooks", clone)
    for name in NAMES:
        check(clone / "notebooks" / name)


@pytest.mark.parametrize("name", NAMES)
def test_papermill_runs_a_notebook_from_the_root(clone: Path, name: str) -> None:
    """Its kernel works where papermill was started, and finds the reports from there."""
    run(["papermill", "--no-progress-bar", f"notebooks/{name}", "ran.ipynb"], clone, clone)
    check(clone / "ran.ipynb")


def test_each_program_runs_from_the_other_folder(clone: Path) -> None:
    """The same kernels' folders as above, so one notebook is enough."""
    run(["jupyter", "execute", "--inplace", f"notebooks/{NAMES[0]}"], clone, clone)
    check(clone / "notebooks" / NAMES[0])
    run(["papermill", "--no-progress-bar", NAMES[1], "ran.ipynb"], clone / "notebooks", clone)
    check(clone / "notebooks" / "ran.ipynb")
