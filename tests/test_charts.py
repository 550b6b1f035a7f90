"""Charts, tables and sentences: what a reader sees, and that a report cannot put markup there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl
import pytest

from analytics import prose, trends
from analytics.charts import tables, theme
from analytics.charts.claimed_advances import chart_advances
from analytics.charts.credence import CROSSES
from analytics.charts.diplomatic_developments import chart_diplomacy
from analytics.charts.dyads import chart_dyads
from analytics.charts.labels import labels_of, period_text
from analytics.charts.mention_frequency import chart_mentions
from analytics.charts.quotes import quoted
from analytics.charts.rate_rows import rate_rows
from analytics.codebook import load_codebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
DAYS = (dt.date(2024, 3, 4), dt.date(2024, 3, 7))
HOSTILE = "</script><img src=x onerror=alert(1)> **bold** $x$ \x1b[31m \u202e"


@pytest.fixture
def told(tell: Tell) -> Timeline:
    """A small timeline with something for every chart, a day without report, and hostile text."""
    first = f"Robotyne held. Troops took Robotyne, said X {HOSTILE}."
    second = "Kharkiv was hit. Envoys met in Oslo. A claim was denied. " + "Long words follow here " * 20
    claims = [
        (
            0,
            first,
            {
                "kind": "capture",
                "actor": "UA",
                "theater": "zaporizhzhia",
                "credence": "claimed",
                "claimant": "UA",
                "claimant_text": HOSTILE,
            },
        ),
        (
            0,
            first,
            {"kind": "advance", "actor": "UA", "theater": "zaporizhzhia", "credence": "confirmed", "place": HOSTILE},
        ),
        (1, second, {"kind": "withdraw", "actor": "RU", "theater": "kharkiv"}),
        (1, second, {"kind": "advance", "actor": "RU", "theater": "kharkiv", "credence": "denied"}),
        (1, second, {"kind": "advance", "actor": "RU", "theater": "bakhmut", "credence": "likely"}),
    ]
    acts = [
        (0, first, {"kind": "accuse", "topic": "grain", "source": ["Russia"], "credence": "claimed"}),
        (1, second, {"kind": "consult", "topic": "negotiations", "source": ["Norway"], "target": ["EU"]}),
        (1, second, {"kind": "agree", "topic": "negotiations", "credence": "denied"}),
    ]
    mentions = [
        (0, "Robotyne", {"theater": "zaporizhzhia"}),
        (1, "Kharkiv", {"theater": "kharkiv"}),
        (1, "Oslo", {"theater": "none"}),
    ]
    return tell(
        [("2024-03-04", first), ("2024-03-07", second)],
        mentions=mentions,
        claims=claims,
        acts=acts,
        note="for showing only",
    )


@pytest.fixture
def charts(told: Timeline) -> dict[str, Any]:
    """The charts of that timeline."""
    return {
        "mentions": chart_mentions(trends.mention_frequency(told, prose.theaters_of(BOOK)), BOOK, DAYS),
        "advances": chart_advances(trends.claimed_advances(told), BOOK, DAYS),
        "diplomacy": chart_diplomacy(trends.diplomatic_acts(told), BOOK, DAYS),
        "dyads": chart_dyads(trends.dyads(told, BOOK), BOOK, DAYS, trends.no_dyad(told)),
    }


def spec_of(chart: Any) -> dict[str, Any]:
    """Return a chart as Vega-Lite."""
    spec: dict[str, Any] = json.loads(chart.to_json())
    return spec


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a specification."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


NAMES = ("mentions", "advances", "diplomacy", "dyads")
PICKS = {"period_hover", "credence_pick", "kind_pick", "balance_pick"}
PARAMETERS = PICKS | {"lane_count", "lane_ticks", "most", "ticks", "lanes_bottom"}


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_round_trips_and_fits_its_container(charts: dict[str, Any], name: str) -> None:
    """Each chart is valid Vega-Lite, as wide as the page, described in words, with a caveat below its title."""
    spec = spec_of(charts[name])
    assert alt.Chart.from_dict(spec).to_dict()
    assert spec["width"] == "container"
    assert len(spec["description"]) > 40
    assert spec["title"]["subtitle"]


@pytest.mark.parametrize("name", NAMES)
def test_layers_and_parameters_are_named(charts: dict[str, Any], name: str) -> None:
    """No layer or parameter is left to a counter: the same data gives the same text."""
    spec = spec_of(charts[name])
    assert all(layer.get("name") for layer in spec["layer"])
    assert {param["name"] for param in spec["params"]} <= PARAMETERS


def test_the_same_frame_gives_the_same_chart(told: Timeline) -> None:
    """Drawing twice gives equal text."""
    frame = trends.claimed_advances(told)
    assert chart_advances(frame, BOOK, DAYS).to_json() == chart_advances(frame, BOOK, DAYS).to_json()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("_sitrep")
def test_a_chart_is_drawn(charts: dict[str, Any], name: str) -> None:
    """The Vega that pages carry turns each chart into a picture with marks, without a warning about a missing field."""
    import vl_convert  # noqa: PLC0415  slow to load

    svg = vl_convert.vegalite_to_svg(spec_of(charts[name]) | {"width": 640}, vl_version="6.4")
    assert svg.count("<path") > (5 if name == "dyads" else 10)
    assert "NaN" not in svg
    assert "undefined" not in svg


@pytest.mark.parametrize("name", NAMES)
def test_no_hover_is_read_as_markup(charts: dict[str, Any], name: str) -> None:
    """The page's tooltip makes an image of a row called `image` and a heading of one called `title`."""
    titles = [
        tip["title"]
        for node in walk(spec_of(charts[name]))
        for tip in node.get("tooltip") or []
        if isinstance(tip, dict)
    ]
    assert titles
    assert not {title.lower() for title in titles} & {"image", "title"}
    assert not any(key in node for node in walk(spec_of(charts[name])) for key in ("href", "url"))


