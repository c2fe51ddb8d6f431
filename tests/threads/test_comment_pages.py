"""The pages of one article's comments: followed, bounded, and one article in the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.threads import server
from tests.threads.server import Site, page, redirect, status
from threads.errors import SourceError, SourceNotFound, SourceRefused
from threads.fetch import Fetcher
from threads.ingest import read_pages
from threads.page import Page
from threads.store import Store
from threads.web import comment_pages
from threads.web.comment_pages import CommentPages
from threads.web.manners import Manners, Pace
from threads.web.network import Network

NETWORK = Network(is_public=lambda address: True, proxy_for=lambda scheme, host: None)
STORY = "https://news.example/story/"


@pytest.fixture
def site() -> Iterator[Site]:
    with server.serve() as running:
        yield running


def fetch(url: str, **manners: int) -> list[Page | SourceError]:
    quick = Pace(0, sleep=lambda seconds: None)
    with Fetcher(Manners(cache=None, delay=0, **manners), network=NETWORK, pace=quick) as fetcher:
        return list(fetcher.pages(url))


def sources(found: list[Page | SourceError], site: Site) -> list[str]:
    return [each.source.removeprefix(site.url("")) for each in found if isinstance(each, Page)]


def links(*targets: str, rel: str = "") -> str:
    return "<html><body><h1>A story</h1>" + "".join(
        f'<a href="{target}"{rel and f" rel={rel}"}>on</a>' for target in targets
    )


def waiting(address: str, html: str) -> list[str]:
    """Tell what is asked for after a page, in order, where nothing else is found."""
    pages = CommentPages(Page(address, html))
    return [pages.next() for _ in range(len(pages))]


@pytest.mark.parametrize(
    ("address", "links_to", "expected"),
    [
        (STORY, ["/story/comment-page-2/#comments", "?cp=3"], ["comment-page-2/", "?cp=3"]),
        (STORY, ["comment-page-2", "comment-page-2/?replytocom=7#respond"], ["comment-page-2"]),
        (STORY, ["https://www.news.example/story/?cp=2&utm_source=x"], None),
        (STORY, ["/other/comment-page-2/", "//evil.example/story/?cp=2", "?page=2"], []),
        (STORY, ["/story/", "?share=x", "?replytocom=5", "?cp=", "?cp=x", "?cp=0"], []),
        (STORY, ["http://[::1/?cp=2", "javascript:void('?cp=2')", "file:///story/?cp=2"], []),
        (f"{STORY}comment-page-2/", ["../", "../comment-page-1/"], ["", "comment-page-1/"]),
        (
            f"{STORY}?cp=5",
            ["?cp=1", "?cp=4", "?cp=6", "?cp=7"],
            ["?cp=6", "?cp=7", "?cp=1", "?cp=4"],
        ),
    ],
)
def test_which_links_are_comment_pages(
    address: str, links_to: list[str], expected: list[str] | None
) -> None:
    if expected is None:
        expected_urls = ["https://www.news.example/story/?cp=2"]
    else:
        expected_urls = [STORY + end for end in expected]
    assert waiting(address, links(*links_to)) == expected_urls


def test_techdirts_own_pages_keep_the_view() -> None:
    address = "https://www.techdirt.com/articles/20150918/1225/story.shtml?threaded=true"
    html = links("?threaded=true&sp=1", "?threaded=true&sp=1#comments", "?threaded=false", "?cid=4")
    assert waiting(address, html) == [address + "&sp=1"]


@pytest.mark.parametrize("html", [links("?page=1", rel="next"), '<link rel="next" href="?page=1">'])
def test_what_the_page_calls_its_next(html: str) -> None:
    assert waiting(STORY, html + "<p>") == [STORY + "?page=1"]
    assert waiting(STORY, html.replace("?page=1", "/the-next-story/") + "<p>") == []
    assert waiting(STORY, html.replace("?page=1", "?story=1") + "<p>") == []


def test_links_to_comments_that_stand_here_lead_nowhere() -> None:
    """WordPress gives every comment's own address the number of its page."""
    html = links("comment-page-3/#comment-9", "comment-page-2/#comment-4", "comment-page-2/")
    html += '<div id="comment-9">Here I stand.</div>'
    assert waiting(STORY, html) == [STORY + "comment-page-2/"]


