"""The split of an article: ranges, what must not matter, and who has how many voices."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from analyzers.article_split import LEVEL, SIDES, analyze, share_ahead, shares_of
from tests.analyzers.making import Said, analyzed, thread_of, threads
from threads.model import Thread

FOR, AGAINST, NEITHER = (0.8, 0.1, 0.1), (0.1, 0.1, 0.8), (0.1, 0.8, 0.1)


def stance_rows(thread: Thread, stances: list[tuple[float, float, float]]) -> list[dict[str, Any]]:
    return [
        {
            "comment_id": comment.id,
            "engine": "fast 3",
            **dict(zip(("parent_agree", "parent_neutral", "parent_disagree"), one, strict=True)),
            **{f"article_{side}": p for side, p in zip(SIDES, one, strict=True)},
        }
        for comment, one in zip(thread.comments, stances, strict=True)
    ]


def row_of(thread: Thread, stances: list[tuple[float, float, float]]) -> dict[str, Any]:
    (row,) = analyze(thread, {"stance": stance_rows(thread, stances)})
    return dict(row)


def check(row: dict[str, Any]) -> None:
    for first in ("", "comments_"):
        shares = [row[f"{first}{side}"] for side in SIDES]
        assert sum(shares) == pytest.approx(1, abs=1e-9)
    for name in (*SIDES, "split", *(f"comments_{side}" for side in SIDES)):
        assert 0 <= row[f"{name}_low"] <= row[name] <= row[f"{name}_high"] <= 1
    assert 0 <= row["support_leads"] <= 1
    assert 1 <= row["persons"] <= row["comments"]


@settings(max_examples=25, deadline=None)
@given(threads())
def test_ranges_hold(thread: Thread) -> None:
    made = analyzed(thread)
    assert len(made["article_split"]) == bool(made["stance"])
    for row in made["article_split"]:
        check(dict(row))


@settings(max_examples=20, deadline=None)
@given(threads())
def test_neither_names_nor_the_order_of_siblings_matter(thread: Thread) -> None:
    given_rows = analyzed(thread)
    doubted = replace(thread, replies=tuple(replace(r, confidence=0.6) for r in thread.replies))
    renamed = replace(
        doubted,
        comments=tuple(
            replace(c, author_id=c.author_id and f"other {c.author_id}", position=len(c.id) - i)
            for i, c in enumerate(reversed(doubted.comments))
        ),
        replies=doubted.replies[::-1],
    )
    stances = {"stance": given_rows["stance"]}
    assert analyze(doubted, stances) == analyze(renamed, {"stance": stances["stance"][::-1]})


def test_a_person_has_one_voice_and_a_shared_name_is_many() -> None:
    loud = thread_of([Said("a", by="ana"), *[Said("b", by="ben")] * 9])
    named = row_of(loud, [FOR, *[AGAINST] * 9])
    shared = row_of(thread_of([Said("a", by="ana"), *[Said("b")] * 9]), [FOR, *[AGAINST] * 9])
    assert (named["persons"], shared["persons"]) == (2, 10)
    assert named["comments"] == shared["comments"] == 10
    assert named["oppose"] < shared["oppose"]
    assert named["comments_oppose"] == shared["comments_oppose"]


def test_one_person_alone_is_not_split() -> None:
    row = row_of(thread_of([Said("a", by="ana"), Said("b", by="ana")]), [FOR, AGAINST])
    assert (row["split"], row["split_high"]) == (0, 0)


def test_more_who_oppose_are_found_to_be_more() -> None:
    thread = thread_of([Said("a")] * 200)
    row = row_of(thread, [AGAINST] * 120 + [FOR] * 30 + [NEITHER] * 50)
    assert row["oppose"] > row["support"]
    assert row["support_leads"] < 0.3
    opposite = row_of(thread, [FOR] * 120 + [AGAINST] * 30 + [NEITHER] * 50)
    assert opposite["support_leads"] > 0.6


def test_a_few_comments_are_too_few() -> None:
    assert row_of(thread_of([Said("a")] * 6), [FOR] * 3 + [AGAINST] * 3)["too_wide"] == 1


def test_doubtful_edges_are_carried() -> None:
    said = [Said("a", by="p0"), *[Said("b", 1, by=f"p{i}") for i in range(1, 40)]]
    thread = thread_of(said)
    stances = [AGAINST, *[AGAINST] * 39]
    sure = row_of(thread, stances)
    doubted = replace(
        thread,
        replies=tuple(
            replace(r, confidence=0.5, evidence={"runner_up": "article"}) for r in thread.replies
        ),
    )
    assert row_of(doubted, stances) != sure
    assert row_of(doubted, stances) == row_of(doubted, stances)


def test_no_stance_no_row() -> None:
    assert analyze(thread_of([Said("a")]), {"stance": []}) == []


def test_stances_told_from_words_are_corrected_by_errors_of_words() -> None:
    post = replace(thread_of([]).article, title="", body="The tram stops at six.")
    thread = thread_of([Said("No way.")] * 12, post)
    assert row_of(thread, [FOR] * 12)["errors_of"] == "words"


def test_shares_of_draws_by_hand() -> None:
    draws = np.array([[0.2, 0.5, 0.3], [0.4, 0.3, 0.3]] * 500)
    found = shares_of(draws, 1e9)
    assert (found["support"], found["neutral"], found["oppose"]) == (0.3, 0.4, 0.3)
    assert (found["support_low"], found["support_high"]) == (0.2, 0.4)
    assert LEVEL == 0.9


def test_a_thread_is_split_the_same_at_each_run() -> None:
    chance = random.Random(4)
    thread = thread_of([Said("x", chance.randrange(i + 1)) for i in range(60)])
    stances = [chance.choice([FOR, AGAINST, NEITHER]) for _ in range(60)]
    assert row_of(thread, stances) == row_of(thread, stances)


def test_draws_that_are_even_count_half_for_either_side() -> None:
    draws = np.array([[0.5, 0.3], [0.4, 0.4], [0.2, 0.2], [0.3, 0.5]])
    assert share_ahead(draws) == share_ahead(draws[:, ::-1]) == 0.5
    assert share_ahead(draws[:3]) == pytest.approx(2 / 3)
