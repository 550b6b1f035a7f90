"""The index of a folder of pages: what each covers, the earlier exports, what changed, what failed or was refused."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from analytics.charts.labels import name_of
from analytics.publishing.archive import ARCHIVE, INDEX, Edition
from analytics.publishing.changes import in_words, settings
from analytics.publishing.facts import Facts, day_text, read_facts
from analytics.publishing.runner import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import dataframely as dy

    from analytics.codebook import Codebook
    from analytics.schema import Refusals

__all__ = ["INDEX", "edition_index", "index_of"]


@dataclass(frozen=True, slots=True)
class _Entry:
    file: str
    title: str
    facts: Facts
    failure: str = ""


def index_of(
    folder: Path,
    refused: dy.DataFrame[Refusals],
    failures: Mapping[str, str],
    *,
    codebook: Codebook,
    editions: Sequence[Edition] = (),
) -> str:
    """Return the index of the pages that a folder holds, also those of earlier runs, and of its archive.

    Args:
        folder: Where the pages are; links are relative to it.
        refused: Reports that this run could not read.
        failures: What this run could not make, by the page's name, with the reason.
        codebook: Names the sides, kinds and credences of what changed.
        editions: The exports that the archive keeps, the newest first.
    """
    pages = _entries(folder, failures)
    there = {page.file.removesuffix(".html") for page in pages}
    missing = [item for item in failures.items() if item[0] not in there]
    return _rendered(pages, refused, codebook, editions=editions, missing=missing)


def edition_index(edition: Edition, refused: dy.DataFrame[Refusals], *, codebook: Codebook) -> str:
    """Return the index that stands beside the pages of one kept export.

    Args:
        edition: Numbered.
        refused: Reports that its run could not read.
        codebook: See `index_of`.
    """
    pages = [_Entry(file, title, edition.facts) for file, title in edition.pages.items()]
    return _rendered(pages, refused, codebook, editions=[edition], up=f"../../{INDEX}")


def _entries(folder: Path, failures: Mapping[str, str]) -> list[_Entry]:
    files = sorted(file for file in folder.glob("*.html") if file.name != INDEX and not file.name.startswith("."))
    read = [(file, read_facts(file)) for file in files]
    return [_Entry(file.name, *told, failures.get(file.stem, "")) for file, told in read if told]


def _rendered(
    pages: list[_Entry],
    refused: dy.DataFrame[Refusals],
    codebook: Codebook,
    *,
    editions: Sequence[Edition],
    missing: Sequence[tuple[str, str]] = (),
    up: str = "",
) -> str:
    import jinja2  # noqa: PLC0415  only an export needs it

    from analytics.publishing.exporter import TEMPLATES, csp, page_assets  # noqa: PLC0415  brings nbconvert

    assets = page_assets("page.css", "page.js")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "sitrep"), autoescape=True)
    environment.filters |= {"day_text": day_text, "plain": plain, "named": _namer(codebook), "in_words": in_words}
    notes = sorted({(note, n, page.facts.reports) for page in pages for note, n in page.facts.notes})
    rows = [{name: plain(v) if isinstance(v, str) else v for name, v in row.items()} for row in refused.to_dicts()]
    return environment.get_template("listing.html.j2").render(
        pages=pages,
        editions=editions,
        archive=ARCHIVE,
        index=INDEX,
        up=up,
        shown=settings()["shown"],
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


def _namer(codebook: Codebook) -> Callable[[str, str], str]:
    """Return the filter that names one id of a table of the codebook, or several that a comma parts."""

    def named(which: str, table: str) -> str:
        return ", ".join(name_of(codebook, table, plain(one)) for one in str(which).split(", "))

    return named
