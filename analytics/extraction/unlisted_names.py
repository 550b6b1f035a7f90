"""Names that no table has as they stand: misspelt, in two words, with a hyphen, told by what stands beside them."""

from __future__ import annotations

from analytics.extraction.name_lists import DIVISIONS, Name, NameLists

__all__ = ["UnlistedNames"]

_TELLING = 4  # letters of an ending that tells a place's name by itself


class UnlistedNames(NameLists):
    """Reads the names of one sentence that no table has."""

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
            if head and head[1] in DIVISIONS and line.words[head[0] - 1].endswith("s"):
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

    def _with_first(self, at: int) -> Name | None:
        """Read a name whose first word begins many as one: "New Oakham" is neither New nor Oakham."""
        line, end = self.line, at + 2
        if line.words[at] not in self.words.sets["first_word"] or end > len(line.words) or line.genitive[at]:
            return None
        if not line.capital[at + 1] or line.hyphen[at + 1] or at + 1 in self.people:
            return None
        key = " ".join(line.words[at:end])
        headed = self.words.heads.at(line.words, at + 1) is not None
        if headed or self.gazetteer.hits(key) or not self.gazetteer.hits(line.words[at + 1]):
            return None
        return Name(at, end, end, key, None, "settlement", self.tests.role(at, end), ())

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
        adjective = head and head[1] in DIVISIONS and key.endswith(tuple(words.sets["adjective_ending"]))
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
        if (
            listed
            and line.word(at + 1) == ","
            and line.capital[at + 2 : at + 3] == [True]
            and self.gazetteer.has(beside)
        ):
            return at + 2 not in self.people and beside not in self.words.metonyms["loose"]  # "A, X, B"
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
