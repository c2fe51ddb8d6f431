"""Whether a page has the habits of a forum or of an article with comments under it."""

from __future__ import annotations

import pytest

from tests.threads.builders import comment, thread
from threads.turns import converse


def said(position: int) -> str:
    """Eleven words that no other comment has, so that nobody seems to quote."""
    return " ".join(f"word{position}{letter}" for letter in "abcdefghijk")


COMMENTS = tuple(comment(position, said(position)) for position in range(1, 11))


@pytest.mark.parametrize(
    ("words", "forum"),
    [(0, False), (11, True), (55, True), (56, False), (600, False)],
)
def test_a_first_post_no_longer_than_five_comments_opens_a_forum(words: int, forum: bool) -> None:
    assert converse(thread(*COMMENTS, body="pay " * words)).is_forum is forum


def test_a_handful_of_comments_says_nothing_of_how_long_they_are() -> None:
    assert not converse(thread(*COMMENTS[:9], body=said(0))).is_forum


def test_where_most_quote_the_article_may_be_long() -> None:
    quoting = tuple(comment(n, f"> {said(1)}\n\nNo. Number {n} says not.") for n in range(2, 11))
    assert converse(thread(comment(1, said(1)), *quoting, body="pay " * 600)).is_forum
