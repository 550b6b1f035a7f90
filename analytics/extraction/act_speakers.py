"""Who speaks in a sentence, and which of its words are said: "X said that ...", "..., says X", "X: ..."."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from analytics.extraction.act_papers import PaperReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Actor

__all__ = ["SpeakerReader"]

_TAIL = 6  # tokens behind ", X said" at a sentence's end
_TOLD = 8  # tokens of whom something is told
_CALLED = 7  # tokens of what somebody is called before "by"
_COLON = 12  # tokens of a speaker before a colon


class SpeakerReader(PaperReader):
    """Reads who speaks in one sentence."""

    @property
    def _undoing(self) -> frozenset[str]:
        return self.frames.words["averting"]

    @cached_property
    def speeches(self) -> tuple[tuple[tuple[Actor, ...], int, int, int], ...]:
        """Who says something, the tokens that hold what is said, and the word that hands it over."""
        return tuple(self._speeches())

    def _speeches(self) -> Iterator[tuple[tuple[Actor, ...], int, int, int]]:
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
            before = self._speaker_at(report, sources)
            if s.word(before - 1) in self.frames.words["hypothesis"] or self._is_undergone(report):
                continue  # "unclear if X considers it"
            parted = before > 0 and self.low[before - 1] in self.frames.words["said-before"]
            if parted and s.word(report.end) == ",":
                yield sources, 0, self._turn(report.end), report.start  # "X, Y said, must"
                continue
            if before > 0 and (before in self._closed or (parted and self._closes(report, before))):
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

    def _is_undergone(self, match: Match) -> bool:
        """Whether what follows makes a participle a passive: "officials | accused of spying"."""
        return " ".join(self.low[match.start : match.start + 2]) in self.frames.words["undergone"]

    def _speaker_at(self, report: Match, sources: Sequence[Actor]) -> int:
        """Return where a speaker's phrase begins: a pronoun's own place, "X will come, | it says"."""
        subject = self.syntax.subject(report.start)
        behind = subject.kind == "pronoun" and subject.at > sources[0].first
        return subject.at if behind else self.roles.start_of(sources[0])

    def _closes(self, report: Match, before: int) -> bool:
        """Whether a speaker ends what is said: nothing but when, where and to whom it was said stands behind.

        Args:
            report: The verb of saying.
            before: Where the speaker's phrase begins.
        """
        stop = next((i for i in range(report.end, len(self.low)) if self.low[i] in {";", "\u2014"}), len(self.low))
        if stop - report.end <= _TAIL:
            return True
        g, told = self.syntax.grammar, range(self._told_until(report), stop)
        hung = self.syntax.word(told.start) in g.preposition | g.subordinator | g.conjunction
        clause = any(map(self.syntax.is_verb, range(before)))
        return hung and clause and not any(self.low[i] == "that" for i in told)

    def _told_until(self, report: Match) -> int:
        """Return where whom something is told ends: "told | X".

        Args:
            report: The verb of saying.
        """
        told = self.addressee(report.start)
        return report.end if told is None else told.last

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
        if s.word(report.end) in self.frames.words["object_pronoun"]:
            return ()  # "X called | it a raid by Y": X says it
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
        if told_for or not s.is_verb(report.start) or self._is_report_noun(report):
            return ()
        group, decided = s.group(report.start), self.decided(report.start)
        if group.passive or self._is_told_too(report):
            return self._told_by(report)
        guess = not words["guess"].isdisjoint(self.low[group.start : report.start])
        if guess or (group.purpose and not decided):
            return ()  # "decision to recognize"
        return self._who(report, decided or report.start)

    def _is_report_noun(self, report: Match) -> bool:
        """Whether a word of saying is a noun: "cannot confirm the X | report that", not "X and Y claim that"."""
        if report.form != "base" or self.low[report.start] not in self.frames.words["report-noun"]:
            return False
        actor = next((a for a in self.syntax.actors if a.last == report.start), None)
        alone = actor is not None and not self.low[actor.last - 1].endswith("s")
        opened = alone and actor is not None and self.syntax.word(actor.first - 1) in self.syntax.grammar.determiner
        return opened and not self.roles.is_plural(report.start)

    def _is_told_too(self, report: Match) -> bool:
        """Whether a verb of telling shares the passive before it: "was summoned on Monday and | told that"."""
        s, at = self.syntax, report.start
        if s.word(at) not in s.grammar.telling or s.word(at - 1) not in s.grammar.conjunction:
            return False
        before = self.roles.verb_before(at)
        return s.word(report.end) == "that" and before is not None and s.group(before).passive

    def _told_by(self, report: Match) -> tuple[Actor, ...]:
        """Return who says it in "it was announced by | X that"; empty for "was told that", "was called a liar"."""
        doer = self.frames.words["doer"]
        by = "voice" in report.entry and self.syntax.word(report.end) in doer
        return self.roles.behind(report.end, report.end + _TOLD, doer) if by else ()

    def _who(self, report: Match, verb: int) -> tuple[Actor, ...]:
        """Return of whom an active verb of saying is said, or the one that it carries out: "voted to | demand"."""
        s, words = self.syntax, self.frames.words
        before, sources = s.word(report.start - 1), self.roles.subjects(verb)
        if not sources and before in words["gerund-time"]:
            return self.roles.speaker(report.start)  # "X called it a mistake while insisting that"
        if sources and before in s.grammar.conjunction and self._goes_on(report, sources[0]):
            return self.roles.speaker(report.start) or sources
        return sources

    def _teller(self, at: int) -> tuple[Actor, ...]:
        """Return who says something before a token: `"...", X told Y, while | thanking Z`; empty for nobody."""
        return next((sources for sources, _, _, spoken in self.speeches if spoken < at), ())

    def _we(self, at: int) -> tuple[Actor, ...]:
        """Return who "we" are in `X: "We ask for ..."` and `"We ask ...", X said`; empty for nobody."""
        if self.syntax.word(at - 1) not in self.syntax.grammar.first_person:
            return ()
        return next((sources for sources, start, stop, _ in self.speeches if start < at <= stop), ())

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

    def told_pair(self) -> tuple[str, ...]:
        """Return who tells somebody something, and whom: "X tells | Y's parliament that"; empty for nobody."""
        told = ((sources[0], self.addressee(at)) for sources, _, _, at in self.speeches)
        return next((tuple(dict.fromkeys((s.name, t.name))) for s, t in told if t is not None), ())

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
