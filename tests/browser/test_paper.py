"""Pages on paper: printed by a real Chromium, whole, light, with the charts in them, and no page lost to a failure."""

import datetime as dt
import fcntl
import http.server
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from analytics import publishing
from analytics.errors import ExportError
from analytics.publishing import paper
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.paper import find_browser, print_page
from analytics.schema import Refusals, Timeline

pytestmark = pytest.mark.browser

Tell = Callable[..., Timeline]
DAY = dt.date(2024, 3, 6)
A4, MARGIN = (595, 842), 33  # points; the margin is 12 mm, nearly 34 of them
NAME = "02-claimed-advances"
HOSTILE = "</script><script>document.title='pwned'</script><img src=http://127.0.0.1:9/ onerror=alert(1)>"
KLISH = {"place_id": "geonames:706148", "place": "Klishchiivka", "lat": 48.529, "lon": 37.96, "place_precision": 1}


@pytest.fixture(scope="module")
def browser() -> str:
    """The system's Chromium."""
    return find_browser()


@pytest.fixture(scope="module")
def told(tell: Tell) -> Timeline:
    """A few claims, with hostile text in each."""
    text = f"Klishchiivka fell, {HOSTILE} they said."
    fields = {"actor": "UA", "kind": "capture", "theater": "bakhmut", "credence": "claimed"}
    claims = [(0, text, fields | KLISH), (1, text, fields | KLISH | {"actor": "RU"})]
    mentions = [(0, "Klishchiivka", {"theater": "bakhmut"})]
    return tell([("2024-03-04", text), ("2024-03-06", text)], mentions=mentions, claims=claims)


def publish(told: Timeline, out: Path, *, images: bool) -> publishing.ExportSummary:
    """Make and print the page with two charts."""
    notebooks = load_notebooks(["02"])
    none = Refusals.create_empty()
    return publishing.publish(told, notebooks, out=out, refused=none, images=images, pdf=True)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a program of another kind in the place of every browser."""
    folder = tmp_path / "programs"
    folder.mkdir()

    def put(script: str) -> None:
        program = folder / "chromium"
        program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(folder))

    return put


@pytest.fixture(scope="module")
def printed(told: Timeline, tmp_path_factory: pytest.TempPathFactory) -> publishing.ExportSummary:
    """The page, its pictures and its PDF."""
    return publish(told, tmp_path_factory.mktemp("printed"), images=True)


@pytest.fixture
def sheets(printed: publishing.ExportSummary) -> Path:
    """That PDF."""
    return printed.index.with_name(f"{NAME}.pdf")


def words(file: Path) -> str:
    """The text of a PDF."""
    with pdfium.PdfDocument(file) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_a_page_is_printed_with_its_charts(printed: publishing.ExportSummary, sheets: Path) -> None:
    """Pages of A4 with the page's words, drawn charts, no buttons, and no age that paper cannot keep."""
    assert printed.renditions.failures == ()
    names = [f"{NAME}{end}" for end in ("-1.svg", "-1.png", "-2.svg", "-2.png", "-3.svg", "-3.png", ".pdf")]
    assert [file.name for file in printed.renditions.files] == names
    with pdfium.PdfDocument(sheets) as pdf:
        assert {tuple(map(round, page.get_size())) for page in pdf} == {A4}
    text = " ".join(words(sheets).split())
    assert "Claimed advances on the map, 4 to 6 March 2024" in text
    assert "All days: 4 to 6 March 2024." in text  # drawn, within the map
    assert "only claimed" in text
    assert "This chart needs JavaScript" not in text
    assert not re.search(r"Download:|days ago|Days shown|All reports", text)


def test_nothing_is_cut_off_and_paper_is_white(sheets: Path) -> None:
    """Every letter lies within the margins, those at the charts' edges too; what is beside them is white."""
    with pdfium.PdfDocument(sheets) as pdf:
        for page in pdf:
            letters = page.get_textpage()
            boxes = [letters.get_charbox(number) for number in range(letters.count_chars())]
            assert boxes
            assert min(left for left, _, _, _ in boxes) > MARGIN
            assert max(right for _, _, right, _ in boxes) < A4[0] - MARGIN
            sheet = page.render().to_pil().convert("L")
            edges = [(0, 0, MARGIN, sheet.height), (sheet.width - MARGIN, 0, sheet.width, sheet.height)]
            assert [sheet.crop(edge).getextrema() for edge in edges] == [(255, 255)] * 2
            assert sheet.getextrema()[0] < 100


def test_hostile_text_is_printed_as_text(sheets: Path) -> None:
    """Nothing of it ran: the title is the page's own, the markup is there to be read, no script is in the file."""
    with pdfium.PdfDocument(sheets) as pdf:
        assert pdf.get_metadata_dict()["Title"] == "Claimed advances by theater"
    assert "</script><script>" in "".join(words(sheets).split())
    assert b"/JavaScript" not in sheets.read_bytes()


def test_the_same_page_gives_the_same_bytes(browser: str, sheets: Path, tmp_path: Path) -> None:
    """No clock in it: the day of its making is that of the newest report."""
    page = shutil.copy(sheets.with_suffix(".html"), tmp_path)
    assert print_page(Path(page), browser, DAY).read_bytes() == sheets.read_bytes()
    assert b"file:" not in sheets.read_bytes()
    assert "All records claims.csv, diplomacy.csv" in " ".join(words(sheets).split())
    with pdfium.PdfDocument(sheets) as pdf:
        told_of_itself = pdf.get_metadata_dict()
    assert told_of_itself["CreationDate"] == told_of_itself["ModDate"] == "D:20240306000000+00'00'"


