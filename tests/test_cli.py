"""The command line: what it prints where, and the code it leaves with."""

import datetime as dt
import json
import os
import subprocess
import sys
import types
import unicodedata
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from analytics import publishing
from analytics.cli import app, printable
from analytics.errors import CodebookError
from analytics.publishing.exporting import KEEP
from analytics.publishing.locking import alone_in
from analytics.publishing.runner import Stop
from analytics.schema import Claims, Diplomacy, DroppedTriggers, Mentions, Refusals, Timeline
from analytics.timelines import read_timeline

PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning."


def run(*args: str | Path, stdin: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report."""
    reports = tmp_path / "in"
    reports.mkdir()
    (reports / "2023-07-10.txt").write_text(PROSE)
    return reports


@pytest.fixture
def quiet_engine(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """An engine that finds nothing, so that these tests are about the command line only."""
    engine = types.ModuleType("analytics.extraction.engine")

    def extract_fully(reports: pl.DataFrame, **_: object) -> tuple[Timeline, pl.DataFrame]:
        empty = {"mentions": Mentions, "claims": Claims, "diplomacy": Diplomacy}
        found = {name: kind.create_empty() for name, kind in empty.items()}
        return Timeline.validate({"reports": reports} | found), DroppedTriggers.create_empty()

    engine.extract_fully = extract_fully
    monkeypatch.setitem(sys.modules, "analytics.extraction.engine", engine)
    return engine


# ---------------------------------------------------------------------- help


def test_help_loads_nothing_heavy() -> None:
    """`--help` answers without polars, altair, rich or the extraction."""
    code = (
        "import sys; from analytics.cli import app; app(['--help'], standalone_mode=False); "
        "print([n for n in sys.modules if n.split('.')[0] in {'polars', 'altair', 'scipy', 'rich', 'nbclient'}])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines()[-1] == "[]"
    assert out.stderr == ""


def test_extraction_of_a_plain_report_loads_neither_charts_nor_the_detector_of_languages(tmp_path: Path) -> None:
    """What one report does not need stays away: charts, statistics, notebooks, the model that tells languages apart."""
    code = (
        "import sys; from analytics.cli import app; app(sys.argv[1:], standalone_mode=False); "
        "heavy = {'altair', 'scipy', 'rich', 'nbclient', 'nbconvert', 'jinja2', 'frontmatter', 'py3langid'}; "
        "print(sorted(heavy & {n.split('.')[0] for n in sys.modules}))"
    )
    report = tmp_path / "2023-07-10.txt"
    report.write_text("The troops of the north held the bridge and the road that leads from the ford. " * 5)
    given = ["extract", str(report), "--out", str(tmp_path / "records.jsonl")]
    out = subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command",
    [(), ("fetch",), ("extract",), ("convert",), ("export",), ("schedule",), ("explain",), ("places",), ("check",)],
)
def test_help_has_examples(command: tuple[str, ...]) -> None:
    """Every command shows how it is called."""
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Examples:\n" in result.stdout
    assert f"  analytics {' '.join(command) or 'export'}" in result.stdout


@pytest.mark.parametrize("command", ["extract", "export"])
def test_help_says_what_a_path_is(command: str) -> None:
    """A file, a folder or a pattern; no type of Python, and ``--out`` says what it names."""
    shown = " ".join(run(command, "--help").stdout.split())
    assert "PATH is a folder, a file, a pattern, or a URL of any of these; - is standard input." in shown
    assert "DIR" in shown.split("--out ")[1].split()[0]
    assert "<path>" not in shown
    assert "list[" not in shown


def test_version_is_told() -> None:
    """`--version` names the package and leaves."""
    result = run("--version")
    assert (result.exit_code, result.stdout[:10]) == (0, "analytics ")


# ---------------------------------------------------------------------- extract


@pytest.mark.usefixtures("quiet_engine")
def test_records_go_to_standard_output_alone(folder: Path) -> None:
    """Standard output holds JSON lines and nothing else; the summary is on standard error."""
    result = run("extract", folder)
    assert result.exit_code == 0
    assert [json.loads(line)["family"] for line in result.stdout.splitlines()] == ["report"]
    assert result.stderr == "1 report, 0 place mentions, 0 claims, 0 diplomatic acts\n"


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
@pytest.mark.usefixtures("quiet_engine")
def test_out_writes_a_timeline(folder: Path, tmp_path: Path, format_: str) -> None:
    """`--out` holds what `read_timeline` reads; standard output stays empty."""
    result = run("extract", folder, "--format", format_, "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert read_timeline(tmp_path / "out").reports["text"].to_list() == [PROSE]


@pytest.mark.usefixtures("quiet_engine")
def test_csv_writes_four_files(folder: Path, tmp_path: Path) -> None:
    """A folder with a file a family."""
    assert run("extract", folder, "--format", "csv", "--out", tmp_path / "out").exit_code == 0
    names = [path.name for path in sorted((tmp_path / "out").iterdir())]
    assert names == ["claims.csv", "diplomacy.csv", "mentions.csv", "reports.csv"]


@pytest.mark.usefixtures("quiet_engine")
def test_json_sums_up_in_one_line(folder: Path, tmp_path: Path) -> None:
    """With `--out` the line is on standard output; with records there, it is on standard error."""
    result = run("extract", folder, "--out", tmp_path / "t.jsonl", "--json")
    summary = json.loads(result.stdout)
    assert (summary["reports"], summary["refused"], summary["out"]) == (1, [], str(tmp_path / "t.jsonl"))
    assert result.stderr == ""
    piped = run("extract", folder, "--json")
    assert json.loads(piped.stderr)["out"] == "-"
    assert json.loads(piped.stdout)["family"] == "report"


@pytest.mark.usefixtures("quiet_engine")
def test_standard_input_is_read() -> None:
    """`-` with a date and a source."""
    result = run("extract", "-", "--date", "2023-07-10", "--source", "pipe", stdin=PROSE)
    row = json.loads(result.stdout)
    assert (row["date"], row["source"], row["text"]) == ("2023-07-10", "pipe", PROSE)


@pytest.mark.usefixtures("quiet_engine")
def test_refused_reports_are_listed_and_the_rest_is_done(folder: Path) -> None:
    """Exit code 4; each refusal has file, what was found, what was expected, the way out."""
    (folder / "undated.txt").write_text(PROSE)
    (folder / "map.png").write_bytes(b"\x89PNG")
    result = run("extract", folder)
    assert result.exit_code == 4
    assert len(result.stdout.splitlines()) == 1
    assert "1 refused:\n  undated.txt: no date; expected one date" in result.stderr
    assert "skipped: map.png" in result.stderr
    rows = json.loads(run("extract", folder, "--json").stderr)["refused"]
    assert [row["file"] for row in rows] == ["undated.txt"]


@pytest.mark.usefixtures("quiet_engine")
def test_many_refusals_are_cut_short_for_people(folder: Path) -> None:
    """Twenty are shown; --json has them all."""
    for number in range(25):
        (folder / f"{number}.txt").write_text(f"{PROSE} {number}")
    assert "and 5 more: --json lists them all" in run("extract", folder).stderr
    assert len(json.loads(run("extract", folder, "--json").stderr)["refused"]) == 25


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("extract",), "Missing argument"),
        (("extract", "x", "--format", "xml"), "'xml'"),
        (("extract", "x", "--format", "csv"), "name a folder by --out"),
        (("extract", "x", "--colour"), "--colour"),
        (("extrcat", "x"), "extrcat"),
        (("export", "x", "--since", "July"), "July"),
        (("export", "x", "--quotes", "some"), "some"),
        (("export", "x", "--window", "a month"), "--window"),
        (("export", "x", "--since", "2023-07-10", "--until", "2023-07-01"), "--until"),
    ],
)
def test_wrong_usage_leaves_with_two(args: tuple[str, ...], message: str) -> None:
    """The message names what was wrong."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("gone",), "error: gone: no report could be read, 1 refused:\n  gone: no such file or folder;"),
        (("in", "--codebook", "atlantis"), "error: no codebook 'atlantis'"),
        (("in", "--date", "07/10/2023"), "error: the option `date`: got '07/10/2023'"),
        (("in", "--out", "in"), "error: in: Is a directory"),
    ],
)
@pytest.mark.usefixtures("quiet_engine")
def test_a_failure_is_one_clear_message(
    folder: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], message: str
) -> None:
    """Exit code 1, standard error, no traceback, no absolute path."""
    monkeypatch.chdir(folder.parent)
    result = run("extract", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message.replace("got ", ""))
    assert "Traceback" not in result.stderr
    assert str(folder.parent) not in result.stderr


