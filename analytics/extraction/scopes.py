"""Scopes: the tokens that one source vouches for, and where they end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.extraction.cues import Cues
    from analytics.extraction.syntax import Syntax

__all__ = ["Scope", "ScopeEnds"]

_SUBJECT = 8  # tokens from a contrast to the subject behind it: ", but, as of July 8, Mercian forces"
_JUDGED = 4  # tokens from "which" to a verb of judging: ", which if true would"


@dataclass(frozen=True, slots=True)
class Scope:
    """Tokens ``[start, end)`` that one source vouches for.

    Attributes:
        start: First token covered.
        end: One past the last.
        claimant: author, a side's id, other, unattributed.
        text: The claimant's words; empty for the author.
        voice: attributed, evidence, assessment, denial; stance where nothing is told ("did not say that").
        evidence: none, footage, geolocated, satellite.
        cue: Tokens of the word that opened it.
        confirmed: Whether the verb vouches for what follows.
        others: Further claimants and their words: "Kentish and Mercian sources said".
    """

    start: int
    end: int
    claimant: str
    text: str
    voice: str
    evidence: str
    cue: tuple[int, int]
    confirmed: bool = False
    others: tuple[tuple[str, str], ...] = ()

    def covers(self, first: int, last: int) -> bool:
        """Whether tokens ``[first, last)`` stand in it."""
        return self.start <= first and last <= self.end


class ScopeEnds:
    """Where somebody's words end in one sentence."""

    def __init__(self, syntax: Syntax, cues: Cues) -> None:
        """Keep the sentence and the words that end a scope."""
        self.s = syntax
        self.low = syntax.low
        self.words = cues.words

    def begun(self, first: int) -> int:
        """Return where what ", X said" or "according to X" closes begins: at the last semicolon, else the sentence."""
        return max((i for i in range(first) if self.low[i] == ";"), default=0)

    def complement(self, start: int) -> int:
        """Return where a reported clause ends that begins at a token: at the author's next words, else the stop."""
        behind = range(start + 1, len(self.low))
        return next((i for i in behind if self.closes(i) and not self._fights_on(start, i)), len(self.low))

    def _fights_on(self, start: int, i: int) -> bool:
        """Whether who tells "that" one force acts tells of the other too: "that X troops left, | while Y's hold B"."""
        actor = self.s.actor(i + 1) if self.low[i] in self.words["backshifted"] else None
        if actor is None or self.low[start] != "that":
            return False
        met = not self.s.grammar.force_noun.isdisjoint(self.low[start:i])
        return met and actor.form == "forces" and self.s.verb_at(actor.last)

    def told(self, verb: int, start: int) -> int:
        """Return where what a verb tells ends; in a relative clause where that closes: ", which denies X, | said"."""
        end, opener = self.complement(start), self.s.clause_start(self.s.group(verb).start)
        if self.s.word(opener) not in self.s.grammar.relativizer or self.s.word(opener - 1) != ",":
            return end
        commas = (j for j in range(start, end - 1) if self.low[j] == "," and "ing" not in self.s.tags(j + 1))
        return next((j for j in commas if self.s.is_verb(self.s.after_adverbs(j + 1))), end)

    def denied(self, start: int, end: int) -> int:
        """Return where what is denied ends and what holds instead begins: "denied that X fell|, saying that"."""
        reporting = self.s.grammar.reporting
        says = (j for j in range(start, end - 1) if "ing" in self.s.tags(j + 1) and reporting.at(self.low, j + 1))
        instead = (j for j in says if self.low[j] == ",")
        return next(instead, self.low.index(":", start, end) if ":" in self.low[start:end] else end)

    def phrase(self, start: int) -> int:
        """Return where the phrase ends that hangs on a noun of saying: "reports of X near Y | , Z"."""
        behind = range(start + 1, len(self.low))
        return next((i for i in behind if self.low[i] == "," or self.s.opens_clause(i)), len(self.low))

    def closes(self, i: int) -> bool:
        """Whether a contrast with a subject of its own or a comment of the author begins at a token."""
        word = self.low[i]
        if word == ";":
            return True
        if word in self.words["contrast"] and self._is_contrasted(i):
            return True
        if word in self.words["same-speaker"] and self.s.verb_at(i + 1):
            return bool(self.s.grammar.reporting.at(self.low, self.s.after_adverbs(i + 1)))  # "denied X | and said Y"
        comments = word in self.words["comment"] or (word == "which" and self._judges(i + 1))
        return comments and self.s.word(i - 1) == ","

    def _is_contrasted(self, i: int) -> bool:
        told = self.s.word(i + 1) == "that" and i + 2 < len(self.low)
        if told and (self._may_be_subject(i + 2) or self.low[i + 2] in self.s.grammar.determiner):
            return False  # "said that X took A, | but that Y holds B"
        if self.low[i] in self.words["backshifted"] and self._is_backshifted(i + 1):
            return False  # "said that A, while X | had taken B"
        bare = self.low[i] in self.words["contrast-unmarked"] and self.s.word(i - 1).isalnum()
        return (bare or self.s.word(i - 1) in self.words["contrast-mark"]) and self._has_subject(i + 1)

    def _is_backshifted(self, i: int) -> bool:
        """Whether a clause is told in the past perfect, and so by who spoke: "said that A, whereas X | had taken B"."""
        verb = next((j for j in range(i, min(len(self.low), i + _SUBJECT)) if self.s.is_verb(j)), None)
        return verb is not None and self.low[verb] in self.words["perfect"]

    def _has_subject(self, i: int) -> bool:
        """Whether a subject stands before the next verb: ", but Mercian forces hold", not ", but also withdrew"."""
        i = self.s.after_adverbs(i)
        for j in range(i, min(len(self.low), i + _SUBJECT)):
            if self.s.is_verb(j):
                return j > i
            if self._may_be_subject(j):
                return True
        return False

    def _may_be_subject(self, i: int) -> bool:
        g, word = self.s.grammar, self.low[i]
        known = word in g.pronoun or word in g.first_person or word in self.words["new-subject"]
        return known or self.s.actor_at[i] is not None

    def _judges(self, i: int) -> bool:
        """Whether ", which ..." is the author's comment: a verb of judging or a hedge comes next."""
        return not self.words["comment"].isdisjoint(self.low[i : i + _JUDGED])
