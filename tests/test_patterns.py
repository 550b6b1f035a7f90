"""Every regular expression of the package takes time that grows with the text, whatever the text is.

Time is counted in steps of a backtracking matcher (``Steps``), on worst inputs that are made of the pattern's own
characters, repeats and pieces; the worst of them are then fed as a megabyte to Python's own. Polars' patterns are left
out: the crate that reads them is linear by construction.
"""

from __future__ import annotations

import ast
import random
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from re import _compiler, _parser
from typing import TYPE_CHECKING, Any

import pytest

import analytics
from analytics import gazetteer, text
from analytics.charts import event_rows
from analytics.codebook import load_codebook
from analytics.extraction import frames
from analytics.reports import boilerplate, dates
from analytics.timelines import acled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Code = list[tuple[str, Any]]  # operations, each with what it works on
    Maker = Callable[[float], Any]

PACKAGE = Path(analytics.__file__).parent
MEGABYTE = 1_000_000
LENGTH = 400  # characters, and twice as many
GROWTH = 1.3  # times the steps for the second half of a text: quadratic takes three times as many
LIMIT = 2_000_000  # steps: what is exponential ends there
SHAPES = 40  # inputs tried beside each character alone
ASIDE = [*"aAzZ_09 .,:;!?'\"()[]<>/\\-=\n\t\r\0\x1b", "\u00e9", "\u0416", "\u2026", "\u0301"]  # characters to try
TAILS = ("", "\0", "a", "1", "\n")  # what may make a match fail at the very end


# ---------------------------------------------------------------------- steps


class TooManyStepsError(Exception):
    """Raised where a matcher takes more steps than any linear pattern does."""


