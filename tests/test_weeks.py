"""The newest week against the one before: what is compared, and when a change is told."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from scipy.stats import beta

from analytics import prose, trends
from analytics.charts.briefing_table import theater_rows
from analytics.charts.week_change import chart_weeks
from analytics.codebook import load_codebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
BEFORE, NOW = "2024-03-04", "2024-03-11"  # Mondays
WORDS = "Kharkiv was hit again and nothing else was told"


def evenly(total: int) -> list[int]:
    """Spread a number over the days of a week."""
    return [total // 7 + (day < total % 7) for day in range(7)]


def compared(tell: Tell, now: list[int], before: list[int]) -> Timeline:
    """Two weeks of daily reports of 60 words that name a place so many times."""
    first = dt.date.fromisoformat(NOW) - dt.timedelta(days=len(before))
    counts = [*before, *now]
    names = [[f"Place{n}x" for n in range(count)] for count in counts]
    texts = [" ".join([*chosen, *["word"] * (60 - len(chosen))]) for chosen in names]
    days = [(first + dt.timedelta(days=n)).isoformat() for n in range(len(counts))]
    mentions = [(report, name, {"theater": "kharkiv"}) for report, chosen in enumerate(names) for name in chosen]
    return tell(list(zip(days, texts, strict=True)), mentions=mentions)


def change(told: Timeline) -> dict[str, Any]:
    """Return the one row of the comparison."""
    return trends.week_changes(told, trends.newest_weeks(told)).row(0, named=True)


def sentences(told: Timeline) -> str:
    """Return what the briefing says of the comparison."""
    weeks = trends.newest_weeks(told)
    return prose.changes(trends.week_changes(told, weeks), weeks, BOOK).text


def test_a_week_is_the_seven_days_up_to_the_newest_report(tell: Tell) -> None:
    """Not a calendar week: on a Monday that would be one day."""
    told = tell([("2024-03-04", "a b"), ("2024-03-05", "a"), ("2024-03-11", "a b c")])
    newest, before = trends.newest_weeks(told) or pytest.fail("no weeks")
    assert (newest.first, newest.last) == (dt.date(2024, 3, 5), dt.date(2024, 3, 11))
    assert (newest.reports, newest.words) == (2, 4)
    assert (before.first, before.last, before.reports) == (dt.date(2024, 2, 27), dt.date(2024, 3, 4), 1)
    assert trends.newest_week(told).reports["date"].to_list() == [dt.date(2024, 3, 5), dt.date(2024, 3, 11)]


@pytest.mark.parametrize(("now", "before"), [(0, 4), (3, 0), (1, 1), (12, 3), (40, 10)])
def test_limits_are_those_of_the_binomial_share(tell: Tell, now: int, before: int) -> None:
    """The exact limits of the ratio are Clopper and Pearson's limits of the share, as odds."""
    row = change(compared(tell, evenly(now), evenly(before)))
    low = beta.ppf(0.025, now, before + 1) if now else 0.0
    high = beta.ppf(0.975, now + 1, before) if before else 1.0
    assert row["low"] == pytest.approx(low / (1 - low))
    assert row["high"] == (pytest.approx(high / (1 - high)) if before else float("inf"))


def test_a_longer_report_does_not_make_a_change(tell: Tell) -> None:
    """Twice the names in twice the words is the same rate."""
    names = [f"Place{n}x" for n in range(30)]
    told = tell(
        [(BEFORE, " ".join(names[:15])), (NOW, " ".join(names))],
        mentions=[(r, n, {"theater": "kharkiv"}) for r, chosen in ((0, names[:15]), (1, names)) for n in chosen],
    )
    row = change(told)
    assert (row["ratio"], row["low"] < 1 < row["high"]) == (1.0, True)


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(20, 5, "more"), (5, 20, "less"), (6, 0, "more"), (10, 8, "open"), (5, 0, "few"), (2, 1, "few"), (0, 3, "few")],
)
def test_a_change_is_told_where_few_splits_part_the_weeks_as_far(
    tell: Tell, now: int, before: int, verdict: str
) -> None:
    """Five names in one week and none in the other are too few, whatever they suggest; six are not."""
    assert change(compared(tell, evenly(now), evenly(before)))["verdict"] == verdict


def test_one_report_that_names_a_place_often_is_no_change(tell: Tell) -> None:
    """Twenty names in one report of a week are one report's, though the exact limits take them for a change."""
    row = change(compared(tell, [20, 0, 0, 0, 0, 0, 0], evenly(5)))
    assert (row["low"] > 1, row["wide_low"] < 1, row["verdict"]) == (True, True, "open")
    assert row["chance"] > 0.05


def test_the_chance_counts_all_splits_of_the_reports(tell: Tell) -> None:
    """Of the 330 splits of eleven reports, only that of the four that name a place parts the rates as far."""
    row = change(compared(tell, [0] * 7, [5] * 4))
    assert row["chance"] == pytest.approx(1 / 330)


