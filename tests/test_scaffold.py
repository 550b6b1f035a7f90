"""``analytics codebook new``: a folder that one who writes no code fills in, and what ``check`` says on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analytics.checking import check_codebook
from analytics.cli import app
from analytics.codebook import load_codebook, shipped_codebooks
from analytics.codebook.scaffolding import scaffold
from analytics.errors import CodebookError

GRAMMAR = Path(load_codebook("default").folders[0])
EXAMPLE = re.compile(r"^# (?=\[\[|[a-z_]+ = )", re.MULTILINE)


def findings(folder: Path) -> list[str]:
    """What the check says of a folder as it stands now."""
    load_codebook.cache_clear()
    return [str(finding) for finding in check_codebook(folder)]


def filled_in(folder: Path) -> Path:
    """Take every example of a scaffold for an entry."""
    for path in folder.glob("*.toml"):
        path.write_text(EXAMPLE.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A scaffold with every example filled in."""
    scaffold("my-war", tmp_path)
    return filled_in(tmp_path / "my-war")


def change(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The findings after one change of one file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return findings(folder)


def test_new_folder_says_what_it_needs(tmp_path: Path) -> None:
    """Fresh, it can be loaded, and the check names each thing that is required, by file, with a way out."""
    done = CliRunner().invoke(app, ["codebook", "new", "my-war", "--in", str(tmp_path)])
    assert done.exit_code == 0
    files = sorted(path.name for path in (tmp_path / "my-war").iterdir())
    assert files == ["actors.toml", "codebook.toml", "places.toml", "sides.toml", "theaters.toml"]
    assert [line.partition(". ")[0] for line in findings(tmp_path / "my-war")] == [
        "my-war/codebook.toml: [[setting]]: [gazetteer] has no `countries`",
        "my-war/codebook.toml: [[setting]]: no `timezone`",
        "my-war/sides.toml: [[side]]: no [[side]]; a war has two or more",
        "my-war/theaters.toml: [[theater]]: no [[theater]] of kind front",
    ]


def test_every_file_tells_what_is_required(tmp_path: Path) -> None:
    """Each file has comments, an example, and says what is required, or that nothing is."""
    for path in scaffold("my-war", tmp_path):
        text = path.read_text(encoding="utf-8")
        assert EXAMPLE.search(text), path.name
        assert re.search("[Rr]equired", text), path.name
        assert "$" not in text, path.name


def test_examples_filled_in_are_a_codebook(mine: Path) -> None:
    """With every example taken for an entry nothing is missing, and a report is read by it."""
    assert findings(mine) == []
    report = mine.parent / "2025-01-05.txt"
    report.write_text("The army captured Omdurman on Friday. Hill Front troops left El Fasher.", encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", str(report), "--codebook", str(mine)])
    assert done.exit_code == 0
    for told in ('"kind":"capture","actor":"RIV"', '"place":"El Fasher"', '"theater":"capital"'):
        assert told in done.stdout


def test_grammar_is_not_copied(mine: Path) -> None:
    """No table of the grammar stands in the new folder, and the English files lie beneath it as they are."""
    assert load_codebook(mine).folders[0] == GRAMMAR
    words = set(
        re.findall(r"^\[\[(\w+)\]\]", "".join(p.read_text(encoding="utf-8") for p in mine.iterdir()), re.MULTILINE)
    )
    assert words == {"side", "actor", "unit", "person", "theater", "place", "place_head"}


MISSING = {
    "a side's colour": ("sides.toml", 'colour = "#0072b2"\n', "", "[[side]] RIV: no colour"),
    "a colour that is none": ("sides.toml", '"#0072b2"\ncountry', '"blue"\ncountry', "colour 'blue' is none"),
    "a colour of two": ("sides.toml", '\ncolour = "#d55e00"', '\ncolour = "#0072B2"', "is another side's too"),
    "a misspelt key": (
        "sides.toml",
        'country = "SD"',
        'contry = "SD"',
        "unknown key 'contry'. Did you mean 'country'?",
    ),
    "an opponent": ("sides.toml", 'country = "SD"', 'opponent = "X"', "opponent 'X' is no other side's id"),
    "whose land was held": (
        "sides.toml",
        '[[side]]\nid = "HIL"',
        '[[held]]\nid = "a"\nof = "X"\nsource = "y"\n[[side]]\nid = "HIL"',
        "of 'X' is no side's id",
    ),
    "a side without actor": ("actors.toml", 'side = "HIL"', 'side = "RIV"', "[[side]] HIL: no actor is of this side"),
    "a person's aliases": ("actors.toml", 'aliases = ["Anna Hale", "Hale"]\n', "", "[[person]] Anna Hale: no aliases"),
    "a theater's kind": ("theaters.toml", 'kind = "front"', 'kind = "frontal"', "kind 'frontal'. Make it one of front"),
    "what belongs to it": (
        "theaters.toml",
        'divisions = ["Khartoum"]\n',
        "",
        "[[theater]] capital: nothing belongs to it",
    ),
    "the diplomatic theater": ("theaters.toml", 'id = "diplomacy"', 'id = "talks"', "no [[theater]] diplomacy"),
    "a time zone": ("codebook.toml", "Africa/Khartoum", "Africa/Khartum", "Did you mean 'Africa/Khartoum'?"),
    "a name": ("codebook.toml", 'name = "My War"', 'name = ""', "no `name`"),
    "camps": (
        "sides.toml",
        '\nid = "HIL"',
        '\nid = "SEA"\nname = "Sea Front"\ncolour = "#009e73"\n[[side]]\nid = "HIL"',
        "[[side]] SEA: no camp",
    ),
}


@pytest.mark.parametrize("case", MISSING)
def test_what_is_missing_is_told(mine: Path, case: str) -> None:
    """Each thing that a codebook cannot do without, or that is misspelt, is a finding."""
    *edit, told = MISSING[case]
    assert any(told in finding for finding in change(mine, *edit))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sides.toml", 'aliases = ["Hill forces"]\n', ""),
        ("sides.toml", 'country = "SD"\n', ""),
        ("codebook.toml", 'front_divisions = ["Khartoum", "Gezira"]', ""),
        ("codebook.toml", "abroad = 100000", "abroad = 500000"),
    ],
)
def test_what_is_not_required_is_not_asked_for(mine: Path, file: str, old: str, new: str) -> None:
    """Aliases, countries and typos' divisions may be left out."""
    assert change(mine, file, old, new) == []


@pytest.mark.parametrize("name", ["My War", "../up", "", "-x", *shipped_codebooks()])
def test_names_that_cannot_be_are_refused(tmp_path: Path, name: str) -> None:
    """No spaces, no paths, and no name that ships."""
    with pytest.raises(CodebookError, match="Choose another"):
        scaffold(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(mine: Path) -> None:
    """A folder that is there stays as it is."""
    before = {path.name: path.read_bytes() for path in mine.iterdir()}
    done = CliRunner().invoke(app, ["codebook", "new", "my-war", "--in", str(mine.parent)])
    assert done.exit_code == 1
    assert "it is there already; expected no such file or folder" in done.stderr
    assert {path.name: path.read_bytes() for path in mine.iterdir()} == before
