"""Print how well the extractor does on the development gold: whole, by half, by slice, by kind of claim.

    python tests/bench/gold.py [../shared]

The half that was worked on holds the passages whose id has a SHA-256 with an even first hex digit; the other half was
only ever looked at as a score. The figures are those of ``gold/score.py``. A slice is a set of passages (half,
publisher) or of sentences: by length, by voice (a form of *be* before a participle makes a sentence passive), by
spelling (a place written otherwise than its usual English name: typos, transliterations).
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from scoring import FAMILIES, extracted, gold_folder, is_worked_on, print_table, scorer_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from scoring import Passages

FIGURES = (
    "mention", "geocode@10km", "claim", "claim-coarse", "advance", "claimant", "credence", "stance", "reversed-side",
    "event-date", "toward", "diplomacy", "diplomacy-any-kind", "diplomacy-topic", "theater",
)  # fmt: skip
OF_SENTENCES = ("mention", "claim", "claim-coarse", "advance", "claimant", "credence", "diplomacy-any-kind")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|un|eld|eft|ost)\b")
_SHORT, _LONG = 18, 30


def _halves_and_publishers(passages: Passages) -> dict[str, list[str]]:
    slices = {"whole": list(passages)}
    slices["worked on"] = [p for p in passages if is_worked_on(p)]
    slices["kept"] = [p for p in passages if not is_worked_on(p)]
    for source in sorted({p["source"] for p in passages.values()}):
        slices[source] = [i for i, p in passages.items() if p["source"] == source]
    return slices


def _by_sentence(passages: Passages, chosen: Callable[[dict[str, Any], int], bool], *gold: Passages) -> list[Passages]:
    """Each of ``gold`` (annotated, extracted) with the records of the chosen sentences alone."""
    return [
        {
            i: records[i]
            | {name: [r for r in records[i][name] if chosen(passage, r["s"])] for name in FAMILIES}
            for i, passage in passages.items()
        }
        for records in gold
    ]  # fmt: skip


def _length(passage: dict[str, Any], s: int) -> int:
    return len(passage["sentences"][s].split())


def _has_other_spelling(passage: dict[str, Any], s: int) -> bool:
    return any(m["s"] == s and m["place"] and m["place"] not in m["surface"] for m in passage["mentions"])


def _is_passive(passage: dict[str, Any], s: int) -> bool:
    return _PASSIVE.search(passage["sentences"][s]) is not None


SENTENCES: dict[str, Callable[[dict[str, Any], int], bool]] = {
    f"sentences of up to {_SHORT} words": lambda p, s: _length(p, s) <= _SHORT,
    f"of {_SHORT + 1} to {_LONG} words": lambda p, s: _SHORT < _length(p, s) <= _LONG,
    f"of over {_LONG} words": lambda p, s: _length(p, s) > _LONG,
    "active sentences": lambda p, s: not _is_passive(p, s),
    "passive sentences": _is_passive,
    "places in their usual spelling": lambda p, s: not _has_other_spelling(p, s),
    "places with a typo or other spelling": _has_other_spelling,
}


def _print_slices(scorer: ModuleType, passages: Passages, predicted: Passages) -> None:
    columns: dict[str, list[str]] = {figure: [] for figure in OF_SENTENCES}
    for chosen in SENTENCES.values():
        figures, _ = scorer.score(*_by_sentence(passages, chosen, passages, predicted))
        for figure in OF_SENTENCES:
            columns[figure].append(shown(figures.get(figure)))
    print_table("slice", columns, list(SENTENCES))


def _print_kinds(scorer: ModuleType, passages: Passages, predicted: Passages) -> None:
    kinds = sorted({c["kind"] for p in passages.values() for c in p["claims"]})
    columns: dict[str, list[str]] = {"claim": [], "in the gold": [], "found": []}
    for kind in kinds:
        only = [
            {i: p | {"claims": [c for c in p["claims"] if c["kind"] == kind]} for i, p in records.items()}
            for records in (passages, predicted)
        ]
        figure = scorer.score(*only)[0].get("claim")
        columns["claim"].append(shown(figure))
        columns["in the gold"].append(str(figure["gold"]) if figure else "0")
        columns["found"].append(str(figure["predicted"]) if figure else "0")
    print_table("kind of claim", columns, kinds)


def main() -> None:
    """Extract the gold's passages with the command line, score every slice, print three Markdown tables."""
    gold = gold_folder(*sys.argv[1:2])
    scorer = scorer_of(gold)
    passages = scorer.load_gold(gold / "dev.jsonl")
    predicted = extracted(scorer, passages)
    columns = {}
    for name, ids in _halves_and_publishers(passages).items():
        figures, _ = scorer.score({i: passages[i] for i in ids}, {i: predicted[i] for i in ids})
        columns[name] = [shown(figures.get(figure)) for figure in FIGURES]
    print_table("figure", columns, list(FIGURES))
    print()
    _print_slices(scorer, passages, predicted)
    print()
    _print_kinds(scorer, passages, predicted)


if __name__ == "__main__":
    main()
