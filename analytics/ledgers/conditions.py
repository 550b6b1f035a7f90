"""The conditions that rules of the ledger may name, each a question to what is known of a claim on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.ledgers.tellings import AUTHOR, DENIED, after, later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.ledgers.rules import Kind, Relation
    from analytics.ledgers.tellings import Telling

__all__ = ["CONDITIONS", "Known"]


@dataclass(frozen=True, slots=True)
class Known:
    """What reports up to a day say of a claim; what only repeats is left out.

    Attributes:
        tellings: The claim's own, in the order of telling.
        related: What other claims at the place do to it.
        kind: Its kind.
        actor: Whose claim it is about.
        camps: The camp of each of the codebook's sides by its id.
        silent: Days since the last report told of it.
    """

    tellings: tuple[Telling, ...]
    related: tuple[tuple[Relation, Telling], ...]
    kind: Kind
    actor: str
    camps: Mapping[str, str]
    silent: int

    def asserting(self) -> list[Telling]:
        """Its own tellings that say that it is so."""
        return [t for t in self.tellings if t.asserts]

    def claiming(self) -> list[Telling]:
        """Its own tellings by which somebody says that it is so, with those that the report doubts."""
        return [t for t in self.tellings if t.claims]

    def by(self, effect: str) -> list[Telling]:
        """Other claims with an effect on it."""
        return [t for relation, t in self.related if relation.effect == effect]

    def favouring(self) -> list[Telling]:
        """Its own tellings and other claims that imply it."""
        return [*self.asserting(), *self.by("supports")]

    def serves(self, side: str) -> bool | None:
        """Whether it is in the interest of a side's camp; null where it serves nobody."""
        if self.kind.good_for == "none" or self.actor not in self.camps:
            return None
        return (self.camps.get(side) == self.camps[self.actor]) == (self.kind.good_for == "actor")


def own_voice(known: Known) -> bool:
    """Whether the report itself says so, were it with "likely"."""
    return any(t.own for t in known.favouring())


def evidence(known: Known) -> bool:
    """Whether evidence is cited that the report stands behind."""
    return any(t.cited for t in known.favouring())


def against_interest(known: Known) -> bool:
    """Whether somebody whom it hurts says so, beside somebody else who says so."""
    voices = {t.voice for t in known.claiming()} - {None}
    return any(t.against_interest and voices - {t.voice} for t in known.favouring())


def both_sides(known: Known) -> bool:
    """Whether sides of two camps say so."""
    return len({known.camps.get(t.voice or "") for t in known.favouring()} - {None}) > 1


def own_voice_after_claim(known: Known) -> bool:
    """Whether the report firmly says so after somebody claimed it."""
    claims = [t for t in known.claiming() if not t.own]
    return any(own.own and own.firm and after(own, claim) for own in known.favouring() for claim in claims)


def established(known: Known) -> bool:
    """Whether it stood: the report firmly said so, evidence was cited, or the side that it hurts said so too."""
    return any(t.own and t.firm for t in known.favouring()) or evidence(known) or _agreed(known)


def _agreed(known: Known) -> bool:
    return against_interest(known) or both_sides(known)


def _settling(known: Known) -> list[Telling]:
    """Return what it stands on."""
    agreed = _agreed(known)
    return [t for t in known.favouring() if t.firm or (agreed and not t.own)]


def undone(known: Known) -> bool:
    """Whether the opposite is firmly told later than all that it stands on."""
    settling = _settling(known)
    return any(loss.firm and all(later(loss, t) for t in settling) for loss in known.by("reverses"))


def refuted(known: Known) -> bool:
    """Whether the report doubts or denies it, or who profits denies it, and nothing firm was told since."""
    settling, parties = _settling(known), {t.report_id for t in known.tellings if _is_party(known, t)}
    # A claim that a report calls denied is denied by the party whose denial that report tells.
    passed_on = [t for t in known.tellings if t.credence == DENIED and t.claims and t.report_id in parties]
    against = [t for t in known.tellings if not t.asserts and not _is_party(known, t) and t not in passed_on]
    return any(not any(after(t, doubt) for t in settling) for doubt in against)


def _is_party(known: Known, telling: Telling) -> bool:
    """Whether it is a denial by a side that the claim hurts, or may hurt."""
    denies = telling.credence == DENIED and not telling.claims
    return denies and telling.claimant in known.camps and not known.serves(telling.claimant)


def denied(known: Known) -> bool:
    """Whether anybody denies it, for whatever reason."""
    return any(not t.asserts for t in known.tellings)


def overtaken(known: Known) -> bool:
    """Whether the opposite is firmly told later than the report's own word."""
    own = [t for t in known.asserting() if t.own]
    return any(t.firm and all(later(t, o) for o in own) for t in _opposing(known))


def opposed(known: Known) -> bool:
    """Whether another voice tells what cannot be true beside it."""
    return bool(_opposing(known))


def _opposing(known: Known) -> list[Telling]:
    """Return what contradicts it, but for what its only voice says itself."""
    voices = {t.voice for t in known.asserting()}
    return [t for t in known.by("contradicts") if t.claimant == AUTHOR or voices != {t.voice}]


def quiet(known: Known) -> bool:
    """Whether no report has told of it for the days after which its kind lapses."""
    return known.silent >= known.kind.lapses


CONDITIONS: Mapping[str, Callable[[Known], bool]] = {
    question.__name__: question
    for question in (
        own_voice, evidence, against_interest, both_sides, own_voice_after_claim, established, undone, refuted,
        overtaken, denied, opposed, quiet,
    )
}  # fmt: skip