def test_one_report_a_week_tells_no_change(tell: Tell) -> None:
    """Nobody knows how much two reports would differ without a change."""
    texts = [" ".join(["Kharkiv"] * n + ["word"] * (60 - n)) for n in (1, 40)]
    told = tell(list(zip((BEFORE, NOW), texts, strict=True)), mentions=[(1, "Kharkiv", {"theater": "kharkiv"})])
    assert change(told)["verdict"] == "few"


def test_all_comparisons_of_a_page_are_adjusted_at_once(tell: Tell) -> None:
    """A change that stands alone is told; among comparisons that show nothing it needs to be clearer."""
    days = [f"2024-03-{day:02}" for day in range(4, 18)]
    names = [f"Place{n}x" for n in range(8)]
    reports = [(day, " ".join([*names, *["word"] * 40])) for day in days]
    told = [2, 0, 2, 0, 1, 2, 1, 2, 2, 1, 4, 3, 3, 3]
    one = [(r, name, {"theater": "kharkiv"}) for r, n in enumerate(told) for name in names[:n]]
    rest = [(r, names[4 + n], {"theater": f"t{n}"}) for r in range(14) for n in range(4)]
    alone, among = (tell(reports, mentions=mentions) for mentions in (one, [*one, *rest]))
    rows = trends.week_changes(among, trends.newest_weeks(among)).filter(key="kharkiv")
    assert rows["chance"][0] == change(alone)["chance"] == change(alone)["adjusted"] <= 0.05
    assert rows["adjusted"][0] == pytest.approx(5 * rows["chance"][0])


def test_no_week_before_is_no_change(tell: Tell) -> None:
    """Where the week before has no words, nothing is compared, and the page says so."""
    told = tell([(NOW, WORDS)], mentions=[(0, "Kharkiv", {"theater": "kharkiv"})])
    assert change(told)["verdict"] == "none"
    weeks = trends.newest_weeks(told)
    assert "nothing to compare" in prose.weeks(weeks).text
    assert "no change can be told" in prose.changes(trends.week_changes(told, weeks), weeks, BOOK).text


def test_gains_and_strikes_are_counted_by_side_and_without_what_is_contradicted(tell: Tell) -> None:
    """An event at two places is one; what is denied is none; a week before is told apart."""
    text = "word " * 30
    claim = {"theater": "kharkiv", "actor": "UA"}
    claims = [
        (1, "word", claim | {"kind": "capture", "event_id": "one", "row": 0}),
        (1, "word", claim | {"kind": "capture", "event_id": "one", "row": 1}),
        (1, "word", claim | {"kind": "advance", "credence": "denied"}),
        (0, "word", claim | {"kind": "advance"}),
        (1, "word", claim | {"kind": "withdraw"}),
        (1, "word", {"theater": "kharkiv", "actor": "unknown", "kind": "strike"}),
        (0, "word", {"theater": "kharkiv", "actor": "RU", "kind": "strike", "credence": "doubted"}),
    ]
    told = tell([(BEFORE, text), (NOW, text)], claims=claims)
    weeks = trends.newest_weeks(told)
    rows = trends.week_changes(told, weeks).select("what", "key", "n", "n_before").rows()
    assert rows == [("gains", "UA", 1, 1), ("strikes", "unknown", 1, 0), ("disputes", "disputed", 1, 1)]
    assert trends.strike_totals(trends.newest_week(told)) == {"unknown": 1}
    assert "1 by nobody named" in prose.reported(trends.newest_week(told), BOOK).text


def test_a_row_a_theater_keeps_claims_apart(tell: Tell) -> None:
    """What is stated, only claimed and contradicted is counted apart; a theater with strikes alone has a row."""
    text = "Kharkiv again word word"
    gain = {"kind": "advance", "actor": "RU", "theater": "kharkiv"}
    claims = [(0, "word", gain | {"credence": c}) for c in ("stated", "likely", "claimed", "denied")]
    claims += [(0, "word", {"kind": "strike", "actor": "unknown", "theater": "kherson"})]
    told = tell([(NOW, text)], mentions=[(0, "Kharkiv", {"theater": "kharkiv"})], claims=claims)
    assert theater_rows(told, BOOK).rows() == [
        ("Kharkiv", 1, 250.0, None, "2 stated, 1 only claimed, 1 doubted or denied", None),
        ("Kherson and Mykolaiv", 0, 0.0, None, None, "1 by nobody named"),
    ]
    assert theater_rows(tell([]), BOOK).is_empty()


def test_sentences_give_rates_counts_and_limits(tell: Tell) -> None:
    """A told change names both rates, both counts, the ratio and its limits; the rest is counted as untold."""
    said = sentences(compared(tell, evenly(24), evenly(6)))
    assert (
        "Named more often than in the week before, per 1,000 words: Kharkiv, 57.1 after 14.3 (24 after 6; 4.0" in said
    )
    assert "adjusted p below 0.001" in said
    assert "1 comparison could be tested at once, 1 tells a change" in said
    assert "For 1 theater there are too few names or reports" in sentences(compared(tell, evenly(2), evenly(1)))
    assert "For 1 theater chance could" in sentences(compared(tell, evenly(9), evenly(7)))


