"""The analyst's knowledge as data: a codebook is a folder of TOML files.

A folder holds tables (`[[entry]]` lists) by file: ``sides.toml`` gives the table ``side``, and so on. The English
grammar (``english/``) lies under every codebook, and what all wars share (``world/``) under every war's;
``codebook.toml`` says by ``extends`` what the folder lies on, be it another codebook. Entries meet by ``id`` (or
``name``): lists are joined, other values of the upper folder win, so one alias needs no fork::

    # my-codebook/codebook.toml            # my-codebook/places.toml
    extends = "my-war"                     [[place]]
                                           name = "Oakham"
                                           aliases = ["Okeham"]
"""

from analytics.codebook.camps import are_rivals, camps_of
from analytics.codebook.inflection import Verb, inflect
from analytics.codebook.loader import DEFAULT_CODEBOOK, Codebook, load_codebook, shipped_codebooks
from analytics.codebook.phrases import Match, PhraseTable, verb_forms

__all__ = [
    "DEFAULT_CODEBOOK",
    "Codebook",
    "Match",
    "PhraseTable",
    "Verb",
    "are_rivals",
    "camps_of",
    "inflect",
    "load_codebook",
    "shipped_codebooks",
    "verb_forms",
]
