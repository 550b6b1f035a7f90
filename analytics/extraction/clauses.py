"""Where the clauses of a sentence begin and end."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.extraction.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Clauses"]

_FAR = 30  # the same behind ", and"
_NEAR = 9  # tokens from "and" to the verb of its clause: a subject with its modifiers


class Clauses(Verbs):
    """A sentence of which is known where its clauses begin: "X attacked Y | and Z withdrew | after A advanced"."""

    @cached_property
    def _openings(self) -> tuple[int, ...]:
        may_open = self.grammar.may_open_clause
        return tuple(i for i, word in enumerate(self.low) if word in may_open and self._opens_here(i))

    def clause_start(self, token: int) -> int:
        """Return the first token of the clause that holds a token."""
        before = bisect_right(self._openings, token)
        return self._openings[before - 1] if before else 0

    def clause_end(self, token: int) -> int:
        """Return where the clause that holds a token ends (one past its last token)."""
        behind = bisect_right(self._openings, token)
        return self._openings[behind] if behind < len(self._openings) else len(self.low)

    def opens_clause(self, i: int) -> bool:
        """Whether a clause begins at a token."""
        return self.low[i] in self.grammar.may_open_clause and self._opens_here(i)

    def goes_on(self, i: int) -> bool:
        """Whether the subject and the auxiliary before a token hold behind it: "has seized X | and shelled Y"."""
        return self.word(i) in self.grammar.conjunction and self.verb_at(i + 1)

    def turns(self, i: int) -> bool:
        """Whether another clause follows that shares no object with what stands before: "had stalled | but troops"."""
        g, word = self.grammar, self.word(i)
        opens = word in g.conjunction - g.joiner and (self.opens_clause(i) or self.word(i + 1) in g.force_noun)
        return word in g.subordinator or (opens and not self.verb_at(i + 1))

    def _opens_here(self, i: int) -> bool:
        g, word = self.grammar, self.low[i]
        if word in g.clause_opener:
            return f"{self.word(i - 1)} {word}" not in g.adverbial  # "at once"
        if word == "that":
            return self._that_opens(i)
        if word == "as":
            return self._as_opens(i)
        if word in g.subject_pronoun:
            return self._reduced_opens(i)
        if word in g.conjunction or word in g.contrasting:
            told = self._told_before(i) if word in g.joiner else word in g.conjunction or self.word(i - 1) == ","
            return told and ((self._clause_at(i + 1) and not self.pairs(i)) or self._long_clause_at(i + 1))
        return word == "," and (self.verb_at(i + 1) or self._perfect_at(i + 1))

    def _perfect_at(self, i: int) -> bool:
        """Whether ", | having taken Y" follows: a participle of what came before."""
        at = self.after_adverbs(i)
        return self.word(at) in self.grammar.have and "ing" in self.tags(at)

    def _reduced_opens(self, i: int) -> bool:
        """Whether a pronoun begins a relative clause without "that": "the ground | they lost last year"."""
        g, before = self.grammar, self.word(i - 1)
        noun = before.isalpha() and before not in g.preposition | g.coordinator | g.subordinator | g.relativizer
        return noun and not g.is_adverb(before) and not self.is_verb(i - 1) and self.verb_at(i + 1)

    def _that_opens(self, i: int) -> bool:
        """Whether "that" is no pronoun: not "that unit", not "after that"."""
        return self.word(i + 1) not in self.grammar.force_noun and self.word(i - 1) not in self.grammar.preposition

    def _as_opens(self, i: int) -> bool:
        """Whether "as" is a conjunction: "as X advanced", not "as part of", "such as", "as a base"."""
        g, following = self.grammar, self.word(i + 1)
        if i == 0 and self._told_first():
            return True
        compares = following in g.after_as or (self.word(i - 1) in g.before_as and following != "the")
        return not compares and self._clause_at(i + 1)

    def _told_before(self, i: int) -> bool:
        """Whether a clause was told that an "and" may close: not "attacks by X | and Y were repelled"."""
        shares = self.verb_at(i + 1)
        for j in range(i - 1, -1, -1):
            if self.is_verb(j):
                return True
            parted = self.low[j] == "," and self.word(j + 1) in self.grammar.joiner and j + 1 < i
            if self.low[j] in self.grammar.boundary or (parted and not shares):
                return False
        return False

    def _long_clause_at(self, i: int) -> bool:
        """Whether ", and" opens a clause with a long subject: ", and | attacks by X and Y near Z were repelled"."""
        g = self.grammar
        if self.word(i - 2) != "," or self.word(i) not in g.determiner or self.actor_at[i] is not None:
            return False
        for j in range(i, min(len(self.low), i + _FAR)):
            if (
                self.low[j] == ","
                or self.low[j] in g.clause_opener
                or (self.low[j] in g.joiner and self.verb_at(j + 1))
            ):
                return False
            if self.actor_at[j] is None and (self.low[j] in g.auxiliary or self._is_finite_past(j)):
                return True
        return False

    def _is_finite_past(self, at: int) -> bool:
        """Whether a verb's form can be nothing but a past: "came", not "shelled"."""
        return self.is_verb(at) and "past" in self.tags(at) and "participle" not in self.tags(at)

    def _told_first(self) -> bool:
        """Whether a sentence opens with who says so: "As Edwin Hale, the mayor, reported on Monday, ..."."""
        near = range(1, min(len(self.low), _FAR))
        first = next((j for j in near if self.is_verb(j)), 0)
        return first > 0 and bool(self.grammar.reporting.at(self.low, first))

    def verb_at(self, i: int) -> bool:
        """Whether a participle or a finite verb stands at a token, perhaps behind adverbs: ", capturing Y"."""
        at = self.after_adverbs(i)
        return at < len(self.low) and self.low[at] not in self.grammar.auxiliary and self.is_verb(at)

    def _clause_at(self, i: int) -> bool:
        """Whether a clause begins at a token: a finite verb, with or without its subject."""
        at, contrasts = self.after_adverbs(i), self.word(i - 1) not in self.grammar.joiner
        if at < len(self.low) and self.is_verb(at) and "ing" not in self.tags(at):
            return True
        if not contrasts and self._place_tells(at):
            return True
        stands = self.word(at + 1) in self.grammar.auxiliary
        if stands and (self.word(at) in self.grammar.existential or self._is_bare_subject(at)):
            return True
        for j in self._past_relatives(at):
            if self.low[j] == "," or self.low[j] in self.grammar.conjunction or self.low[j] in self.grammar.boundary:
                return False  # "and A in the past day | but made"
            if self.actor_at[j] is None and self.is_verb(j):
                told = self.word(i - 1) == "as" and j > at  # "as joyful residents returned"
                head = told or any(map(self._may_head, range(at, j))) or (contrasts and self.mention_at[at] is not None)
                return self.low[j] not in self.grammar.preposition and head
        return False

    def _place_tells(self, at: int) -> bool:
        """Whether a place behind "and" has a verb of its own: "shelled X, and | Oakham was hit"."""
        place = self.mention_at[at] if at < len(self.low) else None
        verb = self.after_adverbs(place.last) if place is not None else len(self.low)
        if verb == len(self.low):
            return False
        return self.low[verb] in self.grammar.singular or (self._is_finite_past(verb) and self.word(at - 2) == ",")

    def _is_bare_subject(self, at: int) -> bool:
        """Whether a plural behind ", and" is a subject of its own: ", and | talks were held in X"."""
        parted = self.word(at - 2) == "," and self.low[at].isalpha() and self.low[at].endswith("s")
        return parted and not (self.named(at) or self.is_verb(at) or self.low[at] in self.grammar.preposition)

    def _past_relatives(self, at: int) -> Iterator[int]:
        """Yield the tokens near one, without ", who crossed the border on Friday,"."""
        j, end = at, at + _NEAR
        while j < min(len(self.low), end):
            if self.low[j] == "," and self.word(j + 1) in self.grammar.relativizer:
                closed = next((k for k in range(j + 1, len(self.low)) if self.low[k] == ","), j)
                j, end = closed + 1, end + closed - j
            if j < len(self.low):
                yield j
            j += 1

    def _may_head(self, i: int) -> bool:
        """Whether a token may belong to a subject."""
        g = self.grammar
        return self.actor_at[i] is not None or self.low[i] in g.pronoun or self.low[i] in g.determiner
