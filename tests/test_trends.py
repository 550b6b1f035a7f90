"""Timelines as tidy frames: what is counted, what is zero, what is missing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from scipy.stats import chi2

from analytics import prose, trends
from analytics.charts.movement_rows import movement_rows
from analytics.codebook import load_codebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.schema import Timeline

    Tell = Callable[..., Timeline]

BOOK = load_codebook()
DAY = "2024-03-04"  # a Monday
NEXT = "2024-03-05"
LATER = "2024-03-07"


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


def at(theater: str) -> dict[str, Any]:
    """Return the fields of a mention in a theater."""
    return {"theater": theater}


def test_a_mention_rate_is_per_thousand_words(tell: Tell) -> None:
    """One mention in a report of four words is 250 per 1,000 words."""
    told = tell([(DAY, "Shelling hit Robotyne again")], mentions=[(0, "Robotyne", at("south"))])
    row = trends.mention_frequency(told).row(0, named=True)
    assert (row["period"], row["theater"], row["n"], row["words"], row["rate"]) == (day(DAY), "south", 1, 4, 250.0)


@pytest.mark.parametrize("n", [0, 1, 2, 7, 60])
def test_limits_are_those_of_the_chi_square_quantiles(tell: Tell, n: int) -> None:
    """The exact Poisson limits agree with Garwood's formula, for zero too."""
    names = [f"Place{number}x" for number in range(n)]
    told = tell([(DAY, " ".join(["word", *names]))], mentions=[(0, name, at("south")) for name in names])
    row = trends.mention_frequency(told, ["south"]).row(0, named=True)
    low = chi2.ppf(0.025, 2 * n) / 2 if n else 0.0
    assert row["low"] == pytest.approx(1000 * low / (n + 1))
    assert row["high"] == pytest.approx(1000 * chi2.ppf(0.975, 2 * n + 2) / 2 / (n + 1))


def test_silence_is_zero_and_no_report_is_missing(tell: Tell) -> None:
    """A day with a report and no mention is 0; a day without a report has no row."""
    told = tell([(DAY, "Robotyne was quiet"), (LATER, "Nothing new")], mentions=[(0, "Robotyne", at("south"))])
    rows = trends.mention_frequency(told)
    assert rows.select("period", "n").rows() == [(day(DAY), 1), (day(LATER), 0)]


def test_a_named_theater_that_nothing_mentions_gets_its_zeros(tell: Tell) -> None:
    """Theaters that the caller names have rows even if no report names them; places without theater have none."""
    told = tell([(DAY, "Robotyne was quiet")], mentions=[(0, "Robotyne", at("none"))])
    assert trends.mention_frequency(told, ["south"]).select("theater", "n").rows() == [("south", 0)]
    assert trends.share_without_theater(told) == 1.0


def test_weeks_are_named_by_their_monday_and_share_their_words(tell: Tell) -> None:
    """Two reports of one ISO week are one period with both reports' words."""
    told = tell([(DAY, "Robotyne was quiet"), (LATER, "Robotyne again")], mentions=[(1, "Robotyne", at("south"))])
    assert trends.mention_frequency(told, every="week").select("period", "n", "words").rows() == [(day(DAY), 1, 5)]


def test_an_event_at_two_places_of_a_theater_counts_once(tell: Tell) -> None:
    """Rows that share an event are one event; in two theaters it counts in both, in the totals once."""
    text = "Troops took A and B"
    both = [
        (0, text, {"kind": "capture", "actor": "UA", "row": n, "theater": t, "event_id": "one"})
        for n, t in enumerate(("south", "south", "east"))
    ]
    told = tell([(DAY, text)], claims=both)
    assert trends.claimed_advances(told).select("theater", "n").rows() == [("east", 1), ("south", 1)]
    assert trends.advance_totals(told) == (trends.SideTotal("UA", 1, 0, 0, 0),)


