"""Whether places and theaters hold together: known ids, points in bounds, no place twice, no gap in the theaters."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analytics.checking.findings import Finding, key_of, origins_of
from analytics.errors import CodebookError
from analytics.extraction.relations import distance_km
from analytics.extraction.theaters import NO_THEATER, Theaters
from analytics.gazetteer import EXACT, load_gazetteer, plain_name, split_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.records import Place
    from analytics.gazetteer import Gazetteer

__all__ = ["check_places", "check_theaters"]

Entry = dict[str, Any]
_SAME_KM = 3.0  # two entries of one name and kind, nearer than this, are one place
_SHOWN = 3
_DAY = dt.timedelta(days=1)


# ---------------------------------------------------------------------- places


def check_places(codebook: Codebook) -> Iterator[Finding]:
    """Yield overlay entries that cannot be read, lie nowhere, are in the data already, or hide a settlement."""
    at = origins_of(codebook).at
    try:
        gazetteer = load_gazetteer(codebook)
    except CodebookError as error:
        yield Finding("", "place", "", str(error), "Mend it: no place can be read before.")
        return
    owners: dict[str, Entry] = {}
    for entry in codebook.table("place"):
        for problem, way_out in (*_bounds(entry), *_namesakes(entry, gazetteer, codebook)):
            yield at("place", key_of(entry), problem, way_out)
        for key in _keys(entry, codebook):
            first = owners.setdefault(key, entry)
            if first is not entry and not _told_apart(_place(first, gazetteer), _place(entry, gazetteer)):
                problem = f"the name {key!r} is one of {key_of(first)} too"
                yield at("place", key_of(entry), problem, "Leave it to one of them, or list it among its `namesakes`.")


def _keys(entry: Entry, codebook: Codebook) -> list[str]:
    """Return the names of an entry as they are looked up, without those that it shares on purpose."""
    names = (entry["name"], *entry.get("aliases", ()))
    shared = {split_head(plain_name(name), codebook) for name in entry.get("namesakes", ())}
    return [key for key in dict.fromkeys(split_head(plain_name(name), codebook) for name in names) if key not in shared]


def _place(entry: Entry, gazetteer: Gazetteer) -> Place | None:
    if "geonameid" in entry:
        return gazetteer.by_id(f"geonames:{entry['geonameid']}")
    return gazetteer.by_id("overlay:" + plain_name(entry["name"]).replace(" ", "-"))


def _told_apart(one: Place | None, other: Place | None) -> bool:
    """Whether two places of one name are namesakes in different divisions."""
    if one is None or other is None or one.kind != other.kind:
        return False
    pairs = ((one.country, other.country), (one.admin1, other.admin1))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _bounds(entry: Entry) -> Iterator[tuple[str, str]]:
    lat, lon = entry.get("lat"), entry.get("lon")
    if (lat is None) != (lon is None):
        yield "lat without lon, or lon without lat", "Give both or neither."
    elif lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004  degrees
        yield f"the point {lat}, {lon} is not on Earth", "Give degrees north and east."
    unplaced = lat is None and "geonameid" not in entry and not entry.get("unplaced")
    if unplaced and entry.get("kind") == "settlement":
        yield (
            "a settlement without a point",
            "Give lat and lon, a geonameid, or unplaced = true where none is known.",
        )


def _namesakes(entry: Entry, gazetteer: Gazetteer, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Look at the places of the data that bear an entry's name."""
    own = _place(entry, gazetteer)
    if own is None or "geonameid" in entry:
        return
    for key in _keys(entry, codebook):
        hits = [h.place for h in gazetteer.hits(key) if h.match != "overlay" and h.tier == EXACT]
        for place in (p for p in hits if p.kind == own.kind):
            km = _apart(own, place)
            if km is not None and km < _SAME_KM:
                yield f"{place.place_id} is the same place, {km:.1f} km away", "Give its geonameid."
        hidden = [p.place_id for p in hits if p.kind == "settlement" != own.kind]
        if hidden:
            problem = f"the name {key!r} hides {len(hidden)} settlements ({', '.join(hidden[:_SHOWN])})"
            yield problem, "Take it out, add a head word (river, plant), or list it among the entry's `namesakes`."


def _apart(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


# ---------------------------------------------------------------------- theaters


def check_theaters(codebook: Codebook) -> Iterator[Finding]:
    """Yield theaters that overlap, areas that hold nothing, and parts of a side's country that no theater holds."""
    try:
        theaters = Theaters(codebook)
    except CodebookError as error:
        yield Finding("", "theater", "", str(error), "Mend it: theaters overlap or an area is broken.")
        return
    gazetteer = load_gazetteer(codebook)
    places = list(gazetteer.places())
    yield from _empty(codebook, places)
    yield from _gaps(codebook, theaters, places)


def _empty(codebook: Codebook, places: Sequence[Place]) -> Iterator[Finding]:
    known = {
        "places": {p.place_id.casefold() for p in places}
        | {p.name.casefold() for p in places if p.kind != "settlement"},
        "regions": {(p.admin1 or "").casefold() for p in places},
        "districts": {(p.admin2 or "").casefold() for p in places},
        "divisions": {(p.admin1 or "").casefold() for p in places},
        "countries": {(p.country or "").casefold() for p in places},
    }
    for table in ("theater", "theater_area", "held"):
        for entry in codebook.table(table):
            at = origins_of(codebook).at
            for key, values in known.items():
                for value in entry.get(key, ()):
                    if str(value).casefold() not in values:
                        yield at(
                            table, key_of(entry), f"{key} {value!r} is in no list of places", "Mend the name or code."
                        )
            start, end = entry.get("from"), entry.get("to")
            if start and end and start >= end:
                yield at(table, key_of(entry), f"it ends on {end}, before it begins", "Mend `from` or `to`.")


def _gaps(codebook: Codebook, theaters: Theaters, places: Sequence[Place]) -> Iterator[Finding]:
    """Yield the divisions of the sides' countries where a settlement has no theater on some day."""
    countries = {row.get("country") for row in codebook.table("side")}
    inside = [p for p in places if p.country in countries and p.kind == "settlement" and p.lat is not None]
    for first, last in _spans(codebook):
        bare: dict[str, list[Place]] = defaultdict(list)
        for place in inside:
            if theaters.theater_of(place, first) == NO_THEATER:
                bare[f"{place.country}, {place.admin1 or 'no division'}"].append(place)
        for where, some in sorted(bare.items()):
            named = ", ".join(p.name for p in some[:_SHOWN])
            problem = f"{len(some)} settlements of {where} are in no theater ({named}), from {first} to {last}"
            yield Finding("", "theater", "gap", problem, "Give one of the theaters the country or the division.")


def _spans(codebook: Codebook) -> list[tuple[dt.date, dt.date]]:
    """Return the spans of days in which no area begins or ends."""
    edges = {dt.date.min, dt.date.max}
    for entry in (*codebook.table("theater"), *codebook.table("theater_area")):
        edges |= {entry[key] for key in ("from", "to") if key in entry}
    return [(first, last - _DAY) for first, last in pairwise(sorted(edges))]
