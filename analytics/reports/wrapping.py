"""Lines that were wrapped to a width, put together again: a line's end ends a sentence everywhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.spelling import is_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["RAISED", "unwrapped"]

RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
"""Digits as raised ones: the mark of a footnote, or a square, must not become part of the word before it."""

_SLACK = 0.12  # share of the width: letters of a page differ in theirs
_NARROWEST = 40  # characters: a text of shorter lines is a list
_BULLET = re.compile(r"[-*\u2022\u25e6\u00b7\u2013\u2014]\s|\(?\d{1,2}[.)]\s|>")
_HYPHEN = re.compile(r"(?<![a-z])([a-z]{2,})[-\u2010\u00ad]$")
_FIRST = re.compile(r"[a-z]+")


def unwrapped(lines: Iterable[str]) -> list[str]:
    """Return the paragraphs of wrapped lines.

    A line goes on with the next if that one's first word had no room left on it: a shorter line ends its paragraph.

    Args:
        lines: Of one column; a blank line ends a paragraph.
    """
    given = [" ".join(line.split()) for line in lines]
    width = _width(given)
    paragraphs: list[str] = []
    last = ""  # the line before
    for line in given:
        if line and last and not _BULLET.match(line) and _is_full(last, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        last = line
    return paragraphs


def _width(lines: Sequence[str]) -> int:
    """Return the width that lines were wrapped to: that of all but the few longest, which may be addresses."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[-1 - len(lengths) // 20] if lengths else 0


def _is_full(line: str, following: str, width: int) -> bool:
    word = following.split(" ", 1)[0]
    return width >= _NARROWEST and len(line) + 1 + len(word) > width * (1 - _SLACK)


def _joined(line: str, following: str) -> str:
    """Join two lines; a hyphen that parts a word goes, that of a compound stays."""
    head, tail = _HYPHEN.search(line), _FIRST.match(following)
    if not head or not tail:
        return line + ("" if line.endswith(("-", "\u2010")) else " ") + following
    if line.endswith("\u00ad") or is_english(head[1] + tail[0]):
        return line[:-1] + following
    return line + following
