"""Which preposition a place hangs on, and whether that says where something was, where to or where from."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.event_reach import EventReach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.extraction.event_places import Found
    from analytics.extraction.records import Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["EventLinks"]

_EXCEPTED = 2  # tokens of "except the" before a place
_PART = 4  # tokens of "flooded old X district" behind a genitive
_OWNED = 3  # tokens of "eastern edge" behind a genitive, and one
_MEASURE = 7  # tokens of "approximately 40 km to the north" before its "of"
_ORIGIN = 6  # tokens of "from positions seized earlier" before its "in"


class EventLinks(EventReach):
    """Reads the prepositions of ``[[locating]]`` before places."""

    def _link(self, s: Syntax, first: int, start: int) -> str | None:
        """Return the preposition that a place hangs on; null within a list of places, "" for a direct object."""
        listed = self._parted_list(s, first, start)
        for j in range(first - 1, start - 1, -1):
            if listed or s.mention_at[j] is not None:
                return None
            word = s.low[j]
            if word == "of" and s.word(j - 1) in self.origin:
                return s.low[j - 1]  # "out of X"
            if word in s.grammar.preposition and word not in {"of", "outside"}:
                if word == "to" and s.word(j - 1) in self.beside:
                    return "near"
                return "at" if self._stays(s, j, first) else self._outer_origin(s, j, start) or word
            if word in self.linking or (s.is_verb(j) and word.endswith("ing")):
                return word
        return ""

    def _in_region_before(self, s: Syntax, mention: Mention) -> bool:
        """Whether a region right before a finer place holds it: "in R | the village of A", not "in R, A"."""
        at = mention.first - 1
        while at > 0 and s.mention_at[at] is None and s.low[at].isalpha() and s.low[at] not in s.grammar.joiner:
            at -= 1
        region = s.mention_at[at]
        return at < mention.first - 1 and region is not None and region.kind == "region" and mention.kind != "region"

    def _measured(self, s: Syntax, of: int) -> bool:
        """Whether ", 40 km north" stands before an "of", right behind a region or a direction."""
        at = of - 1
        while at > 0 and s.mention_at[at] is None and s.low[at] not in {",", ";"} and of - at <= _MEASURE:
            at -= 1
        if any(map(self.measures, s.low[max(0, of - _MEASURE) : of])):
            return s.low[of - 1] in self.compass
        aside = s.low[of - 1] in self.compass and s.low[at] == "," and not any(map(s.is_verb, range(at, of)))
        ways = (s.low[j - 1] in self.compass and s.low[j + 1] in self.compass for j in range(at, of))  # "east and west"
        added = any(self.adds(s, j) and not way for j, way in zip(range(at, of), ways, strict=True))
        return aside and not added and self._behind_place(s, at)

    def _behind_place(self, s: Syntax, comma: int) -> bool:
        """Whether a comma stands behind a place, or behind the word that makes a direction of one."""
        place, axis = s.mention_at[comma - 1], s.mention_at[comma - 2] if comma > 1 else None
        told = place is not None and (place.kind == "region" or place.relation is None)  # not "east of A, west of B"
        return told or (axis is not None and axis.role == "axis")

    def _bracketed(self, s: Syntax, mention: Mention) -> int | None:
        """Return the bracket that nothing but a list of places follows: "south of A | (B, C)"; null for none."""
        first, last = self._list_edge(s, mention.first - 1, -1), self._list_edge(s, mention.last, 1)
        if s.word(first) != "(" or s.word(last) != ")" or first < 1:
            return None
        inside = {m.start: m for m in s.mention_at[first:last] if m is not None}
        fine = all(m.kind != "region" and m.role == "place" for m in inside.values())
        before = s.mention_at[first - 1]
        beside = before is not None and before.relation is not None  # "south of A (B)"
        return first if fine and (len(inside) > 1 or beside) else None

    def _list_edge(self, s: Syntax, at: int, step: int) -> int:
        """Return the first token on a way that belongs to no list of places."""
        while 0 <= at < len(s.low) and (s.mention_at[at] or s.low[at] == "," or s.low[at] in s.grammar.joiner):
            at += step
        return at

    def _sums_up(self, s: Syntax, region: Mention, mention: Mention) -> bool:
        """Whether a region only says where the places of a list lie: "villages in Kent, including | Oakham"."""
        between = s.low[region.last : mention.first]
        at = region.first - 1 - (s.word(region.first - 1) in s.grammar.determiner)
        only = self.among | s.grammar.object_pronoun | self.within | self.within_it | {","}  # ", mostly around"
        lists = not self.among.isdisjoint(between) and only.issuperset(between)
        lists = lists or (between[:1] == (",",) and only.issuperset(between[1:]) and self._lies_in(mention, region))
        return lists and region.kind == "region" != mention.kind and s.word(at) in {"of", *self.within}

    def _before_country(self, s: Syntax, mention: Mention) -> bool:
        """Whether a place is told between another one and their country: "in Oakham, | Rutland, Mercia"."""
        before = s.mention_at[mention.first - 2] if mention.first > 1 else None
        country = s.actor(mention.last + 1)
        parted = s.word(mention.first - 1) == s.word(mention.last) == ","
        return parted and before is not None and country is not None and country.form == "state"

    def _lies_in(self, mention: Mention, region: Mention) -> bool:
        """Whether a place is known to lie in a region: "attacked in Kent, at | Oakham"."""
        place, land = mention.place, region.place
        return place is not None and land is not None and place.admin1 is not None and place.admin1 == land.admin1

    def _only_contains(self, s: Syntax, mention: Mention, link: str | None, found: Found) -> bool:
        """Whether a region only says where what is aimed at lies: "advanced towards X in | Kent"."""
        before = next((m for j in range(mention.first - 1, -1, -1) if (m := s.mention_at[j]) is not None), None)
        aimed = found.toward and not (found.places or found.origins)
        aimed = aimed and before is not None and before.role != "axis"
        return mention.kind == "region" and link in self.within and bool(aimed)

    def _lies_on(self, s: Syntax, mention: Mention, link: str | None) -> bool:
        """Whether a place only tells where the one before lies: "left A on the bank of | the B", not "A for B"."""
        if link not in self.upon | self.within | self.within_it:
            return False
        last = next((j for j in range(mention.first - 1, -1, -1) if s.mention_at[j] is not None), mention.first)
        between = range(last + 1, mention.first)
        return not any(s.low[j] in s.grammar.joiner | self.goal or s.is_verb(j) for j in between)

    def _parted_list(self, s: Syntax, first: int, start: int) -> bool:
        """Whether something inserted parts a list: "A and, for the second night running, | B"."""
        if s.low[first - 1] != ",":
            return False
        opened = next((j for j in range(first - 2, start, -1) if not s.low[j].isalpha()), start)
        inside = any(s.mention_at[j] is not None for j in range(opened, first))
        return s.low[opened] == "," and s.low[opened - 1] in s.grammar.joiner and not inside

    def _begins_span(self, s: Syntax, first: int, start: int) -> bool:
        """Whether a stretch of ground reaches from a place to another: "along the front from | A to B"."""
        at = first - 1
        behind = next((j for j in range(first, len(s.low)) if s.low[j] in self.goal), None)
        stop = next((j for j in range(first, len(s.low)) if s.is_verb(j) or s.low[j] in {";", "."}), len(s.low))
        reaches = behind is not None and behind < stop and any(s.mention_at[behind + 1 : behind + _OWNED + 1])
        noun = s.word(at - 1) in self.span or (s.word(at - 1) == "," and s.word(at - 2).isalpha())
        return at > start and s.low[at] in self.origin and noun and reaches

    def _stays(self, s: Syntax, preposition: int, first: int) -> bool:
        """Whether "to" and "on" only say where: "20 km to the west of X", "a foothold on the outskirts of X"."""
        between = {*s.low[preposition + 1 : first]}
        if s.low[preposition] == "to":
            return bool(self.compass & between)
        mention = s.mention_at[first]
        if mention is not None and s.word(mention.last) == "'s":
            between |= {*s.low[mention.last + 1 : mention.last + _OWNED]}  # "on X's eastern edge"
        return s.low[preposition] in self.upon and bool(self.piece & between)

    def _outer_origin(self, s: Syntax, preposition: int, start: int) -> str | None:
        """Return the "from" that "in X" hangs on: "from positions in X"; null for none."""
        inner = s.low[preposition] in self.within
        if not inner and s.low[preposition] not in self.within_it:
            return None
        for j in range(preposition - 1, max(start, preposition - _ORIGIN) - 1, -1):
            if s.low[j] in self.origin and (s.low[j] in s.grammar.preposition or s.low[j + 1] == "of"):
                return s.low[j] if inner else None  # not "holding | out in X"
            inner = inner or s.low[j] in self.within
            if (
                s.mention_at[j] is not None
                or s.is_verb(j)
                or s.low[j] in s.grammar.preposition - self.within
                or not s.low[j].isalpha()
            ):
                return None  # but "from | near the reactors at X"
        return None

    def _is_aim(self, link: str, kind: str) -> bool:
        return link in self.aim or link in self.aim_of.get(kind, ())

    def _direction(self, s: Syntax, first: int) -> bool:
        """Whether "in the direction of" stands before a place."""
        return any(s.low[first - len(words) : first] == words for words in self.direction if first >= len(words))

    def _mentions(self, s: Syntax, reach: range) -> Iterator[Mention]:
        seen = -1
        for i in reach:
            mention = s.mention_at[i]
            if mention is not None and mention.start > seen:
                seen = mention.start
                left_out = s.word(i - 1) in s.grammar.negation - self.neither  # "A but not B"
                apart = left_out or mention.role in {"anchor", "title"}
                apart = apart or (s.word(mention.last) == "-" and s.word(mention.last + 1) in self.based)
                apart = apart or not self.excluding.isdisjoint(s.low[max(0, i - _EXCEPTED) : i])
                apart = apart or (mention.kind != "road" and self._by_border(s, mention))
                if not (apart or self._qualifies(s, mention) or self._inside_actor(s, mention)):
                    yield mention

    def _by_border(self, s: Syntax, mention: Mention) -> bool:
        """Whether a place only names a border that a road or river meets: "along the C River near the | A-B border"."""
        first = last = mention
        while s.word(first.first - 1) == "-" and (before := s.mention_at[first.first - 2]) is not None:
            first = before
        while s.word(last.last) == "-" and last.last + 1 < len(s.low) and (behind := s.mention_at[last.last + 1]):
            last = behind
        near = first.first - 1 - (s.word(first.first - 1) in s.grammar.determiner)
        passed = s.mention_at[near - 1] if near else None
        ground = passed is not None and passed.kind in {"road", "water", "area"}
        return first is not last and s.word(last.last) in self.border and ground and s.word(near) in self.finding

    def _qualifies(self, s: Syntax, mention: Mention) -> bool:
        """Whether a place only says whose the next one is: "the X city of Y", "X's Y plant"."""
        if s.word(mention.last) == "'s" and self._owns_place(s, mention.last + 1):
            return True
        named = s.word(mention.first - 2) == "," and s.mention_at[mention.first - 3] is not None
        hangs = s.word(mention.last + 1) in s.grammar.preposition - {"of"}  # "X, the Black Sea | island off Y"
        if named and s.word(mention.first - 1) in (self.article | self.renaming if hangs else self.article):
            following = s.word(mention.last)  # "X, a Black Sea | resort"
            return following.isalpha() and following not in s.grammar.preposition | s.grammar.conjunction
        if s.low[mention.last - 1] in self.named_head and s.word(mention.last) == "of" and s.word(mention.last + 1):
            return s.mention_at[mention.last + 1] is not None  # "the X port | of Y"
        if s.word(mention.last) in self.apposed and s.word(mention.last + 1) and s.mention_at[mention.last + 1]:
            return True  # "the X suburb | Y"
        of = s.word(mention.last) in self.apposed and s.word(mention.last + 1) == "of"
        return of and mention.last + 2 < len(s.low) and s.mention_at[mention.last + 2] is not None

    def _owns_place(self, s: Syntax, at: int) -> bool:
        """Whether a place is what a genitive owns: "'s | flooded X district", not "'s | port near X"."""
        near = takewhile(lambda j: s.low[j].isalpha(), range(at, min(len(s.low), at + _PART)))
        for j in near:
            if s.mention_at[j] is not None:
                return True
            if s.low[j] in s.grammar.preposition or s.low[j] in s.grammar.conjunction:
                return False
        return False

    def _inside_actor(self, s: Syntax, mention: Mention) -> bool:
        actor = s.actor_at[mention.first]
        whole = (
            actor is not None and mention.last <= actor.last
        )  # not "Hale Airfield", whose first word is a minister's
        return whole and actor is not None and actor.form in {"official", "media", "body"}
