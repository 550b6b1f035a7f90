"""A place has exactly one theater on any day, and the codebook's geography says which."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest

from analytics.codebook import Codebook, load_codebook
from analytics.errors import CodebookError
from analytics.extraction.records import Place
from analytics.extraction.theaters import NO_THEATER, Theaters, theaters_of
from analytics.gazetteer import load_gazetteer

GEONAMES = Path(__file__).parents[2] / "shared/data/gazetteer/ua_full.tsv.gz"
OBLASTS = {"05": "Donetsk", "14": "Luhansk", "26": "Zaporizhzhia", "08": "Kherson", "07": "Kharkiv", "16": "Mykolaiv"}


def place(
    name: str = "X",
    *,
    admin1: str | None = None,
    admin2: str | None = None,
    at: tuple[float, float] | None = (48.0, 37.0),
    kind: str = "settlement",
    country: str | None = "UA",
    place_id: str = "test:1",
) -> Place:
    """Build a place for one case."""
    lat, lon = at or (None, None)
    return Place(place_id, name, kind, country, admin1, admin2, lat, lon, 0)


@pytest.fixture(scope="module")
def theaters() -> Theaters:
    """Return the shipped theaters."""
    return theaters_of(load_codebook("ukraine"))


def test_every_theater_of_the_codebook_is_there_in_order(theaters: Theaters) -> None:
    """The ids are those of the annotation codebook, ordered along the front."""
    assert [row.id for row in theaters.rows] == [
        "kyiv-north", "kharkiv", "luhansk", "bakhmut", "donetsk", "zaporizhzhia", "kherson", "crimea-black-sea",
        "rear-ukraine", "russia", "belarus", "diplomacy", "none",
    ]  # fmt: skip
    assert {row.kind for row in theaters.rows} == {"front", "rear", "diplomatic"}


def test_no_two_theaters_share_a_colour(theaters: Theaters) -> None:
    """A chart's colours tell theaters apart."""
    assert len({row.colour for row in theaters.rows}) == len(theaters.rows)


