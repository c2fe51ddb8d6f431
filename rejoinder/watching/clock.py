"""Time as the watch knows it, so that a test can let a day pass in a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """``steady`` counts seconds from any moment on, ``wall`` those since 1970, ``sleep`` waits."""

    steady: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Backoff:
    """How long to leave alone what fails: twice as long each time, up to ``longest`` seconds."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = max(first, longest)
        self._failures = 0

    def wait(self, asked: float | None = None) -> float:
        """Give the seconds until the next attempt, as many as the other side ``asked`` at least."""
        wait = min(self._first * 2.0 ** min(self._failures, 30), self._longest)
        self._failures += 1
        return max(wait, asked or 0.0)

    def reset(self) -> None:
        """Forget the failures: it works again."""
        self._failures = 0
