"""Who speaks though no table knows them: names, plain words ("a captain of the local brigade"), "the regiment"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.spelling import is_english

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.codebook import Match
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["AUTHOR", "OTHER", "UNATTRIBUTED", "Speaker", "Strangers"]

_LONGEST = 6  # tokens of "institute for the study of war"
_NAMED = 28  # tokens between who speaks and the verb
_DATELINE = 9  # tokens of "OAKHAM, June 3 (Wire) -"
AUTHOR, OTHER, UNATTRIBUTED = "author", "other", "unattributed"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it.

    Attributes:
        claimant: author, a side's id, other, unattributed.
        text: The claimant's words; empty for the author.
        first: First token of the phrase.
        evidence: none; footage, geolocated, satellite where a picture speaks and the author reads it.
    """

    claimant: str
    text: str
    first: int
    evidence: str = "none"


class Strangers:
    """Reads such speakers in one sentence.

    Args:
        syntax: The sentence.
        words: The classes of ``[[speech_word]]``.
        previous: Claimant and words of the paragraph's last speaker; null for none.
        seats: The side of each capital.
    """

    def __init__(
        self,
        syntax: Syntax,
        words: Mapping[str, frozenset[str]],
        previous: tuple[str, str] | None,
        seats: Mapping[str, str],
    ) -> None:
        """Keep the sentence and who spoke before it."""
        self.s = syntax
        self.words = words
        self.previous = previous
        self.seats = seats

    def _office_side(self, actor: Actor) -> str | None:
        """Return the side of an office of no nation by where it speaks: "From Oakham, the | ministry said"."""
        if actor.form != "official":
            return None
        inside = self.s.low[0] in self.s.grammar.preposition
        return self.seats.get(self.s.word(1 if inside else 0)) if inside or self._has_dateline() else None

    def _has_dateline(self) -> bool:
        """Whether a sentence opens with where it was written: "OAKHAM (Wire) - The ministry", "Oakham: the army"."""
        opening, ends = range(1, min(len(self.s.low), _DATELINE)), self.s.grammar.stop | self.words["dash"]
        mark = next((j for j in opening if self.s.low[j] in ends), 0)
        return mark > 0 and not any(map(self.s.is_verb, range(1, mark)))

    def told_press(self, verb: int, speaker: Speaker) -> Speaker:
        """Return a speaker of no nation as one of the side to whose press he speaks: "a pilot | told the X Herald".

        Args:
            verb: The verb of saying.
            speaker: Who speaks by it.
        """
        if speaker.claimant != OTHER or self.s.word(verb) not in self.s.grammar.telling:
            return speaker
        press = self.s.actor(verb + 1 + (self.s.word(verb + 1) in self.s.grammar.determiner))
        foreign = any(a.name and a.first == speaker.first for a in self.s.actors)  # "US officials told the X Herald"
        told = press is not None and press.form == "media" and press.side and not foreign
        return replace(speaker, claimant=str(press.side)) if told and press is not None else speaker

    def _same_bulletin(self, start: int) -> Speaker | None:
        """Return the paragraph's last speaker for what he speaks by: "that bulletin | says"."""
        noun = self.s.before_adverbs(start)
        if self.previous is None or noun < 1 or self.s.low[noun] not in self.words["bulletin"]:
            return None
        pointed = self.s.low[noun - 1] in self.words["told-before"]
        return Speaker(self.previous[0], self.s.sentence.phrase(noun - 1, noun + 1), noun - 1) if pointed else None

    def named_before(self, start: int) -> Speaker | None:
        """Return who is named right before a verb, though no table knows the name."""
        return self._told_of_before(start) or self._unknown_name(start)

    def _told_of_before(self, start: int) -> Speaker | None:
        """Return the paragraph's last speaker where a word of its name stands for it: "The Administration added"."""
        at = self.s.before_adverbs(start)
        if self.previous is None or at < 0:
            return None
        again = self.s.low[at] in self.previous[1].lower().split() and self.s.sentence.tokens[at].is_capitalised
        return Speaker(self.previous[0], self.s.sentence.tokens[at].text, at) if again else None

    def _unknown_name(self, start: int) -> Speaker | None:
        """Return a name that no table knows, right before its verb: somebody, and not the author."""
        last = self.s.before_adverbs(start)
        first = last
        while first >= 0 and (self._is_capital(first) or self._is_dot(first)):
            first -= 1
        name = self.s.low[first + 1 : last + 1]
        if not name or all(is_english(word) for word in name if word.isalnum()):
            return None
        if name[-1] in self.s.grammar.first_person:
            return Speaker(AUTHOR, "", first + 1)
        return Speaker(OTHER, self.s.sentence.phrase(first + 1, last + 1), first + 1)

    def _is_capital(self, at: int) -> bool:
        """Whether a token may be part of a name that no table knows."""
        return self.s.sentence.tokens[at].is_capitalised and not self.s.named(at)

    def _is_dot(self, at: int) -> bool:
        """Whether a token is the dot in a name, with no space behind it: "Oakham.Info"."""
        tokens = self.s.sentence.tokens
        return self.s.low[at] == "." and at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start

    def with_assessor(self, verb: int) -> bool:
        """Whether the author is one of those joined before a verb: "the ministry and the institute | wrote"."""
        start = self.s.group(verb).start
        for first in range(start - 1, max(-1, start - _NAMED), -1):
            if self.s.is_verb(first):
                return False
            last = next((n for n in range(first + 1, start + 1) if self._is_assessor(first, n)), 0)
            before = first - 1 - (self.s.word(first - 1) in self.s.grammar.determiner)
            if last and "and" in {self.s.word(before), self.s.word(last)}:
                return True
        return False

    def is_apposed_assessor(self, start: int) -> bool:
        """Whether the author's own institute is told what it is: "the institute, a think tank of Kent, | said"."""
        last = self.s.before_adverbs(start)
        if self.s.word(last) != ",":
            return False
        near = range(last - 1, max(0, last - _NAMED), -1)
        comma = next((j for j in near if self.s.low[j] == ","), 0)
        end = comma - (self.s.word(comma - 1) == ")")
        ends = any(self._is_assessor(first, end) for first in range(max(0, end - _LONGEST), end))
        return ends and not any(map(self.s.is_verb, range(comma, last)))

    def _is_housed(self, at: int) -> bool:
        """Whether others than the author's own institute follow: "analysts | at the Oakham institute"."""
        first = at + 1 + (self.s.word(at + 1) in self.s.grammar.determiner)
        own = any(self._is_assessor(first, first + n) for n in range(1, _LONGEST + 1))
        return self.s.word(at) in self.words["housed"] and not own

    def _is_assessor(self, first: int, last: int) -> bool:
        return " ".join(self.s.low[first:last]) in self.words["assessor"]

    def first_joined(self, first: int) -> int:
        """Return the first token of the speakers that end with one: "X's bloggers and a | Mercian official"."""
        for left, right in pairwise(self.s.actors):
            between = self.s.low[left.last : right.first]
            if right.first == first and between and self._joins(between):
                return left.first
        return first

    def _joins(self, between: tuple[str, ...]) -> bool:
        return between[0] in self.words["joined-by"] and all(word in self.words["joining"] for word in between)

    def _owner_of(self, actor: Actor) -> Actor | None:
        """Return whose agency a name goes with: "Mercia's Oakham | news agency"."""
        at = actor.first - 1
        while at > 0 and self.s.sentence.tokens[at].is_capitalised and self.s.actor_at[at] is None:
            at -= 1
        owner = self.s.actor_at[at - (self.s.word(at) in self.s.grammar.genitive)] if at > 0 else None
        owned = owner is not None and (owner.possessive or self.s.word(at) in self.s.grammar.genitive)
        return owner if owned and owner is not None and owner.side else None

    def somebody(self, match: Match, start: int) -> Speaker | None:
        """Return a subject that no table knows: "a captain of the local brigade | told"; its side if it names one."""
        g, last = self.s.grammar, self.s.before_adverbs(start)
        last -= self.s.word(last) == ","  # "Edwin Hale, a captain of the brigade, | told"
        first = last
        while first >= 0 and self.s.low[first].isalnum() and not (self.s.is_verb(first) or self.s.opens_clause(first)):
            first -= 1
        phrase = self.s.low[first + 1 : last + 1]
        if not phrase or self.s.word(match.end) in g.auxiliary or not phrase[-1].isalpha():
            return None  # "its previous report had shown"
        if phrase[0] in g.preposition | g.pronoun | g.coordinator or phrase[-1] in g.demonstrative:
            return None
        return self.nameless(first + 1, last + 1)

    def nameless(self, first: int, last: int) -> Speaker:
        """Return some plain words as a speaker: of the side they name; "the regiment" of the forces told before it."""
        side = next((a.side for j in range(first, last) if (a := self.s.actor_at[j]) is not None), None)
        if side is None and not self.words["unit"].isdisjoint(self.s.low[first:last]):
            forces = [a.side for a in self.s.actors if a.last <= first and a.side and a.form == "forces"]
            side = forces[0] if forces else None
        again = self.words["same-body"] & {*self.s.low[first:last]}
        if side is None and self.previous and again & {*self.previous[1].lower().split()}:
            side = self.previous[0]  # "Kent's military said ..., the military's X group added"
        body = self.words["body"]
        if side is None and self.previous and not body.isdisjoint(self.previous[1].lower().split()):
            side = self.previous[0] if not body.isdisjoint(self.s.low[first:last]) else None
        return Speaker(side or OTHER, self.s.sentence.phrase(first, last), first)
