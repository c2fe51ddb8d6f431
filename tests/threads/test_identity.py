from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import TITLE, URL, comment, nested, steady, thread
from threads.addresses import canonical
from threads.identity import (
    article_keys,
    author_id,
    fold_name,
    identify,
    letters,
    own_id,
    rekey,
    same_article,
)
from threads.model import Article, Placement, Thread

BODY = " ".join(f"word{number} about the bridge" for number in range(20))
OTHER_BODY = " ".join(f"phrase{number} on ferries again" for number in range(20))


@pytest.mark.parametrize(
    "view",
    [
        "http://www.example.org/articles/20150918/story.shtml",
        "HTTPS://WWW.Example.ORG:443/articles/20150918/story.shtml#comments",
        "//example.org/articles/20150918/story.shtml",
        "https://example.org/articles/20150918/story.shtml?threaded=true&sp=1&cid=12",
        "https://example.org/articles/20150918/story.shtml?utm_source=x&UTM_Medium=y&fbclid=z",
        "https://example.org/articles/20150918/story.shtml/?replytocom=1828224#respond",
        "https://example.org/articles/20150918/story.shtml/comment-page-2/#comments",
        "https://web.archive.org/web/20150919id_/http://www.example.org/articles/20150918/story.shtml",
        "  https://example.org/articles/%32%30150918/story.shtml ",
    ],
)
def test_every_view_of_a_page_has_one_address(view: str) -> None:
    assert canonical(view) == "example.org/articles/20150918/story.shtml"


def test_an_address_keeps_what_identifies() -> None:
    assert canonical("https://a.org/story.pl?sid=12&cid=3&op=x") == "a.org/story.pl?op=x&sid=12"
    assert canonical("https://a.org/?p=1") != canonical("https://a.org/?p=2")
    assert canonical("https://a.org/Story") != canonical("https://a.org/story")
    assert canonical("http://a.org:8080/") == "a.org:8080"
    assert canonical("https://a.org/?q=") == "a.org?q="


@pytest.mark.parametrize(
    "address",
    [None, "", "story.html", "/articles/1", "file:///tmp/story.html", "mailto:a@b.org", "http://["],
)
def test_what_is_no_web_address_has_none(address: str | None) -> None:
    assert canonical(address) is None


def test_an_article_is_found_by_address_and_by_title_with_its_day() -> None:
    article = Article(url=URL, title="A Bridge, “too” many!", published_at="2015-09-18T12:25")
    assert article_keys(article) == (
        "url:example.org/articles/20150918/story.shtml",
        "title:abridgetoomany|2015-09-18",
    )
    assert article_keys(Article(title=TITLE)) == ("title:abridgetoomany|",)
    assert article_keys(Article(title="甘德 Act")) == ("title:甘德act|",)


def test_an_article_without_address_and_title_is_known_by_its_body() -> None:
    (key,) = article_keys(Article(title="***", body="Some text."))
    assert key.startswith("body:")
    assert key == article_keys(Article(body="some  text"))[0]
    assert article_keys(Article()) == ()


def test_an_article_id_comes_from_the_surest_key() -> None:
    by_url = thread(title="One").article.id
    assert re.fullmatch(r"[0-9a-f]{12}", by_url)
    assert by_url == thread(title="Another", url=f"{URL}?threaded=true").article.id
    assert thread(url=None).article.id != by_url
    assert thread(url=None).article.id != thread(url=None, published_at="2015-09-18").article.id


def test_pages_without_anything_but_comments_differ_by_them() -> None:
    bare = [identify(Thread(article=Article(), comments=(comment(1, t),))) for t in ("One", "Two")]
    assert bare[0].article.id != bare[1].article.id


@pytest.mark.parametrize(
    ("known", "fresh", "same"),
    [
        ({}, {}, True),
        ({"url": URL}, {}, True),
        ({"url": URL}, {"url": f"{URL}?sp=1"}, True),
        ({"url": URL}, {"url": "https://example.org/other"}, False),
        ({"published_at": "2015-09-18T12:25"}, {"published_at": "2015-09-18"}, True),
        ({"published_at": "2015-09-18"}, {"published_at": "2015-09-19"}, False),
        ({"dept": "over-troubled-water"}, {"dept": "Over troubled water"}, True),
        ({"dept": "over-troubled-water"}, {"dept": "this-and-that"}, False),
        ({"body": BODY}, {"body": ""}, True),
        ({"body": BODY}, {"body": BODY[:300]}, True),
        ({"body": BODY}, {"body": OTHER_BODY}, False),
        ({"body": "Too short to tell."}, {"body": OTHER_BODY}, True),
        (
            {"body": BODY, "published_at": "2015-09-18"},
            {"body": OTHER_BODY, "published_at": "2015-09-18"},
            True,
        ),
    ],
)
def test_articles_of_one_title_are_told_apart(
    known: dict[str, str], fresh: dict[str, str], same: bool
) -> None:
    one, other = Article(title=TITLE, **known), Article(title=TITLE, **fresh)
    assert same_article(one, other) is same
    assert same_article(other, one) is same


