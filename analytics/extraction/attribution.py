"""Who says it, and how far the report stands behind it.

A ConText-like engine (Chapman et al. 2013): cues open *scopes* over tokens, clause ends and contrasts close them. The
claimant is the subject of the reporting verb, never just the nearest actor (FINDINGS §1); the innermost scope counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.codebook import PhraseTable
from analytics.extraction.records import Cue, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Codebook, Match
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["Attribution", "Cues", "Scope", "cues_of"]

_AUTHOR = "author"
_NEAR = 14  # tokens between a speaker and its verb: dates, appositions


@dataclass(frozen=True, slots=True)
class Scope:
    """Tokens ``[start, end)`` that one source vouches for.

    Attributes:
        start: First token covered.
        end: One past the last.
        claimant: author, a side's id, other, unattributed.
        text: The claimant's words; empty for the author.
        voice: attributed, evidence, assessment, denial.
        evidence: none, footage, geolocated, satellite.
        cue: Tokens of the word that opened it.
        confirmed: Whether the verb vouches for what follows.
        others: Further claimants and their words: "Ukrainian and Russian sources said".
    """

    start: int
    end: int
    claimant: str
    text: str
    voice: str
    evidence: str
    cue: tuple[int, int]
    confirmed: bool = False
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BackCue:
    """Words that doubt what was told before them: their first token, and the cue."""

    first: int
    cue: Cue


class Cues:
    """The codebook's reporting words and cues, indexed once."""

    def __init__(self, codebook: Codebook) -> None:
        """Index the tables of reporting.toml and cues.toml."""
        self.report = PhraseTable(codebook, codebook.table("report"))
        self.noun = PhraseTable(codebook, codebook.table("report_noun"))
        self.evidence = PhraseTable(codebook, codebook.table("evidence"))
        self.hearsay = PhraseTable(codebook, codebook.table("hearsay"))
        self.according = PhraseTable(codebook, codebook.table("according"))
        self.anonymous = PhraseTable(codebook, codebook.table("anonymous"))
        self.cue = PhraseTable(codebook, [row for row in codebook.table("cue") if row["reach"] != "back"])
        self.back = PhraseTable(codebook, [row for row in codebook.table("cue") if row["reach"] == "back"])
        self.contrast = frozenset(codebook.words("contrast", "contrast"))
        self.comment = frozenset(codebook.words("contrast", "comment"))
        self.own_nouns = frozenset(codebook.words("contrast", "own"))


@lru_cache(maxsize=8)
def cues_of(codebook: Codebook) -> Cues:
    """Return the codebook's cues, indexed once."""
    return Cues(codebook)


