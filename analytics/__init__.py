"""Reads daily war reports into attributed event timelines, charts them by theater, exports offline HTML.

The public names load on first use, so that ``import analytics`` costs nothing. No submodule bears a verb's name: a verb
stays a function however it is imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.explanations import explain
    from analytics.fetching import fetch
    from analytics.ledgers import build_ledger
    from analytics.publishing import export
    from analytics.reports import read_reports
    from analytics.scale.extracting import extract
    from analytics.schema import Timeline
    from analytics.timelines import read_timeline

__all__ = ["Timeline", "build_ledger", "explain", "export", "extract", "fetch", "read_reports", "read_timeline"]

_HOMES = {
    "Timeline": "analytics.schema",
    "build_ledger": "analytics.ledgers",
    "explain": "analytics.explanations",
    "export": "analytics.publishing",
    "extract": "analytics.scale.extracting",
    "fetch": "analytics.fetching",
    "read_reports": "analytics.reports",
    "read_timeline": "analytics.timelines",
}


def __getattr__(name: str) -> object:
    """Load a public name from where it is defined (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
