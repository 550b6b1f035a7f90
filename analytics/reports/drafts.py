"""What the readers of files hand on: a draft of a report, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

__all__ = ["COLUMNS", "Draft", "Piece", "Refusal", "RefusedError", "Where", "row_draft", "written"]

COLUMNS = ("date", "text", "report_id", "id", "source", "title", "date_source", "origin", "note")
_LONGEST = 1_000  # characters of an id, a title, a source, a note


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the input.

    Attributes:
        file: Path relative to the input root, or ``standard input``.
        line: Line or row, from 1; null for a file that holds one report.
        path: As `file`; null for standard input.
    """

    file: str
    path: str | None
    line: int | None = None

    def __str__(self) -> str:
        """Write ``file`` or ``file, line 7``."""
        return self.file if self.line is None else f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was taken out of a text.

    Attributes:
        rule: Why: an entry of the codebook's table ``boilerplate``, or what a reader knows of its format.
        text: Its characters, without the white space around it; empty if they may tell of a person.
    """

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with everything that was said about it.

    Attributes:
        where: Its file and line.
        text: Decoded, otherwise untouched.
        layers: What is known about it, strongest first, by who says so: sidecar, front matter, page, message, column.
        message: Whether it is e-mail or of a channel: what tells of persons is taken out then.
        made: When its file was made, by the file itself: a date where there is no other.
        pieces: What its reader left out.
    """

    where: Where
    text: str
    layers: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    message: bool = False
    made: dt.datetime | None = None
    pieces: tuple[Piece, ...] = ()

    def said(self, *names: str) -> str | None:
        """Return the first non-empty value under any of these names, as text; lists and tables are not text.

        Raises:
            RefusedError: If it is too long: an id stands on every record.
        """
        for _, layer in self.layers:
            for name in names:
                value = layer.get(name)
                if isinstance(value, str | int | float) and (text := written(value)).strip():
                    if len(text) > _LONGEST:
                        found = f"a `{name}` of {len(text):,} characters"
                        raise RefusedError(self.where, found, f"at most {_LONGEST:,}", "Shorten it.")
                    return text.encode("utf-8", "backslashreplace").decode()
        return None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a report, or a file that should hold one, was not read.

    Attributes:
        where: Its file and line.
        found: What stands there.
        expected: What should.
        way_out: What the reader can do.
    """

    where: Where
    found: str
    expected: str
    way_out: str

    def __str__(self) -> str:
        """Write the message of four parts, half characters spelt out."""
        text = f"{self.where}: {self.found}; expected {self.expected}. {self.way_out}"
        return text.encode("utf-8", "backslashreplace").decode()


class RefusedError(Exception):
    """Raised by a guard inside this package; ends one report, never the run.

    Attributes:
        refusal: Why.
    """

    def __init__(self, where: Where, found: str, expected: str, way_out: str) -> None:
        """Wrap the refusal of these four parts."""
        self.refusal = Refusal(where, found, expected, way_out)
        super().__init__(str(self.refusal))


def written(value: Any) -> str:
    """Return a value as text, whatever it is; in sixteens where Python refuses so many digits in tens."""
    try:
        return str(value)
    except ValueError:
        return hex(value) if isinstance(value, int) else f"a {type(value).__name__} of long numbers"


def row_draft(row: Mapping[Any, Any], where: Where) -> Draft:
    """Make a draft of a row of columns.

    Raises:
        RefusedError: If it has no text.
    """
    known = {str(key).strip().lower(): value for key, value in row.items()}
    text = known.pop("text", None)
    if not isinstance(text, str):
        found = "no `text`" if text is None else f"a `text` of type {type(text).__name__}"
        columns = ", ".join(sorted(known)[:8]) or "nothing"
        raise RefusedError(where, f"{found} among {columns}", "`date` and `text`", "Rename the column.")
    return Draft(where, text, (("column", {key: known[key] for key in COLUMNS if known.get(key) is not None}),))
