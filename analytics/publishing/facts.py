"""What a page is about: its reports, as the page tells them and as the index reads them back from it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Self

from analytics.reports.html import FACTS

if TYPE_CHECKING:
    from pathlib import Path

    import dataframely as dy

    from analytics.schema import Refusals, Reports

__all__ = ["META", "Facts", "day_text", "facts_of", "read_facts"]

META = FACTS
_NAMED = 4  # sources that a page names before it counts the others
_HEAD = 65_536  # bytes: the facts stand at the top of a page, before scripts and styles


@dataclass(frozen=True, slots=True)
class Facts:
    """The reports behind a page.

    Attributes:
        first: Day of the oldest report.
        newest: Day of the newest report, which is the page's time.
        reports: How many.
        refused: How many more were given and could not be read.
        notes: What must be said about some reports, with their number.
        sources: Who published them, with their number, the most frequent first; empty for a source that is not given.
        left_out: How many more reports were read that lie before the page's window.
        oldest: Day of the oldest of those; none where nothing is left out.
        rhythm: Days within which a new report is promised; 0 where nothing is.
        files: Names of the files beside the page that have the records of all reports.
        war: What the codebook calls its war; empty where it does not say.
    """

    first: dt.date
    newest: dt.date
    reports: int
    refused: int = 0
    notes: tuple[tuple[str, int], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()
    left_out: int = 0
    oldest: dt.date | None = None
    rhythm: int = 0
    files: tuple[str, ...] = ()
    war: str = ""

    @property
    def period(self) -> str:
        """The days from the first report to the newest, both included."""
        return (
            day_text(self.first) if self.first == self.newest else f"{day_text(self.first)} to {day_text(self.newest)}"
        )

    @property
    def named_sources(self) -> tuple[tuple[str, int], ...]:
        """The sources that a page names."""
        return self.sources[:_NAMED]

    @property
    def further_sources(self) -> int:
        """How many more there are."""
        return len(self.sources) - len(self.named_sources)

    def meta(self, title: str) -> str:
        """Return what an index needs as JSON, for a ``meta`` element that `read_facts` reads back."""
        return json.dumps(
            {
                "title": title,
                "first": self.first.isoformat(),
                "newest": self.newest.isoformat(),
                "reports": self.reports,
                "refused": self.refused,
                "notes": self.notes,
                "rhythm": self.rhythm,
            }
        )

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """Return facts from what `meta` wrote.

        Raises:
            ValueError, KeyError, TypeError: If it is something else.
        """
        first, newest = dt.date.fromisoformat(told["first"]), dt.date.fromisoformat(told["newest"])
        notes = tuple((str(note), int(n)) for note, n in told["notes"])
        rhythm = int(told.get("rhythm", 0))  # a page of an earlier version has none
        return cls(first, newest, int(told["reports"]), int(told["refused"]), notes, rhythm=rhythm)


def day_text(day: dt.date) -> str:
    """Write a day as 10 July 2023."""
    return f"{day.day} {day:%B %Y}"


def facts_of(
    reports: dy.DataFrame[Reports],
    refused: dy.DataFrame[Refusals],
    *,
    read: dy.DataFrame[Reports],
    rhythm: int,
    files: tuple[str, ...],
    war: str,
) -> Facts:
    """Return the facts of the reports that a page shows.

    Args:
        reports: At least one.
        refused: What was given and could not be read.
        read: All that could be read; what a page leaves out of it lies before the reports that it shows.
        rhythm: Days within which a new report is promised.
        files: See `Facts`.
        war: See `Facts`.
    """
    days = sorted(reports["date"])
    left_out = read.height - reports.height
    notes = reports.filter(reports["note"].is_not_null()).group_by("note").len().sort("note")
    named = reports.with_columns(reports["source"].fill_null("")).group_by("source").len()
    return Facts(
        days[0],
        days[-1],
        reports.height,
        refused.height,
        tuple(notes.iter_rows()),
        sources=tuple(named.sort("len", "source", descending=[True, False]).iter_rows()),
        left_out=left_out,
        oldest=min(read["date"]) if left_out else None,
        rhythm=rhythm,
        files=files,
        war=war,
    )


class _Finder(HTMLParser):
    found: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and named.get("name") == META and self.found is None:
            self.found = named.get("content")


def read_facts(page: Path) -> tuple[str, Facts] | None:
    """Read title and facts back from a page; none where a file is no page of this kind.

    Args:
        page: An HTML file.
    """
    with page.open("rb") as file:
        head = file.read(_HEAD).decode(errors="replace")
    finder = _Finder()
    finder.feed(head)
    try:
        told = json.loads(finder.found or "")
        return str(told["title"]), Facts.read(told)
    except (ValueError, KeyError, TypeError):
        return None
