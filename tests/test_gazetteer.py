"""A name leads to the places that it may mean, by the best spelling first."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from analytics.codebook import Codebook, load_codebook
from analytics.errors import CodebookError
from analytics.gazetteer import Candidate, Gazetteer, load_gazetteer, loose_key, plain_name, split_head

DATA = Path(__file__).parents[1] / "analytics/data"
RAW = Path(__file__).parents[2] / "shared/data/gazetteer"


@pytest.fixture(scope="module")
def book() -> Codebook:
    """The codebook that ships."""
    return load_codebook()


@pytest.fixture(scope="module")
def gazetteer(book: Codebook) -> Gazetteer:
    """The places that ship, with its overlay."""
    return load_gazetteer(book)


def candidates(gazetteer: Gazetteer, tokens: tuple[str, ...], head: str | None = None) -> tuple[Candidate, ...]:
    """Return the places that some tokens may name, with the head class of the words behind them."""
    key = plain_name(" ".join(tokens))
    return gazetteer.hits(f"{key} #{head}" if head else key)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Dubovo-Vasylivka", "dubovo vasylivka"),
        ("Mar\u2019inka", "marinka"),
        ("Krasnyy  Lyman", "krasnyy lyman"),
        ("Przewodów", "przewodow"),
        ("Donetsk People's Republic", "donetsk people republic"),
        ("Luts'k", "lutsk"),
    ],
)
def test_plain_names_are_compared(name: str, plain: str) -> None:
    """Case, accents, apostrophes, hyphens and genitives make no other name."""
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kupyansk", "kupiansk"),
        ("hulyaipole", "huliaipole"),
        ("maryinka", "mariinka"),
        ("antonovskiy", "antonivskyi"),
        ("mykolayiv", "mikolaiv"),
        ("zaporizhia", "zaporizhzhya"),
        ("bohorodychne", "bogorodychne"),
        ("bakhmutskoe", "bakhmutske"),
        ("kreminnaya", "kreminna"),
        ("berkhovka", "berkhivka"),
        ("svatovo", "svatove"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """The ways in which Cyrillic is written in Latin letters do not part a name from itself."""
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("berkhivka", "berezivka"),
        ("robotyne", "rybotyn"),
        ("soledar", "solodar"),
        ("ivanivka", "ivanivske"),
        ("dibrova", "dubrava"),
        ("kamianka", "kamianske"),
        ("tere", "tvere"),
        ("lyman", "lymanka"),
        ("toretsk", "torske"),
        ("izium", "izmail"),
        ("antonivka", "antonivskyi"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    """A loose key does not join what is two names."""
    assert loose_key(one) != loose_key(other)


def test_a_key_keeps_its_head_class() -> None:
    """Only the name is loosened, never what kind of thing it names."""
    assert loose_key("kupyansk #raion").endswith(" #raion")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("kakhovka dam", "kakhovka #dam"),
        ("zaporizhzhia nuclear power plant", "zaporizhzhia #nuclear"),
        ("donetsk people republic", "donetsk #oblast"),
        ("dam", "dam"),
        ("bakhmut", "bakhmut"),
    ],
)
def test_head_words_are_read_by_class(book: Codebook, name: str, key: str) -> None:
    """The longest head phrase is taken, and never the whole name."""
    assert split_head(name, book) == key


@pytest.mark.parametrize(
    ("tokens", "head", "place_id", "match"),
    [
        (("robotyne",), None, "geonames:695586", "exact"),
        (("rabotino",), None, "geonames:695586", "alias"),
        (("artemovsk",), None, "geonames:713174", "overlay"),
        (("krasny", "liman"), None, "geonames:704204", "overlay"),
        (("dubovo", "-", "vasylivka"), None, "geonames:9113824", "exact"),
        (("niu", "-", "york"), None, "geonames:699751", "overlay"),
        (("kharkov",), "oblast", "geonames:706482", "overlay"),
        (("saki",), "airfield", "geonames:11269908", "overlay"),
    ],
)
def test_known_names_lead_to_their_place(
    gazetteer: Gazetteer, tokens: tuple[str, ...], head: str | None, place_id: str, match: str
) -> None:
    """Official names, Russian and old ones, names of several words, names with a head word."""
    best = candidates(gazetteer, tokens, head)[0]
    assert (best.place.place_id, best.match) == (place_id, match)


@pytest.mark.parametrize("name", ["qwertz", "thr", "rdfoets", "aevanced", "oakham", "spledar"])
def test_other_words_lead_nowhere(gazetteer: Gazetteer, name: str) -> None:
    """What is no name of a place, in any spelling, has no candidates."""
    assert candidates(gazetteer, (name,)) == ()


def test_tiers_come_in_order(gazetteer: Gazetteer) -> None:
    """A place's own name comes before what another place is also called."""
    tiers = [c.tier for c in candidates(gazetteer, ("pervomaiske",))]
    assert len(tiers) > 10
    assert tiers == sorted(tiers)


