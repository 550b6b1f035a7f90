"""Towns that are pointed to: "the city", "the rest of the town"; and places that only qualify who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.frames import SPAN
from analytics.extraction.moves import Moves
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from analytics.codebook import Match

__all__ = ["PointedPlaces"]

_RULED = 4  # tokens of "under their full control"


class PointedPlaces(Moves):
    """What a sentence's objects and subjects point to."""

    def pointed(self, at: int) -> Match | None:
        """Return "the city" where it is the object, or what all of the object is of: "the entirety of | the city"."""
        while at < len(self.low):
            if found := [m for m in self.f.anaphor.at(self.low, at) if not m.entry.get("part")]:
                return found[0]
            if self.low[at] not in self.f.objects["whole"]:
                return None
            at += 1
        return None

    def is_settlement(self, match: Match) -> bool:
        """Whether the object is "the village" that was told of: a place, no piece of ground."""
        pointed = self.pointed(match.end)
        settled = pointed is not None and "settlement" in pointed.entry.get("kinds", ())
        return settled and self.antecedent(match.start) is not None

    def is_settlement_before(self, start: int) -> bool:
        """Whether "the village" that was told of is the whole subject of a verb group."""
        pointed = (m for j in self._subject_range(start) for m in self.f.anaphor.at(self.low, j) if m.end == start)
        settled = any(m.entry["id"] == "settlement" and self.s.word(m.start - 1) != "of" for m in pointed)
        return settled and self.antecedent(start) is not None

    def qualifies_person(self, at: int) -> bool:
        """Whether a place only says whose is meant: "freed Azovstal commanders", "took Oakham-based radios"."""
        mention = next((m for j in range(at, min(len(self.low), at + SPAN)) if (m := self.s.mention_at[j])), None)
        if mention is None or mention.last >= len(self.low):
            return False
        compound = self.low[mention.last] == "-" and self.s.tags(min(mention.last + 1, len(self.low) - 1)) & PAST
        return bool(compound) or self.low[mention.last] in self.f.objects["force"] | self.f.words["person"]

    def declared(self, start: int) -> bool:
        """Whether somebody says of a place right before a past form what was done to it: "declared X | liberated".

        Args:
            start: First token of the form's group.
        """
        place = self.s.mention_at[start - 1] if start else None
        at = place.first - 1 if place is not None else -1
        at -= self.s.word(at) in self.s.grammar.determiner
        return place is not None and self.s.word(at) in self.f.words["declaring"]

    def ruled(self, match: Match) -> bool:
        """Whether a place follows, and under whose control it is brought: "brought X | under their full control"."""
        near = range(match.end, min(self.s.clause_end(match.end - 1), match.end + SPAN))
        under = next((j for j in near if self.low[j] == "under"), match.end)
        ruled = not self.f.words["ruling"].isdisjoint(self.low[under : under + _RULED])
        fire = not self.f.objects["fire"].isdisjoint(self.low[under : under + _RULED])
        return ruled and not fire and any(self.s.mention_at[j] is not None for j in range(match.end, under))
