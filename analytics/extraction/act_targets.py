"""Whom an act is directed at: the targets of active verbs, of passives, of things that are given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.act_readers import Proposal
from analytics.extraction.act_speeches import SpeechReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Group

__all__ = ["TargetReader"]

_TWO = 2  # parties of a war of which one is the other's enemy
_FAR = 9  # tokens from "condemned" to whom the raid hit
_SEAT = 2  # tokens of "in Ankara" behind a passive
_ALL = 5  # tokens from "withdrawal" to the X of "of all the X troops"


class TargetReader(SpeechReader):
    """Reads whom the verbs of one sentence act on."""

    def _company(self, match: Match, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return who does it too: "X voted against it, alongside | Y and Z"; none of those who meet."""
        if not sources or match.entry["kind"] == "consult" or match.entry.get("mutual"):
            return ()
        beside, before = self.frames.words["company"], self.roles.start_of(sources[0]) - 1
        if self.syntax.word(before) in beside:  # "X, alongside | Y, condemned"
            led = next((a for a in self.syntax.actors if a.last == before - 1 and a.name), None)
            return () if led is None else self.roles.with_left(led)
        near = (a for a in self.syntax.actors if sources[-1].last <= a.first < self.end(match) and a.name)
        first = next((a for a in near if self.syntax.word(self.roles.start_of(a) - 1) in beside), None)
        return () if first is None or first in sources else self.roles.with_right(first)

    def _promised_to(self, match: Match, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whom somebody tells what it does: "X tells | Y it will expel envoys"."""
        told = [m.start for m in self._reports if m.end <= match.start and self.addressee(m.start) is not None]
        aimed = match.entry["kind"] in self.frames.words["promising"]
        speaks = aimed and told and any(self.roles.same(a, sources) for a in self.roles.subjects(told[-1]))
        return self._told_to(told[-1], tuple(sources)) if speaks else ()

    def _passive(self, match: Match, end: int, group: int) -> Proposal:
        """Read "X was accused by Y", "X was suspended from the council"."""
        sources = self.roles.behind(match.end, end, self.frames.words["doer"])
        sources = sources or self._authorities(match.end, end)
        if not sources and match.entry.get("agentless"):
            sources = tuple(
                a for a in self.roles.behind(match.end, end, self.frames.words["agent"]) if a.form == "body"
            )
        if not sources and "seat" in match.entry:
            sources = self._seated(match, end)
        if not sources and match.entry["kind"] in self.frames.words["spoken-kind"]:  # "was dismissed in Ankara"
            sources = self.roles.capitals(match.end, match.end + _SEAT, self.frames.words["seat"])
        together = match.entry.get("mutual") and "object" not in match.entry.get("target", ())  # "talks were held by"
        thing = self._thing_before(match)
        targets = () if together else self.roles.owners(thing) if thing is not None else self.roles.patient(match.start)
        start = self.syntax.clause_start(match.start)
        imposed = self._imposed_on(match, targets) if not sources else ()
        if imposed:
            sources, targets = targets, imposed
        if sources and not targets:
            targets = self._whose_wrong(match, start, match.start, sources)
        if sources and (not targets or self.roles.same(targets[0], sources)):  # "what X gave to | Y was praised by X"
            targets = self._aimed(match, start, end) or targets
        return Proposal(match, sources, targets, start, end, group, passive=True)

    def _thing_before(self, match: Match) -> int | None:
        """Return the thing that a participle tells of: "X rejected the | plan | proposed by Y"; null for none."""
        s, at = self.syntax, self.syntax.before_adverbs(match.start)
        alone = s.group(match.start).participial and at >= 0 and self.low[at].isalpha()
        told = alone and s.actor_at[at] is None and match.entry["kind"] in self.frames.words["told-of-things"]
        closed = s.grammar.boundary | s.grammar.conjunction | s.grammar.preposition | s.grammar.auxiliary
        return at if told and self.low[at] not in closed and any(map(s.is_verb, range(at))) else None

    def _authorities(self, start: int, end: int) -> tuple[Actor, ...]:
        """Return the state of those who did it: "was seized by | authorities in Xia"."""
        doer, seat = self.frames.words["doer"], self.frames.words["seat"]
        nameless = (a for a in self.syntax.actors if start < a.first < end and not a.name and a.form == "official")
        found = next((a for a in nameless if self.syntax.word(self.roles.start_of(a) - 1) in doer), None)
        if found is None or self.syntax.word(found.last) not in seat:
            return ()
        return tuple(a for a in self.roles.behind(found.last, end, seat) if a.first == found.last + 1)

    def _seated(self, match: Match, end: int) -> tuple[Actor, ...]:
        """Return whose seat somebody is asked to: "was received at | the White House", "summoned to | the ministry"."""
        seat = tuple(match.entry["seat"])
        hosts = tuple(a for a in self.roles.behind(match.end, end, seat) if a.form == "official")
        return hosts[:1] or self.roles.capitals(match.end, end, seat)

    def _aimed(self, match: Match, start: int, end: int) -> tuple[Actor, ...]:
        """Return at whom a passive's subject is aimed: "sanctions on | X were extended", "tanks were given to | X"."""
        aims = set(match.entry.get("target", ())) & self.syntax.grammar.preposition - self.frames.words["doer"]
        before = (a for a in self.syntax.actors if start <= a.first and a.last <= match.start and a.name)
        found = next((a for a in before if self.syntax.word(self.roles.start_of(a) - 1) in aims), None)
        return self.roles.with_right(found) if found is not None else self.roles.behind(match.end, end, aims)

    def _given(self, match: Match, group: Group, end: int) -> Proposal | None:
        """Read "X's weapons have arrived in Y", "weapons from X were delivered to Y", "weapons reached Y, X says"."""
        if match.entry.get("passive_only") and not group.passive:
            return None
        start = self.syntax.clause_start(match.start)
        hung = [a for a in self.syntax.actors if start <= a.first and a.last <= group.start and a.name]
        if any(a.side or a.form == "forces" for a in hung):
            return None  # a party's own arms
        said = (s for s, first, stop, _ in self.speeches if first <= match.start < stop)
        sources = self.roles.with_left(hung[0]) if hung else next(said, ())
        sources = tuple(replace(a, form="official") for a in sources if not a.side)
        targets = self._targets(match, end, sources)
        return Proposal(match, sources, targets, start, end, group.start, unnamed=not sources)

    def _targets(self, match: Match, end: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        summoned = self._summoned(match, sources)
        found = summoned or self._leaves(match, end) or self._aimed_at(match, end, sources)
        found = found or self._written_to(match, sources)
        return found or self._whose_wrong(match, match.end, min(end, match.end + _FAR), sources)

    def _imposed_on(self, match: Match, owners: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whom sanctions hit that are told of as their owner's: "X's sanctions on | Y were extended"."""
        if match.entry["kind"] != "sanction" or not owners:
            return ()
        hit = next((a for a in self.syntax.actors if owners[-1].last < a.first < match.start and a.name), None)
        at = self.roles.start_of(hit) - 1 if hit is not None else 0
        noun = any(m.end == at and m.start - owners[-1].last <= _TWO for m in self.roles.objects)
        aimed = noun and self.syntax.word(at) in self.frames.words["aimed"]
        return self.roles.with_right(hit) if aimed and hit is not None else ()

    def _whose_wrong(self, match: Match, start: int, stop: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whose enemy is hit by what is condemned, in a war of two: "condemned the raid on X"."""
        if match.entry["kind"] not in self.frames.words["blaming"] or match.form == "noun":
            return ()
        near = [a for a in self.syntax.actors if start <= a.first < stop and a.name]
        hit = next((a for a in near if self.roles.relation(a, start) == "harmed"), None)
        side = hit.side if hit is not None else self.roles.hit_place(start, stop)
        rivals = [a for a in self.frames.war if a.side != side]
        foes = len(self.frames.war) == _TWO and side in {a.side for a in self.frames.war}
        return tuple(rivals) if foes and not self.roles.same(rivals[0], sources) else ()

    def _written_to(self, match: Match, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return who hears what is asked: "sent a note to X | demanding an apology"."""
        asks = match.entry["kind"] in self.frames.words["addressing"]
        heard = self.heard_before(match) if asks else None
        return () if heard is None or self.roles.same(heard, sources) else (heard,)

    def _qualifies_noun(self, match: Match) -> bool:
        """Whether a participle only qualifies the noun behind it: "expels six | suspected Xian spies"."""
        s, before = self.syntax, match.start - 1
        if match.form not in {"ed", "participle"} or self.low[match.start] not in self.frames.words["charged-with"]:
            return False
        counted = s.word(before) in s.grammar.determiner or s.number_at(before)
        return counted or any(m.end == match.start and m.form != "word" for m in self._verbs)

    def _is_charged(self, at: int) -> bool:
        """Whether a word tells what those before it are charged with: "accused | of", not "suspected | Xian spies"."""
        hung = self.syntax.word(at + 1) in self.syntax.grammar.preposition
        return hung and self.low[at] in self.frames.words["charged-with"]

    def _aimed_at(self, match: Match, end: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        wanted = tuple(match.entry.get("target", ()))
        if wanted and self.low[match.end - 1] in self.syntax.grammar.preposition:
            wanted = ("object", *wanted)  # "in touch with | X"
        end = len(self.low) if "far" in wanted else end
        charged = (j for j in range(match.end, end) if self._is_charged(j))
        end = next(charged, end)  # "sanctioned officials | accused of deporting Y's children"
        preferred = tuple(match.entry.get("prefer", ()))
        found = self.roles.behind(match.end, end, preferred, sources) if preferred else ()
        found = found or self.roles.behind(match.end, end, wanted, sources)
        if not found and "object" in wanted:
            found = self.roles.meant(match.end, sources)
        itself = self.syntax.word(match.end) in self.syntax.grammar.subject_pronoun  # "warned it could block X's bid"
        if not found and "inner" in wanted and not itself:
            inner = self.roles.inner(self._warned_until(match), len(self.low))
            placed = inner is not None and self.syntax.word(inner.first - 1) in self.frames.words["locative"]
            found = (inner,) if inner is not None and not placed else ()  # "crimes in X": not by X
        if match.entry["kind"] in self.frames.words["addressing"]:
            found = tuple(a for a in found if not self._befalls(a))
        if not found and match.entry.get("target_place"):
            found = self.roles.capitals(match.end, end, towns=bool(sources) and not any(a.side for a in sources))
        seats = tuple(word for word in wanted if word in self.syntax.grammar.preposition)  # "blamed the fire on"
        if match.entry["kind"] in self.frames.words["addressing"]:
            seats = tuple(self.frames.words["agent"])  # "demanded guarantees from"
        if not found and seats:
            found = self.roles.capitals(match.end, end, seats)
        if not found and match.entry.get("target_place"):
            found = self._the_country(match, sources)
        if not found and "object" in wanted:
            found = self.roles.capitals(match.end, match.end + 1)  # "charged Tamworth with"
        return found or self._agreed_with(match, end, sources) or self._labelled(match, wanted, sources)

    def _summoned(self, match: Match, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return who was called in to hear a demand: "summoned X's envoy and | demanded that Z leave"."""
        asks = match.entry["kind"] in self.frames.words["addressing"] and self.syntax.word(match.start - 1) == "and"
        if not asks or self.syntax.word(match.end) != "that":
            return ()
        before = [m for m in self._verbs if m.end < match.start]
        nearest = (m for m in before if m.start == before[-1].start)
        called = (m for m in nearest if m.entry["kind"] in self.frames.words["summoning"])
        return next((t for m in called if (t := self._targets(m, match.start, sources))), ())

    def _leaves(self, match: Match, end: int) -> tuple[Actor, ...]:
        """Return who is asked to leave: "called for | the withdrawal of X's troops", "for X's withdrawal"."""
        if match.entry["kind"] not in self.frames.words["addressing"]:
            return ()
        noun = next((i for i in range(match.end, end) if self.low[i] in self.frames.words["leaving"]), None)
        if noun is None or not self.is_object(match.end, noun):
            return ()
        owner = next((a for a in self.syntax.actors if a.first > noun and a.name), None)
        hangs = owner is not None and owner.first - noun <= _ALL and self.low[noun + 1] in self.frames.words["whose"]
        return self.roles.owners(noun) or (self.roles.with_right(owner) if hangs and owner is not None else ())

    def _agreed_with(self, match: Match, end: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whom a friendly deed is for that a verb agrees to or refuses: "agreed to lend | X money"."""
        if self.low[match.end - 1] != "to" or match.form == "noun":
            return ()
        deeds = (m for m in self._acts if m.start == match.end and m.entry["kind"] not in self.frames.words["harsh"])
        told = ((d, self._targets(d, end, sources)) for d in deeds if d.form not in {"noun", "word"})
        return next((t for d, t in told if t and self._is_dealt_with(t[0], d.end)), ())

    def _is_dealt_with(self, actor: Actor, at: int) -> bool:
        """Whether an actor is who a verb deals with: "lend | X", "sell arms to X"; not "train X's pilots"."""
        start = self.roles.start_of(actor)
        hung = start == at or self.syntax.word(start - 1) in self.frames.words["sharing"]
        return hung and actor.form not in {"adjective", "forces"} and not actor.possessive

    def _on_occasion(self, match: Match) -> tuple[Actor, ...]:
        """Return during whose appearance somebody leaves: "walked out as | X took the floor"; empty for nobody."""
        times = self.frames.words["while"] if match.entry.get("occasion") else ()
        at = next((i for i in range(match.end, len(self.low)) if self.low[i] in times), len(self.low))
        found = next((a for a in self.syntax.actors if a.name and a.first > at), None)
        return (found,) if found is not None and self.roles.start_of(found) == at + 1 else ()

    def _labelled(self, match: Match, wanted: Sequence[str], sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whom a headline's label names: "More tanks for | X: Y sends ten"; empty for nobody."""
        colon = next((i for i in range(match.start) if self.low[i] == ":"), 0)
        aims = self.frames.words["label-aim"] & {*wanted}
        labelled = bool(colon and aims) and not any(map(self.syntax.is_verb, range(colon)))
        found = self.roles.behind(0, colon, aims, sources) if labelled else ()
        return () if any(self.roles.same(a, sources) for a in found) else found

    def _warned_until(self, match: Match) -> int:
        """Return where whom a verb warns ends: "warned | X of", not "warned X may"."""
        warned = next((a for a in self.syntax.actors if a.name and self.roles.start_of(a) == match.end), None)
        if warned is None or warned.possessive or warned.form == "adjective":
            return match.end
        behind = self.syntax.word(warned.last)
        about = behind in self.frames.words["warned-of"] or not behind
        return warned.last if about else match.end

    def _the_country(self, match: Match, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return which state "the country" behind a verb is: the last one told before that does not act."""
        near = self.low[match.end : match.end + 2]
        if near[:1] != ("the",) or self.frames.words["land-word"].isdisjoint(near[1:]):
            return ()
        before = [a for a in self.syntax.actors if a.last <= match.start and a.name and a.form == "state"]
        others = [a for a in before if not self.roles.same(a, sources)]
        return (others[-1],) if others else ()

    def _befalls(self, actor: Actor) -> bool:
        """Whether what is asked for is done to an actor: "called for X | to be expelled", "for X's expulsion"."""
        near = self.low[actor.last : actor.last + 2]
        return near == ("to", "be") or (actor.possessive and not self.frames.words["befalling"].isdisjoint(near))
