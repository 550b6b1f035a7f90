"""What the shallow reading says of a sentence: which words are verbs, what belongs to them, whom they are said of."""

from __future__ import annotations

import datetime as dt

import pytest

from analytics.codebook import load_codebook
from analytics.extraction.actors import find_actors
from analytics.extraction.mentions import find_mentions
from analytics.extraction.resolution import resolve
from analytics.extraction.syntax import Syntax, grammar_of
from analytics.extraction.theaters import theaters_of
from analytics.gazetteer import load_gazetteer
from analytics.text import read_document

BOOK = load_codebook("ukraine")
DAY = dt.date(2023, 7, 8)


def read(text: str) -> Syntax:
    """Return a text's only sentence, read."""
    document = read_document("r", DAY, text, BOOK)
    assert len(document.sentences) == 1
    gazetteer = load_gazetteer(BOOK)
    mentions = resolve(document, find_mentions(document, gazetteer, BOOK), gazetteer, theaters_of(BOOK), BOOK)
    sentence = document.sentences[0]
    return Syntax(sentence, find_actors(sentence, BOOK, DAY), mentions, grammar_of(BOOK))


def at(syntax: Syntax, word: str) -> int:
    """Return the token of a word, the last one of its kind."""
    return len(syntax.low) - 1 - syntax.low[::-1].index(word)


# ---------------------------------------------------------------------- verbs

VERBS = [
    ("Russian forces attacked Siversk.", "attacked"),
    ("Russian forces attack Siversk daily.", "attack"),
    ("Russia attacks Siversk.", "attacks"),
    ("They attack at night.", "attack"),
    ("We assess the damage.", "assess"),
    ("Troops did not attack Siversk.", "attack"),
    ("Ukrainian troops will quickly advance.", "advance"),
    ("The brigade that attacks Siversk is new.", "attacks"),
    ("Ukrainian forces shelled and captured Spirne.", "captured"),
    ("Ukrainian forces attack Spirne and hold Siversk.", "hold"),
    ("Ukrainian forces pursued them, capturing Spirne.", "capturing"),
    ("Trains carrying tanks arrived.", "carrying"),
    ("Reports show the village in ruins.", "show"),
    ("Captured by Russian forces, Spirne lies in ruins.", "captured"),
    ("Siversk was heavily shelled.", "shelled"),
    ("The platoon zeroed the village.", "zeroed"),
    ("It rained, and another claimed that Siversk fell.", "claimed"),
    ("His men advance slowly.", "advance"),
    ("Russian forces no longer hold Siversk.", "hold"),
    ("Russian drones struck residential areas.", "struck"),
    ("Ukraine's map shows that Siversk holds.", "shows"),
    ("Ukrainian forces have since secured Siversk.", "secured"),
]

NOUNS = [
    ("The attack on Siversk failed.", "attack", "a determiner before it"),
    ("Several Russian attacks failed.", "attacks", "an adjective before it"),
    ("Russia attack plans leaked.", "attack", "a compound with a country's name"),
    ("Spirne suffered heavy shelling.", "shelling", "a gerund behind an adjective"),
    ("Russia's attack failed.", "attack", "a genitive before it"),
    ("The shelling of Siversk stopped.", "shelling", "a gerund with an article"),
    ("They held the captured village.", "captured", "an adjective behind an article"),
    ("They held another captured village.", "captured", "an adjective behind a determiner"),
    ("The road is no longer clear.", "clear", "an adjective behind no longer"),
    ("They spoke of talks between Ukraine and occupied Siversk.", "occupied", "an adjective behind a pair's and"),
    ("The army's shelling stopped.", "shelling", "a gerund with a genitive"),
    ("Kyiv denied Russia's false claims that Siversk fell.", "claims", "whose it is stands in the object"),
    ("They rest since captured villages burn.", "captured", "an adjective behind a conjunction"),
    ("Russian forces made limited advances.", "limited", "an adjective behind a verb"),
    ("They launched a counter-attack.", "attack", "a hyphen before it"),
    ("It is not clear.", "clear", "an adjective behind a negated be"),
    ("The red flag flew.", "red", "a short word that only ends like a past form"),
    ("General Ahmed spoke.", "ahmed", "a name that only ends like a past form"),
    ("Planned strikes on Siversk failed.", "strikes", "a plural before a preposition"),
    ("They train for ground attacks.", "attacks", "a plural behind a noun"),
    ("The Ukrainian advance continued.", "advance", "a nation's adjective before it"),
    ("Heavy attacks on Siversk continued.", "attacks", "the sentence's first noun"),
]


