"""Who speaks most: a bar for each of the most active people, and for names that many share."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.camp_queries import PersonRow, SharedNameRow
from reports.facts import percent
from reports.figures.layout import base, quiet_axis
from reports.locale import number
from reports.palette import LIGHT
from reports.plain import for_plotly

_ROW = 27  # pixels
_LETTERS = 18


def voices(people: Sequence[PersonRow], shared: Sequence[SharedNameRow]) -> go.Figure:
    """Draw the bars, the longest on top; ``customdata`` is the position of the first comment."""
    rows: list[PersonRow | SharedNameRow] = [*people, *shared]
    names = [row.author if isinstance(row, PersonRow) else row.name for row in rows]
    counts = [row.comments for row in rows]
    paints = [LIGHT.paint("neutral" if isinstance(row, PersonRow) else "unscored") for row in rows]
    figure = go.Figure(
        go.Bar(
            orientation="h",
            x=counts,
            y=list(range(len(rows))),
            width=0.66,
            text=[f" {number(row.comments)} · {percent(row.share)}" for row in rows],
            textposition="outside",
            cliponaxis=False,
            customdata=[row.position if isinstance(row, PersonRow) else None for row in rows],
            marker={
                "color": [paint.fill for paint in paints],
                "line": {"color": LIGHT.quiet, "width": 0.8},
                "pattern": {
                    # not fillmode "overlay": plotly.js 4.1 takes the list of colours for one
                    "shape": ["" if isinstance(row, PersonRow) else "/" for row in rows],
                    "bgcolor": [paint.fill for paint in paints], "fgcolor": LIGHT.quiet,
                    "size": 7, "solidity": 0.15,
                },
            },
            hovertext=[
                f"<b>{for_plotly(name or 'no name', 40)}</b><br>{number(row.comments)} comments,"
                f" {percent(row.share)} of all"
                for name, row in zip(names, rows, strict=True)
            ],
            hoverinfo="text",
        ),
        base(_ROW * len(rows) + 8, l=0, t=2, b=2),
    )  # fmt: skip
    figure.update_layout(
        xaxis=quiet_axis(range=[0, 1.62 * max(counts)], automargin=False),
        yaxis=quiet_axis(
            range=[len(rows) - 0.45, -0.55], showticklabels=True, tickvals=list(range(len(rows))),
            ticktext=[f"{for_plotly(name or 'no name', _LETTERS)} " for name in names],
            tickfont={"size": 13},
        ),
    )  # fmt: skip
    return figure
