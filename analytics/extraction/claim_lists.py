"""Places that a clause is about by where it hangs: the list that suffers, "X, where", "it was near X that", no name."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from analytics.extraction.claim_pointers import Pointers
from analytics.extraction.event_places import Where, rank
from analytics.extraction.frames import SPAN

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.heads import Head
    from analytics.extraction.records import Mention

__all__ = ["Lists"]

_CLEFT = 12  # tokens of "it was in the centre of A and B" before its "that"
_NAMED = 4  # tokens of "the village of" before a name
_SECTOR = 3  # tokens of "from other" before a nameless sector


class Lists(Pointers):
    """Reads the lists of places that one sentence's clauses hang on, and the sectors that have no name."""

    def _suffering(self, match: Match, head: Head) -> tuple[Mention, ...]:
        """Return the places that are themselves what a passive is said of: "A and B | have both been shelled"."""
        done = head.passive or self.low[match.start] in self.s.grammar.be  # "X | was freed of"
        if not done and match.entry.get("actor") != "patient":
            return ()
        at = self.s.before_adverbs(head.start)
        if at > 1 and self.low[at] in self.s.grammar.relative_subject and self.low[at - 1] == ",":
            near = self._listed_before(at - 2)[-1:]  # "from X, which | is occupied"
            return near if near and near[0].role == "place" else ()
        found = self._named_aside(at) or self._listed_before(self.s.before_insertion(at, head.start) if at > 0 else at)
        if not found or any(m.role != "place" for m in found):
            return ()
        first = found[0].first
        if self.s.is_object(first):
            found = found[-1:]  # "they captured X and Y | was shelled"
        named = self.s.word(first - 1) == "of" and self.s.word(first - 2) in self.f.locator.apposed  # "the city of X"
        return found if named or not self.s.hangs(first) else ()

    def _named_aside(self, at: int) -> tuple[Mention, ...]:
        """Return the place that an aside names: "the last town in the region, the village of X, | fell"."""
        comma = next((j for j in range(at - 1, 0, -1) if self.low[j] == ","), 0) if self.s.word(at) == "," else 0
        named, region = self.s.mention_at[at - 1], self.s.mention_at[comma - 1] if comma else None
        if named is None or region is None or named.role != "place" or rank(named) >= rank(region):
            return ()
        link = self.low[comma + 1 : named.first]
        plain = not link or (link[0] in self.s.grammar.determiner and link[-1] == "of" and len(link) <= _NAMED)
        return (named,) if plain else ()

    def _listed_before(self, at: int) -> tuple[Mention, ...]:
        """Return the places of a list that ends at a token."""
        region = self.s.mention_at[at] if at > 1 else None
        if (
            region is not None
            and region.kind == "region"
            and self.s.word(region.first - 1) in self.s.grammar.preposition
        ):
            at = region.first - 2 if self.s.mention_at[region.first - 2] is not None else at  # "A and B | of X Oblast"
        return self.objects.listed_before(at) if at >= 0 and self.s.mention_at[at] is not None else ()

    def _of_antecedent(self, match: Match) -> Where | None:
        """Return the place that a clause of place hangs on: "X, where shells | fell"."""
        start = self.s.clause_start(match.start)
        cleft = self._of_cleft(start)
        if cleft:
            return Where(cleft)
        if start < 2 or self.low[start] not in self.s.grammar.locative:  # noqa: PLR2004  a place and "where"
            return None
        apposed = self.objects.apposition_before(start - 1)
        end = start - 1 - (self.s.word(start - 1) == ",") if apposed is None else apposed
        listed = self._listed_before(end)
        near = listed if match.entry["kind"] == "repelled" else listed[-1:]  # "at A and B, where attacks | failed"
        return Where(near) if near and all(m.role == "place" for m in near) else None

    def _of_cleft(self, that: int) -> tuple[Mention, ...]:
        """Return the places that a clause is said to be about: "it was near X | that they attacked"."""
        if self.s.word(that) != "that" or self.s.mention_at[that - 1] is None:
            return ()
        near = range(that - 1, max(-1, that - _CLEFT), -1)
        it = next(
            (j for j in near if self.low[j] in self.f.words["it"] and self.s.word(j + 1) in self.s.grammar.be), -1
        )
        if it < 0 or self.s.word(it + 2) not in self.s.grammar.preposition:
            return ()
        return tuple(m for m in self._listed_before(that - 1) if m.role == "place")

    def _latter(self, match: Match) -> tuple[Mention, ...]:
        """Return the place told last before "the latter" in a trigger's clause."""
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        at = next((j for j in clause if self.low[j] in self.f.words["latter"]), None)
        if at is None:
            return ()
        before = (m for j in range(at - 1, -1, -1) if (m := self.s.mention_at[j]) is not None and m.role == "place")
        return (*islice(before, 1),) or self.context.places[-1:]

    def _nameless(self, match: Match) -> bool:
        """Whether a trigger's clause says that it happened where no name is told: "attacks on the other axis"."""
        near = range(match.end, min(self.s.clause_end(match.end - 1), match.end + SPAN))
        nameless = (j for j in near if self.low[j] in self.f.locator.nameless and not self._only_some(j))
        at = next((j for j in nameless if not self.f.anaphor.at(self.low, j + 1)), None)  # "elsewhere | around it"
        named = at is not None and any(self.s.mention_at[j] is not None for j in range(match.end, at + 1))
        if at is not None and self.s.word(at + 1) == "of":
            return False  # "the northern sector of X"
        return at is not None and not named and self.low[at - 1] not in self.s.grammar.demonstrative

    def _in_a_part(self, match: Match) -> bool:
        """Whether a trigger's own preposition tells a land's part alone: "operates in | the east"."""
        part = self.s.word(match.end + 1) in self.f.locator.compass and self.s.word(match.end + 2) != "of"
        return part and self.low[match.end - 1] in self.s.grammar.preposition

    def _only_some(self, at: int) -> bool:
        """Whether a nameless sector is one of some, or where something comes from: "moved men from other | sectors"."""
        locator, before = self.f.locator, range(max(0, at - _SECTOR), at)
        origin = next((j for j in before if self.low[j] in locator.origin), 0)
        return self.s.word(at - 1) in locator.some or (origin > 0 and not self.s.is_verb(origin - 1))
