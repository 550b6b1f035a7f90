"""Pages in a real browser with the network off: every chart is drawn, nothing is asked for, no report's text runs."""

import csv
import datetime as dt
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import polars as pl
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route

import analytics
from analytics import publishing
from analytics.codebook import load_codebook
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.exporter import OfflineHTMLExporter
from analytics.publishing.facts import Facts
from analytics.publishing.showing import showing_of
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
    '=HYPERLINK("https://x.example")',
    "\t@SUM(1)",
)
# What a spreadsheet runs, wherever it stands as the beginning of a cell.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


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
        span = {"report_id": f"{number} {payload}", "date": DAY - dt.timedelta(number % 7), "sentence": number}
        span |= {"start": start, "end": start + len(payload)}
        event = span | {"event_id": payload, "quote": payload, "trigger": payload, "claimant": "author"}
        event |= {"claimant_text": payload, "event_start": DAY, "event_end": DAY + dt.timedelta(1), "date_precision": 1}
        event |= {"credence": ("stated", "claimed", "denied")[number % 3], "cues": cues, "rule": payload}
        where = {"surface": payload, "place": payload, "place_id": payload, "admin1": payload, "lat": 48.0, "lon": 37.0}
        where |= {"place_precision": 1, "theater": ("bakhmut", payload)[number % 2]}
        title, source, note = (None, payload, None) if number % 2 else (payload, None, payload)
        reports.append(
            {"report_id": f"{number} {payload}", "date": DAY - dt.timedelta(number % 7), "date_source": payload}
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
    showing = showing_of(load_codebook(), quotes="full")
    made = publishing.publish(hostile_timeline(), load_notebooks(), out=out, refused=refused, showing=showing)
    made.raise_for_failures()
    return out


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The accessibility checks of axe-core, installed for the tests alone."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm, which is not installed")
    folder = tmp_path_factory.mktemp("axe")
    shutil.copy(Path(__file__).with_name("package.json"), folder)
    options = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    ran = subprocess.run([npm, "install", *options], cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        pytest.skip(f"npm could not install axe-core: {ran.stderr.strip()[:200]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


OPENED = "() => document.querySelectorAll('main details').forEach((details) => { details.open = true; })"
SERIOUS = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => `${id}: ${nodes[0].target} (${nodes.length})`)"""


def downloaded(visit: Visit, name: str, place: int, folder: Path) -> tuple[str, list[list[str]]]:
    """Click one of the buttons of that name; give the file's name and its rows."""
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=name).nth(place).click()
    download.value.save_as(folder / "x.csv")
    text = (folder / "x.csv").read_bytes().decode("utf-8-sig")
    return download.value.suggested_filename, list(csv.reader(io.StringIO(text, newline="")))


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
    *links, kept = [link.get_attribute("href") or "" for link in visit.page.locator("main a").all()]
    assert links == [f"{name}.html" for name in PAGES]
    assert re.fullmatch(r"archive/2023-07-10-[0-9a-f]{12}/index\.html", kept)
    visit.page.locator("main a").first.click()
    visit.page.get_by_role("link", name="All reports").click()
    assert visit.page.title() == "Situation reports"
    assert [said for said in visit.said if said.startswith("error")] == []


def test_a_kept_export_leads_to_its_own_pages_and_up(visit: Visit, seeds: Path) -> None:
    """An archived page is the same file; its "All reports" are those of its export, from where the way goes up."""
    (kept,) = (seeds / "archive").iterdir()
    for name in PAGES:
        assert (kept / f"{name}.html").read_bytes() == (seeds / f"{name}.html").read_bytes()
    visit.open(kept / "index.html")
    assert visit.page.locator("h1").text_content() == "Situation reports to 10 July 2023"
    visit.page.locator("main a").first.click()
    visit.page.get_by_role("link", name="All reports").click()
    visit.page.get_by_role("link", name="The newest reports, and all that are kept").click()
    assert Path(visit.page.url).parent.name == seeds.name
    assert [said for said in visit.said if said.startswith("error")] == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_page_can_be_used_by_everybody(
    playwright: Playwright, seeds: Path, tmp_path: Path, axe: str, *, width: int, scheme: Any
) -> None:
    """With everything unfolded axe finds nothing serious or critical, and its run needs no hole in the policy."""
    size = {"width": width, "height": 844}
    with visiting(playwright, tmp_path / "profile", viewport=size, color_scheme=scheme) as visit:
        for name in (*PAGES, "index"):
            visit.open(seeds / f"{name}.html")
            visit.page.evaluate(OPENED)
            visit.page.evaluate(axe)
            assert visit.page.evaluate(SERIOUS) == [], name
            assert (visit.asked, visit.said) == ([], [])


