"""What one sentence of a paragraph says of claims of the others: whose words they are, that they are doubted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.speakers import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.frames import Claim
    from analytics.extraction.rows import SentenceRead

__all__ = ["doubt_again", "hand_over"]


def doubt_again(reads: Sequence[SentenceRead]) -> None:
    """Let a claim that the author tells again only to doubt it be doubted where it was told; the second telling goes.

    Args:
        reads: The paragraph's sentences: "Mercia claimed that X fell. We have seen no proof that Mercia took X."
    """
    for at, one in enumerate(reads):
        doubts = [c for c in one.claims if c.stance.claimant == AUTHOR and c.stance.credence == "doubted" and c.places]
        told = [(read, c) for read in reads[:at] for c in read.claims if _is_open(c)]
        for doubt in doubts:
            again = [(read, c) for read, c in told if _is_same(c, doubt)]
            for read, claim in again:
                stance = replace(claim.stance, credence="doubted")
                read.claims = tuple(replace(c, stance=stance) if c is claim else c for c in read.claims)
            if again:
                one.claims = tuple(c for c in one.claims if c is not doubt)


def _is_open(claim: Claim) -> bool:
    """Whether somebody else claims it, and nobody took it back."""
    return claim.stance.claimant != AUTHOR and claim.stance.credence == "claimed"


def _is_same(one: Claim, other: Claim) -> bool:
    """Whether two claims tell the same of a place."""
    told, again = ({m.surface for m in c.places} for c in (one, other))
    return (one.kind, one.actor) == (other.kind, other.actor) and bool(told & again)


def hand_over(reads: Sequence[SentenceRead]) -> None:
    """Hand what a paragraph tells itself to whom one of its sentences names for all: "So says the ministry"."""
    source = next((one.attribution.source for one in reads if one.attribution.source is not None), None)
    if source is None or source[0] == AUTHOR:
        return
    for one in reads:
        one.claims = tuple(_told_by(claim, *source) for claim in one.claims)


def _told_by(claim: Claim, claimant: str, text: str) -> Claim:
    own = claim.stance.claimant == AUTHOR and claim.stance.credence in {"stated", "likely"}
    told = replace(claim.stance, claimant=claimant, claimant_text=text, credence="claimed")
    return replace(claim, stance=told) if own else claim
