"""Whose words a bulletin holds: "the ministry's daily summary says", "reads a statement by the ministry"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["Bulletins"]

_OWNER = 4  # tokens between an owner and the noun: "Mercian" in "Mercian daily evening summary"

_SPEAKING = frozenset({"official", "media", "body", "state", "forces"})


class Bulletins:
    """The bulletins of one sentence, by the words ``bulletin`` and ``issued-by`` of ``english/reporting.toml``."""

    def __init__(self, syntax: Syntax, words: Mapping[str, frozenset[str]]) -> None:
        """Keep the sentence and the classes of words."""
        self.s = syntax
        self.nouns = words["bulletin"]
        self.links = words["issued-by"]
        self.pointing = words["all-told"]

    def before(self, start: int) -> Actor | None:
        """Return whose words a verb group is said of: "the ministry's daily summary | says", "a map by X | shows"."""
        noun = self.s.before_adverbs(start)
        of = self.s.actor_at[noun] if noun >= 0 else None
        if of is not None:
            link = of.first - 1 - (self.s.word(of.first - 1) in self.s.grammar.determiner)
            return of if self.s.word(link) in self.links and self.s.word(link - 1) in self.nouns else None
        if noun < 0 or self.s.low[noun] not in self.nouns:
            return None
        for i in range(noun - 1, max(-1, noun - 1 - _OWNER), -1):
            if self.s.actor_at[i] is not None or self.s.low[i] in self.s.grammar.preposition:
                return self.s.actor_at[i]
            if not (self.s.low[i].isalnum() or self.s.low[i] in self.s.grammar.genitive):
                return None  # "... to Kent," the statement said
        return None

    def behind(self, at: int) -> tuple[Actor, int] | None:
        """Return whose words, and one past their phrase: "says | the ministry's daily report", "a statement by X"."""
        owner = self.s.actor(at)
        if owner is not None and owner.possessive:
            noun = self._noun(owner.last, _OWNER)
            return (owner, noun + 1) if noun is not None else None
        noun = self._noun(at, _OWNER + 1)
        if noun is None or self.s.word(noun + 1) not in self.links:
            return None
        by = self.s.actor(noun + 2 + (self.s.word(noun + 2) in self.s.grammar.determiner))
        return (by, by.last) if by is not None else None

    def whole(self) -> Actor | None:
        """Return whose words all sentences around this one are: "So says the ministry", "This was reported by X"."""
        low, reporting = self.s.low, self.s.grammar.reporting
        if low[0] not in self.pointing or "that" in low[1:]:
            return None
        near = range(1, min(_OWNER, len(low)))
        verb = next((j for j in near if self.s.is_verb(j) and reporting.at(low, j)), None)
        said = verb is not None and (self.s.group(verb).passive or verb == 1)
        by = any(low[j : j + 2] == ("according", "to") for j in near)
        behind = (a for a in self.s.actors if a.first <= (verb or 1) + 2 * _OWNER and a.form in _SPEAKING)
        return next(behind, None) if said or by else None

    def _noun(self, at: int, reach: int) -> int | None:
        near = range(at, min(len(self.s.low), at + reach))
        return next((j for j in near if self.s.low[j] in self.nouns), None)
