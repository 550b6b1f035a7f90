"""Corrections applied to a timeline: last, marked on each row, and named where they no longer fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.extraction.corrections import EVENT
from analytics.extraction.desk import Desk, NoFitError, listed, words_of
from analytics.extraction.frames import BOTH, UNKNOWN, frames_of
from analytics.extraction.lookup import look_up
from analytics.extraction.rows import AUTHOR, is_against_interest
from analytics.extraction.theaters import NO_THEATER, theaters_of
from analytics.gazetteer import load_gazetteer
from analytics.schema import Outcomes, Timeline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    import dataframely as dy

    from analytics.codebook import Codebook
    from analytics.extraction.corrections import Correction
    from analytics.extraction.desk import Entry
    from analytics.extraction.records import Place
    from analytics.extraction.rows import Row

__all__ = ["Corrected", "apply_corrections", "joined_outcomes", "unfit_lines"]

_EVENTS = {"claims": "trigger", "diplomacy": "act"}  # families of events, and the tables that have their kinds
_CANDIDATES = 5
_NOBODY = ("other", "unattributed")
_NONE = "none"
_CORRECTION = "correction"
_SAID = ("file", "number", "report", "quote", "field", "value", "why")  # of a correction, and of its outcome
_NEEDLESS = "needless: the extraction reads it so by itself"


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """A timeline with its corrections.

    Attributes:
        timeline: The corrected frames; ``corrected`` says why on each row that was changed.
        outcomes: Schema `analytics.schema.Outcomes`, a row a correction, in order.
    """

    timeline: Timeline
    outcomes: dy.DataFrame[Outcomes]

    def unfit(self) -> list[str]:
        """Return a line for each correction that does not fit."""
        return unfit_lines(self.outcomes)


def unfit_lines(outcomes: pl.DataFrame) -> list[str]:
    """Return a line for each correction that does not fit.

    Args:
        outcomes: Schema `analytics.schema.Outcomes`.
    """
    rows = outcomes.filter(pl.col("problem").is_not_null()).iter_rows(named=True)
    told = {"actor": "side"}  # the word that files of corrections have for it
    return [
        f"{r['file']}, correction {r['number']} ({r['report'] or 'no report'}, {told.get(r['field'], r['field'])}): "
        f"{r['problem']}"
        for r in rows
    ]


def apply_corrections(
    timeline: Timeline,
    corrections: Sequence[Correction],
    codebook: Codebook,
    *,
    reports: pl.DataFrame | None = None,
) -> Corrected:
    """Apply corrections to a timeline.

    Args:
        timeline: As extracted.
        corrections: Of `analytics.extraction.corrections.read_corrections`; a later one sees what an earlier one set,
            but records are picked by what was extracted.
        codebook: The codebook in force: its sides, kinds, credences and places are what a value may be.
        reports: All reports that were read, if the timeline is of some of them only: a correction of one of the others
            is passed over in silence. Schema `analytics.schema.Reports`.

    Returns:
        The corrected timeline, and what became of each correction.
    """
    if not corrections:
        return Corrected(timeline, Outcomes.create_empty())
    desk = Desk(timeline, codebook, timeline.reports if reports is None else reports)
    editor = _Editor(desk, codebook)
    told = [(c, editor.apply(c)) for c in corrections]
    outcomes = [
        {"file": c.file, "number": c.number, "report": c.report, "quote": c.quote, "field": c.field, "value": c.value,
         "why": c.why, "rows": done, "problem": problem}
        for c, outcome in told if outcome is not None for done, problem in [outcome]
    ]  # fmt: skip
    frame = pl.DataFrame(outcomes, schema=Outcomes.create_empty().schema, orient="row")
    return Corrected(desk.timeline(), Outcomes.validate(frame))


def joined_outcomes(
    parts: Iterable[dy.DataFrame[Outcomes]], corrections: Sequence[Correction]
) -> dy.DataFrame[Outcomes]:
    """Return what became of each correction where a timeline was corrected in parts.

    Args:
        parts: Of `apply_corrections` with all reports, a part of the timeline each.
        corrections: With which they were made.
    """
    found: dict[tuple[Any, ...], Row] = {}
    for row in (row for part in parts for row in part.iter_rows(named=True)):
        found.setdefault(tuple(row[name] for name in _SAID), row)
    told = [tuple(getattr(correction, name) for name in _SAID) for correction in corrections]
    rows = [found[said] for said in told if said in found]
    return Outcomes.validate(pl.DataFrame(rows, schema=Outcomes.create_empty().schema))


class _Editor:
    """Applies one correction after the other."""

    def __init__(self, desk: Desk, codebook: Codebook) -> None:
        self.desk, self.codebook = desk, codebook
        self.sides, self.camps = frames_of(codebook).sides, frames_of(codebook).camps

    def apply(self, c: Correction) -> tuple[int, str | None] | None:
        """Return how many rows changed and the problem; null for a report outside the timeline."""
        if c.problem:
            return 0, c.problem
        try:
            report, is_here = self.desk.report(c.report)
            return (self._applied(c, report), None) if is_here else None
        except NoFitError as reason:
            return 0, str(reason)

    def _applied(self, c: Correction, report: Row) -> int:
        entries = self.desk.entries(report["report_id"])
        sentences = self.desk.sentences(report, c.quote)
        here = [e for e in entries if e.stays and e.was["sentence"] in sentences]
        if c.field == "place":
            return self._place_all(c, entries, here, report["date"])
        changed = 0
        for entry in self._picked(c, [e for e in here if e.family in self._families(c)]):
            before = entry.row.get(c.field)
            self._set(c, entry)
            changed += not entry.stays or entry.row[c.field] != before
        if not changed:
            raise NoFitError(_NEEDLESS)
        return changed

    # ------------------------------------------------------------------ which records

    def _families(self, c: Correction) -> Sequence[str]:
        if c.field == "actor":
            return ("claims",)
        if c.field != "kind":
            return tuple(_EVENTS)
        kinds = {family: [str(row["kind"]) for row in self.codebook.table(table)] for family, table in _EVENTS.items()}
        _check("kind", c.value, [kind for some in kinds.values() for kind in some])
        return [family for family, some in kinds.items() if c.value in some]

    def _picked(self, c: Correction, here: Sequence[Entry]) -> list[Entry]:
        """Return the records that are meant: those of the kind and trigger, or the only one of the sentence."""
        trigger = words_of(c.trigger)
        picked = [
            e for e in here if c.kind in {"", e.was["kind"]} and (not trigger or trigger == words_of(e.was["trigger"]))
        ]
        records = listed(f"{e.was['kind']} ({e.was['trigger']})" for e in here)
        if not picked:
            raise NoFitError(f"no such record in that sentence; it has {records or 'none'}")
        if not (c.kind or trigger) and len({(e.family, e.was["kind"], e.was["trigger"]) for e in picked}) > 1:
            raise NoFitError(f"several records in that sentence: {records}; pick one by `kind` or `trigger`")
        return picked

    # ------------------------------------------------------------------ values

    def _set(self, c: Correction, entry: Entry) -> None:
        if c.field == EVENT:
            entry.stays = False
            return
        value = self._value(c)
        if value == entry.row[c.field]:
            return
        entry.set(c.why, **{c.field: value})
        row = entry.row
        if c.field == "actor":
            both = self.sides if len(self.sides) == 2 else ()  # noqa: PLR2004  with more, who is meant is not said
            row["sides"] = list(both) if value == BOTH else [value] if value in self.sides else []
        if row["claimant"] == AUTHOR:
            row["claimant_text"] = ""
        if entry.family == "claims":
            told = {key: row[key] for key in ("claimant", "credence", "kind", "actor", "sides")}
            row["against_interest"] = is_against_interest(**told, camps=self.camps)

    def _value(self, c: Correction) -> str:
        """Return a value as the frames have it."""
        if c.field == "kind":
            return c.value
        if c.field == "credence":
            return _check("credence", c.value, [str(row["id"]) for row in self.codebook.table("credence_display")])
        named = {str(row["name"]).casefold(): str(row["id"]) for row in self.codebook.table("side")}
        more = (BOTH, "other", UNKNOWN) if c.field == "actor" else (AUTHOR, *_NOBODY)
        return _check(c.field, named.get(c.value.casefold(), c.value), [*self.sides, *more])

    # ------------------------------------------------------------------ places

    def _place_all(self, c: Correction, entries: Sequence[Entry], here: Sequence[Entry], date: dt.date) -> int:
        meant = self._named(c, here)
        if c.quote:
            meant = [*meant, *_carried(meant, entries)]
        place = None if c.value == _NONE else self._place(c.value, date)
        changed = [e for e in meant if e.row["place_id"] != (place.place_id if place else None)]
        if not changed:
            raise NoFitError(_NEEDLESS)
        theater = theaters_of(self.codebook).theater_of(place, date) if place else NO_THEATER
        for entry in changed:
            entry.set(c.why, **_placed(entry, place, theater))
        return len(changed)

    def _named(self, c: Correction, here: Sequence[Entry]) -> list[Entry]:
        """Return the mentions and claims of the name that is meant; where no name is, the claims without a place."""
        rows = [e for e in here if e.family == "mentions" or (e.family == "claims" and c.kind in {"", e.was["kind"]})]
        surfaces = list(dict.fromkeys(e.was["surface"] for e in rows if e.was["surface"]))
        wanted = [s for s in surfaces if not c.surface or words_of(s) == words_of(c.surface)]
        if c.surface and not wanted:
            raise NoFitError(f"no such name there; it has {listed(surfaces) or 'none'}")
        if len({words_of(s) for s in wanted}) > 1:
            raise NoFitError(f"several names there: {listed(wanted)}; say which by `surface`")
        meant = [e for e in rows if (e.was["surface"] in wanted if wanted else e.family == "claims")]
        if not meant:
            raise NoFitError("neither a name of a place nor a claim there")
        return meant

    def _place(self, value: str, date: dt.date) -> Place:
        known = load_gazetteer(self.codebook).by_id(value)
        if known is not None:
            return known
        found = look_up(value, date=date, codebook=self.codebook)
        if found.mention is not None and found.mention.place is not None:
            return found.mention.place
        names = [f"{c.place.name}, {c.place.admin1 or c.place.country} ({c.place.place_id})" for c in found.candidates]
        if names:
            raise NoFitError(f"{len(names)} places of that name: {listed(names)}; give one's id")
        raise NoFitError("no such place" + (f"; did you mean {listed(found.alike)}?" if found.alike else ""))


def _check(field: str, value: str, allowed: Iterable[str]) -> str:
    known = list(dict.fromkeys(allowed))
    if value not in known:
        raise NoFitError(f"no {field} {value!r}; expected one of {', '.join(known)}")
    return value


def _carried(meant: Sequence[Entry], entries: Sequence[Entry]) -> list[Entry]:
    """Return the claims that carry a corrected name over, up to where it is named again."""
    surfaces = {e.was["surface"] for e in meant if e.was["surface"]}
    start = max(e.was["sentence"] for e in meant)
    same = [e for e in entries if e.was.get("surface") in surfaces and e.was["sentence"] > start]
    stop = min((e.was["sentence"] for e in same if e.family == "mentions"), default=None)
    return [e for e in same if e.was.get("carried") and (stop is None or e.was["sentence"] < stop)]


def _placed(entry: Entry, place: Place | None, theater: str) -> dict[str, Any]:
    """Return the columns of a row that a place decides."""
    values: dict[str, Any] = {
        "place_id": place.place_id if place else None, "place": place.name if place else None,
        "admin1": place.admin1 if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "place_precision": place.precision if place else None, "theater": theater,
    }  # fmt: skip
    if entry.family == "claims":
        return values | {"relation": None}
    values |= {"match": _CORRECTION if place else "unresolved", "distance": 0, "decided_by": _CORRECTION}
    if place is None:
        return values | {"country": None}
    others = [other for other in entry.row["candidates"] if other != place.place_id]
    candidates = [place.place_id, *others][:_CANDIDATES]
    return values | {"country": place.country, "kind": place.kind, "candidates": candidates}
