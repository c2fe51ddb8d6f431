"""Jobs shared out among processes of this machine.

They are started anew (``spawn``), as one that is forked off a process with threads may hang. They
do not hear Ctrl-C, which a terminal sends to all: the caller does, and ends them.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self

from analyzers.contract import Analyzer
from analyzers.freshness import JUDGING, Work
from analyzers.jobs import Job, Values, made
from threads.errors import RejoinderError
from threads.processes import cores, uninterrupted

# A process takes a second or two to begin, which is what so many comments take to be analyzed; the
# neural engine takes all cores by itself.
WORTH, WORTH_UNJUDGED = 2_000, 10_000
_PATIENCE = 5.0  # seconds for a process that has nothing to do to end


def how_many(asked: int | None, works: Iterable[tuple[Work, int]]) -> int:
    """Say how many processes do the work; each comes with the number of the article's comments.

    As many as asked for and as there are articles; where nothing is asked for, as many cores as
    each get enough to do that starting a process pays off. No more is looked at than tells that.
    """
    most = asked or cores()
    number, worth = 0, 0.0
    for work, comments in works:
        judged = [analyzer for analyzer in work.stale if analyzer.name == JUDGING]
        if asked is None and any(_is_neural(analyzer) for analyzer in judged):
            return 1
        number += 1
        worth += comments / (WORTH if judged else WORTH_UNJUDGED)
        if number >= most and (asked is not None or worth >= most):
            return most
    return max(1, min(most, number, number if asked is not None else int(worth)))


def _is_neural(analyzer: Analyzer) -> bool:
    return str(analyzer.parameters.get("engine")).startswith("neural")


class Workers:
    """Processes at work: hands (``analyzers.hands``)."""

    def __init__(self, number: int) -> None:
        context = get_context("spawn")
        self._running: dict[Connection, SpawnProcess] = {}
        with uninterrupted():
            for _ in range(number):
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs,), daemon=True)
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

    def work_off(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Values]]:
        """Yield each job with the rows made of it as they come; see ``Hands``."""
        waiting = iter(jobs)
        busy: dict[Connection, Job] = {}
        for pipe in self._running:
            _hand(pipe, next(waiting, None), busy)
        ahead = next(waiting, None)  # read before a process is free, so that none waits for it
        failed: BaseException | None = None
        while busy:
            ready = [pipe for pipe in wait(list(busy), 0 if failed else None) if pipe in busy]
            if not ready:
                break
            for pipe in ready:
                answer = self._answer(pipe)
                job = busy.pop(pipe)
                if isinstance(answer, BaseException):
                    failed = failed or answer
                    continue
                if not failed:
                    _hand(pipe, ahead, busy)
                yield job, answer
                if not failed:
                    ahead = next(waiting, None)
        if failed:
            raise failed

    def _answer(self, pipe: Any) -> Values | BaseException:
        """Give what a process sends, or what to raise where it can't send any more."""
        try:
            answer: Values | BaseException = pipe.recv()
        except (EOFError, OSError):
            return RejoinderError(
                "a process that was analyzing has died",
                remedy="the system may be short of memory; what is done is kept: run it again,"
                " with --jobs 1",
            )
        return answer


def _hand(pipe: Connection, job: Job | None, busy: dict[Connection, Job]) -> None:
    if job is None:
        return
    busy[pipe] = job
    try:
        pipe.send(job)
    except OSError:  # it has died, which reading from it will tell
        return


def _serve(pipe: Connection) -> None:
    """Work off jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            pipe.send(made(pipe.recv()))
    except (EOFError, BrokenPipeError):  # nobody wants any more
        return
    except Exception as error:
        pipe.send(error)  # to be raised where it is heard
