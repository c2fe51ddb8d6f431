"""The gate of camps counts as it says."""

from __future__ import annotations

import pytest

from analyzers.camps import SUREST
from benchmarks.gate_camps import (
    Right,
    analyzed,
    divided,
    random_thread,
    right_sides,
    thread_of,
    with_the_opener,
)

ROWS = [
    {"id": "1", "author": "ana", "text": "Cats are better.", "parent_id": None},
    {"id": "2", "author": "ben", "text": "No, they are not.", "parent_id": "1"},
    {"id": "3", "author": "ana", "text": "Yes, they are.", "parent_id": "2"},
    {"id": "4", "author": "cem", "text": "I disagree with you.", "parent_id": "3"},
]


def rows() -> list[dict[str, object]]:
    return [{**row, "ts": 1e9 + at, "quotes": []} for at, row in enumerate(ROWS)]


def test_a_discussion_is_read_with_its_tree() -> None:
    thread = thread_of(rows(), quoting=True)
    parents = [reply.parent_id for reply in thread.replies]
    assert parents == [None, thread.comments[0].id, thread.comments[1].id]
    assert thread.article.author == "ana"


def test_people_are_counted_by_the_better_naming() -> None:
    thread = thread_of(rows(), quoting=False)
    one = right_sides(analyzed(thread, {"ana": 1, "ben": -1, "cem": -1}))
    other = right_sides(analyzed(thread, {"ana": -1, "ben": 1, "cem": 1}))
    assert one == other
    assert isinstance(one, Right)
    assert (one.people, one.larger) == (3, 2)
    assert 2 <= one.right <= 3


def test_chances_are_of_standing_with_whoever_began() -> None:
    thread = thread_of(rows(), quoting=False)
    told = list(with_the_opener(analyzed(thread, {"ana": 1, "ben": -1, "cem": 1})))
    assert len(told) == 2  # ana began, so she isn't one of them
    assert all(0.5 <= sure <= SUREST for _, sure in told)
    turned = list(with_the_opener(analyzed(thread, {"ana": -1, "ben": -1, "cem": 1})))
    assert [right for right, _ in turned] == [not right for right, _ in told]
    assert list(with_the_opener(analyzed(thread, {"ben": -1, "cem": 1}))) == []


@pytest.mark.parametrize("seed", range(3))
def test_random_threads_are_the_same_each_time(seed: int) -> None:
    assert divided(random_thread(seed)) == divided(random_thread(seed))
