"""A shallow reading of one sentence: verb groups, their subjects, clause ends.

No parser and no statistics: function words of ``english/grammar.toml``, inflected verbs of the codebook and the spans
of actors and places. Reports of a war are regular enough for it, and every decision can be shown.

The sentence is read in layers, a room each, each resting on those before it: `tokens` (words, actors, places),
`verb_forms`, `verbs`, `clauses`, `noun_phrases`, `groups` (a verb with its auxiliaries), and here subjects. A subject
is found by walking left from the group over what hangs on prepositions and, in coordinations and participles, through
the verb before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.extraction.grammar import Grammar, grammar_of
from analytics.extraction.groups import Group, Groups
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from analytics.extraction.records import Actor

__all__ = ["Grammar", "Group", "Subject", "Syntax", "grammar_of"]

_THING = 3  # tokens of "Mercian cruise missiles" before its verb
_DEEPEST = 6  # verbs that share one subject; a sentence nests no deeper
_INSERTION = 12  # tokens of a speaker between commas: ", Kent's deputy defense minister said on Friday,"
_APPOSED = 24  # the same of who an actor is: ", one of the few who had stayed when the town fell,"
_ANTECEDENT = 5  # tokens between an actor and "which": "forces in the area, which"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a verb is said of.

    Attributes:
        actor: The actor; null where the subject is none.
        at: First token of its phrase; -1 where nothing was found.
        kind: How it was found: ``actor``, ``pronoun`` ("they"), ``relative`` (before "which"), ``other``.
    """

    actor: Actor | None
    at: int
    kind: str


