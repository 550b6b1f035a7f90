"""The index of the pages in a folder: what each covers, what failed, which reports were refused."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from analytics.publishing.facts import Facts, day_text, read_facts
from analytics.publishing.runner import plain
from analytics.publishing.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import dataframely as dy

    from analytics.schema import Refusals

__all__ = ["INDEX", "write_index"]

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class _Entry:
    file: str
    title: str
    facts: Facts
    failure: str


def write_index(folder: Path, refused: dy.DataFrame[Refusals], failures: Mapping[str, str]) -> Path:
    """Write ``index.html``: the pages that the folder holds, also those of earlier runs.

    Args:
        folder: Where the pages are; links are relative to it.
        refused: Reports that this run could not read.
        failures: What this run could not make, by the page's name, with the reason.

    Returns:
        The index.
    """
    pages = _entries(folder, failures)
    made = {page.file.removesuffix(".html") for page in pages}
    path = folder / INDEX
    write_beside(path, _rendered(pages, refused, [item for item in failures.items() if item[0] not in made]).encode())
    return path


def _entries(folder: Path, failures: Mapping[str, str]) -> list[_Entry]:
    files = sorted(file for file in folder.glob("*.html") if file.name != INDEX and not file.name.startswith("."))
    read = [(file, read_facts(file)) for file in files]
    return [_Entry(file.name, *told, failures.get(file.stem, "")) for file, told in read if told]


def _rendered(pages: list[_Entry], refused: dy.DataFrame[Refusals], missing: list[tuple[str, str]]) -> str:
    import jinja2  # noqa: PLC0415  only an export needs it

    from analytics.publishing.exporter import TEMPLATES, csp, page_assets  # noqa: PLC0415  brings nbconvert

    assets = page_assets("page.css", "page.js")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "sitrep"), autoescape=True)
    environment.filters["day_text"] = day_text
    notes = sorted({(note, n, page.facts.reports) for page in pages for note, n in page.facts.notes})
    rows = [{name: plain(v) if isinstance(v, str) else v for name, v in row.items()} for row in refused.to_dicts()]
    return environment.get_template("listing.html.j2").render(
        pages=pages,
        missing=missing,
        refused=rows,
        notes=notes,
        newest=max((page.facts.newest for page in pages), default=None),
        rhythm=max((page.facts.rhythm for page in pages), default=0),
        css=assets["page.css"],
        script=assets["page.js"],
        csp=csp([assets["page.js"]]),
        program=f"sitrep-analytics {version('sitrep-analytics')}",
    )
