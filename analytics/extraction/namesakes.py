"""Which of several places of one name is meant: stated regions and distances first, then the joint choice of a report.

What is sure decides first and then helps its neighbours: a name that one place only bears; a stated oblast; a large
city; a stated distance and direction that one namesake only fits. The rest is chosen together, by nearness to what the
same sentence, paragraph and report name, in rounds of falling margin. Villages are never chosen by population.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.extraction.theaters import NO_THEATER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from analytics.extraction.records import Place
    from analytics.extraction.relations import Relation, Words
    from analytics.extraction.theaters import Theaters

__all__ = ["Case", "Link", "Setting", "choose"]

_KM_PER_DEGREE = 111.195
_NEIGHBOURS = 40  # names to either side that are heard: farther ones weigh next to nothing
_ELSEWHERE = 200  # places of the report that are heard, the most often named ones
_FAR_DEGREES = 5.0  # farther apart than this, two places say nothing of each other


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two cases, by their indices in the report."""

    anchor: int
    subject: int
    relation: Relation


@dataclass(frozen=True, eq=False)
class Option:
    """A candidate of a name.

    Attributes:
        place: Of the gazetteer.
        cost: How much worse than a clean match it is (edits, variants); 0 for a clean one.
        theater: Its theater on the report's day.
        point: Latitude and longitude; null where the place has none.
    """

    place: Place
    cost: float
    theater: str
    point: tuple[float, float] | None


@dataclass(eq=False)
class Case:
    """One name in the text on its way to a place.

    Attributes:
        start: First character in the text.
        paragraph: Its paragraph's index.
        key: The name in lower case: equal keys of one report usually mean one place.
        pool: Candidates left, best first.
        regions: Oblasts that the text states for it.
        home: The theater that the heading above it names, null if none does.
        paired: Indices of cases that stand with it in a line "A-B".
        chosen: The one decided on.
        by: What decided.
        misplaced: Whether its only candidate lies far off a stated distance.
    """

    start: int
    paragraph: int
    key: str
    pool: tuple[Option, ...]
    regions: frozenset[str] = frozenset()
    home: str | None = None
    paired: frozenset[int] = frozenset()
    chosen: Option | None = None
    by: str = "none"
    misplaced: bool = False

    def keep(self, options: Sequence[Option], by: str) -> None:
        """Narrow the pool; decide if one is left."""
        self.pool = tuple(options)
        if len(self.pool) == 1:
            self.chosen, self.by = self.pool[0], by


@dataclass(frozen=True, eq=False)
class Setting:
    """What the choice depends on beside the text: weights, geometry, theaters, day."""

    weights: Mapping[str, float]
    margins: tuple[float, ...]
    words: Words
    theaters: Theaters
    date: dt.date
    _options: dict[tuple[str, float], Option] = field(default_factory=dict)

    def option(self, place: Place, cost: float) -> Option:
        """Return a place as a candidate, made once a report."""
        slot = (place.place_id, cost)
        if slot not in self._options:
            point = None if place.lat is None or place.lon is None else (place.lat, place.lon)
            self._options[slot] = Option(place, cost, self.theaters.theater_of(place, self.date), point)
        return self._options[slot]


def _merged(options: Iterable[Option], km: float) -> list[Option]:
    """Of places of one kind within a few km of each other keep the one of the cleanest match, then the largest."""
    kept: list[Option] = []
    for option in sorted(options, key=lambda o: (o.cost, -o.place.population, o.place.place_id)):
        if not any(k.place.kind == option.place.kind and _apart(k, option) <= km for k in kept):
            kept.append(option)
    return kept


def _apart(a: Option, b: Option) -> float:
    """Return the distance in km on a plane at their middle latitude, infinite where one has no point."""
    if a.point is None or b.point is None:
        return math.inf
    north = a.point[0] - b.point[0]
    if abs(north) > _FAR_DEGREES:
        return math.inf
    east = (a.point[1] - b.point[1]) * math.cos(math.radians((a.point[0] + b.point[0]) / 2))
    return _KM_PER_DEGREE * math.hypot(east, north)


