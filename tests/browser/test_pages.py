"""Pages in a real browser with the network off: every chart is drawn, nothing is asked for, no report's text runs."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import polars as pl
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, sync_playwright

from analytics import publishing
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.exporter import OfflineHTMLExporter
from analytics.publishing.facts import Facts
from analytics.schema import Claims, Diplomacy, Mentions, Refusals, Reports, Timeline

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGES = ("00-briefing", "01-mention-frequency", "02-claimed-advances", "03-diplomacy", "04-data-quality")
MENTIONS, ADVANCES = PAGES[1:3]
LARGEST = 2_500_000  # bytes
DAY = dt.date(2023, 7, 10)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DRAWN = "() => [...document.querySelectorAll('figure.chart')].every((figure) => figure.dataset.state)"
# What a chart drew from its data, without axes, legends and titles.
SYMBOLS = ".role-mark > :not(defs)"
MARKS = """(figure, symbols) => [...figure.querySelectorAll(symbols)].filter((mark) => {
  const { width, height } = mark.getBBox();
  return width + height > 0;
}).length"""
# Whether the middle of a mark is in its drawing: a map's marks beyond its edge are there, and not to be seen.
IN_FIGURE = """(mark) => {
  const [own, all] = [mark, mark.closest("svg")].map((element) => element.getBoundingClientRect());
  const [x, y] = [own.x + own.width / 2, own.y + own.height / 2];
  return x > all.left && x < all.right && y > all.top && y < all.bottom;
}"""
HOSTILE = (
    "</script><script>window.__pwned = 1</script>",
    '<img src="x" onerror="window.__pwned = 1">',
    "<svg onload=window.__pwned=1>",
    "[x](javascript:window.__pwned=1) ![y](https://x.example/y.png)",
    "```mermaid graph TD; A[<img src=x onerror=window.__pwned=1>] ```",
    "{{ 7 * 7 }} {% raw %} ${window.__pwned = 1}",
    "&lt;b&gt; &amp;amp; $x$ \\(y\\) [bold]z[/bold]",
)


@dataclass
class Visit:
    """A page that is open, with what it asked for and what it complained about."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def open(self, file: Path) -> None:
        """Open a file and wait until each of its charts is drawn or has failed."""
        self.asked.clear()
        self.said.clear()
        self.page.goto(file.as_uri())
        self.page.wait_for_function(DRAWN)
        assert self.asked.pop(0) == file.as_uri()

    def charts(self) -> list[tuple[str, int, int]]:
        """State, number of drawings and number of marks of each chart."""
        figures = self.page.locator("figure.chart").all()
        return [
            (f.get_attribute("data-state") or "", f.locator("svg").count(), f.evaluate(MARKS, SYMBOLS)) for f in figures
        ]