def test_credences_are_never_mixed(tell: Tell) -> None:
    """Own voice, claims and what is contradicted are separate rows and separate totals."""
    text = "Troops took A"
    claims = [
        (0, text, {"kind": "advance", "actor": "RU", "credence": c})
        for c in ("confirmed", "claimed", "doubted", "denied")
    ]
    told = tell([(DAY, text)], claims=claims)
    assert trends.claimed_advances(told)["credence"].to_list() == ["claimed", "confirmed", "denied", "doubted"]
    assert trends.advance_totals(told) == (trends.SideTotal("RU", 1, 1, 2, 0),)


def test_a_withdrawal_is_no_gain(tell: Tell) -> None:
    """Withdrawals stand apart under the side that leaves; attacks and holds are not counted at all."""
    text = "Troops left A"
    claims = [
        (0, text, {"kind": kind, "actor": "RU"}) for kind in ("withdraw", "attack", "hold", "strike", "contested")
    ]
    rows = trends.claimed_advances(tell([(DAY, text)], claims=claims))
    assert rows.select("side", "move", "n").rows() == [("RU", "withdrawal", 1)]


def test_a_gain_of_nobody_known_is_kept_under_its_label(tell: Tell) -> None:
    """An unknown actor has no side, and is not dropped."""
    text = "Somebody advanced"
    told = tell([(DAY, text)], claims=[(0, text, {"kind": "advance", "actor": "unknown"})])
    assert trends.claimed_advances(told)["side"].to_list() == ["unknown"]


def test_acts_are_counted_by_topic_and_kind(tell: Tell) -> None:
    """Acts of one day, topic and kind are one row; the most frequent topic comes first, ties by name."""
    text = "Envoys met"
    topics = ("grain", "arms", "grain", "nato")
    told = tell([(DAY, text)], acts=[(0, text, {"kind": "consult", "topic": topic}) for topic in topics])
    assert trends.diplomatic_developments(told)["n"].to_list() == [1, 2, 1]
    assert [total.name for total in trends.act_totals(told, "topic")] == ["grain", "arms", "nato"]


def test_every_kind_of_act_has_a_quad_class() -> None:
    """The codebook's kinds are classed as PLOVER's authors class them."""
    classes = {row["id"]: f"{row['means']} {row['tone']}" for row in BOOK.table("act_display")}
    assert set(classes.values()) == set(trends.QUAD_CLASSES)
    assert {kind for kind, name in classes.items() if name == "verbal cooperation"} == {
        "agree",
        "consult",
        "support",
        "concede",
    }
    assert {kind for kind, name in classes.items() if name == "material conflict"} == {"protest", "sanction"}
    assert {row["kind"] for row in BOOK.table("act") if "kind" in row} <= set(classes)


def test_acts_are_classed_and_a_stranger_has_no_class(tell: Tell) -> None:
    """Cooperation and conflict by topic; a kind that the codebook lacks is counted, and not guessed at."""
    text = "Envoys met"
    kinds = ("aid", "threaten", "threaten", "tickle")
    told = tell([(DAY, text)], acts=[(0, text, {"kind": kind, "topic": "arms"}) for kind in kinds])
    rows = trends.act_classes(told, BOOK).select("topic", "quad_class", "n").rows()
    assert rows == [("arms", "material cooperation", 1), ("arms", "verbal conflict", 2), ("arms", None, 1)]
    assert "verbal conflict 2, material conflict 0 and without a class 1." in prose.diplomacy(told, BOOK).text


def test_an_act_of_two_toward_two_is_one_of_each_pair(tell: Tell) -> None:
    """Those who meet are no pair with themselves; an act with one end is in no pair, and counted as such."""
    text = "Envoys met"
    acts = [
        (0, text, {"kind": "consult", "source": ["A", "B"], "target": ["A", "B"]}),
        (0, text, {"kind": "accuse", "source": ["A"], "target": ["B", "C"]}),
        (0, text, {"kind": "accuse", "source": ["A"], "target": []}),
        (0, text, {"kind": "accuse", "source": ["A"], "target": ["A"]}),
    ]
    told = tell([(DAY, text)], acts=acts)
    assert trends.dyads(told, BOOK).rows() == [
        ("A", "B", "verbal conflict", 1),
        ("A", "B", "verbal cooperation", 1),
        ("A", "C", "verbal conflict", 1),
        ("B", "A", "verbal cooperation", 1),
    ]
    assert trends.no_dyad(told) == 2


