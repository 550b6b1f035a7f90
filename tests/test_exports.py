"""Exports in their folder: the archive, the index that lists it, one at a time, whole whenever they are killed."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import re
import shutil
import subprocess
import sys
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import nbformat
import polars as pl
import pytest
from filelock import FileLock

from analytics.codebook import load_codebook
from analytics.errors import ExportError, LockedError
from analytics.publishing import archive
from analytics.publishing.changes import Told
from analytics.publishing.exporting import KEEP
from analytics.publishing.facts import Facts
from analytics.publishing.locking import LOCK, WORK, alone_in
from analytics.publishing.placing import Made, place
from analytics.publishing.showing import RECORDS
from analytics.scale.store import load
from analytics.schema import Refusals
from analytics.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = dt.date(2023, 7, 10)
HOSTILE = "</summary><script>alert(1)</script>\x1b[2J"
CLAIM = {"day": "2023-07-10", "kind": "capture", "actor": "RU", "places": ["Mill"], "credence": "stated"}
PROSE = "Russian forces captured Klishchiivka. Ukrainian forces advanced near Robotyne and held their ground there."
CELLS = "from analytics import read_timeline\nprint(read_timeline(timeline).claims['quote'].to_list())"
SEED, MOMENTS = 5, 20
ACT = {"day": "2023-07-10", "kind": "aid", "source": ["A"], "target": ["B"], "topic": "arms", "credence": "stated"}


def page(text: str, facts: Facts) -> bytes:
    """A page that the index knows for one of ours."""
    told = facts.meta(text).replace('"', "&quot;").replace("<", "&lt;")
    return f'<!DOCTYPE html><meta name="sitrep-facts" content="{told}"><p>{len(text)}</p></html>\n'.encode()


def made(text: str = "Fords", day: dt.date = DAY, told: Told | None = None, **failed: str) -> Made:
    """What an export made: one page, and notebooks that failed with their reasons."""
    facts = Facts(day, day, 1)
    return Made(
        pages={"01-fords.html": page(text, facts)},
        titles={"01-fords.html": text},
        failed={f"{name}.failed.ipynb": b"{}" for name in failed},
        stops=failed,
        facts=facts,
        told=told or Told(),
        refused=Refusals.create_empty(),
    )


def put(exports: Sequence[Made], out: Path, keep: int = KEEP) -> list[str]:
    """Put exports into a folder, one after the other; return the names of what its archive keeps, the newest first."""
    for one in exports:
        with alone_in(out) as work:
            place(one, out, work, keep=keep, codebook=load_codebook())
    return [edition.name for edition in archive.kept(out / "archive")]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def links(index: Path) -> list[str]:
    """What an index links to, but within itself."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda _, attrs: found.append(str(dict(attrs).get("href", "#")))  # type: ignore[method-assign]  # smaller than a class
    parser.feed(index.read_text(encoding="utf-8"))
    return [link for link in found if not link.startswith(("#", "data:"))]


def assert_whole(out: Path) -> None:
    """Every page ends, every record is read, and every index lists only what is there."""
    for name, content in tree(out).items():
        if name.startswith(f"{WORK}/"):
            continue
        if name.endswith(".html"):
            assert content.rstrip().endswith(b"</html>"), name
        elif name.endswith((".json", ".ipynb")):
            assert json.loads(content) is not None, name
        elif name.endswith(".csv"):
            assert pl.read_csv(content).columns[0] == "report_id", name
            assert content.endswith(b"\n"), name
        else:
            assert name == LOCK
    for index in (path for path in out.rglob("index.html") if WORK not in path.parts):
        assert [link for link in links(index) if not (index.parent / link).is_file()] == []
    for folder in (out / "archive").glob("*"):
        assert {"index.html", "record.json"} < {file.name for file in folder.iterdir()}


# ---------------------------------------------------------------------- what is kept


