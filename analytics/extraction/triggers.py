"""Which trigger words of a sentence stand, and which one of two tells the event."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.frames import GAINS, SPAN, is_nominal
from analytics.extraction.trigger_pairs import TriggerPairs
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.codebook import Match
    from analytics.extraction.frames import Frames
    from analytics.extraction.objects import Objects
    from analytics.extraction.syntax import Syntax

__all__ = ["Triggers"]

_HELD = 7  # tokens of "holds Mercia's special services responsible" behind its verb
_SPOT = 3  # tokens of "Mercian raiding group", of which "side" stands for the first
_FIGHT = frozenset({"contested"})
_MOVED = frozenset({"force", "moved"})  # what an entry asks for whose passive tells of who is moved


class Triggers(TriggerPairs):
    """The standing triggers of one sentence, in order."""

    def __init__(self, syntax: Syntax, frames: Frames, objects: Objects) -> None:
        """Choose, from left to right, the reading of each trigger word whose conditions hold."""
        super().__init__(syntax, frames, objects)
        self.matches = self._chosen()

    def _chosen(self) -> list[Match]:
        out: list[Match] = []
        taken = 0
        listed = [*self.f.triggers.find(self.low), *self._sided(), *self._thinned()]
        found = sorted(listed, key=lambda m: (m.start, -m.end))
        masked = {j for m in self.f.masked.find(self.low) for j in range(m.start, m.end)} if found else set()
        for match in found:
            if match.start < taken or not masked.isdisjoint((match.start, match.end - 1)) or self._in_name(match.start):
                continue
            if self._fits(match):
                out.append(match)
                taken = match.end
        return [m for m in out if not any(self._tells(other, m) for other in out if other is not m)]

    def _in_name(self, at: int) -> bool:
        """Whether a token belongs to a place's or an organisation's name."""
        actor = self.s.actor_at[at]
        organisation = actor is not None and actor.form in {"official", "media", "body"}
        return self.s.mention_at[at] is not None or (organisation and self.s.sentence.tokens[at].is_capitalised)

    def _sided(self) -> list[Match]:
        """Match the phrases in which "side" stands for any side's adjective: "under Mercian control"."""
        spots = [
            a.first for a in self.s.actors if a.side and a.last <= a.first + _SPOT
        ]  # "Mercian", "Mercian raiding group"
        spots += [j for j, word in enumerate(self.low) if word in self.f.words["enemy"]]  # "in enemy hands"
        if not spots:
            return []
        low = list(self.low)
        for at in spots:
            low[at] = "side"
        return self.f.sided.find(low)

    def _thinned(self) -> Iterator[Match]:
        """Yield the phrases in which an adverb stands: "is bitterly | disputed", "came very | close to"."""
        moves = self.f.words["moved"]  # "pushed | back to" is no push to
        bare = self.f.words["quote"]  # "took "operational control" of"
        low = enumerate(self.low)
        kept = [j for j, word in low if word in moves or not (word in bare or self.s.grammar.is_adverb(word))]
        if len(kept) == len(self.low):
            return
        for m in self.f.triggers.find([self.low[j] for j in kept]):
            start, last = kept[m.start], kept[m.end - 1]
            if last - start >= m.end - m.start:
                yield m._replace(start=start, end=last + 1)

    # ------------------------------------------------------------------ one trigger

    def _fits(self, match: Match) -> bool:
        begins = match.form == "noun" and match.end > match.start + 1 and self.low[match.start].endswith("ing")
        if is_nominal(match) == (self.s.is_verb(match.start) and not begins) and match.form != "word":
            return False  # "Flanking attacks" opens no clause
        if self.low[match.start] in self.f.words["broad"] and not self._military(match):
            return False
        governs = self.s.word(match.end) == "to" and match.end + 1 < len(self.low) and self.s.is_verb(match.end + 1)
        if is_nominal(match):
            return self._noun_fits(match) and not (governs and self.s.is_verb(match.start))
        late = match.entry.get("tense") == "past" and not self._befell(match)
        if (
            late
            or self._is_seen(match)
            or self._is_driven(match)
            or self._lists_land(match)
            or self._clears_away(match)
        ):
            return False
        if match.entry["kind"] == "hold" and (self._of_its_forces(match) or self._takes_place(match)):
            return False
        untold = governs or self._is_idea(match) or self._goes_on(match) or self._only_argues(match)
        untold = untold or self._fought_before(match) or self.objects.lets_through(match)
        return not untold and self.objects.fit(match)

    def _is_seen(self, match: Match) -> bool:
        """Whether a picture only shows where forces are: "footage | places Mercian troops in X"."""
        start = self.s.group(match.start).start
        subject = self.low[self.s.clause_start(max(0, start - 1)) : start]
        placed = match.entry["kind"] == "deploy" and self.low[match.start] in self.f.words["placing"]
        return placed and bool(self.f.pictures.find(subject))

    def _goes_on(self, match: Match) -> bool:
        """Whether nobody is said to fight: "There is | fighting for X", "Fighting for X continues"."""
        nouns = (
            self.f.triggers.at(self.low, match.start) if match.form == "ing" and match.entry["kind"] == "attack" else ()
        )
        if not any(is_nominal(m) and m.entry["kind"] in _FIGHT for m in nouns):
            return False
        start = self.s.group(match.start).start
        if start != match.start:
            return self.s.word(start - 1) in self.s.grammar.existential
        near = range(match.end, self.s.clause_end(match.end - 1))
        behind = takewhile(lambda j: self.low[j] not in self.f.words["mark"], near)
        opens = self.s.clause_start(match.start) == match.start
        return opens and any(self.s.tags(j) & {"third", *PAST} for j in behind)

    def _takes_place(self, match: Match) -> bool:
        """Whether what is "held" is no ground: talks, a vote, prisoners, somebody "responsible"."""
        near = takewhile(lambda word: word not in self.f.words["mark"], self.low[match.end : match.end + _HELD])
        if not self.f.words["to-account"].isdisjoint(near):
            return True
        if self.low[match.start] not in self.f.words["held"] or not self.objects.is_passive(match):
            return False
        start = self.s.group(match.start).start
        if self.s.word(start - 1) in self.f.words["gathering"]:
            return True
        return not (self.objects.holds_ground(start) or self.s.subject(match.start).kind in {"pronoun", "relative"})

    def _only_argues(self, match: Match) -> bool:
        """Whether persons clash, no forces: "the presidents | clashed in the Oakham palace"."""
        subject = self.s.subject(match.start).actor if match.entry["kind"] == "contested" else None
        return subject is not None and subject.form == "official" and self.low[subject.first] not in self.f.capitals

    def _befell(self, match: Match) -> bool:
        """Whether a past form tells what happened then: "occupied X"; not "is occupied", "has occupied X since May"."""
        behind = self.low[match.end : self.s.clause_end(match.end - 1)]
        told = match.form in {"ed", "past"} and not self.objects.is_passive(match)
        return told and self.f.words["lasting"].isdisjoint(behind)

    def _is_driven(self, match: Match) -> bool:
        """Whether a passive tells of who is moved, not of who gains: "the Mercians were | driven further west"."""
        if match.entry["kind"] != "advance" or not self.objects.is_passive(match):
            return False
        return any(m.entry.get("object") in _MOVED for m in self.f.triggers.at(self.low, match.start))

    def _fought_before(self, match: Match) -> bool:
        """Whether a clause only says which forces are meant: "sent troops that had | fought in X to Y"."""
        group = self.s.group(match.start)
        perfect = not self.s.grammar.have.isdisjoint(self.low[group.start : match.start])
        return match.entry["kind"] in _FIGHT and perfect and self.s.subject(match.start).kind == "relative"

    def _lists_land(self, match: Match) -> bool:
        """Whether a past form says what land is, the last of a list: "in Kent and | occupied Mercia"."""
        land, before = self.s.mention_at[min(match.end, len(self.low) - 1)], match.start - 1
        if before < 1 or self.low[match.start] not in self.f.words["lying"]:
            return False
        joined = self.low[before] in self.s.grammar.joiner and self.s.mention_at[before - 1] is not None
        clause = range(self.s.clause_start(before - 1), before)
        went = any(self.s.is_verb(j) and self.s.tags(j) & PAST for j in clause)  # "moved into X and | occupied Y"
        ground = self.objects.classify(match.end) == "ground" and not went
        return joined and (ground or (land is not None and land.kind == "region"))

    def _clears_away(self, match: Match) -> bool:
        """Whether mines or rubble are cleared, no enemies: "cleared 300 devices from X", "clear X of mines"."""
        behind = self.low[match.end : min(self.s.clause_end(match.end - 1), match.end + SPAN)]
        return self.low[match.start] in self.f.words["clearing"] and not self.f.words["litter"].isdisjoint(behind)

    def _of_its_forces(self, match: Match) -> bool:
        """Whether a relative clause without "that" only says whose forces are meant: "the forces it | controls"."""
        at = self.s.before_adverbs(match.start)
        if self.s.word(at) not in self.s.grammar.subject_pronoun or at < 1:
            return False
        actor = self.s.actor_at[at - 1]
        return self.low[at - 1] in self.f.objects["force"] or (actor is not None and actor.form == "forces")

    def _military(self, match: Match) -> bool:
        """Whether a broad noun ("operations") is said of forces: an actor or "conducted" stands before it."""
        before = range(max(0, match.start - 6), match.start)
        if any(self.s.actor_at[j] is not None and j >= match.start - 4 for j in before):
            return True
        return any(m.end <= match.start and self.s.is_verb(j) for j in before for m in self.f.light.at(self.low, j))

    def _is_idea(self, match: Match) -> bool:
        """Whether an -ing form behind "of" or "for" names an idea, not an event."""
        if match.form != "ing":
            return False
        first = self.s.group(match.start).start  # "the goal of | taking X or storming Y"
        start = match.start if self.s.word(match.start - 1) in self.f.words["idea"] else first
        hangs = self.s.word(start - 1) in self.f.words["idea"]
        if hangs and self.s.accused(start) is not None:
            return False  # "blamed Mercia for | shelling X"
        if self._qualifies_forces(match):
            return True
        if not hangs:
            return False
        before = range(max(0, start - 6), start)
        return not any(m.end <= start for j in before for m in self.f.gerund.at(self.low, j))

    def _qualifies_forces(self, match: Match) -> bool:
        """Whether an -ing form says of forces what they do while they suffer it: "shelled retreating X troops"."""
        whose = self.s.word(match.end)
        forces = self.s.actor(match.end) is not None or whose in self.f.objects["force"] | self.f.words["enemy"]
        before = match.start - 1
        if not forces or before < 0:
            return False
        if self.low[before] in self.f.words["agent"]:
            return True  # "threatened by advancing X troops"
        moves = match.entry["kind"] in GAINS | {"withdraw"} | {"attack"} and match.entry.get("object", "none") in {
            "none",
            "free",
        }
        governs = self.f.light.at(self.low, before) or self.f.control.at(self.low, before)
        repels = any(m.entry["kind"] == "repelled" for m in self.f.triggers.at(self.low, before))
        full = self.s.is_verb(before) and self.low[before] not in self.s.grammar.auxiliary
        return moves and full and (repels or not governs)

    def _noun_fits(self, match: Match) -> bool:
        """A noun is a trigger unless it only qualifies the noun behind it ("attack aircraft", "strike group")."""
        if match.entry.get("of"):
            return self.objects.classify(match.end) in {"place", "ground"}
        if match.entry.get("owned"):
            return self.s.word(match.start - 1) == "'s" and self.s.mention_at[match.start - 2] is not None
        following = self.s.word(match.end)
        if match.entry["id"] == "withdraw-noun" and following == "of":
            return self.objects.classify(match.end + 1) in {"force", "actor", "whole", "none"}
        if self.s.word(match.start - 1) == "-" or following == "-":
            return False
        if following == "by" and match.entry["kind"] == "strike":
            near = range(match.end, min(len(self.low), match.end + 6))  # by forces, by drones; not by workers
            return any(self.s.actor_at[j] is not None or self.low[j] in self.f.weapon for j in near)
        fights = match.entry["kind"] == "contested" and self.f.nouns(self.low, match.end, _FIGHT)
        qualified = self.f.objects["force"] | self.f.weapon | self.f.words["qualified"]
        return not fights and following not in qualified  # "51 fierce combat | engagements"
