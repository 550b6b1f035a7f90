"""Whether a text is in the language that a codebook reads: silent zeros would be worse than a refusal.

The detector is py3langid (naive Bayes over byte n-grams, its model inside the package): offline, deterministic, 2 ms a
report after half a second to load. A text that shows its language by frequent words of it alone does without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py3langid.langid import LanguageIdentifier

    from analytics.codebook import Codebook

__all__ = ["LanguageTest", "language_test"]

_SAMPLE = 5_000  # characters that are looked at
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = r"A-Za-z\u00aa-\u024f\u1e00-\u1eff"
_OTHER_SCRIPT = re.compile(rf"[^\W\d_{_LATIN}]+")


@dataclass(frozen=True)
class LanguageTest:
    """The table ``language`` of a codebook, ready for use.

    Attributes:
        expected: Id of the language that the codebook reads, one in Latin letters.
        names: Id to name, of every language that can be told.
        sure: Share of belief from which a language counts as told.
        long: Words from which a text must show its language; a shorter one may be a list of names.
        max_other_script: Largest share of letters that are not Latin.
        telling: Frequent words of the expected language that others do not have.
        plain: Share of them among the words of a long text that shows its language without the detector.
    """

    expected: str
    names: dict[str, str]
    sure: float
    long: int
    max_other_script: float
    telling: frozenset[str]
    plain: float

    def other(self, text: str) -> str | None:
        """Name the language or script that a text is in; null where it may be the expected one.

        Letters of another script are left out unless they are many: a report may quote.
        """
        sample = text[:_SAMPLE]
        words = _LETTERS.findall(sample)
        letters = sum(map(len, words))
        if not letters:
            return "no words"
        latin = _OTHER_SCRIPT.sub("", sample)
        words = words if latin == sample else _LETTERS.findall(latin)
        if letters - sum(map(len, words)) > self.max_other_script * letters:
            language = self._told(sample)
            return "text in another script" if language in {None, self.expected} else self._named(language)
        if self._is_plain(words):
            return None
        language = self._told(latin)
        if language is None:
            return "text in an unknown language" if len(words) >= self.long else None
        return None if language == self.expected else self._named(language)

    def _is_plain(self, words: Sequence[str]) -> bool:
        """Whether a text shows the expected language by words that no other has: then the detector need not load.

        A short one must have as many of them as one of `long` words.
        """
        telling = sum(map(self.telling.__contains__, map(str.lower, words)))
        return telling >= self.plain * max(self.long, len(words))

    def _told(self, sample: str) -> str | None:
        """Return the id of a text's language, null where no language is sure."""
        language, share = _detector(tuple(self.names)).classify(sample)
        return str(language) if share >= self.sure else None

    def _named(self, language: str | None) -> str:
        return f"{self.names[str(language)]} text"


@lru_cache(maxsize=4)
def _detector(languages: tuple[str, ...]) -> LanguageIdentifier:
    """Load the detector for a choice of languages.

    Raises:
        CodebookError: If it does not know one of them.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  heavy

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    unknown = sorted(set(languages) - set(detector.labels))
    if unknown:
        raise CodebookError.at(
            "table 'language'",
            got=f"id {', '.join(unknown)}",
            expected=f"some of {', '.join(sorted(detector.labels))}",
            way_out="Mend the ids.",
        )
    detector.set_languages(languages)
    return detector


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
    own = rows[expected]
    return LanguageTest(
        expected=expected,
        names={key: row["name"] for key, row in rows.items()},
        sure=float(own["sure"]),
        long=int(own["long"]),
        max_other_script=float(own["max_other_script"]),
        telling=frozenset(own.get("telling", ())),
        plain=float(own.get("plain", 1.0)),
    )
