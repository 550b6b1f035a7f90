"""What an act's sentence needs besides its own names: the parties told before.

Prose goes on with "he", "they", "both sides".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING
from analytics.extraction.act_leads import is_excepted, met, own_words, tailing
from analytics.extraction.records import Actor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from analytics.codebook import Match
    from analytics.extraction.act_nesting import Act
    from analytics.extraction.act_plain import Plain

__all__ = ["Thread"]

_HUNG = 3  # tokens of "with the German" before a party
_CAST = 24  # offices that are kept
_PAIR = 2  # "the two" have dealt with each other, or are the parties of the war
_INTRO = 12  # tokens of "Speaking to reporters on Friday, " before a pronoun that goes on


@dataclass(slots=True)
class Thread:
    """Who the sentences before told of.

    Attributes:
        leads: Gives who acted last: "he", "they"; asked only where such a word stands.
        pair: The last parties that dealt with each other: "both sides".
        cast: Phrases of those who were told of with an office, last first: "the German chancellor".
        tells: Gives who handed over the last sentence at its end: "he".
        papers: Gives who gave out the last paper: "the text"; asked only where such a word stands.
        topic: What the last acts were about; null for nothing known.
        told: The acts of the last sentence that told any.
        lists: The last parties named in a row, by their number: "the three countries".
        bodies: Names of the bodies and blocs.
        end: Where the sentence that told them ends.
    """

    leads: Callable[[], tuple[Actor, ...]] = tuple
    pair: tuple[str, ...] = ()
    cast: list[tuple[frozenset[str], Actor]] = field(default_factory=list)
    tells: Callable[[], tuple[Actor, ...]] = tuple
    papers: Callable[[], tuple[Actor, ...]] = tuple
    topic: str | None = None
    told: tuple[Act, ...] = ()
    lists: Mapping[int, tuple[Actor, ...]] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    end: int = 0

    @property
    def lead(self) -> tuple[Actor, ...]:
        """Who acted last."""
        found = self.leads()
        self.leads = lambda: found
        return found

    def may_go_on(self, low: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
        """Whether a sentence that names nobody may go on with who acted last.

        Args:
            low: Its words.
            words: The codebook's closed classes.
        """
        going_on = words["subject_pronoun"] | words["owner-pronoun"] | words["first_person_subject"]
        return not going_on.isdisjoint(low) and bool(self.lead)

    def goes_on(
        self, plain: Plain, words: Mapping[str, frozenset[str]], phrases: Iterable[Match], war: Sequence[Actor]
    ) -> tuple[tuple[Actor, ...], dict[int, tuple[Actor, ...]]]:
        """Return the sentence's actors with those that pronouns stand for, and who stands behind each such word.

        Args:
            plain: The sentence.
            words: The codebook's closed classes.
            phrases: "both sides" and the like, with `refers`.
            war: The parties of the war.
        """
        low, taken = plain.sentence.lowers, {i for a in plain.actors if a.name for i in range(a.first, a.last)}
        hidden: set[int] = set()
        found: dict[int, tuple[Actor, ...]] = {}
        for match in phrases:
            if not _is_in_place(match, low):
                continue
            meant = self._pair(match, war)
            if match.entry["refers"] in {"lead", "land", "own", "listed", "paper"}:
                meant = self._meant(match, [a for a in plain.actors if a.last <= match.start and a.name], low)
            known = [replace(a, form="official") for a in meant]
            if known and taken.isdisjoint(range(match.start, match.end)):
                found[match.start] = tuple(self._at(a, plain, match.start, match.end) for a in known)
                hidden.update(range(match.start, match.end))
        self._find_pronouns(plain, words, war, found)
        actors = [a for a in plain.actors if a.name or hidden.isdisjoint(range(a.first, a.last))]
        actors += [group[0] for group in found.values()]
        actors += [a for i, a in self._joined(plain, words).items() if i not in found]
        owned: list[Actor] = []
        for actor in sorted(actors, key=lambda a: a.first):
            if not is_excepted(actor, low, words):
                owned.append(self._owned(met(actor, low, words), owned, low, words))
        self._remember(owned, low, words)
        return tuple(owned), found

    def _find_pronouns(
        self,
        plain: Plain,
        words: Mapping[str, frozenset[str]],
        war: Sequence[Actor],
        found: dict[int, tuple[Actor, ...]],
    ) -> None:
        """Add who stands behind "he", "they", and "we" in words that are somebody's from end to end."""
        low = plain.sentence.lowers
        named = next((a.first for a in plain.actors if a.name and a.form in ACTING), len(low))
        tails = tailing(plain, words)
        for i in (*range(min(_INTRO, len(low) - 1)), *tails):
            told = i > 1 and low[i - 1] == "that"  # "X announced that it would": not who acted last
            inserted = low[i - 1 : i] == (",",) == low[i + 2 : i + 3]  # "X, he said, must"
            inserted = inserted or i in tails or self._is_behind_opening(plain, i, words)
            if not (i < named or inserted) or told:
                continue
            if low[i] in words["subject_pronoun"] and i not in found and self._may_lead(low, i, words):
                found[i] = tuple(self._at(a, plain, i, i + 1) for a in self._led(plain, i, words, war))
        for i in own_words(plain, words):
            if i not in found and (tellers := self.tells() or self.lead):  # not '"We hope so," says' nobody
                found[i] = tuple(self._at(a, plain, i, i + 1) for a in tellers)

    @staticmethod
    def _is_behind_opening(plain: Plain, i: int, words: Mapping[str, frozenset[str]]) -> bool:
        """Whether a person's pronoun heads the clause behind an opening that names others: "As for X, | he"."""
        low = plain.sentence.lowers
        if low[i] not in words["person-pronoun"] or low[i - 1 : i] != (",",) or words["account"] & {*low[:i]}:
            return False
        named = [a for a in plain.actors if a.name and a.form in ACTING and a.first < i and not a.possessive]
        hung = (words["preposition"] & {*low[max(0, a.first - _HUNG) : a.first]} for a in named)
        return all(h or low[a.first - 1][-3:] == "ing" for a, h in zip(named, hung, strict=True))

    def _meant(self, match: Match, before: Sequence[Actor], low: Sequence[str]) -> Sequence[Actor]:
        """Return who "the chancellor" is: told of as one, else who acted last; "the country": the last state.

        "His country" is that of whom the sentence tells first, "the three countries" are the last three in a list.
        """
        if match.entry["refers"] == "paper":
            return self.papers()[:1]
        if match.entry["refers"] == "own":
            return [a for a in before if a.form in ACTING and not a.possessive][:1] or self.lead[:1]
        if match.entry["refers"] == "listed":
            return self.lists.get(int(match.entry["count"]), ())
        if match.entry["refers"] == "land":
            wanted = {"body"} if low[match.end - 1] in match.entry.get("bodies", ()) else {"state"}
            lands = [a for a in before if a.form in wanted]
            alone = len(self.lead) == 1
            able = [a for a in self.lead if a.form in wanted or (alone and a.form == "official")]
            return lands[-1:] or [a for a in able if wanted == {"state"} or a.name in self.bodies]
        phrase = {*low[match.start + 1 : match.end]}
        lead = self.lead[:1]
        known = [actor for office, actor in self.cast if office >= phrase]
        if known:
            return [next((a for a in known if lead and a.name == lead[0].name), known[0])]
        return lead or [a for a in before if a.form in ACTING][:1]

    def _remember(self, actors: Sequence[Actor], low: Sequence[str], words: Mapping[str, frozenset[str]]) -> None:
        """Keep who was told of with an office."""
        told = [(frozenset(low[a.first : a.last]), a) for a in actors if a.name and a.form == "official"]
        self.cast = [*reversed(told), *self.cast][:_CAST]
        run: list[Actor] = []
        for actor in (a for a in actors if a.name):
            joined = run and {*low[run[-1].last : actor.first]} <= words["listing"]
            run = [*run, actor] if joined else [actor]
            if len(run) > _PAIR:
                self.lists = {len(run): tuple(run)}

    def _joined(self, plain: Plain, words: Mapping[str, frozenset[str]]) -> dict[int, Actor]:
        """Return who "he" is in "he and Y": the sentence's first party that can act."""
        low, first = plain.sentence.lowers, {a.first for a in plain.actors}
        able = [a for a in plain.actors if a.name and a.form in ACTING and not a.possessive]
        return {
            i: self._at(able[0], plain, i, i + 1)
            for i, word in enumerate(low)
            if word in words["person-pronoun"]
            and low[i + 1 : i + 2] == ("and",)
            and i + 2 in first
            and able
            and able[0].last <= i
        }

    def dealt(self, war: Sequence[Actor]) -> Sequence[Actor]:
        """Return the last parties that dealt with each other: whom "him" may mean.

        Args:
            war: The parties of the war.
        """
        sides = {a.name: a.side for a in war}
        return [Actor(0, 0, 0, name, sides.get(name), "official") for name in self.pair]

    def _pair(self, match: Match, war: Sequence[Actor]) -> Sequence[Actor]:
        return self.dealt(war) or (war if match.entry["refers"] == "war" else ())

    @staticmethod
    def _at(actor: Actor, plain: Plain, first: int, last: int) -> Actor:
        form = actor.form if actor.form == "body" else "official"
        return Actor(plain.sentence.index, first, last, actor.name, actor.side, form)

    def _may_lead(self, low: Sequence[str], i: int, words: Mapping[str, frozenset[str]]) -> bool:
        return bool(self.lead) and self._may_be(low, i, words)

    def _led(self, plain: Plain, i: int, words: Mapping[str, frozenset[str]], war: Sequence[Actor]) -> Sequence[Actor]:
        """Return whom a pronoun stands for: "he" is who closed the last sentence, else who acted or was told of.

        "They" are those who met in it: "X met Y. They agreed to wait".
        """
        word = plain.sentence.lowers[i]
        if word in words["plural-subject"] and len(self.lead) == 1 and self._have_met(plain.sentence.index):
            return self.dealt(war)
        if word not in words["person-pronoun"] or not self.lead:
            return self.lead
        person = () if self.lead[0].form == "official" else tuple(actor for _, actor in self.cast[:1])
        return self.tells() or person or self.lead

    def _have_met(self, sentence: int) -> bool:
        """Whether who acted last met somebody in the sentence before."""
        met = (a for a in self.told if a.sentence == sentence - 1 and a.kind == "consult")
        return any({*a.source, *a.target} == {*self.pair} and self.lead[0].name in self.pair for a in met)

    def _may_be(self, low: Sequence[str], i: int, words: Mapping[str, frozenset[str]]) -> bool:
        """Whether a pronoun can be the lead: "it" that is something is anything; "he" is a person."""
        if low[i] in words["person-pronoun"]:
            return (self.tells() or self.lead)[0].form == "official" or bool(self.cast)
        return low[i + 1] not in words["being"]

    def _owned(
        self, actor: Actor, before: Sequence[Actor], low: Sequence[str], words: Mapping[str, frozenset[str]]
    ) -> Actor:
        """Give "his adviser", "X spokesperson", "X's UN ambassador" the name of whose he is."""
        last = before[-1] if before else None
        between = low[last.last + last.possessive : actor.first] if last is not None else ()
        beside = last is not None and bool(last.name) and words["rank"] >= {*between}
        posted = not words["accredited"].isdisjoint(low[actor.first : actor.last])  # "X's UN ambassador Y"
        ranked = last is not None and low[last.last - 1] in words["rank"]  # "X's deputy"
        sent = posted and last is not None and (ranked or last.form in {"state", "adjective"})
        own = low[actor.last - 1] in words["homely"] and actor.name.lower() not in low[actor.first : actor.last]
        sent = sent or (own and last is not None and last.form in {"state", "adjective"})
        if beside and last is not None and actor.form in {"official", "body"} and (sent or not actor.name):
            return replace(actor, name=last.name, side=last.side, form="official")
        pronoun = low[actor.first - 1] if actor.first else ""
        land = (
            pronoun == "'s" and actor.first > 1 and low[actor.first - 2] in words["land-word"]
        )  # "the country's premier"
        if actor.name or actor.form != "official" or not (land or pronoun in words["owner-pronoun"]):
            return actor
        named = [a for a in before if a.name]
        owners = [a for a in named if a.form == "state" or (a.form in ACTING and not land)] or list(self.lead)
        owners = owners or (named if land else [])
        if not owners:
            return actor
        return replace(actor, name=owners[-1].name, side=owners[-1].side)

    def follow(
        self,
        leads: Callable[[], tuple[Actor, ...]],
        acted: Sequence[str],
        is_body: Callable[[Actor], bool] | None = None,
        tells: Callable[[], tuple[Actor, ...]] = tuple,
    ) -> None:
        """Remember who a sentence tells of.

        Args:
            leads: Gives who acts first in it; nobody where it tells of none.
            acted: Names of those who dealt with each other in it.
            is_body: Tells who may give out a paper; null where it tells of none.
            tells: Gives who hands it over at its end.
        """
        before, told = self.leads, self.tells
        self.tells = lambda: tells() if leads() else told()
        self.leads = lambda: leads() or before()
        if is_body is not None:
            self.papers = lambda: tuple(filter(is_body, leads()))
        if len(acted) > 1:
            self.pair = tuple(acted)


def _is_in_place(match: Match, low: Sequence[str]) -> bool:
    """Whether a phrase for parties told before stands where it may: by what follows, or at the beginning."""
    follows = match.entry.get("next")
    return not (match.entry.get("opens") and match.start) and (
        not follows or not {*low[match.end : match.end + 1]}.isdisjoint(follows)
    )
