"""The filter of a page in a real browser with the network off: charts and table show what the record holds."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from analytics import build_ledger, extract, publishing, read_reports, trends
from analytics.charts.event_rows import act_events, claim_events, mention_events
from analytics.charts.lane_rows import lanes_of
from analytics.charts.quotes import marked
from analytics.charts.tables import mention_rows
from analytics.codebook import load_codebook
from analytics.notebook import within
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.showing import showing_of
from analytics.schema import Refusals, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page, Playwright

    Tell = Callable[..., Timeline]

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
BOOK = load_codebook()
BRIEFING, MENTIONS, ADVANCES, DIPLOMACY = (
    "00-briefing",
    "01-mention-frequency",
    "02-claimed-advances",
    "03-diplomacy",
)
PAGES = (BRIEFING, MENTIONS, ADVANCES, DIPLOMACY)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAWN = "() => [...document.querySelectorAll('figure.chart')].every((figure) => figure.dataset.state)"
FOLLOWED = "() => [...document.querySelectorAll('figure.chart')].every(({ dataset }) => dataset.state === 'drawn')"
DATA = """(layer) => [...document.querySelectorAll(`.${CSS.escape(layer)}_marks > *`)].map((mark) => {
  const row = { ...mark.__data__.datum };
  if (row.period) {
    const day = new Date(row.period);
    row.period = new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())).toISOString().slice(0, 10);
  }
  return row;
})"""
# What only the program can tell of a rate; the script has the limits of counting alone in its place.
WIDE = {"wide_low", "wide_high", "shown_low", "shown_high", "y_shown_low", "y_shown_high", "basis", "basis_name"}
NARROW = "Bars, while filtered: 95 % limits of counting alone, too narrow."
# What the script counts, laid beside what the program made; once more when the whole record is chosen.
RECOUNTED = """() => new Promise((done) => {
  document.addEventListener("sitrep:filtered", ({ detail }) => done(
    [...document.querySelectorAll("figure.chart")].flatMap((figure) => {
      const spec = JSON.parse(figure.querySelector("script").textContent);
      const meta = spec.usermeta?.explore;
      if (!meta) return [];
      const { datasets, params, height } = recount.ways[meta.chart](spec, meta, detail);
      const made = { datasets: {}, params: {}, height: height && spec.height };
      for (const name of Object.keys(datasets)) made.datasets[name] = spec.datasets[name];
      for (const name of Object.keys(params ?? {})) made.params[name] = spec.params.find((p) => p.name === name).value;
      return { made, counted: { datasets, params: params ?? {}, height } };
    })), { once: true });
  document.querySelector("form.explore").dispatchEvent(new Event("change"));
})"""
HOSTILE = (
    "</script><img src=x onerror=window.__pwned=1>",
    "<svg onload=window.__pwned=1>",
    "**bold** [x](javascript:window.__pwned=1)",
    "\u202eturned\u202c &lt;b&gt; {{ 7 * 7 }} ${window.__pwned = 1}",
)


@dataclass
class Explored:
    """A page that a reader filters, with what it asked for and what it complained about."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def open(self, file: Path) -> None:
        """Open a file and wait until its charts are drawn."""
        self.page.goto(file.as_uri())
        self.page.wait_for_function(DRAWN)
        self.asked[:] = [url for url in self.asked if url != file.as_uri()]

    def choose(self, facet: str, *names: str) -> None:
        """Choose options of a facet by their names."""
        here = self.page.locator(f'[data-facet="{facet}"]')
        here.locator("summary").click()
        for name in names:
            here.get_by_role("checkbox", name=name, exact=False).first.check()
        self.page.keyboard.press("Escape")
        self.settle()

    def days(self, first: str = "", last: str = "") -> None:
        """Write the dates."""
        self.page.locator("input[name=from]").fill(first)
        self.page.locator("input[name=until]").fill(last)
        self.settle()

    def settle(self) -> None:
        """Wait until the charts have followed."""
        self.page.wait_for_function(FOLLOWED)

    def drawn(self, layer: str) -> list[dict[str, Any]]:
        """The rows behind the marks of a layer, as they are drawn."""
        rows: list[dict[str, Any]] = self.page.evaluate(DATA, layer)
        return rows

    def notes(self) -> list[str]:
        """What each chart says about the filter."""
        return [note for note in self.page.locator(".explore-note").all_inner_texts() if note]

    def events(self) -> list[str]:
        """The events of the whole table, page by page."""
        found = []
        while True:
            rows = self.page.locator(".explore-events tbody tr").all()
            found += [row.get_attribute("data-event") or "" for row in rows]
            forward = self.page.get_by_role("button", name="Next")
            if forward.is_disabled():
                return found
            forward.click()


