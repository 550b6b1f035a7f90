"""Pages: notebooks run, made into HTML that loads nothing, put in their place and listed."""

import base64
import dataclasses
import datetime as dt
import hashlib
import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import publishing
from analytics.charts.theme import THEME
from analytics.codebook import load_codebook
from analytics.errors import AnalyticsError, ExportError, NotebookError
from analytics.publishing import bundle
from analytics.publishing.choosing import load_notebooks
from analytics.publishing.exporter import OfflineHTMLExporter, csp, script_json
from analytics.publishing.facts import Facts, read_facts
from analytics.publishing.listing import index_of
from analytics.publishing.locking import LOCK
from analytics.publishing.markup import Outline, clean_html, outlined, render_markdown
from analytics.publishing.parameters import dealt, injected, parameter_defaults
from analytics.publishing.runner import Run, kernels, plain
from analytics.publishing.showing import Showing, records_of, showing_of
from analytics.schema import Claims, Diplomacy, Mentions, Refusals, Reports, Timeline
from analytics.writing import write_beside

DAY = dt.date(2023, 7, 10)
PARAMETERS = 'timeline = ""\ncodebook = "default"'
CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "title": {"text": "Fords", "subtitle": ["Counted by hand, which", "takes long.", "Not by night."]},
    "data": {"values": [{"day": "2023-07-10", "n": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "day"}, "y": {"field": "n", "type": "quantitative"}},
}


def code(source: str, *tags: str, outputs: list[Any] | None = None) -> Any:
    """A code cell, with outputs as if it had been run."""
    metadata = {"tags": list(tags)}
    return nbformat.v4.new_code_cell(source, metadata=metadata, outputs=outputs or [], id=f"c{abs(hash(source))}")


def shown(**data: Any) -> Any:
    """An output; `text_html` stands for text/html."""
    return nbformat.v4.new_output("display_data", {name.replace("_", "/", 1): value for name, value in data.items()})


def chart(spec: dict[str, Any]) -> Any:
    """A chart as the renderer hands it to a notebook."""
    return nbformat.v4.new_output(
        "display_data", {"application/vnd.vegalite.v5+json": spec, "text/plain": "A chart that is shown as a chart."}
    )


def notebook(*cells: Any) -> Any:
    """A notebook; texts are Markdown cells."""
    made = [
        nbformat.v4.new_markdown_cell(cell, id=f"m{n}") if isinstance(cell, str) else cell
        for n, cell in enumerate(cells)
    ]
    return nbformat.v4.new_notebook(cells=made)


def page_of(*cells: Any, facts: Facts | None = None) -> str:
    """The page of a notebook with these cells."""
    resources = {"metadata": {"name": "01-fords"}, "facts": facts}
    return str(OfflineHTMLExporter().from_notebook_node(notebook(*cells), resources)[0])


class Page(HTMLParser):
    """What a page is made of: elements with their attributes and the text of each script."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.text = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append((dict(attrs).get("type"), ""))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser's signature
        """Leave it."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep text, but not that of styles."""
        if self._inside == "script":
            kind, text = self.scripts[-1]
            self.scripts[-1] = kind, text + data
        elif self._inside != "style":
            self.text += data


@pytest.fixture
def reports() -> pl.DataFrame:
    """Two reports of which one must not be taken for a source."""
    row = {"date_source": "file name", "source": "mill", "title": None, "path": "a.txt", "sha256": "0"}
    row |= {"text": "Sappers crossed.", "words": 2, "language": "en"}
    return Reports.validate(
        pl.DataFrame(
            [
                row | {"report_id": "a", "date": DAY - dt.timedelta(3), "note": "a rehearsal"},
                row | {"report_id": "b", "date": DAY, "note": None},
            ],
            schema=Reports.create_empty().schema,
        )
    )


@pytest.fixture
def timeline(reports: pl.DataFrame) -> Timeline:
    """A timeline in which nothing happened."""
    empty = {"mentions": Mentions, "claims": Claims, "diplomacy": Diplomacy}
    return Timeline.validate({"reports": reports} | {name: kind.create_empty() for name, kind in empty.items()})


@pytest.fixture
def refused() -> pl.DataFrame:
    """A report that could not be read, with a name that wants to be markup."""
    row = {"file": "<img src=x>.txt", "line": None, "found": "no date", "expected": "one date", "way_out": "Add it."}
    return Refusals.validate(pl.DataFrame([row], schema=Refusals.create_empty().schema))


# ---------------------------------------------------------------------- the bundle


def test_bundle_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process finds what the first one left."""
    made: list[str] = []
    monkeypatch.setattr(bundle, "_made", lambda: made.append("x") or "let fords = 1")
    assert [bundle.cached_bundle(tmp_path / "cache") for _ in range(2)] == ["let fords = 1"] * 2
    assert made == ["x"]


@pytest.mark.parametrize("damage", [b"", b"let fords", b"let fords = 2", b"\xff\xfe"])
def test_a_damaged_bundle_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    """A cached file that does not fit the hash in its name is never used, and is replaced."""
    monkeypatch.setattr(bundle, "_made", lambda: "let fords = 1")
    bundle.cached_bundle(tmp_path)
    (file,) = tmp_path.glob("*.js")
    file.write_bytes(damage)
    assert bundle.cached_bundle(tmp_path) == "let fords = 1"
    assert file.read_bytes() == b"let fords = 1"


def test_without_a_cache_folder_the_bundle_is_made_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made or written is no error."""
    monkeypatch.setattr(bundle, "_made", lambda: "let fords = 1")
    (tmp_path / "file").write_text("in the way")
    assert bundle.cached_bundle(tmp_path / "file" / "cache") == "let fords = 1"


