"""Claims of control and movement: triggers propose, one reader decides side, place and kind.

The frames (what a trigger means, what its object has to be, who acts) stand in ``english/movement.toml``;
`triggers` says which of them stand, `heads` who does it, `locating` where, `attribution` who says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.frames import BOTH, OTHER, UNKNOWN, Claim, Context, Frames, frames_of, is_nominal
from analytics.extraction.heads import Head, Heads
from analytics.extraction.locating import Where
from analytics.extraction.objects import Objects
from analytics.extraction.records import Cue, Dropped, Stance
from analytics.extraction.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Match
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.records import Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["Claim", "Context", "Frames", "frames_of", "read_claims"]

_AUTHOR = "author"
_NEAR = 4  # tokens between "claimed" and the noun that is claimed
_GAINS = frozenset({"advance", "capture"})
_NO_ATTEMPT = frozenset({"hold", "repelled", "deploy"})
_RETOLD = frozenset({"strike", "attack"})
_LOOSE = frozenset({"strike", "attack", "contested"})
_OUTCOME_REACH = 45  # tokens between an attack and "but made no gains"


class _Reader:
    """Reads the claims of one sentence."""

    def __init__(self, syntax: Syntax, attribution: Attribution, frames: Frames, context: Context) -> None:
        self.s = syntax
        self.a = attribution
        self.f = frames
        self.context = context
        self.low = syntax.low
        self.objects = Objects(syntax, frames, context)
        self.matches = Triggers(syntax, frames, self.objects).matches
        self.heads = Heads(syntax, attribution, frames, self.objects, context)
        self.claims: list[Claim] = []
        self.dropped: list[Dropped] = []

    def read(self) -> Iterator[Claim]:
        """Yield the sentence's claims, in order; one a claimant where several are joined."""
        claims = self.claims
        for position, match in enumerate(self.matches):
            claim = self._claim(match, position)
            if claim is None:
                continue
            if claim.actor == UNKNOWN and not self._in_relative(match):
                alike = (replace(claim, actor=c.actor, sides=c.sides) for c in reversed(claims) if c.kind == claim.kind)
                claim = next(alike, claim)
            claims.append(claim)
        for claim in _merged(claims):
            yield claim
            for claimant, text in self.a.joined(claim.first, claim.last):
                yield replace(claim, stance=replace(claim.stance, claimant=claimant, claimant_text=text))

    # ------------------------------------------------------------------ one trigger

    def _claim(self, match: Match, position: int) -> Claim | None:
        head = self.heads.of(match)
        free = match.form == "noun" and head.verb is None
        if head.purpose:
            return self._drop(match, "aim")
        stance = self.a.stance(match.start, match.end, group_start=head.start, negated=head.negated, noun=free)
        roles = self._controls(match, head.start)
        kind = self._kind(match, head, roles)
        if stance.status != "event":
            return self._drop(match, stance.status, stance.cues)
        if "attempt" in roles - {"fail"} and "fail" not in roles and kind in _NO_ATTEMPT and not is_nominal(match):
            return self._drop(match, "attempt", stance.cues)
        if head.negated and "negated" in match.entry:
            return self._holds_on(match, stance)
        actor, sides = self._actor(match, head, kind, stance)
        where = self._where(match, position, head)
        missing = self._missing(match, head, where, stance)
        if "attempt" in roles and kind == "attack" and not where.places and not where.toward:
            missing = "no place"
        if missing is None and actor == UNKNOWN and (kind != "strike" or not where.places):
            missing = "no actor"
        if missing:
            return self._drop(match, missing)
        if kind == "attack" and not where.carried and self._failed_later(match):
            kind = "repelled"
        if kind == "deploy" and where.leaving:
            kind = "withdraw"
        return self._made(match, kind, (actor, sides), where, self._at_home(stance, where))

    def _at_home(self, stance: Stance, where: Where) -> Stance:
        """Take a nameless office ("the mayor", "regional officials") for one of the country that it tells of."""
        words = stance.claimant_text.split()
        if (
            stance.claimant != OTHER
            or not words
            or not {*words} & self.f.words["office"]
            or not all(map(str.islower, words))
        ):
            return stance
        countries = {m.place.country for m in where.places if m.place is not None}
        home = next((side for side, country in self.f.country.items() if countries == {country}), None)
        return replace(stance, claimant=home) if home else stance

    def _in_relative(self, match: Match) -> bool:
        """Whether a trigger stands in a relative clause: what it tells may be another's act."""
        return self.s.word(self.s.clause_start(match.start)) in self.s.grammar.relative_subject

    def _made(self, match: Match, kind: str, actor: tuple[str, tuple[str, ...]], where: Where, stance: Stance) -> Claim:
        tokens, words = self.s.sentence.tokens, self.s.sentence.phrase(match.start, match.end)
        trigger = Cue(words, tokens[match.start].start, tokens[match.end - 1].end, "trigger")
        cues = tuple(sorted((*stance.cues, trigger), key=lambda c: (c.start, c.end, c.role)))
        return Claim(
            self.s.sentence.index, match.start, match.end, words, kind, *actor, where.places, where.toward,
            where.carried, replace(stance, cues=cues), str(match.entry["id"]),
        )  # fmt: skip

    def _missing(self, match: Match, head: Head, where: Where, stance: Stance) -> str | None:
        """Return what a record lacks, if anything."""
        reduced = (
            match.form in {"ed", "participle"}
            and head.start == match.start
            and not head.passive
            and head.subject_at < 0
            and (match.entry["kind"] in _GAINS or self.objects.classify(match.end) == "none")
        )
        if (match.entry.get("needed") or reduced) and not where.places:
            return "no place"
        if match.entry.get("aimed") and not where.places and not where.toward and not self._has_target(match, head):
            return "no place"
        bare = match.form == "noun" and head.verb is None and stance.claimant == _AUTHOR
        if bare and not where.places and not where.toward:
            return "bare noun"
        return None

    def _has_target(self, match: Match, head: Head) -> bool:
        """Whether an act of a named side has a land as its target: "launched drones at Ukraine", "sent men to eastern Ukraine"."""
        if head.verb is None or head.side is None:
            return False
        if match.entry["kind"] in {"attack", "deploy"}:
            clause = range(match.end, self.s.clause_end(match.end - 1))
            part = (j for j in clause if self.low[j] in self.f.locator.compass_adjective)
            return any((a := self.s.actor(j + 1)) is not None and a.form == "state" for j in part)
        if match.entry["kind"] != "strike":
            return False
        end = self.s.clause_end(match.end - 1)
        at = next((j for j in range(match.end, end) if self.low[j] in self.f.words["victim"]), end)
        return any(self.s.actor_at[j] is not None for j in range(at, min(end, at + 5)))

    def _drop(self, match: Match, reason: str, cues: tuple[Cue, ...] = ()) -> Claim | None:
        """Note why a trigger that stands is no record; the answer is always null."""
        self.dropped.append(Dropped(match.start, match.end, str(match.entry["id"]), reason, cues))
        return None

    def _holds_on(self, match: Match, stance: Stance) -> Claim | None:
        """Read "X has not fallen" of a side as its holding X."""
        side = stance.claimant
        if side not in self.f.sides:
            return self._drop(match, "negated")
        where = self.f.locator.left(self.s, match, "hold", self._scope_floor(match))
        told = replace(stance, credence="claimed")
        return self._made(match, str(match.entry["negated"]), (side, (side,)), where, told)

    # ------------------------------------------------------------------ what

    def _controls(self, match: Match, start: int) -> set[str]:
        """Return the roles of the control words of a group: attempt, fail, aspect; of "efforts by X to" too."""
        found = [m for i in range(start, match.start) for m in self.f.control.at(self.low, i) if m.end <= match.start]
        noun = None if is_nominal(match) else self.s.group(match.start).noun
        if noun is not None and self.f.failed & {*self.low[max(0, noun - 2) : noun]}:
            return {"attempt", "fail"}
        if noun is not None:
            found += self.f.control.at((self.low[noun], "to"), 0)
        return {str(m.entry["role"]) for m in found}

    def _kind(self, match: Match, head: Head, roles: set[str]) -> str:
        kind = str(match.entry["kind"])
        before = self.low[max(0, match.start - 3) : match.start]
        if kind == "attack" and self._by_fire(match, head, before):
            kind = "strike"
        if kind == "attack" and match.form == "noun" and "ground" not in before and self._kills(match):
            kind = "strike"
        subject = self.low[self.s.clause_start(max(0, head.start - 1)) : head.start]
        if kind == "strike" and not is_nominal(match) and self.f.words["saboteur"] & {*subject}:
            return "attack"
        if kind == "attack" and match.form == "noun" and self.f.failed & {*before}:
            return "repelled"
        if "fail" in roles and (kind in {"attack", "advance", "capture"} or match.entry.get("actor") == "object"):
            return "repelled"
        if "attempt" in roles and kind in {"advance", "capture", "withdraw"}:
            return "attack"
        return kind

    def _kills(self, match: Match) -> bool:
        """Whether an attack on a place kills people there: that is fire, not an assault."""
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        return match.phrase in {"attack"} and any(self.low[j] in self.f.words["casualty"] for j in clause)

    def _by_fire(self, match: Match, head: Head, before: tuple[str, ...]) -> bool:
        """Whether an attack is fire: "missile attack", "aviation attacked"."""
        if match.form == "noun" and "ground" not in before and self.f.fire & {*before[-2:]}:
            return True
        begin = max(self.s.clause_start(max(0, head.start - 1)), head.start - 6)
        return head.verb is not None and bool(self.f.weapon & {*self.low[begin : head.start]})

    def _failed_later(self, match: Match) -> bool:
        """Whether the sentence says behind an attack that it came to nothing, with no other attack between."""
        for m in self.f.outcome.find(self.low):
            near = m.end <= match.start and m.start >= match.start - 4
            if not (near or match.end <= m.start <= match.end + _OUTCOME_REACH):
                continue
            rival = any(match.end <= o.start <= m.end + 3 and o.entry["kind"] == "attack" for o in self.matches)
            if not rival and not self.f.words["parting"] & {*self.low[match.end : m.start]}:
                return True
        return False

    # ------------------------------------------------------------------ who

    def _actor(self, match: Match, head: Head, kind: str, stance: Stance) -> tuple[str, tuple[str, ...]]:
        rule = str(match.entry.get("actor", "subject"))
        if rule == "both":
            return BOTH, self.f.sides if len(self.f.sides) == 2 else ()  # noqa: PLR2004  with more sides, who fights is not said
        side = self._by_rule(match, head, rule) if kind == match.entry["kind"] else head.side
        if side is None and kind == "hold" and head.verb is not None and self.objects.place_subject(head.start):
            attackers = [a.side for a in self.s.actors if a.side and a.form in {"forces", "state"}]
            side = self.f.opponent(attackers[0] if attackers else self.context.actor)
        if side is None and kind == "strike" and not is_nominal(match) and not head.passive:
            side = self.f.opponent(self.heads.victim(match.end))  # "missiles struck Russian ships"
        if side is None:
            side = self._struck_by(match, stance) if kind == "strike" else self._told_elsewhere(match, head)
        if side is None and kind == "repelled" and head.passive and stance.claimant == _AUTHOR:
            side = self.f.opponent(self.context.home)
        if side is None:
            side = self._claimed_by_itself(match, head, kind, stance)
        if side is None and head.verb is not None and self._third_party(head.verb):
            return OTHER, ()
        return (side, (side,)) if side is not None else (UNKNOWN, ())

    def _third_party(self, verb: int) -> bool:
        """Whether forces that belong to no side act: "North Korean soldiers were deployed"."""
        subject = self.s.subject(verb).actor
        return subject is not None and subject.side is None and bool(subject.name) and subject.form == "forces"

    def _claimed_by_itself(self, match: Match, head: Head, kind: str, stance: Stance) -> str | None:
        """Side of "claimed the capture of X", "that X was captured": the speaker; its opponent where it concedes."""
        scope = self.a.covering(match.start, match.end)
        if scope is None or stance.claimant not in self.f.sides or kind not in {"advance", "capture", "hold"}:
            return None
        said = self.low[scope.cue[0]]
        if scope.voice == "denial" or said in self.f.words["conceding"]:
            return self.f.opponent(stance.claimant) if head.passive or match.form == "noun" else None
        own = match.start - scope.start <= _NEAR if match.form == "noun" else said in self.f.words["boasting"]
        return stance.claimant if own and (head.passive or match.form == "noun") else None

    def _by_rule(self, match: Match, head: Head, rule: str) -> str | None:
        """Return the side by the entry's `actor`: subject, object, patient, opponent."""
        if rule == "object":
            if head.passive:
                told = head.side or self.heads.noun_side(head.start) or self.heads.noun_agent(head.start)
                return told or self.f.opponent(self.heads.agent(match.end))
            return self.heads.object_side(match.end) or self.f.opponent(head.side)
        if rule == "patient":
            suffers = self.s.subject(match.start).actor
            return self.f.opponent((suffers.side if suffers else None) or self.heads.noun_side(head.start))
        if rule == "opponent":
            behind = (self.s.actor_at[j] for j in range(match.end - 1, min(len(self.low), match.end + 5)))
            return next((a.side for a in behind if a is not None), None) or self.f.opponent(head.side)
        return head.side

    def _told_elsewhere(self, match: Match, head: Head) -> str | None:
        """Who acts where the clause does not say: the sentence's only forces, or for "these attacks" who acted last."""
        named = {a.side for a in self.s.actors if a.side and a.form in {"adjective", "forces"}}
        told = any(
            self.s.told_clause(j, head.start) for j in range(head.start)
        )  # then who stands before it only speaks
        scope = self.a.covering(match.start, match.end)
        floor = scope.start if scope is not None else 0
        free = (a for a in self.s.actors if not (told or a.first < floor or a.possessive or self.s.hangs(a.first)))
        acting = {a.side for a in free if a.side and a.form == "forces"}
        if not is_nominal(match):
            if head.passive and match.entry["kind"] in _GAINS:
                return None
            return next(iter(acting)) if len(acting) == 1 and named == acting else None
        pointing = self.f.words["pointing"] & {*self.low[max(0, match.start - 3) : match.start]}
        pointing = pointing or (scope is not None and scope.cue[1] == scope.start == match.start)  # "the reported attack"
        return self.context.actor if pointing and not named else None

    def _struck_by(self, match: Match, stance: Stance) -> str | None:
        """Who fires where nobody is named: a side that tells of fire on its own country suffers it; else unknown."""
        places = self.f.locator.right(self.s, match, "strike", len(self.low)).places or self.s.mentions
        countries = {m.place.country for m in places if m.place is not None}
        teller = self.context.home if stance.claimant == _AUTHOR else stance.claimant
        suffers = countries == {self.f.country.get(teller)}
        return self.f.opponent(teller) if suffers else None

    # ------------------------------------------------------------------ where

    def _where(self, match: Match, position: int, head: Head) -> Where:
        kind, locator = str(match.entry["kind"]), self.f.locator
        if not is_nominal(match) and self.objects.classify(match.end) == "none":
            told = self.objects.relative_places(match.start)
            if told:
                return Where(told)
        following = next((m for m in self.matches[position + 1 :] if m.form != "word"), None)
        where = locator.right(self.s, match, kind, following.start if following else len(self.low))
        if not where.places and following is not None and self._shares_object(match, following):
            where = locator.right(self.s, following, kind, len(self.low))
        if not where.places and not where.toward and following is not None and self._coordinated(match, following):
            where = locator.right(self.s, following, kind, len(self.low))
        if where.places:
            return where if where.toward else replace(where, toward=self._direction_before(match))
        if match.entry.get("actor") == "object" and self.objects.classify(match.end) == "pronoun":
            told = [c.places for c in self.claims if c.places]
            return Where(told[-1]) if told else Where(self.context.places, where.toward, carried=True)
        if match.entry.get("object") == "place" and self.objects.classify(match.end) == "pronoun":
            it = self.objects.antecedent(match.start)
            if it is not None:
                return Where((it,), where.toward, carried=it.sentence != self.s.sentence.index)
        left = locator.left(self.s, match, kind, self._left_floor(match, position, head, kind))
        if kind == "deploy" and left.leaving:
            left = Where(toward=left.toward)
        if where.toward and kind in _GAINS and not head.passive:
            left = Where(tuple(m for m in left.places if not self._is_told(m)), left.toward)
        toward = where.toward or left.toward
        if left.places:
            return replace(left, toward=toward)
        toward = toward or self._direction_before(match)
        pointed = self._pointed(match)
        if not pointed.places and not toward and kind in _LOOSE:
            pointed = self._elsewhere(match, position)
        if not pointed.places and not toward and kind == "contested":
            told = [c.places for c in self.claims if c.places]
            pointed = Where(told[-1]) if told else pointed
        return replace(pointed, toward=toward)

    def _is_told(self, mention: Mention) -> bool:
        """Whether a claim of the sentence is told of a place: "retook X and advanced toward Y" advances elsewhere."""
        return any(mention in claim.places for claim in self.claims)

    def _elsewhere(self, match: Match, position: int) -> Where:
        """Take the sentence's only place, which no other trigger tells of: "Fifty left X as Russia continues attack"."""
        if any(m is not match for m in self.matches):
            return Where()
        origin = self.f.locator.origin
        named = [m for m in self.s.mentions if m.last <= match.start or self.s.word(m.first - 1) not in origin]
        places = {m.start: m for m in named if m.role == "place" and not self.s.named_actor(m.first)}
        if not places and match.entry["kind"] != "attack":
            places = {m.start: m for m in named if m.role in {"place", "title"}}
        return Where(tuple(places.values())) if len(places) == 1 else Where()

    def _direction_before(self, match: Match) -> tuple[str, ...]:
        """Return the directions that open a trigger's clause: "In the X direction, forces attacked Y"."""
        begin = self.s.clause_start(match.start)
        if not any(map(self.s.is_verb, range(next((m.first for m in self.s.mentions if m.role == "axis"), 0)))):
            begin = 0
        axes = {m.start: m.surface for m in self.s.mentions if m.role == "axis" and begin <= m.first < match.start}
        return tuple(axes.values())

    def _left_floor(self, match: Match, position: int, head: Head, kind: str) -> int:
        """Where places before a trigger may begin; a free noun's stand in its own phrase ("the Kramatorsk strike")."""
        floor = max([self._scope_floor(match), *(m.end for m in self.matches[:position])])
        free = match.form == "noun" and head.verb is None and kind != "contested"
        return max(floor, head.start) if free else floor

    def _pointed(self, match: Match) -> Where:
        """Carry a place over where the clause points back to it: "the village", "there"."""
        told = self.f.words["told"] & {*self.low[max(0, match.start - 2) : match.start]}
        if match.entry["kind"] == "contested" and told and self.context.places:
            return Where(self.context.places, carried=True)
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        at = next((j for j in clause if self.f.anaphor.at(self.low, j)), None)
        if at is None:
            return Where()
        before = (self.s.mention_at[j] for j in range(at - 1, -1, -1))
        here = next((m for m in before if m is not None and m.role == "place"), None)
        if here is not None:
            return Where((here,))
        return Where(self.context.places, carried=True) if self.context.places else Where()

    def _scope_floor(self, match: Match) -> int:
        scope = self.a.covering(match.start, match.end)
        return scope.start if scope is not None and scope.start <= match.start and scope.cue[1] <= scope.start else 0

    def _coordinated(self, match: Match, following: Match) -> bool:
        """Whether "and" joins the next trigger's verb, with no subject of its own: "shelled homes and stormed X"."""
        if is_nominal(following):
            return False
        start = self.s.group(following.start).start
        return match.end < start and self.s.word(self.s.before_adverbs(start)) == "and"

    def _shares_object(self, match: Match, following: Match) -> bool:
        """Whether two triggers share what follows: "shelled and struck X", "gains in assaults on X"."""
        between = self.low[match.end : following.start]
        if match.entry["kind"] == "advance" and between[:1] and between[0] in self.f.words["sharing"]:
            return len(between) <= 3  # noqa: PLR2004  "in limited ground"
        actors = any(self.s.actor_at[j] is not None for j in range(match.end, following.start))
        joined = self.f.words["joining"] & {*between}
        return bool(joined) and not actors and not self.s.grammar.preposition & {*between}


