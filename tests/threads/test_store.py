from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import (
    TITLE,
    URL,
    all_at_top_level,
    comment,
    few,
    nested,
    page,
    rebuilt_threads,
    thread,
    truths,
    views,
)
from threads import tree
from threads.errors import ArticleNotFound, NotADatabase
from threads.model import Quote, Reply, Thread
from threads.schema import TABLES
from threads.store import Store

TOWARDS = {"target": "x", "label": "none", "score": 0.0, "evidence": {}}
SENTIMENT = {"compound": 0.5, "label": "positive", "sentences": 1}


REBUILD = tree.rebuild


@pytest.fixture(autouse=True, scope="module")
def plain_tree() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "rebuild", all_at_top_level)
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "threads.db") as opened:
        yield opened


@contextmanager
def new_store() -> Iterator[Store]:
    """Open a database for one example of a property."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "threads.db") as opened:
        yield opened


def count(store: Store, table: str) -> int:
    return int(store.query(f"SELECT count(*) AS n FROM {table}")[0]["n"])


def analyzed(store: Store, article_id: str) -> None:
    """Give every derived table a row about the article's first comment."""
    first = store.load_thread(article_id).comments[0].id
    for name, table in TABLES.items():
        if table.derived:
            row: dict[str, Any] = {}
            for column in table.columns:
                if column.is_required:
                    row[column.name] = article_id if column.python_type is str else 0
                if column.references:
                    row[column.name] = article_id if column.references == "articles" else first
            store.write_rows(name, article_id, [row])


# What is written


def test_a_thread_becomes_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read = thread(
        comment(1, registered=True, external_id="12", subject=None),
        comment(2, subject="Re:", quoted=("What",), placement=nested("c1"), flagged=False),
        tags=("tolls", "bridges"),
        claimed_comments=3,
        published_at="2015-09-18",
    )
    one, two = (each.id for each in read.comments)
    reply = Reply(comment_id=two, parent_id=one, depth=2, method="nesting", confidence=1.0,
                  evidence={"under": "12", "words": ["What"]})  # fmt: skip
    top = Reply(comment_id=one, parent_id=None, depth=1, method="nesting", confidence=0.5)
    quotes = tuple(
        Quote(comment_id=two, source="comment", source_id=one, text=text, similarity=1.0)
        for text in ("What", "number")
    )
    monkeypatch.setattr(tree, "rebuild", lambda t: replace(t, replies=(top, reply), quotes=quotes))
    change = store.add(read, page("the page", "saved.html"))
    assert (change.article, change.comments_on_page, change.comments_new) == ("new", 2, 2)
    (article,) = store.query("SELECT * FROM articles")
    assert (article["id"], article["url"], article["title"]) == (read.article.id, URL, TITLE)
    assert (article["tags"], article["claimed_comments"]) == ('["tolls","bridges"]', 3)
    assert len(article["content_hash"]) == 64
    assert store.query("SELECT position, registered, external_id, subject, flagged, state, quoted,"
                       " placement, placed_under FROM comments") == [
        {"position": 1, "registered": 1, "external_id": "12", "subject": None, "flagged": None,
         "state": "present", "quoted": "[]", "placement": "listed", "placed_under": None},
        {"position": 2, "registered": None, "external_id": None, "subject": "Re:", "flagged": 0,
         "state": "present", "quoted": '["What"]', "placement": "nested", "placed_under": one},
    ]  # fmt: skip
    assert store.query("SELECT * FROM replies ORDER BY depth") == [
        {"comment_id": one, "parent_id": None, "depth": 1, "method": "nesting",
         "confidence": 0.5, "evidence": "{}"},
        {"comment_id": two, "parent_id": one, "depth": 2, "method": "nesting",
         "confidence": 1.0, "evidence": '{"under":"12","words":["What"]}'},
    ]  # fmt: skip
    assert [(row["ordinal"], row["text"]) for row in store.query("SELECT * FROM quotes")] == [
        (1, "What"), (2, "number")
    ]  # fmt: skip
    assert {row["key"] for row in store.query("SELECT key FROM article_keys")} == {
        "url:example.org/articles/20150918/story.shtml", "title:abridgetoomany|2015-09-18"
    }  # fmt: skip
    (snapshot,) = store.query("SELECT * FROM snapshots")
    assert (snapshot["source"], snapshot["format"], snapshot["comments"]) == (
        "saved.html",
        "flat",
        2,
    )
    assert snapshot["read_at"].endswith("Z")


