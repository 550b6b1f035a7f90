"""Slides for TimelineJS: what its documentation asks for, and nothing of a report as markup."""

from __future__ import annotations

import datetime as dt
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from analytics.codebook import load_codebook
from analytics.timelines import write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.schema import Timeline

# Written from the tables of https://timeline.knightlab.com/docs/json-format.html; nothing that they do not name.
TEXT = {"type": "object", "properties": {"headline": {"type": "string"}, "text": {"type": "string"}}}
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
        "hour": {"type": "integer", "minimum": 0, "maximum": 23},
        "minute": {"type": "integer", "minimum": 0, "maximum": 59},
        "second": {"type": "integer", "minimum": 0, "maximum": 59},
        "millisecond": {"type": "integer"},
        "display_date": {"type": "string"},
        "format": {"type": "string"},
    },
}
STRINGS = ("caption", "credit", "thumbnail", "alt", "title", "link", "link_target")
MEDIA = {"type": "object", "required": ["url"], "properties": {name: {"type": "string"} for name in ("url", *STRINGS)}}
TITLE = {
    "type": "object",
    "properties": {
        "start_date": DATE,
        "end_date": DATE,
        "text": TEXT,
        "media": MEDIA,
        "group": {"type": "string"},
        "display_date": {"type": "string"},
        "background": {"type": "object"},
        "autolink": {"type": "boolean"},
        "unique_id": {"type": "string"},
    },
}
ERA = {
    "type": "object",
    "required": ["start_date", "end_date"],
    "properties": {"start_date": DATE, "end_date": DATE, "text": TEXT},
}
for part in (TEXT, DATE, MEDIA, TITLE, ERA):
    part["additionalProperties"] = False
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["events"],
    "additionalProperties": False,
    "properties": {
        "events": {"type": "array", "items": TITLE | {"required": ["start_date"]}},
        "title": TITLE,
        "eras": {"type": "array", "items": ERA},
        "scale": {"enum": ["human", "cosmological"]},
    },
}
VALID = jsonschema.Draft202012Validator(SCHEMA)
EVIL = "</script><img src=x onerror=alert(1)> http://evil.example &lt;b&gt;"
GAIN = {"kind": "capture", "actor": "UA", "surface": "Brod", "place": "Brod", "theater": "bakhmut"}


def document(timeline: Timeline, folder: Path) -> dict[str, Any]:
    """What is written, read as JSON and held against the documented format."""
    write_timeline(timeline, folder / "slides.json", "timelinejs")
    content: dict[str, Any] = json.loads((folder / "slides.json").read_text(encoding="utf-8"))
    VALID.validate(content)
    return content


