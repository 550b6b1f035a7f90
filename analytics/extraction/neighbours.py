"""What the names around say for each candidate of a name: nearness in the text times nearness on the ground."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.extraction.theaters import NO_THEATER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.extraction.cases import Case, Link, Setting
    from analytics.extraction.ground import Option

    Verdict = tuple[Case, list[tuple[dict[str, float], Option]]]

__all__ = ["Scene", "Scores"]

_NEIGHBOURS = 40  # names to either side that are heard: farther ones weigh next to nothing
_ELSEWHERE = 200  # places of the report that are heard, the most often named ones
_HEARD = 1.0  # degrees of latitude, and twice that of longitude, that places of the report are heard over
_TELLING = 12  # a name that more places bear says nothing of its neighbours


class Scene:
    """The names of one report, and how near their places are to each other on the ground."""

    def __init__(self, cases: Sequence[Case], links: Sequence[Link], setting: Setting) -> None:
        """Take the cases in the order of the text."""
        self.cases, self.setting = cases, setting
        self.of_subject: dict[int, list[Link]] = {}
        for link in links:
            self.of_subject.setdefault(link.subject, []).append(link)

    def open(self) -> Iterator[tuple[int, Case]]:
        """Yield the cases that are still to be decided."""
        return ((index, case) for index, case in enumerate(self.cases) if case.chosen is None and case.pool)

    def misfit(self, link: Link, anchor: Option, subject: Option) -> float:
        """Return how badly two candidates fit a relation; 0 where one has no point."""
        if anchor.point is None or subject.point is None:
            return 0.0
        return self.setting.words.misfit(link.relation, anchor.point, subject.point)

    def _elsewhere(self) -> dict[Option, float]:
        """Sum how near each candidate of an open case is to the report's decided places."""
        often = Counter(case.chosen for case in self.cases if case.chosen and case.chosen.point)
        ranked = sorted(often, key=lambda o: (-often[o], o.place.place_id))[:_ELSEWHERE]
        placed = sorted((o.point[0], n) for n, o in enumerate(ranked) if o.point)
        nearness = self.setting.ground.nearness
        out = {}
        for option in dict.fromkeys(option for _, case in self.open() for option in case.pool):
            lat, lon = option.point or (math.inf, math.inf)
            near = placed[bisect_left(placed, (lat - _HEARD, 0)) : bisect_left(placed, (lat + _HEARD, 0))]
            others = (ranked[n] for _, n in near)
            out[option] = sum(nearness(option, o) for o in others if o.point and abs(o.point[1] - lon) < 2 * _HEARD)
        return out

    def verdicts(self) -> list[Verdict]:
        """Score every open case's candidates by what is decided so far; best first."""
        elsewhere = self._elsewhere()
        names: dict[str, Counter[Option]] = {}
        for case in self.cases:
            if case.chosen:
                names.setdefault(case.key, Counter())[case.chosen] += 1
        out = []
        for index, case in self.open():
            scores = Scores(self, index, elsewhere, names.get(case.key, Counter()))
            rows = [(scores.parts(option), option) for option in case.pool]
            out.append((case, sorted(rows, key=lambda row: (-sum(row[0].values()), row[1].place.place_id))))
        return out


class Scores:
    """What speaks for each candidate of one case, given what is decided so far."""

    def __init__(self, scene: Scene, index: int, elsewhere: Mapping[Option, float], names: Counter[Option]) -> None:
        """Listen to the names around one case.

        Args:
            scene: The report's cases.
            index: Of the case.
            elsewhere: How near each candidate is to the report's decided places, summed.
            names: What the same name was decided to be elsewhere, by number.
        """
        self.scene, self.index, self.elsewhere, self.names = scene, index, elsewhere, names
        self.case, self.weights = scene.cases[index], scene.setting.weights
        around = range(max(0, index - _NEIGHBOURS), min(len(scene.cases), index + _NEIGHBOURS + 1))
        self.others = [
            (number, other)
            for number in around
            if (other := scene.cases[number]).key != self.case.key and other.paragraph == self.case.paragraph
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
        front = option.theater in self.scene.setting.theaters.fronts
        return {
            "paragraph": near - option.cost - w["misfit_weight"] * self.misfit(option),
            "report": w["report_weight"] * self.elsewhere[option] + w["same_name_weight"] * self.same_name(option),
            "region": w["region_weight"] * self.regions.get(option.place.admin1 or "", 0.0),
            "theater": w["front_weight"] * front
            + w["theater_weight"] * (self.votes.get(option.theater, 0.0) + (option.theater == self.case.home)),
            "city": w["town_weight"] * self.size(option),
        }

    def paragraph(self, option: Option) -> float:
        """Sum the few of the paragraph's other names that speak loudest, by nearness in text and on the ground."""
        nearest = self.scene.setting.ground.nearest
        best: dict[str, float] = {}
        for name, rivals, weight in self.heard:
            near = weight * nearest(option, rivals)
            if near > best.get(name, 0.0):
                best[name] = near
        return sum(sorted(best.values(), reverse=True)[: int(self.weights["loudest"])])

    @cached_property
    def heard(self) -> list[tuple[str, tuple[Option, ...], float]]:
        """The names around, with their places and weight; one that many places bear is not heard."""
        most: dict[tuple[str, tuple[Option, ...]], float] = {}
        for number, other in self.others:
            rivals = (other.chosen,) if other.chosen else other.pool
            if 0 < len(rivals) <= _TELLING:
                slot = (other.key, rivals)
                most[slot] = max(most.get(slot, 0.0), self.reach(number, other))
        return [(name, rivals, weight) for (name, rivals), weight in most.items()]

    def reach(self, number: int, other: Case) -> float:
        """Return what a neighbour counts by its place in the text and by how sure it is."""
        near = 1 / (1 + abs(other.start - self.case.start) / self.weights["near_characters"])
        weight = self.weights["pair_weight"] if number in self.case.paired else near
        return weight if other.chosen else weight * self.weights["open_weight"]

    def same_name(self, option: Option) -> float:
        """Return the share of the name's decided mentions that are this place."""
        return self.names[option] / self.names.total() if self.names else 0.0

    def misfit(self, option: Option) -> float:
        """Sum what a candidate misses of stated distances and directions."""
        links = self.scene.of_subject.get(self.index, ())
        anchored = [(link, anchor) for link in links if (anchor := self.scene.cases[link.anchor].chosen)]
        return sum(min(self.scene.misfit(link, a, option), self.weights["far_misfit"]) for link, a in anchored)

    def size(self, option: Option) -> float:
        """Return 0 for a village, up to 1 for a city."""
        village, city = self.weights["village_population"], self.weights["city_population"]
        return min(1.0, math.log(max(option.place.population, village) / village) / math.log(city / village))
