from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.threads.builders import TITLE, URL, comment, page, thread
from threads import store as store_module
from threads.model import Comment
from threads.page import Page
from threads.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    days = count(1)
    clock = lambda: f"2020-01-{next(days):02d}T00:00:00Z"  # noqa: E731
    with Store(tmp_path / "threads.db", clock=clock) as opened:
        yield opened


def numbered(at: int, **known: object) -> Comment:
    return comment(at, **{"external_id": str(at), **known})


def read(store: Store, *comments: Comment, source: str = "page.html", claims: int | None = None,
         bytes_: str | None = None, captured: str | None = None) -> str:  # fmt: skip
    fresh = thread(*comments, claimed_comments=claims)
    text = bytes_ or f"{source} {comments!r}"
    return store.add(fresh, Page(source, text, captured=captured)).article_id


def kinds(store: Store, article: str) -> list[tuple[int, tuple[str, ...]]]:
    *_, since, until = (row["id"] for row in store.snapshots(article))
    return [(d.position, d.kinds) for d in store.differences(article, since, until)]


def test_what_came_what_was_edited_and_what_went(store: Store) -> None:
    read(store, numbered(1), numbered(2), numbered(3), numbered(4, flagged=False))
    edited, hidden = numbered(2, text="What it says now."), numbered(4, flagged=True)
    article = read(store, numbered(1), edited, hidden, numbered(5))
    assert kinds(store, article) == [
        (2, ("edited",)), (3, ("gone",)), (4, ("flagged",)), (5, ("new",)),
    ]  # fmt: skip
    found = store.differences(article, 1, 2)[0]
    assert found.before and found.before["text"] == comment(2).text
    assert found.after["text"] == "What it says now."
    assert len(store.load_thread(article).comments) == 5


def test_a_removed_comment_keeps_its_earlier_text(store: Store) -> None:
    read(store, numbered(1))
    article = read(store, numbered(1, text="", state="removed"))
    assert kinds(store, article) == [(1, ("removed",))]
    (row,) = store.rows("versions", article)
    assert (row["text"], row["state"], row["snapshot_id"]) == (comment(1).text, "present", 2)


def test_a_change_of_name_or_state_is_no_edit(store: Store) -> None:
    read(store, numbered(1), numbered(2, author="Tom"), numbered(3, flagged=True))
    away = numbered(1, text="[removed]", state="removed")
    article = read(store, away, numbered(2, author="Tim"), numbered(3, flagged=False))
    assert kinds(store, article) == [(1, ("removed",)), (2, ("renamed",)), (3, ("unflagged",))]
    article = read(store, numbered(1), numbered(2, author="Tim"), numbered(3, flagged=False))
    assert kinds(store, article) == [(1, ("restored",))]


def test_files_of_any_name_follow_each_other(store: Store) -> None:
    read(store, *map(numbered, (1, 2, 3, 4, 5)), source="monday.html")
    edited = numbered(2, text="What it says now.")
    article = read(store, numbered(1), edited, numbered(3), numbered(5), source="friday.html")
    assert kinds(store, article) == [(2, ("edited",)), (4, ("gone",))]
    read(store, *map(numbered, (1, 2, 3, 4, 5, 6)), source="sunday.html")
    assert kinds(store, article) == [(2, ("edited",)), (6, ("new",))]
    assert {row["gone_in"] for row in store.rows("sightings", article) if row["scope"] > 2} == {
        None
    }


def test_another_view_says_nothing_of_what_it_lacks(store: Store) -> None:
    read(store, *map(numbered, (1, 2, 3)), source="flat.html")
    fresh = thread(numbered(1), numbered(3), format="nested")
    article = store.add(fresh, page("nested", "nested.html")).article_id
    assert kinds(store, article) == []


def test_comment_pages_say_nothing_of_each_other(store: Store) -> None:
    first, second = [*map(numbered, (1, 2, 3, 4))], [*map(numbered, (5, 6, 7))]
    read(store, *first, source="monday-1.html", claims=7)
    read(store, *second, source="monday-2.html", claims=7)
    article = read(store, *first, second[0], source="friday-1.html", claims=7)
    assert kinds(store, article) == []
    read(store, *second[1:], numbered(8), source="friday-2.html", claims=8)
    assert kinds(store, article) == [(8, ("new",))]


def test_comment_pages_read_again_are_one_reading(store: Store) -> None:
    assert store.last_reading(read(store, numbered(1), numbered(2), source="p1")) == (1, 1)
    article = read(store, numbered(3), numbered(4), source="p2")
    assert store.last_reading(article) == (1, 2)
    read(store, numbered(1, text="Edited."), numbered(2), source="p1")
    assert store.last_reading(article) == (2, 3)
    read(store, numbered(3), source="p2")
    assert store.last_reading(article) == (2, 4)
    found = store.differences(article, *store.last_reading(article))
    assert [(d.position, d.kinds) for d in found] == [(1, ("edited",)), (4, ("gone",))]
    read(store, numbered(3), numbered(4), source="another name of p2")
    assert store.last_reading(article) == (4, 5)


@pytest.mark.parametrize("source", ["page-2.html", "-"])
def test_other_pages_do_not_make_comments_gone(store: Store, source: str) -> None:
    read(store, numbered(1), numbered(2), source=source if source == "-" else "page.html")
    article = read(store, numbered(3), source=source)
    assert kinds(store, article) == [(3, ("new",))]


