"""Counts by report: reports are what rates, changes and steps draw, permute and compare.

Words of one report hang together, so a report is the smallest thing that can count as independent of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analytics.trends.periods import period_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.trends.periods import Every

__all__ = ["PER_WORDS", "Counted", "Floats", "Mask", "Per", "count_by_report"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
PER_WORDS = 1000  # words that a rate is of
Per = Literal["words", "report"]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """How often each of some keys is told in each report.

    Attributes:
        reports: ``report_id``, ``date``, ``period``, ``words``: a row a report that has words, by day, then id.
        keys: What is counted, in order.
        counts: Shape (reports, keys).
    """

    reports: pl.DataFrame
    keys: tuple[str, ...]
    counts: Floats

    def exposure(self, per: Per = "words") -> Floats:
        """Return what each report's counts are of: its words, or the one report. Shape (reports,).

        Whole numbers, so that sums of them are exact in any order and on any machine.
        """
        words: Floats = self.reports["words"].to_numpy().astype(float)
        return words if per == "words" else np.ones(len(words))


def count_by_report(rows: pl.DataFrame, reports: pl.DataFrame, keys: Iterable[str], every: Every) -> Counted:
    """Count rows by report and key.

    Args:
        rows: ``report_id`` and ``key`` (str), a row a thing counted; rows of other keys are left out.
        reports: Of `analytics.schema.Reports`; those without a word are left out.
        keys: What to count.
        every: The period.
    """
    ordered = tuple(sorted(keys))
    kept = (
        reports.select("report_id", "date", "words", period_of(every))
        .filter(pl.col("words") > 0)
        .sort("date", "report_id")
    )
    of_report = kept.select("report_id", pl.int_range(pl.len()).alias("at"))
    of_key = pl.DataFrame({"key": ordered}, schema={"key": pl.String}).with_row_index("column")
    found = rows.join(of_report, on="report_id").join(of_key, on="key").group_by("at", "column").len()
    counts = np.zeros((kept.height, len(ordered)))
    counts[found["at"].to_numpy(), found["column"].to_numpy()] = found["len"].to_numpy()
    return Counted(kept, ordered, counts)
