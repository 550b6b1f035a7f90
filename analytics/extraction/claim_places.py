"""Where a claim's event happened: behind its trigger, before it, or where the clause points back to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.claim_lists import Lists
from analytics.extraction.event_places import Where
from analytics.extraction.frames import GAINS, is_nominal
from analytics.extraction.speakers import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Match
    from analytics.extraction.claim_scene import Scene
    from analytics.extraction.frames import Claim
    from analytics.extraction.heads import Head
    from analytics.extraction.records import Mention

__all__ = ["Places"]

_FOLLOWING = frozenset({"contested", "repelled", "withdraw"})  # kinds that go on where the sentence's claim before is
_APART = frozenset({"strike", "repelled", "capture", "deploy"})  # what those who gain ground do elsewhere as well
_TRIED = frozenset({"attack", "repelled"})
_UNITS = 20  # tokens of "three battalions of the 35th Army (CAA)"
_GOING = GAINS | {"deploy"}  # kinds that go from where they were told to another place
_LOOSE = frozenset({"strike", "attack", "contested"})  # kinds that may stand apart from their place in a sentence


class Places(Lists):
    """Reads the places of one sentence's triggers."""

    def __init__(self, scene: Scene, claims: Sequence[Claim]) -> None:
        """Keep the sentence, and its claims so far: the reader adds to them."""
        super().__init__(scene)
        self.claims = claims

    def of(self, match: Match, position: int, head: Head, told: str) -> Where:
        """Return where a trigger's event happened.

        Args:
            match: The trigger.
            position: Its place among the sentence's triggers.
            head: What governs it.
            told: What it tells: an advance that was only tried did not get where it headed.
        """
        return self._with_there(match, self._told_of(match, position, head, told))

    def stopped(self, match: Match, where: Where) -> Where:
        """Return where what headed elsewhere failed: "tried to advance on X but were | stopped near Y".

        Args:
            match: The trigger.
            where: What its own words tell.
        """
        outcome = next((m for m in self.f.outcome.find(self.low) if m.start >= match.end), None)
        if where.places or outcome is None or not any(map(self.s.is_verb, range(outcome.start, outcome.end))):
            return where
        limit = next((m.start for m in self.matches if m.start >= outcome.end), len(self.low))
        return replace(where, places=self.f.locator.right(self.s, outcome, "repelled", limit).places)

    def _told_of(self, match: Match, position: int, head: Head, told: str) -> Where:
        kind = str(match.entry["kind"])
        if kind == "advance" and told in _TRIED and not is_nominal(match):
            kind = "attempt"
        if not is_nominal(match) and self.objects.classify(match.end) == "none":
            relative = self.objects.relative_places(match.start)
            if relative:
                return Where(relative, carried=any(m.sentence != self.s.sentence.index for m in relative))
        members = self.objects.members(match) or self._suffering(match, head) or self._latter(match)
        members = members or self.objects.behind_colon(match.end, kind)
        shared = () if members else self.objects.shared_out(match.end, kind)
        if members or shared:
            return Where(members or shared, self._axes(match, kind) if shared else ())
        falls = match.entry.get("actor") == "opponent" and not is_nominal(match)  # not "the fall of X"
        where = Where() if falls else self._behind(match, position, kind)
        aimed = kind == "attempt" and self.low[match.start] in self.f.words["reaching"]
        if aimed:
            where = self._headed(match, head, where)
        if aimed or where.places or self._nameless(match) or (kind == "hold" and self._in_a_part(match)):
            toward = where.toward or not where.places
            return where if toward else replace(where, toward=self._direction_before(match))
        pronoun = self._of_pronoun(match, where)
        if pronoun is not None:
            return pronoun
        left = self._of_antecedent(match) or self._inside(match)
        left = left if left.places else self._before(match, position, head, where)
        left = left if left.places else self._opening(match, kind) or left
        toward = where.toward or left.toward
        if left.places:
            return replace(left, toward=toward)
        toward = toward or self._direction_before(match)
        pointed = self._pointed(match)
        if not pointed.places and (not toward or self._heads_before(match) or self.told_attack(match)):
            tried = told in _FOLLOWING and not is_nominal(match)  # "shelled X, but | failed to make headway"
            pointed = self._elsewhere(match, told if tried else kind)
        met = {m.surface for m in pointed.places}
        return replace(pointed, toward=tuple(surface for surface in toward if surface not in met))

    def _headed(self, match: Match, head: Head, where: Where) -> Where:
        """Return where what only headed for a place is told to be tried: "pushed hard in this area to | reach X"."""
        toward = (*(m.surface for m in where.places), *where.toward)
        at = next((j for j in range(head.start, match.start) if self._points(j)), None) if toward else None
        return replace(Where() if at is None else self._pointed_at(at, axes=True), toward=toward)

    def _behind(self, match: Match, position: int, kind: str) -> Where:
        """Return the places behind a trigger, or behind the next one where both share them."""
        locator = self.f.locator
        following = next((m for m in self.matches[position + 1 :] if m.form != "word"), None)
        limit = following.start if following else len(self.low)
        if following is not None and not is_nominal(following):
            limit = self.objects.gapped_at(following) or limit
        where = locator.right(self.s, match, kind, limit)
        if kind == "deploy" and not (where.places or is_nominal(match)):
            where = self._sent_to(match) or where
        if where.places or following is None or self.objects.pointed(match.end) is not None:
            return where
        bare = match.end - match.start == 1 and self.s.word(match.end) in self.s.grammar.joiner
        apart = following.entry["kind"] in _APART or bool(self.objects.members(following))
        if not bare and match.entry["kind"] in GAINS and apart:
            return where  # "improved positions and repelled attacks near X"; but "encircled | and shelled X"
        if self._shares_object(match, following) or (not where.toward and self._coordinated(match, following)):
            return locator.right(self.s, following, kind, len(self.low))
        return where

    def _sent_to(self, match: Match) -> Where | None:
        """Return where forces are sent behind a clause that says which: "moved troops that fought in X | to Y"."""
        g, near = self.s.grammar, range(match.end, min(len(self.low), match.end + _UNITS))
        which = next((j for j in near if self.low[j] in g.relativizer or self.s.is_verb(j)), len(self.low))
        said = which < len(self.low) and self.low[which] in g.relativizer
        verb = next(filter(self.s.is_verb, range(which, len(self.low))), None) if said else None
        if verb is None:
            return None
        goes = (j for j in range(verb + 1, len(self.low) - 1) if self.low[j] == "to" and not self.s.is_verb(j + 1))
        to = next(goes, None)
        between = range(verb, to if to is not None else verb)
        moves = any(m.entry["kind"] in _GOING for j in between for m in self.f.triggers.at(self.low, j))
        return None if to is None or moves else self.f.locator.right_of(self.s, to, "deploy")

    def _of_pronoun(self, match: Match, where: Where) -> Where | None:
        """Return the places of "pushed them back" and "captured it": those told last; null for no pronoun."""
        if self.objects.classify(match.end) != "pronoun":
            return None
        if match.entry.get("actor") == "object":
            told = [c.places for c in self.claims if c.places]
            return Where(told[-1]) if told else Where(self.context.places, where.toward, carried=True)
        points = match.entry.get("object") in {"place", "left"} or self._met_as_place(match)
        it = self.objects.antecedent(match.start) if points else None
        return Where((it,), where.toward, carried=it.sentence != self.s.sentence.index) if it is not None else None

    def _met_as_place(self, match: Match) -> bool:
        """Whether "it" is a place that something is done to: "shelled | it", "tried to encircle | it"."""
        placed = match.entry.get("object", "none") in {"none", "target"} and not is_nominal(match)
        return placed and self.s.word(match.end) in self.f.words["it"]

    def _before(self, match: Match, position: int, head: Head, where: Where) -> Where:
        """Return the places before a trigger: not what forces left, nor what they took before."""
        kind = str(match.entry["kind"])
        left = self.f.locator.left(self.s, match, kind, self._left_floor(match, position, head, kind))
        if kind == "deploy" and left.leaving:
            return Where(toward=left.toward)
        told = (
            self.claims[-1].places if self.claims and kind == "advance" and not (head.passive or where.toward) else ()
        )
        met = {m.surface for m in told}
        if met & {*left.toward, *(m.surface for m in left.places)}:  # "conducted assaults on X and | made gains"
            return Where(told, tuple(surface for surface in left.toward if surface not in met))
        if where.toward and kind in _GOING and not head.passive:
            return Where(tuple(m for m in left.places if not self._is_elsewhere(m, match)), left.toward)
        return left

    def _opening(self, match: Match, kind: str) -> Where | None:
        """Return the places that open a sentence: "Around X, they lost tanks in a | failed assault".

        So does what is told behind another claim there: "In X, they repelled an attack, the enemy launched | strikes".
        """
        comma = self.low.index(",") if "," in self.low[: match.start] else 0
        opens = self.low[0] in self.s.grammar.preposition and not any(map(self.s.is_verb, range(comma)))
        places = self.objects.listed_before(comma - 1) if opens and comma else ()
        if not places or any(m.role != "place" for m in places) or any(self.s.mention_at[comma : match.start]):
            return None
        at = match.start - 1 - (self.s.word(match.start - 1) in self.s.grammar.determiner)
        failed = kind == "repelled" and self.s.word(at) in self.f.words["adjunct"]
        also = kind in _LOOSE and any(claim.places == places for claim in self.claims)
        return Where(places) if failed or also else None

    def _is_elsewhere(self, mention: Mention, match: Match) -> bool:
        """Whether a place before a gain is that of another claim, or of another verb."""
        said = not is_nominal(match) and self._is_said(mention, self.s.clause_start(match.start))
        return said or self._is_told(mention)

    def _is_told(self, mention: Mention) -> bool:
        """Whether a claim of the sentence is told of a place: "retook X and advanced toward Y" advances elsewhere."""
        return any(mention in claim.places for claim in self.claims)

    def _is_said(self, mention: Mention, begin: int) -> bool:
        """Whether another verb is told of a place: "forces remain west of X and | are advancing on Y"."""
        verbs = (j for j in range(mention.first - 1, -1, -1) if self.s.is_verb(j))
        verb = next(verbs, None)
        return verb is not None and mention.last <= begin and "ing" not in self.s.tags(verb)

    def _elsewhere(self, match: Match, kind: str) -> Where:
        """Take a place from another clause: the sentence's only one, or where the claim before says that is fought."""
        scope = self.a.covering(match.start, match.end)
        teller = scope.claimant if scope is not None else AUTHOR
        told = [c.places for c in self.claims if c.places and c.stance.claimant == teller]
        suffered = match.entry.get("actor") == "patient"  # "they hold X, but | have been shelled"
        holds = kind == "hold" and not is_nominal(match) and self.objects.classify(match.end) == "none"
        holds = holds and self.s.word(self.s.clause_start(match.start)) not in self.s.grammar.relativizer
        if holds and not any(self.s.mention_at[match.end :]):
            told = [c.places for c in self.claims if c.places]  # "X claimed Y, though Z said that it was | holding on"
        follows = kind in _FOLLOWING or suffered or holds
        if told and (follows or (kind == "strike" and self._hangs_on_claim(match))):
            return Where(told[-1])
        before = [c.places for c in self.claims if c.places and ":" in self.low[c.last : match.start]]
        if before and not any(self.s.mention_at[match.end :]):
            return Where(before[-1])  # "fighting near X went on: they advanced in places"
        if kind not in _LOOSE or any(m is not match for m in self.matches):
            return Where()
        origin = self.f.locator.origin
        named = [m for m in self.s.mentions if m.last <= match.start or not self._comes_from(m, origin)]
        places = {m.start: m for m in named if m.role == "place" and self.s.actor_at[m.first] is None}
        if not places and kind != "attack":
            places = {m.start: m for m in named if m.role in {"place", "title"}}
        if len(places) == 1:
            return Where(tuple(places.values()))
        hurt = kind == "strike" and self.s.word(match.start - 1) not in self.s.grammar.joiner
        return self.f.locator.suffered(self.s, match, kind) if hurt else Where()

    def _hangs_on_claim(self, match: Match) -> bool:
        """Whether participles go on with what was told: "stormed X, moving up and | shelling it from the air"."""
        verb = self.heads.of(match).verb
        start = self.s.group(match.start if verb is None else verb).start
        before = self.s.before_adverbs(start)
        return "ing" in self.s.tags(start) and self.s.word(before) in {",", *self.s.grammar.joiner}

    def _comes_from(self, mention: Mention, origin: frozenset[str]) -> bool:
        """Whether something is told to come from a place: "from the X region"."""
        at = mention.first - 1
        return self.s.word(at - (self.s.word(at) in self.s.grammar.determiner)) in origin

    def _heads_before(self, match: Match) -> bool:
        """Whether a direction is told in another clause: "in the X direction, they stormed Y; | fighting goes on"."""
        semicolon = max((j for j in range(match.start) if self.low[j] == ";"), default=-1)
        return semicolon > 0 and not any(m.role == "axis" and m.first > semicolon for m in self.s.mentions)

    def _axes(self, match: Match, kind: str) -> tuple[str, ...]:
        """Return the directions behind a trigger, else those that open its clause."""
        return self.f.locator.right(self.s, match, kind, len(self.low)).toward or self._direction_before(match)

    def _direction_before(self, match: Match) -> tuple[str, ...]:
        """Return the directions that open a trigger's clause: "In the X direction, forces attacked Y"."""
        begin = self.s.clause_start(match.start)
        if not any(map(self.s.is_verb, range(next((m.first for m in self.s.mentions if m.role == "axis"), 0)))):
            begin = 0
        axes = {m.start: m.surface for m in self.s.mentions if m.role == "axis" and begin <= m.first < match.start}
        return tuple(axes.values())

    def _left_floor(self, match: Match, position: int, head: Head, kind: str) -> int:
        """Where places before a trigger may begin; a free noun's stand in its own phrase ("the Oakham strike")."""
        before = self.matches[:position]
        done = bool(before) and self._did(before[-1], match)
        floor = max([self.scope_floor(match.start), *(m.end for m in (before[:-1] if done else before))])
        free = match.form == "noun" and head.verb is None and kind != "contested" and not done
        return max(floor, head.start) if free else floor

    def _did(self, verb: Match, match: Match) -> bool:
        """Whether a passive tells what an attack did: "X's cathedral was | damaged in a missile attack"."""
        between = range(verb.end + 1, match.start)
        plain = not any(self.s.is_verb(j) or self.s.mention_at[j] is not None for j in between)
        return (
            plain
            and self.s.word(verb.end) in self.f.locator.done_in
            and not is_nominal(verb)
            and self.objects.is_passive(verb)
        )

    def _coordinated(self, match: Match, following: Match) -> bool:
        """Whether "and" joins the next trigger's verb, with no subject of its own: "shelled homes and stormed X"."""
        if is_nominal(following):
            return False
        start = self.s.group(following.start).start
        return match.end < start and self.s.word(self.s.before_adverbs(start)) == "and"

    def _shares_object(self, match: Match, following: Match) -> bool:
        """Whether two triggers share what follows: "shelled and struck X", "gains in assaults on X"."""
        if self._meets(match, following):
            return True
        between = self.low[match.end : following.start]
        actors = any(self.s.actor_at[j] is not None for j in range(match.end, following.start))
        if match.entry["kind"] == "advance" and between[:1] and between[0] in self.f.words["sharing"]:
            return len(between) <= 3 and not actors  # noqa: PLR2004  "in limited ground"
        joined = not self.f.words["joining"].isdisjoint(between)
        if self.f.words["parting"] & {*between} or self._told_apart(match, following):
            return False  # "made no gains, while forces advancing from X"
        joined = joined or (is_nominal(following) and not is_nominal(match))  # "reinforced | operations near X"
        return joined and not actors and not self.s.grammar.preposition & {*between}