@pytest.mark.parametrize(("quotes", "most"), [("none", None), ("short", 13), ("full", 91)])
def test_a_hover_shows_what_may_be_shown(told: Timeline, quotes: Any, most: int | None) -> None:
    """Of a sentence nothing, some words, or all: also in what the page holds and does not show."""
    spec = spec_of(chart_diplomacy(trends.diplomatic_acts(told), BOOK, DAYS, quotes=quotes))
    shown = [row["quote"] for rows in spec["datasets"].values() for row in rows if "quote" in row]
    assert (max(len(quote.split()) for quote in shown) if shown else None) == most
    assert ("Kharkiv was hit" in json.dumps(spec)) == (quotes != "none")
    assert ("Long words" in json.dumps(spec)) == (quotes == "full")


SENTENCE = "On Monday the sappers crossed the long ford near the mill and stayed there"


@pytest.mark.parametrize(
    ("fired", "words", "shown"),
    [
        ("crossed", 2, "… the sappers crossed the long …"),
        ("crossed the long", 1, "… sappers crossed …"),
        ("On", 3, "On Monday the sappers …"),
        ("there", 1, "… stayed there"),
        ("crossed", 99, SENTENCE),
        ("swam", 3, "On Monday the …"),
        ("", 3, "On Monday the …"),
    ],
)
def test_a_short_quote_is_the_words_around_those_that_fired(fired: str, words: int, shown: str) -> None:
    """So many on each side, with a mark where some are left out; where nothing fired, the beginning."""
    book = dataclasses.replace(BOOK, settings=BOOK.settings | {"quote_words": words})
    frame = pl.DataFrame({"quote": [SENTENCE], "trigger": [fired]})
    assert quoted(frame, "short", book)["quote"].to_list() == [shown]


