"""The frames of ``english/movement.toml``, indexed once, and what a claim is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.codebook import PhraseTable, camps_of
from analytics.extraction.held_land import HeldLand
from analytics.extraction.locating import Locator

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from analytics.codebook import Codebook, Match
    from analytics.extraction.records import Mention, Place, Stance

__all__ = [
    "ATTACK",
    "BLOWS",
    "BOTH",
    "GAINS",
    "NOMINAL",
    "OTHER",
    "SPAN",
    "UNKNOWN",
    "Claim",
    "Context",
    "Frames",
    "frames_of",
    "is_nominal",
    "is_sighting",
]

_CAPITALS = frozenset({"strict", "loose"})  # metonyms that are capitals
BOTH, OTHER, UNKNOWN = "both", "other", "unknown"
NOMINAL = frozenset({"noun", "word"})
GAINS = frozenset({"advance", "capture"})
ATTACK = frozenset({"attack"})
BLOWS = frozenset({"attack", "strike"})
SPAN = 9  # tokens of a noun phrase


@dataclass(frozen=True, slots=True)
class Claim:
    """One event before dates are attached: trigger tokens ``[first, last)`` of a sentence.

    Attributes:
        sentence: The sentence's index.
        first: First trigger token.
        last: One past the last.
        trigger: Its words.
        kind: One of the nine kinds.
        actor: A side's id, both, other, unknown.
        sides: The sides meant.
        places: Where; empty if the sentence does not say.
        toward: Surfaces of destinations only aimed at.
        carried: Whether `places` come from a sentence before.
        stance: Claimant, credence, evidence.
        rule: Id of the trigger's codebook entry.
    """

    sentence: int
    first: int
    last: int
    trigger: str
    kind: str
    actor: str
    sides: tuple[str, ...]
    places: tuple[Mention, ...]
    toward: tuple[str, ...]
    carried: bool
    stance: Stance
    rule: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits from those before it in its paragraph.

    Attributes:
        actor: The side that acted last.
        subject: The side that "they" stands for: whom the last deed was said of ("X repelled | attacks by Y": X).
        places: The places told last.
        towns: The settlements told of, the last one first, which "the city" may be where the places are none.
        enemy: Whom the report calls "the enemy" where nobody speaks.
        home: The side whose own press the report is; null for none.
        fired: The side whose fire alone was told last.
        day: The report's day.
    """

    actor: str | None = None
    subject: str | None = None
    places: tuple[Mention, ...] = ()
    towns: tuple[Mention, ...] = ()
    enemy: str | None = None
    home: str | None = None
    fired: str | None = None
    day: dt.date | None = None


