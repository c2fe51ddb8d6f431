"""Title, author, date, tags and body of an article from the page's head and its print."""

from __future__ import annotations

import json

import pytest

from threads.formats.html_article import read_article
from threads.model import Article
from threads.page import Page

LONG = "It is a long and winding line that any reader would take for a paragraph of the story."


def article(body: str = "", head: str = "") -> Article:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_article(Page("x", markup), frozenset(), "test")


def story(top: str = "", below: str = "") -> str:
    return f"<div><h1>The Story</h1>{top}<p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>{below}</div>"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/b#c">', "https://a.example/b"),
        ('<meta property="og:url" content="http://a.example/">', "http://a.example/"),
        ('<link rel="canonical" href="/b"><meta property="og:url" content="//c">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="file:///etc/passwd">', None),
        ('<link rel="canonical" href="https://[broken">', None),
        ("", None),
    ],
)
def test_only_web_addresses_are_addresses(head: str, url: str | None) -> None:
    assert article(story(), head).url == url


@pytest.mark.parametrize(
    ("head", "printed", "title", "outlet"),
    [
        ("<title>The Story | Techdirt</title>", "<h1>The Story</h1>", "The Story", "Techdirt"),
        ("<title>The Story - Log</title>", "<h1>Log</h1><h2>The Story</h2>", "The Story", "Log"),
        ("<title>One - Two - Site</title>", "", "One - Two", "Site"),
        ("<title>The Story | Gulls' LogGulls' Log</title>", "<h1>The Story</h1>", "The Story",
         "Gulls' Log"),
        ("<title>The Story | Dada</title>", "<h1>The Story</h1>", "The Story", "Dada"),
        ('<meta name="og:title" value="The Story | Log"><meta name="og:site_name" value="Log">',
         "<h1>Something else</h1>", "The Story", "Log"),
        ("<title>A story | Log | Read it</title><meta property='og:site_name' content='Log'>", "",
         "A story", "Log"),
        ("", "<h1>The Story</h1>", "The Story", None),
        ("", "<h2>The Story</h2>", "The Story", None),
        ("", "", "", None),
    ],
)  # fmt: skip
def test_title(head: str, printed: str, title: str, outlet: str | None) -> None:
    found = article(f"<div>{printed}<p>{LONG}</p></div>", head)
    assert (found.title, found.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("top", "author", "published_at"),
    [
        ("<p>by Ann Tolley</p><p>Fri, Sep 18th 2015 12:25pm</p>", "Ann Tolley", "2015-09-18T12:25"),
        ("<p>Wed, Jan 7th 2009 04:49am - Mike M.</p>", "Mike M.", "2009-01-07T04:49"),
        ("<p>by Ann on May 5, 2012</p>", "Ann", "2012-05-05"),
        ("<p>Von Ann · 20. September 2012</p>", "Ann", "2012-09-20"),
        ("<a rel='author'>Ann</a><time datetime='2012-05-05T10:00Z'>then</time>", "Ann",
         "2012-05-05T10:00Z"),
        ("<p class='byline'>Ann Tolley</p>", "Ann Tolley", None),
        ("<p class='byline'>from the x dept</p>", None, None),
        ("<a rel='author'>All articles →</a>", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_author_and_date(top: str, author: str | None, published_at: str | None) -> None:
    found = article(story(top))
    assert (found.author, found.published_at) == (author, published_at)
    assert found.body.startswith(LONG) or not published_at


def test_the_head_is_believed_before_the_print() -> None:
    data = {"@type": ["Thing", "BlogPosting"], "datePublished": "2019-01-02", "author": "Bea"}
    head = f'<script type="application/ld+json">{json.dumps([data])}</script>'
    found = article(story("<p>by Ann</p><p>May 5, 2012</p>"), head)
    assert (found.author, found.published_at) == ("Bea", "2019-01-02")


def test_linked_data_may_be_anything() -> None:
    deep = "[" * 100_000
    head = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in (deep, "{", "1", "[null]")
    )
    assert article(story(), head).title == "The Story"


@pytest.mark.parametrize(
    "below",
    [
        "<p>Hide this</p><p>Thank you for your time.</p>",
        "<p>Thank you for reading this Techdirt post. We hope it was short.</p>",
        "<p>Filed Under: a, b</p>",
        "<p>Related posts:</p><ul><li>Another story</li></ul>",
        "<div class='sharedaddy sd-sharing'><p>Share this with everybody, twice.</p></div>",
        "<form><p>Tell us your address so that we can write to you every single day.</p></form>",
        "<div><a href='#'>Tweet</a> <a href='#'>Mail</a></div>",
        "<ul><li><a href='#c'>45 comments</a></li></ul>",
        "<p style='display:none'>Nobody is meant to read this, or else it would not be hidden.</p>",
    ],
)
def test_what_stands_below_the_text_is_no_text(below: str) -> None:
    assert article(story(below=below)).body == f"{LONG}\n\n{LONG}\n\n{LONG}"


def test_a_frame_named_like_a_sidebar_is_no_furniture() -> None:
    assert article(f"<div class='content-sidebar'>{story()}</div>").body.startswith(LONG)


def test_tags_are_subjects_and_firms() -> None:
    below = "<p>Filed Under: <a>rain</a>, <a>wind</a></p><p>Companies: <a>Umbrella &amp; Co</a></p>"
    assert article(story(below=below)).tags == ("rain", "wind", "Umbrella & Co")
    assert article(story(below="<p>Filed Under: , ,</p>")).tags == ()


def test_dept() -> None:
    found = article(story("<p>from the <b>dry-humour</b> dept</p>"))
    assert (found.dept, found.body.startswith(LONG)) == ("dry-humour", True)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("1,204 Comments", 1204),
        ("Kommentare (3)", 3),
        ("7 réponses à « Le pont »", 7),
        ("No comments", None),
        ("23 skidoo", None),
    ],
)
def test_claimed_comments(line: str, count: int | None) -> None:
    assert article(story(f"<p>{line}</p>")).claimed_comments == count
