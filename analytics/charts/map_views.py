"""What parts of the map a reader can choose, and which names stand on each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analytics.charts.labels import labels_of
from analytics.charts.towns import largest_settlements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analytics.codebook import Codebook

__all__ = ["ALL", "FRONTS", "View", "name_rows", "views_of"]

ALL, FRONTS = "all claims", "the fronts"  # no ids of theaters
_MARGIN = 0.18  # of the extent, on each side
_LEAST = {True: 1.6, False: 0.5}  # degrees of latitude that the whole map, and a part of it, show at least
_CITIES = 40  # the largest of a view; those that have room are named
_SHOWN = {"wide": (860, 14), "narrow": (310, 6)}  # pixels of a drawing, names on it
_DISTRICT = 0.15  # degrees of latitude: nearer than this to a larger town, a settlement is part of it
_LETTER, _LINE, _DOT = 6.4, 14, 8  # pixels


@dataclass(frozen=True, slots=True)
class View:
    """A part of the map.

    Attributes:
        id: A theater's id, `ALL` or `FRONTS`.
        name: As a reader chooses it.
        box: South, west, north and east edge in degrees.
    """

    id: str
    name: str
    box: tuple[float, float, float, float]


def views_of(marks: pl.DataFrame, codebook: Codebook) -> tuple[View, ...]:
    """Return the views of a map: the fronts, where a reader begins, everything, each theater if there are several.

    A mutiny far behind the front would shrink the front to a smudge: it waits until it is asked for.

    Args:
        marks: As `analytics.charts.map_marks.map_marks` returns it.
        codebook: Names and order of the theaters.
    """
    present = set(marks["theater"])
    at_front = [row["id"] for row in codebook.table("theater") if row.get("kind") == "front"]
    front = marks.filter(pl.col("theater").is_in(at_front))
    parts = [
        View(label.id, label.name, _box(marks.filter(pl.col("theater") == label.id), whole=False))
        for label in labels_of(codebook, "theater", present)
        if label.id in present
    ]
    whole = [View(FRONTS, "the fronts", _box(front, whole=True))] if 0 < front.height < marks.height else []
    return (*whole, View(ALL, "all claims", _box(marks, whole=True)), *(parts if len(parts) > 1 else ()))


def _box(marks: pl.DataFrame, *, whole: bool) -> tuple[float, float, float, float]:
    south, north = float(marks["lat"].min()), float(marks["lat"].max())  # type: ignore[arg-type]  # floats
    west, east = float(marks["lon"].min()), float(marks["lon"].max())  # type: ignore[arg-type]  # floats
    stretch = 1 / math.cos(math.radians((south + north) / 2))  # degrees of longitude as long as one of latitude
    high = max(north - south, _LEAST[whole]) * (0.5 + _MARGIN)
    wide = max(east - west, _LEAST[whole] * stretch) * (0.5 + _MARGIN)
    lat, lon = (south + north) / 2, (west + east) / 2
    return tuple(round(edge, 3) for edge in (lat - high, lon - wide, lat + high, lon + wide))  # type: ignore[return-value]  # four


def name_rows(views: Iterable[View], marks: pl.DataFrame, codebook: Codebook, height: int) -> pl.DataFrame:
    """Choose the names that find room: on the whole map the largest towns, on a part first the places of claims.

    Args:
        views: As `views_of` returns them.
        marks: The marks of the map, which no name may cover.
        codebook: Names of towns.
        height: Of the drawing, in pixels.

    Returns:
        ``name lat lon``, ``view`` and ``room`` (``wide``, ``narrow``: the drawing that the choice is for), ``town``
        (whether no mark stands there).
    """
    told = (
        marks.group_by("place", "lat", "lon")
        .agg(pl.col("n").sum())
        .sort("n", "place", "lat", descending=[True, False, False])
        .select(pl.col("place").alias("name"), "lat", "lon", town=pl.lit(value=False))
    )
    rows = []
    for view in views:
        towns = largest_settlements(codebook, view.box, _CITIES).select("name", "lat", "lon", town=pl.lit(value=True))
        known = towns if view.id in {ALL, FRONTS} else pl.concat([told, towns])
        for room, (width, most) in _SHOWN.items():
            sheet = _Sheet(view, width, height)
            sheet.occupy(marks)
            rows += [(*row, view.id, room) for row in sheet.placed(known, most)]
    schema = {"name": pl.String, "lat": pl.Float64, "lon": pl.Float64, "town": pl.Boolean, "view": pl.String}
    return pl.DataFrame(rows, schema=schema | {"room": pl.String}, orient="row")


class _Sheet:
    """A drawing of a view, on which names take their room."""

    def __init__(self, view: View, width: int, height: int) -> None:
        south, west, north, east = view.box
        self._shrink = math.cos(math.radians((south + north) / 2))
        self._scale = min(height / (north - south), width / ((east - west) * self._shrink))
        self._view, self._width = view, width
        self._towns: list[tuple[float, float]] = []
        self._taken: list[tuple[float, float, float, float]] = []

    def _pixel(self, lat: float, lon: float) -> tuple[float, float]:
        _, west, north, _ = self._view.box
        return (lon - west) * self._shrink * self._scale, (north - lat) * self._scale

    def _part_of_a_larger(self, lat: float, lon: float) -> bool:
        """Whether a town named before lies so near that this one is a district of it."""
        near = any(math.hypot(lat - y, (lon - x) * self._shrink) < _DISTRICT for y, x in self._towns)
        self._towns.append((lat, lon))
        return near

    def occupy(self, marks: pl.DataFrame) -> None:
        for lat, lon in marks.select("lat", "lon").iter_rows():
            x, y = self._pixel(lat, lon)
            self._taken.append((x - _DOT, y - _DOT, x + _DOT, y + _DOT))

    def placed(self, names: pl.DataFrame, most: int) -> Iterator[tuple[str, float, float, bool]]:
        """Yield the names that neither cover each other nor a mark, the first ones first."""
        seen: set[str] = set()
        for name, lat, lon, town in names.select("name", "lat", "lon", "town").iter_rows():
            if name in seen or (town and self._part_of_a_larger(lat, lon)):
                continue
            x, y = self._pixel(lat, lon)
            left = x + (0 if town else _DOT + 1)  # beside its own mark
            box = (left, y - _LINE / 2, left + _DOT + _LETTER * len(name), y + _LINE / 2)
            inside = box[0] >= 0 and box[2] <= self._width
            if not inside or any(_overlap(box, other) for other in self._taken):
                continue
            seen.add(name)
            self._taken.append(box)
            yield name, lat, lon, town
            if len(seen) == most:
                return


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
