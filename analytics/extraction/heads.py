"""Who does what a trigger tells: subjects, agents, modifiers, and what governs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.extraction.frames import GAINS, NOMINAL, SPAN, is_nominal

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.frames import Context, Frames
    from analytics.extraction.objects import Objects
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["Head", "Heads"]

_SIDED = frozenset({"adjective", "forces", "state"})
_ACTING = frozenset({"forces", "state"})


@dataclass(frozen=True, slots=True)
class Head:
    """What governs a trigger: the tokens its cues may stand in, and who does it.

    Attributes:
        start: First token of the verb group or noun phrase.
        side: The acting side; null if not said.
        negated: Whether the group is negated.
        passive: Whether the trigger is passive.
        purpose: Whether it is a bare infinitive of purpose.
        verb: Token of the governing verb; null for a free noun phrase.
        subject_at: First token of the subject; -1 for none.
    """

    start: int
    side: str | None
    negated: bool = False
    passive: bool = False
    purpose: bool = False
    verb: int | None = None
    subject_at: int = -1


class Heads:
    """Finds the heads of one sentence's triggers."""

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

    def of(self, match: Match) -> Head:
        """Return a trigger's head."""
        if not is_nominal(match):
            return self._verb_head(match)
        head = self._noun_head(match)
        inside = next((a.side for j in range(match.start, match.end) if (a := self.s.actor_at[j]) is not None), None)
        return replace(head, side=inside) if inside else head

    # ------------------------------------------------------------------ verbs

    def _verb_head(self, match: Match) -> Head:
        group = self.s.group(match.start)
        side, at = self._subject_side(match.start)
        passive = self.objects.is_passive(match)
        if passive:
            side = self._passive_side(match, side, at)
        none = self.f.words["none"]
        start = group.start
        negated = group.negated or self.s.word(match.end) in none or (at > 0 and self.low[at - 1] in none)
        if match.form == "ing":
            before = {*self.low[start : match.start], self.s.word(start - 1)} & self.f.words["manner"]
            if before:  # what holds of the clause's verb holds of its manner
                start, negated = self.s.clause_start(max(0, start - 2)), negated or "without" in before
        return Head(start, side, negated, passive, group.purpose, match.start, at)

    def _passive_side(self, match: Match, patient: str | None, at: int) -> str | None:
        """Who acts in a passive: the agent, else the opponent of an actor that suffers it."""
        agent = self.agent(match.end)
        kind = match.entry["kind"]
        if match.entry.get("actor") == "object" or kind in {"deploy", "withdraw", "hold"}:
            return agent if agent and kind in {"deploy", "hold"} else patient
        if match.entry.get("fired") and self.low[self.s.group(match.start).start - 1] in self.f.weapon:
            return agent or patient or self._speaker(match.start)  # "their missiles were fired at X"
        lost = agent or self.f.opponent(self.taken_from(match.end) if kind in GAINS else None)
        return lost or (self.f.opponent(patient) if at >= 0 or kind == "strike" else None)

    def fired_from(self, at: int) -> str | None:
        """Return the side from whose land fire comes: "shelled with artillery from Russian territory"."""
        clause = range(at, self.s.clause_end(max(0, at - 1)))
        return next((side for j in clause if (side := self.taken_from(j)) is not None), None)

    def taken_from(self, at: int) -> str | None:
        """Return the side named right behind a "from": "was recaptured from X forces"."""
        if self.s.word(at) != "from":
            return None
        actors = (self.s.actor(j) for j in range(at + 1, at + 4))
        return next((a.side for a in actors if a is not None), None)

    def _subject_side(self, verb: int) -> tuple[str | None, int]:
        noun = self.s.group(verb).noun
        if noun is not None and (side := self.modifier_side(noun) or self._owner_side(noun)) is not None:
            return side, noun
        subject = self.s.subject(verb)
        if subject.actor is not None:
            return subject.actor.side, subject.at
        if subject.kind == "pronoun":
            return self.pronoun_side(subject.at), subject.at
        start = self.s.group(verb).start
        own = self._own_forces(start) or self.noun_side(start)
        if own is None and "ing" in self.s.tags(start) and self.s.word(start - 1) == ",":
            before = (
                j for j in range(start - 2, -1, -1) if self.s.is_verb(j) and self.low[j] not in self.s.grammar.auxiliary
            )
            main = next(before, None)  # "the offensive made gains, taking X"
            return (self._subject_side(main)[0] if main is not None else None), -1
        return own, -1

    def pronoun_side(self, at: int) -> str | None:
        """Side of "they": the last actor told in a claim, else the speaker; the first of the sentence elsewhere."""
        scope = self.a.covering(at, at + 1)
        floor = scope.start if scope is not None and scope.claimant in self.f.sides else 0
        before = [a for a in self.s.actors if floor <= a.first and a.last <= at and a.side and a.form in _ACTING]
        if scope is not None and scope.claimant in self.f.sides:
            return before[-1].side if before else scope.claimant
        return before[0].side if before else self.context.actor

    def _enemy(self, at: int) -> str | None:
        """Return whom "the enemy" means: the opponent of who speaks, else the codebook's own word for it."""
        if self.low[at] not in self.f.words["enemy"]:
            return None
        scope = self.a.covering(at, at + 1)
        return (
            self.f.opponent(scope.claimant)
            if scope is not None and scope.claimant in self.f.sides
            else self.context.enemy
        )

    def _own_forces(self, start: int) -> str | None:
        """Side of "its forces", "our defenders", "these troops": that of the speaker, else of who acted last."""
        if self.s.word(start - 1) in self.s.grammar.first_person_subject:
            scope = self.a.covering(start - 1, start)
            return scope.claimant if scope is not None and scope.claimant in self.f.sides else None
        for j in range(start - 1, max(-1, start - 5), -1):
            if self.low[j] in self.f.words["told"] and any(w in self.f.objects["force"] for w in self.low[j:start]):
                forces = [a.side for a in self.s.actors if a.last <= j and a.side and a.form == "forces"]
                return forces[-1] if forces else self.context.actor
            if self.low[j] in self.f.words["own"] and any(w in self.f.objects["force"] for w in self.low[j:start]):
                scope = self.a.covering(j, start)
                if scope is not None and scope.claimant in self.f.sides:
                    return scope.claimant
                return self.context.actor if self.low[j] != "our" else self.f.opponent(self.context.enemy)
        return None

    def _speaker(self, at: int) -> str | None:
        """Return the side that speaks of "its troops", else the sentence's first actor with a side."""
        scope = self.a.covering(at, at + 1)
        if scope is not None and scope.claimant in self.f.sides:
            return scope.claimant
        return next((a.side for a in self.s.actors if a.side and a.last <= at), None)

    def noun_side(self, start: int) -> str | None:
        """Return the side of a subject that is no actor: "Russian artillery", "the Ukrainian counteroffensive"."""
        for j in range(start - 1, self.s.clause_start(max(0, start - 1)) - 1, -1):
            joined = self.low[j] in self.s.grammar.joiner and self.s.word(j + 1) in self.s.grammar.determiner
            if joined or self.s.told_clause(j, start):
                return None  # "X fired at A, and the towns of B | were shelled"
            actor = self.s.actor_at[j]
            if actor is not None and actor.side and actor.form in _SIDED and not self.s.hangs(actor.first):
                return actor.side
            if (enemy := self._enemy(j)) is not None and not self.s.hangs(j):
                return enemy
        return None

    def agent(self, at: int) -> str | None:
        """Return the side of a "by ..." phrase behind a passive."""
        for j in range(at, min(len(self.low), at + 10)):
            if self.low[j] == "by":
                actors = (self.s.actor_at[k] for k in range(j + 1, min(len(self.low), j + 6)))
                return next((a.side for a in actors if a is not None), None)
            if self.low[j] == ";" or self.low[j] in self.s.grammar.relativizer or self.s.is_verb(j):
                return None
        return None

    def noun_agent(self, start: int) -> str | None:
        """Return the side of a "by ..." phrase inside the subject: "an attack by X on Y | was repelled"."""
        clause = self.s.clause_start(max(0, start - 1))
        at = next((j for j in range(clause, start) if self.low[j] == "by"), start)
        actors = (self.s.actor_at[k] for k in range(at + 1, min(start, at + 6)))
        return next((a.side for a in actors if a is not None), None)

    def object_side(self, at: int) -> str | None:
        """Return the side of a verb's object."""
        for j in range(at, min(len(self.low), at + SPAN - 2)):
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side
            if (enemy := self._enemy(j)) is not None:
                return enemy
            if self.low[j] in self.f.words["object_pronoun"] | self.f.words["mark"] or self.s.is_verb(j):
                return None
        return None

    def modifier_before_fire(self, match: Match) -> str | None:
        """Return whose fire something comes under: "under Russian artillery fire"."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        fire = next((j for j in near if self.low[j] in self.f.objects["fire"]), None)
        return self.modifier_side(fire) if fire is not None else None

    def victim(self, at: int) -> str | None:
        """Return the side of what a verb of fire meets: "destroyed 30 Russian helicopters"."""
        g = self.s.grammar
        for j in range(at, min(len(self.low), at + 4)):
            if (actor := self.s.actor_at[j]) is not None:
                return actor.side
            if (
                self.low[j] in g.preposition
                or self.low[j] in self.f.words["mark"]
                or self.s.named(j)
                or self.s.is_verb(j)
            ):
                return None
        return None

    # ------------------------------------------------------------------ nouns

    def _noun_head(self, match: Match) -> Head:
        """Follow a noun to the light verb that carries it, or read it as a free noun phrase."""
        start, negated = match.start, False
        side = self.modifier_side(match.start)
        j = match.start - 1
        while j >= max(0, match.start - SPAN * 2):
            word = self.low[j]
            negated = negated or word in self.f.words["none"]
            if word == ")" and self.s.word(j - 2) == "(":
                j -= 3  # "conducted a (failed) attack"
                continue
            if self.s.is_verb(j) and word not in self.s.grammar.auxiliary:
                return self._light_head(match, j, side, negated=negated)
            if self._ends_phrase(j):
                light = self._light_before(j)
                if light is not None:
                    return self._light_head(match, light, side, negated=negated)
                break
            start = j
            j -= 1
        if negated:
            start = min(start, max(0, j))
        if side is None and match.entry["kind"] == "hold" and self.s.word(match.start - 1) == "in":
            owner = self.s.actor(self.s.before_adverbs(match.start - 1))
            side = owner.side if owner is not None else None  # "X forces in control of Y"
        return Head(start, side or self._after_noun_side(match) or self._adjunct_side(start), negated)

    def _light_before(self, preposition: int) -> int | None:
        """Return the verb of "focused on", "engaged in", where it carries the noun behind its preposition."""
        for k in range(preposition - 1, max(-1, preposition - 4), -1):
            if self.s.is_verb(k) and any(m.end == preposition + 1 for m in self.f.light.at(self.low, k)):
                return k
        return None

    def _ends_phrase(self, j: int) -> bool:
        """Whether a token ends the noun phrase to its right: an auxiliary, a preposition, a clause word, a mark."""
        g, word = self.s.grammar, self.low[j]
        if word == "of" and self.s.word(j - 1) in g.part_of:
            return False
        if word in {",", "'s"} or self.s.word(j + 1) in self.f.words["degree"]:
            return False
        clause = word in g.subordinator or word in g.relativizer or word in g.auxiliary or word in self.f.words["mark"]
        return clause or (word in g.preposition and word not in g.particle)

    def _light_head(self, match: Match, verb: int, side: str | None, *, negated: bool) -> Head:
        """Read "conducted attacks" by its verb; behind other verbs a noun keeps its own side, under the verb's mood."""
        group = self.s.group(verb)
        if not (self.f.light.at(self.low, verb) or self.f.control.at(self.low, verb)):
            return Head(group.start, side or self._after_noun_side(match), negated, purpose=group.purpose)
        subject, at = self._subject_side(verb)
        if group.passive:
            subject = self.agent(match.end)
        own = side or subject or self._after_noun_side(match)
        negated = negated or group.negated or (at > 0 and self.low[at - 1] in self.f.words["none"])
        return Head(group.start, own, negated, group.passive, group.purpose, verb, at)

    def modifier_side(self, noun: int) -> str | None:
        """Return the side named right before a noun: "Russian ground attacks", "Russia's offensive"."""
        for j in range(noun - 1, max(-1, noun - SPAN + 1), -1):
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side if self._modifies(actor) else None
            word = self.low[j]
            if word == "'s":
                continue
            if (enemy := self._enemy(j)) is not None:
                return enemy
            finite = self.s.is_verb(j)
            if (
                word in self.f.words["mark"]
                or word in self.s.grammar.preposition
                or word in self.s.grammar.auxiliary
                or finite
            ):
                return None
        return None

    def _owner_side(self, noun: int) -> str | None:
        """Return the side right behind a noun that governs a verb: "attempts by X to advance"."""
        if self.s.word(noun + 1) not in self.s.grammar.governed_by:
            return None
        for at in (noun + 2, noun + 3):
            owner = self.s.actor(at)
            if owner is not None:
                return owner.side
            if at < len(self.low) and (enemy := self._enemy(at)) is not None:
                return enemy
        return None

    def _modifies(self, actor: Actor) -> bool:
        """Whether an actor before a noun owns it; a bare state name may only say where ("the Ukraine operation")."""
        named = actor.form in _SIDED and (actor.form != "state" or actor.possessive)
        return named and self.s.word(actor.first - 1) not in self.f.words["victim"]

    def _after_noun_side(self, match: Match) -> str | None:
        """Side behind a noun: "attacks by A", "withdrawal of A", "strikes on B"."""
        of = match.phrase.endswith(" of")
        if match.form == "word" and not of and match.entry["kind"] != "strike":
            return None
        for j in range(match.end, min(len(self.low), match.end + SPAN - 1)):
            actor = self.s.actor_at[j]
            if actor is not None and actor.side:
                before = (self.low[k] for k in range(actor.first - 1, match.end - 2, -1))
                link = next((w for w in before if w in self.s.grammar.preposition), "of" if of else "")
                if link in self.f.words["victim"]:
                    return self.f.opponent(actor.side)
                return actor.side if link in self.s.grammar.governed_by else None
            pointed = self._pointed_side(match, j)
            if pointed is not None or self.low[j] in self.f.words["mark"] or self.s.is_verb(j):
                return pointed
        return None

    def _pointed_side(self, match: Match, j: int) -> str | None:
        """Side of "attempts by the enemy", "the withdrawal of its troops"."""
        if (enemy := self._enemy(j)) is not None and self.low[match.end] in self.s.grammar.governed_by:
            return enemy
        own = self.low[j] in self.f.words["own"] and self.low[j - 1] in self.s.grammar.governed_by
        return self._own_forces(j + 2) or self._speaker(j) if own else None

    def _adjunct_side(self, start: int) -> str | None:
        """Side of "made gains in assaults", "retreated after failed attacks": that of the verb before."""
        if self.s.word(start - 1) not in self.f.words["adjunct"]:
            return None
        before = range(start - 2, max(-1, start - SPAN), -1)
        full = (
            j for j in before if self.s.is_verb(j) and self.low[j] not in self.s.grammar.auxiliary - self.s.grammar.be
        )
        verb = next(full, None)
        if verb is None or self.s.grammar.reporting.at(self.low, verb):
            return None
        repels = any(
            m.entry["kind"] == "repelled" and m.form not in NOMINAL for m in self.f.triggers.at(self.low, verb)
        )
        return None if repels else self._subject_side(verb)[0]
