"""A report is of one moment, though another program writes to the database meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reports import folder as folder_module
from reports.page import write_report
from reports.publishing import embed
from tests.reports.fixture_thread import ARTICLE, EMPTY, build

SELECTS = range(1, 60, 14)  # at which another program writes; a page takes about 50


@pytest.fixture
def path(tmp_path: Path) -> Path:
    db = build(tmp_path / "thread.db")
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return tmp_path / "thread.db"


def write(path: Path) -> None:
    """Take from the thread all that was said by one person, and rename the article."""
    with sqlite3.connect(path) as db:
        (author,) = db.execute("SELECT author FROM comments WHERE position = 2").fetchone()
        db.execute(
            "UPDATE comments SET author = 'Nobody', text = 'Gone.' WHERE author = ?", [author]
        )
        db.execute("UPDATE articles SET title = 'Retitled ' || title")
        db.execute("DELETE FROM stance WHERE comment_id IN (SELECT id FROM comments LIMIT 9)")
    db.close()


def disturbed(path: Path, at: int, make: Callable[[sqlite3.Connection], Any]) -> Any:
    """Make something of a database that another program writes to at a SELECT."""
    count = 0

    def note(sql: str) -> None:
        nonlocal count
        count += sql.lstrip().startswith(("SELECT", "WITH"))
        if count == at and sql.lstrip().startswith(("SELECT", "WITH")):
            write(path)

    db = sqlite3.connect(path)
    db.set_trace_callback(note)
    try:
        return make(db)
    finally:
        db.close()


@pytest.mark.parametrize("at", SELECTS)
def test_a_page_and_its_numbers_are_of_one_moment(path: Path, tmp_path: Path, at: int) -> None:
    page, data = tmp_path / "one.html", tmp_path / "one.json"

    def made(db: sqlite3.Connection) -> tuple[bytes, bytes]:
        write_report(db, [ARTICLE], page, data=data)
        return page.read_bytes(), data.read_bytes()

    before = made(sqlite3.connect(path))
    found = disturbed(path, at, made)
    assert found in (before, made(sqlite3.connect(path)))


@pytest.mark.parametrize("at", SELECTS)
def test_a_figure_alone_is_of_one_moment(path: Path, at: int) -> None:
    def made(db: sqlite3.Connection) -> str:
        return embed(db, ARTICLE, "split", library=False)

    before = made(sqlite3.connect(path))
    found = disturbed(path, at, made)
    assert found in (before, made(sqlite3.connect(path)))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_all_pages_of_a_folder_are_of_one_moment(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, after: int
) -> None:
    def made(out: str, jobs: int) -> dict[str, bytes]:
        db = sqlite3.connect(path)
        folder = write_report(db, [ARTICLE, EMPTY], tmp_path / out, jobs=jobs).parent
        db.close()
        return {file.name: file.read_bytes() for file in folder.iterdir()}

    real = folder_module._put

    def put(draft: Any, names: Any, pages: Iterator[Any]) -> None:
        def late() -> Iterator[Any]:
            for number, page in enumerate((*pages, None)):
                if number == after and not written:
                    written.append(number)
                    write(path)
                if page:
                    yield page

        real(draft, names, late())

    written: list[int] = []
    before = made("before", 1)
    monkeypatch.setattr(folder_module, "_put", put)
    found = made("found", jobs)
    assert written
    assert found in (before, made("after", 1))
