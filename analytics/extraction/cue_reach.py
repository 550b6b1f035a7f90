"""Which cues of a sentence reach a trigger: each by the ``reach`` that its entry declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Match
    from analytics.extraction.cues import Cues
    from analytics.extraction.syntax import Syntax

__all__ = ["CueReach", "Spot"]

_VERB = frozenset({"base", "third", "past", "ed", "participle", "ing"})
_BEFORE_NOUN = 5  # tokens from a cue to the noun it qualifies: "a possible large Mercian ground | attack"
_PREDICATE = 14  # tokens from a noun to the verb said of it: "an attack on X from the direction of Y | would"
_COMPLEMENT = 12  # tokens from a cue to the head of its complement: "false claims that Mercian forces in X | captured"
_OPENING = frozenset({"doubt", "denial", "plan"})  # roles that hold on into a complement


@dataclass(frozen=True, slots=True)
class Spot:
    """What cues may reach: trigger tokens ``[first, last)``.

    Attributes:
        first: First token.
        last: One past the last.
        group_start: First token of the trigger's verb group or noun phrase.
        floor: First token of what its source says: cues of a clause do not reach in from before.
        noun: Whether it is a noun, which the verb behind it is said of.
    """

    first: int
    last: int
    group_start: int
    floor: int
    noun: bool


class CueReach:
    """The cues of one sentence, and what they reach."""

    def __init__(self, syntax: Syntax, cues: Cues) -> None:
        """Find the sentence's cues."""
        self.s = syntax
        self.low = syntax.low
        self.words = cues.cue_words
        self.matches = _widest([m for m in cues.cue.find(syntax.low) if self._stands(m)])

    def _stands(self, match: Match) -> bool:
        """Whether a word is a cue here: a verb used as one, no month, no tin."""
        if match.end < len(self.low) and self.s.lasts(match.end):
            return False
        if match.form in _VERB:
            return self.s.is_verb(match.start)
        word, inside = self.low[match.start], match.start > 0
        if self._no_longer(match) or (match.entry["role"] == "history" and self._spans(match.start)):
            return False
        if word in self.words["since"] and self.words["record"] & {
            *self.low[self.s.clause_start(match.start) : match.start]
        }:
            return False  # "the largest attack since the start of the war": no word of when it was
        if word in self.words["name"] and inside and self.s.sentence.tokens[match.start].is_capitalised:
            return False
        return word not in self.words["noun"] or self.s.word(match.start - 1) not in self.s.grammar.determiner

    def _no_longer(self, match: Match) -> bool:
        """Whether a doubt is one of before: "was previously | unable to verify", "could not initially confirm"."""
        near = self.low[max(0, match.start - 1) : match.end]
        return match.entry["role"] == "doubt" and not self.words["previously"].isdisjoint(near)

    def _spans(self, at: int) -> bool:
        """Whether a time reaches up to now: "for much of the | last year", "over the | last year"."""
        return self.s.word(at - 1) == "the" and self.s.word(at - 2) in self.words["spanning"]

    def reaching(self, spot: Spot) -> list[Match]:
        """Return the cues that reach a trigger, in order."""
        clause = range(self.s.clause_start(spot.first), self.s.clause_end(max(spot.first, spot.last - 1)))
        return [match for match in self.matches if self._reaches(match, spot, clause)]

    def _reaches(self, match: Match, spot: Spot, clause: range) -> bool:
        reach = match.entry["reach"]
        tests = {
            "group": self._in_group, "gerund": self._is_of_gerund,
            "noun": self._qualifies, "predicate": self._is_predicate,
        }  # fmt: skip
        if reach in tests:
            return tests[reach](match, spot)
        if reach == "opening":
            return match.start == 0 and ":" not in self.low[match.end : spot.first]  # "If you are just joining us: X"
        if reach == "complement":
            return self._opens_complement(match, spot.first)
        if match.entry["role"] == "hedge":
            return self._hedges(match, spot, clause)
        return self._in_clause(match, spot, clause)

    def _in_group(self, match: Match, spot: Spot) -> bool:
        """Whether a cue stands in a trigger's verb group; one for active verbs only if that is active."""
        inside = spot.group_start <= match.start < spot.first or self._is_said_to_be(match, spot)
        passive = match.entry.get("active") and not spot.noun and self.s.group(spot.first).passive
        return inside and not passive

    def _is_said_to_be(self, match: Match, spot: Spot) -> bool:
        """Whether a hedge governs the "be" that a state is said by: "appears to | be largely under X's control"."""
        if match.entry["role"] != "hedge" or not match.end < spot.first or self.low[match.end] not in self.s.grammar.be:
            return False
        between = range(match.end + 1, spot.first)
        return not any(self.s.is_verb(j) or self.s.opens_clause(j) for j in between)

    def _qualifies(self, match: Match, spot: Spot) -> bool:
        """Whether a cue stands right before a noun or what governs it: "a possible attack", "instead of | making"."""
        near = match.start >= spot.first - _BEFORE_NOUN and match.end <= spot.first
        near = near or match.end == spot.group_start
        return near and self.words["parting"].isdisjoint(self.low[match.end : spot.first])

    def _is_of_gerund(self, match: Match, spot: Spot) -> bool:
        """Whether only the subject of an -ing form parts it from a cue: "a ban on | X striking Y"."""
        subject = self.s.actor(match.end)
        ends = subject is not None and subject.last == spot.group_start
        return ends and "ing" in self.s.tags(spot.group_start)

    def _is_predicate(self, match: Match, spot: Spot) -> bool:
        """Whether a cue belongs to the first verb behind a noun: "an attack on X would"."""
        noun = spot.noun or (self.s.is_verb(spot.first) and self.s.group(spot.first).noun is not None)  # "efforts to"
        near = noun and spot.last <= match.start < spot.last + _PREDICATE
        return near and not any(self._full_verbs(spot.last, match.start))

    def _full_verbs(self, start: int, stop: int) -> Iterator[bool]:
        auxiliary = self.s.grammar.auxiliary
        return (self.low[i] not in auxiliary and self.s.is_verb(i) for i in range(start, stop))

    def _hedges(self, match: Match, spot: Spot, clause: range) -> bool:
        """Whether a hedge stands before a trigger in its clause: "likely captured X", not "captured X, likely to"."""
        if spot.noun and match.start >= spot.last:
            return self._is_predicate(match, spot) and (
                self.low[match.start - 1] in self.s.grammar.be or self._opens_predicate(match)
            )
        between = range(match.end, spot.first)
        return clause.start < match.end and match.start < spot.first and not any(map(self.s.opens_clause, between))

    def _opens_predicate(self, match: Match) -> bool:
        """Whether a hedge stands before a noun's verb: "fighting | likely continued", not "likely forced X to"."""
        return self.s.word(self.s.after_adverbs(match.end)) in self.words["occurring"]

    def _in_clause(self, match: Match, spot: Spot, clause: range) -> bool:
        if self._in_aside(match, spot, clause.start):
            return False
        if match.entry.get("ahead") and match.start >= spot.last and self._is_done(spot):
            return False  # "has | massed troops near X to attack in the coming days"
        if match.start in clause and match.start >= spot.floor:
            return match.entry["role"] != "history" or not self._says_what(match, spot.last)
        return match.entry["role"] in _OPENING and self._opens_complement(match, spot.first)

    def _is_done(self, spot: Spot) -> bool:
        """Whether a trigger is a verb in the perfect: "has massed"; not "masses", not "troops massed near X"."""
        group = self.s.group(spot.first)
        return not spot.noun and not self.s.grammar.have.isdisjoint(self.low[group.start : spot.first])

    def _in_aside(self, match: Match, spot: Spot, begin: int) -> bool:
        """Whether a cue stands in a relative clause that closed before a verb: "X, which fell last year, | was hit"."""
        relative = self.s.grammar.relativizer | self.s.grammar.locative
        opens = self.low[begin] in relative and begin > 0 and not self.low[begin - 1].isalpha()
        closed = opens and self.low[spot.group_start - 1] == "," and match.end < spot.group_start
        return closed and begin < match.start

    def _says_what(self, match: Match, last: int) -> bool:
        """Whether a cue only tells of a thing behind a comma: "attacked X, in the front line | since 2014"."""
        comma = max((j for j in range(last, match.start) if self.low[j] == ","), default=-1)
        return 0 < comma < match.start - 1

    def _opens_complement(self, match: Match, first: int) -> bool:
        """Whether a cue stands before a trigger with only its own complement between: "false claims that"."""
        if match.end > first or first - match.end >= _COMPLEMENT:
            return False
        g = self.s.grammar
        said = self.low[match.start - 1] in g.be  # "said that it was untrue | and that X holds Y"
        opened = (i for i in range(match.end, first) if self.s.opens_clause(i))
        return not any(self.low[i] != "that" or (said and self.low[i - 1] in g.conjunction) for i in opened)


def _widest(matches: Sequence[Match]) -> list[Match]:
    """Keep the longest matches: "unlikely to have", neither "unlikely to" nor "are unlikely to".

    One that holds of active verbs alone ("may be") leaves the shorter ones their say ("may").
    """
    bounds = [match for match in matches if not match.entry.get("active")]
    ends: dict[int, int] = {}
    for match in bounds:
        ends[match.start] = max(match.end, ends.get(match.start, 0))
    whole = [match for match in matches if match.end >= ends.get(match.start, 0)]
    return [m for m in whole if not any(m.start < other.start < m.end < other.end for other in bounds)]
