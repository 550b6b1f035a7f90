"""What an export tells of events, small enough to keep, and what is new in it against an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import tomli

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.schema import Timeline

__all__ = ["Told", "changes_since", "in_words", "settings", "told_in"]


@cache
def settings() -> dict[str, Any]:
    """Return ``changes.toml``."""
    return tomli.loads(Path(__file__).with_name("changes.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Told:
    """The events of an export, without their sentences; every value is JSON.

    Attributes:
        claims: By ``event_id``: ``day`` (of the report), ``kind``, ``actor``, ``places`` (names), ``credence``.
        acts: By ``event_id``: ``day``, ``kind``, ``source``, ``target``, ``topic``, ``credence``.
        holders: By ``place_id``: ``place``, ``side``, ``day`` on which it was last told.
    """

    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    acts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    holders: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def told_in(timeline: Timeline) -> Told:
    """Return what a timeline tells of events."""
    claims = (
        timeline.claims.sort("event_id", "row")
        .with_columns(pl.coalesce("place", "surface").alias("named"))
        .group_by("event_id", maintain_order=True)
        .agg(
            pl.col("date").first().cast(pl.String).alias("day"),
            pl.col("kind", "actor").first(),
            pl.col("named").drop_nulls().unique(maintain_order=True).alias("places"),
            pl.col("credence").first(),
        )
    )
    acts = timeline.diplomacy.sort("event_id").select(
        "event_id", pl.col("date").cast(pl.String).alias("day"), "kind", "source", "target", "topic", "credence"
    )
    return Told(_by(claims, "event_id"), _by(acts, "event_id"), _by(_holders(timeline), "place_id"))


def _holders(timeline: Timeline) -> pl.DataFrame:
    """Return who is last told to have each place: ``place_id``, ``place``, ``side``, ``day``."""
    chosen = settings()
    return (
        timeline.claims.filter(
            pl.col("kind").is_in(chosen["holding_kinds"]),
            pl.col("credence").is_in(chosen["holding_credence"]),
            pl.col("place_id").is_not_null(),
            pl.col("relation").is_null(),  # "2 km south of X" is not X
        )
        .filter(pl.col("date") == pl.col("date").max().over("place_id"))
        .explode("sides", empty_as_null=True)
        .group_by("place_id")
        .agg(
            pl.col("place").min(),
            pl.col("sides").drop_nulls().unique().alias("held_by"),
            pl.col("date").max().cast(pl.String).alias("day"),
        )
        .filter(pl.col("held_by").list.len() == 1)
        .select("place_id", "place", pl.col("held_by").list.first().alias("side"), "day")
        .sort("place_id")
    )


def _by(frame: pl.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    return {row.pop(key): row for row in frame.to_dicts()}


def changes_since(before: Told, now: Told) -> dict[str, list[dict[str, Any]]]:
    """Compare two exports.

    Returns:
        By the sorts of ``changes.toml``: ``claims`` and ``acts`` as `Told` has them, of events that were not told
        before; ``credence``, claims with the credence ``before``; ``places``, which one side was last told to have and
        now another is: ``place``, ``before``, ``side``, ``day``. The newest first.
    """
    return {
        "claims": _sorted([row for event, row in now.claims.items() if event not in before.claims]),
        "credence": _sorted(_differing(_credences(before), _credences(now), "credence")),
        "places": _sorted(_differing(before.holders, now.holders, "side")),
        "acts": _sorted([row for event, row in now.acts.items() if event not in before.acts]),
    }


def in_words(counts: Mapping[str, int]) -> str:
    """Say how many changes of each sort there are: "2 new claims, 1 reversed place"; nothing where there are none."""
    names = {sort: one if counts.get(sort) == 1 else many for sort, (one, many) in settings()["sorts"].items()}
    return ", ".join(f"{counts[sort]:,} {name}" for sort, name in names.items() if counts.get(sort))


def _differing(before: Mapping[Any, Any], now: Mapping[Any, Any], what: str) -> list[Mapping[str, Any]]:
    common = [(row, before[key][what]) for key, row in now.items() if key in before]
    return [{**row, "before": was} for row, was in common if row[what] != was]


def _credences(told: Told) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return claims by what they are compared by."""
    compared: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for event, row in told.claims.items():
        followed = row["places"] if row["kind"] in settings()["followed"] else ()
        for place in followed:
            compared.setdefault((row["kind"], row["actor"], place), []).append({**row, "places": [place]})
        if not followed:
            compared[event,] = [row]
    return {key: _last(rows) for key, rows in compared.items()}


def _last(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the claim of the last day, with each credence of that day."""
    day = max(str(row["day"]) for row in rows)
    newest = [row for row in rows if row["day"] == day]
    return {**newest[0], "credence": ", ".join(sorted({row["credence"] for row in newest}))}


def _sorted(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    order = {kind: number for number, kind in enumerate(settings()["order"])}

    def rank(row: Mapping[str, Any]) -> tuple[int, str]:
        return order.get(str(row.get("kind")), len(order)), str(sorted(row.items()))

    ranked = sorted(map(dict, rows), key=rank)
    return sorted(ranked, key=lambda row: str(row["day"]), reverse=True)
