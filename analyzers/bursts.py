"""Bursts: comments that come far faster than the thread's own rate.

The count of a window is compared with the thread before it by the exact test for two Poisson rates
(Przyborowski & Wilenski, *Homogeneity of Results in Testing Samples from Poisson Series*,
Biometrika 31, 1940): of the comments so far, each would fall into the window with the chance that
the window has of the time. Comments answer each other and so come in clusters, which a Poisson
rate doesn't know; so the count must also be a number and a multiple of what is expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, log1p
from typing import NamedTuple

UNLIKELY = 1e-4  # chance of such a window at the thread's own rate; every comment ends one
_NEGLIGIBLE = 1e-9


class Pace(NamedTuple):
    """What counts as a burst.

    ``least`` comments in a window of ``minutes``, and ``times`` as many as the thread's own rate
    leads to expect.
    """

    minutes: float = 30.0
    times: float = 4.0
    least: int = 10


class Burst(NamedTuple):
    """Comments ``first`` to ``last`` (indexes in order of time), of which a window is the densest.

    ``number`` comments stand in that window, where ``expected`` come at the rate before it, and
    ``needed`` would have been a burst.
    """

    first: int
    last: int
    number: int
    expected: float
    needed: float


def bursts(times: Sequence[float], pace: Pace) -> list[Burst]:
    """Find the bursts among comments posted at ``times`` (minutes, ascending).

    The rate before a window is that from the first comment to the window's beginning, which must
    lie as far apart as the window is long. Windows that overlap are one burst.
    """
    found: list[Burst] = []
    start = 0
    for index, time in enumerate(times):
        while times[start] <= time - pace.minutes:
            start += 1
        burst = _window(times, start, index, pace)
        if burst is None:
            continue
        if found and start <= found[-1].last:
            burst = _joined(found.pop(), burst)
        found.append(burst)
    return found


def _window(times: Sequence[float], start: int, end: int, pace: Pace) -> Burst | None:
    before = times[end] - pace.minutes - times[0]
    count = end - start + 1
    if count < pace.least or before < pace.minutes:
        return None
    expected = start * pace.minutes / before
    needed = max(float(pace.least), pace.times * expected)
    share = pace.minutes / (pace.minutes + before)
    if count < needed or chance_of(count, start + count, share) > UNLIKELY:
        return None
    return Burst(start, end, count, expected, needed)


def _joined(before: Burst, after: Burst) -> Burst:
    densest = max(before, after, key=lambda burst: burst.number)
    return densest._replace(first=before.first, last=after.last)


def chance_of(least: int, trials: int, share: float) -> float:
    """Give the chance that ``least`` or more of some trials succeed, each with chance ``share``.

    Exact to nine digits where ``least`` lies above the mean, as the terms then fall off.
    """
    first = lgamma(trials + 1) - lgamma(least + 1) - lgamma(trials - least + 1)
    term = exp(first + least * log(share) + (trials - least) * log1p(-share))
    odds = share / (1 - share)
    total = 0.0
    for successes in range(least, trials + 1):
        total += term
        term *= odds * (trials - successes) / (successes + 1)
        if term <= total * _NEGLIGIBLE:
            break
    return min(total, 1.0)
