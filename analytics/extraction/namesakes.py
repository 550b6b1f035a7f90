"""Which of several places of one name is meant: stated regions and distances first, then the joint choice of a report.

What is sure decides first and then helps its neighbours: a name that one place only bears; a stated oblast; a large
city; a stated distance and direction that one namesake only fits. The rest is chosen together, by nearness to what the
same sentence, paragraph and report name, in rounds of falling margin. Villages are never chosen by population.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analytics.extraction.neighbours import Scene
from analytics.extraction.theaters import NO_THEATER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.extraction.cases import Case, Link, Setting
    from analytics.extraction.ground import Option
    from analytics.extraction.neighbours import Verdict

__all__ = ["choose"]


class _Choice:
    """The joint choice over one report."""

    def __init__(self, scene: Scene, links: Sequence[Link]) -> None:
        self.scene, self.links, self.weights = scene, links, scene.setting.weights
        self.fits: dict[tuple[object, ...], tuple[frozenset[Option], frozenset[Option]]] = {}

    def run(self) -> None:
        for case in self.scene.cases:
            case.keep(self.scene.setting.ground.merged(case.pool), "unique")
        self.by_region()
        self.by_city()
        for _ in range(2):
            for link in self.links:
                self.by_relation(link)
        if sum(1 for _ in self.scene.open()) > self.weights["most_open"]:
            return
        verdicts = self.scene.verdicts()
        for margin in self.scene.setting.margins:
            if any(case.chosen for case, _ in verdicts):
                verdicts = self.scene.verdicts()
            self.by_score(margin, verdicts)
        for link in self.links:
            self.check(link)

    def by_region(self) -> None:
        for _, case in self.scene.open():
            inside = [o for o in case.pool if o.place.admin1 in case.regions]
            if inside:
                case.keep(inside, "region")

    def by_city(self) -> None:
        """A bare name is the great city or the oblast's own town, unless what is stated fits another place only.

        A city of the war's theaters comes before one elsewhere, and one elsewhere is not meant by a lesser name (a
        former one) that a place at the front bears as its own.
        """
        fronts = self.scene.setting.theaters.fronts
        for index, case in self.scene.open():
            links = self.scene.of_subject.get(index, ())
            limit = min((o.cost for o in case.pool if o.theater in fronts), default=math.inf)
            cities = [o for o in case.pool if o.cost <= limit and self.is_city(o, case.pool)]
            heard = [o for o in cities if not any(self.excludes(link, o) for link in links)]
            home = [o for o in heard if o.theater != NO_THEATER] or heard
            if home:
                cleanest = min(o.cost for o in home)
                case.keep([o for o in home if o.cost == cleanest], "city")

    def is_city(self, option: Option, pool: Sequence[Option]) -> bool:
        """Whether a place is so large that its bare name means it.

        A great city is, and a lesser one that is its oblast's town by name or has villages only for namesakes.
        """
        place = option.place
        if place.kind == "region":
            return place.admin2 is None
        if place.population < self.weights["city_population"]:
            return False
        if place.population >= self.weights["great_population"] or (place.admin1 or "").startswith(place.name):
            return True
        village = self.weights["village_population"]
        return all(o is option or o.place.population < village for o in pool)

    def excludes(self, link: Link, option: Option) -> bool:
        """Whether another candidate fits what is stated and this one does not."""
        anchors, subject = self.scene.cases[link.anchor].pool, self.scene.cases[link.subject]
        if any(self.scene.misfit(link, a, option) <= 1 for a in anchors):
            return False
        return any(self.scene.misfit(link, a, o) <= 1 for a in anchors for o in subject.pool)

    def by_relation(self, link: Link) -> None:
        """Keep the candidates of both ends that fit what is stated with any of the other end."""
        anchor, subject = self.scene.cases[link.anchor], self.scene.cases[link.subject]
        for case, fit in zip((anchor, subject), self.fitting(link, anchor.pool, subject.pool), strict=True):
            if case.chosen is None and fit:
                case.keep([o for o in case.pool if o in fit], "relative")

    def fitting(
        self, link: Link, anchors: tuple[Option, ...], subjects: tuple[Option, ...]
    ) -> tuple[frozenset[Option], frozenset[Option]]:
        """Return the candidates of two names that fit a relation with any of the other's."""
        relation = link.relation
        slot = (relation.low, relation.high, relation.degrees, anchors, subjects)
        if slot not in self.fits:
            pairs = [(a, s) for a in anchors for s in subjects if self.scene.misfit(link, a, s) <= 1]
            self.fits[slot] = (frozenset(a for a, _ in pairs), frozenset(s for _, s in pairs))
        return self.fits[slot]

    def check(self, link: Link) -> None:
        """Give up a candidate that lies far off a stated distance: the place meant is in no list."""
        anchor, subject = self.scene.cases[link.anchor].chosen, self.scene.cases[link.subject]
        if anchor is None or subject.chosen is None or link.relation.high is None or subject.by == "city":
            return
        if self.scene.misfit(link, anchor, subject.chosen) > self.weights["far_misfit"]:
            subject.chosen, subject.by = None, "relative"

    def by_score(self, margin: float, verdicts: Sequence[Verdict]) -> None:
        """Take the best candidate of every name that leads the next by a margin."""
        last = margin == self.scene.setting.margins[-1]
        for case, rows in verdicts:
            case.pool = tuple(option for _, option in rows)
            lead = {name: part - rows[1][0][name] for name, part in rows[0][0].items()}
            by = max(lead, key=lambda name: lead[name])
            if sum(lead.values()) >= margin:
                case.keep(case.pool[:1], by)
            elif last and self.is_tie(rows, margin):
                case.keep(case.pool[:1], by)
                case.near = True

    def is_tie(self, rows: Sequence[tuple[dict[str, float], Option]], margin: float) -> bool:
        """Whether every candidate that scores like the best lies close to it."""
        best = sum(rows[0][0].values())
        rivals = (option for parts, option in rows[1:] if best - sum(parts.values()) < margin)
        return all(option.apart(rows[0][1]) <= self.weights["tie_km"] for option in rivals)


def choose(cases: Sequence[Case], links: Sequence[Link], setting: Setting) -> None:
    """Decide the cases of one report together, in place.

    Args:
        cases: In the order of the text.
        links: Stated distances and directions between them.
        setting: Weights of the codebook, theaters, the report's day.
    """
    _Choice(Scene(cases, links, setting), links).run()
