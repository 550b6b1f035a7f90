"""Who is last said to hold each place, and what disputes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.codebook import camps_of

if TYPE_CHECKING:
    import dataframely as dy

    from analytics.codebook import Codebook
    from analytics.schema import Ledger

__all__ = ["control"]

_HAVE = ("capture", "hold")
_OVER = ("contradicted", "reversed")
_STANDING = ("corroborated", "reported")
_AGAINST = ("doubted", "denied")
_FIGHTING = "contested"


def control(ledger: dy.DataFrame[Ledger], codebook: Codebook | None = None) -> pl.DataFrame:
    """Say who is last said to hold each place, who says so, and what disputes it.

    Captures and holds of a place itself count, not of what lies near it. What is corroborated or in the report's own
    voice comes before what is only claimed; of several the newest. It tells what was last *stated*: a place that no
    report tells of any more keeps its last holder, whatever has happened since.

    Args:
        ledger: As `analytics.build_ledger` returns it.
        codebook: Says which sides are allies; without it every side is a rival of every other.

    Returns:
        A row a place: ``place_id``, ``place``, ``surface``, ``theater``, ``holder`` (a side's id), ``kind`` (capture or
        hold), ``claimants`` (list of str, ``author`` is the report itself), ``stated`` (date of the newest report that
        says so), ``status``, ``cluster_id``, ``disputes`` (list of cluster ids: rival sides' claims to it that are
        open or stand, and newer fighting there), ``disputed_by`` (list of actors of these). Sorted by place, then
        surface and theater.
    """
    here = ledger.filter(pl.col("relation").is_null(), pl.coalesce("place_id", "surface").is_not_null())
    told = here.with_columns(_place(), _stated(), pl.col("status").is_in(_STANDING).alias("stands"))
    claims = told.filter(pl.col("kind").is_in(_HAVE), ~pl.col("status").is_in(_OVER), pl.col("stated").is_not_null())
    best = claims.sort("at", "stands", "stated", "cluster_id", descending=[False, True, True, False])
    camps = camps_of(codebook) if codebook is not None else {}
    holders = best.unique("at", keep="first", maintain_order=True)
    return (
        holders.join(_disputes(holders, claims, told, camps), on="at", how="left")
        .with_columns(
            pl.col("actor").alias("holder"),
            pl.col("claimants").list.eval(pl.element().struct.field("claimant")).list.unique().list.sort(),
            pl.col("disputes").fill_null([]),
            pl.col("disputed_by").fill_null([]),
        )
        .sort("place", "surface", "theater", "at", nulls_last=True)
        .select(
            "place_id", "place", "surface", "theater", "holder", "kind", "claimants", "stated", "status", "cluster_id",
            "disputes", "disputed_by",
        )
    )  # fmt: skip


def _place() -> pl.Expr:
    """Return what two claims must share to be at one place."""
    name = pl.format("{} in {}", pl.col("surface").str.to_lowercase(), "theater")
    return pl.coalesce("place_id", name).alias("at")


def _stated() -> pl.Expr:
    """Return the day of the newest telling that says that it is so."""
    element = pl.element()
    so = element.filter(~element.struct.field("credence").is_in(_AGAINST)).struct.field("date")
    return pl.col("credences").list.eval(so).list.max().alias("stated")


def _disputes(holders: pl.DataFrame, claims: pl.DataFrame, told: pl.DataFrame, camps: dict[str, str]) -> pl.DataFrame:
    """List, by place, rival sides' claims to it and the fighting there since it was last stated."""
    held = holders.select("at", pl.col("actor").alias("holder"), pl.col("stated").alias("held"))
    rivals = claims.join(held, on="at").filter(pl.col("actor").replace(camps) != pl.col("holder").replace(camps))
    fighting = told.filter(pl.col("kind") == _FIGHTING, ~pl.col("status").is_in(_OVER))
    newer = fighting.join(held, on="at").filter(pl.col("stated") > pl.col("held"))
    return (
        pl.concat([rivals, newer], how="vertical")
        .sort("at", "stated", "cluster_id")
        .group_by("at", maintain_order=True)
        .agg(pl.col("cluster_id").alias("disputes"), pl.col("actor").unique().sort().alias("disputed_by"))
    )
