from __future__ import annotations

import pytest

from rejoinder.counting import counted


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("page",), "0 pages"),
        (1, ("page",), "1 page"),
        (1.0, ("page",), "1 page"),
        (1234, ("new comment",), "1,234 new comments"),
        (1, ("person", "people"), "1 person"),
        (1000, ("person", "people"), "1,000 people"),
    ],
)
def test_a_number_with_the_noun_that_goes_with_it(
    number: float, words: tuple[str, ...], said: str
) -> None:
    assert counted(number, *words) == said