@few
@given(rebuilt_threads())
def test_what_is_saved_is_loaded(built: Thread) -> None:
    with pytest.MonkeyPatch.context() as patch, new_store() as store:
        patch.setattr(tree, "rebuild", lambda _: built)
        store.add(built, page())
        assert store.load_thread(built.article.id) == built


def test_the_tree_is_rebuilt_from_all_that_was_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "rebuild", REBUILD)
    first = thread(comment(1, "Tolls are theft, I say.", subject="Tolls"))
    second = thread(comment(2, "Not so.", subject="Re: Tolls"))
    for number, read in enumerate((first, second)):
        store.add(read, page(str(number)))
    (answer,) = store.query("SELECT * FROM replies WHERE parent_id IS NOT NULL")
    assert (answer["parent_id"], answer["depth"]) == (first.comments[0].id, 2)
    assert json.loads(answer["evidence"])


@pytest.mark.parametrize("at", range(1, 6))
def test_a_thread_is_loaded_as_it_was_at_one_moment(store: Store, at: int) -> None:
    read = [comment(n) for n in range(1, 9)]
    article = store.add(thread(*read[:3]), page("1")).article_id
    selects = 0

    def note(sql: str) -> None:
        nonlocal selects
        selects += sql.lstrip().startswith("SELECT")
        if selects == at:
            selects += 1
            store.add(thread(*read), page("2"))

    with Store(store.path, "look") as other:
        other.db.conn.set_trace_callback(note)
        found = other.load_thread(article)
    assert len(found.comments) == len(found.replies) == (8 if at == 1 else 3)


# Reading again


def test_the_same_content_again_writes_nothing_at_all(tmp_path: Path) -> None:
    path = tmp_path / "threads.db"
    read = thread(comment(1), comment(2))
    with Store(path) as store:
        store.add(read, page("content", "a.html"))
    before = path.read_bytes()
    with Store(path) as store:
        again = store.add(read, page("content", "moved/a.html"))
        assert store.seen(page("content", "elsewhere/c.html")) == again
        assert store.seen(page("other")) is None
    assert (again.known, again.article, again.comments_on_page) == (True, "same", 2)
    assert path.read_bytes() == before


def test_other_bytes_with_the_same_thread_add_a_snapshot_and_nothing_else(store: Store) -> None:
    read = thread(comment(1), comment(2))
    store.add(read, page("content"))
    analyzed(store, read.article.id)
    before = {name: store.query(f"SELECT * FROM {name}") for name in TABLES}
    change = store.add(read, page("content with another advertisement"))
    assert (change.known, change.article) == (False, "same")
    assert (change.comments_new, change.comments_changed) == (0, 0)
    after = {name: store.query(f"SELECT * FROM {name}") for name in TABLES}
    assert len(after.pop("snapshots")) == len(before.pop("snapshots")) + 1
    assert {row["last_snapshot"] for row in after.pop("sightings")} == {2}
    assert before.pop("sightings")
    assert after == before


def test_a_grown_page_adds_what_is_new_and_counts_what_is_edited(store: Store) -> None:
    store.add(thread(comment(1, "As it was", external_id="1"), comment(2)), page("1"))
    change = store.add(
        thread(comment(1, "Edited", external_id="1"), comment(2, votes_funny=3), comment(3)),
        page("2"),
    )
    assert (change.article, change.comments_new, change.comments_changed) == ("changed", 1, 1)
    assert [row["text"] for row in store.query("SELECT text FROM comments ORDER BY position")] == [
        "Edited", "What comment number 2 says.", "What comment number 3 says."
    ]  # fmt: skip


def test_comments_of_which_a_page_has_no_more_than_the_place_are_not_counted(store: Store) -> None:
    bare = {"text": "", "author": None, "external_id": "2", "state": "missing"}
    answer = comment(3, placement=nested("c2"))
    read = [comment(1, external_id="1"), comment(2, placement=nested("c1"), **bare), answer]
    change = store.add(thread(*read), page("1"))
    assert (change.comments_on_page, change.comments_new) == (2, 2)
    assert [(a.comments, row["comments"]) for a in store.articles() for row in
            store.snapshots(a.id)] == [(2, 2)]  # fmt: skip
    more = comment(4, **{**bare, "external_id": "4"}, placement=nested("c3"))
    change = store.add(thread(*read, more), page("2"))
    assert (change.comments_on_page, change.comments_new) == (2, 0)


