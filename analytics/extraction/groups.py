"""Verb groups: a verb with what stands before it and belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.extraction.noun_phrases import NounPhrases
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.grammar import Grammar
    from analytics.extraction.records import Actor, Mention
    from analytics.text import Sentence

__all__ = ["Group", "Groups"]

_LASTS = 3  # tokens of "for the time" before its "being"
_GOVERNOR = 4  # tokens of "efforts to", "conditions in order to" before the "to"
_PARTED = 12  # tokens of "by small mobile groups in armoured vehicles" between "attempts" and "to"
_TIMES = 4  # tokens of "tried nine times to"
_ADJUNCT = 7  # tokens of "again on Friday near X" between "tried" and its "to"
_BARE_GOVERNOR = 3  # tokens of "continued", "be capable of" before an -ing form
_MODIFIERS = 4  # tokens between a verb and the noun it carries: "made several further unsuccessful limited attempts to"
_COORDINATED = 21  # tokens between two coordinated infinitives, with objects and places between
_INSTRUMENT = 7  # tokens of "used several long-range missiles" before the "to"
_SHARED = frozenset({"base", "ing"})  # forms that may share what stands before the first of two


@dataclass(frozen=True, slots=True)
class Group:
    """What stands before a verb and belongs to it.

    Attributes:
        start: First token of the group.
        verb: The verb's own token.
        negated: Whether "not", "never", "without", ... stands in it.
        passive: Whether a form of "be" stands before a past participle.
        purpose: Whether it is an infinitive that hangs on no known verb or noun: "(in order) to encircle".
        noun: Token of the noun that governs it ("efforts" in "Mercian efforts to advance"); null for none.
        participial: Whether it is a bare -ing or -ed form without auxiliary.
        made: Token of the actor that a governing verb makes do it: "forced X to | withdraw"; null for none.
        compelled: Whether it makes somebody do it who is no actor: "forced the garrison to | withdraw".
    """

    start: int
    verb: int
    negated: bool
    passive: bool
    purpose: bool
    noun: int | None
    participial: bool
    made: int | None = None
    compelled: bool = False


class Groups(NounPhrases):
    """A sentence of which is known what belongs to each verb: "did not continue efforts to | advance"."""

    def agree(self, main: int, verb: int) -> bool:
        """Whether two verbs may have one subject: both of the past, or neither; not "defending X and | occupied Y"."""
        past = [bool(self.tags(j) & PAST) for j in (main, verb)]
        return not self.group(verb).participial or past[0] == past[1]

    def __init__(
        self, sentence: Sentence, actors: Sequence[Actor], mentions: Sequence[Mention], grammar: Grammar
    ) -> None:
        """Lay actors and places over the tokens; groups are read when they are asked for."""
        super().__init__(sentence, actors, mentions, grammar)
        self._groups: dict[int, Group] = {}

    def group(self, verb: int) -> Group:
        """Return the verb group that ends at a verb."""
        known = self._groups.get(verb)
        if known is None:
            known = self._groups[verb] = _Walk(self, verb).group()
        return known

    def shares_perfect(self, verb: int) -> bool:
        """Whether a participle shares the "have" of an active verb before it: "have moved up and | taken X"."""
        last = self.group(verb).start - 1
        if self.word(last) != "," and self.word(last) not in self.grammar.joiner:
            return False
        verbs = (j for j in range(last - 1, -1, -1) if self.is_verb(j) and self.low[j] not in self.grammar.auxiliary)
        before = next(verbs, None)
        if before is None or self.group(before).passive:
            return False
        has = not self.grammar.have.isdisjoint(self.low[self.group(before).start : before])
        return has or self.shares_perfect(before)


class _Walk:
    """The way left from a verb, over all that belongs to its group."""

    def __init__(self, sentence: NounPhrases, verb: int) -> None:
        self.s = sentence
        self.low = sentence.low
        self.verb = verb
        self.at = verb - 1
        self.nearest = verb  # the leftmost verb met so far
        self.noun: int | None = None
        self.made: int | None = None
        self.compelled = self.negated = self.passive = self.auxiliary = self.infinitive = self.purpose = False

    def group(self) -> Group:
        """Walk to the group's first token and tell what was met."""
        while self.at >= 0 and self._goes_on():
            pass
        bare = not (self.auxiliary or self.passive or self.infinitive)
        return Group(
            self.at + 1, self.verb, self.negated, self.passive, self.purpose, self.noun, bare, self.made, self.compelled
        )

    def _goes_on(self) -> bool:
        """Take the word at hand, and whatever goes with it; false if it is no part of the group."""
        g, word = self.s.grammar, self.low[self.at]
        if self.s.lasts(self.at):
            self.at -= _LASTS
        elif word in g.auxiliary and self.s.actor_at[self.at] is None:
            self._take_auxiliary(word)
        elif word in g.negation and word != "no":
            self.negated = self.negated or self.s.word(self.at + 1) not in g.not_alone
        elif self.s.ceases(self.at):
            self.negated = True
            self.at -= 1
        elif word == "to":
            return self._take_infinitive()
        elif not self.s.adverb_at(self.at) and word not in g.quote:
            return self._take_partner(word) or self._take_bare_governor()
        self.at -= 1
        return True

    def _take_auxiliary(self, word: str) -> None:
        """Note an auxiliary; a "be" with nothing but other forms of "be" before the verb makes a passive."""
        be = word in self.s.grammar.be
        alone = not (self.auxiliary or self.infinitive)
        self.passive = self.passive or (be and alone and bool(self.s.tags(self.verb) & PAST))
        self.auxiliary = self.auxiliary or not be or not self.passive

    # ------------------------------------------------------------------ what governs the verb

    def _take_infinitive(self) -> bool:
        """Go over "to" and what governs it; with nothing that does, the group begins behind it: a purpose."""
        self.infinitive = True
        if self.s.not_yet(self.at):  # "have yet to | capture X"
            self.negated = True
            self.at -= 2
            return True
        governor = self._governor(self.at)
        if governor is None or self._is_purpose(governor) or self._is_bidden(governor):
            self.purpose = True
            return False
        if self.s.is_verb(governor):
            self.nearest = governor
            actor = self.s.actor(self.at - 1)
            if actor is not None and actor.first > governor:
                self.made = actor.first
        self._go_over(governor)
        return True

    def _is_bidden(self, governor: int) -> bool:
        """Whether somebody is told to do something: "told X to | leave Y", not "told of being said to have left"."""
        return self.low[governor] in self.s.grammar.telling and self.s.word(self.at + 1) not in self.s.grammar.have

    def _is_purpose(self, governor: int) -> bool:
        """Whether "in an" stands before a noun that governs an infinitive: "in an apparent effort to | advance"."""
        words = self.low[max(0, governor - _MODIFIERS) : governor]
        begins = next((i for i, word in enumerate(words) if word in self.s.grammar.purposive), len(words))
        qualifying = words[begins + 1 :]
        return not self.s.is_verb(governor) and qualifying[:1] in {("an",), ("a",)} and "," not in qualifying

    def _governor(self, to: int) -> int | None:
        """Return where "continued to", "efforts by X to", "allowed X to" begins, for the "to" at a token."""
        for start in range(to - 1, max(-1, to - 1 - _GOVERNOR), -1):
            if self.s.actor_at[start] is not None:
                continue  # "Mercian forces to": they force nobody
            for match in self.s.grammar.governors.at(self.low, start):
                if match.end == to + 1 or (match.end == to and match.form == "noun"):
                    return start
        told = to - 1  # "are | said to have left", "was | reported to be in control"
        passive = self.s.word(self.s.before_adverbs(told)) in self.s.grammar.be
        if passive and any(m.end == to for m in self.s.grammar.reporting.at(self.low, told)):
            return told
        parted = self._parted_governor(to)
        return self._distant(to) if parted is None else parted

    def _distant(self, to: int) -> int | None:
        """Return where "tried for months to", "attempted vainly to" begins: an adjunct or an adverb parts the two."""
        near = range(to - 2, max(-1, to - 1 - _ADJUNCT), -1)
        verb = next((j for j in near if self.s.is_verb(j)), None)
        noun = next((j for j in near if self._governs(j) and j > (verb or 0)), None)
        if noun is not None and (self.low[to - 1] in self.s.grammar.time or self.s.adverb_at(to - 1)):
            return noun  # "attempts during the night to"
        if verb is None or "," in self.low[verb:to]:
            return None
        parted = self.low[to - 1].endswith("ly") and self.s.before_adverbs(to) == verb
        parted = parted or (self.low[to - 1] in self.s.grammar.time and to - verb <= _TIMES)
        if self.s.grammar.preposition.isdisjoint(self.low[verb:to]) and not parted:
            return None
        return verb if self._governs(verb) else None

    def _parted_governor(self, to: int) -> int | None:
        """Return where "efforts by X to" begins: what governs stands before whose efforts they are."""
        actor = self.s.actor(to - 1)
        if actor is not None and self._governs(actor.first - 1):
            return actor.first - 1
        for by in range(to - 1, max(0, to - _PARTED), -1):
            if self.s.is_verb(by) or self.low[by] == "," or self.low[by] in self.s.grammar.auxiliary:
                break
            if self.low[by] in self.s.grammar.governed_by and self._governs(by - 1):
                return by - 1
        return self._instrument(to) if actor is None else None

    def _governs(self, word: int) -> bool:
        """Whether a noun or a verb governs an infinitive: "efforts", "tried"."""
        return word >= 0 and bool(self.s.grammar.governors.at((self.low[word], "to"), 0))

    def _instrument(self, to: int) -> int | None:
        """Return where "used missiles to" begins: what is done with a thing is done."""
        for at in range(to - 1, max(-1, to - 1 - _INSTRUMENT), -1):
            if self.s.is_verb(at):
                whom = self.low[to - 1] not in self.s.grammar.person_pronoun
                forced = self.s.word(self.s.before_adverbs(at)) in self.s.grammar.be  # "was obliged to leave"
                self.compelled = whom and not forced and self.low[at] in self.s.grammar.compelling
                return at if self.compelled or self.low[at] in self.s.grammar.instrument else None
            if self.low[at] in self.s.grammar.preposition:
                return None
        return None

    def _take_bare_governor(self) -> bool:
        """Go over "continued", "began" right before an -ing form."""
        if "ing" not in self.s.tags(self.nearest):
            return False
        for start in range(self.at, max(-1, self.at - _BARE_GOVERNOR), -1):
            for match in self.s.grammar.governors.at(self.low, start):
                agrees = match.form != "word" and (match.form == "noun") != self.s.is_verb(start)
                if agrees and match.end == self.at + 1:
                    self._go_over(start)
                    return True
        return False

    def _go_over(self, governor: int) -> None:
        """Step left of a governor; from a noun go on to the verb that carries it ("continued efforts to")."""
        self.at = governor - 1
        if self.s.is_verb(governor):
            return
        self.noun = governor
        at = self.at
        while at >= max(0, governor - _MODIFIERS) and self.s.qualifies(at) and not self.s.is_verb(at):
            at -= 1
        if at >= 0 and self._carries(at):
            self.at = at - 1

    def _carries(self, at: int) -> bool:
        """Whether a token is a full verb that may do an attempt: not "said | attempts to advance failed"."""
        full = self.s.actor_at[at] is None and self.low[at] not in self.s.grammar.auxiliary
        return full and self.s.is_verb(at) and not self.s.grammar.reporting.at(self.low, at)

    # ------------------------------------------------------------------ coordination

    def _take_partner(self, word: str) -> bool:
        """Go over "and" to the verb that shares its auxiliaries: "tried to surround and | capture"."""
        if self.at != self.s.before_adverbs(self.nearest):
            return False
        partner = self._partner() if word in self.s.grammar.joiner else self._listed(word)
        if partner is None:
            return False
        self.at, self.nearest = partner - 1, partner
        return True

    def _listed(self, word: str) -> int | None:
        """Return the infinitive that a list goes on from: "to conduct raids, | repel attacks, and reach X"."""
        if word != "," or self.s.tags(self.nearest) != {"base"}:
            return None
        for j in range(self.at - 1, max(-1, self.at - 1 - _COORDINATED), -1):
            if self.low[j] in self.s.grammar.boundary:
                return None
            if self.s.is_verb(j):
                return j if "base" in self.s.tags(j) and self.s.word(self.s.before_adverbs(j)) == "to" else None
        return None

    def _denied_partner(self) -> int | None:
        """Return the past form left of "or" that a "not" is said of: "has not captured X or | taken Y"."""
        if self.low[self.at] not in self.s.grammar.alternative or not self.s.tags(self.nearest) & PAST:
            return None
        for j in range(self.at - 1, max(-1, self.at - 1 - _COORDINATED), -1):
            if self.low[j] in self.s.grammar.boundary:
                return None
            if self.s.is_verb(j) and self.s.tags(j) & PAST:
                return j if _Walk(self.s, j).group().negated else None
        return None

    def _partner(self) -> int | None:
        """Return the verb left of "and" of the same form, if both are infinitives or both -ing."""
        wanted = self.s.tags(self.nearest) & _SHARED
        if not wanted:
            return self._denied_partner()
        for j in range(self.at - 1, max(-1, self.at - 1 - _COORDINATED), -1):
            if self.low[j] in self.s.grammar.boundary:
                return None
            shared = self.s.tags(j) & wanted
            if shared and self.s.is_verb(j):
                opens = self.s.before_adverbs(j) < 0  # "Attacking X and capturing": the first begins the sentence
                return None if opens and "base" not in shared else j
        return None
