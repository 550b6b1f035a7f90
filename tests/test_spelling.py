"""Misspelled words are read as the codebook's words, and nothing else is touched."""

from __future__ import annotations

import pytest

from analytics.codebook import load_codebook
from analytics.spelling import is_english, repairs_of


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("aevanced", "advanced"), ("presss", "press"), ("unsucessful", "unsuccessful"), ("qttavked", "attacked")],
)
def test_typo_is_read_as_the_word_meant(typo: str, meant: str) -> None:
    """A word in no dictionary, near one word of the codebook, is read as that."""
    assert repairs_of(load_codebook())(typo) == meant


@pytest.mark.parametrize("word", ["front", "centered", "canceled", "reporter", "tank", "if", "zzzzzzz"])
def test_word_that_is_one_or_that_may_be_another_is_left(word: str) -> None:
    """English words, American spellings and strings near nothing stay as they are."""
    assert repairs_of(load_codebook())(word) == word


def test_dictionary_knows_english() -> None:
    """The dictionary holds ordinary words and no typos."""
    assert is_english("village")
    assert not is_english("vilage")
