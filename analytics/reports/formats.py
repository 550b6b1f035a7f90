"""One small reader a format: a file to drafts and refusals."""

from __future__ import annotations

import csv
import io
import json
import sys
import tomllib
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from analytics.reports.decoding import LIMIT, decoded, too_large
from analytics.reports.drafts import Draft, Refusal, RefusedError
from analytics.reports.files import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from analytics.reports.drafts import Where
    from analytics.reports.files import Found

__all__ = ["read_drafts"]

_COLUMNS = ("date", "text", "report_id", "id", "source", "title", "date_source", "origin", "note")
_TABLE_LIMIT = 500_000_000  # bytes of a file that holds many reports
_HEAD_LIMIT = 20_000  # bytes of a sidecar or a front matter
_NESTED = "values nested too deeply"


def read_drafts(file: Found) -> Iterator[Draft | Refusal]:
    """Read one file.

    Args:
        file: The file, or standard input.

    Yields:
        A draft a report, a refusal a report that cannot be read; never raises for what a file holds.
    """
    try:
        if file.full is None:
            yield from _read_stream(sys.stdin.buffer, file)
            return
        side = _sidecar(file.full, file)
        for item in _READERS[file.ending](file.full, file):
            yield _with_sidecar(item, side)
    except RefusedError as error:
        yield error.refusal
    except OSError as error:
        yield Refusal(file.at(), f"cannot be read ({error.strerror})", "a readable file", "Check its permissions.")


def _with_sidecar(item: Draft | Refusal, side: Mapping[str, Any]) -> Draft | Refusal:
    if isinstance(item, Refusal) or not side:
        return item
    return Draft(item.where, item.text, (("sidecar", side), *item.layers))


