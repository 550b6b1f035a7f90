"""What holds for the whole project: one-way imports, nothing local or secret in a file, words that agree."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest

import analytics
from analytics import schema
from analytics.checking import check_codebook
from analytics.codebook import load_codebook, shipped_codebooks

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analytics"
README = (ROOT / "README.md").read_text(encoding="utf-8")
LAYERS = [
    {"errors", "formats", "process", "writing"},
    {"schema", "printing", "remote"},
    {"codebook"},
    {"spelling"},
    {"text"},
    {"gazetteer_files"},
    {"extraction.records"},  # the values that stages hand on: a leaf, though it lies in their folder
    {"gazetteer", "reports"},
    {"extraction"},
    {"ledgers"},
    {"scale"},
    {"checking", "timelines"},
    {"trends"},
    {"charts"},
    {"notebook", "prose", "explanations"},
    {"publishing"},
    {"schedules"},
    {"fetching"},
    {"terminal"},
    {"commands"},
    {"cli"},
]
ORDER = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
CODE = {".py", ".ipynb", ".j2", ".js", ".css", ".html"}
SHORT = 4  # letters up to which a name counts in its own case and as a whole word: "UA", "RSF"
# Names of a war's own that are English words too, and mean no party where code has them.
ORDINARY = {"army", "joint"}
TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "seeds", "notebooks", "analytics", "tests", "reports"}
NO_EXAMPLES_NEEDED = {
    "irregular_verb",  # forms of a verb
    "grammar",  # classes of function words
    "text",  # how text is cut
    "general_verb",
}


@lru_cache(maxsize=1)
def tracked() -> tuple[Path, ...]:
    """Every file of the project: those that git tracks, or all that stand here where git does not answer."""
    listing = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=False)
    if listing.returncode == 0 and listing.stdout:
        names = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
        return tuple(sorted(path for path in names if path.is_file()))
    made = {".git", ".venv", "__pycache__", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
    return tuple(sorted(p for p in ROOT.rglob("*") if p.is_file() and not made & set(p.parts)))


def modules() -> list[Path]:
    """Every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The place in the order that a file of the package has."""
    return named(".".join(path.relative_to(ROOT).with_suffix("").parts))


def named(module: str) -> str:
    """The place in the order of a module: itself where it has one of its own, else that of its folder."""
    within = module.removeprefix("analytics.")
    return within if within in ORDER else within.split(".")[0]


def imported(path: Path) -> set[str]:
    """The top-level modules of the package that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import; expected an absolute one"
            names |= {node.module or ""}
            if node.module == "analytics":
                names |= {f"analytics.{alias.name}" for alias in node.names}
    return {named(name) for name in names if name.startswith("analytics.")}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    """A stage reads what stands before it, never what comes after."""
    own = room(path)
    if own in {"__init__", "__main__", "data"}:
        return
    assert own in ORDER, f"{own} has no place in the order; give it one here and in the design"
    wrong = {
        name for name in imported(path) - {own} if name not in analytics.__all__ and ORDER.get(name, 99) >= ORDER[own]
    }
    assert wrong == set()


def test_rooms_are_named_for_what_they_are_about() -> None:
    """A function lives where its subject is: no room for leftovers."""
    leftovers = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
    assert [str(p) for p in modules() if {p.stem, *p.relative_to(PACKAGE).parts} & leftovers] == []


def test_no_submodule_bears_a_verb_s_name() -> None:
    """``analytics.extract`` must stay a function however it is imported."""
    stems = {p.stem for p in PACKAGE.glob("*.py")} | {p.name for p in PACKAGE.iterdir() if p.is_dir()}
    assert stems.isdisjoint(analytics.__all__)


def test_verbs_stay_verbs_after_every_import() -> None:
    """Loading any submodule leaves the public names what they were, twice."""
    for _ in range(2):
        for path in modules():
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if room(path) not in {"data", "__main__"}:
                import_module(name)
        for verb in sorted(set(analytics.__all__) - {"Timeline"}):
            assert callable(getattr(analytics, verb)), verb
        assert analytics.Timeline is schema.Timeline


def test_every_verb_answers_twice(tmp_path: Path) -> None:
    """Reading and extracting twice gives the same frames: nothing is left behind by the first call."""
    (tmp_path / "2023-07-10.txt").write_text(
        "Troops held the bridge on Monday. Nothing else was said.", encoding="utf-8"
    )
    first, again = (analytics.extract(analytics.read_reports(tmp_path).reports) for _ in range(2))
    for name in ("reports", "mentions", "claims", "diplomacy"):
        assert getattr(first, name).equals(getattr(again, name))


