"""Feed what coverage leads to (atheris, libFuzzer) to the readers of reports, the codebook loader and the extraction.

    pip install -e ".[bench]"
    python tests/bench/fuzz.py reports      # or: codebook, extraction
    python tests/bench/fuzz.py reports --seconds 60 --findings found

A finding is an exception that is no `AnalyticsError`, a warning, ten seconds on one input, or 2 GB of memory. Each is
told once by where it was raised, its input kept in the folder of findings; a hang or too much memory ends the run.
An input of which a finding came belongs into the tests, as a case of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

with atheris.instrument_imports(include=["analytics", "tomllib", "frontmatter", "yaml", "json"]):
    import polars as pl

    from analytics.codebook import PhraseTable, load_codebook, loader
    from analytics.errors import AnalyticsError
    from analytics.extraction.engine import extract_fully
    from analytics.reports import read_reports, report_of_text
    from analytics.schema import Reports

LONGEST = 4096  # bytes of an input
DAY = dt.date(2023, 7, 10)
PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning.\n"
ENDINGS = ("txt", "md", "jsonl", "csv", "parquet")
NAMES = ("2023-07-10", "bad")  # with a date and without
APART = b"\n====\n"  # between a report and its sidecar, and between the files of a codebook
GLUE = (" ", "", ", ", "-", "\n")
HOSTILE = [
    *"()[]\"'\u201c\u201d\u2018\u2019,;:.!?\u2026-\u2014/|*\u2022<>&=@#\u20ac%",
    *("\n\n", "\r\n", "\t", "\u00a0", "\u00ad", "\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b[2J", "\x85"),
    *("e\u0301", "\u0301" * 9, "\u1e9e", "\u0130", "\U0001f4a3", "\u2028", "\u0661\u0662", "\u00b2", "\u2460"),
    *(
        "(" * 300,
        "9" * 300,
        "x" * 300,
        "A." * 150,
        "." * 300,
        "1,000.50",
        "2 km",
        "2023-07-10",
        "10 July",
        "31",
        "24:00",
    ),
]
FINDINGS: set[str] = set()


# ---------------------------------------------------------------------- targets


def reports(scratch: Path) -> tuple[Callable[[bytes], None], Iterator[bytes]]:
    """A folder of one report of any format, perhaps with a sidecar, and one that is sound."""

    def target(raw: bytes) -> None:
        choice, (content, apart, side) = (raw or b"\0")[0], raw[1:].partition(APART)
        ending, name = ENDINGS[choice % len(ENDINGS)], NAMES[choice // len(ENDINGS) % len(NAMES)]
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            Path(folder, "2023-07-09-good.txt").write_text(PROSE)
            Path(folder, f"{name}.{ending}").write_bytes(content)
            if apart:
                Path(folder, f"{name}.toml").write_bytes(side)
            if "2023-07-09-good.txt" not in read_reports(folder).reports["path"].to_list():
                raise AssertionError("the sound report is lost")

    buffer = io.BytesIO()
    pl.DataFrame({"date": ["2023-07-10"], "text": [PROSE]}).write_parquet(buffer)
    whole = [
        PROSE.encode(),
        f"---\ndate: 2023-07-10\ntitle: t\nsource: [a, {{b: 0x1F}}]\n---\n{PROSE}".encode(),
        json.dumps({"date": "2023-07-10", "text": PROSE, "report_id": 1, "title": None}).encode(),
        f'date,text,title\n2023-07-10,"{PROSE}",t\n'.encode(),
        buffer.getvalue(),
    ]
    side = b'date = 2023-07-10T01:00:00+02:00\ntitle = "t"\nreport_id = 0x1f\nsource = [1.5]\n'
    seeds = [bytes([number + len(ENDINGS) * named]) + text for named in range(2) for number, text in enumerate(whole)]
    return target, iter([*seeds, *(seed + APART + side for seed in seeds)])


def codebook(scratch: Path) -> tuple[Callable[[bytes], None], Iterator[bytes]]:
    """A folder of three files, on a grammar of a few entries, so that a load takes a millisecond."""
    entries = (
        '[[place]]\nname = "a"\naliases = ["b"]\nlat = 1.5\nbox = [[1.0]]\n'
        '[[side]]\nid = "X"\nwords = ["x"]\nfrom = 2023-07-10\n'
        '[[text]]\nid = "doubling"\nwords = ["hit"]\n[[irregular_verb]]\nid = "hit"\nforms = ["hit", "hit"]\n'
        '[[trigger]]\nid = "t"\nverbs = ["push on|back the?"]\nnouns = ["push"]\n'
    )
    for name in ("english", "war"):
        (scratch / name).mkdir()
        (scratch / name / "codebook.toml").write_text('language = "en"\ntimezone = "UTC"\n')
        (scratch / name / "places.toml").write_text(entries)
    loader._HERE = scratch  # noqa: SLF001  the one thing that a caller cannot choose

    def target(raw: bytes) -> None:
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            for name, content in zip(("codebook", "places", "actors"), raw.split(APART), strict=False):
                Path(folder, f"{name}.toml").write_bytes(content)
            load_codebook.cache_clear()
            book = load_codebook(folder)
            for rows in book.tables.values():
                for _ in PhraseTable(book, rows).rows():
                    pass
            book.classes("side")

    head = b'extends = "war"\ntimezone = "Europe/Kyiv"\nhouse_every = 150\n[page]\nday = 2023-07-10\n'
    places = b'[[place]]\nname = "a"\naliases = ["c", "d"]\nbox = [[1.0, 2.0]]\n[[side]]\nid = "Y"\n'
    verb = b'[[irregular_verb]]\nid = "go"\nforms = ["went", "gone"]\n'
    more = verb + b'[[trigger]]\nid = "u"\nverbs = ["go to?"]\nnouns = ["a|b c"]\n'
    return target, iter([head, head + APART + places, head + APART + places + APART + more, APART + more])


def extraction(_: Path) -> tuple[Callable[[bytes], None], Iterator[bytes]]:
    """The codebook's words and hostile marks in any order, or any characters."""
    rows = [row for rows in load_codebook().tables.values() for row in rows]
    phrases = {
        phrase
        for row in rows
        for key in ("words", "verbs", "nouns", "aliases", "name")
        for phrase in [*row.get(key, ())]
    }
    words = [*sorted({word for phrase in phrases for word in str(phrase).split()}), *HOSTILE]

    def target(raw: bytes) -> None:
        choice, body = (raw or b"\0")[0], raw[1 : len(raw) - 1 + len(raw) % 2]
        if choice % 8:
            pairs = zip(body[::2], body[1::2], strict=True)
            text = GLUE[choice % len(GLUE)].join(words[(a << 8 | b) % len(words)] for a, b in pairs)
        else:
            text = body.decode("utf-16-le", "surrogatepass")
        try:
            report_of_text(text, date=DAY)
        except AnalyticsError:
            text = text.encode("utf-8", "replace").decode()
        row = {"report_id": "r", "date": DAY, "date_source": "option", "sha256": "0", "text": text, "words": 1}
        timeline, _ = extract_fully(pl.DataFrame([row | {"language": "en"}], schema=Reports.create_empty().schema))
        for record in timeline.mentions.iter_rows(named=True):
            if text[record["start"] : record["end"]] != record["surface"]:
                raise AssertionError("a span that is not that of its words")

    return target, (bytes([choice]) + bytes(range(start, start + 60)) for choice in (1, 2, 8) for start in (0, 90, 190))


