"""Tellings that speak of one claim, and what else is told at the place that bears on it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from analytics.codebook import are_rivals
from analytics.ledgers.repeats import repeats_of
from analytics.ledgers.tellings import DENIED, later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.ledgers.rules import Relation, Rules
    from analytics.ledgers.tellings import Telling

__all__ = ["Cluster", "clusters_at"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One claim.

    Attributes:
        id: Hash of what makes it: place, relation, kind, actor, day of the first event, position among equals.
        tellings: All of them, in the order of telling.
        repeats: Those that add nothing, with what they repeat.
        related: What other claims at the place do to it, in the order of telling; what only repeats does nothing.
    """

    id: str
    tellings: tuple[Telling, ...]
    repeats: Mapping[Telling, Telling]
    related: tuple[tuple[Relation, Telling], ...]

    @property
    def first(self) -> Telling:
        """The telling that names it."""
        return self.tellings[0]


def clusters_at(place: Sequence[Telling], rules: Rules) -> Iterator[Cluster]:
    """Yield the claims at one place.

    A window opens with the earliest event and takes in what lies within the kind's days *of that first event*: a chain
    of tellings, each near the one before, never joins events further apart than one window. It closes early where the
    thing is firmly undone in between. A telling of an earlier event moves the windows behind it, of its own kind and
    actor at its own place alone. What is only said not to have happened is no claim.

    Args:
        place: Its tellings, in the order of telling.
        rules: What the ledger follows.
    """
    claims = dict(_claims_at(place, rules))
    repeats = {what: repeats_of(members, rules.settings) for what, members in claims.items()}
    repeated = {telling for links in repeats.values() for telling in links}
    fresh = [telling for telling in place if telling not in repeated]
    for what, members in claims.items():
        related = _related(members, fresh, rules)
        digest = hashlib.sha256("\0".join(what).encode()).hexdigest()[:16]
        yield Cluster(digest, tuple(members), repeats[what], tuple(related))


def _claims_at(place: Sequence[Telling], rules: Rules) -> Iterator[tuple[tuple[str, ...], list[Telling]]]:
    """Yield what makes each claim at a place, with its tellings."""
    for (relation, kind, actor), group in groupby(sorted(place, key=_what), key=_what):
        parting = [t for t, r in _bearing(place, kind, actor, rules) if r.parts and t.firm and t.exact and not relation]
        seen: Counter[dt.date] = Counter()
        for window in _windows(list(group), rules.kinds[kind].window, parting):
            members = window if rules.kinds[kind].lasts else _of_its_days(window)
            day = min(t.event_start for t in members)
            if any(t.claims or t.credence != DENIED for t in members):
                yield (members[0].where, relation, kind, actor, day.isoformat(), str(seen[day])), members
            seen[day] += 1


def _what(telling: Telling) -> tuple[str, str, str]:
    return (telling.relation or "", telling.kind, telling.actor)


def _windows(tellings: list[Telling], days: int, parting: Sequence[Telling]) -> Iterator[list[Telling]]:
    """Cut tellings of one kind and actor into windows, each in the order of telling."""
    tellings.sort(key=lambda t: (t.event_start, t.order))
    window: list[Telling] = []
    for telling in tellings:
        if window and (_far(telling, window[0], days) or _parted(telling, window[0], parting)):
            yield sorted(window, key=lambda t: t.order)
            window = []
        window.append(telling)
    if window:
        yield sorted(window, key=lambda t: t.order)


def _far(telling: Telling, first: Telling, days: int) -> bool:
    return (telling.event_start - first.event_start).days > days


def _parted(telling: Telling, first: Telling, parting: Sequence[Telling]) -> bool:
    return telling.asserts and any(later(loss, first) and later(telling, loss) for loss in parting)


def _bearing(place: Sequence[Telling], kind: str, actor: str, rules: Rules) -> Iterator[tuple[Telling, Relation]]:
    """Yield what is told at the place that may bear on claims of a kind and actor."""
    for relation in rules.relations[kind]:
        for telling in place:
            same = telling.actor == actor
            rival = are_rivals(telling.actor, actor, rules.camps)
            if telling.kind == relation.by and telling.asserts and (same if relation.who == "same" else rival):
                yield telling, relation


def _of_its_days(window: list[Telling]) -> list[Telling]:
    """Leave out what is denied of other days than those on which it is said to have happened."""
    claimed = [t for t in window if t.claims]
    return [t for t in window if t.claims or not claimed or any(_overlap(t, one) for one in claimed)]


def _overlap(one: Telling, other: Telling) -> bool:
    return one.event_start < other.event_end and other.event_start < one.event_end


def _related(members: list[Telling], place: Sequence[Telling], rules: Rules) -> list[tuple[Relation, Telling]]:
    """Return what other claims at the place do to one, in the order of telling."""
    bearing = _bearing(place, members[0].kind, members[0].actor, rules)
    related = [(relation, telling) for telling, relation in bearing if _bears(telling, relation, members)]
    return sorted(related, key=lambda pair: (pair[1].order, pair[0].id))


def _bears(telling: Telling, relation: Relation, members: Sequence[Telling]) -> bool:
    """Whether a telling is near enough, in place and time, to bear on a claim."""
    one = members[0]
    if relation.effect == "supports":
        if telling.relation != one.relation:
            return False
    elif not (telling.exact and one.exact):
        return False
    start, end = min(t.event_start for t in members), max(t.event_end for t in members)
    if relation.later and not any(later(telling, t) for t in members if t.asserts):
        return False
    if relation.days is None:
        return telling.event_end > start
    slack = dt.timedelta(days=relation.days)
    return telling.event_end > start - slack and telling.event_start < end + slack
