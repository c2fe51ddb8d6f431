"""Groups of articles side by side: a dot and its 90% interval for each, one picture a measure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import plotly.graph_objects as go

from analyzers.comparisons.figures import BY_NAME, Group
from reports.comparison import WORDS, value_of
from reports.figures.layout import base, quiet_axis
from reports.locale import brief, percentage
from reports.palette import LIGHT
from reports.plain import for_plotly

_ROW = 46  # pixels: a name, and under it the dot
_NAME = 44  # characters
_FOOT = 26
_COLOURS = {"support": LIGHT.support.fill, "agree": LIGHT.support.fill,
            "oppose": LIGHT.oppose.fill, "disagree": LIGHT.oppose.fill}  # fmt: skip


def dots(groups: Sequence[Group], measure: str, standing_out: Collection[int]) -> go.Figure:
    """Draw a measure of all groups; those whose places are ``standing_out`` have a filled dot."""
    figure = go.Figure(layout=base(_ROW * len(groups) + _FOOT, l=10, r=10, t=0, b=_FOOT))
    heights = [float(-place) for place in range(len(groups))]
    figure.add_trace(_dots(groups, measure, standing_out, heights))
    figure.update_layout(
        xaxis=_across(groups, measure),
        yaxis=quiet_axis(range=[-len(groups) + 0.72, 0.72]),
        # All at once: plotly checks all of them again whenever one is added.
        annotations=[
            {
                "text": for_plotly(group.title or group.name, _NAME), "xref": "paper", "x": 0,
                "xanchor": "left", "yref": "y", "y": height, "yanchor": "bottom", "yshift": 6,
                "showarrow": False, "font": {"size": 12}, "align": "left",
                "bgcolor": LIGHT.page, "borderpad": 1,
            }
            for group, height in zip(groups, heights, strict=True)
        ],
    )  # fmt: skip
    return figure


def _dots(
    groups: Sequence[Group], measure: str, standing_out: Collection[int], heights: Sequence[float]
) -> go.Scatter:
    colour = _COLOURS.get(measure, LIGHT.ink)
    known = [group.measures.get(measure) for group in groups]
    above = [one and one.high is not None and one.high - one.value for one in known]
    below = [one and one.low is not None and one.value - one.low for one in known]
    filled = [place in standing_out for place in range(len(groups))]
    return go.Scatter(
        mode="markers",
        x=[None if one is None else one.value for one in known],
        y=heights,
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [part or 0 for part in above],
            "arrayminus": [part or 0 for part in below],
            "color": colour,
            "thickness": 2,
            "width": 4,
        },
        marker={
            "size": 11,
            "color": [colour if full else LIGHT.page for full in filled],
            "line": {"color": colour, "width": 2},
        },
        cliponaxis=False,
        hovertext=[
            f"{for_plotly(group.title or group.name, _NAME)}<br>{_told(group, measure)}"
            for group in groups
        ],
        hoverinfo="text",
    )


def _told(group: Group, measure: str) -> str:
    """Write a group's figure with its interval, if it has one."""
    value, low, high = (value_of(group, measure, end) for end in ("value", "low", "high"))
    if low.value is None or high.value is None:
        return str(value)
    return f"{value}, {percentage(0.9)} interval {low} to {high}"


def _across(groups: Sequence[Group], measure: str) -> dict[str, object]:
    """Give the axis: the whole range of a share, of other figures what is needed."""
    kind, bounds = WORDS[measure].kind, BY_NAME[measure]
    low, high, ticks = bounds.low, bounds.high, [0.0, 0.25, 0.5, 0.75, 1.0]
    words = [percentage(tick) if kind == "share" else brief(tick) for tick in ticks]
    if bounds.low < 0:
        ends = [
            abs(end)
            for group in groups
            if (one := group.measures.get(measure))
            for end in (one.value, one.low, one.high)
            if end is not None
        ]
        high = next((one for one in (0.2, 0.5) if max(ends, default=1.0) <= one), 1.0)
        low, ticks = -high, [-high, -high / 2, 0.0, high / 2, high]
        words = [f"{'−' if tick < 0 else '+' if tick else ''}{brief(abs(tick))}" for tick in ticks]
    room = 0.02 * (high - low)
    return quiet_axis(
        range=[low - room, high + room], tickvals=ticks, ticktext=words, showticklabels=True,
        showgrid=True, gridcolor=LIGHT.rule, zeroline=low < 0, zerolinecolor=LIGHT.quiet,
        zerolinewidth=1, tickangle=0, tickfont={"size": 12, "color": LIGHT.quiet},
    )  # fmt: skip
