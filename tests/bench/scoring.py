"""The gold and its scorer, as the benchmarks of this folder share them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

Passages = dict[str, dict[str, Any]]
FAMILIES = ("mentions", "claims", "diplomacy")


def gold_folder(argument: str = "../shared") -> Path:
    """The folder ``gold`` of the shared material, or the end of the run with the way out."""
    folder = Path(argument) / "gold"
    if not (folder / "score.py").is_file():
        sys.exit(f"{folder}: no scorer here. Give the folder that holds gold/score.py.")
    return folder


def scorer_of(folder: Path) -> ModuleType:
    """``score.py`` of the gold, imported from where it is."""
    spec = importlib.util.spec_from_file_location("gold_scorer", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(scorer: ModuleType, passages: Passages) -> Passages:
    """What the command line extracts from the passages, as the scorer reads it."""
    with tempfile.TemporaryDirectory() as scratch:
        given, out = Path(scratch) / "passages.jsonl", Path(scratch) / "pred.jsonl"
        rows = ({"id": i, "date": p["date"], "text": p["text"]} for i, p in passages.items())
        given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "-m", "analytics", "extract", str(given), "--out", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        return dict(scorer.load_pred(out, passages))


def is_worked_on(passage: str) -> bool:
    """Whether the rules were written with this passage in sight: its id's SHA-256 has an even first hex digit."""
    return int(hashlib.sha256(passage.encode()).hexdigest()[0], 16) % 2 == 0


def shown(figure: Any) -> str:
    """An F1 or a share with three digits; "-" where the slice has none."""
    if figure is None:
        return "-"
    return f"{figure['f1'] if isinstance(figure, dict) else figure:.3f}"


def print_table(corner: str, columns: dict[str, list[str]], rows: list[str]) -> None:
    """A Markdown table: a row a name of ``rows``, a column a name of ``columns``."""
    print(f"| {corner} | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for i, row in enumerate(rows):
        print(f"| {row} | " + " | ".join(cells[i] for cells in columns.values()) + " |")