def test_every_table_of_sentences_shows_what_may_be_shown(told: Timeline) -> None:
    """No quote at all, or none longer than the setting allows."""
    for rows in (tables.claim_rows, tables.diplomacy_rows, tables.mention_rows):
        assert "quote" not in rows(told, BOOK, quotes="none").columns
        short, full = (rows(told, BOOK, quotes=quotes)["quote"].to_list() for quotes in ("short", "full"))
        assert max(len(quote.split()) for quote in short) <= 2 * BOOK.settings["quote_words"] + 3
        assert all(quote.strip("… ") in whole for quote, whole in zip(short, full, strict=True))


def test_doubted_and_denied_acts_are_told_apart_by_shape(told: Timeline) -> None:
    """One stroke through a hollow mark, or two; and a mark that is told in the report's own voice has none."""
    spec = spec_of(chart_diplomacy(trends.diplomatic_acts(told), BOOK, DAYS))
    shapes = {layer["name"]: layer["mark"].get("shape") for layer in spec["layer"] if layer["name"] in CROSSES}
    assert shapes == CROSSES
    assert len(set(CROSSES.values())) == len(CROSSES)


def test_days_without_a_report_are_shaded_among_the_acts(told: Timeline) -> None:
    """Two days lie between the reports: one gap each, and none before the first or after the last."""
    read = trends.periods_read(told, "day")
    spec = spec_of(chart_diplomacy(trends.diplomatic_acts(told), BOOK, DAYS, read=read))
    (layer,) = [layer for layer in spec["layer"] if layer["name"] == "periods_without_reports"]
    assert [row["from"][:10] for row in spec["datasets"][layer["data"]["name"]]] == ["2024-03-04", "2024-03-05"]


def test_missing_days_break_the_line(charts: dict[str, Any]) -> None:
    """Days without reports are rows of nulls and shaded, not zeros."""
    sets = spec_of(charts["mentions"])["datasets"].values()
    kharkiv = [row for rows in sets for row in rows if row.get("theater") == "kharkiv" and "period" in row]
    assert [row["n"] for row in sorted(kharkiv, key=lambda row: row["period"])] == [0, None, None, 1]
    assert [len(rows) for rows in sets if "from" in rows[0] and "to" in rows[0]] == [2]


def test_bars_are_the_limits_that_let_reports_differ(tell: Tell) -> None:
    """Where there are enough reports the bars are the wide limits; where there are not, the chart says so."""
    counts = [n * n % 7 for n in range(24)]
    names = [f"Place{n}x" for n in range(7)]
    days = [f"2024-03-{n + 1:02}" for n in range(24)]
    mentions = [(r, name, {"theater": "kharkiv"}) for r, n in enumerate(counts) for name in names[:n]]
    many = tell([(day, " ".join([*names, *["word"] * 300])) for day in days], mentions=mentions)
    few = tell([(days[0], "Kharkiv was hit")], mentions=[(0, "Kharkiv", {"theater": "kharkiv"})])
    for told, caveat, basis in ((many, "let whole reports differ", "how much"), (few, "too narrow", "counting alone")):
        frame = trends.mention_frequency(told)
        spec = spec_of(chart_mentions(frame, BOOK, DAYS))
        rows = [row for rows in spec["datasets"].values() for row in rows if "shown_low" in row]
        shown = frame["wide_high"].fill_null(frame["high"]).to_list()
        assert [row["shown_high"] for row in rows] == pytest.approx(shown)
        assert caveat in " ".join(spec["title"]["subtitle"])
        assert all(basis in row["basis_name"] for row in rows)
    assert rate_rows(many, BOOK)["they rest on"].to_list() == ["whole reports drawn anew"]
    assert rate_rows(few, BOOK)["95 % limits"].to_list() == rate_rows(few, BOOK)["limits of counting alone"].to_list()


