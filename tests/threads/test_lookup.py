from __future__ import annotations

import pytest

from threads.errors import ArticleNotFound
from threads.lookup import ArticleSummary, choose, resolve
from threads.model import Article


def summary(id: str, title: str, url: str | None = None) -> ArticleSummary:
    return ArticleSummary(
        id=id, title=title, url=url, author=None, outlet=None, published_at=None, format="flat",
        first_read="", claimed_comments=None, comments=0, pages=1, analyzers=0,
    )  # fmt: skip


BRIDGE = summary(
    "aaa111000000", "A bridge “too” many", "https://www.example.org/bridge?threaded=true"
)
TOLLS = summary("aaa222000000", "Toll roads are back")
ROADS = summary("bbb333000000", "Toll roads")
ALL = [BRIDGE, TOLLS, ROADS]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("aaa111000000", BRIDGE),
        ("aaa1", BRIDGE),
        ("BBB", ROADS),
        ("http://example.org/bridge", BRIDGE),
        ("bridge too", BRIDGE),
        ("A BRIDGE", BRIDGE),
        ("toll roads", ROADS),  # the whole title
        ("are back!", TOLLS),
        ("roads a", TOLLS),
    ],
)
def test_names_that_mean_one_article(name: str, found: ArticleSummary) -> None:
    assert resolve(name, ALL, "x.db") == found.id


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("aaa", "2 articles answer", "aaa111000000 “A bridge “too” many”, aaa222000000 “Toll"),
        ("toll", "2 articles answer", "bbb333000000"),
        ("toll raods", "no article answers", "did you mean bbb333000000 “Toll roads”"),
        ("aa", "no article answers", "did you mean"),
        ("", "no article answers", "did you mean"),
        ("https://example.org/other", "no article answers", "did you mean"),
    ],
)
def test_names_that_do_not(name: str, what: str, remedy: str) -> None:
    with pytest.raises(ArticleNotFound) as caught:
        resolve(name, ALL, "x.db")
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_many_candidates_are_cut_short() -> None:
    many = [summary(f"{n:012}", "Weekly column") for n in range(9)]
    with pytest.raises(ArticleNotFound, match=r"9 articles answer .* and 4 more"):
        resolve("weekly", many, "x.db")
    with pytest.raises(ArticleNotFound, match="see: rejoinder articles"):
        resolve("zzzz", many, "x.db")


def test_an_empty_database_says_so() -> None:
    with pytest.raises(ArticleNotFound, match="no article yet"):
        resolve("anything", [], "x.db")


def article(id: str, **known: str) -> Article:
    return Article(id=id, title="Weekly column", **known)


def test_the_one_fitting_article_is_chosen() -> None:
    known = [article("1", published_at="2015-09-18"), article("2", published_at="2015-09-25")]
    assert choose(article("x", published_at="2015-09-25"), known) == "2"
    assert choose(article("x", published_at="2015-10-02"), known) is None
    assert choose(article("x"), []) is None


def test_of_several_the_one_that_agrees_most() -> None:
    known = [article("1", url="https://a.org/1", dept="one"), article("2", url="https://a.org/2")]
    assert choose(article("x", dept="one"), known) == "1"
    known = [article("1", url="https://a.org/1", body="A."), article("2", url="https://a.org/2")]
    assert choose(article("x", body="A."), known) == "1"


def test_where_nothing_decides_none_is_chosen() -> None:
    known = [article("1", url="https://a.org/1"), article("2", url="https://a.org/2")]
    assert choose(article("x"), known) is None
    assert choose(article("x"), [*known, article("x")]) == "x"
