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
from analyzers.freshness import Plan, Work, stale_work
from analyzers.jobs import Job, job_for, made
from analyzers.run import Where, analyze
from analyzers.workers import Workers, how_many
from tests.analyzers.archive import ARTICLES, content
from threads.errors import RejoinderError
from threads.store import Store

ROOT = Path(__file__).resolve().parents[2]


def test_rows_are_those_of_one_process(read: Path, alone: Path, tmp_path: Path) -> None:
    told: list[str] = []
    path = Path(shutil.copy(read, tmp_path))
    with Store(path) as store, Store(alone) as other:
        summary = analyze(store, progress=told.append, engine="fast", where=Where(2))
        again = analyze(store, engine="fast", where=Where(2))
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
            analyze(store, progress=kill, engine="fast", where=Where(2))
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


def job(store: Store, plan: Plan, wanted: dict[str, str] | None = None) -> Job:
    """Give the job of the first article, with other fingerprints than its own where wanted."""
    work = stale_work(store, store.articles()[0].id, [plan])
    return replace(job_for(store, work, plan, "fast"), **({"wanted": wanted} if wanted else {}))


def test_a_job_is_all_that_a_process_is_told_and_its_failure_comes_whole(read: Path) -> None:
    plan = registry.choose(["sentiment"], registry.ANALYZERS)
    with Store(read, "look") as store:
        wanted = job(store, plan)
        another = job(store, plan, {"sentiment": "of another version"})
    found = []
    with pytest.raises(RejoinderError, match="differs in sentiment") as raised, Workers(1) as hands:
        found += hands.work_off([wanted])
        found += hands.work_off([another])
    ((done, values),) = found
    assert done is wanted
    assert values == made(wanted)
    assert list(values) == ["language", "sentiment"]
    assert len(values["language"]) == wanted.comments
    assert "same version" in raised.value.remedy


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
