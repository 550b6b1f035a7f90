"""What a clause points back to with "the village", "there", "the outskirts": the places told before."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from analytics.extraction.claim_scene import SceneReader
from analytics.extraction.event_places import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Mention

__all__ = ["Pointers"]

_BESIDE = 2  # precision of a place that something is near


def _itself(mention: Mention) -> Mention:
    """Return a place without what was told beside it: "the village" behind "west of X" is X."""
    if mention.relation is None:
        return mention
    if mention.place is None:  # the gazetteer is of two minds
        return replace(mention, relation=None)
    return replace(
        mention, relation=None, place_precision=mention.place.precision, lat=mention.place.lat, lon=mention.place.lon
    )


class Pointers(SceneReader):
    """Reads what one sentence's clauses point back to."""

    def _pointed(self, match: Match) -> Where:
        """Carry a place over where the clause points back to it: "the village", "there"."""
        told = self.s.grammar.demonstrative & {*self.low[max(0, match.start - 2) : match.start]}
        if match.entry["kind"] == "contested" and told and self.context.places:
            return Where(self.context.places, carried=True)
        if self.told_attack(match) and self.context.places:
            return Where(self.context.places, carried=True)
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        anaphor = self.f.anaphor
        at = next((j for j in clause if self.low[j] in anaphor.firsts and anaphor.at(self.low, j)), None)
        return Where() if at is None else self._pointed_at(at, axes=not self._parted(match, at))

    def _inside(self, match: Match) -> Where:
        """Return the place that an event is told to be in: "gains | within the city"."""
        behind = range(match.end + 1, self.s.clause_end(match.end - 1))
        within = (j for j in behind if self.low[j - 1] in self.f.locator.within and self._kinds_at(j))
        at = next(within, None)
        return Where() if at is None or self._parted(match, at) else self._pointed_at(at)

    def _parted(self, match: Match, at: int) -> bool:
        """Whether another verb stands between a trigger and what points back."""
        return any(map(self.s.is_verb, range(match.end, at)))

    def _pointed_at(self, at: int, *, axes: bool = False) -> Where:
        """Return the place that words point back to: told before in the sentence, else before that.

        Args:
            at: Their first token.
            axes: Whether "the city" may be one that names a direction: "in the X direction, they shelled | the city".
        """
        told = [m for j in range(at - 1, -1, -1) if (m := self.s.mention_at[j]) is not None]
        before = [m for m in told if m.role == "place"]
        kinds = self._kinds_at(at)
        fitting = [m for m in before if m.kind in kinds] or [m for m in before if not kinds or m.kind != "facility"]
        if not fitting and before:
            return Where()  # "the city" is no plant
        known = [m for m in (*self.context.places, *self.context.towns) if m.kind in kinds]
        named = [m for m in told if axes and m.role == "axis" and m.kind in kinds]
        nearest = fitting[:1] or (known[:1] if kinds else self.context.places)
        fits = (m for m in (*fitting, *named, *known) if m.kind in kinds and self._fits(at, m))
        chosen = (*islice(fits, 1),) or tuple(nearest)  # "the city" is one
        carried = any(m.sentence != self.s.sentence.index for m in chosen)
        return Where(self._beside(at, chosen), carried=carried) if chosen else Where()

    def _fits(self, at: int, mention: Mention) -> bool:
        """Whether a place is as large as the words at a token say: "the city" is no village."""
        people = mention.place.population if mention.place is not None else 0
        entries = [match.entry for match in self.f.anaphor.at(self.low, at)]
        return all(e.get("least", 0) <= people <= e.get("most", people) for e in entries)

    def _kinds_at(self, at: int) -> frozenset[str]:
        """Return the kinds of places that the words at a token point back to: "the city" to no hospital."""
        return frozenset(kind for match in self.f.anaphor.at(self.low, at) for kind in match.entry.get("kinds", ()))

    def _beside(self, at: int, places: Sequence[Mention]) -> tuple[Mention, ...]:
        """Say whether it was beside what a clause points back to ("the line west of | the village"), or in it."""
        compass = self.s.word(at - 2)
        if self.s.word(at - 1) == "of" and compass in self.f.locator.compass:
            return tuple(replace(m, relation=f"{compass} of", place_precision=_BESIDE) for m in places)
        itself = any(self.low[m.end - 1] in self.f.locator.apposed for m in self.f.anaphor.at(self.low, at))
        return tuple(map(_itself, places)) if itself else tuple(places)
