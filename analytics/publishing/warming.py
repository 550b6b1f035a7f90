"""Loads what an export needs in less time: in the kernel as an IPython extension, while the reports are still read.

It puts no name into a notebook.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

__all__ = ["load_ipython_extension", "load_jsonschema"]

_HEAVY = ("analytics.charts.theme", "analytics.notebook", "analytics.prose", "analytics.timelines", "analytics.trends")
_GRAMMARS = "rfc3987_syntax"


def load_ipython_extension(shell: object) -> None:  # noqa: ARG001  handed over by IPython
    """Load the libraries; IPython calls this when a kernel starts."""
    load_jsonschema()
    for name in _HEAVY:
        import_module(name)


def load_jsonschema() -> None:
    """Load jsonschema, which Altair and nbformat stand on, without its check of the format "iri".

    Where `rfc3987_syntax` is installed, jsonschema builds 38 grammars with it while it loads: two thirds of the time
    that Altair takes to load, for a format that neither charts nor notebooks have. The check comes with an extra of
    jsonschema, and is missing wherever the extra is; here it is missing in the processes of an export, unless they had
    loaded jsonschema before.
    """
    if "jsonschema" in sys.modules or _GRAMMARS in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules[_GRAMMARS] = None  # Python's sign that an import is to fail
    try:
        import_module("jsonschema")
    finally:
        del modules[_GRAMMARS]