def test_bundle_draws_without_eval_and_cannot_end_its_element() -> None:
    """It has Vega's own interpreter, and no text that closes a script."""
    script = bundle.vega_bundle()
    assert "expressionInterpreter" in script
    assert "window.vegaEmbed=" in script
    assert not re.search(r"</script|<!--", script, re.IGNORECASE)


# ---------------------------------------------------------------------- markup

GONE = [
    ("<script>alert(1)</script>fine", "fine"),
    ("<style>p{background:url(//x)}</style>fine", "fine"),
    ('<img src=x onerror="alert(1)">', "<img>"),
    ('<img src="https://x.example/a.png">', "<img>"),
    ('<img src="a.png">', "<img>"),
    ('<img src="data:image/svg+xml;base64,AA==">', "<img>"),
    ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
    ('<a href="data:text/html;base64,AA==">x</a>', '<a rel="noopener noreferrer">x</a>'),
    ('<a href="../etc">x</a>', '<a rel="noopener noreferrer">x</a>'),
    ('<iframe src="https://x.example"></iframe>fine', "fine"),
    ('<form action="https://x.example"><input name="q"></form>fine', "fine"),
    ('<meta http-equiv="refresh" content="0;url=//x">fine', "fine"),
    ('<base href="https://x.example">fine', "fine"),
    ('<link rel="stylesheet" href="//x">fine', "fine"),
    ('<p style="background:url(https://x.example)" onclick="f()">x</p>', "<p>x</p>"),
    ('<td style="position:fixed">x</td>', "x"),
    ("<svg><script>alert(1)</script></svg>fine", "fine"),
    ("<math><mtext><script>1</script></mtext></math>", ""),
    ('<div id="vegaEmbed">x</div>', "<div>x</div>"),
    ("<!-- x -->fine", "fine"),
]

KEPT = [
    '<table><caption>c</caption><thead><tr><th scope="col">a</th></tr></thead></table>',
    '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
    '<div class="source-table" role="region" tabindex="0" aria-label="Fords">x</div>',
    "<bdi>x</bdi>",
    "<details><summary>x</summary>y</details>",
    '<img src="data:image/png;base64,AA==" alt="a ford">',
    '<p class="note">x &lt;script&gt; &amp; y</p>',
    '<h2 id="section-x">x</h2>',
]


@pytest.mark.parametrize(("given_", "left"), GONE)
def test_what_could_run_or_load_is_gone(given_: str, left: str) -> None:
    """Nothing that runs, loads or navigates passes; its text does."""
    assert clean_html(given_) == left


@pytest.mark.parametrize("markup", KEPT)
def test_what_a_page_needs_is_kept(markup: str) -> None:
    """Tables, notes and pictures that are in the page pass untouched."""
    assert clean_html(markup) == markup


def test_links_to_the_web_are_kept_and_tell_nobody() -> None:
    """A link leaves without the address of the page it was on."""
    assert clean_html('<a href="https://x.example/">x</a>') == (
        '<a href="https://x.example/" rel="noopener noreferrer">x</a>'
    )


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])))
def test_escaped_text_stays_the_text_it_was(text: str) -> None:
    """Whatever a report says, escaped, the cleaner shows that and nothing else."""
    assert html.unescape(clean_html(html.escape(text))) == text


@given(st.text())
def test_no_text_becomes_a_script(text: str) -> None:
    """Whatever stands in an output, no script, style or event comes out."""
    cleaned = clean_html(f"<script>{text}</script><img onerror={text}>{text}")
    assert {tag for tag, _ in Page(cleaned).elements}.isdisjoint({"script", "style", "iframe", "object", "svg"})
    assert not [name for _, attrs in Page(cleaned).elements for name in attrs if name.startswith("on")]


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("```mermaid\ngraph TD; A-->B\n```", '<pre><code class="language-mermaid">graph TD; A--&gt;B\n</code></pre>\n'),
        ("costs $5 *or* $6", "<p>costs $5 <em>or</em> $6</p>\n"),
        ("{{ 7 * 7 }}", "<p>{{ 7 * 7 }}</p>\n"),
        ("[x](javascript:alert)", '<p><a href="#harmful-link" rel="noopener noreferrer">x</a></p>\n'),
        ("![x](https://x.example/a.png)", '<p><img alt="x"></p>\n'),
        ("<b>x</b><script>1</script>", "<p>&lt;b&gt;x&lt;/b&gt;&lt;script&gt;1&lt;/script&gt;</p>\n"),
    ],
)
def test_markdown_that_code_printed_is_prose(source: str, rendered: str) -> None:
    """Emphasis is emphasis; HTML, diagrams, mathematics and templates are text, links run nothing."""
    assert render_markdown(source, Outline(), raw_html=False) == rendered


def test_markdown_of_an_author_may_hold_html() -> None:
    """HTML in a Markdown cell is markup, cleaned."""
    assert render_markdown("<b>x</b><script>1</script>", Outline(), raw_html=True) == "<p><b>x</b></p>\n"


