"""What holds for every input: readers lose nothing, spans lie in the text, equal input gives equal bytes."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import analytics
from analytics.codebook import load_codebook
from analytics.errors import AnalyticsError
from analytics.extraction.engine import extract_fully
from analytics.reports import read_reports
from analytics.scale.extracting import extract
from analytics.schema import Reports, Timeline
from analytics.text import read_document
from analytics.timelines import timeline_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

PACKAGE = str(Path(analytics.__file__).parent)
GOOD = "The gunners left the ridge before dawn, according to the ferryman who had counted them.\n"
PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning.\n"
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])

# Words that open, close, carry and break what the engine looks for, in any order.
WORDS = (
    "Russian Ukrainian Russia Ukraine Kyiv Moscow Kremlin Wagner NATO Zelensky Putin Robotyne Bakhmut Klishchiivka "
    "Dibrova Orikhiv Kherson Dnipro Zaporizhzhia oblast front village bridge forces troops officials analyst they it "
    "who that which and or but , . ; : ( ) \" \u201c \u201d ' 's - \u2014 claimed said denied reported confirmed "
    "according to reportedly likely not no never without if would may will captured advanced repelled withdrew shelled "
    "struck attacked entered liberated lost retook agreed met signed sanctions grain aid 2 km south of near from "
    "toward between on in July 8 yesterday Tuesday overnight the a its his had been was were has have being week over"
)
FRAGMENTS = [*WORDS.split(), "\n", "\n\n"]


def reports_of(texts: Sequence[str]) -> pl.DataFrame:
    """Make reports of texts, a day each."""
    rows = [
        {"report_id": f"r{n}", "date": dt.date(2023, 7, 8) + dt.timedelta(n), "date_source": "option", "sha256": "0"}
        | {"text": text, "words": len(text.split()), "language": "en"}
        for n, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=Reports.create_empty().schema)


def lines(timeline: Timeline) -> bytes:
    """Write a timeline."""
    return b"".join(timeline_jsonl(timeline))


def assert_spans(timeline: Timeline) -> None:
    """Every record's words are those of the text at its offsets; cues and triggers lie inside the text."""
    texts = dict(timeline.reports.select("report_id", "text").iter_rows())
    for row in timeline.mentions.iter_rows(named=True):
        assert 0 <= row["start"] < row["end"]
        assert texts[row["report_id"]][row["start"] : row["end"]] == row["surface"]
    for frame in (timeline.claims, timeline.diplomacy):
        for row in frame.iter_rows(named=True):
            text = texts[row["report_id"]]
            assert text[row["start"] : row["end"]] == row["quote"]
            assert all(text[cue["start"] : cue["end"]] == cue["text"] for cue in row["cues"])
            assert row["event_start"] < row["event_end"]


# ---------------------------------------------------------------------- readers

