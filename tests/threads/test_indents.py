"""Replies that a page shows by how far it sets comments in, and by nothing else."""

from __future__ import annotations

import pytest

from threads.formats.html_nesting import Laid
from threads.formats.indents import indented
from threads.markup import read_markup


def under(*openings: str) -> list[int | None]:
    """Give what each comment answers, of comments beside each other that begin so."""
    markup = "".join(f"<article>{opening}Text.</article>" for opening in openings)
    items = list(read_markup(f"<body>{markup}</body>").inside({"article"}))
    flat = [Laid(number, item, None, 1) for number, item in enumerate(items)]
    return [place.under for place in indented(flat)]


@pytest.mark.parametrize(
    "opening",
    [
        "<p style='margin-left: {n}px'>",
        "<p style='color: red; padding-left:{n}.5em'>",
        "<p class='comment depth-{n}'>",
        "<p class='comment-level{n}'>",
        "<table><tr><td indent='{n}'>",
    ],
)
def test_what_is_set_in_further_answers_what_is_above_it(opening: str) -> None:
    depths = (1, 2, 3, 2, 1, 3)
    assert under(*(opening.format(n=n) for n in depths)) == [None, 0, 1, 0, None, 4]


@pytest.mark.parametrize(
    "openings",
    [
        ("<p class='depth-1'>", "<p class='depth-1'>"),
        ("<p>", "<p>"),
        ("<p class='level-2'>", "<p class='level-1'>", "<p class='level-2'>"),  # no answer is first
        ("<p style='margin-left: 20px'>",),
    ],
)
def test_a_page_that_sets_nothing_in_is_left_as_it_is(openings: tuple[str, ...]) -> None:
    assert under(*openings) == [None] * len(openings)


def test_levels_say_where_a_comment_stands() -> None:
    markup = "".join(f"<article class='depth-{n}'>Text.</article>" for n in (1, 2, 3))
    items = list(read_markup(markup).inside({"article"}))
    laid = indented([Laid(n, item, None, 1) for n, item in enumerate(items)])
    assert [place.level for place in laid] == [1, 2, 3]
    assert indented(laid) is laid, "what is nested already"
