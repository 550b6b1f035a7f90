"""Who acts in a claim: by the trigger's own rule, else by who speaks, suffers, was told before."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from analytics.extraction.claim_tellers import Tellers
from analytics.extraction.frames import ATTACK, BOTH, GAINS, OTHER, SPAN, UNKNOWN, is_nominal, is_sighting
from analytics.extraction.records import ACTING
from analytics.extraction.speakers import UNATTRIBUTED

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.heads import Head
    from analytics.extraction.records import Stance

__all__ = ["Sides"]

_JOINED = GAINS | {"attack", "strike"}
_PAIR = 2  # sides of a war in which each fights the other
_MET = 4  # tokens of "on the advancing enemy"
_NEAR = 4  # tokens behind an actor that may tell of its loss


class Sides(Tellers):
    """Reads the acting sides of one sentence's triggers."""

    def of(self, match: Match, head: Head, kind: str, stance: Stance) -> tuple[str, tuple[str, ...]]:
        """Return who acts (a side, both, other, unknown) and the sides meant.

        Args:
            match: The trigger.
            head: What governs it.
            kind: What it tells; where that is not its entry's own kind, the entry's rule for who acts does not hold.
            stance: Who says so.
        """
        rule = str(match.entry.get("actor", "subject"))
        rivals = self._rivals(head) if rule == "subject" else ()
        if rule == "both" or rivals or (rule == "subject" and self._both_sides(head)):
            return BOTH, rivals or self._fighting()
        side = self._by_rule(match, head, rule) if kind == match.entry["kind"] or rule == "patient" else head.side
        if side is None and head.verb is not None:
            side = self._by_subject(match, head, kind, stance)
        if side is None and is_nominal(match) and kind in {"strike", "attack"} and self._denies(match):
            side = stance.claimant if stance.claimant in self.f.sides else None
        if side is None:
            elsewhere = self._told_elsewhere(match, head) if rule != "opponent" else None
            side = self._fired(match, head, stance) if kind == "strike" else elsewhere
        met = head.passive or (stance.claimant in self.f.sides and self.low[match.end - 1] in self.f.words["met"])
        if side is None and kind == "attack" and met:
            side = self.struck_by(match, stance)
        if side is None:
            side = self._of_teller(match, head, kind, stance)
        if side is None and kind == "repelled":
            side = self.f.opponent(stance.claimant)  # who tells that attacks failed was attacked
        if side is None and rule != "opponent":
            told = self._claimed_by_itself(match, head, kind, stance) or self._boasted(match, kind)
            side = told or self._freed(match, head, stance)
        side = side or self._with_it_done(match, kind) or self._invader(match, head)
        if side is None and head.verb is not None and self._third_party(head.verb):
            return OTHER, ()
        goes_on = side is None and head.verb is not None and kind in GAINS | {"repelled"}
        side = self._of_told_attack(head) if goes_on else side
        side = self._of_others(match, kind) if side is None and is_nominal(match) else side
        side = self._not_their_own(match, head, side) if rule == "subject" else side
        return (side, (side,)) if side is not None else (UNKNOWN, ())

    def _fired(self, match: Match, head: Head, stance: Stance) -> str | None:
        """Return whose fire it is where the clause names nobody."""
        over = self.s.word(match.end) in self.f.words["in-the-air"] and self.objects.munition_subject(head.start)
        if over or match.entry.get("downs"):  # "drones were destroyed over X"
            return self.downed_by(match, stance)
        told = self._unit_of_teller(match, head, stance) or self.heads.fired_from(match)
        return told or self._boasted(match, "strike") or self.struck_by(match, stance)

    def _same_attacks(self, match: Match, kind: str) -> str | None:
        """Return who acted last where attacks are those told of: "The main | attacks were", "Another | one failed"."""
        before = self.s.word(match.start - 1)
        main = kind == "attack" and before in self.f.words["main"] and self.s.word(match.end) in self.s.grammar.be
        more = kind in {"attack", "repelled"} and match.start == 1 and before in self.f.words["counted"]
        return self.context.actor if main or more else None

    def _of_others(self, match: Match, kind: str) -> str | None:
        """Return who did what a noun tells by the deeds told beside it."""
        return self._same_attacks(match, kind) or self._joined_deed(match, kind) or self._driving(match, kind)

    def _driving(self, match: Match, kind: str) -> str | None:
        """Return whose attacks drive somebody away: "attacks on X | forced Mercian units to pull back"."""
        near = range(match.end, self.s.clause_end(match.end - 1)) if kind == "attack" else ()
        verb = next((j for j in near if self.s.is_verb(j) and self.low[j] not in self.s.grammar.have), None)
        forces = verb is not None and self.low[verb] in self.s.grammar.compelling
        return self.f.opponent(self.heads.object_side(verb + 1)) if verb is not None and forces else None

    def _joined_deed(self, match: Match, kind: str) -> str | None:
        """Return whose deed a noun is joined to: "Mercian gains north of X and further | progress east of Y"."""
        near = range(match.start - 1, max(0, match.start - _MET), -1)
        joint = next((j for j in near if self.low[j] in self.s.grammar.conjunction), None)
        if joint is None or kind not in _JOINED:
            return None
        clause = range(joint - 1, self.s.clause_start(joint - 1) - 1, -1)
        before = takewhile(lambda j: not self.s.is_verb(j), clause)
        deed = next((j for j in before if self.f.nouns(self.low, j, _JOINED)), None)
        return self.heads.modifier_side(deed) if deed is not None else None

    def _of_told_attack(self, head: Head) -> str | None:
        """Return who acted last where a clause goes on about an attack: "the counterattack has | made progress"."""
        first = self.s.clause_start(head.start)
        told = self.low[first] in self.f.words["pointing"] | self.f.told_attack
        subject = range(first + 1, head.start)
        free = all(self.s.actor_at[j] is None for j in subject)
        named = any(self.f.nouns(self.low, j, ATTACK) for j in subject)
        return self.context.actor if told and free and named else None

    def _rivals(self, head: Head) -> tuple[str, ...]:
        """Return two sides that one verb is said of: "Kentish and Mercian forces | both made gains"."""
        for left, right in () if head.passive else pairwise(self.s.actors):
            between = self.low[left.last : right.first]
            joined = len(between) == 1 and between[0] in self.f.words["pairing-sides"]
            acts = joined and head.subject_at in {left.first, right.first}
            if acts and left.side and right.side and self.f.camps[left.side] != self.f.camps[right.side]:
                return left.side, right.side
        return ()

    def _both_sides(self, head: Head) -> bool:
        """Whether a verb is said of the two that fight: "both sides | shelled X"; not "| deny shelling X"."""
        acts = head.verb is not None and not head.passive
        return acts and not self.s.grammar.reporting.at(self.low, head.start) and self.objects.both_fight(head.start)

    def _not_their_own(self, match: Match, head: Head, side: str | None) -> str | None:
        """Hand fire and attacks on a side's own to its opponent: "its forces hit Mercian troops"."""
        fights = match.entry["kind"] in {"strike", "attack"} and not (head.passive or is_nominal(match))
        fights = fights and not self._on_the_enemy(match)  # whoever calls them so
        return self.f.opponent(side) if fights and side == self.heads.victim(match.end) else side

    def _on_the_enemy(self, match: Match) -> bool:
        """Whether the enemy of who tells it is what a trigger meets: "fire on the advancing enemy"."""
        ends = self.s.grammar.joiner | self.f.words["mark"]
        met = takewhile(lambda word: word not in ends, self.low[match.end : match.end + _MET])
        return not self.f.words["enemy"].isdisjoint(met)

    def _fighting(self) -> tuple[str, ...]:
        """Who fights: both of two sides; of more, those that the sentence names, if it names rivals."""
        if len(self.f.sides) == _PAIR:
            return self.f.sides
        named = {a.side for a in self.s.actors if a.form in {"forces", "state", "adjective"}}
        told = tuple(side for side in self.f.sides if side in named)
        return told if len({self.f.camps[side] for side in told}) > 1 else ()

    def _by_subject(self, match: Match, head: Head, kind: str, stance: Stance) -> str | None:
        """Who acts where the subject only lets it be known: a place that holds, its defenders, what fires."""
        held = kind == "hold" and not head.passive and self.low[match.start] not in self.f.words["occupying"]
        if held and self.objects.place_subject(head.start) and not self.objects.forces_right_before(head.start):
            foes = (a.side for a in self.s.actors if a.form in ACTING and a.side not in {None, stance.claimant})
            return self._defender(head) or self.f.opponent(next(foes, self.context.actor)) or self._lord(head)
        if match.entry.get("actor", "subject") != "subject" or head.passive or is_nominal(match):
            return None
        defender = self._defender(head)
        through = kind == "advance" and match.entry.get("object") == "none"  # "broke through Mercian lines"
        meets = defender is None and (kind == "strike" or through)  # "missiles struck Mercian ships"
        return self.f.opponent(self.heads.victim(match.end)) if meets else defender

    def _defender(self, head: Head) -> str | None:
        """Who "the defenders of X" are: the side whose land it is."""
        subject = range(self.s.clause_start(max(0, head.start - 1)), head.start)
        if not any(self.low[j] in self.f.words["defending"] for j in subject):
            return None
        return self._lord(head) or self.f.at_home(self.s.mentions or self.context.places)

    def _invader(self, match: Match, head: Head) -> str | None:
        """Who "occupied" a place where nobody is named: not the side whose land it is."""
        invades = self.low[match.start] in self.f.words["occupying"] and head.passive
        return self.f.opponent(self._lord(head)) if invades else None

    def _with_it_done(self, match: Match, kind: str) -> str | None:
        """Side whose doing opens a sentence: "With X taken, | Mercian forces turned north"; not "Kent has lost"."""
        comma = next((j for j in range(match.end, len(self.low)) if self.low[j] == ","), len(self.low))
        at = comma + 1 + (self.s.word(comma + 1) in self.s.grammar.determiner)
        actor = self.s.actor(at)
        opens = self.low[0] in self.f.words["with"] and self.s.clause_start(match.start) == 0 and kind in GAINS
        if not opens or actor is None or any(map(self.s.is_verb, range(match.end, comma))):
            return None
        loses = not self.f.words["ending"].isdisjoint(self.low[actor.last : actor.last + _NEAR])
        return self.f.opponent(actor.side) if loses else actor.side

    def _denies(self, match: Match) -> bool:
        """Whether a speaker denies it: "denied any shelling of X" is said of its own."""
        scope = self.a.covering(match.start, match.end)
        return scope is not None and scope.voice == "denial"

    def _third_party(self, verb: int) -> bool:
        """Whether forces that belong to no side act: "North Korean soldiers were deployed"."""
        subject = self.s.subject(verb).actor
        return subject is not None and subject.side is None and bool(subject.name) and subject.form == "forces"

    def _by_rule(self, match: Match, head: Head, rule: str) -> str | None:
        """Return the side by the entry's `actor`: subject, object, patient, foe, opponent."""
        if rule == "object":
            return self._whom_it_meets(match, head)
        if rule == "patient":
            return self._who_fires(match, head)
        if rule == "foe":
            return self.f.opponent(self.heads.object_side(match.end))
        return self._to_whom_it_falls(match, head) if rule == "opponent" else head.side

    def _whom_it_meets(self, match: Match, head: Head) -> str | None:
        """Side of who is pushed back, repelled: the object, or the subject of a passive."""
        if is_sighting(match) and not head.passive:
            return self.heads.object_side(match.end)  # whoever sees it
        if head.passive:
            told = self.heads.noun_agent(head.start) or head.side or self.heads.noun_side(head.start)
            return told or self.f.opponent(self.heads.agent(match.end))
        if self._halts_its_own(match, head):
            return head.side
        return self.heads.object_side(match.end) or self.f.opponent(head.side)

    def _halts_its_own(self, match: Match, head: Head) -> bool:
        """Whether who attacks gives up: "the Mercians | halted their drive on Oakham"; not where they are at home."""
        own = self.low[match.start] in self.f.words["halting"] and self.s.word(match.end) in self.f.words["own"]
        there = self.f.locator.right(self.s, match, "repelled", len(self.low)).places if own else ()
        return own and self.f.at_home(there) != head.side

    def _who_fires(self, match: Match, head: Head) -> str | None:
        """Side whose fire something comes under, else the opponent of who comes under it."""
        fires = self._fire_of(match) or self.heads.agent(match.end) or self.heads.fired_from(match)
        if fires is not None:
            return fires
        suffers = self.s.subject(match.start)
        side = suffers.actor.side if suffers.actor is not None else None
        if suffers.kind == "pronoun":
            side = self.heads.pronoun_side(suffers.at)
        return self.f.opponent(side or self.heads.noun_side(head.start))

    def _fire_of(self, match: Match) -> str | None:
        """Return whose fire something comes under: "under Mercian artillery fire"."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        fire = next((j for j in near if self.low[j] in self.f.objects["fire"]), None)
        return self.heads.modifier_side(fire) if fire is not None else None

    def _to_whom_it_falls(self, match: Match, head: Head) -> str | None:
        """Side behind "fell to", "the fall of X to"; where none is told, the opponent of whose land fell."""
        at, lord = match.end, self._lord(head)
        if is_nominal(match):
            place = next(filter(None, self.s.mention_at[match.end : match.end + SPAN]), None)
            at, lord = (place.last, self.f.at_home((place,))) if place is not None else (at, None)
        to = next((j for j in (at - 1, at) if self.s.word(j) in self.f.words["falling"]), len(self.low))
        lost = self.f.opponent(lord) if to == len(self.low) else None  # "Oakham has fallen"
        return self.heads.acting(to, len(self.low)) or lost or self.f.opponent(head.side)

    def _told_elsewhere(self, match: Match, head: Head) -> str | None:
        """Who acts where the clause does not say: the sentence's only forces, or for "these attacks" who acted last."""
        named = {a.side for a in self.s.actors if a.side and a.form in {"adjective", "forces"}}
        told = any(self.s.told_clause(j, head.start) for j in range(head.start))  # who stands before it only speaks
        scope = self.a.covering(match.start, match.end)
        floor = scope.start if scope is not None else 0
        free = (a for a in self.s.actors if not (told or a.first < floor or a.possessive or self.s.hangs(a.first)))
        g = self.s.grammar
        speaks, opens = g.reporting, g.relativizer | g.subordinator  # "..., Mercian forces | said"
        free = (a for a in free if a.last == len(self.low) or not speaks.at(self.low, a.last))
        free = (a for a in free if opens.isdisjoint(self.low[match.end : a.first]))  # "took X, which Y | held"
        third = head.verb is not None and self._third_party(head.verb)  # "sent Norse troops to help repel Mercian ones"
        acting = {a.side for a in free if a.side and a.form == "forces" and not (third and a.first > head.start)}
        if not is_nominal(match):
            people = self.f.words["person"] - self.f.objects["force"]
            fled = self.s.word(head.start - 1) in people  # "as residents | fled"
            if fled or (head.passive and match.entry["kind"] in GAINS):
                return None
            if self.told_attack(match) and not named:
                return self.context.actor  # "the attack was repelled"
            return next(iter(acting)) if len(acting) == 1 and named == acting else None
        pointing = bool(self.f.words["pointing"] & {*self.low[max(0, match.start - 3) : match.start]})
        rumour = scope is not None and scope.claimant == UNATTRIBUTED
        reported = rumour and scope is not None and scope.cue[1] == scope.start == match.start  # "the reported attack"
        return self.context.actor if (pointing or reported) and not named else None
