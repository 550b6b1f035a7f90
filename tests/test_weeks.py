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


def compared(tell: Tell, now: int, before: int, *, claims: Any = ()) -> Timeline:
    """Two reports, a week apart, that name a place so many times."""
    names = [[f"Place{n}x" for n in range(count)] for count in (before, now)]
    filler = ["word"] * 60
    texts = [" ".join([*chosen, *filler[len(chosen) :]]) for chosen in names]
    mentions = [(report, name, {"theater": "kharkiv"}) for report, chosen in enumerate(names) for name in chosen]
    return tell([(BEFORE, texts[0]), (NOW, texts[1])], mentions=mentions, claims=claims)


def change(told: Timeline) -> dict[str, Any]:
    """Return the one row of the comparison."""
    return trends.mention_changes(told, trends.newest_weeks(told)).row(0, named=True)


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
    row = change(compared(tell, now, before))
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
    assert (row["ratio"], row["verdict"]) == (1.0, "open")


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(20, 5, "more"), (5, 20, "less"), (6, 0, "more"), (10, 8, "open"), (5, 0, "few"), (2, 1, "few"), (0, 3, "few")],
)
def test_a_change_is_told_only_where_the_limits_exclude_none(tell: Tell, now: int, before: int, verdict: str) -> None:
    """Five names in one week and none in the other are too few, whatever they suggest; six are not."""
    assert change(compared(tell, now, before))["verdict"] == verdict


def test_no_week_before_is_no_change(tell: Tell) -> None:
    """Where the week before has no words, nothing is compared, and the page says so."""
    told = tell([(NOW, WORDS)], mentions=[(0, "Kharkiv", {"theater": "kharkiv"})])
    assert change(told)["verdict"] == "none"
    weeks = trends.newest_weeks(told)
    assert "nothing to compare" in prose.weeks(weeks).text
    assert "no change can be told" in prose.changes(told, weeks, BOOK).text


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
    assert trends.gain_changes(told, weeks).select("side", "n", "n_before").rows() == [("UA", 1, 1)]
    assert trends.strike_changes(told, weeks).select("side", "n", "n_before").rows() == [("unknown", 1, 0)]
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
    told = compared(tell, 24, 6)
    said = prose.changes(told, trends.newest_weeks(told), BOOK).text
    assert (
        "Named more often than in the week before, per 1,000 words: Kharkiv, 400.0 after 100.0 (24 after 6; 4.0" in said
    )
    few = compared(tell, 2, 1)
    assert "For 1 theater there are too few names to tell" in prose.changes(few, trends.newest_weeks(few), BOOK).text


def test_a_ratio_below_one_never_reads_as_one(tell: Tell) -> None:
    """Limits are written with two digits where one would round them to no change."""
    told = compared(tell, 3, 12)
    said = prose.changes(told, trends.newest_weeks(told), BOOK).text
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
            prose.changes(told, weeks, BOOK),
            prose.disputes(week, BOOK),
            prose.newest_acts(week, BOOK),
        ):
            assert re.search(r"\b[Nn]o\b|nothing", shown.text), shown.text
        assert trends.mention_changes(told, weeks).is_empty()


def test_the_chart_draws_both_weeks(tell: Tell) -> None:
    """A filled and a hollow mark a theater, and the change only where it is told."""
    told = compared(tell, 24, 6)
    weeks = trends.newest_weeks(told)
    spec = chart_weeks(trends.mention_changes(told, weeks), BOOK, weeks).to_dict()
    rows = {layer["name"]: spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]}
    assert [row["n"] for row in rows["newest_week"]] == [24]
    assert [row["change"] for row in rows["told_changes"]] == ["4.0 times"]
    few = compared(tell, 2, 1)
    spec = chart_weeks(trends.mention_changes(few, weeks), BOOK, weeks).to_dict()
    assert not next(spec["datasets"][x["data"]["name"]] for x in spec["layer"] if x["name"] == "told_changes")


def test_a_theater_named_for_the_first_time_is_drawn(tell: Tell) -> None:
    """A limit without end does not reach the page, where JSON knows no infinity."""
    told = compared(tell, 9, 0)
    weeks = trends.newest_weeks(told)
    chart = chart_weeks(trends.mention_changes(told, weeks), BOOK, weeks)
    assert "Infinity" not in chart.to_json()
    assert "at least" in prose.changes(told, weeks, BOOK).text


def test_order_of_input_does_not_show(tell: Tell) -> None:
    """The same reports in another order give equal frames."""
    told = compared(tell, 5, 5)
    turned = type(told).cast({name: frame.reverse() for name, frame in told.to_dict().items()})
    weeks = trends.newest_weeks(told)
    assert trends.newest_weeks(turned) == weeks
    one, other = (trends.mention_changes(each, weeks) for each in (told, turned))
    assert one.equals(other)