def test_a_ratio_below_one_never_reads_as_one(tell: Tell) -> None:
    """Limits are written with two digits where one would round them to no change."""
    said = sentences(compared(tell, evenly(7), evenly(21)))
    found = re.search(r"limits ([\d.]+) to ([\d.]+)", said)
    assert found
    assert float(found[2]) < 1


def test_places_of_both_sides_are_disputed(tell: Tell) -> None:
    """Gains and holds of two sides at one place; a denied one, an unresolved place or one side alone are none."""
    text = "Troops moved"
    at_a = {"place_id": "g:1", "place": "A", "theater": "kharkiv"}
    claims = [
        (0, text, at_a | {"kind": "capture", "actor": "UA"}),
        (0, text, at_a | {"kind": "hold", "actor": "RU"}),
        (0, text, {"kind": "hold", "actor": "RU", "place_id": "g:2", "place": "B"}),
        (0, text, {"kind": "hold", "actor": "UA", "place_id": "g:2", "place": "B", "credence": "denied"}),
        (0, text, {"kind": "hold", "actor": "UA", "surface": "C"}),
        (0, text, {"kind": "hold", "actor": "RU", "surface": "C"}),
    ]
    told = tell([(NOW, text)], claims=claims)
    assert trends.disputed_places(told).select("place", "sides", "n").rows() == [("A", ["RU", "UA"], 2)]
    assert trends.claimed_by_both(told) == ("e0", "e1")
    assert trends.contradicted(told) == ("e3",)
    assert "by Ukraine and Russia alike, with the number of claims: A (2)." in prose.disputes(told, BOOK).text


def test_claims_against_interest_are_counted(tell: Tell) -> None:
    """A side that tells what hurts it is told apart."""
    claims = [(0, "Troops left", {"kind": "withdraw", "actor": "RU", "claimant": "RU", "against_interest": True})]
    told = tell([(NOW, "Troops left")], claims=claims)
    assert trends.against_interest(told) == ("e0",)
    assert "1 claim is against the claimant's own interest." in prose.disputes(told, BOOK).text


def test_acts_of_the_week_name_topics_and_actors(tell: Tell) -> None:
    """What the acts are about and who acts most often."""
    acts = [(0, "Envoys met", {"kind": "consult", "topic": "grain", "source": ["Turkey", "UN"]})] * 2
    said = prose.newest_acts(tell([(NOW, "Envoys met")], acts=acts), BOOK).text
    assert "2 diplomatic acts. Most often they are about Grain (2)." in said
    assert "Turkey (2)" in said


def test_nothing_reported_is_said_in_words(tell: Tell) -> None:
    """No report, and a week without a claim, are sentences."""
    nothing, quiet = tell([]), tell([(NOW, "Quiet")])
    for told in (nothing, quiet):
        week, weeks = trends.newest_week(told), trends.newest_weeks(told)
        for shown in (
            prose.weeks(weeks),
            prose.reported(week, BOOK),
            prose.changes(trends.week_changes(told, weeks), weeks, BOOK),
            prose.disputes(week, BOOK),
            prose.newest_acts(week, BOOK),
        ):
            assert re.search(r"\b[Nn]o\b|nothing", shown.text), shown.text
        assert trends.week_changes(told, weeks).is_empty()


def test_the_chart_draws_both_weeks(tell: Tell) -> None:
    """A filled and a hollow mark a theater, and the change only where it is told."""
    told = compared(tell, evenly(24), evenly(6))
    weeks = trends.newest_weeks(told)
    spec = chart_weeks(trends.week_changes(told, weeks), BOOK, weeks).to_dict()
    rows = {layer["name"]: spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]}
    assert [row["n"] for row in rows["newest_week"]] == [24]
    assert [row["change"] for row in rows["told_changes"]] == ["4.0 times"]
    few = compared(tell, evenly(2), evenly(1))
    spec = chart_weeks(trends.week_changes(few, weeks), BOOK, weeks).to_dict()
    assert not next(spec["datasets"][x["data"]["name"]] for x in spec["layer"] if x["name"] == "told_changes")


def test_a_theater_named_for_the_first_time_is_drawn(tell: Tell) -> None:
    """A limit without end does not reach the page, where JSON knows no infinity."""
    told = compared(tell, evenly(9), evenly(0))
    weeks = trends.newest_weeks(told)
    chart = chart_weeks(trends.week_changes(told, weeks), BOOK, weeks)
    assert "Infinity" not in chart.to_json()
    assert "at least" in sentences(told)


def test_order_of_input_does_not_show(tell: Tell) -> None:
    """The same reports in another order give equal frames."""
    told = compared(tell, [5, 0, 9, 0, 3, 1, 1], evenly(5))
    turned = type(told).cast({name: frame.reverse() for name, frame in told.to_dict().items()})
    weeks = trends.newest_weeks(told)
    assert trends.newest_weeks(turned) == weeks
    one, other = (trends.week_changes(each, weeks) for each in (told, turned))
    assert one.equals(other)
