from __future__ import annotations

import struct
import sys
from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from reports.exports.pictures import FORMATS, SCALE, WIDTH, draw, lasting_ids
from reports.figures.standing_alone import standing_alone
from reports.material import Material
from reports.palette import LIGHT
from reports.story import tell
from threads.errors import RejoinderError

Figures = dict[str, go.Figure]


@pytest.fixture
def figures(material: Material) -> Figures:
    drawn = tell(material).figures
    return {name: drawn[name] for name in ("split", "time")}


@pytest.fixture(scope="session")
def drawing(browser: object) -> Callable[[Figures], dict[str, bytes]]:
    """Draw where there is a Chromium; kaleido is among what development needs."""
    return draw


@pytest.mark.browser
def test_a_picture_of_each_kind_is_drawn_with_the_same_bytes_each_time(
    figures: Figures, drawing: Callable[[Figures], dict[str, bytes]]
) -> None:
    pictures = drawing(figures)
    assert list(pictures) == [f"{name}.{kind}" for name in figures for kind in FORMATS]
    assert pictures["split.png"].startswith(b"\x89PNG")
    width, _ = struct.unpack(">II", pictures["split.png"][16:24])
    assert width == SCALE * WIDTH
    assert b"support, agree" in pictures["split.svg"]
    assert drawing(figures) == pictures


def test_a_figure_alone_says_what_its_colours_mean(figures: Figures) -> None:
    alone = standing_alone(figures["split"])
    legend = alone.layout.annotations[-1].text
    assert "■</span> − oppose, disagree" in legend
    assert LIGHT.support.fill in legend
    assert "not scored" not in legend
    assert alone.layout.height > figures["split"].layout.height
    assert alone.layout.paper_bgcolor == "#ffffff"


def test_the_legend_shows_shapes_where_a_figure_has_them(figures: Figures) -> None:
    legend = standing_alone(figures["time"]).layout.annotations[-1].text
    assert "▼</span> oppose, disagree" in legend


def test_the_figure_of_the_page_stays_as_it_is(figures: Figures) -> None:
    before = figures["time"].to_plotly_json()
    standing_alone(figures["time"])
    assert figures["time"].to_plotly_json() == before


def test_a_figure_without_sides_gets_room_and_no_legend() -> None:
    bare = go.Figure(go.Bar(x=[1], y=[2], marker={"color": LIGHT.neutral.fill}))
    bare.update_layout(height=100, margin={"t": 0, "l": 4})
    alone = standing_alone(bare)
    assert not alone.layout.annotations
    assert (alone.layout.margin.t, alone.layout.margin.l, alone.layout.height) == (10, 14, 120)


def test_ids_are_named_after_the_figure_and_words_are_left_alone() -> None:
    svg = '<defs id="defs-4f00aa"/><g clip-path="url(#clip4f00aaxy)">4f00aa #4f00aa</g>'
    named = '<defs id="defs-split-"/><g clip-path="url(#clipsplit-xy)">4f00aa #4f00aa</g>'
    assert lasting_ids(svg, "split") == named
    assert lasting_ids("<svg/>", "split") == "<svg/>"


def test_without_kaleido_the_remedy_is_named(
    figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kaleido", None)
    with pytest.raises(RejoinderError, match=r"needs? kaleido.*rejoinder\[figures\]"):
        draw(figures)


@pytest.mark.parametrize(
    ("path", "said"), [("/nowhere/chrome", "was not found"), ("/bin/false", "could not draw")]
)
def test_without_a_browser_the_remedy_is_named(
    figures: Figures, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    pytest.importorskip("kaleido")
    monkeypatch.setenv("BROWSER_PATH", path)
    with pytest.raises(RejoinderError, match=rf"^[^\n]*{said}[^\n]*BROWSER_PATH[^\n]*$"):
        draw(figures)


def test_nothing_is_started_for_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kaleido", None)
    assert draw({}) == {}