@contextmanager
def visiting(playwright: Playwright, profile: Path, **options: Any) -> Iterator[Visit]:
    """Open Chromium with a profile of its own and no network; whatever asks for more than a file gets nothing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        profile, executable_path=found, args=FLAGS, headless=True, offline=True, **options
    )

    def answer(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    try:
        context.route("**/*", answer)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.asked.append(request.url))
        visit.page.on("console", lambda message: visit.said.append(f"{message.type}: {message.text}"))
        visit.page.on("pageerror", lambda error: visit.said.append(f"error: {error}"))
        yield visit
    finally:
        context.close()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver, which comes with playwright; the browser is the system's."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def visit(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A desktop's browser, shared by the tests."""
    with visiting(playwright, tmp_path_factory.mktemp("profile")) as visit:
        yield visit


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the reports that ship."""
    out = tmp_path_factory.mktemp("seeds")
    publishing.export(ROOT / "seeds", out=out).raise_for_failures()
    return out


def hostile_timeline() -> Timeline:
    """A timeline whose every text wants to be markup, with enough rows for each chart."""
    text = " ".join(HOSTILE)
    reports, mentions, claims, acts = [], [], [], []
    cues = [{"text": HOSTILE[0], "start": 0, "end": len(HOSTILE[0]), "role": "hedge"}]
    for number, payload in enumerate(HOSTILE):
        start = text.index(payload)
        span = {"report_id": f"{number} {payload}", "date": DAY - dt.timedelta(number), "sentence": number}
        span |= {"start": start, "end": start + len(payload)}
        event = span | {"event_id": payload, "quote": payload, "trigger": payload, "claimant": "author"}
        event |= {"claimant_text": payload, "event_start": DAY, "event_end": DAY + dt.timedelta(1), "date_precision": 1}
        event |= {"credence": ("stated", "claimed", "denied")[number % 3], "cues": cues, "rule": payload}
        where = {"surface": payload, "place": payload, "place_id": payload, "admin1": payload, "lat": 48.0, "lon": 37.0}
        where |= {"place_precision": 1, "theater": ("bakhmut", payload)[number % 2]}
        title, source, note = (None, payload, None) if number % 2 else (payload, None, payload)
        reports.append(
            {"report_id": f"{number} {payload}", "date": DAY - dt.timedelta(number), "date_source": payload}
            | {"source": source, "title": title, "path": payload, "sha256": "0", "text": text}
            | {"words": 30, "language": "en", "note": note}
        )
        mentions.append(
            span
            | where
            | {"kind": "settlement", "country": None, "match": "exact", "distance": 0}
            | {"candidates": [payload], "decided_by": "unique"}
        )
        claims.append(
            event
            | where
            | {"row": 0, "kind": ("advance", "withdraw")[number % 2], "actor": "RU"}
            | {"sides": ["RU"], "relation": payload, "toward": [payload], "carried": False}
            | {"claimant": "other", "against_interest": False, "evidence": "none"}
        )
        acts.append(
            event
            | {"kind": ("agree", payload)[number % 2], "source": [payload], "target": [payload]}
            | {"topic": ("nato", payload)[number % 2], "theater": "diplomacy", "front": None, "conditions": payload}
        )
    rows = {"reports": (Reports, reports), "mentions": (Mentions, mentions), "claims": (Claims, claims)}
    rows["diplomacy"] = (Diplomacy, acts)
    frames = {name: pl.DataFrame(some, schema=kind.create_empty().schema) for name, (kind, some) in rows.items()}
    return Timeline.cast(frames)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped notebooks' pages of reports that attack."""
    out = tmp_path_factory.mktemp("hostile")
    row = {"file": HOSTILE[0], "line": 1, "found": HOSTILE[1], "expected": HOSTILE[2], "way_out": HOSTILE[3]}
    refused = Refusals.validate(pl.DataFrame([row], schema=Refusals.create_empty().schema))
    publishing.publish(hostile_timeline(), load_notebooks(), out=out, refused=refused).raise_for_failures()
    return out


def page_with(folder: Path, *specs: dict[str, Any], facts: Facts | None = None, text: str = "") -> Path:
    """Write a page with some charts."""
    mime = "application/vnd.vegalite.v5+json"
    outputs = [nbformat.v4.new_output("display_data", {mime: spec, "text/plain": "chart"}) for spec in specs]
    cells = [
        nbformat.v4.new_markdown_cell(f"# Fords\n\n{text}", id="m"),
        nbformat.v4.new_code_cell("", outputs=outputs, id="c"),
    ]
    told = {"metadata": {"name": "fords"}, "facts": facts}
    page, _ = OfflineHTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells), told)
    (folder / "fords.html").write_text(page, encoding="utf-8")
    return folder / "fords.html"


