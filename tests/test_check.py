"""``analytics check``: the codebook that ships is clean, and each kind of fault is found, with a way out."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from analytics.checking import check_codebook
from analytics.checking.examples import check_examples
from analytics.checking.geography import check_places, check_theaters
from analytics.checking.phrases import check_names, check_phrases
from analytics.checking.references import check_references, check_sources
from analytics.cli import app
from analytics.codebook import Codebook, load_codebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from analytics.checking import Finding


@pytest.fixture
def book(tmp_path: Path) -> Callable[[str], Codebook]:
    """Give the builder of a codebook over the one that ships, with some entries more."""

    def build(entries: str) -> Codebook:
        folder = tmp_path / "mine"
        folder.mkdir(exist_ok=True)
        (folder / "codebook.toml").write_text('extends = "ukraine"\n', encoding="utf-8")
        (folder / "more.toml").write_text(entries, encoding="utf-8")
        load_codebook.cache_clear()
        return load_codebook(folder)

    return build


@cache
def shipped(check: Callable[[Codebook], Iterable[Finding]]) -> frozenset[Finding]:
    """What a check finds in the codebook that ships."""
    return frozenset(check(load_codebook("ukraine")))


def new(check: Callable[[Codebook], Iterable[Finding]], codebook: Codebook) -> list[Finding]:
    """The findings that the codebook that ships does not have."""
    return sorted(set(check(codebook)) - shipped(check))


def test_codebook_that_ships_is_clean() -> None:
    """No finding: each that was true was mended."""
    assert [str(finding) for finding in check_codebook()] == []


FAULTS = {
    "example that does not fire": (
        check_examples,
        '[[hearsay]]\nid = "reportedly"\nexamples = ["Russian forces attacked Siversk."]',
        'mine/more.toml: [[hearsay]] reportedly: example "Russian forces attacked Siversk." does not fire. Mend',
    ),
    "counter-example that fires": (
        check_examples,
        '[[trigger]]\nid = "attack"\ncounterexamples = ["Russian forces attacked Siversk."]',
        '[[trigger]] attack: counter-example "Russian forces attacked Siversk." fires',
    ),
    "days that do not come out": (
        check_examples,
        '[[month]]\nid = "july"\nexamples = { "It burned on July 8." = "2023-07-09" }',
        'example "It burned on July 8." gives 2023-07-08; expected 2023-07-09',
    ),
    "no example": (
        check_examples,
        '[[trigger]]\nid = "frobnicate"\nkind = "attack"\nverbs = ["frobnicate"]',
        "[[trigger]] frobnicate: no example. Add `examples`",
    ),
    "phrase twice in an entry": (
        check_phrases,
        '[[stop]]\nid = "mine"\nwords = ["oakham", "oakham"]',
        "[[stop]] mine: 'oakham' twice among its words. Take one out",
    ),
    "phrase that another entry always takes": (
        check_phrases,
        '[[hearsay]]\nid = "mine"\nwords = ["reportedly"]',
        "[[hearsay]] mine: shares 'reportedly' with reportedly, and fits at the same times",
    ),
    "entry twice in a file": (
        check_phrases,
        '[[stop]]\nid = "mine"\nwords = ["a"]\n[[stop]]\nid = "mine"\nwords = ["b"]',
        "mine/more.toml: [[stop]] mine: the file has this entry twice",
    ),
    "name of two actors": (
        check_names,
        '[[actor]]\nname = "Oakham"\ntype = "state"\nsource = "x"\nadjectives = ["German"]',
        "[[actor]] Oakham: 'German' stands among the adjectives of Germany too",
    ),
    "person of two actors": (
        check_names,
        '[[person]]\nname = "Vlad P."\nactor = "Poland"\naliases = ["Vladimir Putin"]',
        "[[person]] Vlad P.: 'Vladimir Putin' is a name of Vladimir Putin (Russia) at the same time",
    ),
    "name of two theaters": (
        check_names,
        '[[theater]]\nid = "kherson"\naliases = ["Kharkiv axis"]',
        "'Kharkiv axis' stands among the aliases of kharkiv too",
    ),
    "actor without a source": (
        check_sources,
        '[[actor]]\nname = "Oakham"\ntype = "state"\nnames = ["Oakham"]',
        "mine/more.toml: [[actor]] Oakham: no source. Say by `source`",
    ),
    "place without a source": (
        check_sources,
        '[[place]]\nname = "Oakham"\nkind = "settlement"\nlat = 48.0\nlon = 38.0',
        "[[place]] Oakham: no source",
    ),
    "person of an unknown actor": (
        check_references,
        '[[person]]\nname = "A. Nobody"\nactor = "Atlantis"',
        "[[person]] A. Nobody: actor 'Atlantis' is in no [[actor]]. Add that entry",
    ),
    "unknown id": (
        check_places,
        '[[place]]\nname = "Oakham"\ngeonameid = 1\nsource = "x"',
        "geonameid 1 is not in the gazetteer",
    ),
    "point off the Earth": (
        check_places,
        '[[place]]\nname = "Oakham"\nkind = "settlement"\nlat = 148.0\nlon = 38.0\nsource = "x"',
        "[[place]] Oakham: the point 148.0, 38.0 is not on Earth",
    ),
    "half a point": (
        check_places,
        '[[place]]\nname = "Oakham"\nkind = "area"\nlat = 48.0\nsource = "x"',
        "[[place]] Oakham: lat without lon",
    ),
    "settlement without a point": (
        check_places,
        '[[place]]\nname = "Oakham"\nkind = "settlement"\nsource = "x"',
        "[[place]] Oakham: a settlement without a point",
    ),
    "place that is in the data": (
        check_places,
        '[[place]]\nname = "Robotyne"\nkind = "settlement"\nlat = 47.448\nlon = 35.837\nsource = "x"',
        "[[place]] Robotyne: geonames:695586 is the same place, ",
    ),
    "name that hides villages": (
        check_places,
        '[[place]]\nname = "Robotyne"\nkind = "area"\nlat = 40.0\nlon = 30.0\nsource = "x"',
        "[[place]] Robotyne: the name 'robotyne' hides 1 settlements (geonames:695586). Take it out",
    ),
    "name of two places": (
        check_places,
        '[[place]]\nname = "Oakham River"\nkind = "water"\naliases = ["Dnipro River"]\nsource = "x"',
        "[[place]] Oakham River: the name 'dnipro #river' is one of Dnipro River too",
    ),
    "theaters that overlap": (
        check_theaters,
        '[[theater]]\nid = "kherson"\ndivisions = ["Kharkiv"]',
        "both claim divisions 'kharkiv' on the same days",
    ),
    "theater of an unknown oblast": (
        check_theaters,
        '[[theater]]\nid = "kherson"\ndivisions = ["Oakham"]',
        "[[theater]] kherson: divisions 'Oakham' is in no list of places",
    ),
    "area that ends before it begins": (
        check_theaters,
        '[[theater_area]]\nid = "mine"\ntheater = "kherson"\nfrom = 2023-02-01\nto = 2023-01-01',
        "[[theater_area]] mine: it ends on 2023-01-01, before it begins",
    ),
    "held land of nowhere": (
        check_theaters,
        '[[held]]\nid = "mine"\nof = "UA"\ndistricts = ["9999"]\nsource = "x"',
        "[[held]] mine: districts '9999' is in no list of places",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_found(book: Callable[[str], Codebook], fault: str) -> None:
    """The finding names file and entry, and the way out; nothing else is found."""
    check, entries, message = FAULTS[fault]
    findings = new(check, book(entries))
    assert [str(f) for f in findings if message in str(f)], [str(f) for f in findings]
    assert len(findings) == 1, [str(f) for f in findings]
    assert findings[0].way_out


def test_gap_between_theaters_is_found(tmp_path: Path) -> None:
    """A side's country with a division in no theater, and on which days."""
    (tmp_path / "codebook.toml").write_text("", encoding="utf-8")
    (tmp_path / "all.toml").write_text(
        '[[side]]\nid = "MD"\nname = "Moldova"\ncolour = "#000000"\ncountry = "MD"\n'
        '[[theater]]\nid = "south"\nname = "South"\norder = 1\ncolour = "#000000"\nkind = "front"\n'
        '[[theater_area]]\nid = "later"\ntheater = "south"\ncountries = ["MD"]\nfrom = 2023-01-01\nreason = "x"\n',
        encoding="utf-8",
    )
    findings = [str(finding) for finding in check_theaters(load_codebook(tmp_path))]
    assert findings
    assert all(f.startswith("[[theater]] gap: ") and "from 0001-01-01 to 2022-12-31" in f for f in findings)


