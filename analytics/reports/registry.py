"""The one list of readers: the entry points of the group ``analytics.readers``, of this package and of any other.

An entry point is named for the ending that it reads, without its dot, and points to a function of a path and an
`analytics.reports.Found` that yields an `analytics.reports.Draft` a report, and an `analytics.reports.Refusal` a report
that cannot be read; for a file of which nothing can be read it may raise `analytics.reports.RefusedError`. In another
package's ``pyproject.toml``::

    [project.entry-points."analytics.readers"]
    rtf = "sitrep_rtf:read_rtf"
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from analytics.errors import ReportError
from analytics.reports.drafts import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint
    from pathlib import Path

    from analytics.reports.drafts import Draft, Refusal
    from analytics.reports.files import Found

__all__ = ["GROUP", "OWN", "Reader", "endings", "reader_of"]

GROUP = "analytics.readers"
OWN = "sitrep-analytics"


@cache
def _readers() -> dict[str, tuple[EntryPoint, ...]]:
    """Return the entry points by ending.

    Raises:
        ReportError: If there is none of this package: what was installed is older than what runs.
    """
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        ending = f".{point.name.lower()}"
        found[ending] = (*found.get(ending, ()), point)
    if not any(_maker(point) == OWN for points in found.values() for point in points):
        raise ReportError.at(
            f"entry points {GROUP!r}",
            got=f"no reader of {OWN}",
            expected="those that come with its installation",
            way_out="Install it again: pip install . (in a clone to work on: pip install -e .).",
        )
    return found


@cache  # to ask is to read a file, and each report asks
def _maker(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "an unknown package"


def endings() -> tuple[str, ...]:
    """Return the endings that can be read, in lower case with their dots, sorted.

    Raises:
        ReportError: If no reader is installed.
    """
    return tuple(_readers())


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads the files of one ending.

    Attributes:
        point: Its entry point.
        maker: The distribution that it comes from.
    """

    point: EntryPoint
    maker: str

    def read(self, path: Path, file: Found) -> Iterator[Draft | Refusal]:
        """Yield what stands in a file.

        Raises:
            RefusedError: If nothing of it can be read. A reader of another package may fail as it likes: it stops no
                other file.
            OSError: If it cannot be opened.
        """
        try:
            yield from self.point.load()(path, file)
        except (RefusedError, OSError):
            raise
        except Exception as error:  # the reader of another package, whatever is wrong with it, ends one file
            if self.maker == OWN:
                raise
            found = f"its reader, of {self.maker}, failed ({type(error).__name__}: {error})"
            way_out = f"Tell those who make {self.maker}, or uninstall it."
            raise RefusedError(file.at(), found, "a reader that ends well", way_out) from error


def reader_of(file: Found) -> Reader:
    """Return what reads a file.

    Raises:
        RefusedError: If two packages claim its ending.
    """
    first, *others = _readers()[file.ending]
    if others:
        found = f"{file.ending} is read by {' and by '.join(map(_maker, (first, *others)))}"
        raise RefusedError(file.at(), found, "one reader an ending", "Uninstall one of them.")
    return Reader(first, _maker(first))
