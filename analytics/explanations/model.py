"""What an explanation holds, and how it shows itself on a terminal and in a notebook.

Report text is hostile: on a terminal whatever would move the cursor is spelt out, in HTML everything is escaped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from analytics.explanations.marks import PLAIN, ROLES, plain_text
from analytics.printing import printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from analytics.explanations.marks import Run

__all__ = ["Explanation", "Note", "SentenceNotes", "detail_lines", "legend"]

_NAMES = {
    "claim": "claim",
    "act": "diplomatic act",
    "place": "place",
    "dropped": "words of a claim that became none",
    "cue": "cue",
}
_COLOURS = {"claim": "#b3401a", "act": "#1f6f8b", "place": "#2e7d32", "dropped": "#8a6d00", "cue": "#6a4fa3"}
_INDENT, _WIDTH = 4, 10


@dataclass(frozen=True, slots=True)
class Note:
    """A record, or a trigger that became none, with its reasons.

    Attributes:
        role: The role of its mark: claim, act, dropped.
        title: What it says, in a line.
        facts: Label and reason, in order.
    """

    role: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentenceNotes:
    """A sentence with everything read in it.

    Attributes:
        number: Its index among the report's sentences, as in the frames.
        paragraph: The index of its paragraph.
        runs: Its text, marked.
        notes: Its records, and the triggers that became none.
        places: A line a place name in it: which place, by which rule.
    """

    number: int
    paragraph: int
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A report, sentence by sentence, with what was read in it and why.

    ``str()`` gives it with plain marks, a notebook shows it as HTML.

    Attributes:
        report: The report's id.
        title: Its path or title; empty for a text at hand.
        date: Its day.
        sentences: In order.
    """

    report: str
    title: str
    date: dt.date
    sentences: tuple[SentenceNotes, ...]

    @property
    def head(self) -> str:
        """Title, id and day in a line."""
        return f"{self.title} ({self.report}), {self.date}" if self.title else f"{self.report}, {self.date}"

    def only(self, number: int) -> Explanation:
        """Return the explanation of one sentence.

        Raises:
            IndexError: If the report has no such sentence.
        """
        kept = tuple(s for s in self.sentences if s.number == number)
        if not kept:
            raise IndexError(f"no sentence {number}: the report has 0 to {len(self.sentences) - 1}")
        return replace(self, sentences=kept)

    def __str__(self) -> str:
        """Return the explanation with plain marks, safe for a terminal."""
        signs = "  ".join(f"{PLAIN[role][0]}{name}{PLAIN[role][1]}" for role, name in legend())
        lines = [self.head, signs]
        for sentence in self.sentences:
            lines += ["", f"{sentence.number:>3} {_line(plain_text(sentence.runs))}"]
            lines += [" " * _INDENT + line for line in detail_lines(sentence)]
        return "\n".join(map(printable, lines))

    def _repr_html_(self) -> str:
        """Return the explanation as HTML; whatever came from the report is escaped."""
        marks = " ".join(_mark(role, name) for role, name in legend())
        body = "\n".join(_html_sentence(sentence) for sentence in self.sentences)
        head = f"<p><strong><bdi>{_safe(self.head)}</bdi></strong> {marks}</p>"
        return f'<div class="explanation mathjax_ignore">{head}\n{body}</div>'


def legend() -> list[tuple[str, str]]:
    """Return the roles with their names, in order."""
    return [(role, _NAMES[role]) for role in ROLES]


def _line(text: str) -> str:
    return " ".join(text.split("\n"))


def detail_lines(sentence: SentenceNotes) -> Iterator[str]:
    """Yield what stands below a sentence, line by line, not yet made safe for a terminal."""
    for name, reason in sentence.places:
        yield _line(f"[{name}] {reason}")
    for note in sentence.notes:
        left, right = PLAIN[note.role]
        yield _line(f"{left}{_NAMES[note.role] if note.role != 'dropped' else 'no record'}{right} {note.title}")
        for label, reason in note.facts:
            yield _line(f"  {label:<{_WIDTH}} {reason}")


def _safe(text: str) -> str:
    return escape(printable(text))


def _mark(role: str, text: str) -> str:
    style = f"background:none;color:inherit;border-bottom:2px solid {_COLOURS[role]}"
    return f'<mark class="{role}" title="{_NAMES[role]}" style="{style}">{_safe(text)}</mark>'


def _html_sentence(sentence: SentenceNotes) -> str:
    text = "".join(_mark(run.role, run.text) if run.role else _safe(run.text) for run in sentence.runs)
    places = "".join(f"<li><bdi>{_safe(name)}</bdi>: {_safe(reason)}</li>" for name, reason in sentence.places)
    notes = "".join(_html_note(note) for note in sentence.notes)
    below = f"<ul>{places}{notes}</ul>" if places or notes else ""
    return f"<section><p><small>{sentence.number}</small> <bdi>{text}</bdi></p>{below}</section>"


def _html_note(note: Note) -> str:
    facts = "".join(f"<dt>{_safe(label)}</dt><dd><bdi>{_safe(reason)}</bdi></dd>" for label, reason in note.facts)
    name = "no record" if note.role == "dropped" else _NAMES[note.role]
    return f"<li>{_mark(note.role, name)} <bdi>{_safe(note.title)}</bdi><dl>{facts}</dl></li>"
