"""Schedules: files that systemd, cron and GitHub read as they were meant, whatever a path is called."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from analytics.cli import app
from analytics.errors import ScheduleError
from analytics.schedules import KINDS, Job, schedule_files

if TYPE_CHECKING:
    from pathlib import Path

JOB = Job(
    at=dt.time(6, 15),
    zone="Europe/Kyiv",
    paths=("daily",),
    out="pages",
    folder="/srv/sitreps",
    program=("/bin/sh", "-m", "analytics"),
    codebook="ukraine",
)
ODD = ["two words", "100 % done %h", "it's", '"quoted"', "$HOME", "${{x", "a;b & c | d", "#hash", "день", "--flag", "*"]
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)


def run(*args: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["schedule", *map(str, args)])


def words_of_service(service: str) -> list[str]:
    """The words of ``ExecStart=`` as systemd reads them."""
    line = next(line for line in service.splitlines() if line.startswith("ExecStart="))
    program, *words = shlex.split(line.removeprefix("ExecStart="))
    return [program.replace("%%", "%"), *(word.replace("%%", "%").replace("$$", "$") for word in words)]


def words_of_cron(line: str) -> tuple[list[str], list[str]]:
    """The five fields and the words of a crontab's line; an unescaped per cent sign would end the command."""
    *fields, command = line.split(None, 5)
    assert not re.search(r"(?<!\\)%", command)
    return fields, shlex.split(command.replace(r"\%", "%"))


def workflow(job: Job) -> dict[object, object]:
    """The workflow, read as YAML."""
    read: dict[object, object] = yaml.safe_load(schedule_files("github", job)["analytics-export.yml"])
    return read


def steps(job: Job) -> list[dict[str, object]]:
    """Its steps."""
    found: list[dict[str, object]] = workflow(job)["jobs"]["export"]["steps"]  # type: ignore[index]  # as YAML has it
    return found


# ---------------------------------------------------------------------- systemd


@pytest.mark.systemd
@pytest.mark.parametrize("odd", ["daily", *ODD])
def test_systemd_takes_the_units(tmp_path: Path, odd: str) -> None:
    """`systemd-analyze verify` finds nothing to say about service and timer, in folders of odd names too."""
    (tmp_path / odd).mkdir(parents=True)
    program = tmp_path / re.sub("[\"']", "", odd) / "python"
    program.parent.mkdir(exist_ok=True)
    program.symlink_to(sys.executable)
    job = replace(JOB, folder=str(tmp_path / odd), program=(str(program), "-m", "analytics"), paths=(odd,), out=odd)
    files = schedule_files("systemd", job)
    (tmp_path / "units").mkdir()
    for name, text in files.items():
        (tmp_path / "units" / name).write_text(text, encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--recursive-errors=no", *(tmp_path / "units" / name for name in files)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.systemd
def test_systemd_would_say_what_is_wrong(tmp_path: Path) -> None:
    """The verification that the units pass fails for a program that is not there."""
    files = schedule_files("systemd", replace(JOB, folder=str(tmp_path), program=(str(tmp_path / "gone"),)))
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    verify = ["systemd-analyze", "verify", *(tmp_path / name for name in files)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "gone" in done.stderr


@pytest.mark.systemd
def test_systemd_knows_the_time() -> None:
    """The calendar expression is that hour in that zone."""
    timer = schedule_files("systemd", JOB)["analytics-export.timer"]
    (expression,) = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    done = subprocess.run(["systemd-analyze", "calendar", expression], capture_output=True, text=True, check=True)
    assert "Normalized form: *-*-* 06:15:00 Europe/Kyiv" in done.stdout
    assert "Persistent=true" in timer


@given(TEXT)
def test_systemd_reads_back_every_path(text: str) -> None:
    """Quotes, backslashes, per cent and dollar signs come out as they went in."""
    job = replace(JOB, paths=(f"x{text}",), out=f"x{text}")
    words = words_of_service(schedule_files("systemd", job)["analytics-export.service"])
    assert words == [*job.program, *job.arguments()]


# ---------------------------------------------------------------------- cron


@pytest.mark.parametrize("odd", ODD)
def test_cron_reads_back_every_path(odd: str) -> None:
    """One line: the time, then words that a shell reads as they were; the zone stands above it."""
    job = replace(JOB, paths=(odd,), out=odd, folder=f"/srv/{odd}")
    text = schedule_files("cron", job)["analytics-export.cron"]
    zone, line = [line for line in text.splitlines() if not line.startswith("#")]
    fields, words = words_of_cron(line)
    assert (zone, fields) == ("CRON_TZ=Europe/Kyiv", ["15", "6", "*", "*", "*"])
    assert words == ["cd", f"/srv/{odd}", "&&", *job.program, *job.arguments()]


def test_the_shell_of_cron_runs_the_command(tmp_path: Path) -> None:
    """What stands in the line, run by `/bin/sh`, is the command in its folder."""
    folder = tmp_path / 'it\'s 100 % "odd" $HOME'
    folder.mkdir()
    show = "import os, sys; print([os.getcwd(), *sys.argv[1:]])"
    job = replace(JOB, folder=str(folder), program=(sys.executable, "-c", show), paths=("a b", "$x"))
    line = schedule_files("cron", job)["analytics-export.cron"].splitlines()[-1]
    command = line.split(None, 5)[5].replace(r"\%", "%")
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([str(folder), *job.arguments()])


# ---------------------------------------------------------------------- GitHub


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd not in {"${{x", "*"}])
def test_the_workflow_is_yaml_that_runs_the_command(odd: str) -> None:
    """A schedule, and steps of which one runs the export, words as they were; its folder is kept and handed out."""
    job = replace(JOB, paths=(odd,), out=odd)
    read = workflow(job)
    assert read["on"] == {"schedule": [{"cron": "15 4 * * *"}], "workflow_dispatch": None}
    assert read["concurrency"] == {"group": "analytics-export"}
    (command,) = [str(step["run"]) for step in steps(job) if "analytics" in str(step.get("run"))]
    words = shlex.split(command)
    assert words == ["analytics", *job.arguments(), "||", "test", "$?", "-eq", "4"]
    kept = [dict(step["with"])["path"] for step in steps(job) if "path" in json.dumps(step.get("with"))]  # type: ignore[call-overload]  # as YAML has it
    assert kept == [odd] * 3


