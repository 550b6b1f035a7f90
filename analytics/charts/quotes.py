"""How much of a publisher's sentence is shown: nothing, the words around those that fired, or all of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analytics.codebook import Codebook

__all__ = ["QUOTES", "Mark", "Quotes", "excerpt", "marked", "quoted"]

Quotes = Literal["none", "short", "full"]
QUOTES: tuple[Quotes, ...] = get_args(Quotes)
Mark: TypeAlias = tuple[int, int, str]
"""First and one past the last character of a word that fired, within the sentence, and its role."""

_WORD = re.compile(r"\S+")
_CUT = "\N{HORIZONTAL ELLIPSIS}"
_FIRED = ("trigger", "name")  # roles of the words for whose sake a sentence is shown


def excerpt(sentence: str, start: int, end: int, words: int) -> str:
    """Return the words around a span of a sentence.

    Args:
        sentence: Whole.
        start: Of the span, in characters.
        end: Of the span.
        words: At least one: kept on each side and of the span itself; an ellipsis stands for the others.
    """
    first, last = _kept(sentence, start, end, words)
    return f"{_lead(first)}{sentence[first:last]}" + f" {_CUT}" * (last < len(sentence))


def _lead(first: int) -> str:
    return f"{_CUT} " if first else ""


def _kept(sentence: str, start: int, end: int, words: int) -> tuple[int, int]:
    """Return the part of a sentence that `excerpt` keeps."""
    before, within = list(_WORD.finditer(sentence, 0, start)), list(_WORD.finditer(sentence, start, end))
    after = list(_WORD.finditer(sentence, end)) if len(within) <= words else []
    first = before[-words].start() if len(before) > words else 0
    kept = after[words - 1 :] if len(within) <= words else within[words - 1 :]
    return first, kept[0].end() if len(kept) > 1 else len(sentence)


def marked(sentence: str, marks: Sequence[Mark], quotes: Quotes, codebook: Codebook) -> tuple[str, list[Mark]]:
    """Return of a sentence what may be shown, with the words that fired where they now stand.

    Args:
        sentence: Whole.
        marks: Words within it; the first that is a trigger or a name is what a short text is cut around.
        quotes: As `quoted` has it; ``none`` leaves nothing.
        codebook: Has the setting ``quote_words``.

    Returns:
        The text; the marks that it still holds, in order, without those that overlap an earlier one.
    """
    if quotes == "none":
        return "", []
    apart = _apart(marks)
    if quotes == "full":
        return sentence, apart
    start, end, _ = next((mark for mark in apart if mark[2] in _FIRED), apart[0] if apart else (0, 0, ""))
    words = int(codebook.settings["quote_words"])
    first, last = _kept(sentence, start, end, words)
    moved = len(_lead(first)) - first
    left = [(at + moved, to + moved, role) for at, to, role in apart if first <= at and to <= last]
    return excerpt(sentence, start, end, words), left


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def quoted(
    frame: pl.DataFrame, quotes: Quotes, codebook: Codebook, *, around: Iterable[str] | None = None
) -> pl.DataFrame:
    """Leave of each row's ``quote`` what may be shown.

    Args:
        frame: With a column ``quote`` (str, a sentence).
        quotes: ``none`` takes the column away, ``short`` cuts it, ``full`` leaves it.
        codebook: Has the setting ``quote_words``.
        around: For each row, the words of the sentence that fired; the column ``trigger`` by default. Words that are
            not in the sentence leave its beginning.

    Returns:
        The frame, without the column or with a shorter text in it.
    """
    if quotes == "none":
        return frame.drop("quote")
    if quotes == "full":
        return frame
    words = int(codebook.settings["quote_words"])
    fired = frame["trigger"].to_list() if around is None else list(around)
    cut = [_around(quote, each, words) for quote, each in zip(frame["quote"], fired, strict=True)]
    return frame.with_columns(pl.Series("quote", cut, pl.String))


def _around(sentence: str, fired: str, words: int) -> str:
    start = max(sentence.find(fired), 0)
    return excerpt(sentence, start, start + len(fired) if fired and fired in sentence else start, words)
