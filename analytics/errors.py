"""Errors that a caller may want to catch.

    AnalyticsError
    ├── ReportError        a report, or a file that should hold one, cannot be read
    ├── CodebookError      a codebook folder or one of its entries is wrong
    ├── CorrectionError    a file of corrections cannot be read
    ├── TimelineError      a stored timeline cannot be read, or does not fit the schema
    ├── NotebookError      a notebook does not run, or was given a parameter that it does not have
    ├── ExportError        a page cannot be written
    │   └── LockedError    another export is at work in the same folder
    ├── ScheduleError      a schedule's zone or path cannot be written into its file
    ├── RemoteError        a place named by a URL cannot be reached
    ├── FetchError         a file of sources is wrong, or what it names cannot be fetched at all
    ├── StoreError         a store of records cannot be written
    └── WorkerError        the processes that read reports cannot do so

Each message says where, what was found, what was expected and the way out.
"""

from __future__ import annotations

from typing import Self

__all__ = [
    "AnalyticsError",
    "CodebookError",
    "CorrectionError",
    "CorrectionWarning",
    "ExportError",
    "FetchError",
    "LockedError",
    "NotebookError",
    "RemoteError",
    "ReportError",
    "ScheduleError",
    "SetAsideWarning",
    "StoreError",
    "TimelineError",
    "WorkerError",
]


class AnalyticsError(Exception):
    """The root of the tree: everything that this package raises on purpose."""

    @classmethod
    def at(cls, where: str, *, got: str, expected: str, way_out: str) -> Self:
        """Build a message of the four parts that every reader needs.

        Args:
            where: File with line or byte, or the entry's id.
            got: What was found there.
            expected: What should stand there.
            way_out: What the reader can do now.
        """
        return cls(f"{where}: {got}; expected {expected}. {way_out}")


class ReportError(AnalyticsError):
    """A report, or a file that should hold one, cannot be read."""


class RemoteError(AnalyticsError):
    """A place named by a URL cannot be reached."""


class CodebookError(AnalyticsError):
    """A codebook folder or one of its entries is wrong."""


class CorrectionError(AnalyticsError):
    """A file of corrections cannot be read."""


class CorrectionWarning(UserWarning):
    """A correction does not fit what was extracted; the others are applied."""


class TimelineError(AnalyticsError):
    """A stored timeline cannot be read, or does not fit the schema."""


class NotebookError(AnalyticsError):
    """A notebook does not run, or was given a parameter that it does not have."""


class ExportError(AnalyticsError):
    """A page cannot be written."""


class LockedError(ExportError):
    """Another export is at work in the same folder; nothing was done."""


class ScheduleError(AnalyticsError):
    """A schedule's zone or path cannot be written into its file."""


class FetchError(AnalyticsError):
    """A file of sources is wrong, or what it names cannot be fetched at all."""


class StoreError(AnalyticsError):
    """A store of records cannot be written; what is in it stays good."""


class WorkerError(AnalyticsError):
    """The processes that read reports cannot do so."""


class SetAsideWarning(UserWarning):
    """A report ended the process that read it, twice; the timeline is without it."""
