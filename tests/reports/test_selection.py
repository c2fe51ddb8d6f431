"""Which comments of a thread are asked for."""

from __future__ import annotations

from typing import Any

import pytest

from reports.doubts import Doubt
from reports.outline import outline
from reports.rows import CommentRow
from reports.selection import Selection, Wanted, author_meant, select
from threads.errors import RejoinderError


def comment(position: int, parent: int | None = None, **known: Any) -> CommentRow:
    unknown = dict.fromkeys(CommentRow.__dataclass_fields__)
    said = {"text": f"Words of {position}.", "state": "present", "author": f"Author {position}"}
    ids = {"id": str(position), "parent_id": parent and str(parent), "parent_position": parent}
    return CommentRow(**{**unknown, "position": position, **said, **ids, **known})


# 1 ─ 2 ─ 4 ─ 6 and 1 ─ 5; 3 ─ 7
THREAD = (
    comment(1, author="Ann", text="A bell rings."),
    comment(2, 1, author="Bob"),
    comment(3, author="Anonymous Coward", subject="Bells"),
    comment(4, 2, author="ann", text="No. It is a BELL."),
    comment(5, 1, author="Bobby"),
    comment(6, 4, author="Anonymous Coward"),
    comment(7, 3, author=None),
)
TREE = outline(THREAD)


def found(**wanted: Any) -> list[int]:
    return [int(name) for name in selection(**wanted).shown]


def selection(**wanted: Any) -> Selection:
    return select(
        TREE, Wanted(**wanted), {"2": (Doubt("place", 0.2),), "7": (Doubt("place", 0.1),)}
    )


def test_without_a_wish_the_whole_thread_is_shown_in_reading_order() -> None:
    assert found() == [1, 2, 4, 6, 5, 3, 7]
    assert selection().whole and not selection().picked


@pytest.mark.parametrize("asked", [1, 2, 4, 5, 6])
def test_a_chain_by_any_of_its_comments(asked: int) -> None:
    assert found(chain=asked) == [1, 2, 4, 6, 5]
    through = "" if asked == 1 else f", in which #{asked} stands"
    assert selection(chain=asked).told == (f"the chain of #1{through}: 5 of 7 comments",)


def test_deeper_replies_are_counted() -> None:
    assert found(depth=1) == [1, 3]
    assert selection(depth=1).folded == {"1": 4, "3": 1}
    assert found(depth=2, chain=1) == [1, 2, 5]
    assert selection(depth=2, chain=1).folded == {"2": 2}
    assert selection(depth=9).folded == {}


@pytest.mark.parametrize(
    ("by", "positions"),
    [("Ann", [1, 4]), ("  ANN ", [1, 4]), ("Bob", [2]), ("bobb", [5]), ("(no name)", [7])],
)
def test_comments_of_an_author(by: str, positions: list[int]) -> None:
    assert found(by=by) == positions
    assert selection(by=by).picked


def test_a_shared_name_is_said_to_be_one() -> None:
    told = selection(by="anonymous").told
    assert told[0] == "2 of 7 comments: by Anonymous Coward"
    assert told[1].startswith("a name that many share")
    assert len(selection(by="Ann").told) == 1


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("Anne", "no comment of the thread is by “Anne” (did you mean Ann?)"),
        ("bo", "2 names in the thread have “bo” in them (Bob, Bobby)"),
        ("xyz", "among others there are Ann, Bob, Anonymous Coward, Bobby, (no name)"),
        ("", "no comment of the thread is by “”"),
    ],
)
def test_a_name_that_is_not_one(by: str, said: str) -> None:
    with pytest.raises(RejoinderError) as raised:
        author_meant(TREE, by)
    assert said in str(raised.value)


def test_words_are_looked_for_in_subject_and_text() -> None:
    assert found(words="bell") == [1, 3, 4]
    assert selection(words="bell").told == ("3 of 7 comments: with “bell”",)


def test_wishes_narrow_each_other() -> None:
    assert found(words="bell", by="ann", chain=6, depth=2) == [1]
    assert selection(words="bell", by="ann", chain=6, depth=2).told == (
        "1 of 7 comments: by Ann, with “bell”, in the chain of #1, down to level 2",
    )
    assert found(words="bell", by="Bob") == []


def test_what_is_unclear_is_picked_with_its_doubts() -> None:
    assert found(unclear=True) == [2, 7]
    assert found(unclear=True, chain=3) == [7]
    assert selection(unclear=True).doubts["7"][0].p == 0.1
    assert "less than 50% sure" in selection(unclear=True).told[1]
    assert selection(by="Bob").doubts == {}


def test_a_comment_that_is_not_there() -> None:
    with pytest.raises(
        RejoinderError, match=r"no comment of the thread is #8 \(there are #1 to #7"
    ):
        select(TREE, Wanted(chain=8))
    with pytest.raises(RejoinderError, match="it has no comments"):
        select(outline([]), Wanted(chain=1))


def test_ten_thousand_levels_are_no_trouble() -> None:
    deep = outline([comment(n, n - 1 or None) for n in range(1, 10_001)])
    assert select(deep, Wanted(chain=10_000, depth=2)).folded == {"2": 9_998}
