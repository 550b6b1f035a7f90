"""Claims in ACLED's columns: its names, its codes, and what has no code."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest

from analytics.checking.references import check_references, check_sources
from analytics.codebook import load_codebook
from analytics.errors import CodebookError
from analytics.timelines import write_timeline
from analytics.timelines.acled import ADDED, COLUMNS, acled_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

BOOK = load_codebook()
README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
# The columns of a file of ACLED's, in its order; ACLED Codebook, Table 1.
ACLED = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip
# ACLED Codebook, Table 2, without demonstrations and violence against civilians.
TYPES = {
    ("Political violence", "Battles"): {
        "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
    },
    ("Political violence", "Explosions/Remote violence"): {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    ("Strategic developments", "Strategic developments"): {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
# ACLED Codebook, Table 3, of the types of actors that a claim can have.
INTERS = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    8: "External/Other forces",
}
INTERACTIONS = {f"{one} only" for one in INTERS.values()} | {
    f"{INTERS[one]}-{INTERS[two]}" for one in INTERS for two in INTERS if one <= two
}
HOME = {"place_id": "x:1", "lat": 48.59, "lon": 37.12345678, "place_precision": 1, "place": "Brod", "surface": "Broda"}


def coded(read: Callable[[str], Timeline], text: str) -> list[dict[str, Any]]:
    """The rows of a text."""
    return acled_rows(read(text), BOOK)[0].to_dicts()


def row(tell: Callable[..., Timeline], *, country: str | None = "UA", book: Any = BOOK, **claim: Any) -> dict[str, Any]:
    """The row of one claim at a place in a country."""
    where = {name: HOME[name] for name in ("place_id", "surface")} | {"country": country, "theater": "none"}
    text = "Sappers took Brod."
    one = tell(
        [("2023-07-08", text)],
        mentions=[(0, "Brod", where)],
        claims=[(0, text, {"kind": "capture", "actor": "UA"} | HOME | claim)],
    )
    (only,) = acled_rows(one, book)[0].to_dicts()
    return only


# ---------------------------------------------------------------------- the codes


def entries() -> list[tuple[str, dict[str, Any]]]:
    """Every entry that names a type of event."""
    return [(table, entry) for table in ("acled_event", "acled_strike") for entry in BOOK.table(table)]


def test_columns_are_acled_s_in_their_order() -> None:
    """Theirs first, ours behind, none twice."""
    assert list(COLUMNS) == ACLED
    assert len({*COLUMNS, *ADDED}) == len(COLUMNS) + len(ADDED)
    assert {"claimant", "credence"} <= set(ADDED)


@pytest.mark.parametrize(
    ("table", "entry"), entries(), ids=lambda value: value if isinstance(value, str) else value["id"]
)
def test_every_code_is_one_of_acled_s(table: str, entry: dict[str, Any]) -> None:
    """The three types hang together as in ACLED's table, and the entry names its section."""
    known = TYPES[entry["disorder_type"], entry["event_type"]]
    assert {entry["sub_event_type"], entry.get("at_home", entry["sub_event_type"])} <= known
    assert entry["source"], table


def test_actors_and_countries_have_codes_that_are_known() -> None:
    """Each actor's type is one of ACLED's eight, by its number; each code says where it is from."""
    inters = {entry["order"]: entry["id"] for entry in BOOK.table("acled_inter")}
    assert inters == INTERS
    assert {entry["inter"] for entry in BOOK.table("acled_actor")} <= set(INTERS.values())
    assert all(entry["source"] for name in ("acled_inter", "acled_actor") for entry in BOOK.table(name))
    assert len({entry["iso"] for entry in BOOK.table("acled_country")}) == len(BOOK.table("acled_country"))


def test_every_side_has_a_name_in_acled() -> None:
    """Of the codebook that ships."""
    assert {side["id"] for side in BOOK.table("side")} <= {entry["id"] for entry in BOOK.table("acled_actor")}


def example_cases() -> list[Any]:
    """Every example and counter-example of the codes."""
    return [
        pytest.param(entry, text, key == "examples", id=f"{entry['id']}: {text}")
        for _, entry in entries()
        for key in ("examples", "counterexamples")
        for text in entry[key]
    ]


@pytest.mark.parametrize(("entry", "text", "fires"), example_cases())
def test_codes_fire_on_their_examples(
    read: Callable[[str], Timeline], entry: dict[str, Any], text: str, fires: bool
) -> None:
    """An example comes out as its code, a counter-example as another; a kind's code counts for that kind alone."""
    rows = [row for row in coded(read, text) if "words" in entry or row["kind"] == entry["id"] or not fires]
    found = {row["sub_event_type"] for row in rows if "words" in entry or row["kind"] == entry["id"]}
    assert ({entry["sub_event_type"]} == found) is fires


