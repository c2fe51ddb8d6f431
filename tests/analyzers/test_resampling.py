from __future__ import annotations

from dataclasses import replace

from analyzers.resampling import FEWEST, MOST, how_many, other_trees
from tests.analyzers.making import Said, thread_of
from threads.model import Thread

SAID = [Said("a"), Said("b", 1), Said("c", 2), Said("d", 3)]


def doubted(confidence: float, runner_up: str | None = "c1") -> Thread:
    """Make a thread whose last edge (to ``c3``) is doubtful."""
    thread = thread_of(SAID)
    evidence = {"runner_up": runner_up, "runner_up_p": 0.1} if runner_up else {}
    last = replace(thread.replies[-1], confidence=confidence, evidence=evidence)
    return replace(thread, replies=(*thread.replies[:-1], last))


def parents(thread: Thread, number: int = 2000) -> list[str | None]:
    return [tree.replies[-1].parent_id for tree in other_trees(thread, number, seed=1)]


def test_an_edge_stays_as_often_as_it_is_right() -> None:
    found = parents(doubted(0.7))
    assert set(found) == {"c3", "c1"}
    assert 0.66 < found.count("c3") / len(found) < 0.74


def test_without_a_runner_up_it_is_the_article() -> None:
    assert set(parents(doubted(0.5, None))) == {"c3", None}
    assert set(parents(doubted(0.5, "article"))) == {"c3", None}


def test_a_certain_tree_is_drawn_once_and_a_long_one_seldom() -> None:
    assert how_many(thread_of(SAID)) == 1
    assert how_many(doubted(0.7)) == MOST
    long = doubted(0.7)
    assert how_many(replace(long, comments=long.comments * 10_000)) == FEWEST


def test_what_is_drawn_goes_by_ids_and_not_by_order() -> None:
    thread = doubted(0.7)
    turned = replace(thread, replies=thread.replies[::-1])
    for one, other in zip(other_trees(thread, 20, 3), other_trees(turned, 20, 3), strict=True):
        assert one.replies == other.replies[::-1]