class _Choice:
    """The joint choice over one report."""

    def __init__(self, cases: Sequence[Case], links: Sequence[Link], setting: Setting) -> None:
        self.cases, self.links, self.setting, self.weights = cases, links, setting, setting.weights
        self.of_subject: dict[int, list[Link]] = {}
        for link in links:
            self.of_subject.setdefault(link.subject, []).append(link)

    def run(self) -> None:
        for case in self.cases:
            case.keep(_merged(case.pool, self.weights["merge_km"]), "unique")
        self.by_region()
        self.by_city()
        for _ in range(2):
            for link in self.links:
                self.by_relation(link)
        for margin in self.setting.margins:
            self.by_score(margin)
        for link in self.links:
            self.check(link)

    def open(self) -> Iterator[tuple[int, Case]]:
        """Yield the cases that are still to be decided."""
        return ((index, case) for index, case in enumerate(self.cases) if case.chosen is None and case.pool)

    # --- what the text states

    def misfit(self, link: Link, anchor: Option, subject: Option) -> float:
        if anchor.point is None or subject.point is None:
            return 0.0
        return self.setting.words.misfit(link.relation, anchor.point, subject.point)

    def by_region(self) -> None:
        for _, case in self.open():
            inside = [o for o in case.pool if o.place.admin1 in case.regions]
            if inside:
                case.keep(inside, "region")

    def by_city(self) -> None:
        """A bare city name is the city, unless only another place fits a stated distance."""
        for index, case in self.open():
            limit = min(o.cost for o in case.pool) + self.weights["city_tolerance"]
            least = self.weights["prominent_population"]
            cities = [o for o in case.pool if o.place.population >= least and o.cost <= limit]
            best = max(cities, key=lambda o: (o.place.population, o.place.place_id), default=None)
            if best and not any(self.excludes(link, best) for link in self.of_subject.get(index, ())):
                case.keep([best], "city")

    def excludes(self, link: Link, option: Option) -> bool:
        """Whether another candidate fits a stated distance that this one does not."""
        anchors, subject = self.cases[link.anchor].pool, self.cases[link.subject]
        if link.relation.high is None or any(self.misfit(link, a, option) <= 1 for a in anchors):
            return False
        return any(self.misfit(link, a, o) <= 1 for a in anchors for o in subject.pool)

    def by_relation(self, link: Link) -> None:
        """Keep the candidates of both ends that fit what is stated with any of the other end."""
        anchor, subject = self.cases[link.anchor], self.cases[link.subject]
        pairs = [(a, s) for a in anchor.pool for s in subject.pool if self.misfit(link, a, s) <= 1]
        if not pairs:
            return
        for case, side in ((anchor, 0), (subject, 1)):
            if case.chosen is None:
                fit = {id(pair[side]) for pair in pairs}
                case.keep([o for o in case.pool if id(o) in fit], "relative")

    def check(self, link: Link) -> None:
        """Give up a candidate that lies far off a stated distance: the place meant is in no list."""
        anchor, subject = self.cases[link.anchor].chosen, self.cases[link.subject]
        if anchor is None or subject.chosen is None or link.relation.high is None or subject.by == "city":
            return
        if self.misfit(link, anchor, subject.chosen) > self.weights["far_misfit"]:
            subject.chosen, subject.by, subject.misplaced = None, "relative", True

    # --- what the neighbours suggest

    def all_near(self, option: Option, others: Iterable[Option]) -> float:
        """Sum the nearness of places on the ground."""
        return sum(self.nearness(option, other) for other in others)

    def nearness(self, option: Option, other: Option) -> float:
        """Return 1 for places side by side, 1/e at ``near_km``; a place is not near itself."""
        return 0.0 if option is other else math.exp(-_apart(option, other) / self.weights["near_km"])

    def by_score(self, margin: float) -> None:
        often = Counter(case.chosen for case in self.cases if case.chosen)
        ranked = sorted(often, key=lambda o: (-often[o], o.place.place_id))[:_ELSEWHERE]
        elsewhere = {option: self.all_near(option, ranked) for _, c in self.open() for option in c.pool}
        names: dict[str, Counter[Option]] = {}
        for case in self.cases:
            if case.chosen:
                names.setdefault(case.key, Counter())[case.chosen] += 1
        verdicts = []
        for index, case in self.open():
            scores = _Scores(self, index, elsewhere, names.get(case.key, Counter()))
            rows = sorted(
                ((scores.parts(o), o) for o in case.pool), key=lambda r: (-sum(r[0].values()), r[1].place.place_id)
            )
            verdicts.append((case, rows))
        for case, rows in verdicts:
            case.pool = tuple(option for _, option in rows)
            lead = {name: part - rows[1][0][name] for name, part in rows[0][0].items()}
            if sum(lead.values()) >= margin:
                case.keep(case.pool[:1], max(lead, key=lambda name: lead[name]))