_JSON = json.dumps({"date": "2023-07-10", "text": PROSE, "report_id": "a", "title": "t"}).encode()
_PARQUET = io.BytesIO()
pl.DataFrame({"date": ["2023-07-10"], "text": [PROSE], "title": ["t"]}).write_parquet(_PARQUET)
WHOLE = {
    "txt": PROSE.encode(),
    "md": f"---\ndate: 2023-07-10\ntitle: t\n---\n{PROSE}".encode(),
    "markdown": f"---\nsource: s\n---\n{PROSE}".encode(),
    "jsonl": _JSON + b"\n" + _JSON.replace(b'"a"', b'"b"'),
    "ndjson": _JSON,
    "csv": f'date,text,title\n2023-07-10,"{PROSE}",t\n2023-07-11,"{GOOD}",u\n'.encode(),
    "parquet": _PARQUET.getvalue(),
    "toml": b'date = 2023-07-10\ntitle = "t"\nreport_id = "x"\n',
}
_EDITS = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 12)), max_size=4)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of any ending: any bytes, or a whole file with a few places overwritten, cut out or filled in."""
    ending = draw(st.sampled_from(sorted(WHOLE)))
    content = WHOLE[ending]
    for where, filling, cut in draw(_EDITS):
        at = int(where * len(content))
        content = content[:at] + filling + content[at + cut :]
    return ending, draw(st.one_of(st.just(content), st.binary(max_size=300)))


@settings(SLOW, max_examples=300)
@given(file=damaged())
def test_a_damaged_file_costs_no_other_report(tmp_path: Path, file: tuple[str, bytes]) -> None:
    """Whatever a file holds: nothing is raised, the good report is read, the bad one is read or refused by name."""
    ending, content = file
    bad = tmp_path / f"bad.{ending}"
    (tmp_path / "2023-07-09-good.txt").write_text(GOOD)
    if ending == "toml":
        (tmp_path / "bad.txt").write_text(PROSE)
    bad.write_bytes(content)
    try:
        reading = read_reports(tmp_path)
    finally:
        bad.unlink()
    paths = reading.reports["path"].to_list()
    assert "2023-07-09-good.txt" in paths
    named = {path.split(".")[0] for path in paths + reading.refused["file"].to_list()}
    empty_table = ending in {"jsonl", "ndjson", "csv", "parquet"}
    assert "bad" in named or empty_table
    assert reading.refused.filter((pl.col("found") == "") | (pl.col("way_out") == "")).is_empty()


@settings(SLOW, max_examples=100)
@given(file=damaged())
def test_alone_a_damaged_file_raises_our_error_only(tmp_path: Path, file: tuple[str, bytes]) -> None:
    """Where nothing can be read, the error is one of ours and says why."""
    ending, content = file
    bad = tmp_path / f"2023-07-10.{'txt' if ending == 'toml' else ending}"
    bad.write_bytes(content)
    said = "expected"
    try:
        read_reports(bad)
    except AnalyticsError as error:
        said = str(error)
    finally:
        bad.unlink()
    assert "expected" in said


@settings(SLOW, max_examples=60)
@given(
    fields=st.dictionaries(
        st.sampled_from(["date", "text", "report_id", "title", "source", "date_source", "note"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner, max_size=2),
            max_leaves=3,
        ),
    )
)
def test_values_of_any_type_are_read_or_refused(tmp_path: Path, fields: dict[str, object]) -> None:
    """A row may hold anything under the known columns."""
    rows = [{"date": "2023-07-09", "text": GOOD}, {"date": "2023-07-10", "text": PROSE} | fields]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    reading = read_reports(tmp_path)
    assert reading.reports.height + reading.refused.height == 2
    assert GOOD in reading.reports["text"].to_list()


# ---------------------------------------------------------------------- the whole engine


@settings(SLOW, max_examples=150)
@given(text=st.text(max_size=500))
def test_any_text_is_read(text: str) -> None:
    """Any characters: nothing is raised, every span is that of its words."""
    assert_spans(extract(reports_of([text])))


@settings(SLOW, max_examples=250)
@given(
    words=st.lists(st.sampled_from(FRAGMENTS), max_size=80), glue=st.sampled_from([" ", "", "\u00a0", "\u00ad ", "\n"])
)
@example(words=["Robotyne", "captured", "according", "to"], glue=" ")
def test_shuffled_words_of_the_field_are_read(words: list[str], glue: str) -> None:
    """Words that open scopes and frames, in any order: nothing is raised, every span is that of its words."""
    timeline, dropped = extract_fully(reports_of([glue.join(words)]))
    assert_spans(timeline)
    text = timeline.reports["text"][0]
    assert [row for row in dropped.iter_rows(named=True) if text[row["start"] : row["end"]] != row["trigger"]] == []


@pytest.mark.parametrize("table", ["trigger", "act", "control", "cue", "report", "date_phrase"])
def test_a_sentence_may_break_off_anywhere(table: str) -> None:
    """Headlines and cut lines end without a mark, behind any word: all examples of the codebook, cut behind each."""
    rows = load_codebook("ukraine").table(table)
    texts = [text for row in rows for key in ("examples", "counterexamples") for text in row.get(key, ())]
    cuts = sorted({" ".join(words[:n]) for text in texts for words in [text.split()] for n in range(1, len(words) + 1)})
    timeline, _ = extract_fully(reports_of(["\n\n".join(cut.rstrip(".,;:") for cut in cuts)]))
    assert_spans(timeline)


def test_we_of_nobody_is_read() -> None:
    """Words that are somebody's from end to end, where who says them is cut off and nobody was told of before."""
    assert_spans(extract(reports_of(['"We are no longer sending weapons to Ukraine," says'])))


@settings(SLOW, max_examples=40)
@given(data=st.data())
def test_equal_input_equal_bytes(data: st.DataObject) -> None:
    """A second run, and the reports in another order, give the same bytes."""
    texts = data.draw(st.lists(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(" ".join), min_size=2, max_size=4))
    reports = reports_of(texts)
    order = data.draw(st.permutations(range(len(texts))))
    first = lines(extract(reports))
    assert lines(extract(reports)) == first
    assert lines(extract(reports[list(order)])) == first


# ---------------------------------------------------------------------- steps grow as the text does

