"""A file to drafts and refusals, by the reader of its ending; here those of text and JSON lines."""

from __future__ import annotations

import json
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

import tomli

from analytics.reports.decoding import LIMIT, capped, decoded, too_large
from analytics.reports.drafts import Draft, Refusal, RefusedError, row_draft
from analytics.reports.files import inside
from analytics.reports.registry import reader_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import yaml  # type: ignore[import-untyped]

    from analytics.reports.drafts import Where
    from analytics.reports.files import Found

__all__ = ["read_drafts", "read_jsonl", "read_markdown", "read_text"]

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
        with file.here() as here:
            yield from _read_stream(sys.stdin.buffer, file) if here.full is None else _read_file(here.full, here)
    except RefusedError as error:
        yield error.refusal
    except OSError as error:
        yield Refusal(file.at(), f"cannot be read ({error.strerror})", "a readable file", "Check its permissions.")


def _read_file(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    side = _sidecar(path, file)
    for item in reader_of(file).read(path, file):
        yield _with_sidecar(item, side)


def _with_sidecar(item: Draft | Refusal, side: Mapping[str, Any]) -> Draft | Refusal:
    if isinstance(item, Refusal) or not side:
        return item
    return replace(item, layers=(("sidecar", side), *item.layers))


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
        return tomli.loads(side.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # broken TOML and broken UTF-8
        raise RefusedError(file.at(), f"its sidecar {side.name} is broken ({error})", expected, way_out) from None
    except RecursionError:
        raise RefusedError(file.at(), f"its sidecar {side.name} has {_NESTED}", expected, way_out) from None


def read_text(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a text as one report."""
    with path.open("rb") as handle:
        yield Draft(file.at(), decoded(capped(handle, file.at()), file.at()))


def read_markdown(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a text whose front matter, if it has one, tells of it."""
    for item in read_text(path, file):
        yield _front_matter(item) if isinstance(item, Draft) else item


def _front_matter(draft: Draft) -> Draft:
    """Take the front matter off a text that begins with one."""
    import yaml  # noqa: PLC0415  heavy, and few reports need it
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
        for event in yaml.parse(head, Loader=loader):
            if odd := _odd(event):
                raise RefusedError(draft.where, f"YAML {odd} in the front matter", expected, way_out)
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


def _odd(event: yaml.Event) -> str | None:
    """Name what no plain front matter has: aliases unfold without end, values unlike their tag break the loader."""
    if hasattr(event, "tag"):
        return "tags" if event.tag else None
    return "aliases" if hasattr(event, "anchor") else None


def read_jsonl(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a report a line."""
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
        if number == 1 and line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise RefusedError(file.at(), "UTF-16", "lines of UTF-8", "Convert it: iconv -f UTF-16 -t UTF-8.")
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
    return row_draft(row, where)


def _read_stream(handle: BinaryIO, file: Found) -> Iterator[Draft | Refusal]:
    """Read standard input: JSON lines where it begins with a brace, else one text."""
    lines = _lines(handle)
    first = next(lines, b"")
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_lines(chain([first], lines), file)
        return
    if len(first) > LIMIT + 1:
        raise too_large(file.at())
    raw = first + capped(handle, file.at())
    yield _front_matter(Draft(file.at(), decoded(raw, file.at())))
