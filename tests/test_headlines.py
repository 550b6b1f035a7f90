"""The briefing's first screen and the sections on theaters: each number computed, each change told with its limits."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from scipy.stats import binomtest, chi2

from analytics import prose, trends
from analytics.charts import theme
from analytics.charts.by_theater import move_rows, place_rows
from analytics.charts.week_change import chart_weeks
from analytics.codebook import load_codebook
from analytics.trends.limits import share_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.charts.tables import Shown
    from analytics.codebook import Codebook
    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
BEFORE, NOW = "2024-03-04", "2024-03-11"  # Mondays
TEXT = "Kharkiv word " + "word " * 58
HOSTILE = "</dl><img src=x onerror=alert(1)>"
GAIN = {"kind": "advance", "theater": "kharkiv"}


def two_weeks(tell: Tell, **rows: Any) -> Timeline:
    """A report in each of two weeks, sixty words long."""
    return tell([(BEFORE, TEXT), (NOW, TEXT)], **rows)


def by_day(tell: Tell, **rows: Any) -> Timeline:
    """A report a day in each of two weeks, sixty words long: enough of them to tell a change."""
    first = dt.date.fromisoformat(BEFORE)
    return tell([((first + dt.timedelta(day)).isoformat(), TEXT) for day in range(14)], **rows)


def on_screen(told: Timeline, book: Codebook = BOOK) -> Shown:
    """The first screen."""
    compared = trends.newest_weeks(told)
    return prose.headlines(told, trends.week_changes(told, compared), compared, book)


def shown(told: Timeline) -> str:
    """The first screen as text."""
    return on_screen(told).text


def changes_of(told: Timeline, what: str) -> pl.DataFrame:
    """What changed in two weeks, of one sort."""
    return trends.week_changes(told, trends.newest_weeks(told)).filter(pl.col("what") == what)


def named(report: int, theater: str, times: int) -> list[tuple[int, str, dict[str, Any]]]:
    """So many mentions, each at a place of its own in the text."""
    return [(report, "word", {"theater": theater, "start": 8 + n, "end": 9 + n, "surface": "w"}) for n in range(times)]


class _Elements(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's signature
        self.tags.append(tag)


# ---------------------------------------------------------------------- the figures


@pytest.mark.parametrize(("n", "of"), [(0, 9), (3, 9), (9, 9), (1, 1), (21, 81)])
def test_limits_of_a_share_are_exact(n: int, of: int) -> None:
    """Those of Clopper and Pearson."""
    exact = binomtest(n, of).proportion_ci(method="exact")
    assert share_limits(n, of) == (pytest.approx(exact.low), pytest.approx(exact.high))


@pytest.mark.parametrize(("n", "of"), [(0, 9), (3, 9), (9, 9)])
def test_a_spread_widens_the_limits_of_a_share(n: int, of: int) -> None:
    """Not beyond none and all."""
    (low, high), (wide_low, wide_high) = ([limit or 0.0 for limit in share_limits(n, of, by)] for by in (1.0, 3.0))
    assert 0 <= wide_low <= low <= n / of <= high <= wide_high <= 1
    assert wide_high - wide_low > high - low


def test_nothing_has_no_share() -> None:
    """Of no claims at all, no share is told."""
    assert share_limits(0, 0) == (None, None)


@pytest.mark.parametrize("n", [0, 1, 7])
def test_rates_of_both_weeks_have_limits(tell: Tell, n: int) -> None:
    """Garwood's, per 1,000 words, where two reports leave nothing that could differ."""
    told = two_weeks(tell, mentions=[*named(0, "kharkiv", n), *named(1, "kharkiv", 5)])
    row = changes_of(told, "mentions").row(0, named=True)
    for end, count in (("_before", n), ("", 5)):
        assert row[f"rate_low{end}"] == pytest.approx(1000 / 60 * (chi2.ppf(0.025, 2 * count) / 2 if count else 0))
        assert row[f"rate_high{end}"] == pytest.approx(1000 / 60 * chi2.ppf(0.975, 2 * count + 2) / 2)