def bars(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A bar chart with a tooltip."""
    tooltip = [{"field": "name", "title": "Ford"}, {"field": "n", "type": "quantitative"}]
    encoding = {"x": {"field": "name"}, "y": {"field": "n", "type": "quantitative"}, "tooltip": tooltip}
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "title": "Fords", "width": "container"}
    return spec | {"data": {"values": list(rows)}, "mark": "bar", "encoding": encoding} | changes


# ---------------------------------------------------------------------- the reports that ship


@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_with_the_network_off(visit: Visit, seeds: Path, name: str) -> None:
    """No request beyond the page, not a word on the console, every chart drawn with marks in it, within its size."""
    file = seeds / f"{name}.html"
    visit.open(file)
    charts = visit.charts()
    assert visit.asked == []
    assert visit.said == []
    assert len(charts) == file.read_text(encoding="utf-8").count('<script type="application/json">') > 0
    assert [(state, drawings) for state, drawings, _ in charts] == [("drawn", 1)] * len(charts)
    assert min(marks for _, _, marks in charts) > 3
    assert file.stat().st_size <= LARGEST


def test_the_index_leads_to_every_page_and_back(visit: Visit, seeds: Path) -> None:
    """Its links are files beside it."""
    visit.open(seeds / "index.html")
    links = [link.get_attribute("href") for link in visit.page.locator("main a").all()]
    assert links == [f"{name}.html" for name in PAGES]
    visit.page.locator("main a").first.click()
    visit.page.get_by_role("link", name="All reports").click()
    assert visit.page.title() == "Situation reports"
    assert [said for said in visit.said if said.startswith("error")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_page_fits_a_phone(playwright: Playwright, seeds: Path, tmp_path: Path, width: int, scheme: Any) -> None:
    """Nothing sticks out, the charts shrink with the page, the colours follow the system."""
    size = {"width": width, "height": 844}
    with visiting(playwright, tmp_path / "profile", viewport=size, color_scheme=scheme, has_touch=True) as phone:
        for name in (*PAGES, "index"):
            phone.open(seeds / f"{name}.html")
            assert phone.page.evaluate("document.documentElement.scrollWidth") <= width
            assert all(box.bounding_box()["width"] <= width for box in phone.page.locator("figure svg").all())  # type: ignore[index]  # visible
            paper = phone.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, re.findall(r"\d+", paper))) < 200) == (scheme == "dark")
            phone.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
            assert phone.said == []


def test_a_table_is_cards_on_a_phone(playwright: Playwright, seeds: Path, tmp_path: Path) -> None:
    """Each cell stands under its column's name, as wide as the screen."""
    with visiting(playwright, tmp_path / "profile", viewport={"width": 390, "height": 844}) as phone:
        phone.open(seeds / f"{MENTIONS}.html")
        cell = phone.page.locator('td[data-column="quote"]').first
        assert cell.evaluate("(cell) => getComputedStyle(cell).display") == "grid"


def test_without_scripts_the_words_are_there(playwright: Playwright, seeds: Path, tmp_path: Path) -> None:
    """Prose, tables and captions need no JavaScript; the page says what does."""
    with visiting(playwright, tmp_path / "profile", java_script_enabled=False) as bare:
        bare.page.goto((seeds / f"{MENTIONS}.html").as_uri())
        assert bare.page.get_by_text("This chart needs JavaScript").is_visible()
        assert bare.page.locator("figcaption").first.is_visible()
        assert bare.page.locator("tbody tr").first.is_visible()


# ---------------------------------------------------------------------- hostile text


@pytest.mark.parametrize("name", [*PAGES, "index"])
def test_nothing_in_a_report_runs(visit: Visit, hostile: Path, name: str) -> None:
    """Every text of the attack is there to be read, and none of it did anything."""
    visit.open(hostile / f"{name}.html")
    assert visit.page.evaluate("typeof window.__pwned") == "undefined"
    assert (visit.asked, visit.said) == ([], [])
    ours = "figure svg, .explore-strip svg, .explore-sign"
    assert visit.page.locator(f"main img, main svg:not({ours}), main a[href^='javascript']").count() == 0
    assert {state for state, _, _ in visit.charts()} == ({"drawn"} if name != "index" else set())
    text = " ".join(visit.page.locator("main").text_content().split())  # type: ignore[union-attr]  # every page has it
    assert [payload for payload in HOSTILE[: 4 if name == "index" else None] if payload not in text] == []


def test_a_report_that_attacks_is_read_like_any_other(visit: Visit, tmp_path: Path) -> None:
    """The whole way from a file: the sentence around a place name is shown as it stands, markup and all."""
    prose = "The sappers {} crossed the ford near Bakhmut on Saturday, and they have not been seen since the morning."
    texts = [f"{prose.format(payload)}\n\nNothing else was said of it." for payload in HOSTILE]
    rows = [
        {"date": f"2023-07-0{number + 1}", "text": text, "report_id": f"{number}{payload}", "title": payload}
        for number, (text, payload) in enumerate(zip(texts, HOSTILE, strict=True))
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    summary = publishing.export(tmp_path / "in.jsonl", notebooks=["01"], out=tmp_path / "out")
    summary.raise_for_failures()
    assert summary.reports == len(HOSTILE)
    visit.open(tmp_path / "out" / f"{MENTIONS}.html")
    assert visit.page.evaluate("typeof window.__pwned") == "undefined"
    assert (visit.asked, visit.said) == ([], [])
    quotes = " ".join(visit.page.locator('td[data-column="quote"]').all_text_contents())
    assert [payload for payload in HOSTILE if f"The sappers {payload} crossed" not in quotes] == []


def test_nothing_runs_when_a_reader_hovers(visit: Visit, hostile: Path) -> None:
    """Tooltips show report text as text."""
    for name in PAGES:
        visit.open(hostile / f"{name}.html")
        drawn = visit.page.locator(f"figure svg {SYMBOLS}").all()
        marks = [mark for mark in drawn if mark.is_visible() and mark.evaluate(IN_FIGURE)]
        assert marks
        for mark in marks[:40]:
            mark.hover(force=True)
        assert visit.page.evaluate("typeof window.__pwned") == "undefined"
        assert visit.page.locator("#vg-tooltip-element :is(img, script, a, svg)").count() == 0
        assert (visit.asked, visit.said) == ([], [])


def test_a_tooltip_has_no_picture_and_no_heading(visit: Visit, tmp_path: Path) -> None:
    """Fields called `image` and `title` are fields: the library would load one and enlarge the other."""
    row = {"name": "a", "n": 1, "image": "https://x.example/a.png", "title": HOSTILE[1]}
    encoding = bars()["encoding"] | {"tooltip": [{"field": field} for field in ("image", "title", "n")]}
    visit.open(page_with(tmp_path, bars(row, encoding=encoding)))
    visit.page.locator("figure svg [aria-roledescription=bar]").hover()
    tooltip = visit.page.locator("#vg-tooltip-element")
    assert tooltip.locator("th").all_text_contents() == ["image", "title", "n"]
    assert tooltip.locator("td").all_text_contents() == ["https://x.example/a.png", HOSTILE[1], "1"]
    assert tooltip.locator("img, h2").count() == 0
    assert visit.asked == []


def test_a_script_that_got_into_a_page_does_not_run(visit: Visit, tmp_path: Path) -> None:
    """The second wall: the policy stops what the first one let through."""
    file = page_with(tmp_path, text="x")
    page = file.read_text(encoding="utf-8")
    file.write_text(page.replace("<p>x</p>", HOSTILE[1] + "<script>window.__pwned = 1</script>"), encoding="utf-8")
    visit.open(file)
    assert visit.page.evaluate("typeof window.__pwned") == "undefined"
    assert len([said for said in visit.said if "Content Security Policy" in said]) >= 2


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"url": "https://x.example/a.json"}},
        {"data": {"url": "a.csv"}},
        {"mark": {"type": "image", "url": "https://x.example/a.png"}},
        {"mark": {"type": "bar", "href": "javascript:window.__pwned = 1"}},
    ],
)
def test_a_chart_loads_nothing(visit: Visit, tmp_path: Path, changes: dict[str, Any]) -> None:
    """A specification that names data or pictures elsewhere gets neither, and no link that runs."""
    visit.open(page_with(tmp_path, bars({"name": "a", "n": 1}, **changes)))
    visit.page.wait_for_timeout(100)
    assert visit.asked == []
    assert visit.page.locator("figure a[*|href^='javascript']").count() == 0


