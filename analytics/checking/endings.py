"""Whether the rules of the ledger can be read, and do on their examples what these say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.checking.findings import Finding, origins_of, own_entries
from analytics.errors import CodebookError
from analytics.ledgers import build_ledger
from analytics.ledgers.rules import rules_of
from analytics.scale.extracting import extract
from analytics.schema import Reports, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Codebook

__all__ = ["check_ledger", "endings_of"]

_TABLES = ("ledger_rule", "ledger_relation")
Told = tuple[str, dict[str, Any]]  # an entry's id, one of its examples


def check_ledger(codebook: Codebook) -> Iterator[Finding]:
    """Yield what keeps the rules from being read, rules without an example, and examples that end otherwise."""
    try:
        rules_of(codebook)
    except CodebookError as error:
        yield Finding("", "ledger", "", str(error), "See the head of ledger.toml.")
        return
    at = origins_of(codebook).at
    for table in _TABLES:
        for entry in own_entries(codebook, table):
            if not entry.get("examples"):
                yield at(table, entry["id"], "no example", "Add `examples`: reports, a claim, and how it ends.")
        told = [(row["id"], example) for row in own_entries(codebook, table) for example in row.get("examples", ())]
        for (entry, example), found in zip(told, endings_of(told, codebook), strict=True):
            if found != [example["status"]]:
                problem = (
                    f"example: {example['claim']} is {' and '.join(found) or 'no claim'}; expected {example['status']}"
                )
                yield at(table, entry, problem, "Mend the entry, or the example.")


def endings_of(told: Sequence[Told], codebook: Codebook) -> list[list[str]]:
    """Read examples, each as reports of its own, and return the statuses of the claim that each is about."""
    rows = [row for n, (_, example) in enumerate(told) for row in _reports(n, example)]
    schema = dict(Reports.create_empty().schema)
    timeline = extract(pl.DataFrame(rows, schema=schema, orient="row"), codebook=codebook)
    return [_statuses(_of(timeline, n), example["claim"], codebook) for n, (_, example) in enumerate(told)]


def _reports(number: int, example: dict[str, Any]) -> Iterator[dict[str, Any]]:
    blank = dict.fromkeys(Reports.column_names()) | {"date_source": "option", "sha256": "", "words": 0, "language": ""}
    for n, (day, text) in enumerate(example["reports"]):
        yield blank | {"report_id": f"{number:04} {n:04}", "date": dt.date.fromisoformat(day), "text": text}


def _of(timeline: Timeline, number: int) -> Timeline:
    own = pl.col("report_id").str.starts_with(f"{number:04} ")
    return Timeline.cast({name: frame.filter(own) for name, frame in timeline.to_dict().items()})


def _statuses(timeline: Timeline, claim: str, codebook: Codebook) -> list[str]:
    kind, actor, place = claim.split(" ", 2)
    named = (pl.col("kind") == kind) & (pl.col("actor") == actor) & (pl.coalesce("place", "surface") == place)
    return build_ledger(timeline, codebook=codebook).filter(named)["status"].to_list()
