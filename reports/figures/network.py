"""Who answers whom: people as marks, replies between two of them as one line.

The camps stand left and right and have marks of their own shape; lines of agreement are whole,
those of disagreement broken, so that nothing hangs on colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import plotly.graph_objects as go

from reports.camp_queries import PersonRow, TieRow
from reports.facts import percent
from reports.figures.layout import base, quiet_axis
from reports.figures.springs import Places
from reports.locale import number
from reports.palette import LIGHT, Paint
from reports.plain import for_plotly

Kind = Literal["agree", "disagree", "neither"]
HEIGHT = 520
_NARROW = 330  # pixels across on a phone: where names don't meet there, they meet nowhere
_NAMES = 14  # people whose names are written, if they have room
_LETTERS = 16
_LETTER, _LINE = 6.3, 15  # pixels
_SMALLEST, _LARGEST = 8, 30  # pixels across a mark


class Mark(NamedTuple):
    """What a camp's people look like."""

    symbol: str
    paint: Paint
    words: str


MARKS: Mapping[str | None, Mark] = {
    "A": Mark("circle", LIGHT.support, "in the camp with the article"),
    "B": Mark("square", LIGHT.oppose, "in the camp against the article"),
    None: Mark("diamond", LIGHT.neutral, "in no camp"),
}
_LINES: Mapping[Kind, tuple[str, str, float]] = {
    "neither": ("dot", LIGHT.quiet, 0.8),
    "agree": ("solid", LIGHT.support.fill, 1.6),
    "disagree": ("6px,4px", LIGHT.oppose.fill, 1.6),
}


def network(people: Sequence[PersonRow], ties: Sequence[TieRow], places: Places) -> go.Figure:
    """Draw people at their places; ``customdata`` is the position of their first comment."""
    figure = go.Figure(layout=base(HEIGHT, l=0, r=0, t=0, b=0))
    at = {person.position: place for person, place in zip(people, places, strict=True)}
    for kind in _LINES:
        figure.add_trace(_lines(kind, [tie for tie in ties if kind_of(tie) == kind], at))
    figure.add_trace(_marks(people, places))
    figure.layout.annotations = [
        {
            "text": for_plotly(person.author or "no name", _LETTERS),
            "x": x,
            "y": y,
            "yshift": -(_size(person, people) / 2 + _LINE / 2 + 1),
            "showarrow": False,
            "bgcolor": LIGHT.page,
            "borderpad": 0,
            "opacity": 0.85,
            "font": {"size": 12},
        }
        for person, (x, y) in _named(people, places)
    ]
    axis = quiet_axis(range=[-1.16, 1.16], automargin=False)
    figure.update_layout(xaxis=axis, yaxis={**axis, "range": [-1.18, 1.12]})
    return figure


def kind_of(tie: TieRow) -> Kind:
    """Say which of agreement and disagreement two people have more of."""
    if tie.agree == tie.disagree:
        return "neither"
    return "agree" if tie.agree > tie.disagree else "disagree"


def _lines(kind: Kind, ties: Sequence[TieRow], at: Mapping[int, tuple[float, float]]) -> go.Scatter:
    dash, colour, width = _LINES[kind]
    x: list[float | None] = []
    y: list[float | None] = []
    for tie in ties:
        (x0, y0), (x1, y1) = at[tie.one], at[tie.other]
        x += [x0, x1, None]
        y += [y0, y1, None]
    return go.Scatter(
        name=kind, mode="lines", x=x, y=y, line={"color": colour, "width": width, "dash": dash},
        opacity=0.6, hoverinfo="skip",
    )  # fmt: skip


def _marks(people: Sequence[PersonRow], places: Places) -> go.Scatter:
    marks = [MARKS[person.camp] for person in people]
    return go.Scatter(
        name="people",
        mode="markers",
        x=[x for x, _ in places],
        y=[y for _, y in places],
        customdata=[person.position for person in people],
        marker={
            "symbol": [mark.symbol for mark in marks],
            "color": [mark.paint.fill for mark in marks],
            "size": [_size(person, people) for person in people],
            "line": {"color": LIGHT.page, "width": 1.5},
            "opacity": 1,
        },
        hovertext=[_hover(person) for person in people],
        hoverinfo="text",
        cliponaxis=False,
    )


def _size(person: PersonRow, people: Sequence[PersonRow]) -> float:
    """Give the width of a mark; its area goes with the comments."""
    most = max(one.comments for one in people)
    largest = _LARGEST if len(people) <= 60 else _LARGEST * 0.7
    return float(round(max(_SMALLEST, largest * (person.comments / most) ** 0.5), 1))


def _hover(person: PersonRow) -> str:
    comments = f"{number(person.comments)} comment{'' if person.comments == 1 else 's'}"
    name = for_plotly(person.author or "no name", 40)
    who = f"{name} (a name that many share)" if person.shared else name
    lines = [f"<b>{who}</b>", f"{comments}, the first is #{person.position}"]
    if person.camp is not None and person.p is not None:
        sure = person.p if person.camp == "A" else 1 - person.p
        lines.append(f"{MARKS[person.camp].words}, {percent(sure)} sure")
    return "<br>".join(lines)


def _named(
    people: Sequence[PersonRow], places: Places
) -> Iterator[tuple[PersonRow, tuple[float, float]]]:
    """Give the most active people whose names, under their marks, cover none of the others'."""
    taken: list[tuple[float, float, float, float]] = []
    active = list(zip(people, places, strict=True))[:_NAMES]
    boxes = [_box(place, _size(one, people), 0) for one, place in active]
    for (person, place), own in zip(active, boxes, strict=True):
        letters = min(_LETTERS, len(person.author or "no name"))
        box = _box(place, _size(person, people), letters)
        inside = abs(place[0]) * _NARROW / 2.32 + letters * _LETTER / 2 <= _NARROW / 2
        others = (one for one in [*taken, *boxes] if one is not own)
        if inside and person.author and not any(_meet(box, one) for one in others):
            taken.append(box)
            yield person, place


def _box(
    place: tuple[float, float], size: float, letters: int
) -> tuple[float, float, float, float]:
    """Give left, right, bottom and top in pixels of a mark, or of the name under it."""
    x, y = place[0] * _NARROW / 2.32, place[1] * HEIGHT / 2.3
    half = size / 2
    if not letters:
        return x - half, x + half, y - half, y + half
    wide = letters * _LETTER / 2
    return x - wide, x + wide, y - half - _LINE - 1, y - half - 1


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
