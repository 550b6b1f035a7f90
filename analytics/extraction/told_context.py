"""What a sentence leaves to the next one: who acted, whom it was said of, where."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from analytics.extraction.records import ACTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.frames import Context
    from analytics.extraction.records import Mention
    from analytics.extraction.rows import SentenceRead

__all__ = ["told_on"]

_TOWNS = 6  # settlements that "the city" may be
_NAMED = frozenset({"place", "axis"})  # roles of names that "the city" may be


def told_on(before: Context, read: SentenceRead, mentions: Sequence[Mention]) -> Context:
    """Return what the next sentence inherits.

    Args:
        before: What this one did.
        read: What was read of it.
        mentions: Its places.
    """
    sides = [c.actor for c in read.claims if len(c.sides) == 1]
    named = [a.side for a in read.syntax.actors if a.side and a.form in ACTING]
    actor = next(iter(sides or named), before.actor)
    placed = [c.places for c in read.claims if c.places]
    places = placed[-1] if placed else tuple(m for m in mentions if m.role == "place" and m.kind != "region")[-1:]
    told = (*places, *(m for m in reversed(mentions) if m.role in _NAMED), *before.towns)
    towns: dict[str, Mention] = {}
    for mention in told:
        if mention.kind == "settlement":
            towns.setdefault(mention.surface, mention)
    last = tuple(islice(towns.values(), _TOWNS))
    subject = _subject(read) or actor
    fire = {c.actor for c in read.claims if c.kind == "strike"}
    fired = next(iter(fire)) if len(fire) == 1 else before.fired if not fire else None
    return replace(before, fired=fired, actor=actor, subject=subject, places=places or before.places, towns=last)


def _subject(read: SentenceRead) -> str | None:
    """Return the side that the sentence's first deed is said of, where that is not who does it."""
    syntax = read.syntax
    verb = next((c.first for c in read.claims if len(c.sides) == 1), None)
    if verb is None or not syntax.is_verb(verb):
        return None
    subject = syntax.doer(verb).actor
    return subject.side if subject is not None and subject.form in ACTING else None
