"""What reports gave, a Parquet file a report, so that a rerun reads only what is new or changed.

A store is a cache: whatever is deleted in it is read again from the reports. In the folder that the analyst names lies
a folder a codebook, in it a folder a version (`analytics.scale.version`), in it ``KEY-CHECK.parquet`` a report: KEY is
a hash of what is read, CHECK one of the key and the file, so that a file that is broken or misnamed is never used.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.errors import StoreError
from analytics.scale.packing import PACKED
from analytics.scale.version import stamp
from analytics.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.codebook import Codebook

__all__ = ["Store", "key_of", "load"]

_FOLDER = re.compile(r"[0-9a-f]{16}")
_ENTRY = re.compile(r"([0-9a-f]{64})-([0-9a-f]{16})\.parquet")
_DRAFT = re.compile(r"\.[0-9a-f]{64}-[0-9a-f]{16}\.parquet\.[0-9a-f]{16}\.tmp")
_CHECK = 16


@dataclass(frozen=True, slots=True)
class Store:
    """The part of a store that one codebook has, in the version in force.

    Attributes:
        root: The folder that the analyst named, which messages name.
        own: The codebook's folder in it.
        folder: The version's folder in that.
        needed: Whether a run ends when it cannot be written; if not, the run does without.
    """

    root: Path
    own: Path
    folder: Path
    needed: bool = True

    @classmethod
    def of(cls, root: str | Path, book: Codebook, *, needed: bool = True) -> Store:
        """Return the part of a store that a codebook has; makes nothing.

        Args:
            root: Need not be there.
            book: A codebook that ships, or one in a folder, is known again by where it stands, whatever it says now;
                one made in memory by what it says.
            needed: As the attribute.
        """
        home = hashlib.sha256((str(book.folders[-1].resolve()) if book.folders else book.digest).encode())
        own = Path(root) / home.hexdigest()[:16]
        return cls(Path(root), own, own / stamp(book), needed)

    def trouble(self) -> str | None:
        """Make the folders and try to write there; return why that cannot be done, if it cannot."""
        try:
            self._make()
            with TemporaryFile(dir=self.folder) as file:
                file.write(b"?")
        except OSError as error:
            return str(self._unwritable(error))
        return None

    def entries(self) -> dict[str, Path]:
        """Return the files by key."""
        found = (path for path in _listed(self.folder) if _ENTRY.fullmatch(path.name))
        return {path.name.partition("-")[0]: path for path in sorted(found)}

    def save(self, key: str, records: pl.DataFrame) -> None:
        """Keep what a report gave: as a whole, or not at all, whenever the process is killed.

        Args:
            key: As `key_of` makes it.
            records: Schema `analytics.scale.packing.PACKED`.

        Raises:
            StoreError: If the store is needed and cannot be written.
        """
        buffer = io.BytesIO()
        records.write_parquet(buffer, statistics=False)
        content = buffer.getvalue()
        path = self.folder / f"{key}-{_check(key, content)}.parquet"
        try:
            try:
                self._write(path, content)
            except FileNotFoundError:  # another process swept the folder or the draft away meanwhile
                self._write(path, content)
        except OSError as error:
            if self.needed:  # if not, `trouble` tells it once
                raise self._unwritable(error) from error

    def _write(self, path: Path, content: bytes) -> None:
        self._make()
        write_beside(path, content)

    def _make(self) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.own, self.folder):
            folder.mkdir(mode=0o700, exist_ok=True)

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError.at(
            str(self.root),
            got=f"the store cannot be written ({error.strerror})",
            expected="a folder that can be written, with room",
            way_out="Name another one by --store, make room, or leave the option out: a store only saves time.",
        )

    def sweep(self) -> int:
        """Remove what other versions of this codebook and of the program left, and what killed processes left.

        Folders of other codebooks, and files that no store writes, stay.

        Returns:
            How many files went.

        Raises:
            StoreError: If the store cannot be written.
        """
        others = [place for place in _listed(self.own) if _FOLDER.fullmatch(place.name) and place != self.folder]
        try:
            gone = sum(_removed(path) for place in others for path in _listed(place) if _is_ours(path))
            gone += sum(_removed(path) for path in _listed(self.folder) if _DRAFT.fullmatch(path.name))
            for place in others:
                with suppress(OSError):  # not empty: somebody works there, or keeps files of his own there
                    place.rmdir()
        except OSError as error:
            raise self._unwritable(error) from error
        return gone


def key_of(report: Mapping[str, Any]) -> str:
    """Return the key of a report: a hash of all of it that the extraction reads.

    Args:
        report: A row of schema `analytics.schema.Reports`.
    """
    parts = (report["report_id"], report["date"].isoformat(), report["text"])
    return hashlib.sha256("\0".join(f"{len(part)}\0{part}" for part in parts).encode()).hexdigest()


def load(key: str, path: Path) -> pl.DataFrame | None:
    """Return what a report gave, or nothing where its file is broken or gone.

    Args:
        key: As `key_of` makes it.
        path: As `Store.entries` gives it.

    Returns:
        Schema `analytics.scale.packing.PACKED`.
    """
    try:
        content = path.read_bytes()
        if path.name != f"{key}-{_check(key, content)}.parquet":
            return None
        frame = pl.read_parquet(io.BytesIO(content))
    except (OSError, pl.exceptions.PolarsError):
        return None
    return frame if frame.schema == PACKED else None


def _check(key: str, content: bytes) -> str:
    return hashlib.sha256(key.encode() + content).hexdigest()[:_CHECK]


def _is_ours(path: Path) -> bool:
    return bool(_ENTRY.fullmatch(path.name) or _DRAFT.fullmatch(path.name))


def _listed(folder: Path) -> list[Path]:
    """List a folder; one that is not there, or is a link, has nothing."""
    if folder.is_symlink():
        return []
    try:
        return [folder / name for name in sorted(os.listdir(folder))]  # noqa: PTH208  names alone: a store may be large
    except (FileNotFoundError, NotADirectoryError):
        return []


def _removed(path: Path) -> int:
    """Remove a file; says whether it was there to be removed."""
    try:
        path.unlink()
    except FileNotFoundError:
        return 0
    return 1
