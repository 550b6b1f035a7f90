"""Which files an input names: folders, files, patterns, standard input."""

from __future__ import annotations

import glob
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from analytics.remote import is_url, listed
from analytics.reports.drafts import Refusal, Where
from analytics.reports.registry import endings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analytics.remote import Remote

__all__ = ["CORRECTIONS", "EXPORTED", "STDIN", "Finding", "Found", "corrections_beside", "find_files", "inside"]

STDIN = "-"
CORRECTIONS = "corrections.toml"
EXPORTED = ".export.lock"  # an export's folder has this file: what lies in it was made by this program
_PARTS = "_files"  # a browser's folder of what a saved page shows
_PAGES = (".html", ".htm")
_SIDECAR = ".toml"
_NO_REPORTS = frozenset({"readme", "license", "licence", "notice", "changelog", "contributing"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        full: Where it lies; null for standard input, and for a file elsewhere.
        root: The folder that its name is relative to.
        name: Relative path with forward slashes; bytes that are no UTF-8 are spelt out.
        remote: The file elsewhere, if it is one.
    """

    full: Path | None
    root: Path | None
    name: str
    remote: Remote | None = None

    @property
    def ending(self) -> str:
        """The file's ending in lower case."""
        return Path(self.name).suffix.lower()

    def at(self, line: int | None = None) -> Where:
        """Return this file, or a line of it, as a place for a message."""
        return Where(self.name, None if self.full is None and self.remote is None else self.name, line)

    @contextmanager
    def here(self) -> Iterator[Found]:
        """Give the file as one of this machine, with its sidecar, while the context lasts.

        Raises:
            OSError: If it cannot be copied.
        """
        if self.remote is None:
            yield self
            return
        with self.remote.here(Path(self.name).with_suffix(_SIDECAR).name) as copy:
            yield Found(copy, copy.parent, self.name)


@dataclass(slots=True)
class Finding:
    """Everything that the inputs led to."""

    found: list[Found] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def _name(path: Path, root: Path) -> str:
    text = Path(os.path.relpath(path, root)).as_posix()
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def inside(path: Path, root: Path) -> bool:
    """Whether a path, links followed, still lies in a folder."""
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def find_files(inputs: Iterable[str | Path]) -> Finding:
    """List the files that inputs name, each once, sorted by name.

    Args:
        inputs: Folders (read with those below, links to folders not followed), files, patterns (``*``, ``**``), ``-``,
            and URLs of any of these.

    Returns:
        The files, what was refused (missing, unreadable, unknown) and, in folders, what was skipped.

    Raises:
        RemoteError: If a URL leads nowhere.
    """
    finding = Finding()
    for given in inputs:
        path = Path(given)
        if str(given) == STDIN:
            finding.found.append(Found(None, None, "standard input"))
        elif is_url(given):
            _add_remote(str(given), finding)
        elif path.is_dir():
            _walk(path, path, finding)
        elif not os.path.lexists(path) and glob.has_magic(str(given)):
            _expand(str(given), finding)
        else:
            _add_named(path, path.parent, finding)
    finding.found = _once(finding.found)
    return finding


def corrections_beside(found: Iterable[Found]) -> tuple[Path, ...]:
    """Return the files of corrections that lie beside reports, or in the folder that was named."""
    folders = {folder for file in found if file.full for folder in (file.full.parent, file.root) if folder}
    return tuple(sorted(path for folder in folders if (path := folder / CORRECTIONS).is_file()))


def _once(found: list[Found]) -> list[Found]:
    """Drop a file named twice; the name that tells more of its path stays."""
    best: dict[str, Found] = {}
    for file in found:
        key = str(file.full.resolve()) if file.full else file.remote.address if file.remote else STDIN
        kept = best.get(key)
        if kept is None or (file.name.count("/"), file.name) > (kept.name.count("/"), kept.name):
            best[key] = file
    return sorted(best.values(), key=lambda file: (file.name, str(file.full)))


def _expand(pattern: str, finding: Finding) -> None:
    fixed: list[str] = []
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    root = Path(*fixed)
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  keeps absolute patterns and `**` as a shell has them
    if not matches:
        finding.refused.append(_refusal(pattern, "a pattern that no file fits"))
    for match in matches:
        if Path(match).is_dir():
            if "**" not in pattern:
                _walk(Path(match), root, finding)
        else:
            _add_met(Path(match), root, finding)


def _add_remote(url: str, finding: Finding) -> None:
    remotes = listed(url)
    if not remotes:
        finding.refused.append(_refusal(url, "no such file or folder"))
    for remote in remotes:
        path = PurePosixPath(remote.name)
        if path.name == CORRECTIONS:
            finding.skipped.append(f"{remote.name} (corrections are read beside reports of this machine only)")
        elif not _is_no_report(path):
            if path.suffix.lower() in endings():
                finding.found.append(Found(None, None, remote.name, remote))
            else:
                finding.skipped.append(remote.name)


def _is_no_report(path: PurePath) -> bool:
    """Whether a file that was met is passed over without a word."""
    return path.name.startswith(".") or path.suffix.lower() == _SIDECAR or path.stem.lower() in _NO_REPORTS


def _refusal(name: str, found: str, way_out: str = "Check the path.") -> Refusal:
    expected = f"a folder, or a file that ends in {', '.join(endings())}"
    return Refusal(Where(name, None), found, expected, way_out)


def _add_named(path: Path, root: Path, finding: Finding) -> None:
    """Add a file that the user named."""
    name = _name(path, root)
    ending = path.suffix.lower()
    if not path.exists():
        finding.refused.append(_refusal(name, "no such file or folder"))
    elif not path.is_file():
        finding.refused.append(_refusal(name, "not a regular file", "Pipe it in by `-`."))
    elif ending in endings():
        finding.found.append(Found(path, root, name))
    elif ending != _SIDECAR:
        finding.refused.append(
            _refusal(name, f"a file that ends in {ending or 'nothing'}", "Rename it, or pipe it in by `-`.")
        )


def _add_met(path: Path, root: Path, finding: Finding) -> None:
    """Add a file that was met in a folder or by a pattern: what holds no report is passed over."""
    if _is_no_report(path):
        return
    name = _name(path, root)
    if path.suffix.lower() not in endings():
        finding.skipped.append(name)
    elif path.is_symlink() and not inside(path, root):
        way_out = "Copy the file into the folder."
        finding.refused.append(
            Refusal(Where(name, name), "a link that leads out of the folder", "a file in it", way_out)
        )
    elif not stat.S_ISREG(path.stat().st_mode):
        finding.refused.append(_refusal(name, "not a regular file", "Take it out of the folder."))
    else:
        finding.found.append(Found(path, root, name))


def _entries(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        yield from sorted(Path(entry.path) for entry in entries)


def _holds_no_reports(folder: Path) -> str | None:
    """Say why a folder that was met is passed over, if it is."""
    if folder.is_symlink():
        return "a link to a folder"
    if (folder / EXPORTED).is_file():
        return "pages of an export"
    stem = folder.name.removesuffix(_PARTS)
    if stem != folder.name and any((folder.parent / f"{stem}{ending}").is_file() for ending in _PAGES):
        return "parts of a saved page"
    return None


def _walk(folder: Path, root: Path, finding: Finding) -> None:
    try:
        for path in _entries(folder):
            if path.name.startswith("."):
                continue
            if not path.is_dir():
                _add_met(path, root, finding)
            elif no_reports := _holds_no_reports(path):
                finding.skipped.append(f"{_name(path, root)}/ ({no_reports})")
            else:
                _walk(path, root, finding)
    except OSError as error:
        name = _name(folder, root)
        way_out = "Allow reading it, or leave it out."
        finding.refused.append(
            Refusal(Where(name, name), f"cannot be opened ({error.strerror})", "a readable folder", way_out)
        )
