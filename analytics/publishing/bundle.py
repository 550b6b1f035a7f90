"""The charts' JavaScript, made once and kept on disk: making it takes over a second in every process."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cached_bundle", "vega_bundle"]

_DIGITS = 32  # of the SHA-256, in the file's name
# A script element ends at the first `</script`, also inside a string; `<!--<script` would hide that end.
_ENDS_SCRIPT = re.compile(r"<(?=/script|!--)", re.IGNORECASE)


@lru_cache(maxsize=1)
def vega_bundle() -> str:
    """Return Vega, Vega-Lite, vega-embed and the interpreter of Vega's expressions as one script.

    It defines ``vegaEmbed`` and runs without ``eval``. Kept in the user's cache folder;
    where that cannot be written, it is made anew.
    """
    import platformdirs  # noqa: PLC0415  only an export needs it

    return cached_bundle(platformdirs.user_cache_path("sitrep-analytics"))


def cached_bundle(folder: Path) -> str:
    """Return the bundle from a folder, or make it and leave it there.

    The file's name holds the version of vl-convert and the hash of the content: a file that was cut short or changed
    does not fit its name and is made again.

    Args:
        folder: Need not exist, nor be writable.
    """
    stem = f"vega-{version('vl-convert-python')}-"
    for path in _candidates(folder, stem):
        script = _read(path)
        if script and path.name == f"{stem}{_digest(script)}.js":
            return script
    script = _made()
    _keep(folder / f"{stem}{_digest(script)}.js", script)
    return script


def _candidates(folder: Path, stem: str) -> list[Path]:
    try:
        return sorted(folder.glob(f"{stem}*.js"))
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _digest(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()[:_DIGITS]


def _made() -> str:
    import vl_convert  # noqa: PLC0415  a large library, not needed where the cache has the bundle

    return _ENDS_SCRIPT.sub(r"\\x3c", vl_convert.javascript_bundle())  # type: ignore[call-arg]  # its stub forgot the default


def _keep(path: Path, script: str) -> None:
    from analytics.writing import write_beside  # noqa: PLC0415  next to its one use

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_beside(path, script.encode())
    except OSError:
        return  # no cache, no harm: the next process makes it again
