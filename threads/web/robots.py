"""What sites ask of programs in their robots.txt (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from threads.errors import SourceError
from threads.web.manners import NAME
from threads.web.refusals import forbidden, no_robots

# "The parsing limit MUST be at least 500 kibibytes" (2.5); "SHOULD NOT use the cached version for
# more than 24 hours" (2.4).
MOST_BYTES = 500 * 1024
_LASTS = 86_400.0
# That it can't be had holds for a run, but not for a day of a program that comes back.
_REFUSAL_LASTS = 300.0
# Longer than any site means it for a program that reads one page.
_LONGEST_DELAY = 30.0

Ask = Callable[[httpx.URL], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego | None
    refusal: SourceError | None
    asked_at: float

    @property
    def lasts(self) -> float:
        return _LASTS if self.refusal is None else _REFUSAL_LASTS


class RobotsFiles:
    """The robots.txt of each site met, asked for once a day."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[httpx.URL, _Rules] = {}

    def check(self, address: httpx.URL, ask: Ask) -> float | None:
        """Raise what forbids an address; gives the delay that the site wishes for, in seconds.

        ``ask`` gives status and body of a robots.txt, redirects followed; what it raises for a
        server that can't be reached is left as it is.
        """
        place = address.copy_with(raw_path=b"/robots.txt")
        known = self._known.get(place)
        if known is None or self._clock() - known.asked_at > known.lasts:
            known = self._known[place] = _read(*ask(place), self._clock())
        if known.refusal is not None:
            raise type(known.refusal)(known.refusal.what, remedy=known.refusal.remedy)
        if known.rules is None or address == place:
            return None
        if not known.rules.can_fetch(str(address), NAME):
            raise forbidden()
        delay = known.rules.crawl_delay(NAME)
        return min(delay, _LONGEST_DELAY) if delay is not None else None


def _read(status: int, body: bytes, now: float) -> _Rules:
    """Take what a server answered as rules: none for "unavailable", no entry for "unreachable".

    Unavailable is any status from 300 to 499 (2.3.1.3), but 429 means what 503 means.
    """
    if 200 <= status < 300:
        return _Rules(Protego.parse(body.decode("utf-8-sig", "replace")), None, now)
    if 300 <= status < 500 and status != 429:
        return _Rules(None, None, now)
    return _Rules(None, no_robots(status), now)
