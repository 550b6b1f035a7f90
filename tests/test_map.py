"""The map of claims: outlines that do not paint the world, marks where claims are, and what is no point."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from analytics import trends
from analytics.charts.claims_map import chart_map, off_map
from analytics.charts.map_views import ALL, FRONTS, views_of
from analytics.charts.outlines import outlines_of, rings, signed_area
from analytics.charts.towns import largest_settlements
from analytics.codebook import load_codebook
from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import altair as alt

    from analytics.codebook import Codebook
    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
KLISH = {"place_id": "geonames:706148", "place": "Klishchiivka", "lat": 48.529, "lon": 37.96, "place_precision": 1}
NEAR = {"place_id": "geonames:1", "place": "Oakham", "lat": 48.4, "lon": 37.9, "place_precision": 2}
RIVER = {"place_id": "overlay:river", "place": "Gwash River", "place_precision": 3}
REGION = {"place_id": "geonames:2", "place": "Rutland", "lat": 48.0, "lon": 37.5, "place_precision": 3}
FAR = {"place_id": "geonames:3", "place": "Farther", "lat": 52.0, "lon": 39.6, "place_precision": 1}
HOSTILE = "</script><img src=x onerror=alert(1)>"


def claim(actor: str, kind: str, credence: str, where: dict[str, Any], **more: Any) -> tuple[int, str, dict[str, Any]]:
    """Return a claim of the one report."""
    fields = {"actor": actor, "kind": kind, "credence": credence, "theater": "bakhmut"}
    return (0, "Troops moved", fields | where | more)


def drawn(told: Timeline, book: Codebook = BOOK, every: trends.Every = "day") -> alt.Chart | alt.LayerChart:
    """Draw the map of a timeline."""
    return chart_map(trends.claimed_places(told, every), book, trends.reported_periods(told, every))


@pytest.fixture
def told(tell: Tell) -> Timeline:
    """Both sides at one village, one near a place, a river, a region, one unresolved, one unnamed, one far behind."""
    claims = [
        claim("UA", "advance", "claimed", KLISH),
        claim("UA", "advance", "stated", KLISH),
        claim("RU", "advance", "denied", KLISH),
        claim("RU", "withdraw", "claimed", KLISH),
        claim("RU", "advance", "claimed", NEAR, relation="2 km south of"),
        claim("RU", "capture", "claimed", RIVER),
        claim("RU", "capture", "claimed", REGION),
        claim("UA", "capture", "claimed", {"surface": HOSTILE}),
        claim("UA", "advance", "claimed", {}),
        claim("RU", "withdraw", "stated", FAR, theater="russia"),
        claim("unknown", "advance", "stated", KLISH),
        claim("UA", "strike", "stated", KLISH),
    ]
    return tell([("2024-03-04", "Troops moved on")], claims=claims)


@pytest.fixture
def spec(told: Timeline) -> dict[str, Any]:
    """That timeline's map as Vega-Lite."""
    made: dict[str, Any] = json.loads(drawn(told).to_json())
    return made


def rows_of(spec: dict[str, Any], layer: str, step: int = 0) -> list[dict[str, Any]]:
    """Return the rows that a layer draws at a step of the slider; none where there is no such layer."""
    found = [part for part in spec["layer"] if part["name"] == layer]
    rows: list[dict[str, Any]] = spec["datasets"][found[0]["data"]["name"]] if found else []
    return [row for row in rows if not isinstance(row, dict) or row.get("step", step) == step]


def test_outer_rings_run_clockwise_and_holes_do_not() -> None:
    """d3 takes a counter-clockwise outer ring for the whole world but that area, and paints the map."""
    outlines = outlines_of(BOOK)
    assert outlines
    areas = [(hole > 0, signed_area(ring)) for _, hole, ring in rings(outlines)]
    assert len(areas) > 40
    assert all((area > 0) == is_hole for is_hole, area in areas)


