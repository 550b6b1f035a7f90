"""Which of two triggers of a sentence tells the event of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.frames import GAINS, SPAN, is_nominal

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.frames import Frames
    from analytics.extraction.objects import Objects
    from analytics.extraction.syntax import Syntax

__all__ = ["TriggerPairs"]

_SPREADS = frozenset({("contested", "advance"), ("contested", "deploy")})  # a fight that moves, no forces
_HOW = frozenset({("attack", "strike"), ("attack", "advance"), ("advance", "advance")})  # a noun, and how it is done
# Kinds of a verb and of the noun that belongs to its event, and the most tokens between: "fighting for control of X".
_CARRIED = {("deploy", "deploy"): SPAN, ("attack", "hold"): 0}
_GROUND = GAINS | {"withdraw"}


class TriggerPairs:
    """Compares the triggers of one sentence by twos."""

    def __init__(self, syntax: Syntax, frames: Frames, objects: Objects) -> None:
        """Keep the sentence and its noun phrases."""
        self.s = syntax
        self.f = frames
        self.low = syntax.low
        self.objects = objects

    def _tells(self, one: Match, other: Match) -> bool:
        """Whether `one` tells the event of `other`: "repelled attacks", "control is contested", "hit with strikes"."""
        kinds = one.entry["kind"], other.entry["kind"]
        if kinds == ("strike", "strike") and other.form == "ing":
            launched = other.entry["id"] == "launch" and one.end <= other.start  # "struck X using drones"
            hit = one.entry.get("object") == "target" and self.objects.is_passive(one)
            return launched or (hit and self.low[one.end : other.start] == ("by",))
        if kinds == ("contested", "hold") and other.form == "noun":
            return other.start < one.start and self.s.clause_start(one.start) <= other.start
        if kinds in _SPREADS:
            return one.end == self.s.group(other.start).start  # "fighting | had reached the edge of X"
        if kinds in _HOW and other.form == "ing" and is_nominal(one):
            return (
                one.end == other.start
            )  # "counterattacks | targeting X" are no fire, "attacks | pushing north" no gain
        if kinds[1] == "repelled" and self._is_attempt(one, other):
            return True
        told = self._tells_noun(one, other) if other.form == "noun" else None
        return self._tells_by_object(one, other) if told is None else told

    def _is_attempt(self, one: Match, other: Match) -> bool:
        """Whether a noun governs a verb: "failed attempts last night to | storm X"."""
        verb = is_nominal(other) and not is_nominal(one)
        return verb and self.s.group(one.start).noun in range(other.start, other.end)

    def _tells_noun(self, one: Match, other: Match) -> bool | None:
        """Whether a trigger tells the event of a noun: "hit X with strikes"; null where their kinds do not say."""
        kinds = one.entry["kind"], other.entry["kind"]
        if is_nominal(one):  # "strikes on a concentration of X"
            met = kinds == ("strike", "deploy") and self.s.word(one.end) in self.f.words["victim"]
            return self._in_object(one, other) if met else None
        if one.entry.get("object") == "fire":
            return None  # "came under artillery fire"
        if kinds[0] == "strike" and kinds[1] in {"deploy", "strike"}:
            means = not self.f.words["with"].isdisjoint(self.low[one.end : other.start])
            return self._in_object(one, other) and (kinds[1] == "deploy" or means)
        if kinds in _CARRIED:
            return self._in_object(one, other) and other.start <= one.end + _CARRIED[kinds]
        if kinds[0] in _GROUND and kinds[1] == "attack":  # "counterattacks retook ground"
            return other.end == self.s.group(one.start).start and one.start >= other.end and one.form != "ing"
        return None

    def _tells_by_object(self, one: Match, other: Match) -> bool:
        """Whether one verb's object is the other: "repelled attacks", "came under attack", "took X-held Oakham"."""
        if one.entry["kind"] in _GROUND and other.entry["kind"] == "hold" and self._in_object(one, other):
            relative = self.s.word(self.s.clause_start(other.start)) in self.s.grammar.relative_subject
            whose = relative and self.s.subject(other.start).kind == "pronoun"  # "widened the area that it | controls"
            lost = self.s.group(other.start).participial and self.objects.is_passive(
                other
            )  # "took trenches | held by X"
            whose = whose or lost or (other.form == "word" and other.start <= one.end + 1)
            return whose and not is_nominal(one)
        if one.entry.get("object") == "fire":
            return is_nominal(other) and self._in_object(one, other) and other.start <= one.end + SPAN
        return one.entry.get("object") in {"attack", "assault", "barred"} and self._repels(one, other)

    def _in_object(self, verb: Match, noun: Match) -> bool:
        """Whether a noun stands behind a verb with no other verb between."""
        return verb.end <= noun.start and not any(self.s.is_verb(j) for j in range(verb.end, noun.start))

    def _repels(self, verb: Match, other: Match) -> bool:
        """Whether an attack is what a verb of repelling repels: then the verb alone tells the event."""
        if not is_nominal(other):
            group = self.s.group(other.start)
            first = group.start if group.noun is None else group.noun  # "repelled several | attempts to storm X"
            inside = verb.end <= first <= verb.end + SPAN or self._suffers(verb, group.noun)
            return inside and (group.noun is not None or self.s.word(group.start - 1) == "from")
        if other.entry["kind"] not in {"attack", "advance", "strike"}:
            return False
        if verb.end <= other.start <= verb.end + SPAN:
            between = range(verb.end, other.start)
            verbs = [j for j in between if self.s.is_verb(j) and not self.low[j].endswith("ed")]
            return all(self.s.word(j - 1) == "from" for j in verbs) and not {";", "with"} & {
                *self.low[verb.end : other.start]
            }
        return self._suffers(verb, other.start)

    def _suffers(self, verb: Match, noun: int | None) -> bool:
        """Whether a noun stands in the subject of a passive: "attempts to take X | were thwarted"."""
        group = self.s.group(verb.start)
        begin = self.s.clause_start(max(0, group.start - 1))
        return noun is not None and group.passive and begin <= noun < group.start
