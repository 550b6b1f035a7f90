"""How much of a report's sentence a page shows: the one place that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Amount", "Mark", "quoted"]

Amount: TypeAlias = Literal["none", "short", "full"]
Mark: TypeAlias = tuple[int, int, str]
"""First and one past the last character of a word that fired, within the quote, and its role."""

_SHORT = 240  # characters of a sentence; most are shorter
_LEAD = 80  # characters kept before the first word that fired
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def quoted(quote: str, marks: Sequence[Mark], amount: Amount) -> tuple[str, list[Mark]]:
    """Return as much of a sentence as a page may show, with the words that fired where they now stand.

    Args:
        quote: The sentence.
        marks: Words within it.
        amount: ``none`` for nothing, ``short`` for some 240 characters around the words, ``full`` for all.

    Returns:
        The text; the marks that it still holds, in order, without those that overlap an earlier one.
    """
    if amount == "none":
        return "", []
    apart = _apart(marks)
    if amount == "full" or len(quote) <= _SHORT:
        return quote, apart
    first = max(0, min(apart[0][0] - _LEAD, len(quote) - _SHORT)) if apart else 0
    last = min(len(quote), first + _SHORT)
    first, last = _whole_words(quote, first, last)
    before, after = _CUT if first else "", _CUT if last < len(quote) else ""
    moved = len(before) - first
    kept = [(start + moved, end + moved, role) for start, end, role in apart if first <= start and end <= last]
    return f"{before}{quote[first:last]}{after}", kept


def _whole_words(quote: str, first: int, last: int) -> tuple[int, int]:
    """Return a cut that goes through no word, where there is a space to cut at."""
    after = quote.find(" ", first, first + _LEAD) + 1 if first else 0
    before = quote.rfind(" ", last - _LEAD, last) if last < len(quote) else last
    return max(first, after), before if before > first else last


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept
