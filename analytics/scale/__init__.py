"""Many reports: a store of what was read before, and several processes to read the rest.

``extracting`` holds the verb; ``reader`` reads reports by way of a store and of processes, ``shards`` cuts them into
tasks that may be done twice, ``crew`` starts processes, ``pool`` hands them shards and outlives their deaths, ``store``
keeps what a report gave, ``packing`` is how it lies there, ``version`` says what it depends on.

The names load on first use: processes are started before anything heavy is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.scale.extracting import extract
    from analytics.scale.reader import Reader

__all__ = ["Reader", "extract"]

_HOMES = {"Reader": "analytics.scale.reader", "extract": "analytics.scale.extracting"}


def __getattr__(name: str) -> object:
    """Load a public name from where it is defined (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
