"""What every test shares: which tests this machine can run, and small timelines made by hand."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from analytics.schema import Claims, Diplomacy, Mentions, Reports, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import dataframely as dy

SHARED = Path(__file__).parents[2] / "shared"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIBREOFFICE = ("soffice", "libreoffice")
_DEADLY = "The quartz lantern was found."
# A process that reads this sentence is killed, as one would be that takes all memory. Python runs the file when it
# starts, and processes of the test itself have started before it is there.
_POISON = f"""
import os, signal
import analytics.text
plain = analytics.text.read_document
def read_document(report_id, date, text, book):
    if {_DEADLY!r} in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(report_id, date, text, book)
analytics.text.read_document = read_document
"""


def lacking() -> dict[str, str]:
    """Return the markers whose tests cannot run here, with the reason."""
    reasons = {}
    if not SHARED.is_dir():
        reasons["shared"] = "needs ../shared, which is not here"
    if not any(map(shutil.which, CHROMIUM)):
        reasons["browser"] = "needs Chromium, which is not installed"
    if not any(map(shutil.which, LIBREOFFICE)):
        reasons["libreoffice"] = "needs LibreOffice Writer, which is not installed"
    if not shutil.which("systemd-analyze"):
        reasons["systemd"] = "needs systemd-analyze, which is not installed"
    return reasons


def pytest_sessionstart() -> None:
    """Refuse to run half of the tests in CI (``CI=true``): nothing is silently skipped there."""
    reasons = lacking()
    if os.environ.get("CI") == "true" and reasons:
        raise pytest.UsageError(f"CI=true, and tests cannot run: {'; '.join(reasons.values())}")


@pytest.fixture(autouse=True, scope="session")
def _own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what programs leave among the user's caches out of those of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine lacks, with the reason."""
    for marker, reason in lacking().items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the read-only material beside the project; tests that take it are marked ``shared``."""
    return SHARED


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Callable[[str, object, str], None]:
    """Give the recorder of a bad input: the case, the exit code, the words that the user reads."""
    properties = request.node.user_properties
    return lambda case, code, words: properties.append(("told", (case, str(code), " / ".join(words.split("\n")))))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every bad input that was tried, with what it tells the user."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    cases = [case for report in reports for name, case in report.user_properties if name == "told"]
    if cases:
        terminalreporter.section("bad and hostile input: case | exit code | what the user reads")
        for case, code, words in sorted(cases):
            terminalreporter.write_line(f"{case:<36} | {code} | {words}")


@pytest.fixture(name="_sitrep")
def sitrep() -> Iterator[None]:
    """Theme and renderer turned on, and the session's own back afterwards."""
    import altair as alt  # noqa: PLC0415  only tests of charts load it

    from analytics.charts import theme  # noqa: PLC0415  same

    before, drawn_by = alt.theme.active, alt.renderers.active
    theme.enable()
    yield
    alt.theme.enable(before)
    alt.renderers.enable(drawn_by)