def test_the_manual_tells_the_codes() -> None:
    """The table of the README has each kind's event as the codebook has it."""
    for entry in BOOK.table("acled_event"):
        assert f"| {entry['id']} | {entry['event_type']} | {entry['sub_event_type']}" in README


@pytest.mark.parametrize(
    ("table", "entry", "message"),
    [
        (
            "acled_actor",
            {"id": "UA", "name": "Defenders", "inter": "State force"},
            "inter 'State force'; expected one of",
        ),
        ("acled_event", {"id": "hold", "event_type": "Battles"}, "no disorder_type, sub_event_type; expected the keys"),
        ("acled_strike", {"id": "laser"}, "no words, disorder_type, event_type, sub_event_type"),
    ],
)
def test_an_entry_that_lacks_something_is_named(
    week: Timeline, table: str, entry: dict[str, Any], message: str
) -> None:
    """The table, the entry, what is wrong and what is expected: no traceback from the middle of a file."""
    wrong = replace(BOOK, tables=BOOK.tables | {table: (entry,)}, digest=entry["id"])
    with pytest.raises(CodebookError, match=rf"\[\[{table}\]\] {entry['id']}: {message}"):
        acled_rows(week, wrong)


def test_a_wrong_type_of_actor_is_a_finding() -> None:
    """`analytics check` says so too, and asks where a code is from."""
    entry = {"id": "UA", "name": "Defenders", "inter": "State force"}
    wrong = replace(BOOK, tables=BOOK.tables | {"acled_actor": (entry,)}, digest="wrong")
    assert [finding.entry for finding in (*check_references(wrong), *check_sources(wrong))] == ["UA", "UA"]


# ---------------------------------------------------------------------- rows


def test_rows_of_reports_hold_acled_s_codes_alone(week: Timeline) -> None:
    """Types, precisions, interactions: nothing that ACLED does not have, or no value."""
    rows, _ = acled_rows(week, BOOK)
    assert rows.height
    for disorder, event, sub in rows.select("disorder_type", "event_type", "sub_event_type").rows():
        assert sub in TYPES[disorder, event]
    assert set(rows["interaction"].drop_nulls()) <= INTERACTIONS
    assert set(rows["time_precision"]) | set(rows["geo_precision"]) <= {1, 2, 3}
    assert rows["event_id_cnty"].n_unique() == rows.height


def test_every_claim_is_a_row_or_counted(week: Timeline) -> None:
    """None is lost in silence, and a row leads back to its record with all that the columns say of it."""
    rows, left_out = acled_rows(week, BOOK)
    assert rows.height + sum(n for what, n in left_out.items() if what.startswith("claims")) == week.claims.height
    assert left_out["place mentions"] == week.mentions.height
    assert left_out["diplomatic acts"] == week.diplomacy.height
    keys = ["report_id", "event_id", "row"]
    back = rows.select(keys).join(week.claims, on=keys, how="left", maintain_order="left")
    same = [name for name in ADDED if name in back.columns]
    assert len(same) > 10
    assert rows.select(same).equals(back.select(same))
    assert rows["notes"].equals(back["quote"], check_names=False)
    assert rows["latitude"].equals(back["lat"].round(4), check_names=False)


def test_a_row_says_where_and_when(tell: Callable[..., Timeline]) -> None:
    """Four decimals, the country by its number, ACLED's precisions; what is not read is empty."""
    only = row(tell, place_precision=2, date_precision=2, admin1="Donetsk")
    assert (only["latitude"], only["longitude"], only["geo_precision"]) == (48.59, 37.1235, 2)
    assert (only["iso"], only["country"], only["region"]) == (804, "Ukraine", "Europe")
    assert (only["event_date"], only["year"], only["time_precision"]) == (dt.date(2023, 7, 8), 2023, 2)
    assert (only["location"], only["admin1"], only["source"]) == ("Brod", "Donetsk", "a desk")
    empty = ("assoc_actor_1", "civilian_targeting", "admin2", "source_scale", "fatalities", "tags", "timestamp")
    assert [only[name] for name in empty] == [None] * len(empty)


def test_an_event_of_several_days_has_its_middle_day(tell: Callable[..., Timeline]) -> None:
    """As ACLED dates what happened "last week"; of two days the first."""
    week = {"event_start": dt.date(2023, 7, 3), "event_end": dt.date(2023, 7, 10)}
    assert row(tell, **week)["event_date"] == dt.date(2023, 7, 6)
    night = {"event_start": dt.date(2023, 7, 3), "event_end": dt.date(2023, 7, 5)}
    assert row(tell, **night)["event_date"] == dt.date(2023, 7, 3)


