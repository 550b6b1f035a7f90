"""What a page gets to explore: rows beside their ids, words that fired where they stand, texts kept once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from analytics import trends
from analytics.charts.event_rows import act_events, claim_events, mention_events
from analytics.charts.exploring import explore
from analytics.charts.mime import EVENTS_MIME
from analytics.charts.quotes import marked
from analytics.charts.tables import claim_rows, diplomacy_rows, mention_rows
from analytics.codebook import load_codebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
TEXT = "Officials said that troops captured Robotyne"
CUES = [
    {"text": "said", "start": 10, "end": 14, "role": "attribution"},
    {"text": "captured", "start": 27, "end": 35, "role": "trigger"},
]


@pytest.fixture
def told(tell: Tell) -> Timeline:
    """One report with a name, a claim and an act, and one before it."""
    claim = {"kind": "capture", "actor": "UA", "theater": "zaporizhzhia", "place": "Robotyne", "cues": CUES}
    return tell(
        [("2024-03-05", TEXT), ("2024-03-04", "Envoys met in Vienna")],
        mentions=[(0, "Robotyne", {"theater": "zaporizhzhia"})],
        claims=[(0, TEXT, claim), (0, TEXT, claim | {"kind": "strike", "cues": []})],
        acts=[(1, "Envoys met", {"kind": "consult", "topic": "grain", "source": ["UN"], "target": ["EU"]})],
    )


def record_of(timeline: Timeline, *families: str, **more: Any) -> dict[str, Any]:
    """Return what a page gets."""
    return explore(timeline, BOOK, families, "Rows", **more).record


# ---------------------------------------------------------------------- quotes


def test_a_short_quote_is_whole() -> None:
    """What is not long is not cut, and its marks stay."""
    assert marked(TEXT, [(27, 35, "trigger")], "short", BOOK) == (TEXT, [(27, 35, "trigger")])


def test_a_long_quote_is_cut_around_the_words_that_fired() -> None:
    """Marks point to the same words in what is left; the cut is shown on the side where it is."""
    text = f"{'before ' * 60}captured {'after ' * 60}"
    start = text.index("captured")
    short, marks = marked(text, [(start, start + 8, "trigger")], "short", BOOK)
    assert len(short) < 250
    assert short.startswith("\u2026")
    assert short.endswith("\u2026")
    assert [short[first:last] for first, last, _ in marks] == ["captured"]
    assert set(short.strip("\u2026").split()) == {"before", "captured", "after"}


def test_a_mark_beyond_the_cut_is_dropped() -> None:
    """A word that is not shown cannot be marked."""
    text = "captured " + "word " * 100 + "denied"
    end = len(text)
    short, marks = marked(text, [(0, 8, "trigger"), (end - 6, end, "denial")], "short", BOOK)
    assert "denied" not in short
    assert marks == [(0, 8, "trigger")]


def test_nothing_and_all_are_just_that() -> None:
    """``none`` shows no word, ``full`` every one."""
    assert marked(TEXT * 20, [(0, 4, "x")], "none", BOOK) == ("", [])
    assert marked(TEXT * 20, [(0, 4, "x")], "full", BOOK) == (TEXT * 20, [(0, 4, "x")])


def test_marks_do_not_overlap() -> None:
    """Of two marks on one word the first stays; order is that of the text."""
    assert marked(TEXT, [(27, 35, "b"), (10, 14, "a"), (30, 35, "c")], "full", BOOK)[1] == [
        (10, 14, "a"),
        (27, 35, "b"),
    ]


# ---------------------------------------------------------------------- rows


def test_rows_are_those_of_the_tables(told: Timeline) -> None:
    """The cells beside the ids are the very cells of the plain tables, in their order."""
    for events, rows in (
        (claim_events(told, BOOK), claim_rows(told, BOOK, quotes="full")),
        (act_events(told, BOOK), diplomacy_rows(told, BOOK, quotes="full")),
        (mention_events(told, BOOK), mention_rows(told, BOOK, quotes="full")),
    ):
        assert rows.height
        assert events.select(rows.columns).equals(rows)


def test_the_words_that_fired_are_marked(told: Timeline) -> None:
    """Cues and trigger by their offsets; a trigger without offsets by its word; a place by its name."""
    first, second = claim_events(told, BOOK)["marks"].to_list()
    assert [TEXT[start:end] for start, end, _ in first] == ["said", "captured"]
    assert [(start, end) for start, end, role in second if role == "trigger"] == [(0, len(TEXT))]
    (name,) = mention_events(told, BOOK)["marks"].to_list()
    assert [TEXT[start:end] for start, end, _ in name] == ["Robotyne"]


def test_a_word_within_a_word_is_not_marked(tell: Tell) -> None:
    """The trigger is looked for as a word."""
    text = "The recaptured and captured hills"
    fields = {"kind": "capture", "actor": "UA", "trigger": "captured"}
    told = tell([("2024-03-05", text)], claims=[(0, text, fields)])
    (((start, end, _),),) = claim_events(told, BOOK)["marks"].to_list()
    assert (start, text[start:end]) == (text.index(" captured") + 1, "captured")


def test_the_very_name_is_marked(tell: Tell) -> None:
    """Where a sentence names a place twice, each row marks its own."""
    text, at = "Robotyne held, and Robotyne fell.", {"theater": "zaporizhzhia"}
    told = tell([("2024-03-05", text)], mentions=[(0, "Robotyne", at), (0, "Robotyne fell", at)])
    starts = [start for marks in mention_events(told, BOOK)["marks"].to_list() for start, _, _ in marks]
    assert starts == [text.index("Robotyne"), text.rindex("Robotyne")]


def test_cues_beyond_the_sentence_are_left_out(tell: Tell) -> None:
    """A cue of the sentence before is no mark of this one."""
    text = "He denied it. Troops captured it"
    cues = [{"text": "denied", "start": 3, "end": 9, "role": "denial"}]
    fields = {"kind": "capture", "actor": "UA", "trigger": "captured", "cues": cues}
    told = tell([("2024-03-05", text)], claims=[(0, "Troops captured it", fields)])
    assert claim_events(told, BOOK)["marks"].to_list() == [[(7, 15, "trigger")]]


# ---------------------------------------------------------------------- the record


def test_offsets_are_those_of_the_browser(tell: Tell) -> None:
    """A character beyond the basic plane counts twice, as in JavaScript."""
    text = "\U0001f6a9 Troops captured it"
    fields = {"kind": "capture", "actor": "UA", "trigger": "captured"}
    record = record_of(tell([("2024-03-05", text)], claims=[(0, text, fields)]), "claim")
    ((mark,),) = record["rows"]["claim"]["marks"]
    units = text.encode("utf-16-le")
    assert units[2 * mark[0] : 2 * mark[1]].decode("utf-16-le") == "captured"


def test_only_wanted_kinds_are_rows_and_cells(told: Timeline) -> None:
    """A page of gains has no strike, neither as a row nor in the cube, nor as an option."""
    record = record_of(told, "claim", kinds=trends.MOVES)
    kinds = {row[record["cube"]["keys"].index("kind")] for row in record["cube"]["rows"]}
    assert kinds - {None} == {"capture"}
    assert record["rows"]["claim"]["ids"]["kind"] == [[0]]
    assert [option["id"] for option in record["facets"]["kind"]["options"]] == ["capture"]


def test_a_page_offers_what_its_records_have(told: Timeline) -> None:
    """Names of places can be chosen by theater alone; acts by topic and actor; both kinds of events by all."""
    assert list(record_of(told, "mention")["facets"]) == ["theater"]
    assert list(record_of(told, "diplomacy")["facets"]) == ["topic", "actor", "credence", "kind"]
    both = record_of(told, "claim", "diplomacy")
    assert list(both["facets"]) == ["theater", "topic", "side", "actor", "credence", "kind"]
    assert [option["name"] for option in both["facets"]["actor"]["options"]] == ["EU", "UN"]


def test_texts_are_kept_once(told: Timeline) -> None:
    """Two events of one sentence name the same text."""
    record = record_of(told, "claim")
    assert len(set(record["rows"]["claim"]["quote"])) == 1
    assert record["strings"].count(TEXT) == 1


def test_no_quote_leaves_the_page(told: Timeline) -> None:
    """With quotes off neither the record nor the plain table holds a sentence."""
    shown = explore(told, BOOK, ["claim"], "Rows", quotes="none")
    assert TEXT not in json.dumps(shown.record)
    assert TEXT not in shown.html + shown.text


def test_a_notebook_shows_a_plain_table(told: Timeline) -> None:
    """JupyterLab, which does not know the record's kind, shows the newest rows."""
    shown = explore(told, BOOK, ["claim", "diplomacy"], "Rows")
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {EVENTS_MIME, "text/html", "text/plain"}
    assert bundle["text/html"].index("Robotyne") < bundle["text/html"].index("Envoys met")


def test_nothing_to_explore_is_told(tell: Tell) -> None:
    """An empty period has a record without rows, and a table that says so."""
    shown = explore(tell([]), BOOK, ["claim", "diplomacy"], "Rows")
    assert shown.record["rows"]["claim"]["event"] == []
    assert shown.record["limits"] == [[0.0, 3.688879]]
    assert "none; no report of this period" in shown.text


def test_control_characters_are_no_part_of_a_record(tell: Tell) -> None:
    """A bell or an escape in a report is shown as what it is."""
    text = "Troops \x1b[31mcaptured it"
    told = tell([("2024-03-05", text)], claims=[(0, text, {"kind": "capture", "actor": "UA"})])
    assert "\\u001b" not in json.dumps(record_of(told, "claim"))