@pytest.mark.parametrize(
    ("where", "theater"),
    [
        (place("Bakhmut", admin1="Donetsk", admin2="1402", at=(48.595, 38.0)), "bakhmut"),
        (place("Siversk", admin1="Donetsk", admin2="1402", at=(48.867, 38.1)), "bakhmut"),
        (place("Chasiv Yar", admin1="Donetsk", admin2="1402", at=(48.587, 37.836)), "bakhmut"),
        (place("Kostiantynivka", admin1="Donetsk", admin2="1412", at=(48.527, 37.707)), "bakhmut"),
        (place("Sloviansk", admin1="Donetsk", admin2="1412", at=(48.853, 37.605)), "luhansk"),
        (place("Lyman", admin1="Donetsk", admin2="1412", at=(48.985, 37.802)), "luhansk"),
        (place("Sviatohirsk", admin1="Donetsk", admin2="1412", at=(49.035, 37.56)), "luhansk"),
        (place("Avdiivka", admin1="Donetsk", admin2="1416", at=(48.14, 37.744)), "donetsk"),
        (place("Pokrovsk", admin1="Donetsk", admin2="1416", at=(48.282, 37.176)), "donetsk"),
        (place("Kurakhove", admin1="Donetsk", admin2="1416", at=(47.98, 37.28)), "donetsk"),
        (place("Donetsk", admin1="Donetsk", admin2="1408", at=(48.023, 37.802)), "donetsk"),
        (place("Vuhledar", admin1="Donetsk", admin2="1404", at=(47.78, 37.25)), "donetsk"),
        (place("Mariupol", admin1="Donetsk", admin2="1414", at=(47.095, 37.541)), "donetsk"),
        (place("Velyka Novosilka", admin1="Donetsk", admin2="1404", at=(47.84, 36.835)), "zaporizhzhia"),
        (place("Robotyne", admin1="Zaporizhzhia", admin2="2310", at=(47.448, 35.837)), "zaporizhzhia"),
        (place("Nikopol", admin1="Dnipropetrovsk", admin2="1208", at=(47.571, 34.396)), "zaporizhzhia"),
        (place("Izium", admin1="Kharkiv", admin2="6304", at=(49.21, 37.25)), "luhansk"),
        (place("Balakliia", admin1="Kharkiv", admin2="6304", at=(49.456, 36.85)), "kharkiv"),
        (place("Kupiansk", admin1="Kharkiv", admin2="6308", at=(49.71, 37.615)), "luhansk"),
        (place("Velykyi Burluk", admin1="Kharkiv", admin2="6308", at=(50.06, 37.39)), "kharkiv"),
        (place("Vovchansk", admin1="Kharkiv", admin2="6314", at=(50.29, 36.94)), "kharkiv"),
        (place("Svatove", admin1="Luhansk", admin2="4410", at=(49.41, 38.15)), "luhansk"),
        (place("Kherson", admin1="Kherson", admin2="6510", at=(46.637, 32.615)), "kherson"),
        (place("Mykolaiv", admin1="Mykolaiv", admin2="4806", at=(46.976, 31.993)), "kherson"),
        (place("Odesa", admin1="Odesa", admin2="5110", at=(46.477, 30.733)), "crimea-black-sea"),
        (place("Podilsk", admin1="Odesa", admin2="5112", at=(47.75, 29.53)), "rear-ukraine"),
        (place("Lviv", admin1="Lviv", admin2="4606", at=(49.838, 24.023)), "rear-ukraine"),
        (place("Dnipro", admin1="Dnipropetrovsk", admin2="1202", at=(48.467, 35.04)), "rear-ukraine"),
        (place("Sumy", admin1="Sumy", admin2="5908", at=(50.922, 34.8)), "kyiv-north"),
        (place("Yalta", admin1="Crimea", admin2="0120", at=(44.496, 34.163)), "crimea-black-sea"),
    ],
)
def test_towns_fall_where_the_front_they_belong_to_is(theaters: Theaters, where: Place, theater: str) -> None:
    """Each front holds the towns that reports discuss under it."""
    assert theaters.theater_of(where, dt.date(2023, 7, 1)) == theater


@pytest.mark.parametrize(
    ("admin1", "day", "theater"),
    [
        ("Chernihiv", dt.date(2022, 3, 15), "kyiv-north"),
        ("Chernihiv", dt.date(2022, 4, 7), "kyiv-north"),
        ("Chernihiv", dt.date(2022, 4, 8), "rear-ukraine"),
        ("Kyiv City", dt.date(2022, 4, 7), "kyiv-north"),
        ("Kyiv City", dt.date(2024, 1, 1), "rear-ukraine"),
        ("Sumy", dt.date(2024, 1, 1), "kyiv-north"),
    ],
)
def test_the_north_is_a_front_until_it_was_left(theaters: Theaters, admin1: str, day: dt.date, theater: str) -> None:
    """Kyiv, Chernihiv and Zhytomyr become rear after 7 April 2022; Sumy stays a border."""
    assert theaters.theater_of(place(admin1=admin1, admin2="7410", at=(51.0, 31.0)), day) == theater


def test_a_dated_box_moves_a_village_between_theaters(theaters: Theaters) -> None:
    """The country west of Pokrovsk is rear until the front reaches it."""
    village = place(admin1="Dnipropetrovsk", admin2="1214", at=(48.14, 36.74))
    assert theaters.theater_of(village, dt.date(2024, 6, 1)) == "rear-ukraine"
    assert theaters.theater_of(village, dt.date(2025, 9, 1)) == "donetsk"


