"""Acts that a verb of the report's own clause tells: who does it to whom, and what takes it back."""

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

__all__ = ["ClauseReader"]

_LEADERS = 4  # tokens of "and allied leaders"


class ClauseReader(SpeechReader):
    """Reads the verbs of one sentence."""

    def _verb(self, match: Match) -> Proposal | None:
        if not self._is_trigger(match):
            return None
        s, entry = self.syntax, match.entry
        group = s.group(match.start)
        decided = self.decided(match.start)
        headline = group.purpose and self.roles.heads_line(group.start - (s.word(group.start - 1) == "to"))
        if not (headline or decided) and not self._may_stand(match, group):
            return None
        end = self.end(match)
        if entry.get("source") == "things":
            return self._given(match, group, end)
        agents = self.frames.words["agent" if entry.get("agentless") else "doer"]  # "X suspended from Y"
        whole = not s.grammar.determiner.isdisjoint(self.low[match.start : match.end])  # "recalled its envoy from"
        by_agent = (
            group.participial and not whole and match.form in {"ed", "participle"} and s.word(match.end) in agents
        )
        if (group.passive and match.form != "word") or by_agent:
            return replace(self._passive(match, end, group.start), headline=headline)
        sources = self._doers(match, group, decided)
        if sources and self._is_supposed(sources[0], match):
            return None
        targets = self._targets(match, end, sources) or self._promised_to(match, sources)
        if entry.get("reverse"):
            sources, targets = targets, sources
        unnamed = not sources and self._are_unnamed(s.before_adverbs(group.start))
        each = " ".join(self.low[match.end : match.end + 2]) in self.frames.words["each-other"]
        if each and len(sources) > 1:
            targets = tuple(sources)
        return Proposal(match, sources, targets, match.start, end, group.start, headline, each=each, unnamed=unnamed)

    def _is_trigger(self, match: Match) -> bool:
        """Whether a frame's words are the verb that they look like."""
        s = self.syntax
        if match.form != "word" and not s.is_verb(match.start) and not self._loose_verb(match):
            return False
        if (match.form == "word" and s.word(match.start - 1) == "-") or self.closes_line(match):
            return False  # "X-backed"; "..., warn Xian officials"
        if s.word(match.end) == "to" and s.word(match.end - 1) in self.frames.words["done-to"]:
            return False  # "X invited to join": by others
        has = s.word(match.start) in s.grammar.have and match.end < len(self.low)
        return not (has and s.is_verb(match.end))  # "has refused": no having

    def _doers(self, match: Match, group: Group, decided: int | None) -> tuple[Actor, ...]:
        """Return who does what an active verb tells."""
        s = self.syntax
        if match.form == "ing" and s.word(group.start - 1) in self.frames.words["document"]:
            return self._paper(group.start)
        sources = self.roles.subjects(decided or match.start)
        if sources and s.word(group.start - 1) in s.grammar.relativizer and self.roles.is_aimed_at(sources[0]):
            return ()  # "sanctions against X, which will freeze"
        if match.form == "third" and self._goes_on_in_line(match):
            sources = self.roles.speaker(match.start) or sources  # "X expels Y's envoys, accuses them of spying"
        sources = sources or self._paper(group.start) or self._we(group.start)
        if not sources and match.form == "ing" and self._opens(group.start):
            sources = self.roles.behind_comma(match.end)
        if not sources and match.form == "ing" and s.word(group.start - 1) in self.frames.words["gerund-time"]:
            sources = self.roles.speaker(group.start)
        if s.word(group.start - 1) in s.grammar.conjunction and (not sources or self._goes_on(match, sources[0])):
            sources = self.roles.speaker(group.start) or sources
        return sources

    def _are_unnamed(self, at: int) -> bool:
        """Whether a token stands for several who act together: "countries", "several leaders", not "union leaders"."""
        words, word, before = self.frames.words, self.syntax.word(at), self.syntax.word(at - 1)
        return word in words["unnamed"] or (word in words["unnamed-officials"] and before in words["how-many"])

    def _promised_to(self, match: Match, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return whom somebody tells what it does: "X tells | Y it will expel envoys"."""
        told = [m.start for m in self._reports if m.end <= match.start and self.addressee(m.start) is not None]
        aimed = match.entry["kind"] in self.frames.words["promising"]
        speaks = aimed and told and any(self.roles.same(a, sources) for a in self.roles.subjects(told[-1]))
        return self._told_to(told[-1], tuple(sources)) if speaks else ()

    def _passive(self, match: Match, end: int, group: int) -> Proposal:
        """Read "X was accused by Y", "X was suspended from the council"."""
        sources = self.roles.behind(match.end, end, self.frames.words["doer"])
        if not sources and match.entry.get("agentless"):
            sources = tuple(
                a for a in self.roles.behind(match.end, end, self.frames.words["agent"]) if a.form == "body"
            )
        if not sources and "seat" in match.entry:
            sources = self._seated(match, end)
        together = match.entry.get("mutual") and "object" not in match.entry.get("target", ())  # "talks were held by"
        targets = () if together else self.roles.patient(match.start)
        start = self.syntax.clause_start(match.start)
        if sources and not targets:
            targets = self._aimed(match, start, end)
        return Proposal(match, sources, targets, start, end, group, passive=True)

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
        said = (s for s, first, stop, _ in self.speeches() if first <= match.start < stop)
        sources = self.roles.with_left(hung[0]) if hung else next(said, ())
        sources = tuple(replace(a, form="official") for a in sources if not a.side)
        targets = self._targets(match, end, sources)
        return Proposal(match, sources, targets, start, end, group.start, unnamed=not sources)

    def _opens(self, at: int) -> bool:
        """Whether nothing but a preposition stands before a token in its sentence: "After meeting X, Y left"."""
        return at == 0 or (at == 1 and self.syntax.word(0) in self.syntax.grammar.preposition)

    def _is_supposed(self, subject: Actor, match: Match) -> bool:
        """Whether a clause tells what may be: "should X agree", "possible that X and Y will", "to make X reluctant"."""
        words, found = self.frames.words, self.syntax.subject(match.start)
        at = (found.at if found.kind == "pronoun" else self.roles.start_of(subject)) - 1
        before = self.syntax.word(at)
        rumored = before == "that" and self.syntax.word(at - 1) in words["rumor"]
        told = found.kind == "pronoun" and before in words["rumor"]  # "rejects X's claims it sent arms"
        rumored = rumored or (told and any(map(self.syntax.is_verb, range(at))))
        if subject.first > match.start:
            return False
        if match.form == "base" and (before in words["proposing"] or self.syntax.word(at - 1) in words["proposing"]):
            return True
        if match.form in {"base", "third"} and before in words["not-yet"]:
            return True
        return rumored or before in words["hypothesis"] or (match.form == "word" and before in words["causing"])

    def _may_stand(self, match: Match, group: Group) -> bool:
        """Whether nothing in the trigger's clause and group takes the act back or hands it to other words."""
        s, entry, words = self.syntax, match.entry, self.frames.words
        if group.purpose and (not entry.get("purpose") or self.roles.ends_at(group.start - 1)):
            return False
        mere = group.purpose and not words["mere"].isdisjoint(self.low[max(0, match.start - 2) : match.start])
        suffered = mere or (group.passive and self.low[max(0, match.start - 2) : match.start] == ("to", "be"))
        if suffered or s.word(group.start - 1) in words["denying"]:
            return False  # "pushes for X to | be suspended", "denied | having urged X to"
        negated = group.negated or not s.grammar.negation.isdisjoint(self.low[group.start : match.start])
        negated = negated or not words["refusing"].isdisjoint(self.low[group.start : match.start])
        if (negated and not entry.get("negative")) or (match.form == "ing" and entry.get("finite")):
            return False
        opener = s.word(s.clause_start(match.start))
        rumor = opener == "that" and s.word(s.clause_start(match.start) - 1) in words["rumor"] | words["denying"]
        told = not (rumor or self._is_means(match) or opener in words["hypothesis"])
        return told and self._tells(match) and self._is_free(match, group)

    def _is_means(self, match: Match) -> bool:
        """Whether a gerund tells how something may be done: "could slow aid by | threatening X"."""
        s, words = self.syntax, self.frames.words
        if match.form != "ing" or s.word(match.start - 1) not in words["means"]:
            return False
        return not words["guess"].isdisjoint(self.low[s.clause_start(match.start) : match.start])

    def _targets(self, match: Match, end: int, sources: Sequence[Actor]) -> tuple[Actor, ...]:
        wanted = tuple(match.entry.get("target", ()))
        if wanted and self.low[match.end - 1] in self.syntax.grammar.preposition:
            wanted = ("object", *wanted)  # "in touch with | X"
        end = len(self.low) if "far" in wanted else end
        preferred = tuple(match.entry.get("prefer", ()))
        found = self.roles.behind(match.end, end, preferred, sources) if preferred else ()
        found = found or self.roles.behind(match.end, end, wanted, sources)
        if not found and "object" in wanted:
            found = self.roles.meant(match.end, sources)
        if not found and "inner" in wanted:
            inner = self.roles.inner(match.end, len(self.low))
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
        if not found and "object" in wanted:
            found = self.roles.capitals(match.end, match.end + 1)  # "charged Tamworth with"
        return found

    def _befalls(self, actor: Actor) -> bool:
        """Whether what is asked for is done to an actor: "called for X | to be expelled", "for X's expulsion"."""
        near = self.low[actor.last : actor.last + 2]
        return near == ("to", "be") or (actor.possessive and not self.frames.words["befalling"].isdisjoint(near))

    def _loose_verb(self, match: Match) -> bool:
        """Whether a headline's plural verb, or an -ing form behind a noun: "a statement urging other states"."""
        s, g = self.syntax, self.syntax.grammar
        if match.form == "base" and self.roles.is_plural(match.start):
            return True
        if match.form in {"ed", "past"} and s.word(match.start - 1).endswith("s") and self._joined_leaders(match.start):
            return True
        if match.form == "third" and self._goes_on_in_line(match):
            return True
        if match.form != "ing" or not match.start or s.actor_at[match.start - 1] is not None:
            return False
        left = s.word(match.start - 1)
        opens = any(a is not None for a in s.actor_at[match.end : match.end + 2])
        return left.isalpha() and left not in g.determiner and left not in g.preposition and opens

    def _joined_leaders(self, at: int) -> bool:
        """Whether "X and allied leaders" stands right before a token."""
        before = [a for a in self.syntax.actors if a.last < at]
        return bool(before) and self.low[before[-1].last] == "and" and at - before[-1].last <= _LEADERS

    def _goes_on_in_line(self, match: Match) -> bool:
        """Whether a verb goes on with what its line begins with: "X meets Y, thanks Z", "X hails Y but rules out Z"."""
        s = self.syntax
        joined = s.word(match.start - 1) in self.frames.words["going-on"] and any(map(s.is_verb, range(match.start)))
        if s.word(match.start - 1) != "," and not joined:
            return False
        head = next((a for a in s.actors if a.name), None)
        told = any(s.is_verb(i) and s.tags(i) & {"ed", "past"} for i in range(match.start))
        heads = head is not None and head.first == 0 and not (head.possessive or told)
        opens = s.opens_noun_phrase(match.end) or s.word(match.end) in {"to", *self.frames.words["object_pronoun"]}
        opens = opens or match.end > match.start + 1  # "X meets Y but rules out talks"
        return self._closes_apposition(match) or (heads and opens)

    def _closes_apposition(self, match: Match) -> bool:
        """Whether "X, an ally of Y, " stands before a verb: X heads the sentence and has no verb yet."""
        s = self.syntax
        first = next((a for a in s.actors if a.last < match.start), None)
        if first is None or s.word(first.last) != "," or any(s.is_verb(i) for i in range(first.last, match.start)):
            return False
        return match.end < len(self.low) and (
            s.actor_at[match.end] is not None or s.word(match.end) in s.grammar.determiner
        )

    def _is_free(self, match: Match, group: Group) -> bool:
        """Whether no other words govern the trigger: "urged them to cut ties" is an urging, no cut."""
        s = self.syntax
        if group.noun is not None and s.word(group.noun) not in s.grammar.forms:
            return False
        if match.form in {"third", "base"} and s.word(match.start) in self.roles.ambiguous:
            penal = s.word(match.end) in self.frames.words["penal"]
            if match.end == match.start + 1 and (penal or s.word(match.end) in s.grammar.preposition):
                return False  # "X's sanctions on Y", "X sanctions agreement": a noun
            before = s.word(match.start - 1)
            governed = {"to", *s.grammar.modal, *s.grammar.relativizer, *s.grammar.subject_pronoun}
            return self._goes_on_in_line(match) or self.roles.ends_at(group.start) or before in governed
        governing = [m for m in self._verbs if group.start <= m.start < match.start]
        return not any("to" in self.low[m.end - 1 : match.start] for m in governing)

    def _is_said_gerund(self, match: Match) -> bool:
        """Whether a gerund is what something is said of: "says raising budgets and | imposing sanctions is"."""
        s = self.syntax
        said = [m.end for m in self._reports if m.end <= match.start and "ing" in s.tags(min(m.end, match.start))]
        return any(
            "," not in self.low[at : match.start] and all(a is None for a in s.actor_at[at : match.start])
            for at in said
        )

    def _tells(self, match: Match) -> bool:
        """Whether a gerund tells an act: "in supporting", not "for supporting", nor "denied supporting"."""
        if match.form != "ing":
            return True
        paper = self.syntax.word(match.start - 1) in self.frames.words["document"]  # "signed a statement | urging"
        if (not paper and any(m.end == match.start for m in self._verbs)) or self._is_said_gerund(match):
            return False
        before = match.start - 1
        while before >= 0 and self.syntax.grammar.is_adverb(self.low[before]):
            before -= 1
        word = self.syntax.word(before)
        if word == "that":
            return False  # "said that arming X would"
        return word not in self.syntax.grammar.preposition or word in self.frames.words["gerund-after"]
