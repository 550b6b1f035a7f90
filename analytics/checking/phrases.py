"""Phrases that stand in each other's way: said twice, or in an entry that another one always comes before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from analytics.checking.findings import Finding, key_of, origins_of
from analytics.codebook import PhraseTable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from analytics.codebook import Codebook

__all__ = ["check_names", "check_phrases"]

Entry = dict[str, Any]
_PHRASES = ("verbs", "nouns", "words")
_SAYS = frozenset(
    {"id", "kind", "topic", "examples", "counterexamples", *_PHRASES}
)  # what an act says, not when it fits
# Tables of which one entry decides what a phrase means, and the keys that let two entries share it: they fit at
# different times. Null: every key but those that say what the phrase means.
_ONE_DECIDES: Mapping[str, tuple[str, ...] | None] = {
    "trigger": ("object",),
    "act": None,
    "cue": ("reach",),
    "report": (),
    "report_close": (),
    "report_noun": (),
    "evidence": (),
    "hearsay": (),
    "according": (),
    "control": (),
    "topic": ("kinds", "but"),
    "actor_head": ("soft",),
    "compass": (),
    "length_unit": (),
    "month": (),
    "weekday": (),
    "season": (),
    "date_phrase": (),
    "date_unit": (),
    "unit": (),
}
# Keys of an entry that hold names, by table: one name for two entries leaves open which is meant.
_NAMES = {
    "actor": ("names", "adjectives", "people", "capitals", "offices", "forces", "media"),
    "theater": ("name", "aliases"),
    "side": ("name", "aliases"),
}


def check_phrases(codebook: Codebook) -> Iterator[Finding]:
    """Yield entries that a file says twice, phrases that an entry has twice, and phrases that never decide."""
    origins = origins_of(codebook)
    for file, table, twice in origins.twice:
        yield Finding(file, table, twice, "the file has this entry twice: they are read as one", "Make it one.")
    for table in codebook.tables:
        for entry in codebook.table(table):
            for key in _PHRASES:
                for phrase in _doubled(entry.get(key, ())):
                    problem = f"{phrase!r} twice among its {key}"
                    yield origins.at(table, key_of(entry), problem, "Take one out.")
    for table, conditions in _ONE_DECIDES.items():
        yield from _shadowed(codebook, table, conditions)


def _doubled(phrases: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    out: list[str] = []
    for phrase in map(str, phrases):
        if phrase in seen:
            out.append(phrase)
        seen.add(phrase)
    return out


def _shadowed(codebook: Codebook, table: str, conditions: tuple[str, ...] | None) -> Iterator[Finding]:
    """Yield the pairs of entries that share phrases and fit at the same times."""
    entries = codebook.table(table)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    owners: dict[tuple[object, ...], str] = {}
    for entry in entries:
        fits = _conditions(entry, conditions)
        for words, _, form, _ in PhraseTable(codebook, [entry]).rows():
            slot = (words, form in {"noun", "word"}, fits)
            first = owners.setdefault(slot, key_of(entry))
            if first != key_of(entry):
                shared[first, key_of(entry)].append(" ".join(words))
    for (first, second), phrases in shared.items():
        listed = ", ".join(repr(p) for p in sorted(set(phrases))[:5])
        way_out = f"Take it out of one, or give one a condition that the other lacks ({first} comes first)."
        yield origins_of(codebook).at(
            table, second, f"shares {listed} with {first}, and fits at the same times", way_out
        )


def _conditions(entry: Entry, keys: tuple[str, ...] | None) -> str:
    """Return what an entry asks for, as a text for comparing."""
    wanted = sorted(set(entry) - _SAYS) if keys is None else keys
    return repr([(key, entry.get(key)) for key in wanted])


# ---------------------------------------------------------------------- names


def check_names(codebook: Codebook) -> Iterator[Finding]:
    """Yield names that two actors, persons, sides or theaters bear at one time."""
    at = origins_of(codebook).at
    for table, keys in _NAMES.items():
        for key in keys:
            bearers: dict[str, str] = {}
            for entry in codebook.table(table):
                for name in _names(entry, key):
                    first = bearers.setdefault(name, key_of(entry))
                    if first != key_of(entry):
                        problem = f"{name!r} stands among the {key} of {first} too"
                        yield at(table, key_of(entry), problem, "Leave it to one of them.")
    yield from _persons(codebook)


def _names(entry: Entry, key: str) -> list[str]:
    value = entry.get(key, ())
    return [value] if isinstance(value, str) else list(dict.fromkeys(value))


def _persons(codebook: Codebook) -> Iterator[Finding]:
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry in codebook.table("person"):
        for name in dict.fromkeys((entry["name"], *entry.get("aliases", ()))):
            for other in bearers[name]:
                if other["actor"] != entry["actor"] and _overlap(other, entry):
                    problem = f"{name!r} is a name of {other['name']} ({other['actor']}) at the same time"
                    way_out = "Leave it to one of them, or give both the years of their office."
                    yield origins_of(codebook).at("person", key_of(entry), problem, way_out)
            bearers[name].append(entry)


def _overlap(one: Entry, other: Entry) -> bool:
    def before(a: dt.date | None, b: dt.date | None) -> bool:
        return a is not None and b is not None and a <= b

    return not (before(one.get("to"), other.get("from")) or before(other.get("to"), one.get("from")))