@pytest.mark.parametrize(
    ("country", "actor", "expected"),
    [
        ("UA", "UA", ("Government regains territory", "State forces", "External/Other forces")),
        ("UA", "RU", ("Non-state actor overtakes territory", "External/Other forces", "State forces")),
        ("RU", "RU", ("Government regains territory", "State forces", "External/Other forces")),
        ("RU", "UA", ("Non-state actor overtakes territory", "External/Other forces", "State forces")),
        (None, "UA", (None, None, None)),
    ],
)
def test_a_state_is_at_home_in_its_own_country_alone(
    tell: Callable[..., Timeline], country: str | None, actor: str, expected: tuple[str | None, ...]
) -> None:
    """Elsewhere its forces are external ones; where the country is not known, neither is said."""
    only = row(tell, country=country, actor=actor)
    assert (only["sub_event_type"], only["inter1"], only["inter2"]) == expected
    assert only["interaction"] == (None if country is None else "State forces-External/Other forces")


def test_two_sides_fight_and_one_fires(tell: Callable[..., Timeline]) -> None:
    """A battle has the other side as its second actor, a strike none; whom an unknown one fought is not known."""
    assert row(tell, kind="attack")["actor2"] == "Military Forces of Russia (2000-)"
    strike = row(tell, kind="strike")
    assert (strike["actor2"], strike["inter2"], strike["interaction"]) == (None, None, "State forces only")
    unknown = row(tell, kind="attack", actor="unknown", sides=[])
    assert (unknown["actor1"], unknown["actor2"]) == ("Unidentified Armed Group (Ukraine)", None)


def test_a_war_of_three_sides_tells_no_second_actor(tell: Callable[..., Timeline]) -> None:
    """Who fought whom is then not said; a side without an entry keeps its name and has no type."""
    third = {"id": "XX", "name": "Third"}
    three = replace(BOOK, tables=BOOK.tables | {"side": (*BOOK.table("side"), third)}, digest="three")
    assert row(tell, book=three, kind="attack")["actor2"] is None
    only = row(tell, book=three, kind="attack", actor="XX")
    assert (only["actor1"], only["inter1"], only["interaction"]) == ("Third", None, None)
    both = row(tell, book=three, kind="contested", actor="both", sides=["UA", "RU", "XX"])
    assert (both["actor1"], both["actor2"]) == (
        "Military Forces of Ukraine (2019-)",
        "Military Forces of Russia (2000-)",
    )
    assert both["sides"] == ["UA", "RU", "XX"]


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"kind": "hold"}, "claims of the kind hold"),
        ({"credence": "denied"}, "claims that are denied"),
        ({"lat": None, "lon": None}, "claims without coordinates"),
        ({"event_start": dt.date(2023, 6, 1)}, "claims dated to over 31 days"),
    ],
)
def test_what_is_no_event_of_acled_is_counted(tell: Callable[..., Timeline], claim: dict[str, Any], why: str) -> None:
    """A state, what did not happen, what is nowhere and what is undated have no row."""
    text = "Sappers took Brod."
    one = tell([("2023-07-08", text)], claims=[(0, text, {"kind": "capture", "actor": "UA"} | HOME | claim)])
    rows, left_out = acled_rows(one, BOOK)
    assert (rows.height, left_out) == (0, {why: 1})


@pytest.mark.parametrize("credence", ["confirmed", "stated", "likely", "claimed", "doubted"])
def test_credence_stands_in_the_row(tell: Callable[..., Timeline], credence: str) -> None:
    """Whatever else is told stays a claim, and says whose."""
    only = row(tell, credence=credence, claimant="RU", claimant_text="the ministry")
    assert (only["credence"], only["claimant"], only["claimant_text"]) == (credence, "RU", "the ministry")


# ---------------------------------------------------------------------- the file


def test_duckdb_reads_the_file(week: Timeline, tmp_path: Path) -> None:
    """All columns under their names, every row, days as days."""
    write_timeline(week, tmp_path / "events.csv", "acled")
    rows, _ = acled_rows(week, BOOK)
    found = duckdb.read_csv(str(tmp_path / "events.csv"))
    assert found.columns == [*COLUMNS, *ADDED]
    names = ("event_id_cnty", "event_date", "latitude", "longitude", "geo_precision", "credence", "notes")
    plain = rows.select(names).with_columns(pl.col("notes").str.replace(r"^([=+\-@])", "'$1"))
    assert found.select(*(duckdb.ColumnExpression(name) for name in names)).fetchall() == plain.rows()


def test_hostile_text_is_no_formula(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """A cell that a spreadsheet would run has an apostrophe in front, in ACLED's columns and in ours."""
    evil = "=cmd|' /C calc'!A0"
    one = tell(
        [("2023-07-08", evil)],
        claims=[(0, evil, {"kind": "capture", "actor": evil} | HOME | {"place": evil, "claimant_text": evil})],
        note=evil,
    )
    write_timeline(one, tmp_path / "events.csv", "acled")
    with (tmp_path / "events.csv").open(newline="", encoding="utf-8") as file:
        (only,) = csv.DictReader(file)
    assert {only[name] for name in ("notes", "location", "actor1", "claimant_text", "note")} == {"'" + evil}
    assert not [value for value in only.values() if value[:1] in {"=", "+", "@"}]
