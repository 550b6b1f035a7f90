"""Names to candidate places: GeoNames data (``data/places.parquet``) with a codebook's overlay laid in.

A name is looked up by its *plain* form (no case, accents, apostrophes, hyphens). Where it names a kind of thing ("Oakham
airport"), the head class of the last words is part of the key: ``oakham #airfield``; a bare name is a settlement's, or
one that the overlay lists. Where no name fits, a *loose* key forgives the ways in which Cyrillic is written in Latin
letters (``data/transliteration.toml``): ya, ia and ja, iy and yi, kh and h, zh and z, g and h, -ovka and -ivka.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError
from analytics.extraction.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from analytics.codebook import Codebook

__all__ = ["EXACT", "Gazetteer", "Hit", "load_gazetteer", "loose_key", "plain_name", "split_head"]

EXACT, ALIAS, LOOSE = 0, 1, 2
_MATCH = {EXACT: "exact", ALIAS: "alias", LOOSE: "transliteration"}
_ALIKE = 60.0  # least similarity of another name: an old name of the place is no spelling of its name
_DATA = Path(__file__).parent / "data"
_NOT_NAME = re.compile(r"[^\w#]+|_")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02b9`\u00b4](?:s\\b)?")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def plain_name(name: str) -> str:
    """Return a name in lower case, without accents, apostrophes and hyphens: the form that names are compared in."""
    folded = _APOSTROPHES.sub("", name).lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    return _NOT_NAME.sub(" ", folded).strip()


@lru_cache(maxsize=1)
def _loose_rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = tomllib.loads((_DATA / "transliteration.toml").read_text(encoding="utf-8"))["loose"]
    return tuple((re.compile(rule["pattern"]), rule["replace"]) for rule in rules)


@lru_cache(maxsize=1 << 15)
def loose_key(plain: str) -> str:
    """Return what spellings of one name that writers use side by side have in common.

    Args:
        plain: As `plain_name` gives it; a head class behind it (``#river``) is kept.
    """
    base, mark, head = plain.partition(" #")
    for pattern, replace in _loose_rules():
        base = pattern.sub(replace, base)
    return f"{base}{mark}{head}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a name may mean, with the kind of match and its tier (lower is better)."""

    place: Place
    match: str
    tier: int


@dataclass(frozen=True, slots=True)
class _Heads:
    """Words of head classes, by their token tuples."""

    classes: dict[tuple[str, ...], str]
    longest: int


@lru_cache(maxsize=8)
def _heads(codebook: Codebook) -> _Heads:
    rows = codebook.table("place_head")
    classes = {tuple(plain_name(phrase).split()): str(row["id"]) for row in rows for phrase in row["words"]}
    return _Heads(classes, max((len(words) for words in classes), default=0))


def split_head(plain: str, codebook: Codebook) -> str:
    """Return a plain name with its head words replaced by their class: ``kakhovka dam`` → ``kakhovka #dam``."""
    words = plain.split()
    heads = _heads(codebook)
    for size in range(min(heads.longest, len(words) - 1), 0, -1):
        head = heads.classes.get(tuple(words[-size:]))
        if head:
            return f"{' '.join(words[:-size])} #{head}"
    return plain


class Gazetteer:
    """Places by name and by id.

    Attributes:
        longest: First word of every name of several words to the most words that such a name has.
    """

    def __init__(self, frame: pl.DataFrame, codebook: Codebook) -> None:
        """Index a frame of places and lay the codebook's ``[[place]]`` entries over it.

        Args:
            frame: The columns of ``data/places.parquet``.
            codebook: May have no such entries.

        Raises:
            CodebookError: If an entry names a GeoNames id that the frame lacks, or has neither that nor a kind.
        """
        self._frame = frame
        self._row_of: dict[str, int] | None = None
        self._places: dict[int, Place] = {}
        self._overlay: list[Place] = []
        self._overlaid: dict[str, Place] = {}
        self._index(frame)
        self._extra: dict[str, list[tuple[Place, int]]] = {}
        self._lay(codebook)

    # --- the index

    def _index(self, frame: pl.DataFrame) -> None:
        import polars as pl  # noqa: PLC0415  loaded where it is used

        rows = frame.select("exact", "alias", "loose").with_row_index("row")
        tiers = [
            rows.select("row", pl.col(column).alias("key"))
            .explode("key")
            .drop_nulls()
            .with_columns(tier=pl.lit(tier, pl.UInt8))
            for tier, column in enumerate(("exact", "alias", "loose"))
        ]
        keyed = pl.concat(tiers).sort("key", "tier", "row")
        self._rows: list[int] = keyed["row"].to_list()
        self._tiers: list[int] = keyed["tier"].to_list()
        firsts = keyed.with_row_index("at").unique("key", keep="first", maintain_order=True)
        keys = firsts["key"].to_list()
        starts = firsts["at"].to_list()
        self._start: dict[str, int] = dict(zip(keys, starts, strict=True))
        ends = [*starts[1:], len(self._rows)]
        self._end: dict[int, int] = dict(zip(starts, ends, strict=True))
        self.longest: dict[str, int] = {}
        for key in firsts.filter(pl.col("key").str.contains(" ", literal=True))["key"].to_list():
            self._measure(key)

    def _measure(self, key: str) -> None:
        words = key.removeprefix("~").partition(" #")[0].split(" ")
        if len(words) > self.longest.get(words[0], 1):
            self.longest[words[0]] = len(words)

    # --- the overlay

    def _lay(self, codebook: Codebook) -> None:
        for entry in codebook.table("place"):
            place = self._entry_place(entry)
            if place.place_id.startswith("overlay:"):
                self._overlay.append(place)
            self._overlaid[place.place_id] = place
            for name in (entry["name"], *entry.get("aliases", ())):
                self._add(split_head(plain_name(name), codebook), place)
        for ids in self._extra.values():
            ids.sort(key=lambda pair: (pair[1], pair[0].place_id))

    def _add(self, key: str, place: Place) -> None:
        for form, tier in ((key, EXACT), ("~" + loose_key(key), LOOSE)):
            known = self._extra.setdefault(form, [])
            if all(other.place_id != place.place_id for other, _ in known):
                known.append((place, tier))
        self._measure(key)

    def _entry_place(self, entry: dict[str, Any]) -> Place:
        name = entry["name"]
        base = None
        if "geonameid" in entry:
            base = self.by_id(f"geonames:{entry['geonameid']}")
            if base is None:
                raise CodebookError(f"[[place]] {name}: geonameid {entry['geonameid']} is not in the gazetteer. Give lat and lon.")
        elif "kind" not in entry:
            raise CodebookError(f"[[place]] {name}: neither geonameid nor kind. Give one of them.")
        return Place(
            place_id=base.place_id if base else "overlay:" + plain_name(name).replace(" ", "-"),
            name=name,
            kind=entry.get("kind", base.kind if base else "other"),
            country=entry.get("country", base.country if base else None),
            admin1=entry.get("admin1", base.admin1 if base else None),
            admin2=entry.get("admin2", base.admin2 if base else None),
            lat=entry.get("lat", base.lat if base else None),
            lon=entry.get("lon", base.lon if base else None),
            population=entry.get("population", base.population if base else 0),
        )

    # --- look-up

    def _place(self, row: int) -> Place:
        if row not in self._places:
            fields = self._frame.row(row, named=True)
            place = Place(**{name: fields[name] for name in Place.__slots__})
            self._places[row] = self._overlaid.get(place.place_id, place)
        return self._places[row]

    def has(self, key: str) -> bool:
        """Whether a plain name, with or without head class, is one that the gazetteer lists."""
        return key in self._start or key in self._extra

    def hits(self, key: str) -> list[Hit]:
        """Return the places of a plain name, best tier first.

        Args:
            key: As `plain_name` and `split_head` give it. Loose keys are tried only where no name fits.
        """
        found = list(self._found(key))
        if not found:
            found = [Hit(h.place, _MATCH[LOOSE], LOOSE) for h in self._found("~" + loose_key(key))]
        return found

    def _found(self, key: str) -> Iterator[Hit]:
        seen = set()
        for place, tier in self._extra.get(key, ()):
            seen.add(place.place_id)
            yield Hit(place, "overlay", tier)
        start = self._start.get(key)
        if start is None:
            return
        for at in range(start, self._end[start]):
            place = self._place(self._rows[at])
            if place.place_id not in seen:
                seen.add(place.place_id)
                yield Hit(place, _MATCH[self._tiers[at]], self._tiers[at])

    def candidates(self, tokens: Sequence[str], head: str | None = None) -> list[Hit]:
        """Return the places that a run of tokens may name, best tier first, at one tier in the order of the data.

        Args:
            tokens: In lower case, as `analytics.text` cuts them: hyphens stand alone.
            head: A head class of the codebook (``river``) where the words behind the name say one.
        """
        key = plain_name(" ".join(tokens))
        return self.hits(f"{key} #{head}" if head else key)

    def by_id(self, place_id: str) -> Place | None:
        """Return a place by its id, null where there is none."""
        if place_id in self._overlaid:
            return self._overlaid[place_id]
        if self._row_of is None:
            self._row_of = {name: row for row, name in enumerate(self._frame["place_id"].to_list())}
        row = self._row_of.get(place_id)
        return None if row is None else self._place(row)

    def names(self) -> Iterable[str]:
        """Yield every plain name of the overlay, loose keys left out."""
        return (key for key in self._extra if not key.startswith("~"))

    def names_near(self, kinds: frozenset[str], admin1: frozenset[str], alias_population: int) -> list[str]:
        """Return the one-word names, alike to the primary one, of places of some kinds in some first-order divisions.

        Args:
            kinds: Kinds of place.
            admin1: Their divisions.
            alias_population: From how many people on a place's other names count too.
        """
        import polars as pl  # noqa: PLC0415  loaded where it is used
        from rapidfuzz import fuzz  # noqa: PLC0415

        rows = self._frame.filter(pl.col("kind").is_in(list(kinds)) & pl.col("admin1").is_in(list(admin1)))
        names = set(rows["exact"].explode().drop_nulls().to_list())
        for own, others in rows.filter(pl.col("population") >= alias_population).select("exact", "alias").iter_rows():
            names.update(other for other in others if any(fuzz.ratio(other, name) >= _ALIKE for name in own))
        return sorted(name for name in names if " " not in name and "#" not in name)


@lru_cache(maxsize=4)
def load_gazetteer(codebook: Codebook) -> Gazetteer:
    """Load the places that ship and lay a codebook's overlay over them; built once a codebook.

    Args:
        codebook: With the tables ``place`` and ``place_head``.

    Returns:
        The gazetteer.

    Raises:
        CodebookError: If an overlay entry is wrong.
    """
    import polars as pl  # noqa: PLC0415  loaded where it is used

    return Gazetteer(pl.read_parquet(_DATA / "places.parquet"), codebook)