def test_an_unexpected_error_tells_of_debug(folder: Path, quiet_engine: types.ModuleType) -> None:
    """A bug of ours is one message too; --debug shows the traceback."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    quiet_engine.extract_fully = broken
    result = run("extract", folder)
    assert result.exit_code == 1
    assert result.stderr == "error: unexpected ZeroDivisionError: oh\nRun it again with --debug for the traceback.\n"
    assert isinstance(run("extract", folder, "--debug").exception, ZeroDivisionError)


@pytest.mark.usefixtures("quiet_engine")
def test_debug_shows_our_own_errors_too(folder: Path) -> None:
    """The traceback of an error that we raise is there for the asking."""
    assert isinstance(run("extract", folder, "--codebook", "atlantis", "--debug").exception, CodebookError)


def test_ctrl_c_stops_without_a_traceback(folder: Path, quiet_engine: types.ModuleType) -> None:
    """Exit code 130, as a shell has it."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    quiet_engine.extract_fully = stopped
    result = run("extract", folder)
    assert (result.exit_code, result.stderr) == (130, "stopped\n")


# ---------------------------------------------------------------------- export


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An export that writes nothing: holds what it was called with, and may be told what to answer."""
    told: dict[str, Any] = {"failures": (), "refused": Refusals.create_empty(), "changes": {}}

    def export(paths: list[str], **options: Any) -> publishing.ExportSummary:
        told.update(options, paths=paths)
        out = Path(options["out"])
        days = dt.date(2023, 7, 2), dt.date(2023, 7, 10)
        made = (out / "01-a.html", out / "02-b.html")
        kept = {"archived": out / "archive" / "2023-07-10-x", "changes": told["changes"]}
        return publishing.ExportSummary(out / "index.html", made, told["failures"], 9, *days, told["refused"], **kept)

    monkeypatch.setattr(publishing, "export", export)
    return told


def test_export_says_where_the_pages_are(pages: dict[str, Any]) -> None:
    """The seeds and all notebooks by default; the pages on standard output, the rest on standard error."""
    result = run("export")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["reports/01-a.html", "reports/02-b.html", "reports/index.html"]
    assert result.stderr == "9 reports, 2023-07-02 to 2023-07-10\n"
    assert (pages["paths"], pages["notebooks"], pages["codebook"]) == (["seeds"], None, "default")
    assert (pages["since"], pages["until"], pages["progress"]) == (None, None, None)


def test_export_without_seeds_says_to_name_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the default folder is missing, nobody has named it: the message says how to name one."""
    monkeypatch.chdir(tmp_path)
    result = run("export")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: seeds: no such folder here; expected reports. Name a folder with reports")