@pytest.mark.parametrize(("text", "word"), VERBS, ids=[text for text, _ in VERBS])
def test_word_is_a_verb(text: str, word: str) -> None:
    """By what stands before it a word is a verb."""
    syntax = read(text)
    assert syntax.is_verb(at(syntax, word))


@pytest.mark.parametrize(("text", "word", "why"), NOUNS, ids=[why for *_, why in NOUNS])
def test_word_is_no_verb(text: str, word: str, why: str) -> None:
    """Words with a verb's form that are nouns, adjectives or names here."""
    syntax = read(text)
    assert not syntax.is_verb(at(syntax, word)), why


# ---------------------------------------------------------------------- groups


def group(text: str, verb: str) -> str:
    """Return the words of a verb's group."""
    syntax = read(text)
    found = syntax.group(at(syntax, verb))
    return " ".join(syntax.low[found.start : found.verb + 1])


GROUPS = [
    ("Russian forces attacked Siversk.", "attacked", "attacked"),
    ("Russian forces have not yet captured Siversk.", "captured", "have not yet captured"),
    ("Russian forces are reportedly trying to capture Siversk.", "capture", "are reportedly trying to capture"),
    ("Russian forces continued attacking Siversk.", "attacking", "continued attacking"),
    ("Russian forces continued efforts to capture Siversk.", "capture", "continued efforts to capture"),
    ("Russian forces will seize and hold Siversk.", "hold", "will seize and hold"),
    ("Russian forces tried to surround and capture Siversk.", "capture", "tried to surround and capture"),
    ("Attempts by Ukraine to advance failed.", "advance", "attempts by ukraine to advance"),
    ("Ukrainian forces left Spirne to avoid encirclement.", "avoid", "avoid"),
    ("Ukrainian forces left Spirne and captured Siversk.", "captured", "captured"),
    ("The ministry said that Russian forces captured Spirne.", "captured", "captured"),
    ("Attacking Spirne and shelling Siversk, they advanced.", "shelling", "shelling"),
]


@pytest.mark.parametrize(("text", "verb", "words"), GROUPS, ids=[text for text, *_ in GROUPS])
def test_group_holds_what_belongs_to_the_verb(text: str, verb: str, words: str) -> None:
    """Auxiliaries, adverbs, negation and what governs an infinitive, no more."""
    assert group(text, verb) == words


@pytest.mark.parametrize(
    ("text", "verb", "mark", "expected"),
    [
        ("Siversk was captured.", "captured", "passive", True),
        ("Siversk has been captured.", "captured", "passive", True),
        ("Russian forces have captured Siversk.", "captured", "passive", False),
        ("Russian forces are capturing Siversk.", "capturing", "passive", False),
        ("Russian forces did not capture Siversk.", "capture", "negated", True),
        ("Russian forces never captured Siversk.", "captured", "negated", True),
        ("Russian forces captured no village.", "captured", "negated", False),
        ("No Russian forces captured Siversk.", "captured", "negated", False),
        ("Russian forces massed to encircle Siversk.", "encircle", "purpose", True),
        ("Russian forces tried to encircle Siversk.", "encircle", "purpose", False),
        ("Russian forces withdrew, leaving tanks.", "leaving", "participial", True),
        ("Russian forces were leaving tanks.", "leaving", "participial", False),
    ],
)
def test_group_tells_how_it_stands(text: str, verb: str, mark: str, expected: bool) -> None:
    """Passive, negated, of purpose, bare: each where it is so and not where it only looks so."""
    syntax = read(text)
    assert getattr(syntax.group(at(syntax, verb)), mark) is expected


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Russian efforts to capture Siversk failed.", "efforts"),
        ("Russian forces made several attempts to capture Siversk.", "attempts"),
        ("Russian forces tried to capture Siversk.", None),
        ("Russian forces massed to capture Siversk.", None),
    ],
)
def test_a_noun_may_govern_an_infinitive(text: str, noun: str | None) -> None:
    """Of "efforts to capture" the noun is kept, for whose efforts they are."""
    syntax = read(text)
    found = syntax.group(at(syntax, "capture")).noun
    assert (None if found is None else syntax.low[found]) == noun