def test_numbers_of_nodes_begin_at_one(fake: Callable[[str], None], tmp_path: Path) -> None:
    """Where the browser's count begins hangs on the timing of its processes; their order and the offsets stay."""
    told = "%PDF-1.4 [(node{0:08}) (node{1:08})] /ID (node{0:08}) %%EOF"
    put = "import sys\nopen(sys.argv[-2].partition('=')[2], 'w').write('{}')"
    made = []
    for first in (269, 99_999):
        fake(put.format(told.format(first, first + 7)))
        made.append(print_page(tmp_path / "a.html", find_browser(), DAY).read_text())
    assert made == [told.format(1, 2)] * 2


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine that remembers what it was asked for."""
    asked: list[str] = []

    class Remember(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Remember) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield serving.server_port, asked
        serving.shutdown()
        thread.join()


def test_printing_asks_for_nothing(browser: str, server: tuple[int, list[str]], tmp_path: Path) -> None:
    """Even a page without a policy gets no picture, by name or by number, of this machine or another."""
    port, asked = server
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}", "x.example")
    pictures = "".join(f'<img src="http://{host}/a.png" alt="none">' for host in hosts)
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html><title>a</title><p>Fords {pictures}", encoding="utf-8")
    assert print_page(tmp_path / "a.html", browser, DAY).name == "a.pdf"
    assert asked == []


def test_without_a_browser_the_pages_are_there(told: Timeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked for is named, with the way out; the exit is a failure, the page is published."""
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    made = publish(told, tmp_path / "out", images=False)
    assert (tmp_path / "out" / f"{NAME}.html").is_file()
    (failure,) = made.renditions.failures
    assert "no Chromium on the search path; expected one of chromium, chromium-browser, google-chrome" in failure
    assert "leave out --pdf" in failure
    with pytest.raises(ExportError, match="no Chromium"):
        made.raise_for_failures()


def test_a_browser_that_hangs_is_ended(fake: Callable[[str], None], tmp_path: Path) -> None:
    """After its time, with what it started; the PDF of an earlier run stays."""
    lock = tmp_path / "lock"
    child = (
        f"import fcntl, time; lock = open({str(lock)!r}, 'a'); fcntl.flock(lock, fcntl.LOCK_EX); print(flush=True); "
        "time.sleep(60); lock.write('lived'); lock.close()"
    )
    start = f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)"
    fake(f"import subprocess, sys, time\n{start}\nchild.stdout.readline()\ntime.sleep(600)\n")
    (tmp_path / "a.pdf").write_bytes(b"old")
    with pytest.raises(ExportError, match=r"PDF of a\.html: not printed after 5 s; .*leave out --pdf"):
        print_page(tmp_path / "a.html", find_browser(), DAY, seconds=5)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    with lock.open("a+", encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # given once the child is gone
        held.seek(0)
        assert held.read() == ""


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("raise SystemExit('no usable sandbox')", "no usable sandbox"),
        ("pass", "nothing"),
        ("import sys\nopen(sys.argv[-2].partition('=')[2], 'wb').write(b'%PDF-1.4 cut')", "nothing"),
    ],
)
def test_a_browser_that_fails_is_quoted(fake: Callable[[str], None], tmp_path: Path, script: str, said: str) -> None:
    """Also one that ends well and has written nothing, or half; paths of the private folder are not shown."""
    fake(script)
    with pytest.raises(ExportError) as raised:
        print_page(tmp_path / "a.html", find_browser(), DAY)
    assert f"no PDF; chromium said: {said};" in str(raised.value)
    assert not (tmp_path / "a.pdf").exists()


def test_only_root_goes_without_a_sandbox(browser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever else prints has Chromium's own wall around the page."""
    command = paper._command  # noqa: SLF001  the flags are the point
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in command(tmp_path / "a.html", browser, tmp_path / "a.pdf")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in command(tmp_path / "a.html", browser, tmp_path / "a.pdf")


def test_the_command_line_tells_what_was_made(tmp_path: Path) -> None:
    """Each file on standard output; without Chromium a failure, exit 1, and the page all the same."""
    reports = tmp_path / "daily"
    reports.mkdir()
    text = "Ukrainian troops captured Klishchiivka on Monday. Nothing else was said of it."
    (reports / "2024-03-04.txt").write_text(text, encoding="utf-8")
    run = [sys.executable, "-m", "analytics", "export", "daily", "--notebook", "02", "--images", "--pdf"]
    done = subprocess.run([*run, "--out", "a"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = [Path(line).name for line in done.stdout.splitlines()]
    assert names[:2] == [f"{NAME}.html", "index.html"]
    assert {"02-claimed-advances-1.svg", "02-claimed-advances-2.png", "02-claimed-advances.pdf"} <= set(names)
    lacking = os.environ | {"PATH": str(tmp_path)}
    done = subprocess.run([*run, "--out", "b"], cwd=tmp_path, capture_output=True, text=True, env=lacking, check=False)
    assert (done.returncode, (tmp_path / "b" / f"{NAME}.html").is_file()) == (1, True)
    assert "failed: --pdf: no Chromium" in done.stderr
    assert shutil.which("chromium", path=str(tmp_path)) is None
