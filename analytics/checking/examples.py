"""Whether entries fire on their examples and stay silent on their counter-examples.

An entry *fires* on a text if its mark shows in what the whole extraction makes of it: a trigger as a record's rule, a
hedge as a credence, a reporting verb as a claimant. A date entry's example says the days, and those must come out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.checking.findings import key_of, origins_of, own_entries
from analytics.extraction.actors import find_actors
from analytics.extraction.dates import find_dates
from analytics.reports.boilerplate import without_boilerplate
from analytics.reports.language import language_test
from analytics.scale.extracting import extract
from analytics.schema import Reports
from analytics.text import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from analytics.checking.findings import Finding
    from analytics.codebook import Codebook

__all__ = ["DAY", "TABLES", "Case", "Reading", "cases_of", "check_examples", "fires", "read_texts"]

DAY = dt.date(2023, 7, 10)  # the report's day of every example: a Monday
Entry = dict[str, Any]
Row = dict[str, Any]
_CREDENCE = {"hedge": "likely", "doubt": "doubted", "denial": "denied", "proof": "confirmed"}
_SILENT = frozenset({"plan", "history"})
_CONTROL = {"attempt": "attack", "fail": "repelled"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the extraction makes of a text that is a report of its own.

    Attributes:
        text: The text.
        claims: Rows of its claims.
        acts: Rows of its diplomatic acts.
        mentions: Rows of its place mentions.
        codebook: The codebook in force.
    """

    text: str
    claims: tuple[Row, ...]
    acts: tuple[Row, ...]
    mentions: tuple[Row, ...]
    codebook: Codebook

    def actors(self) -> Iterator[tuple[str, str]]:
        """Yield name and form of the actors in the text."""
        for sentence in read_document("r", DAY, self.text, self.codebook).sentences:
            yield from ((actor.name, actor.form) for actor in find_actors(sentence, self.codebook, DAY))

    def days(self) -> str:
        """Return the days that the text names, as examples of dates write them: both ends included."""
        found = [
            date.interval
            for sentence in read_document("r", DAY, self.text, self.codebook).sentences
            for date in find_dates(sentence, DAY, self.codebook)
        ]
        ends = [(i.start, i.end - dt.timedelta(days=1)) for i in found]
        return " ".join(str(start) if start == last else f"{start}/{last}" for start, last in ends)


def read_texts(texts: Iterable[str], codebook: Codebook) -> dict[str, Reading]:
    """Read texts together, each as a report of its own.

    Args:
        texts: Any; one given twice is read once.
        codebook: The codebook in force.

    Returns:
        The readings by text.
    """
    unique = dict.fromkeys(texts)
    blank = dict.fromkeys(Reports.column_names())
    rows = [
        blank
        | {
            "report_id": f"{n:08}",
            "date": DAY,
            "date_source": "option",
            "sha256": "",
            "text": text,
            "words": 0,
            "language": "",
        }
        for n, text in enumerate(unique)
    ]
    timeline = extract(pl.DataFrame(rows, schema=Reports.create_empty().schema, orient="row"), codebook=codebook)
    claims, acts = _by_report(timeline.claims), _by_report(timeline.diplomacy)
    mentions = _by_report(timeline.mentions)
    ids = {text: f"{n:08}" for n, text in enumerate(unique)}
    return {
        text: Reading(text, claims.get(key, ()), acts.get(key, ()), mentions.get(key, ()), codebook)
        for text, key in ids.items()
    }


def _by_report(frame: pl.DataFrame) -> dict[str, tuple[Row, ...]]:
    out: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        out.setdefault(row["report_id"], []).append(row)
    return {report: tuple(rows) for report, rows in out.items()}


# ---------------------------------------------------------------------- what firing means


def _cue(entry: Entry, reading: Reading) -> bool:
    if entry["role"] in _SILENT:
        return not reading.claims
    told = _CREDENCE.get(entry["role"])  # without a say on the credence, only that it is told
    return any(told is None or row["credence"] == told for row in reading.claims)


def _reported(entry: Entry, reading: Reading) -> bool:
    rows = reading.claims
    opened = any(cue["role"] == "attribution" for row in rows for cue in row["cues"])
    voices = {
        "attributed": any(row["claimant"] != "author" for row in rows),
        "evidence": any(row["credence"] == "confirmed" for row in rows),
        "assessment": opened and all(row["claimant"] == "author" for row in rows),
        "denial": any(row["credence"] == "denied" for row in rows),
    }
    return voices[entry["voice"]]


def _control(entry: Entry, reading: Reading) -> bool:
    kind = _CONTROL.get(entry["role"])
    return any(kind in {None, row["kind"]} for row in reading.claims)


