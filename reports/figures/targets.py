"""What is said for and against each target: comments as diverging bars, the article beside them.

At the right the mean score of the comments and the article's own stand on one line, -1 to 1: how
far apart they are is what readers make of the subject less what the press makes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import plotly.graph_objects as go

from reports.facts import write
from reports.figures.layout import base, quiet_axis
from reports.judgement import FEWEST_DRAWN
from reports.locale import number
from reports.palette import HATCH, LIGHT, Side
from reports.plain import for_plotly
from reports.targets import TargetRow

Label = Literal["favor", "against"]
_ROW = 58  # pixels
_LETTERS = 20  # of a target's name; more would not fit on a phone
_LEAST = 8  # comments that the scale holds, so that one or two make no long bar
_BORDER = (0.6, 0.68)  # of the width: where the bars end and where the scores begin
_SIDES: Mapping[Label, Side] = {"against": "oppose", "favor": "support"}
_MARKS: Mapping[Label, str] = {"against": "−", "favor": "+"}


def bars(rows: Sequence[TargetRow], leads: Mapping[tuple[str, Label], int]) -> go.Figure:
    """Draw the targets; ``leads`` gives the position of the comment that a bar leads to."""
    figure = go.Figure(layout=base(_ROW * len(rows) + 36, l=0, r=2, t=0, b=30))
    for label in _SIDES:
        figure.add_trace(_bar(rows, label, leads))
    figure.add_trace(_between(rows))
    figure.add_trace(_scores(rows, "comments"))
    figure.add_trace(_scores(rows, "article"))
    most = max(_LEAST, *(max(row.favor, row.against) for row in rows))
    figure.update_layout(
        barmode="overlay",
        xaxis=quiet_axis(
            range=[-1.36 * most, 1.36 * most], domain=[0, _BORDER[0]], automargin=False
        ),
        xaxis2=quiet_axis(
            range=[-1.3, 1.3], domain=[_BORDER[1], 1], anchor="y", showticklabels=True,
            automargin=False,
            tickvals=[-1, 0, 1], ticktext=["against", "0", "for"], showgrid=True,
            gridcolor=LIGHT.rule, tickangle=0, tickfont={"size": 12, "color": LIGHT.quiet},
        ),
        yaxis=quiet_axis(range=[len(rows) - 0.36, -0.72], automargin=False),
    )  # fmt: skip
    figure.layout.annotations = [_name(row, place) for place, row in enumerate(rows)]
    figure.layout.shapes = [_line(place) for place in range(len(rows))]
    return figure


def _bar(rows: Sequence[TargetRow], label: Label, leads: Mapping[tuple[str, Label], int]) -> go.Bar:
    paint = LIGHT.paint(_SIDES[label])
    counts = [getattr(row, label) for row in rows]
    sign = -1 if label == "against" else 1
    return go.Bar(
        name=label,
        orientation="h",
        x=[sign * count for count in counts],
        y=list(range(len(rows))),
        width=0.36,
        text=[f" {_MARKS[label]} {number(count)} " for count in counts],
        textposition="outside",
        cliponaxis=False,
        customdata=[leads.get((row.target, label)) for row in rows],
        marker={
            "color": paint.fill,
            "line": {"color": LIGHT.ink, "width": 0.6},
            "pattern": {
                "shape": HATCH[_SIDES[label]], "fgcolor": paint.ink, "fgopacity": 0.25, "size": 7,
                "solidity": 0.2, "fillmode": "overlay",
            },
        },
        hovertext=[_hover(row, label, leads) for row in rows],
        hoverinfo="text",
    )  # fmt: skip


def _hover(row: TargetRow, label: Label, leads: Mapping[tuple[str, Label], int]) -> str:
    word = "for it" if label == "favor" else "against it"
    lines = [f"<b>{for_plotly(row.target, 40)}</b>", f"{number(getattr(row, label))} {word}"]
    if (row.target, label) in leads:
        lines.append(f"most plainly #{leads[row.target, label]}")
    return "<br>".join(lines)


def mean_of(row: TargetRow) -> float | None:
    """Give the comments' mean score; None where they are too few for one."""
    return row.comments_score if row.comments >= FEWEST_DRAWN else None


def _between(rows: Sequence[TargetRow]) -> go.Scatter:
    x: list[float | None] = []
    y: list[int | None] = []
    for place, row in enumerate(rows):
        mean = mean_of(row)
        if mean is not None and row.article_score is not None:
            x += [mean, row.article_score, None]
            y += [place, place, None]
    return go.Scatter(
        mode="lines", x=x, y=y, xaxis="x2", line={"color": LIGHT.quiet, "width": 2},
        hoverinfo="skip",
    )  # fmt: skip


def _scores(rows: Sequence[TargetRow], whose: Literal["comments", "article"]) -> go.Scatter:
    ours = whose == "comments"
    scores = [mean_of(row) if ours else row.article_score for row in rows]
    return go.Scatter(
        name=whose,
        mode="markers",
        x=scores,
        y=list(range(len(rows))),
        xaxis="x2",
        marker={
            "symbol": "circle-open" if ours else "diamond",
            "size": 16 if ours else 9,  # either is seen where both are in one place
            "color": LIGHT.ink if ours else LIGHT.accent,
            "line": {"color": LIGHT.ink if ours else LIGHT.accent, "width": 2 if ours else 0},
        },
        hovertext=[
            f"<b>{for_plotly(row.target, 40)}</b><br>{'comments, mean' if ours else 'the article'}"
            f" {write(score, 'score')}"
            for row, score in zip(rows, scores, strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _name(row: TargetRow, place: int) -> dict[str, Any]:
    """Write the target above its bars, and how many comments name it."""
    none = f", {number(row.none)} on no side" if row.none else ""
    named = f"{number(row.comments)} comment{'' if row.comments == 1 else 's'}{none}"
    return {
        "text": f"<b>{for_plotly(row.target, _LETTERS)}</b>  {named}", "xref": "paper", "x": 0,
        "xanchor": "left", "yref": "y", "y": place, "yanchor": "bottom", "yshift": 11,
        "showarrow": False, "font": {"size": 13},
    }  # fmt: skip


def _line(place: int) -> dict[str, Any]:
    """Draw the line between the bars for and against."""
    return {
        "type": "line", "xref": "x", "yref": "y", "x0": 0, "x1": 0, "y0": place - 0.24,
        "y1": place + 0.24, "line": {"color": LIGHT.ink, "width": 1.5},
    }  # fmt: skip
