"""Claims of control and movement: triggers propose, one reader decides side, place and kind.

The frames (what a trigger means, what its object has to be, who acts) stand in ``english/movement.toml``;
`triggers` says which of them stand, `heads` what governs each, `claim_kinds` what it tells, `claim_sides` who does it,
`claim_places` where, `attribution` who says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.claim_kinds import Kinds
from analytics.extraction.claim_large import AtLarge
from analytics.extraction.claim_merging import merged
from analytics.extraction.claim_places import Places
from analytics.extraction.claim_scene import Scene, scene_of
from analytics.extraction.claim_sides import Sides
from analytics.extraction.frames import (
    GAINS,
    UNKNOWN,
    Claim,
    Context,
    Frames,
    frames_of,
    is_nominal,
    is_sighting,
)
from analytics.extraction.records import Cue, Dropped, Stance
from analytics.extraction.speakers import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Match
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.event_places import Where
    from analytics.extraction.heads import Head
    from analytics.extraction.records import Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["Claim", "Context", "Frames", "frames_of", "read_claims"]

_NO_ATTEMPT = frozenset({"hold", "repelled", "deploy"})
_CHARGED = 8  # tokens of "of the shelling and drone" between "traded accusations" and "strikes"
_SHARING = {"strike": "attack", "attack": "strike"}  # kinds that one noun may tell at once


class _Reader(AtLarge):
    """Reads the claims of one sentence."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.claims: list[Claim] = []
        self.dropped: list[Dropped] = []
        self.kinds = Kinds(scene)
        self.sides = Sides(scene)
        self.places = Places(scene, self.claims)

    def read(self) -> Iterator[Claim]:
        """Yield the sentence's claims, in order; one a claimant where several are joined."""
        claims = self.claims
        for position, match in enumerate(self.matches):
            claim = self._claim(match, position)
            if claim is None or self._of_some(claim):
                continue
            if claim.actor == UNKNOWN and not self.in_relative(match):
                alike = (replace(claim, actor=c.actor, sides=c.sides) for c in reversed(claims) if c.kind == claim.kind)
                claim = next(alike, claim)
            if self.claims and self.kinds.gave_up(self.claims[-1], claim):
                claims[-1] = replace(claim, kind="repelled")
                continue
            if self.claims and self.kinds.driven_off(self.claims[-1], claim, match):
                claims[-1] = replace(claims[-1], kind="repelled")
                continue
            claims += self._pieces(claim)
            if claim.kind in _SHARING and self._fire_and_assault(match):
                claims.append(replace(claim, kind=_SHARING[claim.kind]))
        for claim in merged(claims):
            told = claim.stance.claimant, claim.stance.claimant_text
            for claimant, text in (told, *self.a.joined(claim.first, claim.last)):
                yield self._as_told(claim, claimant, text)

    def _still_fires(self, match: Match, places: Sequence[Mention]) -> str | None:
        """Return who fired before at the land of some places, or stormed it: "X shelled Kent. A shop was | hit"."""
        told = (c.actor for c in reversed(self.claims) if c.kind == "attack" and c.actor in self.f.sides)
        stormed = None if is_nominal(match) else next(told, None)
        for side in (self.context.fired, stormed):
            foe = self.f.opponent(side)
            if foe is not None and foe == self.f.at_home(places):
                return side
        return None

    def _as_told(self, claim: Claim, claimant: str, text: str) -> Claim:
        """Return a claim as one claimant tells it: of two that accuse each other, each tells of the other."""
        told = replace(claim, stance=replace(claim.stance, claimant=claimant, claimant_text=text))
        foe = self.f.opponent(claimant) if self._is_mutual(claim) else None
        return replace(told, actor=foe, sides=(foe,)) if foe is not None else told

    def _is_mutual(self, claim: Claim) -> bool:
        """Whether two sides charge each other with a deed: "accused each other of | it", "traded blame for | it"."""
        if not self.a.joined(claim.first, claim.last):
            return False
        ties = self.s.grammar.accusing | self.f.words["over"]
        near = range(claim.first - 1, max(0, claim.first - _CHARGED), -1)
        return any(self.low[j] in ties and self.low[j - 1] in self.f.words["reciprocal"] for j in near)

    def _of_some(self, claim: Claim) -> bool:
        """Whether only some of the attacks just told were repelled: "stormed X, and seven of the assaults failed"."""
        told = claim.kind == "repelled" and any(c.kind == "attack" and c.actor == claim.actor for c in self.claims)
        return told and self.kinds.of_some(self.s.clause_start(claim.first), claim.first)

    def _pieces(self, claim: Claim) -> list[Claim]:
        """Part "captured X and the outskirts of Y": what is taken of Y is an advance."""
        if claim.kind != "capture" or len(claim.places) < 2:  # noqa: PLR2004  a list
            return [claim]
        beside = (m for m in claim.places if m.relation is not None)  # "took A and heights south of B"
        pieces = (*(m for m in claim.places if self._is_piece(m.first, claim.last)), *beside)
        whole = tuple(m for m in claim.places if m not in pieces)
        if not pieces or not whole:
            return [claim]
        return [replace(claim, places=whole), replace(claim, places=pieces, kind="advance")]

    def _is_piece(self, first: int, floor: int) -> bool:
        """Whether "the outskirts of" stands before a place, behind the trigger."""
        before = self.low[max(floor, first - 2) : first]
        return before[-1:] == ("of",) and before[0] in self.f.words["piece"]

    def _fire_and_assault(self, match: Match) -> bool:
        """Whether a noun tells both: "ground, air, and | artillery attacks", "air and | ground assaults"."""
        words = {*self.kinds.listed(match.start), *self.low[match.start : match.end]}
        return is_nominal(match) and bool(self.f.fire & words) and bool(self.f.words["ground-combat"] & words)

    # ------------------------------------------------------------------ one trigger

    def _claim(self, match: Match, position: int) -> Claim | None:
        head = self.heads.of(match)
        free = match.form == "noun" and head.verb is None
        if head.purpose or self.kinds.untold(match, head):
            return self._drop(match, "aim" if head.purpose else "plan")
        roles = self.kinds.controls(match, head.start)
        lost = "fail" in roles and match.entry["kind"] == "hold"  # "failed to hold X" does not hold it
        seen = is_sighting(match) and not head.passive  # whoever sees it tells of it
        stance = self.a.stance(
            match.end if seen else match.start, match.end + seen, group_start=self.heads.told_from(match, head),
            negated=(head.negated and "negative" not in roles) or lost, noun=free,
        )  # fmt: skip
        kind = self.kinds.of(match, head, roles)
        if stance.status != "event":
            return self._drop(match, stance.status, stance.cues)
        tried = "fail" not in roles or kind == "deploy"  # "failed to build a crossing"
        keeps = kind == "hold" and self.kinds.keeps(match)
        if roles & {"attempt", "fail"} and tried and kind in _NO_ATTEMPT and not (is_nominal(match) or keeps):
            return self._drop(match, "attempt", stance.cues)
        if head.negated and "negated" in match.entry:
            return self._holds_on(match, stance)
        where = self.places.of(match, position, head, kind)
        if kind == "attack" and self.kinds.failed_later(match):
            kind, where = "repelled", self.places.stopped(match, where)
        local = self.sides.of_its_land(stance, where, kind)
        passing = kind == "strike" and head.verb is None  # "the Oakham strike" is told of in passing
        actor, sides = self._acting(match, head, kind, stance if passing else local, where)
        missing = self._missing(match, head, where, stance) or self._behind_lines(match, head, kind, where, actor)
        nowhere = not where.places and not where.toward
        if "attempt" in roles and kind == "attack" and nowhere and not self.is_at_large(match, head, where):
            missing = "no place"
        local = self.sides.told_by(match, head, local, kind, actor)
        nobody = kind != "strike" or not where.places or bool(match.entry.get("sided"))
        if missing is None and ((actor == UNKNOWN and nobody) or self._of_civilians(match, head, where)):
            missing = "no actor"
        if missing:
            return self._drop(match, missing)
        if kind == "deploy" and where.leaving:
            kind = "withdraw"
        return self._made(match, kind, (actor, sides), where, local)

    def _acting(self, match: Match, head: Head, kind: str, stance: Stance, where: Where) -> tuple[str, tuple[str, ...]]:
        """Return who acts: by the clause, else who began in the sentence what failed, else who fired before."""
        actor, sides = self.sides.of(match, head, kind, stance)
        if actor != UNKNOWN:
            return actor, sides
        attacks = [c for c in self.claims if c.kind == "attack"] if self.told_attack(match) else []
        if attacks:
            return attacks[-1].actor, attacks[-1].sides  # "all attacks | were repelled"
        suffers = kind == "strike" and self.low[match.start] not in self.f.words["warding"]  # not "were shot down"
        prose = not self.low[-1].isalnum() or not match.entry.get("sided")  # a headline of a bridge stands for itself
        fired = self._still_fires(match, where.places) if suffers and prose and not self.in_relative(match) else None
        return (fired, (fired,)) if fired is not None else (actor, sides)

    def _ended(self, match: Match) -> bool:
        """Whether what a noun says was held is no more: "ended control of X", "the defense of X | collapsed"."""
        before = next((j for j in range(match.start - 1, max(-1, match.start - 5), -1) if self.s.is_verb(j)), None)
        after = next((j for j in range(match.end, self.s.clause_end(match.end - 1)) if self.s.is_verb(j)), None)
        return any(j is not None and self.low[j] in self.f.words["ending"] for j in (before, after))

    def _made(self, match: Match, kind: str, actor: tuple[str, tuple[str, ...]], where: Where, stance: Stance) -> Claim:
        tokens, words = self.s.sentence.tokens, self.s.sentence.phrase(match.start, match.end)
        trigger = Cue(words, tokens[match.start].start, tokens[match.end - 1].end, "trigger")
        cues = tuple(sorted((*stance.cues, trigger), key=lambda c: (c.start, c.end, c.role)))
        return Claim(
            self.s.sentence.index, match.start, match.end, words, kind, *actor, where.places, where.toward,
            where.carried, replace(stance, cues=cues), str(match.entry["id"]),
        )  # fmt: skip

    def _behind_lines(self, match: Match, head: Head, kind: str, where: Where, actor: str) -> str | None:
        """Return why who is at work in a place does not hold it: partisans, and forces "in occupied | Oakham"."""
        if kind != "hold":
            return None
        subject = self.low[self.s.clause_start(max(0, head.start - 1)) : head.start]
        here = (m.first for m in where.places if m.sentence == self.s.sentence.index and m.first >= match.end)
        first = next(here, match.end)
        land = next((j for j in range(match.end, first) if self.low[j] in self.f.words["taken-land"]), match.start)
        links = (self.low[j] for j in range(land - 1, match.start, -1) if self.low[j] in self.s.grammar.preposition)
        at_work = next(links, "") in self.f.locator.within and self.f.at_home(where.places) == actor
        few = not is_nominal(match) and not self.f.words["saboteur"].isdisjoint(subject)
        return "behind enemy lines" if at_work or few else None

    def _of_civilians(self, match: Match, head: Head, where: Where) -> bool:
        """Whether a people leaves what is its own: "Mercians | fled Oakham" tells of no forces; "the Mercians" does."""
        at = self.s.before_adverbs(head.start)
        army = self.s.word(at - 1) in self.s.grammar.determiner - self.s.grammar.article
        fled = self.low[match.start] in self.f.words["fleeing"] and not army
        return fled and self.f.are_at_home(self.s.word(at), where.places)

    def _missing(self, match: Match, head: Head, where: Where, stance: Stance) -> str | None:
        """Return what a record lacks, if anything."""
        if match.entry["kind"] == "hold" and is_nominal(match) and self._ended(match):
            return "ended"
        reduced = (
            match.form in {"ed", "participle"}
            and head.start == match.start
            and not head.passive
            and head.subject_at < 0
            and self.s.word(self.s.before_adverbs(head.start)) not in self.f.words["enemy"]
            and (match.entry["kind"] in GAINS or self.objects.classify(match.end) == "none")
        )
        beside = not where.carried and all(map(self._beside, where.places))
        fallen = match.entry.get("actor") == "opponent" and (beside or self._is_water(where))
        if fallen or (where.leaving and self.low[match.start] in self.f.words["fresh"]):
            return "no place"  # "water levels at X are | falling", "reinforcements from X"
        qualifies = self.s.tags(match.start) == {"participle"} and self.s.group(match.start).participial
        if (match.entry.get("needed") or reduced or qualifies) and not where.places:
            return None if self.is_at_large(match, head, where) else "no place"
        if match.entry.get("aimed") and not where.places and not where.toward and not self.has_target(match, head):
            return None if self.is_at_large(match, head, where) else "no place"
        bare = match.form == "noun" and head.verb is None and stance.claimant == AUTHOR
        if bare and not where.places and not where.toward:
            return "bare noun"
        return None

    def _beside(self, mention: Mention) -> bool:
        """Whether a place only says where something else is: "at X", not "the city of X"."""
        return self.s.word(mention.first - 1) in self.s.grammar.preposition - {"of"}

    def _is_water(self, where: Where) -> bool:
        """Whether what falls is water, which no side loses: "the Oakham reservoir | fell"."""
        return any(m.kind == "water" for m in where.places)

    def _drop(self, match: Match, reason: str, cues: tuple[Cue, ...] = ()) -> Claim | None:
        """Note why a trigger that stands is no record; the answer is always null."""
        self.dropped.append(Dropped(match.start, match.end, str(match.entry["id"]), reason, cues))
        return None

    def _holds_on(self, match: Match, stance: Stance) -> Claim | None:
        """Read "X has not fallen" of a side as its holding X."""
        side = stance.claimant
        if side not in self.f.sides:
            return self._drop(match, "negated")
        where = self.f.locator.left(self.s, match, "hold", self.scope_floor(match.start))
        told = replace(stance, credence="claimed")
        return self._made(match, str(match.entry["negated"]), (side, (side,)), where, told)


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
    reader = _Reader(scene_of(syntax, attribution, frames, context))
    return tuple(reader.read()), tuple(reader.dropped)