def test_export_hands_its_options_on(pages: dict[str, Any]) -> None:
    """Paths, notebooks, days, folder, codebook."""
    args = ("--notebook", "01", "--notebook", "my.ipynb", "--since", "2023-07-03", "--until", "2023-07-09")
    assert run("export", "a", "b", *args, "--out", "pages", "--codebook", "mine").exit_code == 0
    assert (pages["paths"], pages["notebooks"]) == (["a", "b"], ["01", "my.ipynb"])
    assert (pages["since"], pages["until"]) == (dt.date(2023, 7, 3), dt.date(2023, 7, 9))
    assert (pages["out"], pages["codebook"]) == (Path("pages"), "mine")
    assert (pages["window"], pages["quotes"], pages["rhythm"]) == (None, "short", None)
    assert run("export", "a", "--window", "0", "--quotes", "none", "--rhythm", "7").exit_code == 0
    assert (pages["window"], pages["quotes"], pages["rhythm"]) == (0, "none", 7)


def test_export_hands_parameters_and_retention_on(pages: dict[str, Any]) -> None:
    """NAME=VALUE may be repeated, and a value may hold what it likes; the default is that of the function."""
    assert run("export", "a", "--set", "window=35", "--set", "title=a = b", "--keep", "0").exit_code == 0
    assert (pages["parameters"], pages["keep"]) == ({"window": "35", "title": "a = b"}, 0)
    assert run("export", "a").exit_code == 0
    assert (pages["parameters"], pages["keep"]) == ({}, KEEP)