@pytest.mark.parametrize(
    ("zone", "at", "cron", "summer"),
    [
        ("Europe/Kyiv", dt.time(6, 15), "15 4 * * *", "07:15"),
        ("Europe/Kyiv", dt.time(1, 0), "0 23 * * *", "02:00"),
        ("Asia/Kolkata", dt.time(6, 15), "45 0 * * *", ""),
        ("America/New_York", dt.time(23, 30), "30 4 * * *", "00:30"),
        ("Australia/Lord_Howe", dt.time(6, 0), "30 19 * * *", "06:30"),
        ("UTC", dt.time(6, 15), "15 6 * * *", ""),
    ],
)
def test_the_workflow_says_what_daylight_saving_does(zone: str, at: dt.time, cron: str, summer: str) -> None:
    """In UTC, never earlier than asked for; where clocks are changed, the later hour is told."""
    text = schedule_files("github", replace(JOB, zone=zone, at=at))["analytics-export.yml"]
    assert f'cron: "{cron}"' in text
    assert (f"becomes {summer} there" in text) if summer else ("daylight" not in text)


# ---------------------------------------------------------------------- refused

REFUSED = [
    *((kind, path) for kind in KINDS for path in ("a\nb", "a\rb", "a\x00b", "a\x1b[2J", "\ud800", "", "-", "a\u2028b")),
    ("cron", "a\\b"),
    ("cron", "x" * 2_000),
    *(("github", path) for path in ("/srv/daily", "../daily", "a/../../b", "${{ github.token }}", "*.txt", "!daily")),
]


@pytest.mark.parametrize(("kind", "path"), REFUSED)
def test_what_a_scheduler_would_misread_is_refused(kind: str, path: str) -> None:
    """As a report's path and as the folder for pages; on one line, with no control character of the path in it."""
    for job in (replace(JOB, paths=(path,)), replace(JOB, out=path)):
        with pytest.raises(ScheduleError, match="cannot be scheduled; expected") as raised:
            schedule_files(kind, job)
        assert str(raised.value).isprintable()


@pytest.mark.parametrize("folder", ["/srv/sitreps ", "/srv/sitreps\\", "/srv/sit\nreps"])
def test_systemd_would_lose_the_end_of_a_folder(folder: str) -> None:
    """A folder that its line cannot hold is refused."""
    with pytest.raises(ScheduleError, match="cannot be scheduled"):
        schedule_files("systemd", replace(JOB, folder=folder))


@pytest.mark.parametrize("program", ["/srv/it's/python", '/srv/"x"/python', "/srv/a\\b/python"])
def test_systemd_takes_no_such_program(program: str) -> None:
    """It knows no program with a quote in its path, however that is written."""
    with pytest.raises(ScheduleError, match="a program's path without quotes"):
        schedule_files("systemd", replace(JOB, program=(program,)))


@pytest.mark.parametrize("zone", ["Atlantis", "", "../etc/passwd", "/etc/passwd", "Europe/Kyiv\nUser=root"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_zone_that_is_none_is_refused(kind: str, zone: str) -> None:
    """Whatever it holds, it reaches no file."""
    with pytest.raises(ScheduleError, match="no such zone here"):
        schedule_files(kind, replace(JOB, zone=zone))


# ---------------------------------------------------------------------- the command


def test_the_command_prints_the_files(tmp_path: Path) -> None:
    """With the codebook's zone, this interpreter and this folder; nothing is written."""
    result = run("systemd", "daily", "--folder", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# analytics-export.service\n")
    assert "OnCalendar=*-*-* 06:15:00 Europe/Kyiv\n" in result.stdout
    assert words_of_service(result.stdout)[:4] == [sys.executable, "-m", "analytics", "export"]
    assert f"WorkingDirectory={tmp_path}\n" in result.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_the_files(tmp_path: Path, kind: str) -> None:
    """What it would print, in a folder, by name."""
    result = run(kind, "daily", "--at", "23:05", "--zone", "UTC", "--write", tmp_path / "made")
    assert (result.exit_code, result.stdout) == (0, "")
    assert sorted(file.name for file in (tmp_path / "made").iterdir()) == sorted(KINDS[kind])
    printed = run(kind, "daily", "--at", "23:05", "--zone", "UTC").stdout
    assert all(file.read_text() in printed for file in (tmp_path / "made").iterdir())


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("cron", "daily", "--at", "25:00"), 2, "25:00"),
        (("launchd", "daily"), 2, "launchd"),
        (("cron", "daily", "--zone", "Atlantis"), 1, "error: 'Atlantis': no such zone here"),
        (("cron", "a\nb"), 1, "error: 'a\\nb': cannot be scheduled; expected a file's or folder's name on one line"),
    ],
)
def test_the_command_refuses(args: tuple[str, ...], code: int, said: str) -> None:
    """Wrong usage leaves with 2, what cannot be written with 1; standard output is empty."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
