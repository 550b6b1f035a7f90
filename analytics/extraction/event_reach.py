"""How far behind its trigger an event's places may stand."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.verb_forms import PAST

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.extraction.syntax import Syntax

__all__ = ["EventReach"]

_NUMERALS = "0123456789.,"
_ELSEWHERE = 7  # tokens of "in the south of X", and to the verb behind it
_ALONG = 6  # tokens of ", with humanitarian needs" and its -ing form
_DONE = 6  # tokens of "and all power lines were"
_TELLER = 9  # tokens of ", the military council of X" and its verb


class EventReach:
    """Knows the words of ``[[locating]]`` in english/locating.toml, and where they end a stretch of places."""

    def __init__(self, codebook: Codebook) -> None:  # noqa: PLR0915  a line for each row of the table
        """Index the table."""

        def words(entry: str) -> frozenset[str]:
            return frozenset(codebook.words("locating", entry))

        self.aim = words("aim")
        self.aim_of = {row["kind"]: frozenset(row["words"]) for row in codebook.table("locating") if "kind" in row}
        self.origin = words("origin")
        self.relative = words("relative")
        self.origin_counts = words("origin-counts")
        self.apposed = words("apposed")
        self.apposing = words("apposing")
        self.beside = words("beside")
        self.counting = words("counting")
        self.among = words("among")
        self.naming = words("naming")
        self.nameless = words("nameless")
        self.result = words("result")
        self.pairing = words("pairing")
        self.compass_adjective = words("part")
        self.bridging = words("bridging")
        self.article = words("article")
        self.renaming = words("renaming")
        self.units = frozenset(word for row in codebook.table("length_unit") for word in row["words"])
        self.aimed_at = words("aimed-at")
        self.dividing = words("dividing")
        self.linking = words("linking")
        self.sent_to = words("sent-to")
        self.upon = words("advance-aims")
        self.piece = words("piece")
        self.purpose = words("purpose")
        self.excluding = words("excluding")
        self.way = words("way")
        self.aside = tuple(tuple(w.split()) for w in codebook.words("locating", "aside"))
        self.goal = words("goal")
        self.within = words("within")
        self.within_it = words("within-it")
        self.shared = words("shared")
        self.stretch = words("stretch")
        self.finding = words("finding")
        self.some = words("some")
        self.neither = words("neither")
        self.based = words("based")
        self.there = words("there")
        self.such_as = tuple(tuple(w.split()) for w in codebook.words("locating", "such-as"))
        self.as_well = tuple(tuple(w.split()) for w in codebook.words("locating", "as-well"))
        self.harm = words("harm")
        self.span = words("span")
        self.border = words("border")
        self.named_head = words("named-head")
        self.done_in = words("done-in")
        self.rest = words("rest")
        self.compass = frozenset(word for row in codebook.table("compass") for word in row["words"])
        self.direction = tuple(tuple(w.split()) for w in codebook.words("locating", "direction-of"))

    def measures(self, word: str) -> bool:
        """Whether a word is a unit of length, or a number with one: "km", "12km"."""
        return word.lstrip(_NUMERALS) in self.units

    def _exception_end(self, s: Syntax, at: int) -> int:
        """Return where the phrase of an exception ends that a trigger stands in; the sentence's end for none."""
        comma = next((j for j in range(at - 1, -1, -1) if s.low[j] == ","), 0)
        if not any(s.low[j] in self.excluding and self._excepts(s, j) for j in range(comma, at)):
            return len(s.low)
        return next((j for j in range(at, len(s.low)) if s.low[j] == ","), len(s.low))

    def _excepts(self, s: Syntax, at: int) -> bool:
        """Whether a word takes out what follows: "besides X"; not "said besides that", "have besides taken"."""
        return s.word(at + 1) != "that" and not (at + 1 < len(s.low) and s.is_verb(at + 1))

    def _predicate_at(self, s: Syntax, at: int) -> int:
        """Return where a finite verb is said of those who do something: "forces advancing on X | threaten to"."""
        finite = (j for j in range(at, len(s.low)) if s.is_verb(j) and s.group(j).start == j and not self._bare(s, j))
        return next(finite, len(s.low))

    def _bare(self, s: Syntax, verb: int) -> bool:
        """Whether a verb form stands without a subject of its own: "to seize", "attacking", "located"."""
        tags = s.tags(verb)
        return not tags & {"base", "third"} or s.word(verb - 1) == "to"

    def _results(self, s: Syntax, comma: int) -> bool:
        """Whether what a strike did follows: ", injuring three in X", ", with power plants in X hit"."""
        following = s.after_adverbs(comma + 1)
        result = s.word(following) in self.result or "ing" in s.tags(min(following, len(s.low) - 1))
        return s.word(comma) == "," and result

    def _reach(self, s: Syntax, start: int, limit: int) -> range:
        """Return the tokens from a trigger on in which its places may stand."""
        end = start
        aside = 0  # the end of brackets: "assaults on A (seeking to turn south) | and B"
        for i in range(start, len(s.low)):
            if i >= limit and s.mention_at[i] is None:
                break
            if s.low[i] == "(" and i >= aside:
                aside = next((j for j in range(i, min(len(s.low), limit)) if s.low[j] == ")"), 0)
            if i < aside:
                continue
            if i > start and s.opens_clause(i) and s.low[i] not in self.bridging:
                if (s.low[i] == ";" and self._lists_on(s, i)) or s.word(i + 1) in self.among or self._was_theirs(s, i):
                    continue
                break
            if self._turns(s, i, start) or (i > start and self._leaves(s, i)):
                break
            end = i + 1
        return range(start, end)

    def _was_theirs(self, s: Syntax, i: int) -> bool:
        """Whether a relative clause says which ground is meant: "retook the positions | (that) they lost near X"."""
        if s.low[i] in s.grammar.subject_pronoun:
            return True
        who = s.actor(i + 1) if s.low[i - 1] in self.span else None  # "the positions | that X forces had taken near Y"
        theirs = s.word(i + 1) in s.grammar.subject_pronoun or (who is not None and who.form == "forces")
        return s.low[i] == "that" and theirs

    def _turns(self, s: Syntax, i: int, start: int) -> bool:
        """Whether a comma begins another subject's clause, or a "to" what an event was for."""
        if s.low[i] == ",":
            new = self._new_subject(s, i + 1) or self._goes_elsewhere(s, i)
            return s.word(i + 1) in s.grammar.be or new or self._told_behind(s, i) or self._goes_along(s, i)
        if s.low[i] != "to":
            return False
        group = s.group(i + 1) if i + 1 < len(s.low) and s.is_verb(i + 1) else None
        own = group is not None and group.noun is None and group.start < start  # "pushing | in this area to reach X"
        aimed = own or (group is not None and group.purpose)
        return (s.word(i - 1) in self.purpose and not self.adds(s, i - 1)) or aimed  # "in order to secure X"

    def _goes_along(self, s: Syntax, comma: int) -> bool:
        """Whether what goes on beside it follows a comma: "fighting went on in X, | with needs rising in Y"."""
        if s.word(comma + 1) not in self.result or s.word(comma + 2) in self.some:
            return False  # "..., with most focusing on X"
        near = range(comma + 3, min(len(s.low), comma + _ALONG))
        plain = takewhile(lambda j: s.low[j].isalpha() and s.mention_at[j] is None, near)
        return any(s.low[j].endswith("ing") for j in plain)

    def _told_behind(self, s: Syntax, comma: int) -> bool:
        """Whether who says so follows a comma: "left its positions | , the council of X reported", '," Y told Z'."""
        quoted = s.word(comma + 1) in s.grammar.quote
        first = comma + 1 + quoted
        near = takewhile(lambda j: s.low[j].isalpha(), range(first, min(len(s.low), comma + _TELLER)))
        verb = next((j for j in near if s.is_verb(j)), None)
        if verb is None:
            return False
        tells = quoted and s.sentence.tokens[first].is_capitalised and s.low[verb] in s.grammar.telling
        if not (tells or s.word(first) in s.grammar.determiner):
            return False
        said = verb + 1 if s.low[verb] in s.grammar.be else verb
        return said < len(s.low) and bool(s.grammar.reporting.at(s.low, said))

    def _leaves(self, s: Syntax, i: int) -> bool:
        """Whether an exception, a cause, a clause behind "and", or a dash with what a place is begins at a token."""
        explains = s.low[i] == "-" and s.word(i + 1) in self.article  # "took X - a village near Y"
        parted = s.word(i + 1) == "," and s.low[i] not in s.grammar.joiner  # "held X but, Y said, no longer use Z"
        joined = s.low[i] in s.grammar.conjunction and (parted or s.opens_clause(i))
        return explains or joined or s.low[i] in self.excluding or s.low[i : i + 2] in self.aside

    def _done_to(self, s: Syntax, at: int) -> bool:
        """Whether "and" and something that is done begin at a token: "hit X, | and power was cut in Y"."""
        near = range(at + 1, min(len(s.low), at + _DONE)) if s.word(at) in s.grammar.joiner else ()
        plain = takewhile(lambda j: s.low[j].isalpha() and s.mention_at[j] is None, near)
        ends = s.grammar.preposition | s.grammar.conjunction
        nouns = [*takewhile(lambda j: s.low[j] not in ends | s.grammar.be, plain)]
        verb = nouns[-1] + 2 if nouns else len(s.low)
        return verb < len(s.low) and s.low[verb - 1] in s.grammar.be and bool(s.tags(verb) & PAST) and s.is_verb(verb)

    def _lists_on(self, s: Syntax, semicolon: int) -> bool:
        """Whether a semicolon only parts the places of a list: "near A; north of B near C; and near D"."""
        stop = next((j for j in range(semicolon + 1, len(s.low)) if s.low[j] == ";"), len(s.low))
        segment = range(semicolon + 1, stop)
        return any(s.mention_at[j] is not None for j in segment) and not any(map(s.is_verb, segment))

    def begins_way(self, s: Syntax, at: int, start: int) -> bool:
        """Whether "and" joins another way to a place: "to A and | along a street in B"."""
        near = takewhile(lambda k: s.low[k].isalpha() and s.mention_at[k] is None, range(at, start, -1))
        ways = (s.grammar.preposition - self.origin) | self.compass  # "and | south of the town near B"
        return any(s.low[k] in ways and self.adds(s, k - 1) for k in near)

    def adds(self, s: Syntax, at: int) -> bool:
        """Whether "and" or "as well | as" stands at a token."""
        ended = (s.low[max(0, at + 1 - len(words)) : at + 1] == words for words in self.as_well)
        return s.low[at] in s.grammar.joiner or any(ended)

    def _goes_elsewhere(self, s: Syntax, comma: int) -> bool:
        """Whether a clause about another place follows: "took X, | and in Y, they moved on"."""
        first = comma + 2
        if s.word(comma + 1) not in s.grammar.conjunction or s.word(first) not in self.within:
            return False
        near = range(first + 1, min(len(s.low), first + _ELSEWHERE))
        end = next((j for j in near if s.low[j] == ","), 0)
        named = any(s.mention_at[j] is not None for j in range(first, end))
        named = named and s.word(end + 1) not in s.grammar.conjunction
        told = takewhile(lambda j: s.low[j] != ",", range(end + 1, min(len(s.low), end + _ELSEWHERE)))
        return named and any(map(s.is_verb, told))

    def _new_subject(self, s: Syntax, i: int) -> bool:
        """Whether a comma is followed by "and <subject> <verb>" or by a participle: ", | and Oakham lost power"."""
        if self._done_to(s, i):
            return True
        j = i + 1 if s.word(i) in s.grammar.conjunction else i
        if j < len(s.low) and (actor := s.actor_at[j]) is not None and actor.form != "adjective":
            return any(s.is_verb(k) for k in range(actor.last, min(len(s.low), actor.last + 3)))
        place = s.mention_at[j] if i < j < len(s.low) else None
        if place is None or not s.verb_at(place.last) or "ing" in s.tags(s.after_adverbs(place.last)):
            return False
        following = s.after_adverbs(place.last) + 1
        return s.word(following).isalnum() and s.word(following) not in s.grammar.preposition - s.grammar.particle
