"""Land of one side that the other held: by the day of the report it tells whose fire meets it."""

from pathlib import Path

import polars as pl
import pytest

import analytics
from analytics.codebook import load_codebook

TOWNS = [  # day of the report, town, whose fire on it Ukrainian officials tell of
    ("2022-03-10", "Mariupol", "RU"),
    ("2022-06-30", "Mariupol", "UA"),
    ("2022-10-01", "Nova Kakhovka", "UA"),
    ("2022-08-01", "Izyum", "UA"),
    ("2022-09-20", "Izyum", "RU"),
    ("2024-05-01", "Horlivka", "UA"),
    ("2024-05-01", "Kramatorsk", "RU"),
    ("2024-05-01", "Berdiansk airfield", "UA"),
    ("2024-05-01", "Luhansk", "RU"),  # may be the region
    ("2024-05-01", "Luhansk City", "UA"),
]


def read(folder: Path, day: str, text: str) -> pl.DataFrame:
    """Return the claims of a report of a day."""
    (folder / f"{day}.txt").write_text(text, encoding="utf-8")
    return analytics.extract(analytics.read_reports(folder).reports).claims


@pytest.mark.parametrize(("day", "town", "side"), TOWNS)
def test_the_day_tells_who_held_a_town(tmp_path: Path, day: str, town: str, side: str) -> None:
    """Before it fell, and once it is free again, its owner's officials tell of the enemy's fire."""
    claims = read(tmp_path, day, f"Missiles hit a depot in {town}, Ukrainian officials said.")
    assert claims.select("actor", "kind", "surface").rows() == [(side, "strike", town)]


def test_what_a_report_tells_itself_is_nobodys(tmp_path: Path) -> None:
    """Only who takes a side, or hearsay, is taken at its word."""
    assert read(tmp_path, "2024-05-01", "A market in Horlivka was shelled.")["actor"].to_list() == ["unknown"]


def test_whoever_holds_a_dam_may_blow_it_up(tmp_path: Path) -> None:
    """Destruction that no fire did is not given to the town's owner."""
    text = "The bridge in Nova Kakhovka was blown up, Ukrainian officials said."
    assert read(tmp_path, "2022-11-11", text)["actor"].to_list() == ["RU"]


def test_every_entry_has_land_and_a_source() -> None:
    """An entry names a side that there is, districts or places, and days in their order."""
    codebook = load_codebook("ukraine")
    sides = {row["id"] for row in codebook.table("side")}
    entries = codebook.table("held")
    assert entries
    for row in entries:
        assert row["of"] in sides
        assert row["source"].strip()
        assert row.get("districts", []) or row.get("places", [])
        assert "to" not in row or row["from"] < row["to"]
