"""Which tellings say again what was said: a paragraph of the day before, two headlines, one source quoted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from analytics.ledgers.tellings import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.ledgers.rules import Settings
    from analytics.ledgers.tellings import Telling

__all__ = ["repeats_of"]


def repeats_of(tellings: Sequence[Telling], settings: Settings) -> dict[Telling, Telling]:
    """Link each telling that adds nothing to the first one that it repeats.

    Args:
        tellings: Of one claim, in the order of telling.
        settings: How near in time and words a repetition is.

    Returns:
        The repetitions, each with what it repeats. A telling with another claimant, credence or evidence adds something
        and is none.
    """
    first: list[Telling] = []
    linked: dict[Telling, Telling] = {}
    for telling in tellings:
        origin = next((one for one in first if _repeats(telling, one, settings)), None)
        if origin is None:
            first.append(telling)
        else:
            linked[telling] = origin
    return linked


def _repeats(one: Telling, other: Telling, settings: Settings) -> bool:
    worth = (one.claimant, one.credence, one.evidence) == (other.claimant, other.credence, other.evidence)
    if not worth or (one.date - other.date).days > settings.repeat_days:
        return False
    source = folded(one.claimant_text)
    if one.voice is not None and source and source == folded(other.claimant_text):
        return True
    words, others = folded(one.quote), folded(other.quote)
    return words == others or fuzz.token_set_ratio(words, others) >= settings.repeat_likeness
