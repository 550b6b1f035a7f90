"""From spotted names to mentions: which place each is, in what role, at which point, in which theater."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.extraction.cases import Case, Link, Setting
from analytics.extraction.ground import ground_of
from analytics.extraction.namesakes import choose
from analytics.extraction.records import Mention
from analytics.extraction.relation_reading import relations_of
from analytics.extraction.relations import Relation, words_of
from analytics.extraction.theaters import NO_THEATER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.ground import Option
    from analytics.extraction.mentions import Spotted
    from analytics.extraction.records import Place
    from analytics.extraction.theaters import Theaters
    from analytics.gazetteer import Gazetteer
    from analytics.text import Document, Sentence

__all__ = ["resolve"]

_MOST_CANDIDATES = 5
_OPENING = 3  # words before an axis that opens a sentence: "In the Oakham direction"
_STOPS = ".!?\u2026"  # a sentence that has none is a heading


def resolve(
    document: Document,
    spotted: Sequence[Spotted],
    gazetteer: Gazetteer,
    theaters: Theaters,
    codebook: Codebook,
) -> list[Mention]:
    """Decide which place each spotted name is.

    Args:
        document: The report.
        spotted: Its place names with their candidates, in any order.
        gazetteer: Where the candidates are from.
        theaters: Of the same codebook.
        codebook: Gives the words of distance and direction, and the weights of the choice.

    Returns:
        One mention a spotted name, by position.
    """
    return _Report(document, spotted, gazetteer, theaters, codebook).mentions()


class _Report:
    """One report on its way from names to mentions."""

    def __init__(
        self,
        document: Document,
        spotted: Sequence[Spotted],
        gazetteer: Gazetteer,
        theaters: Theaters,
        codebook: Codebook,
    ) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.spotted = sorted(spotted, key=lambda s: (s.start, s.end))
        self.words = words_of(codebook)
        weights = dict(codebook.settings["resolution"])
        margins = tuple(weights.pop("margins"))
        self.setting = Setting(weights, margins, self.words, theaters, document.date, ground_of(codebook))
        self.costs: Mapping[str, float] = codebook.settings["match_cost"]
        self.theaters = theaters
        self.by_sentence: dict[int, list[int]] = defaultdict(list)
        for index, name in enumerate(self.spotted):
            self.by_sentence[name.sentence].append(index)
        self.relations = {
            self.by_sentence[s][r.anchor]: r for s in self.by_sentence for r in self._relations(document.sentences[s])
        }
        self.links = [
            Link(anchor, self.by_sentence[self.spotted[anchor].sentence][subject], relation)
            for anchor, relation in self.relations.items()
            for subject in relation.subjects
        ]
        self.of_subject: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            self.of_subject[link.subject].append(link)

    def _relations(self, sentence: Sentence) -> tuple[Relation, ...]:
        marks = [self.spotted[i] for i in self.by_sentence[sentence.index]]
        regions = frozenset(n for n, mark in enumerate(marks) if mark.kind == "region")
        return relations_of(sentence, marks, regions, self.words)

    def mentions(self) -> list[Mention]:
        cases = self._cases()
        options = [case.pool for case in cases]
        choose(cases, [link for link in self.links if self.spotted[link.anchor].kind != "region"], self.setting)
        made = [self._mention(index, case, options[index], cases) for index, case in enumerate(cases)]
        return self._unplaced(made)

    # --- the cases

    def _cases(self) -> list[Case]:
        pools = [self._pool(name) for name in self.spotted]
        stated = self._stated(pools)
        homes, blocks = self._homes(pools)
        paired = self._paired()
        return [
            Case(
                start=name.start,
                paragraph=blocks[name.sentence],
                key=name.surface.casefold(),
                pool=self._reachable(pools[index], stated[index]),
                regions=frozenset(place.admin1 for place in stated[index] if place.admin1),
                home=homes[name.sentence],
                paired=frozenset(paired[index]),
            )
            for index, name in enumerate(self.spotted)
        ]

    def _pool(self, name: Spotted) -> tuple[Option, ...]:
        options = [self.setting.option(c.place, self.costs[c.match] * max(c.distance, 1)) for c in name.candidates]
        typed = [o for o in options if o.place.kind == name.kind]
        return tuple(typed or options)

    def _reachable(self, pool: tuple[Option, ...], oblasts: set[Place]) -> tuple[Option, ...]:
        """Leave out what lies far from the oblast that the text states: then the place that is meant is in no list.

        A little beyond its border may be what a report puts into the wrong one, unless that is another country's.
        """
        held = {(place.country or "", place.admin1 or "") for place in oblasts}
        ends = [extent for oblast in held if (extent := self.gazetteer.extents.get(oblast))]
        if not ends or any((o.place.country, o.place.admin1) in held for o in pool):
            return pool
        lands = {country for country, _ in held}
        great = self.setting.weights["city_population"]  # "struck X, in R and in Q" may be a list
        near = (o for o in pool if o.place.country in lands and any(self._is_near(o, extent) for extent in ends))
        return (*near, *(o for o in pool if o.place.population >= great))

    def _is_near(self, option: Option, extent: tuple[float, float, float, float]) -> bool:
        if option.point is None:
            return True
        (lat, lon), (south, north, west, east) = option.point, extent
        margin = self.setting.weights["stated_degrees"]
        return south - margin <= lat <= north + margin and west - margin <= lon <= east + margin

    def _paired(self) -> dict[int, set[int]]:
        """Find lines "A-B": names that a hyphen alone joins."""
        paired: dict[int, set[int]] = defaultdict(set)
        for one, (left, right) in enumerate(pairwise(self.spotted)):
            if left.sentence == right.sentence and right.first == left.last + 1:
                tokens = self.document.sentences[left.sentence].tokens
                if not tokens[left.last].is_word and tokens[left.last].text not in ",;(":
                    paired[one].add(one + 1)
                    paired[one + 1].add(one)
        return paired

    def _homes(self, pools: Sequence[tuple[Option, ...]]) -> tuple[dict[int, str | None], dict[int, int]]:
        """Give each sentence the theater that the heading above it or an axis at its head names, and a block.

        A block is a paragraph, or what follows an axis in it: "On the Oakham axis, ... On the Melton axis, ..."
        """
        homes: dict[int, str | None] = {}
        blocks: dict[int, int] = {}
        heading, paragraph, home, block = None, -1, None, 0
        for sentence in self.document.sentences:
            if not any(token.text[0] in _STOPS for token in sentence.tokens[-2:]):
                heading = home = self.theaters.named(self.document.text[sentence.start : sentence.end])
            elif sentence.paragraph != paragraph:
                home = heading
            axis = self._axis(sentence, pools)
            home = axis or home
            block += axis is not None or sentence.paragraph != paragraph
            paragraph = sentence.paragraph
            homes[sentence.index], blocks[sentence.index] = home, block
        return homes, blocks

    def _axis(self, sentence: Sentence, pools: Sequence[tuple[Option, ...]]) -> str | None:
        """Return the theater of the axis that opens a sentence, null if none does or if its name means several."""
        first = next(iter(self.by_sentence.get(sentence.index, ())), None)
        if first is None or self.spotted[first].role != "axis" or self.spotted[first].first > _OPENING:
            return None
        fronts = {option.theater for option in pools[first] if option.theater in self.theaters.fronts}
        return fronts.pop() if len(fronts) == 1 else None

    def _stated(self, pools: Sequence[tuple[Option, ...]]) -> dict[int, set[Place]]:
        """Find the oblast that the text states for a place: "X in R oblast", "R oblast's X"."""
        stated: dict[int, set[Place]] = defaultdict(set)
        for index, name in enumerate(self.spotted):
            oblasts = {o.place for o in pools[index] if o.place.admin1}
            if name.kind != "region" or not oblasts:
                continue
            for subject in self._inside(index):
                stated[subject] |= oblasts
        return stated

    def _inside(self, region: int) -> Iterator[int]:
        name = self.spotted[region]
        lowers, slots = self.document.sentences[name.sentence].lowers, self.words.slots
        at, whole = name.first, False
        while at > 0 and lowers[at - 1] in slots["region_behind"]:
            at -= 1
            whole = whole or lowers[at] in slots["region_list"]
        here = self.by_sentence[name.sentence]
        if at > 0 and lowers[at - 1] == ")" and "(" in lowers[:at]:  # "X (north of A) in R"
            at = max(i for i in range(at) if lowers[i] == "(")
        for subject in reversed([i for i in here if self.spotted[i].last <= at]):
            other = self.spotted[subject]
            if other.last != at or other.first == name.first or other.kind == "region":
                break
            yield subject
            at = other.first
            while whole and at > 0 and lowers[at - 1] in slots["list"]:
                at -= 1
        at = name.last
        while at < len(lowers) and lowers[at] in slots["region_before"]:
            at += 1
        if at > name.last:
            yield from (i for i in here if self.spotted[i].first == at and self.spotted[i].kind != "region")

    # --- the mentions

    def _mention(self, index: int, case: Case, options: Sequence[Option], cases: Sequence[Case]) -> Mention:
        name, chosen = self.spotted[index], case.chosen
        own = self.relations.get(index)
        alone = own if own and not own.subjects else None
        lat, lon = (chosen.place.lat, chosen.place.lon) if chosen else (None, None)
        precision = chosen.place.precision if chosen else None
        if case.near and precision == 1:
            precision = 2
        theater = chosen.theater if chosen else NO_THEATER
        found = next((c for c in name.candidates if chosen and c.place == chosen.place), None)
        relation = None
        if alone:
            relation = self.document.text[alone.start : alone.end]
            precision = max(precision, 2) if precision else None
            if chosen and chosen.point:
                lat, lon = alone.point(*chosen.point) or chosen.point
        elif not chosen:
            computed = self._computed(index, cases)
            if computed:
                (lat, lon), theater, precision = *computed, 2
        rest = [o for o in (*case.pool, *options) if o is not chosen]
        ids = dict.fromkeys(o.place.place_id for o in ([chosen] if chosen else []) + rest)
        return Mention(
            sentence=name.sentence, first=name.first, last=name.last, start=name.start, end=name.end,
            surface=name.surface, kind=name.kind, place=chosen.place if chosen else None, place_precision=precision,
            theater=theater, match=found.match if found else "unresolved", distance=found.distance if found else 0,
            candidates=tuple(ids)[:_MOST_CANDIDATES], decided_by=case.by, role=self._role(index), relation=relation,
            lat=lat, lon=lon,
        )  # fmt: skip

    def _role(self, index: int) -> str:
        own = self.relations.get(index)
        if self.spotted[index].role != "place":
            return self.spotted[index].role
        return "anchor" if own and own.subjects else "place"

    def _computed(self, index: int, cases: Sequence[Case]) -> tuple[tuple[float, float], str] | None:
        """Compute the point and theater of a place in no list from the anchor that locates it."""
        for link in self.of_subject.get(index, ()):
            anchor = cases[link.anchor].chosen
            if anchor and anchor.point:
                point = link.relation.point(*anchor.point)
                if point:
                    return point, anchor.theater
        return None

    def _unplaced(self, made: Sequence[Mention]) -> list[Mention]:
        """Give what is not placed the theater that most placed names of its paragraph have."""
        votes: Mapping[int, Counter[str]] = defaultdict(Counter)
        for mention in made:
            if mention.theater != NO_THEATER:
                votes[self._paragraph(mention)][mention.theater] += 1
        out = []
        for mention in made:
            near = votes[self._paragraph(mention)]
            if mention.place is None and mention.lat is None and near:
                out.append(replace(mention, theater=min(near, key=lambda t: (-near[t], t))))
            else:
                out.append(mention)
        return out

    def _paragraph(self, mention: Mention) -> int:
        return self.document.sentences[mention.sentence].paragraph
