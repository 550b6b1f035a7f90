"""What forms of verbs words have, and which -ing and past forms are verbs: "X, advancing" against "the shelling"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.tokens import Tokens

if TYPE_CHECKING:
    from analytics.extraction.records import Actor

__all__ = ["PAST", "VerbForms"]

PAST = frozenset({"ed", "past", "participle"})
_NONE: frozenset[str] = frozenset()
_PAST_LETTERS = 5  # a shorter word in -ed that the codebook does not list is no verb: "shed", "red"
_PLURAL_LETTERS = 4  # a shorter word in -s is no plural: "its", "as"
_PAIRED = 9  # tokens from "between" to its "and"


class VerbForms(Tokens):
    """A sentence of which is known what forms of verbs its words have."""

    def is_verb(self, i: int) -> bool:
        """Whether the token is used as a verb here: told by the reader who knows finite forms too."""
        raise NotImplementedError

    def tags(self, i: int) -> frozenset[str]:
        """Return the verb forms that a token may have, by the codebook; any longer word in -ed is a past form."""
        word = self.low[i]
        known = self.grammar.forms.get(word)
        if known is not None:
            return known
        if not word.endswith("ed") or len(word) < _PAST_LETTERS:
            return _NONE
        return PAST if self.sentence.tokens[i].text.islower() else _NONE

    def lasts(self, i: int) -> bool:
        """Whether a word ends "for the time | being"."""
        g = self.grammar
        return self.word(i - 1) in g.time_noun and self.word(i - 3) in g.preposition and "ing" in self.tags(i)

    def _owns(self, i: int) -> bool:
        """Whether a word is the mark of a genitive: "the ministry | 's spokesman", not "it | 's raining"."""
        return self.low[i] in self.grammar.genitive and self.word(i - 1) not in self.grammar.before_contraction

    def _in_compound(self, i: int, tags: frozenset[str]) -> bool:
        """Whether a hyphen joins the word to another, or brackets hold it: "counter-attacked", "the (left) bank"."""
        if self.word(i - 1) in self.grammar.bracket and self.word(i + 1) in self.grammar.bracket:
            return True
        return self.word(i - 1) == "-" or (self.word(i + 1) == "-" and "base" not in tags)

    def _acts(self, actor: Actor) -> bool:
        """Whether an actor right before a verb can be its subject: not "Mercian", not "Mercia's"."""
        return actor.form != "adjective" and not actor.possessive

    def _is_plural(self, word: str) -> bool:
        return word.endswith("s") and len(word) >= _PLURAL_LETTERS

    # ------------------------------------------------------------------ -ing forms

    def _ing_is_verb(self, i: int, before: int) -> bool:
        """Tell "X, advancing" and "forces advancing on Y" from "the shelling"."""
        g, left = self.grammar, self.word(before)
        done = self.word(i + 1) == "by" and (self.actor(i + 2) or self.actor(i + 3)) is not None
        if done or (before < 0 and self.word(i + 1) == "of") or (before >= 0 and self._owns(before)):
            return False  # "shelling by Mercian forces", "Shelling of X went on", "the army's shelling"
        if before < 0 or left in g.be or left in g.preposition or left in g.before_ing:
            return True
        if left in g.determiner:
            return False
        actor = self.actor_at[before]
        if actor is not None:
            return self._acts(actor) and self.word(actor.first - 1) not in g.article  # "a UN meeting"
        if left in g.forms and self.is_verb(before):
            return not self._is_reported(i, before)
        acts = left in g.force_noun and not (left in g.foe and self.word(i + 1) == "of")  # "enemy shelling of X"
        return acts or left in g.pronoun or self._reduced_clause(i, before)

    def _is_reported(self, i: int, before: int) -> bool:
        """Whether an -ing form is what somebody tells of: "officials reported shelling near X"; they did not shell."""
        following = self.word(i + 1)
        alone = not following.isalpha() or following in self.grammar.preposition
        past = not alone and bool(self.tags(i + 1) & PAST) and not any(self.mention_at[i + 2 : i + 3])
        acts = past or following in self.grammar.auxiliary  # "said | shelling killed two"; not "shelling occupied X"
        return (alone or acts) and bool(self.grammar.reporting.at(self.low, before))

    def _reduced_clause(self, i: int, before: int) -> bool:
        """Whether an -ing form says what a place or a plural does: "trains carrying tanks"."""
        if self.mention_at[before] is not None:
            return True
        following = self.word(i + 1)
        if self.opens_noun_phrase(i + 1) and self.low[before].isalpha():
            return True  # "a missile hitting a mill"
        return self._is_plural(self.low[before]) and following.isalpha() and following not in self.grammar.preposition

    # ------------------------------------------------------------------ past forms

    def _past_is_verb(self, i: int, before: int) -> bool:
        """Tell "X captured Y" from "the captured village"."""
        g, left = self.grammar, self.word(before)
        if left in g.auxiliary or left in g.pronoun or left in g.before_past:
            return not (self._joined_adjective(i, before) or self.pairs(before))
        if before < 0:
            return self.opens_noun_phrase(i + 1) or self.word(i + 1) in g.preposition | g.particle
        actor = self.actor_at[before]
        if actor is not None:
            return self._acts(actor)
        many = self._is_plural(left) or left in g.force_noun  # "aircraft", "artillery" are no one thing
        tells = many and (left in g.weapon or (self._is_plural(left) and bool(g.reporting.at(self.low, i))))
        if tells or self._stands_for_forces(before):
            return True  # "residents reported shelling", "drones damaged homes", "the enemy shelled villages"
        if left in g.determiner or left in g.preposition or self.is_verb(before):
            return self.word(i + 1) == "that"  # "made limited advances": an adjective; "while another | conceded that"
        return not self._qualifies_noun(i, before)

    def _stands_for_forces(self, at: int) -> bool:
        """Whether a noun for forces is no verb's object: "the enemy | shelled villages", not "hit the enemy"."""
        g, first = self.grammar, at
        whose = self.actor_at[at - 1] if at else None
        if self.low[at] not in (g.fighting | g.people if whose is not None else g.fighting):
            return False
        while first > 0 and self.low[first - 1] in g.determiner:
            first -= 1
        named = first < at or self.sentence.tokens[at].is_capitalised or whose is not None
        first = whose.first if whose is not None else first  # "Mercian | men"
        met = first > 0 and self.is_verb(first - 1) and not g.reporting.at(self.low, first - 1)
        return named and self.word(first - 1) not in g.preposition and not met

    def _joined_adjective(self, i: int, before: int) -> bool:
        """Whether a past form behind "and" is an adjective: "failed and disjointed attacks", not "and raided X"."""
        g, end = self.grammar, min(i + 2, len(self.low) - 1)
        subject = bool(self.tags(end) & PAST) and self.low[end] in g.forms  # "and unpublished footage showed"
        pair = before > 0 and bool(self.tags(before - 1) & PAST) and not self.is_verb(before - 1)  # "any claimed or"
        unknown = self.low[before] in g.conjunction and (pair or self.low[i] not in g.forms)
        return unknown and not subject and self._qualifies_noun(i, before)

    def pairs(self, i: int) -> bool:
        """Whether an "and" only joins whom something is between: "clashes between A | and B were recorded"."""
        near = range(i - 1, max(-1, i - _PAIRED), -1) if self.low[i] in self.grammar.joiner else ()
        for j in near:
            if self.low[j] in self.grammar.pairing:
                return True
            if self.low[j] in self.grammar.boundary or self.low[j] in self.grammar.joiner or self.is_verb(j):
                return False
        return False

    def _qualifies_noun(self, i: int, before: int) -> bool:
        """Whether a past form stands between words as their adjective: "brigade fortified positions"."""
        following = self.word(self.after_adverbs(i + 1))
        if self.word(before - 1) == "to" and self.actor_at[before] is None and self.mention_at[before] is None:
            return True  # "to annex occupied territory"
        if (
            following == "that"
            or (i + 1 < len(self.low) and self.sentence.tokens[i + 1].is_capitalised)
            or following in self.grammar.object_pronoun
            or self.opens_noun_phrase(i + 1)
            or not following.isalpha()
            or following in self.grammar.preposition | self.grammar.particle
        ):
            return False
        if self.low[i] not in self.grammar.forms:
            return self.low[before] == "," or self.low[before].isalpha()  # "massive, unspecified strikes"
        plain = self.low[before].isalpha() and self.mention_at[before] is None
        regular = self.low[i].endswith("ed")  # an irregular form is no adjective: "his troops held ground"
        return plain and regular and "ed" in self.grammar.forms.get(self.low[i], _NONE)
