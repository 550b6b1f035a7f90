"""A sentence as the readers of claims see it: its words, who speaks, its noun phrases, triggers and their heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.extraction.frames import is_nominal
from analytics.extraction.heads import Heads
from analytics.extraction.objects import Objects
from analytics.extraction.triggers import Triggers

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.attribution import Attribution
    from analytics.extraction.frames import Context, Frames
    from analytics.extraction.syntax import Syntax

__all__ = ["Scene", "SceneReader", "scene_of"]

_TOLD = 4  # words of "and all of them", "the latest attack"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a sentence before its claims are read.

    Attributes:
        syntax: The sentence.
        attribution: Its scopes.
        frames: The codebook's triggers.
        context: What the sentences before it told.
        objects: Its noun phrases.
        matches: Its triggers, in order.
        heads: What governs them.
    """

    syntax: Syntax
    attribution: Attribution
    frames: Frames
    context: Context
    objects: Objects
    matches: tuple[Match, ...]
    heads: Heads


class SceneReader:
    """What every reader of a sentence's claims has at hand."""

    def __init__(self, scene: Scene) -> None:
        """Keep the sentence.

        Args:
            scene: The sentence, and what was told before it.
        """
        self.s = scene.syntax
        self.a = scene.attribution
        self.f = scene.frames
        self.context = scene.context
        self.low = scene.syntax.low
        self.objects = scene.objects
        self.matches = scene.matches
        self.heads = scene.heads

    def scope_floor(self, at: int) -> int:
        """Return the first token of what a speaker who is told before it says; 0 for no source, or one behind it.

        Args:
            at: A token: "in Kent, the ministry said | X was shelled".
        """
        scope = self.a.covering(at, at + 1)
        return scope.start if scope is not None and scope.cue[1] <= scope.start <= at else 0

    def told_attack(self, match: Match) -> bool:
        """Whether an attack that failed was told before: "the attack | was repelled", "all of them | were repulsed"."""
        if match.entry["kind"] != "repelled" or is_nominal(match):
            return False
        if not self.objects.is_passive(match):
            return self._meets_told(match)
        start = self.s.group(match.start).start
        subject = [word for word in self.low[self.s.clause_start(max(0, start - 1)) : start] if word.isalpha()]
        told = self.f.words["pointing"] | self.f.told_attack
        return len(subject) <= _TOLD and not told.isdisjoint(subject)

    def _meets_told(self, match: Match) -> bool:
        """Whether a verb's object is an attack told before: "repelled | the attack", "beat | it back"."""
        g, first = self.s.grammar, match.end
        if self.s.word(first) in self.f.words["object_pronoun"]:
            return True
        if self.s.word(first) not in self.f.words["told-attack"] | self.f.words["pointing"]:
            return False
        nouns = (m for m in self.f.triggers.at(self.low, first + 1) if is_nominal(m) and m.entry["kind"] == "attack")
        last = next((m.end for m in nouns), 0)
        return last > 0 and not (self.s.word(last)[:1].isalpha() and self.s.word(last) in g.preposition)


def scene_of(syntax: Syntax, attribution: Attribution, frames: Frames, context: Context) -> Scene:
    """Return a sentence's scene.

    Args:
        syntax: The sentence.
        attribution: Its scopes.
        frames: The codebook's triggers.
        context: What the sentences before it told.
    """
    objects = Objects(syntax, frames, context)
    matches = tuple(Triggers(syntax, frames, objects).matches)
    heads = Heads(syntax, attribution, frames, objects, context)
    return Scene(syntax, attribution, frames, context, objects, matches, heads)
