"""Names to candidate places: GeoNames data (``data/*.parquet``) with a codebook's overlay laid in.

A name is looked up by its *plain* form (no case, accents, apostrophes, hyphens). Where it names a kind of thing
("Oakham airport"), the head class of the last words is part of the key: ``oakham #airfield``; a bare name is a
settlement's, or one that the overlay lists. Where no name fits, a *loose* key forgives the ways in which Cyrillic is
written in Latin letters (``data/transliteration.toml``): ya, ia and ja, iy and yi, kh and h, zh and z, g and h, -ovka
and -ivka.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from analytics.errors import CodebookError
from analytics.extraction.records import Place
from analytics.gazetteer_files import extents_of, read_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl

    from analytics.codebook import Codebook

__all__ = [
    "ALIAS",
    "EXACT",
    "LOOSE",
    "Candidate",
    "Gazetteer",
    "load_gazetteer",
    "loose_key",
    "plain_name",
    "split_head",
]

EXACT, ALIAS, LOOSE = 0, 1, 2
_MATCH = {EXACT: "exact", ALIAS: "alias", LOOSE: "transliteration"}
_REMEMBERED = 1 << 14  # names whose places are kept at hand
_ALIKE = 70.0  # least similarity, in percent, of a name that may have been meant
_LONGEST_NAME = 200  # characters: no place's is so long, and keys are remembered
_DATA = Path(__file__).parent / "data"
_NOT_NAME = re.compile(r"[^\w#]+|_")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02b9`\u00b4](?:s\\b)?")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "\u0131": "i", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def plain_name(name: str) -> str:
    """Return a name in lower case, without accents, apostrophes and hyphens: the form that names are compared in."""
    folded = _APOSTROPHES.sub("", name).lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    return _NOT_NAME.sub(" ", folded).strip()


@lru_cache(maxsize=1)
def _loose_rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = tomli.loads((_DATA / "transliteration.toml").read_text(encoding="utf-8"))["loose"]
    return tuple((re.compile(rule["pattern"]), rule["replace"]) for rule in rules)


@lru_cache(maxsize=1 << 15)
def loose_key(plain: str) -> str:
    """Return what spellings of one name that writers use side by side have in common.

    Args:
        plain: As `plain_name` gives it; a head class behind it (``#river``) is kept. What is too long for a
            name is its own key.
    """
    if len(plain) > _LONGEST_NAME:
        return plain
    base, mark, head = plain.partition(" #")
    for pattern, replace in _loose_rules():
        base = pattern.sub(replace, base)
    return f"{base}{mark}{head}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Attributes:
        place: Of the data or the overlay.
        match: exact, alias, transliteration, typo, overlay.
        distance: Edits between the name in the text and the place's; zero but for typos.
        tier: `EXACT`, `ALIAS` or `LOOSE`: lower is better.
    """

    place: Place
    match: str
    distance: int
    tier: int = EXACT


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
    """Return a plain name with its head words replaced by their class: ``oakham dam`` → ``oakham #dam``."""
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
        hits: The places that a plain name, with or without head class, may mean: best tier first, at one tier in the
            order of the data.
        longest: First word of every name of several words to the most words that such a name has.
    """

    def __init__(self, places: pl.DataFrame, names: pl.DataFrame, codebook: Codebook) -> None:
        """Take the tables that ship and lay the codebook's ``[[place]]`` entries over them.

        Args:
            places: The columns of ``data/places.parquet``.
            names: The columns of ``data/names.parquet``; its places are row numbers of the other.
            codebook: May have no such entries.

        Raises:
            CodebookError: If an entry names a GeoNames id that the places lack, or has neither that nor a kind.
        """
        import polars as pl  # noqa: PLC0415  loaded where it is used

        self._frame = places
        self._row_of: dict[str, int] | None = None
        self._places: dict[int, Place] = {}
        self._overlaid: dict[str, Place] = {}
        self._index: dict[str, str] = dict(zip(names["key"].to_list(), names["places"].to_list(), strict=True))
        first = pl.col("key").str.strip_prefix("~").str.extract(r"^(\S+) ")
        several = names.lazy().filter(pl.col("words") > 1).group_by(first).agg(pl.col("words").max()).collect()
        self.longest: dict[str, int] = dict(several.iter_rows())
        self._extra: dict[str, list[tuple[Place, int]]] = {}
        self._lay(codebook)
        self.hits: Callable[[str], tuple[Candidate, ...]] = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    # --- the overlay

    def _lay(self, codebook: Codebook) -> None:
        for entry in codebook.table("place"):
            place = self._entry_place(entry)
            self._overlaid[place.place_id] = place
            for name in (entry["name"], *entry.get("aliases", ())):
                self._add(split_head(plain_name(name), codebook), place)
        for ids in self._extra.values():
            ids.sort(key=lambda pair: (pair[1], pair[0].place_id))
        self._places.clear()  # read before the entries lay over them

    def _add(self, key: str, place: Place) -> None:
        for form, tier in ((key, EXACT), ("~" + loose_key(key), LOOSE)):
            known = self._extra.setdefault(form, [])
            if all(other.place_id != place.place_id for other, _ in known):
                known.append((place, tier))
        words = key.partition(" #")[0].split(" ")
        self.longest[words[0]] = max(len(words), self.longest.get(words[0], 1))

    def _entry_place(self, entry: dict[str, Any]) -> Place:
        name = entry["name"]
        base = None
        if "geonameid" in entry:
            base = self.by_id(f"geonames:{entry['geonameid']}")
            if base is None:
                raise CodebookError(
                    f"[[place]] {name}: geonameid {entry['geonameid']} is not in the gazetteer. Give lat and lon."
                )
        elif "kind" not in entry:
            raise CodebookError(
                f"[[place]] {name}: neither geonameid nor kind. Give the geonameid that `analytics places` shows, or, "
                "for a place that it does not know, kind, country, lat and lon."
            )
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
        return key in self._index or key in self._extra

    def _look_up(self, key: str) -> tuple[Candidate, ...]:
        """Return the places of a key, best tier first; of its loose key too where it is no place's own name."""
        found = tuple(self._found(key))
        if found and found[0].tier == EXACT:
            return found
        known = {c.place.place_id for c in found}
        loose = (c for c in self._found("~" + loose_key(key)) if c.place.place_id not in known)
        return found + tuple(Candidate(c.place, _MATCH[LOOSE], 0, LOOSE) for c in loose)

    def _found(self, key: str) -> Iterator[Candidate]:
        seen = set()
        for place, tier in self._extra.get(key, ()):
            seen.add(place.place_id)
            yield Candidate(place, "overlay", 0, tier)
        for pair in self._index.get(key, "").split():
            place, tier = self._place(int(pair[2:])), int(pair[0])
            if place.place_id not in seen:
                seen.add(place.place_id)
                yield Candidate(place, _MATCH[tier], 0, tier)

    def by_id(self, place_id: str) -> Place | None:
        """Return a place by its id, null where there is none."""
        if place_id in self._overlaid:
            return self._overlaid[place_id]
        if self._row_of is None:
            self._row_of = {name: row for row, name in enumerate(self._frame["place_id"].to_list())}
        row = self._row_of.get(place_id)
        return None if row is None else self._place(row)

    def places(self) -> Iterator[Place]:
        """Yield every place: those of the data in their order, then those that only the overlay has."""
        yield from map(self._place, range(self._frame.height))
        yield from (p for p in self._overlaid.values() if p.place_id.startswith("overlay:"))

    def alike(self, key: str, limit: int) -> list[str]:
        """Return the names most like one that is in no list, best first: "did you mean".

        Args:
            key: A plain name; names of another head class are left out.
            limit: At most so many.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415  loaded where it is used

        base, _, head = key.partition(" #")
        parts = (known.partition(" #") for known in (*self._index, *self._extra) if known[0] != "~")
        names = sorted({name for name, _, other in parts if other == head})
        found = process.extract(base, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=limit)
        return [str(name) for name, *_ in found]

    def spellings(self, kinds: frozenset[str], admin1: frozenset[str]) -> list[str]:
        """Return the one-word names of places of some kinds in some first-order divisions, for comparing typos."""
        import polars as pl  # noqa: PLC0415  loaded where it is used

        rows = self._frame.filter(pl.col("kind").is_in(list(kinds)) & pl.col("admin1").is_in(list(admin1)))
        return sorted({name for names in rows["spellings"].to_list() for name in names.split()})

    @cached_property
    def extents(self) -> dict[tuple[str, str], tuple[float, float, float, float]]:
        """South, north, west and east ends of the settlements of each country's first-order divisions, in degrees."""
        return extents_of(self._frame)


@lru_cache(maxsize=4)
def load_gazetteer(codebook: Codebook) -> Gazetteer:
    """Load the places that a codebook reads and lay its overlay over them; built once a codebook.

    Args:
        codebook: With the tables ``place`` and ``place_head``, and perhaps the setting ``gazetteer``.

    Returns:
        The gazetteer.

    Raises:
        CodebookError: If an overlay entry is wrong, or a file of the gazetteer is nowhere.
    """
    return Gazetteer(*read_tables(codebook), codebook)