class Steps:
    """A backtracking matcher of what ``re`` parses, which counts its steps."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        """Make a program of the pattern: a list of (operation, what it works on)."""
        self.tree = _parser.parse(pattern.pattern, pattern.flags)
        self.bytes = isinstance(pattern.pattern, bytes)
        self.code = self._program(self.tree, pattern.flags)
        self.taken = 0

    def _program(self, tree: Any, flags: int) -> Code:
        code: Code = []
        self._emit(tree, flags, code)
        return [*code, ("end", None)]

    def _emit(self, tree: Any, flags: int, code: Code) -> None:  # noqa: C901  a case a kind of node
        for name, given in tree:
            match str(name), given:
                case "SUBPATTERN", (group, more, fewer, inner):
                    code.append(("open", group))
                    self._emit(inner, (flags | more) & ~fewer, code)
                    code.append(("close", group))
                case "BRANCH", (_, branches):
                    self._branches([self._program(branch, flags)[:-1] for branch in branches], code)
                case ("MAX_REPEAT" | "MIN_REPEAT") as kind, (least, most, inner):
                    self._repeat(self._program(inner, flags)[:-1], least, most, kind == "MAX_REPEAT", code)
                case "POSSESSIVE_REPEAT", (least, most, inner):
                    alone: Code = []
                    self._repeat(self._program(inner, flags)[:-1], least, most, True, alone)
                    code.append(("atomic", [*alone, ("end", None)]))
                case "ATOMIC_GROUP", inner:
                    code.append(("atomic", self._program(inner, flags)))
                case ("ASSERT" | "ASSERT_NOT") as kind, (way, inner):
                    back = inner.getwidth()[0] if way < 0 else 0
                    code.append(("look", (self._program(inner, flags), back, kind == "ASSERT")))
                case "GROUPREF", group:
                    code.append(("again", group))
                case ("AT" | "LITERAL" | "NOT_LITERAL" | "ANY" | "IN") as kind, _:
                    one = _compiler.compile(_parser.SubPattern(self.tree.state, [(name, given)]), flags)
                    code.append(("at", one.match) if kind == "AT" else ("one", cache(one.fullmatch)))
                case kind, _:
                    pytest.fail(f"{kind} is new here: teach the matcher to count it")

    @staticmethod
    def _branches(branches: list[Code], code: Code) -> None:
        jumps = []
        for branch in branches[:-1]:
            code.append(("or", (1, len(branch) + 2)))
            code += branch
            jumps.append(len(code))
            code.append(("jump", 0))
        code += branches[-1]
        for at in jumps:
            code[at] = ("jump", len(code) - at)

    @staticmethod
    def _repeat(body: Code, least: int, most: Any, greedy: bool, code: Code) -> None:
        code += body * least
        if most is _parser.MAXREPEAT:
            ways = (1, len(body) + 2)
            code += [("or", ways if greedy else ways[::-1]), *body, ("jump", -len(body) - 1)]
            return
        for left in range(most - least, 0, -1):
            ways = (1, left * (len(body) + 1))
            code += [("or", ways if greedy else ways[::-1]), *body]

    def _end(self, code: Code, subject: Any, start: int, groups: dict[Any, Any]) -> int | None:  # noqa: C901, PLR0912  a case an operation
        """Return where a match from `start` ends, or nothing."""
        waiting = [(0, start, groups)]
        while waiting:
            at, here, groups = waiting.pop()
            while True:
                self.taken += 1
                if self.taken > LIMIT:
                    raise TooManyStepsError
                operation, given = code[at]
                match operation:
                    case "end":
                        return here
                    case "one" if here >= len(subject) or not given(subject[here : here + 1]):
                        break
                    case "one":
                        here += 1
                    case "or":
                        waiting.append((at + given[1], here, groups))
                        at += given[0] - 1
                    case "jump":
                        at += given - 1
                    case "at" if not given(subject, here):
                        break
                    case "open":
                        groups = groups | {(given, "from"): here}
                    case "close":
                        groups = groups | {given: subject[groups[given, "from"] : here]}
                    case "again" if given not in groups or not subject.startswith(groups[given], here):
                        break
                    case "again":
                        here += len(groups[given])
                    case "atomic":
                        ended = self._end(given, subject, here, groups)
                        if ended is None:
                            break
                        here = ended
                    case "look":
                        inner, back, wanted = given
                        if (here >= back and self._end(inner, subject, here - back, groups) is not None) != wanted:
                            break
                at += 1
        return None

    def spans(self, subject: Any) -> Iterator[tuple[int, int]]:
        """Yield the spans of every match, as ``finditer`` does."""
        at = 0
        while at <= len(subject):
            end = self._end(self.code, subject, at, {})
            if end is not None and end > at:
                yield at, end
            at = max(at + 1, end or 0)

    def on(self, subject: Any) -> int:
        """Return the steps that finding every match takes."""
        self.taken = 0
        for _ in self.spans(subject):
            pass
        return self.taken


# ---------------------------------------------------------------------- worst inputs


class Pieces:
    """What a pattern's worst inputs are made of."""

    def __init__(self, steps: Steps) -> None:
        """Take the pattern apart."""
        self.dice = random.Random(0)  # noqa: S311  the same inputs each run
        self.steps = steps
        self.bodies: list[Any] = []
        self.singles: dict[str, None] = {}
        self._collect(steps.tree)

    def _collect(self, tree: Any) -> None:
        for name, given in tree:
            for inner in _inner(given):
                self._collect(inner)
            if str(name).endswith("REPEAT"):
                self.bodies.append(given[2])
            if str(name) in {"LITERAL", "NOT_LITERAL", "ANY", "IN"}:
                self.singles |= dict.fromkeys(self._fitting(name, given)[:3])

    def _fitting(self, name: Any, given: Any) -> list[str]:
        one = _compiler.compile(_parser.SubPattern(self.steps.tree.state, [(name, given)]), 0).fullmatch
        ends = [given] if isinstance(given, int) else [c for _, c in given or () if isinstance(c, int)]
        ranges = [c for kind, c in given if str(kind) == "RANGE"] if isinstance(given, list) else []
        tried = [*map(chr, [*ends, *(c for both in ranges for c in both)]), *ASIDE]
        return [c for c in tried if one(self.raw(c))]

    def raw(self, written: str) -> Any:
        """Return a text as what the pattern is matched on."""
        return written.encode("latin-1", "replace") if self.steps.bytes else written

    def sample(self, tree: Any) -> str:
        """Return a text that a part of the pattern may match, its look-arounds left out of account."""
        out = ""
        for name, given in tree:
            match str(name):
                case "SUBPATTERN":
                    out += self.sample(given[3])
                case "ATOMIC_GROUP":
                    out += self.sample(given)
                case "BRANCH":
                    out += self.sample(self.dice.choice(given[1]))
                case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                    times = min(given[0] + self.dice.randrange(3), 3 + given[0], int(given[1]))
                    out += "".join(self.sample(given[2]) for _ in range(times))
                case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                    out += self.dice.choice(self._fitting(name, given) or [""])
        return out

    def shapes(self) -> Iterator[Maker]:
        """Yield makers of inputs so many times `LENGTH` long: repeated pieces, something before and behind them."""
        wholes = [self.sample(self.steps.tree) for _ in range(5)]
        starts = [whole[:length] for whole in wholes for length in range(2, 7)]
        pieces = [*self.singles, *(self.sample(body) for body in self.bodies * 3), *wholes, *starts]
        pieces = [piece for piece in dict.fromkeys(pieces) if piece]
        for single in list(self.singles)[:20]:
            yield from (_shape(self.raw(""), (self.raw(single),), self.raw(tail)) for tail in TAILS[:3])
        for piece in dict.fromkeys(starts):
            yield _shape(self.raw(""), (self.raw(piece),), self.raw(""))
        for _ in range(SHAPES if pieces else 0):
            whole = self.sample(self.steps.tree)
            before = whole[: self.dice.randrange(len(whole) + 1)]
            chosen = [
                "".join(self.dice.choices(pieces, k=self.dice.randint(1, 2))) for _ in range(self.dice.randint(1, 2))
            ]
            yield _shape(self.raw(before), tuple(map(self.raw, chosen)), self.raw(self.dice.choice(TAILS)))


