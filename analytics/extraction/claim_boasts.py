"""Whose deed it is where who tells of it is all that is known: "claimed the capture of X", "admitted that X fell"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.claim_fire import FireSides
from analytics.extraction.frames import GAINS, OTHER, is_nominal
from analytics.extraction.speakers import AUTHOR, UNATTRIBUTED

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.heads import Head
    from analytics.extraction.records import Mention, Stance

__all__ = ["BoastedSides"]

_CHANGES = GAINS | {"hold", "withdraw"}  # what a side tells of its own, or of its foe's, where it names nobody
_PRAISED = 8  # tokens between "congratulated the 3rd Assault Brigade on" and what it did
_NEAR = 4  # tokens between "claimed" and the noun that is claimed


class BoastedSides(FireSides):
    """Tells whose deed a trigger of one sentence is by who claims, admits or denies it."""

    def _overrun(self, match: Match, side: str) -> bool:
        """Whether a side tells that its own land was taken: "X was occupied, Mercia said"."""
        return self.low[match.start] in self.f.words["invading"] and side == self.f.at_home(self._told_of(match))

    def _claimed_by_itself(self, match: Match, head: Head, kind: str, stance: Stance) -> str | None:
        """Side of "claimed the capture of X", "that X was captured": the speaker; its opponent where it concedes."""
        scope = self.a.covering(match.start, match.end)
        itself = scope is not None and (scope.voice == "denial" or scope.cue[0] > match.start)  # not "denied X's claim"
        untold = stance.claimant not in self.f.sides or (itself and self._denies_freed(match, head, stance))
        if scope is None or kind not in _CHANGES or untold:
            return None
        ours = self.f.words["own"] | self.f.words["ruled"]  # "under its control", "under full control"
        owned = match.form == "word" and not ours.isdisjoint(self.low[match.start : match.end])
        said = self.low[scope.cue[0]]
        if owned or (not head.passive and self._own_army(head.start)):  # "that X is under its control"
            return stance.claimant
        concedes = scope.voice == "denial" or said in self.f.words["conceding"]
        if kind == "withdraw":  # "Mercia acknowledged the loss of X", or denied it; "X was abandoned, Mercia announced"
            subject = {*self.low[self.s.clause_start(max(0, head.start - 1)) : head.start]}
            told = said in self.f.words["announcing"] or not subject.isdisjoint(self.f.words["allied"])
            confirms = is_nominal(match) and said in self.f.words["announcing"] | self.f.words["confirming"]
            own = concedes or confirms or (head.passive and told)
            return stance.claimant if (is_nominal(match) or head.passive) and own else None
        if head.passive and (head.negated or self._overrun(match, stance.claimant)):
            return self.f.opponent(stance.claimant)  # "X has not been captured"
        if concedes or self._denies_foes(match, stance):
            return self.f.opponent(stance.claimant) if head.passive or match.form == "noun" else None
        own = match.start - scope.start <= _NEAR if match.form == "noun" else said in self.f.words["boasting"]
        own = own and not (scope.cue[0] > match.start and said in self.f.words["confirming"])  # "... is confirmed by X"
        freed = self.low[match.start] in self._won_back  # "that X was liberated"
        freed = freed or (head.passive and self.f.opponent(stance.claimant) == self._lord(head))  # "X's town was taken"
        return stance.claimant if freed or (own and (head.passive or match.form == "noun")) else None

    def _denies_freed(self, match: Match, head: Head, stance: Stance) -> bool:
        """Whether a side denies of its own land that it was liberated, and says not by whom."""
        freed = stance.credence == "denied" and head.passive and self.low[match.start] in self.f.words["freeing"]
        return freed and self._lord(head) == stance.claimant

    def _denies_foes(self, match: Match, stance: Stance) -> bool:
        """Whether a side denies what its foe took: "reports of the capture of X are untrue, Mercia said"."""
        foe = self.f.opponent(stance.claimant)
        others = any(scope.voice == "denial" and scope.claimant == foe for scope in self.a.scopes)
        return stance.credence == "denied" and not others and self.low[match.start] not in self.f.words["freeing"]

    def _of_teller(self, match: Match, head: Head, kind: str, stance: Stance) -> str | None:
        """Who acts where whoever tells it names nobody."""
        if stance.claimant == AUTHOR:
            return self._at_home(match, head, kind)
        return self._troops_of_teller(match, head, stance) if kind in _CHANGES else None

    def _at_home(self, match: Match, head: Head, kind: str) -> str | None:
        """Who acts in a side's own press where it names nobody: its own forces, and against them the enemy."""
        subject = {*self.low[self.s.clause_start(max(0, head.start - 1)) : head.start]}
        if kind == "repelled":
            return self.context.enemy if self.f.words["defending"] & subject else self.f.opponent(self.context.home)
        own = kind in GAINS and (is_nominal(match) or head.passive)
        forces = not head.passive and bool((self.f.objects["force"] | self.f.weapon) & subject)
        return self.context.home if own or (forces and head.verb is not None) else None

    def _troops_of_teller(self, match: Match, head: Head, stance: Stance) -> str | None:
        """Who bare troops are in a side's own words: "the Mercian army said | troops took X"; no foe told before."""
        told = {a.side for a in self.s.actors if a.first < match.start} | {self.context.actor}
        if stance.claimant not in self.f.sides or not told <= {None, stance.claimant} or head.passive:
            return None
        troops = self.s.before_adverbs(head.start)
        first = self._first_of_troops(troops)
        plain = self.s.grammar.determiner | self.s.grammar.relativizer | self.s.grammar.conjunction | {","}
        opens = first == 0 or self.s.mention_at[first - 1] is not None
        bare = opens or self.low[first - 1] in plain or self.s.is_verb(first - 1)  # not "hostile troops"
        at_home = first < troops and self.f.at_home(self._told_of(match)) == stance.claimant  # perhaps its foe's
        at_home = at_home and not (match.entry["kind"] == "strike" or self.low[match.start] in self._won_back)
        numbered = any(map(self._numbers, range(first, troops)))  # it may be told of a foe's unit that it left
        known = self.low[troops] in self.f.words["own-unit"] and match.entry["kind"] != "withdraw"
        known = known if numbered else self.low[troops] in self.f.objects["force"]
        return stance.claimant if bare and troops > 0 and known and not at_home else None

    @property
    def _won_back(self) -> frozenset[str]:
        return self.f.words["freeing"] | self.f.words["regaining"]

    def _first_of_troops(self, troops: int) -> int:
        """Return the first token of what tells which forces stand at a token: "| several assault detachments"."""
        first = troops
        while first > 0 and (self.low[first - 1] in self.f.words["of-troops"] or self._numbers(first - 1)):
            first -= 1
        return first

    def _numbers(self, at: int) -> bool:
        """Whether a token is what a unit is called by: "47th", "Mountain" of "the 47th Mountain Brigade"."""
        token = self.s.sentence.tokens[at]
        free = self.s.mention_at[at] is None and self.s.actor_at[at] is None
        return free and (self.s.number_at(at) or (token.is_capitalised and at > 0))

    def _unit_of_teller(self, match: Match, head: Head, stance: Stance) -> str | None:
        """Who a unit with a number fires for, in a side's own words: "Mercia said the 47th Brigade | hit X"."""
        troops = self.s.before_adverbs(head.start)
        numbered = any(self._numbers(j) for j in range(self._first_of_troops(troops), troops))
        return self._troops_of_teller(match, head, stance) if numbered and head.verb is not None else None

    def _told_of(self, match: Match) -> tuple[Mention, ...]:
        """Return the places of a speaker's words, not where he speaks."""
        floor = self.scope_floor(match.start)
        return tuple(m for m in self.s.mentions if m.first >= floor)

    def _own_army(self, start: int) -> bool:
        """Whether an army without a nation is the subject, the speaker's: "X said the army | had taken Y"."""
        army = self.s.word(start - 1) in self.f.words["army"] and self.s.actor_at[start - 1] is None
        return army and self.s.word(start - 2) in self.f.words["the-own"]

    def _freed(self, match: Match, head: Head, stance: Stance) -> str | None:
        """Whose land the report, or who takes no side, says was freed: "X was liberated", "the liberation of X"."""
        if stance.claimant not in {AUTHOR, OTHER, UNATTRIBUTED} or self.low[match.start] not in self.f.words["freeing"]:
            return None
        behind = self.f.locator.right(self.s, match, match.entry["kind"], len(self.low)).places
        if match.entry.get("owned"):
            behind = tuple(filter(None, self.s.mention_at[match.start - 2 : match.start - 1]))  # "X's liberation"
        begin = self.s.clause_start(match.start)
        if self.f.locator.relative & {*self.low[max(0, begin - _NEAR) : begin]}:  # "..., X said, which meant that"
            told = (scope.claimant for scope in self.a.scopes if scope.claimant in self.f.sides)
            return next(told, None)
        return self._lord(head) if head.passive else self.f.at_home(behind if is_nominal(match) else ())

    def _boasted(self, match: Match, kind: str) -> str | None:
        """Side of "bloggers celebrated the | capture of X": of who celebrates it; "claimed a | hit on X"."""
        gained = is_nominal(match) and kind in GAINS | {"strike"}
        near = range(match.start - 1, max(-1, match.start - _PRAISED), -1) if gained else ()
        verb = next(filter(self.s.is_verb, near), None)
        boasts = verb is not None and match.start - verb < _NEAR and self.low[verb] in self.f.words["boasting"]
        praises = verb is not None and self.low[verb] in self.f.words["praising"]  # "thanked the troops for the"
        subject = self.s.subject(verb).actor if verb is not None and (boasts or praises) else None
        return subject.side if subject is not None else None

    def _lord(self, head: Head) -> str | None:
        """Return whose land the places of a verb's subject are: "Oakham, which Mercia besieged, | has fallen"."""
        subject = range(max(self.f.locator.left_edge(self.s, head.start), self.scope_floor(head.start)), head.start)
        named = [m for j in subject if (m := self.s.mention_at[j]) is not None]
        return self.f.at_home(named or (self.context.places if self.objects.place_subject(head.start) else ()))
