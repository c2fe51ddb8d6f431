"""What of a database can be told to be damage, and that a sound one is not suspected."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.threads.builders import CASES, first_schema
from threads.ingest import read_pages
from threads.page import Page
from threads.soundness import flaw
from threads.sources import open_pages
from threads.store import Store


@pytest.fixture
def read(tmp_path: Path) -> Path:
    path = tmp_path / "read.db"
    text = (CASES / "text" / "legacy_flat.txt").read_text("utf-8")
    with Store(path) as store:
        read_pages(store, [Page("lamp-posts.txt", text)])
    return path


def test_a_sound_database_has_no_flaw(read: Path, tmp_path: Path) -> None:
    assert flaw(read) is None
    Store(first_schema(tmp_path / "old.db"), "change").close()
    assert flaw(tmp_path / "old.db") is None
    assert flaw(tmp_path / "none.db") is None
    assert {path.name for path in tmp_path.iterdir()} == {"read.db", "old.db"}


def test_no_page_that_can_be_read_makes_a_database_suspect(tmp_path: Path) -> None:
    path = tmp_path / "all.db"
    with Store(path) as store:
        assert read_pages(store, open_pages([str(CASES)])).comments_new
        assert store.query("SELECT 1 FROM repairs")
    assert flaw(path) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE comments SET position = 'first'", "comments.position"),
        ("UPDATE comments SET text = x'ff00'", "comments.text"),
        ("UPDATE replies SET evidence = '{broken'", "replies.evidence"),
        ("UPDATE comments SET state = 'presenu'", "comments.state"),
        ("UPDATE comments SET author = CAST(x'ff' AS TEXT)", "can't read it"),
        ("DELETE FROM articles", "belongs to nothing"),
    ],
)
def test_a_value_that_can_not_be_is_a_flaw(read: Path, change: str, said: str) -> None:
    with closing(sqlite3.connect(read)) as connection, connection:
        connection.execute(change)
    assert said in (flaw(read) or "")


def test_a_broken_page_is_a_flaw(read: Path) -> None:
    data = bytearray(read.read_bytes())
    data[4096 * 2 : 4096 * 3] = bytes(4096)
    read.write_bytes(data)
    assert flaw(read)
