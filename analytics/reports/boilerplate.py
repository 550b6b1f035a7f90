"""What a report says about itself or its page is taken out before anything is read; offsets are those of what is kept.

The rules are the codebook's table ``boilerplate``. Each looks at a sentence, a line or a mark alone, never at other
reports: a report reads the same whatever it is read with, and a store knows it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError
from analytics.reports.drafts import Piece
from analytics.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analytics.codebook import Codebook

__all__ = ["Kept", "without_boilerplate"]

Span = tuple[int, int, str]  # first character, one past the last, the rule's id

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SHORT = 8  # words of a line that may stand below a sign-off
_PASSES = 4  # what is left when a piece is gone may be a piece itself; hostile text could go on for ever


@dataclass(frozen=True, slots=True)
class Kept:
    """A text without its boilerplate.

    Attributes:
        text: What is kept, as it was; every offset counts in it.
        pieces: What was taken out.
    """

    text: str
    pieces: tuple[Piece, ...] = ()


def without_boilerplate(text: str, codebook: Codebook, *, message: bool = False) -> Kept:
    """Take out of a report what the codebook's table ``boilerplate`` names, with the white space that parted it.

    Args:
        text: The report.
        codebook: The codebook in force.
        message: Whether it is e-mail or of a channel: what tells of persons goes too then, and no piece keeps words.

    Raises:
        CodebookError: If an entry of the table cannot be used.
    """
    rules = [rule for rule in _rules(codebook) if message or not rule.messages]
    quiet = {rule.name for rule in rules if message or rule.private}
    pieces: list[Piece] = []
    for _ in range(_PASSES):
        flat = _flat(text)
        spans = _apart(chain.from_iterable(rule.spans(text, codebook) for rule in rules if rule.may_be_in(flat)))
        if not spans:
            break
        pieces += (Piece(rule, "" if rule in quiet else text[start:end]) for start, end, rule in spans)
        text = _cut(text, spans)
    return Kept(text, tuple(pieces))


@dataclass(frozen=True, slots=True)
class _Rule:
    """An entry of the table, ready for use.

    Attributes:
        name: Its id.
        unit: sentence, line or mark.
        needs: A flat text without any of these has none of it; empty where that cannot be told.
        seed: Where it may be: each hit leads to a unit.
        conditions: What must be found in that unit, besides.
        longest: Words of a unit from which on it stays.
        short_lines_after: Further lines that go with it.
        messages: Whether it holds for messages alone.
        private: Whether what it takes out is counted and not kept.
    """

    name: str
    unit: str
    needs: tuple[str, ...]
    seed: re.Pattern[str]
    conditions: tuple[re.Pattern[str], ...]
    longest: int | None
    short_lines_after: int
    messages: bool
    private: bool

    def may_be_in(self, flat: str) -> bool:
        """Whether a text needs to be looked at: a plain search rules most texts out before any pattern is tried."""
        return not self.needs or any(map(flat.__contains__, self.needs))

    def spans(self, text: str, codebook: Codebook) -> Iterator[Span]:
        """Yield what of a text this rule takes out; units may be yielded twice."""
        for start, end in self._units(text, codebook):
            unit = text[start:end]
            if all(condition.search(unit) for condition in self.conditions) and not self._too_long(unit):
                yield start, self._with_lines_after(text, end), self.name

    def _units(self, text: str, codebook: Codebook) -> Iterator[tuple[int, int]]:
        hits = self.seed.finditer(text)
        if self.unit == "mark":
            yield from (hit.span() for hit in hits)
            return
        ends = 0
        for hit in hits:
            if hit.end() <= ends:
                continue  # a line that was looked at
            begins, ends = text.rfind("\n", 0, hit.end() - 1) + 1, text.find("\n", hit.end())
            ends = len(text) if ends < 0 else ends
            if self.unit == "line":
                yield _stripped(text, begins, ends)
            else:
                yield from _sentences(text, begins, ends, codebook)

    def _too_long(self, unit: str) -> bool:
        words = islice(_WORD.finditer(unit), (self.longest or 0) + 1)
        return self.longest is not None and sum(1 for _ in words) > self.longest

    def _with_lines_after(self, text: str, end: int) -> int:
        for line in islice(_LINE.finditer(text, end), self.short_lines_after):
            if sum(1 for _ in _WORD.finditer(line[0])) > _SHORT:
                break
            end = _stripped(text, *line.span())[1]
        return end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    unit = text[start:end]
    first = start + len(unit) - len(unit.lstrip())
    return first, max(first, start + len(unit.rstrip()))


def _sentences(text: str, begins: int, ends: int, codebook: Codebook) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a line; one that opens the line takes its bullet with it."""
    first, word = _stripped(text, begins, ends)[0], _WORD.search(text, begins, ends)
    for start, end in sentence_spans(text[begins:ends], codebook):
        opens_line = word is not None and start <= word.start() - begins < end
        yield (first if opens_line else begins + start), begins + end


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order; of those that overlap the one that begins first, and is longest."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0], -span[1], span[2])):
        if span[0] < span[1] and (not kept or span[0] >= kept[-1][1]):
            kept.append(span)
    return kept