# ---------------------------------------------------------------------- subjects


def subject(text: str, verb: str) -> str:
    """Return the words of a verb's subject, or how it was found where it is no actor."""
    syntax = read(text)
    found = syntax.subject(at(syntax, verb))
    return found.kind if found.actor is None else syntax.sentence.phrase(found.actor.first, found.actor.last)


SUBJECTS = [
    ("Russian forces attacked Siversk.", "attacked", "Russian forces"),
    ("Russian forces in Kherson Oblast attacked Siversk.", "attacked", "Russian forces"),
    ("Elements of the Russian 76th Division attacked Siversk.", "attacked", "Elements of the Russian 76th Division"),
    ("Over 50 Russian soldiers attacked Siversk.", "attacked", "Russian soldiers"),
    ("Ukrainian forces shelled Spirne and captured Siversk.", "captured", "Ukrainian forces"),
    ("Ukrainian forces pursued Russian forces, capturing Spirne.", "capturing", "Ukrainian forces"),
    ("Ukrainian forces, which attacked Spirne, withdrew.", "attacked", "Ukrainian forces"),
    ("Ukrainian forces in the area who attacked Spirne withdrew.", "attacked", "Ukrainian forces"),
    ("Ukrainian forces tried and failed to capture Siversk.", "capture", "Ukrainian forces"),
    ("There were reports of Ukrainian forces advancing on Siversk.", "advancing", "Ukrainian forces"),
    ("Russian forces attacked Siversk, and Ukrainian forces withdrew.", "withdrew", "Ukrainian forces"),
    ("The Russian Ministry of Defense said that Ukrainian forces withdrew.", "withdrew", "Ukrainian forces"),
    ("Russian forces attacked after Ukrainian forces withdrew.", "withdrew", "Ukrainian forces"),
    ("Russia, after months of war against Ukraine, claimed gains.", "claimed", "Russia"),
    ("The minister met Russian officials and left.", "left", "minister"),
    ("They attacked Siversk.", "attacked", "pronoun"),
    ("Russian forces, the General Staff said on Friday, attacked Siversk.", "attacked", "Russian forces"),
    ("Russian forces attacked Siversk, Zelensky said, but withdrew.", "withdrew", "Russian forces"),
    ("Russian forces attacked Siversk, Zelensky said, adding little.", "adding", "Zelensky"),
    ("Over the past week Russian and Wagner forces attacked Siversk.", "attacked", "Russian and Wagner forces"),
    ("On May 5 Russian forces attacked Siversk.", "attacked", "Russian forces"),
    ("By 5 May Russian forces had attacked Siversk.", "attacked", "Russian forces"),
    ("Near Lyman Russian forces attacked Siversk.", "attacked", "Lyman Russian forces"),
    ("Ukrainian forces left, having attacked Siversk.", "attacked", "Ukrainian forces"),
]

