"""What one sentence of a paragraph says of claims of the others: whose words they are, that they are doubted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.speakers import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.extraction.frames import Claim
    from analytics.extraction.rows import SentenceRead

__all__ = ["doubt_again", "hand_over"]


def doubt_again(reads: Sequence[SentenceRead]) -> None:
    """Let a claim that the author tells again only to doubt it be doubted where it was told; the second telling goes.

    Args:
        reads: The paragraph's sentences: "Mercia claimed that X fell. We have seen no proof that Mercia took X."
    """
    told: dict[tuple[str, str, str], list[tuple[SentenceRead, Claim]]] = defaultdict(list)
    for one in reads:
        for doubt in [c for c in one.claims if c.stance.claimant == AUTHOR and c.stance.credence == "doubted"]:
            before = [pair for key in _keys(doubt) for pair in told.pop(key, ())]
            again = [(read, claim) for read, claim in before if any(c is claim for c in read.claims)]
            for read, claim in again:
                stance = replace(claim.stance, credence="doubted")
                read.claims = tuple(replace(c, stance=stance) if c is claim else c for c in read.claims)
            if again:
                one.claims = tuple(c for c in one.claims if c is not doubt)
        for claim in filter(_is_open, one.claims):
            for key in _keys(claim):
                told[key].append((one, claim))


def _keys(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Yield what two claims have in common that tell the same of a place."""
    return ((claim.kind, claim.actor, surface) for surface in sorted({m.surface for m in claim.places}))


def _is_open(claim: Claim) -> bool:
    """Whether somebody else claims it, and nobody took it back."""
    return claim.stance.claimant != AUTHOR and claim.stance.credence == "claimed"


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