def test_only_rows_that_differ_are_written(store: Store) -> None:
    read = [comment(n) for n in range(1, 30)]
    store.add(thread(*read), page("1"))
    before = store.db.conn.total_changes
    store.add(thread(*read[:-1], replace(read[-1], votes_funny=1)), page("2"))
    # The comment, content hash or none, the snapshot; that each comment was seen again.
    assert store.db.conn.total_changes - before <= 4 + len(read)


def test_a_comment_laid_inside_a_later_one_can_be_written(store: Store) -> None:
    read = thread(comment(1, placement=nested("c2")), comment(2))
    store.add(read, page())
    assert store.load_thread(read.article.id).comments[0].placement == nested(read.comments[1].id)


def test_a_failure_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Thread) -> Thread:
        raise RuntimeError

    store.add(thread(comment(1)), page("1"))
    before = {name: store.query(f"SELECT * FROM {name}") for name in TABLES}
    broken = thread(comment(2))
    reply = Reply(comment_id="nobody", parent_id=None, depth=1, method="x", confidence=1.0)
    for rebuild in (fail, lambda t: replace(t, replies=(reply,))):
        monkeypatch.setattr(tree, "rebuild", rebuild)
        with pytest.raises((RuntimeError, sqlite3.IntegrityError)):
            store.add(broken, page("2"))
    assert {name: store.query(f"SELECT * FROM {name}") for name in TABLES} == before


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
from tests.threads.builders import all_at_top_level, comment, page, thread
from threads import store as module, tables
module.tree.rebuild = all_at_top_level
real = tables.upsert
def upsert(db, table, rows):
    if table == sys.argv[3]:
        os.kill(os.getpid(), 9)
    return real(db, table, rows)
