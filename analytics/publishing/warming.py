"""IPython extension: loads what the notebooks import, while the reports are still being read.

It puts no name into a notebook.
"""

from __future__ import annotations

from importlib import import_module

__all__ = ["load_ipython_extension"]

_HEAVY = ("analytics.charts.theme", "analytics.notebook", "analytics.prose", "analytics.timelines", "analytics.trends")


def load_ipython_extension(shell: object) -> None:  # noqa: ARG001  handed over by IPython
    """Load the libraries; IPython calls this when a kernel starts."""
    for name in _HEAVY:
        import_module(name)
