"""Pictures of the charts: whole, light, the same bytes, and nothing in them that runs, links or loads."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
from PIL import Image

from analytics.errors import ExportError
from analytics.publishing.pictures import chart_specs, draw, write_pictures

if TYPE_CHECKING:
    from pathlib import Path

MIME = "application/vnd.vegalite.v5+json"
SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
HOSTILE = "</text></svg><script>alert(1)</script><a href='javascript:alert(1)' onclick=\"alert(1)\">&amp;"


def bars(**changes: Any) -> dict[str, Any]:
    """A bar chart of two fords, made for a page."""
    rows = [{"ford": "Upper", "n": 3}, {"ford": "Lower", "n": 1}]
    encoding = {"x": {"field": "ford"}, "y": {"field": "n", "type": "quantitative"}}
    title = {"text": ["Claims at", "two fords"], "subtitle": ["What reports tell,", "not who holds what."]}
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "title": title, "width": "container"}
    text = {"color": "currentColor"}
    look = {"background": "transparent", "title": text, "axis": {"labelColor": "currentColor"}}
    return spec | {"data": {"values": rows}, "mark": "bar", "encoding": encoding, "config": look} | changes


def notebook(*specs: dict[str, Any], tags: tuple[str, ...] = ()) -> Any:
    """A run notebook with charts, one a cell."""
    new = nbformat.v4
    outputs = [[new.new_output("display_data", {MIME: spec, "text/plain": "chart"})] for spec in specs]
    cells = [
        new.new_code_cell("", outputs=some, id=f"c{n}", metadata={"tags": list(tags)}) for n, some in enumerate(outputs)
    ]
    return new.new_notebook(cells=[new.new_markdown_cell("# Fords", id="m"), *cells])


def parsed(svg: bytes) -> ET.Element:
    """A drawing as XML."""
    return ET.fromstring(svg)  # noqa: S314  whether it parses is the question


def texts(svg: bytes) -> list[str]:
    """The lines that a reader sees in a drawing."""
    return ["".join(one.itertext()) for one in parsed(svg).iter(f"{SVG}text")]


def test_each_chart_is_an_svg_and_a_png_with_the_page_s_number(tmp_path: Path) -> None:
    """Named as the page's own downloads are."""
    made = list(write_pictures("fords", notebook(bars(), bars()), tmp_path))
    assert [path.name for path in made if not isinstance(path, ExportError)] == [
        "fords-1.svg",
        "fords-1.png",
        "fords-2.svg",
        "fords-2.png",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in made)  # type: ignore[union-attr]  # files


def test_a_picture_decodes_is_of_one_width_and_not_blank() -> None:
    """960 pixels as drawn, twice that as a PNG; white ground, dark text, a bar's colour."""
    svg, png = draw(bars())
    root = parsed(svg)
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert (root.get("width"), image.width) == ("960", 1920)
    assert image.height == 2 * int(root.get("height", 0))
    colours = dict((colour, n) for n, colour in image.getcolors(1 << 20))  # noqa: C402  swapped
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert colours[0x4C, 0x78, 0xA8] > 100_000
    assert colours[0x1A, 0x1D, 0x21] > 100


def test_title_and_caveats_are_in_the_picture() -> None:
    """Away from its page a picture still says what it is: joined where a telephone had broken the lines."""
    shown = texts(draw(bars())[0])
    assert "Claims at two fords" in shown
    assert "What reports tell, not who holds what." in shown


def test_the_same_chart_gives_the_same_bytes() -> None:
    """Both forms."""
    assert draw(bars()) == draw(json.loads(json.dumps(bars())))


def test_hostile_text_is_text() -> None:
    """In a title, a row, a description and a link: it can be read, it parses, nothing of it is markup."""
    rows = [{"ford": HOSTILE, "n": 1, "link": "javascript:alert(1)"}]
    encoding = bars()["encoding"] | {"href": {"field": "link"}, "tooltip": {"field": "ford"}}
    title = {"text": [HOSTILE], "subtitle": [HOSTILE]}
    mark = {"type": "bar", "description": HOSTILE, "href": "javascript:alert(1)"}
    svg, png = draw(bars(data={"values": rows}, encoding=encoding, title=title, mark=mark, description=HOSTILE))
    root = parsed(svg)
    drawn = {"svg", "g", "path", "rect", "line", "text", "tspan"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= drawn
    names = {name for element in root.iter() for name in element.keys()}  # noqa: SIM118  an element's own
    assert LINK not in names
    assert not any(name.lower().startswith("on") for name in names)
    assert any(HOSTILE.replace(" ", "") in text.replace(" ", "") for text in texts(svg))
    assert b"<script" not in svg.lower()
    assert Image.open(io.BytesIO(png)).width == 1920


@pytest.mark.parametrize("url", ["https://x.example/a.png", "file:///etc/hostname", "/etc/hostname", "a.png"])
def test_a_picture_in_a_picture_is_not_loaded(url: str) -> None:
    """Neither from the network nor from this machine."""
    svg, _ = draw(bars(mark={"type": "image", "url": url, "width": 9, "height": 9}))
    assert LINK not in {name for element in parsed(svg).iter() for name in element.keys()}  # noqa: SIM118  same


@pytest.mark.parametrize("url", ["https://x.example/a.json", "file:///etc/hostname", "a.csv"])
@pytest.mark.parametrize("layered", [False, True])
def test_a_chart_of_data_from_elsewhere_is_not_drawn(tmp_path: Path, url: str, layered: bool) -> None:
    """It is named, with the way out; the other charts are drawn."""
    asks = bars(data={"url": url})
    asks = {"layer": [asks]} if layered else asks
    error, *made = write_pictures("fords", notebook(asks, bars()), tmp_path)
    assert isinstance(error, ExportError)
    assert str(error).startswith("chart 1 of fords: it asks for data that it does not hold; expected")
    assert [path.name for path in made if not isinstance(path, ExportError)] == ["fords-2.svg", "fords-2.png"]


def test_rows_that_look_like_settings_are_rows() -> None:
    """A row with a field called `data` asks for nothing."""
    rows = [{"ford": "Upper", "n": 1, "data": {"url": "https://x.example/"}}]
    assert draw(bars(data={"values": rows}))[1]


def test_a_chart_that_is_none_is_named(tmp_path: Path) -> None:
    """A specification that Vega-Lite refuses costs only its own picture."""
    error, *made = write_pictures("fords", notebook(bars(mark={"type": "ford"}), bars()), tmp_path)
    assert "chart 1 of fords" in str(error)
    assert len(made) == 2


def test_what_a_page_does_not_show_is_not_drawn() -> None:
    """A cell that is left out of the page has no picture, and takes no number."""
    assert chart_specs(notebook(bars(), tags=("remove_cell",))) == []
    assert len(chart_specs(notebook(bars()))) == 1


def test_pictures_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    """A chart that is no more has no picture; other pages' pictures and other files stay."""
    kept = ["fords-1.svg", "fords-1.png", "fords-1-1.png", "fords-x.png", "fords.html", "other-9.svg"]
    for name in ["fords-2.svg", "fords-2.png", *kept]:
        (tmp_path / name).write_text("old", encoding="utf-8")
    list(write_pictures("fords", notebook(bars()), tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
