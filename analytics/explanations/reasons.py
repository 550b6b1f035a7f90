"""Decisions in words: a row of the frames as a title and a list of reasons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from analytics.charts.labels import name_of
from analytics.explanations.model import Note
from analytics.extraction.actors import find_actors
from analytics.extraction.dates import find_dates
from analytics.extraction.theaters import NO_THEATER
from analytics.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.text import Sentence

__all__ = ["act_note", "claim_note", "dropped_note", "place_line"]

Row = dict[str, Any]
Fact = tuple[str, str]
_SHOWN = 4
_DAY = dt.timedelta(days=1)


def place_line(row: Row, codebook: Codebook) -> Fact:
    """Return a place mention's words and which place it is, by which rule, out of which."""
    found = name_of(codebook, "match_display", row["match"])
    if row["distance"]:
        found += f" by {row['distance']}"
    by = name_of(codebook, "decided_display", row["decided_by"])
    others = [i for i in row["candidates"] if i != row["place_id"]]
    listed = "; ".join(_described(i, codebook) for i in others[:_SHOWN])
    rest = f"; not {listed}" if listed else ""
    if row["place_id"] is None:
        rest = f"; it may be {listed}" if listed else ""
        return row["surface"], f"{row['kind']}, unresolved{rest}" + _mended(row)
    place = f"{row['place']}, {row['admin1'] or row['country'] or 'nowhere'} ({row['place_id']})"
    theater = _theater(row, codebook)
    return row["surface"], f"{row['kind']} {place}, {theater}: {found}; decided by {by}{rest}" + _mended(row)


def _theater(row: Row, codebook: Codebook) -> str:
    which = row["theater"]
    return "no theater" if which == NO_THEATER else f"theater {name_of(codebook, 'theater', which)}"


def _described(place_id: str, codebook: Codebook) -> str:
    place = load_gazetteer(codebook).by_id(place_id)
    return place_id if place is None else f"{place.name}, {place.admin1 or place.country} ({place_id})"


def _mended(row: Row) -> str:
    return f"; corrected: {row['corrected']}" if row["corrected"] else ""


def claim_note(rows: Sequence[Row], sentence: Sentence, codebook: Codebook) -> Note:
    """Word a claim.

    Args:
        rows: The rows of one event, in order.
        sentence: Its sentence.
        codebook: The codebook in force.
    """
    row = rows[0]
    side = name_of(codebook, "side", row["actor"])
    where = ", ".join(_shown_place(r) for r in rows if r["surface"] or r["place"]) or "no place"
    named = side + _several(row, codebook) + _unnamed(row, sentence, codebook)
    facts = [("rule", _rule(row)), ("side", named), ("where", _where(rows, codebook))]
    if row["toward"]:
        facts.append(("toward", ", ".join(row["toward"])))
    facts += _told(row, sentence, codebook)
    if row["against_interest"]:
        facts.insert(-1, ("note", "told against the claimant's own interest"))
    kind = name_of(codebook, "kind_display", row["kind"])
    return Note("claim", f"{kind} by {side}: {where}", tuple(facts))


def act_note(row: Row, sentence: Sentence, codebook: Codebook) -> Note:
    """Word a diplomatic act."""
    source, target = ", ".join(row["source"]), ", ".join(row["target"])
    title = f"{row['kind']} by {source or 'nobody named'}" + (f" toward {target}" if target else "")
    facts = [("rule", _rule(row)), ("topic", name_of(codebook, "topic_display", row["topic"]))]
    if row["front"]:
        facts.append(("front", name_of(codebook, "theater", row["front"])))
    if row["conditions"]:
        facts.append(("condition", row["conditions"]))
    return Note("act", title, (*facts, *_told(row, sentence, codebook)))


def dropped_note(row: Row, codebook: Codebook) -> Note:
    """Word a trigger that became no record."""
    cues = _cues(row["cues"])
    because = name_of(codebook, "dropped_display", row["reason"]) + (f": {cues}" if cues else "")
    return Note("dropped", f'"{row["trigger"]}": {because}', (("rule", row["rule"]),))


def _rule(row: Row) -> str:
    return f'{row["rule"]}, by "{row["trigger"]}"'


def _several(row: Row, codebook: Codebook) -> str:
    named = ", ".join(name_of(codebook, "side", side) for side in row["sides"])
    return f" ({named})" if len(row["sides"]) > 1 else ""


def _unnamed(row: Row, sentence: Sentence, codebook: Codebook) -> str:
    """Say so where no word of a sentence names the side that acts: it is inferred."""
    side = row["actor"]
    if side not in {entry["id"] for entry in codebook.table("side")} or row["corrected"]:
        return ""
    told = any(actor.side == side for actor in find_actors(sentence, codebook, row["date"]))
    return "" if told else f"; {name_of(codebook, 'reason_display', 'side')}"


def _shown_place(row: Row) -> str:
    return str(row["place"] or row["surface"])


def _where(rows: Sequence[Row], codebook: Codebook) -> str:
    theater = _theater(rows[0], codebook)
    if not any(row["surface"] or row["place"] for row in rows):
        return f"the sentence names no place for it; {theater} by what stands around it"
    words = [
        _shown_place(row)
        + (f' ("{row["surface"]}")' if row["place"] and row["surface"] not in {None, row["place"]} else "")
        + (f', the point "{row["relation"]}" it' if row["relation"] else "")
        for row in rows
    ]
    carried = "; carried over from a sentence before" if rows[0]["carried"] else ""
    return "; ".join(words) + carried + f"; {theater}"


def _told(row: Row, sentence: Sentence, codebook: Codebook) -> Iterator[Fact]:
    yield "claimant", _claimant(row, codebook)
    cues = _cues(row["cues"])
    credence = name_of(codebook, "credence_display", row["credence"])
    yield "credence", f"{credence}: {cues}" if cues else f"{credence}: no cue hedges, doubts or attributes it"
    if row.get("evidence", "none") != "none":
        yield "evidence", row["evidence"]
    yield "date", _date(row, sentence, codebook)
    if row["corrected"]:
        yield "corrected", row["corrected"]


def _claimant(row: Row, codebook: Codebook) -> str:
    if row["claimant"] == "author":
        return "the report itself"
    words = f', in the words "{row["claimant_text"]}"' if row["claimant_text"] else ""
    return name_of(codebook, "side", row["claimant"]) + words


def _cues(cues: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f'{cue["role"]} "{cue["text"]}"' for cue in cues if cue["role"] != "trigger")


def _date(row: Row, sentence: Sentence, codebook: Codebook) -> str:
    first, last = row["event_start"], row["event_end"] - _DAY
    days = str(first) if first == last else f"{first} to {last}"
    precision = name_of(codebook, "precision_display", str(row["date_precision"]))
    same = [
        d.surface
        for d in find_dates(sentence, row["date"], codebook)
        if (d.interval.start, d.interval.end) == (row["event_start"], row["event_end"])
    ]
    if same:
        return f'{days}, {precision}: "{same[0]}"'
    return f"{days}, {precision}: the report's day, for the sentence gives no other"
