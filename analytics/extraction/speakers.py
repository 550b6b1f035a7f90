"""Who a statement is handed to: the subject of a reporting verb, whoever follows "according to", whose claim it is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.extraction.bulletins import Bulletins
from analytics.extraction.cues import longest
from analytics.extraction.strangers import AUTHOR, OTHER, UNATTRIBUTED, Speaker, Strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Match
    from analytics.extraction.cues import Cues
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Subject, Syntax

__all__ = ["AUTHOR", "OTHER", "UNATTRIBUTED", "Speaker", "Speakers"]

_NAMELESS = 14  # tokens between "sources", "we" and their verb: dates, appositions
_NAMED = 28  # the same for an actor or a picture: phrases in commas besides
_PUBLISHED = 5  # tokens of "published on July 9" between a picture and its verb
_PICTURED = 2  # tokens between "according to" and a picture: "according to newly published"
_SOURCE = 8  # tokens between "according to" and who it is: "the deputy head of"
_OBJECT = 4  # tokens between a verb and the picture that is its object
_SHOWN = 4  # tokens shown of a source that nobody knows
_OWNED = 3  # tokens between an owner's genitive and what it owns: "its own latest | statement"
_OWNER = 4  # tokens between an owner and the noun: "Mercian" in "Mercian unconfirmed daily milblogger reports"
_NO_SPEAKER = frozenset({"adjective", "forces"})
_TOLD_BEFORE = frozenset({"media", "official"})


class Speakers(Strangers):
    """The speakers of one sentence.

    Args:
        syntax: The sentence.
        cues: The codebook's cues.
        previous: Claimant and words of the paragraph's last speaker, for "they also claimed"; null for none.
    """

    def __init__(self, syntax: Syntax, cues: Cues, previous: tuple[str, str] | None) -> None:
        """Find the sentence's pictures and nameless sources."""
        super().__init__(syntax, cues.words, previous, cues.seats)
        self.pictures = longest(cues.evidence.find(syntax.low))
        self._nameless = longest(cues.anonymous.find(syntax.low))
        self.bulletins = Bulletins(syntax, cues.words)
        self._telling = [m.start for m in cues.noun.find(syntax.low)]

    def claimant_of(self, actor: Actor) -> tuple[str, str]:
        """Return the claimant that an actor is, and its words."""
        text = self.s.sentence.phrase(actor.first, actor.last)
        if self._assessor(text)[0] == AUTHOR:
            return AUTHOR, ""
        side = actor.side or (None if actor.name else self._office_side(actor))
        if side or actor.name:
            return side or OTHER, text
        pointed = self.s.word(actor.first - 1) in self.words["told-before"]
        if self.previous is not None and pointed and actor.form in _TOLD_BEFORE:
            return self.previous[0], text
        anyone = not self.s.grammar.article.isdisjoint(self.s.low[max(0, actor.first - 2) : actor.first])
        anyone = anyone or self.s.word(actor.first - 2) == "-" or self._is_housed(actor.last)
        if self.s.low[actor.last - 1] in self.words["own"]:
            beside = {self.s.word(actor.first - 1), text.lower()} & self.words["assessor"]
            ours = bool(beside) or self.s.word(actor.last) in self.words["housed"]
            return (OTHER, text) if anyone else (AUTHOR, "") if ours else (UNATTRIBUTED, text)
        press = self.s.low[actor.last - 1] in self.words["press"]
        return (UNATTRIBUTED if actor.form == "media" and not press else OTHER), text

    def _assessor(self, text: str) -> tuple[str, str]:
        """Return whoever nobody knows, or the author for those whose assessments count as the report's own."""
        own = text.lower().removeprefix("the ") in self.words["assessor"]
        return (AUTHOR, "") if own else (OTHER, text)

    # ------------------------------------------------------------------ verbs

    def of_verb(self, verb: int) -> Speaker | None:
        """Return the subject of a reporting verb as a speaker; null if it cannot speak ("Mercian attacks showed")."""
        start, subject = self.s.group(verb).start, self.s.subject(verb)
        actor = subject.actor if subject.at >= start - _NAMED else None
        picture = self._picture_before(start)
        if picture is not None and actor is not None and self.s.low[picture.end : actor.first] == ("and",):
            return self._read_from(picture)  # "footage and X's posts show"
        apposed = actor is not None and (picture is None or picture.start < subject.at or subject.kind == "relative")
        if picture is not None and not apposed:
            return self._read_from(picture)
        paper = self._same_bulletin(start)
        if paper is not None and actor is not None and '"' in self.s.low[actor.last : paper.first]:
            return paper  # "... of Kent," the statement | said
        named = self.named_before(start)
        if actor is not None and named is not None and actor.last <= named.first:
            return named
        if actor is None:
            issuer = self.bulletins.before(start)
            told = self._pronoun(subject, start) if issuer is None else self._as_named(issuer)
            told = told or self._same_bulletin(start)
            return told or self._sided(start) or self.named_before(start)
        return self._sided(start) if actor.form == "adjective" else self._as_named(actor)

    def _sided(self, start: int) -> Speaker | None:
        """Return nameless sources by the sides said of them: "sources on both the Kentish and the Mercian side"."""
        known = self._nameless_before(start)
        if known is None or known.claimant != UNATTRIBUTED or any(map(self.s.is_verb, range(known.first, start))):
            return known
        side = next((a for a in self.s.actors if known.first < a.first < start and a.side), None)
        return (
            known
            if side is None
            else Speaker(side.side or OTHER, self.s.sentence.phrase(known.first, start), side.first)
        )

    def partners(self, first: int, claimant: str) -> Iterator[tuple[str, str]]:
        """Yield the further claimants that are joined to the one at a token: "Kentish and Mercian sources"."""
        for left, right in pairwise(self.s.actors):
            partner = {left.first: right, right.first: left}.get(first)
            between = self.s.low[left.last : right.first]
            joined = bool(between) and self._joins(between)
            known = joined and partner is not None and (partner.side or (partner.name and partner.form != "adjective"))
            if known and partner is not None and (partner.side or OTHER) != claimant:
                yield self.claimant_of(partner)

    def is_nobody(self, first: int) -> bool:
        """Whether a speaker is nobody: "neither Kent nor | Mercia confirmed that".

        Args:
            first: First token of who speaks.
        """
        first -= self.s.word(first - 1) in self.s.grammar.determiner - self.s.grammar.negation
        return self.s.word(first - 1) in self.s.grammar.negation

    def _as_named(self, actor: Actor) -> Speaker:
        """Return an actor as a speaker; "X, the governor" is X, "Mercian officials and bloggers" are Mercian."""
        before = actor
        if not (actor.side or actor.name):
            at = actor.first - 1
            while at > 0 and self.s.low[at] in self.s.grammar.determiner:
                at -= 1
            joined = at > 0 and self.s.low[at] in {",", *self.s.grammar.joiner}
            left = self.s.actor_at[at - 1] if joined else None
            before = left if left is not None and left.form in _TOLD_BEFORE else self._owner_of(actor) or actor
        return Speaker(*self.claimant_of(before), before.first)

    def has_picture_before(self, at: int) -> bool:
        """Whether a picture stands before a token: "footage | shows", "footage published on July 9 | shows"."""
        near = (m for m in self.pictures if m.end <= at <= m.end + _PUBLISHED)
        return any(
            "," not in self.s.low[m.end : at] and not any(map(self.s.is_verb, range(m.end + 1, at))) for m in near
        )

    def _picture_before(self, start: int) -> Match | None:
        """Return the last picture before a verb group that is no adjunct: not "in a video, X said"."""
        near = (m for m in reversed(self.pictures) if start - _NAMED <= m.start and m.end <= start)
        return next((m for m in near if self.s.word(m.start - 1) == "as" or not self.s.hangs(m.start)), None)

    def picture_behind(self, at: int) -> Match | None:
        """Return the picture that is a verb's object, and of something: "posted | grainy footage of X advancing"."""
        near = (m for m in self.pictures if at <= m.start < at + _OBJECT and self.s.word(m.end) == "of")
        found = next(near, None)
        plain = found is not None and all(word.isalpha() for word in self.s.low[at : found.start])
        return found if plain and not any(map(self.s.is_verb, range(at, found.start if found else at))) else None

    def _read_from(self, picture: Match) -> Speaker:
        return Speaker(AUTHOR, "", picture.start, str(picture.entry["evidence"]))

    def _nameless_before(self, start: int) -> Speaker | None:
        """Return "we", "ISW" or "sources" before a verb group."""
        for i in range(start - 1, max(-1, start - _NAMELESS), -1):
            if self.s.low[i] in self.s.grammar.first_person:
                return Speaker(AUTHOR, "", i)
            match = next((m for m in self._nameless if m.start <= i < m.end), None)
            if match is not None and not self.s.hangs(i):
                side = self._side_before(match.start)
                text = self.s.sentence.phrase(match.start - bool(side), match.end)
                return Speaker(side or UNATTRIBUTED, text, match.start - bool(side))
        return None

    def _side_before(self, at: int) -> str | None:
        """Return the side of "Mercian" in "Mercian sources"."""
        actor = self.s.actor(at - 1)
        return actor.side if actor is not None else None

    def _pronoun(self, subject: Subject, start: int) -> Speaker | None:
        """Return whom "they" stands for: the paragraph's last speaker, else the sentence's first that can speak."""
        if subject.kind != "pronoun":
            return None
        text = self.s.low[subject.at]
        if self.previous is not None:
            return Speaker(self.previous[0], text, subject.at)
        before = (a for a in self.s.actors if a.last <= start and a.form not in _NO_SPEAKER)
        actor = next(before, None)
        claimant, text = (UNATTRIBUTED, text) if actor is None else self.claimant_of(actor)
        return Speaker(claimant, text, subject.at)

    # ------------------------------------------------------------------ sources

    def behind(self, at: int) -> tuple[Speaker, int] | None:
        """Return who follows "according to", and one past its last token; null for no source ("to plan")."""
        picture = next((m for m in self.pictures if at <= m.start <= at + _PICTURED), None)
        if picture is not None:
            return self._read_from(picture), picture.end
        if self._is_no_voice(at):
            return None
        if self.previous is not None and self.words["same"] & {*self.s.low[at : at + 2]}:
            end = self._plain_end(at)
            return Speaker(self.previous[0], self.s.sentence.phrase(at, end), at), end
        for i in range(at, min(len(self.s.low), at + _SOURCE)):
            source = self._source_at(i) or self._apposed(at, i)
            if source is not None:
                return source
            if self.s.low[i] in self.words["pause"] - {"."}:
                break
        if (actor := self.s.actor(at)) is not None and actor.form == "adjective":
            return None  # "citing Kentish shelling"
        end = self._plain_end(at)
        text = self.s.sentence.phrase(at, end)
        side = next((a.side for j in range(at, end) if (a := self.s.actor_at[j]) is not None), None)
        who = (side, text) if side else self._assessor(text)  # "the head of a Kentish think tank"
        unknown = Speaker(*who, at)
        reason = not self.words["reason"].isdisjoint(text.lower().split())
        names_none = at >= len(self.s.low) or reason or self.s.low[at] in self.words["no-source"]
        return None if names_none else (unknown, at + 1)

    def _plain_end(self, at: int) -> int:
        """Return where the plain words of a source that nobody knows end: at a mark, or after a few."""
        ends = (j for j in range(at, min(len(self.s.low), at + _SOURCE + 1)) if not self.s.low[j].isalnum())
        return next(ends, min(len(self.s.low), at + _SHOWN))

    def _apposed(self, at: int, comma: int) -> tuple[Speaker, int] | None:
        """Return who a name that nobody knows is: "according to Edwin Hale, | the mayor, ..."."""
        first = comma + 1 + (self.s.word(comma + 1) in self.s.grammar.determiner)
        actor = self.s.actor(first)
        named = all(token.is_capitalised for token in self.s.sentence.tokens[at:comma])
        closed = actor is not None and actor.form in _TOLD_BEFORE and self.s.word(actor.last) == ","
        if actor is None or not (named and closed and self.s.low[comma] == ","):
            return None
        return Speaker(*self.claimant_of(actor), at), actor.last

    def _is_no_voice(self, at: int) -> bool:
        """Whether a state's affair follows, not its word: "citing | X's invasion", not "citing X's statement"."""
        actor = self.s.actor(at)
        if actor is None or not actor.possessive or actor.form != "state":
            return False
        return not any(actor.last <= i <= actor.last + _OWNED for i in self._telling)

    def _source_at(self, i: int) -> tuple[Speaker, int] | None:
        actor = self.s.actor_at[i]
        if actor is not None and actor.form != "adjective":
            return Speaker(*self.claimant_of(actor), i), actor.last
        if self.s.low[i] in self.s.grammar.first_person:
            return Speaker(AUTHOR, "", i), i + 1
        if self.previous is not None and self.s.low[i] in self.words["him"]:
            return Speaker(self.previous[0], self.s.low[i], i), i + 1
        match = next((m for m in self._nameless if m.start == i), None)
        if match is None:
            return None
        return Speaker(self._side_before(i) or UNATTRIBUTED, self.s.sentence.phrase(i, match.end), i), match.end

    # ------------------------------------------------------------------ nouns

    def owner(self, noun: int, behind: int) -> tuple[str, str] | None:
        """Return whose a noun is: "Mercian claims", "a claim by X", "ISW's assessment", "X repeated claims".

        Args:
            noun: Its first token.
            behind: One past its last.
        """
        g = self.s.grammar
        of = self.s.actor(behind + 1) or self.s.actor(behind + 2)
        if of is not None and self.s.word(behind) in self.words["coming-from"] and self._can_own(of):
            return self.claimant_of(of)
        for i in range(noun - 1, max(-1, noun - 1 - _OWNER), -1):
            actor, word = self.s.actor_at[i], self.s.low[i]
            if actor is not None:
                text = self.s.sentence.phrase(actor.first, actor.last)
                return (actor.side or OTHER, text) if actor.side or actor.name else None
            if word in g.first_person:
                return AUTHOR, ""
            if word not in g.auxiliary and self.s.is_verb(i):
                anybodys = self.s.word(noun - 1) in self.words["anybodys"]
                return None if anybodys else self._subject_as_owner(i)
            if word in g.preposition:
                told = self.s.word(i + 1) in self.words["own-words"] and self.s.is_verb(i - 1)
                speaker = self.of_verb(i - 1) if told else None  # "X noted in its | report that"
                return (speaker.claimant, speaker.text) if speaker is not None else None
        return None

    def _can_own(self, actor: Actor) -> bool:
        """Whether an actor may say something: a nation only with its sources, "word from | Mercian sources"."""
        return actor.form != "adjective" or any(actor.last <= m.start <= actor.last + _OWNER for m in self._nameless)

    def _subject_as_owner(self, verb: int) -> tuple[str, str] | None:
        actor = self.s.subject(verb).actor
        return None if actor is None or actor.form == "adjective" else self.claimant_of(actor)
