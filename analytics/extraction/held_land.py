"""Land of one side that the other side holds: whose fire meets it where nobody is named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from analytics.codebook import Codebook
    from analytics.extraction.records import Mention, Place

__all__ = ["HeldLand"]


class HeldLand:
    """The codebook's `lost` regions and its dated `[[held]]` districts and towns."""

    def __init__(self, codebook: Codebook) -> None:
        """Read sides.toml."""
        rows = codebook.table("side")
        self._country = {row["id"]: row.get("country") for row in rows}
        self._lost = {row["id"]: frozenset(row.get("lost", ())) for row in rows}
        self._held = codebook.table("held")

    def lost_by(self, places: Iterable[Mention]) -> str | None:
        """Return the side whose land all of some places are, in the other's hands throughout; null for none."""
        return self._owner(places, lambda side, place: place.admin1 in self._lost[side])

    def held_from(self, places: Iterable[Mention], day: dt.date | None) -> str | None:
        """Return the side whose land all of some places are, in the other's hands on a day; null for none.

        Args:
            places: What is hit.
            day: The report's; null where none is known, which only `lost` land does not need.
        """
        rows = [row for row in self._held if day and row.get("from", dt.date.min) <= day < row.get("to", dt.date.max)]

        def holds(side: str, place: Place) -> bool:
            near = (row for row in rows if row["of"] == side)
            kept = (place.admin2 in row.get("districts", ()) or place.place_id in row.get("places", ()) for row in near)
            return any(kept) or place.admin1 in self._lost[side]

        return self._owner(places, holds)

    def _owner(self, places: Iterable[Mention], holds: Callable[[str, Place], bool]) -> str | None:
        told = [mention.place for mention in places if mention.place is not None]
        mine = (side for side, country in self._country.items() if all(place.country == country for place in told))
        return next((side for side in mine if told and all(holds(side, place) for place in told)), None)