def test_own_ids_differ_where_titles_do_not() -> None:
    assert own_id(Article(title=TITLE, body=BODY)) != own_id(Article(title=TITLE, body=OTHER_BODY))


def test_a_comment_has_one_id_in_every_view() -> None:
    text = thread(comment(1, "So *much* for that... it couldn?t last"))
    flat = thread(
        comment(7, "So much for that\u2026\n\nIt couldn\u2019t last", id="c1", author="Author 1",
                posted_at="2015-09-18T16:01:30-07:00", external_id="12", registered=True)
    )  # fmt: skip
    laid = thread(
        comment(1),
        comment(2, "So much for that. It couldn't last!", author="AUTHOR  1",
                posted_at="2015-09-18T16:01", placement=nested("c1")),
    )  # fmt: skip
    (expected,) = (each.id for each in text.comments)
    assert re.fullmatch(text.article.id + r"-[a-z2-7]{8}", expected)
    assert [each.id for each in flat.comments] == [expected]
    assert laid.comments[1].id == expected


@pytest.mark.parametrize(
    "other",
    [
        {"author": "Somebody else"},
        {"posted_at": "2015-09-18T16:02"},
        {"posted_at": "2015-09-18"},
        {"text": "Something else"},
    ],
)
def test_another_author_minute_or_text_is_another_comment(other: dict[str, str]) -> None:
    one = comment(1)
    assert thread(one).comments[0].id != thread(replace(one, **other)).comments[0].id


def test_signs_count_where_there_are_no_letters() -> None:
    one, two = (thread(comment(1, text)).comments[0].id for text in ("👍", "👎"))
    assert one != two


def test_true_duplicates_are_told_apart_in_the_order_of_their_numbers() -> None:
    twin = comment(1, "+1", author="Ann", posted_at="2015-09-18T16:51")
    first, second = replace(twin, external_id="9"), replace(twin, id="c2", external_id="10")
    one_way = thread(first, replace(second, position=2)).comments
    other_way = thread(second, replace(first, position=2)).comments
    assert one_way[0].id != one_way[1].id
    assert [each.id for each in one_way] == [each.id for each in reversed(other_way)]


def test_removed_comments_are_told_apart_by_their_numbers() -> None:
    gone = [
        comment(n, "", author=None, posted_at=None, external_id=str(90 + n), state="removed")
        for n in (1, 2)
    ]
    both, later = thread(*gone).comments, thread(gone[1]).comments
    assert both[1].id == later[0].id != both[0].id


def test_ten_thousand_like_comments_get_as_many_ids_without_delay() -> None:
    spam = [comment(1, "Buy!", id=str(n), author="Ann") for n in range(10_000)]
    ids = {each.id for each in thread(*spam).comments}
    assert len(ids) == len(spam)


def test_placements_follow_the_new_ids() -> None:
    found = thread(
        comment(1), comment(2, placement=nested("c1")), comment(3, placement=nested("elsewhere"))
    )
    first, second, stone, third = found.comments
    assert first.placement == Placement()
    assert second.placement == nested(first.id)
    assert (stone.state, stone.external_id, stone.text) == ("missing", "elsewhere", "")
    assert third.placement == nested(stone.id)


def test_identifying_twice_changes_nothing() -> None:
    found = thread(comment(1), comment(2, placement=nested("c1")))
    assert identify(found) == found


def test_rekeying_moves_every_id() -> None:
    found = thread(comment(1), comment(2, placement=nested("c1")))
    moved = rekey(found, "0" * 12)
    assert moved.article.id == "0" * 12
    assert [c.id for c in moved.comments] == ["0" * 12 + c.id[12:] for c in found.comments]
    assert moved.comments[1].placement.under == moved.comments[0].id
    assert rekey(moved, found.article.id) == found


def test_shared_names_are_nobody() -> None:
    assert author_id("Anonymous Coward", False) is None
    assert author_id(None, None) is None


def test_a_registered_name_is_not_the_same_name_without_account() -> None:
    assert author_id("Mike", True) == author_id(" MIKE ", True)
    assert author_id("Mike", True) != author_id("Mike", False)
    assert author_id("Mike", None) == author_id("Mike", False)
    assert author_id("Mike", True) != author_id("Michael", True)


@steady
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=5)), max_size=12))
def test_ids_are_never_doubled(said: list[tuple[str, str]]) -> None:
    drawn = [
        replace(comment(1), id=str(n), author=author, text=text)
        for n, (text, author) in enumerate(said)
    ]
    found = thread(*drawn)
    assert len({each.id for each in found.comments}) == len(said)


@given(st.text(st.characters(max_codepoint=127)) | st.text())
def test_plain_text_is_folded_as_any_other(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert letters(text) == re.sub(r"[\W_]+", "", folded)
    assert fold_name(text) == " ".join(folded.split())
