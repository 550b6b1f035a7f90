"""What hangs on an actor's noun phrase: coordinated nations, genitives, "of" and "to", abbreviations in brackets."""

from __future__ import annotations

from dataclasses import replace

from analytics.extraction.actor_phrases import NATION, TITLED, Phrase, PhraseReader
from analytics.extraction.actor_table import Lexeme
from analytics.extraction.verb_forms import PAST

__all__ = ["LinkReader"]

_COORDINATORS = frozenset({"and", "or", "nor", ",", "/", "&", "-"})
_CHARGE = 3  # tokens of "and", what is in an officer's charge and a name
_BRACKETS = 3  # tokens of "(ABC)"
_DEEPEST = 8  # phrases within phrases: no list of nations before one noun is longer


class LinkReader(PhraseReader):
    """Reads noun phrases with what hangs on them."""

    links = _COORDINATORS | {"of", "to", "for", "in"}

    def _take_link(self, phrase: Phrase, at: int) -> int | None:
        word = self.word(at)
        if phrase.depth > _DEEPEST:
            return None
        if word in _COORDINATORS:
            return self._take_coordinated(phrase, at)
        closes_local = word == "'s" and phrase.items[-1].last == at and phrase.head is None
        if phrase.last != at and not closes_local:
            return None
        if word == "'s" or (word == "'" and self.word(at - 1).endswith("s") and not self.quoted(at)):
            return self._take_leader(phrase, at) or self._take_owned(phrase, at)
        if word == "(":
            return self._take_abbreviation(phrase, at)
        served = self._take_served(phrase, at)
        return self._take_complement(phrase, at) if served is None else served

    def _take_complement(self, phrase: Phrase, at: int) -> int | None:
        """Take what a head asks for: "of Defense", "to the UN", "for Human Rights"."""
        if phrase.head is None or phrase.named:
            return None
        word = self.word(at)
        if word == "of":
            return None if "relational" in phrase.head.flags else self._take_of(phrase, at)
        if word == "in":
            return self._take_seat(phrase, at)
        sent = not phrase.items[-1].owners or any(self.of_class(i, "sent-abroad") for i in range(phrase.first, at))
        takes = (word == "to" and "takes_to" in phrase.head.flags and sent) or (
            word == "for" and phrase.form == "official"
        )
        return self._take_to(phrase, at) if takes else None

    def _take_served(self, phrase: Phrase, at: int) -> int | None:
        """Take whom forces fight for, whatever they are: "Mercian volunteers fighting for Kent" are Kentish."""
        stop = self.serving_end(at) if phrase.form in {"forces", "people"} else at
        if stop == at:
            return None
        trial = phrase.within(stop + (self.word(stop) in self.grammar.determiner))
        self._extend(trial, trial.first)
        served = trial.owner or self.unit_owner(trial.first, trial.last)
        if served is None or served.side is None or self.of_class(trial.last - 1, "fought-for"):
            return None
        bare = self.reading(trial.last - 1, "name") or self.reading(trial.last - 1, "capital")
        owns = self.word(trial.last) in self.grammar.genitive or self.word(trial.last) == "-"
        if owns or (trial.head is None and bare is None):
            return None  # "fighting for Kent's towns", "for the Kentish town of X"
        city = served.role == "capital" and self.word(stop - 1) == "for"
        if city and phrase.owner is not None and phrase.owner.side not in {None, served.side}:
            return None  # "Mercian troops fighting for Canterbury": for the city
        phrase.items[-1].owners.append(replace(served, role="strong"))
        phrase.last = max(trial.last, trial.items[-1].last)
        return phrase.last

    def _take_seat(self, phrase: Phrase, at: int) -> int | None:
        """Take the capital of "the ministry in Oakham": whose it is."""
        seat = self.reading(at + 1, "capital") if at + 1 < len(self.low) else None
        sits = self.of_class(at - 1, "seated") or self.of_class(at - 1, "bulletin")
        if seat is None and phrase.form == "media" and at + 1 < len(self.low):
            land = self.reading(at + 1, "name")  # "bloggers in Mercia"; not "in Mercia's north"
            owned = land is not None and self.word(at + 1 + land.length) in self.grammar.genitive
            seat, sits = (land, True) if land is not None and land.form == "state" and not owned else (None, False)
        if seat is None or phrase.owner is not None or not sits:
            return None
        phrase.last = at + 1 + seat.length
        phrase.items[-1].own(seat, phrase.first, phrase.last)
        return phrase.last

    def _take_coordinated(self, phrase: Phrase, at: int) -> int | None:
        """Take "and Y" of "X and Y forces", where X and Y are adjectives and a head follows."""
        if self.word(at) == "and" and self._joins_modifiers(at):
            return at + 1
        if not self._may_coordinate(phrase, at):
            return None
        nxt = at + 1
        listed = self.word(at) == ","
        if listed and self.word(nxt) in {"and", "or"}:
            nxt, listed = nxt + 1, False
        compound, _ = self._compound(nxt) if nxt < len(self.low) else (None, nxt)
        if not (self.reading(nxt, "adjective") or self.reading(nxt, "attributive") or compound):
            return None
        trial = phrase.within(nxt)
        self._extend(trial, nxt)
        if trial.head is None or trial.head.role != "head" or (listed and len(trial.items) == 1):
            return None
        phrase.items.extend(trial.items)
        phrase.head, phrase.last = trial.head, trial.last
        phrase.named, phrase.possessive = trial.named, trial.possessive
        return trial.last

    def _may_coordinate(self, phrase: Phrase, at: int) -> bool:
        """Whether a nation that reads as an adjective ends right before a token."""
        item = phrase.items[-1]
        if phrase.head is not None or not item.owners or item.last != at:
            return False
        role = item.owners[-1].role
        is_twin = role == "name" and self.reading(item.last - 1, "adjective") is not None
        return is_twin or role in {"adjective", "attributive", "compound"}

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
        if self._abbreviates(phrase, at):
            phrase.last = at + _BRACKETS
            return phrase.last
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

    def _abbreviates(self, phrase: Phrase, at: int) -> bool:
        """Whether "(ABC)" stands between an office and more of it: "Ministry of Defense (ABC) Spokesperson X"."""
        stop = at + _BRACKETS
        if phrase.head is None or phrase.form not in TITLED or self.word(stop - 1) != ")" or stop >= len(self.low):
            return False
        goes_on = self.reading(stop, "head") is not None or self.head_soon(stop) or self.name_end(stop) > stop
        return self.tokens[at + 1].text.isupper() and self.tokens[stop].is_capitalised and goes_on

    def _take_leader(self, phrase: Phrase, at: int) -> int | None:
        """Take a name that no table knows behind a third state's and before a verb: "Fantasia's Oakham slams Y"."""
        bare, stop = phrase.bare, self.name_end(at + 1) if at + 1 < len(self.low) else at
        if bare is None or bare.role != "name" or bare.side is not None or phrase.head is not None or stop <= at + 1:
            return None
        if self.core(at + 1) is not None or self.head_soon(at + 1) or not self.acts(stop):
            return None
        phrase.head, phrase.last, phrase.named = Lexeme(1, "head", form="official"), stop, True
        return stop

    def _take_owned(self, phrase: Phrase, at: int) -> int | None:
        """Take "'s minister", "'s 26 other ministers"; without a head the phrase ends as a genitive."""
        start = at + 1
        while self.word(start).isdigit() or self.of_class(start, "remaining"):
            start += 1
        trial = phrase.within(start)
        self._extend(trial, start)
        if (trial.head is not None and "relational" in trial.head.flags) or self._other_party(trial, phrase):
            phrase.possessive = True
            return None
        nations = trial.bare is not None and trial.head is None and trial.bare.role != "person"
        if (
            (trial.head is None and trial.bare is None)
            or nations
            or (trial.items[0].owners and trial.items[0].owners[0].role in NATION and not trial.addressed)
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
        if trial.addressed:
            return False
        if inner is None or outer is None or inner.actor == outer.actor:
            return False
        return inner.side is None or inner.side != outer.side

    def _take_of(self, phrase: Phrase, at: int) -> int | None:
        start = at + 1
        while self.word(start) in {"the", "self", "-", "so", "called"}:
            start += 1
        if self.of_class(start, "polity") and self.word(start + 1) == "of":
            start += 2  # "the president of the Republic of X"
        if start >= len(self.low) or self._begins_clause(start):
            return None
        trial = phrase.within(start)
        stop = self._extend(trial, start)
        inner = trial.owner or self.unit_owner(trial.first, stop)
        official = phrase.form in TITLED
        if inner is None and not (official and stop > start):
            return None
        if inner is not None and inner.role == "person" and trial.head is None:
            return None
        if inner is not None and not phrase.items[-1].owners:
            phrase.items[-1].owners.append(inner)
        phrase.last = max(stop if trial.head is None and inner is None else trial.last, start)
        if inner is not None and trial.head is None and trial.bare is None:
            phrase.last = trial.items[-1].last
            if self.reading(phrase.last, "modifier") is not None and official:
                phrase.last += 1
        phrase.named = trial.named
        phrase.possessive = trial.possessive and trial.head is not None
        if trial.possessive and trial.head is None:
            phrase.last = self._owned_end(trial.last + 1)  # "the governor of X's Oakham region"
        return phrase.last

    def _owned_end(self, at: int) -> int:
        """Return where what a nation owns ends, be it what it may: "western Oakham region", "second-largest city"."""
        g, first = self.grammar, at
        closed = g.boundary | g.conjunction | g.preposition | g.auxiliary
        while (self.word(at).isalnum() or self.word(at) == "-") and self.word(at) not in closed:
            told = at > first and g.forms.get(self.word(at), frozenset()) & PAST  # not "X's occupied regions"
            if told or self.acts(at):
                break
            at += 1
        return at

    def _begins_clause(self, at: int) -> bool:
        """Whether a gerund follows: "accused forces of attacking X" is about two parties."""
        return self.word(at).endswith("ing") and not self.tokens[at].is_capitalised

    def _take_to(self, phrase: Phrase, at: int) -> int | None:
        """Take "to the United Nations", "for Human Rights" and a name behind it."""
        start = at + 1 + (self.word(at + 1) == "the")
        trial = phrase.within(start)
        self._extend(trial, start)
        capital_run = self.name_end(start) if start < len(self.low) else start
        seat = trial.items[0].owners[:1]
        posted = bool(seat) and seat[0].role != "person"  # "to the UN Michael Oakham": the UN is no person's
        if trial.head is not None or (trial.bare is not None and (trial.bare.role != "person" or posted)):
            phrase.last, phrase.named = trial.last, trial.named
            if not phrase.items[-1].owners and trial.owner is not None:
                phrase.items[-1].owners.append(trial.owner)
                phrase.addressed = True
        elif self.word(at) == "for" and capital_run > start:
            phrase.last, phrase.named = capital_run, False
        else:
            return None
        if self.word(at) == "for" and self.word(phrase.last) == "and" and self.capital_at(phrase.last + 1):
            self._take_second_charge(phrase)
        return phrase.last

    def _take_second_charge(self, phrase: Phrase) -> None:
        """Take "and North Morea Denys Sharapov" of "minister for Morea and North Morea Denys Sharapov"."""
        stop = phrase.last + 1
        while self.capital_at(stop) and not self.of_class(stop, "no-name"):
            stop += 1
        name = self.core(stop - 1)
        if stop - phrase.last > _CHARGE and (name is None or name.role == "person"):
            phrase.last, phrase.named = stop, True

    def unit_owner(self, first: int, last: int) -> Lexeme | None:
        """Return whose army alone uses the branch words among some tokens; null if none tells."""
        found = [m for i in range(first, last) for m in self.table.units.at(self.low, i) if m.end <= last]
        if not found:
            return None
        actor = str(min(found, key=lambda m: (m.entry["rank"], m.start)).entry["actor"])
        return Lexeme(1, "name", actor, self.table.sides[actor], "forces")
