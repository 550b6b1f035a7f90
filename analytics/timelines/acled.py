"""Claims in the columns of ACLED (Armed Conflict Location & Event Data), with claimant and credence behind them.

The codes are data: ``acled.toml`` of the codebook, each with the section of ACLED's codebook that it is from. Columns
and their order: ACLED Codebook, Table 1 (acleddata.com/knowledge-base/codebook).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import polars as pl

from analytics.codebook import Codebook, load_codebook
from analytics.errors import CodebookError
from analytics.timelines.model import Rendering
from analytics.timelines.tables import csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.schema import Timeline

__all__ = ["ADDED", "COLUMNS", "acled_rows", "as_acled"]

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
ADDED = (
    "claimant", "claimant_text", "against_interest", "credence", "evidence", "kind", "sides", "theater",
    "event_start", "event_end", "corrected", "report_id", "event_id", "row", "note",
)  # fmt: skip
_WHOLE = {"year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp", "row"}
_OTHERS = {
    "latitude": pl.Float64(),
    "longitude": pl.Float64(),
    "event_date": pl.Date(),
    "against_interest": pl.Boolean(),
}
_OTHERS |= {"event_start": pl.Date(), "event_end": pl.Date(), "sides": pl.List(pl.String())}
_SCHEMA = {name: pl.Int64() if name in _WHOLE else _OTHERS.get(name, pl.String()) for name in (*COLUMNS, *ADDED)}
_TYPES = ("disorder_type", "event_type", "sub_event_type")
_KEYS = {  # of the codebook's tables, what a row needs
    "acled_event": _TYPES, "acled_strike": ("words", *_TYPES), "acled_actor": ("name",), "acled_inter": ("order",),
    "acled_country": ("name",),
}  # fmt: skip
Row = dict[str, Any]


def as_acled(timeline: Timeline, codebook: str | Path | Codebook) -> Rendering:
    """Return the claims of a timeline as one CSV file in ACLED's columns, those of `ADDED` behind them."""
    rows, left_out = acled_rows(timeline, codebook)
    return Rendering((csv_bytes(rows, mark=False),), left_out)