def test_rings_that_run_the_wrong_way_are_turned(tmp_path: Path) -> None:
    """A file of a codebook's own may have its rings as GeoJSON wants them: they are turned, the hole too."""
    square = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
    areas = {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0], [1]], "properties": {}}]}
    content = {"type": "Topology", "objects": {"areas": areas}, "arcs": [square, hole]}
    (tmp_path / "land.topojson").write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "codebook.toml").write_text('map = "land.topojson"\n', encoding="utf-8")
    outlines = outlines_of(load_codebook(tmp_path))
    assert outlines
    assert outlines.box == (0, 0, 4, 4)
    assert [signed_area(ring) for _, _, ring in rings(outlines)] == [-16, 1]


def test_a_disputed_peninsula_is_drawn_in_its_country() -> None:
    """Crimea and Sevastopol are shaded as parts of Ukraine."""
    outlines = outlines_of(BOOK)
    assert outlines
    countries = {area["iso"]: area["cc"] for area, _, _ in rings(outlines)}
    assert countries["UA-43"] == countries["UA-40"] == BOOK.settings["map_country"]


@pytest.mark.parametrize("name", ["nowhere.topojson", "../sides.toml"])
def test_outlines_that_are_not_there_are_refused_by_name(tmp_path: Path, name: str) -> None:
    """A wrong name is an error that says it; a path out of the folder is no name."""
    (tmp_path / "codebook.toml").write_text(f'map = "{name}"\n', encoding="utf-8")
    with pytest.raises(CodebookError, match=name.replace(".", r"\.")):
        outlines_of(load_codebook(tmp_path))


def test_a_file_that_is_no_topojson_is_refused(tmp_path: Path) -> None:
    """A broken file is named, with what was expected."""
    (tmp_path / "codebook.toml").write_text('map = "land.topojson"\n', encoding="utf-8")
    (tmp_path / "land.topojson").write_text("{}", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"land\.topojson.*expected TopoJSON"):
        outlines_of(load_codebook(tmp_path))


def test_a_codebook_without_outlines_has_a_map_without_land(tell: Tell, tmp_path: Path) -> None:
    """Another war's codebook needs no outlines: the claims are drawn on nothing."""
    shutil.copy(BOOK.folders[-1] / "sides.toml", tmp_path)
    (tmp_path / "codebook.toml").write_text("", encoding="utf-8")
    told = tell([("2024-03-04", "Troops moved")], claims=[claim("UA", "advance", "stated", KLISH)])
    spec = drawn(told, load_codebook(tmp_path)).to_dict()
    assert "land" not in [layer["name"] for layer in spec["layer"]]


def test_each_side_has_its_half(spec: dict[str, Any]) -> None:
    """Claims of both sides at one village lie side by side: none hides the other."""
    left, right = rows_of(spec, "gains_0"), rows_of(spec, "gains_1")
    assert [row["where"] for row in left] == ["Klishchiivka"]
    assert [row["where"] for row in right] == ["2 km south of Oakham"]
    shapes = [layer["mark"]["shape"] for layer in spec["layer"] if layer["name"].startswith("gains_")]
    assert len(set(shapes)) == 2


def test_a_mark_is_as_full_as_its_firmest_claim_and_its_hover_counts_all(spec: dict[str, Any]) -> None:
    """What is only claimed does not hide behind what is stated: the hover names both, with their numbers."""
    (row,) = rows_of(spec, "gains_0")
    assert row["credence"] == "stated"
    assert row["told"] == "1 stated by the report, 1 only claimed"


def test_what_is_contradicted_is_a_cross_and_no_gain(spec: dict[str, Any]) -> None:
    """A denied gain is crossed beside the point and fills no half."""
    assert [row["where"] for row in rows_of(spec, "denied_1")] == ["Klishchiivka"]
    assert "Klishchiivka" not in [row["where"] for row in rows_of(spec, "gains_1")]


def test_a_withdrawal_is_drawn_for_the_other_side_and_narrow(spec: dict[str, Any]) -> None:
    """What one side leaves is a bar in the other side's half."""
    assert {row["where"] for row in rows_of(spec, "withdrawals_0")} == {"Klishchiivka", "Farther"}
    assert not rows_of(spec, "withdrawals_1")


