"""The codebook's actors as one index of words: who a run of tokens may name, and in which role.

Roles: ``name`` ("Mercia" in a codebook of that war), ``adjective``, ``attributive`` ("occupation"), ``people``,
``capital``, ``office``, ``forces``, ``media``, ``local`` (a place whose officials speak for the actor), ``person``,
``strong`` (nouns that decide against any adjective), ``head`` and ``modifier`` (english/actors.toml).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analytics.codebook import PhraseTable
from analytics.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.codebook import Codebook
    from analytics.text import Token

__all__ = ["ActorTable", "Lexeme", "actor_table_of"]

_FORMS = {
    "name": "state",
    "adjective": "adjective",
    "attributive": "adjective",
    "people": "state",
    "capital": "official",
    "office": "official",
    "forces": "forces",
    "media": "media",
    "local": "official",
    "person": "official",
    "strong": "forces",
}
_KEYS = {"names": "name", "adjectives": "adjective", "attributives": "attributive", "people": "people",
         "capitals": "capital", "offices": "office", "forces": "forces", "media": "media", "locals": "local",
         "strong": "strong"}  # fmt: skip
_TYPES = {"body": "body", "forces": "forces", "media": "media"}  # the form of a bare name; a state's is `state`
_LOWERABLE = frozenset({"name", "adjective", "people"})
_TYPO_LENGTH, _FAR_LENGTH = 6, 8  # letters from which one edit, or two, still leave no other word near
_ORDER = (
    "strong",
    "person",
    "office",
    "forces",
    "media",
    "people",
    "name",
    "adjective",
    "attributive",
    "capital",
    "local",
    "head",
    "modifier",
)  # fmt: skip  of two readings of one length the more telling
_PIECE = re.compile(r"'s|-|(?:[^\s'-]|'(?!s\b))+")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A reading of tokens that begin at a known place.

    Attributes:
        length: Tokens covered.
        role: See the module.
        actor: Canonical name; empty for heads and modifiers.
        side: The actor's side, or null.
        form: As in `records.Actor`.
        flags: Of a head: soft, generic, takes_to, relational.
    """

    length: int
    role: str
    actor: str = ""
    side: str | None = None
    form: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A spelled-out phrase of the index."""

    capitals: tuple[tuple[int, str], ...]
    lexeme: Lexeme
    lenient: bool
    start: dt.date
    end: dt.date

    def fits(self, tokens: Sequence[Token], at: int, date: dt.date) -> bool:
        """Whether the phrase, which stands at a token, counts on a day and is written as the codebook has it."""
        if not self.start <= date < self.end:
            return False
        return all(self._written(cased, tokens[at + i].text) for i, cased in self.capitals)

    def _written(self, cased: str, text: str) -> bool:
        """Whether a word has the capitals that the codebook gives it; a party's long names may be in small letters."""
        if len(cased) > 1 and cased.isupper():
            return text == cased
        return text[0].isupper() or (self.lenient and len(cased) >= _TYPO_LENGTH)


def _actor_rows(codebook: Codebook) -> Iterator[dict[str, Any]]:
    for entry in codebook.table("actor"):
        for key, role in _KEYS.items():
            form = _TYPES.get(entry.get("type", ""), "state") if role == "name" else _FORMS[role]
            for phrase in entry.get(key, ()):
                yield _row(phrase, role, entry["name"], form)
    for entry in codebook.table("person"):
        for phrase in entry["aliases"]:
            row = _row(phrase, "person", entry["actor"], entry.get("form", "official"))
            yield row | {"from": entry.get("from", dt.date.min), "to": entry.get("to", dt.date.max)}


