"""One source: what it offers, what of that is new, and where it goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analytics.fetching.addresses import address as read_address
from analytics.fetching.charsets import plain
from analytics.fetching.dating import Dated, dated
from analytics.fetching.feeds import Entry, Feed, read_feed, read_links
from analytics.fetching.pages import PageText, entry_text, page_text
from analytics.fetching.summary import Outcome
from analytics.fetching.trouble import TroubleError
from analytics.fetching.writing import Report, key_of, same_text, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.fetching.asking import Answer, Asker
    from analytics.fetching.limits import Limits
    from analytics.fetching.sources import Source
    from analytics.fetching.state import Memory, State
    from analytics.reports.dates import Calendar

__all__ = ["Desk", "take"]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every source of a run shares.

    Attributes:
        folder: Where reports go.
        asker: Asks hosts.
        calendar: How dates are read.
        state: What the runs before took.
        written: The reports in the folder by key.
        program: Who fetches, for the sidecars.
    """

    folder: Path
    asker: Asker
    calendar: Calendar
    state: State
    written: dict[str, Path]
    program: str

    @property
    def limits(self) -> Limits:
        """How long, how much, how often."""
        return self.asker.limits

    def latest(self) -> dt.date:
        """Return the last day that a report may be dated."""
        today = self.asker.clock.today().astimezone(ZoneInfo(self.calendar.timezone)).date()
        return today + dt.timedelta(days=self.limits.ahead)


def take(source: Source, desk: Desk) -> Outcome:
    """Ask a source and write what is new; what goes wrong is a warning.

    Raises:
        OSError: If the folder cannot be written.
    """
    taking = _Taking(source, desk)
    if source.kind == "pages":
        taking.take_pages()
    else:
        taking.take_entries()
    desk.state.keep(source, taking.memory)
    return taking.outcome()


