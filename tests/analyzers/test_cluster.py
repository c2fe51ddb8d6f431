"""A cluster makes the rows that one process makes, and its troubles are told plainly."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyzers import cluster, parts, registry
from analyzers.cluster import Cluster
from analyzers.freshness import stale_work
from analyzers.jobs import Job, job_for
from analyzers.run import Where, analyze
from tests.analyzers.archive import ARTICLES, content, digests
from tests.analyzers.test_workers import assert_ended
from threads.data_set import drafts
from threads.errors import RejoinderError
from threads.store import Store

distributed = pytest.importorskip("distributed", reason="Dask is not installed")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def processes() -> Iterator[Any]:
    """Start a cluster of two processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=60
    ) as started:
        yield started


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Start a cluster within this process, which is waited for but a moment."""
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    monkeypatch.setattr(cluster, "_LOOK", 0.05)
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
        silence_logs=60,
    ) as started:
        yield started


def jobs(path: Path, **changed: Any) -> list[Job]:
    """Give the jobs of the first analyzer."""
    plan = registry.choose(["language"], registry.ANALYZERS)
    with Store(path, "look") as store:
        works = [stale_work(store, article.id, [plan]) for article in store.articles()]
        return [job_for(store, work, plan, "fast") for work in works]


def test_rows_are_those_of_one_process(
    processes: Any, read: Path, alone: Path, tmp_path: Path
) -> None:
    path, told = Path(shutil.copy(read, tmp_path)), list[str]()
    where = Where(cluster=processes.scheduler_address)
    with Store(path) as store:
        summary = analyze(store, progress=told.append, engine="fast", where=where)
    assert content(path) == content(alone)
    assert (summary.articles, summary.analyzed) == (ARTICLES, ARTICLES)
    assert sorted(told) == sorted(f"Story {number}" for number in range(ARTICLES))


def test_files_of_a_data_set_are_those_of_one_process(
    processes: Any, read: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_COMMENTS", 1)  # so that they come in another order
    monkeypatch.setattr(parts, "SIZE", 40)
    monkeypatch.setattr(drafts, "_TOGETHER", 5)
    with Store(read, "look") as store:
        where = Where(cluster=processes.scheduler_address, out=tmp_path / "set")
        analyze(store, engine="fast", where=where)
    assert digests(tmp_path / "set") == digests(made)


def test_a_killed_worker_is_replaced_and_nothing_is_lost(
    processes: Any, read: Path, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_COMMENTS", 1)  # a load for each article

    def kill(title: str) -> None:
        if not killed:
            killed.append(processes.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    path, killed = Path(shutil.copy(read, tmp_path)), list[int]()
    with Store(path) as store:
        where = Where(cluster=processes.scheduler_address)
        analyze(store, progress=kill, engine="fast", where=where)
    assert killed
    assert content(path) == content(alone)


def test_what_is_done_before_all_workers_go_stays(
    threads: Any, read: Path, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_COMMENTS", 1)
    monkeypatch.setattr(cluster, "_GONE", 0.2)
    path, done = Path(shutil.copy(read, tmp_path)), list[str]()

    def leave(title: str) -> None:
        done.append(title)
        threads.scale(0)
        threads.sync(threads._correct_state)

    where = Where(cluster=threads.scheduler_address)
    with Store(path) as store:
        with pytest.raises(RejoinderError, match=r"all its workers are gone.*run it again"):
            analyze(store, progress=leave, engine="fast", where=where)
        assert 1 <= len(done) < ARTICLES
        assert analyze(store, engine="fast").analyzed == ARTICLES - len(done)
    assert {**content(path), "runs": []} == {**content(alone), "runs": []}


def test_rows_that_went_with_their_worker_are_not_waited_for(
    threads: Any, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Future

    def lost(future: Future, timeout: float | None = None) -> None:
        assert timeout, "it would be waited for ever"
        raise TimeoutError

    monkeypatch.setattr(Future, "result", lost)
    monkeypatch.setattr(cluster, "_LOOK", 0.05)
    monkeypatch.setattr(cluster, "_GONE", 0.3)
    with Cluster(threads.scheduler_address) as hands:
        working = hands.work_off(jobs(read))
        monkeypatch.setattr(hands, "_threads", lambda: 0)
        with pytest.raises(RejoinderError, match="all its workers are gone"):
            list(working)


def test_a_failure_comes_whole_from_a_worker(threads: Any, read: Path) -> None:
    first, *rest = jobs(read)
    other = Job(**{name: getattr(first, name) for name in Job.__slots__} | {"wanted": {"x": "y"}})
    with (
        Cluster(threads.scheduler_address) as hands,
        pytest.raises(RejoinderError, match=r"another version of Rejoinder .* differs in x"),
    ):
        list(hands.work_off([other, *rest]))


def test_only_so_many_jobs_are_taken_as_keep_workers_busy(
    threads: Any, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = 0

    def counted() -> Iterator[Job]:
        nonlocal taken
        for job in jobs(read):
            taken += 1
            yield job

    monkeypatch.setattr(cluster, "_COMMENTS", 1)
    with Cluster(threads.scheduler_address) as hands:
        ahead = [taken - place for place, _ in enumerate(hands.work_off(counted()), 1)]
    assert taken == ARTICLES
    assert max(ahead) == 2  # the one that the thread is at, and the one that waits for it
    monkeypatch.setattr(cluster, "_MOST", 1)
    taken = 0
    with Cluster(threads.scheduler_address) as hands:
        ahead = [taken - place for place, _ in enumerate(hands.work_off(counted()), 1)]
    assert max(ahead) == 1


def test_small_articles_go_together(threads: Any, read: Path) -> None:
    loads = [load for load, _ in cluster._loads(jobs(read))]
    assert [len(load) for load in loads] == [ARTICLES]
    with Cluster(threads.scheduler_address) as hands:
        assert len(list(hands.work_off(jobs(read)))) == ARTICLES


def raised(address: str) -> RejoinderError:
    with pytest.raises(RejoinderError) as found, Cluster(address):
        pass
    return found.value


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 0.2)
    for address in ("tcp://127.0.0.1:1", "nonsense"):
        error = raised(address)
        assert error.where == address
        assert "no Dask scheduler answers" in error.what
        assert "--cluster local" in error.remedy


def test_a_scheduler_without_workers(threads: Any) -> None:
    threads.scale(0)
    threads.sync(threads._correct_state)
    error = raised(threads.scheduler_address)
    assert error.what == "no worker has come to the scheduler"
    assert error.remedy.endswith(f"dask worker {threads.scheduler_address}")


def test_workers_with_other_versions(threads: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    original = distributed.Client.get_versions

    def older(client: Any, **asked: Any) -> Any:
        found = original(client, **asked)
        for worker in found["workers"].values():
            worker["packages"] = {**worker["packages"], "numpy": "1.0"}
        return found

    monkeypatch.setattr(distributed.Client, "get_versions", older)
    error = raised(threads.scheduler_address)
    assert "what is installed there differs: numpy 1.0 for " in error.what
    assert error.where.startswith("inproc://")
    assert "same versions" in error.remedy


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (distributed.KilledWorker("x", None, 3), "workers died over an article"),
        (distributed.client.FutureCancelledError("x", "lost"), "the cluster has gone away"),
        (OSError("x"), "the cluster has gone away"),
        (ModuleNotFoundError("No module named 'analyzers'"), "can't import Rejoinder"),
        (RuntimeError("Error during deserialization of the task graph"), "can't import Rejoinder"),
    ],
)
def test_what_dask_raises_is_told_plainly(error: Exception, told: str) -> None:
    told_as = Cluster("tcp://here:1")._failed(error)
    assert isinstance(told_as, RejoinderError)
    assert told in told_as.what
    assert told_as.where == "tcp://here:1"
    assert told_as.remedy
    mistake = KeyError("ours")
    assert Cluster("tcp://here:1")._failed(mistake) is mistake


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(RejoinderError, match=r"needs the library Dask.*rejoinder\[cluster\]"):
        Cluster("local")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_ends_a_local_cluster_and_keeps_what_is_done(read: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(read, tmp_path))
    # A load for each article, so that not all are done at once.
    program = "from analyzers import cluster as c; from rejoinder.cli import main; c._COMMENTS = 1"
    words = ["analyze", str(path), "--engine", "fast", "--cluster", "local", "--jobs", "1"]
    process = subprocess.Popen(
        [sys.executable, "-c", f"{program}; main()", *words],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    with sqlite3.connect(path) as connection:
        deadline = time.monotonic() + 120
        while not connection.execute("SELECT count(*) FROM freshness").fetchone()[0]:
            assert time.monotonic() < deadline
            time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the worker, too
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (130, "rejoinder: interrupted")
    assert_ended(process.pid)
