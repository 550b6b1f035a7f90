"""Claims of control and movement: triggers propose, one reader decides side, place and kind.

The frames (what a trigger means, what its object has to be, who acts) stand in ``english/movement.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.codebook import PhraseTable
from analytics.extraction.locating import Locator, Where
from analytics.extraction.records import Cue, Dropped, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Codebook, Match
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.records import Actor, Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["Claim", "Context", "Frames", "frames_of", "read_claims"]

BOTH, UNKNOWN = "both", "unknown"
_SPAN = 9  # tokens of a noun phrase


@dataclass(frozen=True, slots=True)
class Claim:
    """One event before dates are attached: trigger tokens ``[first, last)`` of a sentence.

    Attributes:
        sentence: The sentence's index.
        first: First trigger token.
        last: One past the last.
        trigger: Its words.
        kind: One of the nine kinds.
        actor: A side's id, both, other, unknown.
        sides: The sides meant.
        places: Where; empty if the sentence does not say.
        toward: Surfaces of destinations only aimed at.
        carried: Whether `places` come from a sentence before.
        stance: Claimant, credence, evidence.
        rule: Id of the trigger's codebook entry.
    """

    sentence: int
    first: int
    last: int
    trigger: str
    kind: str
    actor: str
    sides: tuple[str, ...]
    places: tuple[Mention, ...]
    toward: tuple[str, ...]
    carried: bool
    stance: Stance
    rule: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits from those before it in its paragraph.

    Attributes:
        actor: The side that acted last.
        places: The places told last.
    """

    actor: str | None = None
    places: tuple[Mention, ...] = ()


class Frames:
    """The codebook's triggers and classes, indexed once."""

    def __init__(self, codebook: Codebook) -> None:
        """Index movement.toml and the sides."""
        self.triggers = PhraseTable(codebook, codebook.table("trigger"))
        self.light = PhraseTable(codebook, codebook.table("light"))
        self.control = PhraseTable(codebook, codebook.table("control"))
        self.outcome = PhraseTable(codebook, codebook.table("outcome"))
        self.gerund = PhraseTable(codebook, codebook.table("gerund"))
        self.masked = PhraseTable(codebook, codebook.table("masked"))
        self.anaphor = PhraseTable(codebook, codebook.table("anaphor"))
        self.fire = frozenset(codebook.words("modifier", "fire"))
        self.weapon = frozenset(codebook.words("weapon", "weapon"))
        self.objects = {row["id"]: frozenset(row["words"]) for row in codebook.table("object")}
        self.sides = tuple(row["id"] for row in codebook.table("side"))
        self.country = {row["id"]: row["country"] for row in codebook.table("side")}
        self.locator = Locator(codebook)

    def opponent(self, side: str | None) -> str | None:
        """Return the other side where there are just two, else null."""
        others = [s for s in self.sides if s != side]
        return others[0] if side in self.sides and len(others) == 1 else None


@lru_cache(maxsize=8)
def frames_of(codebook: Codebook) -> Frames:
    """Return the codebook's frames, indexed once."""
    return Frames(codebook)


@dataclass(frozen=True, slots=True)
class _Head:
    """What governs a trigger: the tokens its cues may stand in, and who does it.

    Attributes:
        start: First token of the verb group or noun phrase.
        side: The acting side; null if not said.
        negated: Whether the group is negated.
        passive: Whether the trigger is passive.
        purpose: Whether it is a bare infinitive of purpose.
        verb: Token of the governing verb; null for a free noun phrase.
        subject_at: First token of the subject; -1 for none.
    """

    start: int
    side: str | None
    negated: bool
    passive: bool
    purpose: bool
    verb: int | None
    subject_at: int