def test_import_is_light() -> None:
    """``import analytics`` loads no library; a name loads what it needs."""
    code = "import sys, analytics; print(sorted({'polars', 'altair', 'dataframely', 'nbconvert'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_unknown_name_is_answered_with_the_known_ones() -> None:
    """A typo is told what there is."""
    with pytest.raises(AttributeError, match="it has Timeline, build_ledger, explain, export"):
        analytics.extrat  # noqa: B018  the access is the test


def test_top_level_is_fixed() -> None:
    """Nothing lies about at the top but what the layout names."""
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_registry_no_machine_path_no_lock_file() -> None:
    """A clone works anywhere: no file names a package registry or a folder of the machine it was written on."""
    hosts = [
        "py" + "pi.org",
        "python" + "hosted.org",
        "registry." + "npm" + "js.org",
        "ana" + "conda.org",
        "crates" + ".io",
    ]
    homes = [rf"/{name}/\w" for name in ("work", "root", "home", "Users", "tmp")]
    pattern = re.compile(
        "|".join([*map(re.escape, hosts), *(rf"(?<![\w.<:-]){home}" for home in homes), r"[A-Z]:\\Users"])
    )
    found = []
    for path in tracked():
        if path.suffix in {".parquet", ".gz", ".png"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if path != Path(__file__) and (hit := pattern.search(line)):
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit[0]}")
    assert found == []
    assert [
        p.name for p in tracked() if p.name in {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json"}
    ] == []


def test_constraints_hold_names_and_versions_only() -> None:
    """``.ci/constraints.txt`` pins by version, never by address or path."""
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line)] == []
    assert lines == sorted(lines, key=str.lower)
    assert len(lines) > 50


def test_readme_codebook_works(tmp_path: Path) -> None:
    """The files of "Your own codebook", copied as they stand, are clean and name a place and an actor."""
    section = README.split("### Your own codebook", 1)[1].split("\n## ", 1)[0]
    files = re.findall(r"`my-codebook/(\w+\.toml)`.*?```toml\n(.*?)```", section, re.DOTALL)
    assert [name for name, _ in files] == ["codebook.toml", "places.toml", "actors.toml"]
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "2023-09-04.txt").write_text("The Sword brigade captured Sugar mill on Sunday.", encoding="utf-8")
    reading = analytics.read_reports(tmp_path / "2023-09-04.txt", codebook=tmp_path)
    claims = analytics.extract(reading.reports, codebook=tmp_path).claims
    assert claims.select("kind", "actor", "place").rows() == [("capture", "UA", "Robotyne")]
    assert list(check_codebook(tmp_path)) == []


def readme_list(heading: str) -> list[str]:
    """The code names that open the items under a heading of the README."""
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", README, re.DOTALL | re.MULTILINE)
    assert section, f"README has no heading {heading!r}"
    return re.findall(r"^- `(\w+)", section[1], re.MULTILINE)


def test_readme_names_the_public_names() -> None:
    """The manual lists every public name and no other."""
    assert sorted(readme_list("Public names")) == sorted(analytics.__all__)


@pytest.mark.parametrize("frame", ["Reports", "Mentions", "Claims", "Diplomacy", "Ledger"])
def test_readme_names_the_columns(frame: str) -> None:
    """The manual's table of a frame has the schema's columns, in order."""
    row = re.search(rf"^\| \*\*{frame.lower()}\*\* .*$", README, re.MULTILINE)
    assert row, f"README has no row for {frame.lower()}"
    columns = re.findall(r"`(\w+)`", row[0].split("|")[2])
    assert columns == list(getattr(schema, frame).columns())


def test_readme_holds_the_two_commands() -> None:
    """The commands that CI takes from the README stand there, marked, one line each."""
    for name in ("report", "test"):
        block = re.search(rf"<!-- command: {name} -->\s*```(?:sh|bash)\n(.*?)\n```", README, re.DOTALL)
        assert block, name
        assert len(block[1].splitlines()) == 1


def test_readme_script_runs() -> None:
    """The ten lines of the manual work as they stand, from the project's folder; marked code has a test of its own."""
    first, *more = re.findall(r"(?<!-->\n)```python\n(.*?)```", README, re.DOTALL)
    assert len([line for line in first.splitlines() if line]) <= 10
    script = "".join([first, *more])
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "claimant" in run.stdout


