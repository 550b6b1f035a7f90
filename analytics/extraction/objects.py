"""Whether a trigger has the object or the subject that its entry asks for."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from analytics.extraction.frames import BLOWS, GAINS, SPAN, is_nominal
from analytics.extraction.pointed_places import PointedPlaces
from analytics.extraction.records import ACTING
from analytics.extraction.verbs import PAST

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.records import Actor, Mention

__all__ = ["Objects"]

_CLASSES = {  # what satisfies an entry that asks for one of these
    "ground": frozenset({"ground"}),
    "ousted": frozenset({"force", "pronoun"}),
    "nothing": frozenset({"none"}),
}
_TRIED = frozenset({"advance", "attack"})  # what "they" did who "were stopped"
_POINTING = 3  # tokens of "all of them"
_NAMED = 5  # tokens of "part of the " before a bridge's name
_SUBJECT = 2  # tokens of "the enemy" before its verb


class Objects(PointedPlaces):
    """Holds one sentence's triggers to what their entries ask for."""

    def is_passive(self, match: Match) -> bool:
        """Whether a verb is passive: "was shelled", "shelled by", and a headline's "convoy shelled near X"."""
        group = self.s.group(match.start)
        if group.passive or not group.participial or not self.s.tags(match.start) & PAST:
            return group.passive
        told = self._in_headline(match, group.start) or self.declared(group.start)
        if told or (match.entry.get("done_to") and self.classify(match.end) == "none"):
            return True  # "troops encircled in X"
        if match.entry.get("actor") == "object" and self._is_suffered(match, group.start):
            return True
        alone = self.s.tags(match.start) == {"participle"} and not self.s.shares_perfect(match.start)
        if self._by_whom(match.end) or alone or self.gapped_at(match) is not None:
            return True  # "a warship sunk off X": no past of its own
        if match.entry["kind"] != "strike" or self.classify(match.end) != "none":
            return False
        fires = any(self.low[j] in self.f.weapon for j in self._subject_range(group.start))
        return self.s.subject(match.start).kind == "other" and not (fires or self.both_fight(group.start))

    def _in_headline(self, match: Match, start: int) -> bool:
        """Whether a town alone opens a sentence and nobody does what is told: "Oakham | liberated, says Kent"."""
        place = self.s.mention_at[start - 1] if start else None
        alone = place is not None and place.first == self.s.clause_start(place.first) and place.kind == "settlement"
        free = alone and self.s.actor_at[start - 1] is None and match.entry.get("object") == "place"
        return free and self.classify(match.end) == "none"

    def gapped_at(self, match: Match) -> int | None:
        """Return the "and" before which stands the "has been" of a passive: "X has been retaken | and Y liberated"."""
        start = self.s.group(match.start).start
        place = self.s.mention_at[start - 1] if start else None
        joint = next((j for j in range(start - 1, 0, -1) if self.low[j] in self.s.grammar.joiner), None)
        if joint is None or place is None or self.classify(match.end) != "none":
            return None
        own = any(self.s.is_verb(j) or self.s.actor_at[j] is not None for j in range(joint + 1, start))
        before = next((j for j in range(joint - 1, -1, -1) if self.s.is_verb(j)), None)
        return joint if not own and before is not None and self.s.group(before).passive else None

    def _by_whom(self, at: int) -> bool:
        """Whether "by" names who does it, or what: not "advanced | by 2 km", "advanced | by noon"."""
        reach = range(at + 1, min(len(self.low), at + SPAN - 2)) if self.s.word(at) == "by" else ()
        near = [*takewhile(lambda j: self.low[j] not in self.f.words["mark"], reach)]
        doers = self.f.objects["force"] | self.f.weapon | self.f.words["enemy"] | self.f.words["own"]
        fire = self.f.fire | self.f.objects["fire"]
        return any(self.s.actor_at[j] is not None or self.low[j] in doers | fire for j in near)

    def _is_suffered(self, match: Match, start: int) -> bool:
        """Whether a past form without an object is a headline's or an opening passive: "Attack | repelled near X"."""
        if self.classify(match.end) != "none":
            return False
        headline = match.entry.get("object") == "attack" and self._attack_subject(start)
        driven = match.entry.get("object") == "moved" and self.s.word(match.end) in {"of", *self.f.locator.origin}
        headline = headline or (driven and self.forces_subject(start))  # "X forces | pushed back from Y"
        return headline or (start == 0 and self.forces_behind(start))

    def _is_fire(self, match: Match, *, passive: bool) -> bool:
        """Whether fire does what troops would gain by: "cut | by shelling", "took X under fire"."""
        if match.entry["kind"] not in GAINS:
            return False
        clause = range(match.end, self.s.clause_end(match.end - 1))
        under = next((j for j in clause if self.low[j] == "under"), len(self.low))
        return (passive and self._killed(match)) or not self.f.objects["fire"].isdisjoint(self.low[under : under + 4])

    def members(self, match: Match) -> tuple[Mention, ...]:
        """Return the places that a verb's object only counts and then names: "captured several towns, including A"."""
        if match.entry.get("object") != "ground":
            return ()
        near = range(match.end, min(len(self.low), match.end + SPAN))
        many = next((j for j in near if self.low[j] in self.f.words["many-places"]), None)
        if many is None and self._counts(match):
            start = self.s.group(match.start).start
            subject = self._subject_range(start).start  # "several towns, including A and B, | were captured"
            before = self.f.locator.members(self.s, subject, "capture", start)
            behind = before or self.behind_colon(match.end, "capture")
            return behind or self.f.locator.members(self.s, match.end, "capture")
        if many is None or any(self.s.mention_at[j] is not None for j in range(match.end, many)):
            return ()
        if behind := self.behind_colon(many, "capture"):
            return behind
        return self.f.locator.members(self.s, self.past_region(many + 1), "capture")

    def _counts(self, match: Match) -> bool:
        """Whether the subject of a passive only counts places: "several towns were captured, including A"."""
        subject = self._subject_range(self.s.group(match.start).start)
        return self.is_passive(match) and any(self.low[j] in self.f.words["many-places"] for j in subject)

    def fit(self, match: Match) -> bool:
        """Whether a verb's object, or the subject of its passive, is what the verb's entry asks for."""
        wanted = str(match.entry.get("object", "none"))
        start = self.s.group(match.start).start
        apart = match.entry.get("close") and self.s.word(start - 1) in self.f.words["mark"]
        blown = match.entry["kind"] == "strike" and self.s.word(start - 1) in self.f.words["no-gunner"]
        if wanted == "none" or blown or apart:
            return not (blown or apart)  # "a storm battered X"
        passive = self.is_passive(match)
        found = self.classify(match.end)
        if wanted in {"force", "moved", "free", "left"}:
            return self.moving(match, wanted, found, passive=passive)
        if wanted in {"munition", "sent", "target"}:
            return self._fired(match, wanted, found, start, passive=passive)
        if passive and wanted == found == "place" and self.s.word(match.end - 1) in self.s.grammar.preposition:
            return False  # "troops were moved into X": who moved them entered nothing
        if self._is_fire(match, passive=passive) or (found not in {"place", "ground"} and self.is_brought(match)):
            return False
        return self._met(match, wanted, found) or (passive and self._suffers(wanted, start))

    def _met(self, match: Match, wanted: str, found: str) -> bool:
        """Whether the object is what is wanted."""
        if wanted in _CLASSES:
            return found in _CLASSES[wanted] and not (wanted == "ground" and self.is_settlement(match))
        tests = {
            "place": self._place_object, "killed": self._killed, "fire": self._fire_object, "barred": self._barred,
            "under": self.ruled,
            "sighted": self._sighted, "distance": self._distance, "assault": self.assaults, "claimed": self.claimed,
        }  # fmt: skip
        if wanted in tests:
            return tests[wanted](match)
        if wanted == "attack":
            person = found == "actor" and self._is_person(match.end)
            if found not in {"force", "actor"} and self.s.verb_at(match.end):
                return False  # "have not stopped attempting to advance": who stops is who attempts
            kept = found == "force" and self.s.word(match.end) in self.f.words["own"]  # "held back | its reserves"
            meets = found in {"attack", "force", "actor"} and not (person or kept or self._spares(match))
            meets = meets or (found == "pronoun" and self._attacked_before(match.start))
            return meets or self._attack_object(match.end)
        return self.holds(match.end, wanted) or (wanted == "works" and self._names_works(match.end))

    def _sighted(self, match: Match) -> bool:
        """Whether troops are seen, and not what they do: "observed | Mercian tanks in X", not "... entering X"."""
        group = self.s.group(match.start)
        if group.negated or self.s.word(match.end) in self.f.words["overhead"]:
            return False  # "has not observed troops in X", "missiles were seen over X"
        near = range(match.end, self.s.clause_end(match.end - 1))
        does = (j for j in near if "ing" in self.s.tags(j) and self.s.is_verb(j))
        if not all(any(m.entry["kind"] == "deploy" for m in self.f.triggers.at(self.low, j)) for j in does):
            return False
        if not self.is_passive(match):
            return self.classify(match.end) == "force"
        deeds = (m for j in self._subject_range(group.start) for m in self.f.triggers.at(self.low, j))
        deed = any(map(is_nominal, deeds))  # "no attacks by Mercians | were observed"
        return not deed and self._class_subject(group.start, "force")

    def _attacked_before(self, at: int) -> bool:
        """Whether a sentence told of an attack before a token: "attacked X, but troops | beat them back"."""
        return any(m.entry["kind"] == "attack" for j in range(at) for m in self.f.triggers.at(self.low, j))

    def _names_works(self, at: int) -> bool:
        """Whether the object is a bridge, dam or plant by its name: "blew up part of | the Oakham bridge"."""
        end = next((m.last for j in range(at, min(len(self.low), at + _NAMED)) if (m := self.s.mention_at[j])), at)
        between = {*self.low[at:end]} & (self.s.grammar.preposition - {"of"})
        return end > at and not between and self.low[end - 1] in self.f.objects["works"]

    def _is_person(self, at: int) -> bool:
        """Whether officials stand in the object: "prevented the minister from flying to X" repels nobody."""
        near = (self.s.actor_at[j] for j in range(at, min(len(self.low), at + SPAN)))
        actor = next((a for a in near if a is not None), None)
        return actor is not None and actor.form in {"official", "media", "body"}

    def _place_object(self, match: Match) -> bool:
        """Whether a place is the object, by name, by "it" or "the village", or before a relative clause."""
        found = self.classify(match.end)
        named = self.pointed(match.end) is not None
        points = found == "pronoun" or named
        if found == "place" and self.qualifies_person(match.end):
            return False
        pointed = points and self.antecedent(match.start) is not None
        outskirts = found == "ground" and match.entry["kind"] == "advance" and self.s.mention_at[match.end] is not None
        return found == "place" or outskirts or pointed or (found == "none" and bool(self.relative_places(match.start)))

    def _distance(self, match: Match) -> bool:
        """Whether a distance follows, and nobody who is moved by it: "pushed some 12 km into X"."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        unit = next((j for j in near if self.f.locator.measures(self.low[j])), match.end - 1)
        moved = (self.s.actor_at[j] is not None or self.low[j] in self.f.objects["force"] for j in near if j < unit)
        counted = (self.s.number_at(j) or self.low[j] in self.f.words["counted"] for j in range(match.end, unit + 1))
        return any(counted) and not any(moved)

    def _fire_object(self, match: Match) -> bool:
        """Whether fire follows: "came under tank, mortar and artillery fire"."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        return any(self.low[j] in self.f.objects["fire"] for j in near)

    def _killed(self, match: Match) -> bool:
        """Whether weapons or fire kill: as the subject, or behind a passive's "by"."""
        start = self.s.group(match.start).start
        if self.is_passive(match):
            return self.by_weapon(match.end)
        near = range(max(self.s.clause_start(max(0, start - 1)), start - 4), start)
        place = self.s.mention_at[match.end] if match.end < len(self.low) else None
        sails = place is not None and match.phrase in self.f.words["moving-off"]
        sails = sails and self.f.words["left-so"].isdisjoint(self.low[match.end :])
        return any(self.low[j] in self.f.weapon for j in near) and not sails  # "ships | left X", not "left X burning"

    def _suffers(self, wanted: str, start: int) -> bool:
        """Whether the subject of a passive is what is wanted."""
        tests = {
            "place": self.place_subject, "ground": self._ground_subject,
            "attack": self._attack_subject, "assault": self._attack_subject,
        }  # fmt: skip
        people = wanted == "place" and self.s.word(start - 1) in self.f.objects["force"]  # "soldiers were captured"
        if people or (wanted == "ground" and self.is_settlement_before(start)):  # "the village was retaken": a place
            return False
        subject = self.s.subject(start).actor
        shared = self.s.word(start - 1) in self.s.grammar.conjunction  # "the enemy attacks but | is held back"
        tried = wanted == "attack" and self._tried_before(start)
        acts = subject is not None and (subject.form == "forces" or (tried and subject.form in ACTING))
        whole = acts and subject is not None and (shared or not self._apart(start, subject))
        points = (tried and self.s.subject(start).kind == "pronoun") or self._points_back(start)
        if wanted == "attack" and (whole or points):
            return True  # "Mercian troops were repelled near X", "Mercians entered X but | were stopped", "they | were"
        near = range(0 if shared else max(0, start - _SUBJECT), start)
        if wanted == "attack" and self.s.word(start - 1) in self.f.objects["force"]:
            near = self._subject_range(start)  # "the enemy's tank company was stopped"
        if wanted == "attack" and any(self.low[j] in self.f.words["enemy"] for j in near):
            return True
        if wanted in tests:
            return tests[wanted](start)
        if wanted == "ousted":
            return self.forces_subject(start) or (subject is not None and subject.form == "forces")
        dug = wanted == "fort" and self.low[start] in self.s.grammar.auxiliary  # not "a bridge built by X | collapsed"
        return (wanted == "works" or dug) and self._class_subject(start, wanted)

    def _points_back(self, start: int) -> bool:
        """Whether a subject is only those who were told of before: "they | were repelled", "all of them | were"."""
        subject = {self.low[j] for j in self._subject_range(start)}
        told = self.f.told_attack | self.f.words["of-them"]
        return self.context.actor is not None and 0 < len(subject) <= _POINTING and subject <= told

    def _tried_before(self, start: int) -> bool:
        """Whether a sentence tells of an attack or an advance before a token."""
        return any(m.entry["kind"] in _TRIED for j in range(start) for m in self.f.triggers.at(self.low, j))

    def _apart(self, start: int, actor: Actor) -> bool:
        """Whether a mark or another verb stands between an actor and a verb group."""
        return any(not self.low[j].isalpha() or self.s.is_verb(j) for j in range(actor.last, start))

    def _fired(self, match: Match, wanted: str, found: str, start: int, *, passive: bool) -> bool:
        """Whether something is fired, or fire meets a place or a target."""
        if wanted != "target":
            sent = wanted != "sent" or self._at_somebody(match)
            return sent and self._munition(match, start, passive=passive)
        last = self.s.before_insertion(start - 1, start) if start else 0
        if not passive and self.s.word(last) in self.f.weapon:
            return True
        subject = self.s.subject(match.start).actor
        reports = match.form == "ing" and bool(self.s.grammar.reporting.at(self.low, match.start - 1))
        office = subject is not None and subject.form not in {*ACTING, "adjective"}
        office = office and self.f.words["firing-office"].isdisjoint(self.low[max(0, start - 3) : start])
        if subject is not None and office and not (passive or reports) and not self._is_capital(subject):
            return False  # offices and media do not fire
        told = found == "force" and self.s.subject(match.start).kind == "pronoun"  # "it had struck 12 warplanes in X"
        acting = (
            told
            or (subject is not None and not self._is_capital(subject))
            or bool(self.f.weapon & {*self.low[max(0, start - 3) : start]})
            or (not passive and self.forces_subject(start))
        )
        if not passive and acting and self._hits_in_place(match):
            return True
        listed = ":" in self.low[match.end :] and self._counts(match)  # "the following towns | were hit: A, B"
        land = self.s.actor(match.end)
        met = land is not None and land.form == "state" and not land.possessive and land is not subject
        if met and not passive and self.s.word(land.last if land else 0) not in self.f.weapon:
            fire = self.f.weapon | self.f.fire | self.f.objects["munition"]
            return not fire.isdisjoint(self.low[match.end :])  # "hit Kent with drones"; not with tariffs
        suffers = passive and (listed or self.place_subject(start) or self._class_subject(start, "fire-target"))
        suffers = suffers or (passive and self.by_weapon(match.end))  # "workers were hit | by a drone"
        return found == "place" or self.holds(match.end, "fire-target") or suffers

    def _is_capital(self, actor: Actor) -> bool:
        """Whether a capital stands for all the forces of its state: "Canterbury | struck X"."""
        return actor.form == "official" and self.low[actor.first] in self.f.capitals and not actor.possessive

    def _at_somebody(self, match: Match) -> bool:
        """Whether "at", "against" or "on" follows what is sent, before another mark or verb."""
        near = range(match.end, min(len(self.low), match.end + SPAN))
        plain = takewhile(lambda j: self.low[j] not in self.f.words["mark"] and not self.s.is_verb(j), near)
        return any(self.low[j] in self.f.words["sent-at"] for j in plain)

    def _hits_in_place(self, match: Match) -> bool:
        """Whether fire meets anything at a place: "a drone hit a grain carrier in Odesa"; a deal is struck nowhere."""
        end = self.s.clause_end(match.end - 1)
        placed = any(self.s.mention_at[j] is not None for j in range(match.end, end))
        return (
            placed
            and self.s.opens_noun_phrase(match.end)
            and self.s.word(match.end + 1) not in self.f.words["struck-else"]
        )

    def _munition(self, match: Match, start: int, *, passive: bool) -> bool:
        """Whether something is fired; "launched a missile strike" is told by its noun."""
        near = range(match.end, min(len(self.low), match.end + 6))
        if any(self.low[j] in self.f.words["made"] or self.f.nouns(self.low, j, BLOWS) for j in near):
            return False
        reach = range(match.end, min(len(self.low), match.end + SPAN))
        fired = next((j for j in reach if self.low[j] in self.f.objects["munition"]), match.end)
        if "as" in self.low[match.end : fired]:
            return False  # "uses X as a base for missiles"
        listed = self.s.word(fired) in self.f.objects["munition"] and self._sent_together(match.end, fired)
        return self.holds(match.end, "munition") or listed or (passive and self.munition_subject(start))

    def _sent_together(self, at: int, fired: int) -> bool:
        """Whether arms are listed up to a munition and meet somebody: "used | tanks, mortars and artillery against"."""
        arms = self.f.weapon | self.f.objects["force"] | self.f.objects["munition"]
        near = range(fired + 1, min(len(self.low), fired + SPAN))
        listed = takewhile(lambda j: self.s.mention_at[j] is None and not self.s.is_verb(j), near)
        return self.low[at] in arms and any(self.low[j] in self.f.words["sent-at"] for j in listed)
