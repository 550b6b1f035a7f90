"""Namesakes are told apart by what the text says and by what stands near, and stay open where nothing tells."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from analytics.codebook import load_codebook
from analytics.extraction.mentions import Spotted, find_mentions
from analytics.extraction.records import Mention, Place
from analytics.extraction.relations import distance_km
from analytics.extraction.resolution import resolve
from analytics.extraction.theaters import theaters_of
from analytics.gazetteer import Candidate, load_gazetteer
from analytics.text import Document, read_document

CODEBOOK = load_codebook("ukraine")
DAY = dt.date(2023, 7, 1)
SHIPPED = load_gazetteer(CODEBOOK)  # tells how far an oblast reaches


def town(  # noqa: PLR0917  the columns of the table below
    name: str, lat: float, lon: float, admin1: str = "Donetsk", admin2: str = "1402", population: int = 0
) -> Place:
    """Build a settlement."""
    return Place(f"test:{name}:{lat}:{lon}", name, "settlement", "UA", admin1, admin2, lat, lon, population)


def oblast(name: str, lat: float, lon: float) -> Place:
    """Build an oblast."""
    return Place(f"test:oblast:{name}", f"{name} Oblast", "region", "UA", name, None, lat, lon, 2_000_000)


BAKHMUT = town("Bakhmut", 48.5956, 38.0000, population=71_000)
SOLEDAR = town("Soledar", 48.6795, 38.0896, population=10_000)
SVATOVE = town("Svatove", 49.4102, 38.1620, "Luhansk", "4410", 16_000)
KREMINNA = town("Kreminna", 49.0434, 38.2172, "Luhansk", "4412", 18_000)
LYMAN = town("Lyman", 48.9850, 37.8020, "Donetsk", "1412", 20_000)
LVIV = town("Lviv", 49.8383, 24.0232, "Lviv", "4606", 717_000)
KHARKIV = town("Kharkiv", 49.9818, 36.2547, "Kharkiv", "6312", 1_430_000)
KHARKIV_VILLAGE = town("Kharkiv", 48.6100, 38.0500, "Donetsk", "1402", 120)
DIBROVA_LUHANSK = town("Dibrova", 49.0000, 38.1600, "Luhansk", "4412")
DIBROVA_DONETSK = town("Dibrova", 48.9700, 38.0000, "Donetsk", "1412", 900)
DIBROVA_LVIV = town("Dibrova", 49.9500, 24.2000, "Lviv", "4606", 4_000)
DIBROVA_BAKHMUT = town("Dibrova", 48.6500, 38.0200)
POKROVSK = town("Pokrovsk", 48.2820, 37.1760, "Donetsk", "1416", 61_000)
ENGELS = Place("test:engels", "Engels", "settlement", "RU", "Saratov", None, 51.4989, 46.1253, 225_000)
MAKIIVKA = town("Makiivka", 48.0478, 37.9258, "Donetsk", "1408", 339_000)
MAKIIVKA_LUHANSK = town("Makiivka", 49.2197, 37.9811, "Luhansk", "4410", 8)
YAHIDNE_NORTH = town("Yahidne", 48.6300, 37.9500)
YAHIDNE_SOUTH = town("Yahidne", 48.5500, 37.9700)
LYMAN_VILLAGE = town("Lyman", 48.9000, 38.0000, "Donetsk", "1412")
ZHEREBETS = Place("test:zherebets", "Zherebets River", "water", "UA", None, None, None, None, 0)
GAZETTEER: dict[str, tuple[Place, ...]] = {
    "Bakhmut": (BAKHMUT,),
    "Soledar": (SOLEDAR,),
    "Svatove": (SVATOVE,),
    "Kreminna": (KREMINNA,),
    "Lyman": (LYMAN,),
    "Pokrovsk": (ENGELS, POKROVSK),
    "Makiivka": (MAKIIVKA_LUHANSK, MAKIIVKA),
    "Yahidne": (YAHIDNE_NORTH, YAHIDNE_SOUTH),
    "Liman": (LYMAN_VILLAGE, LYMAN),
    "Lviv": (LVIV,),
    "Kharkiv": (KHARKIV_VILLAGE, KHARKIV),
    "Dibrova": (DIBROVA_LVIV, DIBROVA_DONETSK, DIBROVA_LUHANSK, DIBROVA_BAKHMUT),
    "Donetsk Oblast": (oblast("Donetsk", 48.05, 37.67),),
    "Luhansk Oblast": (oblast("Luhansk", 48.98, 39.02),),
    "Zherebets": (ZHEREBETS,),
    "Nowhere": (),
}
ALIAS, OVERLAY = {ENGELS}, {("Liman", LYMAN)}
NAMES = re.compile("|".join(sorted(GAZETTEER, key=len, reverse=True)))


def match(name: str, place: Place) -> str:
    """Say how a name came to mean a place."""
    return "alias" if place in ALIAS else "overlay" if (name, place) in OVERLAY else "exact"


def spot(document: Document) -> list[Spotted]:
    """Spot the names of the small gazetteer."""
    found = []
    for sentence in document.sentences:
        for hit in NAMES.finditer(document.text, sentence.start, sentence.end):
            tokens = [i for i, t in enumerate(sentence.tokens) if hit.start() <= t.start < hit.end()]
            places = GAZETTEER[hit[0]]
            kind = places[0].kind if places else "settlement"
            candidates = tuple(Candidate(place, match(hit[0], place), 0) for place in places)
            span = (sentence.index, tokens[0], tokens[-1] + 1, hit.start(), hit.end())
            found.append(Spotted(*span, hit[0], kind, "place", candidates))
    return found


def read(text: str, date: dt.date = DAY) -> list[Mention]:
    """Resolve the names of a text."""
    document = read_document("r", date, text, CODEBOOK)
    return resolve(document, spot(document), SHIPPED, theaters_of(CODEBOOK), CODEBOOK)


def shipped(text: str) -> list[Mention]:
    """Find and resolve the names of a text with the gazetteer that ships."""
    gazetteer = load_gazetteer(CODEBOOK)
    document = read_document("r", DAY, text, CODEBOOK)
    spotted = find_mentions(document, gazetteer, CODEBOOK)
    return resolve(document, spotted, gazetteer, theaters_of(CODEBOOK), CODEBOOK)


def one(text: str, surface: str) -> Mention:
    """Return the last mention of a surface."""
    return [m for m in read(text) if m.surface == surface][-1]


@pytest.mark.parametrize(
    ("text", "place", "by"),
    [
        ("They hold Dibrova (6 km southwest of Kreminna).", DIBROVA_LUHANSK, "relative"),
        ("They hold Dibrova, 15 km east of Lyman.", DIBROVA_DONETSK, "relative"),
        ("They hold Dibrova, about 6 km north of Bakhmut.", DIBROVA_BAKHMUT, "relative"),
        ("They hold Dibrova (north of Lviv).", DIBROVA_LVIV, "relative"),
        ("They advanced southwest of Kreminna near Dibrova.", DIBROVA_LUHANSK, "paragraph"),
        ("They hold Dibrova, Luhansk Oblast.", DIBROVA_LUHANSK, "region"),
        ("They hold Dibrova in northern Luhansk Oblast.", DIBROVA_LUHANSK, "region"),
        ("They hold the Luhansk Oblast village of Dibrova.", DIBROVA_LUHANSK, "region"),
        ("They fought in Soledar and Dibrova. Bakhmut was shelled.", DIBROVA_BAKHMUT, "paragraph"),
        ("They were repelled at Svatove, Kreminna and Dibrova.", DIBROVA_LUHANSK, "paragraph"),
        ("The Kreminna-Dibrova line held.", DIBROVA_LUHANSK, "paragraph"),
    ],
)
def test_namesakes_are_told_apart(text: str, place: Place, by: str) -> None:
    """Distance, oblast and neighbours choose among four villages of one name."""
    found = one(text, "Dibrova")
    assert found.place == place
    assert found.decided_by == by or (by == "paragraph" and found.decided_by == "relative")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They hold Dibrova in Kursk Oblast.", None),
        ("They hold Dibrova (north of Yampil) in Kursk Oblast.", None),
        ("They took Kreminna and Dibrova in Luhansk Oblast.", "Luhansk"),
        ("They struck Lviv, in Kursk Oblast and in Belgorod Oblast too.", "Lviv"),
        ("They hold Dvorichna in Luhansk Oblast.", "Kharkiv"),
    ],
)
def test_a_place_far_from_the_oblast_that_is_stated_is_not_meant(text: str, found: str | None) -> None:
    """It is in no list then; a great city, and what lies a little beyond the border, may be meant all the same."""
    name = "Lviv" if "struck" in text else "D"
    (mention,) = [m for m in shipped(text) if m.surface.startswith(name) and m.kind == "settlement"]
    assert (mention.place.admin1 if mention.place else None) == found


def test_a_village_is_not_chosen_by_population() -> None:
    """With nothing near, the largest of the namesakes has no claim: it stays open, with its candidates."""
    found = one("They shelled Dibrova.", "Dibrova")
    assert found.place is None
    assert found.decided_by == "none"
    assert found.match == "unresolved"
    assert len(found.candidates) == 4
    assert found.place_precision is None


def test_a_bare_city_name_is_the_city() -> None:
    """The village of the city's name by Bakhmut is not meant, though Bakhmut stands beside it."""
    found = one("They shelled Bakhmut, Soledar and Kharkiv.", "Kharkiv")
    assert found.place == KHARKIV
    assert found.decided_by == "city"


