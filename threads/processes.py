"""Work shared out among processes of this machine.

They are forked where that is safe, and so have at once what is loaded here; else they are started
anew (``spawn``). They do not hear Ctrl-C, which a terminal sends to all: the caller does, and ends
them.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess, SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any, Generic, Self, TypeVar
from weakref import WeakSet

from threads.errors import RejoinderError

_PATIENCE = 5.0  # seconds for a process that has nothing to do to end
_WAITING = 4  # answers for each process that may wait for one that is due before them

# This process's ends of the pipes to others. Who is forked has them, too, and must let go, or
# nobody would hear when this process is gone.
_OURS: WeakSet[Connection] = WeakSet()

Task = TypeVar("Task")
Answer = TypeVar("Answer")


def cores() -> int:
    """Count the processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


class Processes(Generic[Task, Answer]):
    """Processes at work, to be used in a ``with``, at whose end they end.

    ``work`` is what they do with a task, a function that can be found by its name; ``doing`` says
    it in a word, should one die. They may be forked where it opens no database: what SQLite knows
    of locks doesn't outlive a fork (https://sqlite.org/howtocorrupt.html, 2.6).
    """

    def __init__(
        self,
        number: int,
        work: Callable[[Task], Answer],
        doing: str,
        *,
        opens_database: bool = True,
    ) -> None:
        context = _context(opens_database)
        self._doing = doing
        self._running: dict[Connection, SpawnProcess | ForkProcess] = {}
        with uninterrupted():
            for _ in range(number):
                ours, theirs = context.Pipe()
                _OURS.add(ours)
                process = context.Process(target=_serve, args=(theirs, work), daemon=True)
                process.start()
                theirs.close()  # so that ours ends when the process does
                self._running[ours] = process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """End the processes: those that wait by closing their pipes, others by force."""
        for pipe, process in self._running.items():
            if any(raised):
                process.terminate()
            pipe.close()
        for process in self._running.values():
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()

    def work_off(
        self, tasks: Iterable[Task], *, in_order: bool = False
    ) -> Iterator[tuple[Task, Answer]]:
        """Yield each task with its answer, as they come or in the order of the tasks.

        A task is taken when a process is nearly free for it. Raises what ``work`` raised, and
        ``RejoinderError`` where that can't be sent or a process died, once all that the others had
        finished by then is yielded.
        """
        waiting = enumerate(tasks)
        idle, busy = list(self._running), dict[Connection, tuple[int, Task]]()
        early: dict[int, tuple[Task, Answer]] = {}
        turn, failed = 0, None
        ahead = next(waiting, None)  # read before a process is free, so that none waits for it
        while busy or ahead:
            while idle and ahead and not failed and len(early) < _WAITING * len(self._running):
                _hand(idle.pop(), ahead, busy)
                ahead = next(waiting, None)
            ready = [pipe for pipe in wait(list(busy), 0 if failed else None) if pipe in busy]
            if not ready:
                break
            for pipe in ready:
                answer = self._answer(pipe)
                number, task = busy.pop(pipe)
                if isinstance(answer, BaseException):
                    failed = failed or answer
                    continue
                idle.append(pipe)
                if ahead and not failed and len(early) < _WAITING * len(self._running):
                    _hand(idle.pop(), ahead, busy)  # before what has come is written
                    ahead = None
                if not in_order:
                    yield task, answer
                    continue
                early[number] = task, answer
                while turn in early:
                    yield early.pop(turn)
                    turn += 1
            ahead = ahead or (None if failed else next(waiting, None))
        if failed:
            raise failed

    def _answer(self, pipe: Any) -> Answer | BaseException:
        """Give what a process sends, or what to raise where it can't send any more."""
        try:
            answer: Answer | BaseException = pipe.recv()
        except (EOFError, OSError):
            return RejoinderError(
                f"a process that was {self._doing} has died",
                remedy="the system may be short of memory; what is done is kept: run it again,"
                " with --jobs 1",
            )
        return answer


def _context(opens_database: bool) -> SpawnContext | ForkContext:
    """Choose how processes begin.

    Who is forked has but the thread that forked, and waits for ever for what another held.
    """
    tasks = Path("/proc/self/task")  # Linux's list of the threads, those of libraries included
    alone = sys.platform == "linux" and tasks.exists() and len(list(tasks.iterdir())) == 1
    return get_context("fork") if alone and not opens_database else get_context("spawn")


def _hand(
    pipe: Connection, task: tuple[int, Task], busy: dict[Connection, tuple[int, Task]]
) -> None:
    busy[pipe] = task
    try:
        pipe.send(task[1])
    except OSError:  # it has died, which reading from it will tell
        return


def _serve(pipe: Connection, work: Callable[[Task], Answer]) -> None:
    """Work off tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for ours in _OURS:
        ours.close()
    gc.enable()  # it may rest in who forked this process
    gc.freeze()  # what that one made stays as it is, so that memory goes on to be shared
    try:
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, BrokenPipeError):  # nobody wants any more
        return
    except Exception as error:
        pipe.send(_heard(error))


def _heard(error: Exception) -> Exception:
    """Give an exception as it can be raised where it is heard; where it can't, what it says."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever its class makes of that
        what = f"{type(error).__name__}: {error}"
        return RejoinderError(what, remedy="run it again, with --jobs 1, which tells more")
    return error


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back meanwhile; processes that are started never hear it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Python starts it with the first process, and lets Ctrl-C through again when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
