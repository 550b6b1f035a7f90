"""Outlines of countries and their parts under a map, from the TopoJSON file that a codebook names.

d3, which draws them, reads a ring on the sphere: an outer ring that runs counter-clockwise is the whole world *but*
that area, and one such ring paints the whole map. So every ring is turned the right way here, whatever the file says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Codebook

__all__ = ["Outlines", "outlines_of", "rings", "signed_area"]

_DATA = Path(__file__).parents[1] / "data"
_SETTING = "map"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Areas to draw.

    Attributes:
        topology: TopoJSON with one object, its outer rings clockwise, its holes counter-clockwise.
        feature: The object's name.
        box: South, west, north and east edge in degrees.
    """

    topology: dict[str, Any]
    feature: str
    box: tuple[float, float, float, float]


def outlines_of(codebook: Codebook) -> Outlines | None:
    """Load the outlines that a codebook names by ``map``, none where it names no file.

    Args:
        codebook: The file stands in its folder, in one beneath it, or among the data that ship.

    Returns:
        The outlines. Each area's properties hold ``cc``, its country's ISO code.

    Raises:
        CodebookError: If there is no such file, or it is not TopoJSON with areas.
    """
    name = codebook.settings.get(_SETTING)
    if not name:
        return None
    return _read(_found(codebook, str(name)))


@lru_cache(maxsize=4)
def _read(path: Path) -> Outlines:
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        (feature, group), *_ = topology["objects"].items()
        arcs = [_decoded(topology, arc) for arc in topology["arcs"]]
        for area in group["geometries"]:
            _turn(area, arcs)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise CodebookError.at(
            path.name, got=f"{type(error).__name__}: {error}", expected="TopoJSON with areas", way_out="Mend the file."
        ) from error
    lons, lats = zip(*(point for arc in arcs for point in arc), strict=True)
    return Outlines(topology, feature, (min(lats), min(lons), max(lats), max(lons)))


def _found(codebook: Codebook, name: str) -> Path:
    """Find the file; a name that leads elsewhere is none."""
    folders = (*reversed(codebook.folders), _DATA) if Path(name).name == name else ()
    found = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if found is None:
        raise CodebookError.at(
            f"codebook {codebook.name}, {_SETTING}",
            got=repr(name),
            expected="the name of a TopoJSON file in the codebook's folder",
            way_out="Put the file there, or leave the setting out.",
        )
    return found


def _decoded(topology: dict[str, Any], arc: Sequence[Sequence[float]]) -> list[Point]:
    """Return an arc in degrees: TopoJSON stores whole numbers, each after the first as the step from the one before."""
    transform = topology.get("transform")
    if not transform:
        return [(float(x), float(y)) for x, y, *_ in arc]
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    points, x, y = [], 0.0, 0.0
    for step_x, step_y, *_ in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points


def _joined(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return a ring's points; a negative number is the complement of an arc that runs backward."""
    points: list[Point] = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(part[1:] if points else part)
    return points


def signed_area(ring: Sequence[Point]) -> float:
    """Return the area of a ring in square degrees by the shoelace formula, negative where it runs clockwise."""
    following = [*ring[1:], *ring[:1]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, following, strict=True)) / 2


def _polygons(area: dict[str, Any]) -> list[list[list[int]]]:
    return [area["arcs"]] if area["type"] == "Polygon" else area["arcs"]


def _turn(area: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> None:
    """Turn the rings of an area that run the wrong way."""
    for polygon in _polygons(area):
        for place, ring in enumerate(polygon):
            clockwise = signed_area(_joined(ring, arcs)) < 0
            if clockwise != (place == 0):
                polygon[place] = [~number for number in reversed(ring)]


def rings(outlines: Outlines) -> Iterator[tuple[dict[str, Any], int, list[Point]]]:
    """Yield every ring: its area's properties, its place in its polygon (0 is the outer one), its points."""
    arcs = [_decoded(outlines.topology, arc) for arc in outlines.topology["arcs"]]
    for area in outlines.topology["objects"][outlines.feature]["geometries"]:
        for polygon in _polygons(area):
            for place, ring in enumerate(polygon):
                yield area["properties"], place, _joined(ring, arcs)