def test_the_first_screen_of_the_briefing_answers(visit: Visit, seeds: Path) -> None:
    """Four cards with a sentence each, figures in them, and what is too small to tell says so."""
    visit.open(seeds / "00-briefing.html")
    cards = visit.page.locator(".headlines > div")
    assert cards.count() == 4
    titles = [
        "Mentions by theater",
        "Claimed advances by side",
        "Share of claims in dispute",
        "Diplomatic acts by topic",
    ]
    assert cards.locator("dt").all_text_contents() == titles
    assert all(re.search(r"\d", said) for said in cards.locator(".takeaway").all_text_contents())
    assert visit.page.locator(".headlines li").count() >= 8
    assert "too few to tell" in visit.page.locator(".headlines").inner_text()
    heading = visit.page.locator("h2").first.bounding_box()
    assert heading
    assert cards.first.bounding_box()["y"] < heading["y"]  # type: ignore[index]  # it is visible


def test_theaters_have_sections_in_the_contents(visit: Visit, seeds: Path) -> None:
    """A heading, a sentence and a folded table each; the contents lead there, and stay in sight."""
    for name in (MENTIONS, ADVANCES):
        visit.open(seeds / f"{name}.html")
        sections = visit.page.locator(".theaters h3")
        assert sections.count() >= 5
        assert sections.count() == visit.page.locator(".theaters .computed").count()
        assert sections.count() == visit.page.locator(".theaters details.more table").count()
        last = sections.last.text_content() or ""
        visit.page.locator(".toc").get_by_role("link", name=last, exact=True).click()
        assert sections.last.evaluate("(heading) => heading.getBoundingClientRect().top >= 0")
        assert visit.page.locator(".toc").evaluate("(contents) => contents.getBoundingClientRect().top >= 0")


def test_the_contents_are_folded_on_a_phone(playwright: Playwright, seeds: Path, tmp_path: Path) -> None:
    """Closed at first, open when asked, closed again after a jump, whose heading is not under the bar."""
    with visiting(playwright, tmp_path / "profile", viewport={"width": 390, "height": 844}) as phone:
        phone.open(seeds / f"{MENTIONS}.html")
        contents = phone.page.locator(".toc details")
        assert contents.get_attribute("open") is None
        phone.page.locator(".toc summary").click()
        phone.page.locator(".toc").get_by_role("link", name="The reports").click()
        phone.page.wait_for_function("() => !document.querySelector('.toc details').open")
        bar, heading = (
            phone.page.locator(".toc").bounding_box(),
            phone.page.locator("#section-the-reports").bounding_box(),
        )
        assert bar
        assert heading
        assert heading["y"] >= bar["y"] + bar["height"] - 1


@pytest.mark.parametrize("name", PAGES)
def test_a_chart_says_what_to_see_and_what_it_rests_on(visit: Visit, seeds: Path, name: str) -> None:
    """Title, takeaway, caveat, source note; the words for those who hear the page; the numbers as a table."""
    visit.open(seeds / f"{name}.html")
    for figure in visit.page.locator("figure.chart").all():
        spec = json.loads(figure.locator("script").text_content() or "")
        assert figure.locator("figcaption .takeaway").text_content()
        assert figure.locator("figcaption p").count() >= 2
        assert re.search(r"Source: \d+ reports?, ", figure.locator(".source-note").text_content() or "")
        assert figure.locator(".drawing").get_attribute("aria-label") == spec["description"]
        assert figure.locator('[role="graphics-symbol"]:not([aria-label])').count() == 0
        assert figure.locator(".numbers table").count() == 0
        figure.locator(".numbers summary").click()
        figure.locator(".numbers table").wait_for()
        assert figure.locator(".numbers tbody tr").count() >= 3
        assert figure.locator(".numbers thead th").count() >= 2


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
        assert bare.page.locator("tbody tr:visible").first.is_visible()
        assert bare.page.locator("details.more summary").first.is_visible()
        assert bare.page.locator(".toc a").first.is_visible()


