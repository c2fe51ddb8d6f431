"""A thread as an object: the tree by hand, what was told beside it, and nothing recursive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from reports.scored_thread import scored_thread
from reports.utterances import ScoredThread, Sentiment, Stance
from tests.reports import fixture_thread
from tests.reports.fixture_thread import ARTICLE, EMPTY, FRESH, SAID
from threads.errors import ArticleNotFound
from threads.schema import TABLES
from threads.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("scored") / "thread.db"
    fixture_thread.build(path).close()
    with Store(path, mode="look") as opened:
        yield opened


@pytest.fixture(scope="module")
def thread(store: Store) -> ScoredThread:
    return scored_thread(store, ARTICLE)


def numbers(utterances: object) -> list[int]:
    return [one.position for one in utterances]  # type: ignore[attr-defined]


def test_utterances_come_in_the_order_of_the_page(thread: ScoredThread) -> None:
    assert len(thread) == len(SAID)
    assert numbers(thread) == list(range(1, len(SAID) + 1))
    assert [one.author for one in thread] == [said.author for said in SAID]


def test_the_tree_is_the_stored_one(thread: ScoredThread) -> None:
    parents = [one.parent.position if one.parent else None for one in thread]
    assert parents == [said.parent for said in SAID]
    assert numbers(thread[6].children) == [16, 17]
    assert numbers(thread[20].above) == [5, 6, 17, 18, 19]
    assert thread[20].depth == 6
    assert thread[1].above == ()


def test_walking_gives_a_parent_before_its_answers(thread: ScoredThread) -> None:
    assert numbers(thread[5].walk()) == [5, 6, 16, 17, 18, 19, 20, 21]
    everything = numbers(thread.walk())
    assert everything[:6] == [1, 2, 3, 4, 5, 6]
    assert sorted(everything) == numbers(thread)


def test_a_chain_is_a_top_level_comment_with_all_under_it(thread: ScoredThread) -> None:
    tops = [n for n, said in enumerate(SAID, 1) if said.parent is None]
    assert [chain.root.position for chain in thread.chains] == tops
    chain = thread[20].chain
    assert numbers(chain) == [5, 6, 16, 17, 18, 19, 20, 21]
    assert len(chain) == 8
    assert chain.scores
    assert (chain.scores.position, chain.scores.flip_position) == (5, 19)
    assert sum(map(len, thread.chains)) == len(thread)


def test_what_was_told_stands_beside_what_was_said(thread: ScoredThread) -> None:
    assert thread[17].stance
    assert (thread[17].stance.to_parent, thread[17].stance.to_article) == ("disagree", "oppose")
    assert thread[17].stance.article_oppose == 0.8
    assert thread[5].stance
    assert thread[5].stance.asks is True
    assert thread[24].sentiment == Sentiment(compound=0.9, label="positive", sentences=1)
    assert (thread[14].stance, thread[14].sentiment, thread[14].language) == (None, None, "he")
    assert thread[19].reply.method == "subject"


def test_camps_are_of_people_and_of_comments_under_shared_names(thread: ScoredThread) -> None:
    assert {one.position for one in thread if one.camp == "A"} == {1, 3, 6, 16, 18, 20}
    assert thread[5].camp == "B"
    assert thread[4].camp is None


def test_shares_are_the_corrected_ones(thread: ScoredThread) -> None:
    assert thread.split
    assert thread.split.share("support") == (0.41, 0.3, 0.52)
    assert thread.audit is None
    assert thread.camps
    assert thread.camps.in_a == 2


def test_before_analysis_nothing_is_told(store: Store) -> None:
    fresh = scored_thread(store, FRESH)
    assert (fresh.split, fresh.camps, fresh.chains[0].scores) == (None, None, None)
    assert (fresh[1].stance, fresh[1].sentiment, fresh[1].camp) == (None, None, None)


def test_an_article_without_comments(store: Store) -> None:
    empty = scored_thread(store, EMPTY)
    assert (len(empty), list(empty.walk()), empty.chains) == (0, [], ())


def test_what_is_not_there(store: Store, thread: ScoredThread) -> None:
    with pytest.raises(ArticleNotFound):
        scored_thread(store, "nowhere")
    with pytest.raises(KeyError):
        thread[len(SAID) + 1]


def test_it_shows_itself_in_a_line(thread: ScoredThread) -> None:
    assert repr(thread[1]) == "<Utterance #1 by Hedgerow>"
    assert repr(thread[15]) == "<Utterance #15 by (no name)>"
    assert repr(thread[20].chain) == "<Chain of 8 from #5>"
    assert repr(thread).startswith("<ScoredThread of 25: 'Town Silences")


@pytest.mark.parametrize(("kind", "table"), [(Sentiment, "sentiment"), (Stance, "stance")])
def test_scores_have_the_columns_of_their_table(kind: type, table: str) -> None:
    assert [one.name for one in fields(kind)] == [
        name for name in TABLES[table].names if name != "comment_id"
    ]


def test_a_thread_of_ten_thousand_levels(tmp_path: Path) -> None:
    fixture_thread.build_large(tmp_path / "deep.db", 10_000, deep=True).close()
    with Store(tmp_path / "deep.db") as store:
        deep = scored_thread(store, ARTICLE)
    assert numbers(deep.walk()) == list(range(1, 10_001))
    assert len(deep[10_000].above) == 9_999
    assert deep[10_000].chain.root == deep[1]
