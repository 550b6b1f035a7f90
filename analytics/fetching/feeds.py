"""What a feed or a list of links offers: its entries, the newest first."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from analytics.fetching.charsets import decoded, plain
from analytics.fetching.trouble import TroubleError, contained, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.fetching.asking import Answer

__all__ = ["Entry", "Feed", "read_feed", "read_links"]

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_FEED_KIND = "application/xml; charset=utf-8"  # it is decoded before


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, one link of a list, or one page.

    Attributes:
        key: What its host knows it by.
        address: Of its page; empty if it names none.
        title: May be empty.
        published: In UTC; null if it is not told.
        content: HTML of the whole text, as the feed carries it; empty if it does not.
        summary: HTML of a part of it; may be empty.
    """

    key: str
    address: str
    title: str = ""
    published: dt.datetime | None = None
    content: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed.

    Attributes:
        entries: The newest first; those without a date as the feed has them, after the others.
        fault: Where it is not well-formed; empty if it is. What could be read of it is in `entries`.
    """

    entries: tuple[Entry, ...]
    fault: str = ""


def read_feed(answer: Answer) -> Feed:
    """Read RSS or Atom.

    Raises:
        TroubleError: If it is neither, or declares entities: no feed needs them, and they can be made to swell.
    """
    import feedparser  # noqa: PLC0415  heavy

    text = decoded(answer.content, answer.kind)
    if _ENTITY.search(text):
        raise TroubleError("declares XML entities, which are not read")
    headers = {"content-type": _FEED_KIND, "content-location": answer.address}
    with contained():
        read = feedparser.parse(io.BytesIO(text.encode()), response_headers=headers)  # a str could name a file
        entries = [entry for item in read.entries if (entry := _entry(item)) is not None]
    if not read.get("version") and not entries:
        raise TroubleError(f"is no RSS or Atom feed, but {shortened(answer.kind) or 'something else'}")
    fault = shortened(str(read.get("bozo_exception"))) if read.bozo else ""
    if fault and not entries:
        raise TroubleError(f"is no well-formed feed ({fault})")
    return Feed(tuple(sorted(entries, key=_newest_first)), fault)


def _newest_first(entry: Entry) -> float:
    return -entry.published.timestamp() if entry.published else float("inf")


def _entry(item: Any) -> Entry | None:
    """Return an entry; null where nothing tells it from others."""
    address, title = str(item.get("link") or ""), _title(item)
    key = str(item.get("id") or "") or address or title
    if not key:
        return None
    content = "\n".join(map(_html, item.get("content", [])))
    return Entry(key, address, title, _published(item), content, str(item.get("summary") or ""))


def _html(part: Any) -> str:
    value = str(part.get("value") or "")
    if part.get("type") != "text/plain":
        return value
    return "".join(f"<p>{escape(line)}</p>" for line in value.splitlines() if line.strip())


def _title(item: Any) -> str:
    from lxml import html  # noqa: PLC0415  heavy

    title = plain(str(item.get("title") or ""))
    if item.get("title_detail", {}).get("type") == "text/plain" or not title:
        return title
    return str(html.document_fromstring(f"<p>{title}</p>").text_content())


def _published(item: Any) -> dt.datetime | None:
    told = dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")  # its own `get` mixes the two
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(told), dt.UTC) if told else None
    except (ValueError, OverflowError, OSError):
        return None


def read_links(answer: Answer, pattern: str, most: int) -> Feed:
    """Read the links of a page whose addresses fit a pattern, each once, as the page has them.

    Args:
        answer: The page.
        pattern: In which ``*`` stands for anything.
        most: How many links of a page are looked at.

    Raises:
        TroubleError: If it cannot be read, or none fits: then the page was rebuilt, or the pattern is wrong.
    """
    with contained():
        links = dict.fromkeys(link for link in islice(_links(answer), most) if fnmatchcase(link, pattern))
    if not links:
        raise TroubleError(f"has no link that fits {pattern!r}. Correct `links` in its [[source]].")
    return Feed(tuple(Entry(link, link) for link in links))


def _links(answer: Answer) -> Iterator[str]:
    import httpx  # noqa: PLC0415  next to its use
    from lxml import html  # noqa: PLC0415  heavy

    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    page = html.document_fromstring(decoded(answer.content, answer.kind).encode() or b"<p>", parser=parser)
    for link in page.iterfind(".//a[@href]"):
        try:
            yield str(httpx.URL(answer.address).join(link.get("href").strip()).copy_with(fragment=None))
        except httpx.InvalidURL:
            continue
