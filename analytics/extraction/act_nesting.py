"""Acts that another one is about: agreed to, refused, promised, asked for. They are no acts of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.act_demands import Demands
    from analytics.extraction.act_proposals import Proposal, Proposer
    from analytics.extraction.records import Stance

__all__ = ["Act", "is_inside"]

_ASKED = 6  # tokens of "Xian officials that" behind "promised"


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


def is_inside(p: Proposal, act: Act, judged: Sequence[tuple[Proposal, Act]], demands: Demands) -> bool:
    """Whether an act is what another one is about.

    Args:
        p: The proposal that became the act.
        act: The act.
        judged: All acts of its sentence.
        demands: Holds the sentence.
    """
    proposer = demands.proposer
    named = _is_named(p, act, judged) or any(
        o.entry.get("negative") and o.match.end == p.match.start for o, _ in judged
    )
    if named or _is_vowed(p, act, judged, proposer) or _is_sent(p, act, judged, proposer):
        return True  # "no plans to visit": no visit
    if _is_wished(p, judged, proposer):
        return True
    if p.spoken is not None and any(
        o.spoken is None and not o.is_noun and {*other.source} & {*act.target} for o, other in judged
    ):
        return True
    at = p.match.start
    if not p.is_noun or proposer.low[at] in proposer.syntax.grammar.preposition:
        return False
    verbs = (o.match.end for o, other in judged if not (o.is_noun or demands.hosts(other, act)))
    return any(end <= at and proposer.is_object(end, at) for end in verbs)


def _is_vowed(p: Proposal, act: Act, judged: Sequence[tuple[Proposal, Act]], proposer: Proposer) -> bool:
    """Whether a penalty or a refusal is only threatened, or an agreement is a penalty itself."""
    at = p.match.start
    if act.kind == "agree":  # "agreed to ban": a ban
        to = p.match.end + (proposer.syntax.word(p.match.end) == "to")
        return any(other.kind == "sanction" and o.match.start == to for o, other in judged)
    if act.kind not in {"sanction", "reject"}:
        return False
    threats = [o for o, other in judged if other.kind == "threaten"]
    if any(o.spoken is not None and o.match.start < at < o.match.end for o in threats):
        return True  # "warned that it would walk away from the talks"
    promised = [o for o, _ in judged if o.entry.get("past_modal")]  # "promised that X would impose sanctions"
    early = any(o.match.start < at for o in (*promised, *(o for o in threats if o.spoken is None)))
    return act.kind == "sanction" and early


def _is_wished(p: Proposal, judged: Sequence[tuple[Proposal, Act]], proposer: Proposer) -> bool:
    """Whether somebody only asks another for an act, or vouches for it: "demanded that | Y condemns Z"."""
    s, first = proposer.syntax, proposer.roles.start_of(p.sources[0]) if p.sources else 0
    if first < 1 or first > p.match.start or s.word(first - 1) != "that" or p.spoken is not None or p.is_noun:
        return False
    modal = not s.grammar.modal.isdisjoint(proposer.low[p.group : p.match.end])
    wished = modal or p.match.form in {"base", "third"}
    return wished and any(
        o.spoken is None
        and other.kind in proposer.frames.words["wishing-kind"]
        and o.match.end <= first <= o.match.end + _ASKED
        and not proposer.roles.same(p.sources[0], o.sources)
        for o, other in judged
    )


def _is_sent(p: Proposal, act: Act, judged: Sequence[tuple[Proposal, Act]], proposer: Proposer) -> bool:
    """Whether a letter only carries what it asks for, or support is what is given: "gave ten million in support"."""
    at = p.match.start
    if p.entry.get("carries") and any(o.through == at and other.target for o, other in judged):
        return True
    given = p.is_noun and act.kind in proposer.frames.words["given-along"]
    return given and any(
        other.kind in proposer.frames.words["giving-kind"]
        and (other.source, other.target) == (act.source, act.target)
        and o.match.end <= at < o.end
        for o, other in judged
    )


def _is_named(p: Proposal, act: Act, judged: Sequence[tuple[Proposal, Act]]) -> bool:
    """Whether an act is only named in what is said of it: "called | X's criticism of Y | a lie"."""
    said = [(o, other) for o, other in judged if o.spoken is not None]
    at = p.match.start
    return p.is_noun and any(at in range(*o.span) and {*other.target} == {*act.source} for o, other in said)
