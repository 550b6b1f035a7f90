"""Scopes that a reporting verb opens: "X said that ...", "..., X said", '"...", said X', "..., adding that"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.scopes import Scope, ScopeEnds
from analytics.extraction.speakers import AUTHOR, OTHER, UNATTRIBUTED, Speaker, Speakers
from analytics.extraction.tails import Tails, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Match
    from analytics.extraction.cues import Cues
    from analytics.extraction.syntax import Syntax

__all__ = ["VerbScopes"]

_INVERTED = 4  # words behind "said X": "on Tuesday", "to reporters"
_NAMELESS = 5  # words of "army chief", "the city 's mayor"
_PEOPLE = 10  # the same before a verb that only people are the subject of: "soldiers of the 3rd and the 5th brigade"
_QUOTED = 12  # tokens between "quoted" and "as saying", or "contrary to what" and its verb: who speaks, the titles
_NO_SPEAKER = frozenset({"adjective"})


class VerbScopes:
    """The scopes of one sentence's reporting verbs."""

    def __init__(self, syntax: Syntax, cues: Cues, speakers: Speakers, ends: ScopeEnds) -> None:
        """Keep the sentence and what is known of its speakers."""
        self.s = syntax
        self.cues = cues
        self.words = cues.words
        self.speakers = speakers
        self.ends = ends
        self.tails = Tails(syntax, cues.words)
        self._last: Speaker | None = None

    def find(self) -> Iterator[Scope]:
        """Yield the scope of each reporting verb that has a speaker, in order."""
        taken = 0
        for match in self.cues.report.find(self.s.low):
            goes_on = match.entry.get("closing") and not self.tails.ends_at(match.end)
            if match.start < taken or goes_on or not (self.s.is_verb(match.start) or self._closes(match)):
                continue
            scope = self._scope(match)
            if scope is not None:
                taken = match.end
                yield scope

    def _closes(self, match: Match) -> bool:
        """Whether a word that elsewhere may be a noun closes a sentence: "..., footage shows", "..., X estimates"."""
        actor = self.s.actor_at[match.start - 1] if match.start and match.form == "third" else None
        told = actor is not None and actor.last == match.start and self.tails.parted(actor.first)
        return self.tails.ends_at(match.end) and (told or self.speakers.has_picture_before(match.start))

    def _scope(self, match: Match) -> Scope | None:
        cue = (match.start, match.end)
        told = match.form == "ing" or self.s.low[match.start] in self.s.grammar.telling
        inverted = None if told else self._inverted(match.end)
        if inverted is not None:
            (claimant, text), stop = inverted
            start, end = self._before(match.start - 1, stop)
            return Scope(start, end, claimant, text, "attributed", "none", cue)
        picture = self.speakers.picture_behind(match.end)
        if picture is not None:
            end, evidence = self.ends.complement(picture.end), str(picture.entry["evidence"])
            return Scope(picture.end, end, AUTHOR, "", "evidence", evidence, cue)
        speaker = None if match.entry.get("pictured") else self._speaker(match)
        if speaker is None:
            return None
        speaker = self.speakers.told_press(match.start, speaker)
        self._last = replace(speaker, evidence="none")
        if self._comments(match):
            return Scope(match.end, len(self.s.low), AUTHOR, "", "assessment", "none", cue)
        return self._told(match, speaker)

    def _told(self, match: Match, speaker: Speaker) -> Scope:
        """Lay what a speaker says before or behind the verb."""
        first = speaker.first
        tail, behind = self._is_tail(match, first), (match.end, self.ends.told(match.start, match.end))
        start, end = self._before(self.speakers.first_joined(first), match.end) if tail else behind
        if match.entry["voice"] == "denial" and not tail:
            end = self.ends.denied(start, end)
        voice, confirmed = self._voice(match, speaker), bool(match.entry.get("confirmed"))
        cue = (match.start, match.end)
        if confirmed and self.speakers.is_nobody(first):
            return Scope(start, end, AUTHOR, "", "contradicted", "none", cue)
        scope = Scope(start, end, speaker.claimant, speaker.text, voice, speaker.evidence, cue, confirmed)
        return self._joined(scope, first)

    def _voice(self, match: Match, speaker: Speaker) -> str:
        """Return the voice of a scope: the verb's own, unless who speaks or a "not" decides."""
        if speaker.claimant == AUTHOR and self.s.group(match.start).negated:
            return "contradicted"  # "we do not assess that", "the author has not confirmed that"
        if match.entry["voice"] == "denial":
            negated = self.s.group(match.start).negated  # "neither confirmed nor denied that"
            return "stance" if negated else "denial"  # "footage refutes claims that"
        if speaker.claimant == AUTHOR:
            return "assessment" if speaker.evidence == "none" else "evidence"
        voice = str(match.entry["voice"])
        if voice not in {"attributed", "evidence"}:
            return voice
        return "stance" if self.s.group(match.start).negated else "attributed"

    # ------------------------------------------------------------------ speakers

    def _speaker(self, match: Match) -> Speaker | None:
        """Return who speaks: with "X said A and added B" the speaker before, else the verb's subject."""
        group = self.s.group(match.start)
        start = group.start
        blamed = self.s.low[match.start] in self.s.grammar.blaming and self.s.word(match.end) in self.s.grammar.accusing
        if group.passive or blamed or self._set_aside(start):
            return None  # "officers were reported to have fled", "Mercia accused of shelling X": they did not speak
        if match.form == "ing" and self.s.word(start - 1) == "as":
            return self._quoted(match, start - 2)
        again = self._again(match, start)
        if again is not None:
            return again
        if match.form == "ing" and start == match.start and self.s.low[start] in self.words["comment"]:
            return self._of_participle(match)  # "... shelling X | indicating that": no forces speak
        known = self._nearer(self._known(match), self._nameless_tail(match, start))
        if match.form == "ing" and (known is None or self._is_mute(known)):
            return self._of_participle(match) or known
        return self.speakers.somebody(match, start) if known is None and match.entry.get("spoken") else known

    def _quoted(self, match: Match, at: int) -> Speaker | None:
        """Return whose words are quoted: "the agency quoted X as | saying", "X was quoted as | saying"."""
        near = (j for j in range(at, max(-1, at - _QUOTED), -1) if self.s.is_verb(j))
        verb = next((j for j in near if self.s.low[j] in self.words["quoting"]), None)
        if verb is None:
            return None
        group = self.s.group(verb)
        if group.passive:
            return self._nearer(self.speakers.of_verb(verb), self._nameless_tail(match, group.start))
        quotes = self.speakers.of_verb(verb)
        actor = next((a for j in range(verb + 1, at + 1) if (a := self.s.actor_at[j]) is not None), None)
        if actor is None:
            return quotes
        claimant, text = self.speakers.claimant_of(actor)
        if quotes is None:
            return Speaker(claimant, text, actor.first)
        return replace(quotes, claimant=claimant if actor.side else quotes.claimant, text=text)

    def _is_mute(self, known: Speaker) -> bool:
        """Whether forces are told of, and somebody else speaks: "denied that X's troops came, | saying"."""
        actor = self.s.actor_at[known.first]
        return self._last is not None and actor is not None and actor.form == "forces"

    def _nearer(self, known: Speaker | None, tail: Speaker | None) -> Speaker | None:
        """Return who closes the sentence in plain words, unless somebody whom a table knows stands behind."""
        if known is None or tail is None:
            return known or tail
        strange = known.claimant == OTHER and self.s.actor_at[known.first] is None
        return tail if known.first < tail.first or strange else known

    def _set_aside(self, start: int) -> bool:
        """Whether what somebody says is named only to hold against it: "contrary to what X claims, Y holds Z"."""
        whats = (j for j in range(start - 1, max(0, start - _QUOTED), -1) if self.s.low[j] == "what")
        return any(not self.words["contradicting"].isdisjoint(self.s.low[max(0, j - 2) : j]) for j in whats)

    def _again(self, match: Match, start: int) -> Speaker | None:
        """Return the sentence's speaker before, where it is said so: "and added", "another added", "he said"."""
        word, subject = self.s.word(start - 1), self.s.subject(match.start)
        if self._last is None or word in self.words["same-speaker"]:
            return self._last and replace(self._last, first=start)
        if word in self.words["another"]:
            return replace(self._last, text=word, first=start - 1)
        points = subject.kind == "pronoun"
        return replace(self._last, text=self.s.low[subject.at], first=subject.at) if points else None

    def _known(self, match: Match) -> Speaker | None:
        """Return the verb's subject as a speaker: forces show no more than they do, "these reports" what they mean."""
        start = self.s.group(match.start).start
        if self.speakers.is_apposed_assessor(start):
            return Speaker(AUTHOR, "", start - 1)
        known = self.speakers.of_verb(match.start)
        if known is None or known.claimant == AUTHOR:
            return known
        actor = self.s.actor_at[known.first]
        mute = match.entry["voice"] == "evidence" or match.entry.get("tallied")
        if mute and actor is not None and actor.form == "forces":
            return None
        concludes = self.s.low[match.start] in self.words["concluding"]
        pointed = self.s.word(known.first - 1) in self.s.grammar.demonstrative
        return Speaker(AUTHOR, "", known.first) if concludes and pointed and known.claimant == UNATTRIBUTED else known

    def _nameless_tail(self, match: Match, start: int) -> Speaker | None:
        """Return who closes a sentence in a few plain words: "..., army chief says"."""
        comma = next((j for j in range(start - 1, -1, -1) if self.s.low[j] == ","), -1)
        words = [j for j in range(comma + 1, start) if "-" not in self.s.low[j - 1 : j + 1]]  # "vice-governor" is one
        genitive = self.s.grammar.genitive
        most = _PEOPLE if match.entry.get("spoken") else _NAMELESS
        passed = [j for j in words if self.s.low[j] in genitive or self.tails.shortens(j)]
        plain = all((self.s.low[j].isalnum() or j in passed) and not self.s.is_verb(j) for j in words)
        if comma <= 0 or not 0 < len(words) <= most + 1 or not plain or not self.tails.ends_at(match.end):
            return None
        if self.s.low[comma + 1] in self.words["not-speaker"] | self.s.grammar.preposition | self.s.grammar.pronoun:
            return None
        return None if self.s.low[words[-1]] in self.words["told-thing"] else self.speakers.nameless(comma + 1, start)

    def _of_participle(self, match: Match) -> Speaker | None:
        """Return who speaks in ", adding that": the speaker before; in ", indicating that": the author."""
        if self.s.low[match.start] in self.words["comment"]:
            return Speaker(AUTHOR, "", match.start)
        if self._last is None or self.s.word(match.start - 1) != ",":
            return None
        return replace(self._last, first=match.start)

    def _comments(self, match: Match) -> bool:
        """Whether ", suggesting that" is the author's conclusion."""
        participle = match.form == "ing" and self.s.word(match.start - 1) == ","
        return participle and self.s.low[match.start] in self.words["comment"]

    def _inverted(self, at: int) -> tuple[tuple[str, str], int] | None:
        """Return who ", said X" names, and where that ends: an actor, or as the sentence's end a few plain words."""
        comma = at - 2
        if self.s.word(comma) not in self.words["before-inverted"]:
            return None
        while self.s.word(at) in self.s.grammar.determiner:
            at += 1
        bulletin = self.speakers.bulletins.behind(at)
        if bulletin is not None:
            return self.speakers.claimant_of(bulletin[0]), bulletin[1]
        name = self.tails.name_end(at)
        apposed = self.s.actor(name + 1) if name > at and self.s.word(name) == "," else None
        actor = apposed or self.s.actor(at)
        if actor is not None:
            closed = self.tails.ends_at(actor.last) or self.tails.closes_quote(comma)
            speaks = closed and not actor.possessive and actor.form not in _NO_SPEAKER
            return (self.speakers.claimant_of(actor), self.tails.apposition_end(actor.last)) if speaks else None
        words = spelled(self.s.low[at:])
        before = [self.s.tags(j) for j in range(at - 1) if self.s.is_verb(j)]
        told = not before or any("ing" not in tags for tags in before)  # "TASS, citing the army, | reported gains"
        plain = (
            told
            and 0 < len(words) <= _INVERTED
            and all(map(str.isalpha, words))
            and words[0] not in self.words["not-speaker"] | self.s.grammar.preposition
            and not any(map(self.s.is_verb, range(at, len(self.s.low))))
        )
        who = self.speakers.nameless(at, at + len(words)) if plain else None
        return ((who.claimant, who.text), at + len(words)) if who is not None else None

    def _joined(self, scope: Scope, first: int) -> Scope:
        """Add the speakers of other sides joined by "and", the one named first before the others."""
        if scope.voice == "attributed" and self.speakers.with_assessor(scope.cue[0]):
            return replace(scope, claimant=AUTHOR, text="", voice="assessment")
        others = tuple(self.speakers.partners(first, scope.claimant))
        if others and any(a.last < first and a.side == others[0][0] for a in self.s.actors):
            (claimant, text), others = others[0], ((scope.claimant, scope.text), *others[1:])
            return replace(scope, claimant=claimant, text=text, others=others)
        return replace(scope, others=others)

    # ------------------------------------------------------------------ tails

    def _is_tail(self, match: Match, first: int) -> bool:
        """Whether ", X said" closes the sentence or is thrown in between two commas; "as X said" likewise."""
        first = self.speakers.first_joined(first)
        led = self.tails.led_by(self.s.group(match.start).start)
        before = self.tails.before_speaker(first) if led is None else led
        if self.s.word(before) == "as":
            return self.tails.ends_at(match.end) and self.s.word(before - 1) in {",", ""}
        if self.tails.closes_quote(before):
            return self.s.word(match.end) != "that"
        return before > 0 and self.s.low[before] in self.words["before-tail"] and self.tails.ends_at(match.end)

    def _before(self, first: int, stop: int) -> tuple[int, int]:
        """Return what a speaker who is told at tokens ``[first, stop)`` says: what stands before, else what follows."""
        start, pause = self.ends.begun(first), self.tails.pause(stop)
        if pause is None:
            return start, first
        unfinished = self.s.word(pause) == "," and not any(map(self.s.is_verb, range(start, first)))
        joined = self.s.word(pause) == "," and self.s.word(pause + 1) in self.words["same-speaker"]
        goes_on = unfinished or self.s.word(pause) == ":" or (joined and not self.ends.closes(pause + 1))
        goes_on = goes_on or self._hangs_on(pause)
        return start, self.ends.complement(pause + 1) if goes_on else first

    def _hangs_on(self, comma: int) -> bool:
        """Whether what was told goes on behind its speaker: "X stormed Oakham, Y wrote, | shelling it"."""
        doing = self.s.after_adverbs(comma + 1)
        participle = doing < len(self.s.low) and "ing" in self.s.tags(doing) and self.s.is_verb(doing)
        return self.s.word(comma) == "," and participle and self.s.low[doing] not in self.words["comment"]
