"""Codebooks: folders laid on each other, errors that name the file, phrases in all their forms."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from analytics.codebook import Codebook, PhraseTable, inflect, load_codebook, shipped_codebooks, verb_forms
from analytics.errors import CodebookError
from analytics.spelling import is_english

if TYPE_CHECKING:
    from pathlib import Path


def folder(at: Path, **files: str) -> Path:
    """Write a codebook folder; a name without an ending is a TOML file."""
    at.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (at / f"{name}.toml").write_text(text, encoding="utf-8")
    return at


def table(codebook: Codebook, **entry: list[str]) -> PhraseTable:
    """Return the phrases of one entry."""
    return PhraseTable(codebook, [{"id": "one", **entry}])


def found(phrases: PhraseTable, text: str) -> list[tuple[int, int, str]]:
    """Return (first token, one past the last, form) of every match."""
    return [(m.start, m.end, m.form) for m in phrases.find(tuple(text.split()))]


@pytest.fixture(scope="module")
def english() -> Codebook:
    """Return the grammar that every codebook inherits, under an empty one."""
    return load_codebook("ukraine")


def test_codebook_that_ships_loads_with_the_grammar_beneath() -> None:
    """A war's codebook holds its own settings and the English words."""
    book = load_codebook()
    assert book.name == "ukraine"
    assert book.settings["timezone"] == "Europe/Kyiv"
    assert book.settings["language"] == "en"
    assert "repel" in book.words("text", "doubling")


def test_grammar_knows_no_war() -> None:
    """The English layer loads for another war and carries none of the first one's tables."""
    own = {t for t in load_codebook().tables if t in {"side", "actor", "theater", "place"}}
    assert own.isdisjoint(load_codebook("english").tables)


def test_entries_of_one_id_join(tmp_path: Path) -> None:
    """Lists are joined without doubles, other values of the upper folder win, the rest stays."""
    folder(
        tmp_path / "low", codebook="", places='[[place]]\nname = "Alpha"\nkind = "river"\naliases = ["A"]\nlat = 1.0'
    )
    upper = folder(
        tmp_path / "up", codebook='extends = "low"', places='[[place]]\nname = "Alpha"\naliases = ["A", "B"]\nlat = 2.0'
    )
    (place,) = load_codebook(upper).table("place")
    assert place == {"name": "Alpha", "kind": "river", "aliases": ["A", "B"], "lat": 2.0}


def test_alias_in_a_folder_that_extends_the_one_that_ships(tmp_path: Path) -> None:
    """One alias needs no fork: the entry grows, its neighbours and the settings stay."""
    first = load_codebook().table("theater")[0]
    text = f'[[theater]]\nid = "{first["id"]}"\naliases = ["The Far Bend"]'
    book = load_codebook(folder(tmp_path / "mine", codebook='extends = "ukraine"', theaters=text))
    again = book.table("theater")[0]
    assert again["aliases"] == [*first["aliases"], "The Far Bend"]
    assert {k: v for k, v in again.items() if k != "aliases"} == {k: v for k, v in first.items() if k != "aliases"}
    assert len(book.table("theater")) == len(load_codebook().table("theater"))
    assert book.settings["timezone"] == "Europe/Kyiv"


def test_codebooks_are_equal_when_their_files_are(tmp_path: Path) -> None:
    """The digest follows the content, not the folder's name or place."""
    one = load_codebook(folder(tmp_path / "one", codebook='name = "X"'))
    same = load_codebook(folder(tmp_path / "same", codebook='name = "X"'))
    other = load_codebook(folder(tmp_path / "other", codebook='name = "Y"'))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other


def test_cycle_is_named(tmp_path: Path) -> None:
    """A folder that extends itself over another is an error, not an endless loop."""
    folder(tmp_path / "b", codebook='extends = "a"')
    with pytest.raises(CodebookError, match="extends itself"):
        load_codebook(folder(tmp_path / "a", codebook='extends = "b"'))


