"""The pipeline in one place: reports → sentences → mentions → claims and acts → timeline."""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.extraction.act_threads import Thread
from analytics.extraction.actors import find_actors, introduced
from analytics.extraction.attribution import Attribution, Cues, cues_of, doubted
from analytics.extraction.claims import Claim, Context, Frames, frames_of, read_claims
from analytics.extraction.dates import find_dates
from analytics.extraction.diplomacy import find_diplomacy
from analytics.extraction.mentions import find_mentions
from analytics.extraction.resolution import resolve
from analytics.extraction.retold import doubt_again, hand_over
from analytics.extraction.rows import AUTHOR, Row, SentenceRead, act_rows, claim_rows, dropped_rows, mention_row
from analytics.extraction.syntax import Grammar, Syntax, grammar_of
from analytics.extraction.theaters import NO_THEATER, Theaters, theaters_of
from analytics.extraction.told_context import told_on
from analytics.gazetteer import Gazetteer, load_gazetteer
from analytics.schema import Claims, Diplomacy, DroppedTriggers, Mentions, Timeline
from analytics.text import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import dataframely as dy

    from analytics.extraction.cues import BackCue
    from analytics.extraction.records import Actor, Cue, Mention
    from analytics.text import Document, Sentence

__all__ = ["dropped_triggers", "extract_fully"]


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
        codebook,
        load_gazetteer(codebook),
        theaters_of(codebook),
        grammar_of(codebook),
        cues_of(codebook),
        frames_of(codebook),
    )


def extract_fully(
    reports: pl.DataFrame,
    *,
    codebook: str | Path | Codebook = "default",
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Timeline, dy.DataFrame[DroppedTriggers]]:
    """Read reports once into both their timeline and the triggers that became no record.

    Args:
        reports: A frame of the schema `analytics.schema.Reports`, as `analytics.read_reports` gives it; any order.
        codebook: A shipped codebook's name, a folder, or a loaded codebook.
        progress: Called with (reports done, reports in all) after each report.

    Returns:
        The timeline without corrections, each frame in its own fixed order: the same reports give the same frames in
        whatever order they come; and what `dropped_triggers` returns.

    Raises:
        CodebookError: If the codebook cannot be read.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    ordered = reports.sort("date", "report_id")
    rows = _read_all(ordered, book, progress)
    return _timeline(ordered, rows), DroppedTriggers.validate(_frame(rows["dropped"], DroppedTriggers))


def _timeline(reports: pl.DataFrame, rows: dict[str, list[Row]]) -> Timeline:
    return Timeline.validate({
        "reports": reports,
        "mentions": _frame(rows["mentions"], Mentions),
        "claims": _frame(rows["claims"], Claims),
        "diplomacy": _frame(rows["diplomacy"], Diplomacy),
    })  # fmt: skip


def dropped_triggers(
    reports: pl.DataFrame, *, codebook: str | Path | Codebook = "default"
) -> dy.DataFrame[DroppedTriggers]:
    """Return the triggers of claims that became no record, with the reason.

    Args:
        reports: As `extract_fully` takes them.
        codebook: The same.

    Returns:
        Schema `analytics.schema.DroppedTriggers`, by date, report and position.

    Raises:
        CodebookError: If the codebook cannot be read.
    """
    return extract_fully(reports, codebook=codebook)[1]


def _read_all(
    reports: pl.DataFrame, book: Codebook, progress: Callable[[int, int], None] | None
) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"mentions": [], "claims": [], "diplomacy": [], "dropped": []}
    with _uncollected():
        tools = _tools(book)
        for number, report in enumerate(reports.iter_rows(named=True), 1):
            document = read_document(report["report_id"], report["date"], report["text"], book)
            for family, found in _read_report(document, tools).items():
                rows[family].extend(found)
            if progress is not None:
                progress(number, reports.height)
    return rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for reference cycles: reading makes none, and the search takes a sixth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _frame(rows: list[Row], schema: type[Mentions | Claims | Diplomacy | DroppedTriggers]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema.create_empty().schema, orient="row")


# ---------------------------------------------------------------------- one report


def _read_report(document: Document, tools: _Tools) -> dict[str, list[Row]]:
    spotted = find_mentions(document, tools.gazetteer, tools.codebook)
    mentions = resolve(document, spotted, tools.gazetteer, tools.theaters, tools.codebook)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    claims: list[Row] = []
    acts: list[Row] = []
    dropped: list[Row] = []
    report = _Report(document, by_sentence, tools.frames.first_context(document.text, document.date))
    for paragraph in document.paragraphs():
        reads = _read_paragraph(report, paragraph, tools)
        near = Counter(m.theater for s in paragraph for m in by_sentence.get(s.index, ()) if m.theater != NO_THEATER)
        home = min(near, key=lambda t: (-near[t], t)) if near else NO_THEATER
        for read in reads:
            claims.extend(claim_rows(document, read, by_sentence, home, tools.codebook))
            acts.extend(act_rows(document, read, home if near else None, tools.codebook))
            dropped.extend(dropped_rows(document, read, tools.codebook))
    placed = [mention_row(document, m) for m in mentions]
    return {"mentions": placed, "claims": claims, "diplomacy": acts, "dropped": dropped}


@dataclass(slots=True)
class _Report:
    """A report while its paragraphs are read.

    Attributes:
        document: The report.
        mentions: Its place mentions by sentence.
        context: What its first sentence of a paragraph knows.
        cast: Its persons, as they are introduced.
    """

    document: Document
    mentions: dict[int, list[Mention]]
    context: Context
    cast: dict[str, Actor] = field(default_factory=dict)


def _read_paragraph(report: _Report, paragraph: Sequence[Sentence], tools: _Tools) -> list[SentenceRead]:
    """Read sentence after sentence."""
    document, cast = report.document, report.cast
    reads: list[SentenceRead] = []
    told: list[SentenceRead] = []  # the sentences in a row that last told claims of others
    speaker: tuple[str, str] | None = None
    context, thread = report.context, Thread()
    for sentence in paragraph:
        here = report.mentions.get(sentence.index, [])
        actors = _outside_names(find_actors(sentence, tools.codebook, document.date, cast), here)
        cast.update(introduced(sentence, actors, tools.codebook))
        syntax = Syntax(sentence, actors, here, tools.grammar)
        attribution = Attribution(syntax, tools.cues, speaker)
        claims, dropped = read_claims(syntax, attribution, tools.frames, context)
        acts = find_diplomacy(document, sentence, actors, attribution.act_stance, tools.codebook, thread=thread)
        dates = find_dates(sentence, document.date, tools.codebook) if claims or acts else ()
        read = SentenceRead(sentence, syntax, attribution, dates, claims, acts, dropped)
        _take_back(told, read)
        if _reported(read):
            if not (told and reads[-1] is told[-1]):
                told.clear()  # another row begins
            told.append(read)
        reads.append(read)
        speaker = attribution.last_speaker or _official(sentence, actors)
        context = told_on(context, read, here)
    hand_over(reads)
    doubt_again(reads)
    return reads


def _outside_names(actors: tuple[Actor, ...], mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """Leave out actors that are one word of a place's name: "the Bay of | Mercia"."""
    named = {j for m in mentions if m.last - m.first > 1 for j in range(m.first, m.last)}
    return tuple(a for a in actors if a.last - a.first > 1 or a.first not in named)