def code_words(path: Path) -> set[str]:
    """Identifiers and strings of a file's code, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    words: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            words.add(node.value)
        elif isinstance(node, ast.Name | ast.arg):
            words.add(node.id if isinstance(node, ast.Name) else node.arg)
    return words


def names_of_wars() -> set[str]:
    """Every name of a side, of a front, and of an actor or person of a side, in the codebooks that ship."""
    names: set[str] = set()
    for book in map(load_codebook, shipped_codebooks()):
        for side in book.table("side"):
            names |= {side["id"], side["name"], *side.get("aliases", ())}
        for theater in book.table("theater"):
            names |= {theater["id"], theater["name"]} if theater["kind"] == "front" else set()
        own = [actor for actor in book.table("actor") if "side" in actor]
        for actor in own:
            for key in ("names", "adjectives", "people", "capitals"):
                names |= set(actor.get(key, ()))
        for person in book.table("person"):
            if person["actor"] in {actor["name"] for actor in own}:
                names |= {person["name"].split()[-1]}
    return {name for name in names if name.lower() not in ORDINARY}


def as_pattern(name: str) -> str:
    """A name as code may not have it: long ones in any case and with any ending, short ones as they are."""
    stem = re.escape(name.removesuffix("e"))
    return rf"\b{re.escape(name)}\b" if len(name) <= SHORT else rf"(?i:(?<![a-z]){stem})"


def test_code_knows_no_war() -> None:
    """No Python, notebook, template, script or style names a party of any war: all of that is the codebooks'."""
    wars = re.compile("|".join(map(as_pattern, sorted(names_of_wars()))))
    files = [p for folder in ("analytics", "notebooks") for p in sorted((ROOT / folder).rglob("*")) if p.suffix in CODE]
    assert len(files) > 200
    found = [
        f"{path.relative_to(ROOT)}:{number}: {hit[0]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (hit := wars.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ["# Ukrainian forces", "russian_ending", "MOSCOW", "side = 'UA'", "Zelensky's", "the Houthis", "idf ="]
)
def test_names_of_wars_are_seen(line: str) -> None:
    """The search finds names in other cases, with endings and within identifiers."""
    wars = "|".join(map(as_pattern, sorted(names_of_wars())))
    assert (re.search(wars, line) is not None) is (line != "idf =")


def test_code_names_no_actor() -> None:
    """Nor is any other state, body or theater of the codebooks named in what the code does."""
    rows = [r for book in map(load_codebook, shipped_codebooks()) for t in ("theater", "actor") for r in book.table(t)]
    keys = {str(row.get(key, "")) for row in rows for key in ("id", "name")}
    general = {"none", "diplomacy", "other", "both", "west", "east", "borders"}  # words of any war
    names = {key for key in keys if (len(key) > 3 or key.isupper()) and key.lower() not in general}
    whole = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{whole})\b")
    found = {}
    for path in modules():
        if room(path) == "data":
            continue  # the build script of one gazetteer
        hits = sorted(word[:60] for word in code_words(path) if pattern.search(word))
        if hits:
            found[str(path.relative_to(PACKAGE))] = hits
    assert found == {}


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.name)
def test_notebooks_store_no_outputs(path: Path) -> None:
    """A notebook in the repository holds prose and calls, no results."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert any("parameters" in cell["metadata"].get("tags", []) for cell in code)
    assert [cell["id"] for cell in code if re.search(r"^\s*(def|class) ", "".join(cell["source"]), re.MULTILINE)] == []


def test_every_lint_exception_carries_its_reason() -> None:
    """An ignored rule without a reason is a rule that nobody decided on."""
    bare = []
    for path in tracked():
        if path.suffix == ".py":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if re.search(r"# ?noqa(?!: [A-Z0-9, ]+ \s*[^\sA-Z0-9,])", line) and path != Path(__file__):
                    bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []


def test_every_configured_exception_carries_its_reason() -> None:
    """The same for the lists in ``pyproject.toml``: each line, or the group of lines above it, says why."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    config = tomllib.loads(text)["tool"]["ruff"]["lint"]
    rules = set(config["ignore"]) | {rule for group in config["per-file-ignores"].values() for rule in group}
    bare = [rule for rule in rules if not re.search(rf'^.*"{rule}".*#.*\w', text, re.MULTILINE)]
    assert sorted(bare) == []


def rule_entries() -> list[tuple[str, str]]:
    """Tables whose entries are rules or cues: those where any entry has examples."""
    book = load_codebook()
    tables = [name for name, rows in book.tables.items() if any(row.get("examples") for row in rows)]
    return [
        (name, row.get("id") or row["name"])
        for name in sorted(set(tables) - NO_EXAMPLES_NEEDED)
        for row in book.table(name)
    ]


@pytest.mark.parametrize(("name", "entry"), rule_entries())
def test_every_rule_has_examples(name: str, entry: str) -> None:
    """A rule or cue of the codebook shows a sentence that it fires on."""
    row = next(row for row in load_codebook().table(name) if entry in (row.get("id"), row.get("name")))
    assert row.get("examples"), f"[[{name}]] {entry} has no examples"


@pytest.mark.parametrize("name", ["trigger", "cue", "report", "act"])
def test_rule_tables_are_there(name: str) -> None:
    """The tables that the engine lives on are not empty, and have counterexamples too."""
    rows = load_codebook().table(name)
    assert rows
    assert any(row.get("counterexamples") for row in rows)
