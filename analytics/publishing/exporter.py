"""A run notebook as one HTML file: charts, texts and tables, live, with the network off.

The specifications of the charts stand in the page as JSON, the library that draws them stands in it once, and the
page's content security policy lets nothing run but scripts whose hashes it lists: a page has no random byte, makes no
request, and a script that found its way into it would not run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter, TemplateExporter
from traitlets import default
from traitlets.config import Config

from analytics.charts.mime import EVENTS_MIME
from analytics.charts.theme import THEME
from analytics.publishing.bundle import vega_bundle
from analytics.publishing.facts import META, day_text
from analytics.publishing.markup import Outline, clean_html, outlined, render_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2.runtime import Context


__all__ = [
    "TEMPLATES", "UNSHOWN", "OfflineHTMLExporter", "chart_caption", "chart_spec", "csp", "page_assets", "script_json"
]  # fmt: skip

TEMPLATES = Path(__file__).parent / "templates"
_TEMPLATE = "sitrep"
_CHARTS = ("application/vnd.vegalite.v5+json", "application/vnd.vegalite.v6+json")
# In this order: what all share, then who listens before who speaks; a chart may be drawn before the next script runs.
_SCRIPTS = (
    "page.js",
    "explore_recount.js",
    "explore_charts.js",
    "explore_table.js",
    "explore_strip.js",
    "explore.js",
    "charts.js",
)
# What a page shows of an output, the best first. Scripts, widgets, Mermaid and LaTeX are not among them.
_SHOWN = [EVENTS_MIME, *_CHARTS, "text/html", "text/markdown", "image/png", "image/jpeg", "text/plain"]
UNSHOWN = ("remove_cell", "parameters", "injected-parameters")  # tags of cells that no page shows
_UNSAFE_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "&<>\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}


def script_json(value: object) -> str:
    """Return JSON that may stand in a ``<script>``: no character of it can end the element or begin another."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).translate(_UNSAFE_IN_SCRIPT)


def csp(scripts: Sequence[str]) -> str:
    """Return a content security policy that lets exactly these scripts run, and no request leave the page.

    Args:
        scripts: Their text, as it stands between the tags.
    """
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def page_assets(*names: str) -> dict[str, str]:
    """Return style sheets and scripts of the template by name, without the blank lines around them."""
    return {name: (TEMPLATES / _TEMPLATE / name).read_text(encoding="utf-8").strip() for name in names}


