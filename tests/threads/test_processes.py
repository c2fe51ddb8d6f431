"""Tasks come back from other processes as they are done or in their order, and none runs away."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from threads.errors import RejoinderError
from threads.processes import Processes, cores

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


def after(task: tuple[int, float]) -> int:
    """Give a task's number after its seconds."""
    number, seconds = task
    time.sleep(seconds)
    if number < 0:
        raise ValueError(str(number))
    return number


def die(task: int) -> int:
    """Die at one of the tasks."""
    if task == 3:
        os._exit(9)
    return task


def test_answers_come_in_order_or_as_they_are_done() -> None:
    tasks = [(number, 0.4 if number == 0 else 0.0) for number in range(9)]
    taken: list[int] = []

    def handed() -> Iterator[tuple[int, float]]:
        for task in tasks:
            taken.append(task[0])
            yield task

    with Processes(2, after, "waiting") as processes:
        first = None
        found = []
        for task, answer in processes.work_off(handed(), in_order=True):
            first = first or len(taken)
            found.append((task, answer))
        assert found == [(task, task[0]) for task in tasks]
        assert first is not None
        loose = [answer for _, answer in processes.work_off(tasks)]
        assert sorted(loose) == list(range(9))
        assert list(processes.work_off([])) == []
    assert not multiprocessing.active_children()


def test_no_more_is_taken_than_may_wait() -> None:
    taken: list[int] = []

    def handed() -> Iterator[tuple[int, float]]:
        for number in range(200):
            taken.append(number)
            yield number, 0.8 if number == 0 else 0.0

    with Processes(2, after, "waiting") as processes:
        answers = processes.work_off(handed(), in_order=True)
        next(answers)
        assert len(taken) < 20  # 8 answers wait, 2 tasks are at work, 1 is ready
        assert [number for _, number in answers] == list(range(1, 200))


class Odd(Exception):
    """Can be sent, but not be made anew."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what} for {why}")


class Odder(Exception):
    """Can't even be sent."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.held = lambda: what


def fail(task: int) -> int:
    """Fail in one of two ways at the second and third of the tasks."""
    if task == 2:
        raise Odd("nothing", "naught")
    if task == 3:
        raise Odder("less than nothing")
    return task


@pytest.mark.parametrize(
    ("tasks", "said"), [([1, 2], "Odd: nothing for naught"), ([1, 3], "Odder: less than nothing")]
)
def test_what_cannot_be_raised_here_is_told(tasks: list[int], said: str) -> None:
    with (
        pytest.raises(RejoinderError, match=rf"^{said} \(run it again, with --jobs 1"),
        Processes(2, fail, "failing") as processes,
    ):
        list(processes.work_off(tasks))
    assert not multiprocessing.active_children()


def test_what_is_raised_there_is_raised_here() -> None:
    with pytest.raises(ValueError, match="-1"), Processes(2, after, "waiting") as processes:
        list(processes.work_off([(1, 0.0), (-1, 0.0), (2, 0.0)]))
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("in_order", [True, False])
def test_a_process_that_dies_is_told(in_order: bool) -> None:
    found = []
    with (
        pytest.raises(RejoinderError, match=r"a process that was counting has died .*--jobs 1"),
        Processes(1, die, "counting") as processes,
    ):
        for task, answer in processes.work_off(range(9), in_order=in_order):
            found.append((task, answer))
    assert found == [(0, 0), (1, 1), (2, 2)]


def test_a_machine_has_cores() -> None:
    assert cores() >= 1


def by_itself(program: str) -> subprocess.Popen[str]:
    """Run a program, in which nothing but it has been at work."""
    head = (
        "import gc, json, os, sys, threading\nfrom threads.processes import Processes, _context\n"
    )
    return subprocess.Popen([sys.executable, "-c", head + program], text=True, stdout=-1)


@linux
def test_who_is_forked_has_what_was_loaded_and_collects() -> None:
    program = """
def work(task):
    return task, loaded, gc.isenabled(), os.getpid()

loaded = "before"
gc.disable()
with Processes(2, work, "asking", opens_database=False) as processes:
    print(json.dumps([answer for _, answer in processes.work_off(range(40), in_order=True)]))
"""
    process = by_itself(program)
    told, _ = process.communicate(timeout=60)
    found = json.loads(told)
    assert [task for task, *_ in found] == list(range(40))
    assert {(loaded, collects) for _, loaded, collects, _ in found} == {("before", True)}
    assert process.pid not in {pid for *_, pid in found}


@linux
def test_who_is_forked_ends_with_who_forked() -> None:
    program = """
def work(task):
    return os.getpid()

processes = Processes(3, work, "asking", opens_database=False)
others = [process.pid for process in processes._running.values()]
print(json.dumps(others), flush=True)
os.kill(os.getpid(), 9)
"""
    process = by_itself(program)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    # They hold stdout as well: that it came to its end says that they have come to theirs.
    assert len(json.loads(told)) == 3


@linux
def test_nothing_is_forked_off_threads_nor_for_a_database() -> None:
    program = """
kinds = [_context(opens_database=False), _context(opens_database=True)]
ended = threading.Event()
other = threading.Thread(target=ended.wait)
other.start()
kinds.append(_context(opens_database=False))
ended.set()
print(json.dumps([kind.get_start_method() for kind in kinds]))
"""
    told, _ = by_itself(program).communicate(timeout=60)
    assert json.loads(told) == ["fork", "spawn", "spawn"]
