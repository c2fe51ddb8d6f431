"""Who works jobs off: this process, others beside it (``workers``), a cluster (``cluster``).

Whoever it is, jobs are taken one after another as there are hands free, so that only so many are
in memory as are being worked off; and whoever hands them out is the one who writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, Self

from analyzers.jobs import Job, Values, made


class Hands(Protocol):
    """Those who work jobs off, to be used in a ``with``, at whose end they are let go."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def work_off(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Values]]:
        """Yield each job with the rows made of it, in whatever order they come.

        Raises whatever a job failed with, and ``RejoinderError`` where hands are lost, once all
        that the others had finished by then is yielded.
        """
        ...


class Alone:
    """Nobody else: one job after another is done by this process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def work_off(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Values]]:
        """Yield each job with the rows made of it, in their order."""
        for job in jobs:
            yield job, made(job)
