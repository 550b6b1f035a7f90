"""Actors: whose phrase it is, where it begins and ends, what is none; sides are never reversed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.codebook import load_codebook
from analytics.errors import CodebookError
from analytics.extraction.actor_table import ActorTable
from analytics.extraction.actors import find_actors, introduced
from analytics.text import read_document

if TYPE_CHECKING:
    from analytics.extraction.records import Actor

DAY = dt.date(2023, 2, 1)
BOOK = Path(__file__).parents[1] / "analytics" / "codebook"
WORDS = ["Russian", "Ukrainian", "and", "of", "'s", "forces", "Kyiv", "the", ",", "58th", "Guards", "minister", "-",
         "(", ")", "US", "occupation", "officials", "Army", "Putin", "to", "pro", "attacked"]  # fmt: skip


def read(text: str, day: dt.date = DAY) -> list[tuple[str, str, str | None, str]]:
    """The actors of a text: (words, name, side, form)."""
    book = load_codebook()
    out = []
    for sentence in read_document("r", day, text, book).sentences:
        for actor in find_actors(sentence, book, day):
            words = " ".join(t.text for t in sentence.tokens[actor.first : actor.last])
            out.append((words, actor.name, actor.side, actor.form))
    return out


def sides(text: str, day: dt.date = DAY) -> list[str | None]:
    """The sides of a text's actors."""
    return [side for _, _, side, _ in read(text, day)]


def examples(table: str, key: str) -> list[Any]:
    """Every example of a table with its entry."""
    return [
        pytest.param(row, text, id=f"{row['id']}-{number}")
        for row in load_codebook().table(table)
        for number, text in enumerate(row.get(key, ()))
    ]


