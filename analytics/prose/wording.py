"""How sentences are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.charts.tables import Shown, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bullets", "chance", "count", "is_or_are", "listed", "paragraph", "percent"]


def paragraph(sentences: Sequence[str], css: str = "computed") -> Shown:
    """Show sentences as one paragraph; empty ones are left out."""
    text = " ".join(sentence for sentence in sentences if sentence)
    return Shown(f'<p class="{css} mathjax_ignore">{safe(text)}</p>', text)


def bullets(sentences: Sequence[str], css: str = "computed") -> Shown:
    """Show sentences as a list, an item a sentence; empty ones are left out."""
    kept = [sentence for sentence in sentences if sentence]
    items = "".join(f"<li>{safe(sentence)}</li>" for sentence in kept)
    return Shown(f'<ul class="{css} mathjax_ignore">{items}</ul>', "\n".join(kept))


def count(n: int, one: str, many: str = "") -> str:
    """Write a number with its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def chance(value: float) -> str:
    """Write a p-value."""
    return "below 0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004  digits


def percent(share: float) -> str:
    """Write a share, 0 to 1, in whole hundredths."""
    return f"{100 * share:.0f} %"


def is_or_are(n: int) -> str:
    """Return the verb that goes with a number."""
    return "is" if n == 1 else "are"


def listed(parts: Sequence[str]) -> str:
    """Join at least one part as a sentence does."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
