"""Markdown and HTML of notebooks as markup that is safe to publish.

Report text is escaped where it is written into HTML; this is the second wall. Nothing that could run, load or leave
the page's own look passes: no script, style, form, frame, event, nor any image that is not in the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import nh3

__all__ = ["Heading", "Outline", "clean_html", "outlined", "render_markdown"]

_TEXT = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "cite",
    "code",
    "del",
    "dfn",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
]
_MORE_TEXT = ["s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"]
_BLOCKS = ["blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "hr", "li", "ol", "p", "pre"]
_MORE_BLOCKS = ["section", "summary", "ul", "h1", "h2", "h3", "h4", "h5", "h6"]
_TABLES = ["caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"]
_TAGS = frozenset([*_TEXT, *_MORE_TEXT, *_BLOCKS, *_MORE_BLOCKS, *_TABLES])
_EVERYWHERE = frozenset({"class", "title", "lang", "dir", "role", "tabindex", "aria-label", "aria-hidden"})
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "time": {"datetime"},
    "col": {"span"},
    "td": {"colspan", "rowspan", "headers", "style"},
    "th": {"colspan", "rowspan", "headers", "scope", "style"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HEADING = re.compile(r"<h([1-6])(?: [^<>]*)?>((?:(?!<h[1-6][ >]).)*?)</h\1>", re.DOTALL)
_PLUGINS = ("strikethrough", "table", "def_list")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a page's table of contents links to."""

    level: int
    text: str
    anchor: str


@dataclass(slots=True)
class Outline:
    """The headings of a page, collected while it is rendered.

    Attributes:
        title: Text of the first heading of level 1, which the page shows as its own; empty where there is none.
        headings: Those below it, in their order.
    """

    title: str = ""
    headings: list[Heading] = field(default_factory=list)

    def add(self, markup: str, level: int) -> str:
        """Enter a heading; return its HTML, empty for the one that becomes the page's title."""
        text = unescape(_TAG.sub("", markup)).strip()
        if level == 1 and not self.title:
            self.title = text
            return ""
        shown = max(level, 2)  # a page has one heading of level 1
        heading = Heading(shown, text, self._anchor(text))
        self.headings.append(heading)
        return f'<h{shown} id="{escape(heading.anchor)}">{markup}</h{shown}>\n'

    def _anchor(self, text: str) -> str:
        stem = "section-" + (re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "untitled")
        taken = {heading.anchor for heading in self.headings}
        numbers = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        return stem if stem not in taken else next(anchor for anchor in numbers if anchor not in taken)


def render_markdown(source: str, outline: Outline, *, raw_html: bool) -> str:
    """Turn Markdown into safe HTML.

    Args:
        source: Markdown. Dollar signs are dollar signs, not mathematics; fenced blocks stay text, whatever their
            language.
        outline: Takes the headings.
        raw_html: Whether HTML in it is markup, as in a cell that its author wrote, or text, as in what code printed.

    Returns:
        HTML that `clean_html` has passed.
    """
    import mistune  # noqa: PLC0415  only an export needs it

    class Renderer(mistune.HTMLRenderer):
        def heading(self, text: str, level: int, **_: Any) -> str:
            return outline.add(text, min(level, _DEEPEST))

    markdown = mistune.create_markdown(renderer=Renderer(escape=not raw_html), plugins=list(_PLUGINS))
    return clean_html(str(markdown(source)))


def outlined(markup: str, outline: Outline) -> str:
    """Enter the headings of an output into a page's outline, and give them its anchors.

    Args:
        markup: That `clean_html` has passed: its tags are whole and its text holds none.
        outline: Takes the headings; none of them becomes the page's title.
    """
    return _HEADING.sub(lambda found: outline.add(found[2], max(int(found[1]), 2)).rstrip("\n"), markup)


def clean_html(markup: str | bytes) -> str:
    """Return HTML with everything removed that is not on the list of what a page may hold.

    Args:
        markup: Any HTML fragment. Elements that are not allowed lose their tags and keep their text; scripts and styles
            lose that too.

    Returns:
        A well-formed fragment that loads nothing and runs nothing.
    """
    text = markup.decode(errors="replace") if isinstance(markup, bytes) else str(markup)
    return _cleaner().clean(text)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Keep images that are in the page and links that leave it; neither may name a file beside it."""
    if attribute == "src":
        return value if _IMAGE.match(value) else None
    if attribute == "href":
        return value if tag == "a" and _LINK.match(value) else None
    return value


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    import nh3  # noqa: PLC0415  only an export needs it

    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _ATTRIBUTES.items()}},
        attribute_filter=_kept,
        clean_content_tags={"script", "style"},
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties={"text-align"},
        link_rel="noopener noreferrer",
    )
