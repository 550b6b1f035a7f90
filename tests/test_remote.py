"""Reports and timelines that lie elsewhere: by the URLs of fsspec, as if they lay here."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import fsspec
import pytest
from typer.testing import CliRunner, Result

import analytics
from analytics.cli import app
from analytics.errors import RemoteError
from analytics.remote import is_url, listed, sent

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[1] / "seeds" / "sample"
NAMES = ("2023-07-01", "2023-07-02", "2023-07-03")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with three reports, a sidecar, and files that hold no report."""
    for name in NAMES:
        shutil.copy(SAMPLE / f"{name}.txt", tmp_path)
    (tmp_path / "2023-07-03.toml").write_text('source = "Desk"\n')
    (tmp_path / "README.txt").write_text("Nothing here.")
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    (tmp_path / "corrections.toml").write_text("")
    (tmp_path / "deep").mkdir()
    shutil.move(tmp_path / "2023-07-01.txt", tmp_path / "deep" / "2023-07-01.txt")
    return tmp_path


@pytest.fixture
def bucket(desk: Path) -> Iterator[str]:
    """The same elsewhere."""
    files = fsspec.filesystem("memory")
    files.put(f"{desk}/", "/desk/in/", recursive=True)
    yield "memory://desk"
    files.rm("/desk", recursive=True)


def run(*args: str | Path) -> Result:
    """Run `extract` in this process."""
    return CliRunner().invoke(app, ["extract", *map(str, args)])


def test_a_folder_elsewhere_is_read_like_one_here(desk: Path, bucket: str) -> None:
    """Names, sidecars, what is skipped: all the same."""
    here, there = analytics.read_reports(desk), analytics.read_reports(f"{bucket}/in")
    assert there.reports.equals(here.reports)
    assert there.reports.get_column("path").to_list() == ["deep/2023-07-01.txt", "2023-07-02.txt", "2023-07-03.txt"]
    assert there.reports.get_column("source").to_list() == [None, None, "Desk"]
    assert there.refused.is_empty()
    assert there.skipped == ("corrections.toml (corrections are read beside reports of this machine only)", "map.png")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("in/2023-07-0[23].txt", ["2023-07-02.txt", "2023-07-03.txt"]),
        ("in/deep/2023-07-01.txt", ["2023-07-01.txt"]),
        ("in/**/2023-07-01.txt", ["deep/2023-07-01.txt"]),
    ],
)
def test_files_and_patterns_elsewhere(bucket: str, pattern: str, names: list[str]) -> None:
    """A file and a pattern are read as such."""
    assert analytics.read_reports(f"{bucket}/{pattern}").reports.get_column("path").to_list() == names


def test_a_timeline_is_left_elsewhere(desk: Path, bucket: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`--out` takes a URL; the bytes are those of a run on this machine."""
    here = tmp_path_factory.mktemp("out") / "here.jsonl"
    assert run(desk, "--out", here).exit_code == 0
    result = run(f"{bucket}/in", "--out", f"{bucket}/out/there.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"in {bucket}/out/there.jsonl" in result.stderr
    files = fsspec.filesystem("memory")
    assert files.cat("/desk/out/there.jsonl") == here.read_bytes()
    assert run(desk, "--format", "csv", "--out", f"{bucket}/tables").exit_code == 0
    assert sorted(path.rpartition("/")[2] for path in files.find("/desk/tables")) == [
        "claims.csv", "diplomacy.csv", "mentions.csv", "reports.csv",
    ]  # fmt: skip


def test_what_fails_leaves_nothing_elsewhere(bucket: str) -> None:
    """A run without a report sends nothing."""
    result = run(f"{bucket}/nothing-here", "--out", f"{bucket}/out/there.jsonl")
    assert result.exit_code == 1
    assert "no such file or folder" in result.stderr
    assert not fsspec.filesystem("memory").exists("/desk/out")


@pytest.mark.parametrize("url", ["nosuch://a/b", "s3-of-old://bucket/x"])
def test_an_unknown_kind_of_url_is_told(url: str) -> None:
    """It is named, with what to install."""
    with pytest.raises(RemoteError, match="expected a place that fsspec reaches"):
        listed(url)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The target is named."""
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(RemoteError, match="expected a place that fsspec reaches"):
        sent(tmp_path / "file", f"file://{tmp_path}/file/below")


@pytest.mark.parametrize("given", ["a/b", "/a/b.txt", "-", "C:\\a", "a:b", "*://x", "://"])
def test_paths_are_no_urls(given: str) -> None:
    """What is no URL stays a path."""
    assert not is_url(given)
