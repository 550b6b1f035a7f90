"""A sentence without the words that only part a subject from its verb: quotation marks, days, what contractions join.

Headlines quote single words ("agree to do everything"), and prose tells on which day something was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.text import Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.extraction.records import Actor
    from analytics.text import Sentence

__all__ = ["Plain", "plain_of", "unbracketed"]

_BRACKET = 6  # tokens of "(the one and the other)"
_QUOTES = frozenset({'"', "'"})


@dataclass(frozen=True, slots=True)
class Plain:
    """A sentence without its quotation marks, contractions taken apart.

    Attributes:
        sentence: The sentence with the tokens that are left.
        actors: Its actors, at those tokens.
        back: The token each of them was.
        closed: Tokens that stood right behind a mark that was taken out.
    """

    sentence: Sentence
    actors: tuple[Actor, ...]
    back: tuple[int, ...]
    closed: frozenset[int]


def plain_of(sentence: Sentence, actors: Sequence[Actor], words: Mapping[str, frozenset[str]]) -> Plain:
    """Take quotation marks and days out of a sentence and contractions apart.

    Args:
        sentence: The sentence.
        actors: Its actors.
        words: The codebook's closed classes: ``contraction``, ``day``.
    """
    days = _days(sentence.lowers, words["day"], words["day-link"]) | _times(sentence.lowers, words)
    if not words["aside"].isdisjoint(sentence.lowers):
        days |= {i for i, w in enumerate(sentence.lowers) if w in words["aside"]}
    if "(" in sentence.lowers:
        days |= _abbreviations(sentence, actors)
    if not days and _QUOTES.isdisjoint("".join(sentence.lowers)):
        return Plain(sentence, tuple(actors), tuple(range(len(sentence.tokens))), frozenset())
    tokens: list[Token] = []
    back: list[int] = []
    closed: set[int] = set()
    forward: list[int] = []
    for i, token in enumerate(sentence.tokens):
        forward.append(len(tokens))
        if token.text in _QUOTES:
            closed.add(len(tokens))
        if token.text in _QUOTES or i in days:
            continue
        pieces = _pieces(token, words["contraction"])
        tokens += pieces
        back += [i] * len(pieces)
    forward.append(len(tokens))
    moved = (replace(a, first=forward[a.first], last=forward[a.last]) for a in actors)
    kept = tuple(a for a in moved if a.first < a.last)
    return Plain(replace(sentence, tokens=tuple(tokens)), kept, tuple(back), frozenset(closed))


def _abbreviations(sentence: Sentence, actors: Sequence[Actor]) -> set[int]:
    """Return the tokens of "(FU)" behind a name that it only shortens: no party of the sentence stands there."""
    tokens, named = sentence.tokens, {i for a in actors if a.name for i in range(a.first, a.last)}
    return {
        at
        for i in range(len(tokens) - 2)
        if (tokens[i].text, tokens[i + 2].text) == ("(", ")") and tokens[i + 1].text.isupper() and i + 1 not in named
        for at in range(i, i + 3)
    }


def _days(low: Sequence[str], names: frozenset[str], links: frozenset[str]) -> frozenset[int]:
    """Return the tokens of "on Friday", "on March 3 and 4", "on 3 March": "pushed on March 3 for" is "pushed for"."""
    found: set[int] = set()
    if "on" not in low:
        return frozenset()

    def dated(i: int) -> bool:
        return i < len(low) and (low[i] in names or (low[i].isdigit() and len(low[i]) in {1, 2, 4}))

    for i, word in enumerate(low):
        near = low[i + 1 : i + 3]
        if word != "on" or not (near and (near[0] in names or (near[0].isdigit() and names & {*near}))):
            continue
        end = i + 1
        while dated(end) or (low[end : end + 1] and low[end] in links and dated(end + 1)):
            end += 1
        found.update(range(i, end))
    return frozenset(found)


def _times(low: Sequence[str], words: Mapping[str, frozenset[str]]) -> frozenset[int]:
    """Return the tokens of "last week", "late Tuesday", "Tuesday" that hang on no word: "X last week extended"."""
    found: set[int] = set()
    for i, word in enumerate(low):
        start = i
        while start > 0 and low[start - 1] in words["time-lead"]:
            start -= 1
        alone = word in words["weekday"] or (word in words["time"] and start < i)
        before = low[start - 1] if start else ""
        hung = before in words["preposition"] or before in words["determiner"] or before.isdigit()
        if alone and not hung and low[i + 1 : i + 2] not in {("'s",), ("-",)}:
            found.update(range(start, i + 1))
    return frozenset(found)


def _pieces(token: Token, contractions: frozenset[str]) -> list[Token]:
    """Split "he'll" into "he" and "'ll"."""
    head, mark, tail = token.lower.rpartition("'") if "'" in token.lower else ("", "", "")
    if not (head and mark and mark + tail in contractions):
        return [token]
    at = token.start + len(head)
    return [
        Token(token.text[: len(head)], head, token.start, at),
        Token(token.text[len(head) :], mark + tail, at, token.end),
    ]


def unbracketed(actors: Sequence[Actor], low: Sequence[str]) -> list[Actor]:
    """Leave out the actors that only repeat a name in brackets: "the Fantasian Union (FU)".

    Args:
        actors: A sentence's actors.
        low: Its words.
    """
    names = [a.name for a in actors]
    return [a for a in actors if not (_is_bracketed(low, a) and names.count(a.name) > 1)]


def _is_bracketed(low: Sequence[str], actor: Actor) -> bool:
    before = low[max(0, actor.first - _BRACKET) : actor.first]
    return "(" in before and ")" not in before[len(before) - 1 - before[::-1].index("(") :]
