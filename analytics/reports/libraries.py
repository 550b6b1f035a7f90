"""The libraries of some readers: extras of the installation, and not to speak to the terminal on their own."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analytics.reports.drafts import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.reports.drafts import Where

__all__ = ["extra", "silent"]


@contextmanager
def extra(name: str, where: Where) -> Iterator[None]:
    """Import a library within this: where it is missing, the message names the extra that brings it.

    Raises:
        RefusedError: If it cannot be imported.
    """
    try:
        yield
    except ImportError as error:
        found = f"{(error.name or str(error)).partition('.')[0]} is not installed"
        way_out = f"Install it: pip install 'sitrep-analytics[{name}]'."
        raise RefusedError(where, found, f"the extra `{name}`, which reads such files", way_out) from None


@contextmanager
def silent(*names: str) -> Iterator[None]:
    """Keep libraries from logging: what they say of hostile bytes would reach the terminal as it is."""
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
