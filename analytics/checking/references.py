"""Entries that lack a source, or name what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.checking.findings import Finding, key_of, origins_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Codebook

__all__ = ["check_references", "check_sources"]

_SOURCED = {
    "actor": "source", "unit": "source", "place": "source", "theater_area": "reason",
    "acled_event": "source", "acled_strike": "source", "acled_actor": "source",
}  # fmt: skip
# Table and key, and the table whose entries it must name.
_NAMED = (
    ("person", "actor", "actor"),
    ("unit", "actor", "actor"),
    ("actor", "side", "side"),
    ("theater_area", "theater", "theater"),
    ("acled_actor", "inter", "acled_inter"),
)


def check_sources(codebook: Codebook) -> Iterator[Finding]:
    """Yield entries about the world that do not say where they are from."""
    for table, key in _SOURCED.items():
        for entry in codebook.table(table):
            if not str(entry.get(key, "")).strip():
                way_out = f"Say by `{key}` what it rests on."
                yield origins_of(codebook).at(table, key_of(entry), f"no {key}", way_out)


def check_references(codebook: Codebook) -> Iterator[Finding]:
    """Yield entries that name an actor, side or theater that no entry is."""
    for table, key, target in _NAMED:
        known = {key_of(entry) for entry in codebook.table(target)}
        for entry in codebook.table(table):
            value = entry.get(key)
            if value is not None and value not in known:
                problem = f"{key} {value!r} is in no [[{target}]]"
                yield origins_of(codebook).at(table, key_of(entry), problem, f"Add that entry, or mend `{key}`.")
