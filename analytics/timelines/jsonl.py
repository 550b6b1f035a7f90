"""A timeline as JSON lines, and JSON that no terminal obeys."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import polars as pl

from analytics.timelines.model import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.schema import Timeline

__all__ = ["escaped", "timeline_jsonl"]

# Raw in JSON they would move a terminal's cursor (C1 controls), turn its text around (marks of direction) or end a line
# for readers that split as Python does.
_ESCAPED = re.compile(b"\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


def timeline_jsonl(timeline: Timeline) -> Iterator[bytes]:
    """Yield a timeline as JSON lines, a chunk a report: its own line, then those of its mentions, claims, acts.

    Each line has ``family`` (report, mention, claim, diplomacy) and exactly the columns of that family's schema; days
    are ISO dates. Equal timelines give equal bytes.
    """
    chunks: dict[str, list[bytes]] = {report_id: [] for report_id in timeline.reports.get_column("report_id")}
    for family, name in FAMILIES.items():
        frame: pl.DataFrame = getattr(timeline, name)
        buffer = io.BytesIO()
        frame.select(pl.lit(family).alias("family"), pl.all()).write_ndjson(buffer)
        lines = escaped(buffer.getvalue()).splitlines(keepends=True)
        for report_id, line in zip(frame.get_column("report_id"), lines, strict=True):
            chunks[report_id].append(line)
    yield from (b"".join(lines) for lines in chunks.values())


def escaped(content: bytes) -> bytes:
    """Return JSON with the characters spelt out that a terminal would obey or that end a line."""
    return _ESCAPED.sub(lambda match: b"\\u%04x" % ord(match[0].decode()), content)