def test_rivers_regions_and_unresolved_places_are_no_points(told: Timeline, spec: dict[str, Any]) -> None:
    """They are counted below the title and listed with the reason; nothing is drawn for them."""
    drawn = {row["place"] for layer in spec["layer"] for row in rows_of(spec, layer["name"]) if "place" in row}
    assert drawn == {"Klishchiivka", "Oakham", "Farther"}
    listed = off_map(trends.claimed_places(told), BOOK)
    assert dict(listed.select("place", "why").iter_rows()) == {
        "Gwash River": "a water or an area, not a point",
        "Rutland": "a region, not a point",
        HOSTILE: "not told from its namesakes, or in no list",
        None: "no place is named",
    }
    subtitle = " ".join(spec["title"]["subtitle"])
    assert "Not on the map, listed below: 4 claims without" in subtitle
    assert "Not drawn: 1 of another or an unknown side." in subtitle


def test_only_what_is_near_a_place_has_a_ring(spec: dict[str, Any]) -> None:
    """A computed point is hinted at by a ring; a place that is named itself has none."""
    assert [(row["lat"], row["lon"]) for row in rows_of(spec, "near_rings")] == [(48.4, 37.9)]
    assert {(row["lat"], row["lon"]) for row in rows_of(spec, "points")} == {
        (48.4, 37.9),
        (48.529, 37.96),
        (52.0, 39.6),
    }


def test_the_first_view_is_the_front(spec: dict[str, Any]) -> None:
    """A withdrawal far behind the front does not shrink it; a reader is told, and can choose to see it."""
    params = {param["name"]: param for param in spec["params"]}
    view, extent = params["map_view"], params["map_extent"]
    assert view["value"] == FRONTS
    assert view["bind"]["options"] == [FRONTS, ALL, "bakhmut", "russia"]
    boxes = json.loads(extent["expr"].removesuffix("[map_view]"))
    (west, south), (east, north) = boxes[FRONTS]["geometry"]["coordinates"]
    assert (west < 37.9, 37.96 < east < 39.6) == (True, True)
    assert (south < 48.4, 48.53 < north < 52.0) == (True, True)
    assert "Behind the fronts: 1 more" in " ".join(spec["title"]["subtitle"])


def test_one_view_needs_no_choice(tell: Tell) -> None:
    """Claims of one theater are one view, without a control."""
    told = tell([("2024-03-04", "Troops moved")], claims=[claim("UA", "advance", "stated", KLISH)])
    spec = drawn(told).to_dict()
    assert "bind" not in next(param for param in spec["params"] if param["name"] == "map_view")


def test_towns_are_the_largest_of_the_view() -> None:
    """Names for orientation come from the gazetteer, by the people before the war where the codebook has them."""
    south = largest_settlements(BOOK, (46.9, 37.0, 48.2, 38.2), 3)["name"].to_list()
    assert south == ["Donetsk", "Mariupol", "Pravyi Bereh"]


def test_districts_are_not_named_beside_their_city(spec: dict[str, Any], tell: Tell) -> None:
    """A part of a city is no town of its own on a map; a town with a claim is named once."""
    assert "Donetsk" in {row["name"] for row in rows_of(spec, "towns")}
    there = {"place": "Volnovakha", "place_id": "geonames:4", "lat": 47.6, "lon": 37.5, "place_precision": 1}
    told = tell([("2024-03-04", "Troops moved")], claims=[claim("UA", "advance", "stated", there)])
    towns = rows_of(json.loads(drawn(told).to_json()), "towns")
    assert "Mariupol" in {row["name"] for row in towns}
    assert "Pravyi Bereh" not in {row["name"] for row in towns}


def test_the_map_is_small_named_and_described(spec: dict[str, Any]) -> None:
    """Every layer has a name, the page carries less than 200 KB for it, a screen reader hears the counts."""
    assert all(layer.get("name") for layer in spec["layer"])
    names = {"map_step", "map_counts", "map_words", "map_view", "map_extent", "map_zoom", "credence_pick"}
    assert {param["name"] for param in spec["params"]} == names
    assert len(json.dumps(spec, separators=(",", ":"))) < 200_000
    assert spec["width"] == "container"
    assert "Ukraine, gains: claims 2, places 1" in spec["description"]


