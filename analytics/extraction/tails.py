"""Where a speaker stands who is told behind his words: "..., X said on Monday", "as X said", '"...," X said'."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.verb_forms import PAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.extraction.syntax import Syntax

__all__ = ["Tails", "spelled"]

_TAIL = 5  # words behind "..., X said": "in a post on July 8"
_LED = 24  # tokens of "Edwin Hale, the deputy head of the Oakham council," before "said"
_APPOSED = 5  # words before a speaker that go with it: "the local military administration head"


class Tails:
    """The marks and words around such a speaker, in one sentence."""

    def __init__(self, syntax: Syntax, words: Mapping[str, frozenset[str]]) -> None:
        """Keep the sentence and the classes of ``english/reporting.toml``."""
        self.s = syntax
        self.words = words

    def led_by(self, start: int) -> int | None:
        """Return the "as", or the end of a quotation, that a verb's subject with all its appositions stands behind."""
        for at in range(start - 1, max(-1, start - _LED), -1):
            if self.s.is_verb(at):
                return None
            opens = self.s.low[at] == "as" and self.s.word(at - 1) in {",", ""}
            if opens or self.closes_quote(at):
                return at
        return None

    def closes_quote(self, at: int) -> bool:
        """Whether a quotation ends with a token, its last mark before or behind the quotes."""
        pair = {self.s.word(at), self.s.word(at - 1)}
        return '"' in pair and bool(pair & self.words["quote-end"])

    def before_speaker(self, first: int) -> int:
        """Return the last token before a speaker's phrase, passing what goes with X in ", the local head X said"."""
        at = first - 1
        while at >= 0 and self._goes_with(at, first):
            at -= 1
        return at

    def parted(self, first: int) -> bool:
        """Whether a comma stands before a speaker's phrase: "X fell, the Kentish army | said"."""
        return self.s.word(self.before_speaker(first)) == ","

    def shortens(self, at: int) -> bool:
        """Whether a token is the dot of a title: ", Gov. | Edwin Hale said"."""
        tokens = self.s.sentence.tokens
        inside = self.s.low[at] == "." and 0 < at < len(tokens) - 1
        return inside and tokens[at - 1].is_capitalised and tokens[at + 1].is_capitalised

    def _goes_with(self, at: int, first: int) -> bool:
        word = self.s.low[at]
        if word in self.s.grammar.determiner or word in self.s.grammar.genitive:
            return True
        if self.shortens(at) or self._hyphenates(at):
            return True
        named = word.isalpha() or (word[0].isdigit() and word[-1].isalpha())  # "the 1st | Oakham Corps"
        actor = self.s.actor_at[at]
        owner = (
            actor is None
            or actor.possessive
            or self._hyphenates(at + 1)
            or (actor.form == "state" and self.s.word(at + 1) in self.s.grammar.genitive)
        )
        apposed = named and word not in self.words["not-speaker"] and owner
        hyphens = self.s.low[at:first].count("-")
        return apposed and at >= first - _APPOSED - hyphens

    def _hyphenates(self, at: int) -> bool:
        """Whether a token is the hyphen of a word: "the crowd | - sourced group X said"."""
        tokens = self.s.sentence.tokens
        return self.s.word(at) == "-" and at > 0 and tokens[at - 1].end == tokens[at].start

    def apposition_end(self, at: int) -> int:
        """Return where ", the mayor" ends behind a name, if a mark closes it; else the token itself."""
        first = at + 1 + (self.s.word(at + 1) in self.s.grammar.determiner)
        office = self.s.actor(first) if self.s.word(at) == "," else None
        closed = office is not None and office.form == "official" and self.s.word(office.last) in self.words["pause"]
        return office.last if office is not None and closed else at

    def name_end(self, at: int) -> int:
        """Return where a name of no actor ends that begins at a token: ", said | Edwin Hale |, the mayor"."""
        tokens = self.s.sentence.tokens
        while at < len(tokens) and tokens[at].is_capitalised and self.s.actor_at[at] is None:
            at += 1
        return at

    def ends_at(self, at: int) -> bool:
        """Whether nothing is told behind a verb: a mark, or a few words without a verb ("on Tuesday")."""
        following = self.s.word(at)
        return not spelled(self.s.low[at:]) or following == '"' or self.pause(at) is not None

    def pause(self, at: int) -> int | None:
        """Return the mark behind a verb, or behind words that go with it: "on Tuesday", "in a talk aired here"."""
        end = next((j for j in range(at, len(self.s.low)) if self.s.low[j] in self.words["pause"]), len(self.s.low))
        told = "that" in {self.s.word(at), self.s.word(end + 1)}
        hangs = not told and (self._is_short(at, end) or self._tells_only_where(at, end))
        return end if at == end or (hangs and self._opens_adjunct(at)) else None

    def _is_short(self, at: int, end: int) -> bool:
        return len(spelled(self.s.low[at:end])) <= _TAIL and not any(map(self.s.is_verb, range(at, end)))

    def _tells_only_where(self, at: int, end: int) -> bool:
        """Whether many words behind a verb of saying hold no clause of what is said: "said in a video aired here"."""
        low, g, named = self.s.low, self.s.grammar, self.words["bulletin"] | self.words["spoken-in"]
        if self.s.word(at - 1) not in self.words["said"]:
            return False
        own = named | self.words["claimed-noun"]  # "said in answer to a claim that"
        if any(low[j] == "that" and low[j - 1] not in own for j in range(at, end)):
            return False
        verb = next(filter(self.s.is_verb, range(at, end)), end)
        hangs = any(low[j] in g.subordinator | g.relativizer for j in range(at, verb))
        aired = verb < end and low[verb - 1] in named and bool(self.s.tags(verb) & PAST)
        return verb == end or hangs or aired

    def _opens_adjunct(self, at: int) -> bool:
        """Whether what stands behind a verb of saying is no object: "on Tuesday", "told | Oakham Radio"."""
        g, word = self.s.grammar, self.s.word(at)
        adverbial = word in g.preposition | g.time | self.words["said-when"] or g.is_adverb(word) or word[:1].isdigit()
        near = takewhile(str.isalpha, self.s.low[at : at + _TAIL])
        return adverbial or self.s.word(at - 1) in g.telling or not g.time.isdisjoint(near)  # "said | the next morning"


def spelled(tokens: tuple[str, ...]) -> list[str]:
    """Return the tokens that are no marks."""
    return [token for token in tokens if token[0].isalnum()]
