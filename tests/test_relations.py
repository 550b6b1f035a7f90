"""Distances and directions in a text: which place they locate, from which anchor, and what point they compute."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pytest

from analytics.codebook import load_codebook
from analytics.extraction.relation_reading import relations_of
from analytics.extraction.relations import Relation, distance_km, words_of
from analytics.text import read_document

CODEBOOK = load_codebook("ukraine")
WORDS = words_of(CODEBOOK)
NAMES = re.compile(r"Ashby|Barrow|Corby|Derby|Egham Oblast")


@dataclass(frozen=True)
class Name:
    """A place name's tokens."""

    first: int
    last: int


def read(text: str) -> list[tuple[tuple[str, ...], str, float | None, float | None, tuple[float, ...], str]]:
    """Return (subjects, anchor, low, high, degrees, phrase) of each relation in a sentence."""
    sentence = read_document("r", dt.date(2023, 7, 1), text, CODEBOOK).sentences[0]
    names, marks, regions = [], [], set()
    for hit in NAMES.finditer(text):
        tokens = [i for i, t in enumerate(sentence.tokens) if hit.start() <= t.start < hit.end()]
        names.append(hit[0])
        marks.append(Name(tokens[0], tokens[-1] + 1))
        if "Oblast" in hit[0]:
            regions.add(len(marks) - 1)
    return [
        (tuple(names[i] for i in r.subjects), names[r.anchor], r.low, r.high, r.degrees, text[r.start : r.end])
        for r in relations_of(sentence, marks, frozenset(regions), WORDS)
    ]


@pytest.mark.parametrize(
    ("text", "subjects", "anchor"),
    [
        ("Troops entered Ashby (8 km northwest of Barrow).", ("Ashby",), "Barrow"),
        ("Troops entered Ashby, about 12 kilometers east of Barrow.", ("Ashby",), "Barrow"),
        ("Troops entered Ashby 9km south of Barrow.", ("Ashby",), "Barrow"),
        ("Ashby, a small village some ten miles from Barrow, was shelled.", ("Ashby",), "Barrow"),
        ("Ashby is roughly 20 km from the center of Barrow.", ("Ashby",), "Barrow"),
        ("Ashby\u2014which lies just south of Barrow\u2014was shelled.", ("Ashby",), "Barrow"),
        ("Ashby, Egham Oblast, 30 km east of Barrow, was shelled.", ("Ashby",), "Barrow"),
        ("They shelled Ashby and Corby (both within 5 km of Barrow).", ("Ashby", "Corby"), "Barrow"),
        ("They shelled Ashby, Corby, and Derby, all northwest of Barrow.", ("Ashby", "Corby", "Derby"), "Barrow"),
        ("They shelled Ashby and Corby, all to the east of Barrow.", ("Ashby", "Corby"), "Barrow"),
        ("They shelled Ashby (on the river, 4 km north of Barrow).", ("Ashby",), "Barrow"),
        ("They advanced south of Barrow near Ashby.", ("Ashby",), "Barrow"),
        ("They advanced southwest of Barrow in the vicinity of Ashby and Corby.", ("Ashby", "Corby"), "Barrow"),
        ("They advanced west of Barrow, near Ashby.", ("Ashby",), "Barrow"),
    ],
)
def test_the_place_located_is_found(text: str, subjects: tuple[str, ...], anchor: str) -> None:
    """Apposition, brackets, "both" and "near" lead from the phrase to the place that it locates."""
    assert [(found[0], found[1]) for found in read(text)] == [(subjects, anchor)]


