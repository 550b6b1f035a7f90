"""What a clause points back to with "the village", "there", "the outskirts": the places told before."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from analytics.extraction.claim_scene import SceneReader
from analytics.extraction.event_places import Where
from analytics.extraction.frames import is_nominal

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
        at = next((j for j in clause if self._points(j)), None)
        return Where() if at is None else self._pointed_at(at, axes=not self._parted(match, at))

    def _points(self, at: int) -> bool:
        """Whether words at a token point back: "the village", "there"; not "the northern part | of X", "there were"."""
        anaphor, g = self.f.anaphor, self.s.grammar
        found = anaphor.at(self.low, at) if self.low[at] in anaphor.firsts else ()
        if self.low[at] in g.existential and self.s.word(at + 1) in g.auxiliary:
            return False
        return any(not (m.entry.get("part") and self.s.word(m.end) == "of") for m in found)

    def _with_there(self, match: Match, where: Where) -> Where:
        """Add what "there" points to where it stands in a list of places: "assaults there and near X | failed"."""
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1) - 1)
        there, joiner = self.f.locator.there, self.s.grammar.joiner
        at = next((j for j in clause if self.low[j] in there and self.low[j + 1] in joiner), None)
        if at is None or not where.places or where.carried:
            return where
        return replace(where, places=(*self._pointed_at(at).places, *where.places))

    def _inside(self, match: Match) -> Where:
        """Return the place that an event is told to be in, or to be done to: "gains | within the city"."""
        met = None if is_nominal(match) else self.objects.pointed(match.end)
        if met is not None:
            return self._pointed_at(met.start, axes=True)  # "stormed | the town"
        behind = range(match.end + 1, self.s.clause_end(match.end - 1))
        within = (
            j for j in behind if self.low[j - 1] in self.f.locator.within and self._points(j) and self._kinds_at(j)
        )
        at = next(within, None)
        return Where() if at is None or self._parted(match, at) else self._pointed_at(at)

    def _parted(self, match: Match, at: int) -> bool:
        """Whether another verb stands between a trigger and what points back."""
        return any(map(self.s.is_verb, range(match.end, at)))

    def _told_apart(self, match: Match, following: Match) -> bool:
        """Whether a verb that no "and" joins stands between: "success, having | moved along X"."""
        between = any(map(self.s.is_verb, range(match.end, following.start)))
        begin = self.s.group(following.start).start
        joined = begin <= match.start or self.s.word(begin - 1) in self.s.grammar.joiner
        return between and not joined and not is_nominal(following)

    def _meets(self, match: Match, following: Match) -> bool:
        """Whether whom an attack meets stand where they do something: "assaults on Mercian forces | defending X"."""
        actor = self.s.actor(following.start - 1)
        if actor is None or following.form != "ing" or not is_nominal(match):
            return False
        at = actor.first - 1 - (self.s.word(actor.first - 1) in self.s.grammar.determiner)
        between = range(match.end, at)  # "a counterattack on March 6 | against Mercian forces"
        apart = any(self.s.is_verb(j) or self.s.mention_at[j] is not None for j in between)
        return self.s.word(at) in self.f.words["victim"] and at >= match.end and not apart

    def _pointed_at(self, at: int, *, axes: bool = False) -> Where:
        """Return the place that words point back to: told before in the sentence, else before that.

        Args:
            at: Their first token.
            axes: Whether "the city" may be one that names a direction: "in the X direction, they shelled | the city".
        """
        aside = self._aside(at)
        told = [m for j in range(at - 1, -1, -1) if (m := self.s.mention_at[j]) is not None and j not in aside]
        if any(match.entry.get("many") for match in self.f.anaphor.at(self.low, at)):
            return self._all_told(at)
        placed = [m for m in told if m.role == "place"] or list(filter(self.objects.is_seat, told))
        before = sorted(placed, key=self._measures)
        kinds = self._kinds_at(at)
        fitting = [m for m in before if m.kind in kinds] or [m for m in before if not kinds or m.kind != "facility"]
        if not fitting and before:
            return Where()  # "the city" is no plant
        known = [m for m in (*self.context.places, *self.context.towns) if m.kind in kinds]
        named = [m for m in told if axes and m.role == "axis" and m.kind in kinds]
        nearest = fitting[:1] or (known[:1] if kinds else self.context.places)
        fits = (m for m in (*fitting, *named, *known) if m.kind in kinds and self._fits(at, m))
        capital = any(match.entry.get("capital") for match in self.f.anaphor.at(self.low, at))
        chosen = (*islice(fits, 1),) or (() if capital else tuple(nearest))  # "the city" is one
        carried = any(m.sentence != self.s.sentence.index for m in chosen)
        return Where(self._beside(at, chosen), carried=carried) if chosen else Where()

    def _measures(self, mention: Mention) -> bool:
        """Whether a place only tells how far off the one before lies: "in A on Monday, about 65 km south of | B"."""
        if not (mention.relation or "")[:1].isdigit():
            return False
        last = next((j for j in range(mention.first - 1, -1, -1) if self.s.mention_at[j] is not None), None)
        return last is not None and not any(map(self.s.is_verb, range(last, mention.first)))

    def _all_told(self, at: int) -> Where:
        """Return the list told last where several places are pointed back to: "both towns", "these villages"."""
        ends = (j for j in range(at - 1, -1, -1) if self.s.mention_at[j] is not None)
        here = next(((*self.objects.listed_before(j),) for j in ends), ())
        if len(here) > 1:
            return Where(here)
        kinds = self._kinds_at(at)
        told = tuple(m for m in self.context.places if not kinds or m.kind in kinds)
        return Where(told, carried=True) if len(told) > 1 else Where()

    def _aside(self, at: int) -> range:
        """Return what is told in passing before the verb that words belong to: "X, fresh from A, | took the town"."""
        verb = next((j for j in range(at - 1, -1, -1) if self.s.is_verb(j)), 0)
        start = self.s.group(verb).start if verb else 0
        if start < 1 or self.low[start - 1] != ",":
            return range(0)
        return range(self.s.before_insertion(start - 1, start) + 1, start)

    def _fits(self, at: int, mention: Mention) -> bool:
        """Whether a place is as large as the words at a token say: "the city" is no village."""
        people = mention.place.population if mention.place is not None else 0
        entries = [match.entry for match in self.f.anaphor.at(self.low, at)]
        if any(e.get("capital") for e in entries):
            return mention.surface.lower() in self.f.capitals
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