def test_the_same_content_twice_makes_one_entry(tmp_path: Path) -> None:
    """Not a byte of the folder changes by the second export."""
    (name,) = put([made()], tmp_path)
    first = tree(tmp_path)
    assert put([made()], tmp_path) == [name]
    assert tree(tmp_path) == first
    kept = {f"archive/{name}/{file}" for file in ("01-fords.html", "index.html", "record.json")}
    assert set(first) == {LOCK, "01-fords.html", "index.html"} | kept


def test_names_are_the_newest_day_and_a_hash_of_the_content(tmp_path: Path) -> None:
    """Another text, another name; the clock has no part in it."""
    names = put([made("Fords"), made("Mills"), made("Mills", DAY + dt.timedelta(1))], tmp_path)
    assert all(re.fullmatch(r"2023-07-1[01]-[0-9a-f]{12}", name) for name in names)
    assert len(set(names)) == 3
    assert put([made("Fords"), made("Mills"), made("Mills", DAY + dt.timedelta(1))], tmp_path / "again") == names


def test_the_order_is_that_of_the_exports(tmp_path: Path) -> None:
    """An export of older reports after one of newer is the newest; the index lists it first."""
    names = put([made("Mills"), made("Fords", DAY - dt.timedelta(9))], tmp_path)
    assert [name[:10] for name in names] == ["2023-07-01", "2023-07-10"]
    assert links(tmp_path / "index.html") == ["01-fords.html", *(f"archive/{name}/index.html" for name in names)]


def test_a_content_that_comes_back_is_the_newest_again(tmp_path: Path) -> None:
    """Its pages are kept once, its record says what changed now."""
    first, second = made(told=Told(claims={"e": CLAIM})), made("Mills")
    names = put([first, second], tmp_path)
    again = put([first], tmp_path)
    assert again == names[::-1]
    newest = archive.kept(tmp_path / "archive")[0]
    assert (newest.number, newest.after, newest.counts["claims"]) == (3, names[0], 1)
    assert_whole(tmp_path)


@pytest.mark.parametrize(("keep", "left"), [(1, 1), (2, 2), (9, 3)])
def test_keep_is_how_many_are_kept(tmp_path: Path, keep: int, left: int) -> None:
    """The newest stay; the index lists those, and what changed is still told where the one before is gone."""
    every = put([made("A"), made("B"), made("C", told=Told(claims={"e": CLAIM}))], tmp_path / "all")
    assert (
        put([made("A"), made("B"), made("C", told=Told(claims={"e": CLAIM}))], tmp_path / "some", keep) == every[:left]
    )
    assert links(tmp_path / "some" / "index.html")[1:] == [f"archive/{name}/index.html" for name in every[:left]]
    assert "1 new claim against export 2" in (tmp_path / "some" / "index.html").read_text()


def test_keep_nothing(tmp_path: Path) -> None:
    """No archive is made, and one that was there goes."""
    assert put([made("A")], tmp_path) != []
    assert put([made("B")], tmp_path, keep=0) == []
    assert sorted(tree(tmp_path)) == [LOCK, "01-fords.html", "index.html"]
    assert not (tmp_path / "archive").exists()


def test_what_is_not_ours_in_an_archive_stays(tmp_path: Path) -> None:
    """Folders of another name and records that nobody can read are neither listed nor taken away."""
    put([made("A")], tmp_path)
    for name in ("notes", "2023-07-10-0123456789ab", "2023-07-10-not-a-hash"):
        (tmp_path / "archive" / name).mkdir()
        (tmp_path / "archive" / name / "record.json").write_text('{"pages": 3}')
    assert len(put([made("B")], tmp_path, keep=1)) == 1
    assert len(list((tmp_path / "archive").iterdir())) == 4
    assert len(links(tmp_path / "index.html")) == 2


def test_a_broken_entry_of_the_same_name_is_made_again(tmp_path: Path) -> None:
    """A record that was cut short by a bad disk does not keep the content from being archived."""
    (name,) = put([made()], tmp_path)
    good = tree(tmp_path)
    (tmp_path / "archive" / name / "record.json").write_text("{")
    assert put([made()], tmp_path) == [name]
    assert tree(tmp_path) == good


