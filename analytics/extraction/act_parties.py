"""The parties that a sentence of acts names: lists of them, their bounds, which are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING, act_frames_of
from analytics.extraction.actor_table import actor_table_of
from analytics.extraction.records import Actor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.syntax import Syntax

__all__ = ["Parties"]


class Parties:
    """Knows the parties of one sentence.

    Args:
        syntax: The sentence.
        codebook: For capitals, which a visit makes a party.
        date: The report's day.
    """

    def __init__(
        self,
        syntax: Syntax,
        codebook: Codebook,
        date: dt.date,
        groups: Mapping[int, tuple[Actor, ...]] | None = None,
        dealt: Sequence[Actor] = (),
    ) -> None:
        """Hold the sentence; `groups` are the parties behind "they", by first token, `dealt` those that met before."""
        self._groups, self._dealt = groups or {}, dealt
        self.syntax, self.low, self.actors = syntax, syntax.low, syntax.actors
        self._table, self._date = actor_table_of(codebook), date
        self.ambiguous = self._table.words.get("noun-or-verb", frozenset())
        frames = act_frames_of(codebook)
        self._links = frames.words.get("party-link", frozenset())
        self._closing = frames.words.get("list-close", frozenset())
        self._no_target = frames.words.get("no-target", frozenset())
        self._titles = frames.words.get("title", frozenset())
        self.objects = harms = frames.objects.find(syntax.low)
        self._nominal = {i for m in harms if m.end - m.start > 1 for i in range(m.start, m.end)}  # "export controls"
        deeds = frames.words.get("deed", frozenset())
        # "the invasion of X": X is no culprit
        self._harmed = {m.end for m in harms if m.entry["id"] == "wrong" and syntax.low[m.end - 1] not in deeds}
        self._objects = frames.words.get("object_pronoun", frozenset())
        self._including = frames.words.get("including", frozenset())
        self._led = frames.words.get("led", frozenset())
        self._belonging = frames.words.get("belonging", frozenset())
        self._openers = frames.words.get("clause-start", frozenset())
        self._inserted = frames.words.get("insertion", frozenset())
        self._holding = frames.words.get("holding", frozenset())
        self._hanging = frames.words.get("hanging", frozenset())
        self._joints = frames.words.get("joint", frozenset())
        self._comparing = frames.words.get("comparing", frozenset())
        self._supposing = frames.words.get("hypothesis", frozenset())
        self._sharing = frames.words.get("sharing", frozenset())
        self._companions = frames.words.get("unnamed", frozenset())
        self._colleagues = frames.words.get("colleague", frozenset())
        self._plural = frames.words.get("plural-pronoun", frozenset())
        self._owning = frames.words.get("owner-pronoun", frozenset())
        self._aimed = frames.words.get("aimed", frozenset())
        self._met = frames.words.get("person_pronoun", frozenset())
        self._persons = frames.words.get("person-pronoun", frozenset())

    def _joined(self, a: Actor, b: Actor) -> bool:
        """Whether two actors are linked by nothing but "and", commas, brackets."""
        between = self.low[a.last : b.first]
        if between[:1] == ("(",) and ")" in between:  # "the X Union (XU), and Y"
            between = between[between.index(")") :]
        if between[:2] == (",", "and") and self.syntax.hangs(a.first) and "," not in self.low[: a.first]:
            return False  # "said in talks with X, and Y agreed"
        if "as" in between and "well" not in between:
            return False  # "talks with X as Y left"
        linked = all(word in self._links for word in between) and not self._joints.isdisjoint(between)
        return linked and not a.possessive

    def with_left(self, actor: Actor) -> tuple[Actor, ...]:
        """Return an actor and those coordinated before it."""
        chain = [actor]
        if actor.first in self._groups:
            return self._groups[actor.first]
        at = self.actors.index(actor)
        while at > 0 and self._joined(self.actors[at - 1], chain[0]):
            at -= 1
            chain.insert(0, self.actors[at])
        return tuple(chain) if self._is_list(chain) else (actor,)

    def with_right(self, actor: Actor) -> tuple[Actor, ...]:
        """Return an actor and those coordinated behind it."""
        chain = [actor]
        if actor.first in self._groups:
            return self._groups[actor.first]
        at = self.actors.index(actor) + 1
        while at < len(self.actors) and self._joined(chain[-1], self.actors[at]) and self.actors[at].form != "forces":
            chain.append(self.actors[at])
            at += 1
        while len(chain) > 2 and not self._is_list(chain):  # noqa: PLR2004  "A and B, C": C stands apart
            chain.pop()
        return tuple(chain) if self._is_list(chain) else (actor,)

    def joint_at(self, at: int, forms: Collection[str]) -> tuple[Actor, ...]:
        """Return the several parties that stand at a token: "a meeting of | A and B officials"; empty for one."""
        first = next((a for a in self.actors if self.start_of(a) == at), None)
        parties = self.with_right(first) if first is not None else ()
        return parties if len({a.name for a in parties if a.form in {*forms, "adjective"}}) > 1 else ()

    def _is_list(self, chain: Sequence[Actor]) -> bool:
        """Whether commas list actors: an "and" closes the list, or it opens a headline."""
        between = self.low[chain[0].last : chain[-1].first]
        last = self.low[chain[-2].last : chain[-1].first] if len(chain) > 1 else ()
        return (
            "," not in between
            or bool(self._closing & set(last))
            or (chain[0].first == 0 and not self._inserts(chain[-1]))
        )

    def _inserts(self, speaker: Actor) -> bool:
        """Whether commas set a speaker apart: "Y, | X said, must"."""
        said = self.syntax.grammar.reporting.at(self.low, speaker.last) if speaker.last < len(self.low) else []
        return any(self.syntax.word(m.end) == "," for m in said)

    def is_nominal(self, i: int) -> bool:
        """Whether a token is part of a compound that acts are about: "export controls" exports nothing."""
        return i in self._nominal

    def ends_at(self, at: int) -> bool:
        """Whether an actor ends right before a token."""
        return self._before(at) is not None

    def _before(self, at: int) -> Actor | None:
        return next((a for a in self.actors if a.last == at), None)

    def verb_before(self, at: int) -> int | None:
        """Return the nearest verb left of a token in its clause, passing prepositions that hang a noun on it."""
        for i in range(at - 1, -1, -1):
            if self.low[i] in {";", "\u2014"}:
                return None
            if self.syntax.is_verb(i):
                return i
        return None

    def heads_line(self, at: int) -> bool:
        """Whether an actor that no verb and no "for" stands before ends right before a token: "X to visit Y".

        What a colon closes is a label or a speaker: "It is official: | X to visit Y".
        """
        actor = self._before(at) or self._with_allies(at)
        if actor is None or self.syntax.word(actor.first - 1) == "for":
            return False
        label = next((i for i in range(actor.first - 1, -1, -1) if self.low[i] == ":"), -1)
        before = range(label + 1, actor.first)
        return not any(self.syntax.is_verb(i) for i in before if self.syntax.actor_at[i] is None)

    def _with_allies(self, at: int) -> Actor | None:
        """Return X of "X and its allies" right before a token."""
        joined = self.low[max(0, at - 3) : at]
        allied = joined[:1] == ("and",) and joined[-1] in self._companions and joined[1] in self._owning
        return self._before(at - 3) if allied else None

    def is_plural(self, at: int) -> bool:
        """Whether coordinated actors end right before a token: "A, B sign a deal"."""
        actor = self._before(at)
        return actor is not None and len(self.with_left(actor)) > 1

    def start_of(self, actor: Actor) -> int:
        """Return where an actor's phrase begins, with its article."""
        start = actor.first
        while start > 0 and (
            self.low[start - 1] in self.syntax.grammar.determiner or self.low[start - 1] in self._titles
        ):
            start -= 1
        return start

    def same(self, actor: Actor, others: Sequence[Actor]) -> bool:
        """Whether an actor is one of some others, or of one side with one of them and no state of its own making."""
        return any(
            actor.name == o.name
            or (o.side is not None and o.side == actor.side and not (self._apart(actor) or self._apart(o)))
            for o in others
        )

    def is_body(self, actor: Actor) -> bool:
        """Whether an actor is a body or bloc, or its leaders."""
        return actor.form == "body" or actor.name in self._table.bodies

    def is_person(self, actor: Actor) -> bool:
        """Whether an actor ends with the name of somebody whom the codebook knows."""
        found = self._table.readings(self.syntax.sentence.tokens, self.low, actor.last - 1, self._date)
        return any(r.role == "person" for r in found)

    def _apart(self, actor: Actor) -> bool:
        """Whether an actor deals with its own side as a state does: a statelet before its annexation."""
        until = self._table.apart.get(actor.name)
        return until is not None and actor.form in ACTING and self._date < until

    def capitals(self, start: int, end: int, behind: Collection[str] = (), *, towns: bool = False) -> tuple[Actor, ...]:
        """Return the state whose capital stands behind a trigger.

        Args:
            start: First token behind the trigger.
            end: One past the last.
            behind: Words of which one has to stand right before the capital; any if empty.
            towns: Whether its other towns stand for it too.
        """
        seats = {"capital", "local"} if towns else {"capital"}
        tokens = self.syntax.sentence.tokens
        for i in range(start, min(len(self.low), end if behind else min(end, start + 4))):
            if (behind and self.syntax.word(i - 1) not in behind) or (i - 1 in self._harmed and i - 1 > start):
                continue  # "condemned the raid on X": X is hit
            for lexeme in self._table.readings(tokens, self.low, i, self._date):
                if lexeme.role in seats:
                    return (
                        Actor(self.syntax.sentence.index, i, i + lexeme.length, lexeme.actor, lexeme.side, "official"),
                    )
        return ()

    def hit_place(self, start: int, end: int) -> str | None:
        """Return the side of the town that a wrong is done to: "the raid on | Oakham"; null for none.

        Args:
            start: First token.
            end: One past the last.
        """
        tokens = self.syntax.sentence.tokens
        hit = (i for i in range(start + 1, min(end, len(self.low))) if i - 1 in self._harmed and i - 1 > start)
        read = (r for i in hit for r in self._table.readings(tokens, self.low, i, self._date))
        return next((r.side for r in read if r.role in {"capital", "local"}), None)
