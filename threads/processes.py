"""Processes that share work, none of which writes to a database.

They are started anew (``spawn``), as one that is forked off a process with threads may hang, and do
not hear Ctrl-C, which a terminal sends to all: the caller does, and ends them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker


def cores() -> int:
    """Count the processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


@contextmanager
def started(number: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes that work off what is handed to them, in order, and end them.

    A result whose process has died raises ``concurrent.futures.process.BrokenProcessPool``.
    """
    pool = ProcessPoolExecutor(number, get_context("spawn"), initializer=_begin)
    try:
        with uninterrupted():
            for _ in range(number):  # each is started when there is something for it to do
                pool.submit(_nothing)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


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


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _nothing() -> None:
    """Be there."""
