"""Who says it, and how far the report stands behind it.

A ConText-like engine (Chapman et al. 2013): cues open *scopes* over tokens, clause ends and contrasts close them. The
claimant is the subject of the reporting verb, never just the nearest actor; the innermost scope counts. `speakers`
tells who speaks, `verb_scopes` and `phrase_scopes` what they vouch for, `cue_reach` which hedges, doubts and plans
hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.cue_reach import CueReach, Spot
from analytics.extraction.cues import BackCue, Cues, back_cue, cue_at, cues_of
from analytics.extraction.phrase_scopes import PhraseScopes
from analytics.extraction.records import Cue, Stance
from analytics.extraction.scopes import Scope, ScopeEnds
from analytics.extraction.speakers import AUTHOR, UNATTRIBUTED, Speakers
from analytics.extraction.verb_scopes import VerbScopes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Match
    from analytics.extraction.syntax import Syntax

__all__ = ["Attribution", "BackCue", "Cues", "Scope", "cues_of", "doubted"]

_LATER = {"denial": "denied", "doubt": "doubted", "proof": "confirmed"}  # what a later cue makes of it, by its role
_OPEN = frozenset({"claimed", "likely", "stated", "confirmed"})  # credences that a later doubt takes back


class Attribution:
    """The scopes of one sentence, and the stance they give to its words.

    Args:
        syntax: The sentence.
        cues: The codebook's cues.
        previous: Claimant and words of the paragraph's last speaker, for "they also claimed"; null for none.

    Attributes:
        scopes: By start, the wider first.
        source: Whose words the sentences around it are, and his name: "So says the ministry"; null for nobody's.
        back_cue: What doubts the sentence before, or what was told before it in this one; null for nothing.
    """

    def __init__(self, syntax: Syntax, cues: Cues, previous: tuple[str, str] | None = None) -> None:
        """Find every scope and cue of the sentence."""
        self.syntax = syntax
        self.previous = previous
        speakers, ends = Speakers(syntax, cues, previous), ScopeEnds(syntax, cues)
        found = [
            *VerbScopes(syntax, cues, speakers, ends).find(),
            *PhraseScopes(syntax, cues, speakers, ends).find(),
        ]
        self.scopes = sorted(found, key=_outer_first)
        self.back_cue = back_cue(syntax, cues)
        source = speakers.bulletins.whole()
        self.source = speakers.claimant_of(source) if source is not None else None
        self._reach = CueReach(syntax, cues)

    @property
    def last_speaker(self) -> tuple[str, str] | None:
        """The claimant and words of the last attributed scope, for the sentences that follow."""
        nobody = {AUTHOR, UNATTRIBUTED}
        named = [
            s for s in self.scopes if s.voice in {"attributed", "denial", "contradicted"} and s.claimant not in nobody
        ]
        return (named[-1].claimant, named[-1].text) if named else self.previous

    def covering(self, first: int, last: int) -> Scope | None:
        """Return the innermost scope that covers tokens ``[first, last)``; "X said that Y reportedly ..." is X's."""
        inside = [s for s in self.scopes if s.voice != "stance" and s.covers(first, last)]
        if not inside:
            return None
        innermost = max(inside, key=_outer_first)
        if innermost.voice == "evidence":  # "footage of X reportedly | leaving": what it shows is only reported
            inner = (s for s in inside if s.claimant == UNATTRIBUTED and innermost.start <= s.cue[0] < first)
            innermost = next(inner, innermost)
        named = [s for s in inside if s.claimant != UNATTRIBUTED]
        if innermost.voice == "assessment":  # "the author wrote, citing footage, that"
            return next((s for s in inside if s.voice == "evidence" and s.claimant == AUTHOR), innermost)
        if innermost.claimant == UNATTRIBUTED and named and named[-1].voice in {"attributed", "denial"}:
            return max(named, key=_outer_first)
        return innermost

    def joined(self, first: int, last: int) -> tuple[tuple[str, str], ...]:
        """Return the further claimants of tokens ``[first, last)``: "Kentish and Mercian sources said"."""
        scope = self.covering(first, last)
        return scope.others if scope is not None else ()

    # ------------------------------------------------------------------ stance

    def stance(
        self, first: int, last: int, *, group_start: int | None = None, negated: bool = False, noun: bool = False
    ) -> Stance:
        """Return how the report stands to the tokens ``[first, last)``.

        Args:
            first: First token of the trigger.
            last: One past its last token.
            group_start: First token of its verb group or noun phrase; `first` if not given.
            negated: Whether the trigger's own group is negated.
            noun: Whether the trigger is a noun, which the verb behind it is said of.
        """
        scope = self.covering(first, last)
        floor = scope.start if scope is not None else 0
        matches = self._reach.reaching(Spot(first, last, first if group_start is None else group_start, floor, noun))
        roles = {str(m.entry["role"]) for m in matches}
        if any(s.voice == "denial" and s.covers(first, last) for s in self.scopes):
            roles.add("denial")
        if scope is not None and scope.voice == "evidence" and self._unsure(scope):
            roles.add("hedge")
        credence, cues = _credence(scope, roles, negated=negated), self._cues(scope, matches)
        if scope is None:
            return Stance(_status(matches), AUTHOR, "", credence, "none", cues)
        return Stance(_status(matches), scope.claimant, scope.text, credence, scope.evidence, cues)

    def _unsure(self, scope: Scope) -> bool:
        """Whether a picture only "appears to show", or "reportedly shows" something."""
        first, stop = scope.cue
        at = stop - 1  # "appears to | show"
        start = self.syntax.group(first).start if self.syntax.is_verb(first) else first
        cues = self._reach.reaching(Spot(at, stop, start, 0, noun=False))
        hearsay = any(s.claimant == UNATTRIBUTED and start <= s.cue[0] < at for s in self.scopes)
        return hearsay or any(m.entry["role"] == "hedge" and start <= m.start < at for m in cues)

    def act_stance(self, first: int, last: int) -> Stance:
        """Return the stance to a diplomatic act's trigger; its verb group is found here."""
        if not self.syntax.is_verb(first):
            return self.stance(first, last)
        group = self.syntax.group(first)
        return self.stance(first, last, group_start=group.start, negated=group.negated)

    def _cues(self, scope: Scope | None, matches: Sequence[Match]) -> tuple[Cue, ...]:
        """Return what was decisive, in the order of the text."""
        found = [(m.start, m.end, str(m.entry["role"])) for m in matches]
        if scope is not None:
            found.append((*scope.cue, "attribution"))
        cues = (cue_at(self.syntax.sentence, *tokens) for tokens in found)
        return tuple(sorted(cues, key=lambda c: (c.start, c.end, c.role)))


