"""What all figures share: type, margins, quiet axes, nothing of plotly's own furniture."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from reports.palette import LIGHT

FONT = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
)

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "doubleClick": False,
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "showTips": False,
}
"""Plotly's settings for every figure: no logo, no link, nothing that asks a server."""


def base(height: int, **margins: int) -> go.Layout:
    """Give a layout of fixed height (pixels) on a clear ground."""
    return go.Layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0, **margins},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": LIGHT.ink},
        hoverlabel={
            "bgcolor": LIGHT.panel,
            "bordercolor": LIGHT.rule,
            "font": {"family": FONT, "size": 13, "color": LIGHT.ink},
            "align": "left",
        },
        hovermode="closest",
        showlegend=False,
        dragmode=False,
    )


def quiet_axis(**settings: Any) -> dict[str, Any]:
    """Give an axis that draws nothing but what ``settings`` ask for."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "showticklabels": False,
        "fixedrange": True,
        "automargin": True,
        **settings,
    }