def _official(sentence: Sentence, actors: Sequence[Actor]) -> tuple[str, str] | None:
    """Return the first official of a side that a sentence without speakers names: "he" says the next one."""
    named = (a for a in actors if a.form == "official" and a.side)
    return next(((str(a.side), sentence.phrase(a.first, a.last)) for a in named), None)


def _take_back(told: list[SentenceRead], read: SentenceRead) -> None:
    """Let "ISW cannot confirm this report" set the credence of what was reported: in its own sentence, else before.

    "These reports" are those of all sentences in a row that reported something last; they are not doubted twice.
    """
    if (cue := read.attribution.back_cue) is None:
        return
    denier = _denier(read, cue)
    own = [c for c in _reported(read) if c.first < cue.first]
    if own:
        read.claims = tuple(_doubt(c, cue.cue) if c in own else c for c in read.claims)
        return
    scopes = (s for s in read.attribution.scopes if s.voice == "attributed")  # not "X said that | this was untrue"
    own_claim = any(s.cue[1] <= cue.first and s.start + 1 < cue.first for s in scopes)
    if (own_claim or any(claim.first < cue.first for claim in read.claims)) and not cue.plural:
        return  # "X claimed so much, but nobody can confirm this claim": no claim here, and none before
    for one in told if cue.plural else told[-1:]:
        spared = {AUTHOR, denier if any(c.stance.claimant != denier for c in _reported(one)) else AUTHOR}
        one.claims = tuple(_doubt(c, cue.cue) if c.stance.claimant not in spared else c for c in one.claims)
    if cue.plural:
        del told[:-1]


def _denier(read: SentenceRead, cue: BackCue) -> str | None:
    """Return the side that denies what was told, by the other side if both told something; null for none."""
    denies = cue.cue.role == "denial" and read.syntax.is_verb(cue.first)
    subject = read.syntax.subject(cue.first).actor if denies else None
    return None if subject is None else subject.side


def _reported(read: SentenceRead) -> list[Claim]:
    """Return the claims of a sentence that somebody else makes."""
    return [claim for claim in read.claims if claim.stance.claimant != AUTHOR]


def _doubt(claim: Claim, cue: Cue) -> Claim:
    return replace(claim, stance=doubted(claim.stance, cue))