class Frames:
    """The codebook's triggers and classes, indexed once."""

    def __init__(self, codebook: Codebook) -> None:
        """Index movement.toml and the sides."""
        self.triggers = PhraseTable(codebook, codebook.table("trigger"))
        self.sided = PhraseTable(codebook, codebook.table("trigger"), holding="side")
        self.light = PhraseTable(codebook, codebook.table("light"))
        self.control = PhraseTable(codebook, codebook.table("control"))
        self.outcome = PhraseTable(codebook, codebook.table("outcome"))
        self.gerund = PhraseTable(codebook, codebook.table("gerund"))
        self.masked = PhraseTable(codebook, codebook.table("masked"))
        self.pictures = PhraseTable(codebook, codebook.table("evidence"))
        self.anaphor = PhraseTable(codebook, codebook.table("anaphor"))
        self.fire = frozenset(codebook.words("modifier", "fire"))
        self.failed = frozenset(codebook.words("modifier", "failed"))
        self.weapon = frozenset(codebook.words("weapon", "weapon"))
        self.objects = codebook.classes("object")
        self.words = codebook.classes("grammar") | codebook.classes("word_class")
        self.told_attack = self.words["told-attack"] | self.words["counted"]
        days = (*codebook.table("month"), *codebook.table("weekday"))
        self.calendar = frozenset(word for row in days for word in row["words"])
        self.sides = tuple(row["id"] for row in codebook.table("side"))
        self._enemy = codebook.settings.get("enemy")
        self._house_every: int = codebook.settings.get("house_every", 0)
        rows = codebook.table("side")
        self._house = {row["id"]: tuple(word.lower() for word in row.get("house", ())) for row in rows}
        self.country = {row["id"]: row.get("country") for row in rows}
        self._fought = {row["id"]: frozenset(row["fought"]) for row in rows if "fought" in row}
        self.land = HeldLand(codebook)
        self._kept = {row["id"]: frozenset(row.get("kept", ())) for row in rows}
        self.arms = {row["id"]: tuple(f" {word} " for word in row.get("arms", ())) for row in rows}
        self._ours = {row["id"]: self._fired_by_us(row.get("arms", ())) for row in rows}
        actors = codebook.table("actor")
        self._people = {word.lower(): row.get("side") for row in actors for word in row.get("people", ())}
        sided = [row for row in actors if "side" in row]
        self.nation = {word.lower(): row["side"] for row in sided for word in row.get("adjectives", ())}
        self.camps = camps_of(codebook)
        self._opponent = _opponents(codebook)
        self.locator = Locator(codebook)
        capitals = (row["words"] for row in codebook.table("metonym") if row["id"] in _CAPITALS)
        self.capitals = frozenset().union(*capitals)

    def first_context(self, text: str, day: dt.date) -> Context:
        """Return what a report's first sentence knows: its day, the side at home there, whom it calls the enemy.

        Args:
            text: The report's text. The side of whose turns (`house` in sides.toml) it has more is at home there, if
                it has one in so many words (`house_every`); reports that quote both sides have fewer. "Our aviation
                dropped FABs" is such a turn of the side whose `arms` they are.
            day: The report's.
        """
        low = text.lower()
        counts = {side: sum(map(low.count, words)) for side, words in self._house.items()}
        counts = {side: n + len(self._ours[side].findall(low)) for side, n in counts.items()}
        most = max(counts.values(), default=0)
        leading = [side for side, n in counts.items() if n == most]
        leads = len(leading) == 1 and most * self._house_every >= len(low.split())
        home = leading[0] if leads else None
        return Context(enemy=self.opponent(home) or self._enemy, home=home, day=day)

    def _fired_by_us(self, arms: Iterable[str]) -> re.Pattern[str]:
        """Return what finds "our aviation dropped at least eleven FABs"; not "our aviation shot down eleven FABs"."""
        names = (self.words["us-own"], self.words["enemy"], self.words["us-firing"], arms)
        own, foe, fire, weapons = ("|".join(map(re.escape, sorted(words))) for words in names)
        ours = rf"\b(?:{own})(?: (?!(?:{foe})\b)[\w-]{{1,20}})? (?:{fire})(?: [\w-]{{1,20}}){{0,4}} (?:{weapons})\b"
        return re.compile(ours if weapons else r"(?!)")

    def opponent(self, side: str | None) -> str | None:
        """Return whom a side fights: the one that its entry names, else the other one of two, else null."""
        return self._opponent.get(side) if side is not None else None

    def at_home(self, places: Iterable[Mention]) -> str | None:
        """Return the side whose land all of some places are; null for none, and for places nobody can tell apart."""
        countries = {mention.place.country for mention in places if mention.place is not None}
        return next((side for side, country in self.country.items() if countries == {country}), None)

    def behind_the_front(self, places: Iterable[Mention]) -> str | None:
        """Return the side in whose rear all of some places lie; null for none, and where its codebook tells of none."""
        told = [mention.place for mention in places if mention.place is not None]
        return next((side for side in self._fought if told and all(self._in_rear(side, place) for place in told)), None)

    def is_state_office(self, words: set[str]) -> bool:
        """Whether the words of an office are those of a state, of no town or region: "the ministry"."""
        return bool(words & self.words["state-office"]) and words.isdisjoint(self.words["local-office"])

    def are_at_home(self, word: str, places: Sequence[Mention]) -> bool:
        """Whether a word means a side's people in its own land, where no place is told in one that was fought over."""
        side = self._people.get(word)
        if side is None:
            return False
        return self.at_home(places) == side if places else not self.is_unfought(side)

    def is_unfought(self, side: str | None) -> bool:
        """Whether the codebook tells whose land was fought over, and a side's never was."""
        return bool(self._fought) and side in self.country and side not in self._fought

    def _in_rear(self, side: str, place: Place) -> bool:
        spared = place.admin1 not in self._fought[side] or place.name in self._kept[side]
        return place.country == self.country[side] and place.admin1 is not None and spared

    def nouns(self, low: tuple[str, ...], at: int, kinds: frozenset[str]) -> bool:
        """Whether a noun of one of the kinds begins at a token."""
        return any(m.entry["kind"] in kinds and m.form in NOMINAL for m in self.triggers.at(low, at))


def _opponents(codebook: Codebook) -> dict[str, str]:
    rows = codebook.table("side")
    ids = [row["id"] for row in rows]
    two = dict(zip(ids, reversed(ids), strict=True)) if len(ids) == 2 else {}  # noqa: PLR2004  with more, each names its own
    return two | {row["id"]: row["opponent"] for row in rows if "opponent" in row}


@lru_cache(maxsize=8)
def frames_of(codebook: Codebook) -> Frames:
    """Return the codebook's frames, indexed once."""
    return Frames(codebook)


def is_nominal(match: Match) -> bool:
    """Whether a trigger stands as a noun or a fixed phrase, not as a verb."""
    return match.form in NOMINAL


def is_sighting(match: Match) -> bool:
    """Whether a trigger only tells that troops are seen: whoever sees them neither moves nor fights them."""
    return match.entry.get("object") == "sighted"
