"""Wars of more than two sides: who is whose rival, what charts set against each other, and that two sides stay two."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import analytics
from analytics import trends
from analytics.charts.camps import drawn_camps
from analytics.charts.claimed_advances import chart_advances
from analytics.charts.ledger_tables import control_rows
from analytics.codebook import are_rivals, camps_of, load_codebook
from analytics.extraction.frames import frames_of

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.schema import Timeline

BOOK = load_codebook("sudan")


def read(tmp_path: Path, *texts: str, codebook: str = "sudan") -> Timeline:
    """The timeline of reports of as many days."""
    for day, text in enumerate(texts, start=1):
        (tmp_path / f"2025-03-{day:02}.txt").write_text(text, encoding="utf-8")
    return analytics.extract(analytics.read_reports(tmp_path, codebook=codebook).reports, codebook=codebook)


def test_allies_are_no_rivals() -> None:
    """Rivals are sides of two camps; who is no side is nobody's rival."""
    camps = camps_of(BOOK)
    assert are_rivals("SAF", "RSF", camps)
    assert are_rivals("JOINT", "SPLMN", camps)
    assert not are_rivals("SAF", "JOINT", camps)
    assert not are_rivals("SAF", "SAF", camps)
    assert not are_rivals("SAF", "other", camps)


@pytest.mark.parametrize(
    ("name", "side", "opponent"),
    [
        ("ukraine", "UA", "RU"),
        ("ukraine", "RU", "UA"),
        ("sudan", "JOINT", "RSF"),
        ("gaza", "HEZ", "IL"),
        ("gaza", "IL", None),
        ("gaza", "HOUTHI", None),
        ("sudan", "other", None),
        ("sudan", None, None),
    ],
)
def test_opponent_is_told_only_where_it_is_one(name: str, side: str | None, opponent: str | None) -> None:
    """The other of two sides, or the one that an entry names; a side with several opponents has none by itself."""
    assert frames_of(load_codebook(name)).opponent(side) == opponent


def test_two_sides_are_two_camps() -> None:
    """With two sides the camps that charts draw are the sides, by name, colour and order."""
    camps = drawn_camps(load_codebook("ukraine"))
    assert [(camp.id, camp.name) for camp in camps.labels] == [("UA", "Ukraine"), ("RU", "Russia")]
    assert camps.of == {"UA": "UA", "RU": "RU"}
    assert camps.members() == ""


def test_camps_of_several_are_named(tmp_path: Path) -> None:
    """Gains of allies are drawn in one direction, a withdrawal for the rival camp, and the subtitle says who is who."""
    timeline = read(
        tmp_path, "The Joint Force captured Bara. The army captured El Obeid. RSF troops withdrew from Kutum."
    )
    frame = trends.claimed_advances(timeline)
    chart = chart_advances(frame, BOOK, None).to_dict()
    rows = [row for name, data in chart["datasets"].items() for row in data if "sign" in row and "upper" in row]
    assert {(row["side"], row["move"]): row["sign"] for row in rows} == {
        ("JOINT", "gain"): 1, ("SAF", "gain"): 1, ("RSF", "withdrawal"): 1,
    }  # fmt: skip
    told = " ".join(chart["title"]["subtitle"])
    assert "Army camp: Army, Joint Force." in told
    assert "RSF camp: RSF, SPLM-N." in told
    assert "Not drawn" not in told


def test_what_allies_hold_is_not_in_dispute(tmp_path: Path) -> None:
    """A place of two allies is not disputed, one of two rivals is; without a codebook every side is a rival."""
    allies = "The army captured Bara. The Joint Force captured Bara."
    rivals = "The army captured Kutum. The RSF captured Kutum."
    timeline = read(tmp_path, f"{allies} {rivals}")
    assert trends.disputed_places(timeline, BOOK)["place"].to_list() == ["Kutum"]
    assert sorted(trends.disputed_places(timeline)["place"]) == ["Bara", "Kutum"]
    assert len(trends.claimed_by_both(timeline, BOOK)) == 2


def test_ledger_knows_allies(tmp_path: Path) -> None:
    """An ally's later capture does not undo one, a rival's does; the last holder is disputed by rivals alone."""
    timeline = read(
        tmp_path,
        "The army captured Bara. The army captured Kutum.",
        "The Joint Force captured Bara. The RSF captured Kutum.",
    )
    ledger = analytics.build_ledger(timeline, dt.date(2025, 3, 2), codebook=BOOK)
    first = {row["place"]: row["status"] for row in ledger.to_dicts() if row["actor"] == "SAF"}
    assert first["Kutum"] == "reversed"
    assert first["Bara"] != "reversed"
    held = {row["place"]: row["disputed by"] for row in control_rows(ledger, BOOK).to_dicts()}
    assert held["Bara"] == []


def test_ally_s_gain_is_not_told_against_interest(tmp_path: Path) -> None:
    """What a rival gains is against the teller's interest, what an ally gains is not."""
    timeline = read(
        tmp_path, "The army said that the Joint Force captured Bara. The army said that the RSF captured Kutum."
    )
    told = dict(timeline.claims.select("place", "against_interest").iter_rows())
    assert told == {"Bara": False, "Kutum": True}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Clashes between the RSF and the Joint Force continued in Bara.", ["JOINT", "RSF"]),
        ("Clashes continued in Bara.", []),
        ("Clashes continued in Bara, where the army and the Joint Force had met.", []),
    ],
)
def test_who_fights_is_whom_the_sentence_names(tmp_path: Path, text: str, sides: list[str]) -> None:
    """Of more than two sides those fight that are named, if they are rivals; else it is not said who."""
    claims = read(tmp_path, text).claims.filter(kind="contested")
    assert claims["sides"].to_list() == [sides]