def test_broken_toml_names_its_file(tmp_path: Path) -> None:
    """The message says which file and what to do."""
    with pytest.raises(CodebookError, match=r"mine/sides\.toml: .*Mend the file"):
        load_codebook(folder(tmp_path / "mine", codebook="", sides="[[side]\n"))


def test_other_encoding_names_its_file(tmp_path: Path) -> None:
    """A file that is not UTF-8 is an error of that file."""
    at = folder(tmp_path / "mine", codebook="")
    (at / "sides.toml").write_bytes('[[side]]\nid = "é"'.encode("latin-1"))
    with pytest.raises(CodebookError, match=r"mine/sides\.toml"):
        load_codebook(at)


NOT_LOADED = {
    "broken TOML below": ({"codebook": "extends = "}, r"mine/codebook\.toml: .*Mend the file"),
    "no UTF-8 in the head": ({"codebook": b'name = "\xe9"'}, r"mine/codebook\.toml: .*expected TOML in UTF-8"),
    "nested without end": ({"codebook": "", "a": f"x = {'[' * 5000}"}, r"mine/a\.toml: values nested too deeply"),
    "a number of 5,000 digits": ({"codebook": "", "a": f"x = {'9' * 5000}"}, r"mine/a\.toml: .*Mend the file"),
    "a base that is no text": ({"codebook": "extends = 7"}, r"mine/codebook\.toml: `extends` is no text"),
    "a base with a NUL": ({"codebook": 'extends = "\\u0000"'}, "no codebook"),
    "a base whose name is too long": ({"codebook": f'extends = "{"x" * 5000}"'}, "no codebook"),
    "a base that is the folder itself": ({"codebook": 'extends = "mine/../mine"'}, "extends itself"),
    "a setting of another kind": (
        {"codebook": "timezone = 7"},
        r"mine/codebook\.toml: a number as `timezone`; expected a text",
    ),
    "a list that is a text": (
        {"codebook": "", "cues": '[[cue]]\nid = "mine"\nwords = "perhaps"'},
        r"mine/cues\.toml: entry 1 of \[\[cue\]\]: a text as `words`; expected a list",
    ),
    "a word that is a number": (
        {"codebook": "", "cues": '[[cue]]\nid = "mine"\nwords = ["perhaps", 7]'},
        r"entry 1 of \[\[cue\]\]: a number in `words`; expected a text",
    ),
    "an entry that is a table": ({"codebook": "", "cues": "[cue]\nid = 'x'"}, "a table as `cue`; expected a list"),
    "an entry that is a number": ({"codebook": "", "cues": "cue = [7]"}, "a number in `cue`; expected a table"),
    "an entry without its table's key": (
        {"codebook": "", "cues": '[[cue]]\nname = "mine"\nwords = ["perhaps"]'},
        r"entry 1 of \[\[cue\]\]: no id; expected the key",
    ),
}


