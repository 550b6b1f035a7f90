"""Diplomatic acts: frames of the codebook propose, roles and stance decide.

The kinds are PLOVER event types; what an act is, and what is none, stands in the codebook of the gold files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.extraction.act_frames import ActFrames, act_frames_of, longest
from analytics.extraction.act_roles import Roles
from analytics.extraction.records import Stance
from analytics.extraction.syntax import Group, Syntax, grammar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analytics.codebook import Codebook, Match
    from analytics.extraction.records import Actor
    from analytics.text import Document, Sentence

__all__ = ["Act", "find_diplomacy"]

_STATES = ("state", "official", "body")
_UNSURE = frozenset({"denied", "doubted"})
_OCCASION = 6  # tokens from "in" to "call"
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
        self.ambiguous = roles.ambiguous
        self.verbs = [m for m in frames.acts.find(self.low) if m.form not in {"noun", "word"} and syntax.is_verb(m.start)]
        found = frames.objects.find(self.low)
        whole = [m for m in found if m.entry.get("covers") and m.end - m.start > 1]
        self.objects = [m for m in found if m in whole or not any(w.start <= m.start and m.end <= w.end for w in whole)]
        self.topics = [m for m in frames.topics.find(self.low) if m.form == "word" or m.form == "noun" or syntax.is_verb(m.start)]

    def acts(self) -> Iterator[Act]:
        used: set[int] = set()
        seen: dict[tuple[str, frozenset[str]], set[str]] = {}
        for proposal in self._without_objects([*self._own(), *self._said()]):
            span = set(range(proposal.first, proposal.last))
            key = (proposal.kind, frozenset(proposal.source))
            if span & used or not set(proposal.target) - seen.get(key, set()) and key in seen:
                continue
            used |= span
            seen.setdefault(key, set()).update(proposal.target)
            yield proposal

    def _without_objects(self, proposals: Sequence[Act]) -> Iterator[Act]:
        """Leave out the talks that an offer or demand is about."""
        nouns = {m.start for m in self.frames.acts.find(self.low) if m.form == "noun" or m.entry.get("source") == "owner"}
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
            is_noun = match.form == "noun" or match.entry.get("source") == "owner"
            act = self._noun(match) if is_noun else self._verb(match)
            if act is not None:
                yield act

    def _verb(self, match: Match) -> Act | None:
        s, entry = self.syntax, match.entry
        if match.form != "word" and not s.is_verb(match.start) and not self._loose_verb(match):
            return None
        verb = match.start
        group = s.group(verb)
        headline = False
        if group.purpose:
            to = group.start - (s.word(group.start - 1) == "to")
            headline = self.roles.heads_line(to)
            if not headline and not entry.get("purpose"):
                return None
        if (group.negated and entry["id"] != "wont") or not self._may_tell(match) or not self._own_infinitive(match, group):
            return None
        passive = group.passive or (group.participial and match.form in {"ed", "participle"} and s.word(match.end) == "by")
        end = self._end(match)
        if passive:
            sources, targets = self.roles.behind(match.end, end, ("by",)), self.roles.subjects(verb)
        else:
            sources = self.roles.subjects(verb)
            if not sources and s.word(group.start - 1) in {"and", "but"}:
                sources = self.roles.speaker(group.start)
            targets = self.roles.behind(match.end, end, tuple(entry.get("target", ())), sources)
            if not targets and "inner" in entry.get("target", ()):
                inner = self.roles.inner(match.end, len(self.low))
                targets = (inner,) if inner is not None else ()
            if not targets and entry.get("target_place"):
                targets = self.roles.capitals(match.end, end)
        return self._act(match, sources, targets, end, headline=headline, group_start=group.start)

    def _loose_verb(self, match: Match) -> bool:
        """Whether a headline's plural verb, or an -ing form behind a noun: "a statement urging other states"."""
        s = self.syntax
        if match.form == "base" and self.roles.is_plural(match.start):
            return True
        left, right = s.word(match.start - 1), match.end
        g = s.grammar
        noun = left.isalpha() and left not in g.determiner and left not in g.preposition and s.actor_at[match.start - 1] is None
        opens = any(s.actor_at[i] is not None for i in range(right, min(right + 2, len(self.low))))
        return match.form == "ing" and match.start > 0 and noun and opens

    def _own_infinitive(self, match: Match, group: Group) -> bool:
        """Whether no other act's words govern the trigger: "urged them to cut ties" is an urging, no cut."""
        s = self.syntax
        if group.noun is not None and s.word(group.noun) not in s.grammar.forms:
            return False
        if match.form in {"third", "base"} and s.word(match.start) in self.ambiguous:
            return self.roles.ends_at(group.start) or s.word(match.start - 1) in {"to", *s.grammar.modal}
        governing = [m for m in self.verbs if group.start <= m.start < match.start]
        return not any("to" in self.low[m.end - 1 : match.start] for m in governing)

    def _may_tell(self, match: Match) -> bool:
        """Whether a gerund tells an act: "in supporting", not "for supporting"."""
        if match.form != "ing":
            return True
        before = self.syntax._before_adverbs(match.start)  # noqa: SLF001  one room
        word = self.syntax.word(before)
        return word not in self.syntax.grammar.preposition or word in self.frames.words["gerund-after"]

    def _end(self, match: Match) -> int:
        """Return where the clause behind a trigger ends; ", including" ends none."""
        s = self.syntax
        start = match.end if s.word(match.end) == "that" else match.end - 1
        limit = min(len(self.low), match.end + _SPAN)
        for i in range(start + 1, limit):
            if s.opens_clause(i) and s.word(i + 1) not in s.grammar.preposition:
                return i
        return limit

    # ------------------------------------------------------------------ nouns

    def _noun(self, match: Match) -> Act | None:
        s, entry = self.syntax, match.entry
        if s.is_verb(match.start):
            return None
        end = self._end(match)
        pair = self.roles.pair(match.start, match.end, end) if entry.get("pair") else ()
        hung = self.roles.verb_before(match.start)
        if entry["kind"] == "consult" and hung is not None and self._unreal(hung, match.start):
            return None
        if len(pair) > 1:
            return self._act(match, pair, pair, end)
        if entry.get("pair_only"):
            return None
        if entry.get("pair_of"):
            named = self.roles.all_behind(match.end, end)
            return self._act(match, named[:1], named[1:], end)
        owners = self.roles.owners(match.start)
        targets = self.roles.behind(match.end - 1, end, tuple(entry.get("target", ())))
        verb = hung
        if "light" in entry:
            if verb is None or not self.frames.light[entry["id"]].at(self.low, verb):
                return self._act(match, owners, targets, end) if owners and entry.get("owner_alone") else None
            return self._act(match, self.roles.subjects(verb), targets, end, group_start=s.group(verb).start)
        if owners:
            return self._act(match, owners, targets, end)
        if verb is None or entry.get("owner_only"):
            return None
        named = [a for a in self.roles.subjects(verb) if a.name and a.form in _STATES]
        return self._act(match, named or self.roles.speaker(match.start), targets, end) if targets else None

    def _unreal(self, verb: int, noun: int) -> bool:
        """Whether talks are only wished for, offered or refused."""
        return self.low[verb] in self.frames.unreal and self._is_object(verb + 1, noun)

    # ------------------------------------------------------------------ in what somebody says

    def _said(self) -> Iterator[Act]:
        found = longest(self.frames.said.find(self.low))
        if not found:
            return
        for sources, start, stop, trigger in self._speeches():
            for match in found:
                inside = start <= match.start and match.end <= stop
                if inside and (act := self._said_act(sources, start, trigger, match)) is not None:
                    yield act
                    break

    def _speeches(self) -> Iterator[tuple[tuple[Actor, ...], int, int, int]]:
        """Yield who says something, the tokens that hold what is said, and the word that hands it over."""
        s, size = self.syntax, len(self.low)
        for report in longest(self.frames.reports.find(self.low)):
            if not s.is_verb(report.start):
                continue
            sources = self.roles.subjects(report.start)
            if not sources:
                continue
            before = self.roles.start_of(sources[0])
            if before > 0 and self.low[before - 1] in {",", '"'} and size - report.end <= 6:  # noqa: PLR2004  ", X said on Monday."
                yield sources, 0, before, report.start
            yield sources, report.end, size, report.start
        colon = self.low.index(":") if ":" in self.low[:12] else -1
        speaker = next((a for a in s.actors if a.last == colon), None)
        if speaker is not None and speaker.name:
            yield (speaker,), colon + 1, size, colon

    def _said_act(self, sources: tuple[Actor, ...], start: int, trigger: int, match: Match) -> Act | None:
        entry = match.entry
        inner = self.roles.inner(start, match.start)
        end = self._end(match)
        span = (min(trigger, match.start), max(trigger + 1, match.end))
        if entry.get("own"):
            same = inner is None or self.roles.same(inner, sources)
            behind = self.roles.behind(match.end, end, tuple(entry.get("target", ())), sources)
            return self._act(match, sources, behind, end, trigger=span, spoken=trigger) if same else None
        targets: tuple[Actor, ...] = ()
        if inner is not None and inner.form in entry.get("inner_forms", _STATES):
            targets = (inner,)
        if not targets or all(self.roles.same(t, sources) for t in targets):
            behind = self.roles.behind(match.end, end, tuple(t for t in entry.get("target", ()) if t != "inner"), sources)
            targets = behind or (() if entry.get("inner_any") else targets)
        return self._act(match, sources, targets, end, trigger=span, spoken=trigger)

    # ------------------------------------------------------------------ decisions

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
        spoken: int | None = None,
    ) -> Act | None:
        entry = match.entry
        forms = tuple(entry.get("forms", _STATES))
        adjectival = entry.get("source") == "owner"
        kept = [a for a in sources if a.name and (a.form in forms or (adjectival and a.form == "adjective")) and self._in_office(a)]
        if not kept:
            return None
        if entry.get("third_party") and any(a.side for a in kept):
            return None
        if entry.get("no_forces") and not targets and any(a.form == "forces" for a in self.syntax.actors):
            return None
        if entry.get("target_side"):
            targets = [t for t in targets if t.side]
        if "target_forms" in entry:
            targets = [t for t in targets if t.form in entry["target_forms"]]
        is_pair = len({a.name for a in kept}) > 1 and bool(entry.get("mutual"))
        wide = entry["kind"] == "accuse"
        if any(t.name == a.name for t in targets for a in kept) and not is_pair and len(targets) > 1:
            targets = ()
        foreign = [t for t in targets if t.name and (t.form != "forces" or wide or t.side is None) and (is_pair and t in kept or not self.roles.same(t, kept))]
        if targets and not foreign and not is_pair and self.syntax.word(match.end) != "that":
            return None
        if is_pair and not foreign:
            foreign = kept
        if any(word in self.low[match.end : match.end + 4] for word in entry.get("unless", ())):
            return None
        alone = bool(entry.get("alone")) and all(a.side is None for a in kept)
        if not alone and not self._needs(entry, match, end, foreign, pair=is_pair, planned=headline or self._planned(group_start, match)):
            return None
        first, last = trigger or (match.start, match.end)
        stance = self.stance(first, last) if spoken is None else self.stance(spoken, spoken + 1)
        kind = self._kind(entry, stance, match, headline=headline, group_start=group_start)
        if kind is None:
            return None
        return Act(
            sentence=self.syntax.sentence.index, first=first, last=last,
            trigger=" ".join(t.text for t in self.syntax.sentence.tokens[first:last]), kind=kind,
            source=_names(kept), target=_names(foreign), topic=self._topic(match, end, entry),
            conditions=self._condition(last), stance=self._own_voice(stance, kept, kind, last), rule=str(entry["id"]),
        )  # fmt: skip

    def _in_office(self, actor: Actor) -> bool:
        before = {self.syntax.word(actor.first - 1), self.syntax.word(actor.first)}
        return not before & self.frames.words["former"]

    def _planned(self, group_start: int | None, match: Match) -> bool:
        """Whether a modal stands in the trigger's group."""
        return group_start is not None and bool(set(self.low[group_start : match.start]) & self.syntax.grammar.modal)

    def _needs(
        self, entry: Mapping[str, Any], match: Match, end: int, targets: Sequence[Actor], *, pair: bool, planned: bool
    ) -> bool:
        needs = entry.get("needs", "source")
        has_object = self._has_object(entry, match, end)
        if needs == "target":
            return bool(targets)
        if needs == "object":
            return has_object
        if needs == "both":
            return has_object and (bool(targets) or (planned and bool(entry.get("alone_if_planned"))))
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
        modal = next((i for i in range(match.end, end) if self.low[i] in self.syntax.grammar.modal), end)
        stop = end if entry.get("source") == "said" else modal
        return any(m.entry["id"] in classes and m.end > match.start + 1 and match.start <= m.start < stop for m in self.objects)

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
        span = self.low[group_start if group_start is not None else match.start : match.start]
        if entry.get("plan_stands"):
            return None if set(span) & self.frames.words["guess"] else kind
        if set(span) & self.frames.words["uncertain"] or ("would" in span and not self._told_before(match.start)):
            return None
        if entry.get("plan_only") or (headline and entry.get("planned_headline")):
            return kind
        planned_kind = entry.get("planned")
        return str(planned_kind) if planned_kind else None

    def _told_before(self, at: int) -> bool:
        """Whether somebody says what follows: "announced that it would"."""
        return any(m.end <= at and self.syntax.is_verb(m.start) for m in self.frames.reports.find(self.low))

    def _own_voice(self, stance: Stance, sources: Sequence[Actor], kind: str, last: int) -> Stance:
        """Where the source itself is the speaker, the report tells a speech act in its own voice."""
        if kind in self.frames.words["no-speech"] and not self._adjunct(last):
            return stance
        if stance.claimant == "author" and stance.credence in _UNSURE:
            return replace(stance, credence="stated")
        tokens = self.syntax.sentence.tokens
        for actor in self.syntax.actors:
            words = " ".join(t.text for t in tokens[actor.first : actor.last])
            if words == stance.claimant_text and self.roles.same(actor, sources):
                return replace(stance, claimant="author", claimant_text="", credence="stated", evidence="none")
        return stance

    def _adjunct(self, last: int) -> bool:
        """Whether a noun only tells on what occasion something was said: "said in a call with"."""
        g = self.syntax.grammar
        at = last - 1
        while at >= 0 and last - at < _OCCASION and not self.syntax.is_verb(at):
            if self.low[at] in self.frames.words["occasion"]:
                return True
            if at < last - 1 and self.low[at] in g.preposition:
                return False
            at -= 1
        return False

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


def _bracketed(low: Sequence[str], actor: Actor) -> bool:
    """Whether an actor only repeats a name in brackets: "the Fantasian Union (FU)"."""
    return actor.first > 0 and low[actor.first - 1] == "(" and low[actor.last : actor.last + 1] == (")",)


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
    low, names = sentence.lowers, [a.name for a in actors]
    kept = [a for a in actors if not (_bracketed(low, a) and names.count(a.name) > 1)]
    syntax = Syntax(sentence, kept, (), grammar_of(codebook))
    roles = Roles(syntax, codebook, document.date)
    return tuple(_Reader(syntax, frames, roles, stance).acts())