@pytest.mark.parametrize(
    ("text", "words", "name", "side", "form"),
    [
        ("Russian Foreign Minister Sergei Lavrov spoke.",
         "Russian Foreign Minister Sergei Lavrov", "Russia", "RU", "official"),
        ("Additional Russian forces came.", "Russian forces", "Russia", "RU", "forces"),
        ("Ukraine's Ministry of Defense spoke.", "Ukraine 's Ministry of Defense", "Ukraine", "UA", "official"),
        ("The 76th Guards Air Assault Division came.", "76th Guards Air Assault Division", "Russia", "RU", "forces"),
        ("The 47th Mechanized Brigade came.", "47th Mechanized Brigade", "Ukraine", "UA", "forces"),
        ("The Ukrainian 25th Airborne Brigade came.", "Ukrainian 25th Airborne Brigade", "Ukraine", "UA", "forces"),
        ("Russian Storm-Z troops came.", "Russian Storm - Z troops", "Russia", "RU", "forces"),
        ("Wagner Group mercenaries came.", "Wagner Group mercenaries", "Wagner", "RU", "forces"),
        ("Pro-Russian forces came.", "Pro - Russian forces", "Russia", "RU", "forces"),
        ("Kremlin-installed authorities came.", "Kremlin - installed authorities", "Russia", "RU", "official"),
        ("Russian-occupied Kherson officials came.",
         "Russian - occupied Kherson officials", "Russia", "RU", "official"),
        ("Kherson occupation officials came.", "Kherson occupation officials", "Russia", "RU", "official"),
        ("The exiled mayor of Melitopol spoke.", "exiled mayor of Melitopol", "Ukraine", "UA", "official"),
        ("Melitopol Mayor Ivan Fedorov spoke.", "Melitopol Mayor Ivan Fedorov", "Ukraine", "UA", "official"),
        ("Belgorod Governor Vyacheslav Gladkov spoke.",
         "Belgorod Governor Vyacheslav Gladkov", "Russia", "RU", "official"),
        ("The Russian-appointed head of Kherson Oblast spoke.",
         "Russian - appointed head of Kherson Oblast", "Russia", "RU", "official"),
        ("The General Staff spoke.", "General Staff", "Ukraine", "UA", "official"),
        ("The Russian Army General Staff spoke.", "Russian Army General Staff", "Russia", "RU", "official"),
        ("Several milbloggers wrote.", "Several milbloggers", "Russia", "RU", "media"),
        ("A Ukrainian milblogger wrote.", "Ukrainian milblogger", "Ukraine", "UA", "media"),
        ("The Pentagon spoke.", "Pentagon", "United States", None, "official"),
        ("A US defense official spoke.", "US defense official", "United States", None, "official"),
        ("Western officials spoke.", "Western officials", "West", None, "official"),
        ("The governor spoke.", "governor", "", None, "official"),
        ("UN High Commissioner for Human Rights Volker Turk spoke.",
         "UN High Commissioner for Human Rights Volker Turk", "UN", None, "official"),
        ("Luhansk People's Republic (LNR) units came.",
         "Luhansk People 's Republic ( LNR ) units", "LNR", "RU", "forces"),
        ("Ukrainian separatists came.", "Ukrainian separatists", "Russia", "RU", "forces"),
        ("Forces of Russia's Western Military District came.",
         "Forces of Russia 's Western Military District", "Russia", "RU", "forces"),
        ("Russiah milbloggers wrote.", "Russiah milbloggers", "Russia", "RU", "media"),
        ("Ukranian troops came.", "Ukranian troops", "Ukraine", "UA", "forces"),
        ("Russian artillery fired.", "Russian artillery", "Russia", "RU", "forces"),
        ("Russian military equipment burned.", "Russian", "Russia", "RU", "adjective"),
        ("EU slaps Russia.", "EU", "EU", None, "body"),
        ("Russian forces deployed reinforcements.", "Russian forces", "Russia", "RU", "forces"),
        ("Ukrainian troops fire artillery.", "Ukrainian troops", "Ukraine", "UA", "forces"),
        ("Ukrainian officials order troops out.", "Ukrainian officials", "Ukraine", "UA", "official"),
        ("Russia captured soldiers.", "Russia", "Russia", "RU", "state"),
        ("NATO expansion stopped.", "NATO", "NATO", None, "adjective"),
        ("Poland's harbour minister left.", "Poland 's harbour minister", "Poland", None, "official"),
        ("Poland rested while ministers left.", "Poland", "Poland", None, "state"),
        ("The president of Poland to Greece spoke.", "president of Poland", "Poland", None, "official"),
        ("The ambassador of Poland to Greece spoke.", "ambassador of Poland to Greece", "Poland", None, "official"),
    ],
)  # fmt: skip
def test_the_first_actor_of_a_sentence(text: str, words: str, name: str, side: str | None, form: str) -> None:
    """Phrase, canonical name, side and form."""
    assert read(text)[0] == (words, name, side, form)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Prussian soldiers came.", id="a real word near a nation"),
        pytest.param("Russian-occupied Kherson burned.", id="an occupied place"),
        pytest.param("Russian-made tanks burned.", id="goods"),
        pytest.param("Anti-Russian protests grew.", id="against"),
        pytest.param("Troops moved near Kyiv.", id="a capital as place"),
        pytest.param("Missiles hit Kyiv.", id="a capital that is hit"),
        pytest.param("Kyiv's outskirts burned.", id="part of a capital"),
        pytest.param("Talks in Ankara ended.", id="talks in a capital"),
        pytest.param("The 12th Brigade came.", id="a unit of neither side's branch"),
        pytest.param("Forces advanced.", id="forces of nobody"),
        pytest.param("Who knows us? It is a turkey in china.", id="lower case"),
        pytest.param("They continue to press forward.", id="a verb"),
        pytest.param("Ukrainka and Ukrainsk burned.", id="towns near a nation"),
    ],
)
def test_what_is_no_actor(text: str) -> None:
    """Places, goods, words that only look like a nation."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "side", "form"),
    [
        ("Deputy Defence Minister Hanna Maliar spoke.", "UA", "official"),
        ("First Deputy Prime Minister Yulia Svyrydenko spoke.", "UA", "official"),
        ("Acting Governor Vladimir Saldo spoke.", "RU", "official"),
        ("Governor Oleksandr Prokudin reported fires.", "UA", "official"),
        ("Lieutenant General Serhiy Nayev spoke.", "UA", "official"),
        ("Deputy Chairman of the Security Council Dmitry Medvedev spoke.", "RU", "official"),
        ("Military-Civil Administration Head Ivan Koval spoke.", "UA", "official"),
        ("Kherson Occupation Military-Civil Administration Deputy Head Ivan Koval spoke.", "RU", "official"),
        ("Russian sources report fighting.", "RU", "media"),
        ("Ukrainian channels claim gains.", "UA", "media"),
        ("Units of the Tsentr grouping of forces advanced.", "RU", "forces"),
        ("Elements of the Zapad Group of Forces advanced.", "RU", "forces"),
        ("North Korean troops trained.", None, "forces"),
        ("The Administration additionally stated that two fires burn.", None, "official"),
        ("The commander said that his men rest.", None, "official"),
        ("Yesterday the West spoke.", None, "state"),
    ],
)
def test_who_stands_at_the_head(text: str, side: str | None, form: str) -> None:
    """Titles hide no person, a verb in the base form no head; an office alone is somebody of no side."""
    assert read(text, dt.date(2023, 7, 8))[0][2:] == (side, form)


@pytest.mark.parametrize("text", ["The West Bank is far.", "Russian source material was lost in the office.",
                                  "The commander rested.", "They painted the administration green."])  # fmt: skip
def test_what_is_no_head(text: str) -> None:
    """A point of the compass in a longer name, a source before a noun, an office that says nothing."""
    assert [a for a in read(text) if a[3] in {"official", "media", "state"}] == []


def test_coordinated_nations_give_an_actor_a_side() -> None:
    """Both sides before one noun are two actors; two bodies of one side are one."""
    assert [a[:3] for a in read("Russian and Ukrainian forces clashed.")] == [
        ("Russian", "Russia", "RU"),
        ("Ukrainian forces", "Ukraine", "UA"),
    ]
    assert [a[0] for a in read("DNR and LNR forces came.")] == ["DNR and LNR forces"]
    assert [a[0] for a in read("Russian and proxy forces came.")] == ["Russian and proxy forces"]


def test_named_places_do_not_join_the_phrase_behind_them() -> None:
    """A phrase like "X and Ukrainian forces" begins behind X where X is a place."""
    assert read("Avdiivka and Ukrainian forces held.")[0][0] == "Ukrainian forces"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv said Moscow has lied.", ["UA", "RU"]),
        ("Moscow and Kyiv said so.", ["RU", "UA"]),
        ("Talks between Moscow and Kyiv ended.", ["RU", "UA"]),
        ("Kyiv's demands grew.", ["UA"]),
        ("Moscow's troops left.", ["RU"]),
        ("Moscow greets the pause.", ["RU"]),
        ("Moscow, which has denied the killing, left.", ["RU"]),
        ("It waited as Kyiv weighed the offer.", ["UA"]),
        ("Kyiv wakes to sirens.", []),
        ("Kyiv attacked again overnight.", []),
        ("Kyiv, which was hit, slept.", []),
        ("A ministry spokesman in Kyiv spoke.", ["UA"]),
        ("An envoy in Kyiv spoke.", [None]),
    ],
)
def test_a_capital_means_a_government_where_it_acts(text: str, expected: list[str]) -> None:
    """The words around a capital decide."""
    assert sides(text) == expected


def test_allies_of_a_side_are_not_that_side() -> None:
    """A genitive owns its allies; it is not them."""
    assert [(a[1], a[3]) for a in read("Ukraine's Western allies came.")] == [
        ("Ukraine", "state"),
        ("West", "official"),
    ]


def test_persons_count_while_in_office() -> None:
    """The same name is a state's head in one year and a private person in another."""
    assert read("Boris Johnson spoke.", dt.date(2022, 5, 1))[0][1] == "United Kingdom"
    assert read("Boris Johnson spoke.", dt.date(2024, 5, 1)) == []
    assert read("Mark Rutte spoke.", dt.date(2023, 5, 1))[0][1] == "Netherlands"
    assert read("Mark Rutte spoke.", dt.date(2025, 5, 1))[0][1] == "NATO"