tables.upsert = upsert
module.Store(sys.argv[1]).add(thread(comment(1), comment(2), comment(3)), page("2"))
"""


@pytest.mark.parametrize("at", ["comments", "replies", "article_keys", "snapshots"])
def test_a_killed_reading_leaves_the_database_as_it_was(tmp_path: Path, at: str) -> None:
    path, root = tmp_path / "threads.db", Path(__file__).resolve().parents[2]
    first = thread(comment(1), comment(2))
    with Store(path) as store:
        store.add(first, page("1"))
        before = {name: store.query(f"SELECT * FROM {name}") for name in TABLES}
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(root), at], check=False)
    assert done.returncode == -9
    with Store(path) as store:
        assert {name: store.query(f"SELECT * FROM {name}") for name in TABLES} == before
        assert store.add(thread(comment(1), comment(2), comment(3)), page("2")).comments_new == 1


@few
@given(st.data())
def test_pages_in_any_order_give_the_same_rows(data: st.DataObject) -> None:
    truth = data.draw(truths())
    pages = data.draw(st.lists(views(truth), min_size=1, max_size=3))
    found = []
    for order in (range(len(pages)), data.draw(st.permutations(range(len(pages))))):
        with new_store() as store:
            for number in order:
                store.add(pages[number], page(str(number)))
            found.append(store.query("SELECT id, author, text FROM comments ORDER BY id"))
            assert not store.query("PRAGMA foreign_key_check")
    assert found[0] == found[1]


# Which article it is


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": URL}, {"url": f"{URL}?threaded=true", "title": "Otherwise"}),
        ({"url": None}, {"published_at": "2015-09-18"}),
        ({"published_at": "2015-09-18T12:25"}, {"url": None, "published_at": "2015-09-18"}),
        (
            {"url": None, "title": "", "body": "Some text."},
            {"url": None, "title": "", "body": "Some  text."},
        ),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_same_article_whichever_way_it_is_read(
    store: Store, first: dict[str, Any], second: dict[str, Any], turned: bool
) -> None:
    views = [thread(comment(1), **first), thread(comment(1), comment(2), **second)]
    changes = [
        store.add(view, page(str(n))) for n, view in enumerate(reversed(views) if turned else views)
    ]
    assert changes[0].article_id == changes[1].article_id
    assert count(store, "articles") == 1
    assert count(store, "comments") == 2
    assert len(store.load_thread(changes[0].article_id).comments) == 2
    third = store.add(views[0], page("again"))
    assert (third.article_id, third.comments_new) == (changes[0].article_id, 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": URL}, {"url": "https://example.org/articles/20150925/story.shtml"}),
        ({"url": None, "published_at": "2015-09-18"}, {"url": None, "published_at": "2015-09-25"}),
        ({"url": None, "dept": "one"}, {"url": None, "dept": "another"}),
        ({"url": None, "title": "", "body": "One."}, {"url": None, "title": "", "body": "Two."}),
    ],
)
def test_two_articles_of_one_title_stay_two(
    store: Store, first: dict[str, Any], second: dict[str, Any]
) -> None:
    ids = [
        store.add(thread(comment(1), **known), page(str(n))).article_id
        for n, known in enumerate((first, second, first, second))
    ]
    assert ids[:2] == ids[2:]
    assert len(set(ids)) == count(store, "articles") == count(store, "comments") == 2


def test_an_extract_that_fits_two_articles_stays_apart(store: Store) -> None:
    for n in (1, 2):
        store.add(thread(comment(1), url=f"https://example.org/{n}"), page(str(n)))
    extract = thread(comment(1), comment(2), url=None)
    assert store.add(extract, page("3")).article == "new"
    assert store.add(extract, page("4")).article == "same"
    assert count(store, "articles") == 3


def test_what_is_learned_of_an_article_becomes_a_key_to_it(store: Store) -> None:
    read = store.add(thread(url=None), page("1"))
    store.add(thread(published_at="2015-09-18"), page("2"))
    assert store.add(thread(title="Renamed"), page("3")).article_id == read.article_id
    assert store.add(thread(title="Renamed", url=None), page("4")).article_id == read.article_id
    assert {row["article_id"] for row in store.query("SELECT * FROM article_keys")} == {
        read.article_id
    }


# What analyzers made


def test_what_analyzers_made_goes_when_the_content_changes(store: Store) -> None:
    read = thread(comment(1), comment(2))
    other = thread(comment(1), url="https://example.org/other", title="Other")
    for number, each in enumerate((read, other)):
        store.add(each, page(str(number)))
        analyzed(store, each.article.id)
    derived = [name for name, table in TABLES.items() if table.derived]
    store.add(thread(comment(1), comment(2, votes_funny=1)), page("votes"))
    assert {name: len(store.rows(name, read.article.id)) for name in derived} == dict.fromkeys(
        derived, 1
    )
    store.add(thread(comment(1), comment(2), comment(3)), page("grown"))
    assert {name: len(store.rows(name, read.article.id)) for name in derived} == dict.fromkeys(
        derived, 0
    )
    assert {name: len(store.rows(name, other.article.id)) for name in derived} == dict.fromkeys(
        derived, 1
    )


def test_rows_of_an_article_are_replaced_and_come_in_the_comments_order(store: Store) -> None:
    read = thread(comment(1), comment(2))
    store.add(read, page())
    one, two = (each.id for each in read.comments)
    rows = [{"comment_id": each, **SENTIMENT} for each in (two, one)]
    assert store.write_rows("sentiment", read.article.id, rows) == 2
    assert store.rows("sentiment", read.article.id) == rows[::-1]
    store.write_rows("sentiment", read.article.id, rows[:1])
    assert store.rows("sentiment", read.article.id) == rows[:1]


def test_rows_about_the_article_itself_come_first_and_go_with_the_rest(store: Store) -> None:
    read, other = (thread(comment(1), comment(2), url=f"{URL}{n}", title=n) for n in ("A", "B"))
    ids = []
    for number, one in enumerate((read, other)):
        article = store.add(one, page(str(number))).article_id
        about = [row["id"] for row in store.rows("comments", article)]
        rows = [
            {"id": f"{name}/x", "comment_id": name, "article_id": None, **TOWARDS}
            for name in reversed(about)
        ]
        rows += [{"id": f"{article}/x", "comment_id": None, "article_id": article, **TOWARDS}]
        assert store.write_rows("target_stance", article, rows) == 3
        assert [row["id"] for row in store.rows("target_stance", article)] == [
            f"{name}/x" for name in (article, *about)
        ]
        ids.append(article)
    store.write_rows("target_stance", ids[0], [])
    assert store.rows("target_stance", ids[0]) == []
    assert len(store.rows("target_stance", ids[1])) == 3


def test_settings_are_kept_in_order_and_replaced_as_a_whole(store: Store) -> None:
    lists = {"aliases": ["é", "b"], "favor": [], "against": (), "allies": [], "opponents": []}
    store.write_settings("targets", [{"name": name, **lists} for name in ("zebra", "ant")])
    assert [row["name"] for row in store.settings("targets")] == ["zebra", "ant"]
    assert store.settings("targets")[0] == {"name": "zebra", **lists, "against": []}
    store.write_settings("targets", [])
    assert store.settings("targets") == []


def test_only_settings_are_written_as_such(store: Store) -> None:
    for table in ("comments", "sentiment", "nothing"):
        with pytest.raises(ValueError, match="no table of settings"):
            store.write_settings(table, [])
    with pytest.raises(ValueError, match="no analyzer's table"):
        store.write_rows("targets", "a", [])


def test_lists_and_mappings_are_written_as_json(store: Store) -> None:
    store.record_run({"analyzer": "a", "version": "1", "parameters": {"b": [1], "a": "é"},
                      "started": "2015", "rows": 0})  # fmt: skip
    assert store.query("SELECT id, parameters, finished FROM runs") == [
        {"id": 1, "parameters": '{"a":"é","b":[1]}', "finished": None}
    ]


@pytest.mark.parametrize("table", ["comments", "articles", "runs", "sqlite_master", "nowhere"])
def test_analyzers_write_only_to_their_own_tables(store: Store, table: str) -> None:
    with pytest.raises(ValueError, match="no analyzer's table"):
        store.write_rows(table, "x", [])


def test_a_column_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no column mood"):
        store.write_rows("sentiment", "x", [{"comment_id": "y", "mood": "good"}])


def test_fingerprints_are_kept_by_analyzer(store: Store) -> None:
    read = thread(comment(1))
    store.add(read, page())
    assert store.fingerprints(read.article.id) == {}
    for fingerprint in ("1", "2"):
        store.set_fingerprint(read.article.id, "sentiment", fingerprint)
    assert store.fingerprints(read.article.id) == {"sentiment": "2"}
    assert store.articles()[0].analyzers == 1


# Looking


def test_articles_are_listed_by_date_with_their_counts(store: Store) -> None:
    store.add(thread(comment(1), comment(2, "", state="missing")), page("1"))
    store.add(thread(url=None, title="Older", published_at="2001-01-01"), page("2"))
    store.add(thread(comment(3), claimed_comments=9), page("3"))
    older, bridge = store.articles()
    assert (older.title, older.comments, older.pages, older.analyzers) == ("Older", 0, 1, 0)
    assert (bridge.title, bridge.comments, bridge.pages) == (TITLE, 2, 2)
    assert (bridge.claimed_comments, bridge.url, bridge.format) == (9, URL, "flat")


def test_an_article_is_found_by_what_people_call_it(store: Store) -> None:
    read = store.add(thread(), page())
    for name in (read.article_id, read.article_id[:5], f"{URL}?cid=3", "bridge too"):
        assert store.resolve(name) == read.article_id
    with pytest.raises(ArticleNotFound):
        store.resolve("ferry")


def test_what_is_not_there(store: Store) -> None:
    for ask in (store.load_thread, store.content_hash):
        with pytest.raises(ArticleNotFound, match="no article has the id"):
            ask("nowhere")
    with pytest.raises(NotADatabase):
        Store(Path(__file__))


def test_a_long_thread_is_stored_in_reasonable_time(store: Store) -> None:
    read = thread(*(comment(n, id=str(n), posted_at=None) for n in range(1, 3_001)))
    assert store.add(read, page()).comments_new == 3_000
    assert len(store.load_thread(read.article.id).comments) == 3_000
    assert len(store.search("comment", limit=5_000)) == 3_000


def test_only_changes_leave_a_snapshot_where_that_is_asked_for(store: Store) -> None:
    """As for a page that is polled: advertisements change each time, the thread doesn't."""
    read = thread(comment(1), comment(2))
    store.add(read, page("1"))
    before = store.query("SELECT * FROM snapshots")
    for text in ("2", "3", "1", "4"):
        assert store.add(read, page(text), only_changes=True).article == "same"
    (after,) = store.query("SELECT * FROM snapshots")
    assert {**after, "sha256": before[0]["sha256"]} == before[0]
    assert store.seen(page("4"))
    assert not store.seen(page("1"))


@pytest.mark.parametrize(
    ("second", "source"),
    [
        (thread(comment(1), comment(2, "Edited")), "page.html"),
        (thread(comment(1), comment(2), comment(3)), "page.html"),
        (thread(comment(1)), "page.html"),
        (thread(comment(1), comment(2)), "another.html"),
        (thread(comment(1), comment(2), claimed_comments=7), "page.html"),
    ],
)
def test_what_is_other_than_last_time_leaves_one_all_the_same(
    store: Store, second: Thread, source: str
) -> None:
    store.add(thread(comment(1), comment(2)), page("1"))
    store.add(second, page("2", source), only_changes=True)
    assert len(store.query("SELECT * FROM snapshots")) == 2