def test_limits_of_rates_let_whole_reports_differ(tell: Tell) -> None:
    """Names that come all in one report tell less than the same number over all days."""
    even = by_day(tell, mentions=[each for day in range(14) for each in named(day, "kharkiv", 2)])
    uneven = by_day(tell, mentions=[*named(0, "kharkiv", 14), *named(8, "kharkiv", 14)])
    rows = [changes_of(told, "mentions").row(0, named=True) for told in (even, uneven)]
    assert {(row["n"], row["n_before"]) for row in rows} == {(14, 14)}
    assert rows[0]["rate_high"] == pytest.approx(1000 / 420 * chi2.ppf(0.975, 30) / 2)
    assert rows[1]["rate_low"] < rows[0]["rate_low"]
    assert rows[1]["rate_high"] > rows[0]["rate_high"]


def test_the_chart_of_two_weeks_draws_the_limits_of_each_rate(tell: Tell) -> None:
    """A rule a rate, filled week and hollow week on lines of their own."""
    told = two_weeks(tell, mentions=[*named(0, "kharkiv", 2), *named(1, "kharkiv", 5)])
    weeks = trends.newest_weeks(told)
    spec = chart_weeks(trends.week_changes(told, weeks), BOOK, weeks).to_dict()
    layers = {layer["name"]: layer["encoding"] for layer in spec["layer"]}
    for rule, point in (("limits_newest", "newest_week"), ("limits_before", "week_before")):
        assert layers[rule]["y"]["field"] == layers[point]["y"]["field"]
    assert layers["limits_newest"]["y"]["field"] != layers["limits_before"]["y"]["field"]


def test_a_disputed_claim_is_doubted_denied_or_of_a_place_that_both_have(tell: Tell) -> None:
    """A claim with two reasons is one; one of a place that one side has is none; each week is judged by itself."""
    at = {"place": "Mill", "place_id": "p"}
    claims = [
        (1, "word", GAIN | {"actor": "UA", "credence": "denied"}),
        (1, "word", GAIN | {"actor": "UA"} | at),
        (1, "word", GAIN | {"actor": "RU"} | at),
        (1, "word", GAIN | {"actor": "RU", "place": "Ford", "place_id": "q"}),
        (0, "word", GAIN | {"actor": "UA"} | at),
    ]
    told = two_weeks(tell, claims=claims)
    weeks = trends.newest_weeks(told)
    assert weeks
    row = trends.dispute_shares(told, weeks)
    assert [row[name] for name in ("n", "of", "doubted", "both")] == [3, 4, 1, 2]
    assert [row[f"{name}_before"] for name in ("n", "of", "doubted", "both")] == [0, 1, 0, 0]
    assert row["share"] == 0.75
    assert changes_of(told, "disputes").select("n", "n_before", "verdict").rows() == [(3, 0, "few")]
    assert "3 of 4 claims (75 %, 95 % limits 19 % to 99 %)" in shown(told)


def test_a_larger_share_in_dispute_is_told_with_the_share_before(tell: Tell) -> None:
    """Of claims, not of words: twice the claims with twice the disputed ones are no change."""
    kinds = [GAIN | {"actor": "UA", "credence": credence} for credence in ("denied", "stated", "stated", "stated")]
    doubled = [(day, "word", kind) for day in range(14) for kind in kinds * (1 + (day >= 7))]
    assert "Not clearly another share than in the week before (25 %)." in shown(by_day(tell, claims=doubled))
    turned = [(day, "word", kinds[0 if n < (3 if day >= 7 else 1) else 1]) for day in range(14) for n in range(4)]
    text = shown(by_day(tell, claims=turned))
    assert "Clearly a larger share than in the week before (25 %)." in text
    assert re.search(r"75 % of all claims in dispute; ▲ 25 % in the week before; 3(\.0)? times its rate", text)


def test_acts_are_compared_by_topic(tell: Tell) -> None:
    """Distinct acts of each week."""
    acts = [(1, "word", {"kind": "agree", "topic": "grain"}), (0, "word", {"kind": "agree", "topic": "arms"})]
    told = two_weeks(tell, acts=acts)
    assert changes_of(told, "acts").select("key", "n", "n_before").rows() == [("arms", 0, 1), ("grain", 1, 0)]


# ---------------------------------------------------------------------- the first screen


