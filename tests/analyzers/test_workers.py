"""Several processes make the rows that one makes, and may die without taking any along."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from analyzers import registry, workers
from analyzers.freshness import Work
from analyzers.run import analyze
from analyzers.workers import Task, Workers, how_many
from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.errors import ArticleNotFound, RejoinderError
from threads.identity import identify
from threads.page import Page
from threads.schema import TABLES
from threads.store import Store

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 16
TIMES = {"started", "finished"}
SAYINGS = (
    *("Exactly, that is great news for the whole town.", "No, you're wrong about all of that."),
    *("Who is going to pay for it?", "I don't agree with you at all, this is a terrible idea :("),
    *("Warum sollen wir das denn alles bezahlen?", "Yes, but it depends on what they do with it."),
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database of articles of several sizes that nobody analyzed."""
    path = tmp_path_factory.mktemp("read") / "read.db"
    with Store(path) as store:
        for number in range(ARTICLES):
            said = [
                Said(SAYINGS[(number + i * i) % len(SAYINGS)], i // 2, f"p{i % 5}")
                for i in range(3 + number % 4 * 5)
            ]
            article = replace(ARTICLE, id="", title=f"Story {number}", published_at="2015-09-18")
            thread = thread_of(said, article)
            store.add(identify(thread), Page(f"{number}.html", repr(thread)))
    return path


@pytest.fixture(scope="module")
def alone(read: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the same with all of it analyzed by one process."""
    path = Path(shutil.copy(read, tmp_path_factory.mktemp("alone")))
    with Store(path) as store:
        analyze(store, engine="fast")
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row there is but for the ids of runs and when they were."""
    with sqlite3.connect(path) as connection:
        found = {}
        for name, table in TABLES.items():
            leave = TIMES | ({"id"} if name == "runs" else set())
            columns = ", ".join(column for column in table.names if column not in leave)
            rows = connection.execute(f"SELECT {columns} FROM {name}").fetchall()
            found[name] = sorted(rows, key=repr)
        return found


def test_rows_are_those_of_one_process(read: Path, alone: Path, tmp_path: Path) -> None:
    told: list[str] = []
    path = Path(shutil.copy(read, tmp_path))
    with Store(path) as store, Store(alone) as other:
        summary = analyze(store, progress=told.append, engine="fast", jobs=2)
        again = analyze(store, engine="fast", jobs=2)
        runs = [run["analyzer"] for run in store.query("SELECT analyzer FROM runs ORDER BY id")]
        assert runs == [analyzer.name for analyzer in registry.ANALYZERS]
        assert list(summary.rows) == [name for name in runs if name in summary.rows]
        assert (
            summary.unscored
            == other.query("SELECT count(*) AS n FROM language WHERE NOT scored")[0]["n"]
        )
    assert content(path) == content(alone)
    assert (summary.articles, summary.analyzed, again.analyzed) == (ARTICLES, ARTICLES, 0)
    assert sorted(told) == sorted(f"Story {number}" for number in range(ARTICLES))
    assert not multiprocessing.active_children()


def test_what_is_done_before_a_process_is_killed_stays(
    read: Path, alone: Path, tmp_path: Path
) -> None:
    done: list[str] = []

    def kill(title: str) -> None:
        done.append(title)
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)

    path = Path(shutil.copy(read, tmp_path))
    with Store(path) as store:
        with pytest.raises(RejoinderError, match=r"has died.*--jobs 1"):
            analyze(store, progress=kill, engine="fast", jobs=2)
        kept = store.query("SELECT DISTINCT article_id FROM freshness")
        assert 1 <= len(done) <= len(kept) < ARTICLES
        assert not multiprocessing.active_children()
        assert analyze(store, engine="fast").analyzed == ARTICLES - len(kept)
    assert {**content(path), "runs": []} == {**content(alone), "runs": []}


def assert_ended(group: int) -> None:
    """Wait until a group of processes has none left; multiprocessing's own tracker ends last."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("some process went on")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_ends_all_and_keeps_what_is_done(read: Path, alone: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(read, tmp_path))
    command = [sys.executable, "-m", "rejoinder", "analyze", str(path), "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--engine", "fast"],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    with sqlite3.connect(path) as connection:
        deadline = time.monotonic() + 60
        while not connection.execute("SELECT count(*) FROM freshness").fetchone()[0]:
            assert time.monotonic() < deadline
            time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said.strip()) == (130, "rejoinder: interrupted")
    assert_ended(process.pid)
    with Store(path) as store:
        kept = len(store.query("SELECT DISTINCT article_id FROM freshness"))
        assert 1 <= kept < ARTICLES
        assert analyze(store, engine="fast").analyzed == ARTICLES - kept
    assert {**content(path), "runs": []} == {**content(alone), "runs": []}


def test_a_failure_comes_whole_from_another_process(read: Path) -> None:
    with (
        pytest.raises(ArticleNotFound, match=str(read)) as raised,
        Workers(1, read, ["language"]) as started,
    ):
        list(started.work_off([Task("nobody", "fast", {"language": "x"})]))
    assert "nobody" in raised.value.what


def test_an_article_that_has_changed_is_left_to_the_caller(read: Path) -> None:
    with Store(read, "look") as store:
        first = store.articles()[0].id
    task = Task(first, "fast", {"language": "of what it was before"})
    with Workers(1, read, ["language"]) as started:
        assert list(started.work_off([task])) == [(task, None)]


def work(name: str, parameters: dict[str, object]) -> Work:
    (analyzer,) = (one for one in registry.ANALYZERS if one.name == name)
    return Work("a", "c", 0, [replace(analyzer, parameters=parameters)], {})


def test_small_work_is_not_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 4)
    fast, neural = work("stance", {"engine": "fast 3"}), work("stance", {"engine": "neural 1"})
    assert how_many(None, [(fast, 500)] * 4) == 1
    assert how_many(None, [(fast, 500)] * 12) == 3
    assert how_many(None, [(fast, 500)] * 100) == 4
    assert how_many(None, [(fast, 100_000)] * 3) == 3  # no more than there are articles
    assert how_many(None, [(work("language", {}), 500)] * 12) == 1
    assert how_many(None, [(neural, 500)] * 100) == 1  # which uses all cores by itself
    assert how_many(None, []) == 1
    assert [how_many(asked, [(fast, 5)] * 3) for asked in (1, 2, 8)] == [1, 2, 3]
