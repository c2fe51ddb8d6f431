"""How opinion split: diverging bars, one for the article and one for the comments answered.

Opposing stands left of the line, supporting right of it, and neutral apart on a scale of its own
that runs as wide: put in the middle it would push the two sides apart and hide which is longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from reports.facts import percent
from reports.figures.layout import base, quiet_axis
from reports.judgement import FEWEST
from reports.palette import HATCH, LIGHT, MARK, Side, side
from reports.rows import StanceRow

_ROOM = 0.16  # of the scale, beside each bar for the label of one too short to hold it
_WORDS: dict[Side, str] = {
    "oppose": "oppose / disagree",
    "support": "support / agree",
    "neutral": "neutral",
}


@dataclass(frozen=True, slots=True)
class _Bar:
    title: str
    rows: dict[Side, StanceRow]
    total: int


def split(to_article: Sequence[StanceRow], to_parent: Sequence[StanceRow]) -> go.Figure:
    """Draw the two bars; one that nothing was scored for is left out."""
    named = (
        ("Towards the article", to_article, "comments"),
        ("Towards the comment answered", to_parent, "replies"),
    )
    bars = [
        _Bar(f"{title} · {rows[0].total:,} {unit}", {side(row.label): row for row in rows},
             rows[0].total)
        for title, rows, unit in named
        if rows and rows[0].total
    ]  # fmt: skip
    figure = go.Figure(layout=base(6 + 94 * max(1, len(bars)), l=0, r=0, t=0, b=0))
    for name in ("oppose", "support", "neutral"):
        figure.add_trace(_trace(name, bars))
    _scale(figure, bars)
    for place, bar in enumerate(bars):
        figure.add_annotation(
            text=bar.title, xref="paper", x=0, xanchor="left", yref="y", y=_height(place, bars),
            yanchor="bottom", yshift=25, showarrow=False, font={"size": 14}, align="left",
        )  # fmt: skip
    return figure


def _trace(name: Side, bars: Sequence[_Bar]) -> go.Bar:
    paint = LIGHT.paint(name)
    rows = [bar.rows[name] for bar in bars]
    shares = [row.share or 0.0 for row in rows]
    return go.Bar(
        name=_WORDS[name],
        orientation="h",
        x=[-share for share in shares] if name == "oppose" else shares,
        y=[_height(place, bars) for place in range(len(bars))],
        xaxis="x2" if name == "neutral" else "x",
        width=0.44,
        marker={
            "color": paint.fill,
            "line": {"color": LIGHT.ink, "width": 0.6},
            "pattern": {
                "shape": HATCH[name], "fgcolor": paint.ink, "fgopacity": 0.25, "size": 7,
                "solidity": 0.2, "fillmode": "overlay",
            },
        },
        text=[_label(row, name) for row in rows],
        textposition="auto",
        insidetextanchor="middle",
        insidetextfont={"color": paint.ink, "size": 14},
        outsidetextfont={"color": LIGHT.ink, "size": 14},
        constraintext="none",
        textangle=0,
        cliponaxis=False,
        hovertext=[f"{row.label}: {row.comments:,} of {row.total:,}" for row in rows],
        hoverinfo="text",
    )  # fmt: skip


def _label(row: StanceRow, name: Side) -> str:
    if row.total < FEWEST or row.share is None:
        return f"{MARK[name]} {row.comments} of {row.total}"
    return f"{MARK[name]} {percent(row.share)}"


def _height(place: int, bars: Sequence[_Bar]) -> float:
    return float(len(bars) - 1 - place)


def _widest(bars: Sequence[_Bar], name: Side) -> float:
    return max((bar.rows[name].share or 0.0 for bar in bars), default=0.0) + _ROOM


def _scale(figure: go.Figure, bars: Sequence[_Bar]) -> None:
    """Give both horizontal axes one scale: the same width is the same share on either."""
    left, right = _widest(bars, "oppose"), _widest(bars, "support")
    apart = _widest(bars, "neutral")
    gap = 0.04
    border = (1 - gap) * (left + right) / (left + right + apart)
    figure.update_layout(
        xaxis=quiet_axis(range=[-left, right], domain=[0, border]),
        xaxis2=quiet_axis(range=[0, apart], domain=[border + gap, 1], anchor="y"),
        yaxis=quiet_axis(range=[-0.35, max(1, len(bars)) - 0.35]),
        barmode="overlay",
    )
    for place in range(len(bars)):
        for axis in ("x", "x2"):
            middle = _height(place, bars)
            figure.add_shape(
                type="line", xref=axis, yref="y", x0=0, x1=0, y0=middle - 0.27, y1=middle + 0.27,
                line={"color": LIGHT.ink, "width": 1.5},
            )  # fmt: skip
