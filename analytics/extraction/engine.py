"""The pipeline in one place: reports → sentences → mentions → claims and acts → timeline."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.extraction.actors import find_actors, introduced
from analytics.extraction.attribution import Attribution, Cues, cues_of, doubted
from analytics.extraction.claims import Claim, Context, Frames, frames_of, read_claims
from analytics.extraction.dates import DateMention, event_interval, find_dates, is_history
from analytics.extraction.diplomacy import Act, find_diplomacy
from analytics.extraction.mentions import find_mentions
from analytics.extraction.records import Actor, Cue, Dropped, Mention
from analytics.extraction.resolution import resolve
from analytics.extraction.syntax import Grammar, Syntax, grammar_of
from analytics.extraction.theaters import NO_THEATER, Theaters, theaters_of
from analytics.gazetteer import Gazetteer, load_gazetteer
from analytics.schema import Claims, Diplomacy, Mentions, Reports, Timeline
from analytics.text import Document, Sentence, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["extract"]

_AUTHOR = "author"


@dataclass(frozen=True)
class _Tools:
    """Everything that a codebook gives, indexed once."""

    codebook: Codebook
    gazetteer: Gazetteer
    theaters: Theaters
    grammar: Grammar
    cues: Cues
    frames: Frames


@lru_cache(maxsize=4)
def _tools(codebook: Codebook) -> _Tools:
    return _Tools(
        codebook, load_gazetteer(codebook), theaters_of(codebook), grammar_of(codebook), cues_of(codebook), frames_of(codebook)
    )


@dataclass
class _Read:
    """One sentence and what was read in it."""

    sentence: Sentence
    syntax: Syntax
    attribution: Attribution
    dates: tuple[DateMention, ...]
    claims: tuple[Claim, ...]
    acts: tuple[Act, ...]
    dropped: tuple[Dropped, ...]


def extract(
    reports: pl.DataFrame,
    *,
    codebook: str | Path | Codebook = "ukraine",
    progress: Callable[[int, int], None] | None = None,
) -> Timeline:
    """Read reports into a timeline.

    Args:
        reports: A frame of the schema `analytics.schema.Reports`, as `analytics.read_reports` gives it; any order.
        codebook: A shipped codebook's name, a folder, or a loaded codebook.
        progress: Called with (reports done, reports in all) after each report.

    Returns:
        The four frames, each in its own fixed order: the same reports give the same frames in whatever order they come.

    Raises:
        CodebookError: If the codebook cannot be read.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    tools = _tools(book)
    ordered = reports.sort("date", "report_id")
    rows: dict[str, list[dict[str, Any]]] = {"mentions": [], "claims": [], "diplomacy": []}
    for number, report in enumerate(ordered.iter_rows(named=True), 1):
        document = read_document(report["report_id"], report["date"], report["text"], book)
        for family, found in _read_report(document, tools).items():
            rows[family].extend(found)
        if progress is not None:
            progress(number, ordered.height)
    return Timeline.validate({
        "reports": ordered,
        "mentions": _frame(rows["mentions"], Mentions),
        "claims": _frame(rows["claims"], Claims),
        "diplomacy": _frame(rows["diplomacy"], Diplomacy),
    })  # fmt: skip


def _frame(rows: list[dict[str, Any]], schema: type[Mentions | Claims | Diplomacy]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema.create_empty().schema, orient="row")


# ---------------------------------------------------------------------- one report


def _read_report(document: Document, tools: _Tools) -> dict[str, list[dict[str, Any]]]:
    spotted = find_mentions(document, tools.gazetteer, tools.codebook)
    mentions = resolve(document, spotted, tools.gazetteer, tools.theaters, tools.codebook)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    claims, acts = [], []
    cast: dict[str, Actor] = {}
    for paragraph in document.paragraphs():
        reads = _read_paragraph(document, paragraph, by_sentence, cast, tools)
        near = Counter(m.theater for s in paragraph for m in by_sentence.get(s.index, ()) if m.theater != NO_THEATER)
        home = min(near, key=lambda t: (-near[t], t)) if near else NO_THEATER
        for read in reads:
            claims.extend(_claim_rows(document, read, by_sentence, home, tools))
            acts.extend(_act_rows(document, read, home if near else None, tools))
    return {"mentions": [_mention_row(document, m) for m in mentions], "claims": claims, "diplomacy": acts}