def test_a_page_that_lacks_more_than_before_shows_another_part(store: Store) -> None:
    read(store, numbered(1), numbered(2), claims=2)
    article = read(store, numbered(2), numbered(3), claims=3)
    assert kinds(store, article) == [(3, ("new",))]
    article = read(store, numbered(2), numbered(3), claims=2, bytes_="moderated")
    assert kinds(store, article) == [(1, ("gone",))]


def test_what_comes_back_is_no_longer_gone(store: Store) -> None:
    read(store, numbered(1), numbered(2))
    read(store, numbered(1))
    article = read(store, numbered(1), numbered(2), numbered(3))
    assert {row["gone_in"] for row in store.rows("sightings", article)} == {None}
    assert [row["first_snapshot"] for row in store.rows("sightings", article)] == [1, 1, 3]


def test_the_same_bytes_leave_no_trace(store: Store) -> None:
    read(store, numbered(1))
    before = store.db.conn.total_changes
    article = read(store, numbered(1))
    assert store.db.conn.total_changes == before
    assert [row["read_at"] for row in store.snapshots(article)] == ["2020-01-02T00:00:00Z"]


def test_a_later_version_reads_known_pages_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor, good = numbered(1, author=None), numbered(1)
    article = read(store, replace(poor), bytes_="the page")
    monkeypatch.setattr(store_module, "READERS", "next")
    assert store.seen(page("the page")) is None
    read(store, good, bytes_="the page")
    assert store.load_thread(article).comments[0].author == good.author
    assert len(store.snapshots(article)) == 1
    assert store.seen(page("the page")) is not None


def test_an_outdated_page_that_changed_since_does_not_bring_back_its_text(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(store, numbered(1, text="First words of it."), bytes_="one")
    article = read(store, numbered(1, text="Second thoughts."), bytes_="two")
    monkeypatch.setattr(store_module, "READERS", "next")
    read(store, numbered(1, text="First words of it."), bytes_="one", source="a copy/page.html")
    assert store.load_thread(article).comments[0].text == "Second thoughts."


def test_a_page_that_reads_as_another_article_now_stays_the_one_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnamed = thread(numbered(1), title="Comments", url=None)
    article = store.add(unnamed, page("the page")).article_id
    monkeypatch.setattr(store_module, "READERS", "next")
    change = store.add(thread(numbered(1), numbered(2)), page("the page"))
    assert (change.article_id, change.article, change.comments_new) == (article, "changed", 1)
    (found,) = store.articles()
    assert (found.title, found.url, found.comments, found.pages) == (TITLE, URL, 2, 1)
    assert store.add(thread(numbered(3)), page("another")).article_id == article
    assert not store.query("PRAGMA foreign_key_check")


def test_what_a_later_version_finds_on_a_known_page_is_in_its_history(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(store, numbered(1), bytes_="the page")
    monkeypatch.setattr(store_module, "READERS", "next")
    article = read(store, *map(numbered, (1, 2, 3)), bytes_="the page", claims=3)
    (snapshot,) = store.snapshots(article)
    assert (snapshot["comments"], snapshot["claimed"]) == (3, 3)
    assert snapshot["read_at"] == "2020-01-02T00:00:00Z"
    known = store.seen(page("the page"))
    assert known and known.comments_on_page == 3
    read(store, numbered(1), numbered(2), claims=2, bytes_="moderated")
    assert kinds(store, article) == [(3, ("gone",))]


def test_what_a_later_version_finds_is_not_new_on_the_last_of_many_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (f"2020-01-0{day}T00:00:00Z" for day in (1, 2))
    read(store, numbered(1), bytes_="one", captured=one)
    article = read(store, numbered(1), numbered(3), bytes_="two", captured=two)
    monkeypatch.setattr(store_module, "READERS", "next")
    read(store, *map(numbered, (1, 2, 3)), bytes_="two", captured=two)
    assert kinds(store, article) == [(3, ("new",))]
    read(store, numbered(1), numbered(3), bytes_="one", captured=one)
    assert kinds(store, article) == []  # it was there before, and only not found


def test_what_a_later_version_takes_for_no_comment_is_not_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(store, *map(numbered, (1, 2, 3)), bytes_="one")
    article = read(store, numbered(1), numbered(3), bytes_="two")
    assert kinds(store, article) == [(2, ("gone",))]
    monkeypatch.setattr(store_module, "READERS", "next")
    read(store, numbered(1), numbered(2), bytes_="two")
    assert kinds(store, article) == []
    read(store, numbered(1), numbered(2), numbered(4), bytes_="three")
    assert kinds(store, article) == [(4, ("new",))]


def test_a_page_from_standard_input_is_read_anew_by_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(store, numbered(1), source="-", bytes_="one")
    article = read(store, numbered(2), source="-", bytes_="two")
    monkeypatch.setattr(store_module, "READERS", "next")
    read(store, numbered(2), numbered(3), source="-", bytes_="two")
    rows = {row["comment_id"]: row for row in store.rows("sightings", article)}
    assert sorted((row["scope"], row["first_snapshot"]) for row in rows.values()) == [
        (1, 1), (2, 2), (2, 2),
    ]  # fmt: skip