@pytest.mark.parametrize(
    ("where", "theater"),
    [
        (place("Donetsk Oblast", kind="region", admin1="Donetsk", at=(48.05, 37.67)), "donetsk"),
        (place("Luhansk Oblast", kind="region", admin1="Luhansk", at=(48.98, 39.02)), "luhansk"),
        (place("Odesa Oblast", kind="region", admin1="Odesa", at=(46.6, 30.7)), "crimea-black-sea"),
        (place("Bakhmut Raion", kind="region", admin1="Donetsk", admin2="1402"), "bakhmut"),
        (place("Kursk Oblast", kind="region", admin1="Kursk", country="RU"), "russia"),
        (place("Gomel", admin1="Gomel", country="BY"), "belarus"),
        (place("Snake Island", kind="area", admin1="Odesa", at=(45.255, 30.204)), "crimea-black-sea"),
        (place("Black Sea", kind="water", country=None, at=None), "crimea-black-sea"),
        (place("Zherebets River", kind="water", admin1="Donetsk", at=None), "luhansk"),
    ],
)
def test_regions_waters_and_countries_have_theaters(theaters: Theaters, where: Place, theater: str) -> None:
    """An oblast gets the theater that it mostly belongs to, a water the one it is named under."""
    assert theaters.theater_of(where, dt.date(2023, 7, 1)) == theater


@pytest.mark.parametrize(
    "where",
    [
        place("Donbas", kind="region", at=(48.0, 38.0)),
        place("Vorskla River", kind="water", admin1="Poltava", at=(48.9, 34.1)),
        place("T0504", kind="road", admin1="Donetsk", at=None),
        place("Vilnius", country="LT", at=(54.7, 25.3)),
        place("Nowhere", country=None),
    ],
)
def test_what_no_front_can_claim_has_no_theater(theaters: Theaters, where: Place) -> None:
    """Regions of several fronts, rivers not named, roads and foreign towns belong to none."""
    assert theaters.theater_of(where, dt.date(2023, 7, 1)) == NO_THEATER


def test_the_dnipro_city_is_not_the_dnipro_river(theaters: Theaters) -> None:
    """A water's name claims no settlement."""
    river, city = place("Dnipro River", kind="water", at=None), place("Dnipro", admin1="Dnipropetrovsk", admin2="1202")
    assert theaters.theater_of(river, dt.date(2022, 8, 1)) == "kherson"
    assert theaters.theater_of(city, dt.date(2022, 8, 1)) == "rear-ukraine"


@pytest.mark.parametrize("day", [dt.date(2022, 3, 1), dt.date(2022, 9, 1), dt.date(2023, 7, 1), dt.date(2025, 9, 1)])
def test_every_point_of_ukraine_has_a_theater(theaters: Theaters, day: dt.date) -> None:
    """A grid over the country meets no gap, whatever raion a point is said to lie in."""
    raions = [None, "1402", "1404", "1412", "1416", "6304", "6308", "1206", "1214", "5110", "2310"]
    oblasts = {"14": "Donetsk", "63": "Kharkiv", "12": "Dnipropetrovsk", "51": "Odesa", "23": "Zaporizhzhia"}
    ids = {row.id for row in theaters.rows} - {NO_THEATER, "diplomacy"}
    for raion in raions:
        for lat in range(44, 53):
            for lon in range(22, 41):
                oblast = oblasts[raion[:2]] if raion else None
                where = place(admin1=oblast, admin2=raion, at=(lat + 0.05, lon + 0.05))
                assert theaters.theater_of(where, day) in ids


@pytest.mark.shared
@pytest.mark.skipif(not GEONAMES.is_file(), reason="needs ../shared/data/gazetteer")
def test_front_oblasts_are_no_rear(theaters: Theaters) -> None:
    """No settlement of the six oblasts at the front falls to the rear."""
    day = dt.date(2023, 7, 1)
    with gzip.open(GEONAMES, "rt", encoding="utf-8") as rows:
        for row in rows:
            _, name, _, lat, lon, code, _, admin1, admin2, _ = row.rstrip("\n").split("\t")
            if code.startswith("PPL") and admin1 in OBLASTS:
                where = place(name, admin1=OBLASTS[admin1], admin2=admin2, at=(float(lat), float(lon)))
                assert theaters.theater_of(where, day) in theaters.fronts, row


