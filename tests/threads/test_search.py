from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.threads.builders import all_at_top_level, comment, page, thread
from threads import tree
from threads.store import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(tree, "rebuild", all_at_top_level)
    with Store(tmp_path / "threads.db") as opened:
        yield opened


def hits(store: Store, words: str, **where: Any) -> list[int]:
    return [row["position"] for row in store.search(words, **where)]


def test_words_are_found_in_text_subject_and_author(store: Store) -> None:
    read = thread(
        comment(1, "The café by the bridge", subject="Tolls"),
        comment(2, "Nothing of it", author="Bridget Jones"),
        comment(3, "A bridge too far"),
    )
    store.add(read, page())
    assert sorted(hits(store, "bridge")) == [1, 3]
    assert hits(store, "tolls") == [1]
    assert hits(store, "CAFE") == [1]
    assert hits(store, "jones") == [2]
    assert hits(store, '"bridge too"') == [3]
    assert hits(store, "bridge", article_id="another") == []
    assert len(hits(store, "bridge", limit=1)) == 1


@pytest.mark.parametrize("words", ["", " ", '"', "AND", "a*b", "NEAR(", "subject:", "🙂", "-"])
def test_no_words_break_the_search(store: Store, words: str) -> None:
    store.add(thread(comment(1)), page())
    assert hits(store, words) == []


def test_the_index_follows_every_change(store: Store) -> None:
    store.add(thread(comment(1, "ferry", external_id="1"), comment(2, "tunnel")), page("1"))
    store.add(thread(comment(1, "bridge", external_id="1")), page("2"))
    assert (hits(store, "ferry"), hits(store, "bridge"), hits(store, "tunnel")) == ([], [1], [2])
    check = "INSERT INTO comments_fts (comments_fts, rank) VALUES ('integrity-check', 1)"
    store.db.execute(check)
    store.db.execute("VACUUM")
    store.db.execute(check)
    store.db.execute("DELETE FROM articles")
    store.db.execute(check)
    assert (store.query("SELECT id FROM comments"), hits(store, "bridge")) == ([], [])