def moved(tell: Tell) -> Timeline:
    """One theater: gains stated, claimed and denied, and a withdrawal that the other side tells."""
    text = "Troops moved"
    here = {"theater": "south", "actor": "UA"}
    claims = [
        (0, text, here | {"kind": "advance", "claimant": "author", "credence": "stated"}),
        (0, text, here | {"kind": "capture", "claimant": "UA", "credence": "claimed"}),
        (0, text, here | {"kind": "capture", "claimant": "UA", "credence": "denied"}),
        (0, text, here | {"kind": "withdraw", "claimant": "RU", "credence": "claimed"}),
        (0, text, here | {"kind": "hold", "claimant": "UA", "credence": "claimed"}),
    ]
    return tell([(DAY, text)], claims=claims)


def test_movement_is_net_by_who_says_so(tell: Tell) -> None:
    """A withdrawal is taken off under the one who tells it; what holds does not move; without a ledger no status."""
    rows = trends.net_movement(moved(tell)).drop("period", "theater", "side").rows()
    assert rows == [
        ("RU", "claimed", None, 0, 1, -1),
        ("UA", "claimed", None, 1, 0, 1),
        ("UA", "denied", None, 1, 0, 1),
        ("author", "stated", None, 1, 0, 1),
    ]
    assert trends.movement_that_stood(moved(tell)).rows() == [(day(DAY), "south", "UA", 2, 1)]


def test_a_ledger_says_what_stood(tell: Tell) -> None:
    """Its status takes the place of the credence; an event that it lacks did not stand."""
    statuses = {"e0": "contradicted", "e1": "corroborated", "e3": "reported"}
    ledger = pl.DataFrame({"event_id": list(statuses), "status": list(statuses.values())})
    assert trends.movement_that_stood(moved(tell), ledger).rows() == [(day(DAY), "south", "UA", 2, 0)]
    assert trends.net_movement(moved(tell), ledger)["status"].to_list() == [
        "reported",
        "corroborated",
        None,
        "contradicted",
    ]


def test_the_table_of_movement_is_in_words(tell: Tell) -> None:
    """Names instead of ids, theaters and sides in the codebook's order."""
    text = "Troops moved"
    gains = [("kherson", "RU"), ("kharkiv", "RU"), ("kharkiv", "UA")]
    claims = [(0, text, {"kind": "advance", "actor": side, "theater": theater}) for theater, side in gains]
    rows = movement_rows(tell([(DAY, text)], claims=claims), BOOK).rows()
    assert rows == [
        ("Kharkiv", "Ukraine", 1, 1),
        ("Kharkiv", "Russia", 1, 1),
        ("Kherson and Mykolaiv", "Russia", 1, 1),
    ]
    assert movement_rows(tell([]), BOOK).is_empty()


def test_an_event_of_two_statuses_is_refused(tell: Tell) -> None:
    """A ledger that names an event twice would count it twice."""
    twice = pl.DataFrame({"event_id": ["e0", "e0"], "status": ["reported", "lapsed"]})
    with pytest.raises(pl.exceptions.ComputeError, match="m:1"):
        trends.net_movement(moved(tell), twice)


def stepped(tell: Tell, counts: list[int]) -> Timeline:
    """A report a day that names a place so many times."""
    names = [f"Place{n}x" for n in range(max(counts))]
    text = " ".join([*names, *["word"] * 40])
    days = [(day("2024-01-01") + dt.timedelta(days=n)).isoformat() for n in range(len(counts))]
    mentions = [(r, name, {"theater": "kharkiv"}) for r, n in enumerate(counts) for name in names[:n]]
    return tell([(date, text) for date in days], mentions=mentions)


