"""Threads as deletion, pagination and careless software leave them."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import URL, comment, few, nested, page, texts, thread
from threads.identity import identify
from threads.mending import repairs
from threads.merge import merge
from threads.model import Article, Comment, Placement, Thread
from threads.store import Store
from threads.tree import rebuild

Answers = dict[str, str | None]


def numbered(position: int, under: int | None = None, **known: object) -> Comment:
    """Make a comment with a number on the site, laid under that of another."""
    place = nested(None if under is None else f"c{under}")
    return comment(position, **{"external_id": f"c{position}", "placement": place, **known})


def read(*pages: Sequence[Comment]) -> Thread:
    """Read pages of one thread in this order, each as if it were the first to know of."""
    found = None
    for comments in pages:
        fresh = thread(*(replace(each, position=at) for at, each in enumerate(comments, 1)))
        found = rebuild(merge(found, fresh) if found else fresh)
    assert found is not None
    return found


def answers(found: Thread) -> Answers:
    """Say by numbers on the site who answers whom."""
    number = {each.id: each.external_id for each in found.comments}
    return {
        number[r.comment_id] or "": number[r.parent_id] if r.parent_id else None
        for r in found.replies
    }


def kinds(found: Thread) -> list[str]:
    return [repair.kind for repair in repairs(found)]


def states(found: Thread) -> dict[str | None, str]:
    return {each.external_id: each.state for each in found.comments}


def test_a_reply_to_what_is_missing() -> None:
    found = read([numbered(1), numbered(3, 2), numbered(4, 2), numbered(5, 4)])
    assert answers(found) == {"c1": None, "c2": None, "c3": "c2", "c4": "c2", "c5": "c4"}
    stone = found.comments[1]
    assert (stone.state, stone.author, stone.text) == ("missing", None, "")
    edge = found.replies[1]
    assert (edge.method, edge.depth) == ("missing", 1)
    assert edge.confidence < 0.5
    (repair,) = repairs(found)
    assert (repair.kind, repair.comment_id) == ("missing_parent", stone.id)
    assert "2 replies" in repair.detail


def test_what_was_missing_turns_up_on_another_page() -> None:
    there, here = [numbered(1), numbered(2, 1)], [numbered(3, 2), numbered(4, 3)]
    found = read(here, there)
    assert answers(found) == {"c1": None, "c2": "c1", "c3": "c2", "c4": "c3"}
    assert set(states(found).values()) == {"present"}
    assert repairs(found) == ()
    assert {each.id for each in found.comments} == {each.id for each in read(there, here).comments}


def test_replies_on_two_pages_to_one_missing_comment_stay_together() -> None:
    found = read([numbered(1), numbered(3, 2)], [numbered(4, 2)])
    assert answers(found) == {"c1": None, "c2": None, "c3": "c2", "c4": "c2"}
    assert kinds(found) == ["missing_parent"]


def test_a_tombstone_on_one_page_is_a_comment_without_number_on_another() -> None:
    """The comment was known all along, only its number wasn't."""
    unnumbered = replace(numbered(2), external_id=None)
    found = read([unnumbered], [numbered(3, 2)], [numbered(2)])
    assert answers(found) == {"c2": None, "c3": "c2"}
    assert len(found.comments) == 2


def test_a_missing_comment_is_no_parent_of_comments_that_do_not_name_it() -> None:
    listed = [numbered(at, placement=Placement()) for at in (4, 5, 6)]
    found = read([numbered(1), numbered(3, 2), *listed])
    assert all(answers(found)[f"c{at}"] != "c2" for at in (4, 5, 6))


def test_duplicate_ids() -> None:
    twin = replace(numbered(2, text="Twice"), id="c1", external_id="c1")
    found = read([numbered(1), twin, numbered(3, 1)])
    assert texts(found) == [comment(1).text, "Twice", comment(3).text]
    assert len({each.id for each in found.comments}) == 3
    assert found.replies[2].parent_id == found.comments[0].id
    assert kinds(found) == ["duplicate_id"]
    later = read([numbered(1), twin], [numbered(3, 1)])
    assert later.replies[2].parent_id == later.comments[0].id


@pytest.mark.parametrize("circle", [{1: 1}, {1: 2, 2: 1}, {1: 3, 2: 1, 3: 2}])
def test_cycles(circle: dict[int, int]) -> None:
    found = read([*(numbered(at, under) for at, under in circle.items()), numbered(4, 1)])
    assert len(found.comments) == len(circle) + 1
    assert [r.comment_id for r in found.replies if r.parent_id is None] == [found.comments[0].id]
    assert found.replies[0].depth == 1
    assert kinds(found).count("cycle") == 1


def test_a_comment_before_its_parent() -> None:
    found = read([numbered(2, 1), numbered(1)])
    assert answers(found) == {"c2": "c1", "c1": None}
    assert kinds(found) == ["parent_later"]


def test_pages_of_one_thread_in_any_order() -> None:
    pages = [
        [numbered(1), numbered(2, 1)],
        [numbered(3, 2), numbered(4, 9)],
        [numbered(5, 3), numbered(6, 9), numbered(7, 6)],
    ]
    trees = [answers(read(*order)) for order in permutations(pages)]
    assert all(tree == trees[0] for tree in trees)
    assert trees[0]["c4"] == trees[0]["c6"] == "c9"


def test_removed_and_hidden_comments_keep_their_place() -> None:
    gone = numbered(2, 1, text="", author=None, posted_at=None, state="removed")
    found = read([numbered(1), gone, numbered(3, 2, flagged=True), numbered(4, 3)])
    assert answers(found) == {"c1": None, "c2": "c1", "c3": "c2", "c4": "c3"}
    assert (states(found)["c2"], found.comments[2].flagged) == ("removed", True)
    assert repairs(found) == ()


def test_a_removed_comment_was_missing_on_another_page() -> None:
    gone = numbered(2, 1, text="", author=None, posted_at=None, state="removed")
    for pages in permutations([[numbered(1), gone], [numbered(3, 2)]]):
        assert states(read(*pages)) == {"c1": "present", "c2": "removed", "c3": "present"}


def test_self_replies() -> None:
    found = read([numbered(1, 1), numbered(2, 1)])
    assert answers(found) == {"c1": None, "c2": "c1"}
    (repair,) = repairs(found)
    assert repair.detail.startswith("it answers itself")


def test_positions_that_clash_are_counted_anew() -> None:
    found = identify(
        Thread(article=Article(url=URL), comments=(comment(1), replace(comment(2), position=1)))
    )
    assert [(each.position, each.author) for each in found.comments] == [
        (1, "Author 1"),
        (2, "Author 2"),
    ]


def chain(total: int) -> list[Comment]:
    return [
        Comment(
            id=str(at),
            external_id=str(at),
            position=at,
            author="Ann",
            text=f"level {at}",
            placement=nested(str(at - 1) if at > 1 else None),
        )
        for at in range(1, total + 1)
    ]


def test_ten_thousand_levels(tmp_path: Path) -> None:
    deep = chain(10_000)
    del deep[4_999]
    with Store(tmp_path / "deep.db") as store:
        article = store.add(thread(*deep), page("without")).article_id
        assert max(r.depth for r in store.load_thread(article).replies) == 5_001
        store.add(thread(*chain(10_000)), page("with"))
        assert max(r.depth for r in store.load_thread(article).replies) == 10_000


def test_time_grows_with_the_page_and_not_with_its_square() -> None:
    def seconds(total: int) -> float:
        comments = [numbered(at, at // 2 + total * (at % 5 == 0)) for at in range(1, total + 1)]
        comments = [replace(c, posted_at=None) for c in comments]
        start = time.process_time()
        read(comments[: total // 2], comments)
        return time.process_time() - start

    seconds(100)
    assert seconds(4_000) < 9 * max(seconds(1_000), 0.05)


def test_the_log_is_in_the_database_and_goes_when_mended(tmp_path: Path) -> None:
    partial, whole = [numbered(1), numbered(3, 2)], [numbered(1), numbered(2, 1), numbered(3, 2)]
    with Store(tmp_path / "t.db") as store:
        change = store.add(thread(*partial, claimed_comments=3), page("partial"))
        (row,) = store.rows("repairs", change.article_id)
        assert (row["kind"], row["ordinal"]) == ("missing_parent", 1)
        assert (change.comments_on_page, change.comments_new) == (2, 2)
        (article,) = store.articles()
        assert (article.comments, article.claimed_comments) == (2, 3)
        store.add(thread(*partial, claimed_comments=3), page("the same in other bytes"))
        assert store.rows("repairs", change.article_id) == [row]
        store.write_rows("freshness", change.article_id, [])
        assert store.add(thread(*whole), page("whole")).comments_new == 1
        assert store.rows("repairs", change.article_id) == []
        assert answers(store.load_thread(change.article_id)) == {
            "c1": None, "c2": "c1", "c3": "c2",
        }  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> list[Comment]:
    """Draw comments laid under anybody: themselves, each other, what isn't there, twice told."""
    total = draw(st.integers(1, 8))
    anybody = st.none() | st.integers(1, total + 2)
    return [
        numbered(
            at,
            draw(anybody),
            state=draw(st.sampled_from(["present", "present", "removed"])),
            external_id=f"c{draw(st.sampled_from([at, at, at, 1]))}",
        )
        for at in range(1, total + 1)
    ]


@few
@given(broken())
def test_whatever_is_broken_the_result_is_a_tree_of_all_comments(comments: list[Comment]) -> None:
    found = read(comments)
    shown = [each for each in found.comments if each.state != "missing"]
    assert [each.text for each in shown] == [each.text for each in comments]
    parents = {reply.comment_id: reply.parent_id for reply in found.replies}
    assert len(parents) == len(found.comments)
    for reply in found.replies:
        at, above = reply.comment_id, 0
        while (up := parents[at]) is not None:
            at, above = up, above + 1
            assert above <= len(parents)
        assert reply.depth == above + 1
    position = {each.id: each.position for each in found.comments}
    forced = {each.id for each in comments_before_parents(found)}
    for child, parent in parents.items():
        assert parent is None or position[parent] < position[child] or child in forced
    assert rebuild(found) == found


def comments_before_parents(found: Thread) -> list[Comment]:
    late = {repair.comment_id for repair in repairs(found) if repair.kind == "parent_later"}
    return [each for each in found.comments if each.id in late]


@few
@given(broken(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_pages_in_any_order_give_the_same_tree(
    comments: list[Comment], chance: random.Random, size: int
) -> None:
    total = len(comments)  # what the page lays in circles is cut by order, so it lays none here
    for at, each in enumerate(comments, 1):
        under = each.placement.under
        before = under is None or int(under[1:]) < at or int(under[1:]) > total
        place = each.placement if before else nested()
        comments[at - 1] = replace(each, external_id=f"c{at}", placement=place)
    pages = [comments[start : start + size] for start in range(0, total, size)]
    shuffled = chance.sample(pages, len(pages))
    one, other = read(*pages), read(*shuffled)
    assert answers(one) == answers(other) == answers(read(comments))
    assert {each.id for each in one.comments} == {each.id for each in other.comments}
