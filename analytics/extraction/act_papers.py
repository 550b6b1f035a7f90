"""Who speaks through a paper: "a resolution that demands", "a statement urging"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.act_readers import ActReader

if TYPE_CHECKING:
    from analytics.extraction.records import Actor

__all__ = ["PaperReader"]


class PaperReader(ActReader):
    """Reads whose papers one sentence tells of."""

    def _paper(self, at: int) -> tuple[Actor, ...]:
        """Return who speaks through "a resolution that demands", "a statement urging"; empty for nobody."""
        paper = at - 1 - (self.syntax.word(at - 1) in self.syntax.grammar.relativizer)
        if self.syntax.word(paper) not in self.frames.words["document"]:
            return ()
        verb = self.roles.verb_before(paper)
        if verb is None:
            owners = self.roles.owners(paper) or self._adopters(at)
            return tuple(replace(a, form="official") for a in owners)
        group = self.syntax.group(verb)
        negated = group.negated or not self.syntax.grammar.negation.isdisjoint(self.low[verb:paper])
        wished = group.purpose and self.decided(verb) is None  # "asked them to back a resolution condemning X"
        return () if negated or wished else self.roles.subjects(verb)

    def _adopters(self, at: int) -> tuple[Actor, ...]:
        """Return who a paper's main verb is done by: "a resolution condemning X | was adopted by Y"."""
        doer, s = self.frames.words["doer"], self.syntax
        by = next((i for i in range(at + 1, len(self.low)) if self.low[i] in doer), None)
        if by is None or not s.is_verb(by - 1) or not s.group(by - 1).passive or s.group(by - 1).negated:
            return ()
        return self.roles.behind(by - 1, len(self.low), doer)
