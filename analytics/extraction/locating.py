"""Which of a sentence's places an event happened at, and which it only aims at."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.event_links import EventLinks
from analytics.extraction.event_places import RANK, Found, Where, rank

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.records import Mention
    from analytics.extraction.syntax import Syntax

__all__ = ["Locator"]


_OPENING = frozenset({"(", "["})
_BRACKETS = _OPENING | {")", "]"}
_PART = 4  # tokens of "industrial sector" before its "of"
_PHRASE = 6  # tokens of ", a hub on the way" before its last preposition


class Locator(EventLinks):
    """Sorts the places of a stretch by the prepositions of ``[[locating]]``: where it was, where to, where from."""

    def right(self, syntax: Syntax, match: Match, kind: str, limit: int) -> Where:
        """Return the places behind a trigger, up to where another clause or trigger begins."""
        if match.form == "ing" and not (kind == "contested" and syntax.before_adverbs(match.start) < 0):
            limit = min(limit, self._predicate_at(syntax, match.end))
        begin = syntax.behind_teller(match.end)
        reach = self._reach(syntax, begin, min(limit, self._exception_end(syntax, match.start)))
        reached = kind == "advance" and match.entry.get("object") == "left"  # "landed on | X" aimed at nothing
        where = self._collect(syntax, reach, match.end if reached else match.start + 1, kind)
        if kind == "strike" and not where.places and self._results(syntax, reach.stop):
            where = self._collect(syntax, range(reach.stop, min(limit, len(syntax.low))), reach.stop, kind)
        if reach.stop < len(syntax.low) and syntax.low[reach.stop] == "to" and syntax.is_verb(reach.stop + 1):
            aims = self._collect(syntax, self._reach(syntax, reach.stop + 1, len(syntax.low)), reach.stop + 1, kind)
            near = bool(aims.places) and self._link(syntax, aims.places[0].first, reach.stop) in self.within
            there = aims.leaving or (kind in self.aimed_at and match.form == "noun") or (near and kind in self.sent_to)
            if there and not where.places:
                toward = (*where.toward, *aims.toward)  # "attacks to push north from X", "to capture X" are at X
                return replace(where, places=aims.places, toward=toward)
            return replace(where, toward=(*where.toward, *(m.surface for m in aims.places), *aims.toward))
        return where

    def right_of(self, syntax: Syntax, begin: int, kind: str) -> Where:
        """Return the places of a phrase that begins at a token: "| to X and Y"."""
        return self._collect(syntax, self._reach(syntax, begin, len(syntax.low)), begin, kind)

    def suffered(self, syntax: Syntax, match: Match, kind: str) -> Where:
        """Return the places where those before a trigger were hurt: "two died in A and one in B after | shelling"."""
        before = range(match.start)
        harmed = any(syntax.low[j] in self.harm for j in before) and not any(syntax.mention_at[match.end :])
        return Where(self._collect(syntax, before, 0, kind).places) if harmed else Where()

    def members(self, syntax: Syntax, start: int, kind: str, limit: int | None = None) -> tuple[Mention, ...]:
        """Return the places of a list behind "including" or a dash: "several villages near A, including | B and C"."""
        reach = range(start, limit) if limit else self._reach(syntax, start, len(syntax.low))
        begin = next((i + 1 for i in reach if self._begins_list(syntax, i, start)), None)
        if begin is None or any(map(syntax.is_verb, range(start, begin - 1))):
            return ()
        return self._collect(syntax, range(begin, reach.stop), begin, kind).places

    def list_of(self, syntax: Syntax, begin: int, kind: str, end: int | None = None) -> tuple[Mention, ...]:
        """Return the places of a list that fills a sentence from a token to its end, what is in brackets apart."""
        return self._collect(syntax, range(begin, len(syntax.low) if end is None else end), begin, kind).places

    def _begins_list(self, s: Syntax, i: int, start: int) -> bool:
        named = i + 1 < len(s.low) and s.mention_at[i + 1] is not None
        apposed = i == start and s.low[i] == ","  # "two villages, | A and B"
        opens = s.low[i] in self.among or s.low[i - 1 : i + 1] in self.such_as
        return opens or (named and (apposed or s.low[i] in self.naming))

    def _collect(self, s: Syntax, reach: range, start: int, kind: str) -> Where:
        found = Found()
        aimed = origin = nested = apart = listed = located = span = linked = False
        for mention in self._mentions(s, reach):
            if self._in_brackets(s, mention.first, start) and self._is_aside(s, mention, found, origin=origin):
                continue
            link = self._link(s, mention.first, start)
            linked = link in self.linking or (linked and link is None)
            if linked and found.any:
                continue  # "the bridge linking A and | B"
            if link is not None:
                span = self._begins_span(s, mention.first, start) or (span and link in self.goal)
                aimed = (self._is_aim(link, kind) and not span) or self._direction(s, mention.first)
                joins = (
                    origin and link in {"at"} | self.upon | self.within and self._joins_noun(s, mention.first, start)
                )
                parts = link in self.origin and self._divides(s, mention.first, start)
                origin, apart = joins or (link in self.origin and not (span or parts)), link not in self.pairing
                inner = bool(found.places and link) and link not in self.goal
                nested = inner and not (span or parts) and self._nested(s, mention, start, reach.stop)
            elif apart and self._stands_apart(s, mention):
                nested = self._in_region_before(s, mention)  # "A in R and B in S": B is a place of its own
            joined = listed and link is None and s.low[mention.first - 1] in s.grammar.joiner
            joined = joined or (located and self._hangs_on(s, mention))  # "along the A-B border", "on the A road to B"
            joined = joined and s.word(mention.first - 2) != ","  # ", both near X, and Y": Y is a place of its own
            lies = kind == "withdraw" or (link == "at" and s.word(mention.first - 1) == "of")  # "on the edge of | C"
            beside = bool(found.origins) and lies and self._lies_on(s, mention, link)
            locates = self._only_locates(s, mention, start) or self._of_anchor(s, mention)
            locates = locates or self._only_contains(s, mention, link, found) or self._before_country(s, mention)
            if found.any and (joined or beside or locates):
                located, listed = True, mention.kind != "region"  # "8 km from A and B"; but "A in R and B"
                continue
            located = listed = False
            if found.places and self._sums_up(s, found.places[-1], mention):
                found.places.pop()
            if origin and not self._direction(s, mention.first - 1):
                found.leave(mention)
            elif not origin and (mention.role == "axis" or aimed):
                found.toward.append(mention.surface)
            else:
                nested = found.happen(mention, nested=nested and not origin)
        return found.where(kind, counts=kind in self.origin_counts)

    def _is_aside(self, s: Syntax, mention: Mention, found: Found, *, origin: bool) -> bool:
        """Whether a place in brackets is no place of its own: "A (on the road to | B)"; a list of them is taken."""
        bracket = self._bracketed(s, mention)
        if bracket is not None and not origin:
            found.detail(mention, bracket, s.mention_at[bracket - 1])
        return bracket is not None or found.any

    def _divides(self, s: Syntax, first: int, start: int) -> bool:
        """Whether a line is told by both its sides: "the border separating A from | B"."""
        at = next((j for j in range(first - 1, start, -1) if s.low[j] in self.origin), start)
        near = takewhile(lambda j: s.low[j].isalpha(), range(at - 1, start, -1))
        return any(s.low[j] in self.dividing for j in near)

    def _stands_apart(self, s: Syntax, mention: Mention) -> bool:
        """Whether a place of a list is no second container: "A in R, | B and C in S", not "in the A and B areas"."""
        return rank(mention) < RANK["region"] and s.word(mention.last) not in self.shared

    def _only_locates(self, s: Syntax, mention: Mention, start: int) -> bool:
        """Whether a place tells where another is, as its region or in apposition."""
        aside = s.word(mention.first - 1) == "of" and s.word(mention.first - 2) in self.compass
        way = (
            s.word(mention.first - 1) in self.goal and s.word(mention.first - 2) in self.way
        )  # "X, on the road to | Y"
        if way and start < mention.first - 2 and any(s.mention_at[start : mention.first - 2]):
            return True
        at = mention.first - 3 - (s.word(mention.first - 3) == "," and s.word(mention.last) in {"", "."})
        behind = aside and s.word(at) == ")"  # "the X Power Plant (XPP) southeast of | Y", "(...), southeast of | Y."
        return behind or self._apposed_region(s, mention) or self._apposed(s, mention)

    def _hangs_on(self, s: Syntax, mention: Mention) -> bool:
        """Whether a hyphen, or a noun with its preposition, ties a place to the one before it."""
        last = next((j for j in range(mention.first - 1, -1, -1) if s.mention_at[j] is not None), mention.first)
        between = range(last + 1, mention.first)
        if [s.low[j] for j in between] in ([], ["-"]):  # "along the T5 | A-B highway"
            return True
        plain = all(s.low[j].isalpha() and s.low[j] not in s.grammar.joiner and not s.is_verb(j) for j in between)
        return plain and s.low[mention.first - 1] in self.goal

    def _of_anchor(self, s: Syntax, mention: Mention) -> bool:
        """Whether a place goes on telling where one is: "A, north of B | on the C River", "both near B and along C"."""
        at = mention.first - 1
        while at > 0 and (s.low[at] in s.grammar.preposition or s.low[at] in s.grammar.determiner):
            at -= 1
        joined = s.low[at] in s.grammar.joiner and at + 1 < mention.first
        anchor = s.mention_at[at - joined] if at >= joined else None
        if anchor is None or anchor.role != "anchor" or at + 1 == mention.first:
            return False
        place = next((j for j in range(anchor.first - 1, 0, -1) if s.mention_at[j] is not None), anchor.first)
        between = s.low[place + 1 : anchor.first]
        told = place < anchor.first and ";" not in between and s.grammar.joiner.isdisjoint(between)
        bare = not joined and s.low[anchor.last] in self.finding and not any(map(self.measures, between))
        told = told and not bare  # ", south of B | near C": C is the place
        return told and (not joined or not self.apposing.isdisjoint(between))

    def _apposed_region(self, s: Syntax, mention: Mention) -> bool:
        """Whether a region named in full stands behind a comma and a finer place: "Nikopol, Dnipropetrovsk Oblast"."""
        comma = mention.first - 1 - (s.word(mention.first - 1) in self.compass_adjective)  # "X, central | Y Oblast"
        if mention.kind != "region" or mention.last - mention.first == 1 or s.word(comma) != ",":
            return False
        before = s.mention_at[comma - 1]
        axis = s.mention_at[comma - 2]  # "X, a village in the Y sector, | Z Oblast"
        return (before is not None and rank(before) < RANK["region"]) or (axis is not None and axis.role == "axis")

    def _apposed(self, s: Syntax, mention: Mention) -> bool:
        """Whether a place only tells which the one before is: "Rubizhne, a suburb of Lysychansk", "A of B Oblast"."""
        at = mention.first - 1
        while at > 0 and s.low[at] in s.grammar.determiner:
            at -= 1
        if s.low[at] == "of" and s.mention_at[at - 1] is not None:
            part = s.low[at - 1] in self.apposed - self.named_head  # "the X district | of Y"
            return mention.kind == "region" or s.low[at - 1] in self.compass or part
        if s.low[at] == "of" and self._part_before(s, at, mention):
            return True  # "the A plant's grounds of B"
        if s.low[at] == "of" and self._measured(s, at):
            return True
        if s.low[at] not in s.grammar.preposition:
            return False
        comma = next((j for j in range(at - 1, 0, -1) if s.low[j] == ","), 0)
        opener = s.low[comma + 1]  # ", a Black Sea resort | near X"
        short = opener in self.article | self.renaming and at - comma <= _PHRASE and comma > 0
        if opener not in self.apposing and not short:  # ", both north of X | along Y" tells where twice
            comma = next((j for j in range(at - 1, 0, -1) if s.low[j] == "," or s.mention_at[j] is not None), 0)
        if s.low[comma] != "," or s.mention_at[comma - 1] is None:
            return False
        return self._describes(s, comma, at) or self._renames(s, comma, mention)

    def _describes(self, s: Syntax, comma: int, at: int) -> bool:
        """Whether what stands between a comma and a preposition says what or where a place is."""
        opener, near = s.low[comma + 1], at - comma <= _PHRASE
        if opener in self.apposing:
            return at - comma <= _PHRASE * 2  # ", both | some 20 km north of X along Y"
        one = opener in self.article  # ", a hub on the way to X"
        told = any(s.low[j] in self.apposed for j in range(comma, at))
        return (opener in s.grammar.determiner and one and near) or (
            told and (opener in s.grammar.determiner or opener in self.counting)
        )

    def _renames(self, s: Syntax, comma: int, mention: Mention) -> bool:
        """Whether ", the outcrop near | Y" says once more what was named: no "and" makes a list of it."""
        near = mention.first - comma <= _PHRASE + 1
        ends = s.word(mention.last) in {"", "."} or s.word(mention.last) in s.grammar.relativizer
        return near and s.word(comma + 1) in self.renaming and ends

    def _part_before(self, s: Syntax, of: int, mention: Mention) -> bool:
        """Whether a finer place and the noun it qualifies stand before an "of": "the A industrial zone | of B"."""
        at = of - 1
        while at > 0 and of - at < _PART and s.mention_at[at] is None and s.low[at].isalpha():
            if s.low[at] in s.grammar.preposition or s.low[at] in s.grammar.conjunction or s.is_verb(at):
                return False
            at -= 1
        inner = s.mention_at[at]
        if inner is None or at == of - 1:
            return False
        area = s.low[of - 1] in self.stretch and rank(inner) <= rank(mention)  # "the A area | of B"
        return area or (inner.kind == "facility" and rank(inner) < rank(mention))

    def _in_brackets(self, s: Syntax, first: int, start: int) -> bool:
        """Whether a place stands in brackets."""
        marks = (s.low[j] for j in range(first - 1, start - 1, -1) if s.low[j] in _BRACKETS)
        return next(marks, "") in _OPENING

    def _nested(self, s: Syntax, mention: Mention, start: int, stop: int) -> bool:
        """Whether "in A on B" locates A by B: B's preposition follows A with no "and" or "including" before it."""
        between = takewhile(lambda k: s.mention_at[k] is None, range(mention.first - 1, start, -1))
        if any(s.low[k] in self.among for k in between):
            return False
        j = mention.first - 1
        while (
            j >= start
            and s.mention_at[j] is None
            and not (s.low[j] in s.grammar.preposition and s.low[j] not in {"of", "outside"})
        ):
            if s.low[j] in s.grammar.conjunction:
                return False
            j -= 1
        while j > start and (s.low[j - 1] in self.compass or s.grammar.is_adverb(s.low[j - 1])):
            j -= 1
        before, anchor = s.word(j - 1), s.mention_at[j - 1] if j else None
        if before == ";" or (anchor is not None and anchor.role == "anchor"):
            return False
        if (
            before in s.grammar.conjunction
            or before == "as"
            or self.begins_way(s, j - 1, start)
            or (mention.kind != "water" and self._begins_noun(s, j - 1, start))
        ):
            return False
        return not (before == "," and "and" in s.low[j:stop]) and not self._lists_ways(s, j, start, stop)

    def _lists_ways(self, s: Syntax, at: int, start: int, stop: int) -> bool:
        """Whether a comma and "and" join ways to places: "in A, on the border | between B and C, and in D"."""
        first = at
        while first > start and s.low[first].isalpha() and s.mention_at[first] is None:
            first -= 1
        ways = s.low[first] == "," and s.low[first + 1] in s.grammar.preposition
        return ways and any(s.low[k] == "and" and s.word(k + 1) in s.grammar.preposition for k in range(at, stop))

    def _joins_noun(self, s: Syntax, first: int, start: int) -> bool:
        """Whether "and" joins the noun that a place says more of: "from A and | towns on the B River"."""
        at = next((j for j in range(first - 1, start, -1) if s.low[j] in self.upon | self.within), start)
        again = s.word(at - 2) == "of" and s.word(at - 3) in s.grammar.joiner  # "out of A and | of towns along B"
        return at > start and (again or self._begins_noun(s, at - 1, start))

    def _begins_noun(self, s: Syntax, at: int, start: int) -> bool:
        """Whether a token ends a noun phrase that "and" joins to a place: "struck A and | a village in B"."""
        j = at
        while j > start and s.mention_at[j] is None and s.low[j].isalpha() and s.low[j] not in s.grammar.preposition:
            if s.low[j] in self.rest:
                return False
            whole = j < at or s.low[j].endswith("s") or s.low[j] in s.grammar.determiner
            if (s.low[j - 1] in s.grammar.conjunction or self.adds(s, j - 1)) and whole:
                return True
            j -= 2 if s.low[j - 1] in s.grammar.conjunction else 1
        return False

    def left(self, s: Syntax, match: Match, kind: str, floor: int) -> Where:
        """Return the places before a trigger in its clause: subject of a passive, "In X, ...", "forces in X"."""
        begin = max(floor, self.left_edge(s, match.start))
        return self._collect(s, range(begin, match.start), begin, kind)

    def left_edge(self, s: Syntax, start: int) -> int:
        """Return the first token of what a verb group may be said of: of its clause, or of the one it interrupts."""
        edge = s.clause_start(start)
        if s.low[edge] in s.grammar.joiner and s.mention_at[min(edge + 1, start)] is not None:
            return edge  # "shelled X, and | Oakham was hit"
        if s.word(edge) in self.relative or (s.word(edge) in {"and", "but", ","} and edge):
            return s.clause_start(edge - 1)
        return edge
