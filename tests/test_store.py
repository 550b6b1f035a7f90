"""A store of what reports gave: a rerun reads only what is new, and whatever happens to the store loses nothing."""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

import analytics
from analytics.cli import app
from analytics.codebook import Codebook, load_codebook
from analytics.errors import StoreError
from analytics.extraction.engine import extract_fully
from analytics.scale.packing import PACKED
from analytics.scale.reader import Reader
from analytics.scale.store import Store, key_of, load
from analytics.scale.version import LIBRARIES, SOURCES
from analytics.timelines import timeline_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analytics"
BOOK = load_codebook()
NINE = [str(ROOT / "seeds" / "sample" / f"2023-06-{days}.txt") for days in ("0[5-9]", "1[0-3]")]

# Counts what the process does to files in a folder and kills it before the nth such act, as `kill -9` would.
KILLER = """
import os, signal, sys
left = int(os.environ["KILL_BEFORE"])
where = os.environ["KILL_WITHIN"]
def hook(event, args):
    global left
    if event in {"open", "os.rename", "os.mkdir", "os.remove"} and str(args[0]).startswith(where):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""


@pytest.fixture(scope="module")
def reports() -> pl.DataFrame:
    """Nine reports of the sample."""
    return analytics.read_reports(NINE).reports


@pytest.fixture(scope="module")
def plain(reports: pl.DataFrame) -> bytes:
    """What they give without a store."""
    return written(extract_fully(reports))


def written(read: tuple[analytics.Timeline, Any]) -> bytes:
    """The bytes of a timeline and of the triggers that became no record."""
    return b"".join(timeline_jsonl(read[0])) + read[1].write_ndjson().encode()


def files(store: Path) -> list[Path]:
    """Every file of a store."""
    return sorted(path for path in store.rglob("*") if path.is_file())


def told(reader: Reader) -> tuple[int, int, int]:
    """How many reports came from the store, were read, were broken."""
    return reader.tally.stored, reader.tally.read, reader.tally.broken


def run(*args: str | Path) -> Result:
    """Run `extract` in this process."""
    return CliRunner().invoke(app, ["extract", *map(str, args)])


def rewritten(folder: Path, alias: str) -> Codebook:
    """A codebook in a folder, with one more name of a place."""
    folder.mkdir(exist_ok=True)
    (folder / "codebook.toml").write_text('extends = "ukraine"\n')
    (folder / "places.toml").write_text(
        f'[[place]]\nname = "Robotyne"\ngeonameid = 695586\naliases = ["{alias}"]\nsource = "a desk"\n'
    )
    return load_codebook.__wrapped__(folder)


# ---------------------------------------------------------------------- what a rerun reads


def test_store_changes_no_byte(reports: pl.DataFrame, plain: bytes, tmp_path: Path) -> None:
    """Into an empty store, from a full one, and shuffled: the same records as without."""
    reader = Reader(tmp_path / "store")
    assert written(reader(reports)) == plain
    assert told(reader) == (0, 9, 0)
    assert written(reader(reports.sample(fraction=1, shuffle=True, seed=7))) == plain
    assert told(reader) == (9, 0, 0)


def test_a_report_is_read_for_itself(
    reports: pl.DataFrame, plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a report gives does not depend on those beside it: read one by one they give the same."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", 1)
    assert written(Reader(tmp_path / "store")(reports)) == plain


@pytest.mark.shared
def test_long_reports_survive_the_store(shared: Path, tmp_path: Path) -> None:
    """The same for reports with hundreds of records each."""
    reports = analytics.read_reports(shared / "corpora" / "isw_daily").reports[:12]
    plain = written(extract_fully(reports))
    for _ in range(2):
        assert written(Reader(tmp_path / "store")(reports)) == plain


def test_only_what_is_new_or_changed_is_read(reports: pl.DataFrame, tmp_path: Path) -> None:
    """A new report, and one whose text, day or id is another, are read; the others are not."""
    reader = Reader(tmp_path / "store")
    reader(reports[:8])
    changed = [
        pl.when(pl.col("report_id") == reports.item(0, "report_id")).then(pl.col("text") + " The end."),
        pl.when(pl.col("report_id") == reports.item(1, "report_id")).then(pl.col("date").dt.offset_by("1d")),
        pl.when(pl.col("report_id") == reports.item(2, "report_id")).then(pl.lit("another")),
    ]
    edited = reports.with_columns(
        when.otherwise(pl.col(name)).alias(name)
        for when, name in zip(changed, ("text", "date", "report_id"), strict=True)
    )
    assert written(reader(edited)) == written(extract_fully(edited))
    assert told(reader) == (5, 4, 0)


def test_other_columns_come_from_the_reports(reports: pl.DataFrame, tmp_path: Path) -> None:
    """A title that changed is no reason to read again, and the timeline has the new one."""
    reader = Reader(tmp_path / "store")
    reader(reports)
    timeline, _ = reader(reports.with_columns(title=pl.lit("Another title")))
    assert told(reader) == (9, 0, 0)
    assert timeline.reports.get_column("title").unique().to_list() == ["Another title"]


def test_another_codebook_is_another_store(reports: pl.DataFrame, tmp_path: Path) -> None:
    """What one codebook gave is not taken for another's, nor for the same one's after a change."""
    reader = Reader(tmp_path / "store")
    reader(reports)
    for alias in ("Sugar mill", "Salt mill"):
        book = rewritten(tmp_path / "book", alias)
        assert written(reader(reports, codebook=book)) == written(extract_fully(reports, codebook=book))
        assert told(reader) == (0, 9, 0)
    reader(reports, codebook=rewritten(tmp_path / "book", "Salt mill"))
    assert told(reader) == (9, 0, 0)


def test_another_program_is_another_store(
    reports: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of the extraction gave is not taken for this one's."""
    reader = Reader(tmp_path / "store")
    reader(reports[:2])
    monkeypatch.setattr("analytics.scale.version._program", lambda: "another")
    reader(reports[:2])
    assert told(reader) == (0, 2, 0)


