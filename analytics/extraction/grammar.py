"""The function words and verb forms of ``english/grammar.toml``, indexed once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from analytics.codebook import PhraseTable, verb_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.codebook import Codebook

__all__ = ["Grammar", "grammar_of"]

_VERBAL = ("trigger", "report", "report_close", "light", "control", "cue", "act")  # tables whose entries have `verbs`
_REMEMBERED = 1 << 14  # words of which is known whether they are adverbs
_ADVERB = 5  # letters of the shortest adverb in -ly told by its ending: "fly" and "ally" are none


@dataclass(frozen=True, eq=False)
class Grammar:
    """What the reader of clauses knows of English.

    The classes of words are the entries of ``[[grammar]]``, and of ``[[weapon]]``; each says in its comment there what
    it is for. ``time`` holds the months and days of the week besides.

    Attributes:
        forms: The form tags (base, third, past, participle, ed, ing) of every inflected verb of the codebook.
        reporting: The verbs that hand a statement to somebody: "said", "confirmed".
        governors: Verbs and nouns that a further verb hangs on: "continued to", "efforts to", "began".
    """

    determiner: frozenset[str]
    preposition: frozenset[str]
    modal: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    do: frozenset[str]
    negation: frozenset[str]
    not_alone: frozenset[str]
    singular: frozenset[str]
    coordinator: frozenset[str]
    subordinator: frozenset[str]
    relativizer: frozenset[str]
    pronoun: frozenset[str]
    subject_pronoun: frozenset[str]
    particle: frozenset[str]
    first_person: frozenset[str]
    adverb: frozenset[str]
    adverbial: frozenset[str]
    dating: frozenset[str]
    part_of: frozenset[str]
    force_noun: frozenset[str]
    people: frozenset[str]
    own: frozenset[str]
    local_office: frozenset[str]
    not_adverb: frozenset[str]
    stop: frozenset[str]
    bracket: frozenset[str]
    joiner: frozenset[str]
    conjunction: frozenset[str]
    contrasting: frozenset[str]
    relative_subject: frozenset[str]
    personal: frozenset[str]
    within: frozenset[str]
    locative: frozenset[str]
    first_person_subject: frozenset[str]
    before_ing: frozenset[str]
    before_past: frozenset[str]
    only_verb: frozenset[str]
    genitive: frozenset[str]
    before_contraction: frozenset[str]
    purposive: frozenset[str]
    land_part: frozenset[str]
    alternative: frozenset[str]
    never_verb: frozenset[str]
    quote: frozenset[str]
    citing: frozenset[str]
    accusing: frozenset[str]
    object_pronoun: frozenset[str]
    telling: frozenset[str]
    before_verb: frozenset[str]
    existential: frozenset[str]
    time_noun: frozenset[str]
    conjunctive: frozenset[str]
    clause_preposition: frozenset[str]
    approximator: frozenset[str]
    rounding: frozenset[str]
    blaming: frozenset[str]
    degree: frozenset[str]
    demonstrative: frozenset[str]
    article: frozenset[str]
    governed_by: frozenset[str]
    after_as: frozenset[str]
    before_as: frozenset[str]
    instrument: frozenset[str]
    time: frozenset[str]
    after_have: frozenset[str]
    after_no: frozenset[str]
    compelling: frozenset[str]
    person_pronoun: frozenset[str]
    weapon: frozenset[str]
    pairing: frozenset[str]
    fighting: frozenset[str]
    foe: frozenset[str]
    forms: Mapping[str, frozenset[str]]
    reporting: PhraseTable
    governors: PhraseTable

    @cached_property
    def auxiliary(self) -> frozenset[str]:
        """Verbs that only carry another: modals, "be", "have", "do"."""
        return self.modal | self.be | self.have | self.do

    @cached_property
    def boundary(self) -> frozenset[str]:
        """What no subject is looked for beyond."""
        return self.stop | self.subordinator | self.relativizer

    @cached_property
    def clause_opener(self) -> frozenset[str]:
        """What begins a clause wherever it stands; with "that", "as", "and" and commas it depends on what follows."""
        always = self.relativizer - {"that"}
        return self.stop | self.bracket | self.subordinator | self.clause_preposition | always

    @cached_property
    def may_open_clause(self) -> frozenset[str]:
        """What begins a clause anywhere or in some places: nothing else does."""
        return self.clause_opener | self.subject_pronoun | self.conjunction | self.contrasting | {"that", "as", ","}

    @cached_property
    def adverbial_word(self) -> frozenset[str]:
        """The words of adverbs that are two words."""
        return frozenset(word for phrase in self.adverbial for word in phrase.split())

    @cached_property
    def is_adverb(self) -> Callable[[str], bool]:
        """Whether a word may stand inside a verb group; asked of the same words again and again."""
        return lru_cache(_REMEMBERED)(self._is_adverb)

    def _is_adverb(self, word: str) -> bool:
        if word in self.adverb:
            return True
        return word.endswith("ly") and len(word) >= _ADVERB and word not in self.not_adverb


def _forms(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Return the form tags of the first words of all phrases with a verb."""
    entries = [row for table in _VERBAL for row in codebook.table(table)]
    entries += [row for row in codebook.table("grammar") if row["id"] == "general_verb"]
    firsts = dict.fromkeys(phrase.split()[0] for row in entries for phrase in row.get("verbs", ()))
    forms: dict[str, set[str]] = {}
    for form, tag in (pair for first in firsts for pair in verb_forms(codebook, first)):
        forms.setdefault(form, set()).add(tag)
    return {word: frozenset(tags) for word, tags in forms.items()}


@lru_cache(maxsize=8)
def grammar_of(codebook: Codebook) -> Grammar:
    """Return the codebook's grammar, indexed once."""
    known = {field.name for field in fields(Grammar)}
    classes = {name: words for name, words in codebook.classes("grammar").items() if name in known}
    calendar = (row["words"] for table in ("month", "weekday") for row in codebook.table(table))
    classes["time"] = classes["time"].union(*calendar)
    classes["weapon"] = frozenset(codebook.words("weapon", "weapon"))
    plans = [row for row in codebook.table("cue") if row["reach"] == "group"]
    reports = codebook.table("report")
    return Grammar(
        **classes,
        forms=_forms(codebook),
        reporting=PhraseTable(codebook, reports),
        governors=PhraseTable(codebook, [*codebook.table("control"), *plans, *reports]),
    )
