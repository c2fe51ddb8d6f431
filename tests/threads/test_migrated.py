"""A database of the first schema, with a thread in it, opened by this version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.threads.builders import CASES, first_schema
from tests.threads.test_schema import EXPECTED, KEYS, REFERENCES, STEPS, columns, ours, references
from threads.database import Mode, open_database
from threads.ingest import read_pages
from threads.migrations import MIGRATIONS
from threads.page import Page
from threads.store import Store

Content = dict[str, list[dict[str, object]]]
ARTICLE = "fc86a565c297"
ROWS = {
    "articles": 1, "article_keys": 1, "snapshots": 1, "comments": 7, "replies": 7, "quotes": 2,
    "sentiment": 7, "stance": 7, "chains": 4, "runs": 3, "freshness": 3,
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return first_schema(tmp_path / "old.db")


def content(path: Path) -> Content:
    """Give all rows of all tables."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
            " AND name NOT LIKE 'comments_fts%'"
        )
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for (name,) in names.fetchall()
        }


def test_the_old_database_is_of_the_first_schema(path: Path) -> None:
    assert {name: len(rows) for name, rows in content(path).items()} == ROWS


@pytest.mark.parametrize("mode", ["create", "change", "look"])
def test_opening_brings_the_whole_schema_up_to_date(path: Path, tmp_path: Path, mode: Mode) -> None:
    db = open_database(path, mode)
    assert columns(db) == EXPECTED
    assert {name: db.table(name).pks for name in ours(db)} == KEYS
    assert references(db) == REFERENCES
    assert [step.name for step in MIGRATIONS.applied(db)] == STEPS
    new = open_database(tmp_path / "new.db", "create")
    of_all = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
    assert {row[0] for row in db.execute(of_all)} == {row[0] for row in new.execute(of_all)}


def test_nothing_is_lost(path: Path) -> None:
    before = content(path)
    with Store(path, mode="change") as store:
        assert store.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert store.query("PRAGMA foreign_key_check") == []
    after = content(path)
    assert set(after) == set(EXPECTED)
    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert kept == rows, name


def test_the_thread_is_there_and_found(path: Path) -> None:
    with Store(path, mode="look") as store:
        (article,) = store.articles()
        assert (article.id, article.comments, article.pages) == (ARTICLE, 7, 1)
        assert article.analyzers == 3
        assert len(store.load_thread(ARTICLE).replies) == 7
        assert {row["position"] for row in store.search("landlord")} == {1, 3}


def test_a_later_state_of_the_page_is_compared_with_the_old_one(path: Path) -> None:
    """The first schema kept no sightings: its comments are not new, and the edited one is told."""
    text = (CASES / "text" / "legacy_flat.txt").read_text("utf-8")
    later = text.replace("she does see", "she does hear")
    with Store(path) as store:
        read_pages(store, [Page("lamp-posts.txt", later)])
        found = store.differences(ARTICLE, *store.last_reading(ARTICLE))
        assert [(each.position, each.kinds) for each in found] == [(4, ("edited",))]
        read_pages(store, [Page("lamp-posts.txt", later.replace("  7. icon", "  8. icon"))])
        assert {row["first_snapshot"] for row in store.rows("sightings", ARTICLE)} == {1}


def test_the_page_is_read_anew_and_adds_nothing(path: Path) -> None:
    text = (CASES / "text" / "legacy_flat.txt").read_text("utf-8")
    before = content(path)
    with Store(path) as store:
        summary = read_pages(store, [Page("lamp-posts.txt", text)])
        assert (summary.unchanged, summary.comments_new, summary.comments_changed) == (0, 0, 0)
        assert read_pages(store, [Page("lamp-posts.txt", text)]).unchanged == 1
    after = content(path)
    for name in ("comments", "article_keys"):
        assert after[name] == before[name], name
    assert len(after["snapshots"]) == 1
