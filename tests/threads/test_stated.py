"""Replies that a flat list states by links."""

from __future__ import annotations

import pytest

from threads.formats.html_nesting import Laid
from threads.formats.stated import stated
from threads.markup import read_markup


def under(*texts: str) -> list[int | None]:
    """Give what each comment answers, of comments beside each other with anchors c0, c1, ..."""
    markup = "".join(f"<article id='c{n}'>{text}</article>" for n, text in enumerate(texts))
    items = list(read_markup(f"<body>{markup}</body>").inside({"article"}))
    return [
        place.under for place in stated([Laid(n, item, None, 1) for n, item in enumerate(items)])
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<p>Ann <a href='#c0'>replied to comment from Bob</a></p>",
        "<p>Ann in reply to <a href='/story#c0'>Bob</a>, May 5, 2012</p>",
        "<p><a href='#c1'>#2</a> | <a href='#c0'>parent</a></p>",
        "<p><a href='#c0' title='In reply to Bob'>@Bob</a></p>",
    ],
)
def test_a_link_to_what_is_answered(link: str) -> None:
    assert under("Hm.", link, "Oh.") == [None, 0, None]


@pytest.mark.parametrize(
    "text",
    [
        "<p>See <a href='#c0'>above</a>.</p>",
        "<p>In reply to <a href='#c2'>what comes below</a></p>",
        "<p>In reply to <a href='#c1'>itself</a></p>",
        "<p>In reply to <a href='#other'>nobody</a></p>",
        "<p>In reply to <a href='#c0'>this</a>" + " which says so" * 20 + "</p>",
    ],
)
def test_other_links_state_nothing(text: str) -> None:
    assert under("Hm.", text, "Oh.") == [None, None, None]


def test_replies_to_replies() -> None:
    replies = (f"<p>In reply to <a href='#c{n}'>Ann</a></p>" for n in (0, 1, 0))
    assert under("Hm.", *replies) == [None, 0, 1, 0]
