"""Whether a text is in the language that a codebook reads. A cheap test: silent zeros would be worse."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from analytics.codebook import Codebook

__all__ = ["LanguageTest", "language_test"]

_SAMPLE = 20_000  # characters that are looked at
_HITS = 3  # words of another language before it is called so: names and abbreviations hold one or two
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")


@dataclass(frozen=True)
class LanguageTest:
    """The table ``language`` of a codebook, ready for use.

    Attributes:
        expected: Id of the language that the codebook reads.
        names: Id to name.
        words: Id to function words.
        least: Id to the smallest share of them that counts.
        long: Words from which a text must show some language.
        max_other_script: Largest share of letters that are not Latin.
    """

    expected: str
    names: dict[str, str]
    words: dict[str, frozenset[str]]
    least: dict[str, float]
    long: int
    max_other_script: float

    def other(self, text: str) -> str | None:
        """Name the language or script that a text is in; null where it may be the expected one."""
        sample = text[:_SAMPLE]
        letters = sum(map(len, _LETTERS.findall(sample)))
        if not letters:
            return "no words"
        if 1 - sum(map(len, _LATIN.findall(sample))) / letters > self.max_other_script:
            return "text in another script"
        counts = Counter(_WORD.findall(sample.lower()))
        length = counts.total()
        hits = {key: sum(counts[word] for word in known) for key, known in self.words.items()}
        likely = [
            key for key, n in hits.items() if n >= self.least[key] * length and (key == self.expected or n >= _HITS)
        ]
        best = max(likely, key=lambda key: (hits[key], key == self.expected), default=None)
        if best is None:
            return "text in an unknown language" if length >= self.long else None
        return None if best == self.expected else f"{self.names[best]} text"


def language_test(codebook: Codebook) -> LanguageTest:
    """Build the test from a codebook's table ``language``.

    Raises:
        CodebookError: If the table lacks the codebook's own language.
    """
    rows = {row["id"]: row for row in codebook.table("language")}
    expected = str(codebook.settings.get("language", ""))
    if expected not in rows:
        raise CodebookError(
            f"codebook {codebook.name}: table 'language' has no entry {expected!r}. Add it, or mend `language`."
        )
    return LanguageTest(
        expected=expected,
        names={key: row["name"] for key, row in rows.items()},
        words={key: frozenset(row["words"]) for key, row in rows.items()},
        least={key: float(row["least"]) for key, row in rows.items()},
        long=int(rows[expected]["long"]),
        max_other_script=float(rows[expected]["max_other_script"]),
    )
