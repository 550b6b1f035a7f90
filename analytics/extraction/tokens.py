"""A sentence's tokens with its actors and places laid over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.grammar import Grammar
    from analytics.extraction.records import Actor, Mention
    from analytics.text import Sentence

__all__ = ["Tokens"]


class Tokens:
    """One sentence as the words, actors and places that stand at each token.

    Args:
        sentence: The sentence.
        actors: Its actors, in order.
        mentions: Its place mentions, in order.
        grammar: The codebook's grammar.

    Attributes:
        low: The words in lower case, a token each.
        actor_at: The actor whose phrase holds a token, a token each; null for none.
        mention_at: The place mention that holds it, likewise.
    """

    def __init__(
        self, sentence: Sentence, actors: Sequence[Actor], mentions: Sequence[Mention], grammar: Grammar
    ) -> None:
        """Lay actors and places over the tokens."""
        self.sentence = sentence
        self.low = sentence.lowers
        self.grammar = grammar
        self.actors = tuple(actors)
        self.mentions = tuple(mentions)
        self.actor_at: list[Actor | None] = [None] * len(self.low)
        self.mention_at: list[Mention | None] = [None] * len(self.low)
        for mention in mentions:
            for i in range(mention.first, mention.last):
                self.mention_at[i] = mention
        for actor in actors:
            for i in range(actor.first, actor.last):
                self.actor_at[i] = actor

    def word(self, i: int) -> str:
        """Return a token in lower case, empty outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def actor(self, i: int) -> Actor | None:
        """Return the actor at a token, null outside the sentence."""
        return self.actor_at[i] if 0 <= i < len(self.low) else None

    def named(self, i: int) -> bool:
        """Whether a token belongs to an actor or a place."""
        return self.actor_at[i] is not None or self.mention_at[i] is not None

    def adverb_at(self, i: int) -> bool:
        """Whether an adverb stands at a token: "has | since fallen", "is | at present closing in"."""
        word, g = self.low[i], self.grammar
        if g.is_adverb(word) or (word in g.after_have and self.word(i - 1) in g.have):
            return True
        if word not in g.adverbial_word:
            return False
        return f"{word} {self.word(i + 1)}" in g.adverbial or f"{self.word(i - 1)} {word}" in g.adverbial

    def not_yet(self, to: int) -> bool:
        """Whether "have yet" stands before a "to": a negation."""
        return f"{self.word(to - 1)} to" in self.grammar.negation and self.word(to - 2) in self.grammar.have

    def ceases(self, i: int) -> bool:
        """Whether "no longer" ends at a token: a negation."""
        return self.low[i] in self.grammar.after_no and self.word(i - 1) == "no"

    def before_adverbs(self, i: int) -> int:
        """Return the last token before `i` that is no adverb, -1 for none; "hardly", a negation, counts as a word."""
        g, at = self.grammar, i - 1
        while at >= 0:
            dated = self._before_date(at)
            passed = self.low[at] in g.quote or (self.adverb_at(at) and self.low[at] not in g.negation)
            if dated == at and not passed:
                break
            at = min(dated, at - 1)
        return at

    def _before_date(self, at: int) -> int:
        """Return the token before a date that ends at one, itself if none does: "X | late on Thursday struck Y"."""
        day = at if self.low[at] in self.grammar.time else at - 1
        if day < 1 or self.low[day] not in self.grammar.time:
            return at
        if not self.sentence.tokens[day].is_capitalised or (day < at and not self.number_at(at)):
            return at
        first = day - self.number_at(day - 1)
        while self.word(first - 1) in self.grammar.dating:
            first -= 1
        return first - 1 if first > 0 and self.named(first - 1) else at

    def after_adverbs(self, i: int) -> int:
        """Return the first token from `i` on that is no adverb, the sentence's length for none."""
        while i < len(self.low) and self.grammar.is_adverb(self.low[i]):
            i += 1
        return i

    def opens_noun_phrase(self, i: int) -> bool:
        """Whether a determiner, a number, an actor or a place stands at a token: "captured | the village"."""
        if i >= len(self.low):
            return False
        return self.low[i] in self.grammar.determiner or self.number_at(i) or self.named(i)

    def number_at(self, i: int) -> bool:
        """Whether a number stands at a token, perhaps with its unit: "8", "1,100", "10km"."""
        return self.word(i)[:1].isdigit()