@pytest.mark.parametrize(
    "text",
    [
        "They advanced west of Barrow.",
        "They advanced 3 km south of Barrow.",
        "In Egham Oblast, north of Barrow, it was quiet.",
        "They went from Ashby to the east of Barrow.",
        "They went from Ashby to attack east of Barrow.",
        "They shelled Ashby and advanced north of Barrow.",
        "They advanced west of Barrow in the direction of Ashby.",
    ],
)
def test_a_phrase_may_locate_no_named_place(text: str) -> None:
    """Where no place is named there, the phrase locates the event."""
    assert [found[0] for found in read(text)] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "They withdrew from Barrow.",
        "They moved west from Barrow.",
        "The mayor of Barrow spoke.",
        "They hold the south of the country and Barrow.",
        "It flew 40 km and hit Barrow.",
        "Ashby lies 5 km from the Barrow-Corby administrative border.",
        "Ashby lies 5 km from the Barrow highway.",
        "About 12 of Barrow's men left.",
    ],
)
def test_other_words_are_no_relation(text: str) -> None:
    """Movements, titles, borders and bare numbers locate nothing."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "degrees", "phrase"),
    [
        ("Ashby (8 km northwest of Barrow)", 8, 8, (315,), "8 km northwest of"),
        ("Ashby (8km to the northwest of Barrow)", 8, 8, (315,), "8km to the northwest of"),
        ("Ashby (ten miles from Barrow)", 16.09344, 16.09344, (), "ten miles from"),
        ("Ashby (within 5 km of Barrow)", 0, 5, (), "within 5 km of"),
        ("Ashby (5-7 km west of Barrow)", 5, 7, (270,), "5-7 km west of"),
        ("Ashby (five to seven kilometres west of Barrow)", 5, 7, (270,), "five to seven kilometres west of"),
        ("Ashby (a few kilometers east of Barrow)", 1, 10, (90,), "few kilometers east of"),
        ("Ashby (500 meters south of Barrow)", 0.5, 0.5, (180,), "500 meters south of"),
        ("Ashby (1.5 km due south of Barrow)", 1.5, 1.5, (180,), "1.5 km due south of"),
        ("north and northwest of Barrow", None, None, (0, 315), "north and northwest of"),
        ("60 km east-northeast of Barrow", 60, 60, (45, 90), "60 km east-northeast of"),
    ],
)
def test_distance_and_direction_are_read(
    text: str, low: float | None, high: float | None, degrees: tuple[float, ...], phrase: str
) -> None:
    """Numbers in figures and words, ranges, bounds, units and compound directions."""
    (found,) = read(text)
    assert found[2:] == (low, high, degrees, phrase)


def test_several_phrases_locate_one_place_or_each_its_own() -> None:
    """A second phrase in a bracket speaks of the same place, a second bracket of the next."""
    found = read("They hold Ashby (25 km south of Barrow, 18 km north of Corby) and Derby (5 km east of Corby).")
    assert [(r[0], r[1]) for r in found] == [(("Ashby",), "Barrow"), (("Ashby",), "Corby"), (("Derby",), "Corby")]


def relation(*, km: float | None, degrees: tuple[float, ...]) -> Relation:
    """Build a relation of an exact distance."""
    return Relation(0, (), km, km, degrees, 0, 1)


@pytest.mark.parametrize(("degrees", "north", "east"), [((0,), 1, 0), ((90,), 0, 1), ((180,), -1, 0), ((270,), 0, -1)])
def test_the_point_lies_where_the_phrase_says(degrees: tuple[float, ...], north: int, east: int) -> None:
    """Ten kilometres in each direction."""
    point = relation(km=10, degrees=degrees).point(48.0, 37.0)
    assert point is not None
    assert distance_km((48.0, 37.0), point) == pytest.approx(10, abs=0.01)
    assert point[0] - 48.0 == pytest.approx(north * 0.08993, abs=1e-3)
    assert (point[1] - 37.0 > 0.1, point[1] - 37.0 < -0.1) == (east > 0, east < 0)


def test_a_compound_direction_points_between_its_words() -> None:
    """North and northwest is north-northwest; west or east points nowhere."""
    assert relation(km=10, degrees=(0, 315)).bearing == pytest.approx(337.5)
    assert relation(km=10, degrees=(90, 270)).point(48.0, 37.0) is None


@pytest.mark.parametrize("case", [relation(km=None, degrees=(0,)), relation(km=5, degrees=())])
def test_half_a_phrase_computes_no_point(case: Relation) -> None:
    """A distance alone, or a direction alone, leaves the point open."""
    assert case.point(48.0, 37.0) is None


def test_misfit_tells_near_from_far_and_north_from_south() -> None:
    """A place at the stated distance and side fits; one far off or on the other side does not."""
    said, anchor = relation(km=10, degrees=(0,)), (48.0, 37.0)
    assert WORDS.misfit(said, anchor, (48.09, 37.0)) < 0.1
    assert WORDS.misfit(said, anchor, (47.91, 37.0)) > 1
    assert WORDS.misfit(said, anchor, (49.0, 37.0)) > 1
    assert WORDS.misfit(relation(km=None, degrees=(0,)), anchor, (48.3, 37.0)) < 1
    assert WORDS.misfit(relation(km=None, degrees=(0,)), anchor, (50.0, 37.0)) > 1