def _read_paragraph(
    document: Document,
    paragraph: Sequence[Sentence],
    mentions: dict[int, list[Mention]],
    cast: dict[str, Actor],
    tools: _Tools,
) -> list[_Read]:
    """Read sentence after sentence; `cast` gathers the report's persons as they are introduced."""
    reads: list[_Read] = []
    speaker: tuple[str, str] | None = None
    context = Context()
    for sentence in paragraph:
        here = mentions.get(sentence.index, [])
        actors = find_actors(sentence, tools.codebook, document.date, cast)
        cast |= introduced(sentence, actors, tools.codebook)
        syntax = Syntax(sentence, actors, here, tools.grammar)
        attribution = Attribution(syntax, tools.cues, speaker)
        dates = find_dates(sentence, document.date, tools.codebook)
        claims, dropped = read_claims(syntax, attribution, tools.frames, context)
        acts = find_diplomacy(document, sentence, actors, attribution.act_stance, tools.codebook)
        read = _Read(sentence, syntax, attribution, dates, claims, acts, dropped)
        _take_back(reads, read)
        reads.append(read)
        speaker = attribution.last_speaker
        context = _context(context, read, here)
    return reads


def _context(before: Context, read: _Read, mentions: Sequence[Mention]) -> Context:
    sides = [c.actor for c in read.claims if len(c.sides) == 1]
    actor = sides[0] if sides else before.actor
    if not sides:
        named = [a.side for a in read.syntax.actors if a.side and a.form in {"forces", "state"}]
        actor = named[0] if named else before.actor
    placed = [c.places for c in read.claims if c.places]
    places = placed[-1] if placed else tuple(m for m in mentions if m.role == "place" and m.kind != "region")[-1:]
    return Context(actor, places or before.places)


def _take_back(reads: list[_Read], read: _Read) -> None:
    """Let "ISW cannot confirm this report" set the credence of what was reported: in its own sentence, else before."""
    cue = read.attribution.back_cue
    if cue is None:
        return
    own = [c for c in read.claims if c.stance.claimant != _AUTHOR and c.first < cue.first]
    if own:
        read.claims = tuple(_doubt(c, cue.cue) if c in own else c for c in read.claims)
        return
    for earlier in reversed(reads):
        if any(c.stance.claimant != _AUTHOR for c in earlier.claims):
            earlier.claims = tuple(_doubt(c, cue.cue) if c.stance.claimant != _AUTHOR else c for c in earlier.claims)
            return


def _doubt(claim: Claim, cue: Cue) -> Claim:
    return replace(claim, stance=doubted(claim.stance, cue))


# ---------------------------------------------------------------------- rows


