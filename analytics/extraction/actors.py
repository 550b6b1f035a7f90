"""Who a sentence names: maximal noun phrases that stand for an actor of the codebook.

A phrase is read left to right: nations, what may stand between ("foreign", "58th Guards"), heads ("minister",
"brigade"), names, and what hangs on it ("of Defense", "'s adviser"). The nation nearest the phrase's front decides,
except that occupation words beat it; a unit without a nation takes the side whose army alone uses its branch words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analytics.extraction.actor_table import ActorTable, Lexeme, actor_table_of
from analytics.extraction.records import Actor
from analytics.extraction.syntax import Grammar, grammar_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.text import Sentence

__all__ = ["find_actors", "introduced"]

_NATION = frozenset({"name", "adjective", "attributive", "capital", "compound"})
_RANK = {"strong": 0, "attributive": 1, "compound": 1, "adjective": 2, "name": 2, "capital": 2, "office": 3, "forces": 3,
         "media": 3, "person": 3, "people": 3, "local": 4}  # fmt: skip
_NAMING = frozenset(_RANK) - {"compound"}
_TITLED = frozenset({"official", "media"})
_NAME_LENGTH = 5  # tokens of a person's name
_COORDINATORS = frozenset({"and", "or", "nor", ",", "/", "&"})


@dataclass
class _Item:
    """One of several coordinated nations: its tokens and readings."""

    first: int
    last: int
    owners: list[Lexeme] = field(default_factory=list)

    def owner(self) -> Lexeme | None:
        return min(self.owners, key=lambda o: _RANK[o.role]) if self.owners else None

    def own(self, owner: Lexeme, first: int, last: int) -> None:
        """Add a nation; words before the first one ("additional") are no part of the phrase."""
        if not self.owners:
            self.first = first
        self.owners.append(owner)
        self.last = last


@dataclass
class _Phrase:
    """A noun phrase while it is read."""

    first: int
    items: list[_Item]
    last: int  # one past the last token that closes it
    head: Lexeme | None = None
    bare: Lexeme | None = None  # the nation or name that stands if no head follows
    named: bool = False
    possessive: bool = False
    started: int | None = None  # where a phrase begins whose head stands before its nation ("units of the X army")

    @property
    def owner(self) -> Lexeme | None:
        return self.items[-1].owner()

    @property
    def form(self) -> str:
        return self.head.form if self.head else (self.bare.form if self.bare else "")


class _Finder:
    """Finds the actors of one sentence."""

    def __init__(
        self, sentence: Sentence, table: ActorTable, grammar: Grammar, date: dt.date, cast: Mapping[str, Actor]
    ) -> None:
        self.sentence, self.tokens, self.low = sentence, sentence.tokens, sentence.lowers
        self.table, self.grammar, self.date, self.cast = table, grammar, date, cast
        self._readings: dict[int, list[Lexeme]] = {}

    # ------------------------------------------------------------------ words

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def of_class(self, i: int, name: str) -> bool:
        return self.word(i) in self.table.words.get(name, ())

    def phrase_of_class(self, i: int, name: str) -> bool:
        """Whether one, two or three tokens from `i` on are in a class."""
        words = self.table.words.get(name, ())
        return any(" ".join(self.low[i : i + n]) in words for n in (1, 2, 3))

    def readings(self, i: int) -> list[Lexeme]:
        if i not in self._readings:
            found = self.table.readings(self.tokens, self.low, i, self.date)
            known = self.cast.get(self.low[i]) if not found and self.tokens[i].is_capitalised else None
            self._readings[i] = [Lexeme(1, "person", known.name, known.side, known.form)] if known else found
        return self._readings[i]

    def core(self, i: int) -> Lexeme | None:
        """Return the longest reading that names somebody; of equal ones the most telling role."""
        return next((r for r in self.readings(i) if r.role in _NAMING), None) if i < len(self.low) else None

    def reading(self, i: int, role: str) -> Lexeme | None:
        return next((r for r in self.readings(i) if r.role == role), None) if i < len(self.low) else None

    # ------------------------------------------------------------------ phrases

    def actors(self) -> Iterator[Actor]:
        at = 0
        while at < len(self.low):
            if not self.table.may_start(self.tokens[at]) and not self._numbered(at) and self.low[at] not in self.cast:
                at += 1
                continue
            phrase, stop = self.phrase(at)
            if phrase is not None:
                yield from self.emitted(phrase)
            at = max(stop, at + 1)

    def phrase(self, start: int) -> tuple[_Phrase | None, int]:
        """Read the phrase that begins at a token; return it, or null, and where to go on."""
        if not self.readings(start) and not self._numbered(start) and not self.of_class(start, "prefix-against"):
            return None, start + 1
        compound, stop = self._compound(start)
        if compound is None and stop > start:
            return None, stop
        phrase = _Phrase(start, [_Item(start, start)], start)
        self._extend(phrase, start)
        if phrase.head is None and phrase.bare is None:
            return None, max(stop, start + 1)
        return phrase, phrase.last

    def _extend(self, phrase: _Phrase, at: int) -> int:
        while at < len(self.low):
            step = self._step(phrase, at)
            if step is None:
                break
            at = step
        return at

    def _step(self, phrase: _Phrase, at: int) -> int | None:
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

    def _take_compound(self, phrase: _Phrase, at: int) -> int | None:
        compound, stop = self._compound(at)
        if compound is None or phrase.head is not None:
            return None
        phrase.items[-1].own(compound, at, stop)
        return stop

    def _take_core(self, phrase: _Phrase, at: int) -> int | None:
        core = self.core(at)
        if core is None or phrase.named:
            return None
        stop = at + core.length
        item = phrase.items[-1]
        if phrase.head is not None:
            if core.role in {"office", "forces", "strong"} and core.length > 1 or core.role in {"person", "media"} and phrase.form in _TITLED:
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

    def _closed(self, phrase: _Phrase, core: Lexeme, stop: int) -> int:
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

    def _take_head(self, phrase: _Phrase, at: int) -> int | None:
        if phrase.named or (phrase.bare is not None and phrase.bare.role in {"people", "person"}):
            return None
        head = self.reading(at, "head")
        core = self.core(at)
        if head is None or (core is not None and core.length >= head.length and core.role not in {"local", "capital"}):
            return None
        stop = at + head.length
        if "soft" in head.flags and not self._may_end(stop):
            return self._as_filler(phrase, at)
        if phrase.head is None and not phrase.items[0].owners:
            phrase.started = phrase.first
        phrase.head = head
        phrase.last = stop
        return stop

    def _as_filler(self, phrase: _Phrase, at: int) -> int | None:
        modifier = self.reading(at, "modifier")
        return at + modifier.length if modifier is not None else None

    def _may_end(self, i: int) -> bool:
        """Whether a noun phrase may end before a token: no noun follows."""
        word, g = self.word(i), self.grammar
        if not word or not word[0].isalpha() or self.tokens[i].is_capitalised:
            return True
        if word in g.preposition or word in g.auxiliary or word in g.coordinator or word in g.relativizer:
            return True
        if word in g.subordinator or g.is_adverb(word) or word in g.determiner:
            return True
        return word.endswith("ed") or bool(g.forms.get(word, frozenset()) & {"past"}) or (self.phrase_of_class(i, "capital-after"))

    def _take_name(self, phrase: _Phrase, at: int) -> int | None:
        """Take a person's name after an office: "Minister Denys Sharapov"."""
        if phrase.head is None or phrase.form not in _TITLED or phrase.last != at or phrase.named:
            return None
        stop = self._name_end(at)
        if stop == at:
            return None
        phrase.last, phrase.named = stop, True
        return stop

    def _name_end(self, at: int) -> int:
        stop = at
        while stop < len(self.low) and stop - at < _NAME_LENGTH * 2:
            token = self.tokens[stop]
            if token.is_capitalised and token.is_word and not self.of_class(stop, "no-name"):
                core = self.core(stop)
                if core is not None and core.role != "person" and stop == at:
                    return at
                if core is not None and core.role in {"name", "adjective", "office", "body"}:
                    break
                stop += 1
                if self.word(stop) == "." and len(token.text) <= 3 and stop + 1 < len(self.low):  # noqa: PLR2004  initials, ranks
                    stop += 1
            elif self.word(stop) in {"-", "'"} and stop > at and self._capital_at(stop + 1):
                stop += 1
            elif self.of_class(stop, "particle") and self._capital_at(stop + (2 if self.word(stop + 1) == "-" else 1)):
                stop += 1
            else:
                break
        return stop

    def _capital_at(self, i: int) -> bool:
        return i < len(self.low) and self.tokens[i].is_capitalised

    # ------------------------------------------------------------------ what stands between

    def _numbered(self, i: int) -> bool:
        return self.low[i][0].isdigit() and self.low[i][-2:] in {"st", "nd", "rd", "th"}

    def _take_filler(self, phrase: _Phrase, at: int) -> int | None:
        """Pass over what may stand between nation and head, if a head comes."""
        if phrase.named or (phrase.head is not None and phrase.last != at and not self._mid(at)):
            return None
        modifier = self.reading(at, "modifier")
        if modifier is not None:
            bare_name = phrase.bare is not None and phrase.bare.role == "name"
            if bare_name and not self.tokens[at].is_capitalised and self.word(at).endswith(("ed", "ing")):
                return None
            return at + modifier.length
        if self._numbered(at) or (self.word(at) == "-" and at > phrase.first and self.reading(at + 1, "modifier")):
            return at + 1
        is_name = self.tokens[at].is_capitalised and at > phrase.first and self.core(at) is None
        if is_name and phrase.items[-1].owners and phrase.head is None and self._head_soon(at + 1):
            return at + 1
        if is_name and phrase.head is None and self._numbered(phrase.first) and self._head_soon(at + 1):
            return at + 1
        return None

    def _mid(self, at: int) -> bool:
        return self.reading(at - 1, "modifier") is not None

    def _head_soon(self, at: int) -> bool:
        for i in range(at, min(at + 4, len(self.low))):
            if self.reading(i, "head") is not None:
                return True
            if not self.tokens[i].is_capitalised and self.reading(i, "modifier") is None:
                return False
        return False

    # ------------------------------------------------------------------ links

    def _take_link(self, phrase: _Phrase, at: int) -> int | None:
        word = self.word(at)
        if word in _COORDINATORS or word == "-":
            return self._take_coordinated(phrase, at)
        if phrase.last != at and not (word == "'s" and phrase.items[-1].last == at and phrase.head is None):
            return None
        if word == "'s" or (word == "'" and self.word(at - 1).endswith("s") and not self._quoted(at)):
            return self._take_owned(phrase, at)
        if word == "(":
            return self._take_abbreviation(phrase, at)
        if phrase.head is None or phrase.named:
            return None
        if word == "of":  # the head's own noun
            return self._take_of(phrase, at)
        if word == "to" and "takes_to" in phrase.head.flags or word == "for" and phrase.head.form == "official":
            return self._take_to(phrase, at)
        return None

    def _quoted(self, at: int) -> bool:
        return self.low[:at].count("'") % 2 == 1

    def _take_coordinated(self, phrase: _Phrase, at: int) -> int | None:
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
        trial = _Phrase(nxt, [_Item(nxt, nxt)], nxt)
        self._extend(trial, nxt)
        if trial.head is None or trial.head.role != "head" or (listed and len(trial.items) == 1):
            return None
        phrase.items.extend(trial.items)
        phrase.head, phrase.last, phrase.named, phrase.possessive = trial.head, trial.last, trial.named, trial.possessive
        return trial.last

    def _joins_modifiers(self, at: int) -> bool:
        """Whether "and" stands inside an office's name: "Security and Defense Council"."""
        both = self._capital_at(at - 1) and self._capital_at(at + 1) and self.core(at - 1) is None
        return both and self.reading(at - 1, "modifier") is not None and self._head_soon(at + 1) and self.core(at + 1) is None

    def _take_abbreviation(self, phrase: _Phrase, at: int) -> int | None:
        """Pass over "(ABC)" between a name and its head."""
        core = self.core(at + 1)
        stop = at + 2 + core.length if core is not None else at
        owner = phrase.owner
        if core is None or owner is None or phrase.head is not None or core.actor != owner.actor or self.word(stop - 1) != ")":
            return None
        return stop

    def _take_owned(self, phrase: _Phrase, at: int) -> int | None:
        """Take "'s minister"; without a head the phrase ends as a genitive."""
        trial = _Phrase(at + 1, [_Item(at + 1, at + 1)], at + 1)
        self._extend(trial, at + 1)
        nations = trial.bare is not None and trial.head is None and trial.bare.role != "person"
        if (trial.head is None and trial.bare is None) or nations or (trial.items[0].owners and trial.items[0].owners[0].role in _NATION):
            phrase.possessive = True
            return None
        phrase.head = trial.head or phrase.head or trial.bare
        phrase.last, phrase.named, phrase.possessive = trial.last, trial.named, trial.possessive
        return trial.last

    def _take_of(self, phrase: _Phrase, at: int) -> int | None:
        start = at + 1
        while self.word(start) in {"the", "self", "-", "so", "called"}:
            start += 1
        if start >= len(self.low):
            return None
        trial = _Phrase(start, [_Item(start, start)], start)
        stop = self._extend(trial, start)
        inner = trial.owner or self._unit_owner(trial.first, stop)
        official = phrase.form in _TITLED
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

    def _take_to(self, phrase: _Phrase, at: int) -> int | None:
        """Take "to the United Nations", "for Human Rights" and a name behind it."""
        start = at + 1 + (self.word(at + 1) == "the")
        trial = _Phrase(start, [_Item(start, start)], start)
        stop = self._extend(trial, start) if start < len(self.low) else start
        capital_run = self._name_end(start) if start < len(self.low) else start
        if trial.head is not None or (trial.bare is not None and trial.bare.role != "person"):
            phrase.last, phrase.named = trial.last, trial.named
            if not phrase.items[-1].owners and trial.owner is not None:
                phrase.items[-1].owners.append(trial.owner)
        elif self.word(at) == "for" and capital_run > start:
            phrase.last, phrase.named = capital_run, False
        else:
            return None
        _ = stop
        return phrase.last

    # ------------------------------------------------------------------ decisions

    def _unit_owner(self, first: int, last: int) -> Lexeme | None:
        found = [m for i in range(first, last) for m in self.table.units.at(self.low, i) if m.end <= last]
        if not found:
            return None
        actor = str(min(found, key=lambda m: (m.entry["rank"], m.start)).entry["actor"])
        return Lexeme(1, "name", actor, self.table.sides[actor], "forces")

    def emitted(self, phrase: _Phrase) -> Iterator[Actor]:
        if phrase.head is None:
            yield from self._bare(phrase)
            return
        items = [(item, item.owner()) for item in phrase.items]
        if len(items) == 1 and items[0][1] is not None and items[0][1].role == "local" and phrase.form != "official":
            items = [(items[0][0], None)]
        if len(items) == 1 and items[0][1] is None:
            unit = self._unit_owner(phrase.first, phrase.last)
            if unit is not None:
                items = [(items[0][0], unit)]
            elif not self._stands_alone(phrase):
                return
        yield from self._merged(phrase, [(item, owner) for item, owner in items])

    def _stands_alone(self, phrase: _Phrase) -> bool:
        """Whether a phrase without a nation is an actor: "the governor", not "(MoD)" behind the ministry's name."""
        bracketed = self.word(phrase.first - 1) == "(" and self.word(phrase.last) == ")"
        generic = phrase.head is not None and "generic" in phrase.head.flags
        return (generic or phrase.named) and not bracketed and self.word(phrase.first - 1) != "to"

    def _merged(self, phrase: _Phrase, items: Sequence[tuple[_Item, Lexeme | None]]) -> Iterator[Actor]:
        """Yield one actor for each run of coordinated nations of one side."""
        runs: list[list[tuple[_Item, Lexeme | None]]] = []
        for item, owner in items:
            before = runs[-1][-1][1] if runs else None
            same = before is not None and owner is not None and before.side is not None and before.side == owner.side
            if same:
                runs[-1].append((item, owner))
            else:
                runs.append([(item, owner)])
        for number, run in enumerate(runs):
            is_last = number == len(runs) - 1
            owner = run[0][1]
            last = phrase.last if is_last else run[-1][0].last
            first = phrase.started if number == 0 and phrase.started is not None else run[0][0].first
            yield self._actor(first, last, owner, phrase.form, possessive=is_last and phrase.possessive)

    def _actor(self, first: int, last: int, owner: Lexeme | None, form: str, *, possessive: bool) -> Actor:
        name, side = (owner.actor, owner.side) if owner else ("", None)
        return Actor(self.sentence.index, first, last, name, side, form, possessive)

    def _bare(self, phrase: _Phrase) -> Iterator[Actor]:
        """Yield a nation or name that no head follows."""
        core, first = phrase.bare, phrase.items[0].first
        if core is None:
            return
        if core.role == "capital" and not self._means_government(first, first + core.length, possessive=phrase.possessive):
            return
        if core.role == "adjective" and self.of_class(first, "direction") and self._capital_at(phrase.last):
            return
        form = core.form
        if self.reading(first, "adjective") is not None and core.role in {"name", "adjective"}:
            twin = self.reading(first, "name")
            stands = self._may_end(phrase.last) or self._acts(phrase.last)
            form = twin.form if twin is not None and stands else "adjective"
        yield self._actor(first, phrase.last, core, form, possessive=phrase.possessive)

    def _acts(self, i: int) -> bool:
        """Whether a word behind a name that is also an adjective reads as its verb: "EU slaps", "EU working"."""
        tags = self.grammar.forms.get(self.word(i), frozenset())
        if "ing" in tags:
            return True
        after = self.word(i + 1)
        if "third" not in tags or not after or not after[0].isalnum():
            return False
        if self.of_class(i, "noun-or-verb"):
            return after == "to" or not (after in self.grammar.preposition or after in self.grammar.auxiliary
                                         or after in self.grammar.coordinator)  # fmt: skip
        return True

    def _means_government(self, first: int, last: int, *, possessive: bool) -> bool:
        """Whether a capital's name stands for its government here."""
        if self.of_class(first - 1, "capital-place") or self.phrase_of_class(last, "capital-suffers"):
            return False
        if possessive:
            return not any(self.of_class(i, "capital-parts") for i in (last + 1, last + 2))
        before = any(self.table.words["capital-before"] & {" ".join(self.low[max(0, first - n) : first])} for n in (1, 2))
        return before or self.phrase_of_class(last, "capital-after")


