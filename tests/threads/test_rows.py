from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import few, rebuilt_threads
from threads.model import Thread
from threads.rows import content_hash, from_rows, to_rows


@few
@given(rebuilt_threads())
def test_rows_give_the_thread_back(built: Thread) -> None:
    assert from_rows(to_rows(built)) == built


@few
@given(rebuilt_threads(), st.data())
def test_the_content_hash_follows_what_analyzers_read(built: Thread, data: st.DataObject) -> None:
    before = content_hash(to_rows(built))
    assert content_hash(to_rows(from_rows(to_rows(built)))) == before
    assert (
        content_hash(to_rows(replace(built, article=replace(built.article, body="!" * 50))))
        != before
    )
    if built.comments:
        number = data.draw(st.integers(0, len(built.comments) - 1))
        changed: Callable[..., Thread] = lambda **new: replace(  # noqa: E731
            built,
            comments=tuple(
                replace(c, **new) if n == number else c for n, c in enumerate(built.comments)
            ),
        )
        for field in ("text", "own_text", "author_id", "posted_at"):
            assert content_hash(to_rows(changed(**{field: "!" * 50}))) != before
        assert content_hash(to_rows(changed(votes_funny=10**9, external_id="!" * 50))) == before


@few
@given(rebuilt_threads().filter(lambda built: built.replies), st.data())
def test_of_evidence_the_content_hash_follows_the_runner_up_alone(
    built: Thread, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(built.replies) - 1))

    def known(**evidence: object) -> str:
        replies = [*built.replies]
        replies[number] = replace(replies[number], evidence=evidence)
        return content_hash(to_rows(replace(built, replies=tuple(replies))))

    assert (
        known(runner_up="c1") == known(runner_up="c1", why='says "runner_up": nothing') != known()
    )
    assert known(runner_up="c1") != known(runner_up="article")
    assert known(why={"runner_up": "c1"}) == known(why="other") == known()