@contextmanager
def exploring(playwright: Playwright, profile: Path, **options: Any) -> Iterator[Explored]:
    """Open Chromium with a profile of its own and no network."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=found, args=FLAGS, headless=True, offline=True, **options
    )
    try:
        explored = Explored(context.new_page())
        explored.page.on("request", lambda request: explored.asked.append(request.url))
        explored.page.on("console", lambda message: explored.said.append(f"{message.type}: {message.text}"))
        explored.page.on("pageerror", lambda error: explored.said.append(f"error: {error}"))
        yield explored
    finally:
        context.close()


@pytest.fixture(scope="module")
def reader(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explored]:
    """A desktop's browser, shared by the tests; nothing may be asked for or complained about in any of them."""
    with exploring(playwright, tmp_path_factory.mktemp("profile"), accept_downloads=True) as explored:
        yield explored


@pytest.fixture(autouse=True)
def _quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """No request and no word on the console, whatever the test did."""
    if "reader" not in request.fixturenames:
        yield
    else:
        explored: Explored = request.getfixturevalue("reader")
        explored.asked.clear()
        explored.said.clear()
        yield
        asked = [url for url in explored.asked if not url.startswith(("file:", "blob:"))]
        assert (asked, explored.said) == ([], [])


@pytest.fixture(scope="module")
def record() -> Timeline:
    """What the reports that ship tell, as far back as their pages show it."""
    return showing_of(BOOK).newest(extract(read_reports(ROOT / "seeds").reports))


