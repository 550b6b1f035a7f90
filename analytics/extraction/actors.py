"""Who a sentence names: maximal noun phrases that stand for an actor of the codebook.

Of several nations in a phrase the first decides, except that occupation words beat it; a unit without a nation takes
the side whose army alone uses its branch words; a capital stands for its government only where the words around it say
so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.actor_links import LinkReader
from analytics.extraction.actor_phrases import TITLED, Item, Phrase
from analytics.extraction.actor_table import ActorTable, Lexeme, actor_table_of
from analytics.extraction.records import ACTING, Actor
from analytics.extraction.syntax import grammar_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.extraction.grammar import Grammar
    from analytics.text import Sentence

__all__ = ["find_actors", "introduced"]

_SAYING = frozenset({"ed", "past", "third"})
_TOLD = frozenset({"ed", "past", "participle"})
_TELLING = 8  # tokens of ", which for weeks has" before its verb
_WHEN = 5  # tokens of "late on the same Monday"
_ASIDE = 16  # tokens of ", which denies any part in the attack,"
_SURNAME = 3  # letters at least; and tokens of a phrase with title, name and surname


class _Finder(LinkReader):
    """Finds the actors of one sentence."""

    _government = -1  # where the last capital that means a government ends

    def actors(self) -> Iterator[Actor]:
        at = 0
        while at < len(self.low):
            if not self.table.may_start(self.tokens[at]) and not self.numbered(at) and self.low[at] not in self.cast:
                at += 1
                continue
            phrase, stop = self.phrase(at)
            if phrase is not None:
                yield from self.emitted(phrase)
            at = max(stop, at + 1)

    def emitted(self, phrase: Phrase) -> Iterator[Actor]:
        if phrase.head is None:
            yield from self._bare(phrase)
            return
        items = [(item, item.owner()) for item in phrase.items]
        if len(items) == 1 and items[0][1] is not None and items[0][1].role == "local" and phrase.form != "official":
            items = [(items[0][0], None)]
        if len(items) == 1 and items[0][1] is None:
            unit = self.unit_owner(phrase.first, phrase.last)
            if unit is not None:
                items = [(items[0][0], unit)]
            elif not self._stands_alone(phrase):
                return
        yield from self._merged(phrase, [(item, owner) for item, owner in items])

    def _stands_alone(self, phrase: Phrase) -> bool:
        """Whether a phrase without a nation is an actor: "the governor", not "(MoD)" behind the ministry's name."""
        bracketed = self.word(phrase.first - 1) == "(" and self.word(phrase.last) == ")"
        generic = phrase.head is not None and "generic" in phrase.head.flags
        pointed = self.word(phrase.first - 1) == "the" or self.word(phrase.first - 1) in self.grammar.own
        speaks = pointed and phrase.form == "official" and self._speaks(phrase.last)
        return (generic or phrase.named or speaks) and not bracketed and self.word(phrase.first - 1) != "to"

    def _speaks(self, at: int) -> bool:
        """Whether a verb of saying follows: "the administration also stated"."""
        while at < len(self.low) and self.grammar.is_adverb(self.low[at]):
            at += 1
        return at < len(self.low) and any(m.form in _SAYING for m in self.grammar.reporting.at(self.low, at))

    def _merged(self, phrase: Phrase, items: Sequence[tuple[Item, Lexeme | None]]) -> Iterator[Actor]:
        """Yield one actor for each run of coordinated nations of one side."""
        runs: list[list[tuple[Item, Lexeme | None]]] = []
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

    def _bare(self, phrase: Phrase) -> Iterator[Actor]:
        """Yield a nation or name that no head follows."""
        core, first = phrase.bare, phrase.items[0].first
        if core is None:
            return
        if core.role == "capital":
            if not self._means_government(first, first + core.length, possessive=phrase.possessive):
                return
            self._government = phrase.last
        if self._is_direction(first, phrase.last):
            return
        if core.role == "adjective" and self.of_class(first, "direction") and self.capital_at(phrase.last):
            return
        form = core.form
        if self.reading(first, "adjective") is not None and core.role in {"name", "adjective"}:
            twin = self.reading(first, "name")
            stands = self.may_end(phrase.last) or self.acts(phrase.last) or self.of_class(phrase.last, "predicate")
            form = twin.form if twin is not None and stands else "adjective"
        yield self._actor(first, phrase.last, core, form, possessive=phrase.possessive)

    def _is_direction(self, first: int, last: int) -> bool:
        """Whether a point of the compass is part of a longer name: "Battlegroup West", "North Bank"."""
        if not self.of_class(last - 1, "bare-direction"):
            return False
        behind_name = first > 1 and last - first == 1 and (self.capital_at(first - 1) or self.word(first - 1) == "-")
        return self.capital_at(last) or behind_name

    def _means_government(self, first: int, last: int, *, possessive: bool) -> bool:
        """Whether a capital's name stands for its government here."""
        then = self._behind_time(last)
        source = " ".join(self.low[max(0, first - 2) : first]) in self.table.words["capital-source"]
        if source and not possessive and not self.phrase_of_class(last, "capital-houses"):
            return True  # "according to Canterbury"
        if self.of_class(first - 1, "capital-place") or self.phrase_of_class(then, "capital-suffers"):
            return False
        if possessive:
            return not any(self.of_class(i, "capital-parts") for i in (last + 1, last + 2))
        before = (" ".join(self.low[max(0, first - n) : first]) for n in (1, 2))
        if any(words in self.table.words["capital-before"] for words in before):
            return True
        doing = then
        while self.grammar.is_adverb(self.word(doing)):
            doing += 1  # "Canterbury firmly | opposes"
        after = (then, doing, self._behind_relative(then))
        acts = any(self.phrase_of_class(i, "capital-after") for i in after) or self._tells(then)
        return acts or self.closes(then) or self._paired(first, then) or self._governs(first, then)

    def _governs(self, first: int, last: int) -> bool:
        """Whether a clause that a capital opens tells what it does to something: "Aldham greets the plan"."""
        opens = first == 0 or self.of_class(first - 1, "capital-opens")
        at = last + 2 * (self.word(last) == "," and self.of_class(last + 1, "capital-relative"))
        while self.grammar.is_adverb(self.word(at)) or (at > last and self.word(at) in self.grammar.have):
            at += 1
        if opens and self._is_doing(at):
            return True
        if not opens or self.of_class(at, "capital-lives"):
            return False
        if at == last and self.acts(at):
            return True
        done = at < len(self.low) and bool(self.grammar.forms.get(self.low[at], frozenset()) & _TOLD)
        given, g = self.word(at + 1), self.grammar
        return done and (given in g.determiner or given in g.own or given[:1].isdigit() or self.capital_at(at + 1))

    def _is_doing(self, at: int) -> bool:
        """Whether "is pouring oil", "is throwing out envoys" stands at a token: not "is burning", "is facing raids"."""
        g, doing, then = self.grammar, at + 1, self.word(at + 2)
        acts = self.word(at) in g.be and "ing" in g.forms.get(self.word(doing), ())
        plain = then.isalnum() and then not in g.preposition and then not in g.conjunction
        return acts and plain and not self.of_class(doing, "capital-endures")

    def _behind_time(self, at: int) -> int:
        """Return where a clause goes on behind when it was: "Canterbury | late on Monday | said"; else the token."""
        g = self.grammar
        end = min(len(self.low), at + _WHEN)
        times = (j for j in range(at, end) if self.low[j] in g.time or self.of_class(j, "capital-aside"))
        time = next(times, None)
        lead = range(at, time if time is not None else at)
        plain = all(
            self.low[j] in g.preposition | g.determiner | g.demonstrative | g.dating
            or g.is_adverb(self.low[j])
            or self.low[j][0].isdigit()
            for j in lead
        )
        if time is None or not plain:
            return at
        return time + 1 + self.word(time + 1)[:1].isdigit()

    def _behind_relative(self, at: int) -> int:
        """Return where a clause goes on behind ", which ...,": "Canterbury|, which has denied it, | said"."""
        if self.word(at) != "," or self.word(at + 1) not in self.grammar.relativizer:
            return at
        near = range(at + 2, min(len(self.low), at + _ASIDE))
        return next((j + 1 for j in near if self.low[j] == ","), at)

    def _tells(self, at: int) -> bool:
        """Whether a relative clause tells something: "Canterbury|, which for weeks has denied that X fell,"."""
        if self.word(at) != "," or not self.of_class(at + 1, "capital-relative"):
            return False
        near = range(at + 2, min(len(self.low), at + _TELLING))
        verb = next((j for j in near if self.low[j] in {",", *self.grammar.boundary} or self._is_told(j)), None)
        return verb is not None and self._is_told(verb)

    def _is_told(self, at: int) -> bool:
        told = self.grammar.forms.get(self.low[at], frozenset()) & {*_TOLD, "third"}
        return bool(told) and bool(self.grammar.reporting.at(self.low, at))

    def _paired(self, first: int, last: int) -> bool:
        """Whether a capital stands beside one that means its government: "between A and B", "A and B say"."""
        if self.word(first - 1) in {"and", ","} and first - 1 == self._government:
            return True
        own, joint = self.reading(first, "capital"), self.word(last)
        listed = joint == "and" or (joint == "," and first == 0)  # "A, B and C denounce"
        then = last + 1 + (self.word(last + 1) in self.grammar.determiner)
        other = self.reading(then, "capital") or self.reading(then, "name") if listed else None  # "A and the Bs offer"
        if own is None or other is None or own.actor == other.actor:
            return False
        then += other.length
        return joint == "and" or self._paired(last + 1, then) or "base" in self.grammar.forms.get(self.word(then), ())


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
    return _inherited(sentence, tuple(finder.actors()), grammar_of(codebook))


