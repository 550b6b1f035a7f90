"""A timeline in any of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.timelines.acled import as_acled
from analytics.timelines.geojson import as_geojson
from analytics.timelines.jsonl import timeline_jsonl
from analytics.timelines.model import Rendering
from analytics.timelines.tables import as_csv, as_parquet
from analytics.timelines.timelinejs import as_timelinejs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.codebook import Codebook
    from analytics.formats import Format
    from analytics.schema import Timeline

__all__ = ["rendered"]

_PLAIN: dict[str, Callable[[Timeline], Rendering]] = {
    "jsonl": lambda timeline: Rendering({"": timeline_jsonl(timeline)}),
    "parquet": as_parquet,
    "csv": as_csv,
    "geojson": as_geojson,
}
_TRANSLATED: dict[str, Callable[[Timeline, str | Path | Codebook], Rendering]] = {
    "timelinejs": as_timelinejs,
    "acled": as_acled,
}


def rendered(timeline: Timeline, format: Format, codebook: str | Path | Codebook) -> Rendering:  # noqa: A002  the word of the command line
    """Return a timeline in a format.

    Args:
        timeline: The four frames.
        format: One of `analytics.formats.formats`.
        codebook: Read where the format has names of sides or codes of its own: ``timelinejs``, ``acled``.

    Raises:
        CodebookError: If the codebook is needed and cannot be read.
    """
    if format in _PLAIN:
        return _PLAIN[format](timeline)
    return _TRANSLATED[format](timeline, codebook)
