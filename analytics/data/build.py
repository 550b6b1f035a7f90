"""Build the gazetteers' Parquet files: ``python analytics/data/build.py ../shared/data/gazetteer``.

Same material, same bytes. Which files make a gazetteer, what is kept and what it is called stands in build.toml, how
letters are written in transliteration.toml, the head words in the English codebook.
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import tomli
from rapidfuzz import fuzz

from analytics.codebook import load_codebook
from analytics.gazetteer import ALIAS, EXACT, LOOSE, loose_key, plain_name, split_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HERE = Path(__file__).parent
_RULES = tomli.loads((_HERE / "build.toml").read_text(encoding="utf-8"))
_SCRIPTS = tomli.loads((_HERE / "transliteration.toml").read_text(encoding="utf-8"))["romanisation"]
_KIND = {code: kind for kind, codes in _RULES["features"].items() for code in codes}
_GENERIC = frozenset(_RULES["generics"]["words"])
_ENGLISH = load_codebook("english")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OFFICIAL = _RULES["official"]
_OF_OTHERS = re.compile(_OFFICIAL["not_in_script"], re.IGNORECASE)  # letters that the official script lacks
_OF_SCRIPT = re.compile(_OFFICIAL["only_in_script"], re.IGNORECASE)
_LATIN = re.compile("^[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f'\u2018\u2019\u02bc -]+$")
_CODE = re.compile("^[A-Z]{3,4}$")
_APOSTROPHES = "'\u2019\u02bc"
_MERGE_KM = 3.0
_ALIKE = 60.0  # least similarity (rapidfuzz ratio) of a romanised name to GeoNames' own


@dataclass
class Row:
    """A place on its way into the file."""

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    exact: dict[str, None] = field(default_factory=dict)
    alias: dict[str, None] = field(default_factory=dict)


def romanised(name: str, script: str) -> str:
    """Write a Cyrillic name in Latin letters."""
    rules = _SCRIPTS[script]
    out = []
    lower = name.lower()
    at = 0
    while at < len(lower):
        pair, letter = lower[at : at + 2], lower[at]
        begins = at == 0 or not (lower[at - 1].isalpha() or lower[at - 1] in _APOSTROPHES)
        if pair in rules["pairs"]:
            out.append(rules["pairs"][pair])
            at += 2
            continue
        out.append(
            rules["initial"].get(letter, rules["letters"].get(letter, letter))
            if begins
            else rules["letters"].get(letter, letter)
        )
        at += 1
    return re.sub(r"(?:^|(?<=[\s-]))\w", lambda m: m[0].upper(), "".join(out))


def official(name: str, alternates: list[str]) -> str:
    """Return the official romanisation of the alternate that is most like a name, else the name."""
    best, rank = name, (_ALIKE, False)
    for alternate in alternates:
        if not _CYRILLIC.search(alternate) or _OF_OTHERS.search(alternate):
            continue
        latin = romanised(alternate, _OFFICIAL["script"])
        score = (
            round(fuzz.ratio(plain_name(latin), plain_name(name)) / 5) * 5.0,
            bool(_OF_SCRIPT.search(alternate)),
        )
        if score > rank:
            best, rank = latin, score
    return best


def own_name(name: str, alternates: list[str], country: str, *, is_far: bool) -> str:
    """Return what a place is called: officially, without the marks of a scholar's romanisation, or as GeoNames does."""
    if country in _OFFICIAL["countries"]:
        return official(name, alternates)
    if not is_far and country in _RULES["plain"]["countries"]:
        folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        return folded.translate(dict.fromkeys(map(ord, f"{_APOSTROPHES}`"))).strip()
    return name.replace(_APOSTROPHES[1], "").replace("ë", "yo")


def latin_forms(alternates: list[str]) -> Iterator[str]:
    """Yield the Latin alternates, and the Cyrillic ones romanised."""
    for alternate in alternates:
        if _CYRILLIC.search(alternate):
            if not _OF_OTHERS.search(alternate):
                yield romanised(alternate, _OFFICIAL["script"])
            if not _OF_SCRIPT.search(alternate):
                yield romanised(alternate, _OFFICIAL["other_script"])
        elif _LATIN.match(alternate) and not _CODE.match(alternate):
            yield alternate


def keys(name: str, code: str) -> Iterator[str]:
    """Yield the look-up keys of a name: a settlement's bare, another thing's with its head class."""
    plain = plain_name(name)
    head = _RULES["heads"].get(code)
    if head is None:
        if len(plain) > 1:
            yield plain
        return
    base = " ".join(w for w in plain.split() if w not in _GENERIC)
    if len(base) > 1:
        yield f"{base} #{head}"
    split = split_head(plain, _ENGLISH)
    if "#" in split and split.rpartition("#")[2] != head:
        yield split


def wanted(code: str, name: str, alternates: list[str]) -> bool:
    """Whether a row is kept."""
    if code not in _KIND or code == "RGN":
        return False
    if code == "ADM3":
        return any(w in plain_name(n).split() for n in (name, *alternates) for w in _RULES["hromada"]["words"])
    return True


def large(country: str, population: int) -> bool:
    """Whether a world city is large enough for its country to be kept."""
    world = _RULES["world"]
    near = world["near"]
    least = near["least"] if country in near["countries"] else world.get(country, world["default"])
    return population >= int(least)