def test_a_matrix_has_room_for_some_and_says_what_it_leaves_out(tell: Tell) -> None:
    """The busiest actors are drawn; acts with others, and of one end, are counted below the title."""
    bound = trends.thresholds().matrix_actors
    acts = [
        (0, "met", {"kind": "consult", "source": ["Center"], "target": [f"A{n:02}"]})
        for n in range(bound)
        for _ in "12"
    ]
    acts += [(0, "met", {"kind": "accuse", "source": ["Z"], "target": ["Center"]})]
    acts += [(0, "met", {"kind": "accuse", "source": ["Center"]})]
    told = tell([("2024-03-04", "Envoys met")], acts=acts)
    spec = spec_of(chart_dyads(trends.dyads(told, BOOK), BOOK, DAYS, trends.no_dyad(told)))
    drawn = [row for rows in spec["datasets"].values() for row in rows if "balance" in row]
    assert {row["target"] for row in drawn} == {f"A{n:02}" for n in range(bound - 1)}
    subtitle = " ".join(spec["title"]["subtitle"])
    assert "Not drawn: 3 with 2 other actors and 1 that name only one end." in subtitle


def test_a_pair_of_both_tones_is_neither(tell: Tell) -> None:
    """As many acts of cooperation as of conflict are no balance; each tone has its own shape besides its colour."""
    kinds = {"A": ("aid",), "B": ("aid", "accuse"), "C": ("sanction",)}
    acts = [
        (0, "met", {"kind": k, "source": [who], "target": ["T"]}) for who, several in kinds.items() for k in several
    ]
    told = tell([("2024-03-04", "Envoys met")], acts=acts)
    spec = spec_of(chart_dyads(trends.dyads(told, BOOK), BOOK, DAYS))
    drawn = {row["source"]: row["balance"] for rows in spec["datasets"].values() for row in rows if "balance" in row}
    assert drawn == {"A": "more cooperation", "B": "as much of both", "C": "more conflict"}
    shapes = next(layer for layer in spec["layer"] if layer["name"] == "pairs")["encoding"]["shape"]["scale"]["range"]
    assert len(set(shapes)) == 3


def test_theaters_that_nobody_names_are_listed(charts: dict[str, Any]) -> None:
    """A theater without mentions has no lane and is not silently left out."""
    subtitle = " ".join(spec_of(charts["mentions"])["title"]["subtitle"])
    assert "Belarus" in subtitle
    assert "Kharkiv" not in subtitle


def bars(chart: Any) -> list[dict[str, Any]]:
    """Return the rows of the stacked bars."""
    return [row for rows in spec_of(chart)["datasets"].values() for row in rows if "upper" in row]


def test_a_withdrawal_is_drawn_toward_the_other_side(charts: dict[str, Any]) -> None:
    """What one side leaves is drawn in the other side's direction, in a bar of its own."""
    left = [row for row in bars(charts["advances"]) if row["move"] == "withdrawal"]
    own = [row for row in bars(charts["advances"]) if row["move"] == "gain"]
    assert {row["sign"] for row in left} == {row["sign"] for row in own if row["side"] != left[0]["side"]}


def test_what_is_contradicted_is_in_no_bar(charts: dict[str, Any]) -> None:
    """Doubted and denied gains never make a bar longer."""
    assert {row["credence"] for row in bars(charts["advances"])} == {"claimed", "confirmed", "likely", "stated"}
    assert any(layer["name"].startswith("denied_") for layer in spec_of(charts["advances"])["layer"])


def test_a_claim_is_hollow_and_evidence_is_full() -> None:
    """The codebook draws what is confirmed full, what is only claimed hollow, and no two strengths alike."""
    strength = {label.id: label.strength for label in labels_of(BOOK, "credence_display")}
    assert strength["confirmed"] > strength["stated"] > strength["likely"] > strength["claimed"] == 0