def test_a_step_is_found_on_its_day(tell: Tell) -> None:
    """Twelve days of one or two names, twelve of six or seven: since the thirteenth, and said so."""
    told = stepped(tell, [1, 2] * 6 + [6, 7] * 6)
    row = trends.mention_steps(told).row(0, named=True)
    assert (row["since"], row["verdict"]) == (day("2024-01-13"), "more")
    assert row["ratio"] == pytest.approx(6.5 / 1.5)
    said = prose.steps(told, BOOK, "day").text
    assert said.startswith("Kharkiv is named more often since 13 January 2024: ")


@pytest.mark.parametrize("counts", [[3] * 24, [1, 5] * 12, [0] * 11 + [6] + [0] * 12])
def test_what_is_no_step_is_none(tell: Tell, counts: list[int]) -> None:
    """Level, to and fro, one day alone."""
    told = stepped(tell, counts)
    assert trends.mention_steps(told)["verdict"].to_list() == ["open"]
    assert prose.steps(told, BOOK, "day").text.startswith("For 1 theater no step stands out")


def test_a_short_series_has_no_step(tell: Tell) -> None:
    """Nineteen days are too few, however plain they look, and the page says how many it takes."""
    told = stepped(tell, [0] * 9 + [9] * 10)
    row = trends.mention_steps(told).row(0, named=True)
    assert (row["verdict"], row["since"], row["chance"]) == ("short", None, None)
    assert "19 days; a step is looked for only in 20 or more" in prose.steps(told, BOOK, "day").text
    assert "No report" in prose.steps(tell([]), BOOK, "day").text


def test_order_of_input_does_not_show(tell: Tell) -> None:
    """The same records in another order give equal frames."""
    reports = [(DAY, "Robotyne and Kupiansk"), (NEXT, "Robotyne")]
    records = [(0, "Robotyne", at("south")), (0, "Kupiansk", at("east")), (1, "Robotyne", at("south"))]
    one, other = (tell(reports, mentions=chosen) for chosen in (records, records[::-1]))
    assert trends.mention_frequency(one).equals(trends.mention_frequency(other))
    assert trends.mention_totals(one) == trends.mention_totals(other)


def test_many_days_are_shown_as_weeks(tell: Tell) -> None:
    """Days as long as they can be told apart, weeks beyond that, days for nothing at all."""
    assert trends.choose_period(tell([(DAY, "a"), (LATER, "b")])) == "day"
    assert trends.choose_period(tell([("2024-01-01", "a"), ("2024-03-01", "b")])) == "week"
    assert trends.choose_period(tell([])) == "day"


def test_an_empty_timeline_gives_empty_frames(tell: Tell) -> None:
    """No reports: every question has an empty answer of the same columns, none an error."""
    told = tell([])
    frames = [
        trends.mention_frequency(told, ["south"]),
        trends.claimed_advances(told),
        trends.diplomatic_developments(told),
        trends.diplomatic_acts(told),
        trends.net_movement(told),
        trends.movement_that_stood(told),
        trends.act_classes(told, BOOK),
        trends.dyads(told, BOOK),
        trends.mention_steps(told),
        trends.week_changes(told, None),
    ]
    assert all(frame.is_empty() and frame.width for frame in frames)
    assert trends.mention_totals(told) == trends.advance_totals(told) == ()
    assert trends.share_without_theater(told) == trends.no_dyad(told) == 0


def test_periods_are_dates(tell: Tell) -> None:
    """Every period column is a day, whatever the period."""
    told = tell([(DAY, "Robotyne")], mentions=[(0, "Robotyne", at("south"))])
    for every in ("day", "week", "window"):
        assert trends.mention_frequency(told, every=every).schema["period"] == pl.Date
