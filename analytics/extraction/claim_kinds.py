"""What a claim tells: which of the nine kinds, by trigger, control words and what stands around them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.claim_failures import Failures
from analytics.extraction.frames import NOMINAL, SPAN, is_nominal
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Match
    from analytics.extraction.heads import Head

__all__ = ["Kinds"]

_READY = 4  # tokens of "for heavy street" before "fighting"
_MEANS = 8  # tokens of "with four old Mercian-made jet drones"
_ARMED = 6  # tokens of "drones of various types" before a verb
_OBJECT = 7  # tokens of "six districts of the Kent region"
_LIST = 10  # tokens of a list before a noun
_HEADLINE = 22  # tokens of a sentence that tells of one event: "Toll rises to six after attack on X"


class Kinds(Failures):
    """Reads the kinds of one sentence's triggers."""

    def of(self, match: Match, head: Head, roles: set[str]) -> str:
        """Return what a trigger tells.

        Args:
            match: The trigger.
            head: What governs it.
            roles: Of its control words, as `controls` gives them.
        """
        kind = self._by_object(match)
        if match.entry.get("object") == "fire" and self._by_foot(match):
            return "attack"
        before = self.low[max(0, match.start - 3) : match.start]
        if kind == "attack" and self._by_fire(match, head, before):
            kind = "strike"
        if kind == "attack" and "ground" not in before and self._is_far(match):
            kind = "strike"
        subject = self.low[self.s.clause_start(max(0, head.start - 1)) : head.start]
        reaches = match.entry.get("object") == "place" and match.form not in {"ing", *NOMINAL}
        if kind == "advance" and reaches and {*subject[-1:]} & self.f.objects["munition"]:
            kind = "strike"  # "missiles | reached X"
        if kind == "strike" and not is_nominal(match) and self.f.words["saboteur"] & {*subject}:
            return "attack"
        if kind == "attack" and match.form == "noun" and self.f.failed & {*before}:
            return "repelled"
        if "fail" in roles and (kind in {"attack", "advance", "capture"} or match.entry.get("actor") == "object"):
            return "repelled"
        leaves = kind == "withdraw" and match.entry.get("actor") != "object"  # who tries to leave attacks nobody
        if "attempt" in roles and kind in {"advance", "capture", "withdraw"} and not leaves:
            return "attack"
        partial = kind == "capture" and (self._under_way(match) or self._in_part(match))
        return "advance" if partial else kind

    def _in_part(self, match: Match) -> bool:
        """Whether a flag flies over a part of a place only: "raised a flag | in the northwest of X"."""
        behind = range(match.end, self.s.clause_end(match.end - 1))
        named = next((j for j in behind if self.s.mention_at[j] is not None), match.end)
        parts = self.f.locator.compass | self.f.locator.compass_adjective
        return bool(match.entry.get("flag")) and not parts.isdisjoint(self.low[match.end : named])

    def _under_way(self, match: Match) -> bool:
        """Whether a place is still being taken: "are | clearing X", "have almost | captured X"."""
        start = self.s.group(match.start).start
        nearly = (j for j in range(start, match.start) if self.low[j] in self.f.words["nearly"])
        if any(self.low[j + 1] not in self.f.words["sure"] for j in nearly):
            return True
        helped = not self.s.grammar.be.isdisjoint(self.low[start : match.start])
        helped = helped and not match.entry.get("boasted")  # "are claiming X"
        return match.form == "ing" and helped and not self.objects.is_passive(match)

    def _by_foot(self, match: Match) -> bool:
        """Whether what one comes under is no fire: "came under ground attack", "under attack by infantry"."""
        near = {*self.low[match.end : self.s.clause_end(match.end - 1)]}
        return bool(self.f.words["ground-combat"] & near) and not (self.f.fire | self.f.weapon) & near

    def untold(self, match: Match, head: Head) -> bool:
        """Whether a trigger tells of nothing that happened: asked for, done no more, still to come first."""
        ahead = self._not_yet(match, head) or self._prepared(match)
        ahead = ahead or self.hangs_on_plan(head) or self.told_later(match) or self.comes_after(match, head)
        stopped = self._came_to_nothing(match, head) or self._only_served(match) or self._hindered(match)
        return ahead or stopped or self._not_done(match)

    def keeps(self, match: Match) -> bool:
        """Whether who tries to do it has it: "is fighting to | hold X"; not "efforts to | hold elections in X"."""
        held = self.low[match.end : match.end + _READY]
        return self.low[match.start] in self.f.words["keeping"] and self.f.words["gathering"].isdisjoint(held)

    def _hindered(self, match: Match) -> bool:
        """Whether a move is only told to be hindered: "interdicted the | transfer of reserves"."""
        if not is_nominal(match) or match.entry["kind"] not in {"deploy", "withdraw"}:
            return False
        near = range(match.start - 1, max(-1, match.start - _READY), -1)
        verb = next((j for j in near if self.s.is_verb(j) or self.low[j] in self.s.grammar.preposition), None)
        return verb is not None and self.low[verb] in self.f.words["hindering"]

    def _only_served(self, match: Match) -> bool:
        """Whether something only serves or hinders operations: "depots that support Mercian | operations in X"."""
        near = range(match.start - 1, max(-1, match.start - _READY), -1)
        verb = next((j for j in near if self.s.is_verb(j)), None)
        served = verb is not None and self.low[verb] in self.f.words["serving-it"]
        return served and self.low[match.start] in self.f.words["operation"]

    def _came_to_nothing(self, match: Match, head: Head) -> bool:
        """Whether the verb that is said of an advance tells of its failure: "the advance on X | has stalled"."""
        if match.entry["kind"] != "advance" or match.form != "noun" or head.verb is not None:
            return False
        near = range(match.end, min(len(self.low), match.end + _LIST))
        full = (j for j in near if self.s.is_verb(j) and self.low[j] not in self.s.grammar.auxiliary)
        verb = next(full, 0)
        return verb > 0 and "ing" not in self.s.tags(verb) and bool(self.f.outcome.at(self.low, verb))

    def _prepared(self, match: Match) -> bool:
        """Whether a noun tells what somebody makes ready for: "readied the city for street | fighting"."""
        near = range(match.start - 1, max(0, match.start - _READY), -1) if is_nominal(match) else ()
        purpose = next((j for j in near if self.low[j] == "for"), None)
        if purpose is None:
            return False
        return not self.f.words["preparing"].isdisjoint(self.low[self.s.clause_start(purpose) : purpose])

    def _not_done(self, match: Match) -> bool:
        """Whether a trigger is asked for, or done no more: "stopped | attacking X"; not "does not stop"."""
        group = self.s.group(match.start)
        before = {*self.low[group.start : match.start]}
        stops = bool(self.f.words["stopping"] & before) and not self.f.failed & before  # "gave up a failed | attack"
        asked = self.low[-1] in self.f.words["question"]
        return asked or (stops and not (group.negated or is_nominal(match))) or self._is_demanded(match)

    def _is_demanded(self, match: Match) -> bool:
        """Whether a bare verb tells what somebody wants: "demanded that Mercian troops | withdraw"."""
        start = self.s.group(match.start).start
        if match.form != "base" or start != match.start:
            return False
        near = range(start - 1, max(-1, start - SPAN), -1)
        asks = next((j for j in near if self.s.is_verb(j)), -1)
        return asks >= 0 and self.low[asks] in self.f.words["demanding"] and "," not in self.low[asks:start]

    def _not_yet(self, match: Match, head: Head) -> bool:
        """Whether a trigger tells of what has to come first: "until X | takes Y", "until they have | taken Y"."""
        begin = self.s.clause_start(match.start)
        opener = "" if self.s.word(begin + 2) == "," else self.s.word(begin)  # "a day before that, X hit Y"
        group = range(head.start, match.start)
        perfect = any(self.low[j] in self.s.grammar.have and not self.s.tags(j) & PAST for j in group)
        if (match.form in {"base", "third"} or perfect) and opener in self.f.words["not-yet"]:
            return True
        verb = match.start if head.verb is None else head.verb
        if "ing" not in self.s.tags(verb) or self.s.word(verb - 1) not in self.f.words["not-yet"]:
            return False
        before = (j for j in range(verb - 2, -1, -1) if self.s.is_verb(j) and self.low[j] not in self.s.grammar.have)
        main = next(before, None)  # "shelled X before withdrawing": told of the past, both happened
        return main is not None and not self.s.tags(main) & PAST

    def _by_object(self, match: Match) -> str:
        """Return an entry's kind; what is taken whole is a capture, a piece of ground an advance."""
        kind = str(match.entry["kind"])
        ground = self.objects.classify(match.end) == "ground" and not self.objects.is_settlement(match)
        if match.entry.get("of") and kind == "capture" and ground:
            return "advance"
        takes = any(m.entry["kind"] == "capture" for m in self.f.triggers.at(self.low, match.start))
        return "capture" if takes and self.objects.members(match) else kind

    def _is_far(self, match: Match) -> bool:
        """Whether what a plain attack does or meets tells of fire: "an attack killed two", "attacked a depot"."""
        if match.form == "noun" and (self._kills(match) or self._in_rear(match)):
            return True
        if not is_nominal(match) and self._on_town(match):
            return True
        plain = self.f.words["plain-attack"] & {*match.phrase.split()}
        start = match.end + (is_nominal(match) and self.s.word(match.end) in self.f.words["victim"])
        aimed = self.f.words["hitting"] & {*self.low[match.end : match.end + _MEANS]} if match.form == "noun" else set()
        start = next((j + 1 for j in range(match.end, len(self.low)) if self.low[j] in aimed), start)
        start += self.s.word(start) == "at"
        ends = self.s.grammar.preposition | self.f.words["mark"]
        met = takewhile(lambda word: word not in ends, self.low[start : start + _MEANS])
        return bool(plain) and bool(self.f.words["spared"] & {*met})

    def _on_town(self, match: Match) -> bool:
        """Whether a place is attacked many times, or people there hurt: "attacked X 478 times, killing two"."""
        near = range(match.end, min(len(self.low), match.end + _OBJECT))
        object_ = takewhile(lambda j: self.low[j] == "of" or self.low[j] not in self.s.grammar.preposition, near)
        place = next((m for j in object_ if (m := self.s.mention_at[j]) is not None), None)
        if place is None or match.phrase not in self.f.words["plain-attack"] or self.objects.is_passive(match):
            return False
        number = place.last + (not self.s.number_at(place.last))  # "almost | 30 times"
        times = self.s.number_at(number) and self.s.word(number + 1) in self.f.words["times"]
        behind = range(place.last, len(self.low) - 1)
        tail = next((j + 1 for j in behind if self.low[j] == "," and "ing" in self.s.tags(j + 1)), None)
        harms = tail is not None and self.low[tail] in self.f.words["casualty"] | self.f.words["firing"]
        return harms or (times and place.kind == "region")

    def _in_rear(self, match: Match) -> bool:
        """Whether an attack that nobody is said to make is right "on" a place far behind the front."""
        at = match.end + 1 + (self.s.word(match.end + 1) in self.s.grammar.determiner)
        told = self.s.word(match.end) in self.f.words["victim"] and any(self.s.mention_at[at : at + 1])
        if not told or match.phrase not in self.f.words["plain-attack"]:
            return False
        clause = slice(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        places = self.f.locator.right(self.s, match, "strike", len(self.low)).places
        return bool(self.f.behind_the_front(places)) and not any(a and a.side for a in self.s.actor_at[clause])

    def _kills(self, match: Match) -> bool:
        """Whether an attack on a place kills people there: that is fire, not an assault."""
        clause = range(self.s.clause_start(match.start), self.s.clause_end(match.end - 1))
        if len(self.low) <= _HEADLINE:
            clause = range(len(self.low))
        return match.phrase in self.f.words["plain-attack"] and any(
            self.low[j] in self.f.words["casualty"] for j in clause
        )

    def _by_fire(self, match: Match, head: Head, before: tuple[str, ...]) -> bool:
        """Whether an attack is fire: "missile attack", "aviation attacked"."""
        listed = self.listed(match.start)  # "artillery, rocket, mortar, and tank | attacks"
        if match.form == "noun" and "ground" not in before and (self.f.fire & {*before[-2:]} or self.f.fire & listed):
            return not self.f.words["ground-combat"] & {*listed, self.low[match.start]}
        clause = range(match.end, self.s.clause_end(match.end - 1))
        means = (j for j in clause if self.low[j] in self.f.words["with"])
        means = (j for j in means if match.form != "noun" or j == match.end)
        if any(self.f.weapon & {*self._means(j)} for j in means):
            return True  # "attacked the base with new jet drones", "an attack with drones on X"
        # "drones, mostly new, hit"
        start = self.s.before_insertion(head.start - 1, head.start) + 1 if head.start else 0
        begin = max(self.s.clause_start(max(0, start - 1)), start - _ARMED)
        return head.verb is not None and bool(self.f.weapon & {*self.low[begin:start]})

    def _means(self, at: int) -> Iterator[str]:
        """Yield the words of the noun phrase behind "with"."""
        for j in range(at + 1, min(len(self.low), at + _MEANS)):
            if self.low[j] in self.s.grammar.preposition or self.low[j] in self.f.words["mark"] or self.s.is_verb(j):
                return
            yield self.low[j]

    def listed(self, at: int) -> set[str]:
        """Return the words of the list that qualifies a noun, if one does: "artillery, rocket, and | mortar fire".

        Args:
            at: The noun's first token.
        """
        words: set[str] = set()
        for j in range(at - 1, max(-1, at - _LIST), -1):
            parted = self.low[j] == "," or self.low[j] in self.s.grammar.joiner
            if not parted and words and not (self.low[j + 1] == "," or self.low[j + 1] in self.s.grammar.joiner):
                break
            words.add(self.low[j])
        return words if len(words) > 1 else set()
