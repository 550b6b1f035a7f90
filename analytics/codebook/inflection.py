"""How the codebook's verbs and nouns are inflected: by rule, and by its tables of what is irregular."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Verb", "inflect", "plural", "spellings"]

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb: base, third person, past, past participle, present participle; more finite ones of "be"."""

    base: str
    third: str
    past: str
    participle: str
    ing: str
    more: tuple[str, ...] = ()

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield (form, tag); a past that serves as participle too is tagged ``ed``."""
        yield self.base, "base"
        yield self.third, "third"
        if self.past == self.participle:
            yield self.past, "ed"
        else:
            yield self.past, "past"
            yield self.participle, "participle"
        yield self.ing, "ing"
        yield from ((form, "third") for form in self.more)


def plural(noun: str) -> str:
    """Return the regular plural of a noun."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def spellings(verb: str, ends: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a verb as it is listed, and as it is spelt elsewhere (emphasize, emphasise).

    Args:
        verb: The base form.
        ends: Pairs of ends, the listed one first; behind a vowel they stay ("seize").
    """
    yield verb
    for listed, other in ends:
        stem = verb.removesuffix(listed)
        if stem != verb and stem[-1:] not in tuple(_VOWELS):
            yield stem + other


def inflect(verb: str, irregular: Mapping[str, Mapping[str, Any]], doubling: frozenset[str]) -> Verb:
    """Return a verb's forms.

    Args:
        verb: The base form.
        irregular: Base form to its entry: ``forms`` (past, past participle), perhaps ``third`` and ``more``.
        doubling: Base forms that double their last consonant (``repel``).
    """
    third = verb + "es" if verb.endswith("o") and verb[-2:-1] not in _VOWELS else plural(verb)  # "vetoes"
    if verb.endswith("e") and len(verb) > 2 and not verb.endswith(("ee", "oe", "ye")):  # noqa: PLR2004  "be"
        stem = verb[:-1]
    elif verb in doubling:
        stem = verb + verb[-1]
    else:
        stem = verb
    ing = stem + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        past = verb[:-1] + "ied"
    elif verb.endswith("e"):
        past = verb + "d"
    else:
        past = stem + "ed"
    if verb.endswith("ie"):
        ing = verb[:-2] + "ying"
    participle = past
    entry = irregular.get(verb, {})
    if entry:
        try:
            past, participle = entry["forms"]
        except (KeyError, ValueError):
            raise CodebookError.at(
                f"irregular_verb {verb!r}",
                got=f"forms {', '.join(entry.get('forms', ())) or '(none)'}",
                expected="two: past and past participle",
                way_out="Give both, even where they are alike.",
            ) from None
    return Verb(verb, entry.get("third", third), past, participle, ing, tuple(entry.get("more", ())))
