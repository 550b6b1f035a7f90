"""What every codebook needs and one lacks: settings, sides, an actor for each, theaters, and the keys of entries."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import tomli

from analytics.checking.findings import Finding, key_of, origins_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Codebook

__all__ = ["check_missing"]

# Keys of an entry by table: those that it must have, and the others that anything reads.
_REQUIRED = {
    "side": ("id", "name", "colour"),
    "actor": ("name", "type", "source"),
    "person": ("name", "actor", "aliases"),
    "theater": ("id", "name", "order", "colour", "kind"),
    "theater_area": ("id", "theater", "reason"),
    "held": ("id", "of", "source"),
    "place": ("name", "source"),
}
_BELONGS = ("places", "regions", "districts", "divisions", "countries")
_OPTIONAL = {
    "side": ("camp", "opponent", "country", "aliases", "house", "fought", "kept", "lost", "arms"),
    "theater": ("aliases", *_BELONGS),
    "theater_area": ("box", "from", "to", *_BELONGS),
    "held": ("from", "to", "districts", "places"),
}
_THEATER_KINDS = ("front", "rear", "diplomatic")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PAIR = 2  # sides of which each is the other's opponent and camp


def check_missing(codebook: Codebook) -> Iterator[Finding]:
    """Yield what the codebook cannot do without and does not have."""
    yield from _settings(codebook)
    for table, keys in _REQUIRED.items():
        for entry in codebook.table(table):
            yield from _keys(codebook, table, entry, keys)
    yield from _sides(codebook)
    yield from _actors(codebook)
    yield from _theaters(codebook)


def _head(codebook: Codebook, problem: str, way_out: str) -> Finding:
    return Finding(f"{codebook.name}/codebook.toml", "setting", "", problem, way_out)


def _settings(codebook: Codebook) -> Iterator[Finding]:
    own = codebook.settings
    if not str(own.get("name", "")).strip():
        yield _head(codebook, "no `name`", "Say what the war is called on pages.")
    if not _is_own(codebook, "timezone"):
        yield _head(codebook, "no `timezone`", 'Give the war\'s, as "Asia/Tokyo": it says when a day begins.')
    elif own["timezone"] not in available_timezones():
        yield _head(codebook, f"timezone {own['timezone']!r} is none", _alike(own["timezone"], available_timezones()))
    wanted = own.get("gazetteer", {})
    if "places" in wanted and not wanted.get("countries"):
        problem = "[gazetteer] has no `countries`"
        yield _head(codebook, problem, "List the ISO codes of the lands whose places are read.")


def _is_own(codebook: Codebook, setting: str) -> bool:
    """Whether a folder above the grammar gives a setting; of a codebook made in memory, whether it has one."""
    if not codebook.folders:
        return setting in codebook.settings
    heads = (folder / "codebook.toml" for folder in codebook.folders[1:])
    return any(setting in tomli.loads(head.read_text(encoding="utf-8")) for head in heads)


def _keys(codebook: Codebook, table: str, entry: dict[str, Any], required: tuple[str, ...]) -> Iterator[Finding]:
    at = origins_of(codebook).at
    for key in required:
        if entry.get(key) in {None, ""} if not isinstance(entry.get(key), list) else not entry[key]:
            yield at(table, key_of(entry), f"no {key}", f"Give it `{key}`: the head of its file says what that is.")
    if table in _OPTIONAL:
        known = {*required, *_OPTIONAL[table]}
        for key in sorted(set(entry) - known):
            yield at(table, key_of(entry), f"unknown key {key!r}", _alike(key, known))


def _alike(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"Did you mean {near[0]!r}?" if near else "Mend or remove it: the head of the file lists what there is."


def _sides(codebook: Codebook) -> Iterator[Finding]:
    at, sides = origins_of(codebook).at, codebook.table("side")
    if len(sides) < _PAIR:
        problem = f"{len(sides) or 'no'} [[side]]; a war has two or more"
        yield Finding(f"{codebook.name}/sides.toml", "side", "", problem, "Add them: id, name, colour.")
        return
    ids, colours = {key_of(side) for side in sides}, Counter(str(side.get("colour")).lower() for side in sides)
    for side in sides:
        colour, opponent = str(side.get("colour", "")), side.get("opponent")
        if colour and not _COLOUR.fullmatch(colour):
            yield at("side", key_of(side), f"colour {colour!r} is none", 'Write it as "#0072b2".')
        elif colours[colour.lower()] > 1:
            yield at("side", key_of(side), f"colour {colour} is another side's too", "Give each its own.")
        if opponent is not None and (opponent not in ids or opponent == key_of(side)):
            yield at("side", key_of(side), f"opponent {opponent!r} is no other side's id", "Mend or remove it.")
        if len(sides) > _PAIR and "camp" not in side:
            yield at("side", key_of(side), "no camp", "Name its camp: with more than two sides charts draw camps.")
    for land in codebook.table("held"):
        if land.get("of") not in ids:
            yield at("held", key_of(land), f"of {land.get('of')!r} is no side's id", "Name the side whose land it is.")
    if len(sides) > _PAIR and len({side.get("camp") for side in sides}) < _PAIR:
        problem = "all sides are of one camp"
        yield Finding(f"{codebook.name}/sides.toml", "side", "", problem, "Part them into those that fight each other.")


def _actors(codebook: Codebook) -> Iterator[Finding]:
    told = {actor.get("side") for actor in codebook.table("actor")}
    for side in codebook.table("side"):
        if key_of(side) not in told:
            way_out = (
                f'Add an [[actor]] with side = "{key_of(side)}" to actors.toml: nothing is read as its own without.'
            )
            yield origins_of(codebook).at("side", key_of(side), "no actor is of this side", way_out)


def _theaters(codebook: Codebook) -> Iterator[Finding]:
    at, theaters, areas = origins_of(codebook).at, codebook.table("theater"), codebook.table("theater_area")
    if not any(theater.get("kind") == "front" for theater in theaters):
        problem, way_out = "no [[theater]] of kind front", "Add one, with the divisions or places that belong to it."
        yield Finding(f"{codebook.name}/theaters.toml", "theater", "", problem, way_out)
    for ident, kind in (("diplomacy", "diplomatic"), ("none", "rear")):
        if not any(theater.get("id") == ident for theater in theaters):
            problem, way_out = (
                f"no [[theater]] {ident}",
                f'Add it with kind = "{kind}": records without a front have it.',
            )
            yield Finding(f"{codebook.name}/theaters.toml", "theater", "", problem, way_out)
    for theater in theaters:
        shown = theater.get("kind")
        if shown is not None and shown not in _THEATER_KINDS:
            yield at("theater", key_of(theater), f"kind {shown!r}", f"Make it one of {', '.join(_THEATER_KINDS)}.")
        held = [entry for entry in (theater, *areas) if entry is theater or entry.get("theater") == key_of(theater)]
        if shown == "front" and not any(entry.get(key) for entry in held for key in _BELONGS):
            way_out = "Give it divisions, places or countries, or a [[theater_area]]."
            yield at("theater", key_of(theater), "nothing belongs to it", way_out)