def test_hovers_are_plain_text(spec: dict[str, Any]) -> None:
    """No hover is named as the tooltip's picture or heading is, and nothing links anywhere."""
    shown = [tip for layer in spec["layer"] for tip in layer.get("encoding", {}).get("tooltip") or []]
    assert shown
    assert not {tip["title"].lower() for tip in shown} & {"image", "title"}
    assert not any("href" in layer.get("encoding", {}) for layer in spec["layer"])


def test_the_same_places_in_another_order_give_the_same_map(told: Timeline) -> None:
    """The order of rows does not show."""
    places, periods = trends.claimed_places(told, "day"), trends.reported_periods(told, "day")
    assert chart_map(places, BOOK, periods).to_json() == chart_map(places.reverse(), BOOK, periods).to_json()


def farthest(spec: dict[str, Any]) -> float:
    """Draw a map; return how many pixels from its corner its land reaches."""
    import vl_convert  # noqa: PLC0415  slow to load

    svg = vl_convert.vegalite_to_svg(spec | {"width": 640}, vl_version="6.4")
    assert "NaN" not in svg
    land = svg[svg.index("land_marks") :].split("</g>")[0]
    assert land.count("<path") > 20
    drawn = " ".join(re.findall(r' d="([^"]+)"', land))
    return max(abs(float(number)) for number in re.findall(r"-?\d+(?:\.\d+)?", drawn))


def test_the_map_is_drawn_and_the_sea_stays_empty(spec: dict[str, Any]) -> None:
    """Land ends where its outlines end; one ring that runs the wrong way would paint the sphere to its edges."""
    assert farthest(spec) < 8_000
    wrong = copy.deepcopy(spec)
    land = next(layer for layer in wrong["layer"] if layer["name"] == "land")
    topology = json.loads(wrong["datasets"][land["data"]["name"]])
    area = topology["objects"]["adm1"]["geometries"][0]
    area["arcs"] = [[~number for number in reversed(ring)] for ring in area["arcs"]]
    wrong["datasets"][land["data"]["name"]] = json.dumps(topology)
    assert farthest(wrong) > 12_000


def test_nothing_to_show_is_said_in_words(tell: Tell) -> None:
    """No point is a sentence, not an empty sea."""
    for claims in ([], [claim("UA", "advance", "stated", RIVER)]):
        told = tell([("2024-03-04", "Troops moved")], claims=claims)
        spec = json.loads(drawn(told).to_json())
        assert "No report of this period" in json.dumps(spec["datasets"])


def test_views_hold_their_marks(told: Timeline) -> None:
    """Every mark lies within the view of everything, and a small theater is not magnified without end."""
    from analytics.charts.camps import drawn_camps  # noqa: PLC0415  next to its one use
    from analytics.charts.map_marks import a_point, map_marks  # noqa: PLC0415  same
    from analytics.charts.map_slider import stepped  # noqa: PLC0415  same

    rows = stepped(trends.claimed_places(told).filter(a_point()), trends.reported_periods(told, "window"))
    marks = map_marks(rows, BOOK, drawn_camps(BOOK))
    views = {view.id: view.box for view in views_of(marks, BOOK)}
    south, west, north, east = views[ALL]
    assert all(south < lat < north and west < lon < east for lat, lon in marks.select("lat", "lon").iter_rows())
    assert views["bakhmut"][2] - views["bakhmut"][0] > 0.5


# ---------------------------------------------------------------------- the slider


def moved(report: int, actor: str, where: dict[str, Any], kind: str = "advance") -> tuple[int, str, dict[str, Any]]:
    """Return a claim of one of several reports."""
    return (report, "Troops moved", {"actor": actor, "kind": kind, "credence": "claimed", "theater": "bakhmut"} | where)


@pytest.fixture
def several(tell: Tell) -> Timeline:
    """Five days: two claims at one village; no report; one claim; a report without a gain; both sides."""
    days = ["2024-03-04", "2024-03-06", "2024-03-07", "2024-03-08"]
    claims = [moved(0, "UA", KLISH), moved(0, "UA", KLISH), moved(1, "UA", KLISH), moved(1, "RU", RIVER)]
    claims += [moved(2, "UA", KLISH, "strike"), moved(3, "RU", NEAR), moved(3, "UA", KLISH)]
    return tell([(day, "Troops moved on") for day in days], claims=claims)