def find_actors(
    sentence: Sentence, codebook: Codebook, date: dt.date, cast: Mapping[str, Actor] | None = None
) -> tuple[Actor, ...]:
    """Find the actors that a sentence names.

    Args:
        sentence: The sentence.
        codebook: Its tables ``actor``, ``person``, ``unit``, ``actor_head``, ``actor_modifier`` and ``actor_word``.
        date: The report's day: persons count while in office.
        cast: Surnames in lower case that the report introduced before ("Minister Denys Sharapov", then "Sharapov");
            see `introduced`.

    Returns:
        The actors in order, without overlaps. Coordinated nations before one head give an actor a side.
    """
    finder = _Finder(sentence, actor_table_of(codebook), grammar_of(codebook), date, cast or {})
    return _inherited(sentence, tuple(finder.actors()))


def _inherited(sentence: Sentence, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Give the second of "Fantasian Minister A and General B" the nation of the first."""
    out: list[Actor] = []
    for actor in actors:
        before = out[-1] if out else None
        if before is not None and not actor.name and actor.form == before.form == "official" and before.name:
            between = sentence.lowers[before.last : actor.first]
            if between and set(between) <= {"and", ","} and sentence.tokens[actor.first].is_capitalised:
                actor = replace(actor, name=before.name, side=before.side)  # noqa: PLW2901  a new value
        out.append(actor)
    return tuple(out)


def introduced(sentence: Sentence, actors: Sequence[Actor], codebook: Codebook) -> dict[str, Actor]:
    """Return the surnames that a sentence's officials introduce, for the `cast` of the sentences after it.

    Args:
        sentence: The sentence.
        actors: Its actors.
        codebook: Tells surnames from the words of an office.
    """
    table = actor_table_of(codebook)
    cast: dict[str, Actor] = {}
    for actor in actors:
        surname = sentence.tokens[actor.last - 1]
        before = sentence.tokens[actor.last - 2] if actor.last - actor.first > 2 else None  # noqa: PLR2004  title, name, surname
        is_name = before is not None and before.is_capitalised and surname.is_capitalised and surname.text.isalpha()
        if actor.form not in _TITLED or not actor.name or not is_name or surname.text.isupper() or len(surname.text) <= 3:  # noqa: PLR2004
            continue
        if not table.readings(sentence.tokens, sentence.lowers, actor.last - 1, dt.date.max):
            cast[surname.lower] = actor
    return cast
