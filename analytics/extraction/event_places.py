"""Where an event happened, and how that is gathered from the places of a stretch of a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.extraction.records import Mention

__all__ = ["RANK", "Found", "Where", "rank"]

RANK = {
    "facility": 0,
    "other": 0,  # a part of a town
    "settlement": 1,
    "road": 2,
    "area": 2,
    "water": 3,
    "region": 4,
}  # the finer kind is where it was


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event happened.

    Attributes:
        places: The places.
        toward: Surfaces of places only aimed at.
        carried: Whether the places come from a sentence before.
        leaving: Whether the places are only where something moved away from.
    """

    places: tuple[Mention, ...] = ()
    toward: tuple[str, ...] = ()
    carried: bool = False
    leaving: bool = False


@dataclass(slots=True)
class Found:
    """The places of a stretch while they are gathered: where it happened, where from, where to."""

    places: list[Mention] = field(default_factory=list)
    origins: list[Mention] = field(default_factory=list)
    toward: list[str] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether something was told before."""
        return bool(self.places or self.origins or self.toward)

    def leave(self, mention: Mention) -> None:
        """Take a place that something comes from; a direction is none."""
        if mention.role != "axis":
            self.origins.append(mention)

    def happen(self, mention: Mention, *, nested: bool) -> bool:
        """Take a place, of two that lie in each other the finer; return whether the next one may lie in it too."""
        if not (self.places and nested):
            self.places.append(mention)
            return nested
        if rank(mention) < rank(self.places[-1]):
            self.places[-1] = mention
            return False
        return nested

    def detail(self, mention: Mention, bracket: int, before: Mention | None) -> None:
        """Take a place of a list in brackets, which says in full what the place before them sums up."""
        if before is not None and self.places[-1:] == [before] and before.last == bracket:
            self.places.pop()
        self.places.append(mention)

    def where(self, kind: str, *, counts: bool) -> Where:
        """Return what was gathered; origins count where no other place is told, and for forces that leave."""
        if self.origins and counts and (not self.places or kind == "withdraw"):
            toward = (*self.toward, *(m.surface for m in self.places))
            return Where(tuple(self.origins), toward, leaving=not self.toward)
        return Where(tuple(self.places), tuple(self.toward))


def rank(mention: Mention) -> int:
    """Return how fine a mention's kind of place is, the finest 0."""
    return RANK.get(mention.kind, 2)
