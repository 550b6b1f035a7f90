"""The analyst's knowledge as data: a codebook is a folder of TOML files.

A folder holds tables (`[[entry]]` lists) by file: ``sides.toml`` gives the table ``side``, and so on. The English
grammar (``english/``) lies under every codebook; ``codebook.toml`` may say ``extends = "ukraine"`` to lie on another
one. Entries meet by ``id`` (or ``name``): lists are joined, other values of the upper folder win, so one alias needs
no fork::

    # my-codebook/codebook.toml            # my-codebook/places.toml
    extends = "ukraine"                    [[place]]
                                           name = "Bakhmut"
                                           aliases = ["Bahmut"]
"""

from analytics.codebook.camps import are_rivals, camps_of
from analytics.codebook.loader import Codebook, load_codebook
from analytics.codebook.phrases import Match, PhraseTable, Verb, inflect

__all__ = ["Codebook", "Match", "PhraseTable", "Verb", "are_rivals", "camps_of", "inflect", "load_codebook"]