class Syntax(Groups):
    """A sentence, read: what is a verb, what belongs to it, whom it is said of, where clauses begin.

    Args:
        sentence: The sentence.
        actors: Its actors, in order.
        mentions: Its place mentions, in order.
        grammar: The codebook's grammar.
    """

    def subject(self, verb: int) -> Subject:
        """Return who a verb is said of: "X, which attacked Y and tried to | advance" is said of X."""
        group = self.group(verb)
        if group.made is not None:
            return Subject(self.actor_at[group.made], group.made, "actor")
        return self.accused(group.start) or self._thing_of(group.start) or self._subject_before(group.start, 0)

    def _thing_of(self, start: int) -> Subject | None:
        """Return a thing right before a verb that is a side's own: "Mercian cruise missiles | hit X"."""
        for j in range(start - 1, max(-1, start - 1 - _THING), -1):
            actor = self.actor_at[j]
            if actor is not None:
                whole = j == start - 1 or actor.form != "adjective" or self._is_whole(actor)
                return None if whole else Subject(None, actor.first, "other")
            plain = self.low[j].isalpha() and not self.is_verb(j) and not self.grammar.is_adverb(self.low[j])
            if not plain or self.low[j] in self.grammar.preposition or self.opens_clause(j):
                return None
        return None

    def accused(self, start: int) -> Subject | None:
        """Return of whom an -ing form behind "of", "for", "from" is said: "accused X of | shelling Y".

        Args:
            start: First token of the form's group.
        """
        if "ing" not in self.tags(start) or self.word(start - 1) not in self.grammar.accusing:
            return None
        actor = self.actor(start - 2)
        return Subject(actor, actor.first, "actor") if actor is not None and actor.last == start - 1 else None

    def _subject_before(self, start: int, depth: int) -> Subject:
        """Walk left from a group's start to the noun phrase that is its subject, through at most so many verbs."""
        at = start - 1
        while at >= 0 and depth < _DEEPEST:
            at = self.before_insertion(at, start)
            actor = self.actor_at[at]
            known = self._at_actor(actor, start) if actor is not None else None
            found = self._at_word(at, start, depth) if actor is None else known or self._owned(actor, start)
            if found is not None:
                return found
            at = (at if actor is None else actor.first) - 1
        return Subject(None, -1, "other")

    def before_insertion(self, at: int, start: int) -> int:
        """Step over brackets, asides and who says it: "X, | with air support, | attacked Y", "X, | he said, | fell".

        Args:
            at: The token to step from, to the left.
            start: First token of the verb's group.
        """
        if self.low[at] == ")":
            opened = next((j for j in range(at, max(-1, at - _INSERTION), -1) if self.low[j] == "("), at)
            return max(opened - 1, 0) if opened < at else at
        if self.low[at] != "," or "ing" in self.tags(start):
            return at
        first = next((j for j in range(at - 1, max(0, at - _APPOSED), -1) if self.low[j] == ","), -1)
        near = at - first < _INSERTION
        if at == start - 1 and first > 0 and (self.apposes(first) or (near and self.opens_aside(first + 1))):
            return first - 1  # "X, which Y attacked near Z, | held on", "X, a native of Y, | said"
        first = first if near else -1
        adverbial = first > 0 and all(self.grammar.is_adverb(self.low[j]) for j in range(first + 1, at))
        return first - 1 if adverbial or self.told_between(first, at) else at

    def behind_teller(self, at: int) -> int:
        """Step over who says it between two commas that open at a token: "fighting |, he said, | is near X"."""
        if self.word(at) != ",":
            return at
        last = next((j for j in range(at + 1, min(len(self.low), at + _INSERTION)) if self.low[j] == ","), -1)
        return last + 1 if self.told_between(at, last) else at

    def told_between(self, first: int, last: int) -> bool:
        """Whether two commas hold who says it: ", the ministry said on Friday,"."""
        verbs = [j for j in range(first + 1, last) if self.is_verb(j)] if first > 0 else []
        said = len(verbs) == 1 and bool(self.grammar.reporting.at(self.low, verbs[0]))
        return said and self.word(first + 1) not in self.grammar.boundary

    def doer(self, verb: int) -> Subject:
        """Return who does what a verb tells, not who tells it: "X stormed Y, the mayor wrote, | shelling it".

        Args:
            verb: A verb of a deed; of one that tells or asks something, "..., he wrote, | adding", that is `subject`.
        """
        start = self.group(verb).start
        last = start - 1
        first = next((j for j in range(last - 1, max(0, last - _INSERTION), -1) if self.low[j] == ","), -1)
        hangs = self.word(last) == "," and "ing" in self.tags(start)
        return self._subject_before(first, 0) if hangs and self.told_between(first, last) else self.subject(verb)

    # ------------------------------------------------------------------ actors

    def _at_actor(self, actor: Actor, start: int) -> Subject | None:
        """Take an actor that neither hangs on a preposition nor is an object; right before the group it is none."""
        if actor.possessive or not self._is_whole(actor) or self._is_land(actor):
            return None
        adjacent = actor.last == start
        if self.word(actor.first - 1) in self.grammar.negation and self.word(actor.first - 2) == ",":
            return None  # "X, not Y, shelled Z"
        if adjacent and self._is_cited(actor) and "ing" not in self.tags(start):
            return None  # "a blogger citing X | wrote"
        if not adjacent and self.word(actor.first - 1) in self.grammar.telling:
            return None  # "told X yesterday that"
        listed = adjacent or self._lists_on(actor.last, start)
        verb = min(self.after_adverbs(start), len(self.low) - 1)
        within = actor.form == "state" and self.word(actor.first - 1) in self.grammar.within  # "the war in X | using"
        doing = listed and "ing" in self.tags(verb) and not within  # "reports of X advancing": though it hangs
        if not doing and (self.hangs(actor.first) or (not adjacent and self.is_object(actor.first))):
            return None  # but "shelled X infantry | attempting to advance": who is shelled attempts it
        return Subject(actor, actor.first, "actor")

    def _owned(self, actor: Actor, start: int) -> Subject | None:
        """Take what is a nation's for a subject that is no actor: "X said, Mercian drones | attacked Y"."""
        if actor.form != "adjective" or self.hangs(actor.first) or self.is_object(actor.first):
            return None
        between = range(actor.last, start)
        plain = all(self.low[j].isalpha() and self.low[j] not in self.grammar.conjunction for j in between)
        return Subject(None, actor.first, "other") if plain and not any(map(self.is_verb, between)) else None

    def _is_cited(self, actor: Actor) -> bool:
        """Whether an actor is the object of an -ing form that qualifies the noun before it."""
        at = actor.first - 1
        while at > 0 and self.low[at] in self.grammar.determiner:
            at -= 1
        doing = at > 0 and "ing" in self.tags(at) and self.actor(at - 1) is not None  # "X troops fighting | Y forces"
        return doing or (at > 0 and self.low[at] in self.grammar.citing and self.low[at - 1] != ",")

    def _lists_on(self, at: int, start: int) -> bool:
        """Whether only more forces of a list stand between: "the X Brigade |, 5th Brigade and Y Regiment| making"."""
        g = self.grammar
        fillers = g.joiner | g.determiner | g.force_noun | {","}
        between = self.low[at:start]
        ends = bool(between) and between[-1] in g.force_noun
        listed = all(word in fillers or word[0].isdigit() for word in between)
        described = len(between) == 2 and between[0].isalpha() and between[0] not in g.preposition  # noqa: PLR2004  "heavy | artillery"
        return ends and (listed or described)

    def _is_whole(self, actor: Actor) -> bool:
        """Whether an actor is a noun phrase of its own or heads one: "Mercian artillery", not "Mercian attacks"."""
        return actor.form != "adjective" or bool(self.grammar.force_noun & {*self.low[actor.last : actor.last + 2]})

    def _is_land(self, actor: Actor) -> bool:
        """Whether a state's name is a part of its land, which does nothing: "eastern | Kent"."""
        return actor.form == "state" and self.word(actor.first - 1) in self.grammar.land_part

    # ------------------------------------------------------------------ other words

    def _at_word(self, at: int, start: int, depth: int) -> Subject | None:
        """Tell from a word that is no actor what the subject is; null if it does not say."""
        g, word = self.grammar, self.low[at]
        if word in g.subject_pronoun and not self.hangs(at) and not self._of_infinitive(at):
            return Subject(None, at, "pronoun")
        if word in g.relative_subject and (
            at == start - 1 or self.word(at + 1) in g.preposition
        ):  # "which for weeks |"
            return self._antecedent(at, depth)
        apart = word in g.boundary or self._begins_clause(at, start) or self._has_its_own(at, start)
        if apart or self._fights(at):
            return Subject(None, at, "other")
        if self.told_clause(at, start) or (depth and at == start - 1 and self.tells_noun(at)):
            return Subject(None, at + 1, "other")
        if self.is_verb(at) and self._shares(at, start) and not self._is_aside(at, start):
            return self._subject_before(self.participle_before(at, start) or self.group(at).start, depth + 1)
        return None

    def _fights(self, at: int) -> bool:
        """Whether forces without a nation stand as a subject: "X, the spokesman, said, the enemy | withdrew"."""
        g, word = self.grammar, self.low[at]
        named = word in g.foe or (word in g.fighting and self.word(at - 1) in g.first_person)
        return named and not self.hangs(at) and not self.is_object(at)

    def _of_infinitive(self, at: int) -> bool:
        """Whether a pronoun is the object of an infinitive: "attempts to take it | were repelled"."""
        known = self.low[at] in self.grammar.object_pronoun and self.word(at - 2) == "to" and self.is_verb(at - 1)
        return known and not self.grammar.reporting.at(self.low, at - 1)

    def _is_aside(self, verb: int, start: int) -> bool:
        """Whether a participle or infinitive parts two finite verbs: "welcomed X joining and | met"."""
        finite = bool(self.tags(start) & PAST) and "ing" not in self.tags(start)
        infinite = "ing" in self.tags(verb) or self.word(verb - 1) == "to"
        return finite and infinite and self.word(start - 1) in self.grammar.joiner

    def _begins_clause(self, at: int, start: int) -> bool:
        """Whether "after", "as", ... begins the group's clause: its subject stands there, though it is no actor."""
        if self.low[at] not in self.grammar.conjunctive or not self.opens_clause(at):
            return False
        inside = range(at + 1, start)
        whole = "," not in self.low[at:start] or "ing" in self.tags(start)  # "after X groups, | moving"
        return any(map(self.is_verb, inside)) or (whole and len(inside) > 0)

    def _has_its_own(self, at: int, start: int) -> bool:
        """Whether a clause behind "and" has a subject, though it is no actor: "X fired, but the people | fled"."""
        first = self.after_adverbs(at + 1)
        joins = self.grammar.conjunction | self.grammar.contrasting
        if self.low[at] not in joins or first >= start or not self.opens_clause(at):
            return False
        if not any(map(self.is_verb, range(at))):
            return False  # "X and its allies | announced": two subjects of one verb
        of = "of" if self.low[first] in self.grammar.determiner else ""  # "but the people of X | fled"
        return all(w.isalpha() and (w == of or w not in self.grammar.preposition) for w in self.low[first:start])

    def tells_noun(self, verb: int) -> bool:
        """Whether a noun that governs a verb is right behind one of saying: "X said | attempts to take Y were"."""
        told = verb > 0 and self.is_verb(verb) and bool(self.grammar.reporting.at(self.low, verb))
        return told and not self.is_verb(verb + 1) and "ing" not in self.tags(verb + 1)

    def told_clause(self, verb: int, start: int) -> bool:
        """Whether a group has its subject behind a reporting verb: "X said | the attack was repelled"."""
        if self.low[verb] not in self.grammar.reporting.firsts or "ing" in self.tags(start):
            return False
        first = self.after_adverbs(verb + 1)
        if first >= start or not self.grammar.reporting.at(self.low, verb):
            return False
        g, last = self.grammar, self.low[start - 1]
        joined = last in g.joiner or last == "to" or self.low[first] in g.preposition
        inside = (j for j in range(first, start) if self.is_verb(j) and self.word(j - 1) != "to")
        return not joined and self.is_verb(verb) and not any(inside)

    def _shares(self, verb: int, start: int) -> bool:
        """Whether a group takes its subject from a verb on its left: "X attacked and | captured Y".

        Only a past form right behind a verb does not: it belongs to that verb's object ("made limited gains").
        """
        return verb < start - 1 or "ing" in self.tags(start) or self.low[verb] in self.grammar.preposition

    def _antecedent(self, relative: int, depth: int) -> Subject:
        """Return the noun phrase before "which" or "who"."""
        at = relative - 1
        while at >= 0 and (self.low[at] == "," or self.low[at] in self.grammar.preposition):
            at -= 1
        denied = next((j for j in range(at, max(-1, at - _ANTECEDENT), -1) if self.low[j] == ","), -1)
        if denied > 0 and self.word(denied + 1) in self.grammar.negation:
            at = denied - 1  # "it was X, not Y, | that"
        adjacent = self.actor(at)
        if adjacent is not None and not self._is_land(adjacent):
            return Subject(adjacent, adjacent.first, "relative")
        if self.word(at) in self.grammar.foe:
            return Subject(None, relative, "relative")
        for j in range(at, max(-1, at - _ANTECEDENT), -1):
            actor = self.actor_at[j]
            if actor is not None and not (self._is_land(actor) or self.hangs(actor.first)):
                return Subject(actor, actor.first, "relative")
            if self.is_verb(j):
                break
        return Subject(None, relative, "other" if depth else "relative")
