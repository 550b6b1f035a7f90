"""Timelines in every format, read by the programs that the formats are for."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyogrio
import pytest
from pyogrio.raw import read as gdal

from analytics.errors import TimelineError
from analytics.formats import formats
from analytics.timelines import FAMILIES, read_timeline, write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from analytics.schema import Timeline

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
LOSSY = [name for name, facts in formats().items() if facts.losses]
EXACT = [name for name in formats() if name not in LOSSY]
EVIL = "</script><img src=x onerror=alert(1)>\x1b]0;x\x07\u202e\u2028 =cmd|' /C calc'!A0"


def target(folder: Path, name: str) -> Path:
    """Where a timeline of a format lies: a file, or a folder."""
    return folder / ("frames" if formats()[name].target == "folder" else f"timeline.{name}")


# ---------------------------------------------------------------------- back, or refused


@pytest.mark.parametrize("name", EXACT)
def test_what_loses_nothing_is_read_back_equal(week: Timeline, tmp_path: Path, name: str) -> None:
    """Four equal frames, and nothing is said to be left out."""
    assert write_timeline(week, target(tmp_path, name), name) == {}
    back = read_timeline(target(tmp_path, name))
    for frame in FAMILIES.values():
        assert getattr(back, frame).equals(getattr(week, frame)), frame


@pytest.mark.parametrize("name", LOSSY)
def test_what_loses_something_is_refused_with_what_that_is(week: Timeline, tmp_path: Path, name: str) -> None:
    """The message names the format and each of its losses, and the way out."""
    write_timeline(week, target(tmp_path, name), name)
    with pytest.raises(TimelineError) as caught:
        read_timeline(target(tmp_path, name))
    assert str(caught.value).startswith(f"{target(tmp_path, name).name}: a timeline as {name}, which cannot")
    assert all(loss in str(caught.value) for loss in formats()[name].losses)
    assert "analytics extract" in str(caught.value)


@pytest.mark.parametrize("name", ["csv", "acled", "geojson", "timelinejs"])
def test_an_empty_one_is_refused_too(tell: Callable[..., Timeline], tmp_path: Path, name: str) -> None:
    """A format is known by how it begins, not by what it holds."""
    write_timeline(tell([("2023-07-08", "Quiet.")]), target(tmp_path, name), name)
    with pytest.raises(TimelineError, match=f"a timeline as {name}"):
        read_timeline(target(tmp_path, name))


def test_a_single_file_of_csv_is_refused(week: Timeline, tmp_path: Path) -> None:
    """One of the four is no timeline either."""
    write_timeline(week, tmp_path, "csv")
    with pytest.raises(TimelineError, match=r"claims\.csv: a timeline as csv"):
        read_timeline(tmp_path / "claims.csv")


def test_parquet_beside_csv_is_read(week: Timeline, tmp_path: Path) -> None:
    """A folder that holds both is not refused for the one."""
    for name in ("csv", "parquet"):
        write_timeline(week, tmp_path, name)
    assert read_timeline(tmp_path).claims.equals(week.claims)


def test_a_record_that_speaks_of_a_type_is_still_read(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """Words of a report never make a timeline look like another format."""
    text = '{"type":"FeatureCollection","events":[]} event_id_cnty,'
    write_timeline(tell([("2023-07-08", text)]), tmp_path / "t.jsonl", "jsonl")
    assert read_timeline(tmp_path / "t.jsonl").reports["text"].to_list() == [text]


def test_reading_tells_how_far_it_is(week: Timeline, tmp_path: Path) -> None:
    """The last step of a bar is the whole file."""
    steps: list[tuple[int, int]] = []
    write_timeline(week, tmp_path / "t.jsonl", "jsonl")
    read_timeline(tmp_path / "t.jsonl", progress=lambda done, size: steps.append((done, size)))
    size = (tmp_path / "t.jsonl").stat().st_size
    assert steps[-1] == (size, size)


@pytest.mark.parametrize("name", formats())
def test_equal_timelines_give_equal_bytes(week: Timeline, tmp_path: Path, name: str) -> None:
    """The same twice, into a file, into a stream where there is one file, and in a process of its own."""
    write_timeline(week, tmp_path / "frames", "parquet")
    write_timeline(week, target(tmp_path / "first", name), name)
    code = "import sys, analytics; from analytics.timelines import write_timeline as w; "
    code += "w(analytics.read_timeline(sys.argv[1]), sys.argv[2], sys.argv[3])"
    args = [str(tmp_path / "frames"), str(target(tmp_path / "second", name)), name]
    subprocess.run([sys.executable, "-c", code, *args], check=True)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in ("first", "second"))
    assert one == two
    if formats()[name].target == "file":
        with (tmp_path / "stream").open("wb") as stream:
            write_timeline(week, stream, name)
        assert (tmp_path / "stream").read_bytes() == one[f"timeline.{name}"]


def test_the_manual_tells_every_loss() -> None:
    """The table of the README has the formats as they are."""
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", README.split("### Other formats")[1], re.MULTILINE)
    assert told == [(f.id, f.what, "; ".join(f.losses) or "nothing") for f in formats().values()]


# ---------------------------------------------------------------------- DuckDB


@pytest.mark.parametrize("frame", FAMILIES.values())
def test_duckdb_reads_parquet(week: Timeline, tmp_path: Path, frame: str) -> None:
    """Every column and value, lists and cues too."""
    write_timeline(week, tmp_path, "parquet")
    rows: pl.DataFrame = getattr(week, frame)
    assert rows.height
    found = duckdb.read_parquet(str(tmp_path / f"{frame}.parquet"))
    assert (found.columns, found.fetchall()) == (rows.columns, rows.rows())


@pytest.mark.parametrize("family", FAMILIES)
def test_duckdb_reads_json_lines(week: Timeline, tmp_path: Path, family: str) -> None:
    """Days are days, lists are lists, and each family has its rows in their order."""
    write_timeline(week, tmp_path / "t.jsonl", "jsonl")
    rows = getattr(week, FAMILIES[family])
    shared = [name for name in rows.columns if name != "source"]  # of a report text, of an act a list
    found = duckdb.read_json(str(tmp_path / "t.jsonl"), sample_size=-1).filter(f"family = '{family}'")
    assert found.select(*(duckdb.ColumnExpression(name) for name in shared)).fetchall() == rows.select(shared).rows()
    if "source" in rows.columns:
        told = found.select(duckdb.FunctionExpression("to_json", duckdb.ColumnExpression("source"))).fetchall()
        assert [json.loads(text) for (text,) in told] == rows["source"].to_list()


@pytest.mark.parametrize("frame", FAMILIES.values())
def test_duckdb_reads_csv(week: Timeline, tmp_path: Path, frame: str) -> None:
    """Equal but for what CSV is said to lose."""
    write_timeline(week, tmp_path, "csv")
    rows: pl.DataFrame = getattr(week, frame)
    told = duckdb.read_csv(str(tmp_path / f"{frame}.csv"), all_varchar=True, header=True).fetchall()
    cells = [[_cell(name, value) for name, value in row.items()] for row in rows.iter_rows(named=True)]
    assert [[value or "" for value in row] for row in told] == cells


def _cell(name: str, value: Any) -> str:
    """A value as CSV has it, by the losses that are named."""
    if name == "cues":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    text = "" if value is None else str(value)
    return "'" + text if isinstance(value, str) and text[:1] in {"=", "+", "-", "@"} else text


def test_duckdb_finds_the_types_of_csv(week: Timeline, tmp_path: Path) -> None:
    """Days and numbers are known without being told."""
    write_timeline(week, tmp_path, "csv")
    claims = duckdb.read_csv(str(tmp_path / "claims.csv"))
    found = {name: str(kind) for name, kind in zip(claims.columns, claims.types, strict=True)}
    assert {found[name] for name in ("date", "event_start", "event_end")} == {"DATE"}
    assert (found["lat"], found["start"], found["carried"]) == ("DOUBLE", "BIGINT", "BOOLEAN")


# ---------------------------------------------------------------------- GDAL


def features(file: Path) -> list[dict[str, Any]]:
    """What GDAL reads in a GeoJSON file: the properties, and the point as ``at``."""
    found, _, points, values = gdal(file)
    rows = [dict(zip(found["fields"], row, strict=True)) for row in zip(*values, strict=True)]
    return [row | {"at": _point(bytes(point))} for row, point in zip(rows, points, strict=True)]


def _point(wkb: bytes) -> tuple[float, float]:
    import struct  # noqa: PLC0415  for these five doubles alone

    order, kind, x, y = struct.unpack("<bIdd", wkb)
    assert (order, kind) == (1, 1)
    return x, y


def _plain(value: Any, nothing: Any) -> Any:
    """A value of GDAL as a frame has it; `nothing` is how the frame has none."""
    if hasattr(value, "tolist"):  # of numpy
        value = value.tolist()
    if isinstance(value, float) and value != value:  # noqa: PLR0124  not a number: GDAL's null
        return nothing
    if isinstance(value, str) and value[:1] == "[":
        return json.loads(value)
    return nothing if value is None else value


def test_gdal_reads_geojson(week: Timeline, tmp_path: Path) -> None:
    """As many points as there are located records, in WGS84, with every column of both families."""
    left_out = write_timeline(week, tmp_path / "t.geojson", "geojson")
    told = pyogrio.read_info(tmp_path / "t.geojson")
    located = [getattr(week, name).drop_nulls(["lat", "lon"]) for name in ("claims", "mentions")]
    assert (told["driver"], told["crs"], told["geometry_type"]) == ("GeoJSON", "EPSG:4326", "Point")
    assert told["features"] == sum(frame.height for frame in located)
    assert set(told["fields"]) == {"id", "family", *week.claims.columns, *week.mentions.columns}
    assert left_out == {
        "claims without coordinates": week.claims["lat"].null_count(),
        "mentions without coordinates": week.mentions["lat"].null_count(),
        "diplomatic acts": week.diplomacy.height,
        "reports": week.reports.height,
    }


@pytest.mark.parametrize("family", ["claim", "mention"])
def test_gdal_reads_every_value(week: Timeline, tmp_path: Path, family: str) -> None:
    """Each feature is its record, and stands where the record is."""
    write_timeline(week, tmp_path / "t.geojson", "geojson")
    rows = getattr(week, FAMILIES[family]).drop_nulls(["lat", "lon"])
    found = [row for row in features(tmp_path / "t.geojson") if row["family"] == family]
    assert [row["at"] for row in found] == rows.select("lon", "lat").rows()
    lists = {name for name, kind in rows.schema.items() if kind.is_nested()}
    read = [{name: _plain(row[name], [] if name in lists else None) for name in rows.columns} for row in found]
    assert read == rows.to_dicts()


def test_geojson_is_what_rfc_7946_asks(week: Timeline, tmp_path: Path) -> None:
    """A FeatureCollection without `crs`, of features with `geometry`, `properties` and an `id` of their own."""
    write_timeline(week, tmp_path / "t.geojson", "geojson")
    document = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))
    assert (document["type"], "crs" in document) == ("FeatureCollection", False)
    assert {tuple(sorted(feature)) for feature in document["features"]} == {("geometry", "id", "properties", "type")}
    assert len({feature["id"] for feature in document["features"]}) == len(document["features"])
    assert all(
        -180 <= x <= 180 and -90 <= y <= 90 for x, y in (f["geometry"]["coordinates"] for f in document["features"])
    )
    assert document["notes"] == ["written for this project from public facts; not a source"]


def test_geojson_of_nothing_located_is_read(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """No feature is a collection all the same, and says what it leaves out."""
    place = {"kind": "capture", "actor": "XX", "surface": "Brod", "place": None}
    one = tell([("2023-07-08", "Sappers took Brod.")], claims=[(0, "Sappers took Brod.", place)])
    write_timeline(one, tmp_path / "t.geojson", "geojson")
    assert pyogrio.read_info(tmp_path / "t.geojson")["features"] == 0
    document = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))
    assert document["left_out"] == {"claims without coordinates": 1, "reports": 1}


def test_hostile_text_stays_text_on_the_map(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """Markup is a value, and no control character reaches a terminal raw."""
    where = {"surface": EVIL, "lat": 1.5, "lon": 2.5, "place_precision": 1}
    one = tell([("2023-07-08", EVIL)], mentions=[(0, EVIL, where | {"theater": "none"})])
    write_timeline(one, tmp_path / "t.geojson", "geojson")
    raw = (tmp_path / "t.geojson").read_bytes()
    assert not [mark for mark in ("\x1b", "\x07", "\u202e", "\u2028") if mark.encode() in raw]
    assert [row["surface"] for row in features(tmp_path / "t.geojson")] == [EVIL]


def test_days_are_days_to_gdal(week: Timeline, tmp_path: Path) -> None:
    """A map can be filtered by day."""
    write_timeline(week, tmp_path / "t.geojson", "geojson")
    _, _, _, values = gdal(tmp_path / "t.geojson", columns=["date"])
    assert {day.item() for day in values[0]} <= {dt.date(2023, 6, day) for day in range(5, 12)}
