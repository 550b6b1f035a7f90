"""Print how well the extractor does on the development gold: whole, by half, by publisher.

    python tests/bench/gold.py [../shared]

The half that was worked on holds the passages whose id has a SHA-256 with an even first hex digit; the other half was
only ever looked at as a score. The figures are those of ``gold/score.py``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

FIGURES = (
    "mention", "geocode@10km", "claim", "claim-coarse", "advance", "claimant", "credence", "stance", "reversed-side",
    "event-date", "toward", "diplomacy", "diplomacy-any-kind", "diplomacy-topic", "theater",
)  # fmt: skip


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: no scorer here. Give the folder that holds gold/score.py.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _is_worked_on(passage: str) -> bool:
    return int(hashlib.sha256(passage.encode()).hexdigest()[0], 16) % 2 == 0


def _slices(passages: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    slices = {"all": list(passages)}
    slices["worked on"] = [p for p in passages if _is_worked_on(p)]
    slices["kept"] = [p for p in passages if not _is_worked_on(p)]
    for source in sorted({p["source"] for p in passages.values()}):
        slices[source] = [i for i, p in passages.items() if p["source"] == source]
    return slices


def _shown(figure: Any) -> str:
    if figure is None:
        return "-"
    return f"{figure['f1'] if isinstance(figure, dict) else figure:.3f}"


def main() -> None:
    """Extract the gold's passages with the command line, score every slice, print one Markdown table."""
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared") / "gold"
    scorer = _scorer(gold / "score.py")
    passages = scorer.load_gold(gold / "dev.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pred.jsonl"
        command = [sys.executable, "-m", "analytics", "extract", str(gold / "dev_passages.jsonl"), "--out", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        predicted = scorer.load_pred(out, passages)
    columns = {}
    for name, ids in _slices(passages).items():
        columns[name], _ = scorer.score({i: passages[i] for i in ids}, {i: predicted[i] for i in ids})
    print("| figure | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for figure in FIGURES:
        print(f"| {figure} | " + " | ".join(_shown(column.get(figure)) for column in columns.values()) + " |")


if __name__ == "__main__":
    main()
