"""The words of ``english/reporting.toml`` and ``english/cues.toml``: who says it, how sure, what is no event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.codebook import PhraseTable
from analytics.extraction.records import Cue
from analytics.spelling import repairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook, Match
    from analytics.extraction.syntax import Syntax
    from analytics.text import Sentence

_RESUMED = 10  # tokens of ", a claim that the ministry of X has" before its verb
_DOUBTED = 3  # tokens behind "cannot confirm" that say what: "either of these claims"
_STATED = 12  # of "have no information available anywhere to confirm or refute these | claims"

__all__ = ["BackCue", "Cues", "back_cue", "cue_at", "cues_of", "longest"]


class Cues:
    """The codebook's reporting words and cues, indexed once.

    Attributes:
        report: Verbs that hand a statement to somebody: "said", "confirmed".
        noun: Nouns that stand for a statement: "claims", "reports".
        evidence: Pictures and data: "geolocated footage".
        hearsay: "reportedly".
        according: "according to".
        anonymous: Speakers that are nobody: "sources".
        cue: Cues that reach words of their own sentence.
        back: Cues that reach the sentence before: "cannot confirm this claim".
        words: The classes of ``[[speech_word]]``.
        reported: Adjectives of what is only reported, as they are spelt and with a key beside the right one.
        cue_words: The classes of ``[[cue_word]]``.
        seats: The side of each capital.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Index the tables of reporting.toml and cues.toml."""
        tails = [row | {"closing": True} for row in codebook.table("report_close")]  # at the end of a sentence alone
        self.report = PhraseTable(codebook, [*codebook.table("report"), *tails])
        self.noun = PhraseTable(codebook, codebook.table("report_noun"))
        self.evidence = PhraseTable(codebook, codebook.table("evidence"))
        self.hearsay = PhraseTable(codebook, codebook.table("hearsay"))
        self.according = PhraseTable(codebook, codebook.table("according"))
        self.anonymous = PhraseTable(codebook, codebook.table("anonymous"))
        self.cue = PhraseTable(codebook, [row for row in codebook.table("cue") if row["reach"] != "back"])
        self.back = PhraseTable(codebook, [row for row in codebook.table("cue") if row["reach"] == "back"])
        self.words = codebook.classes("speech_word")
        slips = map(repairs_of(codebook).slips_of, self.words["reported"])
        self.reported = self.words["reported"].union(*slips)
        self.cue_words = codebook.classes("cue_word")
        ruled = (row for row in codebook.table("actor") if row.get("side"))
        self.seats = {word.lower(): row["side"] for row in ruled for word in row.get("capitals", ())}


@lru_cache(maxsize=8)
def cues_of(codebook: Codebook) -> Cues:
    """Return the codebook's cues, indexed once."""
    return Cues(codebook)


def cue_at(sentence: Sentence, start: int, end: int, role: str) -> Cue:
    """Return tokens ``[start, end)`` of a sentence as a cue."""
    tokens = sentence.tokens
    return Cue(sentence.phrase(start, end), tokens[start].start, tokens[end - 1].end, role)


def longest(matches: Sequence[Match]) -> list[Match]:
    """Keep the first of overlapping matches: of those in a table's order, the longest from the left."""
    out: list[Match] = []
    for match in matches:
        if not out or match.start >= out[-1].end:
            out.append(match)
    return out


@dataclass(frozen=True, slots=True)
class BackCue:
    """Words on what was told before them: their first token, the cue, and whether they speak of several things."""

    first: int
    cue: Cue
    plural: bool


def _denies_anew(syntax: Syntax, cues: Cues, match: Match) -> bool:
    """Whether a sentence says itself what it denies or has not confirmed: "denied that | X fell"."""
    if "ing" in syntax.tags(min(match.end, len(syntax.low) - 1)) and syntax.is_verb(match.end - 1):
        return True
    at = match.end if syntax.low[match.end - 1] == "that" else match.end + 1
    says = syntax.word(at - 1) == "that" and syntax.word(at)[:1].isalnum()
    return (match.entry["role"] == "denial" and says) or _doubts_anew(syntax, cues, match)


