"""How the standing of a claim is drawn: the fuller the firmer, hollow if only claimed, crossed if contradicted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from analytics.charts.theme import NEUTRAL
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    from analytics.charts.labels import Label

__all__ = ["CROSSES", "DASHED", "SOLID", "CredenceKey", "credence_key", "hollow", "rgba"]

CROSSES = {"doubted": "M-.7,.7L.7,-.7", "denied": "M-.7,-.7L.7,.7M-.7,.7L.7,-.7"}  # half a cross, a whole one
SOLID, DASHED = [1, 0], [3, 2]
_HOLLOW = 0.0  # strength of a claim that nobody but its claimant stands behind


def rgba(colour: str, strength: float) -> str:
    """Return a colour as faint as a claim is weak, for a fill whose outline stays full."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {strength:g})"


def hollow(credence: Label) -> bool:
    """Whether marks of a credence are outlines only."""
    return credence.strength == _HOLLOW and credence.id not in CONTRADICTED


@dataclass(frozen=True, slots=True)
class CredenceKey:
    """Channels of an invisible, grey-stroked sample: together they make one legend that tells the credences apart."""

    dash: alt.StrokeDash
    shape: alt.Shape
    fill: alt.Fill


def credence_key(credences: tuple[Label, ...], shape: str) -> CredenceKey:
    """Return the legend's channels, all of the field ``credence_name``.

    Args:
        credences: Those of the chart, in their order.
        shape: What the chart draws for a claim that is not contradicted.
    """
    names = [credence.name for credence in credences]
    legend = alt.Legend(
        title=None,
        columns=alt.ExprRef("width < 480 ? 2 : width < 900 ? 3 : 6"),
        symbolStrokeWidth=1.5,
        symbolOpacity=1,
        symbolSize=110,
    )

    def channel(of: Any, values: list[Any]) -> Any:
        scale = alt.Scale(domain=names, range=values)
        return of(field="credence_name", type="nominal", scale=scale, legend=legend)

    return CredenceKey(
        dash=channel(alt.StrokeDash, [DASHED if hollow(c) else SOLID for c in credences]),
        shape=channel(alt.Shape, [CROSSES.get(c.id, shape) for c in credences]),
        fill=channel(alt.Fill, [rgba(NEUTRAL, c.strength) for c in credences]),
    )
