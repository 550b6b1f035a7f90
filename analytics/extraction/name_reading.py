"""Reading place names in one sentence: known ones, those that head words tell, misspelt ones, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.extraction.name_tests import NameTests
from analytics.gazetteer import LOOSE, loose_key

if TYPE_CHECKING:
    from analytics.extraction.place_words import Line, PlaceWords
    from analytics.extraction.typos import Typos
    from analytics.gazetteer import Candidate, Gazetteer

__all__ = ["Name", "NameReader"]

_DIVISIONS = frozenset({"oblast", "raion", "hromada"})
_SITES = frozenset({"facility", "water", "area"})
_LONGEST = 5  # words of a name that loose keys are tried for
_TELLING = 4  # letters of an ending that tells a place's name by itself
_WEAPON = 4  # most letters and digits of a weapon's name: T-72, S-300
_ROAD = re.compile(r"[A-Z]\d{2,6}")
_RUN = 4  # words of a name that only its head word tells


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a line: words ``[start, base)`` name, ``[base, end)`` are head words of class `head`."""

    start: int
    base: int
    end: int
    key: str
    head: str | None
    kind: str
    role: str
    candidates: tuple[Candidate, ...]
    shared: str | None = None  # the head class that it has from a later name of its list


_NO_NAME = Name(0, 0, 0, "", None, "", "", ())


