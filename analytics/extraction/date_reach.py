"""What a date in a sentence can date: the statement that it stands in, those that hang on it, or a noun alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analytics.codebook import PhraseTable
from analytics.extraction.days import Almanac, settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.text import Sentence

__all__ = ["Rank", "Reach", "Statements"]

_EVIDENCE = "evidence"  # verbs that read a picture, and "capture" among them, tell of no saying


class Rank(NamedTuple):
    """How near a date is to a trigger: smaller is nearer."""

    bound: bool
    crossed: int
    distance: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Runs of tokens, ``[first, last)``.

    Attributes:
        whole: Where the date can date something.
        bounds: Tokens at which another statement begins.
        reporting: The verb of saying that the date belongs to; null for none.
    """

    whole: tuple[int, int]
    bounds: tuple[int, ...]
    reporting: tuple[int, int] | None = None

    def rank(self, first: int, last: int, date: tuple[int, int]) -> Rank | None:
        """Return how near a trigger is; null where the date cannot date it."""
        if not _meet((first, last), self.whole):
            return None
        gap = max(date[0] - last, 0) or max(first - date[1], 0)
        low, high = (last - 1, date[0]) if date[0] >= last else (date[1] - 1, first)
        crossed = bisect_right(self.bounds, high) - bisect_right(self.bounds, low)
        distance = gap + (0.5 if date[1] <= first else 0.0)  # of two as near, the one behind the verb
        return Rank(self.bounds_only(first, last, date), crossed, distance)

    def bounds_only(self, first: int, last: int, date: tuple[int, int]) -> bool:
        """Whether the date tells when the trigger's event was told, not when it was."""
        if self.reporting is None or _meet((first, last), self.reporting):
            return False
        fronted = date[1] <= self.reporting[0]
        return first >= self.reporting[1] if fronted else True


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True, eq=False)
class _Words:
    """Clause words of a codebook, compiled."""

    walls: PhraseTable
    subordinate: PhraseTable
    soft: PhraseTable
    future: PhraseTable
    reporting: PhraseTable
    joins: frozenset[str]
    verbs: frozenset[str]
    endings: tuple[str, ...]
    scene: frozenset[str]
    complement: frozenset[str]
    determiners: frozenset[str]
    function_words: frozenset[str]
    attributive: int

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, codebook: Codebook) -> _Words:
        def clause(entry: str) -> tuple[str, ...]:
            return codebook.words("date_clause", entry)

        def grammar(*entries: str) -> frozenset[str]:
            return frozenset(word for entry in entries for word in codebook.words("grammar", entry))

        def table(*words: str) -> PhraseTable:
            return PhraseTable(codebook, [{"words": words}])

        pasts = frozenset(row["forms"][0] for row in codebook.table("irregular_verb"))
        return cls(
            walls=table(*clause("wall")),
            subordinate=table(*clause("subordinate"), *grammar("subordinator", "relativizer")),
            soft=table(*clause("soft")),
            future=table(*codebook.words("date_word", "future")),
            reporting=PhraseTable(codebook, [row for row in codebook.table("report") if row["voice"] != _EVIDENCE]),
            joins=frozenset(clause("joins")),
            verbs=pasts | grammar("modal", "be", "have", "do", "pronoun"),
            endings=clause("verb_endings"),
            scene=frozenset(clause("scene")),
            complement=frozenset(clause("complement")),
            determiners=grammar("determiner"),
            function_words=Almanac.of(codebook).function_words,
            attributive=settings_of(codebook)["attributive_tokens"],
        )

    def verblike(self, word: str) -> bool:
        return word in self.verbs or (word.endswith(self.endings) and word.isalpha())