@pytest.mark.parametrize("case", NOT_LOADED)
def test_what_cannot_be_a_codebook_is_named(tmp_path: Path, case: str) -> None:
    """Whatever the files hold, the error is one of a codebook, and says which file and what stands there."""
    files, message = NOT_LOADED[case]
    at = folder(tmp_path / "mine")
    for name, content in files.items():
        (at / f"{name}.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CodebookError, match=message):
        load_codebook(at)


def test_a_folder_that_ends_like_a_file_is_named(tmp_path: Path) -> None:
    """What cannot be read is an error of that file."""
    at = folder(tmp_path / "mine", codebook="")
    (at / "sides.toml").mkdir()
    with pytest.raises(CodebookError, match=r"mine/sides\.toml: cannot be read"):
        load_codebook(at)


@pytest.mark.parametrize(
    "text",
    [
        '[[cue]]\nid = "mine"\nwords = []\n',  # an empty list is a list of anything
        '[[date_unit]]\nid = "mine"\ndays = 1\n',  # whole numbers beside broken ones
        '[[mine]]\nname = "A"\nanything = { a = [1, "b"] }\n',  # a table that nothing beneath has
    ],
)
def test_what_only_looks_odd_is_loaded(tmp_path: Path, text: str) -> None:
    """New tables and keys are the folder's own; numbers are numbers."""
    assert load_codebook(folder(tmp_path / "mine", codebook="", more=text)).name == "mine"


def test_a_phrase_of_too_many_readings_is_refused(english: Codebook) -> None:
    """Alternatives multiply: what would fill the memory is an error that quotes the phrase."""
    with pytest.raises(CodebookError, match=r"phrase 'a\|b .*1,048,576 readings; expected at most 50,000"):
        table(english, words=["a|b " * 20])
    assert found(table(english, words=["a|b " * 10]), "a b a b a b a b a b") == [(0, 10, "word")]


@pytest.mark.parametrize("forms", [{}, {"forms": []}, {"forms": ["went"]}, {"forms": ["a", "b", "c"]}])
def test_an_irregular_verb_has_two_forms(forms: dict[str, list[str]]) -> None:
    """Any other number is an error that names the verb."""
    with pytest.raises(CodebookError, match=r"irregular_verb 'go': .*expected two"):
        inflect("go", {"go": {"id": "go", **forms}}, frozenset())


@pytest.mark.parametrize("verb", ["y", "e", "x"])
def test_a_verb_of_one_letter_has_forms(verb: str) -> None:
    """Nothing is taken from a letter that is not there."""
    assert len({form for form, _ in inflect(verb, {}, frozenset()).forms()}) > 1


def test_entry_without_key_is_counted(tmp_path: Path) -> None:
    """The message gives the entry's number in its file."""
    with pytest.raises(CodebookError, match=r"sides\.toml: entry 2 of \[\[side\]\]"):
        load_codebook(folder(tmp_path / "mine", codebook="", sides='[[side]]\nid = "A"\n[[side]]\ncolour = "red"'))


def test_missing_folder_lists_what_ships() -> None:
    """A wrong name is answered with the right ones."""
    with pytest.raises(CodebookError, match=r"Shipped: .*ukraine"):
        load_codebook("atlantis")


def test_folder_without_head_is_refused(tmp_path: Path) -> None:
    """Any folder is not a codebook."""
    with pytest.raises(CodebookError, match=r"no codebook\.toml"):
        load_codebook(folder(tmp_path / "mine", sides='[[side]]\nid = "A"'))


def test_missing_word_list_is_named() -> None:
    """An entry that code needs and no file has is an error of the codebook."""
    with pytest.raises(CodebookError, match="no entry 'nonsense'"):
        load_codebook().words("text", "nonsense")


def test_classes_are_the_words_of_every_entry() -> None:
    """By id; an entry without words is an empty class, a table that no file has has none."""
    book = Codebook("made", {"kin": ({"id": "near", "words": ["son", "son"]}, {"id": "far"})}, {}, "digest")
    assert book.classes("kin") == {"near": frozenset({"son"}), "far": frozenset()}
    assert book.classes("nonsense") == {}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("push", ["push", "pushes", "pushed", "pushing"]),
        ("seize", ["seize", "seizes", "seized", "seizing"]),
        ("carry", ["carry", "carries", "carried", "carrying"]),
        ("deploy", ["deploy", "deploys", "deployed", "deploying"]),
        ("repel", ["repel", "repels", "repelled", "repelling"]),
        ("withdraw", ["withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"]),
        ("free", ["free", "frees", "freed", "freeing"]),
        ("die", ["die", "dies", "died", "dying"]),
        ("be", ["be", "is", "was", "been", "being", "are", "were", "am"]),
    ],
)
def test_verbs_inflect(english: Codebook, verb: str, forms: list[str]) -> None:
    """Regular, doubling and irregular verbs in all forms."""
    irregular = {row["id"]: row for row in english.table("irregular_verb")}
    verbs = inflect(verb, irregular, frozenset(english.words("text", "doubling")))
    assert list(dict.fromkeys(form for form, _ in verbs.forms())) == forms


