"""Why an address gave nothing: a warning to whoever called, never the end of a run."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TroubleError", "contained", "shortened"]

_SHOWN = 200


class TroubleError(Exception):
    """Raised inside this package where an address cannot be asked, or its answer is of no use.

    Attributes:
        reason: What is wrong, and the way out where there is one.
        again: Whether it may pass so soon that another try is worth while.
        wait: Seconds that the host asks to be left alone before that; null where it does not say.
        later: Whether the next run may succeed: what does not pass by itself is settled, and told once.
    """

    def __init__(self, reason: str, *, again: bool = False, wait: float | None = None, later: bool = False) -> None:
        """Keep the reason; what may pass soon may pass later too."""
        super().__init__(reason)
        self.reason, self.again, self.wait, self.later = reason, again, wait, again or later


@contextmanager
def contained() -> Iterator[None]:
    """Turn the fault of a library that met hostile text into trouble: it ends one entry or source, never the run."""
    try:
        yield
    except TroubleError:
        raise
    except Exception as error:
        raise TroubleError(f"cannot be read ({type(error).__name__}: {shortened(str(error))})") from error


def shortened(text: str) -> str:
    """Return foreign words as a message quotes them: on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
