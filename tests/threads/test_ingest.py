from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.threads.builders import all_at_top_level, comment, page, thread
from threads import reading, tree
from threads.errors import PageError, SourceError, SourceNotFound, StoreBusy
from threads.ingest import ReadSummary, read_pages
from threads.model import Thread
from threads.page import Page
from threads.sources import open_pages
from threads.store import Store

GONE = SourceNotFound("no such file or folder", where="gone.html")


@pytest.fixture(autouse=True, scope="module")
def plain_tree() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "rebuild", all_at_top_level)
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "threads.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def one_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page of ``title: numbers`` be an article with these comments."""

    def read(page: Page) -> Thread:
        title, colon, numbers = page.text.partition(":")
        if not colon:
            raise PageError("no article and no comments found", where=page.source)
        return thread(*(comment(int(n)) for n in numbers.split()), title=title, url=None)

    monkeypatch.setattr(reading, "read_page", read)


def test_what_a_reading_came_to(store: Store) -> None:
    pages = [
        page("One: 1 2", "1"),
        page("Two:", "2"),
        page("One: 2 3", "3"),
        page("One: 1 2", "a/4"),
    ]
    summary = read_pages(store, pages)
    assert (summary.pages, summary.unchanged) == (4, 1)
    assert list(summary.articles.values()) == ["new", "new"]
    assert summary.articles_new == 2
    assert summary.comments_new == 3
    assert summary.without_comments == ["2"]
    assert summary.exit_code == 0
    assert [row["n"] for row in store.query("SELECT count(*) AS n FROM comments")] == [3]


def test_reading_again_finds_nothing_new(store: Store) -> None:
    pages = [page("One: 1 2", "1"), page("Two:", "2")]
    first = read_pages(store, pages)
    again = read_pages(store, pages)
    assert again == ReadSummary(
        pages=2, unchanged=2, articles=dict.fromkeys(first.articles, "same"), without_comments=["2"]
    )
    grown = read_pages(store, [page("One: 1 2 3")])
    assert (list(grown.articles.values()), grown.comments_new) == (["changed"], 1)


def test_bad_pages_are_noted_and_the_others_read(store: Store) -> None:
    pages: list[Page | SourceError] = [GONE, page("One: 1"), page("no", "bad"), page("Two: 1")]
    summary = read_pages(store, pages)
    assert summary.pages == 2
    assert [failure.where for failure in summary.failures] == ["gone.html", "bad"]
    assert summary.exit_code == 3
    assert len(store.articles()) == 2


def test_the_exit_code_says_whether_everything_failed(store: Store) -> None:
    assert read_pages(store, [GONE, page("nothing")]).exit_code == 1
    assert read_pages(store, []).exit_code == 0


def test_every_page_is_told_of(store: Store) -> None:
    told: list[str] = []
    read_pages(store, [page("One: 1", "1"), GONE, page("nothing", "bad")], told.append)
    assert told == ["1", "gone.html", "bad"]


def test_a_database_that_refuses_ends_the_reading(store: Store) -> None:
    store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreBusy):
        read_pages(store, [page("One: 1")])


def test_a_folder_with_one_bad_page_among_ten(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.html").write_text(f"Article {number}: 1", encoding="utf-8")
    (folder / "bad.html").write_bytes(b"\x89PNG\x00")
    summary = read_pages(store, open_pages([str(folder)]))
    assert (summary.pages, len(summary.failures), summary.exit_code) == (9, 1, 3)
    assert [a.title for a in store.articles()] == [f"Article {number}" for number in range(9)]
