"""Whose fire it is where nobody is named: whom it meets, what fires, behind whose front it falls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.extraction.claim_scene import SceneReader
from analytics.extraction.frames import BLOWS, GAINS, SPAN
from analytics.extraction.speakers import AUTHOR, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Mention, Stance

__all__ = ["FireSides"]

_WORD = re.compile(r"\w+")  # "Mercian-installed" is two
_FROM = 5  # tokens of "from within the territory of" before a place
_MET = 4  # tokens of "hit | a concentration of invaders"


class FireSides(SceneReader):
    """Tells whose fire a trigger of one sentence is."""

    def struck_by(self, match: Match, stance: Stance) -> str | None:
        """Return who fires where nobody is named: who tells of fire on its own country suffers it.

        Who tells of fire on a foe's land where it never stood fired it. Weapons that one side alone has, and towns far
        behind a front, tell it whoever speaks.

        Args:
            match: The trigger.
            stance: Who says so.
        """
        if self.a.joined(match.start, match.end):
            return None  # both sides tell of it
        if (blamed := self._blamed_behind(match)) is not None:
            return blamed
        places = self.f.locator.right(self.s, match, "strike", len(self.low)).places or self.s.mentions
        countries = {m.place.country for m in places if m.place is not None}
        teller = self._side_telling(stance)
        opponent = self.f.opponent(teller)
        if countries == {self.f.country.get(teller)}:
            clause = self.low[self.s.clause_start(match.start) : match.end + _MET]
            held = not self.f.words["enemy-held"].isdisjoint(clause) or self._loses(places, match, teller) == teller
            return teller if held else None if self._boasts_before(match, teller) else opponent
        if countries == {self.f.country.get(opponent)} and (stance.claimant == AUTHOR or self.f.is_unfought(opponent)):
            return teller  # "the Kentish staff reported strikes on Mercia's depots"
        armed = self._armed(match) or self._at_its_holder(match)
        if armed is None and not self.f.words["occupant"].isdisjoint(_WORD.findall(stance.claimant_text.lower())):
            return opponent  # "the Mercian-installed mayor of Oakham said it was shelled"
        untold = match.entry.get("sided") or not self.f.words["enemy-held"].isdisjoint(self.low)  # "a fire destroyed X"
        lain = None if armed or untold else self._loses(places, match, teller)
        return armed or lain or (None if untold else self.f.opponent(self.f.behind_the_front(places)))

    def downed_by(self, match: Match, stance: Stance) -> str | None:
        """Return who shoots down what flies where nobody is named: who tells of it, else whom it was to hit.

        Args:
            match: The trigger.
            stance: Who says so.
        """
        teller = self._side_telling(stance)
        if teller in self.f.sides:
            return teller
        return self.f.opponent(self.heads.fired_from(match) or self.struck_by(match, stance))

    def _side_telling(self, stance: Stance) -> str | None:
        """Return who tells it; of what a report tells itself, the side at home there."""
        return self.context.home if stance.claimant == AUTHOR else stance.claimant

    def _blamed_behind(self, match: Match) -> str | None:
        """Return whom the teller of fire blames for it: "a shop was | hit, Kentish officials said, blaming Mercia"."""
        behind = range(match.end, len(self.low))
        blames = (j for j in behind if self.low[j] in self.s.grammar.blaming and "ing" in self.s.tags(j))
        verb = next((j for j in blames if self.s.word(j - 1) == "," and self.s.is_verb(j)), None)
        return self.heads.object_side(verb + 1) if verb is not None else None

    def _loses(self, places: Sequence[Mention], match: Match, teller: str | None) -> str | None:
        """Return whose land in the foe's hands is hit; null for fire from there: "the attack from | Oakham"."""
        origin = self.f.locator.origin
        if any(not origin.isdisjoint(self.low[max(0, m.first - _FROM) : m.first]) for m in places):
            return None
        dam = match.entry.get("sided") and not self._by_fire(match)  # whoever holds it may blow it up
        region = teller == self.f.at_home(places) and any(m.may_be_region for m in places)
        told = teller in {*self.f.sides, UNATTRIBUTED} and not (dam or region)
        held = self.f.land.held_from(places, self.context.day) if told else None
        return held or self.f.land.lost_by(places)

    def _by_fire(self, match: Match) -> bool:
        """Whether fire does what a trigger tells: "a strike on X | destroyed nine helicopters"."""
        subject = range(self.s.clause_start(match.start), match.start)
        fires = self.f.weapon | self.f.objects["munition"]
        return any(self.low[j] in fires or self.f.nouns(self.low, j, BLOWS) for j in subject)

    def _boasts_before(self, match: Match, teller: str | None) -> bool:
        """Whether who tells of fire told of a success before it: "that X's lines were broken and boats | shelled"."""
        scope = self.a.covering(match.start, match.end)
        told = (m for m in self.matches if scope is not None and scope.start <= m.start < match.start)
        return any(m.entry["kind"] in GAINS and self.heads.of(m).side == teller for m in told)

    def _at_its_holder(self, match: Match) -> str | None:
        """Return whom a place's holder fights: "Mercian-held Oakham | was shelled"."""
        clause = range(self.s.clause_start(match.start) + 2, self.s.clause_end(match.end - 1) - 1)
        held = (j for j in clause if self.low[j] in self.f.words["lying"] and self.s.mention_at[j + 1] is not None)
        holder = next((self.low[j - 2] for j in held if self.low[j - 1] == "-"), "")
        return self.f.opponent(self.f.nation.get(holder))

    def _armed(self, match: Match) -> str | None:
        """Return the side that alone has what fires: "Kentish-built rockets hit X", "X was hit with Mercian ones"."""
        before, behind = self.low[self.s.clause_start(match.start) : match.start], self.low[match.end :]
        by = next((i for i, word in enumerate(behind) if word in self.f.words["with"]), len(behind))
        text = f" {' '.join(before)} | {' '.join(behind[by : by + SPAN])} "
        sides = [side for side, arms in self.f.arms.items() if any(arm in text for arm in arms)]
        return sides[0] if len(sides) == 1 else None