@pytest.mark.parametrize(
    ("text", "theater"),
    [
        ("Supporting Effort 3: Southern Axis", "kherson"),
        ("fighting in the Lyman direction went on", "luhansk"),
        ("the Kupyansk\u2013Svatove line", "luhansk"),
        ("Bakhmut area", "bakhmut"),
        ("The Kharkiv Direction", "kharkiv"),
        ("Western Donetsk-Eastern Zaporizhia", "zaporizhzhia"),
    ],
)
def test_aliases_are_found_in_headings(theaters: Theaters, text: str, theater: str) -> None:
    """A heading or phrase names a theater whatever its case, dashes and neighbours."""
    assert theaters.named(text) == theater


@pytest.mark.parametrize("text", ["", "Key takeaways", "the Prussian axis", "areas of Bakhmuts", "direction"])
def test_other_headings_name_no_theater(theaters: Theaters, text: str) -> None:
    """Part of a word or a bare generic word is no alias."""
    assert theaters.named(text) is None


def test_every_place_named_is_in_the_gazetteer() -> None:
    """A name or id that no place bears would claim nothing."""
    codebook = load_codebook("ukraine")
    gazetteer = load_gazetteer(codebook)
    named = {row["name"] for row in codebook.table("place")}
    for entry in (*codebook.table("theater"), *codebook.table("theater_area")):
        for place in entry.get("places", ()):
            assert place in named or gazetteer.by_id(place), place


def book(*areas: dict[str, object]) -> Codebook:
    """Return a codebook with two theaters and some areas."""
    rows = tuple({"id": i, "name": i, "order": 1, "colour": "#000000", "kind": "front"} for i in ("a", "b"))
    return Codebook("test", {"theater": rows, "theater_area": areas}, {}, "digest")


def test_a_codebook_without_theaters_has_none() -> None:
    """Another war may not have drawn its theaters yet."""
    bare = Theaters(Codebook("bare", {}, {}, "digest"))
    assert bare.theater_of(place(admin1="Donetsk"), dt.date(2023, 7, 1)) == NO_THEATER
    assert bare.named("Bakhmut area") is None


@pytest.mark.parametrize(
    ("areas", "says"),
    [
        (
            [{"id": "1", "theater": "a", "districts": ["01"]}, {"id": "2", "theater": "b", "districts": ["01"]}],
            "a and b both claim districts '01'",
        ),
        (
            [
                {"id": "1", "theater": "a", "districts": ["01"], "box": [1, 1, 3, 3]},
                {"id": "2", "theater": "b", "districts": ["01"], "box": [2, 2, 4, 4]},
            ],
            "both claim",
        ),
        ([{"id": "1", "theater": "c", "districts": ["01"]}], "theater 'c'; expected one of a, b"),
        ([{"id": "1", "theater": "a", "districts": ["01"], "box": [3, 1, 1, 3]}], "south, west, north, east"),
        ([{"id": "1", "theater": "a", "box": [1, 1, 3, 3]}], "name the ones it cuts"),
    ],
)
def test_wrong_areas_are_refused(areas: list[dict[str, object]], says: str) -> None:
    """An overlap, an unknown theater or a box that is none is an error that names it."""
    with pytest.raises(CodebookError, match=says):
        Theaters(book(*areas))


@pytest.mark.parametrize(
    "areas",
    [
        [
            {"id": "1", "theater": "a", "districts": ["01"], "to": dt.date(2022, 4, 8)},
            {"id": "2", "theater": "b", "districts": ["01"], "from": dt.date(2022, 4, 8)},
        ],
        [
            {"id": "1", "theater": "a", "districts": ["01"], "box": [1, 1, 2, 2]},
            {"id": "2", "theater": "b", "districts": ["01"], "box": [2, 1, 3, 2]},
        ],
        [
            {"id": "1", "theater": "a", "districts": ["01"]},
            {"id": "2", "theater": "b", "districts": ["01"], "box": [1, 1, 3, 3]},
        ],
    ],
)
def test_neighbours_in_time_or_space_are_no_contradiction(areas: list[dict[str, object]]) -> None:
    """Half-open dates and boxes may touch, and a box may cut its raion."""
    assert [row.id for row in Theaters(book(*areas)).rows] == ["a", "b"]