def test_a_change_is_told_with_both_counts_and_the_limits(tell: Tell) -> None:
    """More, less, no clear change and too few, each in words beside its sign."""
    daily = {"kharkiv": (1, 3), "bakhmut": (3, 1), "kherson": (2, 2)}
    mentions = [
        (day, "word", {"theater": theater, "start": start, "end": start + 1, "surface": "w"})
        for day in range(14)
        for start, theater in enumerate(t for t, pair in daily.items() for _ in range(pair[day >= 7]))
    ]
    mentions += [(day, "word", {"theater": "zaporizhzhia", "start": 40, "end": 41}) for day in (0, 1, 8)]
    text = shown(by_day(tell, mentions=mentions))
    assert "Named most: Kharkiv, with 21 of 43 place names in theaters (49 %)." in text
    assert "Named clearly more often than in the week before: Kharkiv. Clearly less often: Bakhmut." in text
    assert re.search(
        r"21 Kharkiv; 50\.0 per 1,000 words \(95 % limits [\d.]+ to [\d.]+\); ▲ 7 in the week before", text
    )
    assert re.search(r"7 Bakhmut; .*▼ 21 in the week before; 0\.33 times its rate \(95 % limits", text)
    assert "14 in the week before: no clear change" in text
    assert "2 in the week before: too few to tell" in text
    assert "No report of this week names a place of any theater." in shown(by_day(tell))


def test_what_two_reports_cannot_tell_is_no_change(tell: Tell) -> None:
    """However far their counts lie apart: there is nothing to see how much reports differ."""
    text = shown(two_weeks(tell, mentions=[*named(0, "kharkiv", 2), *named(1, "kharkiv", 40)]))
    assert "2 in the week before: too few to tell" in text
    assert "clearly more" not in text


def test_a_gain_that_is_contradicted_is_told_apart(tell: Tell) -> None:
    """The headline counts what is not contradicted; what is only claimed is said, and what is doubted too."""
    claims = [(1, "word", GAIN | {"actor": "UA", "credence": c}) for c in ("stated", "claimed", "claimed", "denied")]
    text = shown(two_weeks(tell, claims=claims))
    assert "Reports tell of 3 gains by Ukraine; of 3 in all, 2 are only claimed." in text
    assert "1 stated by reports, 2 only claimed; 1 more doubted or denied" in text
    assert "Too few to tell a change from the week before." in text


def test_what_no_topic_covers_leads_no_headline(tell: Tell) -> None:
    """The rest comes last, however much it is."""
    acts = [(1, "word", {"kind": "agree", "topic": topic}) for topic in ("other", "other", "grain")]
    text = shown(two_weeks(tell, acts=acts))
    assert "Reports tell of 3 acts, most often about Grain (1)." in text
    assert text.index("1 Grain") < text.index("2 Other topics")
    only = shown(two_weeks(tell, acts=acts[:2]))
    assert "Reports tell of 2 acts, most often about Other topics (2)." in only


def test_without_a_week_before_nothing_is_compared(tell: Tell) -> None:
    """No change is told, none is denied; and without a report there is nothing at all."""
    told = tell([(NOW, TEXT)], mentions=named(0, "kharkiv", 9), claims=[(0, "word", GAIN | {"actor": "UA"})])
    text = shown(told)
    assert "nothing to compare with in the week before" in text
    assert not re.search("clearly|too few", text, re.IGNORECASE)
    assert shown(tell([])) == "There are no reports in this period."


def test_the_first_screen_is_a_list_of_definitions_in_which_report_text_is_text(tell: Tell) -> None:
    """Four cards; names that no table has are escaped; a brace in them is no template."""
    acts = [(1, "word", {"kind": "agree", "topic": topic}) for topic in (HOSTILE, "{before} {0}")]
    mentions = [(1, "word", {"theater": HOSTILE})]
    told = two_weeks(tell, acts=acts, mentions=mentions, claims=[(1, "word", GAIN | {"actor": "other"})])
    html = on_screen(told).html
    tags = _Elements(html).tags
    assert (tags.count("dl"), tags.count("dt"), tags.count("img")) == (1, 4, 0)
    assert "&lt;img src=x" in html
    assert "{before} {0}" in html


def test_the_words_of_a_card_are_the_codebook_s(tell: Tell) -> None:
    """An analyst's own codebook may say it otherwise."""
    cards = tuple(row | {"nothing": "Nil."} for row in BOOK.table("headline"))
    book = dataclasses.replace(BOOK, tables=BOOK.tables | {"headline": cards})
    told = two_weeks(tell)
    assert on_screen(told, book).text.count("Nil.") == 4


