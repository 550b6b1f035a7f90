"""What a noun phrase is: place, ground, force, works, attack; as a verb's object, subject, antecedent."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.frames import SPAN
from analytics.extraction.place_lists import PlaceLists
from analytics.extraction.records import ACTING
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.frames import Context, Frames
    from analytics.extraction.records import Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["PhraseClasses"]

_OWNED = 3  # tokens of "eastern outskirts" behind a genitive
_NEAR = 5  # tokens of "the failed attempts to", of "to the town of X"
_ASSAULT = frozenset({"attack", "advance"})
_FIGHT = frozenset({"contested", "attack"})


class PhraseClasses(PlaceLists):
    """Classes of the noun phrases of one sentence."""

    def __init__(self, syntax: Syntax, frames: Frames, context: Context) -> None:
        """Keep the sentence, the frames, and what was told before."""
        super().__init__(syntax, frames, context)
        self._part = frames.locator.compass_adjective

    def classify(self, at: int) -> str:
        """Return the class of the noun phrase that begins at a token.

        One of place, ground, force, attack, actor, pronoun, whole, other, none; that of its last noun counts.
        """
        if self.s.word(at) in self.f.words["object_pronoun"]:
            return "pronoun"
        classes: list[str] = []
        at = j = self._behind_rest(at + (self.s.word(at) in self.f.locator.neither))
        while j < min(len(self.low), at + SPAN):
            if (mention := self.s.mention_at[j]) is not None:
                return self._named(mention, at, classes)
            actor = self.s.actor_at[j]
            if actor is not None:
                if actor.form != "adjective" and not actor.possessive:
                    name = self.s.sentence.tokens[actor.last - 1].is_capitalised
                    ground = not name and self.low[actor.last - 1] in self.f.objects["ground"]  # "Mercian positions"
                    classes.append("ground" if ground else "force" if actor.form == "forces" else "actor")
                j = actor.last
                continue
            if self.low[j] in self.f.words["enemy"]:
                classes.append("force")
                j += 1
                continue
            timed = classes and not self.s.grammar.time.isdisjoint(self.low[j : j + 2])
            if self._ends(j, at, begun=bool(classes)) or timed or self._goes_on(j, classes):
                break  # "captured three villages this | week", "last | month"
            if self.s.word(j + 1) in self.f.locator.compass and self.low[j] in self.f.locator.units:
                break  # "took losses 20 km southwest of X": a distance, no ground
            if self.s.word(j + 1) == "of" and (whole := self._class_of(j)):
                return whole
            classes += filter(None, [self._class(j)])
            j += 1
        real = [c for c in classes if c != "whole"]
        return real[-1] if real else ("whole" if "whole" in classes else "none")

    def _goes_on(self, j: int, classes: list[str]) -> bool:
        """Whether behind ground a clause tells more of it: "high ground | overlooking X", "a post | the enemy left"."""
        if classes[-1:] != ["ground"]:
            return False
        actor = self.s.actor(j + 1)
        behind = actor.last if actor is not None else j + 2
        whose = actor is not None or self.s.word(j + 1) in self.f.words["enemy"]
        whose = whose and any(map(self.s.is_verb, range(behind, min(len(self.low), behind + 1))))
        does = self.low[j].endswith("ing") and self.s.opens_noun_phrase(j + 1)
        return does or (whose and self.low[j] in self.s.grammar.determiner)

    def _class_of(self, j: int) -> str:
        """Return the class of a word that decides what it is of: "positions | of", "a battery | of howitzers"."""
        if self.low[j] in self.f.words["delivery"]:
            return "other"  # "deliveries | of missiles"
        if self.low[j] in self.f.words["piece"] and self._of_forces(j + 2):
            return "force"  # "parts | of the 3rd Brigade"
        if self.low[j] in self.f.objects["ground"] - self.f.objects["whole"]:
            return "ground" if self.low[j] not in self.f.words["share"] or self._is_land(j + 2) else "other"
        return "force" if self.low[j] in self.f.objects["force"] and self._of_arms(j + 2) else ""

    def _of_forces(self, at: int) -> bool:
        """Whether what a piece is of are troops: "of | the 3rd Brigade", not "of | the army's positions"."""
        near = self._noun_phrase(at)
        ground = any(self.s.mention_at[j] is not None or self.low[j] in self.f.objects["ground"] for j in near)
        return not ground and any(self.low[j] in self.f.objects["force"] for j in near)

    def _of_arms(self, at: int) -> bool:
        """Whether what a force is of is no ground: "a battery of | howitzers", not "a group of | villages"."""
        return not any(self.s.named(j) or self.low[j] in self.f.objects["ground"] for j in self._noun_phrase(at))

    def _noun_phrase(self, at: int) -> list[int]:
        """Return the tokens of a noun phrase, up to what ends it: a preposition, an "and", a mark, a verb."""
        ends = self.s.grammar.preposition | self.s.grammar.conjunction | self.f.words["mark"]
        reach = range(at, min(len(self.low), at + SPAN))
        return [*takewhile(lambda j: self.low[j] not in ends and not self.s.is_verb(j), reach)]

    def _behind_rest(self, at: int) -> int:
        """Step over "what is left of", "not only" and "around" (ten villages) before what is taken."""
        counted = self.s.number_at(at + 1) or self.s.word(at + 1) in self.f.words["counted"]
        at += counted and self.s.word(at) in self.f.words["roughly"]
        if self.s.word(at) in self.s.grammar.negation and self.s.word(at + 1) in self.s.grammar.not_alone:
            at += 2
        masked = self.f.masked.at(self.low, at) if at < len(self.low) else []
        return next((m.end for m in masked if m.entry["id"] == "rest"), at)

    def _named(self, mention: Mention, at: int, classes: list[str]) -> str:
        """Return the class of a noun phrase that ends in a place's name."""
        if self.s.word(mention.last) == "'s" and self._owns_ground(mention.last + 1):
            return "ground"  # "captured X's eastern outskirts"
        part = mention.first > at and self.s.word(mention.first - 1) in self._part
        if part and mention.kind == "settlement":
            return "ground"  # "captured central X"
        return next((c for c in reversed(classes[-1:]) if c != "whole"), "place")

    def _is_land(self, at: int) -> bool:
        """Whether what a share is of is land: "20 percent of | the region", not "of its staff"."""
        near = takewhile(
            lambda j: self.low[j] not in self.s.grammar.preposition, range(at, min(len(self.low), at + SPAN))
        )
        return any(self.s.mention_at[j] is not None or self.low[j] in self.f.objects["ground"] for j in near)

    def _owns_ground(self, at: int) -> bool:
        """Whether a piece of ground is what a genitive owns, and no further place: "eastern outskirts"."""
        near = range(at, min(len(self.low), at + _OWNED))
        first = next((j for j in near if self.low[j] in self.f.objects["ground"] or self.s.mention_at[j]), at)
        return self.s.word(first) in self.f.objects["ground"] and self.s.mention_at[first] is None

    def _ends(self, j: int, at: int, *, begun: bool) -> bool:
        """Whether a token ends the noun phrase."""
        word = self.low[j]
        g = self.s.grammar
        if begun and word in g.subject_pronoun and self.low[j - 1] in self.f.objects["ground"]:
            return True  # "positions | they had lost"
        parts = begun and (word in self.f.locator.compass or word in g.particle | g.relativizer | g.existential)
        if parts or self.s.turns(j):
            return True  # "had stalled | but Mercian troops took X"
        if word == "of" or self._class(j) not in {"other", ""}:
            return False
        shared = self.s.number_at(j + 1) or self.s.number_at(j + 2) or self.s.word(j + 1) in self.f.words["piece"]
        if word in g.approximator and shared:
            return False  # "took over 95% of X", "gained up to 1,100 metres", "took about half of X"
        if self.s.word(j - 1) in g.approximator and self.s.number_at(j + 1):
            return False
        return (
            word in g.preposition
            or (begun and self._does(j))
            or word in self.f.words["mark"]
            or (j > at and self.s.is_verb(j) and not word.endswith("ed"))
        )

    def _does(self, j: int) -> bool:
        """Whether a participle says what forces right before it do: "a Mercian convoy | heading to X"."""
        actor = self.s.actor_at[j - 1]
        forces = actor is not None and actor.form == "forces" and actor.last == j
        return forces and self.low[j].endswith(("ing", "ed")) and self.s.word(j + 1) in self.s.grammar.preposition

    def _class(self, j: int) -> str:
        """Return the class of one word; empty for function words."""
        word, objects, g = self.low[j], self.f.objects, self.s.grammar
        if word in objects["ground"]:
            return "ground" if word not in objects["whole"] or self.s.word(j + 1) != "of" else "whole"
        if word in objects["force"]:
            return "force"
        if word in g.genitive or word == '"' or "-" in {word, self.s.word(j - 1)}:
            return ""  # "captured Mercia's Oakham", "the "liberated" Oakham", "Mercian-held Oakham"
        if word in objects["whole"]:
            return "" if word in g.determiner or word == "of" else "whole"
        if self.f.nouns(self.low, j, _ASSAULT):
            return "attack"
        return "" if word == "of" or word in g.determiner or g.is_adverb(word) else "other"

    def holds(self, at: int, name: str) -> bool:
        """Whether a word of an object class stands in the noun phrase that begins at a token."""
        words = self.f.objects[name]
        for j in range(at, min(len(self.low), at + SPAN)):
            if self.low[j] in words and self.s.mention_at[j] is None:
                return True
            if j > at and (self.low[j] in {";", ","} or self.s.is_verb(j)):
                return False
        return False

    def _subject_range(self, start: int) -> range:
        """Return the tokens of a verb group's subject; of a relative clause what it is about: "a block that | was"."""
        begin = self.s.clause_start(max(0, start - 1))
        if begin == start - 1 and self.s.word(begin) == "," and self.s.tags(start) & PAST:
            return range(self.s.clause_start(max(0, begin - 1)), begin)  # "the depot, | hit by drones"
        aside = self.low[begin] in self.s.grammar.relativizer or (self.low[begin] == "," and begin < start - 1)
        if begin > 1 and aside and self.s.word(start - 1) == ",":
            return range(self.s.clause_start(begin - 2), begin)  # "X, which ..., | was", "X, held since May, | was"
        if begin != start - 1 or not begin or self.low[begin] not in self.s.grammar.relative_subject:
            return range(self._own_noun(begin, start), start)
        verbs = (j for j in range(begin - 1, -1, -1) if self.s.is_verb(j))
        return range(max(next(verbs, -1) + 1, begin - 2 * SPAN), begin)

    def _own_noun(self, begin: int, start: int) -> int:
        """Return where a bare participle's noun begins, behind the clause's verb: "drones hit depots | used by"."""
        bare = self.low[start] not in self.s.grammar.auxiliary and self.s.tags(start) & PAST
        if not bare or self.s.word(start - 1) in self.s.grammar.conjunction:
            return begin
        return next((j + 1 for j in range(start - 1, begin - 1, -1) if self.s.is_verb(j)), begin)

    def place_subject(self, start: int) -> bool:
        """Whether a place stands before a verb group in its clause, or "the city" that was told of before."""
        inside = self._subject_range(start)
        if self.s.word(self.s.clause_start(max(0, start - 1))) in self.s.grammar.personal:
            return False  # "troops near X, who | defend it"
        if any(self.s.mention_at[j] is not None for j in inside):
            return True
        pointed = any(m.end == start for j in inside for m in self.f.anaphor.at(self.low, j))
        return pointed and self.antecedent(start) is not None

    def holds_ground(self, start: int) -> bool:
        """Whether a place or a piece of ground is the subject of a verb group that begins at a token."""
        return self.place_subject(start) or self._ground_subject(start)

    def munition_subject(self, start: int) -> bool:
        """Whether what is fired is the subject of a verb group that begins at a token: "drones | were destroyed"."""
        return self._class_subject(start, "munition")

    def _class_subject(self, start: int, name: str) -> bool:
        """Whether a word of an object class stands in the subject; in "heavy fighting" none does."""
        words = self.f.objects[name]
        return any(self.low[j] in words and not self._fought(j + 1) for j in self._subject_range(start))

    def _fought(self, at: int) -> bool:
        return at < len(self.low) and bool(self.f.nouns(self.low, at, _FIGHT))

    def _ground_subject(self, start: int) -> bool:
        """Whether the subject is ground: "positions near X", not "the village of X"."""
        ground = self.f.objects["ground"]
        return any(
            self.low[j] in ground
            and self.s.actor_at[j] is None
            and not (self.s.word(j + 1) == "of" and j + 2 < start and self.s.mention_at[j + 2] is not None)
            and not self._says_what(j)
            and not (self.low[j] in self.f.words["one-place"] and self._is_place(max(0, j - 1)))  # "Oakham village"
            for j in self._subject_range(start)
        )

    def _says_what(self, j: int) -> bool:
        """Whether a noun only says what the place before it is: "Oakham, a small | village"."""
        at = j - 1
        while at > 1 and self.low[at].isalpha() and self.low[at] not in self.s.grammar.determiner:
            at -= 1
        return at > 1 and self.low[at] in self.s.grammar.article and self.low[at - 1] == "," and self._is_place(at - 2)

    def _is_place(self, at: int) -> bool:
        return self.s.mention_at[at] is not None

    def _attack_subject(self, start: int) -> bool:
        """Whether an attack, or an attempt at something, is the subject."""
        subject = self._subject_range(start)
        return any(self.f.nouns(self.low, j, _ASSAULT) for j in subject) or self._attempts(subject)

    def _attempts(self, near: range) -> bool:
        """Whether an attempt at something stands among some tokens: "attempts to", "efforts by X to"."""
        tried = (m for j in near for m in (*self.f.control.at(self.low, j), *self._tried_by(j)))
        return any(m.form == "noun" and m.entry["role"] == "attempt" for m in tried)

    def _attack_object(self, at: int) -> bool:
        """Whether an attack, or an attempt at something, stands in the object."""
        if self._attempts(range(at, min(len(self.low), at + 5))):
            return True
        return any(
            m.entry["kind"] in _ASSAULT and m.form in {"noun", "ing"}
            for j in range(at, min(len(self.low), at + SPAN))
            for m in self.f.triggers.at(self.low, j)
        )

    def _tried_by(self, at: int) -> tuple[Match, ...]:
        """Return "efforts to" where "efforts by X to" begins at a token."""
        if self.s.word(at + 1) not in self.s.grammar.governed_by:
            return ()
        return tuple(self.f.control.at((self.low[at], "to"), 0))

    def assaults(self, match: Match) -> bool:
        """Whether an attack, no forces, is a verb's object: "crushed the assault", "blocked attempts to advance"."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        ends = self.s.grammar.preposition | self.f.words["mark"] | self.f.words["joining"]
        phrase = takewhile(lambda j: self.low[j] not in ends and not self.s.is_verb(j), near)
        return any(self.f.nouns(self.low, j, _ASSAULT) for j in phrase) or self._attempts(near[:_NEAR])

    def is_brought(self, match: Match) -> bool:
        """Whether somebody is taken to a place: "taken on Wednesday to the town of X"."""
        if self.low[match.start] not in self.f.words["bringing"]:
            return False
        near = range(match.end, min(self.s.clause_end(match.end - 1), match.end + SPAN))
        plain = takewhile(lambda j: self.low[j] not in self.f.words["mark"], near)
        to = next((j for j in plain if self.low[j] == "to"), len(self.low))
        return any(to < m.first <= to + _NEAR for m in self.s.mentions)

    def forces_behind(self, start: int) -> bool:
        """Whether a sentence opens with a participle and its subject follows: "Having left X, | Mercian troops"."""
        opens = start == 0 or (start == 1 and self.low[0] in self.s.grammar.conjunctive)
        comma = next((j for j in range(start, len(self.low)) if self.low[j] == ","), len(self.low))
        at = comma + 1 + (self.s.word(comma + 1) in self.s.grammar.determiner)
        actor = self.s.actor(comma + 1) or self.s.actor(at)
        participle = bool(self.s.tags(start) & {"ing", *PAST}) or self.low[start] in self.s.grammar.have
        return opens and participle and actor is not None and actor.form in ACTING