def test_headings_make_an_outline() -> None:
    """The first heading of level 1 is the page's title, another one is a heading below it; anchors differ."""
    outline = Outline()
    rendered = render_markdown("# A *b*\n\n## C & d\n\n# C & d\n\n####### no", outline, raw_html=True)
    assert outline.title == "A b"
    assert [(h.level, h.text, h.anchor) for h in outline.headings] == [
        (2, "C & d", "section-c-d"),
        (2, "C & d", "section-c-d-2"),
    ]
    assert rendered.startswith('<h2 id="section-c-d">C &amp; d</h2>')


def test_headings_of_an_output_are_in_the_outline() -> None:
    """What code shows under a heading is found in the contents; no heading of it becomes the title."""
    outline = Outline()
    markup = outlined(clean_html("<div><h1>A</h1><h3 class='x'>B <b>c</b></h3><p>d</p><h3>B c</h3></div>"), outline)
    headings = ['<h2 id="section-a">A</h2>', '<h3 id="section-b-c">B <b>c</b></h3>', '<h3 id="section-b-c-2">B c</h3>']
    assert markup == "<div>{}{}<p>d</p>{}</div>".format(*headings)
    assert [(h.level, h.text) for h in outline.headings] == [(2, "A"), (3, "B c"), (3, "B c")]
    assert outline.title == ""


def test_text_that_looks_like_a_heading_is_none() -> None:
    """Escaped markup of a report makes no entry."""
    outline = Outline()
    assert outlined(clean_html("<p>&lt;h2&gt;x&lt;/h2&gt;</p>"), outline) == "<p>&lt;h2&gt;x&lt;/h2&gt;</p>"
    assert outline.headings == []


# ---------------------------------------------------------------------- parameters


def test_parameters_are_what_the_tagged_cell_assigns() -> None:
    """Plain and annotated assignments count; calls, attributes and other cells do not."""
    cell = code("a = 1\nb: int = 2\nc, d = 3, 4\nx.y = 5\nprint(6)", "parameters")
    assert parameter_defaults(notebook(code("z = 1"), cell)) == {"a": 1, "b": 2}


def test_values_come_in_a_cell_of_their_own() -> None:
    """After the defaults, instead of values injected before, and the notebook that was given stays as it was."""
    given_ = notebook("# x", code(PARAMETERS, "parameters"), code("timeline = 'old'", "injected-parameters"), code("1"))
    changed = injected(given_, {"timeline": "it's"})
    assert [cell["source"] for cell in changed["cells"]] == ["# x", PARAMETERS, 'timeline = "it\'s"', "1"]
    assert changed["cells"][2]["metadata"]["tags"] == ["injected-parameters"]
    assert len(given_["cells"]) == 4
    assert given_["cells"][2]["source"] == "timeline = 'old'"


def test_papermill_puts_values_at_the_same_place() -> None:
    """Either tool can run these notebooks."""
    from papermill.parameterize import parameterize_notebook  # noqa: PLC0415  slow to load

    given_ = notebook(code(PARAMETERS, "parameters"), code("1"))
    given_["metadata"] = {"kernelspec": {"name": "python3", "language": "python"}, "papermill": {}}
    theirs = parameterize_notebook(given_, {"timeline": "x"})
    ours = injected(given_, {"timeline": "x"})
    assert [cell["metadata"]["tags"] for cell in theirs["cells"]] == [
        cell["metadata"]["tags"] for cell in ours["cells"]
    ]
    assert theirs["cells"][1]["source"].endswith('timeline = "x"\n')
    assert ours["cells"][1]["source"] == "timeline = 'x'"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([code(PARAMETERS, "parameters")], "fords: unknown parameter 'tmeline'; expected one of timeline, codebook. "),
        ([code(PARAMETERS)], "fords: unknown parameter 'tmeline'; expected a cell tagged `parameters`"),
        ([code("a = ", "parameters")], "cell 1, line 1: invalid syntax; expected assignments"),
    ],
)
def test_unknown_parameters_are_refused(cells: list[Any], message: str) -> None:
    """A name that the notebook does not know is an error, with the names that it knows."""
    with pytest.raises(NotebookError, match=re.escape(message)):
        injected(notebook(*cells), {"tmeline": "x"}, "fords")


SIZED = 'timeline = ""\nsize = 1\nshare = 0.5\nbold = False\nsides = ["A"]\ntitle = "x"\nsince = None'


