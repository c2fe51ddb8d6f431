"""What follows what: a table of replies, each cell as deep in colour as its share of its row.

The scale goes from one lightness to another in one hue, so it reads in grey and to the
colour-blind; the counts stand in the cells, and what chance would not give is framed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import plotly.graph_objects as go

from reports.facts import percent
from reports.figures.layout import base, quiet_axis
from reports.judgement import FEWEST
from reports.locale import number
from reports.palette import LIGHT, MARK, side
from reports.queries.flow import FlowRow

MORE, LESS = "▲", "▼"
_ROW = 62  # pixels


def flow(rows: Sequence[FlowRow], across: str, beyond: Collection[str] = ()) -> go.Figure:
    """Draw the cells; ``across`` is the heading of the columns.

    ``beyond`` holds the keys of the rows that chance would not give.
    """
    parents = list(dict.fromkeys(row.parent for row in rows))
    replies = list(dict.fromkeys(row.reply for row in rows))
    figure = go.Figure(_cells(rows, parents, replies, beyond), base(_ROW * len(parents) + 76, r=2))
    for row in rows:
        if row.key in beyond:
            _frame(figure, replies.index(row.reply), parents.index(row.parent))
    axis = {"showticklabels": True, "tickfont": {"size": 13}}
    figure.update_layout(
        xaxis=quiet_axis(
            **axis, side="top", tickvals=list(range(len(replies))),
            ticktext=[f"{MARK[side(name)]} {name}" for name in replies],
            title={"text": across, "font": {"size": 12, "color": LIGHT.quiet}, "standoff": 6},
        ),
        yaxis=quiet_axis(
            **axis, autorange="reversed", tickvals=list(range(len(parents))),
            ticktext=[f"{MARK[side(name)]} {name} " for name in parents],
            title={"text": "comment answered", "font": {"size": 12, "color": LIGHT.quiet},
                   "standoff": 6},
        ),
    )  # fmt: skip
    return figure


def _cells(
    rows: Sequence[FlowRow], parents: Sequence[str], replies: Sequence[str], beyond: Collection[str]
) -> go.Heatmap:
    cells = {(row.parent, row.reply): row for row in rows}
    table = [[cells[parent, reply] for reply in replies] for parent in parents]
    return go.Heatmap(
        x=list(range(len(replies))),
        y=list(range(len(parents))),
        z=[[_depth(row) for row in line] for line in table],
        text=[[_label(row, row.key in beyond) for row in line] for line in table],
        texttemplate="%{text}",
        textfont={"color": LIGHT.ink, "size": 13},
        hovertext=[[_hover(row) for row in line] for line in table],
        hoverinfo="text",
        colorscale=[[0, LIGHT.panel], [1, LIGHT.full]],
        zmin=0,
        zmax=1,
        showscale=False,
        xgap=3,
        ygap=3,
    )


def _depth(row: FlowRow) -> float:
    """Give how deep the colour is, 0 to 1; a share of few replies would be deep by accident."""
    return row.share or 0.0 if row.given >= FEWEST else 0.0


def _label(row: FlowRow, unusual: bool) -> str:
    arrow = f" {MORE if more(row) else LESS}" if unusual else ""
    share = f"<br>{percent(row.share or 0.0)}" if row.given >= FEWEST else ""
    return f"{number(row.replies)}{arrow}{share}"


def more(row: FlowRow) -> bool:
    """Tell whether such replies are more frequent here than elsewhere."""
    return (row.share or 0.0) > (row.usual or 0.0)


def _hover(row: FlowRow) -> str:
    return (
        f"<b>{number(row.replies)} of {number(row.given)}</b> replies to a comment of<br>stance"
        f" {row.parent} are of stance {row.reply};<br>of all replies {number(row.such)} of"
        f" {number(row.total)}"
    )


def _frame(figure: go.Figure, x: int, y: int) -> None:
    figure.add_shape(
        type="rect", x0=x - 0.48, x1=x + 0.48, y0=y - 0.47, y1=y + 0.47,
        line={"color": LIGHT.ink, "width": 2.5},
    )  # fmt: skip
