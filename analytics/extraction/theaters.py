"""Which theater of war a place belongs to on a day.

The codebook's ``[[theater]]`` and ``[[theater_area]]`` entries say what belongs where: single places, dated boxes that
cut a first-order division or a district, districts, divisions, countries. The narrower wins, at one level the dated
beats the undated, so a place has exactly one theater on any day; entries that contradict each other are refused when
the codebook is read.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from analytics.codebook import Codebook
    from analytics.extraction.records import Place

__all__ = ["NO_THEATER", "Theater", "Theaters", "theaters_of"]

NO_THEATER = "none"
_REMEMBERED = 1 << 14  # places whose areas are kept at hand
_LEVELS = ("places", "regions", "districts", "divisions", "countries")
_CUT = ("districts", "divisions")
_WORD = re.compile(r"[^\W_]+")

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Theater:
    """A theater as charts show it.

    Attributes:
        id: Its key in every frame.
        name: For titles and legends.
        order: Position in legends and small multiples.
        colour: ``#rrggbb``.
        kind: ``front``, ``rear`` or ``diplomatic``.
    """

    id: str
    name: str
    order: int
    colour: str
    kind: str


@dataclass(frozen=True)
class _Area:
    """One belonging: a key at a level, perhaps cut by a box, perhaps for some time only."""

    theater: str
    level: str
    key: str
    box: _Box | None
    start: dt.date
    end: dt.date

    @property
    def is_dated(self) -> bool:
        return self.start > dt.date.min or self.end < dt.date.max

    @cached_property
    def rank(self) -> tuple[int, bool, bool]:
        """Narrower first, boxes before whole units, dated before undated."""
        boxed_first = 1 if self.box else _LEVELS.index(self.level) + 1
        return (0 if self.level == "places" else boxed_first, self.level != "districts", not self.is_dated)

    def holds(self, lat: float | None, lon: float | None) -> bool:
        if self.box is None:
            return True
        south, west, north, east = self.box
        return lat is not None and lon is not None and south <= lat < north and west <= lon < east

    def contradicts(self, other: _Area) -> bool:
        """Whether both could claim one place on one day with equal right."""
        if self.theater == other.theater or self.rank != other.rank or self.key != other.key:
            return False
        if self.start >= other.end or other.start >= self.end:
            return False
        if self.box is None or other.box is None:
            return self.box is other.box
        south = max(self.box[0], other.box[0]) < min(self.box[2], other.box[2])
        return south and max(self.box[1], other.box[1]) < min(self.box[3], other.box[3])


def _areas(entry: Mapping[str, Any], theater: str) -> Iterable[_Area]:
    box = _box(entry)
    for level in _LEVELS:
        for key in entry.get(level, ()):
            yield _Area(
                theater=theater,
                level=level,
                key=key.casefold(),
                box=box if level in _CUT else None,
                start=entry.get("from", dt.date.min),
                end=entry.get("to", dt.date.max),
            )


def _box(entry: Mapping[str, Any]) -> _Box | None:
    edges = entry.get("box")
    if edges is None:
        return None
    where = f"[[theater_area]] {entry['id']}"
    try:
        south, west, north, east = map(float, edges)
    except (TypeError, ValueError) as error:
        raise CodebookError(f"{where}: box {edges}; expected [south, west, north, east] in degrees.") from error
    if not (south < north and west < east):
        raise CodebookError(f"{where}: box {edges}; expected [south, west, north, east], south and west the smaller.")
    if not any(level in entry for level in _CUT):
        raise CodebookError(f"{where}: a box cuts divisions or districts; name the ones it cuts.")
    return south, west, north, east


def _theater(entry: Mapping[str, Any], known: frozenset[str]) -> str:
    theater = str(entry.get("theater"))
    if theater not in known:
        names = ", ".join(sorted(known))
        raise CodebookError(f"[[theater_area]] {entry['id']}: theater {theater!r}; expected one of {names}.")
    return theater


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


class Theaters:
    """The theaters of a codebook, and which place belongs to which on which day.

    Attributes:
        rows: The theaters in order.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Read a codebook's ``theater`` and ``theater_area`` tables.

        Args:
            codebook: May have neither table: then every theater is ``none``.

        Raises:
            CodebookError: If an area names an unknown theater, its box is no box, or two areas contradict each other.
        """
        entries = codebook.table("theater")
        known = frozenset(entry["id"] for entry in entries)
        rows = [Theater(e["id"], e["name"], e["order"], e["colour"], e["kind"]) for e in entries]
        self.rows = tuple(sorted(rows, key=lambda row: row.order))
        areas = [area for entry in entries for area in _areas(entry, entry["id"])]
        for entry in codebook.table("theater_area"):
            areas += _areas(entry, _theater(entry, known))
        self._areas: dict[tuple[str, str], tuple[_Area, ...]] = {}
        for area in sorted(areas, key=lambda a: (a.rank, a.key, a.start, a.theater)):
            slot = (area.level, area.key)
            self._areas[slot] = (*self._areas.get(slot, ()), area)
        self._refuse_contradictions()
        self._holding: Callable[[Place], tuple[_Area, ...]] = lru_cache(_REMEMBERED)(self._areas_around)
        self._aliases = {
            _words(alias): entry["id"] for entry in entries for alias in (entry["name"], *entry.get("aliases", ()))
        }

    def _refuse_contradictions(self) -> None:
        for slot in self._areas.values():
            for one, other in combinations(slot, 2):
                if one.contradicts(other):
                    raise CodebookError(
                        f"theaters: {one.theater} and {other.theater} both claim {one.level} {one.key!r} on the same "
                        "days; expected one theater a place and day. Cut one of them by a box or by dates."
                    )

    @cached_property
    def fronts(self) -> frozenset[str]:
        """The ids of the theaters where the lines are."""
        return frozenset(row.id for row in self.rows if row.kind == "front")

    def theater_of(self, place: Place, date: dt.date) -> str:
        """Return the theater a place belongs to on a day.

        A water, or anything else that has no point and is no region, belongs to a theater only where it is named.

        Args:
            place: Of the gazetteer.
            date: The report's day.

        Returns:
            A theater's id, or ``none``.
        """
        return next((area.theater for area in self._holding(place) if area.start <= date < area.end), NO_THEATER)

    def _areas_around(self, place: Place) -> tuple[_Area, ...]:
        """Return the areas that a place lies in on some day, the narrowest first."""
        keys = [("places", place.place_id.casefold())]
        if place.kind != "settlement":
            keys.append(("places", place.name.casefold()))
        areal = place.kind == "region"
        if areal and place.admin1 and not place.admin2:
            keys.append(("regions", place.admin1.casefold()))
        if place.kind != "water" and (areal or place.lat is not None):
            keys += [("districts", place.admin2 or ""), ("divisions", (place.admin1 or "").casefold())]
            if not (areal and place.admin1 is None):
                keys.append(("countries", (place.country or "").casefold()))
        lat, lon = (None, None) if areal and not place.admin2 else (place.lat, place.lon)
        holding = (area for key in keys for area in self._areas.get(key, ()) if area.holds(lat, lon))
        return tuple(sorted(holding, key=lambda area: area.rank))

    def named(self, text: str) -> str | None:
        """Return the theater that a heading or phrase names by an alias, the longest alias first; null if none.

        Args:
            text: "Supporting Effort 2, Southern Axis", "the Lyman direction".
        """
        padded = f" {_words(text)} "
        hits = [alias for alias in self._aliases if f" {alias} " in padded]
        return self._aliases[max(hits, key=lambda alias: (len(alias), alias))] if hits else None


@lru_cache(maxsize=8)
def theaters_of(codebook: Codebook) -> Theaters:
    """Return a codebook's theaters, built once.

    Args:
        codebook: Any codebook.
    """
    return Theaters(codebook)