def test_the_version_knows_every_source() -> None:
    """The hash of the program takes in all that the extraction imports, and the versions of its libraries."""
    own, foreign, open_ = set(), set(), ["extraction.engine"]
    while open_:
        name = open_.pop()
        own.add(name)
        place = PACKAGE.joinpath(*name.split("."))
        path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            within = {module.removeprefix("analytics.") for module in modules if module.startswith("analytics.")}
            open_ += sorted(within - own)
            foreign |= {module.partition(".")[0] for module in modules} - {"analytics"}
    assert {name for name in own if name not in SOURCES and name.partition(".")[0] not in SOURCES} == set()
    assert foreign - set(sys.stdlib_module_names) == set(LIBRARIES)


# ---------------------------------------------------------------------- it is a cache


def test_damage_is_mended(reports: pl.DataFrame, plain: bytes, tmp_path: Path) -> None:
    """A file that lost bytes, got others, or bears another's name is read again; one that is gone is too."""
    store = tmp_path / "store"
    reader = Reader(store)
    reader(reports)
    cut, flipped, emptied, gone, named, other = files(store)[:6]
    cut.write_bytes(cut.read_bytes()[:-40])
    content = bytearray(flipped.read_bytes())
    content[len(content) // 2] ^= 1
    flipped.write_bytes(content)
    emptied.write_bytes(b"")
    gone.unlink()
    shutil.copy(other, named)
    assert written(reader(reports)) == plain
    assert told(reader) == (4, 5, 4)
    assert written(reader(reports)) == plain
    assert told(reader) == (9, 0, 0)


def test_what_lies_there_is_one_file_a_report(reports: pl.DataFrame, tmp_path: Path) -> None:
    """Each file is Parquet of one schema, holds one report, and nobody else may look in."""
    store = Store.of(tmp_path / "new" / "store", BOOK)
    Reader(store.root)(reports)
    assert set(store.entries()) == {key_of(report) for report in reports.iter_rows(named=True)}
    for path in files(store.root):
        assert path.suffix == ".parquet"
        frame = pl.read_parquet(path)
        assert frame.schema == PACKED
        assert frame.get_column("report_id").n_unique() == 1
    assert {path.stat().st_mode & 0o777 for path in (store.root, store.own, store.folder)} == {0o700}


def test_sweeping_takes_old_versions_and_drafts_alone(reports: pl.DataFrame, tmp_path: Path) -> None:
    """Other codebooks, this version's records, and whatever else lies in the store stay."""
    root = tmp_path / "store"
    Reader(root)(reports[:2])
    shipped = files(root)
    old = rewritten(tmp_path / "book", "Sugar mill")
    Reader(root)(reports[:3], codebook=old)
    new = rewritten(tmp_path / "book", "Salt mill")
    Reader(root)(reports[:1], codebook=new)
    own = sorted(Store.of(root, new).entries().values())
    draft = own[0].with_name(f".{own[0].name}.{'0' * 16}.tmp")
    foreign = [root / "notes.txt", own[0].parent.parent / "notes.txt", Store.of(root, old).folder / "mine.parquet"]
    link = own[0].parent.parent / ("0" * 16)
    link.symlink_to(shipped[0].parent)
    for path in (draft, *foreign):
        path.write_bytes(b"")
    reader = Reader(root, sweep=True)
    reader(reports[:1], codebook=new)
    assert reader.tally.swept == 4
    assert [path for path in files(root) if path.parent != link] == sorted([*shipped, *own, *foreign])
    reader(reports[:2])
    assert (told(reader), reader.tally.swept) == ((2, 0, 0), 0)


def test_a_store_swept_meanwhile_is_made_again(
    reports: pl.DataFrame, plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody deletes the whole store between two reports: the run goes on, and a rerun too."""
    monkeypatch.setattr("analytics.scale.shards._BYTES", 1)
    store = tmp_path / "store"
    reader = Reader(store)
    read = reader(reports, progress=lambda done, _: shutil.rmtree(store) if done == 4 else None)
    assert written(read) == plain
    assert written(reader(reports)) == plain
    assert told(reader) == (5, 4, 0)


# ---------------------------------------------------------------------- kill -9, two at once, bad disks


def killed(tmp_path: Path, before: int, *args: str | Path) -> int:
    """Run `extract` in a process that is killed before its nth act on a file of a folder; return its code."""
    (tmp_path / "sitecustomize.py").write_text(KILLER)
    own = {"PYTHONPATH": str(tmp_path), "KILL_BEFORE": str(before), "KILL_WITHIN": str(tmp_path / "work")}
    command = [sys.executable, "-m", "analytics", "extract", *map(str, args)]
    return subprocess.run(command, env=os.environ | own, capture_output=True, check=False).returncode


def test_thirty_kills_lose_nothing(reports: pl.DataFrame, plain: bytes, tmp_path: Path) -> None:
    """`kill -9` at thirty seeded moments of a run into a store: nothing is broken, and the next run gives the same."""
    draw = random.Random(7)  # noqa: S311  moments, no secrets
    work = tmp_path / "work"
    deaths = 0
    for moment in draw.sample(range(1, 50), 30):
        shutil.rmtree(work, ignore_errors=True)
        code = killed(tmp_path, moment, *NINE, "--store", work / "store", "--out", work / "out.jsonl")
        deaths += code == -9
        store = Store.of(work / "store", BOOK)
        assert all(load(key, path) is not None for key, path in store.entries().items())
        assert not (work / "out.jsonl").exists() or code == 0
        reader = Reader(store.root)
        assert written(reader(reports)) == plain
        assert reader.tally.broken == 0
        assert len(store.entries()) == 9
    assert deaths == 30


def test_two_at_once_end_right(plain: bytes, reports: pl.DataFrame, tmp_path: Path) -> None:
    """Two runs into one new store give what one gives, and leave a whole store."""
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    command = [sys.executable, "-m", "analytics", "extract", *NINE, "--store", str(tmp_path / "store"), "--out"]
    runs = [subprocess.Popen([*command, str(out)], stderr=subprocess.PIPE, text=True) for out in outs]
    errors = [process.communicate()[1] for process in runs]
    assert [process.returncode for process in runs] == [0, 0], errors
    assert all(plain.startswith(out.read_bytes()) for out in outs)
    reader = Reader(tmp_path / "store")
    assert written(reader(reports)) == plain
    assert told(reader) == (9, 0, 0)
    assert [path for path in files(tmp_path / "store") if path.suffix != ".parquet"] == []


def test_full_disk(disk: Callable[[str], Path], tmp_path: Path) -> None:
    """A store without room: one message with a way out, every file in it whole, no draft."""
    store = Store.of(disk("size=96k") / "store", BOOK)
    made = run(ROOT / "seeds" / "sample", "--store", store.root, "--out", tmp_path / "out.jsonl")
    assert made.exit_code == 1
    assert f"{store.root}: the store cannot be written (No space left on device); expected" in made.stderr
    assert "or leave the option out: a store only saves time." in made.stderr
    assert not (tmp_path / "out.jsonl").exists()
    entries = store.entries()
    assert entries
    assert files(store.root) == sorted(entries.values())
    assert all(load(key, path) is not None for key, path in entries.items())


@pytest.mark.parametrize("workers", [1, 2])
def test_read_only_disk(disk: Callable[[str], Path], reports: pl.DataFrame, workers: int) -> None:
    """A store that cannot be written is read while it has all; for more there is a message, and nothing is left."""
    place = disk("size=9m")
    reader = Reader(place / "store", workers)
    full = written(reader(reports[:5]))
    before = files(place)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    assert written(reader(reports[:5])) == full
    with pytest.raises(StoreError, match=r"cannot be written \(Read-only file system\).*Name another one by --store"):
        reader(reports)
    assert files(place) == before


def test_a_file_is_no_store(tmp_path: Path) -> None:
    """A store that is a file is refused with the reason."""
    (tmp_path / "store").write_text("mine")
    made = run(ROOT / "seeds" / "2023-07-10-seed.txt", "--store", tmp_path / "store")
    assert made.exit_code == 1
    assert "the store cannot be written (" in made.stderr
    assert (tmp_path / "store").read_text() == "mine"


# ---------------------------------------------------------------------- what is said


def test_command_says_what_came_from_the_store(tmp_path: Path) -> None:
    """How many came from the store, were read, were broken, were swept; records go to standard output alone."""
    for day in (1, 2, 3):
        (tmp_path / f"2023-07-0{day}.txt").write_text(f"The sappers crossed the ford {day} near the old mill.")
    store = tmp_path / "store"
    first = run(tmp_path, "--store", store)
    assert "3 reports: 0 from the store, 3 read\n" in first.stderr
    again = run(tmp_path, "--store", store)
    assert "3 reports: 3 from the store, 0 read\n" in again.stderr
    assert again.stdout == first.stdout == run(tmp_path).stdout
    damaged = files(store)[0]
    damaged.write_bytes(b"PAR1")
    damaged.with_name(f".{damaged.name}.{'0' * 16}.tmp").write_bytes(b"")
    mended = run(tmp_path, "--store", store, "--sweep")
    assert "3 reports: 2 from the store, 1 read, 1 of them because the file in the store was broken; 1 file swept" in (
        mended.stderr
    )
    summary = run(tmp_path, "--store", store, "--json").stderr
    assert '"store": {"stored": 3, "read": 0, "broken": 0, "swept": 0}' in summary
    assert "from the store" not in run(tmp_path).stderr


def test_sweeping_needs_a_store(tmp_path: Path) -> None:
    """`--sweep` alone is wrong usage."""
    made = run(tmp_path, "--sweep")
    assert made.exit_code == 2
    assert "name it by --store" in made.stderr
