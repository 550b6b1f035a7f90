"""The rows behind the chart of claim lanes: which claims, from when to when, with what status on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.labels import labels_of

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.codebook import Codebook
    from analytics.schema import Ledger

__all__ = ["Lanes", "claim_name", "lanes_of", "rule_says"]


@dataclass(frozen=True, slots=True)
class Lanes:
    """Claims to draw, and what is left out.

    Attributes:
        rows: A row a claim: the ledger's columns, ``number`` (1 and up), ``claim`` (its name), ``actor_name``,
            ``theater_name``, ``status_name``, ``why`` (str), ``end`` (date). Sorted by first report.
        steps: A row a status that a claim had: ``number``, ``date``, ``until`` (date), ``status``, ``step_name`` (str),
            ``stands`` (bool), and the names of `rows`.
        other_kinds: Claims of kinds that are not drawn, or without a place.
        not_shown: Claims of these kinds beyond the number of rows.
    """

    rows: pl.DataFrame
    steps: pl.DataFrame
    other_kinds: int
    not_shown: int


def lanes_of(ledger: dy.DataFrame[Ledger], codebook: Codebook) -> Lanes:
    """Choose the claims to draw.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Has the kinds and the number of rows (``[[lanes]]``), names and rules.
    """
    chosen = next(iter(codebook.table("lanes")))
    named = pl.coalesce("place", "surface").is_not_null()
    kept = ledger.filter(pl.col("kind").is_in(chosen["kinds"]), named).with_columns(
        pl.col("status").is_in(chosen["ended"]).alias("ended")
    )
    order = ["ended", "since", "last", "cluster_id"]
    first = kept.sort(order, descending=[True, True, True, False]).head(chosen["rows"])
    rows = (
        _named(first, codebook)
        .sort("first", "since", "place", "cluster_id", nulls_last=True)
        .with_row_index("number", offset=1)
        .with_columns(pl.col("number").cast(pl.Int64), pl.max_horizontal("since", "last").alias("end"))
    )
    return Lanes(rows, _steps(rows, codebook), ledger.height - kept.height, kept.height - rows.height)


def claim_name(codebook: Codebook, ledger: pl.DataFrame) -> pl.Expr:
    """Return what a reader calls a ``claim``: who, what and where."""
    names = {label.id: label.name for label in labels_of(codebook, "ledger_kind", ledger["kind"])}
    where = pl.concat_str(pl.col("relation"), pl.coalesce("place", "surface"), separator=" ", ignore_nulls=True)
    place = pl.when(where == "").then(pl.lit("no place named")).otherwise(where)
    kind = pl.col("kind").replace_strict(names, return_dtype=pl.String)
    return pl.format("{}: {}, {}", _labelled(codebook, "side", "actor", ledger), kind, place).alias("claim")


def rule_says(codebook: Codebook) -> pl.Expr:
    """Return the sentence of the rule that set the status, as ``why``."""
    says = {row["id"]: row["says"] for row in codebook.table("ledger_rule")}
    return pl.col("rule").replace_strict(says, default=pl.col("rule"), return_dtype=pl.String).alias("why")


def _labelled(codebook: Codebook, table: str, column: str, frame: pl.DataFrame) -> pl.Expr:
    names = {label.id: label.name for label in labels_of(codebook, table, frame[column].unique())}
    return pl.col(column).replace_strict(names, return_dtype=pl.String)


def _named(ledger: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    return ledger.with_columns(
        claim_name(codebook, ledger),
        rule_says(codebook),
        _labelled(codebook, "side", "actor", ledger).alias("actor_name"),
        _labelled(codebook, "theater", "theater", ledger).alias("theater_name"),
        _labelled(codebook, "status_display", "status", ledger).alias("status_name"),
    )


def _steps(rows: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    standing = next(iter(codebook.table("lanes")))["standing"]
    told = rows.select("number", "claim", "actor", "actor_name", "theater_name", "why", "first", "end", "history")
    steps = told.explode("history", empty_as_null=False).unnest("history")
    return steps.with_columns(
        pl.col("date").shift(-1).over("number").fill_null(pl.col("end")).alias("until"),
        _labelled(codebook, "status_display", "status", steps).alias("step_name"),
        pl.col("status").is_in(standing).alias("stands"),
    )