def words_of(spec: dict[str, Any]) -> list[str]:
    """Return what is said at each step of the slider, drawn as a picture of that step."""
    import vl_convert  # noqa: PLC0415  slow to load

    slider = next(param for param in spec["params"] if param["name"] == "map_step")
    said = []
    for step in range(slider.get("bind", {"max": 0})["max"] + 1):
        slider["value"] = step
        svg = vl_convert.vegalite_to_svg(spec | {"width": 640}, vl_version="6.4")
        words = svg[svg.index("days_shown_marks") :].split("</text>")[0]
        said.append(" ".join(re.findall(r"<tspan[^>]*>([^<]+)", words)))
    return said


def test_the_slider_begins_with_all_days_and_has_a_step_a_day(several: Timeline) -> None:
    """Days without a report have a step too: time does not jump over them."""
    spec = json.loads(drawn(several).to_json())
    slider = next(param for param in spec["params"] if param["name"] == "map_step")
    assert slider["value"] == 0
    assert (slider["bind"]["input"], slider["bind"]["min"], slider["bind"]["max"]) == ("range", 0, 5)
    assert slider["bind"]["name"].strip()


def test_a_day_shows_that_day_s_claims_and_all_days_their_sum(several: Timeline) -> None:
    """Counted anew for every step: nothing of one day shows on another."""
    spec = json.loads(drawn(several).to_json())
    assert [[row["n"] for row in rows_of(spec, "gains_0", step)] for step in range(6)] == [[4], [2], [], [1], [], [1]]
    assert [row["days"] for row in rows_of(spec, "gains_0")] == ["4 to 8 March 2024"]
    assert [row["days"] for row in rows_of(spec, "gains_0", 3)] == ["6 March 2024"]
    assert [len(rows_of(spec, "gains_1", step)) for step in range(6)] == [1, 0, 0, 0, 0, 1]
    assert len(rows_of(spec, "points", 5)) == 2


def test_a_day_without_a_report_is_not_a_day_without_a_claim(several: Timeline) -> None:
    """Both maps are empty; the words say which is which, and from when to when."""
    told = words_of(json.loads(drawn(several).to_json()))
    assert told[0] == "All days: 4 to 8 March 2024. Gains and withdrawals on the whole map, by place: 5."
    assert told[2] == "Only 5 March 2024. No report: what was claimed then is not known here."
    assert told[4] == "Only 7 March 2024. Reports: 1. No gain or withdrawal to show at a point."
    assert told[5] == "Only 8 March 2024. Gains and withdrawals on the whole map, by place: 2."


def test_weeks_end_where_the_record_does(several: Timeline) -> None:
    """Monday to Sunday, but no day beyond the first and the last report is said to be shown."""
    periods = trends.reported_periods(several, "week")
    assert periods.rows() == [(dt.date(2024, 3, 4), dt.date(2024, 3, 4), dt.date(2024, 3, 8), 4)]
    days = trends.reported_periods(several, "day")
    assert days["reports"].to_list() == [1, 0, 1, 1, 1]


def test_one_day_needs_no_slider(spec: dict[str, Any]) -> None:
    """The words stay; the control would have nothing to choose."""
    assert "bind" not in next(param for param in spec["params"] if param["name"] == "map_step")
    assert words_of(spec)[0].startswith("All days: 4 March 2024.")


def test_the_numbers_of_the_table_are_counted_once(spec: dict[str, Any]) -> None:
    """The steps hold the same claims again: what a reader takes away is the rows of all days."""
    assert spec["usermeta"]["table"] == {"step": 0}
    assert spec["usermeta"]["words"] == {"map_step": "map_words"}


def test_steps_name_their_days(several: Timeline) -> None:
    """What counts the rows anew knows from the chart which days each step shows."""
    steps = json.loads(drawn(several).to_json())["usermeta"]["steps"]
    assert (steps[0], steps[2], len(steps)) == (["2024-03-04", "2024-03-08"], ["2024-03-05", "2024-03-05"], 6)