class _Reader:
    """Reads the claims of one sentence."""

    def __init__(self, syntax: Syntax, attribution: Attribution, frames: Frames, context: Context) -> None:
        self.s = syntax
        self.a = attribution
        self.f = frames
        self.context = context
        self.low = syntax.low
        self.dropped: list[Dropped] = []
        self.matches = self._accepted()

    # ------------------------------------------------------------------ which triggers stand

    def _accepted(self) -> list[Match]:
        """Choose, from left to right, the reading of each trigger word whose conditions hold."""
        out: list[Match] = []
        taken = 0
        found = sorted([*self.f.triggers.find(self.low), *self._sided()], key=lambda m: (m.start, -m.end))
        masked = {j for m in self.f.masked.find(self.low) for j in range(m.start, m.end)}
        for match in found:
            if match.start < taken or match.start in masked or self._in_name(match.start):
                continue
            if self._fits(match):
                out.append(match)
                taken = match.end
        return [m for m in out if not any(self._consumes(other, m) for other in out)]

    def _in_name(self, at: int) -> bool:
        """Whether a token belongs to a place's or an organisation's name."""
        actor = self.s.actor_at[at]
        named = (
            actor is not None
            and actor.form in {"official", "media", "body"}
            and self.s.sentence.tokens[at].is_capitalised
        )
        return self.s.mention_at[at] is not None or named

    def _sided(self) -> list[Match]:
        """Match the phrases in which "side" stands for any side's adjective: "under Russian control"."""
        spots = [a for a in self.s.actors if a.side and a.last == a.first + 1]
        if not spots:
            return []
        low = list(self.low)
        for actor in spots:
            low[actor.first] = "side"
        return [m for m in self.f.triggers.find(low) if "side" in low[m.start : m.end]]

    def _consumes(self, repel: Match, noun: Match) -> bool:
        """Whether one trigger tells the event of another: "repelled attacks", "control is contested", "target with strikes"."""
        if repel is noun:
            return False
        if (
            repel.entry["kind"] == "contested"
            and repel.form == "word"
            and noun.entry["kind"] == "hold"
            and noun.form == "noun"
        ):
            return noun.start < repel.start and self.s.clause_start(repel.start) <= noun.start
        if repel.entry["kind"] == "deploy" == noun.entry["kind"] and noun.form == "noun" != repel.form:
            return repel.end <= noun.start <= repel.end + _SPAN and not any(
                self.s.is_verb(j) for j in range(repel.end, noun.start)
            )
        if (
            repel.entry["kind"] == "strike"
            and noun.entry["kind"] == "strike"
            and noun.form == "noun"
            and repel.form != "noun"
        ):
            return (
                repel.end <= noun.start
                and any(self.low[j] == "with" for j in range(repel.end, noun.start))
                and not any(self.s.is_verb(j) for j in range(repel.end, noun.start))
            )
        if (
            noun.entry["kind"] == "attack"
            and noun.form == "noun"
            and repel.entry["kind"] in {"advance", "capture", "withdraw"}
            and repel.form not in {"noun", "word"}
        ):
            group = self.s.group(repel.start)
            return noun.end == group.start and repel.start >= noun.end
        if repel.entry.get("object") != "attack" or noun.start <= repel.start and noun.form not in {"noun", "word"}:
            return False
        if noun.form not in {"noun", "word"}:
            group = self.s.group(noun.start)
            return repel.end <= group.start <= repel.end + _SPAN and (
                group.noun is not None or self.s.word(group.start - 1) == "from"
            )
        if noun.entry["kind"] not in {"attack", "advance", "strike"}:
            return False
        if repel.end <= noun.start <= repel.end + _SPAN:
            return not any(
                self.s.is_verb(j) and not self.low[j].endswith("ed") or self.low[j] in {";", "with"}
                for j in range(repel.end, noun.start)
            )
        group = self.s.group(repel.start)
        return group.passive and self.s.clause_start(max(0, group.start - 1)) <= noun.start < group.start

    def _fits(self, match: Match) -> bool:
        verbal = match.form not in {"noun", "word"}
        if verbal != self.s.is_verb(match.start) and match.form != "word":
            return False
        if self.low[match.start] in {"operation", "operations", "success", "pressure"} and not self._military(match):
            return False
        if verbal:
            governs = self.s.word(match.end) == "to" and match.end + 1 < len(self.low) and self.s.is_verb(match.end + 1)
            return not governs and not self._is_idea(match) and self._object_fits(match)
        return self._noun_fits(match)

    def _military(self, match: Match) -> bool:
        """Whether a broad noun ("operations") is said of forces: an actor or "offensive" stands before it."""
        before = range(max(0, match.start - 6), match.start)
        return any(self.s.actor_at[j] is not None and j >= match.start - 4 for j in before) or any(
            m.end <= match.start and self.s.is_verb(j) for j in before for m in self.f.light.at(self.low, j)
        )

    def _is_idea(self, match: Match) -> bool:
        """Whether an -ing form behind "of" or "for" names an idea, not an event."""
        if match.form != "ing" or self.s.word(match.start - 1) not in {"of", "for", "than"}:
            return False
        return not any(
            m.end <= match.start
            for j in range(max(0, match.start - 6), match.start)
            for m in self.f.gerund.at(self.low, j)
        )

    def _noun_fits(self, match: Match) -> bool:
        """A noun is a trigger unless it only qualifies the noun behind it ("attack aircraft", "strike group")."""
        if match.entry["id"] in {"capture-noun", "hold-noun"}:
            return self._object_class(match.end) in {"place", "ground"}
        following = self.s.word(match.end)
        if self.s.word(match.start - 1) == "-" or following == "-":
            return False
        if following == "by" and match.entry["kind"] == "strike":
            return self._agent(match.end) is not None
        qualified = self.f.objects["force"] | self.f.weapon | {"points", "areas", "centers", "centres"}
        return following not in qualified

    def _object_class(self, at: int) -> str:
        """Class of the noun phrase that begins at a token: place, ground, force, works, fort, attack, other, none."""
        s, objects = self.s, self.f.objects
        classes = []
        j = at
        while j < min(len(self.low), at + _SPAN):
            mention = s.mention_at[j]
            if j == at and self.low[j] in {"it", "them"}:
                return "pronoun"
            if mention is not None:
                return (
                    "place"
                    if all(c == "whole" for c in classes)
                    else (classes[-1] if classes[-1] != "whole" else "place")
                )
            word = self.low[j]
            actor = s.actor_at[j]
            if actor is not None:
                if actor.form == "forces":
                    classes.append("force")
                    j = actor.last
                    continue
                j = actor.last
                if actor.form != "adjective" and not actor.possessive:
                    classes.append("actor")
                continue
            if classes and (word in self.f.locator.compass or word in s.grammar.particle):
                break
            if word in objects["ground"]:
                classes.append("ground" if word not in objects["whole"] or self.s.word(j + 1) != "of" else "whole")
                if word not in objects["whole"] and self.s.word(j + 1) == "of":
                    return "ground"
            elif word in objects["force"]:
                classes.append("force")
            elif word == "of" or word in objects["whole"]:
                if word != "of" and word not in s.grammar.determiner:
                    classes.append("whole")
            elif (
                word in s.grammar.preposition
                or word in {",", ".", ";", ")", "("}
                or (s.is_verb(j) and j > at and not word.endswith("ed"))
            ):
                break
            elif any(
                m.entry["kind"] in {"attack", "advance"} and m.form in {"noun", "word"}
                for m in self.f.triggers.at(self.low, j)
            ):
                classes.append("attack")
            elif word not in s.grammar.determiner and not s.grammar.is_adverb(word):
                classes.append("other")
            j += 1
        real = [c for c in classes if c != "whole"]
        return real[-1] if real else ("whole" if classes else "none")

    def _in_class(self, at: int, name: str) -> bool:
        """Whether a word of an object class stands in the noun phrase that begins at a token."""
        words = self.f.objects[name]
        for j in range(at, min(len(self.low), at + _SPAN)):
            if self.low[j] in words and self.s.mention_at[j] is None:
                return True
            if j > at and (self.low[j] in {";", ","} or self.s.is_verb(j)):
                return False
        return False

    def _object_fits(self, match: Match) -> bool:
        wanted = match.entry.get("object")
        if wanted in {None, "none"}:  # nothing has to follow
            return True
        group = self.s.group(match.start)
        cls = self._object_class(match.end)
        passive = group.passive or (match.form in {"ed", "participle"} and self.s.word(match.end) == "by")
        if wanted == "place":
            return (
                cls == "place"
                or (cls == "pronoun" and self._antecedent(match.start) is not None)
                or (passive and self._place_subject(group.start))
            )
        if wanted == "ground":
            return cls == "ground" or (passive and self._ground_subject(group.start))
        if wanted == "force":
            return self._force_fits(match, cls, passive=passive)
        if wanted == "leaving":
            return self._leaving_fits(match, cls)
        if wanted == "attack":
            return (
                cls in {"attack", "force", "actor"}
                or (passive and self._attack_subject(group.start))
                or self._attack_later(match.end)
            )
        if wanted == "strike":
            return self._strike_fits(match, cls, passive=passive)
        return self._in_class(match.end, str(wanted)) or (
            passive and wanted == "works" and self._class_left(group.start, str(wanted))
        )

    def _force_fits(self, match: Match, cls: str, *, passive: bool) -> bool:
        if match.entry["id"] == "push-back":
            moved = any(
                w in {"back", "out", "from", "off", "away", "outside", "beyond", "behind"}
                for w in self.low[match.end - 1 : match.end + 8]
            )
            return moved and (cls in {"force", "actor"} or passive or self.s.word(match.end) in self.s.grammar.pronoun)
        if cls == "force":
            return True
        subject = self.s.subject(match.start)
        acts = subject.actor is not None and subject.actor.form in {"forces", "state"}
        following = self.s.word(match.end)
        free = (
            following in self.s.grammar.preposition
            or following in {"", ".", ","}
            or self.s.grammar.is_adverb(following)
        )
        return (acts or self._class_left(self.s.group(match.start).start, "force")) and (free or passive)

    def _leaving_fits(self, match: Match, cls: str) -> bool:
        following = self.s.word(match.end)
        verb = match.phrase.split()[0]
        if verb in {"withdraw", "retreat", "pull", "fall", "flee", "redeploy", "return"} or match.phrase != verb:
            return (
                cls in {"force", "place", "ground"}
                or following in self.s.grammar.preposition
                or following in {"", ".", ",", "and"}
            )
        subject = self.s.subject(match.start)
        acts = subject.actor is not None and subject.actor.form in {"forces", "state"}
        return cls in {"place", "ground"} and (acts or subject.kind == "pronoun")

    def _strike_fits(self, match: Match, cls: str, *, passive: bool) -> bool:
        verb = match.phrase.split()[0]
        if verb in {"shell", "bombard", "pound", "mortar", "bomb"} or match.phrase not in {verb}:
            return True
        subject = self.s.subject(match.start).actor
        if subject is not None and not passive and subject.form in {"official", "media", "body"}:
            return False
        if verb in {"launch", "drop", "rain", "fire", "use", "employ"}:
            if any(
                m.entry["kind"] in {"strike", "attack"} and m.form in {"noun", "word"}
                for j in range(match.end, min(len(self.low), match.end + 6))
                for m in self.f.triggers.at(self.low, j)
            ):
                return False
            return self._in_class(match.end, "munition") or (
                passive and self._class_left(self.s.group(match.start).start, "munition")
            )
        return (
            cls == "place"
            or self._in_class(match.end, "fire-target")
            or (passive and self._place_subject(self.s.group(match.start).start))
        )

    def _antecedent(self, at: int) -> Mention | None:
        """The place that "it" or "the suburb" points to: the last one before it in the sentence, else before that."""
        for j in range(at - 1, -1, -1):
            mention = self.s.mention_at[j]
            if mention is not None and mention.role == "place":
                return mention
        return self.context.places[-1] if self.context.places else None

    def _place_subject(self, start: int) -> bool:
        begin = self.s.clause_start(max(0, start - 1))
        return any(self.s.mention_at[j] is not None for j in range(begin, start))

    def _class_left(self, start: int, name: str) -> bool:
        begin = self.s.clause_start(max(0, start - 1))
        return any(w in self.f.objects[name] for w in self.low[begin:start])

    def _ground_subject(self, start: int) -> bool:
        """Whether the subject is ground: "positions near X", not "the village of X"."""
        begin = self.s.clause_start(max(0, start - 1))
        ground = self.f.objects["ground"]
        return any(
            self.low[j] in ground
            and not (self.s.word(j + 1) == "of" and j + 2 < start and self.s.mention_at[j + 2] is not None)
            for j in range(begin, start)
        )

    def _attack_subject(self, start: int) -> bool:
        begin = self.s.clause_start(max(0, start - 1))
        return any(
            m.entry["kind"] in {"attack", "advance"} and m.form == "noun"
            for j in range(begin, start)
            for m in self.f.triggers.at(self.low, j)
        )

    def _attack_later(self, at: int) -> bool:
        """Whether an attack, or an attempt at something, stands in the object."""
        near = range(at, min(len(self.low), at + 5))
        if any(m.form == "noun" and m.entry["role"] == "attempt" for j in near for m in self.f.control.at(self.low, j)):
            return True
        return any(
            m.entry["kind"] in {"attack", "advance"} and m.form in {"noun", "ing"}
            for j in range(at, min(len(self.low), at + _SPAN))
            for m in self.f.triggers.at(self.low, j)
        )

    # ------------------------------------------------------------------ who

    def _side(self, actor: Actor | None) -> str | None:
        return actor.side if actor is not None else None

    def _subject_side(self, verb: int) -> tuple[str | None, int]:
        noun = self.s.group(verb).noun
        if noun is not None and (side := self._modifier_side(noun)) is not None:
            return side, noun
        subject = self.s.subject(verb)
        if subject.actor is not None:
            return self._side(subject.actor), subject.at
        if subject.kind == "pronoun":
            scope = self.a.covering(subject.at, subject.at + 1)
            if (
                scope is not None
                and scope.claimant in self.f.sides
                and self.low[subject.at] in {"they", "it", "he", "she"}
            ):
                before = [
                    a
                    for a in self.s.actors
                    if scope.start <= a.first and a.last <= subject.at and a.form in {"forces", "state"}
                ]
                return (self._side(before[-1]) if before else scope.claimant), subject.at
            before = [a for a in self.s.actors if a.last <= subject.at and a.side and a.form in {"forces", "state"}]
            return (before[0].side if before else self.context.actor), subject.at
        start = self.s.group(verb).start
        return self._own_forces(start) or self._noun_side(start), -1

    def _own_forces(self, start: int) -> str | None:
        """Side of "its forces", "our defenders": that of the speaker, else of who acted last."""
        for j in range(start - 1, max(-1, start - 5), -1):
            if self.low[j] in {"their", "its", "his", "our"} and any(
                w in self.f.objects["force"] for w in self.low[j:start]
            ):
                scope = self.a.covering(j, start)
                return scope.claimant if scope is not None and scope.claimant in self.f.sides else self.context.actor
        return None

    def _noun_side(self, start: int) -> str | None:
        """Side of a subject that is no actor: "Russian artillery", "the Ukrainian counteroffensive", "its aircraft"."""
        begin = self.s.clause_start(max(0, start - 1))
        for j in range(start - 1, begin - 1, -1):
            actor = self.s.actor_at[j]
            if actor is not None and actor.side and actor.form in {"adjective", "forces", "state"} and not self.s.hangs(actor.first):
                return actor.side
        return None

    def _agent(self, at: int) -> str | None:
        """Side of a "by ..." phrase behind a passive."""
        for j in range(at, min(len(self.low), at + 10)):
            if self.low[j] == "by":
                for k in range(j + 1, min(len(self.low), j + 6)):
                    actor = self.s.actor_at[k]
                    if actor is not None:
                        return actor.side
                return None
            if self.low[j] in {";", "which", "who"}:
                return None
        return None

    def _object_side(self, at: int) -> str | None:
        for j in range(at, min(len(self.low), at + 7)):
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side
            if self.low[j] in {"them", "him"}:
                return None
            if self.low[j] in {",", ";"} or self.s.is_verb(j):
                return None
        return None

    # ------------------------------------------------------------------ heads

    def _head(self, match: Match) -> _Head:
        if match.form in {"noun", "word"}:
            head = self._noun_head(match)
            inside = next(
                (a.side for j in range(match.start, match.end) if (a := self.s.actor_at[j]) is not None), None
            )
            return replace(head, side=inside) if inside else head
        group = self.s.group(match.start)
        side, at = self._subject_side(match.start)
        reduced = match.form in {"ed", "participle"} and group.participial and self.s.word(match.end) == "by"
        passive = group.passive or reduced
        if passive:
            agent = self._agent(match.end)
            patient = side
            side = agent or (self.f.opponent(patient) if at >= 0 else None)
            if match.entry.get("actor") == "object" or match.entry["kind"] in {"deploy", "withdraw", "hold"}:
                side = agent if agent and match.entry["kind"] in {"deploy", "hold"} else patient
        purpose = group.purpose
        negated = group.negated or self._negated_object(match.end)
        start = group.start
        if match.form == "ing" and "without" in self.low[start : match.start]:
            start = self.s.clause_start(max(0, start - 1))
        if match.form == "ing" and self.s.word(start - 1) in {"by", "while", "without", "before", "when"}:
            start = self.s.clause_start(max(0, start - 2))  # what holds of the clause's verb holds of its manner
            negated = negated or self.s.word(group.start - 1) == "without"
        return _Head(start, side, negated, passive, purpose, match.start, at)

    def _negated_object(self, at: int) -> bool:
        return self.s.word(at) in {"no", "neither"}

    def _noun_head(self, match: Match) -> _Head:
        """Follow a noun to the light verb that carries it, or read it as a free noun phrase."""
        start, negated = match.start, False
        side = self._modifier_side(match.start)
        j = match.start - 1
        while j >= 0 and j >= match.start - _SPAN * 2:
            word = self.low[j]
            if word in {"no", "without", "neither", "nor"}:
                negated = True
            if self.s.is_verb(j) and word not in self.s.grammar.auxiliary:
                return self._light_head(match, j, side, negated=negated)
            if word in self.s.grammar.auxiliary or word in {";", ":", "(", ")"} or self._ends_phrase(j):
                break
            start = j
            j -= 1
        if negated:
            start = min(start, max(0, j))
        side = side or self._after_noun_side(match) or self._adjunct_side(start)
        return _Head(start, side, negated, passive=False, purpose=False, verb=None, subject_at=-1)

    def _adjunct_side(self, start: int) -> str | None:
        """Side of "made gains in assaults", "retreated after failed attacks": that of the verb before."""
        if self.s.word(start - 1) not in {"in", "during", "through", "following", "after"}:
            return None
        for j in range(start - 2, max(-1, start - _SPAN), -1):
            if self.s.is_verb(j) and self.low[j] not in self.s.grammar.auxiliary:
                told = self.s.grammar.reporting.at(self.low, j) or any(
                    m.entry["kind"] == "repelled" for m in self.f.triggers.at(self.low, j)
                )
                return None if told else self._subject_side(j)[0]
        return None

    def _ends_phrase(self, j: int) -> bool:
        """Whether a token ends the noun phrase to its right: a preposition, a clause word, a place."""
        word = self.low[j]
        if word in {"of"} and self.s.word(j - 1) in self.s.grammar.part_of:
            return False
        return (
            (word in self.s.grammar.preposition and word not in {"off", "up"})
            or word in self.s.grammar.subordinator
            or word in self.s.grammar.relativizer
        )

    def _light_head(self, match: Match, verb: int, side: str | None, *, negated: bool) -> _Head:
        group = self.s.group(verb)
        light = [m for m in self.f.light.at(self.low, verb)] or [m for m in self.f.control.at(self.low, verb)]
        if not light:
            return _Head(
                max(verb, match.start - _SPAN),
                side or self._after_noun_side(match),
                negated,
                passive=False,
                purpose=False,
                verb=None,
                subject_at=-1,
            )
        subject, at = self._subject_side(verb)
        if group.passive:
            subject = self._agent(match.end)
        own = side or subject or self._after_noun_side(match)
        if side and subject and side != subject and not group.passive:
            own = side
        return _Head(group.start, own, group.negated or negated, group.passive, group.purpose, verb, at)

    def _modifier_side(self, noun: int) -> str | None:
        """Side named right before a noun: "Russian ground attacks", "Russia's offensive"."""
        for j in range(noun - 1, max(-1, noun - 8), -1):
            actor = self.s.actor_at[j]
            if actor is not None:
                if (
                    actor.form in {"adjective", "forces", "state"}
                    and (actor.form != "state" or actor.possessive)
                    and self.s.word(actor.first - 1) not in {"against", "on", "at"}
                ):
                    return actor.side
                return None
            word = self.low[j]
            if (
                word in {",", ";"}
                or word in self.s.grammar.preposition
                or word in self.s.grammar.auxiliary
                or (self.s.is_verb(j) and not word.endswith(("ed", "ing")))
            ):
                return None
        return None

    def _after_noun_side(self, match: Match) -> str | None:
        """Side behind a noun: "attacks by Russian forces", "withdrawal of Russian troops", "strikes on Ukrainian positions"."""
        s = self.s
        if match.form == "word" and not match.phrase.endswith(" of"):
            return None
        for j in range(match.end, min(len(self.low), match.end + 8)):
            actor = s.actor_at[j]
            if actor is not None and actor.side:
                link = next(
                    (
                        self.low[k]
                        for k in range(actor.first - 1, match.end - 2, -1)
                        if self.low[k] in s.grammar.preposition
                    ),
                    "",
                )
                if link == "by":
                    return actor.side
                if link == "of" or (match.phrase.endswith(" of") and not link):
                    return actor.side
                if link in {"on", "against", "at"}:
                    return self.f.opponent(actor.side)
                return None
            if self.low[j] in {",", ";"} or s.is_verb(j):
                return None
        return None

    # ------------------------------------------------------------------ claims

    def read(self) -> Iterator[Claim]:
        """Yield the sentence's claims, in order."""
        claims: list[Claim] = []
        for position, match in enumerate(self.matches):
            claim = self._claim(match, position)
            if claim is not None and claim.actor == UNKNOWN:
                claim = next(
                    (replace(claim, actor=c.actor, sides=c.sides) for c in reversed(claims) if c.kind == claim.kind),
                    claim,
                )
            if claim is not None:
                claims.append(claim)
        for claim in self._merged(claims):
            yield claim
            for claimant, text in self.a.joined(claim.first, claim.last):
                yield replace(claim, stance=replace(claim.stance, claimant=claimant, claimant_text=text))

    def _claim(self, match: Match, position: int) -> Claim | None:
        head = self._head(match)
        if head.purpose:
            return self._drop(match, "aim")
        kind = self._kind(match, head)
        stance = self.a.stance(
            match.start,
            match.end,
            group_start=head.start,
            negated=head.negated,
            noun=match.form == "noun" and head.verb is None,
        )
        roles = self._controls(head.start, match.start)
        if "fail" in roles:
            kind = "repelled" if kind in {"attack", "advance", "capture", "repelled"} else kind
        elif "attempt" in roles and kind in {"advance", "capture", "withdraw"}:
            kind = "attack"
        if stance.status != "event" or ("attempt" in roles and kind in {"hold", "repelled"} and "fail" not in roles):
            return self._drop(match, stance.status if stance.status != "event" else "attempt", stance.cues)
        if head.negated and "negated" in match.entry:
            return self._holds_on(match, head, stance)
        actor, sides = self._actor(match, head, kind, stance)
        where = self._where(match, position, str(match.entry["kind"]), head)
        if match.entry.get("needed") and not where.places:
            return self._drop(match, "no place")
        if (
            match.form == "noun"
            and head.verb is None
            and not where.places
            and not where.toward
            and stance.claimant == "author"
        ):
            return self._drop(match, "bare noun")
        if actor == UNKNOWN and (kind != "strike" or not where.places):
            return self._drop(match, "no actor")
        if kind == "attack" and not where.carried and self._failed_later(match):
            kind = "repelled"
        if kind == "deploy" and where.leaving:
            kind = "withdraw"
        words = self.s.sentence.phrase(match.start, match.end)
        return Claim(
            self.s.sentence.index, match.start, match.end, words, kind, actor, sides, where.places, where.toward, where.carried,
            self._with_trigger(stance, match), str(match.entry["id"]),
        )  # fmt: skip

    def _drop(self, match: Match, reason: str, cues: tuple[Cue, ...] = ()) -> Claim | None:
        """Note why a trigger that stands is no record."""
        self.dropped.append(Dropped(match.start, match.end, str(match.entry["id"]), reason, cues))
        return None

    def _holds_on(self, match: Match, head: _Head, stance: Stance) -> Claim | None:
        """Read "X has not fallen" of a side as its holding X."""
        if stance.claimant not in self.f.sides:
            return self._drop(match, "negated")
        where = self.f.locator.left(self.s, match, head.start, "hold", self._scope_floor(match))
        words = self.s.sentence.phrase(match.start, match.end)
        told = replace(self._with_trigger(stance, match), credence="claimed")
        return Claim(
            self.s.sentence.index, match.start, match.end, words, str(match.entry["negated"]), stance.claimant, (stance.claimant,),
            where.places, where.toward, where.carried, told, str(match.entry["id"]),
        )  # fmt: skip

    def _with_trigger(self, stance: Stance, match: Match) -> Stance:
        tokens = self.s.sentence.tokens
        cue = Cue(
            self.s.sentence.phrase(match.start, match.end),
            tokens[match.start].start,
            tokens[match.end - 1].end,
            "trigger",
        )
        return replace(stance, cues=tuple(sorted((*stance.cues, cue), key=lambda c: (c.start, c.end, c.role))))

    def _controls(self, start: int, stop: int) -> set[str]:
        roles = {
            str(m.entry["role"]) for i in range(start, stop) for m in self.f.control.at(self.low, i) if m.end <= stop
        }
        return roles

    def _kind(self, match: Match, head: _Head) -> str:
        kind = str(match.entry["kind"])
        before = self.low[max(0, match.start - 3) : match.start]
        if kind == "attack":
            if match.form == "noun" and "ground" not in before and any(w in self.f.fire for w in before[-2:]):
                return "strike"
            if head.verb is not None and self._weapon_subject(head):
                return "strike"
        if (
            match.form == "noun"
            and kind == "attack"
            and any(w in {"failed", "unsuccessful", "abortive", "repelled"} for w in before)
        ):
            return "repelled"
        return kind

    def _weapon_subject(self, head: _Head) -> bool:
        begin = self.s.clause_start(max(0, head.start - 1))
        subject = self.low[max(begin, head.start - 6) : head.start]
        return any(w in self.f.weapon for w in subject)

    def _failed_later(self, match: Match) -> bool:
        """Whether the sentence says behind the attack that it came to nothing, with no other side's clause between."""
        for m in self.f.outcome.find(self.low):
            near = m.end <= match.start and m.start >= match.start - 4
            if not (near or match.end <= m.start <= match.end + 45):
                continue
            between = range(match.end, m.start)
            if any(match.end <= o.start <= m.end + 3 and o.entry["kind"] == "attack" for o in self.matches):
                continue
            if not any(self.low[k] in {";", "while", "which"} for k in between):
                return True
        return False

    def _actor(self, match: Match, head: _Head, kind: str, stance: Stance) -> tuple[str, tuple[str, ...]]:
        rule = match.entry.get("actor", "subject")
        side = head.side
        if rule == "object" and kind == "attack":
            rule = "subject"  # "tried to push X back"
        if rule == "both":
            return BOTH, self.f.sides if len(self.f.sides) == 2 else ()  # noqa: PLR2004
        if rule == "object" and not head.passive:
            moved = self._object_side(match.end)
            side = moved or self.f.opponent(side)
        elif rule == "object":
            side = head.side or self._noun_side(head.start)
        elif rule == "patient":
            side = self.f.opponent(self._side(self.s.subject(match.start).actor) or self._noun_side(head.start))
        elif rule == "opponent":
            side = self._to_side(match.end) or self.f.opponent(side)
        if kind == "repelled" and rule == "subject" and "repel" in str(match.entry["id"]):
            side = head.side
        if side is None and kind == "hold" and head.verb is not None and self._place_subject(head.start):
            attackers = [a.side for a in self.s.actors if a.side and a.form in {"forces", "state"}]
            side = self.f.opponent(attackers[0] if attackers else self.context.actor)
        if side is None:
            side = self._fallback(match, kind, stance)
        if side is None:
            return UNKNOWN, ()
        return side, (side,)

    def _to_side(self, at: int) -> str | None:
        for j in range(at - 1, min(len(self.low), at + 5)):
            actor = self.s.actor_at[j]
            if actor is not None:
                return actor.side
        return None

    def _fallback(self, match: Match, kind: str, stance: Stance) -> str | None:
        """Who acts where the clause does not say: the only side of the sentence, or who acted last."""
        if kind == "strike":
            return self._struck_by(match, stance)
        verbal = match.form not in {"noun", "word"}
        named = {a.side for a in self.s.actors if a.side and a.form in {"adjective", "forces"}}
        acting = {a.side for a in self.s.actors if a.side and a.form == "forces"}
        if len(acting) == 1 and named == acting and verbal:
            return next(iter(acting))
        pointing = any(
            w in {"the", "these", "this", "those", "their", "its", "such"}
            for w in self.low[max(0, match.start - 3) : match.start]
        )
        return self.context.actor if not named and pointing and not verbal else None

    def _struck_by(self, match: Match, stance: Stance) -> str | None:
        """Who fires where nobody is named: a side that tells of fire on its own country suffers it; else nobody knows."""
        places = self.f.locator.right(self.s, match, "strike", len(self.low)).places or self.s.mentions
        countries = {m.place.country for m in places if m.place is not None}
        if not places or countries == {self.f.country.get(stance.claimant)}:
            return self.f.opponent(stance.claimant)
        return None

    def _where(self, match: Match, position: int, kind: str, head: _Head) -> Where:
        later = [m for m in self.matches[position + 1 :] if m.form != "word"]
        next_match = later[0] if later else None
        where = self.f.locator.right(self.s, match, kind, next_match.start if next_match else len(self.low))
        if not where.places and next_match is not None and self._shares_object(match, next_match):
            where = self.f.locator.right(self.s, next_match, kind, len(self.low))
        if (
            not where.places
            and match.entry.get("object") == "place"
            and self._object_class(match.end) == "pronoun"
            and (it := self._antecedent(match.start)) is not None
        ):
            return Where((it,), where.toward, carried=it.sentence != self.s.sentence.index)
        if not where.places:
            where = self._left_of(match, position, kind, head, where)
        if not where.places:
            pointed = self._pointed(match)
            return replace(pointed, toward=where.toward) if pointed.places or not where.toward else where
        return where

    def _left_of(self, match: Match, position: int, kind: str, head: _Head, where: Where) -> Where:
        """Places before a trigger; of a free noun only those within its own phrase ("the Kramatorsk strike")."""
        floor = max([self._scope_floor(match), *(m.end for m in self.matches[:position])])
        if match.form == "noun" and head.verb is None and kind != "contested":
            floor = max(floor, head.start)
        left = self.f.locator.left(self.s, match, head.start, kind, floor)
        return Where(left.places, where.toward or left.toward)

    def _pointed(self, match: Match) -> Where:
        """Carry a place over where the clause points back to it: "the village", "there"."""
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        at = next((j for j in clause if self.f.anaphor.at(self.low, j)), None)
        if at is None:
            return Where()
        here = next(
            (m for j in range(at - 1, -1, -1) if (m := self.s.mention_at[j]) is not None and m.role == "place"), None
        )
        if here is not None:
            return Where((here,))
        return Where(self.context.places, (), carried=True) if self.context.places else Where()

    def _scope_floor(self, match: Match) -> int:
        scope = self.a.covering(match.start, match.end)
        return scope.start if scope is not None and scope.start <= match.start and scope.cue[1] <= scope.start else 0

    def _shares_object(self, match: Match, following: Match) -> bool:
        """Whether two triggers share what follows: "shelled and struck X", "artillery and missile strikes on X"."""
        between = range(match.end, following.start)
        joined = any(self.low[j] in {"and", "or", ","} for j in between)
        if (
            match.entry["kind"] == "advance"
            and self.s.word(match.end) in {"in", "during", "through"}
            and len(between) <= 3
        ):  # noqa: PLR2004
            return True  # "made gains in assaults on X"
        return joined and all(
            self.s.actor_at[j] is None and self.low[j] not in self.s.grammar.preposition for j in between
        )

    def _merged(self, claims: Sequence[Claim]) -> Iterator[Claim]:
        """Drop what another claim of the sentence already says: attack beside repelled, one kind twice at one place."""
        kept: list[Claim] = []
        for claim in claims:
            if (
                claim.kind == "advance"
                and claim.stance.credence == "denied"
                and any(k.kind == "repelled" and k.actor == claim.actor for k in kept)
            ):
                continue
            twin = next(
                (
                    k
                    for k in kept
                    if k.kind == claim.kind
                    and k.actor == claim.actor
                    and k.stance.claimant == claim.stance.claimant
                    and self._same_places(k, claim)
                ),
                None,
            )
            if twin is not None:
                continue
            if claim.kind == "attack" and any(
                k.kind == "repelled" and k.actor == claim.actor and self._same_places(k, claim) for k in kept
            ):
                continue
            if claim.kind == "repelled":
                kept = [
                    k
                    for k in kept
                    if not (k.kind == "attack" and k.actor == claim.actor and self._same_places(k, claim))
                ]
            kept.append(claim)
        yield from kept

    def _same_places(self, a: Claim, b: Claim) -> bool:
        return {m.start for m in a.places} == {m.start for m in b.places} or (not b.places and not b.toward)


def read_claims(
    syntax: Syntax, attribution: Attribution, frames: Frames, context: Context
) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Return the claims of one sentence, and its triggers that are none.

    Args:
        syntax: The sentence.
        attribution: Its scopes.
        frames: The codebook's triggers.
        context: What the sentences before it told.
    """
    reader = _Reader(syntax, attribution, frames, context)
    return tuple(reader.read()), tuple(reader.dropped)
