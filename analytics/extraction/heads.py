"""Who does what a trigger tells: subjects, agents, modifiers, and what governs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.extraction.frames import GAINS, NOMINAL, SPAN, is_nominal
from analytics.extraction.phrase_sides import PhraseSides

if TYPE_CHECKING:
    from analytics.codebook import Match

__all__ = ["Head", "Heads"]

_BOASTED = GAINS | {"hold", "repelled"}  # what who claims a thing claims of its own
_UNOPPOSED = 4  # tokens of "without any serious fight"


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


class Heads(PhraseSides):
    """Finds the heads of one sentence's triggers."""

    def of(self, match: Match) -> Head:
        """Return a trigger's head."""
        if not is_nominal(match):
            return self._verb_head(match)
        head = self._noun_head(match)
        inside = next((a.side for j in range(match.start, match.end) if (a := self.s.actor_at[j]) is not None), None)
        if inside is None and match.form == "word":
            inside = next((e for j in range(match.start, match.end) if (e := self._enemy(j)) is not None), None)
        inside = inside or next(
            (self._ours(j) for j in range(match.start, match.end) if self.low[j] in {"our", "ours"}), None
        )
        if self.low[match.start] in self.f.words["entered"]:
            inside = self.f.opponent(inside)  # "the breach of our lines"
        if self.low[match.start] in self.f.words["none"] and match.entry["kind"] != "contested":
            head = replace(head, negated=True)  # "no Mercian troops in X"
        return replace(head, side=inside) if inside else head

    # ------------------------------------------------------------------ verbs

    def _verb_head(self, match: Match) -> Head:
        group = self.s.group(match.start)
        side, at = self._subject_side(match.start)
        passive = self.objects.is_passive(match)
        claimed = None if passive or match.entry["kind"] not in _BOASTED else self.objects.whose_claim(group)
        side, at = (claimed.side, claimed.first) if claimed is not None else (side, at)
        comma = group.start - 1
        if passive and group.participial and self.s.word(comma) == "," and self._place_before(comma):
            side, at = None, -1  # "visited X, | retaken last week": X was retaken, not who visited it
        if passive and self._apart(group.start):
            side, at = None, -1
        if passive and at >= 0 and self.low[at] in self.f.words["thing"] and match.entry["kind"] in GAINS:
            side, at = None, -1  # "nothing suggests that it was surrounded": a town
        if passive:
            side = self._passive_side(match, side, at)
        none = self.f.words["none"]
        start = group.start
        goes_on = bool(self.f.words["stopping"] & {*self.low[start : match.start]})  # "does not stop | attacking X"
        failing = bool(self.f.control.at(self.low, min(match.end, len(self.low) - 1)))  # "pushed | without success"
        without = self.s.word(match.end) in none and not (failing or self._unopposed(match.end))
        negated = (group.negated and not goes_on) or without
        negated = negated or (at > 0 and self.low[at - 1] in none)
        clause = self.s.clause_start(group.start)  # "none of which X | controls"
        negated = negated or (self.s.word(clause - 1) == "of" and self.s.word(clause - 2) in self.s.grammar.negation)
        negated = negated or (group.noun is not None and self.s.word(group.noun - 1) in none)  # "made no attempt to"
        negated = negated or self._of_nothing(group.start)
        if match.form == "ing":
            before = {*self.low[start : match.start], self.s.word(start - 1)} & self.f.words["manner"]
            if before:  # what holds of the clause's verb holds of its manner
                start, negated = self._main_start(start), negated or "without" in before
        return Head(start, side, negated, passive, group.purpose, match.start, at)

    def _of_nothing(self, start: int) -> bool:
        """Whether a verb is said of none: "neither X nor Y has | fallen", "none of the towns was | taken"."""
        first = self.s.after_adverbs(self.s.clause_start(max(0, start - 1)))
        return first < start and self.low[first] in self.f.words["not-one"]

    def _apart(self, start: int) -> bool:
        """Whether a participle has its own noun: "reports of villages | being taken" are no doing of who reports."""
        if "ing" not in self.s.tags(start) or start == 0 or self.s.actor_at[start - 1] is not None:
            return False
        g, word = self.s.grammar, self.low[start - 1]
        return (
            word.isalpha() and word not in g.preposition | g.boundary | g.conjunction and not self.s.is_verb(start - 1)
        )

    def _unopposed(self, at: int) -> bool:
        """Whether "without a fight" stands at a token: what was done met nobody."""
        return not self.f.words["unopposed"].isdisjoint(self.low[at : at + _UNOPPOSED])

    def _place_before(self, at: int) -> bool:
        """Whether a place's name ends right before a token."""
        mention = self.s.mention_at[at - 1] if at else None
        return mention is not None and mention.role == "place" and self.s.actor_at[at - 1] is None

    def told_from(self, match: Match, head: Head) -> int:
        """Return the first token of what a trigger is told with: in "will try, with X | attacking Y" the clause's verb.

        Args:
            match: The trigger.
            head: What governs it.
        """
        at = head.subject_at - 1
        while at > 0 and self.low[at] in self.s.grammar.determiner:
            at -= 1
        beside = match.form == "ing" and at > 1 and self.low[at] in self.f.words["with"] and self.low[at - 1] == ","
        return self._main_start(at) if beside else head.start

    def _main_start(self, start: int) -> int:
        """Return where the verb begins whose manner a group is: "will try to take X and hold Y | by attacking Z"."""
        begin = self.s.clause_start(max(0, start - 2))
        main = next((j for j in range(start - 1, begin - 1, -1) if self.s.is_verb(j)), None)
        return begin if main is None else min(begin, self.s.group(main).start)

    def _passive_side(self, match: Match, patient: str | None, at: int) -> str | None:
        """Who acts in a passive: the agent, else the opponent of an actor that suffers it."""
        kind = match.entry["kind"]
        agent = self.agent(match.end) or (self._thanked(match.start) if kind in GAINS else None)
        agent = agent or (self.firing(match.end) if kind == "strike" else None)
        if match.entry.get("actor") == "object" or kind in {"deploy", "withdraw", "hold"}:
            left = match.entry.get("object") == "left"
            return agent if left or (agent and kind in {"deploy", "hold"}) else patient
        if match.entry.get("fired") and self.low[self.s.group(match.start).start - 1] in self.f.weapon:
            return agent or patient or self._own_forces(self.s.group(match.start).start)  # "their missiles were fired"
        if kind == "strike" and patient is None:
            patient = self._owner_before(self.s.group(match.start).start)
        lost = agent or self.f.opponent(self.taken_from(match.end) if kind in GAINS else None)
        return lost or (self.f.opponent(patient) if at >= 0 or kind == "strike" else None)

    def _thanked(self, verb: int) -> str | None:
        """Side to whose doing a clause opens by owing it: "As a result of actions by X, | Y was taken"."""
        start = self.s.group(verb).start
        opener = self.s.word(self.s.clause_start(max(0, start - 1)))
        return self.noun_agent(start) if opener in self.f.words["owing"] else None

    def _owner_before(self, start: int) -> str | None:
        """Return whose a subject is: "the equipment of X troops | was hit"."""
        actor = self.s.actor(start - 1)
        at = actor.first - 1 if actor is not None else -1
        at -= self.s.word(at) in self.s.grammar.determiner
        return actor.side if actor is not None and self.s.word(at) == "of" else None

    # ------------------------------------------------------------------ nouns

    def _noun_head(self, match: Match) -> Head:
        """Follow a noun to the light verb that carries it, or read it as a free noun phrase."""
        start, negated = match.start, False
        side = self._beaten(match) or self._yielded(match, self.modifier_side(match.start))
        j = match.start - 1
        while j >= max(0, match.start - SPAN * 2):
            word = self.low[j]
            directly = j == match.start - 1 and word in self.s.grammar.negation
            negated = negated or directly or word in self.f.words["none"]
            if word == ")" and self.s.word(j - 2) == "(":
                j -= 3  # "conducted a (failed) attack"
                continue
            if "ing" in self.s.tags(j) and self._is_light(j - 1):
                start = j  # "made grinding progress"
                j -= 1
                continue
            gained = match.entry["kind"] in GAINS and word in self.s.grammar.have  # "had | partial success"
            if self.s.is_verb(j) and (word not in self.s.grammar.auxiliary or gained):
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
        own = side or self._blamed_side(start) or self._after_noun_side(match) or self._adjunct_side(match, start)
        return Head(start, own or self._carrier_side(match.end), negated)

    def _carrier_side(self, at: int) -> str | None:
        """Side of "strikes | were carried out by X": of whom a verb that carries a noun names behind it."""
        verb = next((j for j in range(at, min(len(self.low), at + SPAN)) if self._is_light(j)), None)
        return self.agent(verb + 1) if verb is not None and self.s.group(verb).passive else None

    def _blamed_side(self, start: int) -> str | None:
        """Side of "blamed X for | the strike on Y": X, whoever blames it."""
        actor = self.s.actor(start - 2)
        if self.s.word(start - 1) not in self.s.grammar.accusing or actor is None or actor.last != start - 1:
            return None
        at = actor.first - 1
        while at > 0 and self.low[at] in self.s.grammar.determiner:
            at -= 1
        return actor.side if self.s.word(at) in self.s.grammar.blaming else None

    def _is_light(self, at: int) -> bool:
        """Whether a verb that carries a noun ends at a token."""
        return at >= 0 and self.s.is_verb(at) and bool(self.f.light.at(self.low, at))

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
        if word in {",", "'s"} or self.s.word(j + 1) in self.s.grammar.degree:
            return False
        if "-" in {self.s.word(j - 1), self.s.word(j + 1)}:
            return False  # "block-by-block advances"
        clause = word in g.subordinator or word in g.relativizer or word in g.auxiliary or word in self.f.words["mark"]
        return clause or (word in g.preposition and word not in g.particle)

    def _light_head(self, match: Match, verb: int, side: str | None, *, negated: bool) -> Head:
        """Read "conducted attacks" by its verb; behind other verbs a noun keeps its own side, under the verb's mood."""
        group = self.s.group(verb)
        if not (self.f.light.at(self.low, verb) or self.f.control.at(self.low, verb)):
            untold = group.negated and bool(self.s.grammar.reporting.at(self.low, verb))  # "did not report any attacks"
            aim = group.purpose and self.low[verb] not in self.f.words["presupposing"]  # "to discuss the | strike on X"
            return Head(group.start, side or self._after_noun_side(match), negated or untold, purpose=aim)
        subject, at = self._subject_side(verb)
        if group.passive:
            subject = self.agent(match.end)
        own = side or subject or self._after_noun_side(match)
        negated = negated or group.negated or (at > 0 and self.low[at - 1] in self.f.words["none"])
        return Head(group.start, own, negated, group.passive, group.purpose, verb, at)

    def _adjunct_side(self, match: Match, start: int) -> str | None:
        """Side of "made gains in assaults", "retreated after failed attacks": that of the verb before."""
        given_up = self.s.word(start - 1) in self.f.words["given-up"]  # "withdrew from | attacks on X"
        if not given_up and self.s.word(start - 1) not in self.f.words["adjunct"]:
            return None
        before = range(start - 2, max(-1, start - SPAN * 2), -1)
        full = (
            j for j in before if self.s.is_verb(j) and self.low[j] not in self.s.grammar.auxiliary - self.s.grammar.be
        )
        verb = next(full, None)
        if verb is None or self.s.grammar.reporting.at(self.low, verb) or ":" in self.low[verb:start]:
            return None
        verbs = [m for m in self.f.triggers.at(self.low, verb) if m.form not in NOMINAL]
        told, fire = {m.entry["kind"] for m in verbs}, match.entry["kind"] == "strike"
        met = next((j for j in range(verb + 1, start) if self.low[j] in self.s.grammar.preposition), start - 1)
        if self.low[met - 1] in self.f.weapon and any(m.entry.get("object") == "works" for m in verbs):
            return None  # "destroyed three drones in an | attack"
        suffers = self.f.words["warding"] | (self.f.words["losing"] if fire else frozenset())
        hits = "strike" in told and match.entry["kind"] in {"strike", "attack"}  # "destroyed a depot in a strike"
        warded = ("repelled" in told or verb < start - SPAN) and not hits
        apart = ("withdraw" not in told or verb < start - 2) if given_up else warded or self.low[verb] in suffers
        return None if apart else self._subject_side(verb)[0]