class _Taking:
    """The work on one source."""

    def __init__(self, source: Source, desk: Desk) -> None:
        self.source, self.desk = source, desk
        self.memory: Memory = desk.state.of(source)
        self._written: list[Path] = []
        self._troubles: dict[str, list[str]] = {}
        self._known = 0
        self._unchanged = False
        self._dead = ""

    def outcome(self) -> Outcome:
        """Say what came of it."""
        told = [_line(self.source.name, reason, addresses) for reason, addresses in self._troubles.items()]
        dead = [f"{self.source.name}: {self._dead}"] if self._dead else []
        return Outcome(self.source.name, tuple(self._written), self._known, self._unchanged, self._dead, (*dead, *told))

    # ------------------------------------------------------------------ feeds and lists

    def take_entries(self) -> None:
        """Take the newest entries of a feed, or links of a list."""
        (address,) = self.source.addresses
        try:
            answer = self.desk.asker.ask(self.source, address, self.memory.validators.get(address))
            if answer.unchanged:
                self._unchanged = True
                return
            feed = self._feed(answer)
        except TroubleError as error:
            self._dead = f"{address}: {error.reason}"
            return
        if feed.fault:
            self._tell(f"is not well-formed ({feed.fault}); what could be read of it was", address)
        entries = feed.entries[: self.source.newest]
        settled = [key for entry in entries if self._settles(entry, key := self._key(entry.key))]
        self.memory.taken = settled
        # A feed that is not done with is asked for as a whole the next time, or its host would say: nothing new.
        self.memory.validators = {address: dict(answer.validators)} if len(settled) == len(entries) else {}

    def _feed(self, answer: Answer) -> Feed:
        if self.source.kind == "feed":
            return read_feed(answer)
        return read_links(answer, self.source.links, self.desk.limits.elements)

    def _key(self, *parts: str) -> str:
        return key_of(self.source.addresses[0], *parts)

    def _settles(self, entry: Entry, key: str) -> bool:
        """Take an entry; whether nothing is left to do about it."""
        if key in self.memory.taken or key in self.desk.written:
            self._known += 1
            return True
        try:
            self._write(self._report(entry, key))
        except TroubleError as error:
            self._tell(error.reason, entry.address or entry.key)
            return not error.later
        return True

    def _report(self, entry: Entry, key: str) -> Report:
        text = "" if self.source.text == "page" else self._text(entry.content)
        if not text and (self.source.text == "entry" or not entry.address):
            text = self._text(entry.summary)
        if text:
            return self._made(entry, key, PageText(text), self._shown(entry.address), "entry")
        if self.source.text == "entry" or not entry.address:
            raise TroubleError("has no text in the feed")
        answer = self.desk.asker.ask(self.source, entry.address)
        return self._made(entry, key, self._page(answer), answer.address, "page")

    def _shown(self, text: str) -> str:
        """Return an address that was not asked as the sidecar has it; empty if it is none."""
        try:
            return str(read_address(text, self.desk.limits.address_length))
        except ValueError:
            return ""

    # ------------------------------------------------------------------ pages

    def take_pages(self) -> None:
        """Take pages that are reports: one a page and day, however often the page is changed on that day."""
        taken, answered = [], 0
        for address in self.source.addresses:
            try:
                answer = self.desk.asker.ask(self.source, address, self.memory.validators.get(address))
                answered += 1
                if answer.unchanged:
                    self._known += 1
                else:
                    taken.append(self._take_page(address, answer))
                    self.memory.validators[address] = dict(answer.validators)
            except TroubleError as error:
                self._tell(error.reason, address)
        self.memory.taken = [*self.memory.taken, *taken]
        if not answered:
            self._dead = "no page of it could be asked for"

    def _take_page(self, address: str, answer: Answer) -> str:
        page = self._page(answer)
        day = self._dated(page.title, Entry(address, address), page).day
        key = self._key(address, day.isoformat() if day else page.text)
        if key in self.memory.taken or key in self.desk.written:
            self._known += 1
        else:
            self._write(self._made(Entry(address, address), key, page, answer.address, "page"))
        return key

    # ------------------------------------------------------------------ both

    def _text(self, html: str) -> str:
        return entry_text(html, self.desk.limits.elements)

    def _page(self, answer: Answer) -> PageText:
        return page_text(answer, self.desk.latest(), self.desk.limits.elements)

    def _dated(self, title: str, entry: Entry, page: PageText) -> Dated:
        return dated(
            title,
            published=entry.published,
            page_day=page.day,
            calendar=self.desk.calendar,
            latest=self.desk.latest(),
            lag=self.desk.limits.lag,
        )

    def _made(self, entry: Entry, key: str, page: PageText, address: str, what: str) -> Report:
        title = " ".join(plain(entry.title or page.title).split())
        when = self._dated(title, entry, page)
        longest = self.desk.limits.title_length
        published = f", published {entry.published:%Y-%m-%dT%H:%M:%SZ}" if entry.published else ""
        sidecar: dict[str, str | dt.date | None] = {
            "source": self.source.name,
            "title": title if len(title) <= longest else f"{title[: longest - 1]}…",
            "date": when.day,
            "date_source": f"{when.by}{published}" if when.by else "",
            "licence": self.source.licence,
            "address": address,
            "found_in": "" if self.source.kind == "pages" else self.source.addresses[0],
            "fetched": f"{what}, by {self.desk.program}",
        }
        return Report(key, when.day, title, page.text, {name: value for name, value in sidecar.items() if value})

    def _write(self, report: Report) -> None:
        """Write a report, unless one of that day has the same words."""
        if same_text(self.desk.folder, report):
            self._known += 1
            return
        path = write_report(self.desk.folder, report, self.desk.limits.slug_length)
        self.desk.written[report.key] = path
        self._written.append(path)

    def _tell(self, reason: str, address: str) -> None:
        self._troubles.setdefault(reason, []).append(address)


def _line(name: str, reason: str, addresses: list[str]) -> str:
    alike = f" (and {len(addresses) - 1:,} more alike)" if len(addresses) > 1 else ""
    return f"{name}: {addresses[0]}{alike}: {reason}"
