"""What the frames propose: a trigger with the parties around it, before anything is decided.

Three kinds of frame: verbs of the report's own clause, nouns ("talks between A and B"), and words inside what somebody
says ("said that B must ...").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.extraction.act_frames import longest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Match, PhraseTable
    from analytics.extraction.act_frames import ActFrames
    from analytics.extraction.act_roles import Roles
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Group, Syntax

__all__ = ["STATES", "Proposal", "Proposer"]

STATES = ("state", "official", "body")
_QUOTES = frozenset({'"', "'"})
_SPAN = 18  # tokens in which a trigger's parties and objects stand
_OBJECT = 4  # tokens between a verb and the noun that is its object
_TAIL = 6  # tokens behind ", X said" at a sentence's end
_COUNT = 8  # tokens of a count of votes
_COLON = 12  # tokens of a speaker before a colon


@dataclass(frozen=True, slots=True)
class Proposal:
    """A frame that may tell an act.

    Attributes:
        match: The trigger.
        sources: Who may act.
        targets: On whom.
        start: First token where what the act is about may stand.
        end: One past the last such token.
        group: First token of the trigger's verb group; the trigger's own for a noun.
        headline: Whether it is a headline's infinitive: "X to visit Y".
        spoken: Token of the verb of saying; null in the report's own clause.
    """

    match: Match
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    start: int
    end: int
    group: int
    headline: bool = False
    spoken: int | None = None

    @property
    def entry(self) -> Mapping[str, Any]:
        """The frame."""
        return self.match.entry

    @property
    def span(self) -> tuple[int, int]:
        """The tokens that tell the act: the trigger, with the verb of saying where there is one."""
        if self.spoken is None:
            return self.match.start, self.match.end
        return min(self.spoken, self.match.start), max(self.spoken + 1, self.match.end)

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.match.form == "noun" or self.entry.get("source") == "owner"


class Proposer:
    """Proposes the acts of one sentence."""

    def __init__(self, syntax: Syntax, frames: ActFrames, roles: Roles) -> None:
        """Match the frames.

        Args:
            syntax: The sentence.
            frames: The codebook's frames.
            roles: Finds the parties.
        """
        self.syntax, self.frames, self.roles, self.low = syntax, frames, roles, syntax.low
        self._plain = [i for i, word in enumerate(self.low) if word not in _QUOTES]
        self._acts = longest(self.find(frames.acts))
        self._reports = longest(self.find(frames.reports))
        self._verbs = [m for m in self._acts if m.form not in {"noun", "word"} and syntax.is_verb(m.start)]

    def find(self, table: PhraseTable) -> list[Match]:
        """Match a table as if the sentence had no quotation marks: headlines quote single words.

        Args:
            table: Any phrases.
        """
        if len(self._plain) == len(self.low):
            return table.find(self.low)
        found = table.find([self.low[i] for i in self._plain])
        return [replace(m, start=self._plain[m.start], end=self._plain[m.end - 1] + 1) for m in found]

    def proposals(self) -> Iterator[Proposal]:
        """Yield every proposal, those of the report's own clauses first."""
        for match in self._acts:
            is_noun = match.form == "noun" or match.entry.get("source") == "owner"
            proposal = self._noun(match) if is_noun else self._verb(match)
            if proposal is not None:
                yield proposal
        yield from self._said()

    def stances(self) -> Iterator[Proposal]:
        """Yield what somebody says about another party that is the subject of what is said."""
        for match in longest(self.find(self.frames.stances)):
            if not self.syntax.is_verb(match.start) or self.syntax.group(match.start).negated:
                continue
            inner = self.roles.told_of(match.end)
            sources = self.roles.subjects(match.start)
            if inner is not None and sources:
                yield Proposal(match, sources, (inner,), match.start, self._end(match), match.start)

    def is_object(self, start: int, noun: int) -> bool:
        """Whether a noun stands right behind a verb, with no preposition between.

        Args:
            start: One past the verb.
            noun: The noun's token.
        """
        between = self.low[start:noun]
        return len(between) <= _OBJECT and not any(w in self.syntax.grammar.preposition or w == "," for w in between)

    def _end(self, match: Match) -> int:
        """Return where the clause behind a trigger ends; ", including" ends none."""
        s = self.syntax
        start = match.end if s.word(match.end) == "that" else match.end - 1
        limit = min(len(self.low), match.end + _SPAN)
        for i in range(start + 1, limit):
            joins = s.word(i + 1) in s.grammar.preposition or self.roles.is_nominal(i + 1)
            if s.opens_clause(i) and not joins:
                return i
        return limit

    # ------------------------------------------------------------------ verbs

    def _verb(self, match: Match) -> Proposal | None:
        s, entry = self.syntax, match.entry
        if match.form != "word" and not s.is_verb(match.start) and not self._loose_verb(match):
            return None
        if match.form == "word" and s.word(match.start - 1) == "-":
            return None  # "X-backed"
        if s.word(match.start) in s.grammar.have and match.end < len(self.low) and s.is_verb(match.end):
            return None  # "has refused": no having
        group = s.group(match.start)
        decided = self._decided(match.start)
        headline = group.purpose and self.roles.heads_line(group.start - (s.word(group.start - 1) == "to"))
        if not (headline or decided) and not self._may_stand(match, group):
            return None
        end = self._end(match)
        headlined = ("by", "from") if entry.get("agentless") else ("by",)  # "X suspended from Y"
        by_agent = group.participial and match.form in {"ed", "participle"} and s.word(match.end) in headlined
        if (group.passive and match.form != "word") or by_agent:
            sources = self.roles.behind(match.end, end, ("by",))
            targets = () if entry.get("mutual") else self.roles.patient(match.start)
            if entry.get("agentless") and not targets:
                targets = self._targets(match, end, sources)
            return Proposal(match, sources, targets, s.clause_start(match.start), end, group.start, headline)
        sources = self.roles.subjects(decided or match.start)
        if match.form == "third" and s.word(match.start - 1) == "," and self._closes_apposition(match):
            sources = self.roles.speaker(match.start)
        sources = sources or self._paper(group.start) or self._we(group.start)
        if s.word(group.start - 1) in {"and", "but"} and (not sources or self._goes_on(match, sources[0])):
            sources = self.roles.speaker(group.start) or sources
        targets = self._targets(match, end, sources)
        if entry.get("reverse"):
            sources, targets = targets, sources
        return Proposal(match, sources, targets, match.start, end, group.start, headline)

    def _we(self, at: int) -> tuple[Actor, ...]:
        """Return who "we" are in `X: "We ask for ..."` and `"We ask ...", X said`; empty for nobody."""
        if self.syntax.word(at - 1) not in self.syntax.grammar.first_person:
            return ()
        return next((sources for sources, start, stop, _ in self._speeches() if start < at <= stop), ())

    def _paper(self, at: int) -> tuple[Actor, ...]:
        """Return who speaks through "a resolution that demands", "a statement urging"; empty for nobody."""
        paper = at - 1 - (self.syntax.word(at - 1) in self.syntax.grammar.relativizer)
        if self.syntax.word(paper) not in self.frames.words["document"]:
            return ()
        verb = self.roles.verb_before(paper)
        return self.roles.subjects(verb) if verb is not None else self.roles.owners(paper)

    def _goes_on(self, match: Match, subject: Actor) -> bool:
        """Whether the speaker goes on: in "A said that B must win and pledged arms" A pledges."""
        if match.form not in {"ed", "past"}:
            return False
        before = [m for m in self._reports if m.end <= subject.first and m.form in {"ed", "past"}]
        if any(self.syntax.is_verb(m.start) for m in before):
            return True
        acts = [m for m in self._verbs if m.end <= subject.first and m.form in {"ed", "past"}]
        told = any("that" in self.low[m.end - 1 : subject.first] for m in acts)
        return bool(acts) and not told

    def _decided(self, verb: int) -> int | None:
        """Return the verb of "voted to send" whose infinitive is done with it; null for none."""
        if self.syntax.word(verb - 1) != "to":
            return None
        for i in range(verb - 2, max(-1, verb - 2 - _COUNT), -1):  # "voted 141 to 5 to condemn"
            if self.low[i] in self.frames.words["decides"]:
                return i
            if self.low[i].isalpha() and self.low[i] not in self.syntax.grammar.preposition:
                return None
        return None

    def _may_stand(self, match: Match, group: Group) -> bool:
        """Whether nothing in the trigger's clause and group takes the act back or hands it to other words."""
        s, entry, words = self.syntax, match.entry, self.frames.words
        if group.purpose and (not entry.get("purpose") or self.roles.ends_at(group.start - 1)):
            return False
        if (group.negated and not entry.get("negative")) or (match.form == "ing" and entry.get("finite")):
            return False
        opener = s.word(s.clause_start(match.start))
        failed = not words["failed"].isdisjoint(self.low[group.start : match.start])
        return opener not in words["hypothesis"] and not failed and self._tells(match) and self._is_free(match, group)

    def _targets(self, match: Match, end: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        wanted = tuple(match.entry.get("target", ()))
        end = len(self.low) if "far" in wanted else end
        found = self.roles.behind(match.end, end, wanted, sources) or self.roles.meant(match.end, sources)
        if not found and "inner" in wanted:
            inner = self.roles.inner(match.end, len(self.low))
            found = (inner,) if inner is not None else ()
        if not found and match.entry.get("target_place"):
            found = self.roles.capitals(match.end, end)
        if not found and match.entry["kind"] == "aid":
            found = self.roles.capitals(match.end, end, ("to", "for"))
        return found

    def _loose_verb(self, match: Match) -> bool:
        """Whether a headline's plural verb, or an -ing form behind a noun: "a statement urging other states"."""
        s, g = self.syntax, self.syntax.grammar
        if match.form == "base" and self.roles.is_plural(match.start):
            return True
        if match.form in {"ed", "past"} and s.word(match.start - 1).endswith("s") and self._joined_leaders(match.start):
            return True
        if match.form == "third" and s.word(match.start - 1) == "," and self._closes_apposition(match):
            return True
        if match.form != "ing" or not match.start or s.actor_at[match.start - 1] is not None:
            return False
        left = s.word(match.start - 1)
        opens = any(a is not None for a in s.actor_at[match.end : match.end + 2])
        return left.isalpha() and left not in g.determiner and left not in g.preposition and opens

    def _joined_leaders(self, at: int) -> bool:
        """Whether "X and allied leaders" stands right before a token."""
        before = [a for a in self.syntax.actors if a.last < at]
        return bool(before) and self.low[before[-1].last] == "and" and at - before[-1].last <= _OBJECT

    def _closes_apposition(self, match: Match) -> bool:
        """Whether "X, an ally of Y, " stands before a verb: X heads the sentence and has no verb yet."""
        s = self.syntax
        first = next((a for a in s.actors if a.last < match.start), None)
        if first is None or s.word(first.last) != "," or any(s.is_verb(i) for i in range(first.last, match.start)):
            return False
        return match.end < len(self.low) and (
            s.actor_at[match.end] is not None or s.word(match.end) in s.grammar.determiner
        )

    def _is_free(self, match: Match, group: Group) -> bool:
        """Whether no other words govern the trigger: "urged them to cut ties" is an urging, no cut."""
        s = self.syntax
        if group.noun is not None and s.word(group.noun) not in s.grammar.forms:
            return False
        if match.form in {"third", "base"} and s.word(match.start) in self.roles.ambiguous:
            return self.roles.ends_at(group.start) or s.word(match.start - 1) in {"to", *s.grammar.modal}
        governing = [m for m in self._verbs if group.start <= m.start < match.start]
        return not any("to" in self.low[m.end - 1 : match.start] for m in governing)

    def _tells(self, match: Match) -> bool:
        """Whether a gerund tells an act: "in supporting", not "for supporting", nor "denied supporting"."""
        if match.form != "ing":
            return True
        if any(m.end == match.start for m in self._verbs):
            return False
        before = match.start - 1
        while before >= 0 and self.syntax.grammar.is_adverb(self.low[before]):
            before -= 1
        word = self.syntax.word(before)
        return word not in self.syntax.grammar.preposition or word in self.frames.words["gerund-after"]

    # ------------------------------------------------------------------ nouns

    def _noun(self, match: Match) -> Proposal | None:
        entry, end = match.entry, self._end(match)
        verb = self.roles.verb_before(match.start)
        if entry["kind"] == "consult" and self._unreal(verb, match.start):
            return None
        if entry["kind"] == "consult" and any(
            self.syntax.word(i) in self.frames.words["unreal-after"] for i in range(match.end, match.end + _SPAN // 2)
        ):
            return None
        pair = self.roles.pair(match.start, match.end, end) if entry.get("pair") else ()
        if len(pair) > 1:
            return Proposal(match, pair, pair, match.start, end, match.start)
        if entry.get("pair_only") or self.syntax.is_verb(match.start):
            return None
        if entry.get("pair_of"):
            named = self.roles.all_behind(match.end, end)
            return Proposal(match, named[:1], named[1:], match.start, end, match.start)
        targets = self.roles.behind(match.end - 1, end, tuple(entry.get("target", ())))
        sources, group = self._noun_sources(match, verb)
        wanted = targets or entry.get("needs") == "either"
        return Proposal(match, sources, targets, match.start, end, group) if sources and wanted else None

    def _noun_sources(self, match: Match, verb: int | None) -> tuple[tuple[Actor, ...], int]:
        """Return whose noun it is, and where the group of the verb that carries it begins."""
        entry, owners = match.entry, self.roles.owners(match.start)
        carried = verb is not None and "light" in entry and self.frames.light[entry["id"]].at(self.low, verb)
        if verb is not None and carried:
            return self.roles.subjects(verb), self.syntax.group(verb).start
        if "light" in entry and not entry.get("owner_alone"):
            return (), match.start
        if owners or verb is None or "light" in entry:
            return owners, match.start
        named = tuple(a for a in self.roles.subjects(verb) if a.name and a.form in STATES)
        return named or self.roles.speaker(match.start), match.start

    def _unreal(self, verb: int | None, noun: int) -> bool:
        """Whether talks are only wished for, offered or refused."""
        if self.syntax.word(noun - 1) in self.frames.words["unreal-before"]:
            return True
        near = range(max(0, noun - _OBJECT - 1), noun)
        if any(self.low[i] in self.frames.words["unreal-noun"] for i in near) and any(
            self.low[i] in self.syntax.grammar.preposition for i in near
        ):
            return True
        return verb is not None and self.low[verb] in self.frames.unreal and self.is_object(verb + 1, noun)

    # ------------------------------------------------------------------ in what somebody says

    def _said(self) -> Iterator[Proposal]:
        found = longest(self.find(self.frames.said))
        if not found:
            return
        for sources, start, stop, spoken in self._speeches():
            verbs = {m.phrase for m in self._reports if m.start == spoken}
            for match in found:
                allowed = not match.entry.get("only") or verbs & set(match.entry["sayings"])
                if start <= match.start and match.end <= stop and allowed:
                    yield self._said_act(sources, start, spoken, match)

    def _speeches(self) -> Iterator[tuple[tuple[Actor, ...], int, int, int]]:
        """Yield who says something, the tokens that hold what is said, and the word that hands it over."""
        s, size = self.syntax, len(self.low)
        for report in self._reports:
            behind = self._inverted(report)
            if behind is not None:
                yield (behind,), 0, report.start, report.start
                continue
            sources = self.roles.subjects(report.start) if s.is_verb(report.start) else ()
            if not sources:
                continue
            before = self.roles.start_of(sources[0])
            if before > 0 and self.low[before - 1] in {",", '"'} and size - report.end <= _TAIL:
                yield sources, 0, before, report.start
            yield sources, report.end, self._turn(report.end), report.start
        colon = self.low.index(":") if ":" in self.low[:_COLON] else -1
        speaker = next((a for a in s.actors if a.last == colon and a.name), None)
        if speaker is not None:
            yield (speaker,), colon + 1, size, colon

    def _turn(self, start: int) -> int:
        """Return where what is said ends: at ", but" with a clause behind it."""
        for i in range(start + 1, len(self.low)):
            if self.low[i] in self.frames.words["turn"] and self.low[i - 1] == ",":
                return i
        return len(self.low)

    def _inverted(self, report: Match) -> Actor | None:
        """Return who speaks in `"...", says X`; null where the verb's subject stands before it."""
        if report.form not in {"third", "ed", "past"} or self.syntax.word(report.start - 1) not in {",", '"', "?"}:
            return None
        actor = next((a for a in self.syntax.actors if a.first >= report.end), None)
        plain = actor is not None and actor.name and self.roles.start_of(actor) == report.end
        return actor if plain and actor is not None and len(self.low) - actor.last <= _TAIL else None

    def _said_act(self, sources: tuple[Actor, ...], start: int, spoken: int, match: Match) -> Proposal:
        entry, end = match.entry, self._end(match)
        inner = self.roles.inner(start, match.start)
        wanted = tuple(t for t in entry.get("target", ()) if t != "inner")
        behind = self.roles.behind(match.end, end, wanted, sources)
        if entry.get("own"):
            same = inner is None or self.roles.same(inner, sources)
            return Proposal(match, sources if same else (), behind, match.start, end, match.start, spoken=spoken)
        targets: tuple[Actor, ...] = ()
        if inner is not None and inner.form in entry.get("inner_forms", STATES):
            targets = (inner,)
        if not targets or self.roles.same(targets[0], sources):
            targets = behind or (() if entry.get("inner_any") else targets)
        return Proposal(match, sources, targets, match.start, end, match.start, spoken=spoken)
