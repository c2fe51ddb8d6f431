from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import steady
from threads.addresses import Part, article_address, canonical, shown_part

A = "https://a.example/x"


@pytest.mark.parametrize(
    ("url", "loosely", "number", "asked"),
    [
        (A, False, None, A),
        (f"{A}/comment-page-3/#c", False, 3, f"{A}/comment-page-3/"),
        (f"{A}?cp=2&share=mail&utm_x=1", False, 2, f"{A}?cp=2"),
        (f"{A}?threaded=true&sp=1", False, 1, f"{A}?threaded=true&sp=1"),
        (f"{A}?page=2", True, 2, f"{A}?page=2"),
        (f"{A}?cp=1&cp=2", False, 1, f"{A}?cp=1&cp=2"),
        (f"{A}?cp=-1", False, None, f"{A}?cp=-1"),
    ],
)
def test_parts_of_one_article(url: str, loosely: bool, number: int | None, asked: str) -> None:
    assert shown_part(url, loosely=loosely) == Part("a.example/x", number, asked)


def test_what_numbers_a_page_only_where_it_is_said_to() -> None:
    assert shown_part(f"{A}?page=2") == Part("a.example/x?page=2", None, f"{A}?page=2")
    assert shown_part(f"{A}?b=1&a=%20&cp=2") == Part(
        "a.example/x?a=+&b=1", 2, f"{A}?b=1&a=%20&cp=2"
    )


@pytest.mark.parametrize(
    "url", ["", "file:///x?cp=2", "http://[::1", "mailto:a@b.example", "http://\udfff/"]
)
def test_no_web_address(url: str) -> None:
    assert shown_part(url) is None


@steady
@given(st.text(max_size=60))
def test_the_article_of_a_part_is_the_canonical_address(text: str) -> None:
    url = f"https://a.example/{text}"
    part = shown_part(url)
    if part and "#" not in text:
        assert part.article == canonical(url)
        assert canonical(part.url) == canonical(url)


@pytest.mark.parametrize(
    ("said", "found", "expected"),
    [
        (None, None, None),
        (None, A, A),
        (A, None, A),
        (A, f"{A}?utm_source=x", A),
        ("https://b.example/y", A, "https://b.example/y"),  # where the page was first published
        (f"{A}?page=2", A, A),  # a followed comment page that names itself
        (f"{A}/comment-page-2/", A, A),
        (A, f"{A}?page=2", A),  # the reader was given a comment page, the page knows better
        (f"{A}?page=2", f"{A}?page=2", f"{A}?page=2"),
        ("not an address", A, "not an address"),
    ],
)
def test_which_address_an_article_gets(
    said: str | None, found: str | None, expected: str | None
) -> None:
    assert article_address(said, found) == expected
