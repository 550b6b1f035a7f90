"""Places of the gazetteer for a reader: towns to find one's way by, and what an id stands for.

It reads the table of places alone: the names by which they are looked up take ten times as long to load.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.gazetteer import plain_name
from analytics.gazetteer_files import scan_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook

__all__ = ["describe_places", "largest_settlements"]


def largest_settlements(codebook: Codebook, box: tuple[float, float, float, float], limit: int) -> pl.DataFrame:
    """Return the most populous settlements within a box.

    Args:
        codebook: Its overlay renames some; its table ``town`` says how many people some had before the war.
        box: South, west, north and east edge in degrees.
        limit: At most so many.

    Returns:
        ``name``, ``lat``, ``lon``, ``population``; the largest first, then by id.
    """
    south, west, north, east = box
    inside = pl.col("lat").is_between(south, north) & pl.col("lon").is_between(west, east)
    return _settlements(codebook).filter(inside).head(limit).drop("place_id")


@lru_cache(maxsize=4)
def _settlements(codebook: Codebook) -> pl.DataFrame:
    """Return all settlements, the largest first."""
    names, people = (
        {f"geonames:{row['geonameid']}": row[column] for row in codebook.table(table) if "geonameid" in row}
        for table, column in (("place", "name"), ("town", "population"))
    )
    own = pl.col("place_id")
    return (
        scan_places(codebook)
        .filter(pl.col("kind") == "settlement")
        .select(
            "place_id",
            own.replace_strict(names, default=pl.col("name"), return_dtype=pl.String).alias("name"),
            "lat",
            "lon",
            own.replace_strict(people, default=pl.col("population"), return_dtype=pl.Int64).alias("population"),
        )
        .sort("population", "place_id", descending=[True, False])
        .collect(engine="in-memory")
    )


def describe_places(codebook: Codebook, ids: Iterable[str]) -> dict[str, str]:
    """Return places by id as a reader tells them apart: "Oakham (Rutland, GB, 52.67 N 0.73 W)".

    Ids that nothing has are left out.

    Args:
        codebook: Its overlay has places of its own.
        ids: As frames have them.
    """
    wanted = sorted(set(ids))
    columns = ["place_id", "name", "admin1", "country", "lat", "lon"]
    places = scan_places(codebook).filter(pl.col("place_id").is_in(wanted)).select(columns)
    rows = places.collect(engine="in-memory").to_dicts()
    rows += [
        {"place_id": _overlay_id(entry), **entry}
        for entry in codebook.table("place")
        if "geonameid" not in entry and _overlay_id(entry) in wanted
    ]
    return {row["place_id"]: _described(row) for row in rows}


def _described(place: dict[str, Any]) -> str:
    lat, lon = place.get("lat"), place.get("lon")
    point = ""
    if lat is not None and lon is not None:
        point = f"{abs(lat):.2f} {'N' if lat >= 0 else 'S'} {abs(lon):.2f} {'E' if lon >= 0 else 'W'}"
    told = ", ".join(part for part in (place.get("admin1"), place.get("country"), point) if part)
    return f"{place['name']} ({told})" if told else str(place["name"])


def _overlay_id(entry: dict[str, Any]) -> str:
    return "overlay:" + plain_name(entry["name"]).replace(" ", "-")
