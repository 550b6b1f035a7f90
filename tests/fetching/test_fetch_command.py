"""``analytics fetch``, as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

import analytics
from analytics.cli import app

if TYPE_CHECKING:
    from pathlib import Path


def run(*args: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args])


def test_fetch_writes_and_says_so(here: Any) -> None:
    """Files on standard output, the rest on standard error; again there is nothing new, which is no failure."""
    here.write(here.source(text='"entry"'))
    first, again = run("fetch"), run("fetch")
    (name,) = here.texts()
    assert (first.exit_code, first.stdout) == (0, f"daily/{name}\n")
    assert first.stderr == "Our desk: 1 new, 0 known\n1 new report in daily; 1 of 1 source could be read\n"
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == "Our desk: 0 new, 1 known\nnothing new in daily; 1 of 1 source could be read\n"


def test_one_dead_feed_is_a_warning(here: Any) -> None:
    """Named with the reason, exit code 0."""
    here.write(here.source("Gone", path="/gone"), here.source(text='"entry"'))
    result = run("fetch", "sources.toml", "--out", "there")
    assert result.exit_code == 0
    assert f"warning: Gone: {here.address('/gone')}: answered 404\n" in result.stderr
    assert result.stderr.endswith("1 new report in there; 1 of 2 sources could be read\n")


def test_all_dead_is_a_failure(here: Any) -> None:
    """Somebody should look: exit code 1."""
    here.write(here.source("Gone", path="/gone"))
    result = run("fetch")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("nothing new in daily; 0 of 1 source could be read\n")


def test_json_sums_up_in_one_line(here: Any) -> None:
    """What was written, what was known, who is dead and why."""
    here.write(here.source("Gone", path="/gone"), here.source(text='"entry"'))
    result = run("fetch", "--json")
    (name,) = here.texts()
    assert json.loads(result.stdout) == {
        "written": [f"daily/{name}"],
        "known": 0,
        "sources": 2,
        "dead": ["Gone"],
        "warnings": [f"Gone: {here.address('/gone')}: answered 404"],
    }
    assert result.stderr == ""


def test_dry_run_asks_nothing(here: Any) -> None:
    """It lists what would be asked, and who else may be."""
    here.write(here.source(hosts='["www.example.org"]'))
    result = run("fetch", "--dry-run")
    assert (result.exit_code, result.stdout) == (0, here.address("/feed") + "\n")
    assert f"nothing outside {here.site()}, www.example.org:443, www.example.org:80" in result.stderr
    assert here.server.connections == 0
    assert not here.out.exists()


@pytest.mark.parametrize("option", [(), ("--dry-run",)])
def test_a_wrong_file_fails_before_anything_is_asked(here: Any, option: tuple[str, ...]) -> None:
    """File and line, got, expected, way out; exit code 1."""
    here.write(here.source(), here.source("Other", text='"all"'))
    result = run("fetch", *option)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith('error: sources.toml, line 10: text = \'all\'; expected "entry" or "page"')
    assert here.server.connections == 0


def test_a_hostile_answer_cannot_paint_the_terminal(here: Any, kit: Any) -> None:
    """What a warning quotes is spelt out."""
    here.server.answers["/feed"] = [kit.reply(status=302, Location="http://\x1b[31mred/")]
    here.write()
    assert "\x1b" not in run("fetch").stderr


def test_a_folder_that_cannot_be_written_is_told(here: Any) -> None:
    """A file in its place."""
    here.write()
    (here.folder / "daily").write_text("x")
    result = run("fetch")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "daily: File exists; expected a folder that can be written. Name another one by --out." in result.stderr


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    """In a process that has none of the libraries: the extra to install, no traceback."""
    code = (
        "import sys; names = ['feedparser', 'httpx', 'trafilatura', 'protego', 'tomli_w', 'webencodings']\n"
        "sys.modules.update(dict.fromkeys(names))\n"
        "from analytics.cli import app; app(['fetch'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: analytics fetch: feedparser, httpx, protego, tomli_w, trafilatura, webenc")
    assert (
        "expected the libraries of the extra `fetch`. Install them: pip install 'sitrep-analytics[fetch]'"
        in done.stderr
    )


def test_a_script_fetches(here: Any) -> None:
    """The verb does what the command does."""
    here.write(here.source(text='"entry"'))
    ticks: list[tuple[str, int, int]] = []
    made = analytics.fetch("sources.toml", "daily", progress=lambda *tick: ticks.append(tick))
    assert [path.name for path in made.written] == here.texts()
    assert ticks == [("sources", 1, 1)]
    assert analytics.fetch("sources.toml", "daily").written == ()