@pytest.fixture(scope="module")
def pages(record: Timeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their pages."""
    out = tmp_path_factory.mktemp("pages")
    write(record, out, "00", "01", "02", "03")
    return out


def write(record: Timeline, out: Path, *names: str, window: int | None = None) -> None:
    """Write pages of a record."""
    showing, none = showing_of(BOOK, window), Refusals.create_empty()
    made = publishing.publish(record, load_notebooks(list(names)), out=out, refused=none, showing=showing)
    made.raise_for_failures()


def like(made: Any, counted: Any) -> bool:
    """Whether two values of JSON are the same but for rounding; a row may have more in it than its maker's."""
    if isinstance(made, dict) and isinstance(counted, dict):
        return all(like(value, counted.get(name)) for name, value in made.items())
    if isinstance(made, list) and isinstance(counted, list):
        return len(made) == len(counted) and all(map(like, made, counted))
    numbers = isinstance(made, int | float) and isinstance(counted, int | float)
    return made == pytest.approx(counted, abs=1e-4) if numbers else made == counted


# ---------------------------------------------------------------------- what is counted


@pytest.mark.parametrize("name", PAGES)
def test_the_whole_record_is_counted_as_the_program_counted_it(reader: Explored, pages: Path, name: str) -> None:
    """Rows, ticks and heights that the script makes of everything are those that Python made."""
    reader.open(pages / f"{name}.html")
    charts = reader.page.evaluate(RECOUNTED)
    assert charts
    for chart in charts:
        assert chart["counted"]["datasets"]
        for rows in chart["made"]["datasets"].values():
            rows[:] = [{name: value for name, value in row.items() if name not in WIDE} for row in rows]
        assert like(chart["made"], chart["counted"])


def test_the_mentions_of_a_theater(reader: Explored, pages: Path, record: Timeline) -> None:
    """Its lane stands alone with the trend's counts, rates and exact limits, and the table has its place names."""
    reader.open(pages / f"{MENTIONS}.html")
    reader.choose("theater", "Bakhmut")
    told = trends.mention_frequency(record).filter(pl.col("theater") == "bakhmut")
    drawn = reader.drawn("periods")
    assert {row["theater"] for row in drawn} == {"bakhmut"}
    assert [row["n"] for row in drawn] == told["n"].to_list()
    for column, told_in in (("rate", "rate"), ("low", "low"), ("high", "high"), ("shown_high", "high")):
        assert [row[column] for row in drawn] == pytest.approx(told[told_in].to_list(), rel=1e-4)
    assert {row["basis"] for row in drawn} == {trends.COUNTING} != set(told["basis"])
    wanted = mention_events(record, BOOK).filter(pl.col("theaters").list.contains("bakhmut"))["event_id"]
    assert sorted(reader.events()) == sorted(wanted)
    above = "What stands above this line tells of the whole period."
    assert reader.notes() == [f"Filtered: Theater Bakhmut. {NARROW} {above}"]
    described = reader.page.locator("figure .drawing").get_attribute("aria-label")
    assert described
    assert described.startswith(f"Filtered: Theater Bakhmut. {NARROW} Of the whole period: Mentions by theater")


def test_the_mentions_of_some_days(reader: Explored, pages: Path, record: Timeline) -> None:
    """Days outside are no marks, days inside are the trend's, means are of the chosen words."""
    reader.open(pages / f"{MENTIONS}.html")
    reader.days("2023-06-10", "2023-06-20")
    part = within(record, dt.date(2023, 6, 10), dt.date(2023, 6, 20))
    told = trends.mention_frequency(part).filter(pl.col("n") > 0)
    drawn = [row for row in reader.drawn("periods") if row["n"]]
    assert sorted((row["period"], row["theater"], row["n"]) for row in drawn) == sorted(
        (day.isoformat(), theater, n) for day, theater, n in told.select("period", "theater", "n").iter_rows()
    )
    means = {total.theater: total.rate for total in trends.mention_totals(part)}
    assert all(row["mean"] == pytest.approx(means.get(row["theater"], 0)) for row in reader.drawn("lane_mean_text"))
    assert len(reader.events()) == part.mentions.height
    assert "from 2023-06-10; until 2023-06-20" in reader.notes()[0]


def test_the_gains_of_a_theater_a_side_and_a_credence(reader: Explored, pages: Path, record: Timeline) -> None:
    """Bars, map and table show the events that pass every facet, in the cells that were chosen."""
    reader.open(pages / f"{ADVANCES}.html")
    reader.choose("theater", "Bakhmut", "Zaporizhzhia")
    reader.choose("side", "Ukraine")
    reader.choose("credence", "only claimed", "denied")
    reader.days("2023-06-08", "2023-07-05")
    part = within(record, dt.date(2023, 6, 8), dt.date(2023, 7, 5))
    chosen = [
        pl.col("theater").is_in(["bakhmut", "zaporizhzhia"]),
        pl.col("side") == "UA",
        pl.col("credence").is_in(["claimed", "denied"]),
    ]
    told = trends.claimed_advances(part).filter(chosen).select("theater", "move", "credence", "n").rows()
    layers = ["gains", "withdrawals", "denied_up", "denied_down"]
    drawn = [row for layer in layers for row in reader.drawn(layer)]
    assert sorted((row["theater"], row["move"], row["credence"], row["n"]) for row in drawn) == sorted(told)
    assert {row["side"] for row in drawn} == {"UA"}
    at = trends.claimed_places(part).filter(chosen, pl.col("lat").is_not_null(), pl.col("place_precision") < 3)
    marks = {(row["lat"], row["lon"], row["move"]): row["n"] for place in (0, 1) for row in map_rows(reader, place)}
    wanted = at.group_by("lat", "lon", "move").agg(pl.col("n").sum())
    assert marks == {(lat, lon, move): n for lat, lon, move, n in wanted.iter_rows()}
    rows = claim_events(part, BOOK, trends.MOVES).filter(
        pl.col("theaters").list.set_intersection(["bakhmut", "zaporizhzhia"]).list.len() > 0,
        pl.col("sides").list.contains("UA"),
        pl.col("credence_id").is_in(["claimed", "denied"]),
    )
    assert sorted(reader.events()) == sorted(rows["event_id"])
    assert len(reader.notes()) == 3


def map_rows(reader: Explored, place: int) -> list[dict[str, Any]]:
    """The marks of one half of the map, whether claimed or contradicted."""
    return [row for what in ("gains", "withdrawals", "denied", "doubted") for row in reader.drawn(f"{what}_{place}")]


def test_the_slider_and_the_filter_work_together(reader: Explored, pages: Path, record: Timeline) -> None:
    """Each step of the filtered map holds its days' claims of the chosen side, and says how many; so after a reset."""
    reader.open(pages / f"{ADVANCES}.html")
    slider, words = reader.page.get_by_role("slider", name="Days shown"), reader.page.locator(".days_shown_marks")
    points = [pl.col("lat").is_not_null(), pl.col("place_precision") < 3]

    def told(day: dt.date | None, *sides: str) -> pl.DataFrame:
        part = within(record, day, day) if day else record
        return trends.claimed_places(part).filter(*points, pl.col("side").is_in(sides))

    reader.choose("side", "Ukraine")
    for step, day in ((0, None), (25, dt.date(2023, 6, 30)), (35, dt.date(2023, 7, 10))):
        slider.fill(str(step))
        rows = told(day, "UA")
        words.get_by_text(f"on the whole map, by place: {rows['n'].sum()}.").wait_for()
        wanted = rows.group_by("lat", "lon", "move").agg(pl.col("n").sum())
        marks = [row for place in (0, 1) for row in map_rows(reader, place)]
        assert {(row["lat"], row["lon"], row["move"]): row["n"] for row in marks} == {
            (lat, lon, move): n for lat, lon, move, n in wanted.iter_rows()
        }
        assert {row["step"] for row in [*marks, *reader.drawn("points")]} == {step}
        drawn_at = {(row["lat"], row["lon"]) for row in reader.drawn("points")}
        assert drawn_at == set(wanted.select("lat", "lon").iter_rows())
    reader.page.get_by_role("button", name="Reset").click()
    words.get_by_text(f"by place: {told(dt.date(2023, 7, 10), 'UA', 'RU')['n'].sum()}.").wait_for()


def test_the_acts_of_a_topic_by_an_actor(reader: Explored, pages: Path, record: Timeline) -> None:
    """Marks and table show the same acts; lanes of other topics are gone."""
    reader.open(pages / f"{DIPLOMACY}.html")
    reader.choose("topic", "Arms", "NATO")
    reader.choose("actor", "Ukraine")
    acts = act_events(record, BOOK).filter(
        pl.col("topics").list.first().is_in(["arms", "nato"]), pl.col("actors").list.contains("Ukraine")
    )
    drawn = [row["event_id"] for layer in ("in_own_voice", "passed_on") for row in reader.drawn(layer)]
    assert sorted(drawn) == sorted(acts["event_id"]) == sorted(reader.events())
    assert {row["topic"] for row in reader.drawn("lane_names")} == {"arms", "nato"}


def test_the_lanes_of_a_theater_and_of_some_days(reader: Explored, pages: Path, record: Timeline) -> None:
    """A lane is left that is of the theater and runs on in these days; it keeps its number."""
    reader.open(pages / f"{ADVANCES}.html")
    reader.choose("theater", "Bakhmut")
    reader.days("2023-07-01", "2023-07-05")
    lanes = lanes_of(build_ledger(record, codebook=BOOK), BOOK).rows
    left = lanes.filter(
        pl.col("theater") == "bakhmut", pl.col("first") <= dt.date(2023, 7, 5), pl.col("end") >= dt.date(2023, 7, 1)
    )
    assert 0 < left.height < lanes.height
    assert [row["number"] for row in reader.drawn("claims")] == left["number"].to_list()
    assert {row["number"] for row in reader.drawn("statuses")} == set(left["number"])
    assert [row["lane"] for row in reader.drawn("claims")] == list(range(left.height))


def test_who_acts_toward_whom_on_a_topic(reader: Explored, pages: Path, record: Timeline) -> None:
    """The matrix counts the acts that are left, among its actors; a mark leads to them."""
    reader.open(pages / f"{DIPLOMACY}.html")
    everybody = {row["source"] for row in reader.drawn("pairs")} | {row["target"] for row in reader.drawn("pairs")}
    reader.choose("topic", "Arms")
    acts = trends.paired_acts(record, BOOK).join(record.diplomacy.select("event_id", "topic"), on="event_id")
    left = acts.filter(pl.col("topic") == "arms", pl.col("source").is_in(everybody), pl.col("target").is_in(everybody))
    counted = {(row["source"], row["target"]): row["n"] for row in reader.drawn("pairs")}
    assert counted == {(one, other): n for one, other, n in left.group_by("source", "target").len().iter_rows()}
    assert counted


def test_what_does_not_apply_is_said(reader: Explored, pages: Path) -> None:
    """Place names have no side: the chart of weeks stays as it is under such a filter, and says so."""
    reader.open(pages / f"{BRIEFING}.html")
    before = reader.drawn("newest_week")
    reader.choose("side", "Ukraine")
    assert reader.drawn("newest_week") == before
    assert "Not applied here: Side, which place names do not have." in reader.notes()[0]
    assert "Filtered" not in reader.notes()[0]
    reader.choose("theater", "Bakhmut")
    assert {row["theater"] for row in reader.drawn("newest_week")} == {"bakhmut"}
    reader.days("2023-07-06")
    assert "The days are fixed here" in reader.notes()[0]


def test_a_row_of_the_table_has_what_is_chosen(reader: Explored, pages: Path, record: Timeline) -> None:
    """Where claims and acts stand in one table, a side leaves no act, and a topic no claim."""
    reader.open(pages / f"{BRIEFING}.html")
    reader.choose("side", "Ukraine")
    week = trends.newest_week(record)
    rows = claim_events(week, BOOK, trends.BRIEFED).filter(pl.col("sides").list.contains("UA"))
    assert sorted(reader.events()) == sorted(rows["event_id"])
    reader.choose("topic", "NATO")
    assert reader.events() == []
    heads = [text.split()[0] for text in reader.page.locator(".explore-events th").all_inner_texts()]
    assert heads == ["date", "about", "actor", "kind", "claimant", "credence", "quote", "report"]


def test_a_filter_that_nothing_passes_says_so(reader: Explored, pages: Path) -> None:
    """No mark, no row, and words for it; what is behind the page is still there after a reset."""
    reader.open(pages / f"{ADVANCES}.html")
    reader.choose("theater", "Kherson")
    reader.choose("credence", "doubted")
    assert reader.events() == []
    assert all("Nothing of this period matches the filter." in note for note in reader.notes())
    assert reader.page.get_by_text("No row matches.").is_visible()


def test_a_gap_stays_a_gap(reader: Explored, tell: Tell, tmp_path: Path) -> None:
    """Under a filter too, a day without a report has no mark, and a day that names nothing is a zero."""
    text = "Robotyne was shelled again"
    at = {"theater": "zaporizhzhia", "surface": "Robotyne"}
    told = tell(
        [("2024-03-04", text), ("2024-03-05", "Nothing new"), ("2024-03-07", f"{text} near Bakhmut")],
        mentions=[(0, "Robotyne", at), (2, "Robotyne", at), (2, "Bakhmut", {"theater": "bakhmut"})],
    )
    write(told, tmp_path, "01")
    reader.open(tmp_path / f"{MENTIONS}.html")
    reader.choose("theater", "Zaporizhzhia")
    drawn = {row["period"]: row["n"] for row in reader.drawn("periods")}
    assert drawn == {"2024-03-04": 1, "2024-03-05": 0, "2024-03-07": 1}
    assert len(reader.drawn("periods_without_reports")) == 1
    assert reader.page.locator(".explore-strip .gap").count() == 1


def test_weeks_are_counted_by_their_chosen_days(reader: Explored, tell: Tell, tmp_path: Path) -> None:
    """Where a page counts by weeks, a week cut by the dates has the words and names of the days that are left."""
    text = "Robotyne was shelled"
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(60)]
    at = {"theater": "zaporizhzhia"}
    told = tell([(day.isoformat(), text) for day in days], mentions=[(n, "Robotyne", at) for n in range(60)])
    write(told, tmp_path, "01", window=0)
    reader.open(tmp_path / f"{MENTIONS}.html")
    reader.days("2024-01-10", "2024-01-16")
    drawn = {row["period"]: (row["n"], row["words"]) for row in reader.drawn("periods") if row["n"]}
    assert drawn == {"2024-01-08": (5, 15), "2024-01-15": (2, 6)}


