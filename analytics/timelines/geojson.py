"""Claims and place mentions as points on a map: a GeoJSON FeatureCollection (RFC 7946)."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.timelines.jsonl import escaped
from analytics.timelines.model import FAMILIES, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.schema import Timeline

__all__ = ["as_geojson"]

_KEYS = {"claim": ("report_id", "event_id", "row"), "mention": ("report_id", "start")}


def as_geojson(timeline: Timeline) -> Rendering:
    """Return the located records of a timeline as one file, a feature a line.

    A feature is a point (WGS84, longitude first) with the member ``id`` and, as properties, ``family`` (claim,
    mention) and every column of that family; days are ISO dates, lists and cues stay lists. Two members of the
    collection that GeoJSON does not define say what is not in it (``left_out``) and what must be said of the reports
    (``notes``).
    """
    found = {family: getattr(timeline, FAMILIES[family]) for family in _KEYS}
    left_out = {
        f"{FAMILIES[family]} without coordinates": frame.select(pl.col("lat", "lon").is_null()).max_horizontal().sum()
        for family, frame in found.items()
    }
    left_out |= {"diplomatic acts": timeline.diplomacy.height, "reports": timeline.reports.height}
    left_out = {what: count for what, count in left_out.items() if count}
    notes = timeline.reports["note"].drop_nulls().unique().sort().to_list()
    return Rendering(_lines(found, {"left_out": left_out, "notes": notes}), left_out)


def _lines(found: dict[str, pl.DataFrame], told: dict[str, Any]) -> Iterator[bytes]:
    head = _json({"type": "FeatureCollection"} | told)
    yield head.removesuffix(b"}") + b',"features":['
    between = b"\n"
    for family, frame in found.items():
        for row in frame.drop_nulls(["lat", "lon"]).iter_rows(named=True):
            yield between + _json(_feature(family, row))
            between = b",\n"
    yield b"\n]}\n"


def _feature(family: str, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": "/".join([family, *(str(row[key]) for key in _KEYS[family])]),
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": {"family": family} | row,
    }


def _json(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=dt.date.isoformat)
    return escaped(text.encode())
