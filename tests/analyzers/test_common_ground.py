"""Common ground: what people of both camps agree with, and what too few can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.common_ground import LEAST_AGREE, LEAST_PEOPLE, agreement, analyze, shared
from analyzers.contract import Rows
from tests.analyzers.making import Said, thread_of, threads
from threads.model import Comment, Thread

VOTES = st.lists(st.floats(0, 1), max_size=6)


def camped(thread: Thread, camps: dict[str, str], agree: dict[str, float]) -> dict[str, Rows]:
    """Give the rows of stance and of camps: camps by author or comment, agreement by comment."""
    people = {(c.author_id, None if c.author_id else c.id) for c in thread.comments}
    return {
        "stance": [{"comment_id": i, "parent_agree": p} for i, p in agree.items()],
        "camps": [
            {"author_id": author, "comment_id": comment, "camp": camps.get(author or comment or "")}
            for author, comment in people
        ],
    }


def hand_worked() -> tuple[Thread, dict[str, Rows]]:
    """Make the thread of docs/measures.md."""
    said = [Said("t", 0, "ana"), *(Said("t", 1, by) for by in ("ben", "cem", "dot"))]
    camps = {"ana": "A", "ben": "A", "cem": "B", "dot": "B"}
    thread = thread_of(said)
    return thread, camped(thread, camps, {"c2": 0.9, "c3": 0.8, "c4": 0.7})


def test_the_figures_are_those_of_the_docs() -> None:
    (row,) = analyze(*hand_worked())
    assert (row["comment_id"], row["people_a"], row["people_b"]) == ("c1", 2, 2)
    assert row["agree_a"] == 0.725  # (1 + 1 + 0.9) / (2 + 2), ana agreeing with herself
    assert row["agree_b"] == 0.625  # (1 + 0.8 + 0.7) / (2 + 2)
    assert row["consensus"] == 0.4531
    assert row["shared"] == 1


def test_without_camps_there_is_nothing_to_share() -> None:
    thread, rows = hand_worked()
    nowhere = [{**row, "camp": None} for row in rows["camps"]]
    assert analyze(thread, {**rows, "camps": nowhere}) == []


def test_one_person_of_a_camp_is_too_few_to_tell() -> None:
    thread, rows = hand_worked()
    (row,) = analyze(thread, {**rows, "stance": rows["stance"][:2]})
    assert (row["people_a"], row["people_b"], row["shared"]) == (2, 1, None)
    assert analyze(thread, {**rows, "stance": rows["stance"][:1]}) == []  # nobody of B


def test_of_several_answers_by_one_person_the_mean_counts_and_own_ones_don_t() -> None:
    said = [Said("t", 0, "ana"), Said("t", 1, "cem"), Said("t", 1, "cem"), Said("t", 1, "ana")]
    thread = thread_of(said)
    rows = camped(thread, {"ana": "A", "cem": "B"}, {"c2": 0.9, "c3": 0.3, "c4": 0.0})
    (row,) = analyze(thread, rows)
    assert (row["agree_a"], row["agree_b"]) == (round(2 / 3, 4), round(1.6 / 3, 4))


def test_each_comment_under_a_shared_name_is_a_person() -> None:
    said = [Said("t"), Said("t", 1), Said("t", 1), Said("t", 1)]
    thread = thread_of(said)
    rows = camped(
        thread,
        {"c1": "A", "c2": "B", "c3": "B", "c4": "A"},
        {"c2": 1.0, "c3": 1.0, "c4": 1.0},
    )
    (row,) = analyze(thread, rows)
    assert (row["people_a"], row["people_b"], row["shared"]) == (2, 2, 1)


def test_nobody_agrees_with_what_is_gone_or_only_quotes() -> None:
    thread, rows = hand_worked()
    for gone in ({"state": "removed", "own_text": ""}, {"own_text": " "}):
        first = replace(thread.comments[0], **gone)  # type: ignore[arg-type]
        assert analyze(replace(thread, comments=(first, *thread.comments[1:])), rows) == []


def test_both_have_to_agree() -> None:
    assert shared([1, 0.9], [0.8, 0.7]) == 1
    assert shared([1, 0.9], [0.2, 0.1]) == 0
    assert shared([1, 0.2], [0.8, 0.7]) == 0
    assert shared([1], [1, 1, 1]) is None
    assert shared([1, 1], [0.7, 0.7]) == 1
    assert shared([1, 1], [0.6, 0.6]) == 0  # two people are few, so they must agree more


@given(VOTES, VOTES)
def test_ranges_hold_and_camps_may_change_places(a: list[float], b: list[float]) -> None:
    assert 0 < agreement(a) < 1
    assert shared(a, b) == shared(b, a)
    assert (shared(a, b) is None) == (min(len(a), len(b)) < LEAST_PEOPLE)
    if shared(a, b):
        assert LEAST_AGREE**2 <= agreement(a) * agreement(b) <= agreement([*a, 1]) * agreement(b)


def _drawn(thread: Thread, draw: Any) -> dict[str, Rows]:
    side = st.sampled_from(("A", "B"))
    camps = {c.author_id or c.id: draw(side) for c in thread.comments}
    return camped(thread, camps, {c.id: draw(st.floats(0, 1)) for c in thread.comments})


@settings(max_examples=40, deadline=None)
@given(threads(), st.data(), st.randoms(use_true_random=False))
def test_names_and_the_order_of_siblings_decide_nothing(
    thread: Thread, data: Any, chance: Any
) -> None:
    rows = _drawn(thread, data.draw)
    before = analyze(thread, rows)
    for row in before:
        assert 0 < row["agree_a"] < 1
        assert 0 < row["agree_b"] < 1
        assert 0 < row["consensus"] < 1
        assert (row["shared"] is None) == (min(row["people_a"], row["people_b"]) < LEAST_PEOPLE)
    positions = [comment.position for comment in thread.comments]
    chance.shuffle(positions)
    moved = [
        replace(_renamed(comment), position=position)
        for comment, position in zip(thread.comments, positions, strict=True)
    ]
    named = [{**row, "author_id": _other(row["author_id"])} for row in rows["camps"]]
    after = analyze(replace(thread, comments=tuple(moved)), {**rows, "camps": named})
    by_comment = {row["comment_id"]: row for row in after}
    assert {row["comment_id"] for row in before} == set(by_comment)
    for row in before:
        assert by_comment[row["comment_id"]] == pytest.approx(row, abs=1e-4)


def _other(name: str | None) -> str | None:
    return name and f"somebody else than {name}"


def _renamed(comment: Comment) -> Comment:
    return replace(comment, author_id=_other(comment.author_id))
