"""What a relative clause is about: "A and B, which X captured", "the A border, which X crossed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.frames import SPAN
from analytics.extraction.phrase_classes import PhraseClasses

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.records import Mention

__all__ = ["Relatives"]


class Relatives(PhraseClasses):
    """The noun phrases that the relative clauses of one sentence hang on."""

    def relative_places(self, verb: int) -> tuple[Mention, ...]:
        """Return the places that a relative clause is about as its object: "A and B, which X captured"."""
        start = self.s.clause_start(max(0, self.s.group(verb).start - 1))
        if self.s.word(start) not in self.f.words["relative-object"] or self.s.subject(verb).kind == "relative":
            return ()
        if self.s.group(verb).start <= start + 1 or self.s.is_verb(start + 1) or self._is_told(start):
            return ()  # "A, which is an attempt to advance": it is the subject
        listed = self.listed_before(self._before_head(start - 1))
        return listed or self._pointed_before(start) or self._apposed_before(start)

    def _is_told(self, that: int) -> bool:
        """Whether a "that" opens what somebody says: "told a crowd in Oakham | that", "said in Oakham | that"."""
        verb = next((j for j in range(that - 1, -1, -1) if self.s.is_verb(j)), None)
        if verb is None or self.low[that - 1] == "," or not self.s.grammar.reporting.at(self.low, verb):
            return False
        return self.low[verb] in self.s.grammar.telling or self.low[verb + 1] in self.s.grammar.preposition

    def _before_head(self, at: int) -> int:
        """Step over what a place only qualifies or locates: "the X | border, which", "X, | south of A, which"."""
        noun = at - (self.s.word(at) == ",")
        anchor = self.s.mention_at[noun] if noun > 0 else None
        apposed = self.apposition_before(noun) if anchor is not None else None
        if apposed is not None:
            return apposed
        if anchor is not None and anchor.role == "anchor":
            named = next((j for j in range(anchor.first - 1, -1, -1) if self._is_place(j)), -1)
            return at if named < 0 or any(map(self.s.is_verb, range(named, anchor.first))) else named
        head = noun > 0 and self.low[noun].isalpha() and not self.s.is_verb(noun) and not self._is_place(noun)
        return noun - 1 if head and self._is_place(noun - 1) else at

    def apposition_before(self, at: int) -> int | None:
        """Return the last token of what a noun phrase only says more of; null for none.

        Args:
            at: The phrase's last token: "A, the last village in | R, which", "A, the only part of the | front where".
        """
        comma = next((j for j in range(at, max(0, at - SPAN), -1) if self.low[j] == ","), 0)
        inside = self.low[comma + 1 : at]
        told = comma > 1 and self._is_place(comma - 1) and inside[:1] and inside[0] in self.s.grammar.determiner
        parted = any(map(self.s.is_verb, range(comma, at))) or not self.s.grammar.joiner.isdisjoint(inside)
        return comma - 1 if told and not parted else None

    def _apposed_before(self, relative: int) -> tuple[Mention, ...]:
        """Return the places that a relative clause's noun stands for: "A and B, towns | that X holds", "A, a town"."""
        near = range(relative - 1, max(-1, relative - 1 - SPAN), -1)
        comma = next((j for j in near if not self.low[j].isalpha() or self.s.is_verb(j)), -1)
        stands = self.low[relative - 1] in self.f.words["many-places"] | self.f.locator.apposed
        stands = stands or self.s.word(comma + 1) in self.s.grammar.determiner
        return self.listed_before(comma - 1) if stands and comma > 0 and self.low[comma] == "," else ()

    def _pointed_before(self, relative: int) -> tuple[Mention, ...]:
        """Return what "the city" before a relative clause points to: "fighting in the city, | which X shelled"."""
        end = relative - (self.s.word(relative - 1) == ",")
        near = range(max(0, end - SPAN), end)
        pointed = next((m for j in near for m in self.f.anaphor.at(self.low, j) if m.end == end), None)
        told = self.antecedent(pointed.start) if pointed is not None and "kinds" in pointed.entry else None
        return () if told is None else (told,)

    def wards(self, at: int) -> bool:
        """Whether a verb of repelling stands at a token."""
        met = self.f.triggers.at(self.low, at) if self.s.is_verb(at) else ()
        return any(m.entry["kind"] == "repelled" and m.entry.get("actor") == "object" for m in met)

    def lets_through(self, match: Match) -> bool:
        """Whether nobody was stopped: "failed to | stop the advance on X", "tries to | halt it": the noun tells."""
        if match.entry["kind"] != "repelled" or not self.wards(match.start):
            return False
        before, near = range(self.s.group(match.start).start, match.start), range(match.end, len(self.low) - 1)
        barred = any(self.low[j] == "from" and "ing" in self.s.tags(j + 1) for j in near[: SPAN * 2])
        roles = {m.entry["role"] for j in before for m in self.f.control.at(self.low, j)}
        return "fail" in roles or ("attempt" in roles and not barred)  # "focused on keeping X from advancing"