@pytest.mark.parametrize(
    ("draw", "ask"),
    [
        (lambda frame: chart_mentions(frame, BOOK, None), trends.mention_frequency),
        (lambda frame: chart_advances(frame, BOOK, None), trends.claimed_advances),
        (lambda frame: chart_diplomacy(frame, BOOK, None), trends.diplomatic_acts),
        (lambda frame: chart_dyads(frame, BOOK, None), lambda told: trends.dyads(told, BOOK)),
    ],
)
def test_an_empty_frame_is_said_in_words(tell: Tell, draw: Callable[..., Any], ask: Callable[..., Any]) -> None:
    """Nothing to show is a sentence, not a blank."""
    spec = spec_of(draw(ask(tell([]))))
    assert spec["mark"]["type"] == "text"
    assert "No report" in json.dumps(spec["datasets"])


@pytest.mark.usefixtures("_sitrep")
def test_the_renderer_hands_over_the_specification(charts: dict[str, Any]) -> None:
    """A notebook gets the MIME type that JupyterLab draws offline, and the description as plain text."""
    bundle, metadata = charts["mentions"]._repr_mimebundle_()
    assert set(bundle) == {theme.MIME, "text/plain"}
    assert bundle["text/plain"].startswith("Mentions by theater")
    assert metadata[theme.MIME]["embed_options"]["renderer"] == "svg"


def test_a_notebook_s_chart_has_a_width_of_its_own() -> None:
    """JupyterLab draws one that fills its container without end and without width; a page gets it back as it was."""
    filling, fixed = {"width": "container", "mark": "bar"}, {"width": 300, "mark": "bar"}
    bundle, metadata = theme.render_offline(filling)
    assert bundle[theme.MIME]["width"] > 480
    assert bundle[theme.MIME] | metadata[theme.MIME]["page"] == filling
    bundle, metadata = theme.render_offline(fixed)
    assert bundle[theme.MIME] == fixed
    assert "page" not in metadata[theme.MIME]


@pytest.mark.usefixtures("_sitrep")
def test_the_theme_takes_the_page_s_text_colour(charts: dict[str, Any]) -> None:
    """No text colour of its own: it reads on white and on black."""
    config = spec_of(charts["mentions"])["config"]
    assert config["axis"]["labelColor"] == config["title"]["color"] == config["text"]["fill"] == "currentColor"
    assert config["background"] == "transparent"


def test_table_cells_are_escaped(told: Timeline) -> None:
    """Whatever a report, place or claimant says is text: no tag, no control character gets through."""
    for rows in (tables.claim_rows(told, BOOK), tables.mention_rows(told, BOOK), tables.diplomacy_rows(told, BOOK)):
        html = tables.source_table(rows, "Sentences")._repr_html_()
        assert "<img" not in html
        assert "</script" not in html
        assert "\x1b" not in html
        assert "mathjax_ignore" in html


def test_the_text_of_a_table_holds_no_escape_sequence(told: Timeline) -> None:
    """The plain form is for terminals: control characters are shown as replaced."""
    assert "\x1b" not in repr(tables.source_table(tables.claim_rows(told, BOOK), "Claims"))


def test_a_long_table_says_how_much_it_leaves_out(told: Timeline) -> None:
    """A cut is never silent."""
    assert ": 5, the first 2 shown" in repr(tables.source_table(tables.claim_rows(told, BOOK), "Claims", limit=2))
    assert "Holds: none; no report of this period tells of one" in repr(
        tables.source_table(tables.claim_rows(told, BOOK, ["hold"]), "Holds")
    )


def test_an_event_is_one_row_with_all_its_places(tell: Tell) -> None:
    """Rows of one event are joined: places in order, each once."""
    text = "Troops took A and B"
    more = {"kind": "capture", "actor": "UA", "event_id": "one"}
    told = tell([("2024-03-04", text)], claims=[(0, text, more | {"row": n, "place": p}) for n, p in enumerate("BA")])
    assert tables.claim_rows(told, BOOK)["place"].to_list() == [["B", "A"]]