# ---------------------------------------------------------------------- nothing to show


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped notebooks' pages of one report in which nothing is told."""
    text = "Nothing is told of any place, and nobody has said a word about it today."
    row: dict[str, Any] = dict.fromkeys(Reports.column_names(), "quiet")
    row |= {"date": DAY, "text": text, "words": 14, "language": "en", "note": None}
    frames = {"mentions": Mentions, "claims": Claims, "diplomacy": Diplomacy}
    empty = {name: kind.create_empty() for name, kind in frames.items()}
    reports = pl.DataFrame([row], schema=Reports.create_empty().schema)
    refused, out = Refusals.create_empty(), tmp_path_factory.mktemp("quiet")
    timeline = Timeline.cast({"reports": reports} | empty)
    publishing.publish(timeline, load_notebooks(), out=out, refused=refused).raise_for_failures()
    return out


NOTHING = {
    PAGES[0]: [
        "No report of this week names a place",
        "No report of this week tells of a claim",
        "none; no side tells",
    ],
    PAGES[1]: ["No report of this period names a place of any theater", "Place names: none; no report of this period"],
    PAGES[2]: [
        "No report of this period tells of a gain or a withdrawal",
        "credence: none; what is told is on the map",
    ],
    PAGES[3]: ["No report of this period tells of a diplomatic act", "Diplomatic acts: none; no report of this period"],
    PAGES[4]: ["Refused: none; every report was read", "Corrections: none; nobody has made one"],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_nothing_says_why(visit: Visit, quiet: Path, name: str) -> None:
    """Every chart is drawn or says in words why there is none to see; every table gives its reason."""
    visit.open(quiet / f"{name}.html")
    assert (visit.asked, visit.said) == ([], [])
    assert {state for state, _, _ in visit.charts()} == {"drawn"}
    text = " ".join((visit.page.locator("body").inner_text()).split())
    assert [reason for reason in NOTHING[name] if reason not in text] == []
    assert "1 report: quiet" in text
    labels = [drawing.get_attribute("aria-label") or "" for drawing in visit.page.locator(".drawing").all()]
    assert all(len(label) > 40 for label in labels)


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
    wanted = [" ".join(payload.split()) for payload in HOSTILE[: 4 if name == "index" else None]]
    assert [payload for payload in wanted if payload not in text] == []


def test_a_report_that_attacks_is_read_like_any_other(visit: Visit, tmp_path: Path) -> None:
    """The whole way from files, whose names attack too: the sentence around a place name is shown as it stands."""
    prose = "The sappers {} crossed the ford near Bakhmut on Saturday, and they have not been seen since the morning."
    texts = [f"{prose.format(payload)}\n\nNothing else was said of it." for payload in HOSTILE]
    rows = [
        {"date": f"2023-07-0{number + 1}", "text": text, "report_id": f"{number}{payload}", "title": payload}
        for number, (text, payload) in enumerate(zip(texts, HOSTILE, strict=True))
    ]
    given = tmp_path / "in"
    given.mkdir()
    (given / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (given / "2023-07-10 <img src=x onerror=window.__pwned=1>.txt").write_text(prose.format("'s boats"))
    (given / '"><script>window.__pwned=1<br>.txt').write_text("No day is told here, and nothing else either.")
    summary = publishing.export(given, notebooks=["01"], out=tmp_path / "out", quotes="full")
    summary.raise_for_failures()
    assert (summary.reports, summary.refused.height) == (len(HOSTILE) + 1, 1)
    for name in ("index", MENTIONS):
        visit.open(tmp_path / "out" / f"{name}.html")
        assert visit.page.evaluate("typeof window.__pwned") == "undefined"
        assert (visit.asked, visit.said) == ([], [])
        assert "window.__pwned=1" in (visit.page.locator("main").text_content() or "")
    quotes = " ".join(visit.page.locator('td[data-column="quote"]').all_text_contents())
    sentences = [f"The sappers {payload} crossed" for payload in HOSTILE]
    assert [sentence for sentence in sentences if " ".join(sentence.split()) not in " ".join(quotes.split())] == []


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


def test_every_table_can_be_taken_away(visit: Visit, seeds: Path, tmp_path: Path) -> None:
    """A button a table, and the file has the table's head and rows; a dash for nothing is nothing there."""
    for name in ("00-briefing", ADVANCES):
        visit.open(seeds / f"{name}.html")
        visit.page.evaluate(OPENED)
        tables = visit.page.locator("main table:not(.numbers table)")
        assert visit.page.locator("main .downloads button", has_text="CSV").count() == tables.count() + len(
            visit.charts()
        )
        caption = tables.first.locator("caption").text_content() or ""
        _, (head, *rows) = downloaded(visit, f"CSV: {caption.strip()}", 0, tmp_path)
        assert head == tables.first.locator("th").all_text_contents()
        shown = tables.first.locator("tbody tr").first.locator("td").all_text_contents()
        assert rows[0] == ["" if cell == "\N{EN DASH}" else cell for cell in shown]
        assert len(rows) == tables.first.locator("tbody tr").count()


@pytest.mark.parametrize("name", PAGES)
def test_no_file_that_a_reader_takes_away_runs(visit: Visit, hostile: Path, tmp_path: Path, name: str) -> None:
    """Whatever a report says, no cell of any table or chart begins as a formula does."""
    visit.open(hostile / f"{name}.html")
    visit.page.evaluate(OPENED)
    buttons = visit.page.get_by_role("button", name="CSV").count()
    assert buttons >= 2
    for place in range(buttons):
        if place and place % 9 == 0:  # a browser asks before a page gives it an eleventh file
            visit.open(hostile / f"{name}.html")
            visit.page.evaluate(OPENED)
        _, rows = downloaded(visit, "CSV", place, tmp_path)
        assert [cell for row in rows for cell in row if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == []


def test_no_file_beside_the_pages_runs(hostile: Path) -> None:
    """The records of all reports: the same."""
    for name in ("claims", "diplomacy", "mentions"):
        text = (hostile / f"{name}.csv").read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len(rows) == len(HOSTILE) + 1
        assert [
            cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell) and not NUMBER.fullmatch(cell)
        ] == []


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


# ---------------------------------------------------------------------- the map's slider

# What a screen reader hears of each mark of the map in sight, by the names of its parts.
HEARD = """(figure) => [...figure.querySelectorAll("g:is([class*=gains_], [class*=withdrawals_]) > path")]
  .map((mark) => Object.fromEntries(mark.getAttribute("aria-label").split("; ").map((part) => part.split(": ", 2))))"""
SPAN = {0: None, 3: "2023-06-08", 25: "2023-06-30", 35: "2023-07-10"}  # 8 June: no gain at a point


@pytest.fixture(scope="module")
def shipped() -> Timeline:
    """What the reports that ship tell, as far back as their pages show it."""
    told = analytics.extract(analytics.read_reports(ROOT / "seeds").reports)
    return showing_of(load_codebook()).newest(told)


def places_told(timeline: Timeline, day: str | None) -> list[tuple[str, str, str, str, int]]:
    """Count a day's events by point, side and move, where one at least is not contradicted: without the map's code."""
    sides = {"UA": "Ukraine", "RU": "Russia"}
    at = pl.col("lat").is_not_null() & (pl.col("place_precision") < 3)
    firm = ~pl.col("credence").is_in(["doubted", "denied"])
    rows = timeline.claims.filter(at, pl.col("kind").is_in(["advance", "capture", "withdraw"]))
    rows = rows.filter(pl.col("date") == dt.date.fromisoformat(day)) if day else rows
    side = pl.when(pl.col("sides").list.len() > 0).then("sides").otherwise(pl.concat_list("actor"))
    what = pl.when(pl.col("kind") == "withdraw").then(pl.lit("withdrawals")).otherwise(pl.lit("gains"))
    counted = (
        rows.with_columns(side.alias("side"), what.alias("what"))
        .explode("side")
        .filter(pl.col("side").is_in(list(sides)))
        .group_by("lat", "lon", "side", "what")
        .agg(pl.col("event_id").n_unique().alias("n"), firm.any().alias("firm"))
        .filter("firm")
    )
    return sorted((f"{lat:g}", f"{lon:g}", sides[s], w, n) for lat, lon, s, w, n, _ in counted.iter_rows())


def heard(page: Page) -> list[tuple[str, str, str, str, int]]:
    """The same, as the map in the page says it."""
    marks = page.locator("figure.chart").nth(1).evaluate(HEARD)
    point = [(f"{float(m['lat']):g}", f"{float(m['lon']):g}") for m in marks]
    return sorted((*at, m["Side"], m["What"], int(m["n"])) for at, m in zip(point, marks, strict=True))


def test_the_slider_shows_the_days_that_it_says(visit: Visit, seeds: Path, shipped: Timeline) -> None:
    """Moved to a day, the map holds that day's claims as Polars counts them, and says so; nothing is asked for."""
    visit.open(seeds / f"{ADVANCES}.html")
    slider = visit.page.get_by_role("slider", name="Days shown")
    words = visit.page.locator("figure.chart .days_shown_marks")
    for step, day in SPAN.items():
        slider.fill(str(step))
        written = f"{(d := dt.date.fromisoformat(day)).day} {d:%B %Y}." if day else "All days: 6 June to 10 July 2023."
        words.get_by_text(written).wait_for()
        assert heard(visit.page) == places_told(shipped, day)
        assert written in (slider.get_attribute("aria-valuetext") or "")
    assert places_told(shipped, "2023-06-08") == []
    slider.fill("3")
    words.get_by_text("Reports: 1. No gain or withdrawal to show at a point.").wait_for()
    assert (visit.asked, visit.said) == ([], [])


def test_the_slider_moves_by_keyboard(visit: Visit, seeds: Path) -> None:
    """Each press of an arrow is one day; no bare number stands beside it."""
    visit.open(seeds / f"{ADVANCES}.html")
    slider = visit.page.get_by_role("slider", name="Days shown")
    slider.press("ArrowRight")
    visit.page.locator(".days_shown_marks").get_by_text("Only 6 June 2023.").wait_for()
    label = visit.page.locator(".vega-bind", has=slider)
    assert re.search(r"\d", label.inner_text()) is None


def test_the_map_s_table_counts_every_claim_once(visit: Visit, seeds: Path, shipped: Timeline, tmp_path: Path) -> None:
    """The steps of the slider hold the claims again: the table has those of all days only."""
    visit.open(seeds / f"{ADVANCES}.html")
    with visit.page.expect_download() as download:
        visit.page.locator("figure.chart").nth(1).get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "x.csv")
    firm = pl.col("Claims").str.replace_all(r"\d+ (?:doubted|denied)(?:, )?", "") != ""
    table = pl.read_csv(tmp_path / "x.csv").filter(firm)
    assert table.height == table.unique().height == len(places_told(shipped, None))


@pytest.mark.parametrize("chart", [0, 1])
def test_a_click_in_the_legend_picks_a_standing(visit: Visit, seeds: Path, chart: int) -> None:
    """Marks of the others turn faint, those of the one that was clicked stay."""
    visit.open(seeds / f"{ADVANCES}.html")
    figure = visit.page.locator("figure.chart").nth(chart)
    marks = figure.locator('g:is([class*="gains_"], [class*="withdrawals_"], .gains_marks, .withdrawals_marks) > path')
    assert figure.locator('path[opacity="0.15"]').count() == 0
    figure.locator(".role-legend-label text", has_text="only claimed").click()
    figure.locator('path[opacity="0.15"]').first.wait_for(state="attached")
    told = [(one.get_attribute("aria-label") or "", one.get_attribute("opacity")) for one in marks.all()]
    assert {opacity for label, opacity in told if re.search(r"mark: [^;]*claimed;", label)} == {"1"}
    assert {opacity for label, opacity in told if not re.search(r"mark: [^;]*claimed;", label)} == {"0.15"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_slider_fits_a_phone(playwright: Playwright, seeds: Path, tmp_path: Path, scheme: Any) -> None:
    """It ends within 390 pixels, large enough for a finger, in the page's own colours."""
    size = {"width": 390, "height": 844}
    with visiting(playwright, tmp_path / "profile", viewport=size, color_scheme=scheme, has_touch=True) as phone:
        phone.open(seeds / f"{ADVANCES}.html")
        slider = phone.page.get_by_role("slider", name="Days shown")
        box = slider.bounding_box()
        assert box
        assert 250 < box["width"] <= 390 - box["x"]
        assert slider.evaluate("(one) => getComputedStyle(one).accentColor !== 'auto'")
        row = phone.page.locator(".vega-bind label", has=slider).bounding_box()
        assert row
        assert row["height"] >= 32


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
    with visiting(playwright, tmp_path / "profile") as visit:
        visit.page.clock.set_fixed_time(dt.datetime.fromisoformat(today))
        visit.open(page_with(tmp_path, facts=Facts(DAY, DAY, 1, rhythm=3)))
        assert visit.page.locator(".age").text_content() == age
        assert visit.page.locator(".stale").is_visible() == stale
        if stale:
            said = " ".join((visit.page.locator(".stale").text_content() or "").split())
            assert said.startswith(
                f"Out of date. The newest report is {age[2:-5]} old, and a new one is promised every 3"
            )
        visit.open(page_with(tmp_path, facts=Facts(DAY, DAY, 1, rhythm=2000)))
        assert not visit.page.locator(".stale").is_visible()
        visit.open(page_with(tmp_path, facts=Facts(DAY, DAY, 1)))
        assert visit.page.locator(".stale").count() == 0


def test_a_page_prints(visit: Visit, seeds: Path, tmp_path: Path) -> None:
    """On paper it is light, without buttons and contents, unfolded, with whole tables, the charts within the sheet."""
    visit.open(seeds / f"{ADVANCES}.html")
    folded = visit.page.locator("main details:not([open], .explore details)").count()
    pdf = visit.page.pdf(path=tmp_path / "x.pdf", format="A4")
    assert len(pdf) > 20_000
    assert visit.page.locator(".numbers table").count() == 3
    assert visit.page.locator("main details:not([open], .explore details)").count() == folded > 2
    visit.page.emulate_media(media="print", color_scheme="dark")
    visit.page.set_viewport_size({"width": 680, "height": 960})
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert visit.page.locator("main details:not([open], .explore details)").count() == 0
    assert not visit.page.locator(".toc").is_visible()
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    widths = [box.bounding_box()["width"] for box in visit.page.locator("figure svg").all()]  # type: ignore[index]  # visible
    assert max(widths) <= 680
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 680
    assert not visit.page.get_by_role("button", name="PNG").is_visible()
    assert visit.page.locator(".source-table").first.evaluate("(table) => getComputedStyle(table).maxHeight") == "none"
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    visit.page.emulate_media(media="screen", color_scheme="light")
    visit.page.set_viewport_size({"width": 1280, "height": 720})


def test_every_page_can_be_used_by_keyboard(visit: Visit, seeds: Path) -> None:
    """The first stop leads past the head; what scrolls can be reached; every button has a name."""
    visit.open(seeds / f"{MENTIONS}.html")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    scrolling = [table.get_attribute("tabindex") for table in visit.page.locator(".source-table").all()]
    assert set(scrolling) == {"0"}
    offered = visit.page.locator("figure button, .downloads button")
    names = [button.get_attribute("aria-label") or "" for button in offered.all()]
    assert json.dumps(names).count("Mentions by theater") == 2
    assert len(set(names)) == len(names) == 2 + len(scrolling)


@pytest.mark.shared
def test_five_weeks_of_long_reports_fit_a_page(visit: Visit, shared: Path, tmp_path: Path) -> None:
    """The last 35 days of a long daily report: every page within its size, and the rest is said to be left out."""
    daily = [shared / "corpora" / "isw_daily" / f"2022-0{month}-*.txt" for month in (6, 7)]
    made = publishing.export(daily, out=tmp_path)
    made.raise_for_failures()
    assert made.reports <= 35
    assert made.left_out > 10
    assert {page.name: page.stat().st_size for page in made.pages if page.stat().st_size > LARGEST} == {}
    visit.open(made.pages[1])
    assert {state for state, _, _ in visit.charts()} == {"drawn"}
    assert f"{made.left_out} earlier reports" in visit.page.locator(".facts").inner_text()
    link = visit.page.get_by_role("link", name="claims.csv").get_attribute("href") or ""
    assert (tmp_path / link).is_file()
