"""Words as systemd, a shell, cron and a workflow read them back."""

from __future__ import annotations

import shlex
import unicodedata
from typing import TYPE_CHECKING

from analytics.errors import ScheduleError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["cron_command", "plain_path", "repository_path", "systemd_command", "systemd_folder", "workflow_word"]

_LONGEST = 998  # characters of a command that Vixie's cron reads, and Debian's, which comes from it (MAX_COMMAND)
_GLOBBED = frozenset("*?[]!~\n")  # what GitHub's actions take for a pattern in a path


def plain_path(path: str) -> str:
    """Return a path that can stand in a line.

    Raises:
        ScheduleError: If it is empty, standard input, or holds a line end, another control character or no Unicode.
    """
    if path in {"", "-"} or any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in path):
        raise _refused(path, "a file's or folder's name on one line")
    return path


def systemd_command(program: str, words: Iterable[str]) -> str:
    """Write a command as ``ExecStart=`` has it (systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers").

    Args:
        program: Absolute path, in which systemd replaces specifiers, but no variables.
        words: What follows it.

    Raises:
        ScheduleError: If the program's path holds a quote or backslash, which systemd takes in no program.
    """
    if {"'", '"', "\\"} & set(program):
        raise _refused(program, "a program's path without quotes and backslashes")
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$") for word in words)
    return " ".join(f'"{word}"' for word in (program, *escaped)).replace("%", "%%")


def systemd_folder(folder: str) -> str:
    """Write an absolute path as ``WorkingDirectory=`` has it, which knows specifiers and no quotes.

    Raises:
        ScheduleError: If it ends in a space or a backslash, which systemd would drop or take for a continued line.
    """
    if folder.endswith((" ", "\\")):
        raise _refused(folder, "a folder that ends in neither a space nor a backslash")
    return folder.replace("%", "%%")


def cron_command(words: list[list[str]]) -> str:
    """Write commands, each run if the one before succeeded, as the last field of a crontab's line (crontab(5)).

    Raises:
        ScheduleError: If a word holds a backslash, which crons read differently, or the line is too long for cron.
    """
    for word in (word for command in words for word in command if "\\" in word):
        raise _refused(word, "a path without a backslash")
    line = " && ".join(shlex.join(command) for command in words).replace("%", "\\%")
    if len(line) > _LONGEST:
        raise _refused(line, f"a command of at most {_LONGEST} characters")
    return line


def workflow_word(word: str) -> str:
    """Quote a word of a workflow's shell.

    Raises:
        ScheduleError: If GitHub would take a part of it for an expression.
    """
    if "${{" in word:
        raise _refused(word, "a path without ${{")
    return shlex.quote(word)


def repository_path(path: str) -> str:
    """Return a path within a repository.

    Raises:
        ScheduleError: If it leads out of it, or GitHub's actions would take it for a pattern.
    """
    workflow_word(path)
    if path.startswith(("/", "\\")) or ".." in path.split("/") or _GLOBBED & set(path):
        raise _refused(path, "a path from the repository's root, without * ? [ ] ! ~")
    return path


def _refused(path: str, expected: str) -> ScheduleError:
    shown = path if len(path) <= 80 else f"{path[:79]}…"  # noqa: PLR2004  a line of a terminal
    return ScheduleError.at(repr(shown), got="cannot be scheduled", expected=expected, way_out="Name it otherwise.")
