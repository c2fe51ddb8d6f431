from __future__ import annotations

import re

import click
import pytest

from rejoinder.long_text import WHOLE, enclose, paint, parts_shown

BELL = re.compile("bell")


def part(lines: list[str], *, full: bool = False) -> list[object]:
    return [
        (part.start, part.stop) if isinstance(part, range) else part
        for part in parts_shown(lines, full=full)
    ]


def test_up_to_a_dozen_lines_are_shown_whole() -> None:
    assert part(["x"] * WHOLE) == [(0, WHOLE)]
    assert part(["x"] * 30) == [(0, 9), 21]
    assert part(["x"] * 30, full=True) == [(0, 30)]
    assert part([]) == [(0, 0)]


def test_no_empty_line_stands_before_what_is_left_out() -> None:
    assert part([*["x"] * 7, "", "", *["x"] * 11]) == [(0, 7), 13]


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ([15], [13, (13, 18), 12]),
        ([15, 19], [13, (13, 22), 8]),
        ([15, 22], [13, (13, 18), 2, (20, 25), 5]),
        ([0], [(0, 3), 27]),
        ([3, 29], [(0, 6), 21, (27, 30)]),
    ],
)
def test_lines_with_found_words_are_kept(at: list[int], shown: list[object]) -> None:
    lines = [enclose("a bell" if n in at else "x", BELL) for n in range(30)]
    assert part(lines) == shown


def drawn(*lines: str, **style: bool) -> list[str]:
    return [click.unstyle(line) for line in paint(lines, **style)]


def test_found_words_are_marked_without_colour() -> None:
    assert drawn(enclose("a bell, a bell", BELL), "none") == ["a »bell«, a »bell«", "none"]
    assert drawn(enclose("a bell", None)) == ["a bell"]


def test_a_mark_goes_on_in_the_next_line() -> None:
    whole = enclose("ring bell now", re.compile("ring bell"))
    first, second = whole.split(" ", 1)
    assert drawn(first, second, dim=True) == ["»ring", "bell« now"]
    coloured = list(paint([first, second], dim=True))
    assert coloured[1].startswith(click.style("bell«", bold=True, reverse=True))
    assert coloured[1].endswith(click.style(" now", dim=True))


def test_a_text_cannot_bring_marks_of_its_own() -> None:
    assert drawn(enclose("\ue000 bell \ue001", BELL)) == ["\ufffd »bell« \ufffd"]
    assert drawn(enclose("\ue000 bell \ue001", None)) == ["\ufffd bell \ufffd"]
