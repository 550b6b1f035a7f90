"""How a process that is all ours keeps its memory: a library never decides that for the script that imports it."""

from __future__ import annotations

import atexit
import gc

__all__ = ["own_the_process"]

_NEW = 100_000  # objects made before the collector looks for rings among them: more than stay of a codebook


def own_the_process() -> None:
    """Let the garbage collector look at what stays as seldom as it may, and not at all when the process ends.

    ``pytest tests/bench/performance.py -k start`` tells what a start costs.
    """
    gc.set_threshold(_NEW)
    atexit.register(gc.freeze)