# ---------------------------------------------------------------------- one sentence's claims


def _merged(claims: Sequence[Claim]) -> list[Claim]:
    """Drop what another claim of the sentence already says: attack beside repelled, one kind twice at one place."""
    kept: list[Claim] = []
    placed = [c for c in claims if c.places]
    for claim in claims:
        if claim.kind in _RETOLD and not claim.places and any(_same_told(claim, other) for other in placed):
            continue
        denied_gain = claim.kind == "advance" and claim.stance.credence == "denied"
        if any(
            (k.kind == claim.kind and k.stance.claimant == claim.stance.claimant and _same_places(k, claim))
            or (k.kind == "repelled" and (denied_gain or (claim.kind == "attack" and _same_places(k, claim))))
            for k in kept
            if k.actor == claim.actor
        ):
            continue
        if claim.kind == "repelled":
            kept = [k for k in kept if not (k.kind == "attack" and k.actor == claim.actor and _same_places(k, claim))]
        kept.append(claim)
    return kept


def _same_told(a: Claim, b: Claim) -> bool:
    """Whether two claims differ in nothing but where."""
    return (a.kind, a.actor, a.stance.claimant, a.stance.credence) == (
        b.kind,
        b.actor,
        b.stance.claimant,
        b.stance.credence,
    )


def _same_places(a: Claim, b: Claim) -> bool:
    return {m.start for m in a.places} == {m.start for m in b.places} or (not b.places and not b.toward)


def read_claims(
    syntax: Syntax, attribution: Attribution, frames: Frames, context: Context
) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Return the claims of one sentence, and its triggers that are none.

    Args:
        syntax: The sentence.
        attribution: Its scopes.
        frames: The codebook's triggers.
        context: What the sentences before it told.
    """
    reader = _Reader(syntax, attribution, frames, context)
    return tuple(reader.read()), tuple(reader.dropped)
