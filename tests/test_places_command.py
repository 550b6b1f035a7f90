"""``analytics places``: candidates, who wins alone and in a context, and what to try for an unknown name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from analytics.cli import app
from analytics.codebook import load_codebook
from analytics.explanations import explain_name
from analytics.extraction.lookup import look_up

DAY = dt.date(2023, 7, 10)


def run(*args: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["places", *args])


def test_only_bearer_wins_alone() -> None:
    """A name that one place bears is that place, with oblast, point, theater and match."""
    result = run("Robotyne", "--date", "2023-07-10")
    assert result.exit_code == 0
    assert (
        "Robotyne, alone: Robotyne, Zaporizhzhia (geonames:695586); decided by only one place bears the name"
        in result.stdout
    )
    (row,) = [line for line in result.stdout.splitlines() if line.startswith(">")]
    cells = row.split()
    assert cells[1:6] == ["geonames:695586", "Robotyne", "settlement", "Zaporizhzhia", "UA"]
    assert [round(float(cell), 1) for cell in cells[6:8]] == [47.4, 35.8]
    assert cells[8:] == ["zaporizhzhia", "exact", "0"]


def test_context_decides_among_namesakes() -> None:
    """Alone it stays open; a neighbour decides, and the distance to it is shown."""
    alone = explain_name("Bilohorivka", date=DAY)
    assert alone.chosen is None
    assert "unresolved, " in alone.verdicts[0]
    near = explain_name("Bilohorivka", date=DAY, near=["Soledar"])
    assert near.chosen is not None
    assert near.rows[0][0] == ">"
    assert near.columns[-1] == "km away"
    assert int(near.rows[0][-1]) < min(int(row[-1]) for row in near.rows[1:])
    assert "Soledar: Soledar, Donetsk" in str(near)


def test_theater_is_that_of_the_day() -> None:
    """A place may belong to another theater on another day."""
    days = [explain_name("Chernihiv", date=day).rows[0] for day in (dt.date(2022, 3, 1), DAY)]
    assert [row[8] for row in days] == ["kyiv-north", "rear-ukraine"]


def test_misspelt_name_shows_its_edits() -> None:
    """A typo is matched with its distance."""
    row = explain_name("Klishciivka", date=DAY).rows[0]
    assert (row[2], row[-2], row[-1]) == ("Klishchiivka", "typo", "1")


def test_unknown_name_is_answered_with_like_ones() -> None:
    """No candidate, but what may have been meant; where nothing is like it, nothing is made up."""
    assert "no place of that name is known; did you mean " in str(explain_name("Robotin", date=DAY))
    assert str(explain_name("Qwertzuiop", date=DAY)).endswith("no place of that name is known")


def test_head_word_is_part_of_the_name() -> None:
    """A dam is not the town it is named for."""
    assert explain_name("Kakhovka dam", date=DAY).rows[0][3] == "facility"
    assert explain_name("Kakhovka", date=DAY).rows[0][3] == "settlement"


def test_lower_case_is_read_as_a_name() -> None:
    """Who types on a command line leaves out capitals."""
    assert explain_name("robotyne", date=DAY).chosen == explain_name("Robotyne", date=DAY).chosen


def test_context_that_is_no_place_says_so() -> None:
    """A name of the context that is not read is counted."""
    assert "1 of the context's names are not read as places" in str(
        explain_name("Robotyne", date=DAY, near=["Qwertzuiop"])
    )


@pytest.mark.parametrize("name", ["", "\x1b[31mRobotyne\n", "<b>Robotyne</b>", "a. B. C", "{name}", "x" * 5000])
def test_hostile_names_stay_text(name: str) -> None:
    """Nothing typed moves the cursor or becomes markup."""
    explanation = explain_name(name, date=DAY, near=[name])
    assert "\x1b" not in str(explanation)
    assert "<b>" not in explanation._repr_html_()


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=20))
def test_no_name_breaks_the_reading(name: str) -> None:
    """Any text is answered."""
    assert look_up(name, date=DAY, codebook=load_codebook()).candidates is not None


def test_wrong_day_is_wrong_usage() -> None:
    """A day is written as 2023-07-10."""
    assert run("Robotyne", "--date", "yesterday").exit_code == 2
