"""Author and date of a comment, from class names or from what is printed."""

from __future__ import annotations

import pytest

from threads.formats.bylines import dateline
from threads.formats.comment_body import body_root
from threads.formats.comment_head import read_head
from threads.formats.html_comment import Own
from threads.formats.html_walk import Line
from threads.markup import read_markup


def own(markup: str) -> Own:
    item = read_markup(f"<ul><li>{markup}</li></ul>").first("li")
    assert item is not None
    return Own(item, {item})


def line(text: str) -> Line:
    return Line(text, read_markup("<p></p>"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("May 5, 2009 at 6:31 am", ""),
        ("Posted June 2, 2010 at 8:20 pm | Permalink", ""),
        ("20. September 2012 um 18:05 Uhr - Antworten", ""),
        ("10.29.2012", ""),
        ("by OttoK on March 9, 2011 at 7:15 am. Reply #", "OttoK"),
        ("On August 3, 2013 at 9:45 am Ines Quint said:", "Ines Quint"),
        ("Udo 7. Juli 2017 um 13:02 Uhr - Antworten", "Udo"),
        ("Marc-Antoine, le 3 mai 2011 à 15:10", "Marc-Antoine"),
        ("April 7. Juli 2017 (#12)", "April"),
        ("Ann May 5, 2012 Reply", "Ann"),
        ("posted by Ann at 6:00 PM on May 5, 2012 [3 favorites]", "Ann"),
        ("Posted by: Ann | May 5, 2012 at 06:00 PM", "Ann"),
        ("#12 Ann (Homepage) on 2012-05-05 18:00 (Reply)", "Ann"),
        ("11 years ago", ""),
        ("Joined: Mon Jan 1, 2007 3:00 pm", None),
        ("Last edited: May 5, 2012", None),
        ("no date at all", None),
        ("On November 1, 2012 Ines went home", None),
        ("We had met them all in the old park by the pond, where they sat, on May 5, 2012", None),
        ("31 Feb 2012", None),
        ("x " * 100 + "May 5, 2012", None),
    ],
)
def test_lines_that_date_a_comment(text: str, name: str | None) -> None:
    assert dateline(line(text)) == name


@pytest.mark.parametrize(
    ("markup", "author", "posted_at"),
    [
        ("<b>Ann</b>, May 5, 2012<p>Hello.</p>", "Ann", "2012-05-05"),
        ("<p>Ann</p><p>May 5, 2012</p><p>Hello.</p>", "Ann", "2012-05-05"),
        ("<p>Ann says:</p><p>May 5, 2012 at 5:00 pm</p><p>Hello.</p>", "Ann", "2012-05-05T17:00"),
        ("<p>Ann sagt:</p><p>Guten Tag.</p>", "Ann", None),
        ("<p>Hello.</p><p>by <a href='/a'>Ann</a> on May 5, 2012. Reply</p>", "Ann", "2012-05-05"),
        (
            "<cite class='fn'>Ann B.</cite> <time datetime='2012-05-05T17:00:00Z'>-</time>",
            "Ann B.",
            "2012-05-05T17:00:00Z",
        ),
        ("<p>Reply</p><p>May 5, 2012</p><p>Hello.</p>", None, "2012-05-05"),
        ("<p>Hello there, says nobody.</p>", None, None),
        ("<h4>Ann (Leeds)</h4><p>May 5, 2012</p>", "Ann (Leeds)", "2012-05-05"),
        ("<p class='user'>Ann (not verified)</p><p>May 5, 2012</p>", "Ann", "2012-05-05"),
        ("<p>Ann <span>says</span></p><p>May 5, 2012</p>", "Ann", "2012-05-05"),
        ("<p>Omar Said</p><p>May 5, 2012</p>", "Omar Said", "2012-05-05"),
        ("<b>Ann</b><i>May 5, 2012</i><a>- Reply</a><p>Hello.</p>", "Ann", "2012-05-05"),
        ("<b>Ann</b><a>5/6/2012 at 6:00 PM</a><i>0</i><p>Hm.</p>", "Ann", "2012-05-06T18:00"),
        ("<b>Ann</b> <i title='May 5, 2012 6:00 pm'>1 year ago</i>", "Ann", "2012-05-05T18:00"),
        ("<p class='nick'>Ann</p><p>3 points</p><p>2 hours ago</p><p>Hm.</p>", "Ann", None),
        ("<p class='author'>Ann</p><p class='author'>Author</p>", "Ann", None),
        ("<p class='by-post-author'>Author</p><p>Ann</p><p>May 5, 2012</p>", "Ann", "2012-05-05"),
        ("<p><i itemprop='author'>Ann</i>4 <time>May 5, 2012</time></p>", "Ann", "2012-05-05"),
        (
            "<p><cite class='fn'>Ann</cite> on 2012年05月05日 18:00 wrote here: </p><p>Hm.</p>",
            "Ann",
            "2012-05-05T18:00",
        ),
        ("", None, None),
    ],
)
def test_head(markup: str, author: str | None, posted_at: str | None) -> None:
    head = read_head(own(markup))
    assert (head.author, head.posted_at) == (author, posted_at)


def test_a_date_in_the_text_is_not_the_comments() -> None:
    markup = (
        "<p class='meta'>Ann | <a href='#comment-1'>May 5, 2012</a></p>"
        "<p>It was</p><p>April 1, 2011</p><p>or so the sign says:</p><p>closed.</p>"
    )
    head = read_head(own(markup))
    assert (head.author, head.posted_at) == ("Ann", "2012-05-05")
    assert head.lines == {"Ann | May 5, 2012"}


def test_what_the_text_says_stays_where_a_class_names_the_author() -> None:
    head = read_head(own("<div><i class='fn'>Ann</i></div><p>The sign says:</p><p>closed.</p>"))
    assert (head.author, head.lines) == ("Ann", {"Ann"})


def test_a_body_that_holds_the_byline_is_not_the_text() -> None:
    whole = own("<div class='comment-body'><p>Ann, May 5, 2012</p><p>Hello.</p></div>")
    assert body_root(whole, read_head(whole)) is None
    apart = own("<p>Ann, May 5, 2012</p><div class='comment-body'><p>Hello.</p></div>")
    root = body_root(apart, read_head(apart))
    assert root is not None
    assert root.text == "Hello."
