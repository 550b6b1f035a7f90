"""The status of a claim on each day that something new was told, by the codebook's rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import CodebookError
from analytics.ledgers.conditions import CONDITIONS, Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.ledgers.clusters import Cluster
    from analytics.ledgers.rules import Rule, Rules

__all__ = ["Standing", "history_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, the report's day that brought it, and the rule that set it."""

    date: dt.date
    status: str
    rule: str


def history_of(cluster: Cluster, rules: Rules, as_of: dt.date) -> tuple[Standing, ...]:
    """Return every status that a claim had, in order; the last one is the status on the day ``as_of``.

    Args:
        cluster: The claim; nothing of it is told later than ``as_of``.
        rules: What the ledger follows.
        as_of: The day to look from: silence until then can make a claim lapse.

    Raises:
        CodebookError: If no rule holds.
    """
    standings: list[Standing] = []
    for day in _days(cluster):
        _add(standings, day, _rule(_known(cluster, rules, day, silent=0), rules))
    last = cluster.tellings[-1].date
    ending = _rule(_known(cluster, rules, as_of, silent=(as_of - last).days), rules)
    lapses = last + dt.timedelta(days=rules.kinds[cluster.first.kind].lapses)
    _add(standings, max(lapses, standings[-1].date), ending)
    return tuple(standings)


def _add(standings: list[Standing], day: dt.date, rule: Rule) -> None:
    if not standings or standings[-1].status != rule.status:
        standings.append(Standing(day, rule.status, rule.id))


def _days(cluster: Cluster) -> Sequence[dt.date]:
    """Return the days on which something new was told, from the first telling on."""
    told = {t.date for t in cluster.tellings} | {t.date for _, t in cluster.related}
    return sorted(day for day in told if day >= cluster.first.date)


def _known(cluster: Cluster, rules: Rules, day: dt.date, silent: int) -> Known:
    return Known(
        tellings=tuple(t for t in cluster.tellings if t.date <= day and t not in cluster.repeats),
        related=tuple((relation, t) for relation, t in cluster.related if t.date <= day),
        kind=rules.kinds[cluster.first.kind],
        actor=cluster.first.actor,
        camps=rules.camps,
        silent=silent,
    )


def _rule(known: Known, rules: Rules) -> Rule:
    for rule in rules.rules:
        if all(CONDITIONS[name](known) for name in rule.all) and not any(CONDITIONS[name](known) for name in rule.none):
            return rule
    raise CodebookError.at(
        "[[ledger_rule]]", got="no rule holds", expected="a last rule without conditions", way_out="Add one."
    )
