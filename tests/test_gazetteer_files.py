"""Which places a codebook reads: the files that it names, its countries whole, of others the large ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.codebook import load_codebook
from analytics.errors import CodebookError
from analytics.gazetteer import load_gazetteer
from analytics.gazetteer_files import read_tables, scan_places

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.codebook import Codebook


def book(folder: Path, gazetteer: str) -> Codebook:
    """A codebook of one setting."""
    (folder / "codebook.toml").write_text(f'extends = "world"\n[gazetteer]\n{gazetteer}', encoding="utf-8")
    load_codebook.cache_clear()
    return load_codebook(folder)


FILES = 'places = "conflict_places.parquet"\nnames = "conflict_names.parquet"\n'


def test_countries_are_read_whole_and_others_from_a_size_on(tmp_path: Path) -> None:
    """Villages of the war's countries, cities alone of the rest."""
    places, names = read_tables(book(tmp_path, f'{FILES}countries = ["SD"]\nabroad = 1000000'))
    far = places.filter(places["country"] != "SD")
    assert places.filter(places["country"] == "SD")["population"].min() < 10_000
    assert far.height > 50
    assert far["population"].min() >= 1_000_000
    assert names.height < 20_000


def test_names_lead_to_their_places(tmp_path: Path) -> None:
    """Row numbers follow the cut: a name means the place that bears it, and a name of nobody left is gone."""
    codebook = book(tmp_path, f'{FILES}countries = ["SD"]\nabroad = 1000000')
    gazetteer = load_gazetteer(codebook)
    assert [c.place.name for c in gazetteer.hits("omdurman")] == ["Omdurman"]
    assert [c.place.country for c in gazetteer.hits("nyala")] == ["SD"]
    assert not gazetteer.has("jabalya")
    assert all(candidate.place.name for candidate in gazetteer.hits("khartoum north"))


def test_without_countries_everything_is_read(tmp_path: Path) -> None:
    """The files are the whole answer."""
    places, _ = read_tables(book(tmp_path, FILES))
    assert {"SD", "PS", "MM", "FR"} <= set(places["country"])


def test_maps_know_the_same_places(tmp_path: Path) -> None:
    """What names towns on maps is cut alike."""
    codebook = book(tmp_path, f'{FILES}countries = ["SD"]\nabroad = 1000000')
    assert scan_places(codebook).collect().equals(read_tables(codebook)[0])


def test_file_beside_the_codebook_comes_first(tmp_path: Path) -> None:
    """A desk may bring its own places."""
    places, names = read_tables(load_codebook("sudan"))
    places.head(3).write_parquet(tmp_path / "mine.parquet")
    own = book(tmp_path, 'places = "mine.parquet"\nnames = "conflict_names.parquet"')
    assert scan_places(own).collect().height == 3
    assert names.height > 3


def test_file_that_is_nowhere_is_named(tmp_path: Path) -> None:
    """With the files that ship, and where to mend it."""
    with pytest.raises(CodebookError, match=r"'none.parquet' is neither in its folder .*conflict_places.parquet.*Mend"):
        read_tables(book(tmp_path, 'places = "none.parquet"'))
