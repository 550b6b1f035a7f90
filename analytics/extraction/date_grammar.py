"""The codebook's date words, compiled: what names days in a sentence, and which days those are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analytics.codebook import PhraseTable
from analytics.extraction.day_reading import read_days
from analytics.extraction.days import Almanac, Point, Span, monday, resolve, settings_of, whole
from analytics.extraction.records import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.text import Token

__all__ = ["DateGrammar", "Found", "grammar_of"]

_DAY = dt.timedelta(days=1)
_LONG_COUNT = 999


@dataclass(frozen=True, slots=True)
class Found:
    """A date before it is resolved.

    Attributes:
        first: First token, with the words around the days that belong to them.
        last: One past the last token.
        read: The days as named, or the entry of a relative phrase.
        effects: Entries of the words around that move the days.
    """

    first: int
    last: int
    read: tuple[Point, ...] | Mapping[str, Any]
    effects: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_relative(self) -> bool:
        """Whether the days are told from the report's."""
        return not isinstance(self.read, tuple)

    @property
    def is_adverbial(self) -> bool:
        """Whether the date stands by itself: "on July 8", not "the July 8 strike"."""
        return self.is_relative or any(effect["effect"] not in ("none", "before") for effect in self.effects)


@dataclass(frozen=True, eq=False)
class DateGrammar:
    """The tables of ``dates.toml``, indexed once.

    Attributes:
        almanac: Months, weekdays, seasons and what joins them.
        phrases: "yesterday", "in recent days".
        prefixes: "overnight on", "since".
        suffixes: "night", "morning".
        settings: Numbers by name.
        keys: A token that every date without a number holds.
        firsts: The tokens that a date can begin with, beside numbers.
        counts: Numbers as words.
        leads: What may stand before a count.
        verb_before: Where one of these stands before, "last" is a verb.
        units: Days in "hours", "week".
        single: Units that "the past ..." takes without a number.
        sides: "past", "next", "ago" to the side that they count to.
    """

    almanac: Almanac
    phrases: PhraseTable
    prefixes: PhraseTable
    suffixes: PhraseTable
    settings: dict[str, int]
    keys: frozenset[str]
    firsts: frozenset[str]
    counts: dict[str, int]
    leads: frozenset[str]
    verb_before: frozenset[str]
    units: dict[str, float]
    single: frozenset[str]
    sides: dict[str, str]

    def find(self, tokens: Sequence[Token], lowers: Sequence[str]) -> list[Found]:
        """Return what names days, left to right, none overlapping another."""
        if self.keys.isdisjoint(lowers) and not any(lower[0].isdigit() for lower in lowers):
            return []
        found: list[Found] = []
        before: dict[int, tuple[int, Mapping[str, Any]]] | None = None
        at = 0
        while at < len(lowers):
            lower = lowers[at]
            one = self.begin(tokens, lowers, at) if lower in self.firsts or lower[0].isdigit() else None
            if one is None:
                at += 1
                continue
            if before is None:
                matches = reversed(self.prefixes.find(lowers))
                before = {match.end: (match.start, match.entry) for match in matches}
            one = self.widened(lowers, one, before)
            while found and found[-1].last > one.first:  # "overnight" of "overnight on July 8"
                if found[-1].is_relative:
                    found.pop()
                else:
                    one = replace(one, first=found[-1].last)
            found.append(one)
            at = one.last
        return found

    def begin(self, tokens: Sequence[Token], lowers: Sequence[str], at: int) -> Found | None:
        """Return the longest date that begins at a token."""
        found = []
        if days := read_days(tokens, at, self.almanac):
            found.append(Found(at, days[1], days[0]))
        if phrases := self.phrases.at(lowers, at):
            found.append(Found(at, phrases[0].end, phrases[0].entry))
        if count := self.counted(lowers, at):
            found.append(Found(at, count[1], count[0]))
        return max(found, key=lambda one: one.last, default=None)

    def widened(
        self, lowers: Sequence[str], found: Found, before: Mapping[int, tuple[int, Mapping[str, Any]]]
    ) -> Found:
        """Take in the words around a date that belong to it."""
        first, last, effects = found.first, found.last, []
        behind = self.suffixes.at(lowers, last) if last < len(lowers) else []
        if behind:
            last, effects = behind[0].end, [behind[0].entry]
        while first in before:
            first, entry = before[first]
            effects.append(entry)
        return replace(found, first=first, last=last, effects=tuple(effects))

    def counted(self, lowers: Sequence[str], at: int) -> tuple[Mapping[str, Any], int] | None:
        """Read "the past 24 hours", "the next 24-48 hours", "three weeks ago" as an entry like a phrase's."""

        def word(place: int) -> str:
            return lowers[place] if place < len(lowers) else ""

        here = at + (lowers[at] in self.leads)
        side = self.sides.get(word(here), "")
        led = side in ("past", "future")
        number, here = self.number(lowers, here + led)
        unit = self.units.get(word(here))
        alone = led and lowers[at] in self.leads and word(here) in self.single
        if unit is None or not (number or alone) or (led and at and lowers[at - 1] in self.verb_before):
            return None
        if not led:
            here += 1
            side = self.sides.get(word(here), "")
        if unit < 1 and side == "ago":  # some hours before a report may be the day before
            side = "past"
        entry = self.entry_of(side, round(max((number or 1) * unit, 1)), int(unit / 2))
        return (entry, here + 1) if entry else None

    def number(self, lowers: Sequence[str], at: int) -> tuple[int | None, int]:
        """Read "24", "24-48" (the larger), "three", "a"; null and the same token where none stands."""
        word = lowers[at] if at < len(lowers) else ""
        if word in self.counts:
            return self.counts[word], at + 1
        if not word.isdecimal():
            return None, at
        if lowers[at + 1 : at + 2] == ("-",) and "".join(lowers[at + 2 : at + 3]).isdecimal():
            word, at = lowers[at + 2], at + 2
        return min(int(word[:4]), _LONG_COUNT), at + 1

    def entry_of(self, side: str, days: int, slack: int) -> Mapping[str, Any] | None:
        """Return what a phrase's entry would say of so many days on a side, give or take some."""
        match side:
            case "past":
                return {"from": -days, "to": 0, "precision": self.precision(days + 1)}
            case "future":
                return {"from": 0, "to": days, "precision": self.precision(days + 1), "ahead": True}
            case "ago" | "earlier" | "later":
                middle = days if side == "later" else -days
                near = {"from": middle - slack, "to": middle + slack, "precision": self.precision(2 * slack + 1)}
                return near if side == "ago" else near | {"anchored": "only"}
        return None

    def precision(self, days: int) -> int:
        """How exact a stretch of some days is."""
        return 1 if days <= self.settings["exact_days"] else 2 if days <= self.settings["week_days"] else 3

    def interval(self, found: Found, report: dt.date, anchor: dt.date | None, *, future: bool) -> Interval | None:
        """Resolve a date.

        Args:
            found: The date.
            report: The report's day.
            anchor: The date before it in the sentence, for "the next day".
            future: Whether the text speaks of what is to come; else nothing reaches past the report.

        Returns:
            The days; null where the words name none.
        """
        precision = 0
        if isinstance(found.read, tuple):
            past = any(effect["effect"] == "since" for effect in found.effects)
            span = resolve(found.read, report, self.almanac, future=future, past=past)
        else:
            span, precision = _counted_from(found.read, report, anchor), found.read["precision"]
            future = future or bool(found.read.get("ahead"))
        if span is None:
            return None
        for effect in found.effects:
            span, least = _moved(span, effect, report)
            precision = max(precision, least)
        first, last = _told(span, report, future=future)
        if isinstance(found.read, tuple) or found.effects:
            precision = max(precision, self.precision((last - first).days + 1))
        return Interval(first, last + _DAY, precision)


