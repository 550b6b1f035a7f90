"""Who tells of what happened, where the words alone leave it open: offices of no nation, a side that boasts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.claim_boasts import BoastedSides
from analytics.extraction.frames import GAINS, OTHER

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.event_places import Where
    from analytics.extraction.heads import Head
    from analytics.extraction.records import Stance

__all__ = ["Tellers"]

_DISBELIEVED = frozenset({"denied", "doubted"})


class Tellers(BoastedSides):
    """Finds who tells of what one sentence's triggers tell."""

    def told_by(self, match: Match, head: Head, stance: Stance, kind: str, actor: str) -> Stance:
        """Return who tells of what a side did, where that lets it be known.

        Args:
            match: The trigger.
            head: What governs it.
            stance: Who says so by the words of the sentence alone.
            kind: What it tells.
            actor: Who does it.
        """
        who = self.s.actor_at[max(0, head.subject_at)] if match.entry.get("boasted") else None
        if who is None or actor not in self.f.sides:
            return self._own_office(stance, kind, actor)
        credence = stance.credence if stance.credence in _DISBELIEVED else "claimed"  # "Mercia | claimed X"
        return replace(
            stance, claimant=actor, claimant_text=self.s.sentence.phrase(who.first, who.last), credence=credence
        )

    def _own_office(self, stance: Stance, kind: str, actor: str) -> Stance:
        """Hand to a ministry of no nation its own army's success: "X took Y, the ministry said"; a foe is another's."""
        words = {word.removesuffix("'s") for word in stance.claimant_text.lower().split()}
        tells = stance.claimant == OTHER and self.f.is_state_office(words) and actor in self.f.sides
        if not tells or any(a.name and words <= {*self.low[a.first : a.last]} for a in self.s.actors):
            return stance  # "the US military"
        foe = not self.f.words["enemy"].isdisjoint(self.low)
        told = self.f.opponent(actor) if kind == "repelled" else actor if kind in GAINS | {"hold"} else None
        told = self.f.opponent(told) if stance.credence == "denied" else told  # "X does not hold Y, the ministry said"
        return stance if foe or told is None else replace(stance, claimant=told)

    def of_its_land(self, stance: Stance, where: Where, kind: str) -> Stance:
        """Take an office of no nation ("the mayor", "governor Edwin Hale") for one of the country that it tells of.

        Args:
            stance: Who says so by the words of the sentence.
            where: Where it happened.
            kind: What it tells.
        """
        words = stance.claimant_text.lower().split()
        if (elsewhere := self._in_other_town(stance, where)) is not None:
            return replace(stance, claimant=elsewhere)
        office = {*words} & self.f.words["office"]
        if self.f.words["serving"] & {*words} and len({*words} - self.s.grammar.determiner) > 1:
            office = {*words} & self.f.words["serving"]
        if stance.claimant != OTHER or not office:
            return stance
        if self.a.previous is not None and office & {*self.a.previous[1].lower().split()}:
            return stance  # "the officials" told of before
        if kind in GAINS | {"hold", "repelled"} and self.f.is_state_office({*words}):
            return stance  # a ministry tells of what its army took or beat off abroad
        named = (a for a in self.s.actors if a.name and {*self.s.low[a.first : a.last]} <= {*words})
        if any(not a.side or self.s.sentence.phrase(a.first, a.last) == stance.claimant_text for a in named):
            return stance  # "US officials", "a former US officer": of another country
        told = where.places or self.s.mentions
        owner = self.f.land.lost_by(told)  # whose land is in the other's hands, whose offices sit there
        home = self.f.opponent(owner) if owner is not None else self.f.at_home(told)
        return replace(stance, claimant=home) if home else stance

    def _in_other_town(self, stance: Stance, where: Where) -> str | None:
        """Return in whose rear a nameless mayor sits who is not the speaker of before: "Mercia said ... the mayor"."""
        home = self.f.at_home(where.places)
        rear = home if self.f.is_unfought(home) else self.f.behind_the_front(where.places)
        words = {*stance.claimant_text.lower().split()}
        nameless = not self.f.words["local-office"].isdisjoint(words) and len(words - self.s.grammar.determiner) == 1
        return rear if nameless and rear is not None and stance.claimant == self.f.opponent(rear) else None