def test_a_town_among_villages_is_the_town() -> None:
    """Nikopol on the Dnipro, though only the village of that name lies in the oblast named beside it."""
    found = shipped("They shelled Nikopol, Kharkiv and Chuhuiv.")
    assert [m.place.admin1 if m.place else None for m in found] == ["Dnipropetrovsk", "Kharkiv", "Kharkiv"]


def test_an_axis_that_opens_a_sentence_parts_a_paragraph() -> None:
    """What follows an axis is near to it, not to the places of the next axis."""
    found = shipped("In the Bakhmut direction nothing moved. Krasnoye held. In the Kupiansk direction Dvorichna held.")
    assert [m.theater for m in found] == ["bakhmut", "bakhmut", "luhansk", "luhansk"]


def test_a_stated_distance_beats_the_city() -> None:
    """Four kilometres from Bakhmut there is only the village."""
    assert one("They shelled Kharkiv (4 km east of Bakhmut).", "Kharkiv").place == KHARKIV_VILLAGE


def test_a_city_s_former_name_is_not_meant_where_a_town_at_the_front_bears_it() -> None:
    """Engels on the Volga was once called Pokrovsk, and is the larger one."""
    assert one("They shelled Pokrovsk.", "Pokrovsk").place == POKROVSK


def test_a_direction_from_a_town_beats_a_city_far_away() -> None:
    """Northwest of Kreminna there is only the village."""
    assert one("They advanced northwest of Kreminna near Makiivka.", "Makiivka").place == MAKIIVKA_LUHANSK
    assert one("They shelled Makiivka.", "Makiivka").place == MAKIIVKA


