"""Reading place names in one sentence: known ones, those that head words tell, misspelt ones, lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.name_lists import NO_NAME, Name
from analytics.extraction.unlisted_names import UnlistedNames
from analytics.gazetteer import LOOSE, loose_key

if TYPE_CHECKING:
    from analytics.gazetteer import Candidate

__all__ = ["Name", "NameReader"]

_SITES = frozenset({"facility", "water", "area", "other"})
_LONGEST = 5  # words of a name that loose keys are tried for
_WEAPON = 4  # most letters and digits of a weapon's name: T-72, S-300
_ROAD = re.compile(r"[A-Z]\d{2,6}")
_RUN = 4  # words of a name that only its head word tells


class NameReader(UnlistedNames):
    """Reads the names of one sentence."""

    def names(self) -> list[Name]:
        """Return the names in order."""
        line, at = self.line, 0
        while at < len(line.words):
            name = self._name(at) if line.capital[at] and at not in self.people else None
            if name is None:
                at += 1
                continue
            self.found.append(name)
            at = name.end
        return self._coordinated(self.found)

    # --- one name

    def _name(self, at: int) -> Name | None:
        word = self.line.words[at]
        if word in self.words.ordinary and word not in self.gazetteer.longest:
            return None
        if self.tests.is_borne(at):
            return None
        name = self._road(at) or self._hyphenated(at) or self._with_first(at) or self._known(at) or self._headed(at)
        name = name or self._regional(at) or self._two_words(at) or self._unlisted(at)
        return None if name is NO_NAME else name

    def _run(self, at: int) -> int:
        """Return the end of the run of capitalised words that may be one name, or of a name that has small ones."""
        line, end = self.line, at + 1
        while end < len(line.words) and end - at < _LONGEST and not line.genitive[end - 1]:
            inner = line.words[end] in self.words.sets["inner"] and line.capital[min(end + 1, len(line.words) - 1)]
            if end in self.people or not (
                line.capital[end] or inner or (line.hyphen[end] and line.words[end].isalnum())
            ):
                break
            end += 1
        mixed = self.words.mixed.at(line.words, at)
        return end if mixed is None else max(end, mixed[0])

    def _known(self, at: int) -> Name | None:
        """Return the longest name that the gazetteer knows; `NO_NAME` where a word is in use for something else."""
        for base in range(self._run(at), at, -1):
            key = " ".join(self.line.words[at:base])
            if key in self.words.countries:
                return NO_NAME
            name = self._with_head(at, base, key)
            if name is None and (
                self.gazetteer.has(key) or self._water(at, base, key) or self._is_loose(at, base, key)
            ):
                name = self._bare(at, base, key)
            if name is not None:
                return name
        return None

    def _is_loose(self, at: int, base: int, key: str) -> bool:
        if len(key) < self.words.limits["shortest_loose"] or not self.gazetteer.hits(key):
            return False
        return self.tests.may_be_name(at, base, key, listed=self._is_listed(at))

    def _with_head(self, at: int, base: int, key: str) -> Name | None:
        line, words = self.line, self.words
        head = words.heads.at(line.words, base)
        if head is None or line.genitive[base - 1] or (line.hyphen[base] and line.capital[base]):
            return None
        end, cls = head
        hits = self.gazetteer.hits(f"{key} #{cls}")
        kind = words.kinds[cls]
        if self.tests.is_unit(base, end) or self.tests.is_event(end):
            return NO_NAME if hits else None
        if not hits:
            hits = self.gazetteer.hits(key)
            if kind == "settlement":
                hits = tuple(c for c in hits if c.place.kind == kind)
            if not hits or (cls != "city" and key in words.stops):
                return None
            if hits[0].tier == LOOSE and not self.tests.may_be_name(at, base, key, listed=True):
                return None
        if line.words[base] == "people" and base not in self.tests.territory:
            return NO_NAME
        return Name(at, base, end, key, cls, kind, self.tests.role(at, end), hits)

    def _bare(self, at: int, base: int, key: str) -> Name | None:
        tests = self.tests
        water = self._water(at, base, key)
        if water:
            return Name(at, base, base, key, "river", "water", tests.role(at, base), water)
        hits = self._hits(key)
        large = hits[0].match == "overlay" or hits[0].place.population > self.words.limits["large_population"]
        is_ship = hits[0].place.kind == "settlement" and self._is_article_before(at, base)  # "aboard the Oakham"
        if is_ship or not tests.is_place(at, base, key, known=large, listed=self._is_listed(at)):
            return NO_NAME
        candidates = hits
        if hits[0].tier == LOOSE and base == at + 1:
            candidates = self._with_typos(key, candidates)
            if not candidates:
                return NO_NAME
        role = tests.role(at, base)
        if role == "title" and hits[0].place.kind == "water":
            return NO_NAME  # "the North Atlantic Council"
        name = Name(at, base, base, key, None, hits[0].place.kind, role, candidates)
        if tests.is_regional(base) or at in tests.territory:
            return self._as_division(name, "oblast")
        return self._as_site(name)

    def _hits(self, key: str) -> tuple[Candidate, ...]:
        """Return the places of a name; one in the form of another language may be any that bears its own."""
        hits = self.gazetteer.hits(key)
        if (
            hits[0].tier == LOOSE
            or hits[0].match == "overlay"
            or not key.endswith(tuple(self.words.sets["other_form_ending"]))
        ):
            return hits
        known = {c.place.place_id for c in hits}
        others = self.gazetteer.hits("~" + loose_key(key))
        return hits + tuple(c for c in others if c.place.place_id not in known and self.typos.is_front(c.place))

    def _as_site(self, name: Name) -> Name:
        """Read on to a site's head words: "Oakham Gypsum Plant" is one name, found at Oakham."""
        line, words = self.line, self.words
        if line.genitive[name.end - 1]:
            return name
        for base in range(name.end, min(name.end + _RUN, len(line.words))):
            if not line.capital[base] or line.genitive[base] or base in self.people:
                break
            head = words.heads.at(line.words, base)
            if head and words.kinds[head[1]] == "facility" and line.capital[head[0] - 1]:
                return replace(name, base=base, end=head[0], head=head[1], kind="facility")
        return name

    def _with_typos(self, key: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Add what a name may misspell where its loose key finds it far from the fronts only."""
        if self.typos.is_nation(key):
            return ()
        if any(self.typos.is_front(c.place) for c in candidates):
            return candidates
        return self.typos.near(key) + candidates

    def _water(self, at: int, base: int, key: str) -> tuple[Candidate, ...]:
        """Return the rivers of a name that stands alone behind "the": "on the Oakham"."""
        if self.line.word(at - 1) != "the":
            return ()
        rivers = tuple(c for c in self.gazetteer.hits(f"{key} #river") if c.place.kind == "water")
        if self._is_article_before(at, base):
            return rivers
        if self.line.word(base) in self.words.sets["list"] and not self.line.genitive[base - 1]:
            return tuple(c for c in rivers if c.match == "overlay")  # not "the Oakham and Melton axes"
        return ()

    def _is_article_before(self, at: int, base: int) -> bool:
        """Whether "the" stands before a name and nothing that it could belong to behind."""
        line, words = self.line, self.words
        follows = line.word(base)
        if line.word(at - 1) != "the" or line.genitive[base - 1] or follows in words.sets["list"]:
            return False
        return follows != "(" and (not follows.isalnum() or follows in words.closed or follows in words.compass)

    def _road(self, at: int) -> Name | None:
        line = self.line
        word, end = line.words[at], at + 1
        if len(word) == 1 and line.word(end).isdigit() and line.hyphen[end]:
            word, end = word + line.words[end], end + 1
        if not _ROAD.fullmatch(word.upper()):
            return None
        roads = self.words.sets["road"]
        if line.word(end) in roads:
            end += 1
        elif line.word(at - 1) not in roads and not (word[0] in self.words.sets["road_letter"] and len(word) > _WEAPON):
            return None
        return Name(at, end, end, word, "road", "road", self.tests.role(at, end), ())

    def _headed(self, at: int) -> Name | None:
        """Read a name that no list has, told by its head words: "Oakham Gypsum Plant"."""
        line, words = self.line, self.words
        if line.words[at] in words.sets["no_name"] or line.words[at] in words.countries:
            return None
        for base in range(at + 1, min(at + 1 + _RUN, len(line.words))):
            head = words.heads.at(line.words, base)
            strong = head and (line.capital[base] or self._is_strong(at, base))
            if (head and line.hyphen[base]) or words.phrases["unit"].at(line.words, base):
                return None
            if head and strong and (words.kinds[head[1]] in _SITES or head[1] == "raion"):
                return Name(at, base, head[0], "", head[1], words.kinds[head[1]], self.tests.role(at, head[0]), ())
            if not line.capital[base] or line.genitive[base - 1] or line.words[base] in words.sets["no_name"]:
                return None
        return None

    def _is_strong(self, at: int, base: int) -> bool:
        """Whether a head word in small letters tells a facility: "Oakham refinery", "the Oakham works"."""
        sets, word = self.words.sets, self.line.words[base]
        if at == 0 and self.line.words[0].endswith(tuple(sets["opening_ending"])):
            return False  # "Crossing | river barriers takes days"
        if word in sets["strong_head"]:
            return True
        owned = self.line.word(at - 1) == "the" or (at > 0 and self.line.genitive[at - 1])
        return owned and word in sets["site_head"] and self.line.words[at] not in self.words.stops
