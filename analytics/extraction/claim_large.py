"""Acts that no place is told of: on a whole front, against a land, on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.claim_scene import SceneReader
from analytics.extraction.frames import is_nominal

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.event_places import Where
    from analytics.extraction.heads import Head

__all__ = ["AtLarge"]

_COUNTED = 3  # tokens of "155 fierce combat" before clashes


class AtLarge(SceneReader):
    """Tells which acts of one sentence need no place."""

    def in_relative(self, match: Match) -> bool:
        """Whether a trigger stands in a relative clause: what it tells may be another's act."""
        return self.s.word(self.s.clause_start(match.start)) in self.s.grammar.relative_subject

    def is_at_large(self, match: Match, head: Head, where: Where) -> bool:
        """Whether a clause tells of a side's act on a whole front or day: "did not attack in the past 24 hours"."""
        if match.entry.get("actor") == "both" and match.form == "noun" and self._is_counted(match.start):
            return True
        if head.side not in self.f.sides or head.subject_at < 0 or head.verb is None or where.toward:
            return False
        if self.in_relative(match) or not self.s.tags(head.verb) - {"ing", "participle"}:
            return False
        clause = range(self.s.clause_start(head.verb), self.s.clause_end(match.end - 1))
        dated = any(self.low[j] in self.f.calendar and self.s.sentence.tokens[j].is_capitalised for j in clause)
        return dated or any(self.low[j] in self.f.words["at-large"] for j in clause)

    def _is_counted(self, at: int) -> bool:
        """Whether a number stands before a noun: "166 | clashes along the front", "over 120 combat | engagements"."""
        return any(word.isdigit() for word in self.low[max(0, at - _COUNTED) : at])

    def _counts_fire(self, match: Match, head: Head) -> bool:
        """Whether a side's fire is told by its number: "fired three | missiles", "carried out 51 | air strikes"."""
        if head.side not in self.f.sides or head.subject_at < 0 or head.verb is None or head.passive:
            return False
        near = range(head.verb + 1, min(len(self.low), match.end + _COUNTED))
        return any(self.s.number_at(j) or self.low[j] in self.f.words["counted"] for j in near)

    def has_target(self, match: Match, head: Head) -> bool:
        """Whether a named side's act has a land as its target: "fired at Kent", "sent men to eastern Kent"."""
        if match.entry["kind"] == "strike" and self._counts_fire(match, head):
            return True
        harms = match.entry["kind"] == "strike" and not self.f.words["casualty"].isdisjoint(self.low[match.end :])
        if head.side is None or (head.verb is None and not harms):  # "Kentish strikes on Mercia killed 12"
            return False
        if match.entry["kind"] in {"attack", "deploy"}:
            clause = range(match.end, self.s.clause_end(match.end - 1))
            part = (j for j in clause if self.low[j] in self.f.locator.compass_adjective)
            return any((a := self.s.actor(j + 1)) is not None and a.form == "state" for j in part)
        if match.entry["kind"] != "strike":
            return False
        end = self.s.clause_end(match.end - 1)
        met = self.s.actor(match.end)
        if met is not None and met.form == "state" and not is_nominal(match):
            return True  # "struck Kent"
        links = self.f.words["victim"] | self.f.words["land-wide"]
        at = next((j for j in range(match.end, end) if self.low[j] in links), end)
        return any(self.s.actor_at[j] is not None for j in range(at, min(end, at + 5)))
