"""Disks that are full or may not be written: one clear message, and nothing half-written."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

import analytics
from analytics.cli import app
from analytics.errors import ReportError
from analytics.timelines import read_timeline

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parents[1] / "seeds"
FORMATS = {"jsonl": "timeline.jsonl", "geojson": "timeline.geojson", "parquet": "frames", "csv": "tables"}


def run(*args: str | Path) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, [*map(str, args)])


def files(place: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in place.rglob("*") if path.is_file()]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_full_disk_gets_no_half_timeline(disk: Callable[[str], Path], format_: str) -> None:
    """The target is named with the reason, whatever the format; no draft stays."""
    place = disk("size=64k")
    result = run("extract", SEEDS, "--format", format_, "--out", place / FORMATS[format_])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {FORMATS[format_]}: ")
    assert "No space left on device" in result.stderr
    assert "Name another place." in result.stderr
    assert files(place) == []


@pytest.mark.parametrize(("format_", "size"), [("jsonl", "192k"), ("parquet", "96k")])
def test_a_full_disk_keeps_the_last_timeline(disk: Callable[[str], Path], format_: str, size: str) -> None:
    """What an earlier run left there can still be read."""
    place = disk(f"size={size}")
    target = place / FORMATS[format_]
    assert run("extract", SEEDS / "sample" / "2023-07-01.txt", "--format", format_, "--out", target).exit_code == 0
    before = read_timeline(target).claims
    assert run("extract", SEEDS, "--format", format_, "--out", target).exit_code == 1
    assert read_timeline(target).claims.equals(before)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_disk_that_may_not_be_written_is_told(disk: Callable[[str], Path], format_: str) -> None:
    """The same for a disk that is mounted for reading."""
    place = disk("size=64k")
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    result = run("extract", SEEDS, "--format", format_, "--out", place / FORMATS[format_])
    assert result.exit_code == 1
    assert f"error: {FORMATS[format_]}: Read-only file system; expected a f" in result.stderr


def test_texts_without_room_are_told(disk: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that find no room among the temporary files are no reports lost in silence."""
    place = disk("size=16k")
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr("analytics.reports.shelf._IN_MEMORY", 1)
    with pytest.raises(ReportError, match=r"the texts of the reports cannot be put there .*TMPDIR"):
        analytics.read_reports(SEEDS)
    assert files(place) == []


@pytest.mark.parametrize("size", ["300k", "2m"])
def test_a_full_disk_gets_no_half_page(disk: Callable[[str], Path], size: str) -> None:
    """An export without room says so; every page that is there is whole."""
    place = disk(f"size={size}")
    command = [sys.executable, "-m", "analytics", "export", str(SEEDS), "--notebook", "01", "--notebook", "02"]
    export = subprocess.run([*command, "--out", str(place / "pages")], capture_output=True, text=True, check=False)
    assert export.returncode == 1
    assert "No space left on device" in export.stderr
    assert len(export.stderr.splitlines()) < 8
    assert all(page.read_bytes().rstrip().endswith(b"</html>") for page in (place / "pages").glob("*.html"))