NO_SUBJECTS = [
    ("The war against Russian forces continued.", "continued", "it hangs on a preposition"),
    ("Soldiers near Ukrainian forces withdrew.", "withdrew", "it hangs on a preposition of place"),
    ("Russia claims the attack was repelled.", "repelled", "it only speaks"),
    ("Russian attacks continued.", "continued", "an adjective"),
    ("Russia's allies attacked Siversk.", "attacked", "a genitive"),
    ("The fire hit Russian forces while troops withdrew.", "withdrew", "another clause's"),
    ("When asked about Russian forces, officials said little.", "asked", "it stands behind the verb"),
    ("It rained and Siversk was captured.", "captured", "no actor acts"),
    ("Siversk was captured by Russian forces.", "captured", "the agent of a passive"),
    ("Snow on roads to Russian forces melted.", "melted", "it hangs on a preposition behind another"),
    ("The rain stopped Russian forces.", "stopped", "the object"),
    ("A storm delayed Russian forces, flooding Siversk.", "flooding", "the object of the main verb"),
]


@pytest.mark.parametrize(("text", "verb", "expected"), SUBJECTS, ids=[text for text, *_ in SUBJECTS])
def test_verb_is_said_of_its_subject(text: str, verb: str, expected: str) -> None:
    """Past what hangs on prepositions, through coordinations, participles and relative clauses."""
    assert subject(text, verb) == expected


@pytest.mark.parametrize(("text", "verb", "why"), NO_SUBJECTS, ids=[why for *_, why in NO_SUBJECTS])
def test_nearest_actor_is_not_always_the_subject(text: str, verb: str, why: str) -> None:
    """What hangs, qualifies, suffers or belongs to another clause is no subject."""
    assert subject(text, verb) in {"other", "pronoun"}, why


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("The attack on Ukrainian forces failed.", True),
        ("Pressure by Russian and Ukrainian forces grew.", True),
        ("In May against Ukrainian forces they fought.", True),
        ("The May 5 attack on Ukrainian forces failed.", True),
        ("The war between the many Ukrainian forces grew.", True),
        ("Ukrainian forces withdrew.", False),
        ("Units of Ukrainian forces withdrew.", False),
        ("After Ukrainian forces withdrew, it was quiet.", False),
    ],
)
def test_noun_phrase_hangs_on_a_preposition(text: str, hangs: bool) -> None:
    """Part-of nouns and conjunctions that look like prepositions let a phrase stand free."""
    syntax = read(text)
    assert syntax.hangs(at(syntax, "ukrainian")) is hangs


# ---------------------------------------------------------------------- clauses

CLAUSES = [
    "Russian forces attacked Siversk | and Ukrainian forces withdrew.",
    "Russian forces attacked Siversk | but withdrew.",
    "Russian forces attacked Siversk |, capturing Spirne.",
    "Russian forces attacked Siversk | while Ukrainian forces held Spirne.",
    "Officials said | that Russian forces attacked Siversk.",
    "Russian forces withdrew | as Ukrainian forces advanced.",
    "Russian forces attacked | after the storm.",
    "Russian forces shelled Siversk |; nobody was hurt.",
    "Russian forces attacked Siversk and Spirne.",
    "Russian forces attacked Siversk as part of an offensive.",
    "Russian forces attacked towns such as Siversk.",
    "Russian forces attacked Siversk, Spirne, and Lyman.",
    "Russian forces attacked near that position.",
]


@pytest.mark.parametrize("text", CLAUSES)
def test_clauses_begin_where_a_verb_of_their_own_follows(text: str) -> None:
    """Lists, "as part of" and pronouns begin none; marks say where one does."""
    plain = text.replace(" |,", ",").replace(" |;", ";").replace("| ", "")
    syntax = read(plain)
    starts = [i for i in range(1, len(syntax.low)) if syntax.clause_start(i) == i]
    ends = [syntax.clause_end(0)] if starts else []
    assert len(starts) == text.count("|")
    assert starts == ends
    assert [syntax.sentence.phrase(i, i + 1) for i in starts] == [w.split()[0] for w in text.rstrip(".").split("|")[1:]]
