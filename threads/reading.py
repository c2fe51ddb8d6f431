"""Pages into threads ready to be written, here or in other processes, always in the pages' order.

The order counts: of one article's pages, what is read later is the update of what was read before.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from threads.addresses import article_address
from threads.errors import PageError, RejoinderError
from threads.formats import read_page
from threads.identity import identify
from threads.model import Thread
from threads.page import Page
from threads.processes import Processes, cores
from threads.ready import Ready, make_ready
from threads.uncollected import uncollected
from threads.writing import Change

# A process that is not forked takes a third of a second to begin.
_WORTH = 1.0  # seconds that reading has taken here
# Small pages go together, as handing over a task takes a fifth of a millisecond.
_TOGETHER = 1 << 17  # characters
_MOST = 64  # steps


@dataclass(frozen=True, slots=True)
class Known:
    """A page that was read before, and the article it is."""

    change: Change
    source: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of what a source holds."""

    source: str


@dataclass(frozen=True, slots=True)
class Read:
    """A page and the identified thread that it holds."""

    page: Page
    thread: Thread | Ready


Step = Page | Known | Done | RejoinderError
Outcome = Read | Known | Done | RejoinderError


@dataclass(frozen=True, slots=True)
class _Task:
    """Steps that go together. Another process gets the pages, without what was made of them."""

    steps: Sequence[Step]

    def __getstate__(self) -> tuple[object, ...]:
        pages = (step for step in self.steps if isinstance(step, Page))
        return tuple(replace(page) for page in pages)

    def __setstate__(self, pages: tuple[Page, ...]) -> None:
        object.__setattr__(self, "steps", pages)


def shared_out(steps: Iterable[Step], jobs: int | None) -> Iterator[Outcome]:
    """Yield steps in order, with what each page reads as in its place.

    ``jobs`` is how many processes read, None for as many as there are cores once that pays off.
    Raises ``RejoinderError`` where a process died.
    """
    waiting = iter(steps)
    if jobs is None:
        yield from _alone(waiting, _WORTH)
        jobs = cores()
    if jobs > 1 and (first := next(waiting, None)) is not None:
        yield from _together(chain((first,), waiting), jobs)
    else:
        yield from _alone(waiting)


def _alone(steps: Iterator[Step], until: float = math.inf) -> Iterator[Outcome]:
    """Read here, until that and writing what was read have taken so many seconds."""
    spent = 0.0
    for step in steps:
        before = time.monotonic()
        yield _read(step) if isinstance(step, Page) else step
        spent += time.monotonic() - before
        if spent > until:
            return


def _read(page: Page) -> Read | PageError:
    try:
        with uncollected():
            return Read(page, identify(_addressed(page)))
    except PageError as error:
        return error
    finally:
        page.forget()


def _addressed(page: Page) -> Thread:
    """Read a page; an article that doesn't say its address has the one it was found at."""
    thread = read_page(page)
    url = article_address(thread.article.url, page.url)
    return replace(thread, article=replace(thread.article, url=url))


def _together(steps: Iterable[Step], jobs: int) -> Iterator[Outcome]:
    """Read in so many processes; few tasks are under way at a time, whatever there is to read."""
    with Processes(jobs, read_task, "reading", opens_database=False) as processes:
        for task, found in processes.work_off(_tasks(steps), in_order=True):
            made = iter(found)
            for step in task.steps:
                if not isinstance(step, Page):
                    yield step
                elif isinstance(ready := next(made), PageError):
                    yield ready
                else:
                    yield Read(step, ready)


def _tasks(steps: Iterable[Step]) -> Iterator[_Task]:
    """Put steps together until the pages among them are worth handing over."""
    together: list[Step] = []
    size = 0
    for step in steps:
        together.append(step)
        size += len(step.text) if isinstance(step, Page) else 0
        if size >= _TOGETHER or len(together) >= _MOST:
            yield _Task(together)
            together, size = [], 0
    if together:
        yield _Task(together)


def read_task(task: _Task) -> list[Ready | PageError]:
    """Read the pages of a task, each of which holds one thread; where no format can, give why."""
    return [_ready(_read(page)) for page in task.steps if isinstance(page, Page)]


def _ready(outcome: Read | PageError) -> Ready | PageError:
    if isinstance(outcome, PageError):
        return outcome
    thread = outcome.thread
    with uncollected():
        return thread if isinstance(thread, Ready) else make_ready(thread)
