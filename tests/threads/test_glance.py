from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.threads.builders import comment, page, thread
from threads.glance import authors, is_database, titles
from threads.store import Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "o.db"
    with Store(path) as store:
        people = ("Ada", "Bo", "Bo")
        said = [comment(place, author=name) for place, name in enumerate(people, 1)]
        store.add(thread(*said), page("1"))
        other = thread(comment(1, author=""), url="https://example.org/2", title="Another")
        store.add(other, page("2"))
    return path


def test_titles_and_authors_without_opening_it(db: Path) -> None:
    assert sorted(title for _, title in titles(db)) == ["A bridge too many", "Another"]
    assert authors(db) == ["Bo", "Ada"]


def test_nothing_is_left_beside_it(db: Path) -> None:
    before = sorted(db.parent.iterdir())
    assert titles(db) and authors(db)
    assert sorted(db.parent.iterdir()) == before


def test_it_is_read_while_another_writes(db: Path) -> None:
    with Store(db) as store, store.transaction():
        store.add(thread(comment(1), url="https://example.org/3", title="Third"), page("3"))
        assert len(titles(db)) == 2  # what is not yet done doesn't show
    assert len(titles(db)) == 3


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE articles (id, title)")


def cut_short(path: Path) -> None:
    with Store(path):
        pass
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    "make",
    [
        lambda path: None,
        lambda path: path.touch(),
        lambda path: path.write_text("<html>"),
        lambda path: path.mkdir(),
        foreign,
        cut_short,
    ],
)
def test_whatever_else_it_is_nothing_is_told_and_nothing_made(tmp_path: Path, make: object) -> None:
    path = tmp_path / "x.db"
    assert callable(make)
    make(path)
    before = sorted(tmp_path.iterdir())
    assert (titles(path), authors(path)) == ([], [])
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "~nobody-at-all/x"])
def test_no_name_makes_it_fail(name: str) -> None:
    assert (is_database(Path(name)), titles(Path(name))) == (False, [])


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not is_database(tmp_path / "pipe")


def test_it_loads_nothing_that_takes_time() -> None:
    program = "import sys, threads.glance; print('sqlite_utils' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