@pytest.mark.parametrize("text", ["window", "=35", "two words=3", "a-b=3", ""])
def test_a_parameter_without_name_or_value_is_refused(pages: dict[str, Any], text: str) -> None:
    """Before anything starts, with what was expected."""
    result = run("export", "a", "--set", text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"error: --set {text}: no NAME=VALUE; expected a parameter's name and value. Write it so.\n"
    assert "paths" not in pages


def test_export_tells_what_changed(pages: dict[str, Any]) -> None:
    """In words for people, as numbers in the line of JSON, with the folder that keeps the pages."""
    pages["changes"] = {"claims": 2, "credence": 0, "places": 1, "acts": 0}
    assert run("export").stderr.endswith("; 2 new claims, 1 reversed place against the export before\n")
    summary = json.loads(run("export", "--json").stdout)
    assert (summary["changes"], summary["archived"]) == (pages["changes"], "reports/archive/2023-07-10-x")


def test_another_export_at_work_leaves_with_five(tmp_path: Path) -> None:
    """Standard output is empty, the message names the process, and nothing in the folder changes."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2023-07-10.txt").write_text(PROSE)
    with alone_in(tmp_path / "out"):
        result = run("export", tmp_path / "in", "--out", tmp_path / "out")
        assert [file.name for file in (tmp_path / "out").iterdir() if not file.name.startswith(".")] == []
    assert (result.exit_code, result.stdout) == (5, "")
    assert f"process {os.getpid()} on " in result.stderr


def test_export_sums_up_in_json(pages: dict[str, Any]) -> None:
    """One line on standard output, nothing on standard error."""
    pages["refused"] = pl.DataFrame(
        [["x.txt", None, "no date", "one", "Add it."]], schema=pages["refused"].schema, orient="row"
    )
    result = run("export", "--json")
    summary = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (4, "")
    assert (summary["reports"], summary["first"], summary["index"]) == (9, "2023-07-02", "reports/index.html")
    assert summary["refused"][0]["file"] == "x.txt"


def test_export_lists_what_was_refused(pages: dict[str, Any]) -> None:
    """The pages are made, the refused are named, exit code 4."""
    pages["refused"] = pl.DataFrame(
        [["x.txt", 3, "no date", "one", "Add it."]], schema=pages["refused"].schema, orient="row"
    )
    result = run("export")
    assert result.exit_code == 4
    assert "1 refused:\n  x.txt, line 3: no date; expected one. Add it.\n" in result.stderr


def test_a_page_that_failed_is_named(pages: dict[str, Any]) -> None:
    """Exit code 1, which outweighs refused reports; hostile text in the reason is spelt out."""
    stop = Stop(cell=3, cells=9, source="frame.show()", reason="KeyError: \x1b[2J")
    pages["failures"] = (publishing.Failure("02-b", stop, Path("reports/02-b.failed.ipynb")),)
    result = run("export")
    assert result.exit_code == 1
    assert "failed: 02-b: cell 3 of 9 (`frame.show()`): KeyError: \\x1b[2J" in result.stderr
    assert "\x1b" not in result.stderr


# ---------------------------------------------------------------------- hostile text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\x1b]8;;http://x\x07", "\\x1b]8;;http://x\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb", "a\\u202eb"),
        ("a\rb\tc", "a\\rb\\tc"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_a_terminal_would_obey_is_spelt_out(text: str, shown: str) -> None:
    """Controls, bidi marks and half characters lose their power."""
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["Klishchiivka", "Кліщіївка", "[bold]x[/x]", "a\nb", "\u201cford\u201d 5 °C"])
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    """Letters of any script, markup of rich, line ends."""
    assert printable(text) == text


@given(st.text())
def test_printable_leaves_no_control(text: str) -> None:
    """Whatever the text, no control but line ends is left."""
    assert not [char for char in printable(text) if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs"}]


@pytest.mark.parametrize("name", ["\x1b[2J.txt", "[bold]red.txt", "a\nb.txt"])
@pytest.mark.usefixtures("quiet_engine")
def test_a_hostile_file_name_reaches_no_terminal(folder: Path, name: str) -> None:
    """A refusal is one line, with the name spelt out."""
    (folder / name).write_text(PROSE + " Again.")
    result = run("extract", folder)
    assert result.exit_code == 4
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.usefixtures("quiet_engine")
def test_hostile_report_text_is_escaped_in_records(folder: Path) -> None:
    """ESC, OSC and C1 controls leave as JSON escapes, and come back the same."""
    text = PROSE + " \x1b]0;x\x07 \x9b2J </script>"
    (folder / "2023-07-11.txt").write_text(text, encoding="utf-8")
    result = run("extract", folder)
    assert not {"\x1b", "\x07", "\x9b"} & set(result.stdout)
    assert json.loads(result.stdout.splitlines()[1])["text"] == text


def test_a_closed_pipe_is_no_error_message(folder: Path) -> None:
    """A reader that stops early, such as `head`, ends the command quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "analytics", "extract", str(folder)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


# ---------------------------------------------------------------------- the whole way


def test_the_seeds_are_extracted_alike_twice() -> None:
    """The real engine: the command gives the same bytes twice, with every family."""
    seeds = Path(__file__).parents[1] / "seeds"
    one, two = run("extract", seeds), run("extract", seeds)
    assert (one.exit_code, one.stderr, one.stdout_bytes) == (0, two.stderr, two.stdout_bytes)
    families = {json.loads(line)["family"] for line in one.stdout.splitlines()}
    assert families == {"report", "mention", "claim", "diplomacy"}
