from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from threads.web.cache import Kept, PageCache
from threads.web.manners import Manners, Pace, cache_folder, retry_after

NOW = datetime(2019, 3, 12, 9, 44, tzinfo=UTC)
MOST = 1000


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Tue, 12 Mar 2019 09:45:00 GMT", 60),
        ("Tue, 12 Mar 2019 10:45:00 +0100", 60),
        ("Tuesday, 12-Mar-19 09:45:00 GMT", 60),  # obsolete, and to be accepted
        ("Tue, 12 Mar 2019 09:45:00", 60),
        ("Tue, 12 Mar 2019 09:43:00 GMT", 0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Tue, 99 Mar 2019 09:45:00 GMT", None),
        ("9" * 10_000, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_the_agent_says_what_asks() -> None:
    assert Manners(version="0.4").agent.startswith("Rejoinder/0.4 (")
    assert Manners().agent.startswith("Rejoinder (")


class Clock:
    def __init__(self) -> None:
        self.now = 5.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_hosts_wait_for_themselves_alone() -> None:
    clock = Clock()
    pace = Pace(1.0, lambda: clock.now, clock.sleep)
    for host, takes in [("a", 0.0), ("b", 0.25), ("a", 0.0), ("b", 0.0)]:
        with pace.turn(host):
            clock.now += takes
    assert clock.slept == [0.75, 0.25]


def test_a_pause_and_a_slower_host() -> None:
    clock = Clock()
    pace = Pace(1.0, lambda: clock.now, clock.sleep)
    pace.slow_down("a", 3.0)
    pace.slow_down("b", 0.1)  # never faster than was said
    for host in "aabb":
        with pace.turn(host):
            pass
    assert clock.slept == [3.0, 1.0]
    pace.pause("a", 60)
    with pace.turn("a"):
        pass
    assert clock.slept[2] == 60


def test_the_pause_counts_after_a_failure_too() -> None:
    clock = Clock()
    pace = Pace(1.0, lambda: clock.now, clock.sleep)
    with pytest.raises(OSError), pace.turn("a"):
        raise OSError
    with pace.turn("a"):
        pass
    assert clock.slept == [1.0]


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are those of Linux")
def test_where_pages_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "rejoinder" / "pages"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for nothing in ("", "relative/folder"):
        monkeypatch.setenv("XDG_CACHE_HOME", nothing)
        assert cache_folder() == tmp_path / "home" / ".cache" / "rejoinder" / "pages"


# The cache by itself


def test_what_was_used_last_is_kept_longest(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, most_bytes=1_500)
    for number in range(6):
        cache.save(Kept(str(number), b"x" * 300, etag="1"))
    for age, path in enumerate(sorted(tmp_path.iterdir())):
        os.utime(path, (age, age))
    kept = next(n for n in range(6) if cache._path(str(n)) == min(tmp_path.iterdir()))
    assert cache.load(str(kept), MOST)
    cache.prune()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1_500
    assert cache.load(str(kept), MOST)
    assert sum(cache.load(str(n), MOST) is not None for n in range(6)) == 3


def test_a_kept_page_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "made" / "when" / "needed")
    kept = Kept("u", b"\n\0\xff\n", content_type="text/html", etag='W/"1"', last_modified="then")
    cache.save(kept)
    assert cache.load("u", MOST) == kept
    assert kept.conditions == {"If-None-Match": 'W/"1"', "If-Modified-Since": "then"}
    assert cache.load("u", 3) is None
    assert cache.load("other", MOST) is None
    cache.save(Kept("w", b"without a validator"))
    assert cache.load("w", MOST) is None


def test_a_folder_that_is_not_there_is_pruned_in_peace(tmp_path: Path) -> None:
    PageCache(tmp_path / "none").prune()
    assert not (tmp_path / "none").exists()
