"""Jobs shared out by Dask: among machines by its scheduler, or here by a cluster of processes.

Its workers see neither database nor files: a job brings all that it needs, and the rows come back.
Small articles go together, so that asking for them doesn't take longer than doing them, and no
more is on its way than keeps every worker busy. What a worker that dies was at is done by another.
"""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from analyzers.jobs import Job, Values, made
from threads.errors import RejoinderError
from threads.processes import cores, uninterrupted

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
# What has to be the same everywhere: what carries the jobs, and whatever counts or knows words.
ALIKE = (
    *("python", "dask", "distributed", "msgpack", "rejoinder"),
    *("numpy", "onnxruntime", "py3langid", "tokenizers", "vadersentiment"),
)
_COMMENTS = 500  # of a load at least: a tenth of a second's work, beside which asking is nothing
_AHEAD = 2  # loads for each thread of a worker, the one that it is at and one that waits there
_MOST = 256 * 1024 * 1024  # bytes on their way, beside which no more are sent
_ANSWER = 10.0  # seconds for the scheduler to answer, and for its first worker to come
_GONE = 60.0  # seconds without a worker after which none is waited for any more
_LOOK = 1.0  # seconds between two looks whether the cluster is there at all

_ONE = Lock()

Load = tuple[list[Job], "Future", int]