def _inherited(sentence: Sentence, actors: Sequence[Actor], grammar: Grammar) -> tuple[Actor, ...]:
    """Give the second of "Fantasian Minister A and General B", "Fantasia and its minister" the nation of the first."""
    out: list[Actor] = []
    for actor in actors:
        before = out[-1] if out else None
        if before is not None and not actor.name and actor.form == before.form == "official" and before.name:
            between = sentence.lowers[before.last : actor.first]
            if between and set(between) <= {"and", ","} and sentence.tokens[actor.first].is_capitalised:
                actor = replace(actor, name=before.name, side=before.side)  # noqa: PLW2901  a new value
        owned = actor.first > 0 and sentence.lowers[actor.first - 1] in grammar.own
        national = actor.form == "official" and sentence.lowers[actor.last - 1] not in grammar.local_office
        if owned and national and not actor.name:
            state = next((a for a in out if a.form in ACTING and a.name and not a.possessive), None)
            if state is not None:
                actor = replace(actor, name=state.name, side=state.side)  # noqa: PLW2901  a new value
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
        before = sentence.tokens[actor.last - 2] if actor.last - actor.first >= _SURNAME else None
        is_name = before is not None and before.is_capitalised and surname.is_capitalised and surname.text.isalpha()
        if actor.form not in TITLED or not actor.name or not is_name:
            continue
        if surname.text.isupper() or len(surname.text) < _SURNAME:
            continue
        if not _ends_known(sentence, actor, table):
            cast[surname.lower] = actor
    return cast


def _ends_known(sentence: Sentence, actor: Actor, table: ActorTable) -> bool:
    """Whether an actor's last word belongs to an office or a body's name: "Security | Council"."""
    return any(
        at + reading.length == actor.last
        for at in range(actor.first, actor.last)
        for reading in table.readings(sentence.tokens, sentence.lowers, at, dt.date.max)
    )