@dataclass(frozen=True, eq=False)
class Statements:
    """A sentence cut where statements begin.

    Attributes:
        sentence: The sentence.
        words: The clause words.
        walls: Tokens that nothing passes, in order.
        hard: These and those that a date passes forward only.
        bounds: These and those that a nearer date wins over.
        cues: Tokens that speak of what is to come.
        verbs: Verbs of saying as tokens ``[first, last)``.
    """

    sentence: Sentence
    words: _Words
    walls: tuple[int, ...]
    hard: tuple[int, ...]
    bounds: tuple[int, ...]
    cues: tuple[int, ...]
    verbs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, sentence: Sentence, dates: Sequence[tuple[int, int]], codebook: Codebook) -> Statements:
        """Cut a sentence.

        Args:
            sentence: The sentence.
            dates: Its dates; words within one cut nothing.
            codebook: The words.
        """
        words, lowers = _Words.of(codebook), sentence.lowers
        inside = {at for first, last in dates for at in range(first, last)}
        starts = {first for first, _ in dates}

        def each(table: PhraseTable) -> set[int]:
            return {match.start for match in table.find(lowers)} - inside

        joins = (at for at, word in enumerate(lowers[:-1]) if word in words.joins and at not in inside)
        soft = {at for at in joins if at + 1 in starts or words.verblike(lowers[at + 1])} | each(words.soft)
        walls = each(words.walls)
        hard = walls | each(words.subordinate)
        verbs = sorted({(match.start, match.end) for match in words.reporting.find(lowers)})
        cues = {match.start for match in words.future.find(lowers)} - (inside - starts)
        return cls(
            sentence,
            words,
            tuple(sorted(walls)),
            tuple(sorted(hard)),
            tuple(sorted(hard | soft)),
            tuple(sorted(cues)),
            tuple(verbs),
        )

    def run(self, cuts: tuple[int, ...], first: int, last: int) -> tuple[int, int]:
        """Return the tokens around some up to the next cuts."""
        before, behind = bisect_left(cuts, first), bisect_left(cuts, last)
        low = cuts[before - 1] + 1 if before else 0
        return low, cuts[behind] if behind < len(cuts) else len(self.sentence.tokens)

    def future(self, first: int, last: int) -> int | None:
        """Return the first word in a date's statement that speaks of what is to come; null for none."""
        low, high = self.run(self.bounds, first, last)
        at = bisect_left(self.cues, low)
        return self.cues[at] if at < len(self.cues) and self.cues[at] < high else None

    def reach(self, first: int, last: int, *, adverbial: bool, begin: int | None) -> Reach:
        """Return what a date can date.

        Args:
            first: First token of the date.
            last: One past its last token.
            adverbial: Whether words like "on" or "since" belong to it.
            begin: First token that it may date, for a date ahead of the report.
        """
        low = self.run(self.hard, first, last)[0]
        high = self.run(self.walls, first, last)[1]
        if self.closes_insertion(low, last):
            high = last
        genitive = self.sentence.lowers[last : last + 1] == ("'s",)
        reporting = None if genitive else self.reporting(first, last)
        if not adverbial and reporting is None and self.before_noun(first, last) and not self.sets_scene(first):
            return Reach((last, max(min(high, last + self.words.attributive), last + 1)), self.bounds)
        return Reach((low if begin is None else min(begin, first), high), self.bounds, reporting)

    def closes_insertion(self, low: int, last: int) -> bool:
        """Whether a date ends a clause between commas: "X, who left in May, | is back".

        Args:
            low: First token of the date's statement, behind the word that opens it.
            last: One past the date's last token.
        """
        lowers = self.sentence.lowers
        opened = low > 1 and lowers[low - 2] == ","
        return (
            opened and lowers[last : last + 1] == (",",) and any(map(self.words.verblike, lowers[last + 1 : last + 2]))
        )

    def own(self, first: int, last: int, reach: Reach) -> Reach:
        """Keep a day of long ago to its own clause: "having taken X in January, they attacked Y".

        Args:
            first: First token of the date.
            last: One past its last token.
            reach: What it could date were it of these days.
        """
        lowers = self.sentence.lowers
        commas = (at for at, word in enumerate(lowers) if word == "," and not first <= at < last)
        low, high = self.run(tuple(sorted({*self.bounds, *commas})), first, last)
        if not any(map(self.words.verblike, (*lowers[low:first], *lowers[last:high]))):
            return reach  # "In January, they attacked Y"
        return replace(reach, whole=(max(low, reach.whole[0]), min(high, reach.whole[1])))

    def before_noun(self, first: int, last: int) -> bool:
        """Whether a date stands before a noun: "the July 8 strike", "Tuesday's summit"."""
        if last >= len(self.sentence.tokens):
            return False
        after, lowers = self.sentence.tokens[last], self.sentence.lowers
        noun = after.text.isalpha() and not after.is_capitalised and after.lower not in self.words.function_words
        return after.lower == "'s" or noun or (first > 0 and lowers[first - 1] in self.words.determiners)

    def sets_scene(self, first: int) -> bool:
        """Whether the noun behind a date is where the statement's event took place: "during the July 8 talks"."""
        lowers = self.sentence.lowers
        before = first - 1
        if before >= 0 and lowers[before] in self.words.determiners:
            before -= 1
        return before >= 0 and lowers[before] in self.words.scene

    def reporting(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the verb of saying that a date belongs to.

        "stated on March 28 that ...", "said Tuesday", and the fronted "On March 28, the ministry said ...".
        """
        lowers, tokens = self.sentence.lowers, self.sentence.tokens
        low, high = self.run(self.hard, first, last)
        at = bisect_left(self.verbs, (first, first))
        near = self.verbs[at - 1] if at and self.verbs[at - 1][0] >= low else None
        told = high == last < len(lowers) and lowers[high] in self.words.complement
        if near and near[1] <= first and (told or near[1] == first):
            return near
        if told and first > low:
            return first - 1, first
        fronted = low == first or (first - low == 1 and not tokens[low].is_word)
        after = self.verbs[at] if at < len(self.verbs) else None
        return after if fronted and after and last <= after[0] < high else None