class Cluster:
    """A cluster's workers: hands (``analyzers.hands``).

    ``address`` is the scheduler's, or ``local`` for ``number`` processes here, None for as many as
    there are cores. Raises ``RejoinderError`` where Dask is not installed and, once it is used in
    a ``with``, where the cluster can't be reached or wouldn't make the same rows.
    """

    def __init__(self, address: str, number: int | None = None) -> None:
        if find_spec("distributed") is None:
            raise RejoinderError(
                "a cluster needs the library Dask",
                remedy="pipx inject rejoinder 'dask[distributed]',"
                " or pip install 'rejoinder[cluster]'",
            )
        self._address = address
        self._number = number or cores()
        self._open = ExitStack()
        self._count, self._counted = 0, -_LOOK

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(_quiet())
            self._client: Client = stack.enter_context(self._connected(stack))
            self._check()
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Let the cluster go; one that was started here ends."""
        self._open.close()

    def work_off(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Values]]:
        """Yield each job with the rows made of it as they come; see ``Hands``."""
        waiting = _loads(jobs)
        busy: dict[str, Load] = {}
        done: SimpleQueue[Future] = SimpleQueue()
        self._fill(busy, waiting, done)
        while busy:
            future: Future = self._patiently(done.get)
            loaded, _, _ = busy.pop(future.key)
            try:
                # Done isn't here: what a worker made goes with it, and is to be made again.
                answers: list[Values] = self._patiently(future.result)
            except (Exception, CancelledError) as error:
                yield from self._finished(busy, done)
                raise self._failed(error) from error
            self._fill(busy, waiting, done)
            yield from zip(loaded, answers, strict=True)

    def _fill(
        self,
        busy: dict[str, Load],
        waiting: Iterator[tuple[list[Job], bytes]],
        done: SimpleQueue[Future],
    ) -> None:
        """Send loads as long as workers have hands free for them."""
        while self._has_room(busy):
            jobs, packed = next(waiting, ([], b""))
            if not jobs:
                return
            future = self._client.submit(work_off, packed, pure=False)
            busy[future.key] = jobs, future, len(packed)
            future.add_done_callback(done.put)

    def _has_room(self, busy: Mapping[str, Load]) -> bool:
        if len(busy) >= max(1, _AHEAD * self._threads()):
            return False
        return sum(size for _, _, size in busy.values()) < _MOST

    def _patiently(self, ask: Callable[..., Any]) -> Any:
        """Ask, with a ``timeout``, until there is an answer.

        Raises ``RejoinderError`` where there is nobody to give one.
        """
        since = time.monotonic()
        while True:
            with suppress(Empty, TimeoutError):
                return ask(timeout=_LOOK)
            if self._threads():
                since = time.monotonic()
            elif time.monotonic() - since > _GONE:
                raise self._lost("all its workers are gone")

    def _finished(
        self, busy: dict[str, Load], done: SimpleQueue[Future]
    ) -> Iterator[tuple[Job, Values]]:
        """Yield what is done already when something fails, as it needn't be done again."""
        with suppress(Empty):
            while True:
                future = done.get_nowait()
                jobs, _, _ = busy.pop(future.key)
                with suppress(Exception):
                    yield from zip(jobs, future.result(timeout=_LOOK), strict=True)

    def _failed(self, error: BaseException) -> BaseException:
        """Give what to raise where a load failed."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return RejoinderError(
                "workers died over an article, one after another",
                where=self._address,
                remedy="they may be short of memory: give each more, or fewer threads; what is"
                " done is kept",
            )
        if isinstance(error, (CancelledError, OSError)):
            return self._lost()
        if isinstance(error, ImportError) or "deserializ" in str(error).lower():
            return RejoinderError(
                "the scheduler or a worker can't import Rejoinder",
                where=self._address,
                remedy="install the same version for all of them: pip install 'rejoinder[cluster]'",
            )
        return error

    def _lost(self, what: str = "the cluster has gone away") -> RejoinderError:
        remedy = "what is done is kept: see to the cluster, then run it again"
        return RejoinderError(what, where=self._address, remedy=remedy)

    def _connected(self, stack: ExitStack) -> Client:
        """Connect to the scheduler, or start one with workers."""
        from distributed import Client, LocalCluster
        from distributed.comm import resolve_address

        if self._address != LOCAL:
            try:
                resolve_address(self._address)  # a client that can't be made ends only late
                return Client(self._address, timeout=_ANSWER, set_as_default=False)
            except (OSError, ValueError) as error:  # a TimeoutError is an OSError
                said = str(error).splitlines()[0] if str(error) else "no answer"
                raise RejoinderError(
                    f"no Dask scheduler answers: {said}",
                    where=self._address,
                    remedy="give the address that `dask scheduler` printed, as tcp://host:8786,"
                    " or --cluster local",
                ) from error
        with uninterrupted():
            cluster = LocalCluster(
                n_workers=self._number,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
        stack.enter_context(cluster)
        return Client(cluster, set_as_default=False)

    def _check(self) -> None:
        """Make sure that there are workers, and that what is installed there is what is here."""
        try:
            self._client.wait_for_workers(1, timeout=_ANSWER)
        except TimeoutError as error:
            raise RejoinderError(
                "no worker has come to the scheduler",
                where=self._address,
                remedy=f"start one on each machine: dask worker {self._address}",
            ) from error
        found = self._client.get_versions(packages=list(ALIKE))
        ours = found["client"]["packages"]
        for worker, theirs in found["workers"].items():
            other = [name for name in ALIKE if ours.get(name) != theirs["packages"].get(name)]
            if other:
                told = ", ".join(
                    f"{name} {theirs['packages'].get(name)} for {ours.get(name)}" for name in other
                )
                raise RejoinderError(
                    f"what is installed there differs: {told}",
                    where=worker,
                    remedy="install the same versions wherever articles are analyzed",
                )

    def _threads(self) -> int:
        """Count the threads of all workers, as they were a moment ago."""
        if time.monotonic() - self._counted > _LOOK:
            try:
                self._count = sum(self._client.nthreads().values())
            except (OSError, CancelledError) as error:
                raise self._lost() from error
            self._counted = time.monotonic()
        return self._count


def work_off(packed: bytes) -> list[Values]:
    """Work off the jobs of a load, on a worker; of its threads one at a time, as here."""
    with _ONE:
        return [made(job) for job in pickle.loads(packed)]


def _loads(jobs: Iterable[Job]) -> Iterator[tuple[list[Job], bytes]]:
    """Put small jobs together, and pack them."""
    load: list[Job] = []
    for job in jobs:
        load.append(job)
        if sum(one.comments for one in load) >= _COMMENTS:
            yield load, pickle.dumps(load, pickle.HIGHEST_PROTOCOL)
            load = []
    if load:
        yield load, pickle.dumps(load, pickle.HIGHEST_PROTOCOL)


def _quiet() -> ExitStack:
    """Keep Dask's own words to itself meanwhile: what they come to is told as an error."""
    import dask
    import distributed  # noqa: F401  (it sets up its loggers)

    stack = ExitStack()
    settings = {
        "distributed.admin.large-graph-warning-threshold": "1PB",
        "distributed.worker.profile.enabled": False,  # looks at workers a hundred times a second
    }
    stack.enter_context(dask.config.set(settings))
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"distributed", "tornado"}:
            logger = logging.getLogger(name)
            stack.callback(logger.setLevel, logger.level)
            logger.setLevel(logging.CRITICAL + 1)
    return stack
