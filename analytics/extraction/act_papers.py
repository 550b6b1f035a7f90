"""Who speaks through a paper or a call: "a resolution that demands", "the text also calls on", "wrote to ask for"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.act_readers import ActReader

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.records import Actor

__all__ = ["PaperReader"]

_HUNG = 8  # tokens of "of the ministers of X" behind a paper
_ASIDE = 14  # tokens of ", which passed by two votes to one," behind a paper
_REFUSING = 3  # tokens of "refused to" before "sign a text"


class PaperReader(ActReader):
    """Reads whose papers one sentence tells of."""

    def _paper(self, at: int) -> tuple[Actor, ...] | None:
        """Return who speaks through the paper that a verb is said of; empty for nobody, null for no paper.

        Args:
            at: First token of the verb's group.
        """
        paper, told = self._paper_before(at)
        if paper < 0:
            return None
        verb = self.roles.verb_before(paper) if self._qualifies_paper(told) else None
        if verb is None:
            return self._authors(paper, told) or self._adopters(at)
        negated = self.syntax.group(verb).negated or not self.syntax.grammar.negation.isdisjoint(self.low[verb:paper])
        if negated or self._is_turned_down(paper, self.syntax.group(verb).start):
            return self._authors(paper, told)
        wished = self.syntax.group(verb).purpose and self.decided(verb) is None
        return () if wished else self.roles.subjects(verb)  # "asked them to back a resolution condemning X"

    def _is_papers_own(self, at: int) -> bool:
        """Whether a paper heads the clause that a verb ends: "the text | calls on", not "in a text that".

        Args:
            at: First token of the verb's group.
        """
        paper, told = self._paper_before(at)
        if paper < 0 or self._qualifies_paper(told):
            return False
        start = self._opens_at(paper)
        return start == 0 or self.syntax.word(start - 1) in self.frames.words["clause-start"]

    def _opens_at(self, noun: int) -> int:
        """Return where the nouns and adjectives before a noun begin: "| the final draft text"."""
        s, g = self.syntax, self.syntax.grammar
        while noun > 0 and not (
            s.is_verb(noun - 1)
            or self.low[noun - 1] in g.preposition | g.conjunction | g.relativizer
            or self.low[noun - 1] in {",", ":", ";"}
        ):
            noun -= 1
        return noun

    def _qualifies_paper(self, at: int) -> bool:
        """Whether a verb only tells which paper is meant: "a text | condemning X", "a text that | condemns X"."""
        return "ing" in self.syntax.tags(at) or self.syntax.word(at - 1) in self.syntax.grammar.relativizer

    def _paper_before(self, at: int) -> tuple[int, int]:
        """Return the paper that a verb is said of, and the first of the verbs that are: "it asks and | demands".

        A paper before 0 is none.
        """
        if self.frames.words["document"].isdisjoint(self.low):
            return -1, at
        g, i = self.syntax.grammar, at - 1
        while i > 0 and g.is_adverb(self.low[i]):
            i -= 1
        if self.syntax.word(i) in g.conjunction:
            verb = self.roles.verb_before(i)
            return (-1, at) if verb is None else self._paper_before(self.syntax.group(verb).start)
        i -= self.syntax.word(i) in g.relativizer
        if self.syntax.word(i) == ",":
            i = self._before_aside(i)
        for j in range(i, max(-1, i - _HUNG), -1):
            passed = "ed" in self.syntax.tags(min(j + 1, len(self.low) - 1))  # "a text | passed by X demands"
            if self.low[j] in self.frames.words["document"] and self.syntax.actor_at[j] is None:
                agent = self.low[j + 1] in self.frames.words["agent"]  # not "a report of X doing Y"
                hung = agent or (self.low[j + 1] in g.preposition and "ing" not in self.syntax.tags(at))
                return (j, at) if j == i or passed or hung else (-1, at)
            verb = self.syntax.is_verb(j) and self.low[j - 1] not in self.frames.words["document"]
            if self.low[j] == "," or self.low[j] in g.conjunction or verb:
                break
        return -1, at

    def _before_aside(self, comma: int) -> int:
        """Return the token before what commas set behind a paper: "the text, which passed by a vote, | demands"."""
        opened = next((j for j in range(comma - 1, max(0, comma - _ASIDE), -1) if self.low[j] == ","), None)
        if opened is None:
            return comma - 1
        relative = self.low[opened + 1] in self.syntax.grammar.relativizer or "ed" in self.syntax.tags(opened + 1)
        return opened - 1 if relative else comma - 1

    def _is_turned_down(self, paper: int, verb: int) -> bool:
        """Whether a paper is refused or blamed: "abstained from | a resolution condemning X" condemns nobody."""
        near = self.low[max(0, verb - _REFUSING) : paper]
        return not self.frames.words["unsaying"].isdisjoint(near)

    def _authors(self, paper: int, at: int) -> tuple[Actor, ...]:
        """Return whose paper it is: "X's text", "a text of X"."""
        named = (a for a in self.syntax.actors if a.last == paper and a.name and a.form == "official")
        owners = self.roles.owners(paper) or tuple(named)  # "X expert | report"
        owners = owners or self.roles.behind(paper + 1, at, ("of", *self.frames.words["agent"]))
        press = self.low[paper] in self.frames.words["press-paper"]
        kept = (a for a in owners if not press or a.form != "adjective" or self.roles.is_body(a))
        return tuple(replace(a, form="official") for a in kept)

    def _reached_by(self, match: Match) -> int | None:
        """Return the verb of writing, calling or speaking whose aim is done with it: "wrote to X to | ask for Y".

        Args:
            match: What is aimed at.
        """
        to = match.start - 1
        if self.syntax.word(to) != "to" or match.entry["kind"] not in self.frames.words["spoken-kind"]:
            return None
        verb, words = self.roles.verb_before(to), self.frames.words
        if verb is None or self.low[verb] not in words["reaching"] | words["carrying"]:
            return None
        group, between = self.syntax.group(verb), self.low[verb + 1 : to]
        undone = group.negated or group.purpose or group.passive or between.count(",") % 2 == 1
        undone = undone or not (words["guess"] | words["future"]).isdisjoint(self.low[group.start : verb])
        spoken = words["document"] | words["medium"] | words["spoken-over"]
        carried = self.low[verb] in words["reaching"] or not spoken.isdisjoint(between)
        return verb if carried and not (undone or self._does_so(match.entry["kind"], verb)) else None

    def _does_so(self, kind: str, verb: int) -> bool:
        """Whether a verb asks or protests itself: "calls on X to | back", "called in the envoy to | protest"."""
        near = (m for m in self._acts if m.start == verb)
        asking = self.frames.words["addressing"]
        return any(
            (m.entry["kind"] in asking and m.end == verb + 2)
            or (m.entry["kind"] == kind == "protest" and self.low[verb] not in self.frames.words["carrying"])
            for m in near
        )

    def _adopters(self, at: int) -> tuple[Actor, ...]:
        """Return who a paper's main verb is done by: "a resolution condemning X | was adopted by Y"."""
        doer, s = self.frames.words["doer"], self.syntax
        by = next((i for i in range(at + 1, len(self.low)) if self.low[i] in doer), None)
        if by is None or not s.is_verb(by - 1) or not s.group(by - 1).passive or s.group(by - 1).negated:
            return ()
        return tuple(replace(a, form="official") for a in self.roles.behind(by - 1, len(self.low), doer))

    def _joined(self, match: Match) -> tuple[Actor, ...]:
        """Return who does something together: "X joined Y and Z in | condemning"."""
        s, words = self.syntax, self.frames.words
        if match.form != "ing" or s.word(match.start - 1) not in words["doing-in"]:
            return ()
        last = next((a for a in s.actors if a.last == match.start - 1 and a.name), None)
        others = self.roles.with_left(last) if last is not None else ()
        verb = self.roles.start_of(others[0]) - 1 if others else -1
        if s.word(verb) not in words["joining"]:
            return ()
        return tuple(dict.fromkeys((*self.roles.subjects(verb), *others)))

    def _writer(self, match: Match) -> tuple[Actor, ...]:
        """Return who wrote or called: "X wrote a letter to Y | asking", "X, in a call with Y | urging"."""
        heard = self.heard_before(match)
        paper = self.roles.start_of(heard) - 2 if heard is not None else -1
        if self.syntax.word(paper) not in self.frames.words["document"]:
            return ()
        verb = self.roles.verb_before(paper)
        return self.roles.owners(paper) or (self.roles.subjects(verb) if verb is not None else ())
