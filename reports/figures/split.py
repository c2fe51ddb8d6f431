"""How opinion split: diverging bars with intervals, for persons, comments and replies.

Opposing stands left of the line, supporting right of it, and neutral apart on a scale of its own
that runs as wide: put in the middle it would push the two sides apart and hide which is longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import plotly.graph_objects as go

from reports.facts import percent, write
from reports.figures.layout import base, quiet_axis
from reports.judgement import FEWEST
from reports.palette import HATCH, LIGHT, MARK, Side, side
from reports.rows import StanceRow
from reports.split import SharesRow

SIDES: tuple[Side, ...] = ("oppose", "support", "neutral")
_LEAST = 0.3  # of the scale, for each side: room for its numbers, which stand under its bar
_WORDS: dict[Side, str] = {
    "oppose": "oppose / disagree",
    "support": "support / agree",
    "neutral": "neutral",
}
_ROW = 104  # pixels a bar takes, with its title above and its numbers beneath


class Estimates(NamedTuple):
    """Corrected shares: of which query they are, and what corrected them."""

    query: str
    words: str
    row: SharesRow


class _Part(NamedTuple):
    share: float
    low: float | None
    high: float | None
    label: str
    hover: str


@dataclass(frozen=True, slots=True)
class _Bar:
    title: str
    parts: Mapping[Side, _Part]


def bars(
    estimates: Sequence[Estimates],
    to_article: Sequence[StanceRow],
    to_parent: Sequence[StanceRow],
) -> go.Figure:
    """Draw the bars: corrected ones by persons and by comments, then the labels as they are."""
    rows = _corrected(estimates)
    sized = len(rows)  # the bars that have intervals, and so are traces of their own
    rows += _labelled(to_article, to_parent)
    figure = go.Figure(layout=base(_ROW * max(1, len(rows)), l=0, r=0, t=0, b=0))
    for name in SIDES:
        for places in (range(sized), range(sized, len(rows))):
            if places:
                figure.add_trace(_trace(name, rows, places))
    _scale(figure, rows)
    for place, bar in enumerate(rows):
        _write(figure, bar, _height(place, rows))
    return figure


def _corrected(estimates: Sequence[Estimates]) -> list[_Bar]:
    return [
        _Bar(
            f"{title} towards the article, {words}",
            {name: _estimate(name, *row.share(name, unit)) for name in SIDES},
        )
        for _, words, row in estimates
        for title, unit in (("Persons", ""), ("Comments", "comments_"))
    ]


def _estimate(name: Side, share: float, low: float, high: float) -> _Part:
    # the sign stands once, and with it the blank that some languages put before it
    least = percent(low).replace("under ", "<").rstrip("%\xa0\u202f")
    short = f"{least}–{percent(high)}"
    return _Part(
        share, low, high, f"{MARK[name]} {percent(share)}<br>{short}",
        f"{_WORDS[name]}: {percent(share)}, 90% interval {percent(low)} to {percent(high)}",
    )  # fmt: skip


def _labelled(to_article: Sequence[StanceRow], to_parent: Sequence[StanceRow]) -> list[_Bar]:
    named = (
        ("comments towards the article, by program", to_article),
        ("replies towards what they answer, by program", to_parent),
    )
    return [
        _Bar(
            f"{write(rows[0].total, 'count')} {title}",
            {
                side(row.label): _Part(
                    row.share or 0.0, None, None, _label(row),
                    f"{row.label}: {write(row.comments, 'count')} of {write(row.total, 'count')}",
                )
                for row in rows
            },
        )
        for title, rows in named
        if rows and rows[0].total
    ]  # fmt: skip


def _label(row: StanceRow) -> str:
    mark = MARK[side(row.label)]
    if row.total < FEWEST or row.share is None:
        return f"{mark} {row.comments} of {row.total}"
    return f"{mark} {percent(row.share)}"


def _trace(name: Side, rows: Sequence[_Bar], places: range) -> go.Bar:
    """Give one side of the bars at ``places``, which all have intervals or all have none."""
    paint = LIGHT.paint(name)
    parts = [rows[place].parts[name] for place in places]
    sign = -1 if name == "oppose" else 1
    return go.Bar(
        name=_WORDS[name],
        orientation="h",
        x=[sign * part.share for part in parts],
        y=[_height(place, rows) for place in places],
        xaxis="x2" if name == "neutral" else "x",
        width=0.3,
        marker={
            "color": paint.fill,
            "line": {"color": LIGHT.ink, "width": 0.6},
            "pattern": {
                "shape": HATCH[name], "fgcolor": paint.ink, "fgopacity": 0.25, "size": 7,
                "solidity": 0.2, "fillmode": "overlay",
            },
        },
        error_x=_interval(parts, sign),
        cliponaxis=False,
        hovertext=[part.hover for part in parts],
        hoverinfo="text",
    )  # fmt: skip


def _interval(parts: Sequence[_Part], sign: int) -> dict[str, object] | None:
    """Give the intervals as plotly's error bars, which run from a bar's end, None of none."""
    ends = [
        (part.high - part.share, part.share - part.low)
        for part in parts
        if part.high is not None and part.low is not None
    ]
    if not ends:
        return None
    outward, inward = map(list, zip(*ends, strict=True))
    right, left = (outward, inward) if sign > 0 else (inward, outward)
    return {
        "type": "data", "symmetric": False, "array": right, "arrayminus": left,
        "color": LIGHT.ink, "thickness": 1.6, "width": 5,
    }  # fmt: skip


def _height(place: int, rows: Sequence[_Bar]) -> float:
    return float(len(rows) - 1 - place)


def _write(figure: go.Figure, bar: _Bar, height: float) -> None:
    """Write the bar's title above it, and under it each side's share, outwards from the line."""
    figure.add_annotation(
        text=bar.title, xref="paper", x=0, xanchor="left", yref="y", y=height, yanchor="bottom",
        yshift=18, showarrow=False, font={"size": 14}, align="left",
    )  # fmt: skip
    for name in SIDES:
        left = name == "oppose"
        figure.add_annotation(
            text=bar.parts[name].label, xref="x2" if name == "neutral" else "x", x=0,
            xanchor="right" if left else "left", xshift=-4 if left else 4, yref="y", y=height,
            yanchor="top", yshift=-17, showarrow=False, font={"size": 13},
            align="right" if left else "left",
        )  # fmt: skip


def _widest(rows: Sequence[_Bar], name: Side) -> float:
    return max([_LEAST, *(1.04 * (bar.parts[name].high or bar.parts[name].share) for bar in rows)])


def _scale(figure: go.Figure, rows: Sequence[_Bar]) -> None:
    """Give both horizontal axes one scale: the same width is the same share on either."""
    left, right = _widest(rows, "oppose"), _widest(rows, "support")
    apart = _widest(rows, "neutral")
    gap = 0.04
    border = (1 - gap) * (left + right) / (left + right + apart)
    figure.update_layout(
        xaxis=quiet_axis(range=[-left, right], domain=[0, border]),
        xaxis2=quiet_axis(range=[0, apart], domain=[border + gap, 1], anchor="y"),
        yaxis=quiet_axis(range=[-0.56, max(1, len(rows)) - 0.56]),
        barmode="overlay",
    )
    for place in range(len(rows)):
        for axis in ("x", "x2"):
            middle = _height(place, rows)
            figure.add_shape(
                type="line", xref=axis, yref="y", x0=0, x1=0, y0=middle - 0.2, y1=middle + 0.2,
                line={"color": LIGHT.ink, "width": 1.5},
            )  # fmt: skip
