"""The file of sources: who may be asked for what.

``sources.toml`` holds a list::

    contact = "mailto:desk@example.org"           # optional: told to every host that is asked

    [[source]]
    name = "Our desk"                             # the `source` of its reports
    feed = "https://example.org/feed.xml"         # RSS or Atom
    hosts = ["www.example.org"]                   # where else its entries' pages and redirects may lead

    [[source]]
    name = "A ministry"
    list = "https://ministry.example/news/"       # a page of links to reports
    links = "https://ministry.example/news/20*"   # those meant; * stands for anything

    [[source]]
    name = "A map's notes"
    pages = ["https://maps.example/today"]        # pages that are reports themselves

Optional in each: ``allow`` (hosts with a port that may lie on a private network), ``newest`` (how many entries are
looked at), ``licence`` (goes into the sidecar), of a feed ``text`` (``entry``: the text as the feed has it; ``page``:
that of the entry's page; else the feed's where it carries the whole, and the page's where not).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from analytics.errors import FetchError
from analytics.fetching.addresses import Site, address, sites_named, sites_of
from analytics.fetching.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Plan", "Source", "read_sources"]

_KINDS = ("feed", "list", "pages")
_TEXTS = ("entry", "page")
_KEYS = ("name", *_KINDS, "links", "hosts", "allow", "newest", "text", "licence")
_WAY_OUT = "Correct it; `analytics fetch --help` shows an example."
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Source:
    """One source.

    Attributes:
        name: Goes into the sidecars.
        kind: ``feed``, ``list`` or ``pages``.
        addresses: Of the feed, the list, or the pages.
        sites: What may be asked for it, and nothing else.
        allow: Those of them that may be private.
        links: Pattern of the links meant, of a list.
        text: ``entry``, ``page`` or empty.
        newest: How many entries are looked at.
        licence: Of its texts; empty where it is not told.
        digest: Of the whole entry: another digest, another source.
    """

    name: str
    kind: str
    addresses: tuple[str, ...]
    sites: frozenset[Site]
    allow: frozenset[Site]
    links: str
    text: str
    newest: int
    licence: str
    digest: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A file of sources.

    Attributes:
        sources: In the order of the file.
        contact: How a host may reach who asks it; empty where it is not told.
    """

    sources: tuple[Source, ...]
    contact: str