def _cut(text: str, spans: Sequence[Span]) -> str:
    """Return a text without some spans; of the white space on their two sides the wider stays."""
    whole = [(0, 0), *((start, end) for start, end, _ in spans), (len(text), len(text))]
    out: list[str] = []
    gap = ""
    for (_, start), (end, _) in pairwise(whole):
        first, last = _stripped(text, start, end)
        gap = max(gap, text[start:first], key=lambda white: (white.count("\n"), len(white)))
        if first < last:
            out += [gap if out or not start else "", text[first:last]]
            gap = text[last:end]
    return "".join(out) + (text[start:] if first >= last else gap)


# ---------------------------------------------------------------------- entries of the codebook


@lru_cache(maxsize=4)
def _rules(codebook: Codebook) -> tuple[_Rule, ...]:
    return tuple(_rule(row) for row in codebook.table("boilerplate"))


def _rule(row: dict[str, Any]) -> _Rule:
    unit, where = row.get("unit"), f"[[boilerplate]] {row['id']}"
    seeds = [part for part in (_whole(row), _opening(row), _pattern(row), _containing(row)) if part]
    if unit not in {"sentence", "line", "mark"} or not seeds:
        raise CodebookError.at(
            where,
            got=f"unit {unit!r}" if seeds else "neither `is`, `opens`, `contains` nor `pattern`",
            expected="a sentence, line or mark, and how to know it",
            way_out="Mend the entry.",
        )
    try:
        first, *others = (re.compile(seed, re.IGNORECASE | re.MULTILINE) for seed in seeds)
    except re.error as error:
        raise CodebookError.at(
            where, got=f"a pattern that is none ({error})", expected="a regular expression", way_out="Mend it."
        ) from error
    if unit == "sentence":  # it may begin anywhere in its line
        opening = _phrases(row["opens"])
        first, others = re.compile(opening, re.IGNORECASE), [re.compile(rf"\A[^\w\n]{{0,12}}{opening}", re.IGNORECASE)]
    longest = row.get("longest")
    return _Rule(
        str(row["id"]),
        unit,
        _needs(row),
        first,
        tuple(others),
        longest,
        int(row.get("short_lines_after", 0)),
        bool(row.get("messages", False)),
        bool(row.get("private", False)),
    )


def _flat(text: str) -> str:
    """Return a text as phrases are sought in it: small letters, one blank between words, one kind of apostrophe."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


def _needs(row: dict[str, Any]) -> tuple[str, ...]:
    """Return what one of must be in a flat text: what an entry says itself, else its phrases."""
    given = row.get("needs") or row.get("is") or row.get("contains") or row.get("opens") or ()
    return tuple(map(_flat, given))


def _phrases(phrases: Iterable[str]) -> str:
    """Return a pattern of whole phrases: any white space parts their words, any apostrophe stands for another."""
    written = sorted((r"[ \t]+".join(map(re.escape, phrase.split())) for phrase in phrases), key=lambda p: (-len(p), p))
    either = "|".join(written).replace("'", "['\u2019]")
    return rf"(?<!\w)(?:{either})(?!\w)"


def _whole(row: dict[str, Any]) -> str | None:
    return rf"^[^\w\n-]{{0,12}}{_phrases(row['is'])}[ \t\r.,:;!?\u2026]{{0,12}}$" if "is" in row else None


def _opening(row: dict[str, Any]) -> str | None:
    return rf"^[^\w\n]{{0,12}}{_phrases(row['opens'])}" if "opens" in row else None


def _pattern(row: dict[str, Any]) -> str | None:
    if "pattern" not in row:
        return None
    return row["pattern"] if row["unit"] == "mark" else rf"^[ \t]{{0,12}}{row['pattern']}"


def _containing(row: dict[str, Any]) -> str | None:
    return _phrases(row["contains"]) if "contains" in row else None
