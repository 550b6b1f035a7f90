"""Names, colours and order of what a chart shows, as the codebook has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analytics.codebook import Codebook

__all__ = ["SPARE_COLOURS", "Label", "labels_of", "name_of", "period_text"]

# Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), for what has no colour of its own.
SPARE_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Label:
    """How one id is shown.

    Attributes:
        id: As the frames have it.
        name: As a reader sees it.
        colour: ``#rrggbb``.
        order: Position among its kind.
        strength: How full its mark is drawn, from 0 (hollow) to 1.
        tone: The group it belongs to, empty for none.
    """

    id: str
    name: str
    colour: str
    order: float
    strength: float = 1.0
    tone: str = ""


def labels_of(codebook: Codebook, table: str, ids: Iterable[str] = ()) -> tuple[Label, ...]:
    """Return the labels of a table in their order.

    Args:
        codebook: Has the tables ``theater``, ``side``, ``credence_display``, ``act_display``, ``topic_display``.
        table: One of these.
        ids: Further ids of a frame; those that the table lacks come last, under their own name.

    Returns:
        A label an entry: first the table's by ``order``, then the unknown ones by id.
    """
    rows = codebook.table(table)
    known = [
        Label(
            id=row["id"],
            name=row.get("name", row["id"]),
            colour=row.get("colour", SPARE_COLOURS[number % len(SPARE_COLOURS)]),
            order=row.get("order", number),
            strength=row.get("strength", 1.0),
            tone=row.get("tone", ""),
        )
        for number, row in enumerate(rows)
    ]
    strangers = sorted(set(ids) - {label.id for label in known})
    spare = [
        Label(name, name.replace("_", " "), SPARE_COLOURS[(len(rows) + n) % len(SPARE_COLOURS)], _LAST)
        for n, name in enumerate(strangers)
    ]
    return (*sorted(known, key=lambda label: (label.order, label.id)), *spare)


def name_of(codebook: Codebook, table: str, which: str) -> str:
    """Return the shown name of one id."""
    return next(label.name for label in labels_of(codebook, table, [which]) if label.id == which)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def period_text(first: dt.date, last: dt.date) -> str:
    """Write a span of days, both included, as briefly as it can be read: "2 to 10 July 2023"."""
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"