def test_a_report_introduces_persons() -> None:
    """A surname stands for who was introduced with office and nation before."""
    book = load_codebook()
    first, second = read_document(
        "r", DAY, "Ukrainian Deputy Minister Ostap Vyshnia spoke. Vyshnia left.", book
    ).sentences
    cast = introduced(first, find_actors(first, book, DAY), book)
    assert [a.name for a in find_actors(second, book, DAY)] == []
    assert [(a.name, a.side) for a in find_actors(second, book, DAY, cast)] == [("Ukraine", "UA")]


def test_the_second_of_two_officials_shares_the_nation() -> None:
    """Officials as in "Ukrainian Minister A and Commander B" both are of one nation."""
    assert sides("Ukrainian Minister Ostap Vyshnia and Logistics Commander Hryhoriy Skovoroda spoke.") == ["UA", "UA"]


def test_genitives_are_marked() -> None:
    """A nation in the genitive owns what follows."""
    book = load_codebook()
    (sentence,) = read_document("r", DAY, "Russia's war goes on.", book).sentences
    assert [a.possessive for a in find_actors(sentence, book, DAY)] == [True]


@pytest.mark.parametrize(("entry", "text"), examples("actor_head", "examples"))
def test_a_head_ends_the_phrase_of_its_example(entry: dict[str, Any], text: str) -> None:
    """The example's actor has the head's form."""
    assert entry["form"] in {a[3] for a in read(text)}