# ---------------------------------------------------------------------- the bar


@pytest.mark.parametrize("name", PAGES)
def test_a_reset_restores_the_page(reader: Explored, pages: Path, name: str) -> None:
    """Every chart, the table and the count are what they were; no chart speaks of a filter."""
    reader.open(pages / f"{name}.html")

    def state() -> list[Any]:
        marks = """() => [...document.querySelectorAll(".role-mark:not([class*=voronoi]) > *")]
          .map((mark) => JSON.stringify(mark.__data__.datum)).sort()"""
        size = "() => [...document.querySelectorAll('figure svg')].map((svg) => svg.getAttribute('viewBox'))"
        text = [reader.page.locator(part).all_inner_texts() for part in (".explore-shown", ".explore-events tbody")]
        return [reader.page.evaluate(marks), reader.page.evaluate(size), text]

    before = state()
    reader.choose(*{BRIEFING: ("theater", "Bakhmut"), DIPLOMACY: ("topic", "NATO")}.get(name, ("theater", "Kherson")))
    reader.days("2023-07-05")
    assert state() != before
    reader.page.get_by_role("button", name="Reset").click()
    reader.page.wait_for_function("() => !document.querySelector('form.explore.active')")
    reader.settle()
    assert state() == before
    assert reader.notes() == []


