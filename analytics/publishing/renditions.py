"""Other forms of the pages, beside them: pictures of the charts, and paper. None of them may cost a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import ExportError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from analytics.publishing.runner import Run

__all__ = ["Renditions", "render"]


@dataclass(frozen=True, slots=True)
class Renditions:
    """What was made of the pages beyond HTML.

    Attributes:
        files: In the order of the pages.
        failures: What could not be made, and why, a line each.
    """

    files: tuple[Path, ...] = ()
    failures: tuple[str, ...] = ()


def render(runs: Sequence[Run], folder: Path, day: dt.date, *, images: bool, pdf: bool) -> Renditions:
    """Draw the charts of the pages that were written, print these pages.

    Args:
        runs: The notebooks; those that failed have no page.
        folder: Of the pages.
        day: Of the newest report.
        images: Whether to draw.
        pdf: Whether to print.

    Raises:
        OSError: If the folder cannot be written.
    """
    ran = [run for run in runs if not run.stopped]
    made = [*(_pictures(ran, folder) if images else ()), *(_paper(ran, folder, day) if pdf else ())]
    failures = tuple(str(one) for one in made if isinstance(one, ExportError))
    return Renditions(tuple(one for one in made if not isinstance(one, ExportError)), failures)


def _pictures(runs: Sequence[Run], folder: Path) -> Iterator[Path | ExportError]:
    from analytics.publishing.pictures import write_pictures  # noqa: PLC0415  only where pictures are asked for

    for run in runs:
        yield from write_pictures(run.name, run.notebook, folder)


def _paper(runs: Sequence[Run], folder: Path, day: dt.date) -> Iterator[Path | ExportError]:
    from analytics.publishing.paper import find_browser, print_page  # noqa: PLC0415  only where paper is asked for

    try:
        browser = find_browser()
    except ExportError as error:
        yield error
        return
    for run in runs:
        try:
            yield print_page(folder / f"{run.name}.html", browser, day)
        except ExportError as error:
            yield error
