"""What the frames propose: a trigger with the parties around it, before anything is decided.

Three kinds of frame: verbs of the report's own clause (`act_clauses`), nouns ("talks between A and B"), and words
inside what somebody says ("said that B must ...", `act_speeches`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analytics.extraction.act_clauses import ClauseReader
from analytics.extraction.act_frames import ACTING
from analytics.extraction.act_readers import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.codebook import Match
    from analytics.extraction.records import Actor

__all__ = ["Proposal", "Proposer"]

_OBJECTS = ("object", "sided_object", "rival_object")  # keys of what a frame may be about
_NEEDS_OBJECT = frozenset({"object", "both", "pair", "met"})
_OPENS = 4  # tokens of "In a phone" before the noun that opens a sentence
_AFTER = 9  # tokens behind a noun in which a modal makes it a thought
_BEFORE = 6  # tokens before talks in which "prospects for" stands


class Proposer(ClauseReader):
    """Proposes the acts of one sentence."""

    @property
    def _occasions(self) -> frozenset[str]:
        return self.frames.words["occasion"]

    def proposals(self) -> Iterator[Proposal]:
        """Yield every proposal, those of the report's own clauses first."""
        for match in self._acts:
            is_noun = match.form == "noun" or match.entry.get("source") == "owner"
            if not is_noun and self._lacks_object(match.entry):
                continue
            proposal = self._noun(match) if is_noun else self._verb(match)
            if proposal is not None:
                yield proposal
        yield from self.said()

    def _lacks_object(self, entry: Mapping[str, Any]) -> bool:
        """Whether the sentence has nothing that a frame may be about, and the frame stands on that alone."""
        classes = {name for key in _OBJECTS for name in entry.get(key, ())}
        spared = entry.get("alone") or entry.get("third_target") or "penalty-noun" in classes
        asks = entry.get("needs") in _NEEDS_OBJECT and not spared
        return asks and classes.isdisjoint(m.entry["id"] for m in self.roles.objects)

    def _noun(self, match: Match) -> Proposal | None:
        entry, end = match.entry, self.end(match)
        verb = self._asker(match) or self.roles.verb_before(match.start)
        talks = entry["kind"] == "consult"
        if entry.get("place_before"):
            return None if self._unreal(verb, match.start) else self._there(match, end)
        if talks and (self._unreal(verb, match.start) or self._is_thought(match)):
            return None
        pair = self.roles.pair(match.start, match.end, end) if entry.get("pair") else ()
        if len(pair) > 1:
            return Proposal(match, pair, pair, match.start, end, match.start)
        is_verb = self.syntax.is_verb(match.start) and not self.roles.owners(match.start)  # "X's meeting with Y"
        if entry.get("pair_only") or is_verb or (entry.get("heads") and verb is not None):
            return None
        by_agent = None if talks else self._by_agent(match, verb, end)
        return by_agent if by_agent or entry.get("agent_only") else self._owned(match, verb, end)

    def _there(self, match: Match, end: int) -> Proposal | None:
        """Read "X's Y visit", "During a Y visit, X said"."""
        place = next((a for a in self.syntax.actors if a.last == match.start and not a.possessive), None)
        there = self.roles.capitals(match.start - 1, match.start) if place is None else (place,)
        if not there or there[0].form not in {"state", "official"}:
            return None
        owners = self.roles.owners(there[0].first)
        if not owners and match.start <= _OPENS:
            owners = self.roles.behind_comma(match.end)
        owners = tuple(replace(a, form="official") for a in owners if a.possessive or a.form == "official")
        return Proposal(match, owners, there, match.start, end, match.start) if owners else None

    def _is_thought(self, match: Match) -> bool:
        """Whether a word behind talks makes them a mere thought."""
        thought = self.frames.words["unreal-after"]
        return any(self.syntax.word(i) in thought for i in range(match.end, match.end + _AFTER))

    def _by_agent(self, match: Match, verb: int | None, end: int) -> Proposal | None:
        """Read "condemnation from X", "at the request of X"."""
        agents = frozenset(match.entry.get("agents", self.frames.words["agent"]))
        suffers: tuple[Actor, ...] = ()
        if self.syntax.word(match.end - ("agents" in match.entry)) not in agents:
            suffers = self._suffering(match)
            if not suffers or self.syntax.word(suffers[-1].last) not in agents:
                return None
        start = suffers[-1].last if suffers else match.end - 1
        by = self.roles.behind(start, end, agents) or self.roles.capitals(start, end, agents)
        hit = tuple(t for t in suffers or self._hit(verb, match) if not self.roles.same(t, by))
        return Proposal(match, by, hit, match.start, end, match.start, agent=True) if by else None

    def _suffering(self, match: Match) -> tuple[Actor, ...]:
        """Return whom a noun is about, right behind it: "criticism of | X from Y"; empty for nobody."""
        at = match.end + (self.syntax.word(match.end) in self.frames.words["suffered-by"])
        first = next((a for a in self.syntax.actors if a.name and self.roles.start_of(a) == at), None)
        return () if first is None or at == match.start else self.roles.with_right(first)

    def _owned(self, match: Match, verb: int | None, end: int) -> Proposal | None:
        """Read "X's condemnation of Y", "X voiced its condemnation of Y"."""
        entry = match.entry
        sources, group = self._noun_sources(match, verb)
        seat = self.roles.capitals(match.end, match.end + 1) if entry.get("target_place") else ()
        targets = seat or self.roles.behind(match.end - 1, end, tuple(entry.get("target", ())), sources)
        if not targets and entry.get("target_place"):
            targets = self.roles.capitals(match.end, end, towns=bool(sources) and not any(a.side for a in sources))
        targets = targets or self._called(match, verb)
        if entry.get("pair") and not targets and verb is not None:
            both = self._dealing(match, verb)
            if both:
                return Proposal(match, both, both, match.start, end, group)
        if not sources and entry["kind"] == "consult" and match.start <= _OPENS:
            sources = self.roles.behind_comma(match.end)
        wanted = targets or entry.get("needs") in {"either", "source"}
        return Proposal(match, sources, targets, match.start, end, group) if sources and wanted else None

    def _dealing(self, match: Match, verb: int) -> tuple[Actor, ...]:
        """Return the several subjects of the verb before a noun: "A and B ended their summit", "agreed at talks"."""
        subjects = tuple(a for a in self.roles.subjects(verb) if a.name and a.form in ACTING)
        if len({a.name for a in subjects}) < 2 or self.syntax.group(verb).negated:  # noqa: PLR2004  two deal
            return ()
        words, between = self.frames.words, self.low[verb + 1 : match.start]
        held = not words["holding"].isdisjoint(self.low[self.syntax.group(verb).start : verb + 1])
        lasted = between[-1:] == ("of",) and not words["lasting"].isdisjoint(between[-2:])  # "eight hours of | talks"
        links = self.syntax.grammar.preposition - ({"of", "than"} if lasted else set())
        last = next((w for w in reversed(between) if w in links), None)
        at_it = last in words["occasion"] and "," not in between
        return subjects if at_it or (held and last is None) else ()

    def _called(self, match: Match, verb: int | None) -> tuple[Actor, ...]:
        """Return whom somebody tells something over the phone: "told | X in a call that"; empty for nobody."""
        words, before = self.frames.words, self.low[max(0, match.start - _OPENS) : match.start]
        if (
            verb is None
            or match.entry["kind"] != "consult"
            or words["spoken-over"].isdisjoint(self.low[match.start : match.end])
        ):
            return ()
        at = next((i for i in range(len(before) - 1, -1, -1) if before[i] in self._occasions), None)
        told = self.syntax.word(verb) in self.syntax.grammar.telling or verb == self._asker(match)
        start = match.start - len(before) + at if at is not None else verb
        return self.roles.behind(verb + 1, start, ("object", "to")) if told else ()

    def _asker(self, match: Match) -> int | None:
        """Return the verb of asking that a call is the occasion of: "| urged X to wait in a phone call"; else null."""
        words, start = self.frames.words, match.start
        at = next((i for i in range(start - 1, max(-1, start - _OPENS), -1) if self.low[i] in self._occasions), None)
        called = not words["over-the-phone"].isdisjoint(self.low[start : match.end])
        if at is None or not called or self.syntax.word(match.end) in words["sharing"]:
            return None
        asked = (m for m in reversed(self._verbs) if m.end <= at and m.entry["kind"] in words["addressing"])
        verb = next(asked, None)
        parted = verb is None or not {",", "that", ";"}.isdisjoint(self.low[verb.end : at])
        return None if verb is None or parted else verb.start

    def _hit(self, verb: int | None, match: Match) -> tuple[Actor, ...]:
        """Return whom an act told as "condemnation from X" is directed at: whose noun it is, or who drew it."""
        owners = self.roles.owners(match.start)
        return owners if owners or verb is None else self.roles.patient(verb)

    def _noun_sources(self, match: Match, verb: int | None) -> tuple[tuple[Actor, ...], int]:  # noqa: PLR0911  a reading a line
        """Return whose noun it is, and where the group of the verb that carries it begins."""
        entry, owners = match.entry, self.roles.owners(match.start) or self._returned(match.start)
        if self.syntax.word(match.start - 1) == ",":
            return owners, match.start  # "X says Y makes gains, calls for Z": not Y
        carried = verb is not None and "light" in entry and self.frames.light[entry["id"]].at(self.low, verb)
        if verb is not None and carried and self._is_aim(verb):
            return (), match.start
        if verb is not None and carried:
            told = self.syntax.grammar.reporting.at(self.low, verb)  # "addressed X's concerns": those of X
            own = owners if any(a.possessive for a in owners) and not told else ()
            return own or self.roles.subjects(verb) or owners, self.syntax.group(verb).start
        if "light" in entry and not entry.get("owner_alone"):
            return (), match.start
        if not owners and verb is None and "light" not in entry and self._is_verbless(match.end):
            return self.roles.speaker(match.start), match.start
        if owners or verb is None or "light" in entry:
            return owners, match.start
        named = self._told_at(match.start) or self.roles.subjects(verb)
        named = tuple(a for a in named if a.name and a.form in ACTING)
        return named or self.roles.speaker(match.start), match.start

    def _returned(self, noun: int) -> tuple[Actor, ...]:
        """Return who comes from talks or a visit, told in an apposition: "criticised X, fresh from a | visit to Y"."""
        near = range(noun - 1, max(0, noun - _OPENS), -1)
        at = next((i for i in near if self.low[i] in self.frames.words["returning"]), None)
        if at is None or self.low[at - 1] != "," or self.syntax.word(at + 1) not in self.frames.words["whence"]:
            return ()
        return tuple(a for a in self.syntax.actors if a.last == at - 1 and a.name and a.form in ACTING)

    def _is_verbless(self, start: int) -> bool:
        """Whether a line has no finite verb behind a noun: "X in Y for | talks with Z"."""
        return not any(self.syntax.is_verb(i) and "ing" not in self.syntax.tags(i) for i in range(start, len(self.low)))

    def _is_aim(self, verb: int) -> bool:
        """Whether a verb only tells what for: "to | put pressure on X"; not "voted to put", "is devoted to putting"."""
        aim = self.syntax.group(verb).purpose and "ing" not in self.syntax.tags(verb)
        return aim and self.decided(verb) is None

    def _told_at(self, noun: int) -> tuple[Actor, ...]:
        """Return who says something on the occasion of talks: "X said that Y must act during | a call with Z"."""
        opener = next((i for i in range(noun - 1, max(-1, noun - _OPENS), -1) if self.low[i] in self._occasions), None)
        if opener is None:
            return ()
        told = [(at, who) for who, start, stop, at in self.speeches if at < start <= opener < stop]
        return min((*told, *self._vouched(opener)), default=(0, ()), key=lambda one: one[0])[1]

    def _vouched(self, opener: int) -> Iterator[tuple[int, tuple[Actor, ...]]]:
        """Yield who promises or asks something on an occasion: "promised Y that Z would help during | a visit"."""
        for verb in self._verbs:
            if "that" in self.low[verb.end : min(verb.end + _AFTER, opener)] and verb.start < opener:
                yield verb.start, self.roles.subjects(verb.start)

    def _unreal(self, verb: int | None, noun: int) -> bool:
        """Whether talks are only wished for, offered or refused."""
        if self.syntax.word(noun - 1) in self.frames.words["unreal-before"]:
            return True
        near = range(max(0, noun - _BEFORE), noun)
        if any(self.low[i] in self.frames.words["unreal-noun"] for i in near) and any(
            self.low[i] in self.syntax.grammar.preposition for i in near
        ):
            return True
        if verb is not None and self.low[verb] in self.frames.unreal and self._is_sought(verb, noun):
            return True
        if verb is None or not self.is_object(verb + 1, noun):
            return False
        guess = self.frames.words["guess"]
        aim = self.syntax.group(verb).purpose or "base" in self.syntax.tags(verb)
        offered = (
            self.low[verb - 1 : verb] == ("to",) and self.syntax.word(verb - 2) in self.frames.words["unreal-noun"]
        )
        thought = offered or (aim and not guess.isdisjoint(self.low[self.syntax.clause_start(verb) : verb]))
        return thought or self.low[verb] in self.frames.unreal

    def _is_sought(self, verb: int, noun: int) -> bool:
        """Whether a verb only aims at talks: "pressed X for | talks with Y"."""
        at = next((i for i in range(noun - 1, verb, -1) if self.low[i] in self.syntax.grammar.preposition), verb)
        return self.low[at] in self.frames.words["aim"] and at + _BEFORE > noun
