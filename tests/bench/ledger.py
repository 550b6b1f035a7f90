"""Print how the claims of a corpus ended, the claimants' record, and how long the ledger took.

    python tests/bench/ledger.py [REPORTS or TIMELINE]

By default ``../shared/corpora/isw_daily``. A folder with a stored timeline (``analytics extract … --format parquet
--out FOLDER``) is not read again.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import analytics
from analytics.codebook import load_codebook
from analytics.ledgers import claimants_record
from analytics.schema import STATUSES

if TYPE_CHECKING:
    from analytics.schema import Timeline

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "isw_daily"


def main() -> None:
    """Read, build, print two tables in Markdown and a line about time."""
    timeline = opened(Path(*sys.argv[1:2] or [CORPUS]))
    load_codebook()
    began, used = time.perf_counter(), time.process_time()
    ledger = analytics.build_ledger(timeline)
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    print("| status | claims | share |\n|---|---|---|")
    for status in STATUSES:
        n = ledger.filter(pl.col("status") == status).height
        print(f"| {status} | {n:,} | {n / ledger.height:.1%} |")
    print(
        "\n| claimant | claims | corroborated | contradicted | open | corroborated of those that ended (90 %) | days |"
    )
    print("|---|---|---|---|---|---|---|")
    for row in claimants_record(ledger).iter_rows(named=True):
        share = "-" if row["share"] is None else f"{row['share']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        counts = " | ".join(f"{row[name]:,}" for name in ("claims", "corroborated", "contradicted", "open"))
        days = "-" if row["days"] is None else f"{row['days']:g}"
        print(f"| {row['claimant']} | {counts} | {share} | {days} |")
    told = f"{timeline.claims.height:,} rows of {timeline.reports.height} reports"
    print(f"\n{ledger.height:,} claims from {told} in {seconds:.2f} s ({processor:.2f} s of processor time)")


def opened(path: Path) -> Timeline:
    """Return the timeline that is stored in a folder, or that of its reports."""
    if (path / "claims.parquet").is_file():
        return analytics.read_timeline(path)
    return analytics.extract(analytics.read_reports(path).reports)


if __name__ == "__main__":
    main()