def test_namesakes_side_by_side_are_near_enough() -> None:
    """Which of two villages nine kilometres apart is meant does not matter to a map; the precision says so."""
    found = one("They shelled Yahidne.", "Yahidne")
    assert found.place in {YAHIDNE_NORTH, YAHIDNE_SOUTH}
    assert found.place_precision == 2
    assert len(found.candidates) == 2


def test_the_analyst_s_entry_comes_first() -> None:
    """What the codebook's overlay says a name means is preferred to a chance namesake."""
    assert one("They shelled Liman.", "Liman").place == LYMAN


def test_the_same_name_later_in_a_report_is_the_same_place() -> None:
    """A name once placed is not asked again in a paragraph that says nothing."""
    text = "They hold Dibrova (6 km southwest of Kreminna).\n\nDibrova was shelled at dawn."
    assert [m.place for m in read(text) if m.surface == "Dibrova"] == [DIBROVA_LUHANSK, DIBROVA_LUHANSK]


def test_one_report_may_name_two_namesakes() -> None:
    """Each stated distance is heard."""
    text = "They hold Dibrova (6 km southwest of Kreminna) and Dibrova (6 km north of Bakhmut)."
    assert [m.place for m in read(text) if m.surface == "Dibrova"] == [DIBROVA_LUHANSK, DIBROVA_BAKHMUT]


def test_the_anchor_is_marked_and_the_place_keeps_its_point() -> None:
    """In "X (6 km north of Y)" only X is where something happens."""
    place, anchor = read("They hold Dibrova (6 km north of Bakhmut).")
    assert (place.role, anchor.role) == ("place", "anchor")
    assert (place.lat, place.lon) == (DIBROVA_BAKHMUT.lat, DIBROVA_BAKHMUT.lon)
    assert (place.place_precision, anchor.relation) == (1, None)


