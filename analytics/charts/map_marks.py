"""The marks of the map of claims: one a place, favoured side and move; and what no map can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.advance_rows import what_moved
from analytics.charts.labels import labels_of, period_text
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    from analytics.charts.camps import Camps
    from analytics.codebook import Codebook

__all__ = ["a_point", "map_marks", "off_map_rows", "on_map"]

_REGION = 3  # place_precision of what is too wide for a point
_WORLD = (-90.0, -180.0, 90.0, 180.0)
_AT = ["lat", "lon"]
_MARK = ["step", *_AT, "favours", "move"]


def a_point() -> pl.Expr:
    """Return whether a row of places is a point: rivers and regions are none."""
    return pl.col("lat").is_not_null() & (pl.col("place_precision") < _REGION).fill_null(value=True)


def on_map(box: tuple[float, float, float, float] | None) -> pl.Expr:
    """Return whether a row's point lies within a box; null where it has none.

    Args:
        box: South, west, north and east edge in degrees; none for the whole world.
    """
    south, west, north, east = box or _WORLD
    return pl.col("lat").is_between(south, north) & pl.col("lon").is_between(west, east)


def _named(codebook: Codebook, table: str, frame: pl.DataFrame, column: str) -> pl.Expr:
    names = {label.id: label.name for label in labels_of(codebook, table, frame[column])}
    return pl.col(column).replace_strict(names, return_dtype=pl.String)


def _where() -> pl.Expr:
    return pl.concat_str("relation", "place", separator=" ", ignore_nulls=True)


def map_marks(frame: pl.DataFrame, codebook: Codebook, camps: Camps) -> pl.DataFrame:
    """Add up what is told of each point, without mixing camps, moves or credences.

    Args:
        frame: As `analytics.charts.map_slider.stepped` returns it, with rows that are points on the map only.
        codebook: Names of theaters and credences.
        camps: The two camps; rows of others are left out.

    Returns:
        ``step``, ``lat lon favours move`` (the camp that gains, or the rival of the one that withdraws), ``where``
        (its names, as "2 km south of X"), ``place`` (X), ``admin1``, ``theater``, ``theater_name``, ``near`` (whether
        no claim is *at* the point), ``side``, ``side_name``, ``what`` in words, ``n`` (distinct events by credence,
        added),
        ``credence`` and ``credence_name`` (the firmest that is not contradicted; null if all are), ``crossed``
        (``denied``, ``doubted`` or null), ``told`` (the number of each credence, in words), ``days``. Sorted by the
        first five.
    """
    credences = labels_of(codebook, "credence_display", frame["credence"])
    order = {label.id: place for place, label in enumerate(credences)}
    firm = ~pl.col("credence").is_in(CONTRADICTED)
    rows = (
        frame.filter(camps.is_drawn())
        .with_columns(
            camps.favours(),
            what_moved(),
            pl.col("side").replace_strict(camps.names, return_dtype=pl.String).alias("side_name"),
            pl.col("credence").replace_strict(order, return_dtype=pl.Int64).alias("rank"),
            _named(codebook, "theater", frame, "theater").alias("theater_name"),
            _where().alias("where"),
        )
        .sort(*_MARK, "rank", "where", "side")
    )
    counts = (
        rows.group_by(*_MARK, "credence", "rank", maintain_order=True)
        .agg(pl.col("n").sum())
        .with_columns(pl.format("{} {}", "n", _named(codebook, "credence_display", frame, "credence")).alias("told"))
        .group_by(_MARK, maintain_order=True)
        .agg(pl.col("told").str.join(", "))
    )
    return (
        rows.group_by(_MARK, maintain_order=True)
        .agg(
            pl.col("where").unique(maintain_order=True).str.join("; "),
            pl.col("place", "admin1", "theater", "theater_name", "side", "what").first(),
            pl.col("side_name").unique(maintain_order=True).str.join(", "),
            (pl.col("place_precision") > 1).all().alias("near"),
            pl.col("n").sum(),
            pl.col("credence").filter(firm).first(),
            pl.col("credence").filter(~firm).last().alias("crossed"),
            pl.col("first").min(),
            pl.col("last").max(),
        )
        .join(counts, on=_MARK, maintain_order="left")
        .with_columns(
            pl.col("credence").replace({c.id: c.name for c in credences}).alias("credence_name"),
            pl.struct("first", "last")
            .map_elements(lambda span: period_text(span["first"], span["last"]), return_dtype=pl.String)
            .alias("days"),
        )
        .sort(_MARK)
        .drop("first", "last")
    )


def off_map_rows(
    frame: pl.DataFrame, codebook: Codebook, box: tuple[float, float, float, float] | None
) -> pl.DataFrame:
    """List what no map can show as a point, with the reason.

    Args:
        frame: As `analytics.trends.claimed_places` returns it.
        codebook: Names of theaters, sides and credences.
        box: What the map can show, as for `on_map`.

    Returns:
        ``place``, ``why``, ``theater``, ``side``, ``what``, ``credence``, ``n``; the most told first.
    """
    resolved = pl.col("place_id").is_not_null()
    why = (
        pl.when(pl.col("place").is_null())
        .then(pl.lit("no place is named"))
        .when(~resolved)
        .then(pl.lit("not told from its namesakes, or in no list"))
        .when(pl.col("lat").is_null())
        .then(pl.lit("a water or an area, not a point"))
        .when(pl.col("place_precision") >= _REGION)
        .then(pl.lit("a region, not a point"))
        .otherwise(pl.lit("beyond the map"))
    )
    keys = ["place", "why", "theater", "side", "what", "credence"]
    return (
        frame.filter(~(a_point() & on_map(box)).fill_null(value=False))
        .with_columns(
            why.alias("why"),
            pl.when(pl.col("move") == "gain").then(pl.lit("gain")).otherwise(pl.lit("withdrawal")).alias("what"),
            _where().alias("place"),
            _named(codebook, "theater", frame, "theater"),
            _named(codebook, "side", frame, "side"),
            _named(codebook, "credence_display", frame, "credence"),
        )
        .with_columns(pl.col("place").replace("", None))
        .group_by(keys)
        .agg(pl.col("n").sum())
        .sort("n", *keys, descending=[True, *(False for _ in keys)], nulls_last=True)
    )
