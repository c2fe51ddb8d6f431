"""Telling events on every channel, each once, and again only where it didn't get through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rejoinder.watching.channels import Channel, NotTold
from rejoinder.watching.clock import Backoff, Clock
from rejoinder.watching.messages import message_of
from threads.errors import StoreBusy
from threads.events import EventLog, Waiting
from threads.store import Store

_FIRST_WAIT, _LONGEST_WAIT = 30.0, 3600.0
_GIVEN_UP = 86_400.0  # seconds after which an event is no news any more


class Delivery:
    """Tells what waits to be told; ``say`` tells the user what went wrong."""

    def __init__(
        self, store: Store, channels: Sequence[Channel], clock: Clock, say: Callable[[str], object]
    ) -> None:
        self._store = store
        self._log = EventLog(store)
        self._clock = clock
        self._say = say
        self._lines = [_Line(channel) for channel in channels]

    @property
    def names(self) -> tuple[str, ...]:
        """The channels that events are to be told on."""
        return tuple(line.channel.name for line in self._lines)

    @property
    def due(self) -> float:
        """When something that failed is to be tried again, by the steady clock."""
        return min((line.due for line in self._lines if line.holding), default=float("inf"))

    def deliver(self) -> None:
        """Tell everything that waits, on every channel that isn't left alone for now.

        What can't be noted, as the database is busy, is tried again like what can't be told.
        """
        for line in self._lines:
            if line.due <= self._clock.steady():
                self._deliver(line)

    def _deliver(self, line: _Line) -> None:
        try:
            failure = self._tell_all(line.channel)
        except StoreBusy as error:
            failure = NotTold(error.what)
            if not line.holding:
                self._say(f"{line.channel.name}: {error.where}: {error.what}; will be tried again")
        line.holding = failure is not None
        if failure is None:
            line.backoff.reset()
        else:
            line.due = self._clock.steady() + line.backoff.wait(failure.wait)

    def _tell_all(self, channel: Channel) -> NotTold | None:
        """Tell all that waits; gives the last failure after which some is to be tried again."""
        failure: NotTold | None = None
        for waiting in self._log.waiting(channel.name):
            found = self._tell(channel, waiting)
            failure = found or failure
            if found and found.whole:
                break
        return failure

    def _tell(self, channel: Channel, waiting: Waiting) -> NotTold | None:
        """Tell one event; gives the failure after which it is to be tried again."""
        message = message_of(self._store, waiting)
        self._log.begin(waiting.event, channel.name)
        try:
            channel.tell(message)
        except NotTold as failure:
            what, final = str(failure), failure.lasting or self._is_old(waiting)
            if final:
                self._log.told(waiting.event, channel.name, what)
            else:
                self._log.failed(waiting.event, channel.name, what)
            if final or what != waiting.failure:
                end = "" if failure.lasting else "; given up" if final else "; will be tried again"
                self._say(f"{channel.name}: {what}{end} ({message['id']})")
            return None if final else failure
        self._log.told(waiting.event, channel.name)
        return None

    def _is_old(self, waiting: Waiting) -> bool:
        found = datetime.fromisoformat(waiting.found_at).replace(tzinfo=UTC)
        return self._clock.wall() - found.timestamp() > _GIVEN_UP


class _Line:
    """A channel, and since when it is left alone."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.due = 0.0
        self.holding = False
        self.backoff = Backoff(_FIRST_WAIT, _LONGEST_WAIT)
