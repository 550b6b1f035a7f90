"""What was read in a sentence, as rows of the timeline's frames."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.extraction.claims import frames_of
from analytics.extraction.dates import event_interval, is_history
from analytics.extraction.records import Dropped
from analytics.extraction.theaters import NO_THEATER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.claims import Claim
    from analytics.extraction.dates import DateMention
    from analytics.extraction.diplomacy import Act
    from analytics.extraction.records import Cue, Interval, Mention
    from analytics.extraction.syntax import Syntax
    from analytics.text import Document, Sentence

__all__ = [
    "AUTHOR",
    "Row",
    "SentenceRead",
    "act_rows",
    "claim_rows",
    "dropped_rows",
    "is_against_interest",
    "mention_row",
]

AUTHOR = "author"
Row: TypeAlias = dict[str, Any]


@dataclass
class SentenceRead:
    """One sentence and what was read in it."""

    sentence: Sentence
    syntax: Syntax
    attribution: Attribution
    dates: tuple[DateMention, ...]
    claims: tuple[Claim, ...]
    acts: tuple[Act, ...]
    dropped: tuple[Dropped, ...]


def _event_id(document: Document, family: str, *parts: object) -> str:
    """Hash what makes an event itself: report, family, kind, actor, claimant, trigger offsets."""
    text = "\0".join([document.report_id, family, *map(str, parts)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cue_rows(document: Document, cues: Sequence[Cue]) -> list[Row]:
    text = document.text
    return [{"text": text[c.start : c.end], "start": c.start, "end": c.end, "role": c.role} for c in cues]


def mention_row(document: Document, m: Mention) -> Row:
    """Return the row of a place mention."""
    place = m.place
    return {
        "report_id": document.report_id, "start": m.start, "end": m.end, "date": document.date, "sentence": m.sentence,
        "surface": m.surface, "kind": m.kind, "place_id": place.place_id if place else None,
        "place": place.name if place else None, "country": place.country if place else None,
        "admin1": place.admin1 if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "place_precision": m.place_precision,
        "theater": m.theater, "match": m.match, "distance": m.distance, "candidates": list(m.candidates),
        "decided_by": m.decided_by,
    }  # fmt: skip


def _told(document: Document, sentence: Sentence, family: str, event: Claim | Act, part: str) -> Row:
    """Return what the rows of claims and acts share: where the event is told, in what words, who says so.

    Args:
        document: The report.
        sentence: The event's sentence.
        family: ``claim`` or ``diplomacy``.
        event: A claim or an act.
        part: What tells it from others with its kind, claimant and trigger: the actor, the rule.
    """
    start, end, stance = sentence.tokens[event.first].start, sentence.tokens[event.last - 1].end, event.stance
    return {
        "report_id": document.report_id,
        "event_id": _event_id(document, family, event.kind, part, stance.claimant, start, end),
        "date": document.date, "sentence": sentence.index, "start": sentence.start, "end": sentence.end,
        "quote": document.text[sentence.start : sentence.end], "trigger": document.text[start:end],
        "kind": event.kind, "claimant": stance.claimant, "claimant_text": stance.claimant_text,
        "credence": stance.credence, "cues": _cue_rows(document, stance.cues), "rule": event.rule,
    }  # fmt: skip


def _dated(interval: Interval) -> Row:
    return {"event_start": interval.start, "event_end": interval.end, "date_precision": interval.precision}


def claim_rows(
    document: Document, read: SentenceRead, mentions: dict[int, list[Mention]], home: str, codebook: Codebook
) -> Iterator[Row]:
    """Yield the rows of a sentence's claims, one an event and place; what is history is none.

    Args:
        document: The report.
        read: The sentence.
        mentions: All of the report, by sentence.
        home: The theater that most of the paragraph's places are in.
        codebook: The codebook in force.
    """
    sentence = read.sentence
    for claim in read.claims:
        interval = event_interval(sentence, claim.first, claim.last, read.dates, document.date)
        if is_history(interval, document.date, codebook):
            continue
        told = _told(document, sentence, "claim", claim, claim.actor) | _dated(interval)
        aimed = next((m.theater for m in mentions.get(sentence.index, ()) if m.surface in claim.toward), None)
        stance = claim.stance
        for row, place in enumerate(claim.places or (None,)):
            where = place.place if place is not None else None
            theater = place.theater if place is not None else NO_THEATER
            yield {
                **told, "row": row, "actor": claim.actor, "sides": list(claim.sides),
                "surface": place.surface if place is not None else None,
                "place_id": where.place_id if where else None, "place": where.name if where else None,
                "admin1": where.admin1 if where else None, "lat": place.lat if place is not None else None,
                "lon": place.lon if place is not None else None,
                "place_precision": place.place_precision if place is not None else None,
                "relation": place.relation if place is not None else None, "toward": list(claim.toward),
                "carried": claim.carried, "theater": theater if theater != NO_THEATER else (aimed or home),
                "against_interest": is_against_interest(
                    claimant=stance.claimant, credence=stance.credence, kind=claim.kind, actor=claim.actor,
                    sides=claim.sides, camps=frames_of(codebook).camps,
                ), "evidence": _evidence(claim),
            }  # fmt: skip


def _evidence(claim: Claim) -> str:
    if claim.stance.evidence != "none" or claim.stance.claimant in {AUTHOR, "unattributed"}:
        return claim.stance.evidence
    return "statement"


def is_against_interest(
    *, claimant: str, credence: str, kind: str, actor: str, sides: Sequence[str], camps: Mapping[str, str]
) -> bool:
    """Whether a side tells what hurts it: a rival's gain or hold, its own camp's loss or failed attack."""
    if claimant not in camps or credence == "denied" or len(sides) != 1:
        return False
    own = camps.get(actor) == camps[claimant]
    return (own and kind in {"withdraw", "repelled"}) or (not own and kind in {"advance", "capture", "hold"})


def act_rows(document: Document, read: SentenceRead, home: str | None, codebook: Codebook) -> Iterator[Row]:
    """Yield the rows of a sentence's diplomatic acts."""
    for act in read.acts:
        interval = event_interval(read.sentence, act.first, act.last, read.dates, document.date)
        if is_history(interval, document.date, codebook):
            continue
        yield {
            **_told(document, read.sentence, "diplomacy", act, act.rule), **_dated(interval),
            "source": list(act.source), "target": list(act.target), "topic": act.topic, "theater": "diplomacy",
            "front": home, "conditions": act.conditions,
        }  # fmt: skip


def dropped_rows(document: Document, read: SentenceRead, codebook: Codebook) -> Iterator[Row]:
    """Yield the rows of a sentence's triggers that are no record."""
    tokens, sentence = read.sentence.tokens, read.sentence
    kept, dropped = 0, {d.first: d for d in read.dropped}
    for claim in read.claims:
        when = event_interval(sentence, claim.first, claim.last, read.dates, document.date)
        if is_history(when, document.date, codebook):
            dropped[claim.first] = Dropped(claim.first, claim.last, claim.rule, "history", claim.stance.cues)
        else:
            kept += 1
    for _, d in sorted(dropped.items()):
        start, end = tokens[d.first].start, tokens[d.last - 1].end
        yield {
            "report_id": document.report_id, "start": start, "end": end, "date": document.date,
            "sentence": sentence.index, "trigger": document.text[start:end],
            "rule": d.rule, "reason": d.reason, "cues": _cue_rows(document, d.cues),
            "records": kept, "quote": document.text[sentence.start : sentence.end],
        }  # fmt: skip
