"""One look for all charts, and the renderer that lets a page draw them with the network off."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from analytics.trends import Every

__all__ = [
    "MIME",
    "NEUTRAL",
    "NOTEBOOK_WIDTH",
    "THEME",
    "captioned",
    "empty_chart",
    "enable",
    "heading",
    "period_axis",
    "render_offline",
    "sitrep_theme",
]

THEME = "sitrep"
MIME = "application/vnd.vegalite.v5+json"  # the newest that JupyterLab 4 draws without help
NEUTRAL = "#888888"  # readable on white and on black
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
_TEXT = "currentColor"  # the page's own, light or dark
_TITLE_CHARACTERS = 42
_SUBTITLE_CHARACTERS = 57
# JupyterLab 4 draws into an element that is as wide as its content: a chart that fills its container would be nothing
# there, and be drawn again without end (its picture stays empty, so it never counts as drawn).
NOTEBOOK_WIDTH = 720  # pixels


def sitrep_theme() -> alt.theme.ThemeConfig:
    """Return the theme: the page's own text colour, no background, legends on top, titles on the left."""
    return {
        "config": {
            "background": "transparent",
            "font": _FONT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
            "view": {"stroke": "transparent"},
            "title": {
                "anchor": "start",
                "frame": "bounds",
                "color": _TEXT,
                "subtitleColor": _TEXT,
                "fontSize": 16,
                "fontWeight": 600,
                "subtitleFontSize": 12,
                "subtitleLineHeight": 16,
                "subtitlePadding": 6,
                "offset": 12,
            },
            "axis": {
                "labelColor": _TEXT,
                "titleColor": _TEXT,
                "tickColor": _TEXT,
                "domainColor": _TEXT,
                "gridColor": _TEXT,
                "gridOpacity": 0.12,
                "domainOpacity": 0.5,
                "tickOpacity": 0.5,
                "labelFontSize": 11,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
            },
            "legend": {
                "orient": "top",
                "direction": "horizontal",
                "labelColor": _TEXT,
                "titleColor": _TEXT,
                "symbolBaseFillColor": NEUTRAL,
                "symbolBaseStrokeColor": NEUTRAL,
                "labelFontSize": 11,
                "titleFontSize": 11,
                "titleFontWeight": "normal",
                "labelLimit": 220,
                "rowPadding": 2,
                "columnPadding": 12,
            },
            "text": {"color": _TEXT, "fill": _TEXT},
            "rule": {"color": _TEXT},
        }
    }


def render_offline(spec: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a notebook the specification itself: JupyterLab and the exported page draw it with what they carry.

    Args:
        spec: A Vega-Lite specification.

    Returns:
        The MIME bundle, with the description as plain text; the metadata that asks JupyterLab for SVG, where the
        page's text colour reaches the chart. A chart that fills its container has a width of its own in a notebook;
        the metadata's ``page`` gives back what an exported page draws instead.
    """
    text = spec.get("description") or "A chart."
    told: dict[str, Any] = {"embed_options": {"renderer": "svg", "actions": False}}
    if spec.get("width") == "container":
        spec, told["page"] = {**spec, "width": NOTEBOOK_WIDTH}, {"width": "container"}
    return {MIME: spec, "text/plain": text}, {MIME: told}


def enable() -> None:
    """Turn on theme and renderer for this session."""
    alt.theme.register(THEME, enable=True)(sitrep_theme)
    alt.renderers.register(THEME, render_offline)
    alt.renderers.enable(THEME)


def period_axis(field: str, periods: Iterable[dt.date], every: Every, *, pinned: bool = False) -> alt.X:
    """Return the time axis with its ticks on the periods themselves: Vega's own weeks begin on Sunday.

    Args:
        field: Column of dates.
        periods: Days, or Mondays of weeks, in order.
        every: ``day`` or ``week``, for the title.
        pinned: Whether the axis reaches from the first period to the last whatever rows there are: those of a page
            that filters may become fewer.
    """
    ticks = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in periods]
    ends = [ticks[0], ticks[-1]] if pinned and ticks else alt.Undefined
    return alt.X(
        field=field,
        type="temporal",
        title="week of the report (its Monday)" if every == "week" else "day of the report",
        scale=alt.Scale(padding=8, domain=ends),
        axis=alt.Axis(
            values=ticks,
            format="%-d %b",
            labelOverlap="greedy",
            labelSeparation=8,
            grid=False,
        ),
    )


def heading(text: str, *caveats: str) -> alt.TitleParams:
    """Return a chart's title with the caveats as its subtitle, in lines that fit a telephone."""
    lines = [line for caveat in caveats for line in textwrap.wrap(caveat, _SUBTITLE_CHARACTERS)]
    return alt.TitleParams(text=textwrap.wrap(text, _TITLE_CHARACTERS), subtitle=lines)


def captioned(chart: alt.TopLevelMixin, takeaway: str, source: str) -> alt.TopLevelMixin:
    """Give a chart what an exported page says with it.

    Args:
        chart: Any.
        takeaway: What to see in it, in a sentence or two.
        source: Which reports it counts.

    Returns:
        The same chart with what else its ``usermeta`` holds; JupyterLab passes over what was added.
    """
    known = getattr(chart, "usermeta", None)
    said = {"takeaway": str(takeaway), "source": str(source)}
    told: alt.TopLevelMixin = chart.properties(usermeta={**(known if isinstance(known, dict) else {}), THEME: said})
    return told


def empty_chart(title: str, reason: str) -> alt.Chart:
    """Return a chart that says in words why there is nothing to see.

    Args:
        title: The title that the chart would have had.
        reason: A sentence.
    """
    chart: alt.Chart = (
        alt.Chart(data=pl.DataFrame({"reason": [textwrap.fill(reason, _TITLE_CHARACTERS)]}), title=heading(title))
        .mark_text(fontSize=14, lineBreak="\n")
        .encode(text=alt.Text(field="reason", type="nominal"))
        .properties(name="reason", width="container", height=80, description=f"{title}. {reason}")
    )
    return chart
