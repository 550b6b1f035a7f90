"""An analyst's corrections, as a file beside the reports says them.

``corrections.toml`` holds a list::

    [[correction]]
    report = "2023-07-08.txt"                  # id, path or file name of the report
    quote = "seized the dacha quarter"         # words that only the sentence meant has
    field = "side"                             # side (or actor), kind, place, credence, claimant
    value = "MER"
    why = "the unit named is Mercian"

    [[correction]]
    report = "2023-07-08.txt"
    quote = "stormed the negotiations"
    event = false                              # no event at all
    trigger = "stormed"                        # optional, with `kind`: which record of the sentence
    why = "a figure of speech"

A ``place`` is an id (``geonames:706757``), a name, or ``none``; ``surface`` says which name of the sentence is meant.
With a surface, a place needs no quote: it then holds for the whole report.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from analytics.errors import CorrectionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["EVENT", "Correction", "read_corrections"]

EVENT = "event"
_FIELDS = ("actor", "kind", "place", "credence", "claimant")
_ALSO = {"side": "actor"}
_KEYS = frozenset({"report", "quote", "field", "value", "why", "event", "kind", "trigger", "surface"})
_NO_FIELD = "no field"
_WAY_OUT = "Mend the file, or take it out of the folder."


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction.

    Attributes:
        file: The name of its file.
        number: Its position there, from 1.
        report: Id, path or file name of the report.
        quote: Words of the sentence; may be empty for a place with a surface.
        field: actor, kind, place, credence, claimant, or event; ``no field`` where the entry names none.
        value: What should stand there; ``false`` for an event.
        why: The reason.
        kind: Picks the records of this kind; empty for any.
        trigger: Picks the records with this trigger; empty for any.
        surface: Picks the place of this name; empty for the only one.
        problem: What is wrong with the entry itself; null where it is well-formed.
    """

    file: str
    number: int
    report: str
    quote: str
    field: str
    value: str
    why: str
    kind: str = ""
    trigger: str = ""
    surface: str = ""
    problem: str | None = None


def read_corrections(paths: str | Path | Iterable[str | Path]) -> tuple[Correction, ...]:
    """Read files of corrections.

    Args:
        paths: A file or several.

    Returns:
        The corrections by file and position. One that is not well-formed is among them, with its problem.

    Raises:
        CorrectionError: If a file cannot be opened, is no TOML, or holds no list of corrections.
    """
    files = [paths] if isinstance(paths, str | Path) else list(paths)
    return tuple(
        _correction(Path(path).name, number, entry)
        for path in sorted(map(Path, files))
        for number, entry in enumerate(_entries(path), 1)
    )


def _entries(path: Path) -> list[Mapping[str, Any]]:
    try:
        content = tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        got = f"cannot be opened ({error.strerror})"
        raise CorrectionError.at(path.name, got=got, expected="a readable file", way_out=_WAY_OUT) from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CorrectionError.at(path.name, got=str(error), expected="TOML in UTF-8", way_out=_WAY_OUT) from error
    entries: list[Mapping[str, Any]] = content.get("correction", [])
    listed = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    if not listed or set(content) - {"correction"}:
        got = "other keys: " + ", ".join(sorted(set(content) - {"correction"})) if listed else "no list"
        raise CorrectionError.at(path.name, got=got, expected="a list of [[correction]]", way_out=_WAY_OUT)
    return entries


def _correction(file: str, number: int, entry: Mapping[str, Any]) -> Correction:
    def text(key: str) -> str:
        return " ".join(str(entry.get(key, "")).split())

    whole = EVENT in entry
    field = EVENT if whole else _ALSO.get(text("field"), text("field")) or _NO_FIELD
    value = text(EVENT).lower() if whole else text("value")
    return Correction(
        file, number, text("report"), text("quote"), field, value, text("why"),
        text("kind"), text("trigger"), text("surface"), _problem(entry, field),
    )  # fmt: skip


def _problem(entry: Mapping[str, Any], field: str) -> str | None:
    """Say what is wrong with an entry; null where nothing is."""
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        return f"unknown key {', '.join(unknown)}; expected {', '.join(sorted(_KEYS))}"
    if field == EVENT:
        needed = ["report", "quote", "why"]
        if entry[EVENT] is not False or "field" in entry or "value" in entry:
            return "event; expected `event = false`, without field and value"
    else:
        needed = ["report", "field", "value", "why"]
        if not (field == "place" and entry.get("surface")):
            needed.append("quote")
    missing = [key for key in needed if not str(entry.get(key, "")).strip()]
    if missing:
        return f"no {', '.join(missing)}; expected {', '.join(needed)}"
    if field not in {*_FIELDS, EVENT}:
        return f"field {field!r}; expected one of {', '.join(_FIELDS)}, or `event = false`"
    return None