@pytest.mark.parametrize("file", ["../../01-fords.html", "/etc/hostname", "gone.html"])
def test_a_record_cannot_list_what_is_not_in_its_folder(tmp_path: Path, file: str) -> None:
    """A page of a record is a file beside it, or it is not listed."""
    (name,) = put([made()], tmp_path)
    record = tmp_path / "archive" / name / "record.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"pages": [[file, "x"]]}))
    assert list(archive.kept(tmp_path / "archive")[0].pages) == []


def test_an_export_without_a_page_is_not_archived(tmp_path: Path) -> None:
    """Where every notebook failed there is nothing to keep; what was kept stays, and the last good page."""
    names = put([made()], tmp_path)
    good = (tmp_path / "01-fords.html").read_bytes()
    stopped = made(**{"01-fords": "cell 2 of 3: <b>"})
    none = Made({}, {}, stopped.failed, stopped.stops, stopped.facts, stopped.told, stopped.refused)
    assert put([none], tmp_path) == names
    assert (tmp_path / "01-fords.html").read_bytes() == good
    assert "the last run stopped at cell 2 of 3: &lt;b&gt;" in (tmp_path / "index.html").read_text()
    assert (tmp_path / "01-fords.failed.ipynb").exists()
    put([made()], tmp_path)
    assert not (tmp_path / "01-fords.failed.ipynb").exists()


# ---------------------------------------------------------------------- what the index says


def test_the_index_tells_what_changed(tmp_path: Path) -> None:
    """New claims, changed credence, reversed places, new acts, with names of the codebook."""
    held = {"place": "Weir", "side": "RU", "day": "2023-07-08"}
    before = Told(claims={"a": {**CLAIM, "credence": "claimed"}}, holders={"p": held})
    now = Told(
        claims={"a": CLAIM, "b": {**CLAIM, "kind": "strike", "places": []}},
        acts={"c": ACT},
        holders={"p": {**held, "side": "UA"}},
    )
    put([made("A", told=before), made("B", told=now)], tmp_path)
    text = " ".join(re.sub(r"<[^>]+>", "", (tmp_path / "index.html").read_text()).split())
    assert "1 new claim, 1 changed credence, 1 reversed place, 1 new act against export 1" in text
    assert "Weir: last told to be held by Ukraine (2023-07-08), before by Russia" in text
    assert "2023-07-10, Russia, capture, Mill: stated by the report, before only claimed" in text
    assert "2023-07-10, Russia, strike: stated by the report" in text
    assert "2023-07-10, A: aid, to B, on Arms" in text
    assert "The first export here" in text


def test_a_new_look_is_no_change(tmp_path: Path) -> None:
    """Pages that differ only in how they look are kept, and the index says that nothing was told anew."""
    put([made("A"), made("B")], tmp_path)
    assert "No claim, credence, place or act changed against export 1" in (tmp_path / "index.html").read_text()


def test_many_changes_are_counted(tmp_path: Path) -> None:
    """So many are written out as ``changes.toml`` says; the rest is a number."""
    claims = {str(n): {**CLAIM, "places": [f"Mill {n}"]} for n in range(40)}
    put([made("A"), made("B", told=Told(claims=claims))], tmp_path)
    assert "and 28 more" in (tmp_path / "index.html").read_text()


def test_hostile_text_stays_text_in_every_index(tmp_path: Path) -> None:
    """Titles, places, parties, ids that want to be markup are text, without terminal sequences."""
    claim = {**CLAIM, "places": [HOSTILE], "actor": HOSTILE, "kind": HOSTILE}
    act = {**ACT, "source": [HOSTILE], "target": [HOSTILE], "topic": HOSTILE, "kind": HOSTILE}
    held = {"place": HOSTILE, "side": HOSTILE, "day": "2023-07-10"}
    before = Told(claims={"a": {**claim, "credence": HOSTILE}}, holders={"p": {**held, "side": "RU"}})
    now = Told(claims={"a": claim, "b": claim}, acts={"c": act}, holders={"p": held})
    (name, _) = put([made("A", told=before), made(HOSTILE, told=now)], tmp_path)
    for index in (tmp_path / "index.html", tmp_path / "archive" / name / "index.html"):
        text = index.read_text()
        assert text.count("<script>") == 1  # the page's own
        assert "alert(1)&lt;/script&gt;" in text
        assert "\x1b" not in text


