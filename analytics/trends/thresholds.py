"""What counts as enough for a trend, as an analyst may set it in ``thresholds.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

__all__ = ["Thresholds", "thresholds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The values of ``thresholds.toml``, where each has its reason.

    Attributes:
        confidence: Share of cases that limits should hold.
        false_discoveries: Share of told changes that may be none.
        seed: Of every drawing.
        draws: Of a bootstrap or a permutation.
        least_reports: Reports that a bootstrap, or a spread between reports, needs.
        least_naming: Reports of these that must name what is counted, for a bootstrap.
        most_splits: Splits of reports into two weeks that are tried one by one.
        least_periods: Periods that a search for a step needs.
        least_side: Periods on each side of a step.
        standing_credences: Credences of claims that stood, without a ledger.
        standing_statuses: Statuses of claims that stood, with one.
        standing_words: Words of a paragraph that is looked for in several reports.
        standing_reports: Reports that such a paragraph stands in.
        matrix_actors: Actors on each side of a matrix.
    """

    confidence: float
    false_discoveries: float
    seed: int
    draws: int
    least_reports: int
    least_naming: int
    most_splits: int
    least_periods: int
    least_side: int
    standing_credences: tuple[str, ...]
    standing_statuses: tuple[str, ...]
    standing_words: int
    standing_reports: int
    matrix_actors: int

    @property
    def tail(self) -> float:
        """The share outside the limits, on each side."""
        return (1 - self.confidence) / 2


@cache
def thresholds() -> Thresholds:
    """Return the values that are in force."""
    values: dict[str, Any] = tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    several = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Thresholds(**values | several)
