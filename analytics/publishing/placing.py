"""What an export made, put into its folder so that a reader never sees half of anything.

First the archive gets the export as a whole, then the pages are replaced, each by a rename, then the index, which
lists only what is there; what the archive no longer keeps goes last, when no index names it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analytics.publishing import archive
from analytics.publishing.failing import FAILED
from analytics.publishing.listing import INDEX, edition_index, index_of
from analytics.publishing.locking import room
from analytics.writing import place_together

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import dataframely as dy

    from analytics.codebook import Codebook
    from analytics.publishing.changes import Told
    from analytics.publishing.facts import Facts
    from analytics.schema import Refusals

__all__ = ["Made", "place"]


@dataclass(frozen=True, slots=True)
class Made:
    """What an export made.

    Attributes:
        pages: Content by file, of pages and what stands beside them.
        titles: Of the pages, by file.
        failed: Notebooks that failed as far as they ran, by file.
        stops: Why they failed, by name.
        facts: The reports behind the pages.
        told: Their events.
        refused: Schema `Refusals`.
    """

    pages: Mapping[str, bytes]
    titles: Mapping[str, str]
    failed: Mapping[str, bytes]
    stops: Mapping[str, str]
    facts: Facts
    told: Told
    refused: dy.DataFrame[Refusals] = field(compare=False)


def place(made: Made, target: Path, work: Path, *, keep: int, codebook: Codebook) -> archive.Edition | None:
    """Put an export into its folder.

    Args:
        made: All of it.
        target: The folder, which no other export is at work in.
        work: A room on the same disk.
        keep: How many exports the archive keeps; with 0 there is none.
        codebook: Names what changed.

    Returns:
        The export as the archive keeps it; null where it keeps none, or no page was made.

    Raises:
        OSError: If the folder cannot be written.
    """
    edition = _archived(made, target / archive.ARCHIVE, work, codebook) if keep and made.titles else None
    place_together({**made.pages, **made.failed}, target, room(work, "pages"))
    for file in made.titles:
        (target / file).with_suffix(FAILED).unlink(missing_ok=True)
    editions = archive.kept(target / archive.ARCHIVE)[:keep]
    index = index_of(target, made.refused, made.stops, codebook=codebook, editions=editions)
    place_together({INDEX: index.encode()}, target, room(work, "index"))
    archive.prune(target / archive.ARCHIVE, keep, work)
    return edition


def _archived(made: Made, folder: Path, work: Path, codebook: Codebook) -> archive.Edition:
    edition = archive.made(made.pages, made.titles, made.facts, made.told)
    return archive.keep(
        edition, made.pages, folder, work, lambda numbered: edition_index(numbered, made.refused, codebook=codebook)
    )
