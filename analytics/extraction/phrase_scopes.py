"""Scopes that no verb opens: "Mercian claims that", "according to X", "reportedly", a headline's "X:"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.scopes import Scope, ScopeEnds
from analytics.extraction.speakers import AUTHOR, UNATTRIBUTED, Speaker, Speakers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Match
    from analytics.extraction.cues import Cues
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["PhraseScopes"]

_OWNED = 3  # tokens between an owner's genitive and what it owns: "its own latest | statement"
_PARTED = 6  # tokens from what holds against a noun to it: "despite the many claims"
_NAMED = 9  # tokens from a noun to its "that": "reports from Kentish as well as Mercian sources that"
_COLON = 8  # tokens before which a headline's colon stands
_TITLE = 20  # the same behind a name that begins it: "Edwin Hale, the head of the Oakham council:"
_UNTOLD = 5  # tokens of "not conduct or attempt any" before "reported attacks"
_DENIED = 3  # tokens of "not yet been" before "confirmed by"
_PAIR = 2  # marks of one quotation
_BEHIND = 2  # tokens between a colon and who says what stands before it, and behind that: ": the mayor."
_HEADED = frozenset({"official", "media", "body", "state"})  # forms of actors that a headline lets speak


class PhraseScopes:
    """The scopes of one sentence's nouns and fixed phrases."""

    def __init__(self, syntax: Syntax, cues: Cues, speakers: Speakers, ends: ScopeEnds) -> None:
        """Keep the sentence and what is known of its speakers."""
        self.s = syntax
        self.low = syntax.low
        self.cues = cues
        self.speakers = speakers
        self.ends = ends

    def find(self) -> Iterator[Scope]:
        """Yield every such scope."""
        yield from self._of_nouns()
        yield from self._of_sources()
        yield from self._of_accounts()
        yield from self._of_hearsay()
        yield from self._of_pictures()
        yield from self._of_adjectives()
        yield from self._of_colon()
        yield from self._of_dash()
        yield from self._of_quotation()

    # ------------------------------------------------------------------ nouns

    def _of_nouns(self) -> Iterator[Scope]:
        for match in self.cues.noun.find(self.low):
            opened = self._opened(self._behind_owner(match.end))
            link = self.s.word(opened)
            about = link in self.cues.words["about"] and not match.entry.get("stated")
            verbal = self.s.is_verb(match.start) or self._ends_verb(match)
            if verbal or not (about or link == "that"):
                continue
            claimant, text = self.speakers.owner(match.start, match.end) or self._nobody(match)
            voice = "assessment" if claimant == AUTHOR else str(match.entry["voice"])
            if claimant != AUTHOR and self._contradicted(match.start):
                voice = "contradicted"
            end = self.ends.phrase(match.end) if about else self.ends.complement(opened)
            by = self.s.actor(match.end + 1) or self.s.actor(match.end + 2)
            others = tuple(self.speakers.partners(by.first, claimant)) if by is not None and link == "that" else ()
            yield Scope(opened, end, claimant, text, voice, "none", (match.start, match.end), others=others)

    def _ends_verb(self, noun: Match) -> bool:
        """Whether a noun only ends a verb of saying, whose subject speaks: "put out | word that"."""
        return any(m.start < noun.start < m.end for m in self.cues.report.find(self.low) if self.s.is_verb(m.start))

    def _behind_owner(self, at: int) -> int:
        """Return the "to" behind "claims by X | to have taken Y", else the token itself."""
        by = self.s.actor(at + 1) or self.s.actor(at + 2)
        named = by is not None and self.s.word(at) in self.cues.words["coming-from"] and by.form != "adjective"
        return by.last if named and by is not None and self.s.word(by.last) == "to" else at

    def _contradicted(self, noun: int) -> bool:
        """Whether the report holds against a statement: "despite Mercian claims that"."""
        near = range(noun - 1, max(-1, noun - 1 - _PARTED), -1)
        stop = next((j for j in near if self.s.is_verb(j) or self.low[j] in self.cues.words["noun-end"]), -1)
        if self.cues.words["contradicting"] & {*self.low[max(stop, noun - 1 - _PARTED, 0) : noun]}:
            return True
        unseen = (m.end for m in self.cues.cue.find(self.low) if m.entry["role"] == "doubt" and m.end <= noun)
        return self.low[noun - 1] == "of" and any(noun - end <= _PARTED for end in unseen)  # "no evidence of claims"

    def _nobody(self, match: Match) -> tuple[str, str]:
        """Return who stands behind a noun without an owner: nobody known behind a claim, the author behind a sign."""
        if match.entry["voice"] == "attributed":
            return UNATTRIBUTED, self.s.sentence.phrase(match.start, match.end)
        return AUTHOR, ""

    def _opened(self, at: int) -> int:
        """Return the "that" of "reports the other day that", else the token itself."""
        for i in range(at, min(len(self.low), at + _NAMED)):
            if self.low[i] == "that":
                return i
            if self.low[i] in self.cues.words["noun-end"]:
                break
            equates = self.low[i] in self.cues.words["equating"] and self.s.word(i + 1) == "that"
            if self.s.is_verb(i) and not equates and self.low[i] not in self.cues.words["surfacing"]:
                break
        return at

    # ------------------------------------------------------------------ sources, hearsay, headlines

    def _of_sources(self) -> Iterator[Scope]:
        """Lay "According to X, ..." over what follows, "... according to X" over what stands before."""
        for match in self.cues.according.find(self.low):
            if not self.s.grammar.negation.isdisjoint(self.low[max(0, match.start - _DENIED) : match.start]):
                continue  # "not confirmed by X"
            source = self.speakers.behind(match.end)
            beside = match.entry.get("free") and self.s.hangs(match.start)  # "on the basis of reports from X"
            if source is None or beside:
                continue
            speaker, behind = source
            openers = self.s.grammar.joiner | self.s.grammar.relativizer | self.s.grammar.subordinator
            inserted = self.s.word(match.start - 1) == "," and self.s.word(match.start - 2) in openers
            ahead = not match.start or inserted  # "and, according to X, seized Y"
            start, opened = (behind, behind) if ahead else (self.ends.begun(match.start), match.start)
            again = not ahead and self.s.word(match.end) in self.cues.words["him"]  # "..., according to him, but"
            end, cue = len(self.low) if again else self.ends.complement(opened), (match.start, match.end)
            others = tuple(self.speakers.partners(speaker.first, speaker.claimant))
            voice = self._voice(speaker)
            yield Scope(start, end, speaker.claimant, speaker.text, voice, speaker.evidence, cue, others=others)

    def _of_accounts(self) -> Iterator[Scope]:
        """Lay "By X's own account, ..." over what follows, "..., by X's own account" over what stands before."""
        for at in range(len(self.low) - 1):
            ahead = not at or (self.low[at - 1] == "," and self.s.word(at - 2) in self.s.grammar.joiner)
            if self.low[at] not in self.cues.words["by-account"] or not (ahead or self.low[at - 1] == ","):
                continue
            account = self._account_at(at + 1)
            if account is None or self.s.word(account[1]) not in self.cues.words["pause"]:
                continue
            (claimant, text), behind = account
            voice = "assessment" if claimant == AUTHOR else "attributed"
            start, end = (behind, self.ends.complement(behind)) if ahead else (self.ends.begun(at), at)
            yield Scope(start, end, claimant, text, voice, "none", (at, behind))

    def _account_at(self, at: int) -> tuple[tuple[str, str], int] | None:
        """Return whose words an account holds, and one past them: "by | X's own account", "in | its telling"."""
        owner = self.s.actor(at + (self.s.word(at) in self.s.grammar.determiner))
        nouns = self.cues.words["account"] | self.cues.words["bulletin"]
        whole = owner is not None and self.low[owner.last - 1] in nouns  # "X's own account"
        first = (owner.last - whole) if owner is not None else at + 1
        near = range(first, min(len(self.low), first + _OWNED))
        noun = next((j for j in near if self.low[j] in nouns), None)
        if noun is None or not all(
            self.low[j].isalpha() or self.low[j] in self.s.grammar.genitive for j in near if j < noun
        ):
            return None
        if owner is not None:
            known = whole or owner.possessive or owner.form == "adjective"
            return (self.speakers.claimant_of(owner), noun + 1) if known and (owner.side or owner.name) else None
        again = self.cues.words["own-words"] | self.cues.words["told-before"]
        told = self.speakers.previous if self.s.word(at) in again else None
        return ((told[0], self.s.sentence.phrase(at, noun + 1)), noun + 1) if told is not None else None

    def _voice(self, speaker: Speaker) -> str:
        if speaker.evidence != "none":
            return "evidence"
        return "assessment" if speaker.claimant == AUTHOR else "attributed"

    def _of_hearsay(self) -> Iterator[Scope]:
        for match in self.cues.hearsay.find(self.low):
            start, end = self.s.clause_start(match.start), self._trailing(self.s.clause_end(match.end - 1))
            while self.s.verb_at(match.end) and self.s.goes_on(end):
                end = self._trailing(self.s.clause_end(end))
            if self.low[match.end - 1] == "that" or self.s.word(match.end) == "that":
                end = self.ends.complement(match.end)  # "it is said that X took A | and that Y fled"
            text = self.s.sentence.phrase(match.start, match.end)
            yield Scope(start, end, UNATTRIBUTED, text, "attributed", "none", (match.start, match.end))

    def _of_pictures(self) -> Iterator[Scope]:
        """Yield the scope of "footage in which X leaves Y"; what nobody has seen is doubted."""
        for match in self.speakers.pictures:
            shown = match.end + 1
            if self.s.word(match.end) not in self.cues.words["pictured-in"] or self.s.word(shown) != "which":
                continue
            near = range(match.start - 1, max(-1, match.start - _PARTED), -1)
            verb = next((j for j in near if self.s.is_verb(j)), -1)
            voice = "contradicted" if verb >= 0 and self.s.group(verb).negated else "evidence"
            end, evidence = self.ends.complement(shown + 1), str(match.entry["evidence"])
            yield Scope(shown + 1, end, AUTHOR, "", voice, evidence, (match.start, match.end))

    def _of_adjectives(self) -> Iterator[Scope]:
        """Yield the scope of "the reported crossing at X": the noun that is only reported, with what hangs on it."""
        told = self.cues.reported
        for i in range(1, len(self.low) - 1):
            if self.low[i - 1] not in self.s.grammar.determiner or not self.low[i + 1].isalpha():
                continue
            word = self.low[i]
            none = not self.s.grammar.negation.isdisjoint(self.low[max(0, i - _UNTOLD) : i])
            if word in told and not none and not self.s.is_verb(i + 1):  # "did not make any | reported attacks"
                end = self.ends.phrase(i + 1)
                yield Scope(
                    i + 1, end, UNATTRIBUTED, self.s.sentence.phrase(i, i + 1), "attributed", "none", (i, i + 1)
                )

    def _trailing(self, end: int) -> int:
        """Go over ", launching ...": a participle hangs on the clause before it."""
        while self.s.word(end) == "," and "ing" in self.s.tags(self.s.after_adverbs(end + 1)):
            end = self.s.clause_end(end + 1)
        return end

    def _of_colon(self) -> Iterator[Scope]:
        """Yield the scope of a headline's "X: what is said" or "what is said: X"."""
        if ":" not in self.low[1:]:
            return
        colon = self.low.index(":", 1)
        seat = self.cues.seats.get(self.low[0]) if colon == 1 else None
        if seat is not None and not self.s.grammar.first_person.isdisjoint(self.low):
            yield Scope(2, len(self.low), seat, self.s.sentence.phrase(0, 1), "attributed", "none", (0, 2))
        said = next((a for a in self.s.actors if a.first > colon and a.form in _HEADED), None)
        if said is not None and said.first - colon <= _BEHIND and len(self.low) - said.last <= _BEHIND:
            claimant, text = self.speakers.claimant_of(said)
            yield Scope(0, colon, claimant, text, "attributed", "none", (colon, said.last))
        speaker = next((a for a in self.s.actors if a.last <= colon and a.form in _HEADED), None)
        opens = speaker is not None and colon < _TITLE and self._opens_with_name(speaker.first)
        points = colon < _TITLE and not self.cues.words["bulletin"].isdisjoint(self.low[:colon])
        if colon >= _COLON and not (opens or points):
            return
        plain = points or not any(map(self.s.is_verb, range(colon)))  # "Points of the briefing given by X:"
        if speaker is not None and plain and self._closes(speaker.last) and not self._is_scene(speaker):
            claimant, text = self.speakers.claimant_of(speaker)
            yield Scope(colon + 1, len(self.low), claimant, text, "attributed", "none", (speaker.first, colon))

    def _is_scene(self, actor: Actor) -> bool:
        """Whether a headline only tells by a state where something is: "War in Kent: ...", not "Statement by Kent:"."""
        before = actor.first - 1 - (self.s.word(actor.first - 1) in self.s.grammar.determiner)
        return actor.form == "state" and self.s.word(before) in self.s.grammar.preposition - self.s.grammar.governed_by

    def _of_dash(self) -> Iterator[Scope]:
        """Yield the scope of a headline's "what is said - X"."""
        said = self.s.actors[-1] if self.s.actors else None
        if said is None or said.form not in _HEADED or said.possessive or len(self.low) - said.last >= _BEHIND:
            return
        dash = said.first - 1 - (self.s.word(said.first - 1) in self.s.grammar.determiner)
        tokens = self.s.sentence.tokens
        if dash > 1 and self.low[dash] in self.cues.words["dash"] and tokens[dash - 1].end < tokens[dash].start:
            claimant, text = self.speakers.claimant_of(said)
            yield Scope(0, dash, claimant, text, "attributed", "none", (dash, said.last))

    def _of_quotation(self) -> Iterator[Scope]:
        """Yield the scope of a sentence that is quoted, or begins or ends a quotation: its speaker spoke before."""
        words = self.low[:-1] if self.low[-1:] == (".",) else self.low
        marks = words.count('"')
        begins, ends = words[:1] == ('"',), words[-1:] == ('"',)
        whole = begins and ends and marks == _PAIR
        if self.speakers.previous is not None and (whole or (marks == 1 and (begins or ends))):
            yield Scope(0, len(self.low), *self.speakers.previous, "attributed", "none", (0, 1))

    def _opens_with_name(self, at: int) -> bool:
        """Whether nothing but a name stands before a token: "Edwin Hale, the | mayor of Oakham"."""
        g, tokens = self.s.grammar, self.s.sentence.tokens
        return all(self.low[j] in g.determiner or self.low[j] == "," or tokens[j].is_capitalised for j in range(at))

    def _closes(self, at: int) -> bool:
        """Whether a speaker ends right before the colon, or before "on July 9:"; not in "the Oakham axis:"."""
        mark = not self.low[at].isalpha() and self.low[at] != "/"
        return mark or self.low[at] in self.s.grammar.preposition
