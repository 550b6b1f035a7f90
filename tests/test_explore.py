"""The chart of JupyterLab and the frame behind it: what is chosen is what is returned, by the day of the report."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from analytics import trends
from analytics.charts import explore
from analytics.codebook import load_codebook
from analytics.errors import NotebookError

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt
    import polars as pl

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
HOSTILE = "</script><img src=x onerror=alert(1)>"


def claim(report: int, actor: str, credence: str, **more: Any) -> tuple[int, str, dict[str, Any]]:
    """Return a claim of a report."""
    fields = {"actor": actor, "kind": "advance", "credence": credence, "theater": "bakhmut"}
    return (report, "Troops moved", fields | more)


@pytest.fixture(scope="module")
def told(tell: Tell) -> Timeline:
    """Four days with reports and one without; both sides, one event of both, one of nobody known."""
    days = ["2024-03-04", "2024-03-05", "2024-03-07", "2024-03-08"]
    claims = [
        claim(0, "UA", "stated"),
        claim(1, "RU", "claimed"),
        claim(1, "RU", "denied", kind="strike", theater="donetsk"),
        claim(2, "both", "likely", kind="attack", sides=["UA", "RU"]),
        claim(2, "unknown", "stated", theater=HOSTILE),
        claim(3, "RU", "confirmed", kind="capture"),
    ]
    return tell([(day, "Troops moved on") for day in days], claims=claims, mentions=[(0, "Troops", {"theater": "x"})])


def drawn(told: Timeline) -> alt.Chart | alt.LayerChart:
    """Draw a timeline."""
    return explore.chart_claims(trends.count_cube(told), BOOK, trends.reported_periods(told, "day"))


@pytest.fixture
def live(told: Timeline) -> alt.JupyterChart:
    """The chart, connected."""
    return explore.live(drawn(told))


def ids(frame: pl.DataFrame) -> list[str]:
    """Name the events of a frame."""
    return frame["event_id"].to_list()


def brush(chart: alt.JupyterChart, first: dt.datetime, last: dt.datetime) -> None:
    """Do what the browser does when a reader drags: tell two moments, in milliseconds."""
    span = [int(edge.replace(tzinfo=dt.UTC).timestamp() * 1000) for edge in (first, last)]
    chart._vl_selections = {"days_brush": {"value": {"day": span}, "store": []}}  # noqa: SLF001  as its script does


def choose(chart: alt.JupyterChart, **values: str) -> None:
    """Do what the browser does when a reader picks from the lists."""
    chart._params = chart._params | {f"{name}_choice": value for name, value in values.items()}  # noqa: SLF001  same


def test_nothing_chosen_is_everything(live: alt.JupyterChart, told: Timeline) -> None:
    """Every column and every row, in the order of the reports."""
    frame = explore.selected(live, told)
    assert frame.columns == told.claims.columns
    assert ids(frame) == ["e0", "e1", "e2", "e3", "e4", "e5"]
    assert explore.chosen_days(live) is None


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"side": "RU"}, ["e1", "e2", "e3", "e5"]),
        ({"side": "UA"}, ["e0", "e3"]),
        ({"side": "unknown"}, ["e4"]),
        ({"side": "both"}, []),
        ({"theater": "donetsk"}, ["e2"]),
        ({"theater": HOSTILE}, ["e4"]),
        ({"credence": "denied"}, ["e2"]),
        ({"kind": "attack"}, ["e3"]),
        ({"side": "RU", "theater": "bakhmut", "credence": "claimed", "kind": "advance"}, ["e1"]),
        ({"side": "UA", "kind": "strike"}, []),
    ],
)
def test_choices_narrow_the_frame(
    live: alt.JupyterChart, told: Timeline, chosen: dict[str, str], expected: list[str]
) -> None:
    """Each of the four, and all together; an event of two sides belongs to each of them."""
    choose(live, **chosen)
    assert ids(explore.selected(live, told)) == expected
    choose(live, **dict.fromkeys(chosen, ""))
    assert len(ids(explore.selected(live, told))) == 6


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-03-05T00:00", "2024-03-07T00:00", ["e1", "e2", "e3", "e4"]),  # on two marks: both are in
        ("2024-03-04T00:01", "2024-03-06T23:59", ["e1", "e2"]),  # between marks: what lies within
        ("2024-03-05T06:00", "2024-03-05T18:00", []),  # a drag between two marks holds none
        ("2024-03-01T00:00", "2024-03-31T00:00", ["e0", "e1", "e2", "e3", "e4", "e5"]),
        ("2024-03-07T12:00", "2024-03-04T12:00", ["e1", "e2", "e3", "e4"]),  # dragged from right to left
    ],
)
def test_a_day_is_chosen_where_its_mark_is(
    live: alt.JupyterChart, told: Timeline, first: str, last: str, expected: list[str]
) -> None:
    """By the day of the report, whatever the clock of the browser."""
    brush(live, dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last))
    assert ids(explore.selected(live, told)) == expected


def test_a_brush_that_is_let_go_chooses_nothing(live: alt.JupyterChart, told: Timeline) -> None:
    """A double click brings all days back."""
    brush(live, dt.datetime(2024, 3, 8), dt.datetime(2024, 3, 9))  # noqa: DTZ001  a day
    assert ids(explore.selected(live, told)) == ["e5"]
    live._vl_selections = {"days_brush": {"value": {}, "store": []}}  # noqa: SLF001  as its script does
    assert len(ids(explore.selected(live, told))) == 6


def test_the_chart_counts_as_the_frame_does(told: Timeline) -> None:
    """Its rows are the claims by day, theater, side, standing and kind; mentions are not among them."""
    spec = json.loads(drawn(told).to_json())
    layer = next(part for part in spec["layer"] if part["name"] == "claims")
    rows = spec["datasets"][layer["data"]["name"]]
    assert sum(row["n"] for row in rows) == 7  # the event of both sides counts for each
    assert {row["day"] for row in rows} == {"2024-03-04", "2024-03-05", "2024-03-07", "2024-03-08"}
    assert {row["theater"] for row in rows} == {"bakhmut", "donetsk", HOSTILE}


def test_params_are_named_and_begin_with_all(told: Timeline) -> None:
    """A list each for theater, side, standing and kind, with what the record has; a brush over days."""
    params = {param["name"]: param for param in json.loads(drawn(told).to_json())["params"]}
    assert set(params) == {"days_brush", "theater_choice", "side_choice", "credence_choice", "kind_choice"}
    side = params["side_choice"]
    assert (side["value"], side["bind"]["options"]) == ("", ["", "UA", "RU", "unknown"])
    assert side["bind"]["labels"] == ["all", "Ukraine", "Russia", "unknown"]
    assert params["days_brush"]["select"]["encodings"] == ["x"]


def test_days_without_a_report_are_shaded(told: Timeline) -> None:
    """A gap is no zero."""
    spec = json.loads(drawn(told).to_json())
    layer = next(part for part in spec["layer"] if part["name"] == "days_without_reports")
    (gap,) = spec["datasets"][layer["data"]["name"]]
    assert gap == {"day": "2024-03-05T12:00:00Z", "until": "2024-03-06T12:00:00Z"}


def test_an_empty_record_is_said_in_words(tell: Tell) -> None:
    """No claim, and no report at all: a sentence, and an empty frame."""
    for reports in ([("2024-03-04", "Quiet")], []):
        told = tell(reports)
        assert "No report of this period" in drawn(told).to_json()
        assert explore.selected(explore.live(drawn(told)), told).is_empty()


def test_without_the_package_that_connects_it_says_what_to_install(
    told: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain install has no anywidget."""
    monkeypatch.setattr(explore, "find_spec", lambda _: None)
    with pytest.raises(NotebookError, match=r'no anywidget here; expected .* \(pip install "\.\[lab\]"\)'):
        explore.live(drawn(told))


def test_it_draws_with_what_is_installed(live: alt.JupyterChart) -> None:
    """Its script imports nothing from elsewhere."""
    assert "esm.sh" not in str(live._esm)[:2000]  # noqa: SLF001  what the browser gets
    assert "https://esm.sh" not in str(live._esm)  # noqa: SLF001  same
