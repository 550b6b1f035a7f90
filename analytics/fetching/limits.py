"""How long, how much, how often is asked, as an analyst may set it in ``limits.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

__all__ = ["Limits", "limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The values of ``limits.toml``, where each has its reason.

    Attributes:
        pause: Seconds between two requests to one host.
        longest_wait: Seconds that a host may ask to be left alone.
        seconds: For one answer.
        source_seconds: For all answers of one source.
        tries: Of one request.
        backoff: Seconds before the second try.
        redirects: Followed one after another.
        size: Bytes of one answer, before and after unpacking.
        elements: Of a page.
        robots_size: Characters of a ``robots.txt`` that are read.
        newest: Entries of a feed that are looked at.
        address_length: Characters of an address.
        title_length: Characters of a title in a sidecar.
        slug_length: Characters of a title in a file's name.
        lag: Days between the day that a title names and its publication.
        ahead: Days that a report may be dated after today.
    """

    pause: float
    longest_wait: float
    seconds: float
    source_seconds: float
    tries: int
    backoff: float
    redirects: int
    size: int
    elements: int
    robots_size: int
    newest: int
    address_length: int
    title_length: int
    slug_length: int
    lag: int
    ahead: int


@cache
def limits() -> Limits:
    """Return the values that are in force."""
    return Limits(**tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))
