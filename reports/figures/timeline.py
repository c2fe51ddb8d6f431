"""Sentiment along the discussion: one dot per comment, and the mean of the last few.

A dot's shape and colour are its stance towards the article, so that the two can be seen apart:
a harsh tone is not opposition, nor a kind one support. A dot of several comments has no stance.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.facts import write
from reports.figures.layout import base, quiet_axis
from reports.locale import axis_day, number
from reports.palette import LIGHT, Side, side
from reports.plain import for_plotly
from reports.rows import MomentRow
from reports.times import of_one_zone, on_axis, when

_SYMBOLS: dict[Side, str] = {
    "support": "triangle-up",
    "oppose": "triangle-down",
    "neutral": "circle",
    "unscored": "x-thin-open",
}
_DAY = 86_400_000  # milliseconds


def timeline(moments: Sequence[MomentRow], *, by_time: bool) -> go.Figure:
    """Draw the dots over time, or over printed order where times cannot carry an axis."""
    utc = not of_one_zone(moment.posted_at for moment in moments)
    clock = "time in UTC" if utc else "time, as the page gives it"
    across = [
        on_axis(moment.posted_at, utc=utc) if by_time else moment.position for moment in moments
    ]
    half = number(0.5, 1)
    figure = go.Figure(layout=base(320, l=46, r=12, b=44))
    several = any(moment.comments > 1 for moment in moments)
    traces = [_running(across, moments), _dots(across, moments, several=several)]
    # Hundreds of dots would cover the line.
    figure.add_traces(traces[::-1] if several else traces)
    figure.update_layout(
        yaxis=quiet_axis(
            range=[-1.12, 1.12], tickvals=[-1, -0.5, 0, 0.5, 1], showticklabels=True,
            ticktext=["−1", f"−{half}", "0", f"+{half}", "+1"], showgrid=True, gridcolor=LIGHT.rule,
            zeroline=True, zerolinecolor=LIGHT.quiet, zerolinewidth=1,
            title={"text": "negative ↔ positive", "font": {"size": 12, "color": LIGHT.quiet},
                   "standoff": 4},
        ),
        xaxis=quiet_axis(
            type="date" if by_time else "linear", showticklabels=True,
            tickformatstops=_clock() if by_time else None, showline=True,
            linecolor=LIGHT.rule, ticks="outside", tickcolor=LIGHT.rule, nticks=6, tickangle=0,
            title={"text": clock if by_time else "comment, as printed",
                   "font": {"size": 12, "color": LIGHT.quiet}, "standoff": 6},
        ),
    )  # fmt: skip
    return figure


def _clock() -> list[dict[str, object]]:
    """Say how times are written by how far apart they are.

    What stands below the line break is printed where it changes.
    """
    return [
        {"dtickrange": [None, _DAY - 1], "value": f"%H:%M\n{axis_day(year=True)}"},
        {"dtickrange": [_DAY, 27 * _DAY], "value": f"{axis_day(year=False)}\n%Y"},
        {"dtickrange": ["M1", "M11"], "value": "%b\n%Y"},
        {"dtickrange": ["M12", None], "value": "%Y"},
    ]


def _running(across: Sequence[object], moments: Sequence[MomentRow]) -> go.Scatter:
    return go.Scatter(
        name="running mean",
        mode="lines",
        x=list(across),
        y=[moment.running for moment in moments],
        line={"color": LIGHT.accent, "width": 2.5, "shape": "linear"},
        hoverinfo="skip",
    )


def _dots(across: Sequence[object], moments: Sequence[MomentRow], *, several: bool) -> go.Scatter:
    """Mark the comments, or ``several`` at a time, which have no stance."""
    sides = ["neutral" if several else side(moment.to_article) for moment in moments]
    return go.Scatter(
        name="comments",
        mode="markers",
        x=list(across),
        y=[moment.compound for moment in moments],
        customdata=[moment.position for moment in moments],
        marker={
            "color": [LIGHT.paint(name).fill for name in sides],
            "symbol": [_SYMBOLS[name] for name in sides],
            "size": 6 if several else [11 if name != "neutral" else 9 for name in sides],
            "line": {"color": LIGHT.ink, "width": 0.3 if several else 0.8},
            "opacity": 0.9,
        },
        hovertext=[_hover(moment) for moment in moments],
        hoverinfo="text",
    )


def _hover(moment: MomentRow) -> str:
    if moment.comments > 1:
        who = f"#{moment.position} to #{moment.last_position}: {moment.comments} comments"
        stance = ""
    else:
        who = f"#{moment.position} {for_plotly(moment.author or 'no name', 40)}"
        stance = f"to the article: {moment.to_article or 'not scored'}"
    score = f"sentiment {write(moment.compound, 'score')}"
    lines = (f"<b>{who}</b>", for_plotly(when(moment.posted_at), 40), score, stance)
    return "<br>".join(filter(None, lines))
