"""Telling: what is repeated, what is given up, and that one channel doesn't hold up another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rejoinder.watching.channels import NotTold
from rejoinder.watching.clock import Backoff
from rejoinder.watching.delivery import Delivery
from rejoinder.watching.messages import Message
from tests.rejoinder.watching.conftest import DAY, Passing
from tests.threads.builders import comment, page, thread
from threads.events import Event, EventLog
from threads.store import Store

READ = thread(*(comment(number) for number in range(1, 6)))


class Listener:
    """A channel that fails as it is told to."""

    def __init__(self, name: str, *failures: NotTold | None) -> None:
        self.name = name
        self.failures = list(failures)
        self.heard: list[tuple[int | None, bool]] = []

    def tell(self, message: Message) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure
        self.heard.append((message["comment"], message["again"]))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "w.db", clock=lambda: "2024-03-05T09:00:00Z") as opened:
        opened.add(READ, page())
        yield opened


def event(position: int) -> Event:
    chosen = READ.comments[position - 1].id
    return Event(
        kind="heat",
        article_id=READ.article.id,
        comment_id=chosen,
        figure=0.4,
        threshold=0.3,
        detail={"comments": 2, "people": 2},
        members=frozenset({chosen}),
    )


class Telling:
    def __init__(self, store: Store, passing: Passing, *channels: Listener) -> None:
        self.said: list[str] = []
        self.passing = passing
        passing.started = 1_709_629_200.0  # 2024-03-05T09:00:00Z
        self.delivery = Delivery(store, channels, passing.clock, self.said.append)
        self.log = EventLog(store)

    def enter(self, *positions: int) -> None:
        self.log.enter([event(position) for position in positions], self.delivery.names)

    def after(self, seconds: float) -> None:
        self.passing.now += seconds
        self.delivery.deliver()


def test_events_are_told_once_in_order(store: Store, passing: Passing) -> None:
    listener = Listener("print")
    telling = Telling(store, passing, listener)
    telling.enter(2, 1)
    telling.after(0)
    telling.enter(1, 3)
    telling.after(0)
    assert listener.heard == [(2, False), (1, False), (3, False)]
    assert telling.delivery.due == float("inf")


def test_what_failed_is_tried_again_later_and_later(store: Store, passing: Passing) -> None:
    listener = Listener("webhook", *[NotTold("silence")] * 3)
    other = Listener("print")
    telling = Telling(store, passing, listener, other)
    telling.enter(1, 2)
    for seconds, left in ((0, 2), (29, 2), (1, 1), (59, 1), (1, 0), (119, 0)):
        telling.after(seconds)
        assert len(listener.failures) == left
        assert listener.heard == []
    telling.after(1)
    assert listener.heard == [(1, True), (2, False)]
    assert other.heard == [(1, False), (2, False)]
    assert telling.said == [f"webhook: silence; will be tried again ({event(1).id})"]


def test_what_a_busy_database_cannot_note_is_told_again(store: Store, passing: Passing) -> None:
    store.db.execute("PRAGMA busy_timeout = 50")
    listener = Listener("webhook")
    telling = Telling(store, passing, listener)
    telling.enter(1)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        telling.after(0)
        telling.after(30)
    telling.after(59)
    assert listener.heard == []
    assert telling.delivery.due == 90.0
    telling.after(1)
    assert listener.heard == [(1, False)]
    assert telling.said == [
        f"webhook: {store.path}: another program is writing to it; will be tried again"
    ]
    assert telling.delivery.due == float("inf")


def test_a_receiver_that_asks_for_time_gets_it(store: Store, passing: Passing) -> None:
    listener = Listener("webhook", NotTold("busy", wait=500.0))
    telling = Telling(store, passing, listener)
    telling.enter(1)
    telling.after(0)
    assert telling.delivery.due == 500.0
    telling.after(499)
    assert listener.heard == []
    telling.after(1)
    assert listener.heard == [(1, True)]


def test_one_event_that_is_refused_holds_up_no_other(store: Store, passing: Passing) -> None:
    listener = Listener("webhook", NotTold("refused (400)", whole=False))
    telling = Telling(store, passing, listener)
    telling.enter(1, 2)
    telling.after(0)
    assert listener.heard == [(2, False)]


def test_what_cannot_be_told_for_a_day_is_given_up(store: Store, passing: Passing) -> None:
    listener = Listener("webhook", *[NotTold("silence")] * 99)
    telling = Telling(store, passing, listener)
    telling.enter(1)
    telling.after(0)
    telling.after(DAY + 1)
    assert telling.said[-1] == f"webhook: silence; given up ({event(1).id})"
    listener.failures.clear()
    telling.after(DAY)
    assert listener.heard == []


def test_a_command_that_fails_had_its_event(store: Store, passing: Passing) -> None:
    listener = Listener("exec", NotTold("mail: exit code 3", lasting=True))
    telling = Telling(store, passing, listener)
    telling.enter(1, 2)
    telling.after(0)
    telling.after(DAY)
    assert listener.heard == [(2, False)]
    assert telling.said == [f"exec: mail: exit code 3 ({event(1).id})"]


def test_a_kill_in_the_middle_is_told_of(store: Store, passing: Passing) -> None:
    class Killed(BaseException):
        pass

    class Deadly(Listener):
        def tell(self, message: Message) -> None:
            super().tell(message)
            raise Killed

    telling = Telling(store, passing, Deadly("print"))
    telling.enter(1, 2)
    with pytest.raises(Killed):
        telling.after(0)
    survivor = Listener("print")
    Telling(store, passing, survivor).after(0)
    assert survivor.heard == [(1, True), (2, False)]


def test_backing_off() -> None:
    backoff = Backoff(60, 3600)
    assert [backoff.wait() for _ in range(8)] == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert backoff.wait(7200) == 7200
    backoff.reset()
    assert backoff.wait(5) == 60
    assert Backoff(7200, 3600).wait() == 7200
