"""What a frame asks of its clause: targets, objects, who may act, words that undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from analytics.codebook import Match
    from analytics.extraction.act_nesting import Act
    from analytics.extraction.act_proposals import Proposal, Proposer
    from analytics.extraction.records import Actor

__all__ = ["Demands"]

_NEAR = 2  # tokens between a trigger and a target right behind it
_GIVEN = 9  # tokens behind a verb, or its first object, in which what is given stands
_FAR = 99  # tokens in which an object stands, where the frame says nothing
_UNLESS = 4  # tokens behind a trigger in which a word undoes it


class Demands:
    """Holds one sentence's proposals to what their frames ask for."""

    def __init__(self, proposer: Proposer) -> None:
        """Find what acts may be about.

        Args:
            proposer: Holds the sentence.
        """
        self.proposer, self.low, self.roles = proposer, proposer.low, proposer.roles
        found = proposer.roles.objects
        whole = [m for m in found if m.entry.get("covers")]
        self.objects = [m for m in found if not any(_within(m, w) for w in whole)]

    def is_pair(self, p: Proposal, sources: Sequence[Actor]) -> bool:
        """Whether several sources deal with each other.

        Args:
            p: The act.
            sources: Who acts.
        """
        return len({a.name for a in sources}) > 1 and (p.each or bool(p.entry.get("mutual")))

    def is_passed_by(self, actor: Actor, kind: str) -> bool:
        """Whether a party is named for what hits it or for what it qualifies.

        Args:
            actor: Any.
            kind: The act's kind.
        """
        at = self.roles.start_of(actor) - 1
        hit = kind == "accuse" and any(m.end == at and m.entry["id"] == "measure-noun" for m in self.objects)
        hit = hit and self.roles.is_aimed_at(actor)
        return hit or self._is_qualifier(actor, kind)

    def _is_qualifier(self, actor: Actor, kind: str) -> bool:
        """Whether a state's name only qualifies what stands behind it: "X sanctions", "X dam collapse"."""
        s = self.proposer.syntax
        if actor.form != "state" or actor.possessive:
            return False
        ends = [m.end for m in self.objects if m.start == actor.last and m.form == "noun"]
        if not ends:
            return kind == "accuse" and self._opens_compound(actor.last)
        goes_on = any(s.word(e) == "to" or s.opens_noun_phrase(e) for e in ends)
        acts = s.is_verb(actor.last) and (goes_on or "ing" in s.tags(actor.last))  # "X plans to", "X staging raids"
        return not acts

    def _opens_compound(self, at: int) -> bool:
        """Whether two plain nouns stand at a token: "dam collapse"."""
        s = self.proposer.syntax
        g = s.grammar
        near = self.low[at : at + 2]
        other = any(
            w in g.determiner or w in g.preposition or w in g.conjunction or w in g.auxiliary or g.is_adverb(w)
            for w in near
        )
        plain = all(w.isalpha() and t.text.islower() for w, t in zip(near, s.sentence.tokens[at : at + 2], strict=True))
        return len(near) > 1 and plain and not other and not any(s.is_verb(i) or s.tags(i) for i in (at, at + 1))

    def stand(self, p: Proposal, sources: Sequence[Actor]) -> bool:
        """Whether nothing forbids the frame here.

        Args:
            p: The act.
            sources: Who acts.
        """
        entry = p.entry
        if entry.get("passive_only") and not p.passive and entry.get("source") != "things":
            return False
        if entry.get("yields") and self._yields(p, entry["yields"]):
            return False
        behind = self.low[p.match.end : self._unless_end(p)]
        beside = (*self.low[p.start : p.match.start], *behind) if p.passive else behind
        clause = bool(behind) and behind[0] in self.proposer.frames.words["clause-opener"]
        undone = any(word in beside for word in entry.get("unless", ()))
        before = self.proposer.syntax.word(p.match.start - 1)
        words = self.proposer.frames.words
        ceased = (p.match.form == "ing" and before in words["ceasing"]) or before in words["no-more"]
        at_home = self._asks_own(p, sources) or self._asks_folk(p)
        return self._may_act(p, sources) and not (undone or ceased or at_home or (entry.get("no_clause") and clause))

    def _asks_folk(self, p: Proposal) -> bool:
        """Whether a state's people are asked, not the state: "urged Xian civilians to leave"."""
        words, s = self.proposer.frames.words, self.proposer.syntax
        asked = [t for t in p.targets if t.first >= p.match.end and p.entry["kind"] in words["addressing"]]
        return any(s.word(t.last + t.possessive) in words["folk"] for t in asked)

    def _asks_own(self, p: Proposal, sources: Sequence[Actor]) -> bool:
        """Whether who is asked is the asker's own: "asked its parliament for money for Y"."""
        if p.is_noun or p.spoken is not None or p.entry["kind"] not in self.proposer.frames.words["addressing"]:
            return False
        asked = next((a for a in self.roles.actors if a.name and self.roles.start_of(a) == p.match.end), None)
        return asked is not None and asked.form != "adjective" and self.roles.same(asked, sources)

    def _unless_end(self, p: Proposal) -> int:
        """Return where the words end that may undo an act; a party that is asked or warned stands before its people."""
        end = p.match.end + _UNLESS
        if p.entry["kind"] not in self.proposer.frames.words["addressing"]:
            return end
        if p.spoken is None and not p.passive and p.targets and p.targets[0].last <= p.match.start:
            return p.match.end  # "summoned X's envoy and | demanded that the soldiers leave"
        return min([end, *(t.first for t in p.targets if t.first >= p.match.end)])

    def _yields(self, p: Proposal, classes: Sequence[str]) -> bool:
        """Whether what stands right behind the trigger, or behind a target that does, is another frame's."""
        near = next((t.last for t in p.targets if 0 <= t.first - p.match.end <= _NEAR), p.match.end)
        comma = next((i for i in range(near, min(near + _GIVEN, len(self.low))) if self.low[i] == ","), near + _GIVEN)
        return any(m.entry["id"] in classes and p.match.end <= m.start < comma for m in self.objects)

    def _may_act(self, p: Proposal, sources: Sequence[Actor]) -> bool:
        """Whether the frame is for these parties: some are for third parties only."""
        entry, sided, rival = p.entry, _sided(sources), _sided(p.targets)
        at_home = all(a.side for a in p.targets)
        of_war = (entry.get("third_party") and sided and at_home) or (entry.get("third_party_source") and sided)
        at_war = entry.get("foreign_only") and (sided or rival)
        led = all(self.roles.is_person(a) for a in p.targets)
        apart = entry.get("rival_leaders") and not (sided and rival and led)
        return not (of_war or at_war or apart)

    def met(self, p: Proposal, sources: Sequence[Actor], targets: Sequence[Actor]) -> bool:
        """Whether the target and the object that a frame needs are there.

        Args:
            p: The act.
            sources: Who acts.
            targets: On whom.
        """
        entry, needs = p.entry, p.entry.get("needs", "source")
        if p.agent:
            return bool(targets) or not _sided(sources)
        if needs == "source" or (entry.get("alone") and not _sided(sources)):
            return True
        if needs == "near":
            return self._is_near(p, targets, entry.get("reach", _NEAR))
        has_target = bool(targets) and self._is_adjacent(entry, targets)
        has_object = self._has_object(p, _classes(entry, sources, targets)) or (
            "penalty-noun" in entry.get("object", ()) and any(t.form == "media" for t in targets)
        )
        third = (entry.get("third_target") and has_target) or (entry.get("third_object") and has_object)
        if third and not _sided(sources):
            return True
        if entry.get("strict_object") and has_target and not has_object:
            return self._is_near(p, [t for t in targets if t.form != "forces"], 1)
        is_pair = self.is_pair(p, sources)
        return {
            "target": has_target,
            "body": any(self.roles.is_body(a) for a in sources),
            "object": has_object,
            "twosome": is_pair,
            "pair": has_object and (has_target or is_pair),
            "either": has_target or has_object,
            "both": has_object and has_target,
            "met": has_object and (has_target or is_pair or any(self.roles.is_body(a) for a in sources)),
        }[needs]

    @staticmethod
    def hosts(other: Act, act: Act) -> bool:
        """Whether who brings two together is none of them: "X hosted talks, mediated a swap | between Y and Z".

        Args:
            other: An act whose object the second names.
            act: Any.
        """
        apart = len(act.source) > 1 and {*act.source}.isdisjoint(other.source)
        return apart and other.kind == "consult"

    @staticmethod
    def _is_near(p: Proposal, targets: Sequence[Actor], reach: int) -> bool:
        return any(0 <= t.first - p.match.end <= reach for t in targets)

    def _is_adjacent(self, entry: Mapping[str, Any], targets: Sequence[Actor]) -> bool:
        """Whether the object stands right behind a target, where it has to: "told X to", not "wants X money to"."""
        ends = {t.last for t in targets}
        return not entry.get("adjacent") or any(
            m.entry["id"] in entry["object"] and m.start in ends for m in self.objects
        )

    def _antecedents(self, p: Proposal) -> Iterator[Match]:
        """Yield nouns whose relative clause the act tells: "an idea X dismissed", "the loan, which X opposed"."""
        if p.is_noun or p.spoken is not None or p.passive or not p.sources or p.sources[0].first >= p.match.start:
            return
        g, at = self.proposer.syntax.grammar, self.roles.start_of(p.sources[0])
        relative = at > 0 and self.low[at - 1] in g.relativizer
        ends = {at - 1, at - 2} if relative and at > 1 and self.low[at - 2] == "," else {at - relative}
        yield from (
            m
            for m in self.objects
            if m.end in ends and (relative or (m.start and self.low[m.start - 1] in g.determiner))
        )

    def _has_object(self, p: Proposal, classes: Sequence[str]) -> bool:
        """Whether a noun of some classes stands where what it is about may stand: before any later modal."""
        modal = self.proposer.syntax.grammar.modal
        later = (i for i in range(p.match.end, p.end) if self.low[i] in modal)
        stop = p.end if p.spoken is not None or p.entry.get("past_modal") else next(later, p.end)
        stop = min(stop, p.match.end + p.entry.get("reach", _FAR))
        if any(m.entry["id"] in classes and m.entry.get("ahead", True) for m in self._antecedents(p)):
            return True
        return any(
            m.entry["id"] in classes
            and p.start <= m.start < stop
            and (m.end > p.match.start + 1 or m.end <= p.match.start)
            for m in self.objects
        )


def _sided(actors: Sequence[Actor]) -> bool:
    return any(a.side for a in actors)


def _classes(entry: Mapping[str, Any], sources: Sequence[Actor], targets: Sequence[Actor]) -> Sequence[str]:
    """Return what counts as object: less where a party of the war acts at home, or on the other party."""
    classes: Sequence[str] = entry.get("object", ())
    if not _sided(sources):
        return classes
    if not targets:
        return tuple(entry.get("sided_object", classes))
    return tuple(entry.get("rival_object", classes)) if _sided(targets) else classes


def _within(inner: Match, outer: Match) -> bool:
    shorter = inner.end - inner.start < outer.end - outer.start
    return shorter and outer.start <= inner.start and inner.end <= outer.end
