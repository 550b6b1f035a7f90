"""What the extraction stages hand to each other: frozen values with offsets, no frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["ACTING", "Actor", "Cue", "Dropped", "Interval", "Mention", "Place", "Stance"]


ACTING = frozenset({"forces", "state"})  # forms of the actors that wage a war: a state and its forces


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer or overlay entry.

    Attributes:
        place_id: ``geonames:706483``, ``postal:…``, or ``overlay:antonivskyi-bridge``.
        name: The overlay's name, else the name that the gazetteer gives it.
        kind: settlement, region, water, facility, road, area, other.
        country: ISO 3166 code.
        admin1: First-order division, without its head word; null where unknown.
        admin2: Code of the second-order division; null where unknown.
        lat: WGS84 degrees; null where a point would mislead (rivers, seas).
        lon: The same.
        population: Zero where unknown.
    """

    place_id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int

    @property
    def precision(self) -> int:
        """How exact the point is: 1 exact, 2 near, 3 region; what has no point, or is wide, is 3."""
        if self.lat is None or self.lon is None:
            return 3
        return {"settlement": 1, "facility": 1, "area": 2}.get(self.kind, 3)


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of tokens that names a place below country level.

    Attributes:
        sentence: The sentence's index.
        first: First token in the sentence.
        last: One past the last token.
        start: First character in the untouched text.
        end: One past the last character.
        surface: ``text[start:end]``.
        kind: As in `Place`.
        place: The place decided on; null if unresolved.
        place_precision: 1 exact, 2 near, 3 region.
        theater: The theater of the place at the report's date, or ``none``.
        match: exact, alias, transliteration, typo, overlay, unresolved.
        distance: Edits between the surface and the matched name.
        candidates: Ids, best first, at most five.
        decided_by: The rule that decided: unique, relative, region, city, paragraph, report, theater, none.
        role: ``place``; ``anchor`` (only locates another place: Y in "X, 8 km west of Y" and in "X (8 km west of Y)");
            ``axis`` (names a direction, axis or front); ``title`` (inside an office or an organisation).
        relation: "8 km northwest of" where the text gives a distance or direction from this place and names no other
            place there; null otherwise.
        lat: The place's latitude, or that of the point that `relation` computes.
        lon: The same for longitude.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    surface: str
    kind: str
    place: Place | None
    place_precision: int | None
    theater: str
    match: str
    distance: int
    candidates: tuple[str, ...]
    decided_by: str
    role: str = "place"
    relation: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def may_be_region(self) -> bool:
        """Whether a town's bare name may mean the region that is named after it: "Oakham", not "Oakham City"."""
        return self.place is not None and self.place.name == self.place.admin1 and self.last - self.first == 1


@dataclass(frozen=True, slots=True)
class Actor:
    """A noun phrase, adjective or name that stands for an actor of the codebook.

    Attributes:
        sentence: The sentence's index.
        first: First token of the phrase ("Mercian Foreign Minister Edwin Hale": that of "Mercian").
        last: One past its last token.
        name: Canonical name of the actor table: ``Mercia``, ``NATO``, ``West``.
        side: The side the name maps to (``MER``); null for none.
        form: ``adjective`` (bare "Mercian" before a noun that is no actor word), ``state`` ("Mercia", "Mercians"),
            ``forces`` ("Mercian troops", "the 76th Airborne Division", "the Grey Company"), ``official`` (person,
            office, ministry, general staff, capital as metonym), ``media`` (milbloggers, Telegram channels, news
            agencies, sources), ``body`` (NATO, UN).
        possessive: Whether a genitive ``'s`` follows ("Mercia's").
    """

    sentence: int
    first: int
    last: int
    name: str
    side: str | None
    form: str
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that moved a decision, for the reader to see."""

    text: str
    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger ``[first, last)`` of a sentence that became no record.

    Attributes:
        first: First token.
        last: One past the last.
        rule: Id of its codebook entry.
        reason: ``plan``, ``history`` (cues say so), ``aim`` (an infinitive of purpose), ``attempt`` (to hold),
            ``no place`` (the rule needs one), ``no actor``, ``bare noun`` (no verb, nowhere), ``negated`` (no holder).
        cues: What was decisive, where cues were.
    """

    first: int
    last: int
    rule: str
    reason: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open days ``[start, end)`` with ACLED's time precision: 1 exact, 2 within a week, 3 within a month."""

    start: dt.date
    end: dt.date
    precision: int


@dataclass(frozen=True, slots=True)
class Stance:
    """How a report stands to what a span of a sentence says.

    Attributes:
        status: ``event``; ``plan`` (aim, forecast, possibility, hypothesis) and ``history`` are no records.
        claimant: author, a side's id, other, unattributed.
        claimant_text: The words; empty for the author.
        credence: confirmed, stated, likely, claimed, doubted, denied.
        evidence: none, footage, geolocated, satellite, statement, both-sides.
        cues: What was decisive.
    """

    status: str
    claimant: str
    claimant_text: str
    credence: str
    evidence: str
    cues: tuple[Cue, ...]
