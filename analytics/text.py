"""Reports as sentences and tokens, with offsets into the untouched text.

Matching works on a *plain* text: typographic quotes, dashes and odd spaces replaced one for one, invisible characters
(soft hyphens, zero-width and bidi marks) dropped and letters composed (NFC). Where that changes the length, an offset
map leads back; every offset that leaves this module refers to the untouched text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analytics.spelling import repairs_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from analytics.codebook import Codebook
    from analytics.spelling import Repairs

__all__ = ["Document", "Sentence", "Token", "read_document", "sentence_spans"]

_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u2014\u2015", "\u2014")
    | dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t\x0b\x0c", " ")
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|\d{1,20}+(?:[.,:]\d{1,20}+){0,8}(?:st|nd|rd|th|km|am|pm|m|s)?\b"  # bounded: "155mm" is tried from each digit
    r"|'s\b|s'(?=\s)"
    r"|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*(?:\d+)?"
    r"|\S"
)
_DASHES = frozenset({"-", "—"})
_MARKS = 30  # combining marks composed at once: so Unicode's stream-safe form has it; of more, NFC takes quadratic time
_PARAGRAPH = re.compile(r"\n[ \r]*\n\s*")


class Token(NamedTuple):
    """One word or mark.

    Attributes:
        text: The plain form.
        lower: The same in lower case, misspelled words as the codebook's words they were meant to be.
        start: First character in the untouched text.
        end: One past the last character there.
    """

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether the token begins with a letter or digit."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class Sentence:
    """A run of tokens that ends with a stop or with its line.

    Attributes:
        index: Position among the report's sentences.
        paragraph: Position of its paragraph.
        start: First character in the untouched text.
        end: One past the last character there.
        tokens: Its tokens.
    """

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]

    def phrase(self, first: int, last: int) -> str:
        """Return the plain words of tokens ``[first, last)``, spaced as in the text: "Kent's", "Mercian-held"."""
        tokens = self.tokens[first:last]
        gaps = ["", *(" " if a.end < b.start else "" for a, b in pairwise(tokens))][: len(tokens)]
        return "".join(gap + t.text for gap, t in zip(gaps, tokens, strict=True))

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """The tokens in lower case, for phrase matching."""
        return tuple(t.lower for t in self.tokens)


@dataclass(frozen=True)
class Document:
    """A report made ready for reading.

    Attributes:
        report_id: The report's id.
        date: The report's day.
        text: The untouched text.
        sentences: In order.
    """

    report_id: str
    date: dt.date
    text: str
    sentences: tuple[Sentence, ...]

    def paragraphs(self) -> Iterator[tuple[Sentence, ...]]:
        """Yield the sentences of each paragraph."""
        run: list[Sentence] = []
        for sentence in self.sentences:
            if run and sentence.paragraph != run[0].paragraph:
                yield tuple(run)
                run = []
            run.append(sentence)
        if run:
            yield tuple(run)


@dataclass(frozen=True, slots=True)
class _Plain:
    """The plain text and, where lengths differ, the untouched span of each of its characters."""

    text: str
    spans: tuple[tuple[int, int], ...] | None

    def untouched(self, start: int, end: int) -> tuple[int, int]:
        """Return where plain characters ``[start, end)`` stand in the untouched text."""
        return (start, end) if self.spans is None else (self.spans[start][0], self.spans[end - 1][1])


def _plain(text: str) -> _Plain:
    same = text.translate(_SAME_LENGTH).replace("\r", " ")
    if not _INVISIBLE.search(same) and (same.isascii() or unicodedata.is_normalized("NFC", same)):
        return _Plain(same, None)
    kept: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(same):
        stop = at + 1
        while stop < len(same) and stop - at <= _MARKS and unicodedata.combining(same[stop]):
            stop += 1
        if not _INVISIBLE.match(same[at]):
            composed = unicodedata.normalize("NFC", same[at:stop])
            if len(composed) > stop - at:
                composed = same[at:stop]  # a letter that Unicode takes apart and never composes again
            kept.append(composed)
            places = [min(at + i, stop - 1) for i in range(len(composed))]
            spans.extend((place, place + 1) for place in places[:-1])
            spans.append((places[-1], stop))
        at = stop
    return _Plain("".join(kept), tuple(spans))


@lru_cache(maxsize=8)
def _no_stop(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    """Words whose full stop does not end a sentence, tried on the text just before that stop."""
    return re.compile(r"(?:^|[\s(\"'-])(?:" + "|".join(re.escape(a) for a in abbreviations) + r"|[A-Z])$")


_STOP = re.compile(r"(?<![.!?\u2026])([.!?\u2026]++)([\"')\]]*+)(?:\s*\[\d+\])?(?=\s|$)|\n+")
_LONGEST = 300  # tokens: what goes on without a stop is cut; the longest of 21,000 sentences that were met has 117
_BULLET = re.compile(r"[-*\u2022\u25e6\u00b7o]\s+")


def _sentence_spans(plain: str, abbreviations: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    no_stop = _no_stop(abbreviations)
    start = 0
    for stop in _STOP.finditer(plain):
        end = stop.start() if plain[stop.start()] == "\n" else stop.end()
        if plain[stop.start()] != "\n":
            before = plain[max(start, stop.start() - 20) : stop.start()]
            rest = plain[stop.end() : stop.end() + 3].lstrip(" \"'([")
            if stop[1] == "." and (no_stop.search(before) or (rest and rest[0].islower())):
                continue
        if plain[start:end].strip():
            yield start, end
        start = stop.end()
    if plain[start:].strip():
        yield start, len(plain)


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    bullet = _BULLET.match(plain, start, end)
    if bullet:
        start = bullet.end()
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def sentence_spans(text: str, codebook: Codebook) -> Iterator[tuple[int, int]]:
    """Yield the first and one past the last character of each sentence of a text, as `read_document` splits it.

    Args:
        text: Any; the offsets refer to it.
        codebook: Gives the abbreviations whose stop ends no sentence.
    """
    plain = _plain(text)
    for raw_start, raw_end in _sentence_spans(plain.text, tuple(sorted(codebook.words("text", "abbreviations")))):
        start, end = _trimmed(plain.text, raw_start, raw_end)
        if start < end:
            yield plain.untouched(start, end)


def _tokens(plain: _Plain, start: int, end: int, repair: Repairs) -> Iterator[Token]:
    meant, is_untouched = "", plain.spans is None
    for found in _TOKEN.finditer(plain.text, start, end):
        text, span = found[0], found.span()
        meant = repair(text, meant) if text.islower() else text.lower()
        yield Token(text, meant, *(span if is_untouched else plain.untouched(*span)))


def _asides(tokens: list[Token]) -> list[Token]:
    """Read two dashes of a sentence that hold an aside as its commas: "the mayor - a native of Kent - said"."""
    dashes = [i for i in range(1, len(tokens) - 1) if tokens[i].text in _DASHES and _parts(tokens, i)]
    pairs = zip(dashes[::2], dashes[1::2], strict=False)
    for at in (i for first, last in pairs if not _is_line(tokens[first - 1 : last + 2]) for i in (first, last)):
        tokens[at] = tokens[at]._replace(lower=",")
    return tokens


def _parts(tokens: list[Token], at: int) -> bool:
    """Whether a dash parts words, as a long one does and a short one between spaces."""
    return tokens[at].text == "—" or tokens[at - 1].end < tokens[at].start < tokens[at].end < tokens[at + 1].start


def _is_line(tokens: list[Token]) -> bool:
    """Whether dashes only join names: "Oakham - Melton - Uppingham"."""
    return all(token.is_capitalised or token.text in _DASHES for token in tokens)


def read_document(report_id: str, date: dt.date, text: str, codebook: Codebook) -> Document:
    """Split a report into sentences and tokens.

    Args:
        report_id: The report's id.
        date: The report's day.
        text: The untouched text.
        codebook: Gives the abbreviations whose stop ends no sentence.

    Returns:
        The document; its offsets refer to `text`.
    """
    plain = _plain(text)
    breaks = [0, *(m.end() for m in _PARAGRAPH.finditer(plain.text))]
    abbreviations = tuple(sorted(codebook.words("text", "abbreviations")))
    repair = repairs_of(codebook)
    sentences: list[Sentence] = []
    for raw_start, raw_end in _sentence_spans(plain.text, abbreviations):
        start, end = _trimmed(plain.text, raw_start, raw_end)
        tokens = _asides(list(_tokens(plain, start, end, repair)))
        paragraph = bisect_right(breaks, start) - 1
        for first in range(0, len(tokens), _LONGEST):
            part = tuple(tokens[first : first + _LONGEST])
            sentences.append(Sentence(len(sentences), paragraph, part[0].start, part[-1].end, part))
    assert all(a.end <= b.start for a, b in pairwise(sentences))  # noqa: S101  an invariant, not input
    return Document(report_id, date, text, tuple(sentences))
