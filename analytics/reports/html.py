"""Saved web pages: what a reader came for, with its day and title, by trafilatura and htmldate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from analytics.reports.decoding import capped, decoded_as
from analytics.reports.drafts import Draft, RefusedError, Where
from analytics.reports.libraries import extra, silent
from analytics.reports.wrapping import RAISED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.reports.drafts import Refusal
    from analytics.reports.files import Found

__all__ = ["FACTS", "PAGE_LIMIT", "Page", "article_of", "page_draft", "paragraphs_of", "read_html", "read_page"]

PAGE_LIMIT = 20_000_000  # bytes: pictures may stand in a saved page
FACTS = "sitrep-facts"  # the name by which this program's own pages tell of their reports
_HEAD = 4_096  # bytes in which a page declares its encoding
_CHARSET = re.compile(
    rb"<(?:meta\b[^<>]{0,200}?charset|\?xml\b[^<>]{0,200}?encoding)\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE
)
# What tells the day of publication; dates in the prose do not, and no clock is read for the latest possible one.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01"}
_LATEST = "2099-12-31"
_SUPERSCRIPT = re.compile(
    r"<sup\b[^<>]{0,300}>\s{0,9}(?:<a\b[^<>]{0,500}>)?\s{0,9}(\d{1,3})\s{0,9}(?:</a>)?\s{0,9}</sup>", re.IGNORECASE
)
_SMALLER = "Save it without its pictures."
_COPY = "Copy the report's text into a .txt file."
_EXPECTED = "a saved page with the text of a report"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says.

    Attributes:
        text: Its article: paragraphs parted by a blank line, no menus, comments or footers.
        date: The day of publication as the publisher writes it, such as 2023-07-10; null where it tells none.
        title: Its title, if it has one.
    """

    text: str
    date: str | None
    title: str | None


def read_html(content: bytes, where: Where = Where("the page", None), *, charset: str | None = None) -> Page:  # noqa: B008  a frozen value
    """Return text, day and title of a page.

    Args:
        content: HTML as it was saved or fetched.
        where: For the message.
        charset: The encoding that came with it, in the head of an answer or of a message.

    Raises:
        RefusedError: If trafilatura is not installed, the page is too large, is no text, holds no article, or was made
            by this program.
    """
    content = capped(BytesIO(content), where, PAGE_LIMIT, _SMALLER)
    declared = _CHARSET.search(content[:_HEAD])
    markup = decoded_as(content, charset or (declared[1].decode() if declared else None), where)
    if f'<meta name="{FACTS}"' in markup[:PAGE_LIMIT]:
        raise RefusedError(where, "a page that this program made", _EXPECTED, "Export into a folder of its own.")
    markup = _SUPERSCRIPT.sub(lambda match: match[1].translate(RAISED), markup)
    with extra("html", where):
        import trafilatura  # noqa: F401, PLC0415  heavy, and an extra
    try:
        page = article_of(markup)
    except Exception as error:  # noqa: BLE001  whatever its parsers trip over in a broken page
        found = f"a broken page ({type(error).__name__})"
        raise RefusedError(where, found, _EXPECTED, _COPY) from None
    if page is None:
        raise RefusedError(where, "a page without an article, or with tags nested too deeply", _EXPECTED, _COPY)
    return page


def article_of(markup: Any, *, address: str | None = None, latest: str = _LATEST) -> Page | None:
    """Return text, day and title of a page that is decoded; null where it has no article.

    Args:
        markup: Its text, or the tree that trafilatura makes of it.
        address: Where it was fetched from, if it was.
        latest: No page says in earnest that it is from after this day.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415  heavy, and an extra

    days = _DATES | {"max_date": latest}
    with silent("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        article: Any = bare_extraction(
            markup, url=address, with_metadata=True, include_comments=False, date_extraction_params=days
        )
    if article is None or not (article.text or "").strip():
        return None
    return Page(paragraphs_of(article.text), article.date or None, (article.title or "").strip() or None)


def paragraphs_of(text: str) -> str:
    """Part paragraphs by blank lines; items of a list stay together, a cell of a table is a line.

    Args:
        text: As trafilatura gives it, a paragraph a line.
    """
    lines = (
        "\n".join(cell.strip() for cell in line.strip("| ").split("|")) if line.startswith("|") else line
        for line in text.strip().splitlines()
    )
    out: list[str] = []
    for line in lines:
        if line.strip():
            listed = bool(out) and line.startswith("- ") and out[-1].startswith("- ")
            out += [*(["\n" if listed else "\n\n"] if out else []), line]
    return "".join(out)


def page_draft(page: Page, where: Where) -> Draft:
    """Return the draft of a page."""
    told = {"date": page.date, "title": page.title}
    return Draft(where, page.text, (("page", {key: value for key, value in told.items() if value}),))


def read_page(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a saved page.

    Raises:
        RefusedError: See `read_html`.
    """
    with path.open("rb") as handle:
        content = capped(handle, file.at(), PAGE_LIMIT, _SMALLER)
    yield page_draft(read_html(content, file.at()), file.at())
