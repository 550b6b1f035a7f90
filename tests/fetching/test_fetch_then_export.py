"""``export --fetch`` and its line in a schedule: fetch, then export whatever came."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.cli import app


def run(*args: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.mark.parametrize("paths", [(), ("-",), ("daily/*.txt",)])
@pytest.mark.parametrize("command", ["export"])
def test_fetch_needs_a_folder(here: Any, command: str, paths: tuple[str, ...]) -> None:
    """Wrong usage, and nobody is asked."""
    here.write()
    kind = ("cron",) if command == "schedule" else ()
    result = run(command, *kind, *paths, "--fetch", "sources.toml")
    assert result.exit_code == 2
    assert "--fetch needs a PATH" in " ".join(result.stderr.split())
    assert here.server.connections == 0


def test_an_export_follows_whatever_came(here: Any) -> None:
    """With a dead source: told, and the page is there; with all of them dead too, but then the exit code is 1."""
    here.write(here.source("Gone", path="/gone"), here.source(text='"entry"'))
    args = ("export", "daily", "--fetch", "sources.toml", "--out", "pages", "--notebook", "00")
    result = run(*args)
    assert result.exit_code == 0
    assert "warning: Gone: " in result.stderr
    page = here.folder / "pages" / "00-briefing.html"
    assert "Robotyne" in page.read_text(encoding="utf-8")
    page.unlink()
    here.server.answers["/feed"] = []
    dead = run(*args, "--json")
    assert dead.exit_code == 1
    assert json.loads(dead.stdout)["fetch"]["dead"] == ["Gone", "Our desk"]
    assert page.exists()


def test_a_wrong_file_of_sources_stops_the_export(here: Any) -> None:
    """A slip of the pen is told at once, not pages later."""
    here.write("[[source]]\nname = 'x'")
    result = run("export", "daily", "--fetch", "sources.toml", "--out", "pages")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: sources.toml, line 2")
    assert not (here.folder / "pages").exists()
