"""What a sentence tells twice is one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.frames import Claim

__all__ = ["merged"]

_RETOLD = frozenset({"strike", "attack", "repelled"})


def merged(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims without what another of the sentence says: attack beside repelled, one kind twice at one place.

    Args:
        claims: Of one sentence, in order.
    """
    kept: list[Claim] = []
    placed = [c for c in claims if c.places]
    for claim in claims:
        nowhere = not claim.places and not claim.toward
        if claim.kind in _RETOLD and nowhere and any(_same_told(claim, other) for other in placed):
            continue
        denied_gain = claim.kind == "advance" and claim.stance.credence == "denied"
        if any(
            (k.kind == claim.kind and k.stance.claimant == claim.stance.claimant and _same_places(k, claim))
            or (k.kind == "repelled" and (denied_gain or (claim.kind == "attack" and _same_places(k, claim))))
            for k in kept
            if k.actor == claim.actor
        ):
            continue
        if claim.kind == "repelled":
            kept = [k for k in kept if not (k.kind == "attack" and k.actor == claim.actor and _same_places(k, claim))]
        kept.append(claim)
    return kept


def _same_told(a: Claim, b: Claim) -> bool:
    """Whether two claims differ in nothing but where."""
    return (a.kind, a.actor, a.stance.claimant, a.stance.credence) == (
        b.kind,
        b.actor,
        b.stance.claimant,
        b.stance.credence,
    )


def _same_places(a: Claim, b: Claim) -> bool:
    return {m.start for m in a.places} == {m.start for m in b.places} or (not b.places and not b.toward)
