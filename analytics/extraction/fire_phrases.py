"""Whose land fire comes from, and whose side it meets, by the words around a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.pointed_sides import PointedSides

if TYPE_CHECKING:
    from analytics.codebook import Match

__all__ = ["FirePhrases"]

_MET = 4  # tokens from a verb of fire to whom it meets
_HIT = 12  # tokens of "two posts and three areas of concentration of X manpower"


class FirePhrases(PointedSides):
    """Reads where one sentence's fire comes from and whom it meets."""

    def fired_from(self, match: Match) -> str | None:
        """Return the side from whose land fire comes: "shelled from Mercian territory", "hit Kent from Tamworth"."""
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        sides = (self.taken_from(j) if j >= match.end else None for j in clause)
        return next((side for side in sides if side is not None), None) or self._fired_across(clause)

    def _fired_across(self, clause: range) -> str | None:
        """Return the side of a place that fire comes from, if it meets places of another: "hit Kent from Tamworth"."""
        origins = [m for j in clause if self.s.word(j - 1) == "from" and (m := self.s.mention_at[j]) is not None]
        met = [m for j in clause if (m := self.s.mention_at[j]) is not None and m not in origins]
        side = self.f.at_home(origins)
        return side if met and self.f.at_home(met) == self.f.opponent(side) else None

    def taken_from(self, at: int) -> str | None:
        """Return the side named right behind a "from": "was recaptured from X forces"."""
        if self.s.word(at) != "from":
            return None
        actors = (self.s.actor(j) for j in range(at + 1, at + 4))
        return next((a.side for a in actors if a is not None), None)

    def victim(self, at: int) -> str | None:
        """Return the side of what a verb of fire meets: "destroyed 30 Mercian helicopters", "columns of X troops"."""
        ends = self.s.grammar.preposition | self.f.words["mark"]
        gathered = False  # whether "of" tells whose what is hit is
        for j in range(at, min(len(self.low), at + _HIT)):
            near = j < at + _MET or gathered
            if (actor := self.s.actor_at[j]) is not None:
                return actor.side if near else None
            if (enemy := self._enemy(j)) is not None:
                return enemy if near else None
            gathers = self.low[j] == "of" and self.low[j - 1] in self.f.objects["fire-target"]  # "columns | of"
            gathered = gathered or gathers
            if (self.low[j] in ends and not gathers) or self.s.named(j) or self.s.is_verb(j):
                return None
        return None
