"""Whether forces move or are moved, as a verb's entry asks: "withdrew", "pushed them back", "sent a brigade"."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from analytics.extraction.frames import SPAN
from analytics.extraction.records import ACTING
from analytics.extraction.relatives import Relatives
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.groups import Group
    from analytics.extraction.records import Actor, Mention

__all__ = ["Moves"]

_FIRE = frozenset({"strike"})
_DEEDS = frozenset({"attack", "advance", "capture", "strike"})
_NAMED = 4  # tokens from a colon to the first place of its list
_BODY = 4  # tokens of "from the" before a body


class Moves(Relatives):
    """Who moves in one sentence."""

    def forces_subject(self, start: int) -> bool:
        """Whether forces without a nation are the subject of a verb group: "troops", "the enemy"."""
        foe = any(self.low[j] in self.f.words["enemy"] for j in self._subject_range(start))
        return foe or self._class_subject(start, "force")

    def forces_right_before(self, start: int) -> bool:
        """Whether forces without a nation stand right before a verb group: "In X, assault | detachments hold on"."""
        return self.s.word(self.s.before_adverbs(start)) in self.f.objects["force"]

    def moving(self, match: Match, wanted: str, found: str, *, passive: bool) -> bool:
        """Whether forces move or are moved."""
        following = self.s.word(match.end)
        g = self.s.grammar
        if self._quits(match):
            return False
        if wanted == "moved":
            return self._pushed(match, found, passive=passive)
        stops = following in g.preposition or following in self.f.words["mark"] or not following
        if wanted == "free" and self.f.words["pact"] & {*self.low[match.end : match.end + SPAN]}:
            return False
        if wanted == "free":
            behind = self.low[match.end : match.end + SPAN]
            departs = not match.entry.get("away") or not self.f.words["moved"].isdisjoint(behind)
            fled = self.s.word(self.s.group(match.start).start - 1) in self.f.words["civilian"]
            stops = stops or following in {"and", *self.f.locator.compass}  # "moved to new lines | west of X"
            stops = stops or self._from_pointed(match)
            return departs and not fled and (found in {"force", "place", "ground"} or stops)
        subject = self.s.subject(match.start)
        acts = subject.actor is not None and subject.actor.form in ACTING
        start = self.s.group(match.start).start
        themselves = acts or self.forces_subject(start)
        if wanted == "left":
            people = {self.low[j] for j in self._subject_range(start)} & self.f.words["civilian"]
            abandoned = passive and not people and self.place_subject(start)  # "X was abandoned by them"
            themselves = themselves or self.forces_behind(start)
            points = found == "pronoun" or (found == "whole" and bool(self.f.anaphor.at(self.low, match.end)))
            told = points and self.antecedent(match.start) is not None  # "the army had left it", "... the city"
            moves = themselves or subject.kind == "pronoun" or self.s.word(start - 1) in g.first_person_subject
            fires = self.s.word(start - 1) in self.f.weapon and found != "place"  # "rockets left a school in ruins"
            moves = moves and not fires
            return abandoned or ((told or found in {"place", "ground"}) and moves and not self._leaves_so(match))
        beside = following in self.f.locator.compass and self.s.word(match.end + 1) == "of"  # "massing east of X"
        stays = (stops or passive or g.is_adverb(following) or beside) and not self._aims_at_deed(match.end)
        deed = start and bool(self.s.tags(start) & PAST) and any(self._deed_at(j) for j in (start - 1, start - 2))
        return found == "force" or (themselves and stays and not deed)

    def _from_pointed(self, match: Match) -> bool:
        """Whether a verb's own preposition stands before what is pointed to: "escape from | the city"."""
        return self.s.word(match.end - 1) in self.s.grammar.preposition and bool(self.f.anaphor.at(self.low, match.end))

    def _quits(self, match: Match) -> bool:
        """Whether a body stands behind a verb of leaving: "withdraws from | the Council of Europe"."""
        leaves = self.s.word(match.end) in self.f.locator.origin
        near = (self.s.actor(j) for j in range(match.end, match.end + _BODY)) if leaves else ()
        return any(actor is not None and actor.form == "body" for actor in near)

    def _deed_at(self, at: int) -> bool:
        """Whether an action noun begins at a token: "operations | concentrated on X" move nobody."""
        return at >= 0 and bool(self.f.nouns(self.low, at, _DEEDS))

    def _pushed(self, match: Match, found: str, *, passive: bool) -> bool:
        """Whether forces are pushed back or out."""
        near = range(match.end, min(len(self.low) - 1, match.end + SPAN))
        if any(self.low[j] == "to" and self.s.is_verb(j + 1) for j in near):
            return False  # "forced them to retreat" is told by its infinitive
        if passive and self._is_thing(match) and self.by_weapon(match.end):
            return False  # "a power station was knocked out by missiles"
        fires = self.s.word(self.s.group(match.start).start - 1) in self.f.weapon
        if fires and not passive and self.holds(match.end, "works"):
            return False  # "missiles knocked out a power plant"
        away = self.f.words["moved"] | self.f.locator.compass
        unowned = self.f.words["unowned"] & {*self.low[match.end : match.end + 2]} and not passive
        reach = range(match.end - 1, min(len(self.low), match.end + SPAN - 1))
        moved = any(self.low[j] in away and not self.s.sentence.tokens[j].is_capitalised for j in reach)
        meets = found in {"force", "actor", "pronoun"} or self._driven(match.end)
        meets = meets or (passive and not self._official_before(match.start))
        return moved and not unowned and meets

    def _driven(self, at: int) -> bool:
        """Whether forces and a distance stand at a token: "pushed | Mercian troops some 40 km east"."""
        actor = self.s.actor(at) or self.s.actor(at + 1)
        reach = range(actor.last, min(len(self.low), actor.last + _BODY)) if actor is not None else ()
        far = any(self.f.locator.measures(self.low[j]) for j in reach)
        return far and actor is not None and actor.form in ACTING and not actor.possessive

    def claimed(self, match: Match) -> bool:
        """Whether a settlement is all that is claimed: not "claims | X has fallen", "claimed | X as its own"."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        named = next((m for j in near if (m := self.s.mention_at[j]) is not None), None)
        if named is None or named.kind != "settlement":
            return False
        plain = self.s.grammar.determiner | self.f.locator.apposed | {"of"}
        behind = min(named.last, len(self.low) - 1)
        more = self.s.is_verb(behind) or self.low[behind] in self.f.words["as-own"]
        return not more and all(word in plain for word in self.low[match.end : named.first])

    def by_weapon(self, at: int) -> bool:
        """Whether weapons or fire stand behind the "by" of a passive that ends at a token."""
        by = next((j for j in range(at, min(len(self.low), at + 5)) if self.low[j] == "by"), None)
        near = range(by + 1, min(len(self.low), by + 7)) if by is not None else range(0)
        fire = any(self.low[j] in self.f.objects["fire"] and self.s.actor(j - 1) is not None for j in near)
        return fire or any(self.low[j] in self.f.weapon or self.f.nouns(self.low, j, _FIRE) for j in near)

    def _is_thing(self, match: Match) -> bool:
        """Whether neither an actor nor forces are a verb's subject."""
        subject = self.s.subject(match.start)
        last = self.s.word(self.s.group(match.start).start - 1)
        return subject.actor is None and subject.kind == "other" and last not in self.f.objects["force"]

    def _official_before(self, verb: int) -> bool:
        """Whether an office, no force, is the subject: "the mayor was chased out"."""
        subject = self.s.subject(verb).actor
        return subject is not None and subject.form == "official"

    def _leaves_so(self, match: Match) -> bool:
        """Whether people are evacuated, or something is left in a state: ", leaving the city without power"."""
        near = self.low[match.end : min(self.s.clause_end(match.end - 1), match.end + SPAN * 2)]
        placed = (i for i in range(len(near)) if self.s.mention_at[match.end + i] is not None)
        met = near[: next(placed, len(near))]  # "left | X, officials said"
        people = itertools.takewhile(lambda word: word not in self.s.grammar.preposition - {"of", "than"}, met)
        state = match.form == "ing" and self.s.word(match.start - 1) == "," and self.f.words["left-so"] & {*near}
        return bool(state) or bool(self.f.words["person"] & {*people})

    def _aims_at_deed(self, at: int) -> bool:
        """Whether "on" and a deed follow: "concentrated | on the drive toward X"."""
        near = (
            j for j in range(at + 1, min(len(self.low), at + SPAN)) if self.low[j - 1] != "of"
        )  # a "line of advance"
        return self.s.word(at) in self.f.locator.upon and any(self.f.nouns(self.low, j, _DEEDS) for j in near)

    def past_region(self, at: int) -> int:
        """Step over the region that counted places lie in: "two villages | in the X region, A and B"."""
        if self.s.word(at) not in self.f.locator.within:
            return at
        first = at + 1 + (self.s.word(at + 1) in self.s.grammar.determiner)
        while self.s.word(first) in self.f.locator.compass_adjective or self.s.word(first) in self.s.grammar.genitive:
            first += 1
        region = self.s.mention_at[first] if first < len(self.low) else None
        listed = region is not None and region.kind == "region" and self.s.word(region.last) in {",", ":", "-"}
        return region.last if region is not None and listed else at

    def behind_colon(self, at: int, kind: str) -> tuple[Mention, ...]:
        """Return the list that a colon brings behind a token: "the following towns were shelled|: A (R Oblast); B"."""
        colon = next((j for j in range(at, len(self.low)) if self.low[j] == ":"), len(self.low))
        named = any(m is not None for m in self.s.mention_at[at:colon])
        many = not self.f.words["many-places"].isdisjoint(self.low[:colon])
        listed = any(m is not None for m in self.s.mention_at[colon + 1 : colon + _NAMED])
        if named or not (many and listed) or any(map(self.s.is_verb, range(colon, len(self.low)))):
            return ()
        return self.f.locator.list_of(self.s, colon + 1, kind)

    def shared_out(self, at: int, kind: str) -> tuple[Mention, ...]:
        """Return where a colon tells how many of a number were: "repelled twelve attacks|: seven near A, five near B".

        Args:
            at: First token behind the trigger.
            kind: Of the trigger.
        """
        colon = next((j for j in range(at, len(self.low)) if self.low[j] == ":"), len(self.low))
        before = any(m is not None and m.role == "place" for m in self.s.mention_at[at:colon])
        counted = (i for i in range(colon + 1, len(self.low)) if self._counts_on(i))
        starts = [] if before or any(map(self.s.is_verb, range(colon, len(self.low)))) else [*counted]
        if starts[:1] != [colon + 1]:
            return ()
        pieces = itertools.pairwise((*starts, len(self.low)))
        return tuple(m for first, end in pieces for m in self.f.locator.list_of(self.s, first, kind, end))

    def _counts_on(self, at: int) -> bool:
        """Whether a number begins one of the pieces that a colon brings: ": | seven near A, | five near B"."""
        before, words = self.low[at - 1], self.low[at : at + 1 + (self.low[at] in self.s.grammar.determiner)]
        parts = before in {":", ",", ";"} or before in self.s.grammar.joiner
        return parts and any(word.isdigit() or word in self.f.words["counted"] for word in words)  # "| the rest"

    def whose_claim(self, group: Group) -> Actor | None:
        """Return who claims to have done what a verb tells: "rejected X's claim of | having taken Y".

        Args:
            group: The verb's.
        """
        start = group.start if group.noun is None else group.noun + 1
        at = start - 1 - (self.s.word(start - 1) == "to")
        infinitive = self.s.word(start) == "to" or at < start - 1
        if not infinitive and not ("ing" in self.s.tags(start) and self.s.word(at) == "of"):
            return None
        noun = at - (self.s.word(at) == "of")
        if self.s.word(noun) not in self.f.words["own-claim"] or self.s.is_verb(noun):
            return None
        for j in range(noun - 1, max(-1, noun - 1 - SPAN), -1):
            owner = self.s.actor_at[j]
            if owner is not None:
                return owner if owner.side and (owner.possessive or owner.form == "adjective") else None
            if not (self.low[j].isalpha() or self.low[j] in self.s.grammar.genitive):
                return None
        return None

    def _spares(self, match: Match) -> bool:
        """Whether what somebody is kept from is no fight: "prevented them from | holding a vote"."""
        near = range(match.end, min(len(self.low) - 1, match.end + SPAN))
        at = next((j + 1 for j in near if self.low[j] == "from" and "ing" in self.s.tags(j + 1)), None)
        if at is None or self.f.control.at(self.low, at):
            return False
        told = (m for m in self.f.triggers.at(self.low, at) if m.entry["kind"] != "hold")
        return next(told, None) is None and not self._attack_object(at)

    def _barred(self, match: Match) -> bool:
        """Whether troops are kept "from" doing something."""
        near = range(match.end + 1, min(len(self.low) - 1, match.end + SPAN))
        kept = any(self.low[j] == "from" and "ing" in self.s.tags(j + 1) for j in near)
        return kept and self.classify(match.end) in {"force", "actor"}
