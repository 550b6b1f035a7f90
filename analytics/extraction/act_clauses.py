"""Acts that a verb of the report's own clause tells: who does it to whom, and what takes it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.act_readers import Proposal
from analytics.extraction.act_targets import TargetReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Match
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Group

__all__ = ["ClauseReader"]

_REACHED = ("object", "to", "with", "before")  # where those stand whom somebody writes to or calls
_LEADERS = 4  # tokens of "and allied leaders"


class ClauseReader(TargetReader):
    """Reads the verbs of one sentence."""

    def _verb(self, match: Match) -> Proposal | None:
        if not self._is_trigger(match):
            return None
        s, entry = self.syntax, match.entry
        group = s.group(match.start)
        decided = self.decided(match.start)
        headline = group.purpose and (
            self.roles.heads_line(group.start - (s.word(group.start - 1) == "to")) or self._is_due(match.start)
        )
        resolved = self._resolved(match.start)
        through = self._reached_by(match)
        if through is None and not (headline or decided or resolved) and not self._may_stand(match, group):
            return None
        end = self.end(match)
        if entry.get("source") == "things":
            return self._given(match, group, end)
        agents = self.frames.words["agent" if entry.get("agentless") else "doer"]  # "X suspended from Y"
        whole = not s.grammar.determiner.isdisjoint(self.low[match.start : match.end])  # "recalled its envoy from"
        suffers = s.word(self._behind_taker(match.end)) in agents or self._is_undergone(match)
        by_agent = group.participial and not whole and match.form in {"ed", "participle"} and suffers
        both = group.start < match.start and s.actor_at[group.start] is not None  # "it was | agreed": by both
        if (group.passive and match.form != "word" and not both) or by_agent:
            return replace(self._passive(match, end, group.start), headline=headline)
        sources = resolved or self._doers(match, group, decided if through is None else through)
        if sources and (self._is_supposed(sources[0], match) or self._is_none_of(sources[0], match)):
            return None
        targets = self._on_occasion(match) or self._targets(match, end, sources) or self._promised_to(match, sources)
        if through is not None and not targets:
            targets = self.roles.behind(through + 1, match.start, _REACHED, sources)
            targets = targets or self.roles.capitals(through + 1, match.start, _REACHED)
        if entry.get("reverse"):
            sources, targets = targets, sources
        unnamed = not any(a.name for a in sources) and self._are_unnamed(s.before_adverbs(group.start), sources)
        unnamed = unnamed or (not sources and self._is_papers_own(group.start))
        each = " ".join(self.low[match.end : match.end + 2]) in self.frames.words["each-other"]
        if each and len(sources) > 1:
            targets = tuple(sources)
        return Proposal(
            match,
            sources,
            targets,
            match.start,
            end,
            group.start,
            headline,
            each=each,
            unnamed=unnamed,
            through=through,
        )

    def _behind_taker(self, at: int) -> int:
        """Step over who is given something: "tanks supplied | to X | by Y"."""
        taker = next((a for a in self.syntax.actors if a.name and self.roles.start_of(a) == at + 1), None)
        return taker.last if taker is not None and self.syntax.word(at) == "to" else at

    def _is_due(self, verb: int) -> bool:
        """Whether an infinitive hangs on a form of "be" that is said of a party: "X is to | give Y tanks"."""
        g, at = self.syntax.grammar, verb - 1 - (self.syntax.word(verb - 1) == "to")
        if at == verb - 1 or self.syntax.word(at) not in g.be or not self.roles.ends_at(at):
            return False
        subject = self.syntax.subject(at).actor  # "the summit that X is to host" only names it
        return subject is None or self.syntax.word(self.roles.start_of(subject) - 1) not in g.relativizer

    def _resolved(self, verb: int) -> tuple[Actor, ...]:
        """Return whose decision an infinitive carries out: "X's decision to | send Y tanks drew"; not "praised X's"."""
        noun = verb - 2
        if self.syntax.word(verb - 1) != "to" or self.syntax.word(noun) not in self.frames.words["resolve"]:
            return ()
        owners = tuple(a for a in self.roles.owners(noun) if a.name)
        start = self.roles.start_of(owners[0]) if owners else 0
        if start and self.syntax.word(start - 1) not in self.frames.words["clause-start"]:
            return ()
        return tuple(replace(a, form="official") for a in owners)

    def _is_trigger(self, match: Match) -> bool:
        """Whether a frame's words are the verb that they look like."""
        s = self.syntax
        if match.form != "word" and not s.is_verb(match.start) and not self._loose_verb(match):
            return False
        if (match.form == "word" and s.word(match.start - 1) == "-") or self.closes_line(match):
            return False  # "X-backed"; "..., warn Xian officials"
        if match.entry.get("heads") and self.roles.verb_before(match.start) is not None:
            return False  # "ministers gathered | in X to discuss"
        if s.word(match.end) == "to" and s.word(match.end - 1) in self.frames.words["done-to"]:
            return False  # "X invited to join": by others
        if self._qualifies_noun(match) or (match.form == "ing" and s.word(match.end) == ","):
            return False  # "ahead of the X meeting, Y said"
        has = s.word(match.start) in s.grammar.have and match.end < len(self.low)
        return not (has and match.end == match.start + 1 and s.is_verb(match.end))  # "has refused": no having

    def _doers(self, match: Match, group: Group, decided: int | None) -> tuple[Actor, ...]:
        """Return who does what an active verb tells."""
        s = self.syntax
        paper = self._paper(group.start)
        if paper or (paper is not None and (self._qualifies_paper(group.start) or self._is_papers_own(group.start))):
            return paper
        sources = self._joined(match) or self._writer(match) or self.roles.subjects(decided or match.start)
        if sources and s.word(group.start - 1) in s.grammar.relativizer and self.roles.is_aimed_at(sources[0]):
            return ()  # "sanctions against X, which will freeze"
        if match.form == "third" and self._goes_on_in_line(match):
            sources = self.roles.speaker(match.start) or sources  # "X expels Y's envoys, accuses them of spying"
        sources = sources or self._we(group.start)
        if not sources and match.form == "ing" and self._opens(group.start):
            sources = self.roles.behind_comma(match.end)
        if not sources and match.form == "ing" and s.word(group.start - 1) in self.frames.words["gerund-time"]:
            sources = self.roles.speaker(group.start) or self._teller(group.start)
        troops = bool(sources) and sources[0].form == "forces"  # "X refused to say that troops would, and | warned"
        troops = troops and any(m.end <= sources[0].first and m.form in {"ed", "past"} for m in self._verbs)
        goes_on = not sources or troops or self._goes_on(match, sources[0])
        if s.word(group.start - 1) in s.grammar.conjunction and goes_on:
            sources = self.roles.speaker(group.start) or sources
        return (*sources, *self._company(match, sources))

    def _are_unnamed(self, at: int, sources: Sequence[Actor]) -> bool:
        """Whether a token stands for several who act together: "countries", "several leaders", not "union leaders"."""
        words, word, before = self.frames.words, self.syntax.word(at), self.syntax.word(at - 1)
        counted = before == "of" and self.syntax.word(at - 2) in words["how-many"]  # "dozens of diplomats"
        if sources:
            return counted and word in words["unnamed-officials"]
        return word in words["unnamed"] or (
            word in words["unnamed-officials"] and (counted or before in words["how-many"])
        )

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
        supposed = before in words["hypothesis"] and not self._is_done(before, match)
        return rumored or supposed or (match.form == "word" and before in words["causing"])

    def _is_none_of(self, subject: Actor, match: Match) -> bool:
        """Whether a clause says that nobody does it: "neither | X nor Y has accepted"."""
        first = self.roles.with_left(subject)[0] if subject in self.syntax.actors else subject
        before = self.syntax.word(self.roles.start_of(first) - 1)
        return before in self.frames.words["none-of"] and not match.entry.get("negative")

    def _is_done(self, opener: str, match: Match) -> bool:
        """Whether a clause of time tells what has been done: "once X had agreed", not "once X has agreed"."""
        g, words = self.syntax.grammar, self.frames.words
        if opener not in words["time-opener"] or match.form not in {"ed", "past", "participle"}:
            return False
        group = self.low[self.syntax.group(match.start).start : match.start]
        return (g.have - words["past-have"]).isdisjoint(group) and g.be.isdisjoint(group)

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
        if (negated and not entry.get("negative")) or (
            match.form == "ing" and entry.get("finite") and group.participial
        ):
            return False
        opens = s.clause_start(match.start)
        adverb = s.word(opens + 1) in words["again"] or s.word(opens - 1) in s.grammar.preposition
        opener = "" if adverb else s.word(opens)  # "X once more declined", "left at once and asks"
        rumor = opener == "that" and s.word(opens - 1) in words["rumor"] | words["denying"]
        supposed = opener in words["hypothesis"] and not self._is_done(opener, match)
        told = not (rumor or self._is_means(match) or supposed)
        return told and self._tells(match) and self._is_free(match, group)

    def _is_means(self, match: Match) -> bool:
        """Whether a gerund tells how something may be done: "could slow aid by | threatening X"."""
        s, words = self.syntax, self.frames.words
        if match.form != "ing" or s.word(match.start - 1) not in words["means"]:
            return False
        return not words["guess"].isdisjoint(self.low[s.clause_start(match.start) : match.start])

    def _loose_verb(self, match: Match) -> bool:
        """Whether a headline's plural verb, or an -ing form behind a noun: "a statement urging other states"."""
        s, g = self.syntax, self.syntax.grammar
        if match.form == "base" and self.roles.is_plural(match.start):
            return True
        if match.form in {"ed", "past"} and s.word(match.start - 1).endswith("s") and self._joined_leaders(match.start):
            return True
        if match.form == "third" and (self._goes_on_in_line(match) or self._is_papers_own(match.start)):
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
        opens = s.opens_noun_phrase(match.end) or s.word(match.end) in {
            "to",
            "that",
            *self.frames.words["object_pronoun"],
        }
        about = any(m.start == match.end and m.form == "noun" for m in self.roles.objects)  # "and bans exports"
        opens = opens or about or match.end > match.start + 1  # "X meets Y but rules out talks"
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
            heads = self.roles.ends_at(group.start) or self._is_papers_own(group.start)
            return self._goes_on_in_line(match) or heads or before in governed
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
