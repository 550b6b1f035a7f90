"""How much of a publisher's sentence is shown: nothing, the words around those that fired, or all of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook

__all__ = ["QUOTES", "Quotes", "excerpt", "quoted"]

Quotes = Literal["none", "short", "full"]
QUOTES: tuple[Quotes, ...] = get_args(Quotes)

_WORD = re.compile(r"\S+")
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def excerpt(sentence: str, start: int, end: int, words: int) -> str:
    """Return the words around a span of a sentence.

    Args:
        sentence: Whole.
        start: Of the span, in characters.
        end: Of the span.
        words: At least one: kept on each side and of the span itself; an ellipsis stands for the others.
    """
    before, within = list(_WORD.finditer(sentence, 0, start)), list(_WORD.finditer(sentence, start, end))
    after = list(_WORD.finditer(sentence, end)) if len(within) <= words else []
    first = before[-words].start() if len(before) > words else 0
    kept = after[words - 1 :] if len(within) <= words else within[words - 1 :]
    last = kept[0].end() if len(kept) > 1 else len(sentence)
    return f"{_CUT} " * (first > 0) + sentence[first:last] + f" {_CUT}" * (last < len(sentence))


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
