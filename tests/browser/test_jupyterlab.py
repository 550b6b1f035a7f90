"""The notebooks in a real JupyterLab with the network off: cells run, charts are drawn, choices reach Python."""

import ast
import datetime as dt
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from playwright.sync_api import Error, Locator, Page, Route, WebSocket, expect, sync_playwright

import analytics

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0*.ipynb"))
EXPLORE = ROOT / "notebooks" / "10-explore.ipynb"
HOST = "127.0.0.1"
NOWHERE = f"http://{HOST}:9"  # the discard port: nothing answers
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--headless",
    "--remote-debugging-port=0",
    "--window-size=1400,1000",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]
PATIENCE = 60  # seconds, for a machine that is busy; nothing waits longer than it must
# What JupyterLab knows of the notebook in front: its code cells with their outputs, and its kernel.
FRONT = "const front = jupyterapp.shell.currentWidget; const cells = front.content.widgets.map((cell) => cell.model)"
OPENED = f"""async () => {{
  await jupyterapp.restored; {FRONT}; await front.context.ready; await front.sessionContext.ready;
  return front.context.path;
}}"""
# Drawn means that JupyterLab has added its picture to the output: it does so last, and never where it draws nothing.
RAN = f"""(mime) => {{
  {FRONT}.filter((cell) => cell.type === "code");
  const outputs = cells.flatMap((cell) => cell.outputs.toJSON());
  const counted = cells.every((cell) => cell.executionCount);
  const drawn = outputs.every((output) => !(mime in (output.data ?? {{}})) || output.data["image/png"]);
  const failed = outputs.some((output) => output.output_type === "error");
  return failed || (counted && drawn && front.sessionContext.session.kernel.status === "idle");
}}"""
OUTPUTS = f"""() => {{ {FRONT};
  return cells.filter((cell) => cell.type === "code").flatMap((cell) => cell.outputs.toJSON());
}}"""
SHUT = "() => jupyterapp.shell.currentWidget.sessionContext.shutdown()"
MIME = "application/vnd.vegalite.v5+json"
CHART = ".jp-OutputArea-output .vega-embed svg"
# Width of a drawing, and how many marks it drew from data, without axes, legends and titles.
DRAWING = """(svg) => [svg.getBoundingClientRect().width,
  [...svg.querySelectorAll(".role-mark > :not(defs)")].filter((mark) => {
    const { width, height } = mark.getBBox();
    return width + height > 0;
  }).length]"""


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that answers on loopback."""

    port: int
    token: str

    @property
    def origin(self) -> str:
        """Where it is."""
        return f"{HOST}:{self.port}"

    def answers(self) -> bool:
        """Whether it is up."""
        request = urllib.request.Request(f"http://{self.origin}/api/status?token={self.token}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  http
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError):
            return False


@dataclass
class Visit:
    """A browser tab, with what was asked of other places and what went wrong in it."""

    page: Page
    browser: subprocess.Popen[bytes]
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """End the browser after a time: a page that draws without end answers nothing, not even to a timeout."""
        watch = threading.Timer(seconds, self.browser.kill)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment of its own: no settings, kernels or files of the user's, and no way to other machines."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    own = {"HOME": home, "IPYTHONDIR": home / "ipython", "JUPYTERLAB_SETTINGS_DIR": home / "settings"}
    own |= {f"JUPYTER_{name}_DIR": home / name.lower() for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": home / "workspaces"}
    proxies = {
        name: NOWHERE for part in ("HTTP", "HTTPS", "ALL") for name in (f"{part}_PROXY", f"{part}_proxy".lower())
    }
    local = dict.fromkeys(("NO_PROXY", "no_proxy"), HOST)
    return kept | {name: str(path) for name, path in own.items()} | proxies | local


def tell_no_news(home: Path) -> None:
    """Answer JupyterLab's question beforehand: no news, no looking for updates."""
    folder = home / "settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    told = json.dumps({"fetchNews": "false", "checkForUpdates": False})
    (folder / "notification.jupyterlab-settings").write_text(told, encoding="utf-8")


