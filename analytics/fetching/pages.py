"""The text of a page or of an entry's HTML."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from analytics.fetching.charsets import decoded, plain
from analytics.fetching.trouble import TroubleError, contained, shortened
from analytics.reports.html import article_of, paragraphs_of

if TYPE_CHECKING:
    from types import ModuleType

    from analytics.fetching.asking import Answer

__all__ = ["PageText", "entry_text", "page_text"]

_KINDS = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says.

    Attributes:
        text: Its main text, paragraphs parted by a blank line.
        title: May be empty.
        day: When it says that it was published; null if it does not.
    """

    text: str
    title: str = ""
    day: dt.date | None = None


def page_text(answer: Answer, latest: dt.date, elements: int) -> PageText:
    """Take the main text out of a page, without its menus and footers.

    Args:
        answer: HTML or plain text.
        latest: No page says in earnest that it is from after this day.
        elements: How many a page may have.

    Raises:
        TroubleError: If it is something else, has more elements, or no text is found in it.
    """
    kind = answer.kind.partition(";")[0].strip().lower()
    if kind and kind not in _KINDS:
        raise TroubleError(f"is {shortened(kind)!r}, not a page")
    with contained():
        text = decoded(answer.content, answer.kind)
        page = PageText(text) if kind == "text/plain" else _main_text(text, answer.address, latest, elements)
    if not page.text:
        raise TroubleError("is a page without a text that could be found")
    return page


def _main_text(html: str, address: str, latest: dt.date, elements: int) -> PageText:
    tree = _tree(html, elements)
    page = None if tree is None else article_of(tree, address=address, latest=latest.isoformat())
    if page is None:
        return PageText("")
    day = dt.date.fromisoformat(page.date) if page.date else None
    return PageText(plain(page.text), plain(page.title or ""), day)


def entry_text(html: str, elements: int) -> str:
    """Take the text out of a part of a page, all of it; empty if there is none.

    Raises:
        TroubleError: If it cannot be read, or has more elements.
    """
    if not html.strip():
        return ""
    with contained():
        trafilatura = _trafilatura()
        whole = f"<html><body><article>{plain(html)}</article></body></html>"
        tree = _tree(whole, elements)
        text = trafilatura.extract(tree, include_comments=False, favor_recall=True) or trafilatura.html2txt(whole)
        return plain(paragraphs_of(text))


def _tree(html: str, most: int) -> Any:
    """Parse a page; null where nothing can be parsed."""
    tree = _trafilatura().load_html(html)
    if tree is not None and next(islice(tree.iter(), most, None), None) is not None:
        raise TroubleError(f"is a page of over {most:,} elements")
    return tree


def _trafilatura() -> ModuleType:
    """Load the library; what it logs reaches whoever asked for logs, and no terminal by itself."""
    import trafilatura  # noqa: PLC0415  heavy

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura
