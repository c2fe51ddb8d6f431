"""Which articles an earlier version analyzed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzers.outdated import outdated
from analyzers.run import analyze
from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.identity import identify
from threads.page import Page
from threads.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "o.db") as opened:
        yield opened


def add(store: Store, title: str) -> str:
    said = [Said("The ferry is late again.", 0, "ana"), Said("No, it was early.", 1, "ben")]
    read = identify(thread_of(said, replace(ARTICLE, id="", title=title)))
    return store.add(read, Page(f"{title}.html", title)).article_id


def test_rows_of_an_earlier_version_are_outdated(store: Store) -> None:
    old, new = add(store, "Old"), add(store, "New")
    assert outdated(store, [old, new]) == []  # neither is analyzed
    analyze(store, engine="fast")
    assert outdated(store, [old, new]) == []
    store.set_fingerprint(old, "chains", "of version 1")
    assert outdated(store, [old, new]) == [old]
    analyze(store)
    assert outdated(store, [old, new]) == []


def test_what_some_analyzers_never_looked_at_is_not_outdated(store: Store) -> None:
    article = add(store, "Some")
    analyze(store, only=["sentiment"])
    assert outdated(store, [article]) == []
