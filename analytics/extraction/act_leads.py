"""Who leads a sentence of acts: whom "he" or "they" in the next one stands for; what was told before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.extraction.act_frames import ACTING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from analytics.extraction.act_plain import Plain
    from analytics.extraction.act_roles import Roles
    from analytics.extraction.actor_table import ActorTable
    from analytics.extraction.records import Actor
    from analytics.extraction.syntax import Syntax
    from analytics.text import Sentence

__all__ = [
    "is_excepted",
    "leads_of",
    "met",
    "own_words",
    "points_back",
    "surnamed",
    "tailing",
    "teller_of",
    "tells_anew",
]


def leads_of(roles: Roles, actors: Sequence[Actor], acted: Sequence[str]) -> tuple[Actor, ...]:
    """Return the first party that a verb is said of, else who acts, else the first that hangs on no preposition.

    Args:
        roles: The sentence's parties.
        actors: Its actors.
        acted: Names of those who acted first.
    """
    lead = _subject_of(roles.syntax) or _first_of(roles.syntax, actors, acted)
    return () if lead is None else tuple(dict.fromkeys((*roles.with_left(lead), *roles.with_right(lead))))


def tailing(plain: Plain, words: Mapping[str, frozenset[str]]) -> tuple[int, ...]:
    """Return the pronoun that hands a sentence over at its end: `"Y must leave," | he said`; empty for none.

    Args:
        plain: The sentence.
        words: The codebook's closed classes: ``person-pronoun``, ``tail-verb``.
    """
    low = plain.sentence.lowers
    found = (
        i for i in range(1, len(low) - 1) if low[i] in words["person-pronoun"] and low[i + 1] in words["tail-verb"]
    )
    return tuple(i for i in found if low[i - 1] in {",", "?", "!"} or i in plain.closed)[-1:]


def own_words(plain: Plain, words: Mapping[str, frozenset[str]]) -> tuple[int, ...]:
    """Return the first persons of a sentence that is somebody's words from end to end: `"We call on Y to leave."`.

    Args:
        plain: The sentence.
        words: The codebook's closed classes: ``first_person_subject``.
    """
    low = plain.sentence.lowers
    if not plain.closed or not plain.closed <= {0, len(low) - 1, len(low)}:
        return ()
    return tuple(i for i, word in enumerate(low) if word in words["first_person_subject"])


def teller_of(speeches: Iterable[tuple[tuple[Actor, ...], int, int, int]]) -> tuple[Actor, ...]:
    """Return who hands over a sentence at its end: "Y must leave, | X said on Tuesday"; empty for nobody.

    Args:
        speeches: Who says something, where it begins and ends, the verb of saying.
    """
    tails = (who for who, _, stop, spoken in speeches if stop <= spoken and len(who) == 1)
    return next((who for who in tails if who[0].name and who[0].form == "official"), ())


def _first_of(syntax: Syntax, actors: Sequence[Actor], acted: Sequence[str]) -> Actor | None:
    """Return who acts, else the first party that can act and hangs on no preposition; null for nobody."""
    able = [a for a in actors if a.name and a.form in ACTING and not a.possessive]
    did = next((a for a in able if a.name in acted), None)
    hanging = syntax.grammar.preposition
    free = (a for a in able if not hanging & {*syntax.low[max(0, a.first - 2) : a.first]})
    owner = next((a for a in actors if a.name and a.form == "official" and a.possessive and a.first == 0), None)
    return did or next(free, able[0] if able else owner)  # "X's offer was dismissed. He ..."


def _subject_of(syntax: Syntax) -> Actor | None:
    """Return the first party that a verb of a sentence is said of; null for none."""
    for i in range(len(syntax.low)):
        actor = syntax.subject(i).actor if syntax.is_verb(i) else None
        if actor is not None and actor.name and actor.form in ACTING:
            return _named_before(actor, syntax)
    return None


def _named_before(actor: Actor, syntax: Syntax) -> Actor:
    """Return who heads a sentence where its subject was found in an apposition: "X, the only Y leader there, said"."""
    head = next((a for a in syntax.actors if a.name), actor)
    behind, at = syntax.low[head.last : head.last + 2], actor.first
    apposed = behind[:1] == (",",) and not syntax.grammar.determiner.isdisjoint(behind[1:])
    plain = apposed and not any(map(syntax.is_verb, range(head.last, at))) and "," not in syntax.low[head.last + 1 : at]
    return head if plain and head.form in ACTING and not head.possessive and not syntax.hangs(head.first) else actor


def points_back(low: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a sentence is about what was told before: "dismissed the | charge".

    Args:
        low: Its words.
        words: The codebook's closed classes: ``told-thing``, ``told-before``, ``told-anew``.
    """
    return any(words["told-anew"].isdisjoint(low[i + 1 : i + 2]) for i in _things(low, words))


def tells_anew(low: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a sentence tells itself what it is about: "dismissed the | charge of delay".

    Args:
        low: Its words.
        words: The codebook's closed classes, as for `points_back`.
    """
    return any(not words["told-anew"].isdisjoint(low[i + 1 : i + 2]) for i in _things(low, words))


def _things(low: Sequence[str], words: Mapping[str, frozenset[str]]) -> Iterator[int]:
    """Yield where "the charge", "this offer", "the American vote" stand."""
    things = (i for i in range(1, len(low)) if low[i] in words["told-thing"])
    return (
        i
        for i in things
        if low[i - 1] in words["told-before"]
        or (low[i - 1].isalpha() and not words["told-before"].isdisjoint(low[max(0, i - 2) : i - 1]))
    )


def surnamed(actor: Actor, sentence: Sentence, table: ActorTable, date: dt.date) -> Actor:
    """Give an office the nation of whom its last word names: "Secretary of State Antony J. Blinken".

    Args:
        actor: One of the sentence's actors.
        sentence: The sentence.
        table: The codebook's actors.
        date: The report's day.
    """
    last = actor.last - 1 - (sentence.lowers[actor.last - 1] in table.words.get("name-suffix", ()))
    if actor.form != "official" or not sentence.tokens[last].is_capitalised:
        return actor
    found = table.readings(sentence.tokens, sentence.lowers, last, date)
    person = next((r for r in found if r.role == "person" and r.length == 1), None)
    return actor if person is None else replace(actor, name=person.actor, side=person.side)


def is_excepted(actor: Actor, low: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether an actor is named as who does not act: "all members except X"."""
    at = actor.first - (low[actor.first - 1 : actor.first] == ("the",))
    return bool({low[at - 1], " ".join(low[max(0, at - 2) : at])} & words["excepting"]) if at > 0 else False


def met(actor: Actor, low: Sequence[str], words: Mapping[str, frozenset[str]]) -> Actor:
    """Return a nation's official for "his Xian | counterpart"."""
    if actor.form == "forces" and low[actor.last - 1] in words["dealing-side"]:
        return replace(actor, form="official")  # "the Xian side"
    if (
        actor.form != "adjective"
        or not actor.name
        or actor.last >= len(low)
        or low[actor.last] not in words["colleague"]
    ):
        return actor
    return replace(actor, form="official", last=actor.last + 1)
