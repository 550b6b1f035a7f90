"""Lists that end at a token of a sentence, and the place that "it" points back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.extraction.frames import Context, Frames
    from analytics.extraction.records import Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["PlaceLists"]

_NAMING = 5  # tokens of "the small border town of"


class PlaceLists:
    """Reads backwards in one sentence what stands right before a token."""

    def __init__(self, syntax: Syntax, frames: Frames, context: Context) -> None:
        """Keep the sentence, the frames, and what was told before."""
        self.s = syntax
        self.f = frames
        self.low = syntax.low
        self.context = context

    def listed_before(self, at: int) -> tuple[Mention, ...]:
        """Return the places of a list that ends at a token: "A, the city of B and C |", "neither A nor B |"."""
        found: list[Mention] = []
        joining = self.f.words["joining"] | self.s.grammar.alternative
        while at >= 0:
            mention = self.s.mention_at[at]
            if mention is not None and mention not in found:
                found.append(mention)
            elif mention is None and self.low[at] not in joining:
                at = self._before_naming(at)
                if at < 0 or self.low[at] not in joining:
                    break
            at -= 1
        return tuple(reversed(found))

    def _before_naming(self, at: int) -> int:
        """Return the token before what says what a name is: "| the border town of", "| the regional capital"."""
        of = self.low[at] == "of"
        if self.s.word(at - of) not in self.f.locator.apposed:
            return -1
        before = at - of - 1
        g = self.s.grammar
        while before > at - _NAMING and self.s.qualifies(before) and self.low[before].isalpha():
            if self.low[before] in g.determiner:
                before -= 1
                break
            if self.low[before] in g.preposition:
                return -1
            before -= 1
        opening = self.s.mention_at[before - 1] if before > 0 and self.low[before] == "," else None
        return -1 if opening is not None and self.s.hangs(opening.first) else before  # "In Kent, the towns of A and B"

    def both_fight(self, start: int) -> bool:
        """Whether "both sides" stands right before a verb group that begins at a token, perhaps with adverbs."""
        last = self.s.before_adverbs(start)
        return last > 0 and " ".join(self.low[last - 1 : last + 1]) in self.f.words["both-sides"]

    def is_seat(self, mention: Mention) -> bool:
        """Whether a place is what an official is of: "the mayor of | X", not "the X council"."""
        return mention.role == "title" and mention.kind == "settlement" and self.s.word(mention.first - 1) == "of"

    def antecedent(self, at: int) -> Mention | None:
        """Return the place that "it" points to: the last one before it in the sentence, else before that.

        Where the sentence has none, that of an official: "the mayor of X said that the town had been taken".
        """
        before = [m for j in range(at - 1, -1, -1) if (m := self.s.mention_at[j]) is not None]
        here = next((m for m in before if m.role == "place"), None)
        seat = next(filter(self.is_seat, before), None)
        return here or seat or (self.context.places[-1] if self.context.places else None)
