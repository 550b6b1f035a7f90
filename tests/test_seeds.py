"""The reports that ship."""

import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest

from analytics.reports import read_reports

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
FIRST = dt.date(2023, 6, 5)
DAYS = 35
ENDINGS = ("toml", "txt")
ORIGIN = "written for this project from public facts; not a source"


def words(text: str) -> list[str]:
    """Words in lower case."""
    return re.findall(r"[a-z0-9']+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def test_five_weeks_without_a_gap_or_a_refusal() -> None:
    """The seed and the 35 days before it are read, from a Monday on."""
    reading = read_reports(SEEDS)
    assert reading.reports["date"].to_list() == [FIRST + dt.timedelta(number) for number in range(DAYS + 1)]
    assert FIRST.weekday() == 0
    assert reading.refused.is_empty()
    assert reading.skipped == ()


def test_the_sidecars_say_where_each_text_is_from() -> None:
    """The sample says on every page that it is no source; the seed tells how its date was found."""
    reports = read_reports(SEEDS).reports
    sample, seed = reports[:-1], reports.row(-1, named=True)
    assert sample["note"].unique().to_list() == [ORIGIN]
    assert sample["source"].unique().to_list() == ["analytics sample"]
    assert seed["date_source"] == "inferred: 'Tuesday's summit' is that of 11 July 2023"
    assert seed["note"] is None
    assert all(reports["source"].is_not_null() & reports["title"].is_not_null())


def test_a_sample_report_is_named_by_its_day_and_has_a_sidecar() -> None:
    """No text without a sidecar, no sidecar without a text, and the title tells the same day as the file."""
    folder = SEEDS / "sample"
    days = [FIRST + dt.timedelta(number) for number in range(DAYS)]
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{day}.{end}" for day in days for end in ENDINGS)
    titles = read_reports(folder).reports["title"].to_list()
    assert titles == [f"Sample report, {day.day} {day:%B %Y}" for day in days]


def test_sample_reports_have_the_length_of_a_day() -> None:
    """150 to 350 words each, and not all of a length."""
    reports = read_reports(SEEDS / "sample").reports
    assert reports.height == DAYS
    assert reports["words"].is_between(150, 350).all()
    assert reports["words"].std() > 25


def test_no_day_repeats_another() -> None:
    """Two days of the sample share no run of nine words: a contradiction is told anew."""
    seen: dict[tuple[str, ...], str] = {}
    for path in sorted((SEEDS / "sample").glob("*.txt")):
        for run in runs(path.read_text(encoding="utf-8"), 9):
            assert seen.setdefault(run, path.name) == path.name, run


def test_the_seed_is_untouched() -> None:
    """Its bytes are those that were given."""
    digest = hashlib.sha256((SEEDS / "2023-07-10-seed.txt").read_bytes()).hexdigest()
    assert digest == "b89b261ef4e4d4d988419fadbfacb00dd92edddec5c51f8438e88165191ae1eb"


def _shared() -> Path:
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("../shared is not there")
    return shared


@pytest.mark.shared
def test_the_seed_is_the_file_that_was_given() -> None:
    """Byte for byte."""
    (given,) = (_shared() / "seed").glob("*.txt")
    assert (SEEDS / "2023-07-10-seed.txt").read_bytes() == given.read_bytes()


@pytest.mark.shared
def test_no_sentence_of_the_sample_is_copied() -> None:
    """The sample shares no run of seven words with any text to develop against."""
    others: set[tuple[str, ...]] = set()
    for folder in ("corpora", "seed"):
        for path in sorted((_shared() / folder).rglob("*")):
            if path.suffix in {".txt", ".csv"}:
                others |= runs(path.read_text(encoding="utf-8", errors="replace"), 7)
    for path in sorted((SEEDS / "sample").glob("*.txt")):
        assert runs(path.read_text(encoding="utf-8"), 7).isdisjoint(others), path.name