def test_not_every_link_of_a_page_of_links_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_pages, "_MOST_LINKS", 100)
    html = links(*(f"/story/comment-page-{n}/#c{n}" for n in range(1, 300)))
    assert len(CommentPages(Page(STORY, html))) == 100


def test_all_pages_come_each_once_and_know_their_article(site: Site) -> None:
    both = links("/story/", "/story/comment-page-2/", "/story/comment-page-3/")
    site.answers |= {
        "/story/": page(links("/story/comment-page-2/")),
        "/story/comment-page-2/": page(both),
        "/story/comment-page-3/": page(both + "!"),
    }
    found = fetch(site.url())
    assert sources(found, site) == ["/story/", "/story/comment-page-2/", "/story/comment-page-3/"]
    assert {each.url for each in found if isinstance(each, Page)} == {site.url()}
    assert site.paths == sources(found, site)


def test_a_server_may_name_the_next_page_in_a_header(site: Site) -> None:
    """WordPress pages its comments as JSON so."""
    address = "/wp-json/wp/v2/comments?post=5"
    more = f'<{site.url(address)}&page=2>; rel="next", <{site.url("/")}>; rel="https://api.w.org/"'
    tagged = page("[1]", "application/json", ETag="1", Link=more)
    site.answers |= {
        address: tagged,
        f"{address}&page=2": page(
            "[2]", "application/json", Link=f'<{site.url("/x")}>; rel="next"'
        ),
    }
    assert sources(fetch(site.url(address)), site) == [address, f"{address}&page=2"]
    assert "/x" not in site.paths


def test_links_are_relative_to_the_base_that_a_page_names() -> None:
    html = '<html><head><base href="/"></head>' + links("story/comment-page-2/")
    assert waiting(STORY, html) == [STORY + "comment-page-2/"]


def test_pages_that_turn_out_to_be_others_are_dropped(site: Site) -> None:
    site.answers |= {
        "/story/": page(links("?cp=2", "?cp=3", "?cp=4")),
        "/story/?cp=2": redirect("/story/"),
        "/story/?cp=3": redirect("/other/"),
        "/story/?cp=4": redirect("/story/comment-page-4/"),
        "/story/comment-page-4/": page(links("?cp=4")),
        "/other/": page("<p>Another story.</p>"),
    }
    assert sources(fetch(site.url()), site) == ["/story/", "/story/comment-page-4/"]


def test_a_page_that_fails_does_not_stop_the_others(site: Site) -> None:
    site.answers |= {
        "/story/": page(links("?cp=2", "?cp=3")),
        "/story/?cp=3": page(links("?cp=2") + "three"),
    }
    first, second, third = fetch(site.url())
    assert isinstance(second, SourceNotFound)
    assert second.where == site.url("/story/?cp=2")
    assert isinstance(first, Page)
    assert isinstance(third, Page)


def test_a_host_that_refuses_is_not_asked_for_the_rest(site: Site) -> None:
    site.answers |= {"/story/": page(links("?cp=2", "?cp=3")), "/story/?cp=2": status(503)}
    assert len(fetch(site.url())) == 2
    assert site.paths == ["/story/", "/story/?cp=2"]


def test_there_is_an_end_to_it(site: Site) -> None:
    for n in range(1, 8):
        site.answers[f"/story/?cp={n}"] = page(links(f"?cp={n + 1}") + str(n))
    *pages, error = fetch(site.url("/story/?cp=1"), most_pages=4)
    assert len(pages) == 4
    assert isinstance(error, SourceRefused)
    assert "more than 4 pages" in error.what
    *pages, error = fetch(error.remedy.split()[-1], most_pages=4)
    assert sources(pages, site) == [f"/story/?cp={n}" for n in range(5, 8)]
    assert isinstance(error, SourceNotFound)  # page 8 is linked to and isn't there


# In the store


