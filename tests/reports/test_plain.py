from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.plain import for_hover, for_plotly, one_line, visible
from tests.reports.fixture_thread import ESCAPES, LINK, LONG_WORD, MARKUP, TEMPLATE, TURNED

HOSTILE = (MARKUP, TEMPLATE, LINK, TURNED, ESCAPES, LONG_WORD)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_plotly_obeys_is_left(text: str) -> None:
    written = for_plotly(text)
    assert not set(written) & set("<>%{}$\\")
    assert html.unescape(written) == one_line(text, 200)


@given(st.text())
def test_plotly_shows_any_text_letter_for_letter(text: str) -> None:
    written = for_plotly(text)
    assert not set(written) & set("<>%{}$\\")
    assert html.unescape(written) == one_line(text, 200)


@given(st.text(), st.integers(2, 50))
def test_one_line_is_one_line(text: str, length: int) -> None:
    line = one_line(text, length)
    assert len(line) <= length
    assert line == line.strip()
    assert len(line.splitlines()) <= 1


def test_controls_become_pictures() -> None:
    assert visible(ESCAPES) == "␛[31mred␛[0m and a bell␇"
    assert visible("\x00 \x7f \ud800 \x9b") == "␀ ␡ \ufffd \ufffd"
    assert visible("a\n\tb") == "a\n\tb"


def test_direction_marks_stay_out_of_labels() -> None:
    assert one_line(TURNED, 99) == "plain turned round and a mark here"


def test_what_is_cut_says_so() -> None:
    assert one_line("one two three", 8) == "one two…"
    assert for_plotly(LONG_WORD, 10) == "whooooooo…"


def test_megabytes_are_not_walked_through() -> None:
    assert for_plotly(" " * 5_000_000 + "x", 20) == ""


def test_hover_wraps_and_escapes_each_line() -> None:
    text = "<b>" + " word" * 60
    lines = for_hover(text, length=100, width=20).split("<br>")
    assert len(lines) >= 5
    assert all(len(html.unescape(line)) <= 20 for line in lines)
    assert lines[0].startswith("&#60;b&#62;")