def _head_rows(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a head's row; one a word where the case counts ("PM", not "2 pm")."""
    if not row.get("cased"):
        yield {**row, "role": "head"}
        return
    for word in row["words"]:
        yield {**row, "role": "head", "words": [word], "cased": word}


def _row(phrase: str, role: str, actor: str, form: str) -> dict[str, Any]:
    return {"words": [phrase], "role": role, "actor": actor, "form": form, "cased": phrase}


class ActorTable:
    """The actors of a codebook, indexed once.

    Attributes:
        sides: Side of each actor; null for none.
        apart: Actors that deal with their own side as states do, and until when.
        bodies: Actors that are several states: bodies and blocs.
        words: The closed classes of english/actors.toml.
        serving: The first words of those of "serving".
        units: Branch words that tell an army, most telling first.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Index the tables of actors.toml.

        Args:
            codebook: May have no actors: then nothing is found but generic officials and media.

        Raises:
            CodebookError: If a person or unit names an actor that is not in the table, or an actor an unknown side.
        """
        self.sides: dict[str, str | None] = {e["name"]: e.get("side") for e in codebook.table("actor")}
        self.apart: dict[str, dt.date] = {
            e["name"]: e["apart_until"] for e in codebook.table("actor") if "apart_until" in e
        }
        self.bodies = frozenset(e["name"] for e in codebook.table("actor") if e.get("type") in {"body", "bloc"})
        known = {row["id"] for row in codebook.table("side")}
        for name, side in self.sides.items():
            if side is not None and side not in known:
                raise CodebookError(f"[[actor]] {name}: side {side!r}; expected one of {', '.join(sorted(known))}.")
        for entry in (*codebook.table("person"), *codebook.table("unit")):
            if entry["actor"] not in self.sides:
                raise CodebookError(
                    f"{entry.get('id') or entry['name']}: actor {entry['actor']!r} is in no [[actor]]. Add it."
                )
        rows = list(_actor_rows(codebook))
        heads = [head for row in codebook.table("actor_head") for head in _head_rows(row)]
        modifiers = [{**row, "role": "modifier"} for row in codebook.table("actor_modifier")]
        self._table = PhraseTable(codebook, [*rows, *heads, *modifiers])
        self._index: dict[str, list[tuple[int, dict[tuple[str, ...], list[_Entry]]]]] = {}
        self.words = codebook.classes("actor_word")
        self.serving = frozenset(phrase.split()[0] for phrase in self.words.get("serving", ()))
        self.units = PhraseTable(codebook, codebook.table("unit"))
        self._typo_targets = self._targets(rows)
        self._typos: dict[str, Lexeme | None] = {}
        self._no_typo = self.words.get("no-typo", frozenset())

    def _targets(self, rows: Sequence[dict[str, Any]]) -> dict[str, Lexeme]:
        out: dict[str, Lexeme] = {}
        for row in rows:
            word = row["words"][0].lower()
            if row["role"] in _LOWERABLE and word.isalpha() and len(word) >= _TYPO_LENGTH and self.sides[row["actor"]]:
                out.setdefault(word, self._lexeme(row, 1))
        return out

    def _lexeme(self, entry: Any, length: int) -> Lexeme:
        flags = frozenset(flag for flag in ("soft", "generic", "takes_to", "relational") if entry.get(flag))
        actor = str(entry.get("actor", ""))
        return Lexeme(length, entry["role"], actor, self.sides.get(actor), str(entry.get("form", "")), flags)

    def _entry(self, words: tuple[str, ...], row: Mapping[str, Any]) -> _Entry:
        lenient = row["role"] in _LOWERABLE and self.sides[row["actor"]] is not None
        start, end = row.get("from", dt.date.min), row.get("to", dt.date.max)
        capitals = tuple((i, word) for i, word in enumerate(_PIECE.findall(row.get("cased", ""))) if word[0].isupper())
        return _Entry(capitals, self._lexeme(row, len(words)), lenient, start, end)

    def _phrases(self, first: str) -> list[tuple[int, dict[tuple[str, ...], list[_Entry]]]]:
        """Return the phrases that begin with a word, by length, the longest first: spelled out when it is met."""
        if first not in self._table.firsts:
            return []
        if first not in self._index:
            lengths: dict[int, dict[tuple[str, ...], list[_Entry]]] = {}
            for words, row, _, _ in self._table.rows(first):
                lengths.setdefault(len(words), {}).setdefault(words, []).append(self._entry(words, row))
            for entries in (entries for phrases in lengths.values() for entries in phrases.values()):
                entries.sort(key=lambda e: _ORDER.index(e.lexeme.role))
            self._index[first] = sorted(lengths.items(), reverse=True)
        return self._index[first]

    def may_start(self, token: Token) -> bool:
        """Whether any reading may begin with a token: a quick look before `readings`."""
        return token.lower in self._table.firsts or (len(token.text) >= _TYPO_LENGTH and token.text[0].isupper())

    def readings(self, tokens: Sequence[Token], lowers: Sequence[str], start: int, date: dt.date) -> list[Lexeme]:
        """Return what the tokens from `start` on may be, longest first.

        Args:
            tokens: A sentence's tokens.
            lowers: The same in lower case.
            start: First token.
            date: The report's day: persons count only while in office.
        """
        found = [
            entry.lexeme
            for length, phrases in self._phrases(lowers[start])
            for entry in phrases.get(tuple(lowers[start : start + length]), ())
            if entry.fits(tokens, start, date)
        ]
        if not found and (typo := self.typo(tokens[start].text)) is not None:
            return [typo]
        return found

    def typo(self, word: str) -> Lexeme | None:
        """Return the party that a misspelt word means, or null.

        Args:
            word: Only a capitalised word of six letters or more is tried: one edit (Damerau), two from eight letters.
        """
        if len(word) < _TYPO_LENGTH or not word[0].isupper() or not word.isalpha():
            return None
        if word not in self._typos:
            self._typos[word] = self._nearest(word.lower())
        return self._typos[word]

    def _nearest(self, word: str) -> Lexeme | None:
        from rapidfuzz.distance import OSA  # noqa: PLC0415  loads where it is used

        if word in self._no_typo:
            return None
        best: tuple[int, int, str] | None = None
        for target in self._typo_targets:
            allowed = 2 if min(len(target), len(word)) >= _FAR_LENGTH else 1
            distance = OSA.distance(word, target, score_cutoff=allowed)
            if target[0] == word[0] and distance <= allowed:
                best = min(best or (9, 0, ""), (distance, -len(target), target))
        return self._typo_targets[best[2]] if best else None


@lru_cache(maxsize=8)
def actor_table_of(codebook: Codebook) -> ActorTable:
    """Return a codebook's actors, indexed once.

    Args:
        codebook: Any codebook.
    """
    return ActorTable(codebook)
