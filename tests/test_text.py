"""Sentences and tokens keep their offsets into the untouched text."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from analytics.codebook import load_codebook
from analytics.text import Document, read_document

BOOK = load_codebook()


def read(text: str) -> Document:
    """Read a text as a report of one day."""
    return read_document("r", dt.date(2023, 7, 8), text, BOOK)


def sentences(text: str) -> list[str]:
    """Return the sentences as they stand in the text."""
    return [text[s.start : s.end] for s in read(text).sentences]


def test_abbreviations_end_no_sentence() -> None:
    """Ranks, initials, "U.S." and "km." keep their sentence whole."""
    text = "Lt. Gen. A. Smith of the U.S. Army drove 5 km. west of Lyman. He stopped there."
    assert sentences(text) == [text[:-18], "He stopped there."]


def test_headlines_without_stops_are_sentences() -> None:
    """Each line is a sentence, bullets are not part of it."""
    assert sentences("- Russia attacks Siversk\n- Kyiv appeals for help") == [
        "Russia attacks Siversk",
        "Kyiv appeals for help",
    ]


def test_blank_lines_part_paragraphs() -> None:
    """Sentences know their paragraph."""
    assert [s.paragraph for s in read("One here. Two here.\n\nThree here.").sentences] == [0, 0, 1]


def test_soft_hyphens_and_decomposed_letters_keep_offsets() -> None:
    """Invisible characters and combining marks vanish for matching, not from the offsets."""
    text = "Bakh\u00admut and Cafe\u0301 fell."
    tokens = read(text).sentences[0].tokens
    assert tokens[0].text == "Bakhmut"
    assert text[tokens[0].start : tokens[0].end] == "Bakh\u00admut"
    assert text[tokens[2].start : tokens[2].end] == "Cafe\u0301"


def test_dashes_that_hold_an_aside_are_its_commas() -> None:
    """Two dashes between words are read as commas; those of a line of towns, of a compound and one alone are not."""
    assert read("The mayor - a native of Kyiv - spoke.").sentences[0].lowers.count(",") == 2
    assert read("The towns\u2014Lyman and Izyum\u2014fell.").sentences[0].lowers.count(",") == 2
    for text in ("Along the Lyman - Izyum - Svatove line.", "A long-range, well-kept gun.", "He left - at last."):
        assert read(text).sentences[0].lowers.count(",") == text.count(",")
    assert read("The mayor - a native - spoke.").sentences[0].tokens[2].text == "-"


def test_genitive_is_a_token_of_its_own() -> None:
    """The word "Russia's" is a name and a genitive; "Slov'yansk" is one name."""
    assert [t.text for t in read("Russia\u2019s push on Slov\u2019yansk").sentences[0].tokens] == [
        "Russia",
        "'s",
        "push",
        "on",
        "Slov'yansk",
    ]


@given(st.text(max_size=300))
def test_any_text_reads_and_tokens_never_overlap(text: str) -> None:
    """Whatever the text, tokens stand in order inside it and sentences cover them."""
    last = 0
    for sentence in read(text).sentences:
        for token in sentence.tokens:
            assert last <= token.start < token.end <= len(text)
            last = token.end
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end


def test_a_letter_that_is_never_composed_stays_itself() -> None:
    """Unicode takes some letters apart and never composes them again: their parts would stand at one place."""
    (sentence,) = read("\u0958 \ufb4b \u2adc").sentences
    assert [(t.start, t.end) for t in sentence.tokens] == [(0, 1), (2, 3), (4, 5)]


def test_no_tokens_are_no_words() -> None:
    """A phrase that ends where it begins, as behind a last "according to", is empty."""
    sentence = read("The ford is open, according to").sentences[0]
    assert sentence.phrase(7, 9) == ""
    assert sentence.phrase(2, 2) == ""


def test_what_goes_on_without_a_stop_is_cut() -> None:
    """A run-on of a thousand words is read in parts, which lose no word; a long real sentence stays whole."""
    assert [len(s.tokens) for s in read("ford " * 1200).sentences] == [300, 300, 300, 300]
    assert len(read("ford " * 120).sentences) == 1
