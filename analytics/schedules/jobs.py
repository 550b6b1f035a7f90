"""A daily export, and the files that make a scheduler run it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analytics.errors import ScheduleError
from analytics.schedules.quoting import (
    cron_command,
    plain_path,
    repository_path,
    systemd_command,
    systemd_folder,
    workflow_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KINDS", "Job", "listed", "schedule_files"]

_TEMPLATES = Path(__file__).parent / "templates"
# Template of each file by the scheduler that reads it.
KINDS = {
    "systemd": ("analytics-export.service", "analytics-export.timer"),
    "cron": ("analytics-export.cron",),
    "github": ("analytics-export.yml",),
}
_YEAR = 2037  # the last that tables of zones spell out: the rules as they stand, whatever the day is


@dataclass(frozen=True, slots=True)
class Job:
    """An export that is to run every day.

    Attributes:
        at: Hour and minute.
        zone: IANA name of the zone of that time.
        paths: Reports, seen from the folder.
        out: Folder for the pages, seen from the folder.
        folder: Where the command runs; absolute.
        program: What runs ``analytics`` on this machine.
        codebook: A codebook that ships, or a folder.
        fetch: File of sources that are fetched into the first of `paths` before; empty for none.
    """

    at: dt.time
    zone: str
    paths: tuple[str, ...]
    out: str
    folder: str
    program: tuple[str, ...]
    codebook: str
    fetch: str = ""

    def files(self) -> list[str]:
        """Return the paths that are seen from the folder."""
        return [*self.paths, self.out, *([self.fetch] if self.fetch else [])]

    def arguments(self) -> list[str]:
        """Return what follows the program: options first, so that no path is taken for one."""
        fetch = [f"--fetch={self.fetch}"] if self.fetch else []
        return ["export", *fetch, f"--out={self.out}", f"--codebook={self.codebook}", "--json", "--", *self.paths]


def schedule_files(kind: str, job: Job) -> dict[str, str]:
    """Return the files of a scheduler.

    Args:
        kind: One of `KINDS`.
        job: What to run when.

    Returns:
        Text by file name, in the order in which they are of use.

    Raises:
        ScheduleError: If there is no such zone, or a path cannot be written so that the scheduler reads it back.
    """
    import jinja2  # noqa: PLC0415  only a schedule needs it

    for path in (*job.files(), job.folder, job.codebook, *job.program):
        plain_path(path)
    environment = jinja2.Environment(  # noqa: S701  none of them is HTML; each value is quoted for its reader
        loader=jinja2.FileSystemLoader(_TEMPLATES), keep_trailing_newline=True, trim_blocks=True
    )
    offsets = _offsets(job)
    values = {"job": job, "at": f"{job.at:%H:%M}", **_QUOTED[kind](job)}
    values |= {
        "utc": _moved(job.at, -offsets[0]),
        "local": [f"{_moved(job.at, o - offsets[0]):%H:%M}" for o in offsets],
    }
    return {name: environment.get_template(f"{name}.j2").render(values) for name in KINDS[kind]}


def _systemd(job: Job) -> dict[str, object]:
    program, *words = (*job.program, *job.arguments())
    return {"command": systemd_command(program, words), "folder": systemd_folder(job.folder)}


def _cron(job: Job) -> dict[str, object]:
    return {"command": cron_command([["cd", job.folder], [*job.program, *job.arguments()]])}


def _github(job: Job) -> dict[str, object]:
    for path in job.files():
        repository_path(path)
    line = " ".join(map(workflow_word, ["analytics", *job.arguments()]))
    kept = "\n".join([job.out, job.paths[0]] if job.fetch else [job.out])
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in (("out", job.out), ("kept", kept))}
    return {"command": line, **quoted}


_QUOTED = {"systemd": _systemd, "cron": _cron, "github": _github}


def _offsets(job: Job) -> list[int]:
    """Return by how many minutes the zone is ahead of UTC in the course of a year, the fewest first."""
    try:
        zone = ZoneInfo(job.zone)
    except (OSError, ValueError, KeyError) as error:
        raise ScheduleError.at(
            repr(job.zone), got="no such zone here", expected="a name such as Pacific/Auckland", way_out="Correct it."
        ) from error
    noons = (dt.datetime(_YEAR, month, 15, 12, tzinfo=zone) for month in range(1, 13))
    return sorted({_minutes(noon.utcoffset()) for noon in noons})


def _minutes(offset: dt.timedelta | None) -> int:
    return round((offset or dt.timedelta()).total_seconds() / 60)


def _moved(at: dt.time, minutes: int) -> dt.time:
    day = dt.datetime.combine(dt.date(_YEAR, 1, 1), at)
    return (day + dt.timedelta(minutes=minutes)).time()


def listed(files: Iterable[tuple[str, str]]) -> str:
    """Join files to one text, each under its name, as ``systemctl cat`` shows them."""
    return "\n".join(f"# {name}\n{text}" for name, text in files)