class Attribution:
    """The scopes of one sentence.

    Args:
        syntax: The sentence.
        cues: The codebook's cues.
        previous: The last speaker of the paragraph, for "they also claimed"; null for none.
    """

    def __init__(self, syntax: Syntax, cues: Cues, previous: tuple[str, str] | None = None) -> None:
        """Find every scope and cue of the sentence."""
        self.syntax = syntax
        self.cues = cues
        self.previous = previous
        low = syntax.low
        self._last: tuple[str, str] | None = None
        self.evidence = _longest(cues.evidence.find(low))
        self.anonymous = _longest(cues.anonymous.find(low))
        self.matches = _longest_each([m for m in cues.cue.find(low) if self._cue_stands(m)])
        self.scopes = sorted(self._find_scopes(), key=lambda s: (s.start, -s.end))
        self.back_cue = self._back_cue()

    # ------------------------------------------------------------------ speakers

    @property
    def last_speaker(self) -> tuple[str, str] | None:
        """The claimant and words of the last attributed scope, for the sentences that follow."""
        named = [
            s
            for s in self.scopes
            if s.voice in {"attributed", "denial"} and s.claimant not in {_AUTHOR, "unattributed"}
        ]
        return (named[-1].claimant, named[-1].text) if named else self.previous

    def _words(self, start: int, end: int) -> str:
        return self.syntax.sentence.phrase(start, end)

    def _claimant_of(self, actor: Actor) -> tuple[str, str]:
        text = self._words(actor.first, actor.last)
        if actor.side:
            return actor.side, text
        if actor.name:
            return "other", text
        if (
            self.previous
            and actor.form in {"media", "official"}
            and self.syntax.word(actor.first - 1) in {"the", "this", "that"}
        ):
            return self.previous[0], text
        if self.syntax.word(actor.last - 1) in self.cues.own_nouns:
            return _AUTHOR, ""
        return ("unattributed" if actor.form == "media" else "other"), text

    def _speaker(self, verb: int) -> tuple[str, str, str, int] | None:
        """Return (claimant, words, evidence, first token) of a reporting verb's subject."""
        s = self.syntax
        group = s.group(verb)
        if self._last is not None and s.word(group.start - 1) in {"and", "but"}:
            return (*self._last, "none", group.start)  # "X said A and added B"
        subject = s.subject(verb)
        low = group.start - _NEAR * 2
        pictured = [m for m in self.evidence if low <= m.start and m.end <= group.start and not s.hangs(m.start)]
        if subject.actor is not None and subject.at >= low:
            if pictured and pictured[-1].start >= subject.at and subject.kind != "relative":
                return _AUTHOR, "", str(pictured[-1].entry["evidence"]), pictured[-1].start
            if subject.actor.form == "adjective":
                return None
            return (*self._claimant_of(subject.actor), "none", subject.at)
        if pictured:
            return _AUTHOR, "", str(pictured[-1].entry["evidence"]), pictured[-1].start
        for i in range(group.start - 1, max(-1, group.start - _NEAR), -1):
            if s.word(i) in s.grammar.first_person:
                return _AUTHOR, "", "none", i
            if any(m.start <= i < m.end for m in self.anonymous) and not s.hangs(i):
                match = next(m for m in self.anonymous if m.start <= i < m.end)
                side = self._adjective_before(match.start)
                return (side or "unattributed"), self._words(match.start - bool(side), match.end), "none", match.start
        if subject.kind == "pronoun":
            if self.previous:
                return self.previous[0], s.word(subject.at), "none", subject.at
            actor = self._first_actor_before(group.start)
            return (
                (*self._claimant_of(actor), "none", subject.at)
                if actor
                else ("unattributed", s.word(subject.at), "none", subject.at)
            )
        if group.start and s.word(group.start - 1) == "'s":
            return None
        return None

    def _adjective_before(self, at: int) -> str | None:
        actor = self.syntax.actor_at[at - 1] if at else None
        return actor.side if actor else None

    def _first_actor_before(self, at: int) -> Actor | None:
        return next((a for a in self.syntax.actors if a.last <= at and a.form not in {"adjective", "forces"}), None)

    # ------------------------------------------------------------------ scopes

    def _find_scopes(self) -> Iterator[Scope]:
        yield from self._verb_scopes()
        yield from self._noun_scopes()
        yield from self._according_scopes()
        yield from self._hearsay_scopes()
        yield from self._colon_scopes()

    def _verb_scopes(self) -> Iterator[Scope]:
        s = self.syntax
        taken = -1
        for match in self.cues.report.find(s.low):
            if match.start < taken or not s.is_verb(match.start):
                continue
            entry = self._entry(match)
            inverted = self._inverted_speaker(match.end)
            speaker = None if inverted is not None else self._speaker(match.start)
            if speaker is None and inverted is None and match.form not in {"ing"}:
                continue
            if speaker is None and inverted is None:
                speaker = self._participle_speaker(match)
                if speaker is None:
                    continue
            taken = match.end
            yield from self._scope_of(match, entry, speaker, inverted)

    def _entry(self, match: Match) -> Match:
        return match

    def _participle_speaker(self, match: Match) -> tuple[str, str, str, int] | None:
        """Speaker of ", adding that": the subject of the sentence; of ", indicating that": the author."""
        if self.syntax.low[match.start] in self.cues.comment:
            return _AUTHOR, "", "none", match.start
        if self.syntax.word(match.start - 1) == "," and self._last is not None:
            return (*self._last, "none", match.start)
        return None

    def _inverted_speaker(self, at: int) -> Actor | None:
        """The actor of ", said Zelensky" when nothing but the sentence's end follows."""
        s = self.syntax
        actor = s.actor_at[at] if at < len(s.low) else None
        if actor is None:
            return None
        rest = [w for w in s.low[actor.last :] if w[0].isalnum()]
        return actor if len(rest) <= 4 and s.word(at - 2) in {",", '"'} else None  # noqa: PLR2004  "on Tuesday", "to CNN"

    def _scope_of(
        self, match: Match, entry: Match, speaker: tuple[str, str, str, int] | None, inverted: Actor | None
    ) -> Iterator[Scope]:
        s = self.syntax
        group = s.group(match.start)
        cue = (match.start, match.end)
        if inverted is not None and speaker is None:
            claimant, text = self._claimant_of(inverted)
            yield Scope(0, match.start - 1, claimant, text, "attributed", "none", cue)
            return
        if speaker is None:
            return
        claimant, text, evidence, first = speaker
        self._last = (claimant, text)
        voice = str(entry.entry["voice"])
        if s.low[match.start] in self.cues.comment and match.form == "ing" and s.word(match.start - 1) == ",":
            yield Scope(match.end, len(s.low), _AUTHOR, "", "assessment", "none", cue)
            return
        if claimant == _AUTHOR:
            voice = "evidence" if evidence != "none" else "assessment"
        elif voice == "evidence":
            voice = "attributed"
        if group.negated and voice == "attributed":
            voice = "stance"
        confirmed = bool(entry.entry.get("confirmed"))
        if self._is_tail(match, first):
            before = self._tail_start(first)
            yield Scope(before, first, claimant, text, voice, evidence, cue, confirmed)
        else:
            others = self._joined_speakers(first, claimant)
            if others and s.actors and any(a.last < first and a.side == others[0][0] for a in s.actors):
                (claimant, text), others = others[0], ((claimant, text), *others[1:])
            yield Scope(
                match.end, self._complement_end(match.end), claimant, text, voice, evidence, cue, confirmed, others
            )

    def _joined_speakers(self, first: int, claimant: str) -> tuple[tuple[str, str], ...]:
        """Claimants of other sides joined to a speaker by "and"."""
        s = self.syntax
        out = []
        for k, actor in enumerate(s.actors):
            if actor.first != first:
                continue
            for near in (s.actors[k - 1] if k else None, s.actors[k + 1] if k + 1 < len(s.actors) else None):
                if near is None or not near.side or near.side == claimant:
                    continue
                gap = s.low[min(near.last, actor.last) : max(near.first, actor.first)]
                if gap == ("and",) or gap == ("both", "and"):
                    out.append(self._claimant_of(near))
        return tuple(out)

    def joined(self, first: int, last: int) -> tuple[tuple[str, str], ...]:
        """Return the further claimants of tokens ``[first, last)``."""
        scope = self.covering(first, last)
        return scope.others if scope is not None else ()

    def _is_tail(self, match: Match, first: int) -> bool:
        """Whether ", X said" closes the sentence or is thrown in between two commas."""
        s = self.syntax
        left = first - 1
        while left >= 0 and (
            s.word(left) in s.grammar.determiner
            or s.word(left) in {"a", "senior"}
            or (
                s.mention_at[left] is None
                and s.actor_at[left] is None
                and s.word(left).isalpha()
                and s.word(left) not in {"as", "that", "and"}
                and left > first - 6
            )
        ):  # noqa: E501
            left -= 1
        if s.word(left) == "as" and s.word(left - 1) in {",", ""} and s.word(match.end) in {",", ".", ""}:
            return True
        if s.word(left) not in {",", '"', "\u2014", "?", "!"} or left <= 0:
            return False
        rest = [w for w in s.low[match.end :]]
        words = [w for w in rest if w[0].isalnum()]
        return (
            not words
            or rest[0] in {".", ",", '"'}
            or (
                len(words) <= 5
                and rest[0] not in {"that"}
                and not any(s.is_verb(i) for i in range(match.end, len(s.low)))
            )
        )  # noqa: E501, PLR2004

    def _tail_start(self, first: int) -> int:
        return max((sc for sc in (i for i in range(first) if self.syntax.low[i] in {";"})), default=0)

    def _complement_end(self, start: int) -> int:
        """Where a reported clause ends: at a contrast with a subject of its own, a comment of the author, or the stop."""
        s = self.syntax
        for i in range(start + 1, len(s.low)):
            word = s.low[i]
            if word == ";":
                return i
            if word in self.cues.contrast and s.word(i - 1) in {",", "\u2014", "-"} and self._own_subject(i + 1):
                return i
            if word in self.cues.comment and s.word(i - 1) == ",":
                return i
            if word == "which" and s.word(i - 1) == "," and self._judges(i + 1):
                return i
        return len(s.low)

    def _own_subject(self, i: int) -> bool:
        s = self.syntax
        for j in range(i, min(len(s.low), i + 8)):
            if s.is_verb(j):
                return j > i
            if (
                s.actor_at[j] is not None
                or s.word(j) in s.grammar.pronoun
                or s.word(j) in s.grammar.first_person
                or s.word(j) in {"there", "the", "no", "this"}
            ):
                return True
        return False

    def _judges(self, i: int) -> bool:
        """Whether ", which ..." is the author's comment: a verb of judging or a hedge comes next."""
        return any(self.syntax.word(j) in self.cues.comment for j in range(i, i + 4))

    def _noun_scopes(self) -> Iterator[Scope]:
        s = self.syntax
        for match in self.cues.noun.find(s.low):
            if match.form != "noun" or s.is_verb(match.start):
                continue
            opened = self._that_behind(match.end)
            after = s.word(opened)
            voice = str(match.entry["voice"])
            if after not in {"that", "of", "about", "on", "to"}:
                continue
            owner = self._owner(match.start)
            if owner is None:
                claimant, text = (
                    ("unattributed", self._words(match.start, match.end)) if voice == "attributed" else (_AUTHOR, "")
                )
            else:
                claimant, text = owner
            if claimant == _AUTHOR:
                voice = "assessment"
            if after in {"of", "to", "about", "on"}:
                end = self._comma_or_clause_end(match.end)
            else:
                end = self._complement_end(opened)
            yield Scope(opened, end, claimant, text, voice, "none", (match.start, match.end))

    def _that_behind(self, at: int) -> int:
        """Return the "that" of "reports the other day that", else the token itself."""
        s = self.syntax
        for j in range(at, min(len(s.low), at + 6)):
            if s.low[j] == "that":
                return j
            if s.is_verb(j) or s.low[j] in {",", ";", "of"}:
                break
        return at

    def _comma_or_clause_end(self, start: int) -> int:
        s = self.syntax
        for i in range(start + 1, len(s.low)):
            if s.low[i] == "," or s.opens_clause(i):
                return i
        return len(s.low)

    def _owner(self, noun: int) -> tuple[str, str] | None:
        """Whose claim: "Russian claims", "the ministry's claim", "ISW's assessment"."""
        s = self.syntax
        for j in range(noun - 1, max(-1, noun - 5), -1):
            actor = s.actor_at[j]
            if actor is not None:
                return (
                    (actor.side or "other", self._words(actor.first, actor.last))
                    if (actor.side or actor.name)
                    else None
                )
            if s.word(j) in s.grammar.first_person:
                return _AUTHOR, ""
            if s.is_verb(j) and s.low[j] not in s.grammar.auxiliary:
                subject = s.subject(j).actor
                return self._claimant_of(subject) if subject is not None and subject.form != "adjective" else None
            if s.word(j) in s.grammar.preposition:
                return None
        return None

    def _according_scopes(self) -> Iterator[Scope]:
        s = self.syntax
        for match in self.cues.according.find(s.low):
            source = self._source_after(match.end)
            if source is None:
                continue
            claimant, text, evidence, end = source
            voice = "evidence" if evidence != "none" else "attributed"
            if claimant == _AUTHOR and evidence == "none":
                voice = "assessment"
            first = 0 if match.start else end
            last = self._complement_end(end) if match.start == 0 else len(s.low)
            cue = (match.start, match.end)
            yield Scope(
                first,
                last if match.start == 0 else self._until_break(match.start),
                claimant,
                text,
                voice,
                evidence,
                cue,
            )

    def _until_break(self, at: int) -> int:
        return self._complement_end(at)

    def _source_after(self, at: int) -> tuple[str, str, str, int] | None:
        s = self.syntax
        for m in self.evidence:
            if at <= m.start <= at + 2:
                return _AUTHOR, "", str(m.entry["evidence"]), m.end
        for j in range(at, min(len(s.low), at + 8)):
            actor = s.actor_at[j]
            if actor is not None and actor.form != "adjective":
                return (*self._claimant_of(actor), "none", actor.last)
            if s.word(j) in s.grammar.first_person:
                return _AUTHOR, "", "none", j + 1
            match = next((m for m in self.anonymous if m.start == j), None)
            if match is not None:
                return (self._adjective_before(j) or "unattributed"), self._words(j, match.end), "none", match.end
            if s.word(j) == ",":
                break
        return ("other", self._words(at, min(at + 4, len(s.low))), "none", at + 1) if at < len(s.low) else None

    def _hearsay_scopes(self) -> Iterator[Scope]:
        s = self.syntax
        for match in self.cues.hearsay.find(s.low):
            start = s.clause_start(match.start)
            end = s.clause_end(match.end - 1)
            yield Scope(
                max(start, 0),
                end,
                "unattributed",
                self._words(match.start, match.end),
                "attributed",
                "none",
                (match.start, match.end),
            )

    def _colon_scopes(self) -> Iterator[Scope]:
        """Yield the scope of a headline's "SPEAKER: what is said"."""
        s = self.syntax
        if ":" not in s.low[1:8]:
            return
        colon = s.low.index(":", 1)
        speakers = [a for a in s.actors if a.last <= colon and a.form in {"official", "media", "body", "state"}]
        if speakers and not any(s.is_verb(i) for i in range(colon)):
            claimant, text = self._claimant_of(speakers[0])
            yield Scope(colon + 1, len(s.low), claimant, text, "attributed", "none", (speakers[0].first, colon))

    # ------------------------------------------------------------------ stance

    def _cue_stands(self, match: Match) -> bool:
        s = self.syntax
        if match.form in {"base", "third", "past", "ed", "participle", "ing"}:
            return s.is_verb(match.start)
        word = s.low[match.start]
        if word == "may" and s.sentence.tokens[match.start].is_capitalised and match.start:
            return False
        return not (word == "can" and s.word(match.start - 1) in s.grammar.determiner)

    def _back_cue(self) -> BackCue | None:
        """Return the words of a sentence that doubt what was told before them ("cannot confirm this claim")."""
        found = self.cues.back.find(self.syntax.low)
        if not found:
            return None
        denial = next((m for m in found if m.entry["role"] == "denial"), None)
        match = denial or found[0]
        return BackCue(match.start, self._cue(match.start, match.end, str(match.entry["role"])))

    def covering(self, first: int, last: int) -> Scope | None:
        """Return the innermost scope that covers tokens ``[first, last)``."""
        inside = [sc for sc in self.scopes if sc.start <= first and last <= sc.end and sc.voice != "stance"]
        if not inside:
            return None
        named = [sc for sc in inside if sc.claimant != "unattributed"]
        best = max(inside, key=lambda sc: (sc.start, -sc.end))
        if best.claimant == "unattributed" and named and named[-1].voice == "attributed":
            return max(named, key=lambda sc: (sc.start, -sc.end))
        return best

    def _cue(self, start: int, end: int, role: str) -> Cue:
        tokens = self.syntax.sentence.tokens
        return Cue(self.syntax.sentence.phrase(start, end), tokens[start].start, tokens[end - 1].end, role)

    def roles(self, first: int, last: int, group_start: int, *, noun: bool) -> list[tuple[str, Match]]:
        """Return the cues that reach a trigger: (role, match), by their declared reach."""
        s = self.syntax
        out = []
        begin, end = s.clause_start(first), s.clause_end(max(first, last - 1))
        scope = self.covering(first, last)
        floor = scope.start if scope is not None and scope.start <= first else 0
        for m in self.matches:
            reach, role = str(m.entry["reach"]), str(m.entry["role"])
            if reach == "group":
                if group_start <= m.start < first:
                    out.append((role, m))
            elif reach == "noun":
                if (
                    m.end <= first
                    and m.start >= first - 5
                    and not any(s.word(k) in {",", ";", "and"} for k in range(m.end, first))
                ):
                    out.append((role, m))
            elif reach == "opening":
                if m.start == 0:
                    out.append((role, m))
            elif reach == "predicate":
                if (
                    noun
                    and last <= m.start < last + _NEAR
                    and not any(s.is_verb(k) and s.low[k] not in s.grammar.auxiliary for k in range(last, m.start))
                ):
                    out.append((role, m))
            elif role == "hedge":
                if begin <= m.start < first and not any(s.opens_clause(k) for k in range(m.end, first)):
                    out.append((role, m))
            elif (
                begin <= m.start < end
                and m.start >= floor
                or (role in {"doubt", "denial", "plan"} and self._opens_complement(m, first))
            ):
                out.append((role, m))
        return out

    def _opens_complement(self, m: Match, first: int) -> bool:
        """Whether a clause cue stands before the trigger with only its own complement between ("false claims that")."""
        s = self.syntax
        if m.end > first:
            return False
        opened = [k for k in range(m.end, first) if s.opens_clause(k) and s.low[k] != "that"]
        return not opened and first - m.end < 12  # noqa: PLR2004  a complement's head stands near

    def stance(
        self, first: int, last: int, *, group_start: int | None = None, negated: bool = False, noun: bool = False
    ) -> Stance:
        """Return how the report stands to the tokens ``[first, last)``.

        Args:
            first: First token of the trigger.
            last: One past its last token.
            group_start: First token of its verb group or noun phrase; `first` if not given.
            negated: Whether the trigger's own group is negated.
            noun: Whether the trigger is a noun, which the verb behind it is said of.
        """
        scope = self.covering(first, last)
        roles = self.roles(first, last, first if group_start is None else group_start, noun=noun)
        found = {role for role, _ in roles}
        cues = [self._cue(m.start, m.end, role) for role, m in roles]
        claimant, text, evidence = _AUTHOR, "", "none"
        credence = "stated"
        if scope is not None:
            cues.append(self._cue(*scope.cue, "attribution"))
            claimant, text, evidence = scope.claimant, scope.text, scope.evidence
            if claimant != _AUTHOR:
                credence = "confirmed" if scope.confirmed else "claimed"
            elif scope.voice == "evidence":
                credence = "confirmed"
        if "hedge" in found and claimant == _AUTHOR:
            credence = "likely"
        if negated:
            credence = "doubted" if "hedge" in found and claimant == _AUTHOR else "denied"
        if any(sc.voice == "denial" and sc.start <= first and last <= sc.end for sc in self.scopes):
            credence = "denied"
        if "denial" in found:
            credence = "denied"
        if "doubt" in found:
            credence = "doubted"
        status = "event"
        if "plan" in found and not ("hedge" in found and any(m.entry["id"] == "may-have" for _, m in roles)):
            status = "plan"
        if "history" in found:
            status = "history"
        return Stance(
            status, claimant, text, credence, evidence, tuple(sorted(cues, key=lambda c: (c.start, c.end, c.role)))
        )

    def act_stance(self, first: int, last: int) -> Stance:
        """Return the stance to a diplomatic act's trigger; its verb group is found here."""
        s = self.syntax
        if s.is_verb(first):
            group = s.group(first)
            return self.stance(first, last, group_start=group.start, negated=group.negated)
        return self.stance(first, last)


def _longest_each(matches: list[Match]) -> list[Match]:
    """Keep the longest matches: "unlikely to have", not "unlikely to" nor "are unlikely to"."""
    ends: dict[int, int] = {}
    for match in matches:
        ends[match.start] = max(match.end, ends.get(match.start, 0))
    longest = [match for match in matches if match.end == ends[match.start]]
    return [m for m in longest if not any(m.start < o.start < m.end < o.end for o in longest)]


def _longest(matches: list[Match]) -> list[Match]:
    """Keep the longest of overlapping matches."""
    out: list[Match] = []
    for match in matches:
        if not out or match.start >= out[-1].end:
            out.append(match)
    return out


def doubted(stance: Stance, cue: Cue) -> Stance:
    """Return a stance whose credence a later sentence took back."""
    if stance.credence in {"claimed", "likely", "stated", "confirmed"}:
        return replace(stance, credence="denied" if cue.role == "denial" else "doubted", cues=(*stance.cues, cue))
    return stance