def _doubts_anew(syntax: Syntax, cues: Cues, match: Match) -> bool:
    """Whether a doubt tells itself which claims it means: "cannot confirm | Mercian claims that X fell"."""
    if match.entry["role"] != "doubt" or not syntax.is_verb(match.end - 1):
        return False
    near = range(match.end, min(len(syntax.low), match.end + _DOUBTED + 1))
    noun = next((j for j in near if syntax.low[j] in cues.cue_words["statements"]), None)
    if noun is None or not cues.cue_words["told"].isdisjoint(syntax.low[match.end : noun]):
        return False
    return syntax.word(noun + 1) in {"that", "of"} and syntax.word(noun + 2)[:1].isalnum()


def _stands(syntax: Syntax, cues: Cues, match: Match) -> bool:
    """Whether nobody "did not" deny or confirm it; that something is confirmed only pictures or data say."""
    negated = match.entry["role"] != "doubt" and syntax.is_verb(match.start) and syntax.group(match.start).negated
    if match.entry["role"] != "proof":
        return not negated  # "Canterbury has not disputed it"
    return not negated and any(m.end <= match.start for m in cues.evidence.find(syntax.low))


def _asks_more(syntax: Syntax, cues: Cues, match: Match) -> bool:
    """Whether only more than was told is unknown: "cannot confirm | their final destination", "| if all of X fell"."""
    if match.entry["role"] != "doubt" or not syntax.is_verb(match.end - 1):
        return False
    words, behind = cues.cue_words, syntax.low[match.end : match.end + _STATED]
    if behind[:1] and behind[0] in words["whether"]:
        return not words["wholly"].isdisjoint(behind)
    if not words["told"].isdisjoint(behind[:_DOUBTED]) or not words["statements"].isdisjoint(behind):
        return False
    return not words["asking"].isdisjoint(behind[:1]) or not words["detail"].isdisjoint(behind[:_DOUBTED])


def _resumes(syntax: Syntax, cues: Cues, at: int) -> bool:
    """Whether what was told before in a sentence is denied in a clause of its own: ", which X has | denied"."""
    denies = any(m.entry["voice"] == "denial" and m.end == at + 1 for m in cues.report.at(syntax.low, at))
    denies = denies or syntax.low[at] in cues.words["contradicting"]
    if not denies or not syntax.is_verb(at) or syntax.group(at).negated or syntax.word(at + 1)[:1].isalnum():
        return False
    near = range(at - 1, max(0, at - _RESUMED), -1)
    comma = next((j for j in near if not syntax.low[j].isalpha()), 0)
    first = comma + 1 + (syntax.word(comma + 1) in syntax.grammar.determiner)
    return syntax.word(comma) == "," and syntax.word(first) in cues.cue_words["resuming"]


def _resumed(syntax: Syntax, cues: Cues) -> BackCue | None:
    if cues.cue_words["resuming"].isdisjoint(syntax.low):
        return None
    denied = next((j for j in range(len(syntax.low)) if _resumes(syntax, cues, j)), None)
    if denied is None:
        return None
    return BackCue(denied, cue_at(syntax.sentence, denied, denied + 1, "denial"), plural=False)


def back_cue(syntax: Syntax, cues: Cues) -> BackCue | None:
    """Return the words of a sentence that doubt or prove what was told before them; a denial counts first.

    Args:
        syntax: The sentence: "ISW cannot confirm this claim", "... but Canterbury denied it".
        cues: The codebook's cues.
    """
    found = [m for m in cues.back.find(syntax.low) if not _denies_anew(syntax, cues, m) and _stands(syntax, cues, m)]
    found = [m for m in found if not _asks_more(syntax, cues, m)]
    if not found:
        return _resumed(syntax, cues)
    match = next((m for m in found if m.entry["role"] == "denial"), found[0])
    plural = bool(cues.cue_words["several"] & {*syntax.low[match.start : match.end + _DOUBTED]})
    plural = plural or bool(cues.cue_words["statements"] & {*syntax.low[match.end : match.end + _STATED]})
    return BackCue(match.start, cue_at(syntax.sentence, match.start, match.end, str(match.entry["role"])), plural)
