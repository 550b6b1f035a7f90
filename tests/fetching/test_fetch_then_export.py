"""``export --fetch`` and its line in a schedule: fetch, then export whatever came."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.cli import app


def run(*args: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.mark.parametrize("paths", [(), ("-",), ("daily/*.txt",)])
@pytest.mark.parametrize("command", ["export", "schedule"])
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


def test_the_line_of_a_schedule_fetches_and_exports(here: Any) -> None:
    """What stands in the crontab, run by `/bin/sh` against the server: pages of what came, and the warning in JSON."""
    here.write(here.source("Gone", path="/gone"), here.source(text='"entry"'))
    printed = run("schedule", "cron", "daily", "--fetch", "sources.toml", "--out", "pages").stdout
    line = next(line for line in printed.splitlines() if line.startswith("15 6 * * * "))
    done = subprocess.run(
        ["/bin/sh", "-c", line.removeprefix("15 6 * * * ")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HTTP_PROXY": "http://127.0.0.2:1"},
    )
    told = json.loads(done.stdout)
    assert (done.returncode, told["reports"], len(told["pages"])) == (0, 1, 5)
    assert (len(told["fetch"]["written"]), told["fetch"]["dead"]) == (1, ["Gone"])
    assert here.server.paths() == ["/gone", "/feed"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kind", ["systemd", "cron", "github"])
def test_every_scheduler_runs_the_one_line(kind: str) -> None:
    """The option stands in the command, once."""
    printed = run("schedule", kind, "daily", "--fetch", "my sources.toml", "--out", "pages").stdout
    (line,) = [line for line in printed.splitlines() if "--fetch" in line]
    words = shlex.split(line.removeprefix("ExecStart=").strip())
    assert words[words.index("export") + 1] == "--fetch=my sources.toml"
    assert words[words.index("--") + 1] == "daily"


@pytest.mark.usefixtures("here")
def test_the_workflow_keeps_what_was_fetched() -> None:
    """It installs the extra and keeps the folder from run to run; without the option neither."""
    printed = run("schedule", "github", "daily", "--fetch", "sources.toml", "--out", "pages").stdout
    assert 'run: pip install ".[fetch]"\n' in printed
    assert printed.count('path: "pages\\ndaily"\n') == 2
    assert printed.count('path: "pages"\n') == 1
    plain = run("schedule", "github", "daily", "--out", "pages").stdout
    assert "run: pip install .\n" in plain
    assert "fetch" not in plain