class OfflineHTMLExporter(HTMLExporter):
    """Export a notebook that has been run, with its inputs left out.

    It converts only: nbconvert would drop tagged cells before it runs the rest, so it must have been run before. The
    resources may hold ``facts`` (`analytics.publishing.facts.Facts`), which the page then tells, and ``index``, the
    file that lists the pages.
    """

    export_from_notebook = None  # type: ignore[assignment]  # no entry in JupyterLab's menu: it would convert a notebook that was not run

    @default("template_name")
    def _template_name_default(self) -> str:
        return _TEMPLATE

    @property
    def extra_template_basedirs(self) -> list[str]:  # type: ignore[override]  # as nbconvert's own exporters do
        """Look for templates in the package first."""
        return [str(TEMPLATES), *super()._default_extra_template_basedirs()]

    @property
    def default_config(self) -> Config:
        """Leave out inputs and parameters, show only what cannot run, clean the rest."""
        own = Config(
            {
                "NbConvertBase": {"display_data_priority": _SHOWN},
                "TagRemovePreprocessor": {
                    "enabled": True,
                    "remove_cell_tags": list(UNSHOWN),
                },
                "OfflineHTMLExporter": {
                    "sanitize_html": True,
                    "exclude_input": True,
                    "exclude_input_prompt": True,
                    "exclude_output_prompt": True,
                },
            }
        )
        config: Config = super().default_config.copy()
        config.merge(own)
        return config

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Replace nbconvert's cleaner, which shows ``<p>`` as text and lets Mermaid run, and its Markdown."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]  # half typed
        yield "clean_html", clean_html
        yield "markdown_cell", _markdown(raw_html=True)
        yield "markdown_output", _markdown(raw_html=False)
        yield "script_json", script_json
        yield "day_text", day_text
        yield "chart_spec", chart_spec
        yield "chart_caption", chart_caption
        yield "chart_told", _chart_told
        yield "html_output", _html_output

    def from_notebook_node(  # type: ignore[override]  # HTMLExporter's own signature
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources.

        Args:
            nb: A notebook that has been run.
            resources: See the class.
            **kw: As nbconvert has them.
        """
        outputs = [output for cell in nb.cells for output in cell.get("outputs", [])]
        has_charts = any(chart_spec(output) for output in outputs if "data" in output)
        records = [output["data"][EVENTS_MIME] for output in outputs if EVENTS_MIME in output.get("data", {})]
        told = self._init_resources(resources)  # type: ignore[no-untyped-call]  # half typed
        wanted = [name for name in _SCRIPTS if _needed(name, charts=has_charts, record=bool(records))]
        styles = ["page.css", *(["explore.css"] if records else [])]
        assets = page_assets(*styles, *wanted)
        scripts = [*([vega_bundle()] if has_charts else []), *(assets[name] for name in wanted)]
        told |= {
            "assets": assets,
            "styles": "\n".join(assets[name] for name in styles),
            "bundle": vega_bundle() if has_charts else "",
            "scripts": wanted,
            "events_mime": EVENTS_MIME,
            "record": records[0] if records else None,
            "csp": csp(scripts),
            "outline": Outline(),
            "page_title": nb.metadata.get("title", ""),
            "facts_name": META,
            "program": f"sitrep-analytics {version('sitrep-analytics')}",
        }
        # Past HTMLExporter: it would parse and print the whole page once more, to set tabindex on JupyterLab's classes.
        return TemplateExporter.from_notebook_node(self, nb, told, **kw)


def _needed(script: str, *, charts: bool, record: bool) -> bool:
    if script.startswith("explore"):
        return record
    return charts or script == "page.js"


def _markdown(*, raw_html: bool) -> Any:
    @pass_context
    def filtered(context: Context, source: str) -> str:
        return render_markdown(source, context["resources"]["outline"], raw_html=raw_html)

    return filtered


@pass_context
def _html_output(context: Context, markup: str) -> str:
    return outlined(clean_html(markup), context["resources"]["outline"])


def chart_spec(output: dict[str, Any]) -> dict[str, Any] | None:
    """Return an output's chart as a page draws it, none where it shows something else."""
    mime = next((mime for mime in _CHARTS if mime in output["data"]), None)
    if mime is None:
        return None
    spec: dict[str, Any] = output["data"][mime]
    page: dict[str, Any] = output.get("metadata", {}).get(mime, {}).get("page", {})
    return {**spec, **page}


def _chart_told(spec: dict[str, Any]) -> dict[str, str]:
    """Return what `analytics.charts.theme.captioned` has said with a chart: ``takeaway`` and ``source``, if it did."""
    own = spec.get("usermeta") if isinstance(spec.get("usermeta"), dict) else {}
    said = own.get(THEME) if own else {}
    return {name: str(text) for name, text in said.items()} if isinstance(said, dict) else {}


def chart_caption(spec: dict[str, Any]) -> list[str]:
    """Return the lines of a chart's title and subtitle; none where the title is computed in the browser."""
    title = spec.get("title", "")
    parts = [title.get("text", ""), title.get("subtitle", "")] if isinstance(title, dict) else [title, ""]
    texts = [part if isinstance(part, list) else [part] for part in parts]
    if not all(isinstance(line, str) for text in texts for line in text):
        return []
    head = " ".join(texts[0])
    return [head, *_unwrapped(texts[1])] if head else []


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines that were broken within a sentence to fit a drawing: a page wraps by itself."""
    whole: list[str] = []
    for line in filter(None, lines):
        if whole and not whole[-1].endswith((".", "!", "?", ":")):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole
