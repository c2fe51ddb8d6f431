from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from analyzers.lineage import depths_of, trace
from tests.analyzers.making import Said, thread_of, threads
from threads.model import Reply, Thread


def test_parents_come_first_and_chains_hold_together() -> None:
    lineage = trace(thread_of([Said("a"), Said("b"), Said("c", 1), Said("d", 3), Said("e", 2)]))
    assert lineage.chains == {"c1": ["c1", "c3", "c4"], "c2": ["c2", "c5"]}
    assert lineage.parents == {"c1": None, "c2": None, "c3": "c1", "c4": "c3", "c5": "c2"}


@given(threads())
def test_every_comment_stands_once_after_its_parent(thread: Thread) -> None:
    lineage = trace(thread)
    assert sorted(lineage.order) == sorted(comment.id for comment in thread.comments)
    place = {comment_id: i for i, comment_id in enumerate(lineage.order)}
    for comment_id, parent in lineage.parents.items():
        assert parent is None or place[parent] < place[comment_id]
        assert lineage.roots[comment_id] == lineage.roots.get(parent or "", comment_id)


def edge(child: int, parent: int) -> Reply:
    return Reply(
        comment_id=f"c{child}", parent_id=f"c{parent}", depth=2, method="hand", confidence=1
    )


def test_what_no_tree_may_have_is_taken_as_top_level() -> None:
    bare = replace(thread_of([Said("a"), Said("b"), Said("c"), Said("d")]), replies=())
    assert set(trace(bare).parents.values()) == {None}
    loop = replace(bare, replies=(edge(1, 9), edge(2, 3), edge(3, 2), edge(4, 4)))
    lineage = trace(loop)
    assert lineage.parents == {"c1": None, "c2": None, "c3": "c2", "c4": None}
    assert lineage.order == ("c1", "c2", "c3", "c4")


def test_ten_thousand_levels() -> None:
    lineage = trace(thread_of([Said("a", to) for to in range(10_000)]))
    assert lineage.order == tuple(f"c{i}" for i in range(1, 10_001))
    assert set(lineage.roots.values()) == {"c1"}


def test_of_a_loop_only_the_first_comment_answers_the_article_not_what_hangs_on_it() -> None:
    bare = replace(thread_of([Said("a"), Said("b"), Said("c"), Said("d"), Said("e")]), replies=())
    edges = (edge(1, 2), edge(2, 5), edge(3, 4), edge(4, 3), edge(5, 4))
    lineage = trace(replace(bare, replies=edges))
    assert lineage.parents == {"c1": "c2", "c2": "c5", "c3": None, "c4": "c3", "c5": "c4"}
    assert lineage.order == ("c3", "c4", "c5", "c2", "c1")
    assert set(lineage.roots.values()) == {"c3"}


def test_depths_are_levels_from_one() -> None:
    lineage = trace(thread_of([Said("a"), Said("b", 1), Said("c", 2), Said("d", 1), Said("e")]))
    assert depths_of(lineage) == {"c1": 1, "c2": 2, "c3": 3, "c4": 2, "c5": 1}