NAMESAKES = {
    "a name shared on purpose": (
        check_places,
        '[[place]]\nname = "Robotyne"\nkind = "area"\nlat = 40.0\nlon = 30.0\nsource = "x"\nnamesakes = ["Robotyne"]',
    ),
    "a place of the same name in another division": (
        check_places,
        '[[place]]\nname = "Wiesbaden"\nid = "mine"\nkind = "settlement"\nlat = 40.0\nlon = 30.0\ncountry = "US"',
    ),
    "one phrase under two conditions": (
        check_phrases,
        '[[trigger]]\nid = "mine"\nkind = "capture"\nverbs = ["capture"]\nobject = "fort"\nexamples = ["x"]',
    ),
    "a person who changed sides": (
        check_names,
        (
            '[[person]]\nname = "A. T."\nactor = "Poland"\nto = 2023-01-01\n[[person]]\nname = "B. T."\n'
            'actor = "Turkey"\nfrom = 2023-01-01\naliases = ["A. T."]'
        ),
    ),
    "a settlement that no source places": (
        check_places,
        '[[place]]\nname = "Oakham"\nkind = "settlement"\ncountry = "RU"\nunplaced = true\nsource = "x"',
    ),
    "an alias more": (check_names, '[[theater]]\nid = "kherson"\naliases = ["The Far Bend"]'),
}


