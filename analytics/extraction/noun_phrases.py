"""What a noun phrase hangs on: a preposition, a verb whose object it is, or nothing."""

from __future__ import annotations

from analytics.extraction.clauses import Clauses
from analytics.extraction.verb_forms import PAST

__all__ = ["NounPhrases"]

_PHRASE = 6  # tokens before the head of a noun phrase
_WHO = 5  # tokens of ", important towns that"


class NounPhrases(Clauses):
    """A sentence of which is known how its noun phrases stand: free ones may be subjects."""

    def qualifies(self, i: int) -> bool:
        """Whether a token may stand before the head of a noun phrase: no name, no word that joins or points."""
        g, word = self.grammar, self.low[i]
        joins = word in g.coordinator or word in g.subordinator or word in g.relativizer
        return not joins and word not in g.pronoun and not self.named(i)

    def hangs(self, first: int) -> bool:
        """Whether a noun phrase hangs on a preposition: "attacks against X", but "elements of X" stands for X.

        Args:
            first: The phrase's first token that is known: what qualifies it before that is passed over.
        """
        if self._opens_in_place(first):
            return False
        for at in range(first - 1, max(-1, first - 1 - _PHRASE), -1):
            known = self._hangs_on(at)
            if known is not None:
                return known
            if not self._inside_phrase(at):
                return False
        return False

    def _measures(self, at: int) -> bool:
        """Whether a preposition only rounds a number: "over 40 troops", "up to 40", "at least 40"; not "about Kent"."""
        g = self.grammar
        if self.low[at] in g.rounding:
            return self.number_at(at + 1)
        rounds = {self.low[at], self.word(at - 1)} & g.approximator or self.word(at + 1) in g.degree
        return bool(rounds) and at + 1 < len(self.low) and self.actor_at[at + 1] is None

    def _hangs_on(self, at: int) -> bool | None:
        """Whether what stands behind a word hangs on it; null if the word does not tell."""
        g, word = self.grammar, self.low[at]
        if self._ends_adverbial(at):
            return False
        if word == "of" and self.word(at - 1) in g.part_of:
            return self.hangs(at - 1)
        if word == "from" and self.word(at - 1) in g.force_noun:  # "troops from Mercia | took X"; not "hit troops from"
            return self.hangs(at - 1) or self.is_object(at - 1)
        if word in g.conjunctive and self.opens_clause(at):
            return False
        if word in g.preposition and not self._measures(at):
            return True
        partner = self.actor(at - 1)
        return self.hangs(partner.first) if partner is not None and word in g.joiner else None

    def _ends_adverbial(self, at: int) -> bool:
        """Whether a phrase of time or place ends at a token: "Over the past week | X", "On May 5 | X", "Near Y | X"."""
        if self.actor_at[at] is not None:
            return False
        dated = self.low[at].isdigit() and self.word(at - 1) in self.grammar.time
        placed = self.mention_at[at] is not None and self.actor(at + 1) is not None
        return dated or placed or self.low[at] in self.grammar.time | self.grammar.time_noun

    def _opens_in_place(self, first: int) -> bool:
        """Whether the name of forces begins with where they are: "In | Kent Mercian forces took the road"."""
        place, actor = self.mention_at[first], self.actor_at[first]
        if place is None or actor is None or place.last >= actor.last:
            return False
        return actor.form == "forces" and self.sentence.tokens[place.last].is_capitalised

    def _inside_phrase(self, at: int) -> bool:
        word = self.low[at]
        if word in self.grammar.determiner or word.isdigit():
            return True
        return word.isalpha() and not self.is_verb(at) and self.qualifies(at)

    def is_object(self, first: int) -> bool:
        """Whether a noun phrase stands right behind a verb that takes objects: "attacked X", not "said X attacked"."""
        at = first - 1
        while at >= 0 and self._inside_object(at):
            at -= 1
        if at < 0 or self.low[at] in self.grammar.auxiliary or not self.is_verb(at):
            return False
        return not self.grammar.reporting.at(self.low, at)

    def _inside_object(self, at: int) -> bool:
        word = self.low[at]
        day = word.isdigit() and (at == 0 or self.sentence.tokens[at - 1].is_capitalised)  # "said June 5 | X attacked"
        return self._inside_phrase(at) and not day and word not in self.grammar.preposition

    def apposes(self, comma: int) -> bool:
        """Whether who or what a name is follows a comma: "the mayor | , one of us", "X | , a town that Y holds"."""
        if self.low[comma + 1] in self.grammar.determiner and self.actor_at[comma - 1] is not None:
            return True
        near = range(comma + 1, min(len(self.low), comma + 1 + _WHO))
        who = next((j for j in near if not self.low[j].isalpha() or self.is_verb(j) or self.opens_clause(j)), comma)
        return who > comma + 1 and self.low[who] in self.grammar.relativizer and self.named(comma - 1)

    def opens_aside(self, at: int) -> bool:
        """Whether what begins behind a comma only says more: "which ...", "with ...", "not ...", "held since May"."""
        g = self.grammar
        opens = self.word(at) in g.relativizer | g.locative | g.negation | g.preposition
        return opens or bool(self.tags(at) & {*PAST, "ing"})

    def participle_before(self, verb: int, start: int) -> int | None:
        """Return the participle that another goes on from: ", cutting roads that X uses, | taking Y"."""
        if "ing" not in self.tags(start) or self.word(start - 1) != "," or not self.is_verb(verb):
            return None
        relative = self.clause_start(verb)
        if self.low[relative] not in self.grammar.relative_subject or self.word(relative - 1) == ",":
            return None
        before = next((j for j in range(relative - 1, 0, -1) if self.is_verb(j)), 0)
        return before if "ing" in self.tags(before) and self.word(before - 1) == "," else None
