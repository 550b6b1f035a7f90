"""What hangs on a verb with a comma between: ", shelling X", ", with a brigade storming Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.claim_scene import SceneReader

if TYPE_CHECKING:
    from analytics.codebook import Match
    from analytics.extraction.heads import Head

__all__ = ["Hanging"]

_WITH = 16  # tokens of ", with the 3rd Mechanized and the 17th Tank Brigade" before their verb


class Hanging(SceneReader):
    """Tells what hangs on the verbs of one sentence."""

    def hangs_on_plan(self, head: Head) -> bool:
        """Whether a participle hangs on what is still to come: "will attack X, | crossing the river".

        Args:
            head: What governs the trigger.
        """
        if head.verb is None:
            return False
        group = self.s.group(head.verb)
        start = head.verb if group.participial else group.start  # "in | directly storming X"
        if not self._is_participle(start):
            return False
        if self._is_enabled(head):
            return True
        comma = self._comma(start)
        main = self._carrier(comma) if comma > 0 else None
        if main is not None:
            return self._is_modal(main) and self._still_to_come(main)
        hard = self._hard_at(start)
        main = self._carrier(hard) if hard > 0 else None
        return main is not None and self._still_to_come(main)

    def _is_enabled(self, head: Head) -> bool:
        """Whether only what is wanted lets forces act: "wants to hold X to let troops | storming Y pass"."""
        at = head.subject_at - 1
        at -= self.s.word(at) in self.s.grammar.determiner
        if at < 0 or self.low[at] not in self.f.words["enabling"] or not self.s.is_verb(at):
            return False
        group = self.s.group(at)
        main = self._carrier(group.start) if group.purpose else at
        return main is not None and self._still_to_come(main)

    def told_later(self, match: Match) -> bool:
        """Whether nobody has said yet what a trigger tells: "will claim that they have | captured X".

        Args:
            match: The trigger.
        """
        scope = self.a.covering(match.start, match.end)
        verb = scope.cue[0] if scope is not None and scope.voice == "attributed" else 0
        if not verb or verb > match.start or not self.s.is_verb(verb):
            return False
        if self.low[verb] not in self.f.words["boasting"] | self.f.words["announcing"] | self.s.grammar.blaming:
            return False
        group = self.s.group(verb)
        if group.purpose:
            main = self._carrier(group.start)
            return main is not None and self._still_to_come(main)
        return not self.f.words["ahead"].isdisjoint(self.low[group.start : verb]) and self._still_to_come(verb)

    def comes_after(self, match: Match, head: Head) -> bool:
        """Whether what is still to come waits for a deed: "will attack X after | seizing Y", "after they | seize Y".

        Args:
            match: The trigger; one that is dated has happened.
            head: What governs it.
        """
        verb = match.start if head.verb is None else head.verb
        begin = self.s.clause_start(match.start)
        opener = verb - 1 if "ing" in self.s.tags(verb) else begin if match.form in {"base", "third"} else -1
        if opener < 0 or self.low[opener] not in self.f.words["then"]:
            return False
        behind = self.low[match.end : self.s.clause_end(match.end - 1)]
        dated = any(word in self.f.calendar or word.isdigit() for word in behind)
        main = None if dated else self._carrier(opener)
        return main is not None and self._is_modal(main) and self._still_to_come(main)

    def _hard_at(self, start: int) -> int:
        """Return the word that tells of success or trouble with a deed: "have difficulty (in) | crossing"; or -1."""
        before = self.s.before_adverbs(start)
        before -= self.s.word(before) in self.s.grammar.preposition
        return before if self.s.word(before) in self.f.words["hard"] else -1

    def _is_participle(self, at: int) -> bool:
        """Whether an -ing form stands at a token; not "having taken X", which was before."""
        return self.s.is_verb(at) and "ing" in self.s.tags(at) and self.low[at] not in self.s.grammar.have

    def _comma(self, start: int) -> int:
        """Return the comma that a participle hangs behind, another or "with X" between; -1 for none."""
        before = self.s.before_adverbs(start)
        if self.s.word(before) == ",":
            return before
        if self.s.word(before) in self.s.grammar.conjunction:
            partner = next((j for j in range(before - 1, -1, -1) if self.s.is_verb(j)), None)
            joined = partner is not None and self._is_participle(self.s.group(partner).start)
            return self._comma(self.s.group(partner).start) if partner is not None and joined else -1
        near = range(start - 1, max(0, start - _WITH), -1)
        beside = next((j for j in near if self.low[j] == "with" or self.s.is_verb(j)), 0)
        return beside - 1 if self.s.word(beside) == "with" and self.s.word(beside - 1) == "," else -1

    def _carrier(self, comma: int) -> int | None:
        """Return the verb before a comma that others hang on: no participle, no purpose, none of a "which" clause."""
        for j in range(comma - 1, -1, -1):
            if not self.s.is_verb(j):
                continue
            group = self.s.group(j)
            relative = self.low[self.s.clause_start(j)] in self.s.grammar.relativizer - {"that"}
            if not (relative or group.purpose or self._is_participle(group.start)):
                return j
        return None

    def _is_modal(self, verb: int) -> bool:
        return not self.s.grammar.modal.isdisjoint(self.low[self.s.group(verb).start : verb])

    def _still_to_come(self, verb: int) -> bool:
        """Whether a verb tells of what has not happened: "will attack"; not "could not", "may have attacked"."""
        group = self.s.group(verb)
        return not group.negated and self.a.stance(verb, verb + 1, group_start=group.start).status == "plan"