_WORST = {
    "names in a list": "Robotyne, ",
    "names and names": "Robotyne and Bakhmut and ",
    "namesakes": "Dibrova, Ivanivka; Novoselivka/",
    "names on lines": "Robotyne\n",
    "names misspelt": "Robotine, Bakhmot, ",
    "directions": "south of Robotyne toward Bakhmut ",
    "one paragraph of claims": "Russian forces captured Robotyne. ",
    "claims by somebody": "Russian sources claimed that forces captured Robotyne. ",
    "claims in one sentence": "Russian forces captured Robotyne and advanced near Bakhmut, ",
    "denials in one sentence": "Russia denied that Ukraine denied that ",
    "doubts without a claim": "ISW cannot confirm this report. ",
    "acts in one sentence": "Zelensky met Putin and signed sanctions, ",
    "acts in one paragraph": "Zelensky met Putin in Kyiv. ",
    "persons": "Colonel John Smith said it. ",
    "pronouns": "They captured it. ",
    "sides": "Ukrainian ",
    "paragraphs": "Robotyne fell.\n\n",
    "commas": ", ",
    "stops": "so it is. ",
    "footnotes": "x.[1] ",
    "open quotes": "\u201c ",
    "quotes that say": "\u201csaid \u201d ",
    "that that that": "that ",
    "open brackets": "(",
    "hyphens": "a-",
    "dashes": "Robotyne \u2014 ",
    "speakers without end": "officials said that Russia claimed ",
    "captures without end": "captured Robotyne ",
    "conditions without end": "if Russia would ",
    "distances": "2 km south of ",
    "days": "on July 8 and ",
    "bidi marks": "\u202eRobotyne\u202c ",
    "combining marks": "e\u0301\u0301",
    "digits": "1",
}
_SIZE = 2_500  # characters, more than a sentence is let have words; and four times as many
_QUADRATIC = 7  # times the steps for four times the text: linear is 4, quadratic 16
_FEW = 0.03  # of all steps: what less a function takes is no matter


def steps(text: str) -> Counter[str]:
    """Count the lines that each function of the package runs, loops and comprehensions by their turns."""
    counted: Counter[str] = Counter()

    def within(frame: FrameType, *_: object) -> Callable[..., object] | None:
        if PACKAGE not in frame.f_code.co_filename:
            return None
        counted[f"{frame.f_code.co_filename}:{frame.f_code.co_firstlineno} {frame.f_code.co_name}"] += 1
        return within

    reports, before = reports_of([text]), sys.gettrace()
    sys.settrace(within)
    try:
        extract(reports)
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize("case", _WORST)
def test_steps_grow_as_the_text_does(case: str) -> None:
    """Of four times the worst, no function takes much over four times the steps, as no list is gone through anew."""
    extract(reports_of(["Russian forces captured Robotyne."]))  # what is loaded once is loaded
    unit = _WORST[case]
    extract(reports_of([unit * 2]))
    part, whole = (steps(unit * (times * _SIZE // len(unit))) for times in (1, 4))
    assert whole.total() < _QUADRATIC * part.total()
    few = _FEW * whole.total()
    assert [name for name, number in whole.items() if number > _QUADRATIC * part[name] + few] == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "." * 1_000_000 + "x",
        "." * 500_000 + '"' * 500_000 + "x",
        ".x" * 500_000,
        "\n" + " \r" * 500_000 + "x",
        "A." * 500_000,
        "a'" * 500_000,
        "e" + "\u0301\u0316" * 500_000,
        "\u00ad" * 1_000_000,
        "\u202e\n" * 500_000,
        "(" * 1_000_000,
        "a" * 1_000_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_a_megabyte_of_anything_is_cut(text: str) -> None:
    """What took hours by an unlucky pattern ends, and the sentences cover the text."""
    document = read_document("r", dt.date(2023, 7, 8), text, load_codebook())
    ends = [sentence.end for sentence in document.sentences]
    assert ends == sorted(ends)
    assert sum(len(token.text) for sentence in document.sentences for token in sentence.tokens) <= len(text)


def test_a_megabyte_in_one_sentence_is_read() -> None:
    """A sentence of places, claims, acts, dates and quotes without an end is read to its end."""
    unit = 'Russian forces captured Robotyne on July 8, "Zelensky said", and 2 km south of Bakhmut they (reportedly) '
    timeline = extract(reports_of([unit * (1_000_000 // len(unit))]))
    assert_spans(timeline)
    assert timeline.mentions["start"].max() > 990_000