class _Entry:
    """A [[source]] as the file has it, which knows its lines."""

    def __init__(self, file: str, lines: list[str], number: int, values: Mapping[str, Any]) -> None:
        heads = [at for at, line in enumerate(lines, 1) if "".join(line.split()).startswith("[[source]]")]
        self._file, self._values, self._number = file, values, number
        self._first = heads[number] if number < len(heads) else 0
        self._lines = lines[self._first : heads[number + 1] - 1 if number + 1 < len(heads) else None]

    def wrong(self, key: str, expected: str, got: str | None = None) -> FetchError:
        """Return the error for a key of this source."""
        keys = [line.partition("=")[0].strip().strip("\"'") if "=" in line else "" for line in self._lines]
        found = (at for at, told in enumerate(keys) if told == key)
        line = self._first + 1 + at if (at := next(found, None)) is not None else self._first
        where = f"{self._file}, line {line}" if line else f"{self._file}, source {self._number + 1}"
        shown = f"{key} = {self._values[key]!r}" if key in self._values else f"no `{key}`"
        return FetchError.at(where, got=got or shown, expected=expected, way_out=_WAY_OUT)

    def text(self, key: str, expected: str = "words on one line") -> str:
        """Return a text; empty where the key is missing."""
        value = self._values.get(key, "")
        if not isinstance(value, str) or (key in self._values and not value.strip()) or not value.isprintable():
            raise self.wrong(key, expected)
        return value.strip()

    def texts(self, key: str, expected: str) -> tuple[str, ...]:
        """Return a list of texts; empty where the key is missing."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.isprintable() for value in values):
            raise self.wrong(key, expected)
        return tuple(values)

    def source(self) -> Source:
        """Check every key."""
        if unknown := sorted(set(self._values) - set(_KEYS)):
            raise self.wrong(unknown[0], f"one of {', '.join(_KEYS)}", f"the key `{unknown[0]}`")
        name = self.text("name")
        if not name or len(name) > _NAME_LENGTH:
            raise self.wrong("name", f"a name of at most {_NAME_LENGTH} characters")
        kind, addresses = self._asked()
        allow = frozenset(self._allowed())
        return Source(
            name=name,
            kind=kind,
            addresses=addresses,
            sites=frozenset(self._sites(addresses)) | allow,
            allow=allow,
            links=self._links(kind),
            text=self._text(kind),
            newest=self._newest(),
            licence=self.text("licence"),
            digest=hashlib.sha256(repr(sorted(self._values.items())).encode()).hexdigest()[:16],
        )

    def _asked(self) -> tuple[str, tuple[str, ...]]:
        kinds = [kind for kind in _KINDS if kind in self._values]
        if len(kinds) != 1:
            got = f"{' and '.join(kinds) or 'neither feed, list nor pages'} in one source"
            raise self.wrong(kinds[-1] if kinds else "name", "one of feed, list, pages", got)
        kind, expected = kinds[0], "an address that begins with https:// or http://"
        given = self.texts(kind, f"a list of {expected[3:]}") if kind == "pages" else (self.text(kind, expected),)
        try:
            addresses = tuple(dict.fromkeys(str(address(text, limits().address_length)) for text in given))
        except ValueError as error:
            raise self.wrong(kind, expected, f"{kind}: {error}") from None
        if not addresses:
            raise self.wrong(kind, expected)
        return kind, addresses

    def _sites(self, addresses: tuple[str, ...]) -> Iterator[Site]:
        for text in addresses:
            yield from sites_of(address(text, limits().address_length))
        for host in self.texts("hosts", expected := 'a list such as ["www.example.org"]'):
            try:
                yield from sites_named(host)
            except ValueError as error:
                raise self.wrong("hosts", expected, f"hosts: {error}") from None

    def _allowed(self) -> Iterator[Site]:
        for text in self.texts("allow", expected := 'a list such as ["intranet.example:8080"]'):
            try:
                (site,) = sites_named(text)
            except ValueError:
                raise self.wrong("allow", expected, f"allow: {text!r}, which is no host with a port") from None
            yield site

    def _links(self, kind: str) -> str:
        links = self.text("links")
        if bool(links) != (kind == "list"):
            expected = "a pattern of the links meant" if kind == "list" else "`links` beside a `list` only"
            raise self.wrong("links", expected)
        return links

    def _text(self, kind: str) -> str:
        text = self.text("text")
        if text and (text not in _TEXTS or kind != "feed"):
            raise self.wrong("text", '"entry" or "page", beside a `feed`')
        return text

    def _newest(self) -> int:
        newest = self._values.get("newest", limits().newest)
        if isinstance(newest, bool) or not isinstance(newest, int) or newest < 1:
            raise self.wrong("newest", "a whole number from 1")
        return newest


def read_sources(path: str | Path) -> Plan:
    """Read a file of sources.

    Args:
        path: A TOML file, as the head of this module has it.

    Returns:
        What is to be asked. Nothing has been asked yet.

    Raises:
        FetchError: If it cannot be read, or an entry is wrong: with file and line.
    """
    file = Path(path)
    content, lines = _content(file)
    entries = content.get("source")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(file.name, "no [[source]]", "a list of [[source]]")
    if unknown := sorted(set(content) - {"source", "contact"}):
        raise _wrong(file.name, f"the key `{unknown[0]}`", "`contact` and a list of [[source]]")
    contact = content.get("contact", "")
    if not isinstance(contact, str) or not (contact.isascii() and contact.isprintable()):
        raise _wrong(file.name, f"contact = {contact!r}", "an address as ASCII text")
    sources: dict[str, Source] = {}
    for number, values in enumerate(entries):
        entry = _Entry(file.name, lines, number, values)
        source = entry.source()
        if source.name in sources:
            raise entry.wrong("name", "a name that no source above it has")
        sources[source.name] = source
    return Plan(tuple(sources.values()), contact)


def _content(file: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomli.loads(text), text.splitlines()
    except OSError as error:
        got = f"cannot be opened ({error.strerror})"
        raise FetchError.at(
            file.name, got=got, expected="a file of sources", way_out="Name one: analytics fetch sources.toml"
        ) from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(file.name, str(error), "TOML in UTF-8") from error


def _wrong(where: str, got: str, expected: str) -> FetchError:
    return FetchError.at(where, got=got, expected=expected, way_out=_WAY_OUT)
