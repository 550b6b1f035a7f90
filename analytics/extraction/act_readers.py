"""What all readers of acts share: a sentence's matches, who goes on, where a clause ends, and what they propose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.extraction.act_frames import by_start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.codebook import Match, PhraseTable
    from analytics.extraction.act_frames import ActFrames
    from analytics.extraction.act_roles import Roles
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["ActReader", "Proposal"]

_SPAN = 18  # tokens in which a trigger's parties and objects stand
_OBJECT = 4  # tokens between a verb and the noun that is its object
_COUNT = 12  # tokens of a count of votes
_THAT = 2  # tokens behind a verb in which "that" opens what it tells; a later one is a noun's


@dataclass(frozen=True, slots=True)
class Proposal:
    """A frame that may tell an act.

    Attributes:
        match: The trigger.
        sources: Who may act.
        targets: On whom.
        start: First token where what the act is about may stand.
        end: One past the last such token.
        group: First token of the trigger's verb group; the trigger's own for a noun.
        headline: Whether it is a headline's infinitive: "X to visit Y".
        spoken: Token of the verb of saying; null in the report's own clause.
        passive: Whether the verb is a passive.
        each: Whether several sources do it to each other.
        unnamed: Whether those who do it are told, but not named: "several countries".
        through: The verb of writing or calling whose aim it is: "wrote to ask"; null for none.
        agent: Whether the noun names who does it: "condemnation from X".
    """

    match: Match
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    start: int
    end: int
    group: int
    headline: bool = False
    spoken: int | None = None
    through: int | None = None
    agent: bool = False
    passive: bool = False
    each: bool = False
    unnamed: bool = False

    @property
    def entry(self) -> Mapping[str, Any]:
        """The frame."""
        return self.match.entry

    @property
    def span(self) -> tuple[int, int]:
        """The tokens that tell the act: the trigger, with the verb of saying where there is one."""
        if self.spoken is None:
            return self.match.start, self.match.end
        return min(self.spoken, self.match.start), max(self.spoken + 1, self.match.end)

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.match.form == "noun" or self.entry.get("source") == "owner"


class ActReader:
    """Holds one sentence and what of the codebook stands in it."""

    def __init__(self, syntax: Syntax, frames: ActFrames, roles: Roles, closed: frozenset[int] = frozenset()) -> None:
        """Match the frames.

        Args:
            syntax: The sentence.
            frames: The codebook's frames.
            roles: Finds the parties.
            closed: Tokens right behind a quotation mark.
        """
        self.syntax, self.frames, self.roles, self.low = syntax, frames, roles, syntax.low
        self._closed = closed
        self._ends: dict[int, int] = {}
        self._acts = by_start(self.find(frames.acts))
        self._reports = by_start(self.find(frames.reports))
        self._verbs = [m for m in self._acts if m.form not in {"noun", "word"} and syntax.is_verb(m.start)]

    def may_tell(self) -> bool:
        """Whether any trigger stands in the sentence."""
        return bool(self._acts or self.find(self.frames.said) or self.find(self.frames.stances))

    def find(self, table: PhraseTable) -> list[Match]:
        """Match a table.

        Args:
            table: Any phrases.
        """
        return table.find(self.low)

    def is_object(self, start: int, noun: int) -> bool:
        """Whether a noun stands right behind a verb, with no preposition between.

        Args:
            start: One past the verb.
            noun: The noun's token.
        """
        between = self.low[start:noun]
        return len(between) <= _OBJECT and not any(w in self.syntax.grammar.preposition or w == "," for w in between)

    def heard_before(self, match: Match) -> Actor | None:
        """Return to or with whom somebody speaks right before an -ing form: "a letter to | X asking"; null for nobody.

        Args:
            match: The form.
        """
        near = (a for a in self.syntax.actors if a.last == match.start and a.name and not a.possessive)
        heard = next(near, None) if match.form == "ing" else None
        hangs = heard is not None and self.syntax.word(self.roles.start_of(heard) - 1) in self.frames.words["sharing"]
        return heard if hangs else None

    def end(self, match: Match) -> int:
        """Return where the clause behind a trigger ends; ", including" ends none."""
        if match.end not in self._ends:
            self._ends[match.end] = self._end(match.end)
        return self._ends[match.end]

    def _end(self, behind: int) -> int:
        s = self.syntax
        limit = min(len(self.low), behind + _SPAN)
        for i in range(behind + (s.word(behind) == "that"), limit):
            if s.opens_clause(i) and not (s.word(i + 1) in s.grammar.preposition or self.roles.is_nominal(i + 1)):
                return i
        return limit

    def decided(self, verb: int) -> int | None:
        """Return the verb of "voted to send" whose infinitive is done with it; null for none.

        Args:
            verb: The infinitive.
        """
        if self.syntax.word(verb - 1) != "to":
            return None
        for i in range(verb - 2, max(-1, verb - 2 - _COUNT), -1):  # "voted 141 to 5 to condemn"
            if self.low[i] in self.frames.words["decides"]:
                return i
            g, word = self.syntax.grammar, self.low[i]
            counts = word in g.preposition or g.is_adverb(word) or word in self.frames.words["ballot"]
            if word.isalpha() and not counts:
                return None
        return None

    def _goes_on(self, match: Match, subject: Actor) -> bool:
        """Whether the speaker goes on: in "A said that B must win and pledged arms" A pledges."""
        if match.form not in {"ed", "past"}:
            return False
        before = [m for m in self._reports if m.end <= subject.first and m.form in {"ed", "past"}]
        if any(self.syntax.is_verb(m.start) for m in before):
            return True
        acts = [m for m in self._verbs if m.end <= subject.first and m.form in {"ed", "past"}]
        told = any("that" in self.low[m.end - 1 : m.end + _THAT] for m in acts)
        return bool(acts) and not told
