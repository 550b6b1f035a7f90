"""A sentence as runs of text, each with the one role that it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["PLAIN", "ROLES", "Mark", "Run", "plain_text", "runs"]

# Where marks overlap, the first of these is shown.
ROLES = ("claim", "act", "place", "dropped", "cue")
PLAIN: Mapping[str, tuple[str, str]] = {
    "claim": ("*", "*"),
    "act": ("+", "+"),
    "place": ("[", "]"),
    "dropped": ("~", "~"),
    "cue": ("_", "_"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``[start, end)`` of the report that play a role."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; its role is empty where it plays none."""

    text: str
    role: str


def runs(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """Cut the characters ``[start, end)`` of a text where marks begin and end.

    Args:
        text: The report.
        start: First character of the sentence.
        end: One past its last.
        marks: In any order, overlapping as they like.

    Returns:
        Runs whose texts joined are ``text[start:end]``, no two neighbours of one mark.
    """
    inside = sorted(
        {Mark(max(m.start, start), min(m.end, end), m.role) for m in marks if m.start < end and m.end > start},
        key=lambda m: (m.start, m.end, m.role),
    )
    edges = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    out: list[tuple[Mark | None, str]] = []
    for left, right in pairwise(edges):
        over = [m for m in inside if m.start <= left and right <= m.end]
        best = min(over, key=lambda m: (ROLES.index(m.role), m.start - m.end, m.start), default=None)
        if out and out[-1][0] == best:
            out[-1] = (best, out[-1][1] + text[left:right])
        else:
            out.append((best, text[left:right]))
    return tuple(Run(piece, mark.role if mark else "") for mark, piece in out)


def plain_text(sentence: Iterable[Run]) -> str:
    """Write marked runs with signs around them, as `PLAIN` has them."""
    return "".join(f"{PLAIN[r.role][0]}{r.text}{PLAIN[r.role][1]}" if r.role else r.text for r in sentence)