def test_an_anchor_that_is_all_there_is_is_the_place() -> None:
    """Three km south of Bakhmut is a point near Bakhmut, said to be near only."""
    (found,) = read("They advanced 3 km south of Bakhmut.")
    assert (found.role, found.relation, found.place_precision) == ("place", "3 km south of", 2)
    assert found.place == BAKHMUT
    assert found.lat is not None
    assert found.lon is not None
    assert distance_km((found.lat, found.lon), (48.5956, 38.0)) == pytest.approx(3, abs=0.01)


def test_a_bare_direction_keeps_the_anchor_s_point() -> None:
    """A bare "west of Svatove" gives no distance to move by."""
    (found,) = read("They advanced west of Svatove.")
    assert (found.relation, found.place_precision) == ("west of", 2)
    assert (found.lat, found.lon) == (SVATOVE.lat, SVATOVE.lon)


def test_a_place_in_no_list_gets_the_point_that_the_text_gives() -> None:
    """The anchor and the distance place it, and it says that no place was found."""
    found = one("They hold Nowhere (10 km west of Svatove).", "Nowhere")
    assert (found.place, found.match, found.theater, found.place_precision) == (None, "unresolved", "luhansk", 2)
    assert found.lon is not None
    assert found.lon < 38.1


def test_a_sole_candidate_far_off_the_stated_distance_is_another_place() -> None:
    """No list has a Soledar by Lviv; the one by Bakhmut is not meant."""
    found = one("They trained in Soledar (5 km west of Lviv).", "Soledar")
    assert found.place is None
    assert found.candidates == (SOLEDAR.place_id,)
    assert found.theater == "rear-ukraine"


@pytest.mark.parametrize(
    ("text", "surface", "precision"),
    [
        ("Fighting went on in Donetsk Oblast.", "Donetsk Oblast", 3),
        ("They crossed the Zherebets.", "Zherebets", 3),
        ("They hold Bakhmut.", "Bakhmut", 1),
        ("They hold Nowhere.", "Nowhere", None),
    ],
)
def test_precision_says_how_much_a_point_is_worth(text: str, surface: str, precision: int | None) -> None:
    """A town is exact, an oblast or a river is not, a name in no list has none."""
    assert one(text, surface).place_precision == precision


def test_what_is_not_placed_takes_the_theater_of_its_paragraph() -> None:
    """Most of the paragraph's placed names say where it is; another paragraph's do not."""
    first, *_, alone = [m for m in read("Nowhere, Bakhmut, Soledar, Svatove.\n\nNowhere.") if m.surface == "Nowhere"]
    assert first.theater == "bakhmut"
    assert alone.theater == "none"


def test_a_heading_speaks_for_the_names_below_it() -> None:
    """Under a front's heading a namesake on that front is meant."""
    text = "Supporting Effort 2: Chasiv Yar direction\n\nDibrova was shelled, officials said."
    assert one(text, "Dibrova").place == DIBROVA_BAKHMUT
    assert one(text, "Dibrova").decided_by == "theater"


def test_mentions_come_by_position_whatever_the_order_of_names() -> None:
    """The result is a function of the text."""
    text = "They hold Dibrova, Soledar, Lyman, Kharkiv and Dibrova (6 km north of Bakhmut) near Svatove."
    document = read_document("r", DAY, text, CODEBOOK)
    names = spot(document)
    tools = (SHIPPED, theaters_of(CODEBOOK), CODEBOOK)
    expected = resolve(document, names, *tools)
    assert [m.start for m in expected] == sorted(m.start for m in expected)
    for seed in range(5):
        shuffled = random.Random(seed).sample(names, len(names))  # noqa: S311  order, not secrecy
        assert resolve(document, shuffled, *tools) == expected


def test_a_report_without_names_has_no_mentions() -> None:
    """Nothing spotted, nothing said."""
    assert read("It rained.") == []
    assert read("") == []


def test_surfaces_are_the_text() -> None:
    """Offsets lead back to the untouched text."""
    text = "They hold \u201cDibrova\u201d (6\u00a0km north of Bakhmut)."
    assert all(text[m.start : m.end] == m.surface for m in read(text))
    assert len(read(text)) == 2