# ---------------------------------------------------------------------- one at a time, whole at any time


def test_a_folder_has_one_export_at_a_time(tmp_path: Path) -> None:
    """The other is told which process it is, changes nothing, and may work elsewhere; afterwards it may work here."""
    with alone_in(tmp_path):
        before = tree(tmp_path)
        with pytest.raises(LockedError, match=f"process {os.getpid()} on .* is exporting into it"), alone_in(tmp_path):
            pass
        assert tree(tmp_path) == before
        with alone_in(tmp_path / "elsewhere"):
            pass
    with alone_in(tmp_path) as work:
        assert work.is_dir()
    assert tree(tmp_path) == {LOCK: b"", f"elsewhere/{LOCK}": b""}


def test_a_folder_taken_this_moment_is_told_by_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock comes before the name of who holds it: an export that is refused in between waits for the name."""
    monkeypatch.setattr("analytics.publishing.locking._ASKED", 1_000)
    (tmp_path / WORK).mkdir()
    with FileLock(tmp_path / LOCK), ThreadPoolExecutor(1) as pool:
        refused = pool.submit(lambda: alone_in(tmp_path).__enter__())
        with pytest.raises(TimeoutError):
            refused.result(timeout=0.3)
        write_beside(tmp_path / WORK / "holder.json", b'{"process": 17, "machine": "desk"}')
        with pytest.raises(LockedError, match="process 17 on 'desk' is exporting into it"):
            refused.result()


def test_a_room_that_is_in_the_way_is_an_error(tmp_path: Path) -> None:
    """A link where the room should be is not followed."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / WORK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="expected a folder that can be written"), alone_in(tmp_path / "out"):
        pass
    assert not (tmp_path / "elsewhere").exists()


KILLED_AT_EVERY_STEP = """
import os, shutil, signal, sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
sys.path.insert(0, sys.argv[1])
import test_exports as t

t.put([t.made()], Path(sys.argv[2]) / "warm")  # what is loaded where it is used is loaded
newer = replace(t.newer(), refused=SimpleNamespace(to_dicts=list))  # a forked process cannot use polars
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
for step in range(1, 1000):
    out = Path(sys.argv[2]) / f"{step:03}"
    shutil.copytree(Path(sys.argv[2]) / "before", out)
    child = os.fork()
    if child == 0:
        left = [step]
        def count(event, args):
            if event in STEPS:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        t.put([newer], out, 2)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
"""


def newer() -> Made:
    """The export that is killed: a page that was there, another that failed, more events."""
    return made("Mills", told=Told(claims={"e": CLAIM}), **{"02-mills": "cell 3"})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_killed_at_any_step_everything_is_whole(tmp_path: Path) -> None:
    """By `kill -9` before every single file operation; the next export of the same leaves what it would have left."""
    before, good = tmp_path / "before", tmp_path / "good"
    for out in (before, good):
        put([made("A"), made("B")], out, 2)
    put([newer()], good, 2)
    script = [sys.executable, "-c", KILLED_AT_EVERY_STEP, str(Path(__file__).parent), str(tmp_path)]
    subprocess.run(script, check=True, timeout=60)
    killed = sorted(path for path in tmp_path.iterdir() if path.name.isdigit())
    assert len(killed) > 40
    assert tree(killed[-1]) == tree(good)  # the run that was not killed any more
    for out in killed:
        assert_whole(out)
        put([newer()], out, 2)
        assert tree(out) == tree(good), out.name


# ---------------------------------------------------------------------- real processes


