"""A figure taken out of the page: what the page says around it has to come along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from reports.palette import LIGHT, MARK, Side

_GROUND = "#ffffff"
_ROOM = 10  # pixels around the figure
_LEGEND = 34  # pixels above it
_WORDS: dict[Side, str] = {
    "oppose": "oppose, disagree",
    "support": "support, agree",
    "neutral": "neutral",
    "unscored": "not scored, or folded",
}
_SHAPES: dict[Side, str] = {"oppose": "▼", "support": "▲", "neutral": "●", "unscored": "×"}


def standing_alone(figure: go.Figure) -> go.Figure:
    """Give a copy on white ground, with the legend that the page prints above it.

    The legend names the sides whose colours are in the figure, and is left out where none is.
    """
    alone = go.Figure(figure)
    alone.layout.meta = None  # what the page's script repaints cells by
    alone.update_layout(paper_bgcolor=_GROUND, plot_bgcolor=_GROUND)
    for place, trace in enumerate(alone.data):
        trace.uid = f"trace{place}"  # plotly.js would draw lots: other bytes each time
    legend = "   ".join(_legend(alone.to_plotly_json()))
    above = alone.layout.margin.t or 0
    _widen(alone, top=_LEGEND if legend else _ROOM)
    if legend:
        alone.add_annotation(
            text=legend, xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom",
            yshift=above + 8, showarrow=False, align="left",
        )  # fmt: skip
    return alone


def _widen(figure: go.Figure, *, top: int) -> None:
    """Leave room around a figure: on the page its words may reach the very edge."""
    layout = figure.layout
    sides = {side: (layout.margin[side] or 0) + _ROOM for side in "lrb"}
    layout.margin = {**layout.margin.to_plotly_json(), **sides, "t": (layout.margin.t or 0) + top}
    if layout.height:
        layout.height += top + _ROOM


def _legend(drawn: dict[str, Any]) -> Iterator[str]:
    """Give the key of each side in the figure: its colour, its shape or mark, its words.

    None where neither side is in it: the greys have other uses.
    """
    colours = set(_strings(drawn["data"]))
    if not colours & {LIGHT.support.fill, LIGHT.oppose.fill}:
        return
    shaped = "triangle-up" in colours
    for side, words in _WORDS.items():
        fill = LIGHT.paint(side).fill
        if fill in colours:
            sign = _SHAPES[side] if shaped else f"■ {MARK[side]}"
            yield f'<span style="color:{fill}">{sign[0]}</span>{sign[1:]} {words}'


def _strings(value: object) -> Iterator[str]:
    """Give every string in what plotly is handed, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)
