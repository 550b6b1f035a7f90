"""Whom an answer is directed at: who made the offer that "rejected the offer" answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from analytics.extraction.act_frames import ActFrames
    from analytics.extraction.act_nesting import Act

__all__ = ["answered"]

_NEAR = 4  # tokens of "rejected | the latest peace proposal"


def answered(acts: Sequence[Act], before: Sequence[Act], low: Sequence[str], frames: ActFrames) -> tuple[Act, ...]:
    """Give answers that name nobody the party whose act they answer: "Y rejected | the proposal".

    Args:
        acts: A sentence's acts.
        before: Those of the sentence before.
        low: The sentence's words.
        frames: The parties of the war and the codebook's closed classes: ``answering``, ``answerable``,
            ``told-thing``, ``told-before``, ``told-anew``, ``told-pronoun``, ``continuing``, ``beside``, ``dealing``.
    """
    out: list[Act] = []
    words, parties = frames.words, {a.name for a in frames.war}
    for told in acts:
        act = _beside(_continued(told, before, words), acts, words, parties)
        if act.target or act.kind not in words["answering"] or not _is_of_told(act, low, words):
            out.append(act)
            continue
        earlier = [*before, *(a for a in acts if a.last <= act.first)]
        put = [a for a in reversed(earlier) if a.kind in words["answerable"] and {*a.source}.isdisjoint(act.source)]
        to_them = (a for a in put if not {*a.target}.isdisjoint(act.source))
        asker = next(to_them, put[0] if put else None)
        out.append(act if asker is None else replace(act, target=asker.source))
    return tuple(out)


def _continued(act: Act, before: Sequence[Act], words: Mapping[str, frozenset[str]]) -> Act:
    """Give what nobody is told to do who did the same before: "X sanctioned Y. Three firms | were blacklisted too"."""
    if act.source or act.kind not in words["continuing"]:
        return act
    same = (a.source for a in reversed(before) if a.kind == act.kind and {*a.source}.isdisjoint(act.target))
    return replace(act, source=next(same, ()))


def _beside(act: Act, acts: Sequence[Act], words: Mapping[str, frozenset[str]], parties: AbstractSet[str]) -> Act:
    """Give a promise to nobody the party of the war that the same clause deals with: "met X and pledged arms"."""
    if act.target or not act.source or act.kind not in words["beside"]:
        return act
    near = (a for a in acts if a.source == act.source and a.kind in words["dealing"] and len(a.target) == 1)
    meant = next((a.target for a in near if parties & {*a.target, *a.source}), ())
    return replace(act, target=meant)


def _is_of_told(act: Act, low: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether what is answered was told before: "the proposal", "this charge", "it"."""
    if low[act.last : act.last + 1] and low[act.last] in words["told-pronoun"]:
        return True
    near = range(act.last, min(len(low), act.last + _NEAR))
    thing = next((i for i in near if low[i] in words["told-thing"]), None)
    if thing is None or not words["told-anew"].isdisjoint(low[thing + 1 : thing + 2]):
        return False
    return not words["told-before"].isdisjoint(low[act.last - 1 : thing])
