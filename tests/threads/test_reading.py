"""Several processes read what one reads, in the pages' order, and may die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from threads import reading
from threads.errors import PageError, RejoinderError, SourceNotFound
from threads.ingest import read_pages
from threads.model import Thread
from threads.page import Page
from threads.reading import Known, Read, shared_out
from threads.ready import make_ready
from threads.schema import TABLES
from threads.sources import open_pages
from threads.store import Change, Store

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CASES = Path(__file__).parent / "cases"
GONE = SourceNotFound("no such file or folder", where="gone.html")
TIMES = {"first_read", "read_at"}


def pages() -> Iterator[Page | SourceNotFound]:
    """Give pages of all kinds: bad ones, one twice, one as it was before and is later."""
    doorbells = (EXAMPLES / "doorbells.html").read_text("utf-8")
    earlier = doorbells.replace("police", "the police")
    yield Page("earlier", earlier)
    yield from (p for p in open_pages([str(CASES / "html")]) if isinstance(p, Page))
    yield Page("nothing", "Nothing that any format reads.")
    yield GONE
    yield Page("doorbells", doorbells)
    yield Page("again", doorbells)
    yield from (p for p in open_pages([str(CASES / "data")]) if isinstance(p, Page))


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Give all rows in the order written, but for the times of reading."""
    found = {}
    for name, table in TABLES.items():
        columns = ", ".join(column for column in table.names if column not in TIMES)
        sql = f"SELECT {columns} FROM {name} ORDER BY rowid"
        with sqlite3.connect(store.path) as connection:
            found[name] = connection.execute(sql).fetchall()
    return found


@pytest.mark.parametrize("jobs", [2, None])
def test_rows_are_those_of_one_process(
    jobs: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_WORTH", 0.05)  # None: begin alone, go on together
    monkeypatch.setattr(reading, "cores", lambda: 2)
    told: list[tuple[int | None, str]] = []
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "many.db") as many:
        alone = read_pages(one, pages(), lambda name: told.append((1, name)))
        together = read_pages(many, pages(), lambda name: told.append((jobs, name)), jobs=jobs)
        assert content(many) == content(one)
    assert repr(together) == repr(alone)
    assert [str(error) for error in together.failures] == [str(error) for error in alone.failures]
    assert len(alone.articles) == 23
    assert alone.failures
    assert [name for by, name in told if by == 1] == [name for by, name in told if by != 1]
    assert not multiprocessing.active_children()


def test_what_a_thread_is_made_ready_as_gives_it_back() -> None:
    found = 0
    for page in pages():
        if isinstance(page, Page):
            (alone,) = shared_out([page], 1)
            if isinstance(alone, PageError):
                continue
            assert isinstance(alone, Read)
            assert isinstance(alone.thread, Thread)
            assert make_ready(alone.thread).thread() == alone.thread
            found += 1
    assert found > 20


def test_an_article_that_is_there_is_merged_with_what_another_process_read(tmp_path: Path) -> None:
    doorbells = Page("doorbells", (EXAMPLES / "doorbells.html").read_text("utf-8"))
    changed = Page("changed", doorbells.text.replace("police", "the police"))
    stores = []
    for number in (0, 1):
        with Store(tmp_path / f"{number}.db") as store:
            for page in (doorbells, changed):
                (alone,) = shared_out([page], 1)
                assert isinstance(alone, Read)
                assert isinstance(alone.thread, Thread)
                change = store.add(make_ready(alone.thread) if number else alone.thread, page)
            assert change.article == "changed"
            stores.append(content(store))
    assert stores[0] == stores[1]


def test_what_was_read_before_a_process_was_killed_stays(tmp_path: Path) -> None:
    text = (EXAMPLES / "doorbells.html").read_text("utf-8")
    many = [
        Page(str(n), text.replace("Doorbell", f"Doorbell {n}") + " " * (1 << 17)) for n in range(40)
    ]
    done: list[str] = []

    def kill(name: str) -> None:
        done.append(name)
        if len(done) == 3:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

    with Store(tmp_path / "threads.db") as store:
        with pytest.raises(RejoinderError, match=r"has died.*--jobs 1"):
            read_pages(store, many, kill, jobs=2)
        (kept,) = store.query("SELECT count(*) AS n FROM snapshots")
        assert 3 <= len(done) <= kept["n"] <= len(done) + 1 < 40
        assert store.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert not multiprocessing.active_children()
        again = read_pages(store, many)
        assert (again.pages, again.unchanged) == (40, kept["n"])


def test_steps_that_are_no_pages_stay_where_they_are() -> None:
    known = [
        Known(Change(article_id=str(n), article="same", comments_on_page=0, known=True), str(n))
        for n in range(200)
    ]
    assert list(shared_out(known, 1)) == known
    assert list(shared_out(known, 2)) == known
    assert list(shared_out(known, None)) == known
    assert list(shared_out([], 2)) == []
