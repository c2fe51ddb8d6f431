"""Articles shared out among processes, of which none but the caller's writes.

Each worker opens the database to look, makes the rows of the article that it is handed, and hands
them back as plain values. Processes are started anew (``spawn``), as one that is forked off a
process with threads may hang. They do not hear Ctrl-C, which a terminal sends to all: the caller
does, and ends them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from analyzers import registry
from analyzers.freshness import JUDGING, Plan, Work, configured, fingerprints, make_rows
from threads.errors import RejoinderError
from threads.store import Store
from threads.tables import values_of

# A process takes a second or two to begin, which is what so many comments take to be analyzed; the
# neural engine takes all cores by itself.
WORTH, WORTH_UNJUDGED = 2_000, 10_000
_PATIENCE = 5.0  # seconds for a process that has nothing to do to end

Values = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Task:
    """An article, the engine whose plan is followed, and the fingerprints of what is stale."""

    article_id: str
    engine: str
    wanted: dict[str, str]

    def __hash__(self) -> int:
        """Tell tasks apart by their articles."""
        return hash(self.article_id)


def cores() -> int:
    """Count the processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def how_many(asked: int | None, works: Sequence[tuple[Work, int]]) -> int:
    """Say how many processes do the work; each comes with the number of the article's comments.

    As many as asked for and as there are articles; where nothing is asked for, as many cores as
    each get enough to do that starting a process pays off.
    """
    if asked is not None:
        return max(1, min(asked, len(works)))
    worth = 0.0
    for work, comments in works:
        judged = [analyzer for analyzer in work.stale if analyzer.name == JUDGING]
        if any(str(a.parameters.get("engine")).startswith("neural") for a in judged):
            return 1
        worth += comments / (WORTH if judged else WORTH_UNJUDGED)
    return max(1, min(cores(), len(works), int(worth)))


class Workers:
    """Processes at work, to be used in a ``with``, at whose end they end.

    ``only`` names the analyzers of every plan.
    """

    def __init__(self, number: int, database: Path, only: Sequence[str]) -> None:
        context = get_context("spawn")
        self._running: dict[Connection, SpawnProcess] = {}
        with _uninterrupted():
            for _ in range(number):
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, database, only), daemon=True)
                process.start()
                theirs.close()  # so that ours ends when the process does
                self._running[ours] = process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes: those that wait by closing their pipes, others by force."""
        for pipe, process in self._running.items():
            if kind is not None:
                process.terminate()
            pipe.close()
        for process in self._running.values():
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()

    def work_off(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Values | None]]:
        """Yield each task with its values as they come; None for an article that has changed.

        Raises ``RejoinderError`` where a process died, and whatever was raised within one, once
        all that the others had finished by then is yielded.
        """
        waiting = iter(tasks)
        busy: dict[Connection, Task] = {}
        for pipe in self._running:
            _hand(pipe, next(waiting, None), busy)
        failed: BaseException | None = None
        while busy:
            ready = [pipe for pipe in wait(list(busy), 0 if failed else None) if pipe in busy]
            if not ready:
                break
            for pipe in ready:
                answer = self._answer(pipe)
                task = busy.pop(pipe)
                if isinstance(answer, BaseException):
                    failed = failed or answer
                    continue
                if not failed:
                    _hand(pipe, next(waiting, None), busy)
                yield task, answer
        if failed:
            raise failed

    def _answer(self, pipe: Any) -> Values | BaseException | None:
        """Give what a process sends, or what to raise where it can't send any more."""
        try:
            answer: Values | BaseException | None = pipe.recv()
        except (EOFError, OSError):
            return RejoinderError(
                "a process that was analyzing has died",
                remedy="the system may be short of memory; what is done is kept: run it again,"
                " with --jobs 1",
            )
        return answer


def _hand(pipe: Connection, task: Task | None, busy: dict[Connection, Task]) -> None:
    if task is None:
        return
    busy[pipe] = task
    try:
        pipe.send(task)
    except OSError:  # it has died, which reading from it will tell
        return


def _serve(pipe: Connection, database: Path, only: Sequence[str]) -> None:
    """Work off tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Store(database, "look") as store:
            analyzers = configured(store, registry.choose(only, registry.ANALYZERS))
            while True:
                task: Task = pipe.recv()
                plan = registry.with_engine(task.engine, analyzers)
                pipe.send(_made(store, plan, task))
    except (EOFError, BrokenPipeError):  # nobody wants any more
        return
    except Exception as error:
        pipe.send(error)  # to be raised where it is heard


def _made(store: Store, plan: Plan, task: Task) -> Values | None:
    content = store.content_hash(task.article_id)
    found = fingerprints(content, plan)
    if any(found.get(name) != fingerprint for name, fingerprint in task.wanted.items()):
        return None
    stale = [analyzer for analyzer in plan if analyzer.name in task.wanted]
    made = make_rows(store, task.article_id, stale)
    if store.content_hash(task.article_id) != content:
        return None
    return {table: values_of(table, rows) for table, rows in made.items()}


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back meanwhile; processes that are started never hear it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