def test_verbs_that_the_dictionary_doubles_are_doubled(english: Codebook) -> None:
    """No listed verb has a form like "ramed": one that English does not have beside a doubled one that it has."""
    tables = ("trigger", "act", "cue", "control", "reporting")
    phrases = {phrase for name in tables for row in english.table(name) for phrase in row.get("verbs", ())}
    forms = {form for phrase in phrases for form, tag in verb_forms(english, phrase) if tag in {"ed", "ing"}}
    assert "rammed" in forms
    ends = {form: re.sub(r"(.)(ed|ing)$", r"\1\1\2", form) for form in forms if not is_english(form)}
    assert [form for form, doubled in ends.items() if is_english(doubled) and doubled not in forms] == []


def test_first_word_of_a_verb_phrase_inflects(english: Codebook) -> None:
    """The phrase "push forward" is also pushed forward, not push forwarded."""
    phrases = table(english, verbs=["push forward"])
    assert found(phrases, "they pushed forward") == [(1, 3, "ed")]
    assert found(phrases, "pushing forward") == [(0, 2, "ing")]
    assert found(phrases, "push forwarded") == []
    assert found(phrases, "they pushed back") == []


def test_verbs_are_read_in_british_letters_too(english: Codebook) -> None:
    """What is listed as "emphasize" is "emphasised" as well; "seize" has one spelling."""
    phrases = table(english, verbs=["emphasize", "paralyze", "maneuver", "seize"])
    assert found(phrases, "they emphasised it") == [(1, 2, "ed")]
    assert found(phrases, "paralysing it") == [(0, 1, "ing")]
    assert found(phrases, "it manoeuvres") == [(1, 2, "third")]
    assert found(phrases, "they seised it") == []


def test_last_word_of_a_noun_phrase_takes_the_plural(english: Codebook) -> None:
    """The phrase "ground attack" is also ground attacks, not grounds attack."""
    phrases = table(english, nouns=["ground attack", "sortie"])
    assert found(phrases, "two ground attacks") == [(1, 3, "noun")]
    assert found(phrases, "grounds attack") == []
    assert found(phrases, "sorties") == [(0, 1, "noun")]


def test_words_stand_as_written(english: Codebook) -> None:
    """A word phrase takes no ending."""
    phrases = table(english, words=["in doubt"])
    assert found(phrases, "it is in doubt") == [(2, 4, "word")]
    assert found(phrases, "in doubts") == []


def test_alternatives_and_optional_words(english: Codebook) -> None:
    """``a|b`` is either, ``c?`` may be missing, and both together."""
    phrases = table(english, words=["in|into the? vicinity of"])
    assert [found(phrases, text) for text in ("in vicinity of", "into the vicinity of", "near the vicinity of")] == [
        [(0, 3, "word")],
        [(0, 4, "word")],
        [],
    ]
    phrases = table(english, words=["very|rather? late"])
    assert [len(found(phrases, text)) for text in ("late", "rather late", "quite")] == [1, 2, 0]


def test_hyphens_and_genitives_are_tokens(english: Codebook) -> None:
    """A phrase is cut as the text is."""
    phrases = table(english, words=["cease-fire", "day's end"])
    assert found(phrases, "a cease - fire") == [(1, 4, "word")]
    assert found(phrases, "at day 's end") == [(1, 4, "word")]


def test_longest_match_comes_first(english: Codebook) -> None:
    """Of phrases that begin alike the longest leads; overlaps are kept for the caller."""
    phrases = table(english, words=["fell", "fell back", "fell back from"])
    assert found(phrases, "fell back from") == [(0, 3, "word"), (0, 2, "word"), (0, 1, "word")]


@pytest.mark.parametrize("name", ["world", *shipped_codebooks()])
def test_what_ships_keeps_to_the_kinds_beneath(name: str, tmp_path: Path) -> None:
    """Copied to another place, where its values are looked at, a codebook that ships is loaded as the same."""
    shipped = load_codebook(name)
    copy = shutil.copytree(shipped.folders[-1], tmp_path / name)
    assert load_codebook(copy).tables == shipped.tables
