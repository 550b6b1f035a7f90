"""Print how often a paragraph's theater is among those that its heading may mean.

    python tests/bench/sections.py [../shared]

The paragraphs of ``corpora/isw_daily_sections.csv`` stand under a front's heading; ``accept`` are the theaters that it
may mean: a label that no annotator of the gold gave. A paragraph's theater is the one that its records name most, by
the gold's scorer. Paragraphs without a place are left out.
"""

from __future__ import annotations

import csv
import sys

from scoring import extracted, gold_folder, scorer_of


def main() -> None:
    """Extract every paragraph as a report of its own, count, print one line."""
    gold = gold_folder(*sys.argv[1:2])
    scorer = scorer_of(gold)
    with (gold.parent / "corpora" / "isw_daily_sections.csv").open(encoding="utf-8", newline="") as file:
        rows = {f"{i:05}": row for i, row in enumerate(csv.DictReader(file))}
    passages = {i: row | {"spans": [(0, len(row["text"]))]} for i, row in rows.items()}
    read = {i: records for i, records in extracted(scorer, passages).items() if records["mentions"]}
    right = sum(scorer.main_theater(records) in rows[i]["accept"].split() for i, records in read.items())
    print(f"{right} of {len(read)} paragraphs with a place ({right / len(read):.3f}) are in a theater of their heading")


if __name__ == "__main__":
    main()
