"""What a watch is put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analyzers.engine_choice import accepted
from rejoinder import __version__
from rejoinder.watching.channels import Channel
from rejoinder.watching.clock import Clock
from rejoinder.watching.delivery import Delivery
from rejoinder.watching.lock import only_watch
from rejoinder.watching.loop import Settings, Watch
from rejoinder.watching.sources import FileSource, Source, WebSource
from threads.emptied import none_left_empty
from threads.errors import SourceError
from threads.fetch import Fetcher
from threads.sources import is_web, unnamed
from threads.store import Store
from threads.web.manners import Manners, Pace
from threads.web.post import Receiver

FOLDER_EVERY = 10.0  # seconds; a look at a folder asks nobody but the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """Seconds: ``every`` between two looks at an address, ``delay`` between two requests."""

    every: float = 300.0
    delay: float = 1.0


@contextmanager
def watching(
    db: str,
    sources: Sequence[str],
    politeness: Politeness,
    settings: Settings,
    channels: Sequence[Channel],
    *,
    say: Callable[[str], object],
    clock: Clock | None = None,
) -> Iterator[Watch]:
    """Open a database and make the one watch of it.

    Raises ``RejoinderError`` for an engine that can't run here and a database that is watched for
    already.
    """
    accepted(settings.engine)
    clock = clock or Clock()
    with ExitStack() as stack:

        @cache
        def fetcher() -> Fetcher:
            pace = Pace(politeness.delay, clock.steady, clock.sleep)
            manners = Manners(version=__version__, delay=politeness.delay)
            return stack.enter_context(Fetcher(manners, pace=pace))

        watched = [
            _source(name, politeness.every, clock, fetcher) for name in dict.fromkeys(sources)
        ]
        stack.enter_context(none_left_empty(Path(db)))
        store = stack.enter_context(Store(db))
        stack.enter_context(only_watch(Path(db)))
        delivery = Delivery(store, channels, clock, say)
        yield Watch(store, watched, delivery, settings, clock=clock, say=say)


def _source(name: str, every: float, clock: Clock, fetcher: Callable[[], Fetcher]) -> Source:
    if not name:
        raise unnamed()
    if is_web(name):
        return WebSource(name, every, fetcher)
    return FileSource(name, min(every, FOLDER_EVERY), clock.wall)


def receiver(url: str) -> Receiver:
    """Make what posts to an address; raises ``SourceError`` for one that isn't asked."""
    try:
        return Receiver(url, Manners(version=__version__))
    except SourceError as error:
        raise error.at("--webhook") from error
