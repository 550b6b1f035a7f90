"""Whose side a phrase tells: subjects, agents, objects, modifiers."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.fire_phrases import FirePhrases
from analytics.extraction.frames import BLOWS, GAINS, SPAN

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.records import Actor

__all__ = ["PhraseSides"]

_DEEDS = frozenset({"attack", "strike", "advance"})
_SIDED = frozenset({"adjective", "forces", "state"})
_OWNED = 4  # tokens from "our" to the end of whose forces it tells: "our brave | troops"


class PhraseSides(FirePhrases):
    """Reads the sides of one sentence's phrases."""

    def _subject_side(self, verb: int) -> tuple[str | None, int]:
        """Return the side of a verb's subject, and its token; -1 for none that is known."""
        side, at = self._doer_side(verb)
        return self.f.opponent(side) if self.s.group(verb).compelled else side, at

    def _doer_side(self, verb: int) -> tuple[str | None, int]:
        noun = self.s.group(verb).noun
        if noun is not None and (side := self.modifier_side(noun) or self._owner_side(noun)) is not None:
            return side, noun
        if noun is not None and self.s.tells_noun(noun - 1):
            return None, -1  # "X said | attempts to take Y were thwarted": X only speaks
        subject = self.s.doer(verb)
        if subject.actor is not None:
            return subject.actor.side, subject.at
        if subject.kind == "pronoun":
            return self.pronoun_side(subject.at, verb), subject.at
        start = self.s.group(verb).start
        outer = self.s.before_insertion(start - 1, start) + 1 if start else start
        mine = self._own_forces(outer) or self._own_before(subject.at, start)
        if mine is not None:
            return self._denied_of(verb) or mine, start - 1
        own = self.noun_side(start)
        if own is None and subject.kind == "relative":  # "the enemy, who | attacked X"
            near = range(subject.at - 1, max(-1, subject.at - 1 - _OWNED), -1)
            own = next((enemy for j in near if (enemy := self._enemy(j)) is not None and not self.s.hangs(j)), None)
            own = own or self._deed_side(subject.at)
        return (self._shared_side(verb, start) if own is None else own), -1

    def _deed_side(self, relative: int) -> str | None:
        """Return whose deed a relative clause tells more of: "Kent gained by a counterattack | which retook X"."""
        deed = relative - 1
        if deed < 0 or not self.f.nouns(self.low, deed, _DEEDS):
            return None
        verb = next((j for j in range(deed - 1, -1, -1) if self.s.is_verb(j)), None)
        between = self.low[verb + 1 : deed] if verb is not None else ()
        does = not self.f.words["by-deed"].isdisjoint(between) or (
            verb is not None and bool(self.f.light.at(self.low, verb))
        )
        return self.modifier_side(deed) or (self._subject_side(verb)[0] if verb is not None and does else None)

    def _denied_of(self, verb: int) -> str | None:
        """Return who denies another's words of its flight: "Kent denied Mercian claims that its troops | had fled"."""
        scope = self._teller(verb)
        if scope is None or self.s.is_verb(scope.cue[0]):
            return None
        flees = any(m.entry["kind"] == "withdraw" for m in self.f.triggers.at(self.low, verb))
        denials = (o for o in self.a.scopes if o.voice == "denial" and o.start <= scope.cue[0] < o.end)
        denier = next((o.claimant for o in denials if o.claimant == self.f.opponent(scope.claimant)), None)
        return denier if flees else None

    def _shared_side(self, verb: int, start: int) -> str | None:
        """Side of whom two verbs are said: "the enemy attacked X and | took Y", "the offensive went on, | taking X"."""
        before = self.s.before_adverbs(start)
        hangs = "ing" in self.s.tags(start) and self.s.word(start - 1) == ","
        if not hangs and self.s.word(before) not in self.s.grammar.conjunction - self.s.grammar.alternative:
            return None
        thrown = {scope.cue[0] for scope in self.a.scopes if scope.start < scope.cue[0]}  # ", X wrote, but"
        passed = self.s.grammar.auxiliary | {self.low[j] for j in thrown}
        full = (j for j in range(before - 1, -1, -1) if self.s.is_verb(j) and self.low[j] not in passed)
        main = next(full, None)
        if main is None or not (hangs or self.s.agree(main, verb)):
            return None
        return self._subject_side(main)[0]

    def noun_side(self, start: int) -> str | None:
        """Return the side of a subject that is no actor: "Mercian artillery", "the Kentish counteroffensive"."""
        last = self.s.before_insertion(start - 1, start) if start else 0
        for j in range(last, self.s.clause_start(max(0, last)) - 1, -1):
            joined = self.low[j] in self.s.grammar.joiner and self.s.word(j + 1) in self.s.grammar.determiner
            if joined or self.s.told_clause(j, start):
                return None  # "X fired at A, and the towns of B | were shelled"
            actor = self.s.actor_at[j]
            if actor is not None and actor.side and actor.form in _SIDED and self._acts_in(actor):
                return actor.side
            if (enemy := self._enemy(j)) is not None and not self.s.hangs(j):
                return enemy
        return None

    def _acts_in(self, actor: Actor) -> bool:
        """Whether an actor of a subject acts: it hangs on nothing, or on the "by" of a deed ("an attack by X")."""
        by = actor.first - 1
        while by > 0 and self.low[by] in self.s.grammar.determiner:
            by -= 1
        deed = self.low[by] == "by" and bool(self.f.nouns(self.low, by - 1, _DEEDS))
        return deed or not self.s.hangs(actor.first)

    def agent(self, at: int) -> str | None:
        """Return the side of a "by ..." phrase behind a passive."""
        for j in range(at, min(len(self.low), at + 10)):
            if self.low[j] == "by":
                return self.acting(j, len(self.low))
            parts = self.low[j] == "," and self.s.word(j + 1) in self.s.grammar.joiner
            if parts or self.low[j] == ";" or self.low[j] in self.s.grammar.relativizer or self.s.is_verb(j):
                return None  # "was taken, and attacks by X": another's
        return None

    def firing(self, at: int) -> str | None:
        """Return whose fire something suffers: "was damaged | in a Mercian attack", "| as a result of Mercian fire"."""
        near, ends = range(at, min(len(self.low), at + SPAN)), self.s.grammar.preposition | self.f.words["mark"]
        for first in (j + 1 for j in near if self.low[j] in self.f.words["suffered-in"]):
            phrase = takewhile(lambda j: self.low[j] not in ends, range(first, min(len(self.low), first + SPAN)))
            if (fire := next((j for j in phrase if self.f.nouns(self.low, j, BLOWS)), None)) is not None:
                return self.modifier_side(fire)
        return None

    def noun_agent(self, start: int) -> str | None:
        """Return the side of a "by ..." phrase inside the subject: "an attack by X on Y | was repelled"."""
        clause = self.s.clause_start(max(0, start - 1))
        at = next((j for j in range(clause, start) if self.low[j] == "by"), None)
        of = (j for j in range(clause + 1, start) if self.low[j] == "of" and self.f.nouns(self.low, j - 1, _DEEDS))
        return self.acting(next(of, start) if at is None else at, start)  # "attacks of Mercian units | were repelled"

    def acting(self, by: int, end: int) -> str | None:
        """Return the side of the first actor behind a "by" or "to", "the enemy" among them.

        Args:
            by: The preposition.
            end: Where to stop.
        """
        for j in range(by + 1, min(end, by + 6)):
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side
            if (enemy := self._enemy(j)) is not None:
                return enemy
            if self.low[j] in self.f.words["own"]:  # "by our brave troops"
                forces = (i + 1 for i in range(j, min(end, j + _OWNED)) if self.low[i] in self.f.objects["force"])
                return self._own_forces(next(forces, j + 1))
            if self.low[j] in self.s.grammar.relativizer or self.low[j] in self.f.words["mark"]:
                return None  # "by a blast that Mercia blamed on Kent", "by a drone, Mercia said"
        return None

    def object_side(self, at: int) -> str | None:
        """Return the side of a verb's object."""
        for j in range(at, min(len(self.low), at + SPAN - 2)):
            if self.s.turns(j):
                return None
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side
            if (enemy := self._enemy(j)) is not None:
                return enemy
            if self.low[j] in self.f.words["object_pronoun"] | self.f.words["mark"] or self.s.is_verb(j):
                return None
        return None

    def modifier_side(self, noun: int) -> str | None:
        """Return the side named right before a noun: "Mercian ground attacks", "Mercia's offensive"."""
        for j in range(noun - 1, max(-1, noun - SPAN + 1), -1):
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side if self._modifies(actor) else None
            word = self.low[j]
            if word == "'s":
                continue
            parted = word in self.s.grammar.joiner and self.s.word(j + 1) in self.s.grammar.determiner
            if parted and self.low[noun] in self.f.words["freeing"]:
                return None  # "the losses of Mercian troops and the | liberation of Oakham"
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
        """Whether an actor before a noun owns it; a bare state name may only say where ("the Kent operation")."""
        named = actor.form in _SIDED and (actor.form != "state" or actor.possessive)
        return named and self.s.word(actor.first - 1) not in self.f.words["victim"]

    def behind_place(self, start: int, at: int) -> bool:
        """Whether a place stands before who else is told of: "the assault on X cost | the Mercians ten tanks".

        Args:
            start: First token behind what happened.
            at: First token of who is told of.
        """
        before = at - 1 - (self.s.word(at - 1) in self.s.grammar.determiner)
        listed = self.s.word(before) in self.s.grammar.joiner or self.s.word(before) in self.f.words["victim"]
        return not listed and any(self.s.mention_at[j] is not None for j in range(start, before + 1))

    def _beaten(self, match: Match) -> str | None:
        """Side whose failure a noun tells, whoever made it fail: "the Mercian defeat of | Kentish troops"."""
        of = match.entry["kind"] == "repelled" and self.s.word(match.end) == "of"
        return self._after_noun_side(match) if of else None

    def _yielded(self, match: Match, side: str | None) -> str | None:
        """Side that gains where a noun names who loses: "the Mercian | surrender of X"."""
        return self.f.opponent(side) if self.low[match.start] in self.f.words["yielding"] else side

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
                done_to = link == "of" and self.low[match.end - 1] in self.f.words["done-to"]
                meets = link in self.f.words["victim"] and match.entry["kind"] != "withdraw"  # "blamed its loss on X"
                meets = meets and not self.behind_place(match.end, actor.first)
                if meets or done_to or (link == "of" and self._enters(match, actor.last - 1)):
                    return self.f.opponent(actor.side)
                if of and link == "of" and match.entry["kind"] in GAINS:
                    freed = self.low[match.start] in self.f.words["freeing"]  # "liberation of X land": X frees it
                    return actor.side if freed else self.f.opponent(actor.side)
                return self._yielded(match, actor.side) if link in self.s.grammar.governed_by else None
            pointed = self._pointed_side(match, j)
            if pointed is not None or self.low[j] in self.f.words["mark"] or self.s.is_verb(j):
                entered = "by" not in self.low[match.end : j] and self._enters(match, j + 1)
                return self.f.opponent(pointed) if entered else pointed
        return None

    def _enters(self, match: Match, last: int) -> bool:
        """Whether a noun tells whose ground is entered: "the penetration of Mercian | lines", not "... | troops"."""
        return self.low[match.start] in self.f.words["entered"] and self.s.word(last) not in self.f.objects["force"]

    def _pointed_side(self, match: Match, j: int) -> str | None:
        """Side of "attempts by the enemy", "the withdrawal of its troops"."""
        governed = self.low[match.end] in self.s.grammar.governed_by or match.phrase.endswith(" of")
        if governed and (enemy := self._enemy(j)) is not None:
            return enemy
        own = self.low[j] in self.f.words["own"] and self.low[j - 1] in self.s.grammar.governed_by
        return self._own_forces(min(j + 2, len(self.low))) or self._speaker(j) if own else None