def notebook(file: Path, code: str) -> Path:
    """Write a notebook that takes a timeline."""
    parameters = nbformat.v4.new_code_cell('timeline = ""', metadata={"tags": ["parameters"]}, id="a")
    cells = [
        nbformat.v4.new_markdown_cell(f"# {file.stem}", id="t"),
        parameters,
        nbformat.v4.new_code_cell(code, id="b"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    return file


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a report and a notebook."""
    (tmp_path / "daily").mkdir()
    (tmp_path / "daily" / "2023-07-09.txt").write_text(f"{PROSE} So much for Sunday.", encoding="utf-8")
    notebook(tmp_path / "fords.ipynb", CELLS)
    return tmp_path


def command(out: str, *notebooks: str) -> list[str]:
    """The export of a desk."""
    chosen = [part for name in notebooks for part in ("--notebook", f"{name}.ipynb")]
    return [sys.executable, "-m", "analytics", "export", "daily", *chosen, "--out", out, "--json"]


def stored(caches: Path) -> list[Path]:
    """What exports keep among the caches: every report's records."""
    return sorted((caches / "sitrep-analytics" / "stores").rglob("*.parquet"))


def test_killed_at_twenty_moments_everything_is_whole(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By `kill -9` of a real export; the next one leaves the same bytes as where nobody was killed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk / "caches"))
    subprocess.run(command("before", "fords"), cwd=desk, check=True, capture_output=True)
    (desk / "daily" / "2023-07-10.txt").write_text(f"{PROSE} So much for Monday.", encoding="utf-8")
    shutil.copytree(desk / "before", desk / "good")
    started = monotonic()
    subprocess.run(command("good", "fords"), cwd=desk, check=True, capture_output=True)
    lasted = monotonic() - started
    chance = random.Random(SEED)  # noqa: S311  no secret
    moments = sorted(chance.uniform(0.2, 1) * lasted for _ in range(MOMENTS))
    for number, moment in enumerate(moments):
        out = desk / f"out-{number}"
        shutil.copytree(desk / "before", out)
        export = subprocess.Popen(command(out.name, "fords"), cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            export.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            export.kill()
            export.communicate()
        assert_whole(out)
        assert len(links(out / "index.html")) in {2, 3}  # a page, an export or two
        assert all(load(path.name.partition("-")[0], path) is not None for path in stored(desk / "caches"))
        for path in stored(desk / "caches"):  # so that each export writes its store anew
            path.unlink()
    for out in (desk / f"out-{number}" for number in (0, MOMENTS - 1)):
        subprocess.run(command(out.name, "fords"), cwd=desk, check=True, capture_output=True)
        assert tree(out) == tree(desk / "good")
    assert not [name for name in tree(desk / "good") if name.startswith(WORK + "/")]


def test_an_export_reads_only_what_is_new(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps what reports gave among the caches, for its user alone, each folder's apart; `--no-store` does not."""

    def export(out: str, *options: str) -> dict[str, int] | None:
        run = subprocess.run([*command(out, "fords"), *options], cwd=desk, check=True, capture_output=True, text=True)
        counts: dict[str, int] | None = json.loads(run.stdout)["store"]
        return counts

    caches = desk / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    counts = {"broken": 0, "swept": 0}
    assert export("without", "--no-store") is None
    assert stored(caches) == []
    assert export("first") == {"stored": 0, "read": 1, **counts}
    (store,) = (caches / "sitrep-analytics" / "stores").iterdir()
    assert [path.stat().st_mode & 0o777 for path in (store, stored(caches)[0].parent)] == [0o700, 0o700]
    assert tree(desk / "first") == tree(desk / "without")
    (desk / "daily" / "2023-07-10.txt").write_text(f"{PROSE} So much for Monday.", encoding="utf-8")
    assert export("second") == {"stored": 1, "read": 1, **counts}
    (desk / "other").mkdir()
    (desk / "other" / "2023-07-11.txt").write_text(f"{PROSE} So much for Tuesday.", encoding="utf-8")
    assert export("third", "other") == {"stored": 0, "read": 3, **counts}  # another choice of folders
    assert len(list(store.parent.iterdir())) == 2
    assert export("named", "--store", "kept") == {"stored": 0, "read": 2, **counts}


def test_an_export_does_without_a_store_that_cannot_be_written(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are made all the same, and the summary says why the next run will read all reports again."""
    (desk / "caches").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk / "caches"))
    run = subprocess.run(command("pages", "fords")[:-1], cwd=desk, check=True, capture_output=True, text=True)
    assert "1 report: 0 from the store, 1 read\nnot kept for the next run: " in run.stderr
    assert "the store cannot be written (Not a directory)" in run.stderr
    assert (desk / "pages" / "fords.html").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_of_two_exports_one_runs_and_the_other_says_so(desk: Path) -> None:
    """Started together: one makes the page, the other names its process and leaves with 5, having changed nothing."""
    gate = desk / "gate"
    os.mkfifo(gate)
    notebook(desk / "waits.ipynb", f"print(open({str(gate)!r}).read())")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    exports = [subprocess.Popen(command("pages", "waits"), cwd=desk, **pipes) for _ in range(2)]  # type: ignore[call-overload]  # the names of the options
    with ThreadPoolExecutor(2) as pool:
        ended = {pool.submit(export.communicate): export for export in exports}
        with gate.open("w") as opened:  # opens when the kernel of the one that runs has come to its cell
            first, _ = wait(ended, return_when=FIRST_COMPLETED)
            (refused,) = first
            opened.write("past the gate")
        (made,) = set(ended) - {refused}
        told, said = made.result()
    winner, loser = ended[made], ended[refused]
    assert (winner.returncode, said) == (0, "")
    assert json.loads(told)["pages"] == ["pages/waits.html"]
    assert (loser.returncode, refused.result()[0]) == (5, "")
    assert refused.result()[1].startswith(f"error: pages: process {winner.pid} on ")
    assert len(refused.result()[1].splitlines()) == 1
    assert "past the gate" in (desk / "pages" / "waits.html").read_text(encoding="utf-8")
    assert_whole(desk / "pages")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of its own")
def test_progress_is_for_terminals_alone(desk: Path) -> None:
    """A bar a notebook on a terminal; nothing on standard error of a job that sums up in JSON."""
    quiet = subprocess.run(command("quiet", "fords"), cwd=desk, check=True, capture_output=True, text=True)
    assert quiet.stderr == ""
    assert len(quiet.stdout.splitlines()) == 1
    ours, theirs = os.openpty()
    with ThreadPoolExecutor(1) as pool, os.fdopen(ours, "rb", buffering=0) as screen:
        shown = pool.submit(_drained, screen)
        subprocess.run(command("loud", "fords"), cwd=desk, check=True, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        assert b"fords" in shown.result()


def _drained(screen: object) -> bytes:
    """Read a terminal until nobody writes to it any more."""
    read = b""
    try:
        while part := screen.read(4096):  # type: ignore[attr-defined]  # a raw file
            read += part
    except OSError:  # how Linux tells that the other end is closed
        return read
    return read


def test_an_export_leaves_nothing_behind(desk: Path) -> None:
    """Pages, index, archive and the lock's empty file; parameters reach the notebook, an unknown one starts nothing."""
    notebook(desk / "sized.ipynb", "print('size', size + 1)")
    sized = nbformat.read(desk / "sized.ipynb", as_version=4)
    sized.cells[1].source += "\nsize = 1"
    nbformat.write(sized, desk / "sized.ipynb")
    run = [*command("pages", "sized"), "--set"]
    wrong = subprocess.run([*run, "sise=41"], cwd=desk, check=False, capture_output=True, text=True)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "unknown parameter 'sise'; expected one of size. Did you mean size?" in wrong.stderr
    assert not (desk / "pages").exists()
    subprocess.run([*run, "size=41"], cwd=desk, check=True, capture_output=True)
    assert "size 42" in (desk / "pages" / "sized.html").read_text(encoding="utf-8")
    beside = {f"{frame}.csv" for frame in RECORDS}
    made = {name.split("/")[0] for name in tree(desk / "pages")}
    assert made == {LOCK, "archive", "index.html", "sized.html", *beside}
