"""Camps: who stands where, and that nobody is put anywhere where there is nothing to find."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import frustration
from analyzers.article_stance import ToParent
from analyzers.camps import FEWEST_REPLIES, LEAST_Z, divide, place
from analyzers.contract import Rows
from analyzers.frustration import Splits
from benchmarks.gate_camps import divided, random_thread
from tests.analyzers.making import Said, thread_of, threads
from threads.model import Article, Comment, Thread

NO, YES, WELL = ToParent(0.05, 0.05, 0.9), ToParent(0.9, 0.05, 0.05), ToParent(0.2, 0.6, 0.2)


def stances(thread: Thread, found: dict[str, ToParent]) -> dict[str, Rows]:
    rows = [
        {"comment_id": i, "parent_agree": s.agree, "parent_disagree": s.disagree}
        for i, s in found.items()
    ]
    return {"stance": rows}


def told(thread: Thread, found: dict[str, ToParent]) -> dict[str, Rows]:
    """Run both analyzers."""
    rows = stances(thread, found)
    rows["article_camps"] = divide(thread, rows)
    rows["camps"] = place(thread, rows)
    return rows


def quarrel(rounds: int) -> tuple[Thread, dict[str, ToParent]]:
    """Let three and two people answer each other round and round, each side of one mind."""
    sides, said, found = ("ana", "ben", "cem"), [Said("t", 0, "ana")], {"c1": YES}
    everybody = (*sides, "dot", "eve")
    for turn in range(rounds):
        for step, speaker in enumerate(everybody):
            at = len(said)
            parent = max(1, at - (turn + step) % 4)
            other = said[parent - 1].by
            said.append(Said("t", parent, speaker))
            found[f"c{at + 1}"] = YES if (speaker in sides) == (other in sides) else NO
    return thread_of(said), found


def camps_of(rows: dict[str, Rows]) -> dict[str, str | None]:
    return {row["author_id"] or row["comment_id"]: row["camp"] for row in rows["camps"]}


def test_two_sides_are_found() -> None:
    rows = told(*quarrel(8))
    (figures,) = rows["article_camps"]
    assert camps_of(rows) == {"ana": "A", "ben": "A", "cem": "A", "dot": "B", "eve": "B"}
    assert figures["camps"] == 2
    assert figures["z"] >= LEAST_Z
    assert figures["frustration"] == 0.0526  # the 0.05 of 0.95 that each reply leaves to error
    assert figures["frustration_random"] > 0.2
    for row in rows["camps"]:
        assert (row["p"] >= 0.5) == (row["camp"] == "A")


def test_a_handful_of_comments_is_too_few_to_say() -> None:
    thread, found = quarrel(1)
    rows = told(thread, found)
    assert rows["article_camps"][0]["camps"] == 0
    assert rows["article_camps"][0]["cross_camp"] is None
    assert set(camps_of(rows).values()) == {None}
    assert all(row["p"] is not None for row in rows["camps"])


def test_few_replies_are_no_split_however_high_z_is() -> None:
    few, enough = (told(*quarrel(rounds)) for rounds in (5, 6))
    (figures,) = few["article_camps"]
    assert figures["replies"] < FEWEST_REPLIES
    assert figures["z"] >= LEAST_Z
    assert (figures["camps"], figures["cross_camp"]) == (0, None)
    assert set(camps_of(few).values()) == {None}
    (figures,) = enough["article_camps"]
    assert (figures["replies"], figures["camps"]) == (FEWEST_REPLIES, 2)


def test_stances_drawn_by_lot_are_no_split() -> None:
    unsplit = sum(divided(random_thread(1_000 + seed))["camps"] == 0 for seed in range(40))
    assert unsplit >= 38


def test_where_all_say_the_same_there_is_nothing_to_compare() -> None:
    thread, found = quarrel(8)
    (figures,) = divide(thread, stances(thread, dict.fromkeys(found, NO)))
    assert (figures["z"], figures["camps"]) == (None, 0)
    assert figures["frustration"] == figures["frustration_random"]


def test_nobody_answers_anybody() -> None:
    alone = thread_of([Said("t", 0, "ana"), Said("t", 1, "ana")])
    rows = told(alone, {"c2": NO})
    assert rows["article_camps"][0]["replies"] == 1  # her first comment, to the article
    assert [row["camp"] for row in rows["camps"]] == [None]
    assert divide(thread_of([]), {"stance": []}) == []
    assert place(thread_of([]), {"stance": [], "article_camps": []}) == []


def test_who_exchanges_words_with_nobody_has_no_p() -> None:
    said = [Said("t", 0, "ana", state="removed"), Said("t", 1, "ben"), Said("t", 0, "cem")]
    rows = told(thread_of(said), {"c3": NO})
    assert {row["author_id"]: row["p"] is None for row in rows["camps"]} == {
        "ben": True,
        "cem": False,
    }


def test_comments_under_a_shared_name_are_people_of_their_own() -> None:
    thread = thread_of([Said("t"), Said("t", 1), Said("t", 1, "ana"), Said("t", 3, "ana")])
    rows = told(thread, {})
    assert [(row["author_id"], row["comment_id"], row["id"]) for row in rows["camps"]] == [
        (None, "c1", "a/c1"),
        (None, "c2", "a/c2"),
        ("ana", None, "a/ana"),
    ]
    assert rows["article_camps"][0]["people"] == 3


def test_who_wrote_the_article_stands_in_camp_a() -> None:
    thread, found = quarrel(8)
    by_eve = replace(thread, article=Article(id="a", author="eve"))
    found = {**found, "c1": NO}
    assert camps_of(told(by_eve, found)) == {
        "ana": "B",
        "ben": "B",
        "cem": "B",
        "dot": "A",
        "eve": "A",
    }


def _stanced(thread: Thread, draw: Any) -> dict[str, ToParent]:
    return {c.id: draw(st.sampled_from((NO, YES, WELL))) for c in thread.comments}


@settings(max_examples=30, deadline=None)
@given(threads(), st.data())
def test_ranges_hold(thread: Thread, data: Any) -> None:
    rows = told(thread, _stanced(thread, data.draw))
    for figures in rows["article_camps"]:
        assert figures["camps"] in {0, 2}
        for name in ("frustration", "frustration_random", "cross_camp"):
            assert 0 <= (figures[name] or 0) <= 1
        assert (figures["cross_camp"] is None) == (figures["camps"] == 0)
    for row in rows["camps"]:
        assert (row["author_id"] is None) != (row["comment_id"] is None)
        assert row["camp"] in {None, "A", "B"}
        assert 0 <= (row["p"] or 0) <= 1


@settings(max_examples=30, deadline=None)
@given(threads(), st.data(), st.randoms(use_true_random=False))
def test_names_and_the_order_of_siblings_decide_nothing(
    thread: Thread, data: Any, chance: Any
) -> None:
    found = _stanced(thread, data.draw)
    comments = [_renamed(comment) for comment in thread.comments]
    positions = [comment.position for comment in comments]
    chance.shuffle(positions)
    moved = [replace(c, position=p) for c, p in zip(comments, positions, strict=True)]
    other = replace(thread, comments=tuple(sorted(moved, key=lambda c: c.position)))
    before, after = told(thread, found), told(other, found)
    assert before["article_camps"] == after["article_camps"]
    assert [(row["camp"], row["p"]) for row in before["camps"]] == [
        (row["camp"], row["p"]) for row in after["camps"]
    ]


def _renamed(comment: Comment) -> Comment:
    name = comment.author_id and f"somebody else than {comment.author_id}"
    return replace(comment, author=name or comment.author, author_id=name)


def test_the_figures_are_those_of_the_docs() -> None:
    """The hand-worked thread of docs/measures.md."""
    thread, found = (
        thread_of(
            [
                Said("t", 0, "ana"),
                Said("t", 1, "ben"),
                Said("t", 2, "ana"),
                Said("t", 3, "ben"),
                Said("t", 4, "cem"),
            ]
        ),
        {"c1": YES, "c2": NO, "c3": NO, "c4": NO, "c5": YES},
    )
    (figures,) = divide(thread, stances(thread, found))
    assert figures["people"] == 3
    assert figures["replies"] == 5
    assert figures["frustration"] == pytest.approx(0.0526, abs=1e-4)
    assert figures["camps"] == 0


def test_fifty_thousand_comments_take_seconds() -> None:
    """Every comment under a shared name, so that all are people."""
    said = [Said("t")] + [Said("t", (at * 7919) % at + 1) for at in range(1, 50_000)]
    thread = thread_of(said)
    found = {f"c{at}": (NO, YES, WELL)[at % 3] for at in range(1, 50_001)}
    before = time.process_time()
    (figures,) = divide(thread, stances(thread, found))
    assert figures["people"] == 50_000
    assert time.process_time() - before < 40


def test_z_is_the_distance_from_the_deals_in_their_standard_deviations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched = frustration.best_splits

    def scored(*what: Any, **how: Any) -> Splits:
        return searched(*what, **how)._replace(scores=np.array([10.0, 4.0, 6.0, 8.0]))

    monkeypatch.setattr(frustration, "best_splits", scored)
    thread, found = quarrel(8)
    (row,) = divide(thread, stances(thread, found))
    assert row["z"] == 2.0  # (10 - 6) / 2
