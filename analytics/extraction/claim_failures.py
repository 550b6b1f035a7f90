"""Whether what was tried failed: by the words that control a trigger, by what is told behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.claim_hanging import Hanging
from analytics.extraction.frames import ATTACK, is_nominal

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.frames import Claim

__all__ = ["Failures"]

_AGAIN = 5  # tokens behind "ground assaults" in which their place would stand
_OUTCOME_REACH = 45  # tokens between an attack and "but made no gains"


class Failures(Hanging):
    """Tells of one sentence's triggers what came of them."""

    def controls(self, match: Match, start: int) -> set[str]:
        """Return the roles of the control words of a group: attempt, fail, aspect; negative if a "not" is one."""
        if is_nominal(match) and any(map(self.objects.wards, range(start, match.start))):
            return set()  # "failed to stop the | advance on X"
        found = [m for i in range(start, match.start) for m in self.f.control.at(self.low, i) if m.end <= match.start]
        apart = [j for j in range(start, match.start - 1) if self.low[j + 1] != "to" and self.s.is_verb(j)]
        if apart and self.low[self.s.before_adverbs(match.start)] == "to":
            found += self.f.control.at((self.low[apart[-1]], "to"), 0)  # "tried on Friday to | advance"
        noun = None if is_nominal(match) else self.s.group(match.start).noun
        if noun is not None and self.f.failed & {*self.low[max(0, noun - 2) : noun]}:
            return {"attempt", "fail"}
        if noun is not None:
            found += self.f.control.at((self.low[noun], "to"), 0)
        negative = {"negative" for m in found if m.entry.get("negative")}
        return {str(m.entry["role"]) for m in found} | negative

    def gave_up(self, left: Claim, claim: Claim) -> bool:
        """Whether an attack is what those who left had tried: "withdrew after | attacking X" was repelled there.

        Args:
            left: The claim before.
            claim: What may be what they gave up.
        """
        gone = (left.kind, left.actor) == ("withdraw", claim.actor) and claim.kind in {"attack", "repelled"}
        if not gone or (left.places and left.places != claim.places):
            return False
        return self.low[left.last] in self.f.words["afterwards"] or self._from_it(left, claim)

    def driven_off(self, tried: Claim, claim: Claim, match: Match) -> bool:
        """Whether who attacked was thrown back there: "attacked X but | were driven off" is one failed attack.

        So is an attempt that its own side gave up: "tried to storm X but | fell back".

        Args:
            tried: The claim before.
            claim: What was done to who attacked.
            match: Its trigger.
        """
        same = tried.kind in {"attack", "repelled"} and (claim.kind, claim.actor) == ("withdraw", tried.actor)
        start = self.s.group(match.start).start
        opener = self.s.word(self.s.before_adverbs(start))
        failed = {j for m in self.f.outcome.find(self.low) if m.start >= tried.last for j in range(m.start, m.end)}
        joined = opener in self.s.grammar.conjunction
        joined = joined and (bool(failed) or self.objects.is_passive(match) or self._was_tried(tried))
        joined = joined and not any(self.s.is_verb(j) and j not in failed for j in range(tried.last, start))
        return same and joined and claim.places == tried.places and claim.toward in ((), tried.toward)

    def _was_tried(self, claim: Claim) -> bool:
        """Whether an attack is told as an attempt: "tried to | storm X"."""
        tried = (m for m in self.matches if (m.start, m.end) == (claim.first, claim.last))
        return any({"attempt", "fail"} & self.controls(m, self.s.group(m.start).start) for m in tried)

    def _from_it(self, left: Claim, claim: Claim) -> bool:
        """Whether an attack is itself what forces left: "withdrew from | attacks on X", not "from A, B attacked"."""
        between = range(left.last, claim.first)
        named = any(self.s.mention_at[j] is not None or self.s.is_verb(j) for j in between)
        return not left.places and not named and self.low[left.last] in self.f.words["given-up"]

    def _may_fail(self, match: Match, outcome: int) -> bool:
        """Whether an outcome may be another trigger's: "attacked X following failed | advances"."""
        kind, named = match.entry["kind"], is_nominal(match)
        itself = kind == "repelled" or (kind == "advance" and match.start >= outcome)  # "a | failed assault"
        return kind == "attack" or (named and itself)

    def _in_them(self, outcome: int, other: Match) -> bool:
        """Whether a noun without a place only names the attacks again: "made no gains | in ground assaults"."""
        again = other.start >= outcome and self.s.word(outcome) in self.f.words["adjunct"]
        return again and not any(self.s.mention_at[other.end : other.end + _AGAIN])

    def failed_later(self, match: Match) -> bool:
        """Whether the sentence says behind an attack that it came to nothing, with no other attack between."""
        for m in self.f.outcome.find(self.low):
            near = m.end <= match.start and m.start >= match.start - 4
            if not (near or match.end <= m.start <= match.end + _OUTCOME_REACH):
                continue
            others = (o for o in self.matches if match.end <= o.start <= m.end + 3)
            rival = any(self._may_fail(o, m.end) and not self._in_them(m.end, o) for o in others)
            if not rival and not self.f.words["parting"] & {*self.low[match.end : m.start]}:
                return not (self.of_some(match.end, m.start) or self._told_again(match.end, m))
        return False

    def _told_again(self, start: int, outcome: Match) -> bool:
        """Whether an attack is told again with where it ended: "stormed X, Y said; the attack | failed at Z"."""
        again = not self.f.told_attack.isdisjoint(self.low[start : outcome.start])
        again = again and any(map(self.s.opens_clause, range(start, outcome.start)))
        placed = self.s.word(outcome.end) in self.s.grammar.preposition
        near = self.s.mention_at[outcome.end : outcome.end + _AGAIN] if placed else ()
        ended = {m.surface for m in near if m is not None}
        begun = {m.surface for m in self.s.mention_at[: outcome.start] if m is not None}
        return again and bool(ended) and ended.isdisjoint(begun)

    def of_some(self, start: int, end: int) -> bool:
        """Whether an outcome is only that of some attacks told before: "and seven of the assaults were repelled".

        Args:
            start: First token that may name them.
            end: The outcome's first token.
        """
        of = [j for j in range(start + 1, end) if self.low[j] == "of"]
        counted = (j for j in of if self.low[j - 1] in self.f.words["partly"] or self.s.number_at(j - 1))
        return any(self.f.nouns(self.low, k, ATTACK) for j in counted for k in range(j + 1, min(end, j + 4)))
