"""Claims as the ledger weighs them: each telling with where it is, who speaks and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from analytics.ledgers.rules import Rules

__all__ = ["AUTHOR", "DENIED", "NOBODY", "Telling", "after", "folded", "later", "tellings_of"]

AUTHOR, NOBODY, DENIED = "author", "unattributed", "denied"
_COLUMNS = (
    "report_id", "event_id", "row", "date", "start", "quote", "kind", "actor", "surface", "place_id", "place",
    "relation", "theater", "claimant", "claimant_text", "against_interest", "credence", "evidence", "event_start",
    "event_end", "where", "exact", "asserts", "claims", "firm", "cited",
)  # fmt: skip
ORDER = ("date", "report_id", "start", "event_id", "row")


@dataclass(frozen=True, slots=True)
class Telling:
    """One row of the claims frame.

    Attributes:
        where: What it is at: a place's id; the folded name and theater of one that is not resolved; the axis that it
            is aimed along; else its own words.
        exact: Whether it is told of a place itself, not of what lies near it or of a region.
        asserts: Whether it says that the thing is so: neither doubted nor denied.
        claims: Whether its claimant says that it is so, be he doubted or contradicted.
        firm: Whether it settles something: the report's own word, evidence, or a word against interest.
        cited: Whether evidence is cited that the report stands behind.

    The other attributes are the columns of the claims frame, ``kind`` the ledger's.
    """

    report_id: str
    event_id: str
    row: int
    date: dt.date
    start: int
    quote: str
    kind: str
    actor: str
    surface: str | None
    place_id: str | None
    place: str | None
    relation: str | None
    theater: str
    claimant: str
    claimant_text: str
    against_interest: bool
    credence: str
    evidence: str
    event_start: dt.date
    event_end: dt.date
    where: str
    exact: bool
    asserts: bool
    claims: bool
    firm: bool
    cited: bool

    @property
    def voice(self) -> str | None:
        """Who speaks; nobody where nobody is named."""
        return None if self.claimant == NOBODY else self.claimant

    @property
    def own(self) -> bool:
        """Whether the report itself speaks."""
        return self.claimant == AUTHOR

    @property
    def order(self) -> tuple[dt.date, str, int, str, int]:
        """The order of telling, whole: no two tellings share it."""
        return (self.date, self.report_id, self.start, self.event_id, self.row)


def folded(text: str) -> str:
    """Return words without case, marks and doubled spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def after(one: Telling, other: Telling) -> bool:
    """Whether one is told after the other: on a later day, or further on in the same report."""
    return one.date > other.date or (one.report_id == other.report_id and one.start > other.start)


def later(one: Telling, other: Telling) -> bool:
    """Whether one event comes after the other; by the order of telling where their days do not say."""
    if one.event_start >= other.event_end:
        return True
    return other.event_start < one.event_end and after(one, other)


def tellings_of(claims: pl.DataFrame, rules: Rules) -> Iterator[list[Telling]]:
    """Yield the tellings of each place, in the order of telling.

    Args:
        claims: Schema `analytics.schema.Claims`, in any order.
        rules: What the ledger follows; claims of other kinds are left out.
    """
    s = rules.settings
    cited = (pl.col("credence") == "confirmed") | (
        pl.col("evidence").is_in(s.evidence) & (pl.col("claimant") == AUTHOR) & pl.col("credence").is_in(s.firm)
    )
    asserts = ~pl.col("credence").is_in(s.against)
    own = (pl.col("claimant") == AUTHOR) & pl.col("credence").is_in(s.firm)
    point = pl.col("place_precision").fill_null(0) <= s.widest_precision
    named = pl.col("place_id").is_not_null() | pl.col("surface").is_not_null()
    rows = (
        claims.filter(pl.col("kind").is_in(list(rules.told_as)))
        .with_columns(
            pl.col("kind").replace_strict(rules.told_as, return_dtype=pl.String),
            _where(),
            (named & point & pl.col("relation").is_null()).alias("exact"),
            asserts.alias("asserts"),
            (asserts | ((pl.col("claimant") != AUTHOR) & _contested())).alias("claims"),
            (asserts & (own | cited | pl.col("against_interest"))).alias("firm"),
            cited.alias("cited"),
        )
        .sort("where", *ORDER)
    )
    tellings = (Telling(**row) for row in rows.select(*_COLUMNS).iter_rows(named=True))
    for _, place in groupby(tellings, key=lambda t: t.where):
        yield list(place)


def _contested() -> pl.Expr:
    """Whether somebody else doubts or denies what the claimant says; without a cue of denial he denies it himself."""
    denial = pl.col("cues").list.eval(pl.element().struct.field("role") == "denial").list.any()
    return (pl.col("credence") != DENIED) | denial


def _where() -> pl.Expr:
    """Return what a claim is at; namesakes that could not be told apart meet only within one theater."""

    def plain(text: pl.Expr) -> pl.Expr:
        return text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()

    axis = pl.col("toward").list.sort().list.join(", ")
    return (
        pl.when(pl.col("place_id").is_not_null())
        .then(pl.format("place {}", "place_id"))
        .when(pl.col("surface").is_not_null())
        .then(pl.format("name {} in {}", plain(pl.col("surface")), "theater"))
        .when(pl.col("toward").list.len() > 0)
        .then(pl.format("axis {} in {}", plain(axis), "theater"))
        .otherwise(pl.format("words {} in {}", plain(pl.col("quote")), "theater"))
        .alias("where")
    )