@pytest.mark.parametrize("case", NAMESAKES)
def test_no_fault_is_made_up(book: Callable[[str], Codebook], case: str) -> None:
    """What is in order is not complained about."""
    check, entries = NAMESAKES[case]
    assert [str(finding) for finding in new(check, book(entries))] == []


def test_command_lists_findings_and_fails(book: Callable[[str], Codebook], tmp_path: Path) -> None:
    """Exit code 1 with findings on standard output, in JSON if asked; nothing moves the cursor."""
    book('[[stop]]\nid = "mine"\nwords = ["oak\\u001bham", "oak\\u001bham"]')
    result = CliRunner().invoke(app, ["check", "--codebook", str(tmp_path / "mine")])
    assert result.exit_code == 1
    assert "mine/more.toml: [[stop]] mine: " in result.stdout
    assert "\x1b" not in result.stdout
    told = json.loads(CliRunner().invoke(app, ["check", "--codebook", str(tmp_path / "mine"), "--json"]).stdout)
    assert [f["entry"] for f in told["findings"] if f["file"] == "mine/more.toml"] == ["mine"]


def test_command_is_silent_on_a_clean_codebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 0 and nothing on standard output."""
    monkeypatch.setattr("analytics.checking.check_codebook", lambda _: ())
    result = CliRunner().invoke(app, ["check"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 findings in codebook ukraine\n")


def test_codebook_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """No folder, no findings: the message says what there is."""
    result = CliRunner().invoke(app, ["check", "--codebook", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "no codebook" in result.stderr
