"""The four families of records in one frame: what travels between processes and lies in a store."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from analytics.schema import Claims, Diplomacy, DroppedTriggers, Mentions, Timeline

if TYPE_CHECKING:
    import dataframely as dy

__all__ = ["PACKED", "joined", "packed", "unpacked"]

_FAMILY = "family"
_SCHEMAS: dict[str, type[dy.Schema]] = {
    "mentions": Mentions, "claims": Claims, "diplomacy": Diplomacy, "dropped": DroppedTriggers,
}  # fmt: skip


@cache
def _columns(family: str) -> dict[str, pl.DataType]:
    return dict(_SCHEMAS[family].create_empty().schema)


PACKED = pl.Schema({_FAMILY: pl.String()} | {name: kind for each in _SCHEMAS for name, kind in _columns(each).items()})


def packed(timeline: Timeline, dropped: dy.DataFrame[DroppedTriggers]) -> pl.DataFrame:
    """Return the records of a timeline, without its reports, as one frame.

    Args:
        timeline: As the extraction gives it.
        dropped: Its triggers that became no record.

    Returns:
        Schema `PACKED`: the column ``family`` and every column of any family, null where a family has none such. Each
        family keeps its order.
    """
    frames = {name: getattr(timeline, name) for name in _SCHEMAS if name != "dropped"} | {"dropped": dropped}
    empty = pl.DataFrame(schema=PACKED)
    parts = [frame.with_columns(pl.lit(name).alias(_FAMILY)) for name, frame in frames.items()]
    whole: pl.DataFrame = pl.concat([empty, *parts], how="diagonal")
    return whole


def joined(frames: list[pl.DataFrame], reports: pl.DataFrame) -> pl.DataFrame:
    """Return packed frames as one, its rows in the order of the reports and, within one, as they were.

    Args:
        frames: Schema `PACKED`; all rows of a report in one of them.
        reports: Schema `analytics.schema.Reports`, in the order wanted.
    """
    nth = reports.select("report_id").with_row_index("nth")
    rows = pl.concat([pl.DataFrame(schema=PACKED), *frames])
    numbered = rows.join(nth, on="report_id", how="inner", maintain_order="left")
    return numbered.sort("nth", maintain_order=True).drop("nth")


def unpacked(frame: pl.DataFrame, reports: pl.DataFrame) -> tuple[Timeline, dy.DataFrame[DroppedTriggers]]:
    """Return what `packed` was given, which is not validated once more.

    Args:
        frame: Schema `PACKED`, as `packed` or `joined` gave it.
        reports: The reports that the records were read in.
    """
    families = {
        name: frame.filter(pl.col(_FAMILY) == name).select(list(_columns(name))) for name in _SCHEMAS
    }  # fmt: skip
    dropped = DroppedTriggers.cast(families.pop("dropped"))
    return Timeline.cast({"reports": reports} | families), dropped