def _outer_first(scope: Scope) -> tuple[int, int]:
    return scope.start, -scope.end


def _credence(scope: Scope | None, roles: set[str], *, negated: bool) -> str:
    """Return the strongest that is said against a statement, else what its source makes of it."""
    own = scope is None or scope.claimant == AUTHOR
    hedged = own and "hedge" in roles
    if "doubt" in roles or (negated and hedged and "denial" not in roles):
        return "doubted"
    if negated or "denial" in roles:
        return "denied"
    if hedged:
        return "likely"
    refuted = scope is not None and scope.voice == "contradicted"  # "neither side has confirmed that"
    return "confirmed" if own and "proof" in roles and not refuted else _credence_of(scope)


def _credence_of(scope: Scope | None) -> str:
    """Return how far the report stands behind what a source says, if nothing speaks against it."""
    if scope is None:
        return "stated"
    if scope.voice == "contradicted":
        return "doubted"
    if scope.claimant == AUTHOR:
        return "confirmed" if scope.voice == "evidence" else "stated"
    return "confirmed" if scope.confirmed else "claimed"


def _status(matches: Sequence[Match]) -> str:
    """Return whether it is told as an event, as a plan, or as long ago."""
    if any(m.entry["role"] == "history" for m in matches):
        return "history"
    told = max((m.end for m in matches if m.entry.get("event")), default=0)  # "may have": it happened, perhaps
    planned = any(m.entry["role"] == "plan" and m.start >= told for m in matches)  # "may have | ordered X to"
    return "plan" if planned else "event"


def doubted(stance: Stance, cue: Cue) -> Stance:
    """Return a stance whose credence a later `BackCue` took back or proved.

    Args:
        stance: Of something told before.
        cue: What doubts, denies or proves it.
    """
    if stance.credence not in _OPEN:
        return stance
    return replace(stance, credence=_LATER[cue.role], cues=(*stance.cues, cue))
