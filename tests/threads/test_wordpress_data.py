"""WordPress's REST comments and comment feeds: pages in any order, and what is hostile or other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import few
from threads.errors import PageError
from threads.formats import comment_feed, pages_in, read_page, wordpress_rest
from threads.ingest import read_pages
from threads.page import Page
from threads.store import Store
from threads.tree import rebuild

CASES = Path(__file__).parent / "cases" / "data"
SHARED = Path(__file__).parents[3] / "shared" / "pages" / "techdirt_text" / "wp_feed_head_2025.txt"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "threads.db") as opened:
        yield opened


def row(number: int, parent: int = 0, **rest: Any) -> dict[str, Any]:
    return {
        "id": number,
        "post": 5,
        "parent": parent,
        "author": 0,
        "author_name": f"Author {number}",
        "date": f"2020-01-01T10:{number:02d}:00",
        "content": {"rendered": f"<p>What number {number} has to say.</p>"},
        "link": f"https://www.blog.example/post/comment-page-2/#comment-{number}",
        "type": "comment",
        **rest,
    }


def rest(*rows: object, source: str = "comments.json") -> Page:
    return Page(source, json.dumps(rows))


def parents(store: Store) -> dict[str, str | None]:
    rows = store.query(
        "SELECT c.external_id AS child, p.external_id AS parent FROM comments c"
        " JOIN replies r ON r.comment_id = c.id LEFT JOIN comments p ON p.id = r.parent_id"
    )
    return {each["child"]: each["parent"] for each in rows}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_pages_of_one_post_are_one_tree_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    pages = [rest(row(4, 2), row(3, 1)), rest(row(2, 1), row(6, 5)), rest(row(1), row(5))]
    read_pages(store, [pages[number] for number in order])
    assert parents(store) == {"1": None, "2": "1", "3": "1", "4": "2", "5": None, "6": "5"}
    (article,) = store.articles()
    assert (article.url, article.external_id) == ("https://www.blog.example/post/", "5")


def test_the_page_and_the_data_are_one_article(store: Store) -> None:
    read_pages(store, [rest(row(1)), feed(item(1), item(2))])
    assert len(store.articles()) == 1
    assert sorted(parents(store)) == ["1", "2"]


@pytest.mark.parametrize("rows", [[5], [{"id": None}], [row(1), "x"], [row(1), {"post": 5}]])
def test_other_arrays_are_refused(rows: list[object]) -> None:
    page = rest(*rows)
    with pytest.raises(PageError, match="is no comment"):
        wordpress_rest.read(page)


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1, "author_name": "a", "parent": 0, "rendered": ' + "[" * 100_000,
        '[{"id": 1, "author_name": "a", "parent": 0, "rendered": ' + "9" * 5_000 + "}]",
        '[{"id": 1, "author_name": "a", "parent": 0, "rendered": "cut sh',
    ],
)
def test_hostile_json_is_a_page_error(store: Store, text: str) -> None:
    (error,) = read_pages(store, [Page("x.json", text)]).failures
    assert isinstance(error, PageError)


def test_what_no_database_takes_is_replaced(store: Store) -> None:
    odd = "nul \0 half \ud800 &amp; <b>end"
    assert not read_pages(
        store, [rest(row(1, content={"rendered": odd}, author_name=odd))]
    ).failures
    found = store.query("SELECT author, text FROM comments")
    assert found == [{"author": "nul half \ufffd & <b>end", "text": "nul half \ufffd & end"}]


def test_a_comment_of_a_million_characters(store: Store) -> None:
    read_pages(store, [rest(row(1, content={"rendered": "<p>" + "word " * 200_000}))])
    assert store.query("SELECT length(text) AS n FROM comments") == [{"n": 999_999}]


_json = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.lists(st.none())
)
_values = _json | st.dictionaries(st.sampled_from(["rendered", "raw"]), _json)
_NAMES = (
    "parent",
    "author",
    "author_name",
    "date",
    "date_gmt",
    "content",
    "link",
    "type",
    "status",
)


@few
@given(st.lists(st.dictionaries(st.sampled_from(_NAMES), _values), min_size=1, max_size=4))
def test_any_values_give_a_thread(rows: list[dict[str, Any]]) -> None:
    thread = wordpress_rest.read(rest(*({"id": n, **each} for n, each in enumerate(rows))))
    assert len(rebuild(thread).replies) == len(rows)


@pytest.mark.parametrize(
    ("told", "time"),
    [
        ("2020-01-01T09:00:00", "2020-01-01T09:00:00+00:00"),
        ("2020-01-01T09:00:00Z", "2020-01-01T09:00:00Z"),
        ("2020-01-01", "2020-01-01"),
    ],
)
def test_the_time_in_utc_alone(told: str, time: str) -> None:
    (comment,) = wordpress_rest.read(rest(row(1, date=None, date_gmt=told))).comments
    assert comment.posted_at == time


HEAD = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
TITLE = "<title>Comments on: A post</title>"
END = "</channel></rss>"


def item(number: int, body: str = "Ripe.", day: int = 1) -> str:
    return (
        f"<item><title>By: Ann</title><link>https://www.blog.example/post/#comment-{number}</link>"
        f"<pubDate>{day:02d} Jan 2020 10:00:00 +0000</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def feed(*items: str, before: str = "") -> Page:
    return Page("feed.xml", before + HEAD + TITLE + "".join(items) + END)


def test_newest_first_is_turned_round() -> None:
    found = read_page(feed(item(3, day=3), item(2, day=2), item(1, day=2)))
    assert [c.external_id for c in found.comments] == ["1", "2", "3"]
    assert [c.author for c in found.comments] == ["Ann"] * 3


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ('<p>In reply to <a href="https://b.example/#comment-1">Ann</a>.</p><p>No.</p>', "1"),
        ('<p>Als Antwort auf <a href="https://b.example/#comment-1">Ann</a>.</p><p>No.</p>', "1"),
        (
            '<p>See <a href="https://b.example/#comment-1">Ann</a>, who is right.</p><p>No.</p>',
            None,
        ),
        ('<p>In reply to <a href="https://b.example/about">Ann</a>.</p><p>No.</p>', None),
    ],
)
def test_the_line_that_names_the_parent(body: str, number: str | None) -> None:
    first, second = read_page(feed(item(2, body, 2), item(1))).comments
    assert second.placement.under == (first.id if number else None)
    assert second.placement.kind == first.placement.kind == ("nested" if number else "listed")
    assert (second.text == "No.") == bool(number)


def test_a_feed_without_comments_yet() -> None:
    found = read_page(feed())
    assert (found.article.title, found.comments) == ("A post", ())


def test_a_feed_of_articles_is_refused() -> None:
    article = "<item><title>News</title><link>https://b.example/news/</link></item>"
    for text in (HEAD + article + END, HEAD + article + "<item><tit", HEAD + END):
        with pytest.raises(PageError, match="a feed of articles, not of comments"):
            read_page(Page("feed.xml", text))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no ../shared/pages beside us")
def test_the_shared_feed_is_one_of_articles() -> None:
    with pytest.raises(PageError, match="a feed of articles"):
        list(pages_in(Page("feed", SHARED.read_text(encoding="utf-8"))))


BOMB = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "page",
    [
        feed(item(1), before=BOMB),
        feed(item(1), before='<?xml version="1.0"?>' + FILE),
        feed(item(1), before='<?xml version="1.0"?><!-- <rss -->' + FILE),
        Page("feed.xml", HEAD + TITLE + item(1) + "<item>"),
        Page("feed.xml", HEAD + TITLE + item(1) + "<a>" * 5_000),
        feed(item(1), "<title>&undeclared;</title>"),
        feed("<item><guid>&#xD800;"),  # lxml mends it, and then can't say what it has mended
    ],
)
def test_hostile_and_broken_feeds_are_page_errors(page: Page) -> None:
    assert comment_feed.recognise(page)
    with pytest.raises(PageError, match=r"entities|no whole feed"):
        list(map(read_page, pages_in(page)))


def test_control_characters_are_dropped() -> None:
    (comment,) = read_page(feed(item(1, "nul \0 half \ud800 bell \a end"))).comments
    assert comment.text == "nul half \ufffd bell end"


@pytest.mark.parametrize("name", ["wordpress_page_2.json", "comment_feed_of_site.xml"])
def test_files_of_several_posts_are_cut_first(name: str) -> None:
    with pytest.raises(PageError, match="in one page"):
        read_page(Page(name, (CASES / name).read_text(encoding="utf-8")))
