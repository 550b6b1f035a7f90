"""What a chart tells a page's script, so that it can count the chart's rows anew when a reader filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FOLLOWING", "follows"]

FOLLOWING = "explore"  # beside whatever else a chart tells its page


def follows(way: str, family: str, marks: Sequence[str], layout: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ``usermeta`` of a chart that follows the filter of a page.

    Args:
        way: How its rows are counted: a function of ``explore_recount.js``.
        family: Of records that it counts: ``mention``, ``claim`` or ``diplomacy``.
        marks: Names of the layers whose marks lead to sentences.
        layout: Numbers of its layout that the counting needs.
    """
    return {FOLLOWING: {"chart": way, "family": family, "marks": list(marks), **layout}}
