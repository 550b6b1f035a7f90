"""A shallow reading of one sentence: verb groups, their subjects, clause ends.

No parser and no statistics: function words of ``english/grammar.toml``, inflected verbs of the codebook and the spans of
actors and places. Prose about a war is regular enough for it (FINDINGS §1), and every decision can be shown.

Terms: a *verb group* is a verb with what stands before it (auxiliaries, adverbs, negation, "continued efforts to");
its *subject* is found by walking left over prepositional phrases and, in coordinations and participles, through the verb
before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.codebook import PhraseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook, Match
    from analytics.extraction.records import Actor, Mention
    from analytics.text import Sentence

__all__ = ["Grammar", "Group", "Subject", "Syntax", "grammar_of"]

_PAST = frozenset({"ed", "past", "participle"})
_TIMES = frozenset({"as", "after", "before", "since", "until", "despite", "because"})  # preposition or conjunction
_STOPS = frozenset({";", ":", "\u2014"})


@dataclass(frozen=True, slots=True)
class Group:
    """What stands before a verb and belongs to it.

    Attributes:
        start: First token of the group.
        verb: The verb's own token.
        negated: Whether "not", "never", "without", ... stands in it.
        passive: Whether a form of "be" stands before a past participle.
        purpose: Whether it is an infinitive that hangs on no known verb or noun: "(in order) to encircle".
        noun: Token of the noun that governs it ("efforts" in "Russian efforts to advance"); null for none.
        participial: Whether it is a bare -ing or -ed form without auxiliary.
    """

    start: int
    verb: int
    negated: bool
    passive: bool
    purpose: bool
    noun: int | None
    participial: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The actor a verb group is said of; `at` is the first token of its phrase. `kind` tells how it was found."""

    actor: Actor | None
    at: int
    kind: str  # actor, pronoun, relative, other


class Grammar:
    """The codebook's function words and verb forms, indexed once."""

    def __init__(self, codebook: Codebook) -> None:
        """Index the codebook's classes, controls and verbs."""
        classes = {row["id"]: frozenset(row.get("words", ())) for row in codebook.table("grammar")}
        self.determiner = classes["determiner"]
        self.preposition = classes["preposition"]
        self.modal = classes["modal"]
        self.be = classes["be"]
        self.have = classes["have"]
        self.do = classes["do"]
        self.negation = classes["negation"]
        self.coordinator = classes["coordinator"]
        self.subordinator = classes["subordinator"]
        self.relativizer = classes["relativizer"]
        self.pronoun = classes["pronoun"]
        self.subject_pronoun = classes["subject_pronoun"]
        self.particle = classes["particle"]
        self.first_person = classes["first_person"]
        self.adverb = classes["adverb"]
        self.part_of = classes["part_of"]
        self.force_noun = classes["force_noun"]
        self.auxiliary = self.modal | self.be | self.have | self.do
        verbal = ("trigger", "report", "light", "control", "cue", "act")
        single = [
            {"id": row["id"], "verbs": [phrase.split()[0] for phrase in row.get("verbs", ())]}
            for table in verbal
            for row in codebook.table(table)
        ]
        single += [row for row in codebook.table("grammar") if row["id"] == "general_verb"]
        forms: dict[str, set[str]] = {}
        for words, _, form, _ in PhraseTable(codebook, single).rows():
            forms.setdefault(words[0], set()).add(form)
        self.forms = {word: frozenset(tags) for word, tags in forms.items()}
        plans = [row for row in codebook.table("cue") if row["reach"] == "group"]
        self.reporting = PhraseTable(codebook, codebook.table("report"))
        self.governors = PhraseTable(codebook, [*codebook.table("control"), *plans, *codebook.table("report")])

    def is_adverb(self, word: str) -> bool:
        """Whether the word may stand inside a verb group."""
        return word in self.adverb or (
            len(word) > 4
            and word.endswith("ly")
            and word not in {"july", "italy", "early", "supply", "assembly", "family", "rely", "apply", "ally"}
        )  # noqa: E501, PLR2004


@lru_cache(maxsize=8)
def grammar_of(codebook: Codebook) -> Grammar:
    """Return the codebook's grammar, indexed once."""
    return Grammar(codebook)


