"""The rules of the ledger as a codebook declares them: kinds, relations between them, and the statuses' conditions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analytics.codebook import camps_of
from analytics.errors import CodebookError
from analytics.ledgers.conditions import CONDITIONS
from analytics.schema import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.codebook import Codebook

__all__ = ["Kind", "Relation", "Rule", "Rules", "Settings", "rules_of"]

_WAY_OUT = "Mend the entry."
_EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Settings:
    """The table ``[ledger]``; what each value means stands at the head of ``ledger.toml``."""

    repeat_days: int
    repeat_likeness: int
    firm: tuple[str, ...]
    against: tuple[str, ...]
    evidence: tuple[str, ...]
    widest_precision: int
    interval: float
    prior: float


@dataclass(frozen=True, slots=True)
class Kind:
    """What is told as one claim.

    Attributes:
        id: As the ledger's ``kind`` has it.
        kinds: Kinds of the claims frame.
        good_for: Whose interest it serves: ``actor``, ``opponent`` or ``none``.
        lasts: Whether it is still so on later days, so that a later denial is one of it.
        window: Days from the first event within which tellings are of one event.
        lapses: Days of silence after which an open claim lapses.
        name: As a reader sees it.
    """

    id: str
    kinds: tuple[str, ...]
    good_for: str
    lasts: bool
    window: int
    lapses: int
    name: str


@dataclass(frozen=True, slots=True)
class Relation:
    """What one kind of claim does to another one at the same place.

    Attributes:
        id: The entry's id.
        effect: ``supports``, ``contradicts`` or ``reverses``.
        of: The kind that it is done to.
        by: The kind that does it.
        who: Whose: the ``same`` actor's, or the ``opponent``'s.
        later: Whether only a later claim does it.
        days: How far apart the events may lie; null for any time after.
        parts: Whether the same claim, told again after it, is another one.
    """

    id: str
    effect: str
    of: str
    by: str
    who: str
    later: bool = False
    days: int | None = None
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """When a claim has a status: all of some conditions hold, and none of others."""

    id: str
    order: int
    status: str
    says: str
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides how claims are joined and how they end.

    Attributes:
        settings: Thresholds and groups of labels.
        told_as: Each kind of the claims frame with the ledger's kind that it is told as.
        kinds: The ledger's kinds by id.
        relations: What bears on each kind, in the order of the codebook.
        rules: In the order in which they are tried.
        camps: Which of the codebook's sides stand together: the camp of each by its id.
    """

    settings: Settings
    told_as: dict[str, str]
    kinds: dict[str, Kind]
    relations: dict[str, tuple[Relation, ...]]
    rules: tuple[Rule, ...]
    camps: dict[str, str]


_ALLOWED = {
    "good_for": ("actor", "opponent", "none"),
    "effect": ("supports", "contradicts", "reverses"),
    "who": ("same", "opponent"),
    "status": STATUSES,
    "all": tuple(CONDITIONS),
    "none": tuple(CONDITIONS),
}


@lru_cache(maxsize=4)
def rules_of(codebook: Codebook) -> Rules:
    """Read the tables ``ledger``, ``ledger_kind``, ``ledger_relation`` and ``ledger_rule``.

    Raises:
        CodebookError: If an entry has a key too many, too few, or with a value that no rule knows.
    """
    kinds = [_entry(Kind, "ledger_kind", row) for row in codebook.table("ledger_kind")]
    relations = [_entry(Relation, "ledger_relation", row) for row in codebook.table("ledger_relation")]
    rules = [_entry(Rule, "ledger_rule", row) for row in codebook.table("ledger_rule")]
    known = {kind.id for kind in kinds}
    for relation in relations:
        for key, kind in (("of", relation.of), ("by", relation.by)):
            _expect(kind in known, f"[[ledger_relation]] {relation.id}", f"{key} {kind!r}", known)
    return Rules(
        settings=_entry(Settings, "ledger", codebook.settings.get("ledger", {})),
        told_as={told: kind.id for kind in kinds for told in kind.kinds},
        kinds={kind.id: kind for kind in kinds},
        relations={kind: tuple(r for r in relations if r.of == kind) for kind in sorted(known)},
        rules=tuple(sorted(rules, key=lambda rule: (rule.order, rule.id))),
        camps=camps_of(codebook),
    )


def _entry(shape: type, table: str, row: dict[str, Any]) -> Any:
    """Return an entry as its value; lists as tuples."""
    where = f"[[{table}]] {row.get('id', '')}".strip()
    keys = {field.name for field in fields(shape)}
    given = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items() if key != _EXAMPLES}
    for key in sorted(set(given) - keys):
        _expect(key in keys, where, f"unknown key {key!r}", keys)
    for key, allowed in _ALLOWED.items():
        values = given.get(key, ())
        for value in values if isinstance(values, tuple) else (values,):
            _expect(value in allowed, where, f"{key} {value!r}", allowed)
    try:
        return shape(**given)
    except TypeError as error:
        got = str(error).split("missing ")[-1]
        raise CodebookError.at(where, got=f"lacks {got}", expected=", ".join(sorted(keys)), way_out=_WAY_OUT) from error


def _expect(holds: bool, where: str, got: str, allowed: Iterable[str]) -> None:  # noqa: FBT001  the test that is made
    if not holds:
        raise CodebookError.at(where, got=got, expected="one of " + ", ".join(sorted(allowed)), way_out=_WAY_OUT)
