"""What of a comment's element is its text: not buttons, votes, counts, signatures, summaries."""

from __future__ import annotations

import pytest

from threads.formats.comment_lists import read_comment
from threads.formats.html_comment import Own
from threads.markup import read_markup

HEAD = "<p class='meta'><b>Ann</b>, May 5, 2012</p>"


def text(markup: str) -> str:
    item = read_markup(f"<ul><li>{HEAD}{markup}</li></ul>").first("li")
    assert item is not None
    return read_comment(Own(item, {item}), 1).text


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='comment__text'><p>It leans.</p></div><p>Member since 2009</p>",
        "<div class='post-inner'><div class='post-message'><p>It leans.</p></div>see more</div>",
        "<div itemprop='text'><p>It leans.</p></div><p>3 Likes</p>",
        "<div property='schema:text'>It leans.</div><p>In reply to Bob</p>",
        "<p>It leans.</p><p class='comment-likes'>Liked by <a>2 people</a></p>",
        "<p>It leans.</p><div class='vote-box'><span>12</span></div>",
        "<p>It leans.</p><div class='user-signature'><p>A pier is a bridge that gave up.</p></div>",
        "<p>It leans.</p><p class='cluv'>Ann's last post: <a>Ten things about piers</a></p>",
        "<p>It leans.</p><p>Reply Share Report</p>",
        "<div class='actions'>Edit</div><p>It leans.</p>",
        "<form><input type='hidden' name='id'><p>It leans.</p></form>",
        "<p>It leans.</p><form><p>Your answer</p><textarea></textarea></form>",
        "<h3>It lea...</h3><p>It leans.</p>",
    ],
)
def test_only_what_was_written_is_text(markup: str) -> None:
    assert text(markup) == "It leans."


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='reply'><p>It leans.</p></div>",  # a class that a theme gives to the text
        "<div class='reply-text'>It leans.</div>",
        "<span class='actions'>It leans.</span>",
        "<div class='content'></div><p>It leans.</p>",
    ],
)
def test_a_name_that_means_something_else_loses_no_text(markup: str) -> None:
    assert text(markup) == "It leans."


def test_parts_of_the_text_with_one_name_each_stay_together() -> None:
    parts = "<div class='post-text'>It leans.</div><div class='post-text'>It fell.</div>"
    assert text(parts) == "It leans.\n\nIt fell."


def test_a_heading_of_the_commenters_own_is_text() -> None:
    assert text("<h3>On piers</h3><p>It leans.</p>") == "On piers\n\nIt leans."