def test_the_count_is_told_to_those_who_do_not_see_it(reader: Explored, pages: Path, record: Timeline) -> None:
    """How much is shown stands in a live region, and beside each option how much it would show."""
    reader.open(pages / f"{DIPLOMACY}.html")
    reader.choose("topic", "NATO")
    n = record.diplomacy.filter(pl.col("topic") == "nato").height
    shown = reader.page.locator(".explore-shown")
    assert shown.get_attribute("aria-live") == "polite"
    assert shown.inner_text() == f"Showing {n} of {record.diplomacy.height} diplomatic acts."
    kinds = reader.page.locator('[data-facet="kind"] .explore-n').all_text_contents()
    assert sum(map(int, kinds)) == n


def test_the_bar_is_used_by_keyboard_alone(reader: Explored, pages: Path) -> None:
    """Tab reaches the lists, Enter opens, Space chooses, Escape closes and gives the focus back."""
    reader.open(pages / f"{ADVANCES}.html")
    reader.page.locator('[data-facet="side"] summary').focus()
    for key in ("Enter", "Tab", "Space"):
        reader.page.keyboard.press(key)
    assert "Ukraine" in reader.page.locator('[data-facet="side"] summary').inner_text()
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("document.activeElement.parentElement.dataset.facet") == "side"
    assert not reader.page.locator('[data-facet="side"] fieldset').is_visible()
    labelled = "() => [...document.querySelectorAll('form.explore input')].map((control) => control.labels.length)"
    assert set(reader.page.evaluate(labelled)) == {1}


def test_the_brush_writes_the_dates(reader: Explored, pages: Path, record: Timeline) -> None:
    """A drag over the strip is the same as the two date fields; a double click takes it back."""
    reader.open(pages / f"{MENTIONS}.html")
    box = reader.page.locator(".explore-strip svg").bounding_box()
    assert box
    a_day = box["width"] / 35
    reader.page.mouse.move(box["x"] + 4.5 * a_day, box["y"] + 9)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 8.5 * a_day, box["y"] + 9, steps=3)
    reader.page.mouse.up()
    assert reader.page.locator("input[name=from]").input_value() == "2023-06-10"
    assert reader.page.locator("input[name=until]").input_value() == "2023-06-14"
    part = within(record, dt.date(2023, 6, 10), dt.date(2023, 6, 14))
    assert len(reader.events()) == part.mentions.height
    reader.page.locator(".explore-strip svg").dblclick()
    assert reader.page.locator("input[name=from]").input_value() == ""


