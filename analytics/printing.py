"""Foreign text made safe to show on a terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["printable"]

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, marks that reorder text, half characters, line ends


def printable(text: str) -> str:
    r"""Spell out what a terminal would obey or hide: ESC becomes ``\x1b``; line ends stay."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _HIDDEN else ascii(char)[1:-1] for char in text
    )
