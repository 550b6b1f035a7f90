"""What a bare name means: the extraction asked outside any report, with other places for a context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.extraction.mentions import find_mentions
from analytics.extraction.resolution import resolve
from analytics.extraction.theaters import theaters_of
from analytics.gazetteer import load_gazetteer, plain_name, split_head
from analytics.text import read_document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.records import Mention
    from analytics.gazetteer import Candidate
    from analytics.text import Document

__all__ = ["Lookup", "look_up"]

_LONGEST = 200  # characters of a name that are read
_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Lookup:
    """How one name is read.

    Attributes:
        name: The name, on one line.
        mention: What the extraction makes of it; null where it reads no place there (a person, a common word).
        candidates: All places that it may mean, best match first; one the mention decided on comes first.
        context: How the names of the context were read.
        alike: Names that may have been meant, where no candidate is there.
    """

    name: str
    mention: Mention | None
    candidates: tuple[Candidate, ...]
    context: tuple[Mention, ...]
    alike: tuple[str, ...]


def look_up(name: str, *, date: dt.date, codebook: Codebook, near: Sequence[str] = ()) -> Lookup:
    """Read a name as the extraction does, in a sentence of its own.

    Args:
        name: As a report writes it; a name in lower case is read as if it had capitals.
        date: The day that decides theaters.
        codebook: The codebook in force; its ``[[probe]]`` sentences carry the names.
        near: Names of places that stand in the next sentences.

    Returns:
        The reading, with every candidate.

    Raises:
        CodebookError: If the codebook has no such sentences.
    """
    gazetteer = load_gazetteer(codebook)
    shown = _written(name)
    document, spans = _document([shown, *map(_written, near)], date, codebook)
    spotted = find_mentions(document, gazetteer, codebook)
    mentions = resolve(document, spotted, gazetteer, theaters_of(codebook), codebook)
    mention = _covering(mentions, spans[0])
    key = split_head(plain_name(shown), codebook)
    seen = next((s.candidates for s in spotted if mention and s.start == mention.start), ())
    candidates = _ordered(seen or (gazetteer.hits(key) if key else ()), mention)
    context = tuple(m for span in spans[1:] if (m := _covering(mentions, span)) is not None)
    alike = tuple(gazetteer.alike(key, _SUGGESTED)) if key and not candidates else ()
    return Lookup(shown, mention, candidates, context, alike)


def _written(name: str) -> str:
    line = " ".join(name[:_LONGEST].split())
    return line.title() if line.islower() else line


def _document(names: Sequence[str], date: dt.date, codebook: Codebook) -> tuple[Document, list[tuple[int, int]]]:
    """Put each name into its sentence; return where it stands."""
    text, spans = "", []
    for number, name in enumerate(names):
        before, after = codebook.words("probe", "near" if number else "name")[0].split("{name}")
        start = len(text) + len(before)
        spans.append((start, start + len(name)))
        text += f"{before}{name}{after} "
    return read_document("probe", date, text, codebook), spans


def _covering(mentions: Sequence[Mention], span: tuple[int, int]) -> Mention | None:
    """Return the widest mention within a name."""
    inside = [m for m in mentions if span[0] <= m.start and m.end <= span[1]]
    return max(inside, key=lambda m: (m.end - m.start, -m.start), default=None)


def _ordered(candidates: Sequence[Candidate], mention: Mention | None) -> tuple[Candidate, ...]:
    chosen = mention.place if mention is not None else None
    return tuple(sorted(candidates, key=lambda c: c.place != chosen))