def test_a_download_holds_what_is_shown(reader: Explored, pages: Path, tmp_path: Path) -> None:
    """The numbers of a filtered chart are those of the filter."""
    reader.open(pages / f"{MENTIONS}.html")
    reader.choose("theater", "Bakhmut")
    with reader.page.expect_download() as download:
        reader.page.locator("figure.chart").get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "x.csv")
    rows = (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert len(rows) == 35
    assert all(row.startswith("Bakhmut,2023-") for row in rows)


def test_the_table_of_a_chart_s_numbers_follows(reader: Explored, pages: Path) -> None:
    """Opened before or after a choice, it has the rows that the chart draws, and all of them after a reset."""
    reader.open(pages / f"{MENTIONS}.html")
    reader.choose("theater", "Bakhmut")
    reader.page.locator(".numbers summary").click()
    rows = reader.page.locator(".numbers tbody tr")
    rows.first.wait_for()
    assert {row.locator("td").first.inner_text() for row in rows.all()} == {"Bakhmut"}
    reader.choose("theater", "Kharkiv")
    assert {row.locator("td").first.inner_text() for row in rows.all()} == {"Bakhmut", "Kharkiv"}
    reader.page.get_by_role("button", name="Reset").click()
    reader.page.wait_for_function("() => !document.querySelector('form.explore.active')")
    reader.settle()
    assert len({row.locator("td").first.inner_text() for row in rows.all()}) > 5


def test_the_rows_that_are_left_are_taken_away(reader: Explored, pages: Path, record: Timeline, tmp_path: Path) -> None:
    """The table's file has every row that filter and search leave, not only those of the page that is shown."""
    reader.open(pages / f"{MENTIONS}.html")
    reader.choose("theater", "Bakhmut")
    with reader.page.expect_download() as download:
        reader.page.locator(".explore-events").get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "x.csv")
    rows = pl.read_csv(tmp_path / "x.csv")
    named = record.mentions.filter(pl.col("theater") == "bakhmut")
    assert rows.height == named.height > 50
    assert sorted(rows["as written"]) == sorted(named["surface"])


# ---------------------------------------------------------------------- the table


def test_the_table_sorts_by_every_column(reader: Explored, pages: Path) -> None:
    """A column's button sorts up, then down, and says which; the others say nothing."""
    reader.open(pages / f"{ADVANCES}.html")
    heads = reader.page.locator(".explore-events th")
    assert heads.first.get_attribute("aria-sort") == "descending"
    for name in heads.all_inner_texts():
        head = heads.filter(has=reader.page.get_by_role("button", name=name, exact=True))
        cells = reader.page.locator(f'.explore-events td[data-column="{name}"]')
        orders = []
        for way in ("ascending", "descending"):
            head.get_by_role("button").click()
            if head.get_attribute("aria-sort") != way:
                head.get_by_role("button").click()
            orders.append([text.strip("\u2026\u2013 ") for text in cells.all_text_contents()])
            assert reader.page.locator(".explore-events [aria-sort]").count() == 1
        folded = [[text.casefold() for text in order] for order in orders]
        assert folded[0][0] <= folded[1][0]


def test_the_table_is_searched_within_the_filter(reader: Explored, pages: Path, record: Timeline) -> None:
    """The search looks at every cell of what the filter leaves, whatever the case."""
    reader.open(pages / f"{MENTIONS}.html")
    reader.choose("theater", "Bakhmut")
    reader.page.get_by_label("Search").fill("KLISHCHIIVKA")
    short = mention_rows(record, BOOK)["quote"]
    rows = mention_events(record, BOOK).with_columns(short).filter(pl.col("theaters").list.contains("bakhmut"))
    cells = pl.concat_str("place", "as written", "quote", "report", ignore_nulls=True).str.to_lowercase()
    wanted = rows.filter(cells.str.contains("klishchiivka"))
    assert 0 < wanted.height < rows.height
    assert sorted(reader.events()) == sorted(wanted["event_id"])


def test_a_page_of_the_table_is_short(reader: Explored, pages: Path, record: Timeline) -> None:
    """Fifty rows at a time, the newest first; the last page holds the rest."""
    reader.open(pages / f"{MENTIONS}.html")
    rows = reader.page.locator(".explore-events tbody tr")
    days = reader.page.locator('.explore-events td[data-column="date"]').all_inner_texts()
    assert days == sorted(days, reverse=True)
    assert rows.count() == 50
    assert len(reader.events()) == record.mentions.height
    assert rows.count() == record.mentions.height % 50


def test_credence_has_a_shape_and_a_word(reader: Explored, pages: Path) -> None:
    """No row tells its credence by colour: a sign differs in form, and the word stands beside it."""
    reader.open(pages / f"{ADVANCES}.html")
    signs = {}
    for cell in reader.page.locator('.explore-events td[data-column="credence"]').all():
        signs[cell.inner_text().strip()] = cell.locator("svg").inner_html()
    assert len(signs) > 2
    assert len(set(signs.values())) == len(signs)


# ---------------------------------------------------------------------- what is behind a mark


