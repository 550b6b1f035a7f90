"""Who acts on whom: the parties of an act around its trigger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING
from analytics.extraction.act_parties import Parties

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from analytics.extraction.records import Actor

__all__ = ["Roles"]

_PAIRED = (("-",), ("/",), ("\u2014",))
_NEAR = 5  # auxiliaries and adverbs between a subject and its verb
_THAT = 8  # tokens between a verb of saying and the subject of what is said
_OWNER_GAP = 3  # words between an owner and its noun
_BETWEEN = 5  # tokens from "talks" to "between"
_OPENING = 16  # tokens of what opens a sentence before its subject


class Roles(Parties):
    """Finds who acts and on whom in one sentence."""

    # ------------------------------------------------------------------ sources

    def subjects(self, verb: int) -> tuple[Actor, ...]:
        """Return who a verb is said of; a pronoun stands for the sentence's first actor that can act."""
        subject = self.syntax.subject(verb)
        actor = subject.actor
        if actor is None and subject.kind == "pronoun":
            teller = subject.at - 1 - (self.syntax.word(subject.at - 1) == "that")
            if teller > 0 and self.syntax.is_verb(teller) and self.syntax.grammar.reporting.at(self.low, teller):
                told = self.syntax.subject(teller).actor  # "X proposed it, and Y said it was ready": Y is
                if told is not None and told.name and told.form in ACTING:
                    return self.with_left(told)
            before = [a for a in self.actors if a.last <= subject.at and a.form in ACTING and a.name]
            people = [a for a in before if a.form == "official"] if self.low[subject.at] in self._persons else []
            return self.with_right((people or before)[0]) if before else ()
        if actor is None:
            return self._just_before(verb) or self._past_insertion(verb)
        if not actor.name and self.syntax.word(actor.last) == "from":
            sent = next((a for a in self.actors if a.first > actor.last), None)
            if sent is not None and self.relation(sent, actor.last) == "from":
                return self.with_right(sent)
        return self._members(actor) or self._listed(actor, verb)

    def _listed(self, actor: Actor, verb: int) -> tuple[Actor, ...]:
        """Return a subject with those beside it: "the ministers of | X, Y and Z" are all ministers."""
        right = self.with_right(actor)
        right = right if right[-1].last <= verb else (actor,)
        chain = tuple(dict.fromkeys((*self.with_left(actor), *right)))
        if chain[0].form != "official":
            return chain
        return tuple(replace(a, form="official") if a.form == "state" else a for a in chain)

    def _members(self, actor: Actor) -> tuple[Actor, ...]:
        """Return who "European leaders including X and Y", "a delegation led by X" are; empty where nobody is named."""
        at = actor.last + (self.syntax.word(actor.last) == ",")
        if self.syntax.word(at) not in self._including and (actor.name or self.syntax.word(at) not in self._led):
            return ()
        first = next((a for a in self.actors if a.first > at), None)
        named = (
            first is not None
            and first.name
            and self.start_of(first) <= at + 1 + (self.syntax.word(at + 1) in self.syntax.grammar.preposition)
        )
        return self.with_right(first) if named and first is not None else ()

    def patient(self, verb: int) -> tuple[Actor, ...]:
        """Return whom a passive is about: its subject, else whose subject it is ("X's move was condemned")."""
        subjects, start = self.subjects(verb), self.syntax.clause_start(verb)
        first = next((a for a in self.actors if start <= a.first and a.last <= verb and a.name), None)
        inner = subjects and self.syntax.word(self.start_of(subjects[0]) - 1) in self.syntax.grammar.preposition
        owned = inner and first is not None and first.possessive and first.last < subjects[0].first
        if subjects and not (owned and not any(map(self.syntax.is_verb, range(start, subjects[0].first)))):
            return subjects  # but of "X's purchase of Y's oil was criticised" X
        hung = first is not None and (first.possessive or first.form == "adjective")
        return (first,) if hung and first is not None else ()

    def meant(self, at: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whom an object pronoun stands for: the last actor before that is not the source; not "her | house"."""
        word, behind, g = self.syntax.word(at), self.syntax.word(at + 1), self.syntax.grammar
        person = word in self._met and (word not in self._owning or not behind.isalpha() or behind in g.preposition)
        before = [a for a in self.actors if a.last <= at and a.name and a.form in ACTING and not self.same(a, sources)]
        dealt = [replace(a, first=at, last=at + 1) for a in self._dealt if not self.same(a, sources)] if person else []
        if word in self._plural and before:
            return tuple(a for a in self.with_left(before[-1]) if not self.same(a, sources))
        return ((*before[::-1], *dealt)[:1]) if person or word in self._objects else ()

    def _just_before(self, verb: int) -> tuple[Actor, ...]:
        """Return the actor before a verb with nothing but auxiliaries and adverbs between."""
        actor = next((a for a in reversed(self.actors) if a.last <= verb), None)
        if actor is None or actor.possessive or verb - actor.last > _NEAR or self.is_aimed_at(actor):
            return ()
        at = self.start_of(actor) - 1
        if self.syntax.word(at) == "of" and self.syntax.word(at - 1) in self._companions:
            return ()  # "allies of X sent"
        g, start = self.syntax.grammar, actor.last
        if self.syntax.word(start) == "and" and verb - start > 1:  # "X and allied leaders"
            start += 1
        plain = all(
            self.low[i].isalpha() and self.low[i] not in g.preposition and self.low[i] not in self._links
            and (self.low[i] in g.auxiliary or not self.syntax.is_verb(i))
            for i in range(start, verb)
        )  # fmt: skip
        return self.with_left(actor) if plain else ()

    def _past_insertion(self, verb: int) -> tuple[Actor, ...]:
        """Return the actor before what commas set between it and its verb: "X, while hailing Y, offered"."""
        at = verb
        while at > 0 and (
            self.syntax.grammar.is_adverb(self.low[at - 1]) or self.low[at - 1] in self.syntax.grammar.auxiliary
        ):
            at -= 1
        if self.syntax.word(at - 1) != ",":
            return ()
        for actor in reversed([a for a in self.actors if a.last < at - 1]):
            if self.low[actor.last] != "," or actor.possessive or actor.form not in ACTING or not actor.name:
                continue
            before = self.start_of(actor) - 1
            opens = before < 0 or self.low[before] in self._openers
            inserted = self.low[actor.last + 1] in self._inserted or "ing" in self.syntax.tags(actor.last + 1)
            return self.with_left(actor) if opens and inserted else ()
        return ()

    def behind_comma(self, at: int) -> tuple[Actor, ...]:
        """Return the subject behind what opens a sentence: "After talks with X, | Y left"."""
        comma = next((i for i in range(at, min(len(self.low), at + _OPENING)) if self.low[i] == ","), None)
        if comma is None:
            return ()
        actor = next((a for a in self.actors if a.name and a.form in ACTING and a.first > comma), None)
        return self.with_right(actor) if actor is not None and self.start_of(actor) == comma + 1 else ()

    def speaker(self, at: int) -> tuple[Actor, ...]:
        """Return the sentence's first actor that can act, if it stands before a token: not "war in | X, urges"."""
        first = next((a for a in self.actors if a.name and a.form in ACTING), None)
        return (first,) if first is not None and first.last <= at and not self.syntax.hangs(first.first) else ()

    def owners(self, noun: int) -> tuple[Actor, ...]:
        """Return the genitive or adjective before a noun."""
        for actor in reversed(self.actors):
            if actor.last <= noun and noun - actor.last <= _OWNER_GAP + actor.possessive:
                between = self.low[actor.last + actor.possessive : noun]
                plain = all(
                    w.isalpha() and w not in self._links and not self._breaks(actor.last + k)
                    for k, w in enumerate(between)
                )
                attributive = actor.form == "adjective" or (actor.form == "body" and actor.last == noun)
                if plain and (actor.possessive or attributive):
                    return self.with_left(actor)
                return ()
        return ()

    def _breaks(self, i: int) -> bool:
        word = self.low[i]
        return word in self.syntax.grammar.preposition or self.syntax.is_verb(i)

    def pair(self, first: int, last: int, end: int) -> tuple[Actor, ...]:
        """Return the parties of "talks between A and B", "talks of A and B" or "A-B talks"."""
        behind = self.low[last : last + _BETWEEN]  # "talks between", "talks were held between"
        if "between" in behind and self._is_held(last, last + behind.index("between")):
            after = next((a for a in self.actors if a.first >= last and a.first < end), None)
            return self.with_right(after) if after is not None else ()
        if behind[:1] == ("of",) and self.joint_at(last + 1, ACTING):
            return self.joint_at(last + 1, ACTING)
        near = [a for a in self.actors if a.last <= first and first - a.last <= 2]  # noqa: PLR2004  "peace", "ceasefire"
        if not near:
            return ()
        right = near[-1]
        at = self.actors.index(right)
        link = self.low[self.actors[at - 1].last : right.first] if at else ()
        paired = link in _PAIRED or (link == ("and",) and right.form == "adjective")
        return (self.actors[at - 1], right) if paired else ()

    def _is_held(self, start: int, stop: int) -> bool:
        """Whether nothing between talks and their "between" is another's: "talks | were held | between A and B"."""
        held = self._holding | self.syntax.grammar.auxiliary
        return not any(
            self.syntax.actor_at[i] is not None or (self.syntax.is_verb(i) and self.low[i] not in held)
            for i in range(start, stop)
        )

    # ------------------------------------------------------------------ targets

    def relation(self, actor: Actor, start: int) -> str:
        """Return the preposition an actor hangs on, with the noun before it in "response to".

        ``object`` if none stands between the trigger and it, ``far`` if a verb does, ``harmed`` in "the invasion of X".
        """
        g = self.syntax.grammar
        for i in range(actor.first - 1, start - 1, -1):
            word = self.low[i]
            if self.syntax.actor_at[i] is not None or word in self._comparing:
                continue
            if word in g.preposition or word in self._hanging:
                if i in self._harmed and i > start and word not in self._sharing:
                    return "harmed"
                owned = self._belonging if word == "of" else self._colleagues  # "met her colleagues from X"
                if i > start and self.low[i - 1] in owned:
                    continue
                held = i - 1 in self._nominal and i not in self._nominal  # "prisoners of war between"
                apart = self.low[i - 1] in self._no_target and not held
                return f"{self.low[i - 1]} {word}" if apart else word
            attributive = i == actor.first - 1 and word.endswith("ed")  # "alleged spies"
            if self.syntax.is_verb(i) and not attributive and i not in self._nominal:
                return "far"
        return "object"

    def behind(
        self, start: int, end: int, relations: Collection[str], sources: Sequence[Actor] = ()
    ) -> tuple[Actor, ...]:
        """Return the actors nearest behind a trigger that stand in one of some relations to it."""
        found = [
            a
            for a in self.actors
            if start <= a.first < end and a.name and self.relation(a, start) in relations and not self._is_aside(a)
        ]
        if found and self.relation(found[0], start) == "between":
            parties = self.with_right(found[0])
            return () if any(self.same(a, sources) for a in parties) else parties
        others = [a for a in found if not self.same(a, sources)]
        return self.with_right((others or found)[0]) if found else ()

    def _is_aside(self, actor: Actor) -> bool:
        """Whether an actor says the sentence or does its own beside it: "..., | X said", ", with | X abstaining"."""
        at = self.start_of(actor) - 1
        if self.syntax.word(at) in self._sharing and self.syntax.word(at - 1) == ",":
            return self.syntax.word(self.with_right(actor)[-1].last).endswith("ing")
        told = self.syntax.word(at) == "," and actor.last < len(self.low)
        return told and bool(self.syntax.grammar.reporting.at(self.low, actor.last))

    def inner(self, start: int, stop: int, *, aimed: bool = False) -> Actor | None:
        """Return whom something said is about: the actor right before the trigger, else the first that is not told.

        Args:
            start: Where what is said begins.
            stop: The trigger.
            aimed: Whether the X of "sanctions against X" may be meant.
        """
        inside = [a for a in self.actors if start <= a.first and a.last <= stop and not self._qualifies(a, stop)]
        inside = [a for a in inside if (aimed or not self.is_aimed_at(a)) and not self._is_told(a, start)]
        if inside and self._owns(inside[-1], stop, inside[0]):
            return inside[-1]
        modal = self.syntax.word(stop) in self.syntax.grammar.modal  # "X that Y should": Y is meant
        if modal and inside and inside[-1].last == stop and inside[-1].form in ACTING:
            return inside[-1]
        return inside[0] if inside else None

    def _owns(self, actor: Actor, stop: int, first: Actor) -> bool:
        """Whether an actor stands right before its wrong: "X's lies"; not "Y takes Xian students | hostage"."""
        if stop - actor.last > 1 or not (actor.form == "adjective" or actor.possessive):
            return False
        taken = any(self.syntax.is_verb(i) for i in range(first.last, actor.first))
        return stop == actor.last or first is actor or not taken

    def _is_told(self, actor: Actor, start: int) -> bool:
        """Whether a verb in what is said tells an actor something: "said that X informed | Y that"."""
        teller = self.start_of(actor) - 1
        return teller >= start and self.syntax.word(teller) in self.syntax.grammar.telling

    def is_aimed_at(self, actor: Actor) -> bool:
        """Whether something is done to an actor or where it is: "sanctions against | X would", "in | X must".

        Args:
            actor: Any.
        """
        before = self.start_of(actor) - 1
        if self.syntax.word(before) in self._supposing:
            return True  # "if | X goes on, penalties must"
        hung = before in self._harmed and self.syntax.word(before) == "of"
        return hung or self.syntax.word(before) in self._aimed

    def _qualifies(self, actor: Actor, stop: int) -> bool:
        """Whether a state's name only qualifies the noun behind it: "the X war"; not right before a trigger."""
        word = self.syntax.word(actor.last)
        plain = word.isalpha() and self.syntax.sentence.tokens[actor.last].text.islower() if word else False
        g = self.syntax.grammar
        other = word in g.preposition | g.boundary | g.auxiliary | g.determiner or g.is_adverb(word)
        verb = plain and (self.syntax.is_verb(actor.last) or bool(self.syntax.tags(actor.last)))
        return plain and actor.form == "state" and not actor.possessive and actor.last < stop and not (other or verb)

    def told_of(self, verb: int) -> Actor | None:
        """Return the subject of what is said: the actor that "that", a date or nothing parts from the verb."""
        inner = next((a for a in self.actors if a.first >= verb), None)
        if inner is None or not inner.name or inner.possessive:
            return None
        start = self.start_of(inner)
        opened = self.syntax.word(start - 1) == "that" or start == verb
        follows = self.syntax.word(inner.last)
        is_subject = follows in self.syntax.grammar.auxiliary or (
            inner.last < len(self.low) and self.syntax.is_verb(inner.last)
        )
        return inner if opened and is_subject and start - verb <= _THAT else None
