"""How opinion moves: the mean chances of supporting and of opposing the article, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import plotly.graph_objects as go

from reports.dynamics import PathRow
from reports.facts import percent
from reports.figures.layout import base, quiet_axis
from reports.locale import number, percentage
from reports.palette import LIGHT, Side
from reports.plain import for_plotly
from reports.times import when

_LOOKS: dict[Side, tuple[str, str]] = {
    "support": ("triangle-up", "solid"),
    "oppose": ("triangle-down", "6px,3px"),
}
_TITLES = {"time": "part of the thread, in order of time", "depth": "level in the reply tree"}


def moves(steps: Sequence[PathRow], along: Literal["time", "depth"]) -> go.Figure:
    """Draw two lines over the steps, which are parts of the thread or levels."""
    figure = go.Figure(layout=base(280, l=42, r=12, b=44))
    for side in _LOOKS:
        figure.add_trace(_line(steps, side))
    numbers = [step.step for step in steps]
    top = max(0.62, *(1.08 * max(_chances(step)) for step in steps))
    ticks = [tick / 5 for tick in range(6) if tick / 5 <= top]
    figure.update_layout(
        yaxis=quiet_axis(
            range=[0, top], tickvals=ticks, ticktext=[percentage(tick) for tick in ticks],
            showgrid=True, showticklabels=True, gridcolor=LIGHT.rule, zeroline=True,
            zerolinecolor=LIGHT.quiet, zerolinewidth=1,
        ),
        xaxis=quiet_axis(
            showticklabels=True, showline=True, linecolor=LIGHT.rule, ticks="outside",
            tickcolor=LIGHT.rule, tickangle=0, range=[numbers[0] - 0.4, numbers[-1] + 0.4],
            tickformat="d", **({"dtick": 1} if len(numbers) <= 12 else {"nticks": 8}),
            title={"text": _TITLES[along], "font": {"size": 12, "color": LIGHT.quiet},
                   "standoff": 6},
        ),
    )  # fmt: skip
    return figure


def _chances(step: PathRow) -> tuple[float, float]:
    return step.support or 0.0, step.oppose or 0.0


def _line(steps: Sequence[PathRow], side: Side) -> go.Scatter:
    symbol, dash = _LOOKS[side]
    paint = LIGHT.paint(side)
    return go.Scatter(
        name=side,
        mode="lines+markers",
        x=[step.step for step in steps],
        y=[step.support if side == "support" else step.oppose for step in steps],
        line={"color": paint.fill, "width": 2.5, "dash": dash},
        marker={
            "symbol": symbol,
            "size": 11,
            "color": paint.fill,
            "line": {"color": LIGHT.ink, "width": 0.8},
        },
        hovertext=[_hover(step) for step in steps],
        hoverinfo="text",
        cliponaxis=False,
    )


def _hover(step: PathRow) -> str:
    support, oppose = _chances(step)
    began = for_plotly(when(step.started_at), 40)
    lines = (
        f"<b>{'level' if step.along == 'depth' else 'part'} {step.step}</b>,"
        f" {number(step.comments)} comment{'' if step.comments == 1 else 's'}",
        f"from {began}" if began else "",
        f"support {percent(support)}, oppose {percent(oppose)}",
    )
    return "<br>".join(filter(None, lines))