def read(folder: Path, files: list[str]) -> Iterator[Row]:
    """Yield a row a place of raw files."""
    csv.field_size_limit(1 << 20)
    for file in files:
        with gzip.open(folder / file, "rt", encoding="utf-8", newline="") as lines:
            for record in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                row = _row(file, *record)
                if row is not None:
                    yield row


def _row(  # noqa: PLR0917  a column an argument
    file: str, ident: str, name: str, alternates: str, lat: str, lon: str, code: str,
    country: str, admin1: str, admin2: str, population: str,
) -> Row | None:  # fmt: skip
    others = [a for a in alternates.split("|") if a]
    far, world = file.startswith("world"), _RULES["world"]
    if not wanted(code, name, others) or (far and not large(country, int(population or 0))):
        return None
    kind = _KIND[code]
    own = own_name(name, others, country, is_far=far)
    if code == "ADM1":
        name = own = f"{_RULES['admin1'][country][admin1]} Oblast"
    linear = code in {"STM", "STMC", "CNL"}
    row = Row(
        place_id=f"postal:{ident[1:]}" if ident.startswith("p") else f"geonames:{ident}",
        name=own,
        kind=kind,
        country=country,
        admin1=None if far and country not in world["divisions"] else _RULES["admin1"].get(country, {}).get(admin1),
        admin2=admin2 if country in _OFFICIAL["countries"] and re.fullmatch(r"\d{4}", admin2) else None,
        lat=None if linear else round(float(lat), 4),
        lon=None if linear else round(float(lon), 4),
        population=int(population or 0),
    )
    for form in (own, name):
        row.exact.update(dict.fromkeys(keys(form, code)))
    for form in () if far and country not in world["all_names"] else latin_forms(others):
        row.alias.update((key, None) for key in keys(form, code) if key not in row.exact)
    return row


def merged(rows: list[Row]) -> list[Row]:
    """Join settlements of one name that lie within 3 km; the most peopled one's id stays."""
    by_name: dict[str, list[Row]] = {}
    kept: list[Row] = []
    for row in sorted(
        rows, key=lambda r: (-r.population, r.place_id.startswith("postal"), r.admin2 is None, r.place_id)
    ):
        twin = None
        if row.kind == "settlement":
            near = (other for key in row.exact for other in by_name.get(key, ()) if km(row, other) <= _MERGE_KM)
            twin = next(near, None)
        if twin is None:
            kept.append(row)
            twin = row
        else:
            twin.exact.update(row.exact)
            twin.alias.update((key, None) for key in row.alias if key not in twin.exact)
        for key in (*row.exact, *row.alias):
            by_name.setdefault(key, []).append(twin)
    return kept


def km(a: Row, b: Row) -> float:
    """Return the distance of two places on a plane at their latitude."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return 111.2 * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def spellings(row: Row) -> list[str]:
    """Return the one-word names that a misspelt word is compared with: primary ones, of a town those alike too."""
    rule = _RULES["spellings"]
    own = [name for name in row.exact if name.isalpha()]
    if row.population < rule["population"]:
        return own
    return own + [name for name in row.alias if name.isalpha() and any(fuzz.ratio(name, o) >= _ALIKE for o in own)]


def place_frame(rows: list[Row]) -> pl.DataFrame:
    """Lay the places out as columns."""
    columns: Mapping[str, list[object]] = {
        name: [getattr(row, name) for row in rows]
        for name in ("place_id", "name", "kind", "country", "admin1", "admin2", "lat", "lon", "population")
    }
    return pl.DataFrame(
        {**columns, "spellings": [" ".join(spellings(r)) for r in rows]},
        schema_overrides={"lat": pl.Float64, "lon": pl.Float64, "population": pl.Int32},
    )


def name_frame(rows: list[Row]) -> pl.DataFrame:
    """Lay the names out: a row a key, with its places as ``tier:row`` pairs, best tier first, and its count of words.

    A loose key begins with ``~``.
    """
    index: dict[str, list[tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        for key in row.exact:
            index.setdefault(key, []).append((EXACT, number))
        for key in row.alias:
            if key not in row.exact:
                index.setdefault(key, []).append((ALIAS, number))
        for key in {f"~{loose_key(key)}" for key in (*row.exact, *row.alias)}:
            index.setdefault(key, []).append((LOOSE, number))
    keys = sorted(index)
    return pl.DataFrame(
        {
            "key": keys,
            "places": [" ".join(f"{tier}:{number}" for tier, number in sorted(index[key])) for key in keys],
            "words": [len(key.partition(" #")[0].split(" ")) for key in keys],
        },
        schema_overrides={"words": pl.UInt8},
    )


def main() -> None:
    """Build the files and say what is in them."""
    for prefix, files in _RULES["gazetteers"].items():
        rows = sorted(merged(list(read(Path(sys.argv[1]), files))), key=lambda r: (-r.population, r.place_id))
        places = place_frame(rows)
        print(places["kind"].value_counts(sort=True))
        for name, frame in ((f"{prefix}places", places), (f"{prefix}names", name_frame(rows))):
            target = _HERE / f"{name}.parquet"
            frame.write_parquet(target, compression="zstd", compression_level=19, statistics=False)
            print(f"{frame.height} {name}, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
