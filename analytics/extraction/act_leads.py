"""Who leads a sentence of acts: whom "he" or "they" in the next one stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.act_roles import Roles
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax

__all__ = ["leads_of"]


def leads_of(roles: Roles, actors: Sequence[Actor], acted: Sequence[str]) -> tuple[Actor, ...]:
    """Return the first party that a verb is said of, else who acts, else the first that hangs on no preposition.

    Args:
        roles: The sentence's parties.
        actors: Its actors.
        acted: Names of those who acted first.
    """
    lead = _subject_of(roles.syntax) or _first_of(roles.syntax, actors, acted)
    return () if lead is None else roles.with_right(lead)


def _first_of(syntax: Syntax, actors: Sequence[Actor], acted: Sequence[str]) -> Actor | None:
    """Return who acts, else the first party that can act and hangs on no preposition; null for nobody."""
    able = [a for a in actors if a.name and a.form in ACTING and not a.possessive]
    did = next((a for a in able if a.name in acted), None)
    hanging = syntax.grammar.preposition
    free = (a for a in able if not hanging & {*syntax.low[max(0, a.first - 2) : a.first]})
    return did or next(free, able[0] if able else None)


def _subject_of(syntax: Syntax) -> Actor | None:
    """Return the first party that a verb of a sentence is said of; null for none."""
    for i in range(len(syntax.low)):
        actor = syntax.subject(i).actor if syntax.is_verb(i) else None
        if actor is not None and actor.name and actor.form in ACTING:
            return actor
    return None