def _metonym(entry: Entry, reading: Reading) -> bool:
    rows = [row for row in reading.mentions if row["surface"].casefold() in entry["words"]]
    return any(entry.get("kind") in {None, row["kind"]} for row in rows)


def _language(entry: Entry, reading: Reading) -> bool:
    test = language_test(reading.codebook)
    return test.other(reading.text) == (None if entry["id"] == test.expected else f"{entry['name']} text")


def _boilerplate(entry: Entry, reading: Reading) -> bool:
    kept = without_boilerplate(reading.text, reading.codebook, message=entry.get("messages", False))
    return entry["id"] in {piece.rule for piece in kept.pieces}


_FIRES: Mapping[str, Callable[[Entry, Reading], bool]] = {
    "trigger": lambda entry, reading: any(row["rule"] == entry["id"] for row in reading.claims),
    "cue": _cue,
    "report": _reported,
    "report_close": _reported,
    "report_noun": _reported,
    "evidence": lambda entry, reading: any(row["evidence"] == entry["evidence"] for row in reading.claims),
    "hearsay": lambda _, reading: any(row["claimant"] == "unattributed" for row in reading.claims),
    "according": lambda _, reading: any(row["claimant"] != "author" for row in reading.claims),
    "control": _control,
    "outcome": lambda _, reading: any(row["kind"] == "repelled" for row in reading.claims),
    "act": lambda entry, reading: any(row["rule"] == entry["id"] for row in reading.acts),
    "topic": lambda entry, reading: any(row["topic"] == entry.get("topic", entry["id"]) for row in reading.acts),
    "condition": lambda _, reading: any(row["conditions"] for row in reading.acts),
    "actor_head": lambda entry, reading: any(form == entry["form"] for _, form in reading.actors()),
    "unit": lambda entry, reading: any(name == entry["actor"] for name, _ in reading.actors()),
    "metonym": _metonym,
    "language": _language,
    "boilerplate": _boilerplate,
}
_DATED = ("month", "weekday", "season", "date_phrase", "date_unit", "date_count", "date_prefix", "date_suffix")
TABLES = (*_FIRES, *_DATED)


def fires(table: str, entry: Entry, reading: Reading) -> bool:
    """Whether an entry shows in what the extraction makes of a text.

    Args:
        table: One of `TABLES`.
        entry: One of its entries.
        reading: The text, read.
    """
    return bool(reading.days()) if table in _DATED else _FIRES[table](entry, reading)


# ---------------------------------------------------------------------- every example


@dataclass(frozen=True, slots=True)
class Case:
    """An example or counter-example.

    Attributes:
        table: The table.
        entry: The entry.
        text: The text.
        days: The days that must come out, for entries of dates.
        counter: Whether it is a counter-example.
    """

    table: str
    entry: Entry
    text: str
    days: str
    counter: bool

    def holds(self, reading: Reading) -> bool:
        """Whether the entry does on the text what the example says."""
        if self.table in _DATED:
            return reading.days() == self.days
        return fires(self.table, self.entry, reading) != self.counter


def cases_of(codebook: Codebook, tables: Iterable[str] = TABLES) -> Iterator[Case]:
    """Yield every example and counter-example of some tables.

    Args:
        codebook: Its entries hold ``examples`` and ``counterexamples``: a list of texts; of dates, texts with days.
        tables: Some of `TABLES`.
    """
    for table in tables:
        for entry in own_entries(codebook, table):
            for key in ("examples", "counterexamples"):
                given = entry.get(key, ())
                pairs = given.items() if isinstance(given, dict) else ((text, "") for text in given)
                yield from (Case(table, entry, text, days, key != "examples") for text, days in pairs)


def check_examples(codebook: Codebook) -> Iterator[Finding]:
    """Yield examples that do not fire, counter-examples that do, and rules that have no example."""
    at = origins_of(codebook).at
    cases = list(cases_of(codebook))
    readings = read_texts([case.text for case in cases], codebook)
    for case in cases:
        if not case.holds(readings[case.text]):
            kind, does = ("counter-example", "fires") if case.counter else ("example", "does not fire")
            if case.table in _DATED:
                does = f"gives {readings[case.text].days() or 'no days'}; expected {case.days or 'none'}"
            way_out = "Mend the entry, or the example."
            yield at(case.table, key_of(case.entry), f'{kind} "{case.text}" {does}', way_out)
    for table in TABLES:
        for entry in own_entries(codebook, table):
            if not entry.get("examples"):
                yield at(table, key_of(entry), "no example", "Add `examples`: a sentence that it fires on.")
