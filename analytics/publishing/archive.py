"""``archive/``: exports of different content, each a folder of its pages with an index and a record of what they tell.

A folder is named by the day of the newest report and a hash of the content; the records count the exports. No name, no
order and no byte comes from the clock. An export of the content that was archived last changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.publishing.changes import Told, changes_since, settings
from analytics.publishing.facts import Facts
from analytics.publishing.locking import room
from analytics.writing import place_folder, place_together, write_synced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ARCHIVE", "INDEX", "Edition", "keep", "kept", "made", "prune"]

ARCHIVE, INDEX = "archive", "index.html"
_RECORD = "record.json"
_NAME = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")
_DIGITS = 12  # of the SHA-256, in a folder's name
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """An export as the archive keeps it.

    Attributes:
        name: Of its folder.
        facts: The reports behind it.
        pages: Title by file, in their order.
        told: Its events.
        number: The exports of different content so far, this one counted; 0 before it is kept.
        after: Name of the one before, empty for the first.
        changes: Against that one, as `changes_since` has them; null where there is none before.
    """

    name: str
    facts: Facts
    pages: Mapping[str, str]
    told: Told
    number: int = 0
    after: str = ""
    changes: Mapping[str, list[dict[str, Any]]] | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each sort; empty where there is none before."""
        return {sort: len(rows) for sort, rows in (self.changes or {}).items()}


def made(files: Mapping[str, bytes], titles: Mapping[str, str], facts: Facts, told: Told) -> Edition:
    """Return the edition of some files: equal content, equal name.

    Args:
        files: Content by name.
        titles: Of those that are pages, by name.
        facts: The reports behind them.
        told: Their events.
    """
    digest = hashlib.sha256(_json(asdict(told)))
    for name, content in sorted(files.items()):
        digest.update(f"\n{name} {hashlib.sha256(content).hexdigest()}".encode())
    return Edition(f"{facts.newest}-{digest.hexdigest()[:_DIGITS]}", facts, titles, told)


def kept(folder: Path) -> list[Edition]:
    """Return the editions of an archive, the newest first; what is no edition, or a broken one, is passed over.

    Args:
        folder: Need not exist.
    """
    names = (path for path in folder.glob("*") if _NAME.fullmatch(path.name))
    editions = [edition for path in names if (edition := _read(path))]
    return sorted(editions, key=lambda edition: (edition.number, edition.name), reverse=True)


def keep(
    edition: Edition, files: Mapping[str, bytes], folder: Path, work: Path, index: Callable[[Edition], str]
) -> Edition:
    """Put an edition into an archive.

    Args:
        edition: As `made` returns it.
        files: Its content by name.
        folder: The archive; made if it is missing.
        work: Room on the same disk.
        index: Writes the edition's own index.

    Returns:
        The edition with its number and what changed; as it was, if the archive's newest is of the same content.

    Raises:
        OSError: If the folder cannot be written.
    """
    earlier = kept(folder)
    if earlier and earlier[0].name == edition.name:
        return earlier[0]
    numbered = _numbered(edition, earlier[0] if earlier else None)
    target = folder / edition.name
    about = {_RECORD: _json(_record(numbered)), INDEX: index(numbered).encode()}
    if any(one.name == edition.name for one in earlier):  # an older content is back: its pages stand there already
        place_together({name: about[name] for name in (INDEX, _RECORD)}, target, room(work, "about"))
        return numbered
    draft = room(work, "edition")
    for name, content in {**files, **about}.items():
        write_synced(draft / name, content)
    folder.mkdir(exist_ok=True)
    if target.exists():  # of this name, but broken
        target.rename(room(work, "broken") / edition.name)
    place_folder(draft, target)
    return numbered


def prune(folder: Path, keep_newest: int, work: Path) -> None:
    """Take all but the newest editions out of an archive; each goes as a whole.

    Raises:
        OSError: If the folder cannot be written.
    """
    gone = room(work, "gone")
    for edition in kept(folder)[keep_newest:]:
        (folder / edition.name).rename(gone / edition.name)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _numbered(edition: Edition, before: Edition | None) -> Edition:
    if before is None:
        return replace(edition, number=1)
    changes = changes_since(before.told, edition.told)
    return replace(edition, number=before.number + 1, after=before.name, changes=changes)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _record(edition: Edition) -> dict[str, Any]:
    facts = json.loads(edition.facts.meta(""))
    return {**asdict(edition), "facts": facts, "pages": list(edition.pages.items()), "format": _FORMAT}


def _read(folder: Path) -> Edition | None:
    try:
        row = json.loads((folder / _RECORD).read_bytes())
        named = [(str(file), str(title)) for file, title in row["pages"]]
        pages = {file: title for file, title in named if Path(file).name == file and (folder / file).is_file()}
        told = Told(**{part: dict(row["told"][part]) for part in ("claims", "acts", "holders")})
        changes = row["changes"] and {sort: list(row["changes"][sort]) for sort in settings()["sorts"]}
        facts = Facts.read(row["facts"])
        return Edition(folder.name, facts, pages, told, int(row["number"]), str(row["after"]), changes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