class NameReader:
    """Reads the names of one sentence."""

    def __init__(
        self, line: Line, people: frozenset[int], gazetteer: Gazetteer, words: PlaceWords, typos: Typos
    ) -> None:
        """Take a sentence, its words that belong to persons, and what to read by."""
        self.line = line
        self.people = people
        self.gazetteer = gazetteer
        self.words = words
        self.typos = typos
        self.tests = NameTests(line, words)
        self.found: list[Name] = []

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

    def _is_listed(self, at: int) -> bool:
        """Whether a name stands right before a word in a list."""
        return bool(self.found) and self._link(self.found[-1].end, at) is not None

    # --- one name

    def _name(self, at: int) -> Name | None:
        word = self.line.words[at]
        if word in self.words.ordinary and word not in self.gazetteer.longest:
            return None
        if self.tests.is_borne(at):
            return None
        name = self._road(at) or self._hyphenated(at) or self._known(at) or self._headed(at)
        name = name or self._regional(at) or self._two_words(at) or self._unlisted(at)
        return None if name is _NO_NAME else name

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
        """Return the longest name that the gazetteer knows; `_NO_NAME` where a word is in use for something else."""
        for base in range(self._run(at), at, -1):
            key = " ".join(self.line.words[at:base])
            if key in self.words.countries:
                return _NO_NAME
            name = self._with_head(at, base, key)
            if name is None and (self.gazetteer.has(key) or self._is_loose(at, base, key)):
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
            return _NO_NAME if hits else None
        if not hits:
            hits = self.gazetteer.hits(key)
            if kind == "settlement":
                hits = tuple(c for c in hits if c.place.kind == kind)
            if not hits or (cls != "city" and key in words.stops):
                return None
            if hits[0].tier == LOOSE and not self.tests.may_be_name(at, base, key, listed=True):
                return None
        if line.words[base] == "people" and base not in self.tests.territory:
            return _NO_NAME
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
            return _NO_NAME
        candidates = hits
        if hits[0].tier == LOOSE and base == at + 1:
            candidates = self._with_typos(key, candidates)
            if not candidates:
                return _NO_NAME
        role = tests.role(at, base)
        if role == "title" and hits[0].place.kind == "water":
            return _NO_NAME  # "the North Atlantic Council"
        name = Name(at, base, base, key, None, hits[0].place.kind, role, candidates)
        if tests.is_regional(base) or at in tests.territory:
            return self._as_division(name, "oblast")
        return self._as_site(name)

    def _hits(self, key: str) -> tuple[Candidate, ...]:
        """Return the places of a name; one in its Russian form may be any that bears its Ukrainian one."""
        hits = self.gazetteer.hits(key)
        if (
            hits[0].tier == LOOSE
            or hits[0].match == "overlay"
            or not key.endswith(tuple(self.words.sets["russian_ending"]))
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
        return follows != "(" and (not follows.isalnum() or follows in words.closed)

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
        if word in sets["strong_head"]:
            return True
        owned = self.line.word(at - 1) == "the" or (at > 0 and self.line.genitive[at - 1])
        return owned and word in sets["site_head"] and self.line.words[at] not in self.words.stops

    def _regional(self, at: int) -> Name | None:
        """Read a region that a list shows to be one: by the head of the list, or since no town bears its name."""
        line, words = self.line, self.words
        key, end = line.words[at], at + 1
        if key in words.stops or line.genitive[at]:
            return None
        head = self._list_head(end)
        regions = self.gazetteer.hits(f"{key} #{head or 'oblast'}")
        if regions and (head or self._is_listed(at)):
            return Name(at, end, end, key, None, "region", self.tests.role(at, end), regions)
        if head and self.tests.may_be_misspelt(at, key, listed=True):
            return Name(at, end, end, key, None, "region", self.tests.role(at, end), ())
        return None

    def _list_head(self, at: int) -> str | None:
        """Return the class of the plural head of divisions that ends a list: ", Oakham, and Melton oblasts"."""
        line, words = self.line, self.words
        if line.word(at) not in words.sets["list"]:
            return None
        while at < len(line.words):
            head = words.heads.at(line.words, at)
            if head and head[1] in _DIVISIONS and line.words[head[0] - 1].endswith("s"):
                return head[1]
            if not line.capital[at] and line.words[at] not in words.sets["list"]:
                return None
            at += 1
        return None

    def _hyphenated(self, at: int) -> Name | None:
        """Read a name of two parts that no list has so: "Oak-Ham", which lists may write as one word."""
        line, end = self.line, at + 2
        if end > len(line.words) or not (line.hyphen[at + 1] and line.capital[at + 1]) or at + 1 in self.people:
            return None
        if end < len(line.words) and line.hyphen[end]:
            return None
        first, second = line.words[at:end]
        endings = tuple(self.words.sets["name_ending"])
        parts = any(map(self.gazetteer.has, (first, second))) or first.endswith(endings)
        if parts or self.gazetteer.hits(f"{first} {second}"):
            return None
        known = self.gazetteer.hits(first + second)
        fits = bool(known) or second.endswith(endings)
        if not fits or not self.tests.may_be_misspelt(at, first + second, end=end, listed=self._is_listed(at)):
            return None
        return Name(at, end, end, first + second, None, "settlement", self.tests.role(at, end), known)

    def _two_words(self, at: int) -> Name | None:
        """Read an unknown adjective before a name as part of it: "Greater Oakham" is not Oakham."""
        line, end = self.line, at + 2
        if end > len(line.words) or not line.capital[at + 1] or line.hyphen[at + 1] or line.genitive[at]:
            return None
        first, second = line.words[at:end]
        if not first.endswith(tuple(self.words.sets["first_ending"])) or not self.gazetteer.has(second):
            return None
        if end - 1 in self.people or not self.tests.may_be_misspelt(at, first, end=end, listed=self._is_listed(at)):
            return None
        return Name(at, end, end, f"{first} {second}", None, "settlement", self.tests.role(at, end), ())

    def _unlisted(self, at: int) -> Name | None:
        """Read a name that no list has: a misspelt one, or one that stands where only a place's name can."""
        line, words, key = self.line, self.words, self.line.words[at]
        listed = self._is_listed(at)
        region = self._region_behind(at + 1)
        certain = self.tests.is_surely_name(at, before_region=region is not None)
        if not certain and not self.tests.may_be_misspelt(at, key, listed=listed):
            return None
        head = words.heads.at(line.words, at + 1)
        adjective = head and head[1] in _DIVISIONS and key.endswith(tuple(words.sets["adjective_ending"]))
        found = () if adjective else self.typos.near(key)
        if region:
            found = tuple(c for c in found if c.place.admin1 == region)
        certain = certain or bool(adjective) or self._sounds_like_place(at, key, listed=listed)
        if not found and not certain:
            return None
        end, kind = (head[0], words.kinds[head[1]]) if head else (at + 1, "settlement")
        return Name(at, at + 1, end, key, head[1] if head else None, kind, self.tests.role(at, end), found)

    def _sounds_like_place(self, at: int, key: str, *, listed: bool) -> bool:
        """Whether an unknown word where places stand is one: by its ending, or as the last or the first of a list."""
        endings = self.words.sets["name_ending"]
        if key.endswith(tuple(ending for ending in endings if listed or len(ending) >= _TELLING)):
            return True
        line, beside = self.line, self.line.word(at + 2)
        if line.word(at + 1) == "and" and self.gazetteer.has(beside) and self.tests.only_place(at):
            return line.capital[at + 2] and beside not in self.words.capitals
        follows = line.word(at + 1)
        ends = not follows[:1].isalnum() or follows in self.words.grammar.preposition
        return listed and ends and line.word(at - 1) == "and"

    def _region_behind(self, at: int) -> str | None:
        """Return the first-order division that is named behind a comma: "in Oakham, Rutland Oblast"."""
        line = self.line
        if line.word(at) != "," or at + 1 >= len(line.words) or not line.capital[at + 1]:
            return None
        for end in range(min(at + 4, len(line.words)), at + 1, -1):
            key = " ".join(line.words[at + 1 : end])
            head = self.words.heads.at(line.words, end)
            hits = self.gazetteer.hits(f"{key} #oblast") if head and head[1] == "oblast" else ()
            if not hits and self.gazetteer.has(key):
                hits = tuple(c for c in self.gazetteer.hits(key)[:1] if c.place.kind == "region")
            if hits:
                return hits[0].place.admin1 or hits[0].place.name
        return None

    # --- lists: a head word behind the last name holds for all

    def _coordinated(self, names: list[Name]) -> list[Name]:
        out = list(names)
        for at in range(len(out) - 2, -1, -1):
            left, right = out[at], out[at + 1]
            link = self._link(left.end, right.start)
            if link is None:
                continue
            if right.role == "axis" and left.role == "place":
                left = replace(left, role="axis")
            shared = right.shared or right.head
            plural = shared and (shared in _DIVISIONS or self.line.words[right.end - 1].endswith("s") or right.shared)
            if shared and plural and left.head is None and (link != "," or right.shared):
                left = replace(self._as_division(left, shared), shared=shared)
            elif link == "and" and self._together(left, right):
                left, out[at + 1] = self._as_division(left, "oblast"), self._as_division(right, "oblast")
            out[at] = left
        return out

    def _together(self, left: Name, right: Name) -> bool:
        regions = self.words.metonyms.get("regions_together", frozenset())
        return left.head is None and right.head is None and left.key in regions and right.key in regions

    def _as_division(self, name: Name, head: str) -> Name:
        regions = self.gazetteer.hits(f"{name.key} #{head}")
        kind = self.words.kinds[head]
        return replace(name, kind=kind, candidates=regions) if regions else name

    def _link(self, end: int, start: int) -> str | None:
        """Return what joins two names of a list, null where something else stands between them."""
        between = self.line.words[end:start]
        if between[:1] == ["("] and ")" in between:  # A (APR) and B
            between = between[between.index(")") + 1 :]
        if not between:
            return "-" if start < len(self.line.words) and self.line.hyphen[start] else None
        if all(word in self.words.sets["list"] for word in between):
            return "and" if any(word != "," for word in between) else ","
        return None
