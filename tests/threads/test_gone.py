"""What a later page, under whatever name, says of the comments that it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import steady
from threads.gone import Shown, left_out


def shown(comments: str, claimed: int | None = None) -> Shown:
    return Shown(list(comments), count=len(comments), claimed=claimed)


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ("abcdef", "abdef", "c"),
        ("abcdef", "abdefgh", "c"),
        ("abcdef", "abcde", "f"),
        ("abcdef", "bcdef", "a"),
        ("abcdef", "abcdeg", "f"),
        ("abcdef", "abcdef", ""),
        ("abcdef", "ghij", ""),  # another comment page
        ("abcdef", "", ""),
        ("", "abc", ""),
        ("abcdef", "abc", ""),  # the first of several pages
        ("abcdef", "def", ""),  # the last of them
        ("abcdef", "ac", "b"),  # a part, in which one is missing
        ("abcdef", "bcdefg", ""),  # the page has moved on by one
        ("bcdefg", "abcdef", ""),
        ("abcdef", "bdefg", "c"),  # by one, and another is missing
    ],
)
def test_another_file_of_the_page(before: str, now: str, gone: str) -> None:
    assert left_out(shown(before), shown(now), same_source=False) == list(gone)


@pytest.mark.parametrize(
    ("before", "now", "claimed", "gone"),
    [
        ("abcdef", "ab", (6, 2), "cdef"),  # says itself that this is all
        ("abcdef", "bcdefg", (6, 6), "a"),
        ("abcdef", "abdef", (6, 6), ""),  # lacks one more than before: not shown, not gone
        ("abdef", "abde", (9, 8), "f"),
        ("abc", "def", (3, 3), ""),  # each page claims its own: they share nothing
    ],
)
def test_another_file_that_claims_a_number(
    before: str, now: str, claimed: tuple[int, int], gone: str
) -> None:
    first, second = shown(before, claimed[0]), shown(now, claimed[1])
    assert left_out(first, second, same_source=False) == list(gone)


def test_the_same_source_shows_the_same_place() -> None:
    assert left_out(shown("abcdef"), shown("ab"), same_source=True) == list("cdef")
    assert left_out(shown("abc"), shown("def"), same_source=True) == list("abc")
    assert left_out(shown("abcdef", 6), shown("abc", 6), same_source=True) == []


@st.composite
def parts(draw: st.DrawFn) -> Shown:
    """Draw a comment page of a thread in which nothing changes."""
    start, size = draw(st.integers(0, 11)), draw(st.integers(1, 12))
    return shown("abcdefghijkl"[start : start + size], 12)


@steady
@given(parts(), parts())
def test_no_part_of_a_thread_calls_another_gone(before: Shown, now: Shown) -> None:
    assert left_out(before, now, same_source=False) == []