@pytest.mark.parametrize(("entry", "text"), examples("actor_head", "counterexamples"))
def test_a_head_is_silent_in_its_counterexample(entry: dict[str, Any], text: str) -> None:
    """No actor of the counter-example has the head's form."""
    assert entry["form"] not in {a[3] for a in read(text)}


@pytest.mark.parametrize(("entry", "text"), examples("unit", "examples"))
def test_branch_words_tell_the_army(entry: dict[str, Any], text: str) -> None:
    """A unit or staff without a nation has the entry's."""
    assert entry["actor"] in {a[1] for a in read(text)}


@pytest.mark.parametrize(("entry", "text"), examples("unit", "counterexamples"))
def test_branch_words_yield(entry: dict[str, Any], text: str) -> None:
    """Another nation or other branch words win."""
    assert entry["actor"] not in {a[1] for a in read(text)}


def test_every_name_of_the_table_is_found() -> None:
    """Each proper name, office, force and medium reads as its own actor or another's on purpose."""
    shared = {"Security Council", "General Assembly", "Donald Trump (first term)"}
    missed = []
    for entry in load_codebook().table("actor"):
        for key in ("names", "people", "offices", "forces", "media"):
            for name in entry.get(key, ()):
                found = read(f"Yesterday {name} spoke.")
                if name not in shared and entry["name"] not in {a[1] for a in found}:
                    missed.append((entry["name"], name, found))
    assert missed == []


def test_every_actor_has_a_source() -> None:
    """The table says where its names are from."""
    assert [e["name"] for e in load_codebook().table("actor") if not e.get("source")] == []


def test_english_names_no_nation() -> None:
    """What belongs to a war stands in that war's codebook."""
    text = (BOOK / "english" / "actors.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    words = {
        w.lower() for rows in tables.values() for row in rows for key in ("words", "nouns") for w in row.get(key, ())
    }
    assert not words & {"russian", "ukrainian", "russia", "ukraine", "moscow", "kyiv"}


def test_a_person_of_an_unknown_actor_is_refused(tmp_path: Path) -> None:
    """A codebook that names an actor it does not have is told so."""
    (tmp_path / "codebook.toml").write_text('extends = "english"\n', encoding="utf-8")
    person = '[[person]]\nname = "A"\nactor = "Nowhere"\naliases = ["A"]\n'
    (tmp_path / "actors.toml").write_text(person, encoding="utf-8")
    with pytest.raises(CodebookError, match="Nowhere"):
        ActorTable(load_codebook(tmp_path))


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_actors_never_overlap(words: list[str]) -> None:
    """Whatever the words, phrases come in order and have tokens of their own."""
    book = load_codebook()
    for sentence in read_document("r", DAY, " ".join(words), book).sentences:
        found: tuple[Actor, ...] = find_actors(sentence, book, DAY)
        ends = [0, *(a.last for a in found)]
        assert all(end <= a.first < a.last <= len(sentence.tokens) for end, a in zip(ends, found, strict=False))


def test_a_hostile_list_ends_soon() -> None:
    """Thousands of coordinated nations, genitives and heads are read without deep recursion."""
    for unit in ("Russian, ", "Russia's ", "commander of the ", "pro-Russian and ", "58th Guards "):
        read(unit * 3000 + "forces")


CHARGES = [
    ("Ukrainian Minister for Trade and Northern Affairs Oleh Karpenko wrote.", "karpenko"),
    ("Ukrainian Minister for Poland and North America Oleh Karpenko wrote.", "karpenko"),
    ("Ukrainian Foreign Minister Oleh Rau wrote.", "rau"),
]


@pytest.mark.parametrize(("text", "surname"), CHARGES)
def test_a_name_is_found_behind_what_an_officer_is_in_charge_of(text: str, surname: str) -> None:
    """The name behind "for X and Y" belongs to the officer, and is remembered."""
    sentence = read_document("r", DAY, text, load_codebook("ukraine")).sentences[0]
    found = find_actors(sentence, load_codebook("ukraine"), DAY)
    assert {name: actor.name for name, actor in introduced(sentence, found, load_codebook("ukraine")).items()} == {
        surname: "Ukraine"
    }


def test_a_second_country_is_no_officer_s_name() -> None:
    """An office for two countries without a name behind them ends before the second."""
    sentence = read_document(
        "r", DAY, "The Minister for Poland and Germany wrote.", load_codebook("ukraine")
    ).sentences[0]
    found = find_actors(sentence, load_codebook("ukraine"), DAY)
    assert [a.name for a in found] == ["Poland", "Germany"]