def test_a_click_shows_the_sentences_behind_a_mark(reader: Explored, pages: Path, record: Timeline) -> None:
    """The events of the bar, each with its sentence, the words that fired, its report and its day."""
    reader.open(pages / f"{ADVANCES}.html")
    bar = reader.page.locator(".gains_marks > *").first
    datum = bar.evaluate("(mark) => mark.__data__.datum")
    bar.click()
    events = claim_events(record, BOOK, ["advance", "capture"]).filter(
        pl.col("theaters").list.contains(datum["theater"]),
        pl.col("sides").list.contains(datum["side"]),
        pl.col("credence_id") == datum["credence"],
    )
    panel = reader.page.get_by_role("dialog")
    assert panel.locator("li").count() == events.height == datum["n"]
    for item, row in zip(panel.locator("li").all(), events.iter_rows(named=True), strict=True):
        quote, marks = marked(row["quote"], row["marks"], "short", BOOK)
        assert item.locator("blockquote").inner_text() == quote
        words = [quote[start:end] for start, end, _ in marks]
        assert words
        assert item.locator("mark").all_inner_texts() == words
        assert item.locator(".explore-source").inner_text() == f"{row['report']}, {row['date']}"
    reader.page.keyboard.press("Escape")
    assert not panel.is_visible()


@pytest.mark.parametrize(
    ("name", "layer"),
    [(MENTIONS, "periods"), (ADVANCES, "gains"), (ADVANCES, "gains_0"), (DIPLOMACY, "in_own_voice")],
)
def test_a_mark_is_reached_and_opened_by_keyboard(reader: Explored, pages: Path, name: str, layer: str) -> None:
    """One stop a chart, arrows within it, Enter for the sentences; closing gives the focus back to the mark."""
    reader.open(pages / f"{name}.html")
    figure = reader.page.locator("figure.chart").filter(has=reader.page.locator(f".{layer}_marks"))
    assert figure.locator('.role-mark [tabindex="0"]').count() == 1
    figure.locator('.role-mark [tabindex="0"]').focus()
    for _ in range(200):
        if reader.page.evaluate("document.activeElement.__data__.datum.n") != 0:
            break
        reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("ArrowLeft")
    held = reader.page.evaluate("JSON.stringify(document.activeElement.__data__.datum)")
    reader.page.keyboard.press("Enter")
    panel = reader.page.get_by_role("dialog")
    assert panel.locator("li mark").count() > 0
    panel.get_by_role("button", name="Close").click()
    assert reader.page.evaluate("JSON.stringify(document.activeElement.__data__.datum)") == held


def test_a_filtered_mark_shows_filtered_sentences(reader: Explored, pages: Path) -> None:
    """What is behind a mark is what it counts: events that the filter left out are not listed."""
    reader.open(pages / f"{ADVANCES}.html")
    reader.days("2023-07-01")
    bar = reader.page.locator(".gains_marks > *").first
    n = bar.evaluate("(mark) => mark.__data__.datum.n")
    bar.click()
    sources = reader.page.get_by_role("dialog").locator(".explore-source").all_inner_texts()
    assert len(sources) == n
    assert all(source[-10:] >= "2023-07-01" for source in sources)
    reader.page.keyboard.press("Escape")