def acled_rows(timeline: Timeline, codebook: str | Path | Codebook) -> tuple[pl.DataFrame, dict[str, int]]:
    """Tell claims in ACLED's columns.

    Args:
        timeline: What was reported.
        codebook: Has the settings ``acled`` and the tables ``acled_event``, ``acled_strike``, ``acled_actor``,
            ``acled_inter``, ``acled_country``, ``side``.

    Returns:
        The columns `COLUMNS` and `ADDED`, a row a claim and place; and how many of what are not among them.

    Raises:
        CodebookError: If the codebook cannot be read, or one of the entries lacks what a row needs.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    coder = _Coder(book)
    rows, left_out = [], {"place mentions": timeline.mentions.height, "diplomatic acts": timeline.diplomacy.height}
    for row in _told(timeline).iter_rows(named=True):
        why = coder.left_out(row)
        if why:
            left_out[why] = left_out.get(why, 0) + 1
        else:
            rows.append(coder.coded(row))
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row").sort("event_date", "report_id", "event_id", "row")
    return frame, {what: count for what, count in left_out.items() if count}


def _told(timeline: Timeline) -> pl.DataFrame:
    """Return claims with the country of their place and what their report is called."""
    places = timeline.mentions.drop_nulls("place_id").unique("place_id", keep="first", maintain_order=True)
    reports = timeline.reports.select("report_id", "note", report=pl.coalesce("source", "title", "path", "report_id"))
    claims: pl.DataFrame = timeline.claims
    located = claims.join(places.select("place_id", "country"), on="place_id", how="left", maintain_order="left")
    return located.join(reports, on="report_id", how="left", maintain_order="left")


class _Coder:
    """The codes of one codebook."""

    def __init__(self, book: Codebook) -> None:
        self.events, strikes, self.actors, self.inters, self.countries = (
            {str(entry["id"]): _whole(book, table, entry) for entry in book.table(table)} for table in _KEYS
        )
        self.sides = {str(side["id"]): side for side in book.table("side")}
        self.strikes = [(_words(entry["words"]), entry) for entry in strikes.values()]
        self.told = [(pattern, entry) for pattern, entry in self.strikes if entry.get("sentence")]
        self.settings = book.settings["acled"]

    def left_out(self, row: Row) -> str:
        """Return what a claim is that ACLED has no row for, empty for another."""
        if row["credence"] in self.settings["left_out"]:
            return f"claims that are {row['credence']}"
        if row["kind"] not in self.events:
            return f"claims of the kind {row['kind']}"
        if row["lat"] is None or row["lon"] is None:
            return "claims without coordinates"
        if (row["event_end"] - row["event_start"]).days > self.settings["longest_days"]:
            return f"claims dated to over {self.settings['longest_days']} days"
        return ""

    def coded(self, row: Row) -> Row:
        """Return a claim in the columns of the file; those that are not here are not read, hence empty."""
        event = self._event(row)
        country = self.countries.get(row["country"], {"name": row["country"]})
        days = (row["event_end"] - row["event_start"]).days
        day = row["event_start"] + dt.timedelta(days=(days - 1) // 2)
        return dict.fromkeys(_SCHEMA) | {name: row[name] for name in ADDED} | {
            "event_id_cnty": f"{row['event_id']}-{row['row']}", "event_date": day, "year": day.year,
            "time_precision": row["date_precision"], "disorder_type": event["disorder_type"],
            "event_type": event["event_type"], "iso": country.get("iso"), "region": country.get("region"),
            "country": country["name"], "admin1": row["admin1"], "location": row["place"] or row["surface"],
            "latitude": round(row["lat"], 4), "longitude": round(row["lon"], 4),
            "geo_precision": row["place_precision"], "source": row["report"], "notes": row["quote"],
        } | self._parties(row, event)  # fmt: skip

    def _event(self, row: Row) -> Row:
        """Return the entry of a kind; of a strike by its weapon, as the words that fired have it, else the sentence."""
        if row["kind"] == "strike":
            for text, named in ((row["trigger"], self.strikes), (row["quote"], self.told)):
                for pattern, entry in named:
                    if pattern.search(text):
                        return entry
        return self.events[row["kind"]]

    def _parties(self, row: Row, event: Row) -> Row:
        parties = row["sides"][:2] if row["actor"] == "both" else [row["actor"]]
        if event.get("opposed") and len(self.sides) == 2 and len(parties) == 1:  # noqa: PLR2004  a war of two sides
            parties += [side for side in self.sides if row["actor"] in self.sides and side != row["actor"]]
        (one, first), *rest = [self._actor(party, row["country"]) for party in parties or ["unknown"]]
        two, second = rest[0] if rest else (None, None)
        return {
            "sub_event_type": self._sub_event(event, first), "actor1": one, "inter1": first, "actor2": two,
            "inter2": second, "interaction": self._interaction(first, second, alone=not rest),
        }  # fmt: skip

    def _sub_event(self, event: Row, inter: str | None) -> str | None:
        if "at_home" not in event:
            return str(event["sub_event_type"])
        if inter is None:
            return None
        return str(event["at_home" if "abroad" in self.inters[inter] else "sub_event_type"])

    def _actor(self, actor: str, country: str | None) -> tuple[str, str | None]:
        """Return the name and the type of an actor where he acts; no type where it depends on what is not known."""
        entry = self.actors.get(actor, {})
        name = str(entry.get("name", self.sides.get(actor, {}).get("name", actor)))
        if entry.get("placed") and country:
            name += f" ({self.countries.get(country, {'name': country})['name']})"
        inter = entry.get("inter")
        home = self.sides.get(actor, {}).get("country")
        abroad = self.inters.get(str(inter), {}).get("abroad")
        if abroad and home and home != country:
            return name, abroad if country else None
        return name, inter

    def _interaction(self, first: str | None, second: str | None, *, alone: bool) -> str | None:
        if first is None or (second is None and not alone):
            return None
        if second is None:
            return f"{first} only"
        return "-".join(sorted((first, second), key=lambda inter: self.inters[inter]["order"]))


def _whole(book: Codebook, table: str, entry: Row) -> Row:
    """Return an entry that has what a row needs of it.

    Raises:
        CodebookError: If it lacks a key, or is of a type of actors that is in no entry.
    """
    where = f"codebook {book.name}, [[{table}]] {entry['id']}"
    lacking = [key for key in _KEYS[table] if key not in entry]
    if lacking:
        expected = f"the keys {', '.join(_KEYS[table])}"
        raise CodebookError.at(where, got=f"no {', '.join(lacking)}", expected=expected, way_out="Add them.")
    inters = [str(inter["id"]) for inter in book.table("acled_inter")]
    if "inter" in entry and entry["inter"] not in inters:
        got, expected = f"inter {entry['inter']!r}", f"one of {', '.join(inters)}"
        raise CodebookError.at(where, got=got, expected=expected, way_out="Mend `inter`.")
    return entry


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
