"""What a fetch brought, as its caller hears it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import FetchError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FetchSummary", "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source gave.

    Attributes:
        name: Of the source.
        written: The reports written, in the order of the source.
        known: How many entries need no writing: they were there before, or have the words of a report that was.
        unchanged: Whether its host says that nothing has changed since the last run.
        dead: Why nothing could be learnt from it; empty if something could.
        warnings: A line a reason for which entries were not taken; the first is that of a dead source.
    """

    name: str
    written: tuple[Path, ...] = ()
    known: int = 0
    unchanged: bool = False
    dead: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchSummary:
    """What a fetch brought.

    Attributes:
        outcomes: One a source, in the order of the file.
    """

    outcomes: tuple[Outcome, ...]

    @property
    def written(self) -> tuple[Path, ...]:
        """The reports written; each has a sidecar beside it."""
        return tuple(path for outcome in self.outcomes for path in outcome.written)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What did not go as meant, a line each."""
        return tuple(line for outcome in self.outcomes for line in outcome.warnings)

    @property
    def all_dead(self) -> bool:
        """Whether no source at all could be read: then it is the network, or the file, and somebody should look."""
        return all(outcome.dead for outcome in self.outcomes)

    def raise_for_failures(self) -> None:
        """Raise if no source could be read; a script that should not go on unnoticed calls this.

        Raises:
            FetchError: With a line a source.
        """
        if self.all_dead:
            raise FetchError("\n".join(self.warnings))
