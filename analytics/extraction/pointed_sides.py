"""Whose side is pointed to: "they", "the enemy", "our troops", "its forces"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.frames import GAINS
from analytics.extraction.records import ACTING

if TYPE_CHECKING:
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.frames import Context, Frames
    from analytics.extraction.objects import Objects
    from analytics.extraction.records import Actor
    from analytics.extraction.scopes import Scope
    from analytics.extraction.syntax import Syntax

__all__ = ["PointedSides"]

_BEATEN = frozenset({"repelled", "withdraw"})  # what "they" suffer
_OWN = 2  # tokens of "his troops"


class PointedSides:
    """Reads what one sentence's pronouns and owners stand for."""

    def __init__(
        self, syntax: Syntax, attribution: Attribution, frames: Frames, objects: Objects, context: Context
    ) -> None:
        """Keep the sentence and what was told before it."""
        self.objects = objects
        self.s = syntax
        self.a = attribution
        self.f = frames
        self.low = syntax.low
        self.context = context

    def pronoun_side(self, at: int, verb: int | None = None) -> str | None:
        """Side of "they": the speaker, or the last actor of its words; else the sentence's first, or who was told of.

        Args:
            at: The pronoun.
            verb: What they do; those who leave were beaten, they did not beat others ("X ousted Y. | They fled").
        """
        told = {m.entry["kind"] for m in self.f.triggers.at(self.low, verb)} if verb is not None else set()
        beside = next((a for a in self.s.actors if a.last == at - 1), None)
        if beside is not None and beside.form == "forces" and beside.side and self.s.opens_clause(at - 1):
            return beside.side  # "shelled Mercian troops as | they left"
        scope = self._teller(at)
        floor = scope.start if scope is not None and scope.cue[0] < at else 0  # "X pushes; they took Y, Z says": X
        sided = [a for a in self.s.actors if a.side and floor <= a.first and a.last <= at]
        before = [a for a in sided if a.form in ACTING]
        if scope is not None and not before:
            beaten = verb is not None and not told.isdisjoint(_BEATEN) and self.s.group(verb).passive
            cited = self.low[at] in self.f.words["they"] and not self.s.is_verb(scope.cue[0])  # "according to X, they"
            other = self._told_before(scope) if beaten or cited else self._others(at, scope.claimant)
            other = self._apart_from(at, scope) or other
            admits = self.low[scope.cue[0]] in self.f.words["conceding"] and not told.isdisjoint(GAINS)
            return other or (self.f.opponent(scope.claimant) if admits else scope.claimant)
        if scope is not None:
            return before[-1].side
        office = [a for a in sided if a.form == "official"]  # "Mercia's parliament ..., which it"
        if office and office[0].first == 0 and self.s.word(at - 1) in self.s.grammar.conjunction:
            return office[0].side  # "Oakham ..., but it"
        foreign = any(a.name and not a.side and a.last <= at for a in self.s.actors)  # "the UN ..., as it"
        many = self.low[at] in self.f.words["they"]  # no state
        last = self.context.actor if "withdraw" in told else self.context.subject
        acting = [a for a in before if a.form == "forces" and many] or before or office
        return acting[0].side if acting else None if foreign else last

    def _told_before(self, scope: Scope) -> str | None:
        """Return the forces told of before a speaker: "Mercians attacked X, but Kent said they | were stopped"."""
        named = (a.side for a in self.s.actors if a.side and a.form == "forces" and a.last <= scope.cue[0])
        return next(named, None)

    def _apart_from(self, at: int, scope: Scope) -> str | None:
        """Return whom "they" means of whom one who speaks tells: "Kent said Mercians took X; it said | they left Y"."""
        one = self.s.grammar.subject_pronoun - self.f.words["they"]
        if self.low[at] not in self.f.words["they"] or self.s.word(scope.cue[0] - 1) not in one:
            return None
        named = [a.side for a in self.s.actors if a.side and a.form == "forces" and a.last < scope.cue[0]]
        return named[-1] if named else self.context.actor

    def _others(self, at: int, speaker: str) -> str | None:
        """Return whom "they" means in a speaker's own words: '"They | are shelling us," the mayor said'."""
        quoted = self.low[at] in self.f.words["they"] and self.low[:at].count('"') % 2 == 1
        if not quoted:
            return None
        us = not self.f.words["us"].isdisjoint(self.low[at : self.s.clause_end(at)])
        return self.f.opponent(speaker) if us or self.context.actor is None else self.context.actor

    def _teller(self, first: int, last: int | None = None) -> Scope | None:
        """Return what a side says of some tokens, of one if no end is told; null where no side speaks."""
        scope = self.a.covering(first, first + 1 if last is None else last)
        if scope is None or scope.claimant not in self.f.sides:
            return None
        denied = scope.voice == "denial" and scope.cue[0] >= scope.end  # "it took Y, something X denies": not X's words
        return None if denied else scope

    def _enemy(self, at: int) -> str | None:
        """Return whom "the enemy" means: the opponent of who speaks, else the codebook's own word for it."""
        if self.low[at] not in self.f.words["enemy"]:
            return None
        scope = self._teller(at)
        return self.f.opponent(scope.claimant) if scope is not None else self.context.enemy

    def _aside(self, actor: Actor) -> bool:
        """Whether an actor is named in passing: an adjective, or what hangs on a preposition."""
        return actor.form == "adjective" or self.s.hangs(actor.first)

    def _own_before(self, first: int, start: int) -> str | None:
        """Side of "its forces" where the verb is not their first: "X said | his troops held Y but | were advancing"."""
        shared = 0 < first < start - _OWN and self.low[first] in self.f.words["own"]
        return self._own_forces(first + _OWN) if shared else None

    def _ours(self, at: int) -> str | None:
        """Side of "our": that of the speaker, else of the report."""
        scope = self._teller(at)
        return scope.claimant if scope is not None else self.f.opponent(self.context.enemy)

    def _own_forces(self, start: int) -> str | None:
        """Side of "its forces", "our defenders", "these troops": that of the speaker, else of who acted last."""
        if self.s.word(start - 1) in self.s.grammar.first_person_subject:
            scope = self._teller(start - 1)
            return scope.claimant if scope is not None else None
        for j in range(start - 1, max(-1, start - 5), -1):
            pointed = self.low[j] in self.s.grammar.demonstrative
            if pointed and any(w in self.f.objects["force"] for w in self.low[j:start]):
                forces = [a.side for a in self.s.actors if a.last <= j and a.side and a.form == "forces"]
                return forces[-1] if forces else self.context.subject
            own = self.f.objects["force"] | self.f.weapon
            owned = self.low[j] in self.f.words["own"] and self.s.word(j - 1) not in self.s.grammar.negation
            if owned and any(w in own for w in self.low[j:start]):
                scope = self._teller(j, start)
                if scope is not None:
                    return self._fired_at_home(j, start, scope) or scope.claimant
                if self.low[j] == "our":
                    return self.f.opponent(self.context.enemy)
                owners = [a.side for a in self.s.actors if a.last <= j and a.side and not self._aside(a)]
                owner = owners[-1] if owners else self.context.subject  # "Mercia's army is weak, but its | ships fire"
                towns = not self.f.words["defending"].isdisjoint(self.low[j:start])  # "X is hit; its | defenders"
                return None if towns else owner
        return None

    def _fired_at_home(self, own: int, end: int, scope: Scope) -> str | None:
        """Return whose fire falls on the land of the speaker behind it: "Its drones hit Oakham, Kent's army said"."""
        behind = scope.cue[0] >= end and not self.f.weapon.isdisjoint(self.low[own:end])
        foe = self.f.opponent(scope.claimant)
        hit = {m.place.country for m in self.s.mentions if m.place is not None}
        at_home = self.f.country.get(scope.claimant) in hit and self.f.country.get(foe) not in hit
        return foe if behind and at_home else None

    def _speaker(self, at: int) -> str | None:
        """Return the side that speaks of "its troops", else the sentence's first actor with a side."""
        scope = self._teller(at)
        if scope is not None:
            return scope.claimant
        return next((a.side for a in self.s.actors if a.side and a.last <= at), None)