# ---------------------------------------------------------------------- what a reader can do


def test_a_chart_that_cannot_be_drawn_says_so(visit: Visit, tmp_path: Path) -> None:
    """The others are drawn all the same."""
    broken = bars({"name": "a", "n": 1}, mark={"type": "ford"})
    visit.open(page_with(tmp_path, broken, bars({"name": "a", "n": 1})))
    assert [state for state, _, _ in visit.charts()] == ["failed", "drawn"]
    assert visit.page.get_by_text("This chart could not be drawn").is_visible()


def test_numbers_can_be_taken_away(visit: Visit, tmp_path: Path) -> None:
    """CSV with the tooltip's columns and titles; a text that a spreadsheet would run gets an apostrophe."""
    rows = [
        {"name": "=cmd()", "n": -1, "inner": 9},
        {"name": 'a, "b"', "n": 2.5},
        {"name": "2023-07-10T00:00:00", "n": None},
    ]
    visit.open(page_with(tmp_path, bars(*rows)))
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "x.csv")
    assert download.value.suggested_filename == "fords-1.csv"
    lines = (tmp_path / "x.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines == ["Ford,n", "'=cmd(),-1", '"a, ""b""",2.5', "2023-07-10,", ""]


def test_every_layer_s_numbers_are_taken_away(visit: Visit, tmp_path: Path) -> None:
    """Layers whose tooltips agree are one table, each set of data once; other layers are left out."""
    one, two = [{"name": "a", "n": 1}], [{"name": "b\nc", "n": 2}]
    encoding = bars()["encoding"]
    layers = [
        {"mark": "rule", "data": {"values": [{"y": 9}]}, "encoding": {"y": {"datum": 9}}},
        {"mark": "bar", "data": {"name": "one"}, "encoding": encoding},
        {"mark": "point", "data": {"name": "one"}, "encoding": encoding},
        {"mark": "bar", "data": {"name": "two"}, "encoding": encoding},
    ]
    spec = {"title": "Fords", "datasets": {"one": one, "two": two}, "layer": layers}
    visit.open(page_with(tmp_path, spec))
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().decode("utf-8-sig") == "Ford,n\r\na,1\r\nb c,2\r\n"


def test_a_chart_can_be_taken_away(visit: Visit, seeds: Path, tmp_path: Path) -> None:
    """PNG with the title in it, as wide on every screen, and the page stays as it was."""
    visit.open(seeds / f"{MENTIONS}.html")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="PNG").click()
    download.value.save_as(tmp_path / "x.png")
    head = (tmp_path / "x.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20]) == 2 * 960
    assert visit.page.locator(".aside").count() == 0
    assert visit.asked == [] or all(url.startswith("blob:") for url in visit.asked)
    assert visit.said == []


@pytest.mark.parametrize(
    ("today", "age", "stale"),
    [
        ("2023-07-10T23:30:00", " (today)", False),
        ("2023-07-11T00:30:00", " (yesterday)", False),
        ("2023-07-13T12:00:00", " (3 days ago)", False),
        ("2023-07-14T12:00:00", " (4 days ago)", True),
        ("2026-07-10T12:00:00", " (1,096 days ago)", True),
        ("2023-07-09T12:00:00", " (today)", False),
    ],
)
def test_the_reader_s_clock_tells_how_old_a_page_is(
    playwright: Playwright, tmp_path: Path, today: str, age: str, *, stale: bool
) -> None:
    """The page holds the day of the newest report, and no other time."""
    file = page_with(tmp_path, facts=Facts(DAY, DAY, 1))
    with visiting(playwright, tmp_path / "profile") as visit:
        visit.page.clock.set_fixed_time(dt.datetime.fromisoformat(today))
        visit.open(file)
        assert visit.page.locator(".age").text_content() == age
        assert (visit.page.locator(".stale").count() == 1) == stale


def test_a_page_prints(visit: Visit, seeds: Path, tmp_path: Path) -> None:
    """On paper it is light, without buttons, with the whole table and the charts within the sheet."""
    visit.open(seeds / f"{ADVANCES}.html")
    pdf = visit.page.pdf(path=tmp_path / "x.pdf", format="A4")
    assert len(pdf) > 20_000
    visit.page.emulate_media(media="print")
    assert not visit.page.get_by_role("button", name="PNG").is_visible()
    assert visit.page.locator(".source-table").first.evaluate("(table) => getComputedStyle(table).maxHeight") == "none"
    visit.page.emulate_media(media="screen")


def test_every_page_can_be_used_by_keyboard(visit: Visit, seeds: Path) -> None:
    """The first stop leads past the head; what scrolls can be reached; every button has a name."""
    visit.open(seeds / f"{MENTIONS}.html")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert visit.page.locator(".source-table").get_attribute("tabindex") == "0"
    names = [button.get_attribute("aria-label") for button in visit.page.locator("figure button").all()]
    assert json.dumps(names).count("Mentions by theater") == len(names) == 2
