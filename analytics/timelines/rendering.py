"""A timeline in the formats that need all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.timelines.acled import as_acled
from analytics.timelines.geojson import as_geojson
from analytics.timelines.timelinejs import as_timelinejs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.codebook import Codebook
    from analytics.formats import Format
    from analytics.schema import Timeline
    from analytics.timelines.model import Rendering

__all__ = ["rendered"]

_FORMATS: dict[str, Callable[[Timeline, str | Path | Codebook], Rendering]] = {
    "geojson": lambda timeline, _: as_geojson(timeline),
    "timelinejs": as_timelinejs,
    "acled": as_acled,
}


def rendered(timeline: Timeline, format: Format, codebook: str | Path | Codebook) -> Rendering:  # noqa: A002  the word of the command line
    """Return a timeline in a format.

    Args:
        timeline: The four frames.
        format: One that `analytics.timelines.streams` does not have.
        codebook: Read where the format has names of sides or codes of its own: ``timelinejs``, ``acled``.

    Raises:
        CodebookError: If the codebook is needed and cannot be read.
    """
    return _FORMATS[format](timeline, codebook)
