"""What any list of comments comes to: which of its entries count."""

from __future__ import annotations

import pytest

from threads.formats import read_page
from threads.page import Page

COMMENT = (
    "<li id='comment-{n}'><cite class='fn'>Ann</cite><p>May {n}, 2012 at 7:15 am</p>"
    "<p>The pier leans to the left, number {n}.</p><a href='?replytocom={n}'>Reply</a></li>"
)
PING = (
    "<li class='pingback' id='comment-{n}'><p>Pingback: <a href='//b.example'>A leaning pier</a>"
    "</p></li>"
)
EMPTY = "<li id='comment-{n}'></li>"


def claimed(heading: str, *entries: str) -> tuple[int | None, int]:
    """Give the comments that a page claims as read, and how many were read."""
    listed = "".join(entry.format(n=n) for n, entry in enumerate(entries, 1))
    story = "<h1>A pier</h1><p>The town has a pier, which has leaned for as long as it stood.</p>"
    markup = f"<html><body>{story}<h3>{heading}</h3><ol>{listed}</ol></body></html>"
    thread = read_page(Page("x", markup))
    return thread.article.claimed_comments, len(thread.comments)


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("4 comments", 2),  # as WordPress counts
        ("2 comments", 2),  # some themes leave pings out
        ("3 comments", 3),
        ("30 comments", 28),  # there are other pages
        ("Comments", None),
    ],
)
def test_pings_are_no_claimed_comments(heading: str, wanted: int | None) -> None:
    assert claimed(heading, COMMENT, PING, COMMENT, PING) == (wanted, 2)


def test_an_entry_without_text_is_no_ping() -> None:
    assert claimed("3 comments", COMMENT, EMPTY, COMMENT) == (3, 2)


def test_a_ping_is_told_by_its_excerpt_alone() -> None:
    comment = COMMENT.replace(" id='comment-{n}'", "")
    ping = comment.replace("The pier leans", "[…] the pier leans").replace("{n}.<", "{n} […]<")
    assert claimed("3 comments", comment, ping, comment) == (2, 2)


def kinds(*entries: str) -> set[str]:
    """Give how the comments of a page are placed."""
    listed = "".join(entry.format(n=n) for n, entry in enumerate(entries, 1))
    story = "<h1>A pier</h1><p>The town has a pier, which has leaned for as long as it stood.</p>"
    thread = read_page(Page("x", f"<html><body>{story}<ol>{listed}</ol></body></html>"))
    return {comment.placement.kind for comment in thread.comments}


def test_a_flat_list_says_nothing_of_replies_where_none_could_be_made() -> None:
    closed = COMMENT.replace("<a href='?replytocom={n}'>Reply</a>", "")
    assert kinds(closed, closed) == {"listed"}
    assert kinds(COMMENT, COMMENT) == {"nested"}, "they could be answered, and weren't"
    assert kinds(closed) == {"nested"}, "the first can answer only the article"


def test_where_people_quote_a_flat_list_says_nothing_of_replies() -> None:
    quoting = COMMENT.replace("<p>The", "<blockquote>It leans.</blockquote><p>The")
    assert kinds(COMMENT, quoting, quoting) == {"listed"}


def test_links_alone_are_pings() -> None:
    link = "<li id='comment-{n}'><a href='//b.example'>A leaning pier: a blog</a></li>"
    assert claimed("4 comments", COMMENT, link, COMMENT, link) == (2, 2)
