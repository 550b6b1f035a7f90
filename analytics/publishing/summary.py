"""What an export made, as its caller hears it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analytics.errors import ExportError, NotebookError
from analytics.publishing.renditions import Renditions
from analytics.schema import Outcomes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    import dataframely as dy

    from analytics.publishing.failing import Failure
    from analytics.scale.reader import Tally
    from analytics.schema import Refusals

__all__ = ["ExportSummary"]


@dataclass(frozen=True, slots=True, eq=False)
class ExportSummary:
    """What an export made.

    Attributes:
        index: The page that lists the others.
        pages: The pages made, by name.
        failures: The pages that could not be made.
        reports: How many reports the pages were made from.
        first: Day of the oldest of them.
        newest: Day of the newest.
        refused: Schema `Refusals`: what was given and could not be read.
        corrections: Schema `Outcomes`: what became of each correction.
        doubts: A line a report whose day is in doubt.
        archived: Folder of the archive that keeps these pages; null where it keeps none.
        changes: How many claims, credences, places and acts changed against the export before of different content;
            empty where there is none before.
        renditions: The pictures and PDFs beside the pages.
        left_out: How many more reports were read that lie before the pages' window.
        tally: How many reports came from the store and how many were read; null where there is no store.
    """

    index: Path
    pages: tuple[Path, ...]
    failures: tuple[Failure, ...]
    reports: int
    first: dt.date
    newest: dt.date
    refused: dy.DataFrame[Refusals]
    corrections: dy.DataFrame[Outcomes] = field(default_factory=Outcomes.create_empty)
    doubts: tuple[str, ...] = ()
    archived: Path | None = None
    changes: Mapping[str, int] = field(default_factory=dict)
    renditions: Renditions = field(default_factory=Renditions)
    left_out: int = 0
    tally: Tally | None = None

    def raise_for_failures(self) -> None:
        """Raise if something could not be made; a script that should not go on unnoticed calls this.

        Raises:
            NotebookError: With a line a page that could not be made.
            ExportError: With a line a picture or PDF that could not be made.
        """
        if self.failures:
            raise NotebookError("\n".join(map(str, self.failures)))
        if self.renditions.failures:
            raise ExportError("\n".join(self.renditions.failures))
