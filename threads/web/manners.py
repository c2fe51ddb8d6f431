"""How to behave towards servers: who asks, how often, how much is taken, how long is waited."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

# The name that a robots.txt may have rules for.
NAME = "Rejoinder"
_SECONDS = re.compile(r"\s{0,8}(\d{1,9})\s{0,8}")


def cache_folder() -> Path | None:
    """Give the folder for kept pages where this system keeps such things; None without a home."""
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            base = Path(local) if local else Path.home() / "AppData" / "Local"
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:  # the XDG Base Directory specification: what isn't absolute doesn't count
            told = Path(os.environ.get("XDG_CACHE_HOME", ""))
            base = told if told.is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return base / "rejoinder" / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What a reader of pages keeps to. Times in seconds, sizes in bytes after decompression.

    ``delay`` lies between two requests to one host, ``silence`` is the longest time without a
    byte, ``most_seconds`` the longest that one answer may take, ``longest_wait`` how long a server
    may ask to be left alone before its page is given up. ``cache`` None: nothing is kept.
    """

    version: str = ""
    delay: float = 1.0
    silence: float = 20.0
    most_seconds: float = 60.0
    longest_wait: float = 60.0
    most_bytes: int = 20 * 2**20
    most_pages: int = 50
    cache: Path | None = field(default_factory=cache_folder)

    @property
    def agent(self) -> str:
        """The ``User-Agent``: what asks, and that it is no crawler."""
        product = f"{NAME}/{self.version}" if self.version else NAME
        return f"{product} (reads a page's comments for the person who runs it)"


class Pace:
    """Lets requests to one host out one after another, with a pause between them.

    ``clock`` counts seconds from any moment on, ``sleep`` waits for some.
    """

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.delay = delay
        self.clock = clock
        self._sleep = sleep
        self._gaps: dict[str, float] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked; its pause begins when the block ends."""
        wait = self._free_at[host] - self.clock() if host in self._free_at else 0
        if wait > 0:
            self._sleep(wait)
        try:
            yield
        finally:
            self._free_at[host] = self.clock() + self._gaps.get(host, self.delay)

    def slow_down(self, host: str, gap: float) -> None:
        """Let at least ``gap`` seconds lie between requests to the host from now on."""
        self._gaps[host] = max(gap, self.delay)

    def pause(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        self._free_at[host] = max(self._free_at.get(host, 0), self.clock() + seconds)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Read a ``Retry-After`` header as seconds from now; None where it says nothing.

    It holds seconds or a date (RFC 9110, section 10.2.3).
    """
    if not value:
        return None
    if match := _SECONDS.fullmatch(value):
        return float(match[1])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())
