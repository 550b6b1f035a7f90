"""Diplomatic acts: frames of the codebook propose, roles and stance decide.

The kinds are PLOVER event types; what an act is, and what is none, stands in the codebook of the gold files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.extraction.act_frames import ActFrames, act_frames_of, longest
from analytics.extraction.act_roles import Roles
from analytics.extraction.records import Stance
from analytics.extraction.syntax import Syntax, grammar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analytics.codebook import Codebook, Match
    from analytics.extraction.records import Actor
    from analytics.text import Document, Sentence

__all__ = ["Act", "find_diplomacy"]

_STATES = ("state", "official", "body")
_SPAN = 18  # tokens in which a trigger's parties and objects stand
_CONDITION = 24  # tokens of a condition that is kept


@dataclass(frozen=True, slots=True)
class Act:
    """One act before dates are attached: trigger tokens ``[first, last)`` of a sentence.

    Attributes:
        sentence: The sentence's index.
        first: First trigger token.
        last: One past the last.
        trigger: Its words.
        kind: A PLOVER event type.
        source: Names of who acts.
        target: Names of whom it is directed at.
        topic: One of the codebook's topics.
        conditions: The clause that conditions it; null for none.
        stance: Claimant, credence, evidence.
        rule: Id of the frame.
        front: A front that it names; null for none.
    """

    sentence: int
    first: int
    last: int
    trigger: str
    kind: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    topic: str
    conditions: str | None
    stance: Stance
    rule: str
    front: str | None = None


class _Reader:
    """Reads the acts of one sentence."""

    def __init__(
        self, syntax: Syntax, frames: ActFrames, roles: Roles, stance: Callable[[int, int], Stance]
    ) -> None:
        self.syntax, self.frames, self.roles, self.stance = syntax, frames, roles, stance
        self.low = syntax.low
        self.objects = frames.objects.find(self.low)
        self.topics = [m for m in frames.topics.find(self.low) if m.form == "word" or m.form == "noun" or syntax.is_verb(m.start)]

    def acts(self) -> Iterator[Act]:
        used: set[int] = set()
        seen: set[tuple[str, frozenset[str]]] = set()
        for proposal in self._without_objects([*self._own(), *self._said()]):
            span = set(range(proposal.first, proposal.last))
            key = (proposal.kind, frozenset(proposal.source))
            if span & used or key in seen:
                continue
            used |= span
            seen.add(key)
            yield proposal

    def _without_objects(self, proposals: Sequence[Act]) -> Iterator[Act]:
        """Leave out the talks that an offer or demand is about."""
        nouns = {m.start for m in self.frames.acts.find(self.low) if m.form == "noun"}
        for act in proposals:
            governed = act.first in nouns and any(
                o.first not in nouns and o.last <= act.first and self._is_object(o.last, act.first) for o in proposals
            )
            if not governed:
                yield act

    def _is_object(self, start: int, noun: int) -> bool:
        between = self.low[start:noun]
        return len(between) <= 4 and not any(w in self.syntax.grammar.preposition or w == "," for w in between)  # noqa: PLR2004

    # ------------------------------------------------------------------ in the report's clause

    def _own(self) -> Iterator[Act]:
        for match in longest(self.frames.acts.find(self.low)):
            act = self._noun(match) if match.form == "noun" else self._verb(match)
            if act is not None:
                yield act

    def _verb(self, match: Match) -> Act | None:
        s, entry = self.syntax, match.entry
        if match.form != "word" and not s.is_verb(match.start):
            return None
        verb = match.start
        group = s.group(verb)
        headline = False
        if group.purpose:
            headline = self.roles.ends_at(group.start)
            if not headline:
                return None
        if (group.negated and entry["id"] != "wont") or not self._may_tell(match):
            return None
        passive = group.passive or (group.participial and match.form in {"ed", "participle"} and s.word(match.end) == "by")
        end = self._end(match)
        if passive:
            sources, targets = self.roles.behind(match.end, end, ("by",)), self.roles.subjects(verb)
        else:
            sources = self.roles.subjects(verb)
            targets = self.roles.behind(match.end, end, tuple(entry.get("target", ())))
            if not targets and entry.get("target_place"):
                targets = self.roles.capitals(match.end, end)
        return self._act(match, sources, targets, end, headline=headline, group_start=group.start)

    def _may_tell(self, match: Match) -> bool:
        """Whether a gerund tells an act: "in supporting", not "for supporting"."""
        if match.form != "ing":
            return True
        before = self.syntax._before_adverbs(match.start)  # noqa: SLF001  one room
        word = self.syntax.word(before)
        return word not in self.syntax.grammar.preposition or word in self.frames.words["gerund-after"]

    def _end(self, match: Match) -> int:
        s = self.syntax
        start = match.end if s.word(match.end) == "that" else match.end - 1
        return min(s.clause_end(start), match.end + _SPAN)

    # ------------------------------------------------------------------ nouns

    def _noun(self, match: Match) -> Act | None:
        s, entry = self.syntax, match.entry
        if s.is_verb(match.start):
            return None
        end = self._end(match)
        pair = self.roles.pair(match.start, match.end, end) if entry.get("pair") else ()
        if len(pair) > 1:
            return self._act(match, pair, pair, end)
        if entry.get("pair_only"):
            return None
        if entry.get("pair_of"):
            named = self.roles.all_behind(match.end, end)
            return self._act(match, named[:1], named[1:], end)
        owners = self.roles.owners(match.start)
        targets = self.roles.behind(match.end - 1, end, tuple(entry.get("target", ())))
        verb = self.roles.verb_before(match.start)
        if "light" in entry:
            if verb is None or not self.frames.light[entry["id"]].at(self.low, verb):
                return self._act(match, owners, targets, end) if owners else None
            return self._act(match, self.roles.subjects(verb), targets, end, group_start=s.group(verb).start)
        if owners:
            return self._act(match, owners, targets, end)
        if verb is None or entry.get("owner_only"):
            return None
        return self._act(match, self.roles.subjects(verb), targets, end)

    # ------------------------------------------------------------------ in what somebody says

    def _said(self) -> Iterator[Act]:
        found = longest(self.frames.said.find(self.low))
        if not found:
            return
        for report in longest(self.frames.reports.find(self.low)):
            if not self.syntax.is_verb(report.start):
                continue
            for match in found:
                if match.start >= report.end and (act := self._said_act(report, match)) is not None:
                    yield act
                    break

    def _said_act(self, report: Match, match: Match) -> Act | None:
        entry = match.entry
        sources = self.roles.subjects(report.start)
        inner = self.roles.inner(report.end, match.start)
        end = self._end(match)
        if entry.get("own"):
            same = inner is None or any(inner.name == a.name or (a.side and a.side == inner.side) for a in sources)
            return self._act(match, sources, (), end, trigger=(report.start, match.end)) if same else None
        targets: tuple[Actor, ...] = ()
        if inner is not None and (inner.form in entry.get("inner_forms", _STATES)):
            targets = (inner,)
        if not targets or all(self._same(t, sources) for t in targets):
            behind = self.roles.behind(match.end, end, tuple(t for t in entry.get("target", ()) if t != "inner"))
            targets = behind or (() if entry.get("inner_any") else targets)
        return self._act(match, sources, targets, end, trigger=(report.start, match.end))

    # ------------------------------------------------------------------ decisions

    def _same(self, actor: Actor, others: Sequence[Actor]) -> bool:
        return any(actor.name == o.name or (o.side is not None and o.side == actor.side) for o in others)

    def _act(
        self,
        match: Match,
        sources: Sequence[Actor],
        targets: Sequence[Actor],
        end: int,
        *,
        headline: bool = False,
        group_start: int | None = None,
        trigger: tuple[int, int] | None = None,
    ) -> Act | None:
        entry = match.entry
        forms = tuple(entry.get("forms", _STATES))
        adjectival = entry.get("source") == "owner"
        kept = [a for a in sources if a.name and (a.form in forms or (adjectival and a.form == "adjective")) and self._in_office(a)]
        if not kept:
            return None
        is_pair = len({a.name for a in kept}) > 1 and bool(entry.get("mutual"))
        wide = entry["kind"] == "accuse"
        if any(t.name == a.name for t in targets for a in kept) and not is_pair and len(targets) > 1:
            targets = ()
        foreign = [t for t in targets if t.name and (t.form != "forces" or wide or t.side is None) and (is_pair and t in kept or not self._same(t, kept))]
        if targets and not foreign and not is_pair:
            return None
        if is_pair and not foreign:
            foreign = kept
        if any(word in self.low[match.end : match.end + 4] for word in entry.get("unless", ())):
            return None
        if not self._needs(entry, match, end, foreign, pair=is_pair):
            return None
        first, last = trigger or (match.start, match.end)
        stance = self.stance(first, match.end if trigger is None else first + 1)
        kind = self._kind(entry, stance, match, headline=headline, group_start=group_start)
        if kind is None:
            return None
        return Act(
            sentence=self.syntax.sentence.index, first=first, last=last,
            trigger=" ".join(t.text for t in self.syntax.sentence.tokens[first:last]), kind=kind,
            source=_names(kept), target=_names(foreign), topic=self._topic(match, end, entry),
            conditions=self._condition(last), stance=self._own_voice(stance, kept, kind), rule=str(entry["id"]),
        )  # fmt: skip

    def _in_office(self, actor: Actor) -> bool:
        before = {self.syntax.word(actor.first - 1), self.syntax.word(actor.first)}
        return not before & self.frames.words["former"]

    def _needs(self, entry: Mapping[str, Any], match: Match, end: int, targets: Sequence[Actor], *, pair: bool) -> bool:
        needs = entry.get("needs", "source")
        has_object = self._has_object(entry, match, end)
        if needs == "target":
            return bool(targets)
        if needs == "object":
            return has_object
        if needs == "both":
            return bool(targets) and has_object
        if needs == "either":
            if entry.get("strict_object") and targets and not has_object:
                return self._directly(match, targets)
            return bool(targets) or has_object or (pair and bool(entry.get("pair_counts")))
        return True

    def _directly(self, match: Match, targets: Sequence[Actor]) -> bool:
        """Whether a target stands right behind the trigger: "rejected Ankara's plan"."""
        return any(0 <= t.first - match.end <= 1 and t.form != "forces" for t in targets)

    def _has_object(self, entry: Mapping[str, Any], match: Match, end: int) -> bool:
        classes = entry.get("object", ())
        return any(m.entry["id"] in classes and match.start < m.end and m.start >= match.start and m.end > match.start + 1
                   and m.start < end for m in self.objects)  # fmt: skip

    def _kind(
        self, entry: Mapping[str, Any], stance: Stance, match: Match, *, headline: bool, group_start: int | None
    ) -> str | None:
        """Return the act's kind, or null where it is history, or an intention that is no act."""
        if stance.status == "history":
            return None
        kind = str(entry["kind"])
        planned = stance.status == "plan" or headline
        if not planned:
            return None if entry.get("plan_only") else kind
        if entry.get("plan_stands"):
            return kind
        span = self.low[group_start if group_start is not None else match.start : match.start]
        if set(span) & self.frames.words["uncertain"]:
            return None
        if entry.get("plan_only") or (headline and entry.get("planned_headline")):
            return kind
        planned_kind = entry.get("planned")
        return str(planned_kind) if planned_kind else None

    def _own_voice(self, stance: Stance, sources: Sequence[Actor], kind: str) -> Stance:
        """Where the source itself is the speaker, the report tells a speech act in its own voice."""
        if kind in self.frames.words["no-speech"]:
            return stance
        tokens = self.syntax.sentence.tokens
        for actor in self.syntax.actors:
            words = " ".join(t.text for t in tokens[actor.first : actor.last])
            if words == stance.claimant_text and self._same(actor, sources):
                return replace(stance, claimant="author", claimant_text="", credence="stated", evidence="none")
        return stance

    def _topic(self, match: Match, end: int, entry: Mapping[str, Any]) -> str:
        near = [m.entry["id"] for m in self.topics if match.start <= m.start < end]
        whole = [m.entry["id"] for m in self.topics]
        whole = [t for t in whole if self.frames.far[t]]
        for found in (near, whole):
            if found:
                return str(min(found, key=lambda t: self.frames.order[t]))
        return str(entry.get("topic", "other"))

    def _condition(self, last: int) -> str | None:
        """Return the clause that conditions the act, from its opening words to the next stop."""
        found = longest([m for m in self.frames.conditions.find(self.low) if m.start >= last])
        if not found:
            return None
        start = found[0].start
        stop = next((i for i in range(found[0].end, len(self.low)) if self.low[i] in {",", ";", ".", '"'}), len(self.low))
        tokens = self.syntax.sentence.tokens[start : min(stop, start + _CONDITION)]
        return " ".join(t.text for t in tokens)


def _names(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.name for a in actors))


def find_diplomacy(
    document: Document,
    sentence: Sentence,
    actors: Sequence[Actor],
    stance: Callable[[int, int], Stance],
    codebook: Codebook,
) -> tuple[Act, ...]:
    """Find the diplomatic acts that a sentence tells.

    Args:
        document: The report; its date tells nothing here, dates are attached later.
        sentence: One of its sentences.
        actors: The sentence's actors.
        stance: Gives the stance to trigger tokens ``[first, last)``: `Attribution.act_stance`.
        codebook: Its tables ``act``, ``act_object``, ``topic``, ``condition``.

    Returns:
        The acts by trigger; no two of one kind and source.
    """
    if not any(a.name and a.form != "forces" for a in actors):
        return ()
    frames = act_frames_of(codebook)
    syntax = Syntax(sentence, actors, (), grammar_of(codebook))
    roles = Roles(syntax, codebook, document.date)
    return tuple(_Reader(syntax, frames, roles, stance).acts())