def test_a_loose_key_is_tried_last(gazetteer: Gazetteer) -> None:
    """Where a name fits as it stands, spellings that resemble it are left out."""
    assert {c.match for c in candidates(gazetteer, ("dibrova",))} <= {"exact", "alias", "overlay"}
    assert {c.match for c in candidates(gazetteer, ("hulyaipole",))} == {"transliteration"}


def test_rivers_have_no_point(gazetteer: Gazetteer) -> None:
    """GeoNames keeps a river at its mouth, hundreds of kilometres from the fighting on its banks."""
    rivers = [c.place for name in ("dnipro", "oskil", "zherebets") for c in candidates(gazetteer, (name,), "river")]
    assert rivers
    assert {(r.lat, r.lon) for r in rivers} == {(None, None)}


def test_namesakes_close_by_are_one(gazetteer: Gazetteer) -> None:
    """A village that GeoNames holds twice, 0.3 km apart, is one candidate."""
    near = [c.place for c in candidates(gazetteer, ("klishchiivka",)) if c.place.admin1 == "Donetsk"]
    assert len(near) == 1


def test_divisions_have_official_names(gazetteer: Gazetteer) -> None:
    """First-order divisions are named in Ukrainian romanisation, without "oblast"; raions have the official code."""
    bakhmut = gazetteer.by_id("geonames:713174")
    assert bakhmut is not None
    assert (bakhmut.name, bakhmut.country, bakhmut.admin1, bakhmut.admin2) == ("Bakhmut", "UA", "Donetsk", "1402")
    kyiv = gazetteer.by_id("geonames:703448")
    assert kyiv is not None
    assert kyiv.admin1 == "Kyiv City"


def test_unknown_ids_give_nothing(gazetteer: Gazetteer) -> None:
    """An id that no row has is no error."""
    assert gazetteer.by_id("geonames:0") is None


@pytest.mark.shared
def test_the_script_makes_the_shipped_bytes(tmp_path: Path) -> None:
    """Same material, same bytes: nobody has to trust a binary file."""
    copy = tmp_path / "data"
    copy.mkdir()
    for name in ("build.py", "build.toml", "transliteration.toml"):
        (copy / name).write_bytes((DATA / name).read_bytes())
    subprocess.run([sys.executable, copy / "build.py", RAW], check=True, capture_output=True)
    for name in ("places.parquet", "names.parquet"):
        built, shipped = ((folder / name).read_bytes() for folder in (copy, DATA))
        assert hashlib.sha256(built).hexdigest() == hashlib.sha256(shipped).hexdigest()


def test_the_files_stay_small() -> None:
    """The package carries its places, so they have to be light."""
    assert sum((DATA / f"{name}.parquet").stat().st_size for name in ("places", "names")) < 2_500_000


def test_the_notice_names_the_sources() -> None:
    """The licence asks for the credit."""
    notice = (DATA / "NOTICE").read_text(encoding="utf-8")
    assert "Contains data from GeoNames (geonames.org), CC BY 4.0, filtered and modified" in notice
    assert "MIT" in notice


def with_entry(book: Codebook, **entry: object) -> Codebook:
    """A codebook with one more place."""
    tables = {**book.tables, "place": (dict(entry),)}
    return replace(book, tables=tables, digest=str(entry))


def tables() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The shipped tables."""
    return pl.read_parquet(DATA / "places.parquet"), pl.read_parquet(DATA / "names.parquet")


def test_an_overlay_entry_adds_a_place(book: Codebook) -> None:
    """An analyst's own place is found by its name, its aliases and their spellings."""
    mill = with_entry(
        book, name="Oakham Mill", aliases=["Oakhamivka"], kind="facility", country="GB", lat=52.67, lon=-0.73
    )
    places = Gazetteer(*tables(), mill)
    for tokens in (("oakham", "mill"), ("oakhamivka",), ("oakhamovka",)):
        best = candidates(places, tokens)[0].place
        assert (best.place_id, best.kind, best.lat) == ("overlay:oakham-mill", "facility", 52.67)


def test_an_overlay_entry_renames_a_row(book: Codebook) -> None:
    """With a GeoNames id, what the entry does not say stays as it was."""
    places = Gazetteer(*tables(), with_entry(book, name="Robotino on the Hill", geonameid=695586))
    renamed = candidates(places, ("robotyne",))[0].place
    assert (renamed.name, renamed.admin1, renamed.place_id) == (
        "Robotino on the Hill",
        "Zaporizhzhia",
        "geonames:695586",
    )


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [({"name": "Oakham", "geonameid": 1}, "not in the gazetteer"), ({"name": "Oakham"}, "neither geonameid nor kind")],
)
def test_a_wrong_overlay_entry_is_refused(book: Codebook, entry: dict[str, object], complaint: str) -> None:
    """The message names the entry and the way out."""
    with pytest.raises(CodebookError, match=complaint):
        Gazetteer(*tables(), with_entry(book, **entry))


def test_every_overlay_entry_has_a_source(book: Codebook) -> None:
    """A place that nobody vouches for is not laid in."""
    assert [row["name"] for row in book.table("place") if not row.get("source")] == []
