"""``import rejoinder``: what a database holds, as objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rejoinder


@pytest.fixture(scope="module")
def store(analyzed_once: Path) -> Iterator[rejoinder.Store]:
    with rejoinder.open(analyzed_once, "look") as opened:
        yield opened


def test_articles_are_listed_by_date(store: rejoinder.Store) -> None:
    listed = rejoinder.articles(store)
    assert [(one.comments, one.published_at and one.published_at[:4]) for one in listed] == [
        (53, "2019"),
        (48, "2023"),
    ]


@pytest.mark.parametrize("name", ["063f4c", "doorbell", "City Decides"])
def test_a_thread_by_any_name_of_its_article(store: rejoinder.Store, name: str) -> None:
    thread = rejoinder.thread(store, name)
    assert isinstance(thread, rejoinder.ScoredThread)
    assert (thread.article.id, len(thread)) == ("063f4c0922fc", 53)


def test_scores_are_those_in_the_tables(store: rejoinder.Store) -> None:
    thread = rejoinder.thread(store, "doorbell")
    for row in store.rows("stance", thread.article.id):
        (one,) = (one for one in thread if one.id == row["comment_id"])
        assert one.stance
        assert one.stance.to_article == row["to_article"]
    heats = {row["id"]: row["heat"] for row in store.rows("chains", thread.article.id)}
    assert {chain.scores.id: chain.scores.heat for chain in thread.chains if chain.scores} == heats


def test_a_frame_of_all_articles_or_of_some(store: rejoinder.Store) -> None:
    pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed")
    assert len(rejoinder.frame(store)) == 101
    assert len(rejoinder.frame(store, articles=["librar", "acccc9", "doorbell"])) == 101
    assert len(rejoinder.frame(store, "comments", ["librar"])) == 48


def test_an_article_that_is_not_there(store: rejoinder.Store) -> None:
    for ask in (rejoinder.thread, rejoinder.figures):
        with pytest.raises(rejoinder.RejoinderError, match="no article answers to “windmill”"):
            ask(store, "windmill")


def test_figures_are_the_reports(store: rejoinder.Store) -> None:
    figures = rejoinder.figures(store, "doorbell")
    assert {"split", "tree", "flow", "time"} <= set(figures)
    assert figures["split"].layout.paper_bgcolor == "#ffffff"


def test_nothing_told_before_analysis(tmp_path: Path, doorbells: Path) -> None:
    with rejoinder.open(tmp_path / "fresh.db") as fresh:
        rejoinder.read(fresh, [str(doorbells)])
        thread = rejoinder.thread(fresh, "doorbell")
        assert thread[9].stance is None
        assert thread.chains[0].scores is None
        with pytest.raises(rejoinder.RejoinderError, match="not analyzed yet"):
            rejoinder.figures(fresh, "doorbell")
