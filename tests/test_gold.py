"""The extractor against the annotators: no figure of the development gold falls below what was promised."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared

AT_LEAST = {
    "mention": 0.97,
    "geocode@10km": 0.96,
    "claim": 0.80,
    "claim-coarse": 0.80,
    "advance": 0.76,
    "claimant": 0.95,
    "credence": 0.93,
    "stance": 0.95,
    "event-date": 0.95,
    "toward": 0.90,
    "diplomacy": 0.60,
    "diplomacy-any-kind": 0.70,
    "diplomacy-topic": 0.78,
    "theater": 0.88,
}
AT_MOST = {"reversed-side": 0.004}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> dict[str, Any]:
    """Extract the gold's passages with the command line and score them with the gold's own scorer."""
    out = tmp_path_factory.mktemp("gold") / "pred.jsonl"
    passages = shared / "gold" / "dev_passages.jsonl"
    command = [sys.executable, "-m", "analytics", "extract", str(passages), "--format", "jsonl", "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    score = [sys.executable, str(shared / "gold" / "score.py"), str(shared / "gold" / "dev.jsonl"), str(out), "--json"]
    return dict(json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout))


def _share(figure: Any) -> float:
    return float(figure["f1"] if isinstance(figure, dict) else figure)


@pytest.mark.parametrize("name", AT_LEAST)
def test_figure_stays_above_its_bar(figures: dict[str, Any], name: str) -> None:
    """F1 of the families, shares of the fields."""
    assert _share(figures[name]) >= AT_LEAST[name]


@pytest.mark.parametrize("name", AT_MOST)
def test_error_stays_below_its_bar(figures: dict[str, Any], name: str) -> None:
    """A side reversed is the worst error there is."""
    assert _share(figures[name]) <= AT_MOST[name]