def _event_id(document: Document, family: str, *parts: object) -> str:
    """Hash what makes an event itself: report, family, kind, actor, claimant, trigger offsets."""
    text = "\0".join([document.report_id, family, *map(str, parts)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cue_rows(cues: Sequence[Cue]) -> list[dict[str, Any]]:
    return [{"text": c.text, "start": c.start, "end": c.end, "role": c.role} for c in cues]


def _mention_row(document: Document, m: Mention) -> dict[str, Any]:
    place = m.place
    return {
        "report_id": document.report_id, "start": m.start, "end": m.end, "date": document.date, "sentence": m.sentence,
        "surface": m.surface, "kind": m.kind, "place_id": place.place_id if place else None,
        "place": place.name if place else None, "country": place.country if place else None,
        "admin1": place.admin1 if place else None, "lat": m.lat, "lon": m.lon, "place_precision": m.place_precision,
        "theater": m.theater, "match": m.match, "distance": m.distance, "candidates": list(m.candidates),
        "decided_by": m.decided_by,
    }  # fmt: skip


def _claim_rows(
    document: Document, read: _Read, mentions: dict[int, list[Mention]], home: str, tools: _Tools
) -> Iterator[dict[str, Any]]:
    tokens, sentence = read.sentence.tokens, read.sentence
    for claim in read.claims:
        interval = event_interval(sentence, claim.first, claim.last, read.dates, document.date)
        if is_history(interval, document.date, tools.codebook):
            continue
        start, end = tokens[claim.first].start, tokens[claim.last - 1].end
        event_id = _event_id(document, "claim", claim.kind, claim.actor, claim.stance.claimant, start, end)
        aimed = next((m.theater for m in mentions.get(sentence.index, ()) if m.surface in claim.toward), None)
        stance = claim.stance
        for row, place in enumerate(claim.places or (None,)):
            where = place.place if place is not None else None
            theater = place.theater if place is not None else NO_THEATER
            yield {
                "report_id": document.report_id, "event_id": event_id, "row": row, "date": document.date,
                "sentence": sentence.index, "start": sentence.start, "end": sentence.end,
                "quote": document.text[sentence.start : sentence.end], "trigger": document.text[start:end],
                "kind": claim.kind, "actor": claim.actor, "sides": list(claim.sides),
                "surface": place.surface if place is not None else None,
                "place_id": where.place_id if where else None, "place": where.name if where else None,
                "admin1": where.admin1 if where else None, "lat": place.lat if place is not None else None,
                "lon": place.lon if place is not None else None,
                "place_precision": place.place_precision if place is not None else None,
                "relation": place.relation if place is not None else None, "toward": list(claim.toward),
                "carried": claim.carried, "theater": theater if theater != NO_THEATER else (aimed or home),
                "claimant": stance.claimant, "claimant_text": stance.claimant_text,
                "against_interest": _against_interest(claim, tools), "credence": stance.credence,
                "evidence": _evidence(claim), "event_start": interval.start, "event_end": interval.end,
                "date_precision": interval.precision, "cues": _cue_rows(stance.cues), "rule": claim.rule,
            }  # fmt: skip


def _evidence(claim: Claim) -> str:
    if claim.stance.evidence != "none" or claim.stance.claimant in {_AUTHOR, "unattributed"}:
        return claim.stance.evidence
    return "statement"


def _against_interest(claim: Claim, tools: _Tools) -> bool:
    """Whether a side tells what hurts it: the other's gain or hold, its own loss or failed attack."""
    side = claim.stance.claimant
    if side not in tools.frames.sides or claim.stance.credence == "denied" or len(claim.sides) != 1:
        return False
    own = claim.actor == side
    return (own and claim.kind in {"withdraw", "repelled"}) or (not own and claim.kind in {"advance", "capture", "hold"})


def _act_rows(document: Document, read: _Read, home: str | None, tools: _Tools) -> Iterator[dict[str, Any]]:
    tokens, sentence = read.sentence.tokens, read.sentence
    for act in read.acts:
        interval = event_interval(sentence, act.first, act.last, read.dates, document.date)
        if is_history(interval, document.date, tools.codebook):
            continue
        start, end = tokens[act.first].start, tokens[act.last - 1].end
        yield {
            "report_id": document.report_id,
            "event_id": _event_id(document, "diplomacy", act.kind, act.rule, act.stance.claimant, start, end),
            "date": document.date, "sentence": sentence.index, "start": sentence.start, "end": sentence.end,
            "quote": document.text[sentence.start : sentence.end], "trigger": document.text[start:end],
            "kind": act.kind, "source": list(act.source), "target": list(act.target), "topic": act.topic,
            "theater": "diplomacy", "front": home, "claimant": act.stance.claimant,
            "claimant_text": act.stance.claimant_text, "credence": act.stance.credence, "conditions": act.conditions,
            "event_start": interval.start, "event_end": interval.end, "date_precision": interval.precision,
            "cues": _cue_rows(act.stance.cues), "rule": act.rule,
        }  # fmt: skip
