"""What a week of reports tells of each theater, in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analytics import trends
from analytics.charts.labels import labels_of
from analytics.trends.advances import CONTRADICTED

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

__all__ = ["theater_rows"]

_CLAIMED = "claimed"
_COLUMNS = 2  # sides that have a column whatever is told of them


def theater_rows(week: Timeline, codebook: Codebook) -> pl.DataFrame:
    """List the theaters that a week's reports name, or tell a gain or strike of.

    Args:
        week: The timeline of that week alone.
        codebook: Names and order of theaters and sides.

    Returns:
        ``theater``, ``place names`` (int), ``per 1,000 words`` (float), for each side of the codebook (of
        more than two, each that is told to gain) ``NAME gains`` (how many are told in the reports' own voice, claimed,
        and contradicted, in words; null for none), ``strikes`` (by side, in words; null for none). The most named
        first.
    """
    gains = trends.claimed_advances(week).filter(pl.col("move") == "gain")
    strikes = trends.strikes_by_theater(week)
    totals = {total.theater: total for total in trends.mention_totals(week)}
    told = {*(t for t, total in totals.items() if total.n), *gains["theater"], *strikes["theater"]}
    sides = labels_of(codebook, "side", {*gains["side"], *strikes["side"]})
    firing = {side.id: "nobody named" if side.id == "unknown" else side.name for side in sides}
    known = {row["id"] for row in codebook.table("side")}
    if len(known) > _COLUMNS:
        known &= set(gains["side"])
    rows: list[dict[str, Any]] = []
    for theater in labels_of(codebook, "theater", told):
        if theater.id not in told:
            continue
        total = totals.get(theater.id)
        here = pl.col("theater") == theater.id
        rows.append(
            {
                "theater": theater.name,
                "place names": total.n if total else 0,
                "per 1,000 words": round(total.rate, 1) if total else 0.0,
                **{
                    f"{side.name} gains": _in_words(gains.filter(here, pl.col("side") == side.id))
                    for side in sides
                    if side.id in known
                },
                "strikes": ", ".join(
                    f"{n} by {firing[side]}" for side, n in strikes.filter(here).select("side", "n").iter_rows()
                )
                or None,
            }
        )
    frame = pl.DataFrame(rows, orient="row", infer_schema_length=None)
    return frame if frame.is_empty() else frame.sort("place names", descending=True, maintain_order=True)


def _in_words(gains: pl.DataFrame) -> str | None:
    """Write how many gains the reports state, pass on and contradict."""
    groups = {
        "stated": ~pl.col("credence").is_in([_CLAIMED, *CONTRADICTED]),
        "only claimed": pl.col("credence") == _CLAIMED,
        "doubted or denied": pl.col("credence").is_in(CONTRADICTED),
    }
    counts = {name: int(gains.filter(which)["n"].sum()) for name, which in groups.items()}
    return ", ".join(f"{n} {name}" for name, n in counts.items() if n) or None
