"""Files that lie elsewhere, by the URLs of fsspec: ``s3://``, ``gs://``, ``memory://`` and whatever is installed."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from analytics.errors import RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Remote", "is_url", "listed", "sent"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://")
_MAGIC = re.compile(r"[*?\[]")


def is_url(given: str | Path) -> bool:
    """Whether an input or output is a URL, not a path."""
    return _URL.match(str(given)) is not None


@dataclass(frozen=True, slots=True, eq=False)
class Remote:
    """A file elsewhere.

    Attributes:
        address: Its path within its file system.
        name: Its path below the folder that was named, with forward slashes.
        files: The file system, of fsspec.
    """

    address: str
    name: str
    files: Any

    @contextmanager
    def here(self, *beside: str) -> Iterator[Path]:
        """Give a copy of the file on this machine while the context lasts.

        Args:
            beside: Names of files beside it that are copied too where they are there.

        Raises:
            OSError: If it cannot be copied.
        """
        with TemporaryDirectory() as folder:
            copy = Path(folder) / PurePosixPath(self.name).name
            self.files.get_file(self.address, str(copy))
            for name in beside:
                other = str(PurePosixPath(self.address).with_name(name))
                if self.files.isfile(other):
                    self.files.get_file(other, str(copy.with_name(name)))
            yield copy


def listed(url: str) -> list[Remote]:
    """Return the files that a URL leads to, by name: of a folder all below it, of a pattern those that fit, else one.

    Args:
        url: As fsspec takes it.

    Raises:
        RemoteError: If fsspec, or what it needs for such a URL, is not installed, or the place does not answer.
    """
    with _told(url):
        files, address = _opened(url)
        if _MAGIC.search(address):
            root = str(PurePosixPath(_MAGIC.split(address)[0] + "x").parent)
            found = files.glob(address)
        elif files.isdir(address):
            root, found = address, files.find(address)
        else:
            root = str(PurePosixPath(address).parent)
            found = [address] if files.exists(address) else []
    return [Remote(each, _below(each, root), files) for each in sorted(found)]


def sent(made: Path, url: str) -> None:
    """Copy a file or a folder from this machine.

    Args:
        made: The file or folder.
        url: What it is to be elsewhere.

    Raises:
        RemoteError: As `listed`.
    """
    with _told(url):
        files, address = _opened(url)
        for path in sorted(made.iterdir()) if made.is_dir() else [made]:
            target = f"{address.rstrip('/')}/{path.name}" if made.is_dir() else address
            files.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
            files.put_file(str(path), target)


def _below(address: str, root: str) -> str:
    return address.removeprefix(root).lstrip("/")


def _opened(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415  few have it

    files, address = url_to_fs(url)
    return files, address


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn what goes wrong elsewhere into an error of this package."""
    try:
        yield
    except (ImportError, OSError, ValueError) as error:  # ValueError: no such kind of URL
        raise RemoteError.at(
            url,
            got=str(error).splitlines()[0] if str(error) else type(error).__name__,
            expected="a place that fsspec reaches",
            way_out="Check the URL; install what it needs: pip install 'sitrep-analytics[remote]', for S3 s3fs too.",
        ) from error