# ---------------------------------------------------------------------- hostile text, phones, no scripts


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of a record whose every text wants to be markup."""
    out = tmp_path_factory.mktemp("hostile")
    write(hostile_record(), out, "00", "01", "02", "03")
    return out


def hostile_record() -> Timeline:
    """Reports whose text, titles, names, claimants and ids attack."""
    day = dt.date(2023, 7, 10)
    frames: dict[str, list[dict[str, Any]]] = {"reports": [], "mentions": [], "claims": [], "diplomacy": []}
    for n, text in enumerate(HOSTILE):
        quote = f"They took {text} on Monday"
        key = {"report_id": f"{n} {text}", "date": day}
        frames["reports"].append(
            key
            | {"date_source": text, "source": text, "title": text, "path": text, "sha256": "0", "text": quote}
            | {"words": 9, "language": "en", "note": None}
        )
        span = key | {"sentence": 0, "start": 0, "end": len(quote)}
        where = {"surface": text, "place": text, "place_id": text, "admin1": text, "lat": 48.0 + n / 9, "lon": 37.0}
        where |= {"place_precision": 1, "theater": ("bakhmut", text)[n % 2]}
        cues = [
            {"text": "took", "start": 5, "end": 9, "role": "trigger"},
            {"text": text, "start": 10, "end": 14, "role": text},
        ]
        event = span | {"event_id": text, "quote": quote, "trigger": "took", "claimant": "other", "claimant_text": text}
        event |= {"credence": ("claimed", "denied")[n % 2], "event_start": day, "event_end": day + dt.timedelta(1)}
        event |= {"date_precision": 1, "cues": cues, "rule": text, "corrected": text}
        frames["mentions"].append(
            span
            | {"start": 10, "end": 10 + len(text)}
            | where
            | {
                "kind": "settlement",
                "country": None,
                "match": "exact",
                "distance": 0,
                "candidates": [],
                "decided_by": text,
            }
        )
        frames["claims"].append(
            event
            | where
            | {"row": 0, "kind": ("advance", "capture")[n % 2], "actor": "RU", "sides": ["RU"], "relation": None}
            | {"toward": [text], "carried": False, "against_interest": False, "evidence": "none"}
        )
        frames["diplomacy"].append(
            event
            | {"kind": text, "source": [text], "target": [text], "topic": text, "theater": "diplomacy"}
            | {"front": None, "conditions": text}
        )
    schemas = Timeline.member_schemas()
    made = {name: pl.DataFrame(rows, schema=dict(schemas[name].create_empty().schema)) for name, rows in frames.items()}
    return Timeline.cast(made)


def open_lists(reader: Explored) -> list[Locator]:
    """Open each list of the bar once; the first stays open."""
    facets = reader.page.locator(".explore-facet").all()
    for facet in reversed(facets):
        facet.locator("summary").click()
    return facets


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_report_is_markup(reader: Explored, hostile: Path, name: str) -> None:
    """In bar, notes, table and panel every text is there to be read, and none of it did anything."""
    reader.open(hostile / f"{name}.html")
    for box in open_lists(reader)[0].locator("input").all():
        box.check()
    reader.settle()
    table = " ".join(reader.page.locator(".explore-events").inner_text().split())
    assert [text for text in HOSTILE if text not in table] == []
    for mark in reader.page.locator('.role-mark [tabindex="0"]').all():
        mark.focus()
        reader.page.keyboard.press("Enter")
        panel = reader.page.get_by_role("dialog")
        assert any(text in panel.inner_text() for text in HOSTILE)
        assert panel.locator("img, script, a, svg:not(.explore-sign)").count() == 0
        reader.page.keyboard.press("Escape")
    ours = "form.explore :is(img, script, a), .explore-events :is(img, script, a), .explore-note *"
    assert reader.page.locator(ours).count() == 0
    assert reader.page.evaluate("typeof window.__pwned") == "undefined"


def test_turned_text_stays_in_its_cell(reader: Explored, hostile: Path) -> None:
    """Marks of direction cannot turn what stands beside them: each text is isolated."""
    reader.open(hostile / f"{ADVANCES}.html")
    loose = """() => [...document.querySelectorAll('.explore-events td')].filter((cell) => {
      const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (/[\\u202a-\\u202e]/.test(data) && !parentElement.closest('bdi')) return true;
      }
      return false;
    }).length"""
    assert reader.page.evaluate(loose) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_for_it(playwright: Playwright, pages: Path, tmp_path: Path, scheme: Any) -> None:
    """The bar is folded, opens within the screen, and filters; the panel fills the screen; nothing sticks out."""
    size = {"width": 390, "height": 844}
    with exploring(playwright, tmp_path / "profile", viewport=size, color_scheme=scheme, has_touch=True) as phone:
        for name in PAGES:
            phone.open(pages / f"{name}.html")
            assert not phone.page.get_by_role("button", name="Reset").is_visible()
            phone.page.locator(".explore-all > summary").tap()
            facet = phone.page.locator(".explore-facet").first
            facet.locator("summary").tap()
            facet.locator("input").first.check()
            phone.settle()
            assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
            assert phone.page.locator("form.explore").bounding_box()["height"] <= 844  # type: ignore[index]  # visible
            phone.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
            assert phone.said == []


def test_without_scripts_there_is_a_plain_table(playwright: Playwright, pages: Path, tmp_path: Path) -> None:
    """No bar that does nothing, the newest rows, and a word about the rest."""
    with exploring(playwright, tmp_path / "profile", java_script_enabled=False) as bare:
        bare.page.goto((pages / f"{MENTIONS}.html").as_uri())
        assert not bare.page.locator("form.explore").is_visible()
        assert bare.page.locator(".explore-events tbody tr").count() == 50
        assert bare.page.get_by_text("searching need JavaScript").is_visible()


def test_on_paper_there_is_no_bar(reader: Explored, pages: Path) -> None:
    """A print keeps what each chart says about the filter, and drops what cannot be pressed."""
    reader.open(pages / f"{ADVANCES}.html")
    reader.choose("theater", "Bakhmut")
    reader.page.emulate_media(media="print")
    assert not reader.page.locator("form.explore").is_visible()
    assert not reader.page.get_by_label("Search").is_visible()
    assert reader.page.locator(".explore-note").first.is_visible()
    reader.page.emulate_media(media="screen")


def test_the_record_stands_in_a_page_once(pages: Path) -> None:
    """Counts, words and sentences are there one time, as JSON that no text can end."""
    page = (pages / f"{ADVANCES}.html").read_text(encoding="utf-8")
    assert page.count('id="explore-record"') == 1
    told = page.split('id="explore-record">', 1)[1].split("</script>", 1)[0]
    record = json.loads(told)
    assert "<" not in told
    assert len(record["strings"]) == len(set(record["strings"]))
    assert set(record) == {"every", "words", "families", "facets", "days", "limits", "cube", "rows", "strings"}
