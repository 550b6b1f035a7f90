"""What a sentence says in somebody's mouth: who speaks, what is said, and the acts that saying it does.

"X said that Y must ...", "X: ...", `"...", says X`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING, by_start
from analytics.extraction.act_papers import PaperReader
from analytics.extraction.act_readers import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Actor

__all__ = ["SpeechReader"]

_TAIL = 6  # tokens behind ", X said" at a sentence's end
_AVERTED = 3  # tokens of "prevent further" before "war crimes"
_WITH, _TO = ("with",), ("to", "object")
_TOLD = 8  # tokens of whom something is told
_CALLED = 7  # tokens of what somebody is called before "by"
_COLON = 12  # tokens of a speaker before a colon


class SpeechReader(PaperReader):
    """Reads who says what in one sentence."""

    def said(self) -> Iterator[Proposal]:
        """Yield what words inside speeches propose: "said that X must ..."."""
        found = by_start(self.find(self.frames.said))
        if not found:
            return
        for sources, start, stop, spoken in self.speeches():
            verbs = {m.phrase for m in self._reports if m.start == spoken}
            for match in found:
                allowed = not match.entry.get("only") or not verbs.isdisjoint(match.entry["sayings"])
                allowed = allowed and verbs.isdisjoint(match.entry.get("never", ()))
                verbal = not match.entry.get("verbal") or self.syntax.is_verb(match.start)
                undone = self._unseen(start, match) or self._averted(match) or self._denied(spoken, match)
                undone = undone or self.syntax.word(match.start - 1) == "-"  # "pre-staged"
                undone = undone or (match.entry.get("opens", False) and match.start != start)
                if start <= match.start and match.end <= stop and allowed and verbal and not undone:
                    yield self._said_act(sources, start, spoken, match)

    @property
    def _undoing(self) -> frozenset[str]:
        return self.frames.words["averting"]

    def _averted(self, match: Match) -> bool:
        """Whether a wrong is told of as what shall not happen: "to prevent | further war crimes"."""
        if match.entry["kind"] != "accuse":
            return False
        near = range(max(0, match.start - _AVERTED), match.start)
        backdrop = next((i for i in near if self.low[i] in self.frames.words["backdrop"]), match.start)
        behind = backdrop < match.start and not any(map(self.syntax.is_verb, range(backdrop + 1, match.start)))
        return behind or any(self.low[i] in self._undoing for i in near)

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
            inner = self.roles.told_of(match.end)
            sources = self.roles.subjects(match.start)
            if inner is not None and sources:
                yield Proposal(match, sources, (inner,), match.start, self.end(match), match.start)

    def speeches(self) -> Iterator[tuple[tuple[Actor, ...], int, int, int]]:
        """Yield who says something, the tokens that hold what is said, and the word that hands it over."""
        s, size = self.syntax, len(self.low)
        for report in self._reports:
            behind = self._inverted(report)
            if behind is not None:
                yield (behind,), 0, report.start, report.start
                continue
            called = self._called_by(report)
            if called:
                yield called, s.clause_start(report.start), size, report.start
                continue
            sources = self._speakers(report)
            if not sources:
                continue
            before = self.roles.start_of(sources[0])
            if s.word(before - 1) in self.frames.words["hypothesis"]:
                continue  # "unclear if X considers it"
            ends = before in self._closed or (before > 0 and self.low[before - 1] == "," and size - report.end <= _TAIL)
            if before > 0 and self.low[before - 1] == s.word(report.end) == ",":
                yield sources, 0, self._turn(report.end), report.start  # "X, Y said, must"
                continue
            if ends and before > 0:
                yield sources, 0, before, report.start
            yield sources, self._said_from(report), self._turn(report.end), report.start
        yield from self._by_account()
        colon = self.low.index(":") if ":" in self.low[:_COLON] else -1
        paper = colon > 0 and self.low[colon - 1] in self.frames.words["document"]  # "X report: ..."
        speaker = next((a for a in s.actors if a.last == colon - paper and a.name), None)
        if speaker is not None and s.word(speaker.first - 1) == "to":  # "X to Y: ..."
            speaker = next((a for a in s.actors if a.last == speaker.first - 1 and a.name), None)
        seat = self.roles.capitals(0, colon) if speaker is None and colon > 0 else ()  # "Ankara: we will answer"
        speaker = next((a for a in seat if (a.first, a.last) == (0, colon)), speaker)
        if speaker is not None:
            yield (speaker,), colon + 1, size, colon

    def _by_account(self) -> Iterator[tuple[tuple[Actor, ...], int, int, int]]:
        """Yield what stands beside "according to X", at a sentence's beginning or end."""
        at = next((i for i in range(len(self.low)) if self.low[i] in self.frames.words["account"]), None)
        actor = next((a for a in self.syntax.actors if at is not None and a.name and a.first > at), None)
        if at is None or actor is None or self.roles.start_of(actor) != at + 2:
            return
        if at == 0 and self.syntax.word(actor.last) == ",":
            yield (actor,), actor.last + 1, len(self.low), at
        elif at and len(self.low) - actor.last <= _TAIL:
            yield (actor,), 0, at, at

    def _called_by(self, report: Match) -> tuple[Actor, ...]:
        """Return who says it in "X was called a liar by Y", "X branded a liar by Y"; empty for nobody."""
        s, doer = self.syntax, self.frames.words["doer"]
        if report.form not in {"ed", "participle", "past"} or "voice" in report.entry or not s.is_verb(report.start):
            return ()
        near = range(report.end, min(len(self.low), report.end + _CALLED))
        by = next((i for i in near if self.low[i] in doer), None)
        passive = s.group(report.start).passive or s.subject(report.start).actor is not None
        if by is None or not passive or any(map(s.is_verb, range(report.end, by))):
            return ()
        actor = next((a for a in s.actors if a.name and self.roles.start_of(a) == by + 1), None)
        return () if actor is None else self.roles.with_right(actor)

    def _speakers(self, report: Match) -> tuple[Actor, ...]:
        """Return who says what a verb of saying hands over; empty for nobody."""
        s, words = self.syntax, self.frames.words
        before = s.word(report.start - 1)
        told_for = report.form == "ing" and before in words["hanging-gerund"]  # "slams X for saying": X says it
        follows = s.word(report.end)
        if ("voice" not in report.entry and follows in s.grammar.preposition) or follows in self._undoing:
            return self._at_tail(report)  # "calls for": no calling names; "warns against"
        if told_for or not s.is_verb(report.start):
            return ()
        group, decided = s.group(report.start), self.decided(report.start)
        called = group.passive and "voice" not in report.entry  # "was called a liar"
        guess = not words["guess"].isdisjoint(self.low[group.start : report.start])
        if guess or called or (group.purpose and not decided):
            return ()  # "decision to recognize"
        sources = self.roles.subjects(decided or report.start)
        if not sources and before in words["gerund-time"]:
            return self.roles.speaker(report.start)  # "X called it a mistake while insisting that"
        if sources and before in s.grammar.conjunction and self._goes_on(report, sources[0]):
            return self.roles.speaker(report.start) or sources
        return sources

    def _we(self, at: int) -> tuple[Actor, ...]:
        """Return who "we" are in `X: "We ask for ..."` and `"We ask ...", X said`; empty for nobody."""
        if self.syntax.word(at - 1) not in self.syntax.grammar.first_person:
            return ()
        return next((sources for sources, start, stop, _ in self.speeches() if start < at <= stop), ())

    def _at_tail(self, report: Match) -> tuple[Actor, ...]:
        """Return who speaks behind a comma at a sentence's end: "..., | X urged in a message"; empty for nobody."""
        sources = self.roles.subjects(report.start)
        start = self.roles.start_of(sources[0]) if sources else 0
        ends = start > 1 and self.low[start - 1] == "," and report.start == sources[-1].last
        return sources if ends and len(self.low) - report.end <= _TAIL else ()

    def addressee(self, teller: int) -> Actor | None:
        """Return whom a verb of telling is said to: "told | X that", "Y to | X: ..."; null for nobody.

        Args:
            teller: The verb, or the colon.
        """
        if self.low[teller] == ":":
            ends = (a for a in self.syntax.actors if a.last == teller and a.name)
            return next((a for a in ends if self.syntax.word(a.first - 1) == "to"), None)
        if self.syntax.word(teller) not in self.syntax.grammar.telling:
            return None
        return next((a for a in self.syntax.actors if a.name and self.roles.start_of(a) == teller + 1), None)

    def _said_from(self, report: Match) -> int:
        """Return where what is said begins: behind "told X that"."""
        if self.syntax.word(report.start) not in self.syntax.grammar.telling:
            return report.end
        that = next((i for i in range(report.end, len(self.low)) if self.low[i] == "that"), len(self.low))
        if that - report.end <= _TOLD and not any(map(self.syntax.is_verb, range(report.end, that))):
            return that + 1
        told = self.addressee(report.start)
        return report.end if told is None else told.last

    def _turn(self, start: int) -> int:
        """Return where what is said ends: at ", but" with a clause behind it."""
        for i in range(start + 1, len(self.low)):
            if self.low[i] == "and" and self._hands_over(i + 1):
                return i
            goes_on = i + 1 < len(self.low) and self.syntax.is_verb(i + 1)  # "..., but needs arms": the same subject
            if self.low[i] in self.frames.words["turn"] and self.low[i - 1] == "," and not goes_on:
                return i
        return len(self.low)

    def _hands_over(self, at: int) -> bool:
        """Whether somebody else says something from a token on: "and | X claimed"."""
        s = self.syntax
        actor = next((a for a in s.actors if a.first >= at), None)
        if actor is None or self.roles.start_of(actor) != at or actor.last >= len(self.low):
            return False
        return s.is_verb(actor.last) and bool(s.grammar.reporting.at(self.low, actor.last))

    def _inverted(self, report: Match) -> Actor | None:
        """Return who speaks in `"...", says X`; null where the verb's subject stands before it."""
        parted = self.syntax.word(report.start - 1) in {",", "?", "!"} or report.start in self._closed
        if not parted or not (report.form in {"third", "ed", "past"} or self.closes_line(report)):
            return None
        actor = next((a for a in self.syntax.actors if a.first >= report.end), None)
        plain = actor is not None and actor.name and self.roles.start_of(actor) == report.end
        ends = report.start in self._closed or (actor is not None and len(self.low) - actor.last <= _TAIL)
        return actor if plain and ends else None

    def closes_line(self, match: Match) -> bool:
        """Whether a plural verb hands a line over at its end: "..., warn | X officials".

        Args:
            match: A verb.
        """
        parted = match.form == "base" and self.syntax.word(match.start - 1) == ","
        actor = next((a for a in self.syntax.actors if a.first >= match.end), None) if parted else None
        return actor is not None and self.roles.start_of(actor) == match.end and len(self.low) - actor.last <= 1

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

    def _said_act(self, sources: tuple[Actor, ...], start: int, spoken: int, match: Match) -> Proposal:
        entry, end = match.entry, self.end(match)
        told = self.addressee(spoken)
        if told is not None and self.roles.same(told, sources):
            sources = ()  # "warned its own citizens that": a domestic affair
        inner = self.roles.inner(start, match.start, aimed=entry["kind"] == "threaten")
        if entry["kind"] == "accuse" and inner is not None and self.roles.same(inner, sources):
            inner = self.roles.inner(inner.last, match.start) or inner  # "X said that X tracks Y's plot"
        wanted = tuple(t for t in entry.get("target", ()) if t != "inner")
        behind = self.roles.behind(match.end, end, wanted, sources) or self._told_to(spoken, sources)
        if entry.get("opens") and not behind:  # "..., X said to Y"
            behind = self.roles.behind(spoken + 1, len(self.low), _TO, sources)
        suffered = entry["kind"] == "accuse" and self.syntax.word(match.start - 1) in self.syntax.grammar.be
        suffered = suffered and "ed" in self.syntax.tags(match.start)
        if suffered or (self.syntax.word(match.end) == "by" and "by" in wanted):
            inner = None  # "X has been taken hostage by Y": Y does it
        if entry.get("own"):
            same = inner is None or any(self.roles.same(a, sources) for a in self.roles.with_left(inner))
            return Proposal(match, sources if same else (), behind, match.start, end, match.start, spoken=spoken)
        targets: tuple[Actor, ...] = ()
        if inner is None and entry["kind"] == "reject":
            behind = self.roles.behind(start, match.start, _WITH, sources) or behind  # "talks with X are pointless"
        if inner is not None and inner.form in entry.get("inner_forms", ACTING):
            targets = self._meant(inner, start, sources, entry["kind"], match.start)
        if not targets or self.roles.same(targets[0], sources):
            targets = behind or targets
        return Proposal(match, sources, targets, start, end, match.start, spoken=spoken)