class _Scores:
    """What speaks for each candidate of one case, given what is decided so far."""

    def __init__(self, choice: _Choice, index: int, elsewhere: Mapping[Option, float], names: Counter[Option]) -> None:
        self.choice, self.index, self.elsewhere, self.names = choice, index, elsewhere, names
        self.case, self.weights = choice.cases[index], choice.weights
        around = range(max(0, index - _NEIGHBOURS), min(len(choice.cases), index + _NEIGHBOURS + 1))
        self.others = [
            (number, other)
            for number in around
            if (other := choice.cases[number]).key != self.case.key and other.paragraph == self.case.paragraph
        ]

    @cached_property
    def votes(self) -> dict[str, float]:
        """Shares of the paragraph's decided places by theater."""
        counts = Counter(o.chosen.theater for _, o in self.others if o.chosen and o.chosen.theater != NO_THEATER)
        return {name: n / counts.total() for name, n in counts.items()}

    @cached_property
    def regions(self) -> dict[str, float]:
        """Oblasts that the paragraph names, by nearness in the text."""
        found: dict[str, float] = {}
        for number, other in self.others:
            if other.chosen and other.chosen.place.kind == "region" and (oblast := other.chosen.place.admin1):
                found[oblast] = max(found.get(oblast, 0.0), self.reach(number, other))
        return found

    def parts(self, option: Option) -> dict[str, float]:
        """Score a candidate, by what speaks for it; the names are those of ``decided_by``."""
        w = self.weights
        near = self.paragraph(option)
        front = option.theater in self.choice.setting.theaters.fronts
        return {
            "paragraph": near - option.cost - w["misfit_weight"] * self.misfit(option),
            "report": w["report_weight"] * self.elsewhere[option] + w["same_name_weight"] * self.same_name(option),
            "region": w["region_weight"] * self.regions.get(option.place.admin1 or "", 0.0),
            "theater": w["front_weight"] * front
            + w["theater_weight"] * (self.votes.get(option.theater, 0.0) + (option.theater == self.case.home)),
            "city": w["town_weight"] * self.size(option),
        }

    def paragraph(self, option: Option) -> float:
        """Sum the paragraph's other names, each place once, by nearness in text and on the ground."""
        best: dict[str, float] = {}
        for number, other in self.others:
            weight = self.reach(number, other)
            for rival in (other.chosen,) if other.chosen else other.pool:
                key = other.key
                best[key] = max(best.get(key, 0.0), weight * self.choice.nearness(option, rival))
        return sum(best.values())

    def reach(self, number: int, other: Case) -> float:
        """Return what a neighbour counts by its place in the text and by how sure it is."""
        near = 1 / (1 + abs(other.start - self.case.start) / self.weights["near_characters"])
        weight = self.weights["pair_weight"] if number in self.case.paired else near
        return weight if other.chosen else weight * self.weights["open_weight"]

    def same_name(self, option: Option) -> float:
        return self.names[option] / self.names.total() if self.names else 0.0

    def misfit(self, option: Option) -> float:
        """Sum what a candidate misses of stated distances and directions."""
        links = self.choice.of_subject.get(self.index, ())
        anchored = [(link, anchor) for link in links if (anchor := self.choice.cases[link.anchor].chosen)]
        return sum(min(self.choice.misfit(link, a, option), self.weights["far_misfit"]) for link, a in anchored)

    def size(self, option: Option) -> float:
        """Return 0 for a village, up to 1 for a city."""
        village, city = self.weights["village_population"], self.weights["prominent_population"]
        return min(1.0, math.log(max(option.place.population, village) / village) / math.log(city / village))


def choose(cases: Sequence[Case], links: Sequence[Link], setting: Setting) -> None:
    """Decide the cases of one report together, in place.

    Args:
        cases: In the order of the text.
        links: Stated distances and directions between them.
        setting: Weights of the codebook, theaters, the report's day.
    """
    _Choice(cases, links, setting).run()
