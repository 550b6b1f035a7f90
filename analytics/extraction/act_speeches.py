"""What a sentence says in somebody's mouth: who speaks, what is said, and the acts that saying it does.

"X said that Y must ...", "X: ...", `"...", says X`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING, by_start
from analytics.extraction.act_readers import Proposal
from analytics.extraction.act_speakers import SpeakerReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Actor

__all__ = ["SpeechReader"]

_AVERTED = 3  # tokens of "prevent further" before "war crimes"
_WITH, _TO = ("with",), ("to", "object")


class SpeechReader(SpeakerReader):
    """Reads who says what in one sentence."""

    def said(self) -> Iterator[Proposal]:
        """Yield what words inside speeches propose: "said that X must ..."."""
        found = by_start(self.find(self.frames.said))
        if not found:
            return
        for sources, start, stop, spoken in self.speeches:
            verbs = {m.phrase for m in self._reports if m.start == spoken}
            for match in found:
                allowed = not match.entry.get("only") or not verbs.isdisjoint(match.entry["sayings"])
                allowed = allowed and verbs.isdisjoint(match.entry.get("never", ()))
                verbal = not match.entry.get("verbal") or self.syntax.is_verb(match.start)
                undone = self._unseen(start, match) or self._averted(match) or self._denied(spoken, match)
                undone = undone or self._disclaimed(match) or self.syntax.word(match.start - 1) == "-"  # "pre-staged"
                undone = undone or (match.entry.get("opens", False) and match.start != start)
                if start <= match.start and match.end <= stop and allowed and verbal and not undone:
                    yield self._said_act(sources, start, spoken, match)

    def _averted(self, match: Match) -> bool:
        """Whether a wrong is told of as what shall not happen: "to prevent | further war crimes"."""
        if match.entry["kind"] != "accuse":
            return False
        near = range(max(0, match.start - _AVERTED), match.start)
        backdrop = next((i for i in near if self.low[i] in self.frames.words["backdrop"]), match.start)
        behind = backdrop < match.start and not any(map(self.syntax.is_verb, range(backdrop + 1, match.start)))
        return behind or any(self.low[i] in self._undoing for i in near)

    def _disclaimed(self, match: Match) -> bool:
        """Whether somebody says that something is no wrong: "is not | a threat to X", "does not pose a danger"."""
        if match.entry["kind"] != "accuse":
            return False
        at, posed = match.start - 1, self.frames.words["posing"] | self.syntax.grammar.determiner
        while at > 0 and self.low[at] in posed:
            at -= 1
        return at >= 0 and self.low[at] in self.syntax.grammar.negation

    def _denied(self, spoken: int, match: Match) -> bool:
        """Whether somebody denies what would be its own act, or an "if" is told: "denied that it needs", "should X"."""
        inverted = match.end < len(self.low) and self.syntax.actor_at[match.end] is not None
        if inverted and self.low[match.start] in self.frames.words["hypothesis"]:
            return True
        return bool(match.entry.get("own")) and self.low[spoken] in self.frames.words["denying"]

    def _unseen(self, start: int, match: Match) -> bool:
        """Whether a trigger stands behind "no sign that"."""
        unseen = self.frames.words["unseen"]
        return any(self.low[i] in unseen and self.low[i - 1] == "no" for i in range(start + 1, match.start))

    def stances(self) -> Iterator[Proposal]:
        """Yield what somebody says about another party that is the subject of what is said."""
        for match in by_start(self.find(self.frames.stances)):
            if not self.syntax.is_verb(match.start) or self.syntax.group(match.start).negated:
                continue
            inner = self.roles.told_of(match.end) or self._told_before(match.start)
            sources = self.roles.subjects(match.start)
            if inner is not None and sources:
                yield Proposal(match, sources, (inner,), match.start, self.end(match), match.start)

    def _told_before(self, spoken: int) -> Actor | None:
        """Return the subject of what a tail hands over: "| X is at war with us, Y charged"; null for nobody."""
        tail = next((start for _, start, stop, at in self.speeches if at == spoken and stop < spoken), None)
        return None if tail is None else self.roles.told_of(tail)

    def _meant(self, inner: Actor, start: int, sources: Sequence[Actor], kind: str, at: int) -> tuple[Actor, ...]:
        """Return whom something said is about, with those beside: "X and we must" asks X."""
        beside = dict.fromkeys((*self.roles.with_left(inner), *self.roles.with_right(inner)))
        if inner.possessive and kind in self.frames.words["addressing"] and at > inner.last + 1:
            return ()  # "X's harvest must be sold": X is not asked; "X's | only way is": it is
        listed = [a for a in beside if a.first >= start]
        others = tuple(a for a in listed if not self.roles.same(a, sources))
        if len(others) == len(listed) or kind in self.frames.words["addressing"]:
            return others or (inner,)
        return (inner,)

    def _told_to(self, teller: int, sources: tuple[Actor, ...]) -> tuple[Actor, ...]:
        told = self.addressee(teller)
        return () if told is None or self.roles.same(told, sources) else (told,)

    def _wanted(self, match: Match) -> tuple[str, ...]:
        """Return where the other party stands behind a trigger: of "a breach of | X's airspace by Y" Y did it."""
        wanted = tuple(t for t in match.entry.get("target", ()) if t != "inner")
        harmed = match.entry["kind"] == "accuse" and self.low[match.end - 1] == "of"
        return tuple(t for t in wanted if t in self.frames.words["doer"]) if harmed else wanted

    def _said_act(self, sources: tuple[Actor, ...], start: int, spoken: int, match: Match) -> Proposal:
        entry, end = match.entry, self.end(match)
        told = self.addressee(spoken)
        if told is not None and told not in sources and self.roles.same(told, sources):
            sources = ()  # "warned its own citizens that": a domestic affair
        inner = self.roles.inner(start, match.start, aimed=entry["kind"] == "threaten")
        if entry["kind"] == "accuse" and inner is not None and self.roles.same(inner, sources):
            inner = self.roles.inner(inner.last, match.start) or inner  # "X said that X tracks Y's plot"
        wanted = self._wanted(match)
        behind = self.roles.behind(match.end, end, wanted, sources)
        told = None if inner is not None and inner.possessive else told  # "told X that | Y's war must end": not X
        behind = behind or (() if told is None else self._told_to(spoken, sources))
        if entry.get("opens") and not behind:  # "..., X said to Y"
            behind = self.roles.behind(spoken + 1, len(self.low), _TO, sources)
        suffered = entry["kind"] == "accuse" and self.syntax.word(match.start - 1) in self.syntax.grammar.be
        suffered = suffered and "ed" in self.syntax.tags(match.start)
        if suffered or (self.syntax.word(match.end) == "by" and "by" in wanted):
            inner = None  # "X has been taken hostage by Y": Y does it
        if entry.get("own"):
            beside = () if inner is None else (*self.roles.with_left(inner), *self.roles.with_right(inner))
            same = inner is None or any(self.roles.same(a, sources) for a in beside)
            named = tuple(dict.fromkeys(a for a in beside if a.name and a.last <= match.start))  # "X and we will"
            sources = named if same and any(not self.roles.same(a, sources) for a in named) else sources
            return Proposal(match, sources if same else (), behind, match.start, end, match.start, spoken=spoken)
        targets: tuple[Actor, ...] = ()
        if inner is None and entry["kind"] == "reject":
            behind = self.roles.behind(start, match.start, _WITH, sources) or behind  # "talks with X are pointless"
        if inner is not None and inner.form in entry.get("inner_forms", ACTING):
            targets = self._meant(inner, start, sources, entry["kind"], match.start)
        if not targets or self.roles.same(targets[0], sources):
            targets = behind or targets
        return Proposal(match, sources, targets, start, end, match.start, spoken=spoken)
