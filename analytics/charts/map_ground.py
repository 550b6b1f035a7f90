"""What lies under the claims of the map: the part that a reader chooses, the land, the names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from analytics.charts.map_views import ALL, FRONTS, View
from analytics.charts.theme import NEUTRAL

if TYPE_CHECKING:
    from analytics.charts.outlines import Outlines
    from analytics.codebook import Codebook

__all__ = ["at", "land", "name_marks", "view_params", "zoomed"]

_NEARER = 2  # marks of a part of the map are so much larger


def _corners(view: View) -> dict[str, Any]:
    south, west, north, east = view.box
    return {"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}}


def view_params(views: tuple[View, ...]) -> list[alt.Parameter]:
    """Let a reader choose a view, and say which corners that is."""
    boxes = json.dumps({view.id: _corners(view) for view in views}, separators=(",", ":"))
    pick = alt.binding_select(options=[v.id for v in views], labels=[v.name for v in views], name="Show ")
    chosen = alt.param(name="map_view", value=views[0].id, bind=pick if len(views) > 1 else alt.Undefined)
    part = " && ".join(f"map_view != {json.dumps(whole)}" for whole in (ALL, FRONTS))
    return [
        chosen,
        alt.param(name="map_extent", expr=f"{boxes}[map_view]"),
        alt.param(name="map_zoom", expr=f"{part} ? {_NEARER} : 1"),
    ]


def zoomed(size: float) -> alt.ExprRef:
    """Return a size that grows where a part of the map is shown."""
    return alt.ExprRef(f"{size} * map_zoom")


def land(outlines: Outlines, codebook: Codebook) -> alt.Chart:
    """Draw the outlines, the codebook's own country darker than its neighbours."""
    home = f"datum.properties.cc == {json.dumps(str(codebook.settings.get('map_country', '')))}"
    # As text: Altair copies what it is given for every layer that it adds, and would copy each point of each outline.
    areas = alt.InlineData(
        values=json.dumps(outlines.topology, separators=(",", ":")),
        format=alt.TopoDataFormat(type="topojson", feature=outlines.feature),
    )
    chart: alt.Chart = (
        alt.Chart(data=areas, name="land")
        .mark_geoshape(
            fill=NEUTRAL, stroke=NEUTRAL, strokeOpacity=0.7, strokeWidth=0.7, clip=True, tooltip=None, aria=False
        )
        .encode(fillOpacity=alt.condition(home, alt.value(0.22), alt.value(0.07)))
    )
    return chart


def at() -> dict[str, Any]:
    """Return the channels that put a row at its ``lat`` and ``lon``."""
    return {
        "latitude": alt.Latitude(field="lat", type="quantitative"),
        "longitude": alt.Longitude(field="lon", type="quantitative"),
    }


def name_marks(names: pl.DataFrame) -> list[alt.Chart]:
    """Write the names of `analytics.charts.map_views.name_rows`: towns with a mark, places of claims in bold."""
    here = "datum.view == map_view && datum.room == (width < 560 ? 'narrow' : 'wide')"
    towns = alt.Chart(data=names.filter(pl.col("town")), name="towns").transform_filter(here).encode(**at())
    told = alt.Chart(data=names.filter(~pl.col("town")), name="claimed_places").transform_filter(here).encode(**at())
    label = alt.Text(field="name", type="nominal")
    charts = [
        towns.mark_point(
            shape="square", filled=True, size=9, opacity=0.8, color="currentColor", clip=True, tooltip=None
        ),
        towns.mark_text(align="left", dx=5, fontSize=11, opacity=0.8, clip=True)
        .encode(text=label)
        .properties(name="town_names"),
    ]
    bold = told.mark_text(align="left", dx=12, fontSize=11, fontWeight="bold", clip=True).encode(text=label)
    return [*charts, bold]