@contextmanager
def running(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends, however it ends: asked first, then killed."""
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def serving(root: Path, home: Path) -> Iterator[Lab]:
    """Serve a folder until the block ends; the server then ends its kernels and itself."""
    tell_no_news(home)
    lab = Lab(free_port(), secrets.token_hex(16))
    settings = {"ServerApp.ip": HOST, "ServerApp.port": lab.port, "ServerApp.port_retries": 0}
    settings |= {"ServerApp.root_dir": root, "ServerApp.open_browser": False, "ServerApp.allow_root": True}
    settings |= {"IdentityProvider.token": lab.token, "LabApp.expose_app_in_browser": True}
    settings |= {"LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate", "LabApp.news_url": None}
    settings |= {"LabApp.extension_manager": "readonly"}
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in settings.items())]
    log = home / "server.log"
    with running(command, surroundings(home), log) as server:
        until(lab.answers, server, log)
        yield lab


def until(done: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for what a process does once it is up; fail with what it said if it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.1)


@contextmanager
def browsing(profile: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start Chromium with a profile of its own, as a process that can be ended where a page never comes to rest."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found
    log, told = profile / "browser.log", profile / "DevToolsActivePort"
    west = os.environ | {"TZ": "America/Los_Angeles"}  # where the day of a report is the day before, by the clock
    with running([found, *FLAGS, f"--user-data-dir={profile}"], west, log) as browser:
        until(lambda: told.is_file() and len(told.read_text().split()) > 1, browser, log)
        yield f"http://{HOST}:{told.read_text().split()[0]}", browser


@contextmanager
def visiting(lab: Lab, profile: Path) -> Iterator[Visit]:
    """Open a browser; whatever asks for another place than the server gets nothing."""
    with browsing(profile) as (address, browser), sync_playwright() as started:
        connected = started.chromium.connect_over_cdp(address)
        context = connected.contexts[0]
        context.set_default_timeout(PATIENCE * 1000)
        visit = Visit(context.new_page(), browser)

        def hear(url: str) -> bool:
            home = url.split("://", 1)[-1].split("/", 1)[0] == lab.origin or url.startswith(
                ("data:", "blob:", "about:")
            )
            if not home:
                visit.elsewhere.append(url)
            return home

        def answer(route: Route) -> None:
            if hear(route.request.url):
                route.continue_()
            else:
                route.abort()

        def connect(made: WebSocket) -> None:
            hear(made.url)

        context.route("**/*", answer)
        visit.page.on("websocket", connect)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        try:
            yield visit
        finally:
            browser.kill()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the notebooks beside a copy of the reports, as in a fresh clone."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="module")
def visit(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lab, Visit]]:
    """JupyterLab and a browser, shared by the tests; no kernel outlives them."""
    home = tmp_path_factory.mktemp("home")
    with serving(folder, home) as lab, visiting(lab, tmp_path_factory.mktemp("profile")) as visit:
        yield lab, visit
    assert not list((home / "runtime").glob("kernel-*.json"))


def open_notebook(lab: Lab, page: Page, path: Path) -> None:
    """Open a notebook alone, and wait for its kernel."""
    page.goto(f"http://{lab.origin}/lab/workspaces/{path.stem}/tree/notebooks/{path.name}?token={lab.token}")
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    assert page.evaluate(OPENED) == f"notebooks/{path.name}"


def run_all(page: Page) -> list[dict[str, Any]]:
    """Run all cells by the menu, as a reader does; return their outputs once all is done."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(RAN, arg=MIME)
    outputs: list[dict[str, Any]] = page.evaluate(OUTPUTS)
    return outputs


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_in_jupyterlab(visit: tuple[Lab, Visit], path: Path) -> None:
    """Opened and run by the menu: no error, no warning, every chart drawn with marks in it, nothing asked elsewhere."""
    lab, tab = visit
    with tab.at_most(2 * PATIENCE):
        open_notebook(lab, tab.page, path)
        outputs = run_all(tab.page)
        assert [output for output in outputs if output["output_type"] not in {"execute_result", "display_data"}] == []
        charts = [output for output in outputs if MIME in output["data"]]
        assert charts
        drawings = tab.page.locator(CHART)
        expect(drawings).to_have_count(len(charts))
        for drawing in drawings.all():
            drawing.scroll_into_view_if_needed()
            width, marks = drawing.evaluate(DRAWING)
            assert width > 480
            assert marks > 3
        tab.page.evaluate(SHUT)
    assert (tab.elsewhere, tab.errors) == ([], [])


BRUSH = """(svg, [from, until]) => {
  const { left, top, width, height } = svg.querySelector(".role-frame.root .background").getBoundingClientRect();
  return [left + width * from, left + width * until, top + height / 2];
}"""
# The days whose marks the brush leaves as they are; the others are faint.
BRIGHT = """(svg) => [...svg.querySelectorAll('.claims_marks > path[opacity="1"]')]
  .map((mark) => mark.getAttribute("aria-label").match(/Day: ([^;]+)/)[1])"""
# Asks the kernel of the notebook in front for the value of an expression.
ASK = f"""async (code) => {{ {FRONT};
  const asked = front.sessionContext.session.kernel.requestExecute({{
    code: "", user_expressions: {{ told: code }}, store_history: false }});
  const {{ content }} = await asked.done;
  return content.user_expressions.told.data?.["text/plain"] ?? JSON.stringify(content);
}}"""


def ask(page: Page, code: str) -> Any:
    """Ask the kernel of the notebook in front."""
    return ast.literal_eval(page.evaluate(ASK, code))


def told(page: Page, code: str, shown: Callable[[], object]) -> None:
    """Wait until the kernel has heard what was chosen in the browser: it is told after the fact."""
    deadline = time.monotonic() + PATIENCE
    while ask(page, code) != shown():
        assert time.monotonic() < deadline, (ask(page, code), shown())


def edges(drawing: Locator) -> list[str]:
    """The first and the last day that the brush leaves bright, where it leaves some faint."""
    days = sorted(drawing.evaluate(BRIGHT), key=lambda day: dt.datetime.strptime(day, "%d %B %Y"))  # noqa: DTZ007  a day
    return [days[0], days[-1]]


def chosen_rows(claims: pl.DataFrame, first: dt.date, last: dt.date, **values: str) -> list[tuple[str, int]]:
    """Choose claims as a reader does, without the chart's code; each by event and row."""
    side = values.pop("side", "")
    rows = claims.filter(pl.col("date").is_between(first, last), *(pl.col(k) == v for k, v in values.items()))
    rows = rows.filter(pl.col("sides").list.contains(side) | (pl.col("actor") == side)) if side else rows
    return sorted(rows.select("event_id", "row").rows())


def test_what_is_chosen_in_a_chart_is_a_frame(visit: tuple[Lab, Visit], folder: Path) -> None:
    """Brush over days, choose a side and a theater: the frame holds these rows, as Polars finds them by itself."""
    lab, tab = visit
    page = tab.page
    claims = analytics.extract(analytics.read_reports(folder / "seeds").reports).claims
    with tab.at_most(3 * PATIENCE):
        open_notebook(lab, page, EXPLORE)
        run_all(page)
        svg = page.locator(".jp-OutputArea-output .vega-embed svg.marks")
        expect(svg).to_have_count(1)
        svg.scroll_into_view_if_needed()
        assert svg.evaluate(DRAWING)[1] > 50
        keys = "sorted(explore.selected(chart, record).select('event_id', 'row').rows())"
        first, last = claims["date"].min(), claims["date"].max()
        assert ask(page, keys) == chosen_rows(claims, first, last)

        left, right, middle = svg.evaluate(BRUSH, [0.5, 0.8])
        page.mouse.move(left, middle)
        page.mouse.down()
        page.mouse.move((left + right) / 2, middle, steps=4)
        page.mouse.move(right, middle, steps=4)
        page.mouse.up()
        told(page, "[f'{day.day} {day:%B %Y}' for day in explore.chosen_days(chart) or ()]", lambda: edges(svg))
        from_day, to_day = (dt.datetime.strptime(day, "%d %B %Y").date() for day in edges(svg))  # noqa: DTZ007  a day
        assert first < from_day < to_day < last
        assert ask(page, keys) == chosen_rows(claims, from_day, to_day)

        page.get_by_role("combobox", name="Side", exact=True).select_option(label="Russia")
        page.get_by_role("combobox", name="Theater", exact=True).select_option(label="Bakhmut")
        told(page, "(chart.params.side_choice, chart.params.theater_choice)", lambda: ("RU", "bakhmut"))
        expected = chosen_rows(claims, from_day, to_day, side="RU", theater="bakhmut")
        assert 0 < len(expected) < claims.height / 4
        assert ask(page, keys) == expected
        page.evaluate(SHUT)
    assert (tab.elsewhere, tab.errors) == ([], [])


def test_a_request_elsewhere_gets_nothing_and_is_seen(visit: tuple[Lab, Visit]) -> None:
    """What the tests above find none of would be found."""
    page, elsewhere = visit[1].page, visit[1].elsewhere
    with pytest.raises(Error, match="net::ERR_FAILED"):
        page.goto("http://ford.example/")
    assert elsewhere == ["http://ford.example/"]
    elsewhere.clear()