def _inner(given: Any) -> list[Any]:
    """Return the parts of a node that are patterns themselves."""
    if isinstance(given, _parser.SubPattern):
        return [given]
    return [tree for part in given for tree in _inner(part)] if isinstance(given, tuple | list) else []


def _shape(before: Any, pieces: tuple[Any, ...], tail: Any) -> Maker:
    def of(times: float) -> Any:
        parts = [piece * int(times * max(LENGTH // len(pieces) // len(piece), 1)) for piece in pieces]
        return before + before[:0].join(parts) + tail

    return of


def grown(steps: Steps, of: Maker) -> tuple[float, float]:
    """Return how many times the steps of a text the second half of one twice as long takes; and those a character."""
    half, whole = steps.on(of(1)), steps.on(of(2))
    return (whole - half) / half, whole / LENGTH


def tries(pattern: re.Pattern[Any]) -> Iterator[tuple[float, float, Maker]]:
    """Yield (growth, steps a character, maker) of every worst input; what takes too many steps is the last."""
    steps = Steps(pattern)
    for of in Pieces(steps).shapes():
        try:
            yield (*grown(steps, of), of)
        except TooManyStepsError:
            yield float("inf"), float("inf"), of
            return


def worst(pattern: re.Pattern[Any]) -> list[tuple[float, float, Maker]]:
    """Return the worst inputs, the slowest first."""
    return sorted(tries(pattern), key=lambda one: -one[1])


# ---------------------------------------------------------------------- every pattern


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of ``re`` in a file, with the function that it stands in; empty at the top."""

    def within(node: ast.AST, name: str) -> Iterator[tuple[str, ast.Call]]:
        name = node.name if isinstance(node, ast.FunctionDef) else name
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if re.fullmatch(r"re\.(?!escape)\w+", called):
            yield name, node
        for child in ast.iter_child_nodes(node):
            yield from within(child, name)

    yield from within(ast.parse(path.read_text(encoding="utf-8")), "")


MADE: dict[str, Callable[[], Iterable[re.Pattern[Any]]]] = {  # patterns that a function makes of what it is given
    "text._no_stop": lambda: [text._no_stop(load_codebook().words("text", "abbreviations"))],  # noqa: SLF001  no verb gives it
    "reports.dates._pattern": lambda: [dates._pattern(dates.calendar_of(load_codebook()).months)],  # noqa: SLF001  same
    "gazetteer._loose_rules": lambda: [pattern for pattern, _ in gazetteer._loose_rules()],  # noqa: SLF001  same
    "reports.boilerplate._rule": lambda: [
        pattern
        for rule in boilerplate._rules(load_codebook())  # noqa: SLF001  same
        for pattern in (rule.seed, *rule.conditions)
    ],
    "extraction.frames._fired_by_us": lambda: [*frames.frames_of(load_codebook())._ours.values()],  # noqa: SLF001  same
    "timelines.acled._words": lambda: [acled._words(["aa", "aa aa"])],  # noqa: SLF001  same
    "charts.event_rows._whole": lambda: [event_rows._whole("aa aa")],  # noqa: SLF001  same
}


def room(path: Path) -> str:
    """The name of a module below the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def sources() -> list[Path]:
    """Every Python file of the package but its start."""
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py")


def in_value(value: object) -> Iterator[re.Pattern[Any]]:
    """Every pattern that a module's value is, or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from in_value(one)


@cache
def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the package: values of its modules, those written in calls, those that functions make."""
    found: dict[str, re.Pattern[Any]] = {}
    for path in sources():
        name = f"analytics.{room(path)}".removesuffix(".")
        for key, value in vars(import_module(name)).items():
            found |= {f"{room(path)}.{key}{number}": one for number, one in enumerate(in_value(value))}
        for number, (function, call) in enumerate(calls(path)):
            if function and isinstance(call.args[0], ast.Constant):
                found[f"{room(path)}.{function}{number}"] = re.compile(call.args[0].value)
    for name, make in MADE.items():
        found |= {f"{name}{number}": one for number, one in enumerate(make())}
    return {name: one for number, (name, one) in enumerate(found.items()) if one not in list(found.values())[:number]}


@pytest.mark.parametrize("path", sources(), ids=room)
def test_every_pattern_is_found(path: Path) -> None:
    """A pattern stands at the top of its module, is written out in a call, or is made by a function named here."""
    assert "from re import" not in path.read_text(encoding="utf-8")
    made = {f"{room(path)}.{name}" for name, call in calls(path) if name and not isinstance(call.args[0], ast.Constant)}
    assert made <= set(MADE), "give an example of the patterns that this function makes"


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_takes_time_that_grows_with_the_text(name: str) -> None:
    """The second half of a worst input takes about the steps of the first; a megabyte of the slowest is read."""
    pattern = patterns()[name]
    tried = worst(pattern)
    growth, _, of = max(tried, key=lambda one: one[0])
    assert growth <= GROWTH, f"{pattern.pattern!r} is superlinear on {of(0.1)!r}"
    for _, _, shape in tried[:3]:
        subject = shape(MEGABYTE / LENGTH)
        assert sum(len(match[0]) for match in pattern.finditer(subject)) <= len(subject)


@pytest.mark.parametrize("name", patterns())
def test_steps_are_counted_on_the_way_that_python_goes(name: str) -> None:
    """The matcher that counts finds the very spans that Python's own finds."""
    steps = Steps(patterns()[name])
    for of in list(Pieces(steps).shapes())[-40:]:
        subject = of(0.1)
        assert list(steps.spans(subject)) == [m.span() for m in patterns()[name].finditer(subject) if m[0]]


@pytest.mark.parametrize(
    "written",
    [
        r"(?:a+)+b",  # repeats within repeats
        r"(?:a|a)*b",
        r"(?:\w+\s?)*$",
        r"\d+\d+x",  # repeats side by side
        r"\s*\[\d\]",  # a repeat that is begun anew at each character
        r"\d+(?:km)?\b",
        r"[.!?]+(?=\s)",
        r"<h1>.*?</h1>",
        r"\w*foo\d",
        r"<[^>]*>",
        r"\([^)]*\)",
        r"(?=.*z)a",
        rb"/\*.*\*/",
    ],
)
def test_a_catastrophic_pattern_is_told(written: str | bytes) -> None:
    """What takes quadratic or exponential time is found out."""
    assert any(growth > GROWTH for growth, *_ in tries(re.compile(written)))


@pytest.mark.parametrize(
    "written",
    [
        r"a+",
        r"\d{1,20}\b",
        r"(?<!\d)\d+\b",
        r"<[^<>]*>",
        r"(?:a|b)*+c?",
        r"\n+|(?<=\.)\s+",
        r"^\s*x",
        r"(?<![.!?])[.!?]++(?=\s)",
        r"(a|b)\1",
        rb"\x1b\[[0-9]{1,9}m",
    ],
)
def test_a_linear_pattern_is_let_pass(written: str | bytes) -> None:
    """What is anchored, bounded, or never begun anew within a repeat is no finding."""
    assert max(growth for growth, *_ in worst(re.compile(written))) <= GROWTH