def wordpress(numbers: range, *, older: str = "", newer: str = "", head: str = "") -> str:
    """Write one comment page of a WordPress article, its first comment answered by the others."""

    def comment(n: int) -> str:
        return (
            f'<li class="comment depth-1" id="comment-{n}"><article class="comment-body">'
            f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">'
            f'Reader {n}</b> <span class="says">says:</span></div><div class="comment-metadata">'
            f'<time datetime="2019-03-12T10:{n:02d}:00+00:00">March 12, 2019</time></div></footer>'
            f'<div class="comment-content"><p>Number {n} has an opinion of its own.</p></div>'
            f"</article></li>"
        )

    return (
        f"<html><head><title>The bridge – The Ferry</title>{head}</head><body><article><h1>The"
        f" bridge</h1><p>{'The council has paid for the bridge twice over. ' * 12}</p></article>"
        f'<div id="comments"><h2>6 comments on “The bridge”</h2><ol class="comment-list">'
        f"{''.join(map(comment, numbers))}</ol><nav>"
        + (f'<a href="{older}">Older comments</a>' if older else "")
        + (f'<a href="{newer}">Newer comments</a>' if newer else "")
        + "</nav></div></body></html>"
    )


def bridge(site: Site, canonical: bool) -> list[str]:
    """Put an article of two comment pages up; gives both their addresses."""
    one, two = "/bridge/", "/bridge/comment-page-2/"
    heads = [
        f'<link rel="canonical" href="{site.url(p)}">' if canonical else "" for p in (one, two)
    ]
    site.answers |= {
        one: page(wordpress(range(1, 4), newer=two, head=heads[0])),
        two: page(wordpress(range(4, 7), older=one, head=heads[1])),
    }
    return [site.url(one), site.url(two)]


@pytest.mark.parametrize("canonical", [True, False])
@pytest.mark.parametrize("backwards", [True, False])
def test_two_comment_pages_are_one_article_whichever_is_read_first(
    site: Site, tmp_path: Path, *, canonical: bool, backwards: bool
) -> None:
    addresses = bridge(site, canonical)
    with Store(tmp_path / "o.db") as store:
        found = fetch(addresses[1] if backwards else addresses[0])
        assert sources(found, site)[:: -1 if backwards else 1] == [
            "/bridge/",
            "/bridge/comment-page-2/",
        ]
        summary = read_pages(store, found)
        assert (summary.pages, summary.comments_new, summary.failures) == (2, 6, [])
        (article,) = store.articles()
        thread = store.load_thread(article.id)
    assert article.title == "The bridge"
    assert [comment.author for comment in thread.comments] == [f"Reader {n}" for n in range(1, 7)]
    assert [comment.position for comment in thread.comments] == list(range(1, 7))


def test_the_ids_do_not_depend_on_the_order(site: Site, tmp_path: Path) -> None:
    first, second = fetch(bridge(site, canonical=False)[0])
    ids = []
    for number, pages in enumerate([[first, second], [second, first]]):
        with Store(tmp_path / f"{number}.db") as store:
            read_pages(store, pages)
            (article,) = store.articles()
            ids.append([comment.id for comment in store.load_thread(article.id).comments])
    assert ids[0] == ids[1]


@pytest.mark.parametrize("says", ["", '<link rel="canonical" href="{}">'])
def test_a_next_page_that_names_itself_is_still_of_the_article(
    site: Site, tmp_path: Path, says: str
) -> None:
    one, two = "/bridge", "/bridge?page=1"
    site.answers |= {
        one: page(wordpress(range(1, 4), head=f'<link rel="next" href="{two}">')),
        two: page(wordpress(range(4, 7), head=says.format(site.url(two)))),
    }
    with Store(tmp_path / "o.db") as store:
        assert read_pages(store, fetch(site.url(one))).comments_new == 6
        (article,) = store.articles()
    assert article.url == site.url(one)


def test_a_page_that_says_no_address_has_the_one_it_was_found_at(tmp_path: Path) -> None:
    text = wordpress(range(1, 3))
    pages = [Page("bridge.html", text), Page(STORY, text + " ", STORY)]
    with Store(tmp_path / "o.db") as store:
        read_pages(store, pages[1:])
        (article,) = store.articles()
        assert article.url == STORY
        assert store.resolve(STORY) == article.id
        read_pages(store, pages[:1])
        assert len(store.articles()) == 1
