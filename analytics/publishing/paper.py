"""A page on paper: printed to PDF, A4, by the system's Chromium, with the network off.

The same page gives the same bytes as long as browser and fonts are the same. Two things that Chromium writes into a PDF
do not come from the page and are replaced, each by as many bytes: the dates, by the day of the newest report, and the
numbers that cells of tables are known by, whose count begins where the timing of the browser's processes left it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from analytics.errors import ExportError
from analytics.publishing.runner import plain
from analytics.writing import write_beside

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["find_browser", "print_page"]

_SETTINGS = Path(__file__).with_suffix(".toml")
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]{7}\)")
_NODES = re.compile(rb"\(node(\d{8})\)")
_WAY_OUT = "The page is there: print it from a browser, or leave out --pdf."


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    return tomli.loads(_SETTINGS.read_text(encoding="utf-8"))


def find_browser() -> str:
    """Return the path of the first Chromium that the system knows.

    Raises:
        ExportError: If it knows none, with the names that were tried.
    """
    names = _settings()["browsers"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise ExportError.at(
            "--pdf",
            got="no Chromium on the search path",
            expected=f"one of {', '.join(names)}",
            way_out="Install Chromium, or leave out --pdf and print the pages from a browser.",
        )
    return found


def print_page(page: Path, browser: str, day: dt.date, *, seconds: float | None = None) -> Path:
    """Print a page to a PDF of its name beside it.

    Args:
        page: An HTML file.
        browser: As `find_browser` returns it.
        day: What the PDF calls the day of its making.
        seconds: That it may take; as the settings say if none are given.

    Returns:
        The PDF.

    Raises:
        ExportError: If the browser fails or takes too long; a PDF of an earlier run then stays as it was.
        OSError: If the folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="sitrep-", ignore_cleanup_errors=True) as private:
        draft = Path(private) / "page.pdf"
        said = _run(_command(page, browser, draft), Path(private), page.name, seconds or _settings()["seconds"])
        content = draft.read_bytes() if draft.is_file() else b""
    if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
        raise _error(page.name, f"no PDF; {Path(browser).name} said: {plain(said) or 'nothing'}")
    path = page.with_suffix(".pdf")
    write_beside(path, _renumbered(_undated(content, day)))
    return path


def _command(page: Path, browser: str, draft: Path) -> list[str]:
    settings = _settings()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        browser,
        *settings["flags"],
        *(["--no-sandbox"] if root else []),  # as root Chromium starts only without its sandbox
        f"--user-data-dir={draft.parent / 'profile'}",
        f"--window-size={settings['window']}",
        f"--virtual-time-budget={settings['budget']}",
        f"--print-to-pdf={draft}",
        page.resolve().as_uri(),
    ]


def _run(command: list[str], private: Path, name: str, seconds: float) -> str:
    """Run a browser in a session of its own, whose every process ends with it; return what it said."""
    own = {"XDG_CONFIG_HOME": str(private / "config"), "XDG_CACHE_HOME": str(private / "cache")}
    with (private / "said").open("w+b") as said:
        process = subprocess.Popen(  # noqa: S603  the browser that was found, with arguments of ours
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=os.environ | own, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise _error(name, f"not printed after {seconds:g} s") from None
        finally:
            _end(process)
        said.seek(0)
        return said.read().decode(errors="replace").replace(str(private), "...")


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg") and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _error(name: str, got: str) -> ExportError:
    return ExportError.at(f"PDF of {name}", got=got, expected="a printed page", way_out=_WAY_OUT)


def _undated(content: bytes, day: dt.date) -> bytes:
    """Replace the dates of a PDF by others of equal length: its table of offsets stays right."""
    stamp = f"{day:%Y%m%d}000000+00'00'".encode()
    return _DATES.sub(lambda found: b"/%b (D:%b)" % (found[1], stamp), content)


def _renumbered(content: bytes) -> bytes:
    """Number a PDF's named nodes from 1, in the order of their numbers: what is sorted by them stays sorted."""
    ranks = {number: rank for rank, number in enumerate(sorted(set(_NODES.findall(content))), 1)}
    return _NODES.sub(lambda found: b"(node%08d)" % ranks[found[1]], content)