def test_a_mention_is_shown_in_its_sentence(told: Timeline) -> None:
    """The quote of a mention ends where its sentence ends."""
    assert tables.mention_rows(told, BOOK)["quote"].to_list() == [
        "Robotyne held.",
        "Kharkiv was hit.",
        "Envoys met in Oslo.",
    ]


def test_the_page_says_what_must_be_said_about_its_reports(told: Timeline) -> None:
    """A report's note stands at the top, with the number of reports that it is about."""
    said = prose.about(told)
    assert "2 reports of 2: for showing only." in said.text
    assert "for showing only" in said.html
    assert "4 to 7 March 2024: 2 reports of 2 days" in said.text


def test_sentences_count_what_the_trends_count(told: Timeline) -> None:
    """Numbers in prose are those of the frames: gains by who stands behind them, mentions, acts."""
    assert (
        "2 gains, of which the reports themselves state 1, pass on 1 as somebody's claim"
        in prose.advances(told, BOOK).text
    )
    assert "Reports name places of 2 theaters 2 times." in prose.mentions(told, BOOK).text
    assert "33 % of all place names" in prose.mentions(told, BOOK).text
    assert "3 diplomatic acts" in prose.diplomacy(told, BOOK).text


def test_prose_of_nothing_is_a_sentence(tell: Tell) -> None:
    """An empty period is told as such."""
    nothing = tell([])
    said = [
        prose.about(nothing),
        prose.mentions(nothing, BOOK),
        prose.advances(nothing, BOOK),
        prose.diplomacy(nothing, BOOK),
    ]
    assert all(" no " in f" {shown.text.lower()}" for shown in said)


def test_sources_escape_titles(told: Timeline) -> None:
    """The list of reports says where each day is from, and holds no markup of a report."""
    assert "date from option" in prose.sources(told).text
    assert prose.sources(told).html.count("<li>") == 2


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ((2024, 3, 4), (2024, 3, 4), "4 March 2024"),
        ((2024, 3, 4), (2024, 3, 7), "4 to 7 March 2024"),
        ((2024, 2, 28), (2024, 3, 7), "28 February to 7 March 2024"),
        ((2023, 12, 31), (2024, 1, 1), "31 December 2023 to 1 January 2024"),
    ],
)
def test_spans_of_days_are_brief(first: tuple[int, int, int], last: tuple[int, int, int], text: str) -> None:
    """What both days share is said once."""
    assert period_text(dt.date(*first), dt.date(*last)) == text


def test_unknown_ids_are_shown_under_their_own_name() -> None:
    """A frame of another codebook is drawn too: ids without an entry come last."""
    labels = labels_of(BOOK, "theater", ["zz_sector", "kharkiv"])
    assert labels[-1].name == "zz sector"
    assert [label.id for label in labels].count("kharkiv") == 1


def test_a_full_stack_shows_every_kind_and_counts_the_rest(tell: Tell) -> None:
    """Where acts do not fit, one of each kind is drawn before a second of any, and the number left out is written."""
    text = "Envoys met"
    kinds = ["agree"] * 20 + ["sanction"]
    told = tell([("2024-03-04", text)], acts=[(0, text, {"kind": kind, "topic": "grain"}) for kind in kinds])
    spec = spec_of(chart_diplomacy(trends.diplomatic_acts(told), BOOK, DAYS))
    drawn = next(layer for layer in spec["layer"] if layer["name"] == "in_own_voice")
    rows = spec["datasets"][drawn["data"]["name"]]
    assert {row["kind"] for row in rows} == {"agree", "sanction"}
    assert any(row.get("more") == f"+{len(kinds) - len(rows)}" for some in spec["datasets"].values() for row in some)


def test_weeks_have_their_ticks_on_mondays() -> None:
    """The axis of weeks names the Mondays that the rows name, not the Sundays of Vega's own weeks."""
    axis = theme.period_axis("period", [dt.date(2024, 3, 4), dt.date(2024, 3, 11)], "week").to_dict()["axis"]
    assert [value["date"] for value in axis["values"]] == [4, 11]
