"""Reports put aside while others are read: texts in a file, the rest in frames, so that many need little memory."""

from __future__ import annotations

from contextlib import suppress
from tempfile import SpooledTemporaryFile, gettempdir
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from analytics.errors import ReportError
from analytics.schema import Reports

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["SIZE", "Shelf"]

SIZE = "size"  # a column of a shelf's index: bytes of the text in UTF-8
_START = "start"
_IN_MEMORY = 16 * 2**20  # bytes of texts that need no file yet
_ROWS, _CHARACTERS = 1_000, 2_000_000  # that wait to be put away together
_WORD = r"[\p{L}\p{N}]+(?:['\x{2019}-][\p{L}\p{N}]+)*"
_KINDS = dict(Reports.create_empty().schema)


class Shelf:
    """Reports by the number that they were given; a context that takes its file away."""

    def __init__(self) -> None:
        """Make an empty one."""
        self._texts = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed where this context ends
        self._end = self._waiting_characters = 0
        self._waiting: list[dict[str, Any]] = []
        self._frames: list[pl.DataFrame] = []

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the file away."""
        with suppress(OSError):  # what a full disk did not take is not wanted any more
            self._texts.close()

    def put(self, row: dict[str, Any]) -> None:
        """Put a report aside; its number is how many were put aside before.

        Args:
            row: The columns of the schema `Reports` but ``words``, which are counted here.
        """
        self._waiting.append(row)
        self._waiting_characters += len(row["text"])
        if len(self._waiting) == _ROWS or self._waiting_characters > _CHARACTERS:
            self._put_away()

    def _put_away(self) -> None:
        kinds = {name: kind for name, kind in _KINDS.items() if name != "words"}
        frame = pl.DataFrame(self._waiting, schema=kinds)
        start = self._end
        try:
            for row in self._waiting:
                self._end += self._texts.write(row["text"].encode())
        except OSError as error:
            raise _no_room(error) from error
        size = pl.col("text").str.len_bytes().cast(pl.Int64)
        counted = frame.with_columns(
            pl.col("text").str.count_matches(_WORD).cast(pl.Int64).alias("words"),
            size.alias(SIZE),
            (start + size.cum_sum() - size).alias(_START),
        )
        self._frames.append(counted.drop("text"))
        self._waiting, self._waiting_characters = [], 0

    def index(self) -> pl.DataFrame:
        """Return all that was put aside, by number: the columns of the schema `Reports` but ``text``, and `SIZE`."""
        if self._waiting or not self._frames:
            self._put_away()
        self._frames = [pl.concat(self._frames, rechunk=True)]
        return self._frames[0]

    def reports(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return reports with their texts.

        Args:
            rows: Of the index, in the order wanted.

        Returns:
            Schema `Reports`.
        """
        texts = [self._text(start, size) for start, size in rows.select(_START, SIZE).iter_rows()]
        return rows.with_columns(pl.Series("text", texts, pl.String)).select(Reports.column_names())

    def _text(self, start: int, size: int) -> str:
        self._texts.seek(start)
        return self._texts.read(size).decode()


def _no_room(error: OSError) -> ReportError:
    return ReportError.at(
        gettempdir(),
        got=f"the texts of the reports cannot be put there ({error.strerror})",
        expected="room for all of them",
        way_out="Make room, or name another folder by the environment variable TMPDIR.",
    )