TARGETS = {target.__name__: target for target in (reports, codebook, extraction)}


# ---------------------------------------------------------------------- the run


def watched(target: Callable[[bytes], None], findings: Path) -> Callable[[bytes], None]:
    """Keep the input of each new finding, and go on."""

    def one(raw: bytes) -> None:
        try:
            target(raw)
        except AnalyticsError:
            pass  # refused by name: as it should be
        except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
            frames = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)]
            where = f"{type(error).__name__} at {' < '.join(frames[:0:-1][:4])}"
            if where not in FINDINGS:
                FINDINGS.add(where)
                path = findings / f"finding-{len(FINDINGS)}"
                path.write_bytes(raw)
                print(f"FINDING {where}: {str(error)[:200]!r}, kept as {path}", file=sys.stderr, flush=True)

    return one


def main() -> None:
    """Fuzz one target for so many seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--findings", type=Path, help="folder for inputs to keep; a temporary one if not given")
    parser.add_argument("--seed", type=int, default=0, help="of libFuzzer's choices; 0 is another each run")
    given = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="fuzz-"))
    findings = given.findings or scratch / "findings"
    findings.mkdir(exist_ok=True)
    warnings.simplefilter("error")
    target, seeds = TARGETS[given.target](scratch)
    corpus = scratch / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={given.seconds}", f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=2048"]
    options = [*limits, f"-seed={given.seed}", f"-artifact_prefix={findings}/", str(corpus)]
    one = watched(target, findings)
    one(b"")  # what is loaded once is loaded, and counts for no input
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
