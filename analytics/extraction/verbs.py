"""Which words of a sentence are verbs: "they attack X" against "the attack on X"."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.verb_forms import PAST, VerbForms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.grammar import Grammar
    from analytics.extraction.records import Actor, Mention
    from analytics.text import Sentence

__all__ = ["PAST", "Verbs"]

_FINITE = PAST | {"third"}  # forms that no noun behind a state's name has: "Mercia hit", "Mercia attacks"
_SHARED = frozenset({"base", "third"})  # forms that two finite verbs of one subject may have in common
_WHERE = 5  # tokens of "in the outskirts of X" behind forces
_OWNED = 4  # tokens from whose a noun is to the noun
_ASIDE = 10  # tokens of ", backed by guns"
_JUDGED = 6  # tokens of 'as "not true at all"' before it
_COORDINATED = 39  # tokens between two coordinated verbs, with objects and places between


class Verbs(VerbForms):
    """A sentence of which is known what is a verb.

    A word that may be one (it has a verb's form) is one by what stands before it, adverbs apart.
    """

    def __init__(
        self, sentence: Sentence, actors: Sequence[Actor], mentions: Sequence[Mention], grammar: Grammar
    ) -> None:
        """Lay actors and places over the tokens; verbs are told when they are asked for."""
        super().__init__(sentence, actors, mentions, grammar)
        self._verbs: dict[int, bool] = {}

    def is_verb(self, i: int) -> bool:
        """Whether the token is used as a verb here."""
        known = self._verbs.get(i)
        if known is None:
            known = self._verbs[i] = i < len(self.low) and self._is_verb(i)
        return known

    def _is_verb(self, i: int) -> bool:
        word, g = self.low[i], self.grammar
        if word in g.auxiliary or word in g.only_verb:
            return self.actor_at[i] is None and not self._owns(i) and not self.lasts(i)
        tags = self.tags(i)
        if not tags or word in g.never_verb or self.named(i) or self._in_compound(i, tags):
            return False
        before = self._before_bracket(self.before_adverbs(i))
        if before > 0 and self.ceases(before):  # "no longer | hold X"; not "is no longer | clear"
            return self.word(before - 2) not in g.be or bool(tags & (PAST | {"ing"}))
        if "ing" in tags:
            return self._ing_is_verb(i, before)
        if tags & PAST and "base" not in tags:
            owned = before >= 0 and self._owns(before)  # "the river's | left bank"
            return not owned and self._past_is_verb(i, before)
        return self._finite_is_verb(i, before, tags)

    def _before_bracket(self, at: int) -> int:
        """Return the token before a short form in brackets that ends at one: "the army | (AF) hit X"."""
        short = self.word(at) == ")" and self.word(at - 2) == "("
        return at - 3 if short and at > 2 and self.actor_at[at - 3] is not None else at  # noqa: PLR2004  the two marks

    # ------------------------------------------------------------------ base and third person

    def _finite_is_verb(self, i: int, before: int, tags: frozenset[str]) -> bool:
        """Tell "they attack X" from "the attack on X": the first rule that knows the word before decides."""
        if "third" in tags and self.word(i - 1) in self.grammar.before_verb:
            return True  # "the town for now still holds"
        if self._is_particle(i, before):
            return False
        rules = (
            self._behind_function_word,
            self._behind_actor,
            self._behind_pronoun,
            self._behind_and,
            self._behind_place,
        )
        answers = (rule(i, before, tags) for rule in rules)
        known = next((answer for answer in answers if answer is not None), None)
        return self._behind_noun(i, before, tags) if known is None else known

    def _is_particle(self, i: int, before: int) -> bool:
        """Whether a word that may be a verb ends one: "pushing troops | back in X", not "to | back X"."""
        g = self.grammar
        asked = self.word(before) == "to" or self.word(before) in g.auxiliary
        return self.low[i] in g.particle and not asked and not self.opens_noun_phrase(i + 1)

    def _behind_function_word(self, _i: int, before: int, tags: frozenset[str]) -> bool | None:
        g, left = self.grammar, self.word(before)
        if tags & PAST and left in g.auxiliary:
            return True  # "had hit": base and past are one
        if "third" in tags and left in g.be and self.word(before - 1) in g.existential:
            return False  # "there were | reports"
        if left in g.negation and left != "no":
            return self.word(before - 1) not in g.be  # "it is not clear"
        if left == "to" or left in g.modal or left in g.do:
            return tags != {"third"}  # "moved to | positions near X"
        return False if left in g.determiner or left in g.preposition or left == "'s" else None

    def _behind_actor(self, i: int, before: int, tags: frozenset[str]) -> bool | None:
        """Take "Mercia attack" and "Mercian attacks" for nouns, "Mercia attacks" and "A and B attack" for verbs."""
        actor = self.actor(before)
        if actor is None or actor.last != before + 1:
            return None
        if "third" in tags and self._is_suffered(actor):
            return False
        if "third" not in tags and self._tells_at(i + 1):
            return False  # "the ministry's intelligence | arm said"
        people = self.low[before].endswith("s") or self._joined_actors(actor)
        compound = actor.form == "state" and not actor.possessive and not people and not tags & _FINITE
        return actor.form != "adjective" and not compound

    def _tells_at(self, i: int) -> bool:
        """Whether a past form of saying stands at a token."""
        return i < len(self.low) and bool(self.tags(i) & PAST) and bool(self.grammar.reporting.at(self.low, i))

    def _is_suffered(self, actor: Actor) -> bool:
        """Whether an actor is what a verb before it is about, and so is the word behind it: "rejected X attempts"."""
        at = actor.first - 1
        while at > 0 and self.low[at] in self.grammar.determiner:
            at -= 1
        told = at < 0 or self.actor_at[at] is not None or bool(self.grammar.reporting.at(self.low, at))
        return (
            not told and self.low[at] not in self.grammar.auxiliary and bool(self.tags(at) & PAST) and self.is_verb(at)
        )

    def _joined_actors(self, actor: Actor) -> bool:
        """Whether an actor is the second of two that are coordinated: "A and B"."""
        return self.word(actor.first - 1) == "and" and self.actor(actor.first - 2) is not None

    def _behind_pronoun(self, i: int, before: int, tags: frozenset[str]) -> bool | None:
        g, left = self.grammar, self.word(before)
        if left in g.relative_subject:
            return "third" in tags or self.opens_noun_phrase(i + 1)
        return True if left in g.pronoun or left in g.first_person_subject else None

    def _behind_and(self, i: int, before: int, tags: frozenset[str]) -> bool | None:
        """Read behind "and" or a comma what is coordinated with a verb before it, or hands over: ", say officials"."""
        left = self.word(before)
        if left != "," and left not in self.grammar.conjunction:
            return None
        if "third" in tags and self.word(i + 1) in self.grammar.auxiliary:
            return False  # "took X, and | attacks were repelled"
        if left == "," and tags & PAST and self.word(i + 1) == "by":
            return True  # "the depot, | hit by drones, burned"
        if tags & PAST and self._goes_on_telling(i, before):
            return True
        inverted = left == "," and self.actor(i + 1) is not None and bool(self.grammar.reporting.at(self.low, i))
        return inverted or self._coordinated(i, before, tags)

    def _goes_on_telling(self, i: int, before: int) -> bool:
        """Whether a form that is base and past goes on with what was told: behind a comma, an aside, an "and"."""
        if self.word(before) != ",":
            return self._done_too(i, before)
        return self._continues(i, before) or self._behind_aside(i, before)

    def _behind_aside(self, i: int, comma: int) -> bool:
        """Whether a form that is base and past has its subject before an aside: "X, backed by guns, | hit the town"."""
        g, low = self.grammar, self.low
        first = next((j for j in range(comma - 1, max(0, comma - _ASIDE), -1) if low[j] == ","), 0)
        actor = self.actor(first - 1) if first else None
        acts = actor is not None and actor.form != "adjective" and not actor.possessive
        acts = acts or (first > 0 and low[first - 1] in g.weapon | g.force_noun)
        aside = bool(self.tags(first + 1) & PAST) or g.is_adverb(low[first + 1])  # ", meanwhile,"
        aside = aside or bool(g.reporting.at(low, comma - 1))  # ", he said,"
        return acts and aside and (any(self.mention_at[i + 1 : i + 2]) or self.opens_noun_phrase(i + 1))

    def _done_too(self, i: int, before: int) -> bool:
        """Whether a form that is base and past tells behind "and" what else was done: "took the lines and | hit X"."""
        told = next((j for j in range(before - 1, -1, -1) if self.is_verb(j)), None)
        if told is None or not self.tags(told) & PAST or self.word(self.before_adverbs(told)) == "to":
            return False
        following = i + 1 + (self.word(i + 1) in self.grammar.particle)
        bare = self.word(following).isalpha() and self.word(following) not in self.grammar.preposition
        return self.opens_noun_phrase(following) or (bare and not self.tags(min(following, len(self.low) - 1)))

    def _continues(self, i: int, before: int) -> bool:
        """Whether a form that is base and past goes on telling what was done: "broke into X, | cut off Y and fled"."""
        following = i + 1 + (self.word(i + 1) in self.grammar.particle)
        told = next((j for j in range(before - 1, -1, -1) if self.is_verb(j)), None)
        past = told is not None and bool(self.tags(told) & PAST)
        later = next((j for j in range(i + 1, len(self.low) - 1) if self.low[j] in self.grammar.joiner), None)
        return past and self.opens_noun_phrase(following) and later is not None and bool(self.tags(later + 1) & PAST)

    def _coordinated(self, i: int, before: int, tags: frozenset[str]) -> bool:
        """Whether a verb of the same form stands left of "and", at a verb's distance: "attacked X and hold Y"."""
        aims = self._aims(i, tags)
        for j in range(before - 1, max(-1, before - 1 - _COORDINATED), -1):
            if self.low[j] in self.grammar.stop:
                return False
            if aims and (self.low[j] in self.grammar.be or self.low[j] in self.grammar.modal):
                return True  # "are near A and intend to seize B", "could weaken A and threaten to seize B"
            shared = self.tags(j) & tags & _SHARED
            if shared and self.is_verb(j):
                return "base" in shared or self.word(i + 1) not in self.grammar.preposition
        return False

    def _aims(self, i: int, tags: frozenset[str]) -> bool:
        """Whether an infinitive follows a base form: "attacks | threaten to cut the road"."""
        return "base" in tags and self.word(i + 1) == "to" and "base" in self.tags(min(i + 2, len(self.low) - 1))

    def _behind_noun(self, i: int, before: int, tags: frozenset[str]) -> bool:
        """Take a word behind a noun for its verb only if both agree and an object follows: "maps show the city"."""
        left, opens = self.word(before), self.opens_noun_phrase(self.after_adverbs(i + 1))
        if tags & PAST and self.word(i + 1) == "by":
            return True  # "base hit by missiles": base and past are one
        if before >= 0 and self.mention_at[before] is not None:
            return opens and bool(tags & (PAST | {"third"}))
        says_that = any(self.word(m.end) == "that" for m in self.grammar.reporting.at(self.low, i))
        complement = opens or says_that
        acts = left in self.grammar.force_noun or left in self.grammar.weapon  # "our artillery hit enemy positions"
        met = opens or self.word(i + 1) in self.grammar.preposition or (acts and self.word(i + 1).isalpha())
        if tags & PAST and left.isalnum() and met:
            return True  # "a drone hit the depot", "a shell hit near the market"
        if "third" in tags and left.isalnum() and not left.endswith("s"):
            told_of = self._owned_object(before) or self._is_judged(before)
            headline = acts and self._is_headline(i)
            return (complement or headline or self._wants(i, before)) and not told_of  # "footage of July 9 shows that"
        people = left in self.grammar.people  # "X and its allies call on Y", "his men advance"
        if not (people or self._is_plural(left)) or "base" not in tags:
            return False
        aims = self._aims(i, tags)
        return people or complement or aims or bool(tags & PAST) or self._says(i)  # "missiles hit mills": also a past

    def _wants(self, i: int, before: int) -> bool:
        """Whether a noun that opens a clause is to do something: "the enemy | wants to take X"."""
        g, opens = self.grammar, before - 1 - (self.word(before - 1) in self.grammar.determiner)
        infinitive = self.word(i + 1) == "to" and "base" in self.tags(min(i + 2, len(self.low) - 1))
        begins = opens < 0 or self.low[opens] in g.stop | g.conjunction | g.relativizer | {","}
        return infinitive and (begins or bool(g.reporting.at(self.low, opens)))

    def _is_headline(self, i: int) -> bool:
        """Whether plain words end a clause behind a word, and none may be its verb: "drone | wrecks two blocks"."""
        g, behind = self.grammar, range(i + 1, len(self.low))
        clause = [*takewhile(lambda j: self.low[j] not in g.stop and self.low[j] != ",", behind)]
        if not clause or not self.low[i + 1].isalpha() or self.low[i + 1] in g.preposition | g.conjunction:
            return False
        return not any(self.low[j] in g.auxiliary or self.tags(j) & (PAST | {"third"}) for j in clause)

    def _behind_place(self, i: int, before: int, tags: frozenset[str]) -> bool | None:
        """Read a word behind what says where forces are: "Mercian forces in Oakham | appear to hold the bridge"."""
        if "base" not in tags or not (self.opens_noun_phrase(i + 1) or self._aims(i, tags)):
            return None
        near = range(before, max(0, before - _WHERE), -1)
        at = next((j for j in near if self.low[j] in self.grammar.preposition), 0)
        at -= self.low[at] == "of"  # "forces south | of X"
        many = self.actor(at - 1) if at else None
        inside = any(self.actor_at[j] is not None or not self.low[j].isalpha() for j in range(at, before + 1))
        forces = many is not None and many.form == "forces" and self.low[at - 1] in self.grammar.force_noun
        return True if forces and not inside else None

    def _owned_object(self, before: int) -> bool:
        """Whether a noun is a verb's object by whose it is: "denied Mercia's false | claims that"."""
        owner = next((a for j in range(before, max(-1, before - _OWNED), -1) if (a := self.actor_at[j])), None)
        at = owner.first - 1 if owner is not None and owner.possessive else -1
        return at >= 0 and (self.low[at] in self.grammar.preposition or self.is_verb(at))

    def _is_judged(self, before: int) -> bool:
        """Whether a noun is a verb's object behind what it is taken for: "dismissed as untrue | reports that"."""
        near = range(before, max(0, before - _JUDGED), -1)
        at = next((j for j in near if self.low[j] == "as"), 0)
        return at > 0 and self.is_verb(at - 1)

    def _says(self, i: int) -> bool:
        """Whether a word may be a verb of saying with anything behind it: "sources report fighting"."""
        if self.word(i + 1) in self.grammar.preposition:
            return False
        return any(m.form == "base" for m in self.grammar.reporting.at(self.low, i))
