"""Which of the places that ship a codebook reads: its gazetteer's files, cut down to the countries of its war.

``codebook.toml`` says so in ``[gazetteer]``: the files of `places` and `names` (in a folder of the codebook, else among
the data that ship), `countries`, whose places are all read, and `abroad`, the number of people from which on a place of
any other country is. Without `countries` everything is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import CodebookError

if TYPE_CHECKING:
    import polars as pl

    from analytics.codebook import Codebook

__all__ = ["extents_of", "read_tables", "scan_places"]

_DATA = Path(__file__).parent / "data"
_SHIPPED = {"places": "places.parquet", "names": "names.parquet"}


def scan_places(codebook: Codebook) -> pl.LazyFrame:
    """Return the places that a codebook reads, without its overlay, in the order of their file.

    Args:
        codebook: May have no setting ``gazetteer``: then the first files that ship are read whole.

    Returns:
        A lazy frame with the columns of ``places.parquet``.

    Raises:
        CodebookError: If the file that the codebook names is nowhere.
    """
    import polars as pl  # noqa: PLC0415  loaded where it is used

    places = pl.scan_parquet(_file("places", codebook))
    kept = _kept(codebook)
    return places if kept is None else places.filter(kept)


def read_tables(codebook: Codebook) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read a codebook's places and their names.

    Args:
        codebook: As for `scan_places`.

    Returns:
        Frames with the columns of ``places.parquet`` and ``names.parquet``.

    Raises:
        CodebookError: If a file that the codebook names is nowhere.
    """
    import polars as pl  # noqa: PLC0415  loaded where it is used

    places, names = (pl.read_parquet(_file(key, codebook)) for key in ("places", "names"))
    kept = _kept(codebook)
    return (places, names) if kept is None else _cut(places, names, kept)


def extents_of(places: pl.DataFrame) -> dict[tuple[str, str], tuple[float, float, float, float]]:
    """Return how far the settlements of each first-order division reach.

    Args:
        places: The columns of ``places.parquet``.

    Returns:
        Country and division to the south, north, west and east ends, in degrees.
    """
    import polars as pl  # noqa: PLC0415  loaded where it is used

    towns = places.filter(pl.col("kind") == "settlement").group_by("country", "admin1")
    ends = (pl.min("lat"), pl.max("lat").alias("north"), pl.min("lon"), pl.max("lon").alias("east"))
    return {(country, name): (*found,) for country, name, *found in towns.agg(*ends).iter_rows()}


def _kept(codebook: Codebook) -> pl.Expr | None:
    import polars as pl  # noqa: PLC0415  loaded where it is used

    wanted = codebook.settings.get("gazetteer", {})
    if "countries" not in wanted:
        return None
    near: pl.Expr = pl.col("country").is_in(wanted["countries"])
    far: pl.Expr = pl.col("population") >= wanted.get("abroad", 0)
    return near.or_(far)


def _file(key: str, codebook: Codebook) -> Path:
    name = str(codebook.settings.get("gazetteer", {}).get(key, _SHIPPED[key]))
    for folder in (*reversed(codebook.folders), _DATA):
        if (folder / name).is_file():
            return folder / name
    shipped = ", ".join(sorted(path.name for path in _DATA.glob("*.parquet")))
    raise CodebookError(
        f"codebook {codebook.name}: gazetteer file {name!r} is neither in its folder nor among those that ship "
        f"({shipped}). Mend [gazetteer] in codebook.toml."
    )


def _cut(places: pl.DataFrame, names: pl.DataFrame, kept: pl.Expr) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Keep some places and the names that one of them bears; the names' row numbers follow."""
    import polars as pl  # noqa: PLC0415  loaded where it is used

    numbered = places.with_row_index("old").filter(kept).with_row_index("row")
    rows = numbered.select(pl.col("old"), pl.col("row"))
    pairs = (
        names.with_row_index("at")
        .with_columns(pl.col("places").str.split(" "))
        .explode("places", empty_as_null=True)
        .with_columns(tier=pl.col("places").str.head(2), old=pl.col("places").str.slice(2).cast(pl.UInt32))
        .join(rows, on="old", how="inner", maintain_order="left")
        .group_by("at", "key", "words", maintain_order=True)
        .agg((pl.col("tier") + pl.col("row").cast(pl.String)).str.join(" ").alias("places"))
    )
    return numbered.drop("old", "row"), pairs.select(names.columns)
