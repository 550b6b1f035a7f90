"""The chart of claim lanes and the tables behind it: what is drawn, what is left out, whence each number comes."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl
import pytest

from analytics import prose, trends
from analytics.charts import ledger_tables, tables
from analytics.charts.claim_lanes import chart_lanes
from analytics.charts.labels import labels_of
from analytics.charts.lane_rows import lanes_of
from analytics.codebook import load_codebook
from analytics.ledgers import build_ledger, claimants_record, ended_claims
from analytics.schema import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
DAYS = (dt.date(2023, 7, 1), dt.date(2023, 7, 12))
HOSTILE = "</script><img src=x onerror=alert(1)> **bold** $x$ \x1b[31m \u202e"


def at(place: str, kind: str, actor: str = "UA", claimant: str = "author", credence: str = "stated") -> dict[str, Any]:
    """Fields of a claim at a place."""
    names = {"place_id": place, "place": place, "surface": place, "place_precision": 1, "theater": "bakhmut"}
    return names | {"kind": kind, "actor": actor, "claimant": claimant, "credence": credence, "claimant_text": HOSTILE}


@pytest.fixture
def told(tell: Tell) -> Timeline:
    """Claims of every status by the last day, one at a place whose name wants to be markup, one without a place."""
    claimed = {"claimant": "UA", "credence": "claimed"}
    rows = [
        (1, at("Alpha", "capture", **claimed)), (5, at("Alpha", "capture")),
        (1, at(HOSTILE, "capture", **claimed)), (4, at(HOSTILE, "hold", "RU")),
        (2, at("Gamma", "hold")), (9, at("Gamma", "capture", "RU")),
        (12, at("Delta", "advance", **claimed)),
        (3, at("Delta", "strike")), (3, at("Delta", "advance", "RU") | dict.fromkeys(("place_id", "place", "surface"))),
    ]  # fmt: skip
    reports = [(f"2023-07-{day:02}", f"words {n} {HOSTILE}") for n, (day, _) in enumerate(rows)]
    return tell(reports, claims=[(n, f"words {n} {HOSTILE}", more) for n, (_, more) in enumerate(rows)])


@pytest.fixture
def chart(told: Timeline) -> dict[str, Any]:
    """The chart of that timeline, as a specification."""
    spec: dict[str, Any] = json.loads(chart_lanes(build_ledger(told), BOOK, DAYS).to_json())
    return spec


def rows_of(chart: dict[str, Any], layer: str) -> list[dict[str, Any]]:
    """The rows behind a layer of a chart."""
    name = next(one["data"]["name"] for one in chart["layer"] if one["name"] == layer)
    rows: list[dict[str, Any]] = chart["datasets"][name]
    return rows


def test_a_claim_is_a_lane_with_a_mark_for_each_status_it_had(chart: dict[str, Any]) -> None:
    """Claimed on the first day, corroborated on the fifth: two marks, the run between them dashed."""
    marks = [(r["date"][:10], r["status"]) for r in rows_of(chart, "statuses") if "Alpha" in r["claim"]]
    runs = [(r["date"][:10], r["until"][:10], r["stands"]) for r in rows_of(chart, "runs") if "Alpha" in r["claim"]]
    assert marks == [("2023-07-01", "claimed"), ("2023-07-05", "corroborated")]
    assert runs == [("2023-07-01", "2023-07-05", False)]


def test_what_is_left_out_is_counted(chart: dict[str, Any]) -> None:
    """A strike, and an advance without a place, are no lanes; the subtitle says how many there are."""
    assert "Not drawn: 2 of other kinds (attacks, strikes) or without" in " ".join(chart["title"]["subtitle"])
    assert all("strike" not in row["name"] for row in rows_of(chart, "claims"))


def test_no_more_lanes_than_the_codebook_says_and_ended_ones_first(tell: Tell) -> None:
    """Of forty-one claims thirty are drawn, among them the one that ended, though it is the oldest."""
    rows = [(2, at(f"P{n:02}", "advance", "UA", "UA", "claimed")) for n in range(40)]
    rows = [(1, at("Old", "capture", "UA", "UA", "doubted")), *rows]
    reports = [(f"2023-07-{day:02}", f"words {n} of a report") for n, (day, _) in enumerate(rows)]
    ledger = build_ledger(tell(reports, claims=[(n, f"words {n}", more) for n, (_, more) in enumerate(rows)]))
    lanes = lanes_of(ledger, BOOK)
    assert (lanes.rows.height, lanes.not_shown, lanes.other_kinds) == (30, 11, 0)
    assert lanes.rows["place"].to_list()[0] == "Old"
    assert "11 that are open, or ended longer ago" in " ".join(
        json.loads(chart_lanes(ledger, BOOK, None).to_json())["title"]["subtitle"]
    )


def test_status_is_told_by_shape_and_words_not_by_colour_alone(chart: dict[str, Any]) -> None:
    """Six statuses, six shapes; each lane has its status in words."""
    table = BOOK.table("status_display")
    assert len({row["shape"] for row in table}) == len(table)
    assert {label.id for label in labels_of(BOOK, "status_display")} == set(STATUSES)
    assert {row["status_name"] for row in rows_of(chart, "ends")} == {
        "corroborated",
        "contradicted",
        "reversed",
        "reported",
        "claimed",
    }


def test_the_chart_is_valid_named_and_described(chart: dict[str, Any]) -> None:
    """It is as wide as the page, every layer is named, and the same ledger gives the same text."""
    assert alt.Chart.from_dict(chart).to_dict()
    assert chart["width"] == "container"
    assert all(layer["name"] for layer in chart["layer"])
    assert chart["description"].startswith("How claims ended, 1 to 12 July 2023. 6 claims, by status:")


@pytest.mark.usefixtures("_sitrep")
def test_the_chart_is_drawn(chart: dict[str, Any]) -> None:
    """The Vega that pages carry turns it into a picture with marks, and no field is missing."""
    import vl_convert  # noqa: PLC0415  slow to load

    svg = vl_convert.vegalite_to_svg(chart | {"width": 360}, vl_version="6.4")
    assert svg.count("<path") > 8
    assert "NaN" not in svg
    assert "undefined" not in svg


def test_an_empty_ledger_is_said_in_words(tell: Tell) -> None:
    """Nothing to follow is a sentence, and every table of nothing is empty."""
    empty = build_ledger(tell([]))
    assert "No report of this period" in json.dumps(json.loads(chart_lanes(empty, BOOK, None).to_json())["datasets"])
    assert ledger_tables.lane_rows(empty, BOOK).is_empty()
    assert ledger_tables.lane_sentences(empty, tell([]), BOOK).is_empty()
    assert ledger_tables.ended_sentences(empty, tell([]), BOOK).is_empty()
    assert ledger_tables.week_rows(empty, None, BOOK).is_empty()
    for sentence in (prose.endings(empty, BOOK), prose.status_week(empty, None, BOOK)):
        assert sentence.text == "No report of this period tells of a claim."
    assert prose.claimants(empty, BOOK).text == "No report of this period passes on anybody's claim."


def test_a_lane_leads_to_its_sentences(told: Timeline) -> None:
    """The number of a lane stands before every sentence for and against it."""
    ledger = build_ledger(told)
    lanes = ledger_tables.lane_rows(ledger, BOOK)
    number = lanes.filter(pl.col("claim") == "Ukraine: hold, Gamma")["no."].item()
    sentences = ledger_tables.lane_sentences(ledger, told, BOOK).filter(pl.col("no.") == number)
    assert sentences.select("told", "kind", "actor").rows() == [
        ("for", "hold", "Ukraine"),
        ("against", "capture", "Russia"),
    ]
    assert set(lanes["no."]) == set(ledger_tables.lane_sentences(ledger, told, BOOK)["no."])


def test_the_record_leads_to_its_sentences(told: Timeline) -> None:
    """Every claim that the record counts as ended has its sentences, and no other claim has."""
    ledger = build_ledger(told)
    sentences = ledger_tables.ended_sentences(ledger, told, BOOK)
    assert sentences["claim"].n_unique() == ended_claims(ledger).height > 0
    assert set(sentences["status"]) <= {"corroborated", "contradicted", "reversed"}
    record = claimants_record(ledger)
    most = record["corroborated"].sum() + record["contradicted"].sum()
    assert record["contradicted"].max() <= ended_claims(ledger).height <= most


def test_no_cell_of_the_tables_is_markup(told: Timeline) -> None:
    """Places and sources of a report are escaped in every table and sentence of the ledger."""
    ledger, weeks = build_ledger(told), trends.newest_weeks(told)
    frames = [
        ledger_tables.lane_rows(ledger, BOOK),
        ledger_tables.lane_sentences(ledger, told, BOOK),
        ledger_tables.ended_sentences(ledger, told, BOOK),
        ledger_tables.record_rows(ledger, BOOK),
        ledger_tables.source_rows(ledger, BOOK),
        ledger_tables.control_rows(ledger, BOOK),
        ledger_tables.week_rows(ledger, weeks, BOOK),
    ]
    shown = [tables.source_table(frame, "rows").html for frame in frames]
    shown += [one.html for one in (prose.endings(ledger, BOOK), prose.claimants(ledger, BOOK))]
    assert not any("<img" in html or "\x1b" in html for html in shown)
    assert sum("&lt;img" in html for html in shown) >= 4


def test_sentences_count_what_the_ledger_counts(told: Timeline) -> None:
    """Every number in the prose is computed from the ledger."""
    ledger, weeks = build_ledger(told), trends.newest_weeks(told)
    assert prose.endings(ledger, BOOK).text.startswith(f"{ledger.height} claims, by how they stand on the last day:")
    week = prose.status_week(ledger, weeks, BOOK).text
    assert "6 to 12 July 2023: 2 claims are new, now reported 1 and claimed 1." in week
    assert "1 older claim: reported before, reversed now." in week
    record = prose.claimants(ledger, BOOK).text
    assert "Ukraine: 3 claims, 1 of them open; of the 2 that ended, 1 corroborated (50%, 90% interval" in record
    assert "no measure of honesty" in record
    assert ledger_tables.control_rows(ledger, BOOK)["last stated holder"].to_list() == ["Russia", "Ukraine", "Russia"]
