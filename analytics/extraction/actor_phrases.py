"""Noun phrases that may stand for an actor, read left to right.

Nations ("Fantasian"), what may stand between ("foreign", "58th"), heads ("minister", "brigade"), names, and what hangs
on it ("of Defense", "'s adviser", "and Utopian"). What a phrase means is decided in `actors`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analytics.extraction.actor_table import Lexeme
from analytics.extraction.actor_words import RANK, ActorWords

__all__ = ["Item", "Phrase", "PhraseReader"]

TITLED = frozenset({"official", "media"})
_NATION = frozenset({"name", "adjective", "attributive", "capital", "compound"})
_COORDINATORS = frozenset({"and", "or", "nor", ",", "/", "&", "-"})
_DEEPEST = 8  # phrases within phrases: no list of nations before one noun is longer


@dataclass
class Item:
    """One of several coordinated nations: its tokens and readings."""

    first: int
    last: int
    owners: list[Lexeme] = field(default_factory=list)

    def owner(self) -> Lexeme | None:
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

    def within(self, first: int) -> Phrase:
        """Begin a phrase that hangs on this one."""
        return Phrase(first, [Item(first, first)], first, depth=self.depth + 1)

    @property
    def owner(self) -> Lexeme | None:
        return self.items[-1].owner()

    @property
    def form(self) -> str:
        return self.head.form if self.head else (self.bare.form if self.bare else "")


class PhraseReader(ActorWords):
    """Reads the noun phrases of one sentence."""

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
        for take in (self._take_compound, self._take_head, self._take_core, self._take_name, self._take_link):
            step = take(phrase, at)
            if step is not None:
                return step
        return self._take_filler(phrase, at)

    # ------------------------------------------------------------------ nations

    def _compound(self, at: int) -> tuple[Lexeme | None, int]:
        """Read "pro-X", "anti-X", "X-backed": the nation it stands for, or null, and the token after it."""
        if self.word(at + 1) == "-" and (self.of_class(at, "prefix-for") or self.of_class(at, "prefix-against")):
            core = self.core(at + 2)
            if core is not None:
                stop = at + 2 + core.length
                return (replace(core, role="compound") if self.of_class(at, "prefix-for") else None), stop
        core = self.core(at)
        if core is not None and core.role in _NATION | {"office", "forces", "local", "person"}:
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
        return stop

    def _take_core(self, phrase: Phrase, at: int) -> int | None:
        core = self.core(at)
        if core is None or phrase.named:
            return None
        stop = at + core.length
        item = phrase.items[-1]
        if phrase.head is not None:
            if (core.role in {"office", "forces", "strong"} and core.length > 1) or (
                core.role in {"person", "media"} and phrase.form in TITLED
            ):
                return self._closed(phrase, core, stop)
            return None
        if item.owners and core.role in {"name", "people", "capital"} and self.reading(at, "adjective") is None:
            return None
        item.own(core, at, stop)
        if core.role in {"attributive", "local"}:
            return stop
        if phrase.bare is not None and core.role == "adjective":
            return stop
        return self._closed(phrase, core, stop)

    def _closed(self, phrase: Phrase, core: Lexeme, stop: int) -> int:
        item = phrase.items[-1]
        if core not in item.owners:
            item.owners.append(core)
        phrase.last = stop
        phrase.named = phrase.named or core.role == "person"
        if phrase.head is None or core.role != "person":
            if core.role in {"office", "forces", "media", "strong"}:
                phrase.head = core
            elif phrase.bare is None:
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
        if "soft" in head.flags and not self.may_end(stop):
            return self._as_filler(phrase, at)
        if phrase.head is None and not phrase.items[0].owners:
            phrase.started = phrase.first
        phrase.head = head
        phrase.last = stop
        return stop

    def _as_filler(self, phrase: Phrase, at: int) -> int | None:
        modifier = self.reading(at, "modifier")
        return at + modifier.length if modifier is not None else None

    def _take_name(self, phrase: Phrase, at: int) -> int | None:
        """Take a person's name after an office: "Minister Denys Sharapov"."""
        if phrase.head is None or phrase.form not in TITLED or phrase.last != at or phrase.named:
            return None
        stop = self.name_end(at)
        if stop == at:
            return None
        phrase.last, phrase.named = stop, True
        return stop

    # ------------------------------------------------------------------ what stands between

    def _take_filler(self, phrase: Phrase, at: int) -> int | None:
        """Pass over what may stand between nation and head, if a head comes."""
        if phrase.named or (phrase.head is not None and phrase.last != at and not self._mid(at)):
            return None
        modifier = self.reading(at, "modifier")
        if modifier is not None:
            bare_name = phrase.bare is not None and phrase.bare.role == "name"
            if bare_name and not self.tokens[at].is_capitalised and self.word(at).endswith(("ed", "ing")):
                return None
            return at + modifier.length
        if self.numbered(at) or (self.word(at) == "-" and at > phrase.first and self.reading(at + 1, "modifier")):
            return at + 1
        is_name = self.tokens[at].is_capitalised and at > phrase.first and self.core(at) is None
        if is_name and phrase.items[-1].owners and phrase.head is None and self.head_soon(at + 1):
            return at + 1
        if is_name and phrase.head is None and self.numbered(phrase.first) and self.head_soon(at + 1):
            return at + 1
        return None

    def _mid(self, at: int) -> bool:
        return self.reading(at - 1, "modifier") is not None

    # ------------------------------------------------------------------ links

    def _take_link(self, phrase: Phrase, at: int) -> int | None:
        word = self.word(at)
        if phrase.depth > _DEEPEST:
            return None
        if word in _COORDINATORS:
            return self._take_coordinated(phrase, at)
        if phrase.last != at and not (word == "'s" and phrase.items[-1].last == at and phrase.head is None):
            return None
        if word == "'s" or (word == "'" and self.word(at - 1).endswith("s") and not self.quoted(at)):
            return self._take_owned(phrase, at)
        if word == "(":
            return self._take_abbreviation(phrase, at)
        if phrase.head is None or phrase.named:
            return None
        if word == "of":  # the head's own noun
            return self._take_of(phrase, at)
        if (word == "to" and "takes_to" in phrase.head.flags) or (word == "for" and phrase.head.form == "official"):
            return self._take_to(phrase, at)
        return None

    def _take_coordinated(self, phrase: Phrase, at: int) -> int | None:
        """Take "and Y" of "X and Y forces", where X and Y are adjectives and a head follows."""
        item = phrase.items[-1]
        if self.word(at) == "and" and self._joins_modifiers(at):
            return at + 1
        if phrase.head is not None or not item.owners or item.last != at:
            return None
        if item.owners[-1].role not in {"adjective", "attributive", "compound", "name"}:
            return None
        if item.owners[-1].role == "name" and self.reading(item.last - 1, "adjective") is None:
            return None
        nxt = at + 1
        listed = self.word(at) == ","
        if listed and self.word(nxt) in {"and", "or"}:
            nxt, listed = nxt + 1, False
        compound, _ = self._compound(nxt) if nxt < len(self.low) else (None, nxt)
        adjective = self.reading(nxt, "adjective") or self.reading(nxt, "attributive") or compound
        if adjective is None:
            return None
        trial = phrase.within(nxt)
        self._extend(trial, nxt)
        if trial.head is None or trial.head.role != "head" or (listed and len(trial.items) == 1):
            return None
        phrase.items.extend(trial.items)
        phrase.head, phrase.last, phrase.named, phrase.possessive = (
            trial.head,
            trial.last,
            trial.named,
            trial.possessive,
        )
        return trial.last

    def _joins_modifiers(self, at: int) -> bool:
        """Whether "and" stands inside an office's name: "Security and Defense Council"."""
        both = self.capital_at(at - 1) and self.capital_at(at + 1) and self.core(at - 1) is None
        return (
            both
            and self.reading(at - 1, "modifier") is not None
            and self.head_soon(at + 1)
            and self.core(at + 1) is None
        )

    def _take_abbreviation(self, phrase: Phrase, at: int) -> int | None:
        """Pass over "(ABC)" between a name and its head."""
        core = self.core(at + 1)
        stop = at + 2 + core.length if core is not None else at
        owner = phrase.owner
        if (
            core is None
            or owner is None
            or phrase.head is not None
            or core.actor != owner.actor
            or self.word(stop - 1) != ")"
        ):
            return None
        return stop

    def _take_owned(self, phrase: Phrase, at: int) -> int | None:
        """Take "'s minister"; without a head the phrase ends as a genitive."""
        trial = phrase.within(at + 1)
        self._extend(trial, at + 1)
        if (trial.head is not None and "relational" in trial.head.flags) or self._other_party(trial, phrase):
            phrase.possessive = True
            return None
        nations = trial.bare is not None and trial.head is None and trial.bare.role != "person"
        if (
            (trial.head is None and trial.bare is None)
            or nations
            or (trial.items[0].owners and trial.items[0].owners[0].role in _NATION)
        ):
            phrase.possessive = True
            return None
        phrase.head = trial.head or phrase.head or trial.bare
        phrase.last, phrase.named, phrase.possessive = trial.last, trial.named, trial.possessive
        return trial.last

    @staticmethod
    def _other_party(trial: Phrase, phrase: Phrase) -> bool:
        """Whether what is owned is an actor of its own: "X's Western allies"."""
        inner, outer = trial.owner, phrase.owner
        if inner is None or outer is None or inner.actor == outer.actor:
            return False
        return inner.side is None or inner.side != outer.side

    def _take_of(self, phrase: Phrase, at: int) -> int | None:
        start = at + 1
        while self.word(start) in {"the", "self", "-", "so", "called"}:
            start += 1
        if start >= len(self.low):
            return None
        trial = phrase.within(start)
        stop = self._extend(trial, start)
        inner = trial.owner or self.unit_owner(trial.first, stop)
        official = phrase.form in TITLED
        if inner is None and not (official and stop > start):
            return None
        if inner is not None and inner.role == "person":
            return None
        if inner is not None and not phrase.items[-1].owners:
            phrase.items[-1].owners.append(inner)
        phrase.last = max(stop if trial.head is None and inner is None else trial.last, start)
        if inner is not None and trial.head is None and trial.bare is None:
            phrase.last = trial.items[-1].last
            if self.reading(phrase.last, "modifier") is not None and official:
                phrase.last += 1
        phrase.named = trial.named
        phrase.possessive = trial.possessive
        return phrase.last

    def _take_to(self, phrase: Phrase, at: int) -> int | None:
        """Take "to the United Nations", "for Human Rights" and a name behind it."""
        start = at + 1 + (self.word(at + 1) == "the")
        trial = phrase.within(start)
        self._extend(trial, start)
        capital_run = self.name_end(start) if start < len(self.low) else start
        if trial.head is not None or (trial.bare is not None and trial.bare.role != "person"):
            phrase.last, phrase.named = trial.last, trial.named
            if not phrase.items[-1].owners and trial.owner is not None:
                phrase.items[-1].owners.append(trial.owner)
        elif self.word(at) == "for" and capital_run > start:
            phrase.last, phrase.named = capital_run, False
        else:
            return None
        return phrase.last

    def unit_owner(self, first: int, last: int) -> Lexeme | None:
        found = [m for i in range(first, last) for m in self.table.units.at(self.low, i) if m.end <= last]
        if not found:
            return None
        actor = str(min(found, key=lambda m: (m.entry["rank"], m.start)).entry["actor"])
        return Lexeme(1, "name", actor, self.table.sides[actor], "forces")
