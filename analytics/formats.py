"""What a timeline can be written as, and what each format loses, as ``formats.toml`` has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import tomli

__all__ = ["Format", "FormatFacts", "formats"]

Format = Literal["jsonl", "parquet", "csv", "geojson", "timelinejs", "acled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFacts:
    """What ``formats.toml`` says of a format.

    Attributes:
        id: As the command line has it.
        what: What it is, in a few words.
        target: A file, or a folder of four files.
        losses: What it does not keep; nothing for a format that is read back equal.
    """

    id: str
    what: str
    target: Literal["file", "folder"]
    losses: tuple[str, ...]


@cache
def formats() -> dict[str, FormatFacts]:
    """Return the formats by id, in the order of the file."""
    rows = tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["format"]
    return {row["id"]: FormatFacts(**row | {"losses": tuple(row["losses"])}) for row in rows}
