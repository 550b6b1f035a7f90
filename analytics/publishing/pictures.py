"""The charts of a run notebook as pictures: an SVG and a PNG each, light, with title and caveats.

A picture is drawn from the specification that the page holds, by vl-convert, and shows what the page shows first. An
SVG may be opened in a browser of its own, beyond the page's content security policy: only what draws is left in it.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import tomli

from analytics.errors import ExportError
from analytics.publishing.exporter import UNSHOWN, chart_caption, chart_spec
from analytics.publishing.runner import plain
from analytics.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["chart_specs", "draw", "write_pictures"]

_LOOK = Path(__file__).with_suffix(".toml")
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HELD = {"datasets", "values"}  # keys of a specification under which rows stand, not settings


@lru_cache(maxsize=1)
def _look() -> dict[str, Any]:
    return tomli.loads(_LOOK.read_text(encoding="utf-8"))


def chart_specs(notebook: Any) -> list[dict[str, Any]]:
    """Return the charts that a page shows of a run notebook, in its order."""
    shown = (cell for cell in notebook["cells"] if not {*UNSHOWN} & {*cell.get("metadata", {}).get("tags", [])})
    outputs = (output for cell in shown for output in cell.get("outputs", []) if "data" in output)
    return [spec for spec in map(chart_spec, outputs) if spec]


def write_pictures(name: str, notebook: Any, folder: Path) -> Iterator[Path | ExportError]:
    """Write ``NAME-1.svg`` and ``NAME-1.png`` for the first chart of a page, and so on, numbered as in the page.

    Pictures of charts that an earlier run had and this one has not are removed.

    Args:
        name: The page's, without ending.
        notebook: It has been run.
        folder: Of the pages.

    Yields:
        Each file written; an error instead for each chart that could not be drawn.

    Raises:
        OSError: If the folder cannot be written.
    """
    made = set()
    for number, spec in enumerate(chart_specs(notebook), 1):
        try:
            pictures = draw(spec)
        except ValueError as error:
            yield ExportError.at(
                f"chart {number} of {name}",
                got=plain(str(error)),
                expected="a chart that can be drawn",
                way_out="The page is there; mend the notebook's cell, or leave out --images.",
            )
            continue
        for ending, content in zip(("svg", "png"), pictures, strict=True):
            path = folder / f"{name}-{number}.{ending}"
            write_beside(path, content)
            made.add(path)
            yield path
    for left in {*folder.glob(f"{_literal(name)}-*.svg"), *folder.glob(f"{_literal(name)}-*.png")} - made:
        if left.stem.removeprefix(f"{name}-").isdecimal():
            left.unlink(missing_ok=True)


def draw(spec: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return a chart as SVG and as PNG; equal charts give equal bytes.

    Args:
        spec: A Vega-Lite specification that holds its data.

    Raises:
        ValueError: If it is no chart, or asks for data from elsewhere.
    """
    import vl_convert  # noqa: PLC0415  a large library, for pictures only

    if _asks(spec):
        raise ValueError("it asks for data that it does not hold")
    svg = _stilled(vl_convert.vegalite_to_svg(_on_a_sheet(spec), allowed_base_urls=[]))
    return svg, vl_convert.svg_to_png(svg.decode(), scale=_look()["scale"])


def _asks(node: Any) -> bool:
    """Whether a part of a specification names data, by address or file."""
    if isinstance(node, dict):
        named = isinstance(node.get("data"), dict) and "url" in node["data"]
        return named or any(_asks(part) for key, part in node.items() if key not in _HELD)
    return isinstance(node, list) and any(map(_asks, node))


def _unlinked(node: Any) -> Any:
    """Return a part of a specification without links, whose address a drawing that is no page could not refuse."""
    if isinstance(node, dict):
        return {key: part if key in _HELD else _unlinked(part) for key, part in node.items() if key != "href"}
    return [_unlinked(part) for part in node] if isinstance(node, list) else node


def _on_a_sheet(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a chart for paper: of one width and font, on white, its title in lines that fit that width."""
    look = _look()
    config = {**spec.get("config", {}), "font": look["font"]}
    sheet = {**_unlinked(spec), "background": look["ground"], "padding": look["padding"], "config": config}
    if spec.get("width") == "container":
        sheet |= {"width": look["width"], "autosize": {"type": "fit-x", "contains": "padding"}}
    caption = chart_caption(spec)
    if caption:
        own = spec["title"] if isinstance(spec["title"], dict) else {}
        subtitle = [line for text in caption[1:] for line in textwrap.wrap(text, look["caveat_characters"])]
        sheet["title"] = {**own, "text": textwrap.wrap(caption[0], look["title_characters"]), "subtitle": subtitle}
    return sheet


def _stilled(svg: str) -> bytes:
    """Return a drawing without anything that links, loads or runs; its text colour is ink."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    look = _look()
    root = ET.fromstring(svg)  # noqa: S314  vl-convert wrote it
    root.set("color", look["ink"])
    allowed = {f"{{{_SVG}}}{name}" for name in look["elements"]}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}a":  # what stands in a link is drawn, the link is not
                child.tag = f"{{{_SVG}}}g"
            elif child.tag not in allowed:
                parent.remove(child)
        for name, value in list(parent.items()):
            if not _still(name.rpartition("}")[2].lower(), value.strip().lower()):
                del parent.attrib[name]
    return b"%b\n" % ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _still(attribute: str, value: str) -> bool:
    if attribute == "href":
        return value.startswith(("#", "data:image/png", "data:image/jpeg"))
    return not attribute.startswith("on") and "url(" not in value.replace("url(#", "")


def _literal(name: str) -> str:
    """Write a name so that a pattern of files means it literally."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