TEXTS: pytest.StashKey[list[str]] = pytest.StashKey()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep the texts that tests will ask `read` for."""
    asking = (
        item.callspec.params
        for item in session.items
        if isinstance(item, pytest.Function) and "read" in item.fixturenames and hasattr(item, "callspec")
    )
    session.config.stash[TEXTS] = sorted({params["text"] for params in asking if "text" in params})


@pytest.fixture(scope="session")
def read(request: pytest.FixtureRequest) -> Callable[[str], Timeline]:
    """Give the reader of a text as one report of 8 July 2023; a text read before is not read again.

    What tests are parametrized with is read at once: the frames of a timeline cost ten times what a sentence does.
    """
    known = _read(request.config.stash[TEXTS])

    def read_one(text: str) -> Timeline:
        if text not in known:
            known.update(_read([text]))
        return known[text]

    return read_one


def _read(texts: Sequence[str]) -> dict[str, Timeline]:
    from analytics.scale.extracting import extract  # noqa: PLC0415  only tests of the extraction load it

    row: dict[str, Any] = dict.fromkeys(Reports.column_names())
    row |= {"date": dt.date(2023, 7, 8), "date_source": "option", "sha256": "0" * 64, "language": "en"}
    rows = [row | {"report_id": f"r{n}", "text": text, "words": len(text.split())} for n, text in enumerate(texts)]
    read = extract(pl.DataFrame(rows, schema=Reports.create_empty().schema))
    frames = {name: frame.collect() for name, frame in read.to_dict().items()}
    parts = {name: frame.partition_by("report_id", as_dict=True) for name, frame in frames.items()}
    empty = {name: frame.clear() for name, frame in frames.items()}
    return {
        text: Timeline.cast({name: parts[name].get((f"r{n}",), empty[name]) for name in frames})
        for n, text in enumerate(texts)
    }


@pytest.fixture(scope="session")
def week() -> Timeline:
    """Give the timeline of seven sample reports."""
    import analytics  # noqa: PLC0415  same

    seeds = Path(__file__).parents[1] / "seeds" / "sample"
    files = [str(seeds / f"2023-06-{day:02}.txt") for day in range(5, 12)]
    return analytics.extract(analytics.read_reports(files).reports)


@pytest.fixture(scope="session")
def tell() -> Callable[..., Timeline]:
    """Give the builder of small timelines: reports as (day, text), records as (report, words, fields)."""
    return _told


def _told(
    reports: list[tuple[str, str]],
    *,
    mentions: Iterable[tuple[int, str, dict[str, Any]]] = (),
    claims: Iterable[tuple[int, str, dict[str, Any]]] = (),
    acts: Iterable[tuple[int, str, dict[str, Any]]] = (),
    note: str | None = None,
) -> Timeline:
    """Return a timeline; `words` are the surface or quote, found in the report's text; fields override defaults."""
    days = [dt.date.fromisoformat(day) for day, _ in reports]
    rows = [
        {
            "report_id": f"r{n}",
            "date": days[n],
            "date_source": "option",
            "source": "a desk",
            "sha256": f"{n:064}",
            "text": text,
            "words": len(text.split()),
            "language": "en",
            "note": note,
        }
        for n, (_, text) in enumerate(reports)
    ]

    def found(report: int, words: str) -> dict[str, Any]:
        start = reports[report][1].index(words)
        return {
            "report_id": f"r{report}",
            "date": days[report],
            "sentence": 0,
            "start": start,
            "end": start + len(words),
        }

    def event(number: int, report: int, words: str) -> dict[str, Any]:
        told = {"quote": words, "trigger": words, "claimant": "author", "claimant_text": "", "credence": "stated"}
        when = {"event_start": days[report], "event_end": days[report] + dt.timedelta(days=1), "date_precision": 2}
        return found(report, words) | told | when | {"event_id": f"e{number}", "cues": [], "rule": "test"}

    mention = {"kind": "settlement", "match": "exact", "distance": 0, "candidates": [], "decided_by": "unique"}
    claim = {"row": 0, "toward": [], "carried": False, "theater": "none", "against_interest": False, "evidence": "none"}
    act = {"source": [], "target": [], "topic": "other", "theater": "diplomacy"}
    return Timeline.validate(
        {
            "reports": _frame(Reports, rows),
            "mentions": _frame(Mentions, [found(r, w) | mention | {"surface": w} | more for r, w, more in mentions]),
            "claims": _frame(
                Claims,
                [
                    event(n, r, w) | claim | {"sides": [more["actor"]] if len(more["actor"]) == 2 else []} | more
                    for n, (r, w, more) in enumerate(claims)
                ],
            ),
            "diplomacy": _frame(Diplomacy, [event(n, r, w) | act | more for n, (r, w, more) in enumerate(acts)]),
        }
    )


def _frame(schema: type[dy.Schema], rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(schema.create_empty().schema), orient="row")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small disk of its own, with the options given; skipped where this process may not."""
    place = tmp_path / "disk"
    place.mkdir()

    def mounted(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]
        made = subprocess.run(command, capture_output=True, text=True, check=False) if shutil.which("mount") else None
        if made is None or made.returncode:
            pytest.skip(f"no disk can be mounted here: {made.stderr.strip() if made else 'no `mount`'}")
        return place

    yield mounted
    while place.is_mount():
        subprocess.run(["umount", place], check=True)


@pytest.fixture
def deadly_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A sentence that kills every process, started from here on, that reads a report with it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(_POISON)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    return _DEADLY
