"""How the claims of each side and source ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.ledgers.rules import rules_of
from analytics.ledgers.tellings import AUTHOR, NOBODY

if TYPE_CHECKING:
    from pathlib import Path

    import dataframely as dy

    from analytics.schema import Ledger

__all__ = ["claimants_record", "ended_claims"]

# What stood and was later undone had been true.
_ENDS = {"corroborated": "corroborated", "reversed": "corroborated", "contradicted": "contradicted"}
_OPEN = "open"


def claimants_record(
    ledger: dy.DataFrame[Ledger], *, sources: bool = False, codebook: str | Path | Codebook = "default"
) -> pl.DataFrame:
    """Count how the claims of each side ended.

    A claim that two sides make counts for both. One that is denied by everybody who tells of it has no claimant. The
    interval is that of the share of corroborated claims among those that ended, in the beta-binomial model: the
    posterior of a share with Jeffreys' prior Beta(1/2, 1/2), equal tails. Its coverage stays near its level even for
    few claims (Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001).
    It takes claims as independent draws, which claims of one report are not: it is too narrow rather than too wide.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        sources: A row a source as the text names it, rather than a row a side; claims without a named source are left
            out.
        codebook: Has the prior and the width of the interval.

    Returns:
        ``claimant`` (a side's id, ``other``, ``unattributed``), with ``sources`` also ``source`` (str, as written);
        ``claims`` (int), of which ``corroborated`` (those that were later reversed too), ``contradicted``, ``open``
        (only claimed, lapsed, or reported by the report alone); ``share`` (float, 0 to 1, corroborated of those that
        ended; null where none did), ``low``, ``high``; ``days`` (float, median from the claimant's first telling to the
        end). Sorted by ``claims``, the most first, then by name.

    Raises:
        CodebookError: If the codebook cannot be read.
    """
    settings = rules_of(codebook if isinstance(codebook, Codebook) else load_codebook(codebook)).settings
    keys = ["claimant", "source"] if sources else ["claimant"]
    ends = pl.col("status").replace_strict(_ENDS, default=_OPEN, return_dtype=pl.String).alias("end")
    said = (
        ledger.select("cluster_id", ends, _ended(), "claimants")
        .explode("claimants", empty_as_null=False)
        .unnest("claimants")
        .filter(pl.col("claimant") != AUTHOR, _named() | pl.lit(not sources))
        .group_by("cluster_id", "end", "ended", *keys)
        .agg(pl.col("first").min())
    )
    days = (pl.col("ended") - pl.col("first")).dt.total_days().clip(0).filter(pl.col("end") != _OPEN)
    counts = [(pl.col("end") == end).sum().cast(pl.Int64).alias(end) for end in ("corroborated", "contradicted", _OPEN)]
    counted = said.group_by(keys).agg(pl.len().cast(pl.Int64).alias("claims"), *counts, days.median().alias("days"))
    ordered = counted.sort("claims", *keys, descending=[True, *(False for _ in keys)])
    return _with_interval(ordered, settings.interval, settings.prior).select(
        *keys, "claims", "corroborated", "contradicted", _OPEN, "share", "low", "high", "days"
    )


def ended_claims(ledger: dy.DataFrame[Ledger]) -> pl.DataFrame:
    """Return the rows of a ledger that `claimants_record` counts as ended: somebody's claims, borne out or not."""
    somebody = pl.col("claimants").list.eval(pl.element().struct.field("claimant") != AUTHOR).list.any()
    return ledger.filter(pl.col("status").is_in(list(_ENDS)), somebody)


def _named() -> pl.Expr:
    """Whether the text names who says so; "reportedly" names nobody."""
    return (pl.col("source") != "") & (pl.col("claimant") != NOBODY)


def _ended() -> pl.Expr:
    """Return the day on which a claim first was corroborated or contradicted."""
    element = pl.element()
    ended = element.filter(element.struct.field("status").is_in(list(_ENDS))).struct.field("date")
    return pl.col("history").list.eval(ended).list.min().alias("ended")


def _with_interval(frame: pl.DataFrame, width: float, prior: float) -> pl.DataFrame:
    from scipy.stats import beta  # noqa: PLC0415  slow to load

    held, fell = frame["corroborated"].to_numpy(), frame["contradicted"].to_numpy()
    limits = {
        name: pl.Series(beta.ppf(tail, held + prior, fell + prior), dtype=pl.Float64)
        for name, tail in (("low", (1 - width) / 2), ("high", (1 + width) / 2))
    }
    ended = pl.col("corroborated") + pl.col("contradicted")
    return frame.with_columns(
        pl.when(ended > 0).then(pl.col("corroborated") / ended).alias("share"),
        *(pl.when(ended > 0).then(pl.lit(limit)).alias(name) for name, limit in limits.items()),
    )
