"""Noun phrases that may stand for an actor, read left to right.

Nations ("Fantasian"), what may stand between ("foreign", "58th"), heads ("minister", "brigade") and names. What hangs
on a phrase is read in `actor_links`, what it means is decided in `actors`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analytics.extraction.actor_words import RANK, ActorWords

if TYPE_CHECKING:
    from analytics.extraction.actor_table import Lexeme

__all__ = ["NATION", "TITLED", "Item", "Phrase", "PhraseReader"]

TITLED = frozenset({"official", "media"})
NATION = frozenset({"name", "adjective", "attributive", "capital", "compound"})
_COMPOUNDED = NATION | {"office", "forces", "local", "person"}


@dataclass
class Item:
    """One of several coordinated nations: its tokens and readings."""

    first: int
    last: int
    owners: list[Lexeme] = field(default_factory=list)

    def owner(self) -> Lexeme | None:
        """Return the reading that decides whose phrase it is."""
        return min(self.owners, key=lambda o: RANK[o.role]) if self.owners else None

    def own(self, owner: Lexeme, first: int, last: int) -> None:
        """Add a nation; words before the first one ("additional") are no part of the phrase."""
        if not self.owners:
            self.first = first
        self.owners.append(owner)
        self.last = last


@dataclass
class Phrase:
    """A noun phrase while it is read."""

    first: int
    items: list[Item]
    last: int  # one past the last token that closes it
    head: Lexeme | None = None
    bare: Lexeme | None = None  # the nation or name that stands if no head follows
    named: bool = False
    possessive: bool = False
    started: int | None = None  # where a phrase begins whose head stands before its nation ("units of the X army")
    depth: int = 0  # phrases around it
    addressed: bool = False  # whether its only nation is the one it is sent to ("ambassador to X")

    def within(self, first: int) -> Phrase:
        """Begin a phrase that hangs on this one."""
        return Phrase(first, [Item(first, first)], first, depth=self.depth + 1)

    @property
    def owner(self) -> Lexeme | None:
        """The reading that decides; of coordinated nations that of the last."""
        return self.items[-1].owner()

    @property
    def form(self) -> str:
        """The head's form, else the name's."""
        return self.head.form if self.head else (self.bare.form if self.bare else "")


class PhraseReader(ActorWords):
    """Reads the noun phrases of one sentence.

    Attributes:
        links: Words that something may hang on a phrase by.
    """

    links: frozenset[str] = frozenset()

    def phrase(self, start: int) -> tuple[Phrase | None, int]:
        """Read the phrase that begins at a token; return it, or null, and where to go on."""
        if not self.readings(start) and not self.numbered(start) and not self.of_class(start, "prefix-against"):
            return None, start + 1
        compound, stop = self._compound(start)
        if compound is None and stop > start:
            return None, stop
        phrase = Phrase(start, [Item(start, start)], start)
        self._extend(phrase, start)
        if phrase.head is None and phrase.bare is None:
            return None, max(stop, start + 1)
        return phrase, phrase.last

    def _extend(self, phrase: Phrase, at: int) -> int:
        while at < len(self.low):
            step = self._step(phrase, at)
            if step is None:
                break
            at = step
        return at

    def _step(self, phrase: Phrase, at: int) -> int | None:
        """Take the next word into the phrase; return the token after it, or null where the phrase ends."""
        if self._is_ordinary(at):
            if self._is_bulletin(phrase, at):
                phrase.last = at + 1
            return at + 1 if phrase.last == at + 1 or self._is_charge(phrase, at) else None
        for take in (self._take_compound, self._take_head, self._take_core, self._take_name, self._take_link):
            step = take(phrase, at)
            if step is not None:
                return step
        return self._take_filler(phrase, at)

    def _is_ordinary(self, at: int) -> bool:
        """Whether a token is a word in small letters that is no reading, no link and no part of a name or compound."""
        word = self.low[at]
        if self.readings(at) or not word.isalpha() or word in self.links or self.tokens[at].is_capitalised:
            return False
        if self.serving_end(at) > at:
            return False
        return self.word(at + 1) != "-" and not self.of_class(at, "particle")

    def _is_charge(self, phrase: Phrase, at: int) -> bool:
        """Whether a plain noun tells what an office is for: "X's unification | minister"."""
        head, g, word = self.reading(at + 1, "head"), self.grammar, self.low[at]
        owners = phrase.items[-1].owners
        by_nation = bool(owners) and owners[-1].role == "adjective" and phrase.items[-1].last == at
        if phrase.head is not None or not (by_nation or (phrase.depth and at == phrase.first)):
            return False
        closed = word in g.preposition | g.auxiliary | g.conjunction | g.determiner | g.boundary | g.subordinator
        plain = not (closed or g.is_adverb(word) or word in g.forms)
        return plain and head is not None and head.form == "official" and "generic" in head.flags

    def _is_bulletin(self, phrase: Phrase, at: int) -> bool:
        """Whether an office speaks by a word that its seat stands behind: "the ministry | briefing in Oakham"."""
        spoken = self.of_class(at, "bulletin") and self.of_class(at - 1, "seated") and phrase.last == at
        return spoken and self.word(at + 1) == "in" and self.reading(at + 2, "capital") is not None

    # ------------------------------------------------------------------ nations

    def _compound(self, at: int) -> tuple[Lexeme | None, int]:
        """Read "pro-X", "anti-X", "X-backed": the nation it stands for, or null, and the token after it."""
        if self.word(at + 1) == "-" and (self.of_class(at, "prefix-for") or self.of_class(at, "prefix-against")):
            core = self.core(at + 2)
            if core is not None:
                stop = at + 2 + core.length
                return (replace(core, role="compound") if self.of_class(at, "prefix-for") else None), stop
        core = self.core(at)
        if core is not None and core.role in _COMPOUNDED:
            dash = at + core.length
            if self.word(dash) == "-" and self.of_class(dash + 1, "suffix"):
                away = self.of_class(dash + 1, "suffix-away") or core.role == "local"
                return (None if away else replace(core, role="compound")), dash + 2
        return None, at

    def _take_compound(self, phrase: Phrase, at: int) -> int | None:
        compound, stop = self._compound(at)
        if compound is None or phrase.head is not None:
            return None
        phrase.items[-1].own(compound, at, stop)
        if self.of_class(stop - 1, "suffix-whose"):
            phrase.bare, phrase.last = replace(compound, role="adjective", form="adjective"), stop
        return stop

    def _take_core(self, phrase: Phrase, at: int) -> int | None:
        core = self.core(at)
        if core is None or phrase.named:
            return None
        stop, item = at + core.length, phrase.items[-1]
        if phrase.head is not None:
            return self._closed(phrase, core, stop) if self._completes(phrase, core) else None
        if item.owners and core.role in {"name", "people", "capital"} and self.reading(at, "adjective") is None:
            return None
        item.own(core, at, stop)
        is_open = core.role in {"attributive", "local"} or (phrase.bare is not None and core.role == "adjective")
        return stop if is_open else self._closed(phrase, core, stop)

    def _completes(self, phrase: Phrase, core: Lexeme) -> bool:
        """Whether a name continues a phrase that has a head: "Army General Staff", "milblogger Rybar"."""
        if core.role in {"person", "media"}:
            return phrase.form in TITLED
        return core.role in {"office", "forces", "strong"} and core.length > 1

    def _closed(self, phrase: Phrase, core: Lexeme, stop: int) -> int:
        item = phrase.items[-1]
        if core.role == "person" and self.of_class(stop, "name-suffix"):
            stop += 1
        if core not in item.owners:
            item.owners.append(core)
        phrase.last = stop
        phrase.named = phrase.named or core.role == "person"
        if phrase.head is None or core.role != "person":
            if core.role in {"office", "forces", "media", "strong"}:
                phrase.head = core
            elif phrase.bare is None or core.role == "person":
                phrase.bare = core
        return stop

    # ------------------------------------------------------------------ heads and names

    def _take_head(self, phrase: Phrase, at: int) -> int | None:
        if phrase.named or (phrase.bare is not None and phrase.bare.role in {"people", "person"}):
            return None
        head = self.reading(at, "head")
        core = self.core(at)
        if head is None or (core is not None and core.length >= head.length and core.role not in {"local", "capital"}):
            return None
        stop = at + head.length
        doing = "ing" in self.grammar.forms.get(self.word(stop), ()) and self._object_at(stop + 1)
        if "soft" in head.flags and not (self.may_end(stop) or self._report(stop) or doing):
            return self._after_modifier(at)
        if phrase.head is None and not phrase.items[0].owners:
            phrase.started = phrase.first
        phrase.head = head
        phrase.last = stop
        return stop

    def _object_at(self, at: int) -> bool:
        """Whether a noun phrase begins at a token: "jets bombing | the town"."""
        return at < len(self.low) and (self.word(at) in self.grammar.determiner or self.tokens[at].is_capitalised)

    def _report(self, at: int) -> bool:
        """Whether a head stands before its verb of saying: "sources report fighting", "the military reports gains"."""
        head, following = self.reading(at - 1, "head"), self.word(at + 1)
        plural = self.word(at - 1).endswith("s") and head is not None and head.form == "media"
        says = {m.form for m in self.grammar.reporting.at(self.low, at)}
        g = self.grammar
        noun = not following.isalpha() or following in g.preposition | g.auxiliary or g.reporting.at(self.low, at + 1)
        return (plural and "base" in says) or ("third" in says and not noun) or self.closes(at)

    def _after_modifier(self, at: int) -> int | None:
        modifier = self.reading(at, "modifier")
        return at + modifier.length if modifier is not None else None

    def _take_name(self, phrase: Phrase, at: int) -> int | None:
        """Take a person's name after an office: "Minister Denys Sharapov"."""
        if phrase.head is None or phrase.form not in TITLED or phrase.last != at or phrase.named:
            return None
        if self.reading(at, "modifier") is not None and self.head_soon(at + 1):
            return None  # "Deputy Defense Minister"
        stop = self.name_end(at)
        if stop == at:
            return None
        phrase.last, phrase.named = stop, True
        return stop

    def _take_link(self, phrase: Phrase, at: int) -> int | None:  # noqa: ARG002  what hangs on a phrase: actor_links
        return None

    # ------------------------------------------------------------------ what stands between

    def _take_filler(self, phrase: Phrase, at: int) -> int | None:
        """Pass over what may stand between nation and head, if a head comes."""
        if phrase.named or (phrase.head is not None and phrase.last != at and not self._mid(at)):
            return None
        if self.reading(at, "modifier") is not None:
            return None if self._reads_as_verb(phrase, at) else self._after_modifier(at)
        if (stop := self._type_end(at)) > at > phrase.first:
            return stop
        joins = self.word(at) == "-" and at > phrase.first and self.tokens[at - 1].end == self.tokens[at].start
        if self.numbered(at) or (joins and self.reading(at + 1, "modifier")):
            return at + 1
        is_name = self.tokens[at].is_capitalised and at > phrase.first and self.core(at) is None
        begun = bool(phrase.items[-1].owners) or self.numbered(phrase.first)
        return at + 1 if is_name and begun and phrase.head is None and self.head_soon(at + 1) else None

    def _type_end(self, at: int) -> int:
        """Return where a type's name ends that begins at a token: "Tu-22M3", "S-300"; the token itself for none."""
        number = self.word(at + 2)
        if not (self.tokens[at].is_capitalised and self.word(at + 1) == "-" and number[:1].isdigit()):
            return at
        stop = at + 3
        while (
            stop < len(self.tokens)
            and self.tokens[stop].start == self.tokens[stop - 1].end
            and self.word(stop).isalnum()
        ):
            stop += 1
        return stop

    def _reads_as_verb(self, phrase: Phrase, at: int) -> bool:
        """Whether a word behind a bare name or a head is its verb: "X captured soldiers", "troops fire artillery"."""
        word = self.word(at)
        if self.tokens[at].is_capitalised:
            return False
        if phrase.head is not None and phrase.last == at:
            return phrase.form == "forces" or self.word(at - 1).endswith("s") or word in self.grammar.forms
        return phrase.bare is not None and phrase.bare.role == "name" and word.endswith(("ed", "ing"))

    def _mid(self, at: int) -> bool:
        return self.reading(at - 1, "modifier") is not None