def _sidecar(path: Path, file: Found) -> dict[str, Any]:
    """Read NAME.toml beside NAME.txt; empty where there is none."""
    side = path.with_suffix(".toml")
    if not side.is_file():
        return {}
    expected, way_out = "a sidecar in TOML", "Mend the sidecar, or take it away."
    if side.is_symlink() and not inside(side, file.root or path.parent):
        raise RefusedError(file.at(), f"its sidecar {side.name} leads out of the folder", expected, way_out)
    if side.stat().st_size > _HEAD_LIMIT:
        raise RefusedError(file.at(), f"its sidecar {side.name} is over {_HEAD_LIMIT:,} bytes", expected, way_out)
    try:
        return tomllib.loads(side.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # broken TOML and broken UTF-8
        raise RefusedError(file.at(), f"its sidecar {side.name} is broken ({error})", expected, way_out) from None
    except RecursionError:
        raise RefusedError(file.at(), f"its sidecar {side.name} has {_NESTED}", expected, way_out) from None


def _capped(handle: BinaryIO, limit: int, where: Where) -> bytes:
    raw = handle.read(limit + 1)
    if len(raw) > limit:
        if limit == LIMIT:
            raise too_large(where)
        raise RefusedError(where, f"over {limit:,} bytes", f"at most {limit:,} bytes a file", "Split it by month.")
    return raw


def _read_text(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    with path.open("rb") as handle:
        yield Draft(file.at(), decoded(_capped(handle, LIMIT, file.at()), file.at()))


def _read_markdown(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    for item in _read_text(path, file):
        yield _front_matter(item) if isinstance(item, Draft) else item


def _front_matter(draft: Draft) -> Draft:
    """Take the front matter off a text that begins with one."""
    import yaml  # type: ignore[import-untyped]  # noqa: PLC0415  heavy, and few reports need it
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415  same

    if not draft.text.startswith("---"):
        return draft
    handler, loader = YAMLHandler(), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    expected, way_out = "front matter of plain `key: value` lines", "Write it plainly, or use a TOML sidecar."
    try:
        head, body = handler.split(draft.text)
    except ValueError:  # no closing line: a rule above prose
        return draft
    try:
        if len(head) > _HEAD_LIMIT:
            raise RefusedError(draft.where, f"front matter over {_HEAD_LIMIT:,} characters", expected, way_out)
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(head, Loader=loader)):
            raise RefusedError(draft.where, "YAML aliases in the front matter", expected, way_out)
        values = handler.load(head)
    except yaml.YAMLError as error:
        found = f"broken front matter ({str(error).splitlines()[0]})"
        raise RefusedError(draft.where, found, expected, way_out) from None
    except RecursionError:
        raise RefusedError(draft.where, f"front matter with {_NESTED}", expected, way_out) from None
    except ValueError as error:  # a 30 February
        raise RefusedError(draft.where, f"broken front matter ({error})", expected, way_out) from None
    if not isinstance(values, dict):
        return draft
    known = {str(key).strip().lower(): value for key, value in values.items()}
    return Draft(draft.where, body.lstrip("\r\n"), (("front matter", known),))


def _read_jsonl(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    with path.open("rb") as handle:
        yield from _json_lines(_lines(handle), file)


def _lines(handle: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one over the limit only as much as shows that it is."""
    while line := handle.readline(LIMIT + 2):
        yield line
        while len(line) > LIMIT and not line.endswith(b"\n"):
            line = handle.readline(LIMIT + 2)


def _json_lines(lines: Iterable[bytes], file: Found) -> Iterator[Draft | Refusal]:
    for number, line in enumerate(lines, 1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                draft = _json_line(line, file.at(number))
            except RefusedError as error:
                yield error.refusal
            else:
                if draft is not None:
                    yield draft


def _json_line(line: bytes, where: Where) -> Draft | None:
    """Read one line; a stored timeline's lines of other families are no reports."""
    if len(line) > LIMIT + 1:
        raise too_large(where)
    expected, way_out = 'a JSON object such as {"date": "2023-07-10", "text": "..."}', "Mend the line."
    try:
        row = json.loads(decoded(line, where))
    except ValueError as error:
        raise RefusedError(where, f"broken JSON ({error})", expected, way_out) from None
    except RecursionError:
        raise RefusedError(where, f"JSON {_NESTED.replace('values ', '')}", expected, way_out) from None
    if not isinstance(row, dict):
        raise RefusedError(where, f"a JSON {type(row).__name__}", expected, way_out)
    if row.get("family", "report") != "report":
        return None
    return _row_draft(row, where)


def _row_draft(row: Mapping[Any, Any], where: Where) -> Draft:
    """Make a draft of a row of columns."""
    known = {str(key).strip().lower(): value for key, value in row.items()}
    text = known.pop("text", None)
    if not isinstance(text, str):
        found = "no `text`" if text is None else f"a `text` that is a {type(text).__name__}"
        columns = ", ".join(sorted(known)[:8]) or "nothing"
        raise RefusedError(where, f"{found} among {columns}", "`date` and `text`", "Rename the column.")
    return Draft(where, text, (("column", {key: known[key] for key in _COLUMNS if known.get(key) is not None}),))


@contextmanager
def _wide_fields() -> Iterator[None]:
    """Let the csv module read fields up to the limit, and put its setting back."""
    before = csv.field_size_limit(LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _read_csv(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    with path.open("rb") as handle:
        text = decoded(_capped(handle, _TABLE_LIMIT, file.at()), file.at())
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    expected, way_out = "rows of comma-separated cells", 'Put cells with commas or line ends into "quotes".'
    try:
        with _wide_fields():
            header = [cell.strip().lower() for cell in next(rows, [])]
            if "text" not in header:
                found = f"no `text` among the columns {', '.join(header[:8]) or '(none)'}"
                raise RefusedError(file.at(1), found, "`date` and `text`", "Name the columns in the first line.")
            last = rows.line_num
            for row in rows:
                where, last = file.at(last + 1), rows.line_num
                if len(row) > len(header):
                    yield Refusal(where, f"{len(row)} cells under {len(header)} columns", expected, way_out)
                elif any(cell.strip() for cell in row):
                    yield _row_draft(dict.fromkeys(header, "") | dict(zip(header, row, strict=False)), where)
    except csv.Error as error:
        yield Refusal(file.at(rows.line_num), f"broken CSV ({error}); what follows is not read", expected, way_out)


def _read_parquet(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    import polars as pl  # noqa: PLC0415  heavy

    try:
        frame = _parquet_frame(pl.scan_parquet(path, glob=False), file)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        found = f"broken Parquet ({str(error).splitlines()[0]})"
        raise RefusedError(file.at(), found, "a Parquet file", "Write it again.") from None
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        try:
            yield _row_draft(row, file.at(number))
        except RefusedError as error:
            yield error.refusal


def _parquet_frame(scan: pl.LazyFrame, file: Found) -> pl.DataFrame:
    """Load the known columns, unless a small file would unfold to more than a table may hold."""
    import polars as pl  # noqa: PLC0415  heavy

    schema = scan.collect_schema()
    if schema.get("text") != pl.String:
        found = f"no `text` of strings among the columns {', '.join(schema.names()[:8])}"
        raise RefusedError(file.at(), found, "`date` and `text`", "Rename the column.")
    size, rows = scan.select(pl.col("text").str.len_bytes().cast(pl.Int64).sum(), pl.len()).collect().row(0)
    if size > _TABLE_LIMIT or rows > _TABLE_LIMIT // 100:
        found = f"{rows:,} rows, {size:,} bytes of text"
        raise RefusedError(file.at(), found, f"at most {_TABLE_LIMIT:,} bytes a file", "Split it by month.")
    return scan.select([name for name in _COLUMNS if name in schema]).collect()


def _read_stream(handle: BinaryIO, file: Found) -> Iterator[Draft | Refusal]:
    """Read standard input: JSON lines where it begins with a brace, else one text."""
    lines = _lines(handle)
    first = next(lines, b"")
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_lines(chain([first], lines), file)
        return
    if len(first) > LIMIT + 1:
        raise too_large(file.at())
    raw = first + _capped(handle, LIMIT, file.at())
    yield _front_matter(Draft(file.at(), decoded(raw, file.at())))


_READERS = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".csv": _read_csv,
    ".parquet": _read_parquet,
}