@lru_cache(maxsize=8)
def grammar_of(codebook: Codebook) -> DateGrammar:
    """Return a codebook's date words, indexed once."""
    phrases = codebook.table("date_phrase")
    units = {word: float(row["days"]) for row in codebook.table("date_unit") for word in row["words"]}
    last_words = (phrase.split()[-1].removesuffix("?") for row in phrases for phrase in row["words"])
    almanac, table = Almanac.of(codebook), PhraseTable(codebook, phrases)
    leads = frozenset(codebook.words("date_number", "lead"))
    sides = {word: row["side"] for row in codebook.table("date_count") for word in row["words"]}
    counts = {word: number for number, word in enumerate(codebook.words("date_number", "numbers"), 1)}
    counts |= dict.fromkeys(codebook.words("date_number", "single"), 1)
    return DateGrammar(
        almanac=almanac,
        phrases=table,
        prefixes=PhraseTable(codebook, codebook.table("date_prefix")),
        suffixes=PhraseTable(codebook, codebook.table("date_suffix")),
        settings=settings_of(codebook),
        keys=frozenset(choice for word in last_words for choice in word.split("|")) | set(units) | almanac.names,
        firsts=almanac.words | leads | set(sides) | set(counts) | {words[0] for words, *_ in table.rows()},
        counts=counts,
        leads=leads,
        verb_before=frozenset(codebook.words("date_number", "verb_before")),
        units=units,
        single=frozenset(row["words"][0] for row in codebook.table("date_unit")),
        sides=sides,
    )


def _moved(span: Span, effect: Mapping[str, Any], report: dt.date) -> tuple[Span, int]:
    """Apply a prefix or suffix; also return the least precision that it leaves."""
    first, last = span
    least = 0
    match effect["effect"]:
        case "night_into" if first == last:
            first -= _DAY
        case "night_of" if first == last:
            last += _DAY
        case "since" if first < report:
            last = report
        case "by" if last <= report:
            first, least = last, 2
        case "before" if last <= report:
            first, last, least = first - 7 * _DAY, first - _DAY, 2
        case "week_from" if first == last:
            last += 6 * _DAY
        case "week_to" if first == last:
            first -= 6 * _DAY
        case "week_at" if first == last:
            first = last = monday(report) + (7 * effect["week"] + first.weekday()) * _DAY
        case "part" if last > first:
            days, (part, parts) = (last - first).days + 1, effect["part"]
            end = first + (round(days * part / parts) - 1) * _DAY
            first, last, least = first + round(days * (part - 1) / parts) * _DAY, end, 3
    return (first, last), least


def _told(span: Span, report: dt.date, *, future: bool) -> Span:
    """Cut a span at the report where the text does not look beyond it."""
    first, last = span
    return (first, report) if first <= report < last and not future else span


def _counted_from(entry: Mapping[str, Any], report: dt.date, anchor: dt.date | None) -> Span | None:
    """Return the days that a relative entry counts from the report, or from the date before it."""
    anchored = entry.get("anchored")
    if anchored == "only" and anchor is None:
        return None
    base = anchor if anchored and anchor else report
    return whole(entry, base) or (base + entry["from"] * _DAY, base + entry["to"] * _DAY)