class Seen(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.tags: list[tuple[str, int]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and how many attributes it has."""
        self.tags.append((tag, len(attrs)))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"events": [{"text": {"headline": "no day"}}]},
        {"events": [{"start_date": {"month": 7}}]},
        {"events": [{"start_date": {"year": 2023, "month": 13}}]},
        {"events": [{"start_date": {"year": "2023"}}]},
        {"events": [], "losses": []},
    ],
)
def test_the_schema_refuses_what_is_not_documented(wrong: dict[str, Any]) -> None:
    """A slide has a day, a day a year, and no member has a name of its own."""
    assert not VALID.is_valid(wrong)


def test_the_schema_takes_what_is_documented() -> None:
    """Title, eras, media and all parts of a date."""
    day = {"year": -44, "month": 3, "day": 15, "hour": 12, "display_date": "the Ides"}
    media = {"url": "https://example.org/a.png", "caption": "<b>a</b>"}
    VALID.validate(
        {
            "events": [{"start_date": day, "media": media, "background": {"color": "red"}}],
            "title": {"text": {"headline": ""}},
            "eras": [{"start_date": day, "end_date": day}],
            "scale": "human",
        }
    )


def test_every_event_is_a_slide(week: Timeline, tmp_path: Path) -> None:
    """As many slides as distinct claims and acts, each with its day, its id and its quote, by day."""
    slides = document(week, tmp_path)["events"]
    told = [*week.claims.unique("event_id").to_dicts(), *week.diplomacy.to_dicts()]
    by_id = {slide["unique_id"]: slide for slide in slides}
    assert len(slides) == len(by_id) == len(told)
    for row in told:
        slide = by_id[row["event_id"]]
        start = dt.date(**slide["start_date"])
        last = dt.date(**slide.get("end_date", slide["start_date"]))
        assert (start, last + dt.timedelta(1)) == (row["event_start"], row["event_end"])
        assert row["quote"] in Seen(slide["text"]["text"]).text
        assert ("display_date" in slide) == (row["date_precision"] > 1)
    starts = [dt.date(**slide["start_date"]) for slide in slides]
    assert starts == sorted(starts)


def test_what_is_left_out_is_told(week: Timeline, tmp_path: Path) -> None:
    """By the call, and to readers on the first slide, with what must be said of the reports."""
    left_out = write_timeline(week, tmp_path / "slides.json", "timelinejs")
    assert left_out == {"place mentions": week.mentions.height, "reports": week.reports.height}
    title = Seen(document(week, tmp_path)["title"]["text"]["text"]).text
    assert f"Left out: place mentions ({week.mentions.height:,})." in title
    assert "written for this project from public facts; not a source" in title


def test_a_slide_says_who_claims_it(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """Side, kind, places and credence in the headline, so that no claim looks like a fact; who says so below."""
    said = GAIN | {"claimant": "RU", "claimant_text": "the ministry", "credence": "claimed", "evidence": "footage"}
    both = (
        {"event_id": "e", "row": 0},
        {"event_id": "e", "row": 1, "surface": "Ford", "place": None, "relation": "2 km of"},
    )
    text = "Brod and Ford fell."
    one = tell([("2023-07-08", text)], claims=[(0, text, said | more) for more in both])
    (slide,) = document(one, tmp_path)["events"]
    assert slide["text"]["headline"] == "Ukraine: capture, Brod, 2 km of Ford (only claimed)"
    assert "Told by: Russia (the ministry)" in Seen(slide["text"]["text"]).text
    assert "Credence: only claimed" in Seen(slide["text"]["text"]).text
    assert "Evidence: footage" in Seen(slide["text"]["text"]).text
    names = {row["id"]: row["name"] for row in load_codebook().table("theater")}
    assert slide["group"] == names["bakhmut"]


def test_a_timeline_without_events_is_a_document(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """A quiet day has no slide, and the first slide says so."""
    content = document(tell([("2023-07-08", "Quiet.")]), tmp_path)
    assert content["events"] == []
    assert content["title"]["text"]["headline"] == "Events told of: 0, 2023-07-08 to 2023-07-08"


def hostile(tell: Callable[..., Timeline]) -> Timeline:
    """A timeline in which every text is an attack."""
    words = dict.fromkeys(
        ("surface", "place", "relation", "claimant_text", "theater", "kind", "actor", "corrected"), EVIL
    )
    act = dict.fromkeys(("kind", "topic", "conditions", "claimant_text", "theater", "claimant", "credence"), EVIL)
    return tell(
        [("2023-07-08", EVIL)],
        claims=[(0, EVIL, words | {"toward": [EVIL]})],
        acts=[(0, EVIL, act | {"source": [EVIL], "target": [EVIL], "event_id": "act"})],
        note=EVIL,
    )


def test_hostile_text_is_no_markup(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """Only tags written here, without an attribute; the text is there as it was."""
    content = document(hostile(tell), tmp_path)
    for slide in [content["title"], *content["events"]]:
        for html in slide["text"].values():
            seen = Seen(html)
            assert set(seen.tags) <= {("blockquote", 0), ("p", 0), ("br", 0)}
        assert EVIL in Seen(slide["text"]["text"]).text


def test_hostile_text_is_no_group_no_date_no_link(tell: Callable[..., Timeline], tmp_path: Path) -> None:
    """TimelineJS shows the text of these two as HTML, and makes links of addresses unless it is told not to."""
    content = document(hostile(tell), tmp_path)
    assert [slide for slide in content["events"] if EVIL in (slide.get("group"), slide.get("display_date"))] == []
    assert not any("group" in slide for slide in content["events"])
    assert {slide["autolink"] for slide in [content["title"], *content["events"]]} == {False}
