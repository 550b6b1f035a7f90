"""Diplomatic acts: frames of the codebook propose, one judge decides.

The kinds are PLOVER event types (Halterman et al. 2023); what an act is, and what is none, the codebook's
``diplomacy.toml`` says with examples. Domestic affairs are none: source and target differ in name and side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.act_demands import Demands
from analytics.extraction.act_frames import ACTING, act_frames_of
from analytics.extraction.act_leads import leads_of, points_back, surnamed, teller_of, tells_anew
from analytics.extraction.act_nesting import Act, is_inside
from analytics.extraction.act_plain import plain_of, unbracketed
from analytics.extraction.act_proposals import Proposal, Proposer
from analytics.extraction.act_replies import answered
from analytics.extraction.act_roles import Roles
from analytics.extraction.act_stances import condition_of, kind_of, named_in_condition, own_voice, topic_of
from analytics.extraction.act_threads import Thread
from analytics.extraction.actor_table import actor_table_of
from analytics.extraction.syntax import Syntax, grammar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.records import Actor, Stance
    from analytics.text import Document, Sentence

__all__ = ["Act", "find_diplomacy"]

_UNOWNED = frozenset({"author", "unattributed"})  # claimants that are no party
_CARRIED = 4  # tokens between a verb and the demand that it brings in
_RIVALS = 2  # armies that may deal with each other: "Xian and Yian forces swapped prisoners"
_LONGEST = 600  # tokens: no sentence of prose is longer


class _Judge:
    """Decides which proposals of one sentence are acts."""

    def __init__(
        self,
        document: Document,
        proposer: Proposer,
        stance: Callable[[int, int], Stance],
        back: Sequence[int],
        before: tuple[str | None, str | None] = (None, None),
    ) -> None:
        self.document, self.proposer, self.back = document, proposer, back
        self.answered, self.topic = before  # what answers are about, and all acts of a sentence that goes on
        self._stance = stance
        self.low, self.roles = proposer.low, proposer.roles
        self.demands = Demands(proposer)

    def stance(self, first: int, last: int) -> Stance:
        """Return the stance to tokens of the sentence as it is read here."""
        return self._stance(self.back[first], self.back[last - 1] + 1)

    def acts(self) -> Iterator[Act]:
        """Yield the acts: none on tokens of another, none that repeats kind, source and target."""
        used: set[int] = set()
        seen: dict[tuple[str, frozenset[str]], set[str]] = {}
        again: set[tuple[str, int]] = set()  # verbs that repeat an act, in no other reading either
        told = list(self._without_objects())
        for act, own in told:
            key = (act.kind, frozenset(act.source))
            known = key in seen and seen[key] >= {*act.target}
            again |= {(act.kind, act.first)} if known and act.target else set()
            repeats = known or (act.kind, act.first) in again or any(self._carries(act, o) for o, _ in told)
            if used.isdisjoint(range(*own)) and not repeats:
                used |= {*range(*own)}
                seen.setdefault(key, set()).update(act.target)
                yield act

    @staticmethod
    def _carries(act: Act, other: Act) -> bool:
        """Whether an act without a target only brings in another: "reiterated | demands that X leave"."""
        near = act.last <= other.first <= act.last + _CARRIED
        return near and bool(other.target) and not act.target and (act.kind, act.source) == (other.kind, other.source)

    def _without_objects(self) -> Iterator[tuple[Act, tuple[int, int]]]:
        """Leave out what an act of another frame tells better, or only tells of."""
        judged = [(p, act) for p in self.proposer.proposals() if (act := self._act(p)) is not None]
        if not judged:
            judged = [(p, act) for p in self.proposer.stances() if (act := self._act(p)) is not None]
        better = {p.match.start if p.spoken is None else p.spoken for p, _ in judged if not p.entry.get("if_no_other")}
        judged = [(p, act) for p, act in judged if not (p.entry.get("if_no_other") and p.match.start in better)]
        judged.sort(key=lambda one: self._rank(*one))
        for p, act in judged:
            if not is_inside(p, act, judged, self.demands):
                yield act, self._told_in(p, act)

    def _told_in(self, p: Proposal, act: Act) -> tuple[int, int]:
        """Return the tokens that no other act may be told by: of an ultimatum only its half, "must yield | or will"."""
        half = next((i for i in range(*p.span) if self.low[i] in self.proposer.frames.words["ultimatum"]), None)
        if p.spoken is None or half is None:
            return act.first, act.last
        first, last = (p.span[0], half) if p.match.start < half else (half + 1, p.span[1])
        return self.back[first], self.back[last - 1] + 1

    @staticmethod
    def _rank(p: Proposal, act: Act) -> tuple[bool, int, bool]:
        """Order what is told: the report's own clauses first; of one verb's readings that which knows on whom."""
        return p.spoken is not None, p.match.start, not act.target

    def _act(self, p: Proposal) -> Act | None:
        sources = self._sources(p)
        told = sources or (p.entry.get("agentless") and p.passive and not p.sources) or (p.unnamed and p.targets)
        targets = self._targets(p, sources) if told and self.demands.stand(p, sources) else None
        if targets is None or not self.demands.met(p, sources, targets):
            return None
        first, last = p.span
        stance = self.stance(first, last) if p.spoken is None else self.stance(p.spoken, p.spoken + 1)
        kind = kind_of(p, stance, self.proposer)
        deed = p.entry["kind"] in self.proposer.frames.words["deed-kind"]
        if deed and stance.credence == "denied" and stance.claimant not in _UNOWNED and self._speaks(stance, sources):
            return None  # "X denied that it had sent arms"
        targets = targets or list(named_in_condition(p, self.proposer, sources))
        told_by_other = p.entry.get("hostile") and p.spoken is None and stance.claimant not in _UNOWNED
        if kind is None or (told_by_other and not self._speaks(stance, sources)):
            return None
        tokens = self.proposer.syntax.sentence.tokens
        before = self.answered if kind in self.proposer.frames.words["reacting"] else self.topic
        return Act(
            sentence=self.proposer.syntax.sentence.index,
            first=self.back[first],
            last=self.back[last - 1] + 1,
            trigger=self.document.text[tokens[first].start : tokens[last - 1].end],
            kind=kind,
            source=_names(sources),
            target=_names(targets),
            topic=topic_of(p, self.proposer, (_names(sources), _names(targets)), before),
            conditions=condition_of(last, self.proposer, self.document),
            stance=own_voice(p, stance, sources, kind, self.proposer),
            rule=str(p.entry["id"]),
        )

    def _speaks(self, stance: Stance, sources: Sequence[Actor]) -> bool:
        """Whether the claimant is one of the sources."""
        tokens = self.proposer.syntax.sentence.tokens
        return any(" ".join(t.text for t in tokens[a.first : a.last]) in stance.claimant_text for a in sources)

    # ------------------------------------------------------------------ parties

    def _sources(self, p: Proposal) -> list[Actor]:
        forms = {*p.entry.get("forms", ACTING), *(("adjective",) if p.entry.get("source") == "owner" else ())}
        former = self.proposer.frames.words["former"]
        return [a for a in p.sources if a.name and a.form in forms and not former & self._before(a, p.sources[0])]

    def _before(self, actor: Actor, first: Actor) -> set[str]:
        """Return what stands right before an actor and before the first of its list: "retired X and Y officials"."""
        near = self.low[max(0, actor.first - 1) : actor.first + 1]
        joined = self.low[max(0, first.first - 1) : first.first + 1] if first.last <= actor.first else ()
        return {*near, *joined}

    def _targets(self, p: Proposal, sources: Sequence[Actor]) -> list[Actor] | None:
        """Return the targets that are no part of the source; null for a domestic affair."""
        sided = any(a.side for a in sources)
        targets = [t for t in p.targets if self._may_be_target(p, t) and not (sided and self._is_folk(p, t))]
        is_pair = self.demands.is_pair(p, sources)
        names = {a.name for a in sources}
        if not is_pair and len(targets) > 1 and any(t.name in names for t in targets):
            targets = []
        foreign = [t for t in targets if (is_pair and t in sources) or not self.roles.same(t, sources)]
        wide = p.entry["kind"] in self.proposer.frames.words["against-armies"]
        foreign = [t for t in foreign if t.form != "forces" or wide or t.side is None or not sided]
        if is_pair:
            return list(sources) if p.entry.get("pair_first") else foreign or list(sources)
        if not sided:
            far = p.match.end + 1  # "lifted limits on the use of its own shells": no domestic affair
            targets = [t for t in targets if t in foreign or t.form != "adjective" or t.first <= far]
        told = self.proposer.syntax.word(p.match.end) == "that"  # "threatened that": its subject is no target
        told = told or p.spoken is not None or bool(p.entry.get("own_target"))
        return foreign if foreign or not targets or told else None

    def _may_be_target(self, p: Proposal, target: Actor) -> bool:
        entry = p.entry
        if not target.name or (entry.get("target_side") and not target.side):
            return False
        if self.proposer.syntax.word(target.last) in self.proposer.frames.words["medium"]:
            return False  # "asked from the X rostrum"
        asked = entry["kind"] in self.proposer.frames.words["asking"]
        if asked and target.first >= p.match.end and self.demands.is_passed_by(target, entry["kind"]):
            return False  # "calls for X sanctions", "decries sanctions on X": X is not meant
        return "target_forms" not in entry or target.form in entry["target_forms"]

    def _is_folk(self, p: Proposal, target: Actor) -> bool:
        """Whether a party's people or things stand for it, with whom the other deals in no friendly act."""
        harsh = p.entry["kind"] in self.proposer.frames.words["harsh"]
        return target.form == "adjective" and target.side is not None and not harsh


