"""A watch in this process: a server on this machine, and time that passes only by sleeping."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rejoinder.watching.channels import Channel, Printed
from rejoinder.watching.clock import Clock
from rejoinder.watching.loop import Settings
from rejoinder.watching.start import Politeness, watching
from tests.rejoinder.watching.growing import Growing
from tests.threads import server
from tests.threads.server import Site, page

DAY = 86_400.0


class Enough(Exception):
    """The time for the watch is over."""


@dataclass
class Passing:
    """Time; ``then`` is called each time that somebody sleeps."""

    now: float = 0.0
    started: float = 1_709_629_200.0
    slept: list[float] = field(default_factory=list)
    then: Callable[[], object] = lambda: None

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)
        self.then()

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, lambda: self.started + self.now, self.sleep)


@pytest.fixture
def passing() -> Passing:
    return Passing()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "*")
    with server.serve() as running:
        yield running


@pytest.fixture
def thread() -> Growing:
    growing = Growing()
    for number in range(4):
        growing.say(f"Calm {number}", f"I like timetables, above all number {number}.", minutes=50)
    return growing


@dataclass
class Watching:
    """A watch whose events and words are noted; each ``start`` is a new process, as it were."""

    db: Path
    passing: Passing
    printed: list[dict[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def channel(self) -> Channel:
        return Printed(lambda line: self.printed.append(json.loads(line)), as_json=True)

    def start(self, *sources: object, run: bool = False, **settings: Any) -> int:
        channels = settings.pop("channels", [self.channel()])
        politeness = Politeness(every=settings.pop("every", 60.0), delay=0)
        with watching(
            str(self.db),
            [str(source) for source in sources],
            politeness,
            Settings(**settings),
            channels,
            say=self.said.append,
            clock=self.passing.clock,
        ) as watch:
            if not run:
                return watch.once()
            with pytest.raises(Enough):
                watch.run()
            return 0

    @property
    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.printed]


@pytest.fixture
def watch(tmp_path: Path, passing: Passing) -> Watching:
    return Watching(tmp_path / "w.db", passing)


def show(site: Site, thread: Growing, advertisement: str = "") -> str:
    """Serve a thread as it stands; gives its address."""
    path = f"/2024/03/05/{thread.name}/"
    thread.host = site.url("")
    site.answers[path] = page(thread.html(advertisement))
    return site.url(path)
