"""Wars that the package was not made with: their codebooks against timelines that were written before them.

``wars/<name>.jsonl`` holds ten reports a war, written for these tests from public facts (they are no source), with the
mentions, claims and acts that a reader annotates by the gold's codebook, in the gold's form. The measures are those of
the gold's own scorer, as far as they are needed here; one test holds them against it.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

import analytics
from analytics.checking import check_codebook
from analytics.codebook import load_codebook
from analytics.schema import Reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from analytics import Timeline

WARS = Path(__file__).parent / "wars"
NAMES = sorted(path.stem for path in WARS.glob("*.jsonl"))
COARSE = {"advance": "gain", "capture": "gain", "repelled": "attack"}
GENERIC = {"the", "oblast", "city", "river", "raion", "region", "village", "town"}

Record = dict[str, Any]


@lru_cache(maxsize=4)
def passages(name: str) -> dict[str, Record]:
    """The annotated reports of a war by id."""
    lines = (WARS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@lru_cache(maxsize=4)
def timeline(name: str) -> Timeline:
    """What the war's codebook reads in them."""
    blank = dict.fromkeys(Reports.column_names()) | {
        "date_source": "option",
        "sha256": "",
        "words": 0,
        "language": "en",
    }
    rows = [blank | {"report_id": p["id"], "date": p["date"], "text": p["text"]} for p in passages(name).values()]
    reports = pl.DataFrame(rows).with_columns(pl.col("date").str.to_date()).cast(dict(Reports.create_empty().schema))
    return analytics.extract(reports, codebook=name)


def plain(surface: str | None) -> str:
    """A surface form without case, marks and generic words."""
    words = re.sub(r"[^\w ]", "", (surface or "").lower().replace("-", " ")).split()
    return " ".join(word for word in words if word not in GENERIC)


def alike(one: str | None, other: str | None) -> bool:
    """Whether two surface forms name the same."""
    a, b = plain(one), plain(other)
    return a == b or (bool(a) and bool(b) and (a in b or b in a))


def same_claim(wanted: Record, found: Record) -> bool:
    """Whether side, coarse kind and place agree."""
    kinds = (COARSE.get(row["kind"], row["kind"]) for row in (wanted, found))
    return wanted["actor"] == found["actor"] and len(set(kinds)) == 1 and alike(wanted["surface"], found["surface"])


def f1(wanted: Iterable[Record], found: Iterable[Record], match: Callable[[Record, Record], bool]) -> float:
    """F1 of a greedy match within sentences; what is optional is neither a hit nor a miss."""
    free: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for row in found:
        free[row["report"], row["s"]].append(row)
    hits = extra = 0
    must, may = ([row for row in wanted if bool(row.get("optional")) is optional] for optional in (False, True))
    for row in (*must, *may):
        pool = free[row["report"], row["s"]]
        hit = next((other for other in pool if match(row, other)), None)
        if hit is not None:
            pool.remove(hit)
            hits += not row.get("optional")
    extra = sum(map(len, free.values()))
    return 2 * hits / (2 * hits + extra + len(must) - hits)


def sentence_of(passage: Record, start: int) -> int:
    """The index of the sentence that an offset is in."""
    starts, at = [], 0
    for sentence in passage["sentences"]:
        at = passage["text"].index(sentence, at)
        starts.append(at)
    return max(i for i, first in enumerate(starts) if first <= start)


def annotated(name: str, family: str) -> list[Record]:
    """The expected records of a war: one a mention, or one a claim and place."""
    return [
        row | {"report": ident, "surface": surface}
        for ident, passage in passages(name).items()
        for row in passage[family]
        for surface in ([row["surface"]] if family == "mentions" else row["places"] or [None])
    ]


def extracted(name: str, family: str) -> list[Record]:
    """The records that the extraction finds."""
    frame: pl.DataFrame = getattr(timeline(name), family)
    return [
        row | {"report": row["report_id"], "s": sentence_of(passages(name)[row["report_id"]], row["start"])}
        for row in frame.iter_rows(named=True)
    ]


def figure(name: str, family: str) -> float:
    """F1 of mentions, or coarse F1 of claims."""
    match = same_claim if family == "claims" else lambda a, b: alike(a["surface"], b["surface"])
    return f1(annotated(name, family), extracted(name, family), match)


def test_the_wars_are_the_ones_that_ship() -> None:
    """Every codebook that ships beside the one that the gold is of has its expected timeline."""
    assert NAMES == ["gaza", "sudan"]
    assert all(len(passages(name)) == 10 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_places_are_found(name: str) -> None:
    """F1 of mentions."""
    assert figure(name, "mentions") >= 0.9


@pytest.mark.parametrize("name", NAMES)
def test_claims_are_found(name: str) -> None:
    """Coarse F1 of claims: side, kind and place."""
    assert figure(name, "claims") >= 0.7


@pytest.mark.parametrize("name", NAMES)
def test_no_side_is_reversed(name: str) -> None:
    """No claim of a place is given to another side than the one that the reader gives it to."""
    sides = {row["id"] for row in load_codebook(name).table("side")}
    wanted = annotated(name, "claims")
    for found in extracted(name, "claims"):
        rivals = {
            row["actor"]
            for row in wanted
            if (row["report"], row["s"]) == (found["report"], found["s"])
            and same_claim(row | {"actor": ""}, found | {"actor": ""})
        }
        assert found["actor"] in rivals or not (rivals & sides and found["actor"] in sides), found["quote"]


@pytest.mark.parametrize("name", NAMES)
def test_codebook_is_clean(name: str) -> None:
    """What ships has nothing to mend."""
    assert check_codebook(name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_grammar_is_inherited_not_copied(name: str) -> None:
    """A war's folder holds its own names alone: no trigger, cue or reporting verb of the English grammar."""
    book = load_codebook(name)
    assert [folder.name for folder in book.folders] == ["english", "world", name]
    assert len(book.table("side")) >= 3
    own = {path.stem for path in book.folders[-1].glob("*.toml")}
    assert own <= {"codebook", "sides", "actors", "places", "theaters", "stoplist", "diplomacy"}


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_measures_are_the_scorer_s(name: str, shared: Path, tmp_path: Path) -> None:
    """The gold's own scorer gives the same figures to four digits."""
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.load_gold(WARS / f"{name}.jsonl")
    pred = tmp_path / "pred.jsonl"
    families = {"mention": "mentions", "claim": "claims"}
    rows = [row | {"family": f} for f, key in families.items() for row in extracted(name, key)]
    pred.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
    figures, _ = scorer.score(gold, scorer.load_pred(pred, gold))
    assert figures["mention"]["f1"] == pytest.approx(figure(name, "mentions"), abs=1e-4)
    assert figures["claim-coarse"]["f1"] == pytest.approx(figure(name, "claims"), abs=1e-4)