class Syntax:
    """One sentence with its actors and places, and answers about its verbs.

    Args:
        sentence: The sentence.
        actors: Its actors, in order.
        mentions: Its place mentions, in order.
        grammar: The codebook's grammar.
    """

    def __init__(
        self, sentence: Sentence, actors: Sequence[Actor], mentions: Sequence[Mention], grammar: Grammar
    ) -> None:
        """Lay actors and places over the tokens."""
        self.sentence = sentence
        self.low = sentence.lowers
        self.grammar = grammar
        self.actors = tuple(actors)
        self.mentions = tuple(mentions)
        self.actor_at: list[Actor | None] = [None] * len(self.low)
        self.mention_at: list[Mention | None] = [None] * len(self.low)
        for mention in mentions:
            for i in range(mention.first, mention.last):
                self.mention_at[i] = mention
        for actor in actors:
            for i in range(actor.first, actor.last):
                self.actor_at[i] = actor
        self._verbs: dict[int, bool] = {}

    # ------------------------------------------------------------------ words

    def word(self, i: int) -> str:
        """Return a token in lower case, empty outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_verb(self, i: int) -> bool:
        """Whether the token is used as a verb here."""
        if i not in self._verbs:
            self._verbs[i] = self._is_verb(i)
        return self._verbs[i]

    def _is_verb(self, i: int) -> bool:
        g, word = self.grammar, self.low[i]
        tags = g.forms.get(word)
        if word in g.auxiliary:
            return True
        if tags is None:
            if not (word.endswith("ed") and len(word) > 4 and self.sentence.tokens[i].text.islower()):  # noqa: PLR2004
                return False
            tags = _PAST
        if self.mention_at[i] is not None or (self.actor_at[i] is not None):
            return False
        if self.word(i - 1) == "-" or (self.word(i + 1) == "-" and "base" not in tags):
            return False
        before = self._before_adverbs(i)
        left = self.word(before)
        if "ing" in tags:
            return self._ing_is_verb(i, before, left)
        if tags & _PAST and not tags & {"base"}:
            return self._past_is_verb(i, before, left)
        if left in g.negation and left != "no":
            return self.word(before - 1) not in g.be  # "it is not clear"
        if left == "to" or left in g.modal or left in g.do:
            return True
        if left in g.determiner or left in g.preposition or left == "'s":
            return False
        actor = self.actor_at[before] if before >= 0 else None
        if actor is not None and actor.last == before + 1:
            return actor.form != "adjective" and not self._noun_follows_as_head(i, actor)
        if left in {"who", "which", "that"}:
            return "third" in tags or self._object_follows(i)
        if left in g.pronoun or left in {"we", "i"}:
            return True
        if (
            left == ","
            and i + 1 < len(self.low)
            and self.actor_at[i + 1] is not None
            and self.grammar.reporting.at(self.low, i)
        ):
            return True  # ", say officials"
        if left in {"and", "or", ",", "but"}:
            return self._coordinates_with_verb(i, before, tags)
        if before >= 0 and self.mention_at[before] is not None:
            return "third" in tags and self._object_follows(i)
        if "third" in tags and left.isalpha() and not left.endswith("s"):
            return self._object_follows(i) or self.word(i + 1) == "that"
        plural = left.endswith("s") and len(left) > 3 and "base" in tags  # noqa: PLR2004  "reports show"
        return plural and (self._object_follows(i) or self.word(i + 1) == "that" or self._says(i))

    def _says(self, i: int) -> bool:
        """Whether a word may be a verb of saying with anything behind it: "sources report fighting"."""
        return self.word(i + 1) not in self.grammar.preposition and any(
            m.form == "base" for m in self.grammar.reporting.at(self.low, i)
        )

    def _noun_follows_as_head(self, i: int, actor: Actor) -> bool:
        """Whether "Russia attack(s)" reads as a compound noun: only after an adjective-like bare name."""
        people = self.low[actor.last - 1].endswith("s")  # "Russians suffer"
        bare = actor.form == "state" and not actor.possessive and not people
        return bare and "third" not in self.grammar.forms.get(self.low[i], ())

    def _object_follows(self, i: int) -> bool:
        following = self.word(i + 1)
        if i + 1 >= len(self.low):
            return False
        return (
            following in self.grammar.determiner
            or self.mention_at[i + 1] is not None
            or self.actor_at[i + 1] is not None
        )

    def _before_adverbs(self, i: int) -> int:
        before = i - 1
        while (
            before >= 0 and self.grammar.is_adverb(self.low[before]) and self.low[before] not in self.grammar.negation
        ):
            before -= 1
        return before

    def _ing_is_verb(self, i: int, before: int, left: str) -> bool:
        g = self.grammar
        if (
            left in g.be
            or left in g.preposition
            or left in {"and", "or", "but", ",", "not", "while", "when"}
            or before < 0
        ):
            return True
        if left in g.determiner or left == "'s":
            return False
        actor = self.actor_at[before]
        if actor is not None:
            return actor.form != "adjective" and not actor.possessive
        if left in g.force_noun or left in g.pronoun:
            return True
        if self.grammar.forms.get(left) and self.is_verb(before):
            return True
        plural = left.endswith("s") and len(left) > 3 and self.word(i + 1).isalpha()  # noqa: PLR2004  "trains carrying tanks"
        return self.mention_at[before] is not None or (plural and self.word(i + 1) not in g.preposition)

    def _past_is_verb(self, i: int, before: int, left: str) -> bool:
        g = self.grammar
        if left in g.auxiliary or left in g.pronoun or left in {"who", "which", "that", "and", "but", "or", "not"}:
            return True
        if before < 0:
            return self._object_follows(i) or self.word(i + 1) in g.preposition
        actor = self.actor_at[before]
        if actor is not None:
            return actor.form != "adjective" and not actor.possessive
        if left in g.determiner or left == "'s" or left in g.preposition:
            return False
        if self.is_verb(before):
            return False  # "made limited advances": an adjective behind a verb
        plain = left.isalpha() and self.mention_at[before] is None and "ed" in self.grammar.forms.get(self.low[i], ())
        return (
            not plain or self._object_follows(i) or not self.word(i + 1).isalpha() or self.word(i + 1) in g.preposition
        )

    def _coordinates_with_verb(self, i: int, before: int, tags: frozenset[str]) -> bool:
        """Whether a verb of the same form stands left of "and", with no later noun reading closer at hand."""
        for j in range(before - 1, max(-1, before - 40), -1):
            if self.low[j] in _STOPS:
                return False
            other = self.grammar.forms.get(self.low[j])
            if other and other & tags & {"base", "third"} and self.is_verb(j):
                return self.word(i + 1) not in self.grammar.preposition or "base" in tags & other
        return False

    # ------------------------------------------------------------------ groups

    def group(self, verb: int) -> Group:
        """Return the verb group that ends at a verb."""
        g = self.grammar
        at = verb - 1
        negated = passive = aux = purpose = False
        noun: int | None = None
        infinitive = False
        current = verb
        own = g.forms.get(self.low[verb], _PAST if self.low[verb].endswith("ed") else frozenset())
        while at >= 0:
            word = self.low[at]
            if word in g.auxiliary and self.actor_at[at] is None:
                passive = passive or (word in g.be and bool(own & _PAST) and not aux and not infinitive)
                aux = aux or word not in g.be or not passive
            elif word in g.negation and word != "no":
                negated = True
            elif word == "to":
                infinitive = True
                start = self._governor(at)
                if start is None:
                    purpose = True
                    break
                current = start if self.is_verb(start) else current
                at, noun = self._over_noun(start, noun)
                continue
            elif g.is_adverb(word):
                pass
            elif (
                word in {"and", "or"}
                and at == self._before_adverbs(current)
                and (other := self._same_group(at, current)) is not None
            ):
                at = other - 1
                continue
            else:
                start = self._bare_governor(at, verb)
                if start is None:
                    break
                at, noun = self._over_noun(start, noun)
                continue
            at -= 1
        return Group(at + 1, verb, negated, passive, purpose, noun, not aux and not passive and not infinitive)

    def _over_noun(self, governor: int, noun: int | None) -> tuple[int, int | None]:
        """Step left of a governor; from a noun go on to the verb that carries it ("continued efforts to")."""
        if self.is_verb(governor):
            return governor - 1, noun
        at = governor - 1
        while (
            at >= governor - 4
            and at >= 0
            and self.actor_at[at] is None
            and self._adjectival(at)
            and not self.is_verb(at)
        ):
            at -= 1
        if at >= 0 and self.actor_at[at] is None and self.is_verb(at) and self.low[at] not in self.grammar.auxiliary:
            return at - 1, governor
        return governor - 1, governor

    def _governor(self, to: int) -> int | None:
        """Return where "continued to", "efforts by X to", "allowed X to" begins, for the "to" at a token."""
        for start in range(to, max(-1, to - 5), -1):
            for match in self.grammar.governors.at(self.low, start):
                if match.end == to + 1 or (match.end == to and match.form == "noun"):
                    return match.start
        before = to - 1
        actor = self.actor_at[before] if before >= 0 else None
        if actor is not None:
            left = actor.first - 1
            if self.word(left) in {"by", "for"}:
                left -= 1
            if left >= 0:
                for match in self.grammar.governors.at((*self.low[: left + 1], "to"), left):
                    if match.end >= left + 1:
                        return left
        return None

    def _bare_governor(self, at: int, verb: int) -> int | None:
        """Return where "continued", "began" begins when it stands right before an -ing form."""
        if "ing" not in self.grammar.forms.get(self.low[verb], ()):
            return None
        for start in range(at, max(-1, at - 3), -1):
            for match in self.grammar.governors.at(self.low, start):
                if match.end == at + 1 and match.form != "word" and (match.form == "noun") != self.is_verb(start):
                    return start
        return None

    def _same_group(self, coordinator: int, verb: int) -> int | None:
        """Return the verb left of "and" that shares this verb's auxiliaries, if both are infinitives or both -ing."""
        tags = self.grammar.forms.get(self.low[verb], frozenset())
        shared = tags & {"base", "ing"}
        if not shared:
            return None
        for j in range(coordinator - 1, max(-1, coordinator - 22), -1):
            if (
                self.low[j] in _STOPS
                or self.low[j] in self.grammar.subordinator
                or self.low[j] in self.grammar.relativizer
            ):
                return None
            other = self.grammar.forms.get(self.low[j])
            if other and other & shared and self.is_verb(j):
                return j if "base" in shared & other or self._before_adverbs(j) >= 0 else None
        return None

    # ------------------------------------------------------------------ subjects

    def subject(self, verb: int) -> Subject:
        """Return who a verb is said of."""
        return self._subject_left(self.group(verb).start, 0)

    def _subject_left(self, start: int, depth: int) -> Subject:
        """Walk left from a group's start to the noun phrase that is its subject."""
        g = self.grammar
        at = start - 1
        crossed_comma = False
        while at >= 0 and depth < 6:  # noqa: PLR2004  a sentence nests no deeper
            word = self.low[at]
            actor = self.actor_at[at]
            if actor is not None:
                fits = actor.form != "adjective" or self._heads_force(actor)
                own = actor.last == start and start < len(self.low) and "ing" in g.forms.get(self.low[start], ())
                if fits and not actor.possessive and (own or not self.hangs(actor.first)):
                    if actor.last == start or not self._is_object(actor.first):
                        return Subject(actor, actor.first, "actor")
                at = actor.first - 1
                continue
            if word in g.subject_pronoun and not self.hangs(at):
                return Subject(None, at, "pronoun")
            if word in {"who", "which", "that"} and at == self._skip_adverbs_left(start - 1):
                return self._antecedent(at, depth)
            if word in _STOPS or word in g.subordinator or (word in g.relativizer and word != "that"):
                return Subject(None, at, "other")
            if word == "that" or (
                word in _TIMES and self.opens_clause(at) and any(map(self.is_verb, range(at + 1, start)))
            ):
                return Subject(None, at, "other")
            if word == ",":
                crossed_comma = True
            if self.is_verb(at) and self._may_share(at, start, crossed=crossed_comma):
                return self._subject_left(self.group(at).start, depth + 1)
            at -= 1
        return Subject(None, -1, "other")

    def _is_object(self, first: int) -> bool:
        """Whether a noun phrase stands right behind a verb that takes objects, not clauses."""
        at = first - 1
        while at >= 0 and (
            self.low[at] in self.grammar.determiner
            or (
                self._adjectival(at)
                and not self.is_verb(at)
                and self.low[at] not in self.grammar.preposition
                and self.low[at].isalpha()
            )
        ):
            at -= 1
        if at < 0 or not self.is_verb(at) or self.low[at] in self.grammar.auxiliary:
            return False
        return not self.grammar.reporting.at(self.low, at)

    def _heads_force(self, actor: Actor) -> bool:
        """Whether a bare adjective is followed by a noun that means a force."""
        return self.word(actor.last) in self.grammar.force_noun

    def _skip_adverbs_left(self, at: int) -> int:
        while at >= 0 and self.grammar.is_adverb(self.low[at]):
            at -= 1
        return at

    def hangs(self, first: int) -> bool:
        """Whether a noun phrase hangs on a preposition; "elements of X" stands for X."""
        g = self.grammar
        at = first - 1
        steps = 0
        while at >= 0 and steps < 6:  # noqa: PLR2004
            word = self.low[at]
            if word == "of" and self.word(at - 1) in g.part_of:
                return self.hangs(at - 1)
            if word in _TIMES and self.opens_clause(at):
                return False
            if word in g.preposition and word not in {"that", "about", "over", "up"}:
                return True
            if word in {"and", "or"} and at > 0 and self.actor_at[at - 1] is not None:
                actor = self.actor_at[at - 1]
                return self.hangs(actor.first) if actor else False
            if (
                word in g.determiner
                or word.isdigit()
                or (word.isalpha() and not self.is_verb(at) and self._adjectival(at))
            ):
                at -= 1
                steps += 1
                continue
            return False
        return False

    def _adjectival(self, at: int) -> bool:
        g = self.grammar
        word = self.low[at]
        if self.actor_at[at] is not None or self.mention_at[at] is not None:
            return False
        return (
            word not in g.coordinator
            and word not in g.subordinator
            and word not in g.relativizer
            and word not in g.pronoun
        )

    def _may_share(self, verb: int, start: int, *, crossed: bool) -> bool:
        """Whether the group at `start` takes its subject from the verb on its left: coordination or participle."""
        left = self.low[start - 1] if start else ""
        tags = self.grammar.forms.get(self.low[start], frozenset()) if start < len(self.low) else frozenset()
        if left in {"and", "or", "but", "then"} or left == ",":
            return True
        if "ing" in tags or left in self.grammar.preposition or left == "to":
            return True
        return crossed or self.low[start] == "to" or verb < start - 1

    def _antecedent(self, relative: int, depth: int) -> Subject:
        """Return the noun phrase before "which" or "who"."""
        at = relative - 1
        while at >= 0 and self.low[at] in {",", *self.grammar.preposition}:
            at -= 1
        if at >= 0 and (actor := self.actor_at[at]) is not None:
            return Subject(actor, actor.first, "relative")
        for j in range(at, max(-1, at - 5), -1):
            if (actor := self.actor_at[j]) is not None and actor.form != "adjective" and not self.hangs(actor.first):
                return Subject(actor, actor.first, "relative")
            if self.is_verb(j):
                break
        return Subject(None, relative, "relative" if depth == 0 else "other")

    # ------------------------------------------------------------------ clauses

    def clause_end(self, start: int) -> int:
        """Return where the clause that holds a token ends (one past its last token)."""
        for i in range(start + 1, len(self.low)):
            if self.opens_clause(i):
                return i
        return len(self.low)

    def clause_start(self, token: int) -> int:
        """Return the first token of the clause that holds a token."""
        for i in range(token, 0, -1):
            if self.opens_clause(i):
                return i
        return 0

    def opens_clause(self, i: int) -> bool:
        """Whether a clause begins at a token."""
        g, word = self.grammar, self.low[i]
        if word in _STOPS or word in {"(", ")"}:
            return True
        if word in g.subordinator or word in {"despite", "after", "before", "following"}:
            return True
        if word in {"which", "who", "whose", "whom"}:
            return True
        if word == "that":
            return not (self.word(i + 1) in g.force_noun or self.word(i - 1) in g.preposition)
        if word == "as":
            return self._as_opens(i)
        if word in {"and", "but", "or"}:
            return self._verb_soon(i + 1)
        return word == "," and i + 1 < len(self.low) and self._verb_follows(i + 1)

    def _verb_follows(self, i: int) -> bool:
        """Whether a participle or a finite verb stands at a token, perhaps behind adverbs."""
        while i < len(self.low) and self.grammar.is_adverb(self.low[i]):
            i += 1
        return i < len(self.low) and self.low[i] not in self.grammar.auxiliary and self.is_verb(i)

    def _as_opens(self, i: int) -> bool:
        if self.word(i + 1) in {
            "of",
            "well",
            "part",
            "a",
            "an",
            "the",
            "far",
            "many",
            "much",
            "soon",
            "if",
            "such",
            "to",
            "long",
        } or self.word(i - 1) in {"such", "as", "well"}:  # noqa: E501
            return self.word(i + 1) == "the" and self._verb_soon(i + 1)
        return self._verb_soon(i + 1)

    def _verb_soon(self, i: int) -> bool:
        """Whether a clause (a finite verb, with or without its subject) begins at a token."""
        at = i
        while at < len(self.low) and self.grammar.is_adverb(self.low[at]):
            at += 1
        if at < len(self.low) and self.is_verb(at) and "ing" not in self.grammar.forms.get(self.low[at], ()):
            return True
        for j in range(at, min(len(self.low), at + 9)):
            if self.low[j] in {",", "and", "or"}:
                return False
            if self.actor_at[j] is None and self.is_verb(j):
                return self.low[j] not in self.grammar.preposition and any(
                    self.actor_at[k] is not None
                    or self.low[k] in self.grammar.pronoun
                    or self.low[k] in self.grammar.determiner
                    for k in range(at, j)
                )
        return False
