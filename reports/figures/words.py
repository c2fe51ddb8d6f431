"""Words that tell two sides apart: how far each is from what chance would give, to either side."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.facts import write
from reports.figures.layout import base, quiet_axis
from reports.locale import number
from reports.palette import LIGHT, Side
from reports.plain import for_plotly
from reports.words import WordRow

_ROW = 25  # pixels
_LETTERS = 18
_SYMBOLS: dict[Side, str] = {"support": "triangle-up", "oppose": "triangle-down"}


def words(rows: Sequence[WordRow]) -> go.Figure:
    """Draw a mark for each word, its name beside it, away from the middle."""
    ordered = sorted(rows, key=lambda row: -row.z)
    widest = max(abs(row.z) for row in ordered)
    end = int(widest)
    figure = go.Figure(layout=base(_ROW * len(ordered) + 40, l=0, r=0, t=4, b=32))
    figure.add_trace(
        go.Scatter(
            mode="markers+text",
            x=[row.z for row in ordered],
            y=list(range(len(ordered))),
            text=[f" {for_plotly(row.word, _LETTERS)} " for row in ordered],
            textposition=["middle right" if row.z < 0 else "middle left" for row in ordered],
            textfont={"size": 14, "color": LIGHT.ink},
            cliponaxis=False,
            marker={
                "symbol": [_SYMBOLS[row.side] for row in ordered],
                "color": [LIGHT.paint(row.side).fill for row in ordered],
                "size": 11,
                "line": {"color": LIGHT.ink, "width": 0.8},
            },
            hovertext=[_hover(row) for row in ordered],
            hoverinfo="text",
        )
    )
    figure.update_layout(
        xaxis=quiet_axis(
            range=[-1.12 * widest, 1.12 * widest], showticklabels=True, zeroline=True,
            zerolinecolor=LIGHT.quiet, zerolinewidth=1, tickvals=[-end, 0, end],
            ticktext=[f"−{end}", "0", f"+{end}"], tickangle=0, automargin=False,
            tickfont={"size": 12, "color": LIGHT.quiet},
        ),
        yaxis=quiet_axis(range=[len(ordered) - 0.4, -0.6], automargin=False),
    )  # fmt: skip
    return figure


def _hover(row: WordRow) -> str:
    return (
        f"<b>{for_plotly(row.word, 40)}</b><br>in {number(row.support)} comments in support,"
        f"<br>in {number(row.oppose)} that oppose<br>z {write(row.z, 'score')}"
    )