# ---------------------------------------------------------------------- the sections


def test_a_theater_s_section_says_how_often_where_and_what_changed(tell: Tell) -> None:
    """In the codebook's order; places by how often they are named; what was not resolved is in no list."""
    here = {"theater": "kharkiv", "place": "Kharkiv", "place_id": "k"}
    mentions = [(0, "Kharkiv", here), (1, "Kharkiv", here), *named(1, "bakhmut", 3)]
    said = prose.mentions_by_theater(two_weeks(tell, mentions=mentions), BOOK)
    assert re.findall("<h3>(.*?)</h3>", said.html) == ["Kharkiv", "Bakhmut"]
    assert "Named 2 times, 16.7 per 1,000 words (95 % limits 2.0 to 60.2), most often Kharkiv (2)." in said.text
    assert "In the newest week 1; 1 in the week before: too few to tell." in said.text
    assert "Named 3 times, 25.0 per 1,000 words (95 % limits 5.2 to 73.1), most often without a place" in said.text
    assert _Elements(said.html).tags.count("details") == 2


def test_a_section_of_advances_tells_each_side_and_each_place(tell: Tell) -> None:
    """An event at two theaters is in both sections; no other theater's claims are counted."""
    one = GAIN | {"actor": "UA", "event_id": "one", "place": HOSTILE, "place_id": "p"}
    claims = [
        (1, "word", one | {"row": 0}),
        (1, "word", one | {"row": 1, "theater": "bakhmut"}),
        (0, "word", GAIN | {"actor": "RU", "credence": "denied"}),
    ]
    said = prose.advances_by_theater(two_weeks(tell, claims=claims), BOOK)
    assert re.findall("<h3>(.*?)</h3>", said.html) == ["Kharkiv", "Bakhmut"]
    assert said.text.count("Ukraine: 1 gain, of which") == 2
    assert said.text.count("Russia: 1 gain, of which") == 1
    assert "img" not in _Elements(said.html).tags


def test_sections_of_nothing_say_so(tell: Tell) -> None:
    """No heading stands over an empty section."""
    told = tell([(NOW, TEXT)])
    for said in (prose.mentions_by_theater(told, BOOK), prose.advances_by_theater(told, BOOK)):
        assert said.text.startswith("No report of this period")
        assert "<h3>" not in said.html


def test_rows_of_a_section_are_the_most_told_first(tell: Tell) -> None:
    """Places by their claims, then side and credence from the firmest; a place near another says so."""
    at = {"place": "Mill", "place_id": "p"}
    claims = [
        (1, "word", GAIN | {"actor": "UA", "credence": "claimed"} | at),
        (0, "word", GAIN | {"actor": "UA", "credence": "confirmed"} | at),
        (1, "word", GAIN | {"actor": "RU", "place": "Ford", "place_id": "q", "relation": "south of"}),
    ]
    told = two_weeks(tell, claims=claims)
    days = [dt.date.fromisoformat(day) for day in (BEFORE, NOW)]
    assert move_rows(trends.claimed_places(told), BOOK).rows() == [
        ("Mill", "Ukraine", "gain", "confirmed by evidence", 1, days[0], days[0]),
        ("Mill", "Ukraine", "gain", "only claimed", 1, days[1], days[1]),
        ("south of Ford", "Russia", "gain", "stated by the report", 1, days[1], days[1]),
    ]
    assert place_rows(trends.named_places(told)).columns == ["place", "times", "reports", "first named", "last named"]


# ---------------------------------------------------------------------- what stands with a chart


def test_a_chart_carries_its_takeaway_and_its_source(tell: Tell) -> None:
    """In the specification, where a page finds them; the drawing stays the same."""
    told = two_weeks(tell)
    chart = theme.empty_chart("Fords", "None.")
    spec = theme.captioned(chart, prose.mentions(told, BOOK), prose.rests_on(told)).to_dict()
    assert spec.pop("usermeta")[theme.THEME] == {
        "takeaway": "No report of this period names a place of any theater.",
        "source": "2 reports, 4 to 11 March 2024: a desk.",
    }
    assert spec == chart.to_dict()
    assert prose.rests_on(tell([])) == "no report."