@pytest.mark.parametrize(
    ("name", "given_", "value"),
    [
        ("size", "41", 41),
        ("size", 41, 41),
        ("share", "0.25", 0.25),
        ("share", "1", 1),
        ("bold", "true", True),
        ("bold", "False", False),
        ("sides", "['B', 'C']", ["B", "C"]),
        ("title", "41", "41"),
        ("title", 'it\'s "odd"; import os', 'it\'s "odd"; import os'),
        ("since", "2023-07-03", "2023-07-03"),
    ],
)
def test_a_value_is_read_as_what_its_default_is(name: str, given_: Any, value: Any) -> None:
    """From the command line everything is text; it goes to each notebook that has the parameter."""
    notebooks = {"fords": notebook(code(SIZED, "parameters")), "mills": notebook(code(PARAMETERS, "parameters"))}
    assert dealt(notebooks, {name: given_}) == {"fords": {name: value}, "mills": {}}


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        (
            {"sise": 1},
            "the notebooks: unknown parameter 'sise'; expected one of size, share, bold, sides, title, since.",
        ),
        ({"sise": 1}, "Did you mean size?"),
        ({"size": "many"}, "parameter size: 'many'; expected a value such as 1."),
        ({"size": "__import__('os')"}, "parameter size: "),
        ({"size": 1.5}, "parameter size: 1.5"),
        ({"size": True}, "parameter size: True"),
        ({"bold": "1"}, "parameter bold: '1'"),
        ({"title": 41}, "parameter title: 41"),
        ({"since": DAY}, "parameter since: datetime.date"),
        ({"timeline": "x"}, "parameter timeline: set by hand"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(given_: dict[str, Any], message: str) -> None:
    """Unknown to every notebook, of another type, no literal, or the export's own."""
    with pytest.raises(NotebookError, match=re.escape(message)):
        dealt({"fords": notebook(code(SIZED, "parameters"))}, given_, own=("timeline",))


# ---------------------------------------------------------------------- running


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Five notebooks, run together: one that works, four that stop in different ways."""
    sources = {
        "works": [
            "import sys, os",
            "from IPython.paths import get_ipython_dir",
            "print(sys.executable, os.getcwd(), os.environ['PYTHONHASHSEED'], get_ipython_dir())",
        ],
        "stops": ["1", "raise ValueError('\\x1b[31mred\\x1b[0m\\nford')", "print('never')"],
        "dies": ["import os", "os._exit(3)"],
        "hangs": ["import time", "time.sleep(600)"],
        "typo": ["a = ("],
    }
    runs = [Run(name, notebook("# x", *map(code, cells))) for name, cells in sources.items()]
    folder, heard = tmp_path_factory.mktemp("private"), []
    with kernels(folder, len(runs), timeout=4, progress=lambda *told: heard.append(told)) as run:
        run(runs)()
    return {"runs": {run.name: run for run in runs}, "folder": folder, "heard": heard}


def test_a_notebook_runs_in_private_with_this_interpreter(ran: dict[str, Any]) -> None:
    """Not with a kernel of the same name from elsewhere; in the private folder; with one order of sets."""
    run = ran["runs"]["works"]
    executable, cwd, seed, profile = run.notebook["cells"][3]["outputs"][0]["text"].split()
    assert run.stopped is None
    assert (executable, Path(cwd).resolve()) == (sys.executable, ran["folder"].resolve())
    assert Path(profile).resolve() == (ran["folder"] / "ipython").resolve()
    assert seed == "0"
    assert "execution" not in run.notebook["cells"][3]["metadata"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("stops", "cell 3 of 4 (`raise ValueError('\\x1b[31mred\\x1b[0m\\nford')`): ValueError: red ford"),
        ("dies", "cell 3 of 3 (`os._exit(3)`): DeadKernelError: Kernel died"),
        ("hangs", "cell 3 of 3 (`time.sleep(600)`): took longer than 4 s"),
        ("typo", "cell 2 of 2 (`a = (`): SyntaxError: "),
    ],
)
def test_where_and_why_a_notebook_stopped(ran: dict[str, Any], name: str, said: str) -> None:
    """The cell, its first line, the error's kind and text, free of control characters; the others ran."""
    stop = str(ran["runs"][name].stopped)
    assert stop.startswith(said)
    assert stop.isprintable()


def test_progress_counts_cells(ran: dict[str, Any]) -> None:
    """Each cell of code that has run is told with the number of cells."""
    assert [told for told in ran["heard"] if told[0] == "works"] == [("works", number, 4) for number in (2, 3, 4)]


def test_leaving_early_ends_the_kernels(tmp_path: Path) -> None:
    """An interrupt of the caller is not kept waiting for a cell that runs for minutes."""
    run = Run("hangs", notebook(code("import time; time.sleep(600)")))

    def interrupted() -> None:
        with kernels(tmp_path, 1, timeout=600) as start:
            start([run])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_kernels_that_nobody_needs_end(tmp_path: Path) -> None:
    """Started ahead of the notebooks, they are gone when there is none to run, as when the reports cannot be read."""
    with kernels(tmp_path, 2, timeout=600):
        pass
    with pytest.raises(ValueError, match="no reports"), kernels(tmp_path, 2, timeout=600):
        raise ValueError("no reports")
    assert list(tmp_path.glob("kernel-*.json")) == []  # where a kernel that is alive can be reached


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[1;31ma\x1b[0m\n  b", "a b"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("a\x9b31mb\0c", "a31mbc"),
        ("x" * 500, "x" * 399 + "…"),
    ],
)
def test_plain_is_one_short_line(text: str, line: str) -> None:
    """Terminal sequences and line ends are gone, length is bounded."""
    assert plain(text) == line


# ---------------------------------------------------------------------- the page


def test_page_lets_only_its_own_scripts_run() -> None:
    """The policy lists the hash of each script that stands in the page, and no other way in or out."""
    page = Page(page_of("# Fords", code("c", outputs=[chart(CHART)])))
    policy = next(attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv"))
    scripts = [text for kind, text in page.scripts if kind is None]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert policy == (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(scripts) == 3


def test_a_page_without_charts_leaves_the_bundle_out() -> None:
    """Text alone makes a small page."""
    page = page_of("# Fords\n\nNone.")
    assert len(page) < 20_000
    assert "vegaEmbed" not in page


def test_no_scripts_no_permission() -> None:
    """A policy without scripts allows none."""
    assert "script-src 'none';" in csp([])


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b\u2029c", "\u0000&amp;'\""]
)
def test_json_cannot_leave_its_element(text: str) -> None:
    """Text in a specification is read back as it was, and no part of it is markup."""
    written = script_json({"a": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": text}


def test_a_chart_is_data_with_a_caption() -> None:
    """The specification stands in the page as JSON, title and caveats as text, whole sentences a line."""
    page = Page(page_of("# Fords", code("c", outputs=[chart(CHART)])))
    (spec,) = [text for kind, text in page.scripts if kind == "application/json"]
    assert json.loads(spec) == CHART
    assert "Fords" in page.text
    assert "Counted by hand, which takes long." in page.text
    assert "A chart that is shown as a chart." not in page.text


def test_a_chart_s_takeaway_and_source_stand_beside_it() -> None:
    """Before the caveats and below the drawing, as text; a chart of another make has neither."""
    told = {"takeaway": "Two <fords>.", "source": "1 report: a & b."}
    page = page_of("# Fords", code("c", outputs=[chart({**CHART, "usermeta": {THEME: told}})]))
    assert page.index("Two &lt;fords&gt;.") < page.index("Counted by hand") < page.index("Source: 1 report: a &amp; b.")
    for usermeta in (None, "x", {THEME: "x"}, {"other": {}}):
        assert '<p class="source-note">' not in page_of(
            "# Fords", code("c", outputs=[chart({**CHART, "usermeta": usermeta})])
        )


def test_page_says_what_it_is() -> None:
    """Language, title, one main heading, contents, viewport."""
    page = page_of("# Fords & mills\n\n## One\n\n## Two", code("1"))
    parsed = Page(page)
    assert "<title>Fords &amp; mills</title>" in page
    assert page.count("<h1>") == 1
    assert [attrs["href"] for tag, attrs in parsed.elements if tag == "a"] == [
        "#content",
        "#section-one",
        "#section-two",
    ]
    assert ("html", {"lang": "en"}) in parsed.elements
    assert [attrs for tag, attrs in parsed.elements if attrs.get("name") == "viewport"]


def test_page_tells_of_its_reports() -> None:
    """The newest report's day, the number of reports, how many could not be read; the facts can be read back."""
    page = Page(page_of("# Fords", facts=Facts(DAY - dt.timedelta(3), DAY, 2, 1, (("a rehearsal", 1),))))
    assert ("time", {"datetime": "2023-07-10", "data-newest": None, "data-rhythm": "0"}) in page.elements
    assert "7 July 2023 to 10 July 2023" in page.text
    assert "2 reports. 1 more could not be read." in page.text
    assert "Out of date" not in page.text


def test_page_tells_what_it_rests_on_and_what_it_leaves_out() -> None:
    """The sources with their reports, as text; what lies before the window, and the files that have it."""
    sources = (("mill", 9), ("", 3), ("<b>", 2), ("a", 1), ("b", 1), ("c", 1))
    more: dict[str, Any] = {"left_out": 40, "oldest": DAY - dt.timedelta(60), "files": ("claims.csv",), "rhythm": 1}
    page = Page(page_of("# Fords", facts=Facts(DAY - dt.timedelta(3), DAY, 17, sources=sources, **more)))
    text = " ".join(page.text.split())
    assert "17 reports: mill (9), source not given (3), <b> (2), a (1) and 2 more sources." in text
    assert "40 earlier reports, from 11 May 2023 on: see all records." in text
    assert "a new one is promised every day." in text
    assert ("a", {"href": "claims.csv", "download": None}) in page.elements


def test_facts_are_read_back(tmp_path: Path) -> None:
    """What a page tells, the index reads; a page of another make tells nothing."""
    facts = Facts(DAY, DAY, 2, 1, (('a "rehearsal" <b>', 1),), rhythm=7)
    (tmp_path / "a.html").write_text(page_of("# Fords & \\<mills>", facts=facts))
    (tmp_path / "b.html").write_text('<meta name="sitrep-facts" content="{}"><p>x')
    (tmp_path / "c.html").write_bytes(b"\xff\0")
    assert read_facts(tmp_path / "a.html") == ("Fords & <mills>", facts)
    assert read_facts(tmp_path / "b.html") is None
    assert read_facts(tmp_path / "c.html") is None


HIDDEN = [
    shown(application_javascript="window.brook = 1"),
    shown(text_latex=r"\brook"),
    nbformat.v4.new_output("display_data", {"text/vnd.mermaid": "graph brook"}),
    nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg><script>brook</script></svg>"}),
    nbformat.v4.new_output("display_data", {"application/vnd.jupyter.widget-view+json": {"brook": 1}}),
    nbformat.v4.new_output("stream", name="stderr", text="/mill/brook/x.py:1: Warning"),
]


@pytest.mark.parametrize("output", HIDDEN, ids=lambda output: next(iter(output.get("data", {"stderr": 0}))))
@pytest.mark.filterwarnings("ignore:Your element with mimetype:UserWarning")
def test_what_runs_or_tells_of_the_machine_is_not_shown(output: Any) -> None:
    """Scripts, widgets, diagrams, drawings that may hold scripts, and warnings stay out."""
    assert "brook" not in page_of("# Mills", code("1", outputs=[output]))


@pytest.mark.parametrize(
    ("output", "shown_"),
    [
        (shown(text_html="<p>a ford</p>", text_plain="no"), '<div class="output"><p>a ford</p></div>'),
        (shown(text_markdown="a *ford* <b>", text_plain="no"), "<p>a <em>ford</em> &lt;b&gt;</p>"),
        (shown(text_plain="<a \x1b[1mford\x1b[0m>"), '<pre class="printed">&lt;a ford&gt;</pre>'),
        (nbformat.v4.new_output("stream", text="a <ford>"), '<pre class="printed">a &lt;ford&gt;</pre>'),
        (shown(image_png="AA==\n", text_plain="a ford"), '<img src="data:image/png;base64,AA==" alt="a ford">'),
        (
            nbformat.v4.new_output("execute_result", {"text/html": "<i>ford</i>"}),
            '<div class="output"><i>ford</i></div>',
        ),
    ],
)
def test_outputs_are_shown(output: Any, shown_: str) -> None:
    """Results, text, pictures; text as text."""
    page = page_of("# Mills", code("secret = 1", outputs=[output]))
    assert shown_ in page
    assert "secret" not in page


def test_hostile_text_stays_text_in_every_place_of_a_page() -> None:
    """A title, a caption or a cell that wants to be a script is text."""
    hostile = "</script><script>window.pwned=1</script>"
    spec = {**CHART, "title": hostile, "description": hostile, "data": {"values": [{"day": hostile, "n": 1}]}}
    page = Page(page_of(f"# `{hostile}`\n\n## `{hostile}`", code("c", outputs=[chart(spec)])))
    assert [text for kind, text in page.scripts if "pwned" in text and kind is None] == []
    assert page.text.count(hostile) == 5  # title, main heading, heading, caption, the chart in words


def test_jupyter_finds_the_exporter(tmp_path: Path) -> None:
    """`jupyter nbconvert --to sitrep-html` works without this package's own runner."""
    from nbconvert.exporters import get_exporter  # noqa: PLC0415  slow to load

    assert get_exporter("sitrep-html") is OfflineHTMLExporter
    nbformat.write(notebook("# Fords"), tmp_path / "x.ipynb")
    assert "<h1>Fords</h1>" in OfflineHTMLExporter().from_filename(str(tmp_path / "x.ipynb"))[0]


# ---------------------------------------------------------------------- files


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content is there, nothing lies about, and others may read it."""
    path = tmp_path / "a.html"
    for content in (b"old", b"new"):
        write_beside(path, content)
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["a.html"]
    assert path.stat().st_mode & 0o044


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """No half file, no draft."""
    (tmp_path / "a.html").mkdir()
    with pytest.raises(OSError, match=r"a\.html"):
        write_beside(tmp_path / "a.html", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["a.html"]


# ---------------------------------------------------------------------- the index


def test_index_lists_pages_of_this_run_and_earlier_ones(tmp_path: Path, refused: pl.DataFrame) -> None:
    """Title, period and reports of each page; links are relative; what is no page is left out."""
    (tmp_path / "02 a&b.html").write_text(page_of("# Mills", facts=Facts(DAY, DAY, 1)))
    (tmp_path / "01-fords.html").write_text(page_of("# Fords", facts=Facts(DAY - dt.timedelta(3), DAY, 2)))
    (tmp_path / "other.html").write_text("<p>not ours")
    stops = {"02 a&b": "cell 1 of 2: <b>", "03-gone": "cell 4"}
    page = Page(index_of(tmp_path, refused, stops, codebook=load_codebook()))
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert links == ["#content", "01-fords.html", "02%20a%26b.html"]
    assert "7 July 2023 to 10 July 2023 · newest report 10 July 2023 · 2 reports" in page.text
    assert "the last run stopped at cell 1 of 2: <b>." in page.text
    assert "03-gone" in page.text
    assert ("time", {"datetime": "2023-07-10", "data-newest": None, "data-rhythm": "0"}) in page.elements


def test_index_says_what_was_refused(tmp_path: Path, refused: pl.DataFrame) -> None:
    """File, reason, expectation and way out, as text."""
    page = Page(index_of(tmp_path, refused, {}, codebook=load_codebook()))
    assert "<img src=x>.txt" in page.text
    assert "img" not in {tag for tag, _ in page.elements}
    assert "no dateone dateAdd it." in page.text
    assert "No page yet." in page.text


# ---------------------------------------------------------------------- what a page shows


TINY = [
    "# Fords\n\nWhat was crossed?",
    code(PARAMETERS, "parameters"),
    code("from analytics import read_timeline\nrecord = read_timeline(timeline)"),
    code(f"display({{'application/vnd.vegalite.v5+json': {CHART!r}}}, raw=True)"),
    code("print(record.reports['report_id'].to_list(), codebook, {'mill', 'ford', 'brook'})"),
]
BROKEN = [*TINY[:3], code("import warnings; warnings.warn('x'); open('gone-' + __import__('os').getcwd())")]
BOOK = load_codebook()
FALLEN = "=cmd() they said, if nothing else would do, that the mill had fallen and that the ford beside it held"


def told_of(tell: Callable[..., Timeline], *days: str) -> Timeline:
    """A timeline with a report, a claim, an act and a place name on each of some days."""
    text = FALLEN
    rows = range(len(days))
    return tell(
        [(day, text) for day in days],
        mentions=[(row, "mill", {"place": "@mill", "theater": "none"}) for row in rows],
        claims=[
            (row, text, {"kind": "capture", "actor": "UA", "trigger": "fallen", "event_id": f"c{row}"}) for row in rows
        ],
        acts=[
            (row, text, {"kind": "agree", "trigger": "said", "conditions": "if nothing else would do"}) for row in rows
        ],
    )


@pytest.mark.parametrize(("window", "kept"), [(0, 3), (14, 1), (15, 2), (35, 2), (36, 3)])
def test_a_window_counts_days_back_from_the_newest_report(
    tell: Callable[..., Timeline], window: int, kept: int
) -> None:
    """The newest day counts too; records go with their reports; 0 keeps all."""
    told = told_of(tell, "2023-06-05", "2023-06-26", "2023-07-10")
    newest = showing_of(BOOK, window).newest(told)
    assert [newest.reports.height, newest.claims.height, newest.mentions.height] == [kept] * 3
    assert newest.reports["date"].max() == DAY


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"window": 13}, "window: 13; expected 0, or 14 days and more"),
        ({"window": -1}, "window: -1; expected"),
        ({"quotes": "some"}, "quotes: 'some'; expected one of none, short, full"),
        ({"rhythm": -1}, "rhythm: -1; expected 0 days or more"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], message: str) -> None:
    """A window that would cut off the week before, a fourth way to quote, a promise of the past."""
    with pytest.raises(ExportError, match=re.escape(message)):
        showing_of(BOOK, **asked)


def test_a_codebook_says_what_is_not_asked_for() -> None:
    """Window and rhythm are its settings; what is asked for wins."""
    book = dataclasses.replace(BOOK, settings=BOOK.settings | {"window_days": 20, "rhythm_days": 1})
    assert showing_of(book) == Showing(20, "short", 1)
    assert showing_of(book, 0, "none", 9) == Showing(0, "none", 9)


@pytest.mark.parametrize(
    ("quotes", "quote", "conditions"),
    [
        ("none", None, None),
        ("short", "… that the mill had fallen and that the ford …", "if nothing else would …"),
        ("full", f"'{FALLEN}", "if nothing else would do"),
    ],
)
def test_records_beside_the_pages_are_all_and_quote_as_pages_do(
    tell: Callable[..., Timeline], quotes: Any, quote: str | None, conditions: str | None
) -> None:
    """Every report's records, whatever the window; a cell that a spreadsheet would run has an apostrophe."""
    book = dataclasses.replace(BOOK, settings=BOOK.settings | {"quote_words": 4})
    told = told_of(tell, "2023-01-01", "2023-07-10")
    files = records_of(told, quotes, book)
    frames = {file: pl.read_csv(content) for file, content in files.items()}
    assert {file: frame.height for file, frame in frames.items()} == dict.fromkeys(files, 2)
    assert list(files) == ["claims.csv", "diplomacy.csv", "mentions.csv"]
    assert frames["claims.csv"].row(0, named=True).get("quote") == quote
    assert frames["diplomacy.csv"].row(0, named=True).get("conditions") == conditions
    assert frames["mentions.csv"]["place"].to_list() == ["'@mill"] * 2
    assert not re.search(rb"(?m)(^|,|\")[=+@\t]", b"".join(files.values()))


def test_a_page_leaves_out_what_lies_before_the_window(
    tell: Callable[..., Timeline], refused: pl.DataFrame, tmp_path: Path
) -> None:
    """A notebook sees the window alone and the way of quoting; the page says what is not on it and where it is."""
    cells = [
        TINY[0],
        code(f'{PARAMETERS}\nquotes = "short"', "parameters"),
        TINY[2],
        code("print(quotes, record.reports.height)"),
    ]
    told = told_of(tell, "2023-01-01", "2023-07-10")
    showing = showing_of(BOOK, quotes="none", rhythm=2)
    made = publishing.publish(told, {"fords": notebook(*cells)}, out=tmp_path, refused=refused, showing=showing)
    text = " ".join(Page(made.pages[0].read_text()).text.split())
    assert "none 1" in text
    assert "1 earlier report, from 1 January 2023 on: see all records." in text
    assert "claims.csv, diplomacy.csv, mentions.csv" in text
    assert (made.reports, made.left_out) == (1, 1)
    assert "a new one is promised every 2 days" in " ".join(Page(made.index.read_text()).text.split())


# ---------------------------------------------------------------------- the whole


@pytest.fixture
def publish(timeline: Timeline, refused: pl.DataFrame, tmp_path: Path) -> Callable[..., publishing.ExportSummary]:
    """Publish notebooks, given as lists of cells by name."""

    def published(**cells: list[Any]) -> publishing.ExportSummary:
        notebooks = {name: notebook(*some) for name, some in cells.items()}
        return publishing.publish(timeline, notebooks, out=tmp_path / "out", refused=refused)

    return published


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_equal_input_equal_bytes(publish: Callable[..., publishing.ExportSummary], tmp_path: Path) -> None:
    """Two runs write the same files, and none tells of this machine."""
    contents = []
    for _ in range(2):
        summary = publish(fords=TINY, stopped=BROKEN)
        contents.append(tree(tmp_path / "out"))
    assert contents[0] == contents[1]
    (edition,) = {name.split("/")[1] for name in contents[0] if name.startswith("archive/")}
    beside = ["claims.csv", "diplomacy.csv", "mentions.csv", "fords.html", "index.html"]
    kept = [f"archive/{edition}/{name}" for name in (*beside, "record.json")]
    assert sorted(contents[0]) == sorted([LOCK, *kept, *beside, "stopped.failed.ipynb"])
    assert (summary.reports, summary.first, summary.newest) == (2, DAY - dt.timedelta(3), DAY)
    assert "['a', 'b'] default" in html.unescape(contents[0]["fords.html"].decode())
    folders = (Path.home(), tmp_path, tempfile.gettempdir(), sys.prefix, Path(publishing.__file__).parents[2])
    names = {f"{folder}/" for folder in folders if len(str(folder)) > 1}
    for name, content in contents[0].items():
        text = content.decode().replace(bundle.vega_bundle(), "")
        assert [told for told in names if told in text] == [], name


def test_a_failed_notebook_leaves_the_last_good_page(
    publish: Callable[..., publishing.ExportSummary], tmp_path: Path
) -> None:
    """The page of the earlier run stays, the others are published, the failure is named and kept; success clears it."""
    publish(fords=TINY)
    good = (tmp_path / "out" / "fords.html").read_bytes()
    summary = publish(fords=BROKEN, mills=TINY)
    assert (tmp_path / "out" / "fords.html").read_bytes() == good
    assert [page.name for page in summary.pages] == ["mills.html"]
    (failure,) = summary.failures
    assert str(failure).startswith("fords: cell 5 of 5 (`import warnings;")
    assert "FileNotFoundError: [Errno 2] No such file or directory: 'gone-.'" in str(failure)
    kept = nbformat.read(failure.kept, as_version=4)
    assert "\x1b" not in json.dumps(kept)
    assert kept["cells"][-1]["outputs"][-1]["ename"] == "FileNotFoundError"
    index = (tmp_path / "out" / "index.html").read_text()
    assert "the last run stopped at cell 5 of 5" in index
    with pytest.raises(NotebookError, match="fords: cell 5 of 5"):
        summary.raise_for_failures()
    publish(fords=TINY)
    assert not failure.kept.exists()
    assert "the last run stopped" not in (tmp_path / "out" / "index.html").read_text()


def test_a_notebook_without_the_parameter_is_refused_before_anything_runs(
    publish: Callable[..., publishing.ExportSummary], tmp_path: Path
) -> None:
    """Nothing is written."""
    with pytest.raises(NotebookError, match="fords: unknown parameter 'timeline'"):
        publish(fords=["# Fords"])
    assert not (tmp_path / "out").exists()


def test_out_that_is_no_folder_is_an_error(timeline: Timeline, refused: pl.DataFrame, tmp_path: Path) -> None:
    """Said with a way out, and not as a traceback of the system."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match="expected a folder that can be written"):
        publishing.publish(timeline, {}, out=tmp_path / "file", refused=refused)


def test_a_notebook_for_jupyterlab_makes_no_page() -> None:
    """Asked for by name, it is refused with the way out: its chart would answer nobody."""
    with pytest.raises(NotebookError, match=r"10-explore: a notebook that works in JupyterLab only; .*`jupyter lab`"):
        load_notebooks(["00", "10"])


def test_shipped_notebooks_are_found() -> None:
    """By no name all, by a beginning one, by a path any; each takes a timeline."""
    shipped = load_notebooks()
    assert list(shipped)[:3] == ["00-briefing", "01-mention-frequency", "02-claimed-advances"]
    assert [set(parameter_defaults(found)) >= {"timeline", "codebook"} for found in shipped.values()] == [True] * len(
        shipped
    )
    assert "10-explore" not in shipped
    assert list(load_notebooks(["03", "01-mention-frequency.ipynb"])) == ["03-diplomacy", "01-mention-frequency"]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (["09"], "09: no such notebook; expected a file that ends in .ipynb, or one of 00-briefing"),
        (["0"], "0: "),
        (["gone.ipynb"], "gone.ipynb: no such notebook"),
        (["index.ipynb"], "taken already"),
        (["text.ipynb"], "text.ipynb: Notebook does not appear to be JSON"),
        (["a/text.ipynb", "text.ipynb"], "taken already"),
    ],
)
def test_unknown_notebooks_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: list[str], message: str
) -> None:
    """With the names there are."""
    monkeypatch.chdir(tmp_path)
    Path("a").mkdir()
    for name in ("text.ipynb", "index.ipynb", "a/text.ipynb"):
        Path(name).write_text("no notebook")
    with pytest.raises(NotebookError, match=re.escape(message)):
        load_notebooks(wanted)


def test_what_an_export_loads_leaves_no_module_hidden() -> None:
    """Jsonschema loads without the grammars that it would build; whoever asks for them later gets them."""
    script = """
import sys
from analytics.publishing.warming import load_jsonschema
load_jsonschema()
assert "jsonschema" in sys.modules and "rfc3987_syntax" not in sys.modules
import rfc3987_syntax
assert rfc3987_syntax.is_valid_syntax("iri", "https://example.org/ü")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_report_in_the_days_asked_for(tmp_path: Path) -> None:
    """The error names the days that there are; nothing is written."""
    (tmp_path / "2023-07-10.txt").write_text("Troops held the bridge on Monday. Nothing else was said.")
    with pytest.raises(AnalyticsError, match="no report; those read are of 2023-07-10 to 2023-07-10"):
        publishing.export(tmp_path, out=tmp_path / "out", since=dt.date(2024, 1, 1))
    assert tree(tmp_path / "out") == {LOCK: b""}
