"""Which preposition a place hangs on, and whether that says where something was, where to or where from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.event_reach import EventReach

if TYPE_CHECKING:
    from analytics.extraction.syntax import Syntax

__all__ = ["EventLinks"]

_OWNED = 3  # tokens of "eastern edge" behind a genitive, and one
_PHRASE = 6  # tokens of ", a hub on the way" before its last preposition


class EventLinks(EventReach):
    """Reads the prepositions of ``[[locating]]`` before places."""

    def _link(self, s: Syntax, first: int, start: int) -> str | None:
        """Return the preposition that a place hangs on; null within a list of places, "" for a direct object."""
        for j in range(first - 1, start - 1, -1):
            if s.mention_at[j] is not None:
                return None
            word = s.low[j]
            if word == "of" and s.word(j - 1) in self.origin:
                return s.low[j - 1]  # "out of X"
            if word in s.grammar.preposition and word not in {"of", "outside"}:
                if word == "to" and s.word(j - 1) in self.beside:
                    return "near"
                return "at" if self._stays(s, j, first) else self._outer_origin(s, j, start) or word
            if s.is_verb(j) and word.endswith("ing"):
                return word
        return ""

    def _stays(self, s: Syntax, preposition: int, first: int) -> bool:
        """Whether "to" and "on" only say where: "20 km to the west of X", "a foothold on the outskirts of X"."""
        between = {*s.low[preposition + 1 : first]}
        if s.low[preposition] == "to":
            return bool(self.compass & between)
        mention = s.mention_at[first]
        if mention is not None and s.word(mention.last) == "'s":
            between |= {*s.low[mention.last + 1 : mention.last + _OWNED]}  # "on X's eastern edge"
        return s.low[preposition] in self.upon and bool(self.piece & between)

    def _outer_origin(self, s: Syntax, preposition: int, start: int) -> str | None:
        """Return the "from" that "in X" hangs on: "from positions in X"; null for none."""
        if s.low[preposition] not in self.within:
            return None
        for j in range(preposition - 1, max(start, preposition - _PHRASE) - 1, -1):
            if s.low[j] in self.origin and (s.low[j] in s.grammar.preposition or s.low[j + 1] == "of"):
                return s.low[j]  # not "holding | out in X"
            if (
                s.mention_at[j] is not None
                or s.is_verb(j)
                or s.low[j] in s.grammar.preposition
                or not s.low[j].isalpha()
            ):
                return None
        return None

    def _is_aim(self, link: str, kind: str) -> bool:
        return link in self.aim or link in self.aim_of.get(kind, ())

    def _direction(self, s: Syntax, first: int) -> bool:
        """Whether "in the direction of" stands before a place."""
        return any(s.low[first - len(words) : first] == words for words in self.direction if first >= len(words))