def _names(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.name for a in actors))


def find_diplomacy(
    document: Document,
    sentence: Sentence,
    actors: Sequence[Actor],
    stance: Callable[[int, int], Stance],
    codebook: Codebook,
    *,
    thread: Thread | None = None,
) -> tuple[Act, ...]:
    """Find the diplomatic acts that a sentence tells.

    Args:
        document: The report.
        sentence: One of its sentences.
        actors: The sentence's actors.
        stance: Gives the stance to trigger tokens ``[first, last)``: `Attribution.act_stance`.
        codebook: Its tables ``act``, ``act_object``, ``act_party``, ``act_word``, ``topic``, ``condition``.
        thread: Who the sentences before told of; told of this one's parties.

    Returns:
        The acts, those of the report's own clauses first; no two that repeat kind, source and target.
    """
    thread = thread or Thread()
    frames = act_frames_of(codebook)
    table = actor_table_of(codebook)
    thread.bodies = table.bodies
    actors = [a if a.name else surnamed(a, sentence, table, document.date) for a in actors]
    named = any(a.name for a in actors)
    may_go_on = named or thread.may_go_on(sentence.lowers, frames.words) or frames.parties.find(sentence.lowers)
    if len(sentence.tokens) > _LONGEST or not may_go_on:
        return ()
    plain = plain_of(sentence, unbracketed(actors, sentence.lowers), frames.words)
    phrases = frames.parties.find(plain.sentence.lowers)
    known, groups = thread.goes_on(plain, frames.words, phrases, frames.war)
    armies = {a.name for a in known if a.name and a.form == "forces"}
    if len(armies) < _RIVALS and not any(a.name and a.form != "forces" for a in known):
        return ()
    syntax = Syntax(plain.sentence, known, (), grammar_of(codebook))
    roles = Roles(syntax, codebook, document.date, groups, thread.dealt(frames.war))
    proposer = Proposer(syntax, frames, roles, plain.closed)
    more = sum(bool(a.name) for a in known) > sum(bool(a.name) for a in plain.actors)
    goes_on = more or points_back(plain.sentence.lowers, frames.words)
    before = thread.topic if "\n" not in document.text[thread.end : sentence.start] else None
    topic = before if goes_on else None
    replied = topic if tells_anew(plain.sentence.lowers, frames.words) else before
    acts = tuple(_Judge(document, proposer, stance, plain.back, (replied, topic)).acts()) if proposer.may_tell() else ()
    acts = answered(acts, thread.told, sentence.lowers, frames)
    thread.told = acts or thread.told
    thread.end, thread.topic = sentence.end, acts[0].topic if acts else topic
    dealt = (tuple(dict.fromkeys((*a.source, *a.target))) for a in acts if a.source and a.target)

    def leads() -> tuple[Actor, ...]:
        return leads_of(roles, known, acts[0].source if acts else ())

    papers = None if frames.words["document"].isdisjoint(syntax.low) else roles.is_body
    met = next((d for d in dealt if len(d) > 1), ()) or (proposer.told_pair() if acts else ())
    thread.follow(leads, met if len(met) > 1 else (), papers, lambda: teller_of(proposer.speeches))
    return acts
